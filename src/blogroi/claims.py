"""Whether the tools together claim more of a change than there is.

Each effect states which share of a change is due to its tool. Where these shares pass 100 % in a period, some benefit is
counted twice. The shares are drawn from the streams that the evaluation draws them from.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

import numpy as np
from attrs import evolve
from numpy.typing import NDArray

from blogroi.conventions import DRAWS, SEED
from blogroi.engine.build import active_periods, net_changes, single_draw
from blogroi.engine.simulate import draw_reader, input_draws, nominal_blocks
from blogroi.model.case import Case
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.paths import effect_path
from blogroi.model.quantity import Domain, Point, ascending
from blogroi.results import Claim

__all__ = ["claims"]

Floats: TypeAlias = NDArray[np.float64]

_ROUNDING = 1e-9


def claims(case: Case, draws: int = DRAWS, *, seed: int = SEED) -> FrozenMap[str, Claim]:
    """Add up the credits that all tools claim on each indicator.

    Parameters
    ----------
    case : Case
        The case.
    draws, seed : int
        As in the evaluation that the claims belong to.

    Returns
    -------
    FrozenMap of str to Claim
        By indicator, where at least two tools claim a share in the same period: the period in which most is claimed.

    References
    ----------
    J. Nicholls and others, A Guide to Social Return on Investment (2012), on attribution and over-claiming.

    Examples
    --------
    >>> import blogroi
    >>> found = claims(blogroi.loads(blogroi.template()), draws=1000)
    >>> found["memberships_kept"].tools
    ('blog', 'magazine')
    """
    found: dict[str, Claim] = {}
    for name in sorted(case.indicators):
        shares = {key: _credit(case, key, name, draws, seed) for key in _claimants(case, name)}
        candidates = [
            _claim(periods, tools, sum((shares[key] for key in tools), np.zeros(draws)))
            for tools, periods in _shared_periods(case, name)
        ]
        if candidates:
            claim = max(candidates, key=lambda claim: (claim.probability, claim.mean))
            found[name] = evolve(claim, passes_total=_passes_total(case, name, draws, seed))
        elif shares and case.indicators[name].total is not None:
            periods = active_periods(case, case.tools[next(iter(shares))].effects[name])
            claim = _claim(tuple(periods), tuple(shares), shares[next(iter(shares))])
            found[name] = evolve(claim, passes_total=_passes_total(case, name, draws, seed))
    return FrozenMap(found)


def _passes_total(case: Case, name: str, draws: int, seed: int) -> float | None:
    """Give the chance that the net changes of all tools pass the total in some period; None where no total is given."""
    total = case.indicators[name].total
    if total is None:
        return None
    periods = case.horizon.periods
    path, apart = f"indicators.{name}.total", case.indicators[name].periods == "apart"
    parts = total if isinstance(total, tuple) else (total,) * periods
    paths = [f"{path}[{period}]" if apart and isinstance(total, tuple) else path for period in range(1, periods + 1)]
    sources = [
        draw_reader(single_draw(case, where, part if apart else ascending(part), Domain.REAL, seed=seed))
        for where, part in zip(paths, parts, strict=True)
    ]
    passed = 0
    for _, nominal in nominal_blocks(net_changes(case, name, seed=seed), periods, draws):
        limits = np.empty((periods, nominal.shape[1]))
        for row, fill in zip(limits, sources, strict=True):
            fill(row)
        over = np.abs(nominal[1:]) > np.abs(limits) * (1.0 + _ROUNDING)
        passed += int(np.count_nonzero((over | (nominal[1:] * limits < 0.0)).any(axis=0)))
    return passed / draws


def _claimants(case: Case, indicator: str) -> list[str]:
    return [key for key, tool in sorted(case.tools.items()) if indicator in tool.effects]


def _shared_periods(case: Case, indicator: str) -> Iterator[tuple[tuple[str, ...], tuple[int, ...]]]:
    """Give each set of at least two tools that claim in the same periods, with these periods."""
    periods: dict[tuple[str, ...], list[int]] = {}
    for period in range(1, case.horizon.periods + 1):
        active = tuple(
            key
            for key in _claimants(case, indicator)
            if period in active_periods(case, case.tools[key].effects[indicator])
        )
        if len(active) > 1:
            periods.setdefault(active, []).append(period)
    for tools, shared in periods.items():
        yield tools, tuple(shared)


def _credit(case: Case, key: str, indicator: str, draws: int, seed: int) -> Floats:
    credit = case.tools[key].effects[indicator].credit
    if isinstance(credit, Point):
        return np.full(draws, float(credit.value))
    path = f"{effect_path(key, indicator)}.credit"
    return input_draws(single_draw(case, path, credit, Domain.SHARE, seed=seed), draws)


def _claim(periods: tuple[int, ...], tools: tuple[str, ...], total: Floats) -> Claim:
    over = total > 1.0 + _ROUNDING
    return Claim(
        tools=tools,
        periods=periods,
        mean=float(total.mean()) if total.min() != total.max() else float(total[0]),
        probability=float(np.count_nonzero(over) / total.size),
        excess=float((total[over] - 1.0).mean()) if over.any() else 0.0,
    )
