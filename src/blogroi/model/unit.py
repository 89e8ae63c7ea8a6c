"""Units as words with powers: ``visit / post`` times ``post`` is ``visit``. Compared as text, never converted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from attrs import field

from blogroi.errors import CaseError
from blogroi.language.naming import describe
from blogroi.language.spoken import message
from blogroi.model.frozen_map import FrozenMap
from blogroi.records import frozen

__all__ = ["PLAIN", "SHARE", "Unit"]

SHARE = "share"
"""What a driver that is a share says of its unit."""

_LONGEST = 100
_GREATEST_POWER = 9
_JOINED = re.compile(r"(?<!\*)\*(?!\*)|/|\u00b7|\bper\b")
_RAISED = re.compile(r"(?P<word>.*?)(?:\s*(?:\^|\*\*)\s*(?P<power>-?[0-9]+)|(?P<small>[\u00b2\u00b3]))?")
_WORD = re.compile(r"[^\W\d_](?:[^\s*/^()\u00b7\u00b2\u00b3]| (?=\S))*|[€$£¥]")
_SMALL = {"\u00b2": 2, "\u00b3": 3}


def _as_powers(powers: Mapping[str, int]) -> FrozenMap[str, int]:
    return FrozenMap(powers)


@frozen
class Unit:
    """A unit: words, each with the power that it is raised to.

    Parameters
    ----------
    powers : mapping of str to int
        By word; none of them 0. Empty for a plain number, a share among them.

    Examples
    --------
    >>> Unit.of("visit / post") * Unit.of("post")
    Unit.of('visit')
    >>> print(Unit.of("EUR / (hour)"))
    Traceback (most recent call last):
        ...
    blogroi.errors.CaseError: 'EUR / (hour)' is not a unit: `(hour)` is not a word: write words with * and / between, as visit / post
    """

    powers: FrozenMap[str, int] = field(converter=_as_powers)

    @classmethod
    def of(cls, text: str) -> Unit:
        """Read a unit.

        Parameters
        ----------
        text : str
            Words, with ``*`` and ``/`` (or ``per``) between them, each with a power or without: ``EUR / hour``, ``m ** 2``.
            ``"1"`` and ``"share"`` are plain numbers.

        Raises
        ------
        CaseError
            When it is no unit.
        """
        if not isinstance(text, str):
            raise CaseError.at(
                "", message('{value} is not a unit: write a text such as "visit / post"', value=describe(text))
            )
        if len(text) > _LONGEST:
            raise CaseError.at(
                "",
                message(
                    "{value} is not a unit: it has {count} letters, and {longest} are the most",
                    value=describe(text),
                    count=str(len(text)),
                    longest=str(_LONGEST),
                ),
            )
        return cls.product(_factors(text))

    @classmethod
    def product(cls, factors: Mapping[str, int]) -> Unit:
        """Make a unit of words with powers, any of which may be 0."""
        return cls({word: power for word, power in factors.items() if power})

    def __mul__(self, other: Unit) -> Unit:
        """Multiply by another unit."""
        return self._with(other, 1)

    def __truediv__(self, other: Unit) -> Unit:
        """Divide by another unit."""
        return self._with(other, -1)

    def _with(self, other: Unit, sign: int) -> Unit:
        sums = Counter(dict(self.powers))
        for word, power in other.powers.items():
            sums[word] += sign * power
        return Unit.product(sums)

    def root(self, power: float) -> Unit | None:
        """Raise it to a power, None where that leaves no whole power of some word."""
        raised = {word: own * power for word, own in self.powers.items()}
        if any(not own.is_integer() or abs(own) > _GREATEST_POWER**2 for own in map(float, raised.values())):
            return None
        return Unit.product({word: int(own) for word, own in raised.items()})

    def __str__(self) -> str:
        """Write it: what is multiplied in alphabetical order, then what it is divided by."""
        over = [_raised(word, power) for word, power in sorted(self.powers.items()) if power > 0]
        under = [_raised(word, -power) for word, power in sorted(self.powers.items()) if power < 0]
        return " / ".join([" * ".join(over) or "1", *under])

    def __repr__(self) -> str:
        """Give the call that makes it."""
        return f"Unit.of({str(self)!r})"


PLAIN = Unit({})
"""The unit of a plain number."""


def _raised(word: str, power: int) -> str:
    return word if power == 1 else f"{word} ** {power}"


def _factors(text: str) -> Counter[str]:
    """Read the words of a unit with their powers."""
    factors: Counter[str] = Counter()
    places = [(found.start(), found.end()) for found in _JOINED.finditer(text)]
    starts, ends = [0, *(end for _, end in places)], [*(start for start, _ in places), len(text)]
    signs = [1, *(1 if text[start:end] in ("*", "\u00b7") else -1 for start, end in places)]
    for start, end, sign in zip(starts, ends, signs, strict=True):
        piece = " ".join(text[start:end].split())
        raised = _RAISED.fullmatch(piece)
        word = raised["word"].strip() if raised else ""
        power = int(raised["power"] or _SMALL.get(raised["small"], 1)) if raised else 1
        if word in ("1", SHARE):
            continue
        if not _WORD.fullmatch(word):
            missing = message("`{piece}` is not a word", piece=piece) if piece else message("a word is missing")
            cure = (
                message('a share says "share"')
                if "%" in text
                else message("write words with * and / between, as visit / post")
            )
            raise CaseError.at(
                "",
                message("{value} is not a unit: {missing}: {cure}", value=describe(text), missing=missing, cure=cure),
            )
        if abs(power) > _GREATEST_POWER:
            raise CaseError.at(
                "",
                message(
                    "{value} is not a unit: a power of {power} is too large: at most {greatest}",
                    value=describe(text),
                    power=str(power),
                    greatest=str(_GREATEST_POWER),
                ),
            )
        factors[word] += sign * power
    return factors
