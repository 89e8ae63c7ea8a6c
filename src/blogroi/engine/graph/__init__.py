"""Expressions of quantities over time, as one graph in which equal expressions are one node."""
