"""Random cases, for tests of blogroi and of whatever is built on it: those that are hard, and the oddest ones."""
