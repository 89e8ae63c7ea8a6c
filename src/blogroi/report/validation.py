"""In words: how often what is said of planted cases was so, beside the limits that it has to keep."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from blogroi.language.spoken import message
from blogroi.report.sheet import LEFT, RIGHT, Block, Lines, Listing, Row, Sheet, Table
from blogroi.results.format import hundredths, number, thousandths, whole
from blogroi.validation.tallies import Tally
from blogroi.validation.validate import Missed, Validation

__all__ = ["validation_sheet"]


def validation_sheet(found: Validation, *, full: bool = False) -> Sheet:
    """Say how many truths lay within intervals, of how many planted zeros it was said that they pay, and what follows.

    Parameters
    ----------
    found : Validation
        What is said.
    full : bool
        Whether it is also said of each sort of cases, and where it was furthest off.

    Returns
    -------
    Sheet

    Examples
    --------
    >>> import blogroi
    >>> validation_sheet(blogroi.validate(cases=50)).blocks[0].lines[0]
    'What blogroi says is so about as often as it says.'
    """
    outside = {sort: one for sort, one in found.by_sort.items() if not one.within}
    blocks: list[Block] = [Lines([_verdict(found)]), _promises(found)]
    if shown := found.by_sort if full else outside:
        blocks.append(_sorts(shown))
    if full or not found.within:
        blocks.append(
            Listing(
                heading=message("Furthest from nine truths in ten"),
                lines=[_missed(one, found) for one in found.furthest],
                first=not full,
            )
        )
    return Sheet(
        title=message("Planted cases, whose truth is known"),
        subtitle=message(
            "{cases} cases, {truths} truths each, seed {seed}",
            cases=whole(found.cases),
            truths=whole(found.truths),
            seed=str(found.seed),
        ),
        blocks=blocks,
        foot=list(_foot(found, full=full)),
    )


def _verdict(found: Validation) -> str:
    if found.within:
        return message("What blogroi says is so about as often as it says.")
    return message("What blogroi says is not so as often as it says: do not rely on this copy until it is known why.")


def _promises(found: Validation) -> Table:
    rows = [
        (message("truths within the 90 % interval"), found.held),
        (message("truths below it"), found.below),
        (message("truths above it"), found.above),
        (message('"pays" said of planted zeros'), found.pays_of_zeros),
    ]
    return Table(
        heads=[message("what is counted"), message("count"), message("share"), message("limits")],
        rows=[
            Row(
                [
                    what,
                    message("{count} of {of}", count=whole(one.count), of=whole(one.of)),
                    _share(one),
                    _limits(one),
                ],
                mark="+" if one.within else "x",
            )
            for what, one in rows
        ],
        align=(*LEFT, *RIGHT * 3),
        cut=[0],
    )


def _sorts(by_sort: Mapping[str, Tally]) -> Table:
    """Say of sorts of cases how many truths the interval held."""
    return Table(
        heads=[message("sort of cases"), message("cases"), message("truths within"), message("limits")],
        rows=[
            Row([_sort(sort), whole(one.cases), _share(one), _limits(one)], mark="+" if one.within else "x")
            for sort, one in by_sort.items()
        ],
        align=(*LEFT, *RIGHT * 3),
        cut=[0],
    )


def _share(one: Tally) -> str:
    return message("{share} \u00b1 {error}", share=thousandths(one.share), error=thousandths(one.error))


def _limits(one: Tally) -> str:
    if one.least <= 0.0:
        return message("at most {most}", most=hundredths(one.most))
    return message("{low} to {high}", low=hundredths(one.least), high=hundredths(one.most))


def _missed(one: Missed, found: Validation) -> str:
    """Say of an interval what it held, and where the truths lay."""
    what = message("tool `{key}`", key=one.tool) if one.tool else message("all tools together")
    if one.low is None or one.high is None:
        return message(
            "Case {number} ({sort}), {what}: there is no interval.",
            number=str(one.number),
            sort=_sort(one.sort),
            what=what,
        )
    return message(
        "Case {number} ({sort}), {what}: {held} of {truths} truths within {low} to {high}; nine of ten lie within {least} to {most}.",
        number=str(one.number),
        sort=_sort(one.sort),
        what=what,
        held=str(one.held),
        truths=str(found.truths),
        low=number(one.low),
        high=number(one.high),
        least=number(one.true_low),
        most=number(one.true_high),
    )


def _foot(found: Validation, *, full: bool) -> Iterator[str]:
    yield message(
        "What is true was drawn from what each case states, by a second computation that shares no code with the first. "
        "\u00b1 is the binomial error, truths of one case taken together."
    )
    if not full:
        yield message("By sort of cases: --full.")


def _sort(sort: str) -> str:
    """Say of what sort a case is."""
    shape = sort.removeprefix("shape: ")
    if shape != sort:
        return message("all in one shape: {shape}", shape=_SHAPES[shape])
    return _SORTS[sort]


_SHAPES = {
    "range": message("ranges"),
    "range of half": message("ranges of 50 %"),
    "normal range": message("normal ranges"),
    "PERT": message("PERT"),
    "triangular": message("triangular"),
    "mean and deviation": message("mean and deviation"),
    "lognormal": message("lognormal"),
    "uniform": message("uniform"),
    "estimate": message("an estimate and its interval"),
    "quantiles": message("quantiles"),
    "studies": message("studies"),
    "cut off": message("cut off at both ends"),
    "samples": message("samples of values"),
}
_SORTS = {
    "all sorts": message("everything, something of each"),
    "corrections": message("deadweight, credit, displacement, confidence"),
    "fading": message("drop-off"),
    "uncertain times": message("uncertain start and duration"),
    "lists together": message("lists by period, drawn together"),
    "lists apart": message("lists by period, drawn apart"),
    "shared change": message("a change that tools share"),
    "filled gap": message("gaps filled from priors"),
    "several tools": message("values that several tools share"),
    "less is better": message("indicators of which less is better"),
    "costs of many kinds": message("costs of many kinds"),
    "rates by time": message("discount rates by time"),
    "drivers": message("drivers that several effects share"),
    "luck": message("luck in each period"),
    "lasting luck": message("luck that lasts"),
    "chance": message("events and counts by chance"),
    "going together": message("quantities that rise together"),
    "going against each other": message("quantities of which one rises as the other falls"),
}
"""What sorts of cases there are, in words."""
