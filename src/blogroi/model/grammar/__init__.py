"""The language of formulas: its words and signs, how a text is read, and the tree that becomes of it.

A formula is read once, through Python's own grammar and a list of what is allowed; nothing of it is ever run by Python.
"""
