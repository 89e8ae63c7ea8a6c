"""Levers and indicators to start from."""
