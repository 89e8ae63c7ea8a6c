"""Many cases, each evaluated as if it were alone: in whichever processes, in their order, and written down part by part."""
