"""How the tools of an evaluation compare: who is better than whom, who was asked what, and what scores say of what is not money."""

from __future__ import annotations

from collections.abc import Iterator

from blogroi.language.spoken import Joined, message, plural
from blogroi.report.evaluation_verdict import names_of
from blogroi.results.evaluation import Evaluation
from blogroi.results.format import as_percent, chance_in_words, decimal, in_times, percent, quoted
from blogroi.results.ranking import Dominance, EffectChange
from blogroi.results.scores import Scores, WeightChange

__all__ = ["comparison", "scores"]


def comparison(result: Evaluation) -> Iterator[str]:
    """Yield the chances of each place, who is better whatever is missing, and of whom what was not asked."""
    ranking = result.ranking
    if len(ranking.order) > 1:
        for key in ranking.order:
            chances = [chance_in_words(share) for share in ranking.rank_acceptability[key]]
            yield (
                message(
                    "{tool}: chance of each place, from the first: {chances}.",
                    tool=result.tools[key].name,
                    chances=Joined(chances),
                )
                if len(chances) == len(ranking.order)
                else message(
                    "{tool}: chance of each of the first {count} places: {chances}.",
                    tool=result.tools[key].name,
                    count=len(chances),
                    chances=Joined(chances),
                )
            )
    for key, (best, worst) in ranking.intervals.items():
        if best != worst:
            yield message(
                "Depending on the missing figures, {tool} could rank {best} to {worst}.",
                tool=result.tools[key].name,
                best=best,
                worst=worst,
            )
    yield from (_dominates(result, found) for found in ranking.dominance)
    yield from result.parity.double_standards
    for question, tools in result.parity.open_questions.items():
        yield plural(
            "{tools} has not been asked about {indicator}, which other tools were found to change though nobody had planned it.",
            "{tools} have not been asked about {indicator}, which other tools were found to change though nobody had planned it.",
            len(tools),
            tools=names_of(result, tools),
            indicator=quoted(result.names.indicators[question].statement),
        )


def _dominates(result: Evaluation, found: Dominance) -> str:
    tool, other = result.tools[found.tool].name, result.tools[found.over].name
    match found.sense:
        case "every draw":
            return message(
                "{tool} is at least as good as {other} in every draw, whatever the missing figures.",
                tool=tool,
                other=other,
            )
        case "first order":
            return message(
                "{tool} is better than {other} in good and bad cases alike, whatever the missing figures.",
                tool=tool,
                other=other,
            )
        case _:
            return message(
                "{tool} is better than {other} for a cautious decision maker, whatever the missing figures.",
                tool=tool,
                other=other,
            )


def scores(result: Evaluation) -> Iterator[str]:
    """Yield what the scores say, how far weights and evidence decide it, and what would turn it."""
    found = result.scores
    if found is None:
        return
    names, ranking = result.names.objectives, found.ranking
    yield message(
        "Weights of the objectives, as far as they are known: {weights}.",
        weights=Joined(
            [
                message("{name} {share}", name=quoted(names[key]), share=percent(one))
                for key, one in found.weights.items()
            ],
        ),
    )
    for key in ranking.order:
        yield message(
            "{tool}: score {score}, first in {share} of the draws.",
            tool=result.tools[key].name,
            score=decimal(result.tools[key].score),
            share=chance_in_words(ranking.rank_acceptability[key][0]),
        )
    if len(ranking.order) > 1:
        yield from _what_turns(result, found)
    for stakeholder, shares in found.stakeholders.items():
        yield message(
            "First by the weights of {stakeholder}: {tools}.",
            stakeholder=stakeholder,
            tools=Joined(
                [
                    message("{name} {share}", name=result.tools[key].name, share=chance_in_words(share))
                    for key, share in shares.items()
                ]
            ),
        )


def _what_turns(result: Evaluation, found: Scores) -> Iterator[str]:
    """Yield what would put the second tool level with the first, and where the doubt about the order comes from."""
    first, second = (result.tools[key].name for key in found.ranking.order[:2])
    if found.weight_change is None:
        yield message("No weighting makes {second} as good as {first}.", first=first, second=second)
    else:
        yield _level_by_weight(result, found.weight_change, second, first)
    if found.ranking.switch_point is not None:
        yield _level_by_effect(result, found.ranking.switch_point, second, first)
    if found.rank_uncertainty is not None:
        shares = {name: as_percent(part) for name, part in found.rank_uncertainty.items()}
        yield message(
            "Of the doubt about the order, {weights} comes from the weights alone, {evidence} from the evidence alone, {both} from both"
            " together.",
            weights=shares["weights"],
            evidence=shares["evidence"],
            both=shares["both"],
        )


def _level_by_weight(result: Evaluation, change: WeightChange, second: str, first: str) -> str:
    return message(
        "{second} is as good as {first} where {share} of the weight moves, to {weights}.",
        first=first,
        second=second,
        share=as_percent(change.shift),
        weights=Joined(
            [
                message("{name} {share}", name=quoted(result.names.objectives[key]), share=as_percent(weight))
                for key, weight in change.weights.items()
            ]
        ),
    )


def _level_by_effect(result: Evaluation, change: EffectChange, second: str, first: str) -> str:
    return message(
        "{second} would be as good as {first} if the effect of {tool} on {indicator} were {times} what is expected.",
        first=first,
        second=second,
        tool=result.tools[change.tool].name,
        indicator=quoted(result.names.indicators[change.indicator].statement),
        times=in_times(change.factor),
    )
