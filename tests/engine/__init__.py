"""Tests of what follows from it."""
