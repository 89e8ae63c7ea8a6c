"""What a verdict rests on, what it is worth to know more, and what to choose: the draws of the evaluation, read once more."""
