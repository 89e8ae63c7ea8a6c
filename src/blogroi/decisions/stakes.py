"""What is at stake in a choice: what each option gains over the best one, and what knowing more would bring."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.evaluation.totals import Total
from blogroi.numerics.information.gains import Gains, InformationValue, expected_gains, gains_of
from blogroi.numerics.information.groups import evppi_of_group
from blogroi.numerics.information.perfect import evpi, evppi
from blogroi.numerics.information.studies import BestStudy, best_size, evsi
from blogroi.numerics.order import Order
from blogroi.records import frozen

__all__ = ["Reading", "Stakes", "certain", "mc_error", "total_information_value"]

Floats: TypeAlias = NDArray[np.float64]

Reading: TypeAlias = Callable[[Floats, int], Floats]


@frozen(eq=False)
class Stakes:
    """What is at stake in one choice, starting from what is expected of each of its options.

    Parameters
    ----------
    gains : Gains
        What each option gains over the best one, draw by draw.
    now : float
        What choosing now is expected to bring in.
    means : tuple of float
        What is expected of each option.
    inputs : numpy.ndarray of float, shape (draws, inputs), or None
        All that could be found out, where the draws hold chance as well, which could not; None where they hold none.
    kept : float
        Share of what knowledge would bring that is left, since it ages. The gains are multiplied by it, and so is all that is
        said to be worth knowing.
    """

    gains: Gains
    now: float
    means: tuple[float, ...]
    inputs: Floats | None = None
    kept: float = 1.0

    @classmethod
    def between(cls, options: Sequence[Total], inputs: Floats | None = None, *, kept: float = 1.0) -> Stakes:
        """Take the options of a choice; with all that could be found out, where the draws hold chance as well."""
        means = [option.mean for option in options]
        net_benefits = np.column_stack([option.values for option in options])
        gains = gains_of(
            net_benefits * kept,
            means=[mean * kept for mean in means],
            mean_errors=[mc_error(option) * kept for option in options],
        )
        return cls(gains, max(means), tuple(means), inputs, kept)

    def evpi(self) -> InformationValue:
        """Value knowing everything that could be found out: of chance, an estimate, which errs upwards by a part of its error."""
        return evpi(self.gains) if self.inputs is None else evppi_of_group(self.gains, self.inputs)

    @property
    def gain_of_second(self) -> float:
        """What the second of two options is expected to gain over the first."""
        first, second = self.means
        return second - first

    def share_of_second(self, order: Order, slack: float) -> float:
        """Return the share of draws in which the second of two options is taken, after what is known.

        Parameters
        ----------
        order : Order
            Draws in the order of what is known.
        slack : float
            By how much it has to be better than the first.

        Returns
        -------
        float
        """
        gained = expected_gains(self.gains, order)[0] * (1.0 if self.gain_of_second <= 0.0 else -1.0)
        return float((order.counts @ (gained > slack * self.kept)) / self.gains.draws)

    def evppi(self, known: Floats | Order) -> InformationValue:
        """Value knowing one thing."""
        return evppi(self.gains, known)

    def evppi_of_group(self, known: Floats) -> InformationValue:
        """Value knowing several things together, shape (draws, things)."""
        return evppi_of_group(self.gains, known)

    def evsi(self, subject: Floats, study: Reading, size: int, *, order: Order | None = None) -> InformationValue:
        """Value the result of a study."""
        return evsi(self.gains, subject, study, [size], order=order)[0]

    def best_size(self, subject: Floats, study: Reading, *, fixed: float, each: float) -> BestStudy:
        """Find how many observations bring in most beyond their cost."""
        return best_size(self.gains, subject, study, fixed=fixed, each=each)


def certain(value: float, draws: int) -> Total:
    """Return an option that brings in the same in every draw."""
    return Total(np.full(draws, value), value, None)


def mc_error(total: Total) -> float:
    """Return the standard error of what is left to draws of an expectation."""
    return 0.0 if total.rest is None else float(total.rest.std()) / math.sqrt(total.rest.size)


def total_information_value(worths: Collection[InformationValue]) -> InformationValue:
    """Add up what knowledge is worth over choices that are made by themselves; errors are added, to be on the safe side."""
    return InformationValue(
        value=sum(worth.value for worth in worths),
        mc_error=sum(worth.mc_error for worth in worths),
    )
