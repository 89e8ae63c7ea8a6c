"""What has moved since a plan was locked: a finding for each move, with what was stated and what is stated now."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterator, Mapping

from blogroi.language.spoken import Day, Message, conjoined, message, plural
from blogroi.model.case import Case
from blogroi.model.standing import MoveKind, PlanMove
from blogroi.results.checks import Check
from blogroi.results.format import as_stated, quoted

__all__ = ["CODES", "LATE", "move_text", "plan_checks", "plan_findings"]

CODES: dict[MoveKind, str] = {
    "added": "BR601",
    "dropped": "BR602",
    "reworded": "BR603",
    "window": "BR604",
    "target": "BR605",
    "method": "BR606",
    "yardstick": "BR607",
    "purpose": "BR608",
}
"""The code of each kind of move."""

LATE = "BR609"
"""The code of a plan that was locked when a tool was there already."""

_MOST = 120  # letters of a value in a sentence


def plan_checks(case: Case) -> Iterator[Check]:
    """Find what has moved since the plan that a case is held against was locked; nothing where there is none."""
    for code, path, said in plan_findings(case):
        from blogroi.codes.codes import explanations  # noqa: PLC0415  only whose plan has moved pays for it

        yield Check(code, explanations()[code].severity, path, said)


def plan_findings(case: Case) -> Iterator[tuple[str, str, str]]:
    """Yield code, path and sentence of each of them."""
    if case.plan is None:
        return
    for move in case.plan.moved:
        yield CODES[move.kind], move.path, move_text(move, case.plan.day)
    late = [
        case.tools[key].name
        for key in sorted(case.plan.intended)
        if (begun := case.tools[key].introduced) is not None and begun < case.plan.day
    ]
    if late:
        said = plural(
            "{tools} was there already when the plan was locked on {day}: what it is meant for was written down with what was known by then.",
            "{tools} were there already when the plan was locked on {day}: what they are meant for was written down with what was known by then.",
            len(late),
            tools=conjoined(late),
            day=case.plan.day,
        )
        yield LATE, "tools", said


def move_text(move: PlanMove, day: datetime.date) -> str:
    """Return in a sentence what has moved.

    Examples
    --------
    >>> move = PlanMove(kind="target", path="indicators.calls.target", statement="Calls avoided", before="400", now="300")
    >>> move_text(move, datetime.date(2025, 11, 1))
    "Target of 'Calls avoided': 400 in the plan of 2025-11-01, 300 now."
    """
    match move.kind:
        case "added":
            return message("Not in the plan of {day}: {part}.", day=day, part=_part(move))
        case "dropped":
            return message("In the plan of {day}, and gone since: {part}.", day=day, part=_part(move))
        case "reworded":
            return message(
                "What is called {before} in the plan of {day} is called {now} now.",
                day=day,
                before=quoted(move.statement),
                now=message("nothing") if move.now is None else quoted(json.loads(move.now)),
            )
        case _:
            return message(
                "{what}: {before} in the plan of {day}, {now} now.",
                what=_what(move),
                day=day,
                before=_value(move.before),
                now=_value(move.now),
            )


_PARTS: Mapping[str, Callable[[str], Message]] = {
    "objectives": lambda part: message("the objective {part}", part=part),
    "levers": lambda part: message("the lever {part}", part=part),
    "indicators": lambda part: message("the indicator {part}", part=part),
    "drivers": lambda part: message("the driver {part}", part=part),
    "tools": lambda part: message("the tool {part}", part=part),
}


def _part(move: PlanMove) -> str:
    named = _PARTS.get(move.path.partition(".")[0])
    return quoted(move.statement) if named is None else named(quoted(move.statement))


_FIELDS: Mapping[str, Callable[[str], Message]] = {
    "objectives.aim": lambda part: message("Aim of {part}", part=part),
    "objectives.beneficiary": lambda part: message("Who benefits from {part}", part=part),
    "objectives.weight": lambda part: message("Weight of {part}", part=part),
    "levers.objective": lambda part: message("Objectives of the lever {part}", part=part),
    "levers.objectives": lambda part: message("Objectives of the lever {part}", part=part),
    "levers.family": lambda part: message("Family of the lever {part}", part=part),
    "indicators.lever": lambda part: message("Lever of {part}", part=part),
    "indicators.unit": lambda part: message("Unit of {part}", part=part),
    "indicators.better": lambda part: message("Which way is better for {part}", part=part),
    "indicators.declared": lambda part: message("Day on which {part} was declared", part=part),
    "indicators.baseline": lambda part: message("Baseline of {part}", part=part),
    "indicators.baseline_date": lambda part: message("Day on which the baseline of {part} was read", part=part),
    "indicators.target": lambda part: message("Target of {part}", part=part),
    "indicators.deadline": lambda part: message("Deadline of {part}", part=part),
    "indicators.measurement": lambda part: message("Measurement of {part}", part=part),
    "indicators.measurement.method": lambda part: message("How {part} is measured", part=part),
    "indicators.measurement.comparison": lambda part: message("What {part} is compared with", part=part),
    "indicators.measurement.frequency": lambda part: message("How often {part} is measured", part=part),
    "indicators.measurement.cost": lambda part: message("Cost of measuring {part}", part=part),
    "indicators.measurement.unit_cost": lambda part: message("Cost of each reading of {part}", part=part),
    "indicators.measurement.n": lambda part: message("Number of readings of {part}", part=part),
    "indicators.measurement.file": lambda part: message("File in which {part} is counted", part=part),
    "indicators.measurement.column": lambda part: message("Column in which {part} is counted", part=part),
    "indicators.measurement.controls": lambda part: message("Series that {part} is held against", part=part),
    "indicators.measurement.weeks": lambda part: message("Weeks over which {part} is measured", part=part),
    "indicators.valuation": lambda part: message("How the value of {part} was found", part=part),
    "indicators.cash": lambda part: message("What becomes of the value of {part}", part=part),
    "indicators.value": lambda part: message("Value of {part}", part=part),
    "indicators.margin": lambda part: message("Margin of {part}", part=part),
    "indicators.realised": lambda part: message("Share of {part} that became money", part=part),
    "indicators.scale": lambda part: message("Scale of {part}", part=part),
    "indicators.stage": lambda part: message("Stage of {part}", part=part),
    "indicators.prior": lambda part: message("Usual range of {part}", part=part),
    "drivers.value": lambda part: message("Value of {part}", part=part),
    "drivers.unit": lambda part: message("Unit of {part}", part=part),
    "tools.introduced": lambda part: message("Day on which {part} was introduced", part=part),
    "tools.intended": lambda part: message("What {part} is meant for", part=part),
}
"""What has moved, by section and field, of a part that has a name."""

_CONVENTIONS: Mapping[str, Message] = {
    "horizon.start": message("Start of the window"),
    "horizon.periods": message("Number of periods of the window"),
    "horizon.step": message("Length of a period"),
    "discounting.rate": message("Discount rate"),
    "discounting.timing": message("When in a period money is counted"),
    "discounting.kind": message("Sort of discount rate, with or without inflation"),
    "prices": message("Sort of prices, with or without inflation"),
    "prices.kind": message("Sort of prices, with or without inflation"),
    "prices.year": message("Year of the prices"),
    "currency": message("Currency"),
    "weights": message("Weights of the objectives"),
}
"""The same of what holds for all tools."""


def _what(move: PlanMove) -> str:
    """Return what has moved: a field of a part, or a convention; what has no words yet goes by its place in the file."""
    section, *steps = move.path.split(".")
    if not move.statement:
        return _CONVENTIONS.get(move.path) or message("`{path}`", path=move.path)
    field, part = ".".join(steps[1:]), quoted(move.statement)
    named = _FIELDS.get(f"{section}.{field}")
    return message("`{field}` of {part}", field=field, part=part) if named is None else named(part)


def _value(text: str | None) -> str:
    """Return a value, written as in a file, as it stands in a sentence."""
    if text is None:
        return message("not stated")
    if text == "[]":
        return message("nothing")
    if text.startswith('["'):  # statements
        return conjoined([quoted(one) for one in json.loads(text)])
    plain = text.strip('"')
    return _number(text) or _day(plain) or (plain if len(plain) <= _MOST else f"{plain[:_MOST]}...")


def _number(text: str) -> str | None:
    try:
        return as_stated(float(text))
    except ValueError:
        return None


def _day(text: str) -> str | None:
    try:
        return Day(datetime.date.fromisoformat(text).isoformat())
    except ValueError:
        return None
