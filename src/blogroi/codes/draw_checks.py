"""Where the draws cannot bear what is read off them: another seed could turn it, or they cannot follow a stated correlation."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping

from blogroi.codes.wording import NOTABLE, quantity_in
from blogroi.engine.compile.fields import TRIED
from blogroi.engine.shapes import shapes_of
from blogroi.language.spoken import message
from blogroi.model.case import Case
from blogroi.model.domain import Domain
from blogroi.model.locations import PartPath
from blogroi.model.quantity_paths import quantities
from blogroi.numerics.copula import reachable
from blogroi.results.checks import Check
from blogroi.results.format import as_stated, chance_in_words, exact, hundredths, whole
from blogroi.results.ranking import Figure, Ranking
from blogroi.results.tool import ToolResult

__all__ = ["correlation_checks", "error_checks", "kept_checks"]

_ERRORS = 2.0  # standard errors within which the draws say nothing
_LAST_BITS = 1e-9


def correlation_checks(case: Case) -> Iterator[Check]:
    """Find which rank correlations samples of few values cannot reach, and what is drawn instead."""
    if not case.correlations:
        return
    stated = quantities(case)
    for place, part in enumerate(case.correlations, start=1):
        for (one, other), rank in part.pairs().items():
            if one not in stated or other not in stated:
                continue
            least, greatest = reachable(*(shapes_of(stated[path], Domain.REAL) for path in (one, other)))
            limit = greatest if rank > 0.0 else least
            drawn = rank * abs(limit)
            if abs(rank) > abs(limit) + _LAST_BITS or abs(rank - drawn) > NOTABLE:
                yield Check(
                    "BR222",
                    "warning",
                    f"correlations[{place}]",
                    message(
                        "The rank correlation of {rank} between {first} and {second} cannot be reached: one of them has few values, or the same"
                        " one often. {limit} is the most, and about {drawn} is drawn. Write a range in place of single values.",
                        rank=as_stated(rank),
                        first=quantity_in(case, one),
                        second=quantity_in(case, other),
                        limit=hundredths(limit),
                        drawn=hundredths(drawn),
                    ),
                )


def kept_checks(kept: Mapping[str, float]) -> Iterator[Check]:
    """Say which formulas are kept at the end of their field, and how often.

    Parameters
    ----------
    kept : mapping of str to float
        Share of the draws in which a formula leaves the domain of its field, by the path of the field.

    Yields
    ------
    Check
    """
    for path, share in sorted(kept.items()):
        if share:
            said = message(
                "The formula gives more or less than can be in {count} of {draws} draws; the greatest or the least value is taken there.",
                count=whole(TRIED * share),
                draws=whole(TRIED),
            )
            yield Check("BR240", "warning", path, said)


def error_checks(results: Mapping[str, ToolResult], ranking: Ranking | None, draws: int) -> Iterator[Check]:
    """Find where the Monte Carlo error of the draws could turn a sign, the order or the winner."""
    for key, result in results.items():
        if result.npv is not None and 0.0 < abs(result.npv.mean) < _ERRORS * result.npv.mc_error:
            yield Check(
                "BR223",
                "warning",
                str(PartPath("tools", key)),
                message(
                    "{tool}: whether it gains or loses could turn with other draws: its expected NPV is {npv}, give or take {error}."
                    " Take more than {draws} draws: four times as many halve the error.",
                    tool=result.name,
                    npv=exact(result.npv.mean),
                    error=exact(_ERRORS * result.npv.mc_error),
                    draws=whole(draws),
                ),
            )
    if ranking is None or len(ranking.order) < 2:
        return
    for ahead, behind in itertools.pairwise(ranking.order):
        (level, error), (other, more) = (_level(results[key], ranking.by) for key in (ahead, behind))
        if 0.0 < abs(level - other) < _ERRORS * math.hypot(error, more):
            yield Check(
                "BR223",
                "warning",
                str(PartPath("tools", ahead)),
                message(
                    "The order of {first} and {second} could turn with other draws: by expected {figure} they are too near to each other."
                    " Take more than {draws} draws: four times as many halve the error.",
                    first=results[ahead].name,
                    second=results[behind].name,
                    figure=_BY[ranking.by],
                    draws=whole(draws),
                ),
            )
    first, *others = ranking.order
    nearest = min(others, key=lambda key: ranking.pairwise[first][key])
    chance, error = ranking.pairwise[first][nearest], ranking.pairwise_error[first][nearest]
    if abs(chance - ranking.decision_probability) < _ERRORS * error:
        yield Check(
            "BR223",
            "warning",
            str(PartPath("tools", first)),
            message(
                "{first} is ahead of {second} in {chance} of the draws. It is named the winner from {enough} on, and other draws could turn"
                " that. Take more than {draws} draws: four times as many halve the error.",
                first=results[first].name,
                second=results[nearest].name,
                chance=chance_in_words(chance),
                enough=chance_in_words(ranking.decision_probability),
                draws=whole(draws),
            ),
        )


_BY = {"npv": message("NPV"), "roi": message("ROI"), "score": message("score")}


def _level(result: ToolResult, by: Figure) -> tuple[float, float]:
    """Return the expected figure by which tools are ranked, and its Monte Carlo error."""
    if by == "roi":
        return (math.nan, 0.0) if result.roi is None else (result.roi.of_means, result.roi.mc_error)
    figure = result.npv if by == "npv" else result.score
    return (math.nan, 0.0) if figure is None else (figure.mean, figure.mc_error)
