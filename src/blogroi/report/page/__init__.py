"""Answers as a page: one HTML file that needs nothing else, for who reads on a screen, on a telephone or on paper."""
