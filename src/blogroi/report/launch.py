"""Whether to launch a tool, to measure first, or to measure while it runs, in words."""

from __future__ import annotations

from collections.abc import Iterator

from blogroi.decisions.launch import LaunchAdvice
from blogroi.decisions.options import Option
from blogroi.language.spoken import conjoined, message, plural
from blogroi.report.conventions import conventions, subtitle
from blogroi.report.more import seen_whole
from blogroi.report.over_time import wandering
from blogroi.report.quantities import input_named, money, with_error
from blogroi.report.sheet import Lines, Listing, Row, Sheet, Table
from blogroi.results.format import amount, as_percent, beside, chance_in_words, quoted, rough
from blogroi.results.periods import time_in_words

__all__ = ["launch_sheet"]

_ASKING = ("not at all", "run", "run and measure", "measure first")
"""The options, the one that asks for least first."""

_OPTIONS = {
    "not at all": message("do not run it"),
    "run": message("run it without measuring"),
    "run and measure": message("run it, review, stop if poor"),
    "measure first": message("measure first, then decide"),
}
"""What the options are called in the table, where times have no room."""


def launch_sheet(advice: LaunchAdvice, *, full: bool = False) -> Sheet:
    """Say whether to launch, to measure, and in which order, with the amounts.

    Parameters
    ----------
    advice : LaunchAdvice
        What is said.
    full : bool
        Whether all of it is said.

    Returns
    -------
    Sheet

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.load("examples/chamber.toml")
    >>> for line in launch_sheet(blogroi.launch(case, tool="magazine")).blocks[0].lines:
    ...     print(line)
    The printed magazine: do not run it.
    Running it is expected to lose 95,300 EUR (90 % range: -107,800 to -81,900).
    Waiting 1 year to measure first would bring in no more.
    """
    lines = (
        *_measuring(advice, full=full),
        *_beside(advice),
        *_open_questions(advice),
        *_time(advice),
        *_test(advice),
    )
    return Sheet(
        title=advice.title,
        subtitle=subtitle(advice),
        blocks=[
            Lines(tuple(_verdict(advice))),
            _options(advice, full=full),
            Listing(heading=message("Before you decide"), lines=lines, first=True),
        ],
        foot=[conventions(advice)] if full else [seen_whole(advice, _following(advice))],
    )


def _verdict(advice: LaunchAdvice) -> Iterator[str]:
    """Yield both figures where there are two, then what to do, what that brings, and how sure it is."""
    best, second, *_ = _ranked(advice)
    is_even = _net(best.value, advice) == _net(second.value, advice)
    if advice.npv_stated is not None:
        yield from _both_figures(advice)
    yield message("{tool}: {advice}.", tool=advice.names.tools[advice.tool], advice=_told(best, advice))
    if best.name == "not at all":
        yield _loss(advice)
        if is_even and (second.name == "run" or advice.subject is not None):
            yield _as_good(second, advice)
        return
    yield _gain(best, second, advice, is_even=is_even)
    if best.name == "run" and advice.npv.p05 < advice.npv.p95:
        yield message("In 9 cases of 10 it brings in {range}.", range=money(_range(advice), advice.currency))
    elif best.name != "run":
        yield message("Chance that it is dropped after that: {chance}.", chance=_dropped(best))


def _ranked(advice: LaunchAdvice) -> tuple[Option, ...]:
    """Return the options, best first; of the two best, where their amounts read the same, the one that asks for less."""
    best, second, *others = advice.options
    if _net(best.value, advice) == _net(second.value, advice):
        best, second = sorted((best, second), key=lambda option: _ASKING.index(option.name))
    return best, second, *others


def _gain(best: Option, second: Option, advice: LaunchAdvice, *, is_even: bool) -> str:
    value, other, option = _net(best.value, advice), _net(second.value, advice), _told(second, advice)
    if advice.subject is None:  # and nothing that could be measured
        return message("Expected to bring in {amount}.", amount=value)
    if is_even:
        return message("Expected to bring in {amount}. {other}", amount=value, other=_as_good(second, advice))
    return message(
        "Expected to bring in {amount}. Next best: {option} ({other}).", amount=value, option=option, other=other
    )


def _as_good(second: Option, advice: LaunchAdvice) -> str:
    """Say what is as good as what asks for less: to measure adds nothing then."""
    if second.name == "run":
        return message("Just as good: {option}.", option=_told(second, advice))
    if second.name == "measure first":
        return message("Waiting {time} to measure first would bring in no more.", time=time_in_words(advice.delay))
    return message("Measuring while it runs would bring in no more.")


def _both_figures(advice: LaunchAdvice) -> Iterator[str]:
    assert advice.npv_stated is not None
    yield message(
        "{tool} brings in {stated} {currency} net with its missing effects taken as 0, and {filled} {currency} with them in their usual"
        " range, as here.",
        tool=advice.names.tools[advice.tool],
        stated=amount(advice.npv_stated),
        filled=amount(advice.npv),
        currency=advice.currency,
    )


def _loss(advice: LaunchAdvice) -> str:
    if advice.npv.mean < 0.0:
        loss = _net(-advice.npv.mean, advice)
        if advice.npv.p05 == advice.npv.p95:
            return message("Running it is expected to lose {amount}.", amount=loss)
        return message(
            "Running it is expected to lose {amount} (90 % range: {range}).", amount=loss, range=_range(advice)
        )
    return message("Running it is not expected to bring in more than it costs.")


def _range(advice: LaunchAdvice) -> str:
    low, high = (beside(end, advice.npv) for end in (advice.npv.p05, advice.npv.p95))
    return message("{low} to {high}", low=low, high=high)


def _told(option: Option, advice: LaunchAdvice) -> str:
    """Return what an option is, as something to do."""
    match option.name:
        case "not at all" | "run":
            return _OPTIONS[option.name]
        case "run and measure":
            return message("run it, review after {time}, and stop if poor", time=time_in_words(advice.after))
        case "measure first":
            return message("measure first, for {time}, and decide then", time=time_in_words(advice.delay))


def _options(advice: LaunchAdvice, *, full: bool) -> Table:
    return Table(
        heads=[
            "",
            message("net gain"),
            message("chance it is dropped"),
            *([message("give or take")] if full else []),
        ],
        rows=[
            Row(
                [
                    _OPTIONS[option.name],
                    _net(option.value, advice),
                    "" if option.name in ("not at all", "run") else _dropped(option),
                    *([rough(option.mc_error)] if full else []),
                ]
            )
            for option in _ranked(advice)
        ],
        align=["left", "right", "right", "right"],
        cut=[0],
        caption=message("What can be done, and what is expected of each"),
    )


def _dropped(option: Option) -> str:
    return chance_in_words(option.probability_stopped)


def _measuring(advice: LaunchAdvice, *, full: bool) -> Iterator[str]:
    """Yield what would be measured, what the result is worth, and what is assumed of it."""
    if advice.subject is None:
        yield message(
            "All its figures are stated as single values, so there is nothing to measure: write ranges first."
        )
        return
    what = input_named(advice.subject, advice.names, with_path=full)
    if advice.voi_before_launch.value == advice.voi_after_launch.value == 0.0:
        yield message("No answer on this would change the choice: {quantity}.", quantity=what)
        return
    yield message("What to measure: {quantity}.", quantity=what)
    before, after = advice.voi_before_launch, advice.voi_after_launch
    if not full and rough(before.value) == rough(after.value) == "0":
        yield message("An answer would be worth next to nothing.")
        return
    yield _worth(advice, full=full)
    yield from _assumed(advice)


def _worth(advice: LaunchAdvice, *, full: bool) -> str:
    before, after = (
        with_error(worth, advice.currency) if full else money(rough(worth.value), advice.currency)
        for worth in (advice.voi_before_launch, advice.voi_after_launch)
    )
    time = time_in_words(advice.after)
    if advice.is_bound:
        return message(
            "An answer today would be worth at most {before}, one after {time} of running at most {after}.",
            before=before,
            after=after,
            time=time,
        )
    return message(
        "An answer today would be worth {before}, one after {time} of running {after}.",
        before=before,
        after=after,
        time=time,
    )


def _assumed(advice: LaunchAdvice) -> Iterator[str]:
    """Yield what is taken of a measurement of which the case says no more, and what the case says of it."""
    cost = advice.measurement_cost
    if advice.size is None and cost is None:
        yield message("Measuring is assumed exact and free: state a plan for it, or `--size` and `--cost`.")
    elif advice.size is None:
        yield message("Measuring is assumed exact, at the expected cost of {cost}.", cost=_price(cost, advice))
    elif cost is None:
        yield plural(
            "Measuring takes {count} observation, and is assumed free: state its `--cost`.",
            "Measuring takes {count} observations, and is assumed free: state their `--cost`.",
            advice.size,
        )
    else:
        yield plural(
            "Measuring takes {count} observation, at the expected cost of {cost}.",
            "Measuring takes {count} observations, at the expected cost of {cost}.",
            advice.size,
            cost=_price(cost, advice),
        )
    yield from wandering(advice.size, advice.surest)


def _price(cost: float | None, advice: LaunchAdvice) -> str:
    return money(rough(cost or 0.0), advice.currency)


def _time(advice: LaunchAdvice) -> Iterator[str]:
    """Yield what waiting costs, and what stopping saves."""
    time, changed = time_in_words(advice.delay), _net(abs(advice.cost_of_delay), advice)
    if advice.cost_of_delay >= 0.0:
        yield message("Launching {time} later costs {amount}.", time=time, amount=changed)
    else:
        yield message("Launching {time} later saves {amount}.", time=time, amount=changed)
    after = time_in_words(advice.after)
    if advice.reversible is None:
        yield message("After {time} there are no costs to be saved by stopping.", time=after)
    else:
        share = as_percent(advice.reversible)
        yield message("After {time}, {share} of the costs can still be saved by stopping.", time=after, share=share)
    if advice.stopping_costs > 0.0:
        yield message("Stopping costs {amount}.", amount=_price(advice.stopping_costs, advice))
    if advice.is_cut:
        yield message("The window is shorter than the usual year, so it is taken whole.")


def _beside(advice: LaunchAdvice) -> Iterator[str]:
    for key, npv in advice.excludes.items():
        yield message(
            "Running it leaves out {tool}, which would bring in {amount} {currency} net (not taken off here).",
            tool=advice.names.tools[key],
            amount=amount(npv),
            currency=advice.currency,
        )


def _test(advice: LaunchAdvice) -> Iterator[str]:
    """Yield how fast ages what a test says, and what it gives up, where either was said."""
    if advice.half_life is not None:
        yield message(
            "What is learned loses half of its worth in {half}: {before} of it counts before launch, {after} after {time}.",
            half=time_in_words(advice.half_life),
            before=as_percent(advice.kept_before_launch),
            after=as_percent(advice.kept_after_launch),
            time=time_in_words(advice.after),
        )
    if advice.given_up > 0.0:
        given = money(rough(advice.given_up), advice.currency)
        yield message("Measuring while it runs gives up {amount}, beside what it costs.", amount=given)


def _open_questions(advice: LaunchAdvice) -> Iterator[str]:
    if advice.open_questions:
        names = conjoined([quoted(advice.names.indicators[name].statement) for name in advice.open_questions])
        yield message(
            "No answer yet, and counted as 0: {indicators}. `blogroi worth-measuring` says what asking is worth.",
            indicators=names,
        )


def _following(advice: LaunchAdvice) -> str:
    """Return the command to go on with: what else is worth finding out, what moves the figures, or what they rest on."""
    if advice.open_questions:
        return message("`blogroi worth-measuring`")
    return message("`blogroi sensitivity`") if advice.subject is not None else message("`blogroi check`")


def _net(value: float, advice: LaunchAdvice) -> str:
    """Return an amount rounded as the net present value is, so that both say the same."""
    return money(beside(value, advice.npv), advice.currency)
