"""Advice in words: what to measure, whether to launch, and what a figure rests on."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator

from blogroi.decisions.launch import LaunchAdvice
from blogroi.decisions.sensitivity import Influence, Sensitivity, Supposition, ToolSensitivity
from blogroi.decisions.updating import Update
from blogroi.decisions.worth_measuring import MeasurementAdvice, PlannedStudy
from blogroi.evaluation.answer import Names
from blogroi.model.duration import Duration
from blogroi.model.paths import place_of
from blogroi.numerics.gains import InformationValue
from blogroi.report.content import conventions
from blogroi.results.format import amount, beside, chance_in_words

__all__ = ["advice_lines", "launch_lines", "sensitivity_lines", "supposition_lines", "update_lines"]

_MOST_LISTED = 8
_FAR_APART = 2.0  # standard deviations of the difference between prior and evidence
_GAPS = {
    "no-credit": "a missing effect counts 0",
    "bounds": "a missing effect counts 0, and its reach is shown",
    "prior": "a missing effect is filled from the usual range of its indicator (prior)",
}
_WHY_PRIORS = "what it is worth to find out cannot be said of a figure that counts 0"


def advice_lines(advice: MeasurementAdvice) -> Iterator[str]:
    """Say what is worth measuring before deciding, in which order, and what is not.

    Parameters
    ----------
    advice : MeasurementAdvice
        What is said.

    Yields
    ------
    str
        A sentence or two.

    Examples
    --------
    >>> import blogroi
    >>> lines = list(advice_lines(blogroi.worth_measuring(blogroi.load("examples/chamber.toml"))))
    >>> next(line for line in lines if line.startswith("Decide today"))
    'Decide today: 5,900 EUR. Perfect knowledge is worth at most 10,900 EUR, give or take 34, so spend no more on research.'
    """
    unit, names = advice.currency, advice.names
    yield from _npv_lines(advice)
    if advice.npv:  # else nothing can be decided
        perfect = _with_error(advice.evpi, unit)
        yield (
            f"Decide today: {_money(advice.expected_npv_now)} {unit}. Perfect knowledge is worth at most {perfect}, so spend no"
            " more on research."
            if advice.evpi.value > 0.0
            else f"Decide today: {_money(advice.expected_npv_now)} {unit}. Knowing more would change no choice."
        )
    for key, worth in advice.evpi_by_tool.items():
        if worth.value > 0.0:
            yield f"{names.tools[key]}: on average, deciding now without more data risks {_with_error(worth, unit)}."
    by_path = {one.path: one for one in advice.subjects}
    for place, path in enumerate(advice.worth_measuring[:_MOST_LISTED], start=1):
        yield f"{place}. {_subject(path, names)}: worth at most {_with_error(by_path[path].evppi, unit)}."
    rest = len(advice.worth_measuring) - _MOST_LISTED
    if rest > 0:
        yield f"{rest} more are worth something, each less than these."
    if advice.npv and not advice.worth_measuring:
        yield "Nothing is worth measuring: no answer would change a choice."
    if advice.not_worth_measuring:
        listed = "; ".join(_subject(path, names) for path in advice.not_worth_measuring[:_MOST_LISTED])
        more = len(advice.not_worth_measuring) - _MOST_LISTED
        also = f"; and {more} more" if more > 0 else ""
        yield f"Not worth measuring, since no answer is likely to change a choice: {listed}{also}."
    for study in advice.studies:
        yield _study_line(study, names, unit)
    for key in advice.unknown:
        yield f"{names.tools[key]}: its cost is not known, so that nothing can be decided."
    yield from update_lines(advice.updates, names)
    yield conventions(advice)


def _npv_lines(advice: MeasurementAdvice) -> Iterator[str]:
    """Give the figure of every tool; both figures, and why there are two, where gaps are filled to be asked about."""
    if advice.npv_with_priors is not None:
        yield (
            f"In an evaluation of this case {_GAPS[advice.stated_gaps]}. Here {_GAPS['prior']}: {_WHY_PRIORS}. Both figures of"
            " each tool:"
        )
    for key, npv in advice.npv.items():
        prior = npv if advice.npv_with_priors is None else advice.npv_with_priors[key]
        filled = "" if prior == npv else f"; with its gaps filled, {amount(prior)} {advice.currency}"
        yield f"{advice.names.tools[key]}: NPV {amount(npv)} {advice.currency}{filled}."


def _study_line(study: PlannedStudy, names: Names, unit: str) -> str:
    size = "" if study.size is None else f" ({study.size:,} observations)"
    subject = f"Planned: {study.method}, on {_statement(study.indicator, names)}{size}"
    worth = f"is worth {'at most ' if study.is_bound else ''}{_with_error(study.voi, unit)}"
    if study.net is None or study.cost is None:
        line = f"{subject}, {worth}; what it costs is not stated."
    else:
        verdict = "worth its cost" if study.net > 0.0 else "not worth its cost"
        line = f"{subject}, {worth}, and costs {_money(study.cost)} {unit}: {verdict}."
    if study.best is not None and study.best.size == 0:
        return f"{line} No number of observations is."
    if study.best is not None and study.best.size != study.size:
        return f"{line} {study.best.size:,} observations would bring in most."
    return line


def update_lines(updates: Iterable[Update], names: Names) -> Iterator[str]:
    """Say what measured evidence does to what was thought before.

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
    >>> from blogroi.evaluation.answer import names_of
    >>> case = blogroi.load("examples/chamber.toml")
    >>> names = names_of(case)
    >>> print(next(update_lines(blogroi.updates(case), names)))
    The chamber's blog, "Articles in the press, at the price of advertising of the same size": 5 was usual, 7.58 was observed; best estimate from both: 6.81 (for information; not used above).
    """
    for one in updates:
        odd = " The two lie far apart: look at both again." if one.surprise > _FAR_APART else ""
        yield (
            f"{names.tools[one.tool]}, {_statement(one.indicator, names)}: {number(one.prior_mean)} was usual, {number(one.found_mean)} was"
            f" {one.evidence}; best estimate from both: {number(one.mean)} (for information; not used above).{odd}"
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
        The first sentence is the verdict, after both figures where there are two.

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.load("examples/chamber.toml")
    >>> print(next(launch_lines(blogroi.launch(case, tool="magazine"))))
    The printed magazine: do not run it. Running it is expected to lose 95,300 EUR over the window.
    """
    unit, name = advice.currency, advice.names.tools[advice.tool]
    if advice.npv_stated is not None:
        yield (
            f"{name}: NPV {amount(advice.npv_stated)} {unit} as the case says; {amount(advice.npv)} {unit} where"
            f" {_GAPS['prior']}, as here: {_WHY_PRIORS}."
        )
    yield f"{name}: {_verdict(advice)}"
    for option in advice.options:
        chance = (
            ""
            if option.name in ("not at all", "run")
            else f"; {chance_in_words(option.probability_stopped)} likely not to run to the end"
        )
        told = _told(option.name, advice)
        yield f"{told[0].upper()}{told[1:]}: {_npv(option.value, advice)} {unit}{chance}."
    yield from _measuring_lines(advice)
    yield from _time_lines(advice)
    if advice.open_questions:
        listed = ", ".join(_statement(name, advice.names) for name in advice.open_questions)
        yield f"No answer yet, and counted as 0: {listed}. What asking is worth is said by worth-measuring."
    yield conventions(advice)


def _verdict(advice: LaunchAdvice) -> str:
    unit, best = advice.currency, advice.best
    if best.name == "not at all":
        run = advice.npv.mean
        outcome = f"lose {_npv(-run, advice)} {unit}" if run < 0.0 else "bring in no more than it costs"
        return f"do not run it. Running it is expected to {outcome} over the window."
    second = advice.options[1]
    return (
        f"{_told(best.name, advice)}. That is expected to bring in {_npv(best.value, advice)} {unit}, against"
        f" {_npv(second.value, advice)} {unit} if you {_told(second.name, advice)}."
    )


def _told(name: str, advice: LaunchAdvice) -> str:
    assumed = _assumed(advice)
    return {
        "not at all": "do not run it",
        "run": "run it without measuring",
        "run and measure": f"run it, look after {_duration(advice.after)}{assumed}, and stop if poor",
        "measure first": f"measure first, for {_duration(advice.delay)}{assumed}, and decide then",
    }[name]


def _assumed(advice: LaunchAdvice) -> str:
    """Say what is assumed of a measurement of which the case says no more."""
    parts = [
        *(["exact"] if advice.size is None else []),
        *(["free"] if advice.measurement_cost is None else []),
    ]
    return f" (assumed {' and '.join(parts)})" if parts and advice.subject is not None else ""


def _measuring_lines(advice: LaunchAdvice) -> Iterator[str]:
    unit = advice.currency
    if advice.subject is None:
        yield "Nothing about it is uncertain, so that there is nothing to measure."
        return
    if advice.voi_before_launch.value == advice.voi_after_launch.value == 0.0:
        yield f"No answer on {_subject(advice.subject, advice.names)} would change the choice."
        return
    most = "at most " if advice.is_bound else ""
    cost = (
        "" if advice.measurement_cost is None else f" It is expected to cost {_money(advice.measurement_cost)} {unit}."
    )
    yield (
        f"Measuring {_subject(advice.subject, advice.names)} is worth {most}{_with_error(advice.voi_before_launch, unit)}, before a"
        f" launch, and {most}{_with_error(advice.voi_after_launch, unit)}, after {_duration(advice.after)} of running.{cost}"
    )


def _time_lines(advice: LaunchAdvice) -> Iterator[str]:
    unit = advice.currency
    loses = "loses" if advice.cost_of_delay >= 0.0 else "saves"
    yield (
        f"Launching {_duration(advice.delay)} later {loses} {_npv(abs(advice.cost_of_delay), advice)} {unit}; after"
        f" {_duration(advice.after)}, {_saved_by_stopping(advice)}."
    )
    if advice.is_cut:
        yield "The window is shorter than the year that is taken unless you say otherwise: the whole window is taken instead."


def _saved_by_stopping(advice: LaunchAdvice) -> str:
    if advice.reversible is None:
        return "there are no costs to be saved by stopping"
    return f"{100 * advice.reversible:.0f} % of the costs can still be saved by stopping"


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
    >>> lines = sensitivity_lines(blogroi.sensitivity(blogroi.load("examples/chamber.toml")))
    >>> next(lines).split(". ", 1)[1][:53]
    '6 of the 8 cost and benefit lines make up 90 % of the'
    """
    unit, names = found.currency, found.names
    for tool in found.tools.values():
        yield _tool_line(tool, names, unit)
        for one in tool.inputs[:_MOST_LISTED]:
            yield f"  {_input(one.path, names)}: {_bar(one, unit)}{_break_even(one)}"
    if found.order is not None:
        ahead, behind = (names.tools[key] for key in (found.order.ahead, found.order.behind))
        yield f"{ahead} is ahead of {behind} by {amount(found.order.lead)} {unit}. What the order depends on:"
        for one in found.order.inputs[:_MOST_LISTED]:
            level = "" if one.break_even is None else f"; the two are level at {number(one.break_even)}"
            yield f"  {_input(one.path, names)}: {_bar(one, unit)}{level}"
    yield from _unknown_lines(found.tools, names)
    yield conventions(found)


def supposition_lines(found: Supposition) -> Iterator[str]:
    """Say what every tool would bring in, if inputs were what was supposed.

    Parameters
    ----------
    found : Supposition
        What is said.

    Yields
    ------
    str
        A sentence for each tool.

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.load("examples/chamber.toml")
    >>> next(supposition_lines(blogroi.suppose(case, {"tools.blog.costs.Writing.units": 250})))[:29]
    "The chamber's blog: NPV 7,700"
    """
    for key, npv in found.npv.items():
        yield f"{found.names.tools[key]}: NPV {amount(npv)} {found.currency}."
    yield from _unknown_lines(found.npv, found.names)
    yield conventions(found)


def _unknown_lines(known: Collection[str], names: Names) -> Iterator[str]:
    """Name the tools that have no figure, so that none is missed in silence."""
    for key, name in names.tools.items():
        if key not in known:
            yield f"{name}: its cost is not known, so neither is what it brings in."


def _tool_line(tool: ToolSensitivity, names: Names, unit: str) -> str:
    listed = ", ".join(_statement(name, names) for name, _ in tool.rows[: tool.rows_for_90])
    count = len(tool.rows)
    held = (
        f" {tool.rows_for_90} of the {count} cost and benefit lines make up 90 % of the money: {listed}."
        if count
        else ""
    )
    return f"{tool.name}: NPV {amount(tool.npv)} {unit}.{held}"


def _bar(one: Influence, unit: str) -> str:
    share = f"explains {100 * max(one.share, 0.0):.0f} % of the uncertainty"
    at = f"if it is {number(one.at_low)} to {number(one.at_high)}"
    return f"{share}; {_money(one.low)} to {_money(one.high)} {unit} {at}"


def _break_even(one: Influence) -> str:
    if one.break_even is None:
        return ""
    side = "fall short" if one.low <= one.high else "pass it"
    return f"; breaks even at {number(one.break_even)}, {chance_in_words(one.probability_below)} likely to {side}"


def _duration(duration: Duration) -> str:
    """Say a duration in words.

    Examples
    --------
    >>> _duration(Duration(months=3)), _duration(Duration(years=1))
    ('3 months', '1 year')
    """
    return str(duration)


def _statement(name: str, names: Names) -> str:
    """Name an indicator by its statement, and anything else by itself."""
    return f'"{names.indicators[name].statement}"' if name in names.indicators else name


def _subject(path: str, names: Names) -> str:
    """Say in words what a path stands for."""
    place = place_of(path)
    match place.kind:
        case "indicators" if place.field == "change":
            return f"the change in {_statement(place.indicator, names)} that tools share"
        case "indicators":
            return f"the value of {_statement(place.indicator, names)}"
        case "effects":
            return f"the effect of {names.tools[place.tool]} on {_statement(place.indicator, names)}"
        case "gaps":
            return f"whether {names.tools[place.tool]} has an effect on {_statement(place.indicator, names)}"
        case "costs":
            return f"the costs of {names.tools[place.tool]}"


def _input(path: str, names: Names) -> str:
    """Say in words what an input is, with its path: that is what it is called by where it is supposed or edited."""
    place = place_of(path)
    period = "" if place.period is None else f" in period {place.period}"
    field = place.field.replace("_", " ") or "change"
    whose = place.item if place.kind == "costs" else _statement(place.indicator, names)
    return f"{whose}, {field}{period} [{path}]"


def _with_error(worth: InformationValue, unit: str) -> str:
    said, error = f"{_money(worth.value)} {unit}", _money(worth.mc_error)
    return said if error == "0" else f"{said}, give or take {error}"


def _npv(value: float, advice: LaunchAdvice) -> str:
    """Show an amount rounded as the net present value is, so that both say the same."""
    return beside(value, advice.npv)


def _money(amount: float) -> str:
    """Show an amount to two figures, or three where it starts with 1."""
    if abs(amount) < 100.0:
        return f"{round(amount) + 0.0:,.0f}"
    digits = len(f"{abs(amount):.0f}")
    unit = 10.0 ** max(digits - (3 if f"{abs(amount):.0f}"[0] == "1" else 2), 0)
    return f"{round(amount / unit) * unit + 0.0:,.0f}"


def number(value: float) -> str:
    """Show a number to three figures, without powers of ten.

    Examples
    --------
    >>> [number(value) for value in (11_250.4, 0.04321, 315.0, -2.0, 0.0000432, 0.0)]
    ['11,300', '0.0432', '315', '-2', '0.0000432', '0']
    """
    if value == 0.0:
        return "0"
    places = 2 - math.floor(math.log10(abs(value)))
    if places <= 0:
        return f"{round(value, places):,.0f}"
    return f"{value:.{places}f}".rstrip("0").rstrip(".")
