"""Exports of other programs as series: each format in a module of its own, known by what stands in a file and not by its name.

A reader never guesses between two readings: it refuses, and says what to add. What is left out is a gap and no zero. Of what may be about
somebody nothing is kept or shown.
"""
