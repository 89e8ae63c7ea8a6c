"""A measured effect in a case: beside it stands how it was measured; a file keeps its comments, its order and its old text."""

from __future__ import annotations

import difflib
import math
from contextlib import suppress
from typing import Literal, TypeAlias

from attrs import evolve

from blogroi.errors import CaseError, OptionError
from blogroi.files.insertion import commented_out, inserted
from blogroi.files.read import loads
from blogroi.files.write import table_of
from blogroi.language.naming import suggest
from blogroi.language.spoken import Message, message
from blogroi.measured.effects import as_effect, as_quantity, steps_in_a_period
from blogroi.measured.estimation import Estimate
from blogroi.measured.interval import Interval
from blogroi.model import Case, Effect, Measured, PlaceboShare
from blogroi.records import frozen

__all__ = ["Entered", "Outcome", "entered", "measured_effect"]

Outcome: TypeAlias = Literal["new", "replaced", "the same", "another", "refused"]
"""What became of an effect: it is new, takes another's place, stands there already; or another stands there, or it cannot be put in."""


@frozen(kw_only=True)
class Entered:
    """What a case becomes with a measured effect.

    Parameters
    ----------
    outcome : {"new", "replaced", "the same", "another", "refused"}
        What became of it.
    text : str
        The case as text; as it was, unless the effect is new or takes another's place.
    table : str
        The effect as it stands in a file.
    standing : str
        What stands there already, where that is another.
    before : str
        The case as it was.
    reason : str
        Why it cannot be put in.
    """

    outcome: Outcome
    text: str
    table: str
    before: str
    standing: str = ""
    reason: str = ""

    def difference(self, name: str) -> str:
        """Return the difference between the two texts, as `diff -u` has it."""
        before, after = self.before.splitlines(keepends=True), self.text.splitlines(keepends=True)
        return "".join(difflib.unified_diff(before, after, fromfile=name, tofile=name))


def measured_effect(estimate: Estimate, case: Case, *, times: float = 1.0) -> Effect:
    """Turn what was measured into an effect with how it was measured beside it, in numbers that people can read.

    Ends are rounded to a thousandth of the interval.

    Parameters
    ----------
    estimate : Estimate
        What was measured.
    case : Case
        The case.
    times : float
        How many units of the indicator one unit of the series is.

    Returns
    -------
    Effect
    """
    effect = as_effect(estimate, case, times=times)
    change = estimate.per_week.times(steps_in_a_period(estimate, case) * times)
    tried = estimate.placebos
    share = (
        None
        if tried is None or tried.covered is None
        else PlaceboShare(launches=tried.launches, independent=tried.independent, covered=round(tried.covered, 3))
    )
    measured = Measured(
        method=estimate.method,
        series_sha256=estimate.series_sha256,
        launch=estimate.launch,
        state=estimate.state,
        step=estimate.step,
        weeks_before=estimate.weeks_before,
        weeks_after=estimate.weeks_after,
        skipped=estimate.skipped,
        controls=estimate.controls,
        per_week=as_quantity(_rounded(estimate.per_week), estimate.confidence),
        lift=None if estimate.lift is None else as_quantity(_rounded(estimate.lift), estimate.confidence),
        placebo=share,
    )
    return evolve(effect, change=as_quantity(_rounded(change), estimate.confidence), measurement=measured)


def entered(
    text: str, case: Case, estimate: Estimate, *, tool: str, indicator: str, times: float = 1.0, replace: bool = False
) -> Entered:
    """Put a measured effect into a case in TOML, as text behind the last table of the tool.

    The text is read again and compared with the case that is meant: where it says anything else, nothing is put in.

    Parameters
    ----------
    text : str
        The case as it stands in its file.
    case : Case
        The same, read.
    estimate : Estimate
        What was measured.
    tool, indicator : str
        Their keys.
    times : float
        How many units of the indicator one unit of the series is.
    replace : bool
        Whether another effect that stands there is made a comment of.

    Returns
    -------
    Entered

    Raises
    ------
    OptionError
        When there is no such tool or indicator.
    """
    for name, key, known in (("tool", tool, case.tools), ("indicator", indicator, case.indicators)):
        if key not in known:
            raise OptionError(name, message("{key} is not known: {hint}", key=repr(key), hint=suggest(key, known)))
    effect = measured_effect(estimate, case, times=times)
    path = ("tools", tool, "effects", indicator)
    table = table_of(path, effect)
    there = case.tools[tool].effects.get(indicator)
    if there == effect:
        return Entered(outcome="the same", text=text, table=table, before=text)
    if there is not None and not replace:
        return Entered(outcome="another", text=text, table=table, before=text, standing=table_of(path, there))
    cleared = text if there is None else commented_out(text, path)
    made = inserted(cleared, table, after=("tools", tool))
    if (reason := _not_meant(made, case, tool, indicator, effect)) is not None:
        return Entered(outcome="refused", text=text, table=table, before=text, reason=reason)
    return Entered(outcome="new" if there is None else "replaced", text=made, table=table, before=text)


def _not_meant(made: str, case: Case, tool: str, indicator: str, effect: Effect) -> Message | str | None:
    """Say why a text does not state the case that is meant, or nothing where it does."""
    try:
        changed = evolve(case.tools[tool], effects={**case.tools[tool].effects, indicator: effect})
        meant = evolve(case, tools={**case.tools, tool: changed})
    except CaseError as error:
        return error.faults[0].said
    with suppress(CaseError):  # whose lines are those of a text that nobody has seen
        if loads(made) == meant:
            return None
    return message("the file does not have a table of its own for what it would stand beside or replace")


def _rounded(interval: Interval) -> Interval:
    """Round to a thousandth of the width, the same on both sides of zero."""
    wide = interval.high - interval.low
    places = 3 - math.floor(math.log10(wide)) if wide > 0.0 else 6
    ends = (round(end, places) + 0.0 for end in (interval.estimate, interval.low, interval.high))
    return Interval(*(int(end) if end.is_integer() else end for end in ends))
