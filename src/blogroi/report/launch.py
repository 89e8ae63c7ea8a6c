"""Whether to launch a tool, to measure first, or to measure while it runs, in words."""

from __future__ import annotations

from collections.abc import Iterator

from blogroi.decisions.launch import LaunchAdvice
from blogroi.model.paths import parse_path
from blogroi.report.content import conventions
from blogroi.report.wording import GAPS, WHY_PRIORS, ageing, statement_of, with_error
from blogroi.results.format import amount, as_percent, beside, chance_in_words, rough

__all__ = ["launch_lines"]


def launch_lines(advice: LaunchAdvice) -> Iterator[str]:
    """Yield whether to launch, to measure, and in which order, with the amounts.

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
            f" {GAPS['prior']}, as here: {WHY_PRIORS}."
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
    yield from _test_lines(advice)
    yield from _time_lines(advice)
    for key, npv in advice.excludes.items():
        yield f"Running it leaves out {advice.names.tools[key]}: NPV {amount(npv)} {unit}, not taken off here."
    if advice.open_questions:
        listed = ", ".join(statement_of(name, advice.names) for name in advice.open_questions)
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
        "run and measure": f"run it, look after {advice.after}{assumed}, and stop if poor",
        "measure first": f"measure first, for {advice.delay}{assumed}, and decide then",
    }[name]


def _assumed(advice: LaunchAdvice) -> str:
    """Return what is assumed of a measurement of which the case says no more."""
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
        yield f"No answer on {parse_path(advice.subject).describe(advice.names)} would change the choice."
        return
    most = "at most " if advice.is_bound else ""
    cost = (
        "" if advice.measurement_cost is None else f" It is expected to cost {rough(advice.measurement_cost)} {unit}."
    )
    yield (
        f"Measuring {parse_path(advice.subject).describe(advice.names)} is worth {most}{with_error(advice.voi_before_launch, unit)}, before a"
        f" launch, and {most}{with_error(advice.voi_after_launch, unit)}, after {advice.after} of running.{cost}"
    )


def _test_lines(advice: LaunchAdvice) -> Iterator[str]:
    """Yield what a test gives up, and how fast ages what it says, where either was said."""
    if advice.half_life is not None:
        before, after = as_percent(advice.kept_before_launch), as_percent(advice.kept_after_launch)
        yield ageing(advice.half_life, f"{before} is left before a launch and {after} after {advice.after} of running")
    if advice.given_up > 0.0:
        yield f"Measuring while it runs gives up {rough(advice.given_up)} {advice.currency}, beside what it costs."


def _time_lines(advice: LaunchAdvice) -> Iterator[str]:
    unit = advice.currency
    loses = "loses" if advice.cost_of_delay >= 0.0 else "saves"
    yield (
        f"Launching {advice.delay} later {loses} {_npv(abs(advice.cost_of_delay), advice)} {unit}; after"
        f" {advice.after}, {_saved_by_stopping(advice)}."
    )
    if advice.is_cut:
        yield "The window is shorter than the year that is taken unless you say otherwise: the whole window is taken instead."


def _saved_by_stopping(advice: LaunchAdvice) -> str:
    if advice.reversible is None:
        return "there are no costs to be saved by stopping"
    return f"{as_percent(advice.reversible)} of the costs can still be saved by stopping"


def _npv(value: float, advice: LaunchAdvice) -> str:
    """Return an amount rounded as the net present value is, so that both say the same."""
    return beside(value, advice.npv)
