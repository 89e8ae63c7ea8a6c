"""Tests of the checks before launch."""
