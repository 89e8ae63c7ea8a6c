"""A case as a workbook, and back: one sheet a table, one row a thing, a quantity in one cell.

Which sheets there are follows from what the fields of the model say of themselves (``layout``). Reading needs nothing but the standard
library: what is in the package is inflated under a limit (``package``), its parts are gone through once (``parts``, ``cells``), and the
tables of the document are put together (``read``). Writing goes through openpyxl (``book``, ``write``).
"""
