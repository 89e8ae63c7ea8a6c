"""What it is worth to know more before a decision: everything, one input, several together, or what a study would show."""
