"""What people write in a formula that has no place in one, and what to write instead: tables, read only on a fault."""

from __future__ import annotations

from collections.abc import Mapping

from blogroi.language.spoken import message

__all__ = ["FOREIGN_FUNCTIONS", "FOREIGN_WORDS", "SIGNS"]

_BOTH = message("where two conditions must both hold, multiply them: (a > 0) * (b > 0)")
_EITHER = message("where one of two conditions is enough, write max(a > 0, b > 0)")
_OPPOSITE = message("the opposite of a condition is 1 less it: 1 - (a > 0)")
_CHOICE = message("a choice is written where(condition, yes, no)")
_CHANCE = message("what is uncertain is a driver with a range, and what is chance is event, poisson or binomial")
_QUOTES = message("a formula has no texts in it: write names without quotes")
_NO_MONEY = message("write the number alone: money is in the currency of the case")
_NO_DEFINITION = message("a formula defines nothing: state a driver for each part, and use its name")
_SQUARE = message(
    "a formula has no square brackets: a driver is used in the period it stands in; an earlier one is delay(x, n)"
)
_TIMES, _OVER, _LESS = message("multiply by *"), message("divide by /"), message("subtract by -")
_SPACE = message("write an ordinary space")

SIGNS: Mapping[str, str] = {
    "^": message("a power is written **"),
    "//": message("write floor(a / b)"),
    "%": message("5 % is written 0.05"),
    "‰": message("5 per thousand is written 0.005"),
    "@": _TIMES,
    "&": _BOTH,
    "&&": _BOTH,
    "|": _EITHER,
    "||": _EITHER,
    "~": _OPPOSITE,
    "!": _OPPOSITE,
    "=": message("to compare, write =="),
    ":=": _NO_DEFINITION,
    ";": message("write one formula, and a comma between the parts of a function"),
    ":": _CHOICE,
    "?": _CHOICE,
    "->": _NO_DEFINITION,
    "=>": message("write >="),
    "=<": message("write <="),
    "<>": message("write !="),
    "===": message("write =="),
    "<<": message("write * 2 ** n"),
    ">>": message("write / 2 ** n"),
    "#": message("a formula has no comments: say it in the statement of a driver"),
    "\\": message("take it out"),
    "`": _QUOTES,
    "'": _QUOTES,
    '"': _QUOTES,
    "$": _NO_MONEY,
    "[": _SQUARE,
    "]": _SQUARE,
    "{": message("write round brackets"),
    "}": message("write round brackets"),
    "...": message("write every part"),
    "\n": message("a formula is a single line: take the line break out"),
    "\r": message("a formula is a single line: take the line break out"),
    "€": _NO_MONEY,
    "£": _NO_MONEY,
    "¥": _NO_MONEY,
    "\u00d7": _TIMES,
    "\u22c5": _TIMES,
    "\u00b7": _TIMES,
    "\u2217": _TIMES,
    "\u00f7": _OVER,
    "\u2044": _OVER,
    "\u2215": _OVER,
    "\u2212": _LESS,
    "\u2010": _LESS,
    "\u2011": _LESS,
    "\u2012": _LESS,
    "\u2013": _LESS,
    "\u2014": _LESS,
    "\u2018": _QUOTES,
    "\u2019": _QUOTES,
    "\u201c": _QUOTES,
    "\u201d": _QUOTES,
    "\u00ab": _QUOTES,
    "\u00bb": _QUOTES,
    "\u2026": message("write every part"),
    "\u2264": message("write <="),
    "\u2265": message("write >="),
    "\u2260": message("write !="),
    "\u2248": message("write ==, which compares within a billionth"),
    "\u221a": message("write sqrt(x)"),
    "\u2211": message("write a + b, or cumulative(x) for a sum over the periods"),
    "\u00b2": message("write ** 2"),
    "\u00b3": message("write ** 3"),
    "\u00bd": message("write 0.5"),
    "\u00bc": message("write 0.25"),
    "\u00be": message("write 0.75"),
    "\u00a0": _SPACE,
    "\u202f": _SPACE,
    "\u2009": _SPACE,
    "\u2007": _SPACE,
    "\u3000": _SPACE,
    "\u200b": message("take it out"),
    "\ufeff": message("take it out"),
    "\uff08": message("write ("),
    "\uff09": message("write )"),
    "\uff0c": message("write a comma, or a decimal point"),
}
"""By the sign that has no place in a formula."""

FOREIGN_WORDS: Mapping[str, str] = {
    "and": _BOTH,
    "or": _EITHER,
    "not": _OPPOSITE,
    "if": _CHOICE,
    "else": _CHOICE,
    "elif": _CHOICE,
    "in": message("compare with each: max(a == 1, a == 2)"),
    "is": message("to compare, write =="),
    "lambda": _NO_DEFINITION,
    "def": _NO_DEFINITION,
    "for": message("a sum over the periods is cumulative(x), one over ages by_age(x, profile)"),
    "True": message("write 1"),
    "False": message("write 0"),
    "None": message("leave it out"),
}
"""By the word of Python that cannot be a driver's name."""

FOREIGN_FUNCTIONS: Mapping[str, str] = {
    "pow": message("a power is written x ** n"),
    "power": message("a power is written x ** n"),
    "sum": message("write a + b, or cumulative(x) for a sum over the periods"),
    "cumsum": message("write cumulative(x)"),
    "avg": message("write (a + b) / 2"),
    "average": message("write (a + b) / 2"),
    "mean": message("write (a + b) / 2"),
    "ln": message("write log(x), which is the natural logarithm"),
    "log10": message("write log(x) / log(10)"),
    "log2": message("write log(x) / log(2)"),
    "if": _CHOICE,
    "iif": _CHOICE,
    "ifelse": _CHOICE,
    "int": message("write floor(x)"),
    "trunc": message("write floor(x)"),
    "rounddown": message("write floor(x)"),
    "roundup": message("write ceil(x)"),
    "ceiling": message("write ceil(x)"),
    "float": message("leave it out: every number has a fraction"),
    "lag": message("write delay(x, n)"),
    "shift": message("write delay(x, n)"),
    "bernoulli": message("write event(share)"),
    "minimum": message("write min(a, b)"),
    "maximum": message("write max(a, b)"),
    "mod": message("write x - n * floor(x / n)"),
    "rand": _CHANCE,
    "random": _CHANCE,
    "uniform": _CHANCE,
    "normal": _CHANCE,
    "gauss": _CHANCE,
    "lognormal": _CHANCE,
    "triangular": _CHANCE,
    "pert": _CHANCE,
    "beta": _CHANCE,
    "choice": _CHANCE,
}
"""By the name of a function that other languages have, in small letters."""
