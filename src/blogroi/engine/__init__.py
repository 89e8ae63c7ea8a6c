"""What follows from a case: arrays without names, from which no calculation can tell a tool's age."""
