"""Advice in words: what to measure, whether to launch, and what a figure rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from blogroi.engine.information import InformationValue
from blogroi.insight import (
    Influence,
    LaunchAdvice,
    MeasurementAdvice,
    PlannedStudy,
    Sensitivity,
    ToolSensitivity,
    Update,
)
from blogroi.model.paths import place_of
from blogroi.report.content import amount, chance_in_words

__all__ = ["advice_lines", "launch_lines", "sensitivity_lines", "update_lines"]

_MOST_LISTED = 8
_FAR_APART = 2.0  # standard deviations of the difference between prior and evidence


def advice_lines(advice: MeasurementAdvice, names: Mapping[str, str]) -> Iterator[str]:
    """Say what is worth measuring before deciding, in which order, and what is not.

    Parameters
    ----------
    advice : MeasurementAdvice
        What is said.
    names : mapping of str to str
        Names of the tools, by key.

    Yields
    ------
    str
        A sentence or two.

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.load("examples/chamber.toml")
    >>> lines = advice_lines(blogroi.insight.worth_measuring(case), {key: tool.name for key, tool in case.tools.items()})
    >>> next(lines)
    'Deciding now is expected to bring in 5,900 EUR; knowing everything before would add 10,900 (no measurement is worth more).'
    """
    unit = advice.currency
    yield (
        f"Deciding now is expected to bring in {_money(advice.expected_npv_now)} {unit}; knowing everything before would add"
        f" {_money(advice.evpi.value)} (no measurement is worth more)."
    )
    for key, worth in advice.evpi_by_tool.items():
        if worth.value > 0.0:
            yield f"{names[key]}: a wrong choice is expected to cost {_money(worth.value)} {unit}."
    by_path = {one.path: one for one in advice.subjects}
    for place, path in enumerate(advice.worth_measuring[:_MOST_LISTED], start=1):
        yield f"{place}. {_subject(path, names)}: worth up to {_with_error(by_path[path].evppi, unit)}."
    rest = len(advice.worth_measuring) - _MOST_LISTED
    if rest > 0:
        yield f"{rest} more are worth something, each less than these."
    if not advice.worth_measuring:
        yield "Nothing is worth measuring: no answer would change a choice."
    if advice.not_worth_measuring:
        listed = "; ".join(_subject(path, names) for path in advice.not_worth_measuring[:_MOST_LISTED])
        more = len(advice.not_worth_measuring) - _MOST_LISTED
        also = f"; and {more} more" if more > 0 else ""
        yield f"Not worth measuring, since no answer is likely to change a choice: {listed}{also}."
    for study in advice.studies:
        yield _study_line(study, unit)
    for key in advice.unknown:
        yield f"{names[key]}: nothing can be decided before its cost is known."


def _study_line(study: PlannedStudy, unit: str) -> str:
    size = "" if study.size is None else f" ({study.size:,} observations)"
    worth = f"is worth {'at most ' if study.is_bound else ''}{_money(study.voi.value)} {unit}"
    if study.net is None or study.cost is None:
        line = f"Planned: {study.method} on {study.indicator}{size} {worth}; what it costs is not stated."
    else:
        verdict = "worth its cost" if study.net > 0.0 else "not worth its cost"
        line = f"Planned: {study.method} on {study.indicator}{size} {worth} and costs {_money(study.cost)}: {verdict}."
    if study.best is not None and study.best.size == 0:
        return f"{line} No number of observations is."
    if study.best is not None and study.best.size != study.size:
        return f"{line} {study.best.size:,} observations would bring in most."
    return line


def update_lines(updates: Iterable[Update], names: Mapping[str, str]) -> Iterator[str]:
    """Say what measured evidence does to what was thought before.

    Parameters
    ----------
    updates : iterable of Update
        What is said.
    names : mapping of str to str
        Names of the tools, by key.

    Yields
    ------
    str
        A sentence for each effect.

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.load("examples/chamber.toml")
    >>> next(update_lines(blogroi.insight.updates(case), {"blog": "The blog"}))
    'The blog, press_mentions: 5 was usual, 7.6 was observed, 6.8 is to be thought of the two together (shown, and put into no figure).'
    """
    for one in updates:
        odd = "; the two lie far apart, look again" if one.surprise > _FAR_APART else ""
        yield (
            f"{names.get(one.tool, one.tool)}, {one.indicator}: {one.prior_mean:,.2g} was usual, {one.found_mean:,.2g} was {one.evidence},"
            f" {one.mean:,.2g} is to be thought of the two together (shown, and put into no figure){odd}."
        )


def launch_lines(advice: LaunchAdvice) -> Iterator[str]:
    """Say whether to launch, to measure, and in which order, with the amounts.

    Parameters
    ----------
    advice : LaunchAdvice
        What is said.

    Yields
    ------
    str
        The first two sentences are the verdict.

    Examples
    --------
    >>> import blogroi
    >>> lines = list(launch_lines(blogroi.insight.launch(blogroi.load("examples/chamber.toml"), tool="magazine")))
    >>> lines[0]
    'The printed magazine: do not run it. Running it is expected to lose 66,000 EUR over the window.'
    """
    unit, run = advice.currency, advice.value_of("run")
    told = {
        "not at all": "do not run it",
        "run": "run it, and do not wait for a measurement",
        "run and measure": f"run it, measure after {_periods(advice.after, advice.step)}, and stop if it disappoints",
        "measure first": f"measure first, for {_periods(advice.delay, advice.step)}, and decide then",
    }
    best = advice.best
    if best.name == "not at all":
        yield f"{advice.name}: {told[best.name]}. Running it is expected to lose {_money(-run)} {unit} over the window."
    else:
        second = advice.options[1]
        yield (
            f"{advice.name}: {told[best.name]}. That is expected to bring in {_money(best.value)} {unit}, against"
            f" {_money(second.value)} if you {_other(second.name)}."
        )
    for option in advice.options:
        chance = (
            ""
            if option.name in ("not at all", "run")
            else f"; it is stopped in {chance_in_words(option.probability_stopped)} of the draws"
        )
        yield f"{_other(option.name)[0].upper()}{_other(option.name)[1:]}: {_money(option.value)} {unit}{chance}."
    if advice.subject is None:
        yield "Nothing about it is uncertain, so that there is nothing to measure."
        return
    yield (
        f"Measuring {advice.subject} is worth {_money(advice.voi_before_launch.value)} {unit} before a launch and"
        f" {_money(advice.voi_after_launch.value)} after {_periods(advice.after, advice.step)} of running, and costs"
        f" {_money(advice.measurement_cost)}."
    )
    if advice.is_bound:
        yield "How exact a measurement would be is not stated, so that it is taken to be exact: what it is worth is at most this."
    loses = "loses" if advice.cost_of_delay >= 0.0 else "saves"
    yield (
        f"Launching {_periods(advice.delay, advice.step)} later {loses} {_money(abs(advice.cost_of_delay))} {unit}; after"
        f" {_periods(advice.after, advice.step)}, {100 * advice.reversible:.0f} % of the costs can still be saved by stopping."
    )


def sensitivity_lines(found: Sensitivity) -> Iterator[str]:
    """Say what every verdict and the order rest on.

    Parameters
    ----------
    found : Sensitivity
        What is said.

    Yields
    ------
    str
        A sentence or two, or the bar of an input.

    Examples
    --------
    >>> import blogroi
    >>> lines = sensitivity_lines(blogroi.insight.sensitivity(blogroi.load("examples/chamber.toml")))
    >>> next(lines)[:84]
    "The chamber's blog: NPV -400 (-16,000 to 16,600) EUR. 6 of 8 rows hold 90 % of what "
    """
    for tool in found.tools.values():
        yield _tool_line(tool, found.currency)
        yield from (f"  {_bar(one, found.currency)}" for one in tool.inputs[:_MOST_LISTED])
    if found.order is not None:
        ahead, behind = (found.tools[key].name for key in (found.order.ahead, found.order.behind))
        yield f"{ahead} is ahead of {behind} by {amount(found.order.lead)} {found.currency}. What the order hangs on:"
        yield from (f"  {_bar(one, found.currency)}" for one in found.order.inputs[:_MOST_LISTED])


def _tool_line(tool: ToolSensitivity, unit: str) -> str:
    names = ", ".join(name for name, _ in tool.rows[: tool.rows_for_90])
    held = (
        f"{tool.rows_for_90} of {len(tool.rows)} rows hold 90 % of what comes and goes: {names}." if tool.rows else ""
    )
    return f"{tool.name}: NPV {amount(tool.npv)} {unit}. {held}".rstrip()


def _bar(one: Influence, unit: str) -> str:
    share = f"{100 * max(one.share, 0.0):.0f} % of the variance"
    bar = f"{_money(one.low)} to {_money(one.high)} {unit} from {one.at_low:.4g} to {one.at_high:.4g}"
    if one.break_even is None:
        return f"{one.path}: {share}; {bar}"
    return f"{one.path}: {share}; {bar}; turns at {one.break_even:.4g} (losing side: {chance_in_words(one.probability_below)})"


def _other(name: str) -> str:
    return {
        "not at all": "do not run it",
        "run": "run it and do not measure",
        "run and measure": "run it, measure and stop if it disappoints",
        "measure first": "measure first",
    }[name]


def _periods(count: int, step: str) -> str:
    return f"{count} {step}{'' if count == 1 else 's'}"


def _subject(path: str, names: Mapping[str, str]) -> str:
    """Say in words what a path stands for."""
    place = place_of(path)
    match place.kind:
        case "indicators":
            return f"the value of {place.indicator}"
        case "effects":
            return f"the effect of {names[place.tool]} on {place.indicator}"
        case "gaps":
            return f"whether {names[place.tool]} has an effect on {place.indicator}"
        case "costs":
            return f"the costs of {names[place.tool]}"


def _with_error(worth: InformationValue, unit: str) -> str:
    said, error = f"{_money(worth.value)} {unit}", _money(worth.mc_error)
    return said if error == "0" else f"{said}, give or take {error}"


def _money(amount: float) -> str:
    """Show an amount to two figures, or three where it starts with 1."""
    if abs(amount) < 100.0:
        return f"{round(amount) + 0.0:,.0f}"
    digits = len(f"{abs(amount):.0f}")
    unit = 10.0 ** max(digits - (3 if f"{abs(amount):.0f}"[0] == "1" else 2), 0)
    return f"{round(amount / unit) * unit + 0.0:,.0f}"
