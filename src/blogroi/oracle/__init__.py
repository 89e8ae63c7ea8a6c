"""The figures of a case a second time, from the words of its file and the written rules alone.

Nothing of the library is imported here but the decorator of records, and the import contracts hold the room to that: what is held against
the engine must not share its mistakes. It is written for reading and not for speed. :func:`blogroi.validate` takes from here what is true
of the cases that it plants, and the tests compare every figure of hundreds of random cases with it.
"""
