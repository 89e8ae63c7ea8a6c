"""Hypothesis strategies for whole cases, for tests of blogroi and of whatever is built on it.

A case that is drawn is stated well enough to be evaluated. What is rare in cases and hard on whoever evaluates them is
common here: long horizons, many tools, correlations, missing dates, amounts of all sizes.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, get_args

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from blogroi.model import Case, CashStatus, GapPolicy, Horizon, Valuation
from blogroi.model.duration import Step
from blogroi.testing.strategies import formulas, parts
from blogroi.testing.strategies.comparison import comparison
from blogroi.testing.strategies.relations import choice_rules, correlations, scenarios, weighed
from blogroi.testing.strategies.source import Source
from blogroi.testing.strategies.values import DAYS, KEYS, TEXTS, counts, words

__all__ = ["cases", "comparisons", "conventions"]

_STEPS: SearchStrategy[Any] = words(Step)
_CURRENCIES = st.sampled_from(["EUR", "USD", "GBP", "CHF"])
_POLICIES: tuple[GapPolicy, ...] = get_args(GapPolicy)


class _Drawn(Source):
    """Whole numbers that Hypothesis draws, and makes smaller when something goes wrong."""

    def __init__(self, draw: DrawFn) -> None:
        self._draw = draw

    def whole(self, low: int, high: int) -> int:
        """Draw a whole number between two others, both included."""
        return self._draw(st.integers(low, high))


@st.composite
def cases(
    draw: DrawFn,
    *,
    most_tools: int = 8,
    most_indicators: int = 3,
    most_periods: int = 48,
    priors: bool = False,
    policies: Collection[GapPolicy] | None = None,
) -> Case:
    """Draw a whole case, with every part and every option of the model, and the oddest texts and numbers.

    Parameters
    ----------
    draw : callable
        Given by Hypothesis.
    most_tools, most_indicators, most_periods : int
        The greatest numbers of tools, of indicators and of periods.
    priors : bool
        Whether every indicator has a prior, so that gaps can be filled by any policy.
    policies : collection of str, optional
        Policies for gaps that are drawn from; by default all of them where every indicator has a prior, otherwise ``"no-credit"``
        alone.

    Returns
    -------
    hypothesis.strategies.SearchStrategy of Case

    Examples
    --------
    >>> from hypothesis import Phase, find, settings
    >>> first = settings(max_examples=5, phases=[Phase.generate], database=None)
    >>> len(find(cases(most_tools=1), lambda case: True, settings=first).tools)
    1
    """
    source = _Drawn(draw)
    if policies is None:
        policies = _POLICIES if priors else ("no-credit",)
    periods = draw(counts(most_periods, of=9))
    objectives, weights = weighed(source, draw(st.dictionaries(KEYS, parts.objectives(), min_size=1, max_size=2)))
    named = formulas.drivers(source, periods) if draw(st.sampled_from([False, False, True])) else {}
    made = formulas.stock() if named else formulas.NO_FORMULAS
    levers = draw(st.dictionaries(KEYS, parts.levers(tuple(objectives)), min_size=1, max_size=3))
    indicators = draw(
        st.dictionaries(
            KEYS,
            parts.indicators(tuple(levers), periods, priors=priors, formulas=made),
            min_size=1,
            max_size=most_indicators,
        )
    )
    count = draw(counts(most_tools, of=7))
    discounting = draw(parts.discountings())
    rates = [band.rate for band in discounting.rate] if isinstance(discounting.rate, tuple) else [discounting.rate]
    drawn = parts.tools(indicators, periods, formulas=made, may_come_back=min(rates) >= 0.0)
    tools = draw(st.dictionaries(KEYS, drawn, min_size=count, max_size=count))
    demand = st.lists(st.sampled_from(sorted(indicators)), max_size=3, unique=True)
    case = Case(
        title=draw(TEXTS),
        currency=draw(_CURRENCIES),
        evaluated=draw(st.none() | DAYS),
        horizon=Horizon(start=draw(DAYS), periods=periods, step=draw(_STEPS)),
        discounting=discounting,
        prices=draw(parts.prices()),
        gaps=draw(st.sampled_from(sorted(policies, key=_POLICIES.index))),
        objectives=objectives,
        levers=levers,
        drivers=named,
        indicators=indicators,
        tools=tools,
        demands=draw(st.dictionaries(st.sampled_from(sorted(tools)), demand, max_size=2)),
        total=draw(parts.totals()),
        weights=weights,
        choice=choice_rules(source, sorted(tools)),
    )
    return evolve(case, correlations=correlations(source, case), scenarios=scenarios(source, case))


@st.composite
def comparisons(draw: DrawFn, *, most_tools: int = 8, most_periods: int = 48) -> Case:
    """Draw a case in which several tools bring in something and cost something.

    :func:`cases` reaches into every corner, and many of its cases have one tool or no benefits; here there is something
    to compare: several tools, effects that leave something after their corrections, gaps that a prior can fill, several
    tools of one kind or of one indicator, now and then a tool without costs or one that is sunk.

    Parameters
    ----------
    draw : callable
        Given by Hypothesis.
    most_tools, most_periods : int
        The greatest numbers of tools, from 2, and of periods.

    Returns
    -------
    hypothesis.strategies.SearchStrategy of Case

    Examples
    --------
    >>> from hypothesis import Phase, find, settings
    >>> first = settings(max_examples=5, phases=[Phase.generate], database=None)
    >>> len(find(comparisons(), lambda case: True, settings=first).tools) >= 2
    True
    """
    return comparison(_Drawn(draw), most_tools=most_tools, most_periods=most_periods)


@st.composite
def conventions(draw: DrawFn) -> dict[str, Any]:
    """Draw what holds for all tools of an evaluation alike: arguments of ``blogroi.evaluate``.

    Parameters
    ----------
    draw : callable
        Given by Hypothesis.

    Returns
    -------
    hypothesis.strategies.SearchStrategy of dict
        ``exclude``, ``viewpoint`` and ``view``, each as it is stated. Credits that are scaled to what all tools claim are
        not among them: they tie tools to each other, so that N5 cannot hold.

    Examples
    --------
    >>> from hypothesis import find
    >>> find(conventions(), lambda drawn: True)
    {'exclude': (), 'viewpoint': 'everyone', 'view': 'forward-looking'}
    """
    left_out = st.lists(st.sampled_from([*get_args(Valuation), *get_args(CashStatus)]), max_size=2, unique=True)
    return {
        "exclude": tuple(draw(left_out)),
        "viewpoint": draw(st.sampled_from(["everyone", "organisation", "members", "customers"])),
        "view": draw(st.sampled_from(["forward-looking", "whole-life"])),
    }
