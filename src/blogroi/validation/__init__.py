"""How often what the library says is so, tried on planted cases: their truth is known, for the oracle has drawn it."""
