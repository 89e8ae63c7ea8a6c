"""The ways to go about a tool, each with what it is expected to bring in: leave it, run it, run it and measure, measure first."""

from __future__ import annotations

from typing import Literal, TypeAlias

from blogroi.decisions.measured import Measured
from blogroi.decisions.stakes import Stakes, certain, mc_error
from blogroi.decisions.trial import Trial
from blogroi.numerics.information.gains import InformationValue
from blogroi.records import frozen

__all__ = ["Compared", "Option", "OptionName", "ordered"]

OptionName: TypeAlias = Literal["not at all", "run", "run and measure", "measure first"]


@frozen(kw_only=True)
class Option:
    """One way to go about it.

    Parameters
    ----------
    name : {"not at all", "run", "run and measure", "measure first"}
        Which.
    value : float
        Expected net present value of going that way, measuring included.
    mc_error : float
        Monte Carlo standard error of ``value``.
    probability_stopped : float
        Chance that the tool does not run to the end: that it is stopped, or never launched.
    """

    name: OptionName
    value: float
    mc_error: float
    probability_stopped: float


@frozen(eq=False)
class Compared:
    """What is at stake at each time, and what the result then brings.

    Within ``slack`` two options are worth the same: a tool that runs then goes on, and one that does not is not launched.
    """

    trial: Trial
    measured: Measured
    error_ratio: float
    slack: float
    given_up: float
    going_on: Stakes
    entering: Stakes
    after: InformationValue
    before: InformationValue

    @classmethod
    def of(
        cls,
        trial: Trial,
        measured: Measured,
        error_ratio: float,
        slack: float,
        *,
        given_up: float,
        kept: tuple[float, float],
    ) -> Compared:
        """Value the result once the tool has run for some time (to go on, or to stop), and before a late launch."""
        draws = trial.npv.values.size
        going_on = Stakes.between([trial.rest, certain(trial.stopped, draws)], kept=kept[0])
        entering = Stakes.between([trial.late, certain(0.0, draws)], kept=kept[1])
        after, before = measured.voi(going_on, error_ratio), measured.voi(entering, 1.0)
        return cls(trial, measured, error_ratio, slack, given_up, going_on, entering, after, before)

    def options(self) -> list[Option]:
        """Value all four, the one that asks for least first."""
        trial, cost = self.trial, self.measured.cost or 0.0
        return [
            Option(name="not at all", value=0.0, mc_error=0.0, probability_stopped=1.0),
            Option(name="run", value=trial.npv.mean, mc_error=mc_error(trial.npv), probability_stopped=0.0),
            Option(
                name="run and measure",
                value=trial.npv.mean - trial.rest.mean + self.going_on.now + self.after.value - self._price(cost),
                mc_error=mc_error(trial.npv) + self.after.mc_error,
                probability_stopped=self.measured.against(self.going_on, self.error_ratio, slack=self.slack),
            ),
            Option(
                name="measure first",
                value=self.entering.now + self.before.value - cost,
                mc_error=mc_error(trial.late) + self.before.mc_error,
                probability_stopped=self.measured.against(self.entering, 1.0, slack=-self.slack),
            ),
        ]

    def _price(self, cost: float) -> float:
        """Return what measuring a tool that runs costs, with what is given up until the result is known."""
        return cost * self.trial.then + self.given_up * self.trial.meanwhile


def ordered(options: list[Option], slack: float) -> tuple[Option, ...]:
    """Put options in order of their value; of those of the same value, the one that asks for less first."""
    left, found = list(options), []
    while left:
        most = max(option.value for option in left)
        first = next(option for option in left if option.value >= most - slack)
        left.remove(first)
        found.append(first)
    return tuple(found)
