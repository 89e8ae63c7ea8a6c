"""The same case told otherwise: certain, renamed, dated, in another currency or unit or order, or with a bit more effect.

Each function is pure and turns a case into a case; what may change in the answer, and what may not, is the affair of
``blogroi.testing.guarantees``.
"""
