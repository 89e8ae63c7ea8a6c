"""What a reader should know, each under a stable code."""
