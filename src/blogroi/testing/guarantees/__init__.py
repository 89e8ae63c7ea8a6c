"""The guarantees that make a comparison of tools a fair one, as functions that run on any evaluator.

An evaluator is a callable from a case to an answer: what each tool brings in, what is worth measuring, which tools to keep.
Each function takes one and a case, tells the case otherwise in a way that must not matter (or must matter in one direction
alone), and raises where the answer does not follow. All figures of an answer are held against each other.
"""
