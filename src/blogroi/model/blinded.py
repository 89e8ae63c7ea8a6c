"""What figures are computed from: a case as somebody sees it who may not know which tool is which.

An assessor who is blinded to what was given to whom cannot favour either. So is the engine: what it is given has no name of a
tool, no kind and no date, and none of what says who found an effect and when. Keys remain, by which random streams are told apart.
"""

from __future__ import annotations

from attrs import field

from blogroi.model.correlation import Correlation
from blogroi.model.cost import Cost
from blogroi.model.discounting import Discounting
from blogroi.model.driver import Driver
from blogroi.model.effect import Effect
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.horizon import Horizon
from blogroi.model.indicator import Indicator
from blogroi.model.strategy import Lever, Objective
from blogroi.model.weights import Weights
from blogroi.records import frozen

__all__ = ["Activity", "BlindedCase"]


@frozen(kw_only=True)
class Activity:
    """What a tool costs and what it is assumed to have changed, without a word of what it is.

    Parameters
    ----------
    costs : tuple of Cost
        What it costs; none where its cost is a gap.
    effects : mapping of str to Effect
        Its effects, by the key of the indicator.
    not_applicable : mapping of str to str
        Indicators on which no effect is possible, each with the reason why.

    Examples
    --------
    >>> Activity().effects
    FrozenMap({})
    """

    costs: tuple[Cost, ...] = ()
    effects: FrozenMap[str, Effect] = field(factory=FrozenMap[str, Effect])
    not_applicable: FrozenMap[str, str] = field(factory=FrozenMap[str, str])


@frozen(kw_only=True)
class BlindedCase:
    """What figures are computed from, made by :meth:`~blogroi.model.case.Case.blinded`.

    Parameters
    ----------
    horizon, discounting
        The conventions of the case, the same for every activity.
    objectives, levers, drivers, indicators : mapping of str
        Its parts, by key.
    activities : mapping of str to Activity
        What its tools do, by the key of the tool.
    weights : Weights, optional
        What is known of the weights of the objectives.
    correlations : tuple of Correlation
        Which uncertain quantities rise and fall together.

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.loads(blogroi.template())
    >>> sorted(case.blinded().activities)
    ['blog', 'magazine']
    """

    horizon: Horizon
    discounting: Discounting
    objectives: FrozenMap[str, Objective]
    levers: FrozenMap[str, Lever]
    drivers: FrozenMap[str, Driver]
    indicators: FrozenMap[str, Indicator]
    activities: FrozenMap[str, Activity]
    weights: Weights | None
    correlations: tuple[Correlation, ...]
