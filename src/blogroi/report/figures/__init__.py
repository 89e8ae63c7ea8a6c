"""Figures of answers: drawings by hand, each of one public table and nothing else."""
