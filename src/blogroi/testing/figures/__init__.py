"""Answers read as plain figures, and compared figure by figure."""
