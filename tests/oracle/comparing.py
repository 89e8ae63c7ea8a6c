"""What the library answers, held against the oracle: every figure of a result, and where the two disagree.

Where every number is certain, figures agree to 1e-9 of the gross flows that they come from: some thousand roundings of a last
bit. Where numbers are drawn, three errors are allowed and no others. A quantile function is tabulated to within 1e-6 of its span, so
that a flow, a product of up to eight quantities, is off by less than 1e-5 of its size (``DRAWN``); a mean is taken from the same
tables, whose errors all but cancel under an integral (``EXPECTED``); and a draw that lies that close to a threshold may fall to
its other side (one draw).
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import blogroi
from blogroi.oracle.oracle import ZERO, Oracle

from .figures import QUANTILES as AT
from .figures import Accounts, Payback, Rate, Ratio, Spread, Summary, together, total, without_weak
from .random_cases import Made
from .standings import Claimed, Scores, claims, ranks, scores

CERTAIN = 1e-9
DRAWN = 1e-5
EXPECTED = 1e-6


@dataclass
class Difference:
    """Two answers to one question."""

    where: str
    found: Any
    right: Any

    def __str__(self) -> str:
        return f"{self.where}: {self.found}, where the oracle gives {self.right}"


def answer(made: Made, draws: int, *, seed: int = 1, figures: Collection[str] = ("default",)) -> blogroi.Evaluation:
    """Have the library evaluate a case of the oracle's."""
    options = made.options
    case = blogroi.loads(json.dumps(made.case), format="json")
    return blogroi.evaluate(
        case,
        draws=draws,
        seed=seed,
        gaps=options.gaps,  # type: ignore[arg-type]  # words, as they would stand on a command line
        viewpoint=options.viewpoint,  # type: ignore[arg-type]
        view=options.view,  # type: ignore[arg-type]
        claims=options.claims,  # type: ignore[arg-type]
        evidence=options.evidence,  # type: ignore[arg-type]
        exclude=options.exclude,
        figures=figures,
    )


def differences(made: Made, draws: int, *, seed: int = 1, may_be_drawn: bool = False) -> list[Difference]:
    """List where the library and the oracle disagree on a case whose quantities are independent of each other.

    Of formulas the library reads some means off its draws that could be known, and says so: ``may_be_drawn`` lets it.
    """
    result = answer(made, draws, seed=seed)
    oracle = Oracle(made.case, draws, seed=seed, options=made.options)
    books = {key: Accounts.of(oracle, key) for key in sorted(made.case["tools"])}
    compare = Comparison(draws, may_be_drawn)
    found = [part for key, tool in books.items() for part in compare.tool(key, result.tools[key], tool)]
    found += compare.total(result.total, oracle, books)
    known = {key: tool for key, tool in books.items() if tool.books.has_costs}
    found += compare.ranking(result.ranking, known)
    found += compare.claims(result.claims, claims(oracle))
    return found + list(compare.scores(result, oracle))


@dataclass
class Comparison:
    """How closely two answers must agree, by the number of draws: one draw says all where nothing is uncertain."""

    draws: int
    may_be_drawn: bool = False

    @property
    def is_certain(self) -> bool:
        return self.draws == 1

    @property
    def share(self) -> float:
        """How far a share of the draws may be off: one draw on the other side of a threshold."""
        return 1e-12 if self.is_certain else 1.0 / self.draws + 1e-12

    def is_drawn(self, found: Any) -> bool:
        """Say whether the library reads a mean off its draws, and may."""
        return self.may_be_drawn and found is not None and bool(found.mc_error)

    def tool(self, key: str, found: Any, accounts: Accounts) -> Iterator[Difference]:
        for name, right in accounts.figures().items():
            given = getattr(found, name)
            if name == "irr" and self.is_drawn(found.npv):
                continue
            if isinstance(right, dict):
                if set(given) != set(right):
                    yield Difference(f"{key}.{name}", sorted(given), sorted(right))
                for part in set(given) & set(right):
                    yield from self.figure(f"{key}.{name}.{part}", given[part], right[part], accounts)
            else:
                yield from self.figure(f"{key}.{name}", given, right, accounts)
        yield from self.without(key, found, accounts)

    def total(self, found: Any, oracle: Oracle, tools: Mapping[str, Accounts]) -> Iterator[Difference]:
        """Compare what all tools bring in together, and what is left of it without weak evidence."""
        right, whole = total(oracle, tools), together(oracle, tools)
        if right is None or whole is None or found is None:
            if found is not right:
                yield Difference("total", found, right)
            return
        for name, figure in right.items():
            if name == "irr" and self.is_drawn(found.npv):
                continue
            yield from self.figure(f"total.{name}", getattr(found, name), figure, whole)
        strong, given = without_weak(oracle, tools), found.without_weak_evidence
        left = strong.money([])
        for name in ("npv", "roi", "probability_positive"):
            yield from self.figure(f"total.without_weak_evidence.{name}", getattr(given, name), left[name], strong)

    def without(self, key: str, found: Any, accounts: Accounts) -> Iterator[Difference]:
        """Compare what is left of a tool without each class of benefits."""
        right = accounts.without()
        if set(found.without) != set(right):
            yield Difference(f"{key}.without", sorted(found.without), sorted(right))
        for each in set(found.without) & set(right):
            figures, given = right[each].figures(), found.without[each]
            for name in ("npv", "roi", "probability_positive"):
                part = getattr(given, name)
                yield from self.figure(f"{key}.without.{each}.{name}", part, figures[name], right[each])
            if given.covers_all != (not right[each].books.benefits):
                yield Difference(f"{key}.without.{each}.covers_all", given.covers_all, not given.covers_all)

    def figure(self, where: str, found: Any, right: Any, accounts: Accounts) -> Iterator[Difference]:
        if found is None or right is None:
            if found is not right:
                yield Difference(where, found, right)
            return
        match right:
            case Summary():
                yield from self.summary(where, found, right)
            case Ratio():
                yield from self.ratio(where, found, right, accounts)
            case Payback():
                yield from self.payback(where, found, right)
            case Rate():
                yield from self.rate(where, found, right, accounts)
            case float():
                yield from self.number(where, found, right, self.share)
            case _:
                if list(found) != list(right):
                    yield Difference(where, found, right)

    def number(self, where: str, found: float | None, right: float | None, allowed: float) -> Iterator[Difference]:
        if found is None or right is None:
            if found is not right:
                yield Difference(where, found, right)
        elif not abs(found - right) <= allowed:
            yield Difference(where, found, right)

    def summary(self, where: str, found: Any, right: Summary) -> Iterator[Difference]:
        if right.exact and not self.is_drawn(found):
            expected = CERTAIN if self.is_certain else EXPECTED
            yield from self.number(f"{where}.mean", found.mean, right.mean, expected * right.size)
            yield from self.number(f"{where}.mc_error", found.mc_error, 0.0, 0.0)
        else:  # what is left to draws is off by no more than the mean of all draws, give or take what is not, and says so
            error = float(right.spread.drawn.std()) / math.sqrt(self.draws)
            by_draws, slack = float(right.spread.drawn.mean()), 5.0 * error + EXPECTED * right.size
            yield from self.number(f"{where}.mean", found.mean, by_draws, slack)
            if not 0.0 <= found.mc_error <= 1.1 * error:
                yield Difference(f"{where}.mc_error", found.mc_error, f"at most {error}")
        yield from self.number(f"{where}.sd", found.sd, right.sd, self.drawn * float(right.spread.size.max()))
        yield from self.quantiles(where, found, right.spread)
        for name, spread, share in (("low", right.low, 0.05), ("high", right.high, 0.95)):
            at = None if spread is None else spread.at(share)
            size = 0.0 if spread is None else max(spread.size_at(share), abs(spread.at(share)))
            yield from self.number(f"{where}.{name}", getattr(found, name), at, self.drawn * size)

    @property
    def drawn(self) -> float:
        return CERTAIN if self.is_certain else DRAWN

    def quantiles(self, where: str, found: Any, right: Spread) -> Iterator[Difference]:
        for name, share in AT.items():
            value = right.at(share)
            size = right.size_at(share)
            given = getattr(found, name)
            yield from self.number(f"{where}.{name}", given, value if math.isfinite(value) else None, self.drawn * size)

    def ratio(self, where: str, found: Any, right: Ratio, accounts: Accounts) -> Iterator[Difference]:
        yield from self.quantiles(where, found, right.spread)
        if not right.exact or self.is_drawn(found):
            return
        size = accounts.gross.mean / accounts.costs.mean
        size *= max(1.0, abs(right.of_means))  # an error of the costs moves the whole ratio
        yield from self.number(
            f"{where}.of_means", found.of_means, right.of_means, (CERTAIN if self.is_certain else EXPECTED) * size
        )
        yield from self.number(f"{where}.mc_error", found.mc_error, 0.0, 0.0)

    def payback(self, where: str, found: Any, right: Payback) -> Iterator[Difference]:
        yield from self.number(f"{where}.never", found.never, right.never, self.share)
        yield from self.number(f"{where}.at_once", found.at_once, right.at_once, self.share)
        for name, share in AT.items():
            given = getattr(found, name)
            low, high = right.spread.beside(share, further=0 if self.is_certain else 1)
            slack = self.drawn * right.spread.size_at(share) + 1e-9
            at = math.inf if given is None else given
            if not low - slack <= at <= high + slack:
                yield Difference(f"{where}.{name}", given, right.spread.at(share))

    def rate(self, where: str, found: Any, right: Rate, accounts: Accounts) -> Iterator[Difference]:
        if right.doubtful:
            return
        if found.status != right.status or (found.of_means is None) != (right.of_means is None):
            yield Difference(where, found, right)
        elif right.status == "one" and right.of_means is not None:
            if abs(found.of_means - right.of_means) <= CERTAIN * max(1.0, abs(right.of_means)):
                return
            worth, size = accounts.worth_at(found.of_means)  # a flat curve is near zero over a wide span of rates
            if not abs(worth) <= (CERTAIN if self.is_certain else EXPECTED) * size:
                yield Difference(where, found, right)
        elif right.status == "loss":
            yield from self.number(where, found.of_means, -1.0, 0.0)

    def ranking(self, found: Any, tools: Mapping[str, Accounts]) -> Iterator[Difference]:
        right = ranks(tools)
        if list(found.order) != right.order:
            yield Difference("ranking.order", found.order, right.order)
        for key in tools:
            for place, share in enumerate(right.acceptability[key]):
                given = found.rank_acceptability[key][place]
                yield from self.number(f"ranking.rank_acceptability.{key}[{place}]", given, share, self.share)
            for other, share in right.pairwise[key].items():
                yield from self.number(f"ranking.pairwise.{key}.{other}", found.pairwise[key][other], share, self.share)
            share = right.first_and_positive[key]
            yield from self.number(
                f"ranking.first_and_positive.{key}", found.first_and_positive[key], share, self.share
            )

    def claims(self, found: Mapping[str, Any], right: Mapping[str, Claimed]) -> Iterator[Difference]:
        if set(found) != set(right):
            yield Difference("claims", sorted(found), sorted(right))
        for name in set(found) & set(right):
            given, claimed = found[name], right[name]
            if list(given.tools) != claimed.tools:
                yield Difference(f"claims.{name}.tools", given.tools, claimed.tools)
            passed = given.probability_exceeds_total
            yield from self.number(
                f"claims.{name}.probability_exceeds_total", passed, claimed.exceeds_total, self.share
            )
            if claimed.shares is None:
                continue
            over = claimed.shares > 1.0 + ZERO
            excess = float((claimed.shares[over] - 1.0).mean()) if over.any() else 0.0
            yield from self.number(f"claims.{name}.mean", given.mean, float(claimed.shares.mean()), self.drawn)
            yield from self.number(f"claims.{name}.probability", given.probability, float(over.mean()), self.share)
            yield from self.number(f"claims.{name}.excess", given.excess, excess, self.drawn + self.share)

    def scores(self, result: Any, oracle: Oracle) -> Iterator[Difference]:
        right = scores(oracle)
        if right is None:
            if result.scores is not None:
                yield Difference("scores", result.scores, None)
            return
        for key, parts in right.by_objective.items():
            for objective, spread in parts.items():
                given = result.scores.by_objective[key][objective]
                yield from self.score(f"scores.by_objective.{key}.{objective}", given, spread)
        known = [key for key, tool in result.tools.items() if tool.score is not None]
        if sorted(known) != sorted(right.in_all):
            yield Difference("scores", known, sorted(right.in_all))
        if right.weighted:
            for key, spread in right.in_all.items():
                yield from self.score(f"{key}.score", result.tools[key].score, spread)
        if right.weighted or not self.is_certain:
            yield from self.ranks_by_score(result.scores.ranking.rank_acceptability, right)

    def ranks_by_score(self, found: Mapping[str, Any], right: Scores) -> Iterator[Difference]:
        """Compare ranks, within five standard errors of two shares where both sides draw weights of their own."""
        for key, shares in right.acceptability().items():
            for place, share in enumerate(shares):
                error = 0.0 if right.weighted else 5.0 * math.sqrt(2.0 * share * (1.0 - share) / self.draws)
                where = f"scores.ranking.{key}[{place}]"
                yield from self.number(where, found[key][place], share, self.share + error)

    def score(self, where: str, found: Any, right: Spread) -> Iterator[Difference]:
        """Compare a score, whose mean may be that of its draws where its scale bends."""
        by_draws = float(right.drawn.mean())
        slack = CERTAIN if self.is_certain else EXPECTED + 5.0 * float(right.drawn.std()) / math.sqrt(self.draws)
        yield from self.number(f"{where}.mean", found.mean, by_draws, slack)
        yield from self.quantiles(where, found, right)
