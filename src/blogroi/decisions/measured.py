"""What is measured of a tool that may be launched, how, and at what cost; and what the result is worth."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.decisions.decision import Decision
from blogroi.decisions.planned_studies import plan_cost, size_of, study_of
from blogroi.decisions.stakes import Stakes
from blogroi.decisions.studies import Study, simulate_result
from blogroi.decisions.subjects import subjects_of, what_is
from blogroi.errors import OptionError
from blogroi.language.naming import describe, suggest
from blogroi.language.spoken import message
from blogroi.model.paths import EffectPath, GapPath, IndicatorPath, Path
from blogroi.numerics.information.gains import InformationValue
from blogroi.numerics.order import Order, order_of
from blogroi.records import frozen

__all__ = ["Measured"]

Floats: TypeAlias = NDArray[np.float64]


@frozen(eq=False)
class Measured:
    """What is measured, how, and at what cost.

    ``truth`` is what it is in each draw, shape (draws,), and ``order`` puts the draws in its order; None where nothing is uncertain.
    """

    path: Path | None
    truth: Floats
    order: Order | None
    study: Study | None
    size: int | None
    cost: float | None
    seed: int

    @classmethod
    def of(
        cls,
        decision: Decision,
        tool: str,
        *,
        subject: str | None,
        study: Study | None,
        size: int | None,
        cost: float | None,
    ) -> Measured:
        """Choose what is measured, and read off the case what is planned for it."""
        mine = subjects_of(decision)
        named = {str(path): path for path in mine}
        if subject is not None and subject not in named:
            raise OptionError(
                "subject",
                message(
                    "{value} is not something uncertain about {tool}: {hint}",
                    value=describe(subject),
                    tool=tool,
                    hint=suggest(str(subject), named),
                ),
            )
        if not mine:
            return cls(None, np.zeros(decision.draws), None, None, None, cost, decision.seed)
        path = named[subject] if subject else _worth_most(decision, tool)
        indicator = decision.case.indicators.get(path.indicator)
        plan = None if indicator is None or path == IndicatorPath(path.indicator) else indicator.measurement
        if study is not None and size is None and (plan is None or size_of(plan) is None):
            raise OptionError("size", message("say how many observations the study has"))
        if plan is not None:
            study, size = study or study_of(plan), size or size_of(plan)
            cost = plan_cost(plan, size) if cost is None else cost
        if study is None or size is None:
            study, size = None, None
        truth = what_is(decision, path, mine[path])
        return cls(path, truth, order_of(truth), study, size, cost, decision.seed)

    def voi(self, stakes: Stakes, error_ratio: float) -> InformationValue:
        """Value the result before a choice."""
        if self.order is None:
            return InformationValue(0.0, 0.0)
        if self.study is None or self.size is None:
            return stakes.evppi(self.order)
        return stakes.evsi(self.truth, lambda truth, _: self.read(truth, error_ratio), self.size, order=self.order)

    def read(self, truth: Floats, error_ratio: float) -> Floats:
        """Simulate the result in each draw."""
        if self.study is None or self.size is None or self.path is None:
            return truth
        result = simulate_result(self.study, truth, self.size, seed=self.seed, path=str(self.path))
        return truth + error_ratio * (result - truth)

    def against(self, stakes: Stakes, error_ratio: float, *, slack: float) -> float:
        """Return the chance that the result leads to the second of two options.

        The choices are those whose worth :meth:`voi` gives: a result that changes no choice leads to none.
        """
        if self.order is None:
            return float(stakes.gain_of_second > slack)
        is_exact = self.study is None or self.size is None
        order = self.order if is_exact else order_of(self.read(self.truth, error_ratio))
        return stakes.share_of_second(order, slack)


def _worth_most(decision: Decision, tool: str) -> Path:
    """Return what is worth most to find out about a tool, what it does before what it costs and is worth."""
    stakes = decision.stakes(decision.alone(tool))

    def worth(path: Path) -> float:
        return stakes.evppi(what_is(decision, path, paths[path])).value

    paths = subjects_of(decision)
    shown_by_running = [path for path in paths if isinstance(path, EffectPath | GapPath) or path.field]
    candidates = shown_by_running or list(paths)
    return candidates[0] if len(candidates) == 1 else max(candidates, key=lambda path: (worth(path), str(path)))
