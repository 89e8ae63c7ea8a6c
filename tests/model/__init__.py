"""Tests of what people state."""
