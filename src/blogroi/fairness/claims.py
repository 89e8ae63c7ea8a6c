"""Whether the tools together claim more of a change than there is.

Where an indicator is shared, all effects on it are parts of one change, each by its credit: where these pass 100 % in a period,
some benefit is counted twice. Elsewhere each effect states the change of its own tool: credits of different changes are never
added up, and all that the changes can pass is a total that is stated. Shares are drawn from the streams that the evaluation draws
them from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

import numpy as np
from attrs import evolve
from numpy.typing import NDArray

from blogroi.engine.compile.better_side import better_side
from blogroi.engine.compile.credits import claimed_credits, total_passed
from blogroi.engine.compile.effects import active_periods
from blogroi.engine.inputs import net_blocks
from blogroi.engine.shared import came_to
from blogroi.model.asked import conventions_of
from blogroi.model.blinded import BlindedCase
from blogroi.model.case import Case
from blogroi.model.conventions import DRAWS, SEED
from blogroi.model.frozen_map import FrozenMap
from blogroi.results.fairness import Claim

__all__ = ["claims", "claims_of"]

Floats: TypeAlias = NDArray[np.float64]

_ROUNDING = 1e-9


def claims(case: Case, *, draws: int = DRAWS, seed: int = SEED) -> FrozenMap[str, Claim]:
    r"""Add up the credits that all tools claim of one shared change, and hold all changes against stated totals.

    Parameters
    ----------
    case : Case
        The case.
    draws, seed : int
        As in the evaluation that the claims belong to.

    Returns
    -------
    FrozenMap of str to Claim
        By indicator: where it is shared by at least two tools in the same period, with the period in which most is claimed; and
        where a total is stated that effects can pass.

    References
    ----------
    [Nicholls2012], on attribution and over-claiming.

    Examples
    --------
    >>> import blogroi
    >>> text = blogroi.template().replace("change = { low = 15, high = 60 }", "").replace("change = { low = 40, high = 140 }", "")
    >>> one = "[indicators.memberships_kept]\nshared = true\nchange = { low = 40, high = 140 }"
    >>> case = blogroi.loads(text.replace("[indicators.memberships_kept]", one))
    >>> found = claims(case, draws=1000)["memberships_kept"]
    >>> found.tools, found.periods
    (('blog', 'magazine'), (1, 2, 3))
    """
    held = conventions_of(case, None, draws=draws, seed=seed)
    return claims_of(better_side(case.blinded()), draws=held.draws, seed=held.seed)


def claims_of(gains: BlindedCase, *, draws: int, seed: int) -> FrozenMap[str, Claim]:
    """Do the same for a case on the better side of its indicators."""
    found: dict[str, Claim] = {}
    for name, indicator in sorted(gains.indicators.items()):
        claim = _claim_on(gains, name, draws, seed) if indicator.shared else None
        if indicator.total is not None and _claimants(gains, name):
            claim = evolve(
                claim or Claim(tools=tuple(_claimants(gains, name)), periods=_periods_of(gains, name)),
                probability_exceeds_total=_exceeds_total(gains, name, draws, seed),
            )
        if claim is not None:
            found[name] = claim
    return FrozenMap(found)


def _claim_on(case: BlindedCase, name: str, draws: int, seed: int) -> Claim | None:
    """Add up the credits on a shared change in the periods in which most is claimed; None where no two tools meet."""
    shares = {key: came_to(credit, draws) for key, credit in claimed_credits(case, name, seed=seed).items()}
    candidates = [
        _claim(counted, tools, sum((_in_period(shares[key], counted[0]) for key in tools), np.zeros(draws)))
        for tools, periods in _shared_periods(case, name)
        for counted in _alike(periods, [shares[key] for key in tools])
    ]
    return max(candidates, key=lambda claim: (claim.probability, claim.mean), default=None)


def _alike(periods: tuple[int, ...], shares: Iterable[Floats]) -> list[tuple[int, ...]]:
    """Part periods where a credit is not the same in all of them."""
    return [(period,) for period in periods] if any(len(share) > 1 for share in shares) else [periods]


def _in_period(share: Floats, period: int) -> Floats:
    found: Floats = share[period - 1 if len(share) > 1 else 0]
    return found


def _exceeds_total(case: BlindedCase, name: str, draws: int, seed: int) -> float:
    """Return the chance that the net changes of all tools pass the total in some period, or go against it."""
    passed = 0

    def count(net: Floats) -> None:
        nonlocal passed
        passed += int(np.count_nonzero((net[1:] > 0.0).any(axis=0)))

    net_blocks((total_passed(case, name, seed=seed, slack=_ROUNDING),), case.horizon.periods, draws, count)
    return passed / draws


def _claimants(case: BlindedCase, indicator: str) -> list[str]:
    return [key for key, activity in sorted(case.activities.items()) if indicator in activity.effects]


def _periods_of(case: BlindedCase, indicator: str) -> tuple[int, ...]:
    """Return the periods in which at least one effect on an indicator is at work."""
    active = (
        active_periods(case.activities[key].effects[indicator], case.horizon.periods)
        for key in _claimants(case, indicator)
    )
    return tuple(sorted({period for periods in active for period in periods}))


def _shared_periods(case: BlindedCase, indicator: str) -> Iterator[tuple[tuple[str, ...], tuple[int, ...]]]:
    """Yield each set of at least two tools that claim in the same periods, with these periods."""
    periods: dict[tuple[str, ...], list[int]] = {}
    for period in range(1, case.horizon.periods + 1):
        active = tuple(
            key
            for key in _claimants(case, indicator)
            if period in active_periods(case.activities[key].effects[indicator], case.horizon.periods)
        )
        if len(active) > 1:
            periods.setdefault(active, []).append(period)
    for tools, shared in periods.items():
        yield tools, tuple(shared)


def _claim(periods: tuple[int, ...], tools: tuple[str, ...], total: Floats) -> Claim:
    over = total > 1.0 + _ROUNDING
    return Claim(
        tools=tools,
        periods=periods,
        mean=float(total.mean()) if total.min() != total.max() else float(total[0]),
        probability=float(np.count_nonzero(over) / total.size),
        excess=float((total[over] - 1.0).mean()) if over.any() else 0.0,
    )
