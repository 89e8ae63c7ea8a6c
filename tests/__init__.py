"""The tests of blogroi, in the order of the library's rooms."""
