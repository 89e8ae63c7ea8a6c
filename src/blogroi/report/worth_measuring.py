"""What is worth measuring before deciding, in words, and what measured evidence does to what was thought."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from blogroi.decisions.planned_studies import PlannedStudy
from blogroi.decisions.updating import Update
from blogroi.decisions.worth_measuring import MeasurementAdvice, Subject
from blogroi.language.spoken import Message, conjoined, message, plural
from blogroi.report.conventions import conventions, subtitle
from blogroi.report.more import seen_whole
from blogroi.report.over_time import wandering
from blogroi.report.quantities import and_more, input_named, money, shown_of, with_error
from blogroi.report.sheet import Block, Lines, Listing, Row, Sheet, Table
from blogroi.results.answer import Names
from blogroi.results.format import amount, as_percent, beside, number, quoted, rough, whole
from blogroi.results.periods import time_in_words

__all__ = ["BRINGS", "LOSES", "update_lines", "worth_measuring_sheet"]

BRINGS = message("Deciding today is expected to bring in {amount}: `blogroi choose` says with which tools.", amount="")
LOSES = message("Deciding today is expected to lose {amount}: `blogroi choose` says with which tools.", amount="")
"""What is said of deciding today where the case's own rules bind, but for the amount."""

_FAR_APART = 2.0  # standard deviations of the difference between prior and evidence
_MOST_SUBJECTS = 5


def worth_measuring_sheet(advice: MeasurementAdvice, *, full: bool = False) -> Sheet:
    """Say what is worth finding out before deciding, in which order, and what is not.

    Parameters
    ----------
    advice : MeasurementAdvice
        What is said.
    full : bool
        Whether all of it is said.

    Returns
    -------
    Sheet

    Examples
    --------
    >>> import blogroi
    >>> sheet = worth_measuring_sheet(blogroi.worth_measuring(blogroi.load("examples/chamber.toml")))
    >>> print(sheet.blocks[0].lines[0])
    Deciding today: choose The newsletter. That is expected to bring in 5,900 EUR.
    >>> print(sheet.blocks[0].lines[1])
    Perfect knowledge is worth at most 10,900 EUR, so spend no more on research.
    """
    blocks: list[Block] = [Lines(tuple(_verdict(advice)))]
    if advice.npv:
        blocks.append(_tools(advice, full=full))
    if full:
        blocks += _everything(advice)
    else:
        before = (*_cautions(advice), *_next_worth(advice))
        blocks.append(Listing(heading=message("Before you decide"), lines=before, first=True))
    return Sheet(
        title=advice.title,
        subtitle=subtitle(advice),
        blocks=blocks,
        foot=[conventions(advice)] if full else [seen_whole(advice, _following(advice))],
    )


def _verdict(advice: MeasurementAdvice) -> Iterator[str]:
    """Yield what deciding today brings in, what knowing more is worth at most, and what to find out first."""
    if not advice.npv:
        yield message("Nothing can be decided: no tool says what it costs.")
        return
    yield _today(advice)
    if not advice.inputs:
        yield message("All figures are stated as single values: write ranges to find out what is worth measuring.")
        return
    if advice.evpi.value <= 0.0:
        yield message("Nothing is worth measuring: knowing more would change no choice.")
        return
    most = money(rough(advice.evpi.value), advice.currency)
    yield message("Perfect knowledge is worth at most {amount}, so spend no more on research.", amount=most)
    if advice.worth_measuring:
        yield _first(advice)
    elif advice.given_up > 0.0:
        yield message("Nothing is worth measuring: no answer would be worth what measuring gives up.")
    else:
        yield message("Nothing is worth measuring by itself: no single answer would change a choice.")


def _today(advice: MeasurementAdvice) -> str:
    """Say what deciding today brings in, and which tools it chooses where that follows from their figures alone."""
    tools = _chosen(advice)
    if tools is None:
        return _outcome(advice)
    if not tools:
        return message("Deciding today: choose none of the tools. Doing nothing is expected to be best.")
    chosen = conjoined([advice.names.tools[key] for key in tools])
    said = money(_rounded(advice.expected_npv_now, advice), advice.currency)
    return message("Deciding today: choose {tools}. That is expected to bring in {amount}.", tools=chosen, amount=said)


def _outcome(advice: MeasurementAdvice) -> str:
    said = money(_rounded(abs(advice.expected_npv_now), advice), advice.currency)
    if advice.expected_npv_now < 0.0:
        return Message(LOSES.template, {"amount": said})
    return Message(BRINGS.template, {"amount": said})


def _chosen(advice: MeasurementAdvice) -> list[str] | None:
    """Return which tools are chosen today; None where rules of the case bind, and more than the figures is to be known."""
    npv = advice.npv if advice.npv_with_priors is None else advice.npv_with_priors
    gains = {key: figure.mean for key, figure in npv.items() if figure.mean > 0.0}
    tools = [max(gains, key=lambda key: gains[key])] if gains and advice.choices == "one" else [*gains]
    total = sum(gains[key] for key in tools)
    return tools if abs(total - advice.expected_npv_now) <= 1e-9 * max(total, 1.0) else None


def _rounded(value: float, advice: MeasurementAdvice) -> str:
    """Round an amount as the figures of the tools that are chosen: one alone reads as in its evaluation."""
    npv = advice.npv if advice.npv_with_priors is None else advice.npv_with_priors
    tools = _chosen(advice)
    known = [npv[key] for key in (npv if tools is None else tools)]
    return beside(value, *known) if known else whole(value)


def _tools(advice: MeasurementAdvice, *, full: bool) -> Table:
    """Set what each tool brings in, and with its missing figures filled where that is how it is asked about."""
    keys = sorted(advice.npv, key=lambda key: (-advice.evpi_by_tool[key].value, -advice.npv[key].mean))
    shown = keys if full else shown_of(keys)
    filled = advice.npv_with_priors
    has_risk = filled is None and not full
    rows = [
        Row(
            [
                advice.names.tools[key],
                amount(advice.npv[key]),
                *([] if filled is None else [amount(filled[key])]),
                *([rough(advice.evpi_by_tool[key].value)] if has_risk else []),
            ]
        )
        for key in shown
    ]
    if len(shown) < len(keys):
        rows.append(Row([and_more(len(keys) - len(shown)), *[""] * (len(rows[0].cells) - 1)]))
    heads = (
        [message("net gain (90 % range)"), *([message("risk of deciding today")] if has_risk else [])]
        if filled is None
        else [message("missing effects at 0"), message("in their usual range")]
    )
    return Table(
        heads=["", *heads],
        rows=rows,
        align=["left", "right", "right"],
        cut=[0],
        caption=message("Net gain by tool, in {currency}", currency=advice.currency),
    )


def _first(advice: MeasurementAdvice) -> str:
    first = next(one for one in advice.subjects if one.path == advice.worth_measuring[0])
    return message(
        "Find out first: {quantity} (worth at most {amount}).",
        quantity=input_named(first.path, advice.names),
        amount=money(rough(first.evppi.value), advice.currency),
    )


def _next_worth(advice: MeasurementAdvice) -> Iterator[str]:
    """Yield what is worth most to find out after the first, and how much else there is."""
    if advice.evpi.value <= 0.0:
        return
    by_path = {one.path: one for one in advice.subjects}
    yield from (_worth(by_path[path], advice) for path in advice.worth_measuring[1:_MOST_SUBJECTS])
    rest = len(advice.worth_measuring) - _MOST_SUBJECTS
    if rest > 0:
        yield plural("{count} more is worth less than these.", "{count} more are worth less than these.", rest)


def _worth(subject: Subject, advice: MeasurementAdvice) -> str:
    return message(
        "{quantity}: worth at most {amount}.",
        quantity=input_named(subject.path, advice.names),
        amount=money(rough(subject.evppi.value), advice.currency),
    )


def _cautions(advice: MeasurementAdvice) -> Iterator[str]:
    """Yield why there are two figures, what planned measurements are worth, and what cannot be decided."""
    yield from _why_filled(advice)
    for study in advice.studies:
        yield _study(study, advice)
        yield from wandering(study.size, study.surest)
    yield from _price(advice)
    yield from _undecided(advice)
    for one in advice.updates:
        if one.surprise > _FAR_APART:
            yield _update(one, advice.names)


def _why_filled(advice: MeasurementAdvice) -> Iterator[str]:
    if advice.npv_with_priors is not None:
        yield message(
            "An evaluation takes missing effects as 0. Here they are in their usual range (`prior`), so that finding them out can"
            " be worth something."
        )


def _price(advice: MeasurementAdvice) -> Iterator[str]:
    """Yield how fast ages what is learned, and what measuring gives up, where either was said."""
    if advice.half_life is not None:
        yield message(
            "What is learned loses half of its worth in {time}: {share} of what it would bring counts here.",
            time=time_in_words(advice.half_life),
            share=as_percent(advice.kept),
        )
    if advice.given_up > 0.0:
        yield message(
            "Measuring gives up {amount} each time, beside its cost: what is worth less is not worth measuring.",
            amount=money(rough(advice.given_up), advice.currency),
        )


def _undecided(advice: MeasurementAdvice) -> Iterator[str]:
    for key in advice.unknown:
        yield message("{tool}: its cost is not known, so nothing can be decided.", tool=advice.names.tools[key])


def _study(study: PlannedStudy, advice: MeasurementAdvice, *, full: bool = False) -> str:
    """Say what a planned measurement is worth beside what it costs, in two sentences."""
    worth = with_error(study.voi, advice.currency) if full else money(rough(study.voi.value), advice.currency)
    method, indicator = study.method, quoted(advice.names.indicators[study.indicator].statement)
    if study.size is None:
        subject: str = message("Planned: {method}, on {indicator}", method=method, indicator=indicator)
    else:
        subject = plural(
            "Planned: {method}, on {indicator} ({count} observation)",
            "Planned: {method}, on {indicator} ({count} observations)",
            study.size,
            method=method,
            indicator=indicator,
        )
    said = _study_verdict(study, advice, subject, worth)
    if study.best is not None and study.best.size == 0:
        return message("{verdict} No number of observations is worth its cost.", verdict=said)
    if study.best is not None and study.best.size != study.size:
        best = whole(study.best.size)
        return message("{verdict} {size} observations would bring in most.", verdict=said, size=best)
    return said


def _planned(study: PlannedStudy, advice: MeasurementAdvice) -> Iterator[str]:
    yield _study(study, advice, full=True)
    yield from wandering(study.size, study.surest)


def _study_verdict(study: PlannedStudy, advice: MeasurementAdvice, subject: str, worth: str) -> str:
    if rough(study.voi.value) == "0":
        return message("{subject}: worth nothing, since no answer is likely to change a choice.", subject=subject)
    if study.net is None or study.cost is None:
        if study.is_bound:
            return message(
                "{subject}: worth at most {worth}; what it costs is not stated.", subject=subject, worth=worth
            )
        return message("{subject}: worth {worth}; what it costs is not stated.", subject=subject, worth=worth)
    cost = money(rough(study.cost), advice.currency)
    if study.net <= 0.0:
        return message(
            "{subject}: worth {worth}, less than it costs ({cost}).", subject=subject, cost=cost, worth=worth
        )
    if study.is_bound:
        return message("{subject}: worth at most {worth}, costs {cost}.", subject=subject, cost=cost, worth=worth)
    return message("{subject}: worth {worth}, more than it costs ({cost}).", subject=subject, cost=cost, worth=worth)


def _everything(advice: MeasurementAdvice) -> Iterator[Block]:
    """Yield all that can be found out, all that is planned, and all that was measured beside what was usual."""
    by_path = {one.path: one for one in advice.subjects}
    yield Listing(
        heading=message("Risk of deciding today, on average"),
        lines=tuple(
            message("{tool}: {amount}", tool=advice.names.tools[key], amount=with_error(worth, advice.currency))
            for key, worth in advice.evpi_by_tool.items()
        ),
    )
    yield Listing(
        heading=message("Worth finding out, the most valuable first"),
        lines=tuple(_in_full(by_path[path], advice) for path in advice.worth_measuring),
        numbered=True,
    )
    yield Listing(
        heading=_why_not(advice),
        lines=tuple(input_named(path, advice.names, with_path=True) for path in advice.not_worth_measuring),
    )
    yield Listing(
        heading=message("Single figures, the most valuable first"),
        lines=tuple(_in_full(one, advice) for one in advice.inputs if one.evppi.value > 0.0),
        numbered=True,
    )
    yield Listing(
        heading=message("What is planned"),
        lines=tuple(line for study in advice.studies for line in _planned(study, advice)),
    )
    yield Listing(
        heading=message("What was found beside what is usual (for information; in no figure above)"),
        lines=tuple(update_lines(advice.updates, advice.names)),
    )
    yield Listing(
        heading=message("How to read this"),
        lines=(*_why_filled(advice), *_price(advice), *_undecided(advice), *_exactly(advice)),
    )


def _why_not(advice: MeasurementAdvice) -> str:
    if advice.given_up > 0.0:
        return message("Not worth measuring: no answer is likely to be worth what it gives up")
    return message("Not worth measuring: no answer is likely to change a choice")


def _exactly(advice: MeasurementAdvice) -> Iterator[str]:
    if advice.worth_measuring:
        yield message('"At most": that is what an exact answer would be worth that costs nothing.')


def _in_full(subject: Subject, advice: MeasurementAdvice) -> str:
    return message(
        "{quantity}: worth at most {amount}",
        quantity=input_named(subject.path, advice.names, with_path=True),
        amount=with_error(subject.evppi, advice.currency),
    )


def _following(advice: MeasurementAdvice) -> str:
    """Return the command to go on with: whether to wait for what is worth most to know."""
    first = advice.worth_measuring[:1] if advice.evpi.value > 0.0 else ()
    tools = next((one.tools for one in advice.subjects if one.path in first), ())
    return message("`blogroi launch --tool {tool}`", tool=tools[0]) if tools else message("`blogroi choose`")


def update_lines(updates: Iterable[Update], names: Names) -> Iterator[str]:
    """Yield what measured evidence does to what was thought before.

    Parameters
    ----------
    updates : iterable of Update
        What is said.
    names : Names
        Names of tools and indicators.

    Yields
    ------
    str
        A sentence for each effect.

    Examples
    --------
    >>> import blogroi
    >>> from blogroi.results.answer import names_of
    >>> case = blogroi.load("examples/chamber.toml")
    >>> print(next(update_lines(blogroi.updates(case), names_of(case))).partition(": ")[2])
    5 was usual, 7.58 was observed; best estimate from both: 6.81.
    """
    yield from (_update(one, names) for one in updates)


def _update(one: Update, names: Names) -> str:
    said = message(
        "{tool}, {indicator}: {usual} was usual, {found}; best estimate from both: {best}.",
        tool=names.tools[one.tool],
        indicator=quoted(names.indicators[one.indicator].statement),
        usual=number(one.prior_mean),
        found=_found(one),
        best=number(one.mean),
    )
    if one.surprise <= _FAR_APART:
        return said
    return message("{comparison} The two lie far apart: look at both again.", comparison=said)


def _found(one: Update) -> str:
    value = number(one.found_mean)
    match one.evidence:
        case "measured":
            return message("{number} was measured", number=value)
        case "observed":
            return message("{number} was observed", number=value)
        case "estimated":
            return message("{number} was estimated", number=value)
        case "assumed":
            return message("{number} was assumed", number=value)
