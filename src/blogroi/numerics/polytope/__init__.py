"""Sets of weights that statements leave, and drawing from them evenly."""
