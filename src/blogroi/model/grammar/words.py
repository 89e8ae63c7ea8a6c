"""The words of formulas: functions with what they take, clocks, and the names that drivers may have."""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections.abc import Mapping

from blogroi.language.naming import describe
from blogroi.language.spoken import message
from blogroi.model.frozen_map import FrozenMap
from blogroi.records import frozen

__all__ = [
    "ALLOWED",
    "CLOCKS",
    "FUNCTIONS",
    "LONGEST_KEY",
    "MOST_BEFORE",
    "NAME",
    "Function",
    "clock_meaning",
    "key_fault",
    "latin",
    "sign_name",
]

MOST_BEFORE = 1200
"""The most periods before the window that ``by_age`` looks back: a hundred years of months."""

ALLOWED = message(
    "a formula has numbers, names of drivers, period, year, + - * / **, brackets, comparisons, and "
    "functions such as min(a, b)"
)
"""What is said to whoever wrote something else."""


@frozen
class Function:
    """What a function of formulas takes.

    Parameters
    ----------
    written : str
        How it is written.
    least, most : int
        How many parts it takes; ``most`` is None where there is no end.
    by_period : bool
        Whether its value depends on the period.
    by_chance : bool
        Whether each call and each period is drawn by itself.
    """

    written: str
    least: int
    most: int | None
    by_period: bool = False
    by_chance: bool = False


FUNCTIONS: Mapping[str, Function] = FrozenMap(
    {
        "min": Function("min(a, b, ...)", 2, None),
        "max": Function("max(a, b, ...)", 2, None),
        "abs": Function("abs(x)", 1, 1),
        "exp": Function("exp(x)", 1, 1),
        "log": Function("log(x)", 1, 1),
        "sqrt": Function("sqrt(x)", 1, 1),
        "floor": Function("floor(x)", 1, 1),
        "ceil": Function("ceil(x)", 1, 1),
        "round": Function("round(x)", 1, 1),
        "clip": Function("clip(x, low, high)", 3, 3),
        "where": Function("where(condition, yes, no)", 3, 3),
        "growth": Function("growth(rate) or growth(rate, running)", 1, 2, by_period=True),
        "yearly_growth": Function("yearly_growth(rate) or yearly_growth(rate, running)", 1, 2, by_period=True),
        "ramp": Function("ramp(n) or ramp(n, running)", 1, 2, by_period=True),
        "season": Function("season(a, b, ...)", 2, None, by_period=True),
        "delay": Function("delay(x, n)", 2, 2, by_period=True),
        "cumulative": Function("cumulative(x)", 1, 1, by_period=True),
        "by_age": Function("by_age(x, profile) or by_age(x, profile, before)", 2, 3, by_period=True),
        "event": Function("event(share)", 1, 1, by_period=True, by_chance=True),
        "poisson": Function("poisson(mean)", 1, 1, by_period=True, by_chance=True),
        "binomial": Function("binomial(n, share)", 2, 2, by_period=True, by_chance=True),
    }
)
"""Every function, by its name."""

CLOCKS: Mapping[str, str] = FrozenMap(
    {
        "period": message("the number of the period, from 1"),
        "year": message("the number of the year, from 1"),
        "running": message("the number of periods since the effect began, from 1"),
        "age": message("the age in periods, from 1"),
    }
)
"""The words that stand for a number of periods or years, each with what it counts."""

NAME = r"[A-Za-z_][A-Za-z0-9_]*"
"""What the name of a driver looks like, as a regular expression."""

_KEY = re.compile(NAME)
LONGEST_KEY = 200
"""The most letters of a name."""

_CYRILLIC = (
    "\u0430\u0435\u0456\u0458\u043e\u0440\u0441\u0443\u0445\u0455\u04bb\u0501\u051b\u051d\u0410\u0412"
    "\u0415\u0405\u0406\u0408\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425"
)
_GREEK = (
    "\u03b1\u03bf\u03bd\u03c1\u03c5\u03b9\u03ba\u03c4\u03c7\u0391\u0392\u0395\u0396\u0397\u0399\u039a"
    "\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7"
)
_LIKE_LATIN = str.maketrans(_CYRILLIC + _GREEK, "aeijopcyxshdqwABESIJKMHOPCTYX" + "aovpuiktxABEZHIKMNOPTYX")
"""Letters of Cyrillic and Greek that look like a Latin one, and the one that they look like."""


def latin(word: str) -> str | None:
    """Return the ASCII word that was meant by one with accents or look-alikes, None where none can be told.

    Examples
    --------
    >>> latin("été"), latin("v\u0456sits"), latin("\u6570")
    ('ete', 'visits', None)
    """
    apart = unicodedata.normalize("NFKD", word[:LONGEST_KEY]).translate(_LIKE_LATIN)
    plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return plain if _KEY.fullmatch(plain) else None


def sign_name(sign: str) -> str:
    """Name a sign that cannot be told from another, or cannot be seen, by its number and its name.

    Examples
    --------
    >>> sign_name("\u0456")
    'U+0456, Cyrillic small letter byelorussian-ukrainian i'
    """
    name = unicodedata.name(sign, "").capitalize()
    return f"U+{ord(sign):04X}, {name}" if name else f"U+{ord(sign):04X}"


def clock_meaning(word: str) -> str:
    """Say what a clock counts, in a clause.

    Examples
    --------
    >>> clock_meaning("period")
    '`period` is the number of the period, from 1'
    """
    return message("`{word}` is {meaning}", word=word, meaning=CLOCKS[word])


def key_fault(key: object) -> str | None:
    """Say why a key cannot be the name of a driver, and which one could be; None where it can.

    Parameters
    ----------
    key : object
        What stands where the name of a driver is wanted.

    Returns
    -------
    str or None

    Examples
    --------
    >>> key_fault("lead-rate")
    "'lead-rate' is not a name for formulas: a name has no hyphen: write lead_rate"
    >>> key_fault("min")
    "'min' is not a name for formulas: `min` is a function there: write another, such as min_"
    >>> key_fault("lead_rate")
    """
    why = _why_no_key(key)
    return None if why is None else message("{value} is not a name for formulas: {why}", value=describe(key), why=why)


def _why_no_key(key: object) -> str | None:
    if not isinstance(key, str):
        return message("write a word")
    if len(key) > LONGEST_KEY:
        return message(
            "it has {count} letters, and {longest} are the most", count=str(len(key)), longest=str(LONGEST_KEY)
        )
    if _KEY.fullmatch(key):
        if key in FUNCTIONS:
            return message("`{key}` is a function there: write another, such as {key}_", key=key)
        if key in CLOCKS:
            return message("{meaning} there: write another, such as {key}_", meaning=clock_meaning(key), key=key)
        if keyword.iskeyword(key):
            return message(
                "`{key}` is a word of the language that formulas are written in: write another, such as {key}_", key=key
            )
        return None
    return _signs_amiss(key)


def _signs_amiss(key: str) -> str:
    """Say which sign keeps a word from being a name."""
    rule = message("a name is an ASCII letter or _, then letters, digits and _")
    meant = latin(re.sub(r"[\s\-\u2010-\u2015\u2212.]+", "_", key.strip()))
    write = message(": write {meant}", meant=meant) if meant is not None and _why_no_key(meant) is None else ""
    foreign = next((sign for sign in key if not sign.isascii() and sign.isalpha()), None)
    if foreign is not None and latin(foreign) not in (None, foreign) and unicodedata.decomposition(foreign) == "":
        return message(
            "it holds {sign}, which looks like {latin}{write}",
            sign=sign_name(foreign),
            latin=latin(foreign) or "",
            write=write,
        )
    if re.fullmatch(r"[A-Za-z_][\w-]*", key, re.ASCII):
        return message("a name has no hyphen{write}", write=write)
    return message("{rule}{write}", rule=rule, write=write)
