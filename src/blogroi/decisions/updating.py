"""What measured evidence does to what was thought before: prior and evidence, each by its precision.

It is shown and put into no figure. The prior is that of the indicator, the same for every tool; a tool's own history or age has no
place in it.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import get_args

import numpy as np

from blogroi.engine.compile.better_side import better_side
from blogroi.engine.shapes import moments_of
from blogroi.evaluation.changes import NetChange, net_change
from blogroi.evaluation.size import allow
from blogroi.model.arguments import known_word
from blogroi.model.asked import conventions_of
from blogroi.model.case import Case
from blogroi.model.conventions import DRAWS, SEED
from blogroi.model.domain import Domain
from blogroi.model.effect import Evidence
from blogroi.model.limits import Limits
from blogroi.numerics.selection import shrink
from blogroi.records import frozen

__all__ = ["Update", "updates"]


@frozen(kw_only=True)
class Update:
    """What is to be thought of one effect, once prior and evidence are put together.

    Parameters
    ----------
    tool, indicator : str
        Keys of the two.
    evidence : {"measured", "observed", "estimated", "assumed"}
        How the effect is known.
    unit : str
        Of all changes, which are net of corrections and per period.
    prior_mean, prior_sd : float
        What a tool of this sort usually does.
    found_mean, found_sd : float
        What was found.
    mean, sd : float
        The two together, each weighted by its precision.
    weight : float
        Share of the evidence in ``mean``: near 1 where it is far more precise than the prior.
    surprise : float
        How far what was found lies from the prior, in standard deviations of their difference; past about 2, one of the two should
        be looked at again before they are put together.
    """

    tool: str
    indicator: str
    evidence: Evidence
    unit: str
    prior_mean: float
    prior_sd: float
    found_mean: float
    found_sd: float
    mean: float
    sd: float
    weight: float
    surprise: float


def updates(
    case: Case,
    *,
    evidence: Collection[str] = ("measured", "observed"),
    draws: int = DRAWS,
    seed: int = SEED,
    limits: Limits | None = None,
) -> tuple[Update, ...]:
    """Put prior and evidence together, wherever an indicator has a prior and a tool an effect on it.

    Parameters
    ----------
    case : Case
        What is looked at.
    evidence : collection of str
        Grades of evidence that count as data: what was measured against a counterfactual or observed before and after, unless
        others are named.
    draws, seed, limits
        As in :func:`blogroi.evaluate`.

    Returns
    -------
    tuple of Update
        In the order of tools and indicators.

    Raises
    ------
    OptionError
        When a grade is not known, or a number out of bounds.

    References
    ----------
    The normal model with known variances: [Gelman2013], section 2.5.

    Examples
    --------
    >>> import blogroi

    >>> update = blogroi.updates(blogroi.load("examples/chamber.toml"))[0]
    >>> update.tool, update.indicator, update.prior_mean < update.mean < update.found_mean
    ('blog', 'press_mentions', True)
    """
    held = conventions_of(case, None, draws=draws, seed=seed)
    allow(case, held, limits)
    for grade in evidence:
        known_word("evidence", grade, get_args(Evidence))
    found, gains = [], better_side(case.blinded())
    for key, tool in sorted(case.tools.items()):
        for name, effect in sorted(tool.effects.items()):
            prior = gains.indicators[name].prior
            if prior is not None and effect.evidence in evidence:
                change = net_change(case, key, name, held.draws, seed=held.seed)
                mean, sd = moments_of(prior, Domain.REAL)
                found.append(_update(case, key, name, (-mean if change.is_turned else mean, sd), change.stated()))
    return tuple(found)


def _update(case: Case, tool: str, indicator: str, prior: tuple[float, float], change: NetChange) -> Update:
    prior_mean, prior_sd = prior
    mean, sd = change.mean, change.sd
    both = shrink(mean, sd, prior_mean=prior_mean, prior_sd=prior_sd)
    apart = float(np.hypot(prior_sd, sd))
    return Update(
        tool=tool,
        indicator=indicator,
        evidence=case.tools[tool].effects[indicator].evidence,
        unit=case.indicators[indicator].unit,
        prior_mean=prior_mean,
        prior_sd=prior_sd,
        found_mean=mean,
        found_sd=sd,
        mean=both.mean,
        sd=both.sd,
        weight=both.weight,
        surprise=abs(mean - prior_mean) / apart if apart > 0.0 else 0.0,
    )
