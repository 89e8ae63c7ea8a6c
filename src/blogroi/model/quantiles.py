"""Some quantiles of what is not known: how often it is thought to be less than each of some values."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from attrs import field

from blogroi.errors import CaseError, Fault, raise_faults
from blogroi.language.naming import describe
from blogroi.language.spoken import message
from blogroi.model.forms import Listed, Number, entry
from blogroi.model.intake import as_list, as_number
from blogroi.model.number import LEAST_WIDTH, number_faults, share_cure
from blogroi.model.truncation import Truncated
from blogroi.records import frozen

__all__ = ["Quantiles"]

_CHANCE = Number(1e-6, 1 - 1e-6)
_MOST = 200


def _points(value: Any) -> Any:
    listed = as_list(value)
    if not isinstance(listed, list):
        return value
    pairs = map(as_list, listed)
    return tuple(tuple(map(as_number, pair)) if isinstance(pair, list) else pair for pair in pairs)


@frozen(repr=False)
class Quantiles(Truncated):
    """Some quantiles: pairs of a chance and of the value below which it lies with that chance.

    Between two of them the shape is a part of a normal distribution, and past the first and the last the parts there go on: two
    quantiles make a normal distribution. What could leave the domain of its field is drawn from the part within.

    Parameters
    ----------
    points : sequence of (float, float)
        At least two pairs, chances and values both ascending; chances between 0 and 1, a millionth from either at least.
    min, max : float, optional
        Least and greatest value that is drawn: what lies beyond is cut off.

    Raises
    ------
    CaseError
        When there are fewer than two, or they are out of order, or a chance is none.

    References
    ----------
    [Hubbard2014], on asking for quantiles.

    Examples
    --------
    >>> Quantiles([(0.1, 5), (0.5, 9), (0.9, 20)])
    Quantiles(points=((0.1, 5), (0.5, 9), (0.9, 20)))
    """

    points: tuple[tuple[float, float], ...] = field(
        converter=_points,
        metadata=entry(
            Listed(Listed(Number(), least=2, most=2), least=2, most=_MOST),
            "Pairs of a chance and the value below which it lies with that chance, both ascending.",
            key="quantiles",
        ),
    )

    def __attrs_post_init__(self) -> None:
        """Refuse what are no pairs, and pairs out of order."""
        if not isinstance(self.points, tuple) or not 2 <= len(self.points) <= _MOST:
            count = (
                message("has {count} of them", count=str(len(self.points)))
                if isinstance(self.points, tuple)
                else describe(self.points)
            )
            raise CaseError.at(
                "quantiles",
                message(
                    "{count}: write a list of from 2 to {most} pairs such as [[0.1, 5], [0.9, 20]]",
                    count=count,
                    most=str(_MOST),
                ),
            )
        raise_faults(list(self._pair_faults()))
        raise_faults(list(self._order_faults()))
        raise_faults(self.truncation_faults(self.points[0][1], self.points[-1][1]))

    def _pair_faults(self) -> Iterator[Fault]:
        """List pairs that are none, and chances that are none."""
        for position, pair in enumerate(self.points, start=1):
            at = f"quantiles[{position}]"
            if not isinstance(pair, tuple) or len(pair) != 2:
                yield Fault(
                    at, message("{value} is not a pair of a chance and a value, such as [0.1, 5]", value=describe(pair))
                )
                continue
            faults = [
                fault for place, part in enumerate(pair, start=1) for fault in number_faults(f"{at}[{place}]", part)
            ]
            yield from faults
            if not faults and not _CHANCE.holds(pair[0]):
                cure = share_cure(pair[0]) if 2 <= pair[0] < 100 else ""
                yield Fault(
                    f"{at}[1]",
                    message(
                        "{pair} is not a chance between 0 and 1, a millionth from either{cure}",
                        pair=f"{pair[0]:g}",
                        cure=cure,
                    ),
                )

    def _order_faults(self) -> Iterator[Fault]:
        """List what does not ascend from one pair to the next."""
        for position, (before, after) in enumerate(pairwise(self.points), start=2):
            for place, word in (
                (1, message("chance", context="of a pair")),
                (2, message("value", context="of a pair")),
            ):
                here, ahead = after[place - 1], before[place - 1]
                if here - ahead < LEAST_WIDTH:
                    told = message(
                        "the {word} {here} does not lie above the one before it, {ahead}: give them ascending",
                        word=word,
                        here=f"{here:g}",
                        ahead=f"{ahead:g}",
                    )
                    yield Fault(f"quantiles[{position}][{place}]", told)
