"""A figure over draws where one number is asked for, and what can be computed from it.

One idea for all of them. Where Python wants a number, it is the one that leads: the expected one. What a figure times a number, plus
a number, comes to follows from the figure, and is one again. All else depends on how draws go together, which a figure no longer
knows, and is refused with what to write instead: whether something is above a number is a chance, and what is between two figures is
in the draws.
"""

from __future__ import annotations

import math
from numbers import Real
from typing import ClassVar, NoReturn, Self

from attrs import evolve

from blogroi.errors import SummaryError
from blogroi.language.naming import describe
from blogroi.language.spoken import message

__all__ = ["OverDraws"]


class OverDraws:
    """A figure over draws: a number where one is asked for, and to be multiplied by one and shifted by one."""

    __slots__ = ()
    __array_ufunc__ = None  # numpy leaves what it does not know to the methods below

    LEADS: ClassVar[str] = "mean"
    """The number that stands first wherever the figure is shown."""
    CHANCE: ClassVar[str] = "tool.probability_positive > 0.9"
    """How likely it is to be on one side of a number, as an example."""
    PLACES: ClassVar[tuple[str, ...]] = ("mean", "p05", "p50", "p95", "low", "high")
    """What moves with the figure."""
    SPREADS: ClassVar[tuple[str, ...]] = ("sd", "mc_error")
    """What grows with it, whichever way it goes."""

    def __float__(self) -> float:
        """Return the number that leads.

        Raises
        ------
        SummaryError
            When there is none.
        """
        leading: float | None = getattr(self, self.LEADS)
        if leading is None:
            raise SummaryError(message("there is no one number: `{name}` is None", name=self.LEADS))
        return float(leading)

    def __int__(self) -> int:
        """Return the number that leads, without its decimals."""
        return int(float(self))

    def __round__(self, places: int | None = None) -> float:
        """Round the number that leads."""
        return round(float(self), places)

    def __format__(self, form: str) -> str:
        """Write the number that leads in some form; without one, as `str` does."""
        return float(self).__format__(form) if form else str(self)

    def __neg__(self) -> Self:
        """Return what it comes to with its sign turned."""
        return self._moved(-1.0, 0.0)

    def __pos__(self) -> Self:
        """Return it as it is."""
        return self

    def __mul__(self, other: object) -> Self:
        """Return so many times the figure."""
        return self._moved(self._certain("*", other), 0.0)

    __rmul__ = __mul__

    def __truediv__(self, other: object) -> Self:
        """Return the figure over a number."""
        return self._moved(1.0 / self._certain("/", other), 0.0)

    def __add__(self, other: object) -> Self:
        """Return the figure and a number."""
        return self._moved(1.0, self._certain("+", other))

    __radd__ = __add__

    def __sub__(self, other: object) -> Self:
        """Return the figure less a number."""
        return self._moved(1.0, -self._certain("-", other))

    def __rsub__(self, other: object) -> Self:
        """Return a number less the figure."""
        return self._moved(-1.0, self._certain("-", other))

    def __lt__(self, other: object) -> NoReturn:
        """Refuse to say which is greater."""
        self._not_ordered("<", other)

    def __le__(self, other: object) -> NoReturn:
        """Refuse to say which is greater."""
        self._not_ordered("<=", other)

    def __gt__(self, other: object) -> NoReturn:
        """Refuse to say which is greater."""
        self._not_ordered(">", other)

    def __ge__(self, other: object) -> NoReturn:
        """Refuse to say which is greater."""
        self._not_ordered(">=", other)

    def __abs__(self) -> NoReturn:
        """Refuse: what is expected of a size is not the size of what is expected."""
        raise self._in_draws("abs")

    def __rtruediv__(self, other: object) -> NoReturn:
        """Refuse: what is expected of a quotient is not the quotient of what is expected."""
        raise self._in_draws("/")

    def __pow__(self, other: object) -> NoReturn:
        """Refuse: what is expected of a power is not the power of what is expected."""
        raise self._in_draws("**")

    def _certain(self, sign: str, other: object) -> float:
        if isinstance(other, OverDraws):
            raise SummaryError(
                message(
                    "`{sign}` of two figures depends on how their draws go together: put the draws together "
                    '(`draws = blogroi.simulate(case)`, then `draws["blog"].npv {sign} draws["fair"].npv`), or write '
                    "`.{name}` behind each for what is expected; all tools together are `evaluation.total`",
                    sign=sign,
                    name=self.LEADS,
                )
            )
        if not isinstance(other, Real) or not math.isfinite(other):
            raise SummaryError(
                message(
                    "{value} is not a number: write `.{name} {sign} ...` for what is expected",
                    value=describe(other),
                    name=self.LEADS,
                    sign=sign,
                )
            )
        return float(other)

    def _moved(self, times: float, plus: float) -> Self:
        """Return so many times the figure and a number; turned, its ends change places."""
        moved = {name: None if (value := getattr(self, name)) is None else times * value + plus for name in self.PLACES}
        if times < 0.0:
            for low, high in (("p05", "p95"), ("low", "high")):
                if low in moved:
                    moved[low], moved[high] = moved[high], moved[low]
        spread = {name: abs(times) * getattr(self, name) for name in self.SPREADS}
        return evolve(self, **moved, **spread)  # type: ignore[misc]  # all that inherit it are classes of attrs

    def _not_ordered(self, sign: str, other: object) -> NoReturn:
        if isinstance(other, OverDraws):
            raise SummaryError(
                message(
                    "`{sign}` of two figures could ask what is expected or how likely it is: write `.{name}` behind each for the "
                    'first; the second is `evaluation.ranking.pairwise["blog"]["fair"]`, the chance that one tool is ahead '
                    "of the other",
                    sign=sign,
                    name=self.LEADS,
                )
            )
        raise SummaryError(
            message(
                "`{sign} {value}` could ask what is expected or how likely it is: write `.{name} {sign} {value}` for the first; "
                "the second is a chance, as in `{chance}`",
                chance=self.CHANCE,
                sign=sign,
                value=describe(other),
                name=self.LEADS,
            )
        )

    def _in_draws(self, sign: str) -> SummaryError:
        return SummaryError(
            message(
                '`{sign}` of a figure does not follow from it: compute it in each draw (`blogroi.simulate(case)["blog"].npv`), or '
                "from what is expected, `.{name}`",
                sign=sign,
                name=self.LEADS,
            )
        )
