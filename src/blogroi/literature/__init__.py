"""What others have published, read in its primary source: figures to start from where a house has none of its own."""
