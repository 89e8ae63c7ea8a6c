"""Figures: what they show, that nothing in them can act, and that they fit."""
