"""What comes out: immutable results that say in words and numbers what they are."""
