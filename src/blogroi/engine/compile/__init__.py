"""From a case without names to what is drawn: the one room of the engine that reads a case."""
