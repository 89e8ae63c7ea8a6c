"""The quantities of a case as they are drawn, by the documented contract: a stream of its own for each, keyed by the seed and its path.

What a uniform number means is for the quantiles of :mod:`blogroi.oracle.shapes`; when money counts is here too.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any, TypeAlias

import numpy as np
from scipy import stats

from blogroi.oracle.books import Options
from blogroi.oracle.factors import Factor, by_draws
from blogroi.oracle.formulas import Formulas
from blogroi.oracle.shapes import Array, Domain, Shape, shape_of

__all__ = ["Data", "Quantities"]

Data: TypeAlias = Mapping[str, Any]

_STEPS_A_YEAR = {"year": 1, "quarter": 4, "month": 12, "week": 365.25 / 7}
_SHIFT = {"end": 0.0, "mid": 0.5, "start": 1.0}


class Quantities:
    """The quantities of a case, read by the rules and drawn.

    Parameters
    ----------
    case : mapping
        The data of a case file.
    draws, seed : int
        As in the evaluation that is held against it.
    options : Options
        How it is looked at.
    expects : bool
        Whether expected values are wanted, which takes most of the time; they are no numbers where they are not.
    """

    def __init__(
        self, case: Data, draws: int, *, seed: int = 1, options: Options | None = None, expects: bool = True
    ) -> None:
        self.case: Data = case
        self.draws: int = draws
        self.seed: int = seed
        self.options: Options = options or Options()
        self.expects: bool = expects
        self.periods: int = case["horizon"]["periods"]
        self.steps: float = _STEPS_A_YEAR[case["horizon"].get("step", "year")]
        self.gaps: str = self.options.gaps or case.get("gaps", "no-credit")
        self.scores: dict[str, Array] = _tied(case, draws, seed)
        self._known: dict[str, Factor] = {}
        self.formulas: Formulas = Formulas(self)

    def uniform(self, path: str) -> Array:
        """Draw uniform numbers from the stream of a path, or those to which its correlations lead."""
        if path in self.scores:
            return np.asarray(stats.norm.cdf(self.scores[path]))
        key = blake2b(f"{self.seed}\x00{path}".encode(), digest_size=16, person=b"blogroi").digest()
        return np.random.Generator(np.random.SFC64(int.from_bytes(key, "little"))).random(self.draws)

    def quantity(self, path: str, stated: Any, domain: Domain) -> Factor:
        """Draw one quantity, once however often it is asked for."""
        if isinstance(stated, Mapping) and "value" in stated:  # with who says so
            stated = stated["value"]
        if not isinstance(stated, Mapping):
            return Factor(np.full(self.draws, float(stated)), float(stated))
        if path not in self._known:
            if "samples" in stated and path in self.scores:  # what is correlated must rise with its rank
                stated = {"samples": sorted(stated["samples"])}
            shape = shape_of(stated, domain)
            self._known[path] = Factor(np.asarray(shape.ppf(self.uniform(path))), self.expected(shape))
        return self._known[path]

    def by_period(self, path: str, stated: Any, domain: Domain, *, apart: bool = False) -> Factor:
        """Draw what may be a list: together, each period at the same quantile, unless it is said to be apart; or a formula."""
        if isinstance(stated, Mapping) and isinstance(stated.get("value"), str):
            stated = stated["value"]
        if isinstance(stated, str):
            return self.by_formula(path, stated)
        if not isinstance(stated, list):
            one = self.quantity(path, stated, domain)
            return Factor(
                np.broadcast_to(one.drawn, (self.periods + 1, self.draws)), np.full(self.periods + 1, one.mean)
            )
        rows, means = [np.zeros(self.draws)], [0.0]
        for period, part in enumerate(stated, start=1):
            if apart or not isinstance(part, Mapping):
                one = self.quantity(f"{path}[{period}]", part, domain)
            else:
                shape = shape_of(part, domain)
                one = Factor(np.asarray(shape.ppf(self.uniform(path))), self.expected(shape))
            rows.append(one.drawn)
            means.append(one.mean)
        return Factor(np.array(rows), np.array(means))

    def by_formula(self, path: str, text: str) -> Factor:
        """Work a formula out in each period."""
        numbers = [self.formulas.at(path, text, period) for period in range(self.periods + 1)]
        drawn = np.array([np.broadcast_to(number.drawn, self.draws) for number in numbers])
        if not self.expects:
            return Factor(drawn, np.full(self.periods + 1, math.nan))
        return Factor.made_of(drawn, [number.tree for number in numbers])

    def expected(self, shape: Shape, age: int | None = None) -> float:
        """Say what is expected of a shape; or of what is left after so many periods: the moment of a power, no power of the moment."""
        if not self.expects:
            return math.nan
        return float(shape.mean() if age is None else shape.expect(lambda share: (1.0 - share) ** age))

    def fading(self, path: str, drop_off: Any, starts: int) -> Factor:
        """Give what is left of an effect in each period: (1 - drop_off) ** max(0, period - starts)."""
        ages = np.maximum(0, np.arange(self.periods + 1) - starts)
        if isinstance(drop_off, list | str):
            left = (1.0 - self.by_period(path, drop_off, "share").drawn) ** ages[:, None]
            return by_draws(left, exact=self.draws == 1)
        if not isinstance(drop_off, Mapping):
            left = (1.0 - drop_off) ** ages
            return Factor(np.repeat(left[:, None], self.draws, axis=1), left)
        drawn = self.quantity(path, drop_off, "share").drawn
        shape = shape_of(drop_off, "share")
        expected = {age: self.expected(shape, age) for age in set(ages.tolist())}
        return Factor((1.0 - drawn) ** ages[:, None], np.array([expected[age] for age in ages.tolist()]))

    @property
    def shift(self) -> float:
        """How long before the end of its period a flow counts, in steps."""
        return _SHIFT[self.case["discounting"].get("timing", "end")]

    @property
    def times(self) -> Array:
        """When each flow counts, in steps: what is paid upfront at 0, and the flows of each period."""
        periods = np.arange(1, self.periods + 1) - self.shift
        return np.concatenate([[0.0], periods])

    def discount(self, years: float) -> float:
        """Worth now of one unit of money after so many years."""
        rate = self.case["discounting"]["rate"]
        if not isinstance(rate, list):
            return float((1.0 + rate) ** -years)
        factor, since = 1.0, 0.0
        for place, band in enumerate(rate):
            until = years if place == len(rate) - 1 else min(years, band["until"])
            factor *= (1.0 + band["rate"]) ** -max(0.0, until - since)
            since = max(since, until)
        return float(factor)

    @property
    def discounts(self) -> Array:
        """What each flow is worth now, for one unit of it."""
        return np.array([self.discount(time / self.steps) for time in self.times])

    @property
    def annuity(self) -> float:
        """The worth now of one unit at the end of each year of the window, the last year in proportion."""
        years = self.periods / self.steps
        whole = math.floor(years + 1e-9)
        worth = sum(self.discount(year) for year in range(1, whole + 1))
        return worth + (years - whole) * self.discount(years) if years - whole > 1e-9 else worth


def _tied(case: Data, draws: int, seed: int) -> dict[str, Array]:
    """Draw normal scores of the quantities that are correlated: a Gaussian copula with the stated rank correlations.

    The scores of two normals whose correlation is 2 sin(pi r / 6) have the rank correlation r. These draws are the oracle's
    own: how the numbers of two streams are mixed is no part of the contract, so that only their distribution can be compared.
    """
    ranks: dict[tuple[str, str], float] = {}
    for tie in case.get("correlations", []):
        between = tie["between"]
        for row, first in enumerate(between):
            for column, second in enumerate(between[:row]):
                rank = tie["rank"] if "rank" in tie else tie["matrix"][row][column]
                ranks[first, second] = rank * _sign(case, first) * _sign(case, second)
    names = sorted({path for pair in ranks for path in pair})
    if not names:
        return {}
    matrix = np.eye(len(names))
    for (first, second), rank in ranks.items():
        row, column = names.index(first), names.index(second)
        matrix[row, column] = matrix[column, row] = 2.0 * math.sin(math.pi * rank / 6.0)
    scores = (
        np.random.default_rng([seed, len(names)]).standard_normal((draws, len(names))) @ np.linalg.cholesky(matrix).T
    )
    return {name: scores[:, place] for place, name in enumerate(names)}


def _sign(case: Data, path: str) -> float:
    """Turn a correlation with what is itself turned round: a change, or a total, of which less is better."""
    parts = path.split(".")
    name = parts[3] if parts[0] == "tools" and parts[2] == "effects" else parts[1]
    turned = parts[-1].partition("[")[0] in ("change", "total") and case["indicators"][name]["better"] == "lower"
    return -1.0 if turned else 1.0
