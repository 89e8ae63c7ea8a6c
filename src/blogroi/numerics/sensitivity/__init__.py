"""What an output rests on: which inputs move it, how far, and where its sign turns."""
