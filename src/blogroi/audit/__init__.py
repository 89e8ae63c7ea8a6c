"""Audits of an evaluation by evaluating again."""
