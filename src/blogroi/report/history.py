"""A history in words: how verdicts moved, what came as a surprise, and how far estimates could be trusted."""

from __future__ import annotations

from collections.abc import Iterator

from blogroi.hindsight.calibration import Calibration
from blogroi.hindsight.history import History
from blogroi.hindsight.outcomes import ForecastOutcome
from blogroi.report.content import conventions
from blogroi.results.answer import Names
from blogroi.results.format import amount, as_percent, hundredths, number, percent, tenths

__all__ = ["history_lines"]

_FEW = 5  # estimates below which a share says next to nothing


def history_lines(history: History) -> Iterator[str]:
    """Yield what was expected, what came, and what that says of how the organisation estimates.

    Parameters
    ----------
    history : History
        What is said.

    Yields
    ------
    str
        A sentence or two.

    Examples
    --------
    >>> import blogroi
    >>> from pathlib import Path
    >>> found = blogroi.history([blogroi.load(path) for path in sorted(Path("examples/history").glob("*.toml"))])
    >>> lines = list(history_lines(found))
    >>> lines[0]
    '2025-06-30'
    >>> lines[-3]
    'Of 5 estimates that can be checked, 3 lay within their 90 % range (60 %; 27 % to 86 %).'
    """
    names = history.names
    for snapshot in history.snapshots:
        yield snapshot.date
        for key, standing in snapshot.tools.items():
            moved = f"; before: {snapshot.moved[key][0]}" if key in snapshot.moved else ""
            figures = f"NPV {amount(standing.npv)} {history.currency}, ROI {percent(standing.roi)}"
            if standing.npv is not None:
                figures += f"; in cash NPV {amount(standing.npv_cash)}, ROI {percent(standing.roi_cash)}"
            yield f"  {names.tools[key]}: {standing.verdict}{moved}; {figures}."
        for surprise in snapshot.surprises:
            listed = "nobody had asked it of this tool" if surprise.was_listed else "nobody had listed it"
            subject = names.indicators[surprise.indicator].statement
            yield f'  Surprise: {names.tools[surprise.tool]} has an effect on "{subject}"; {listed}.'
    for one in history.outcomes:
        yield _pair(one, names)
    yield from _calibration(history.calibration)
    yield f"Conventions of the last date: {conventions(history)}"


def _pair(one: ForecastOutcome, names: Names) -> str:
    held = "within" if one.covered else "outside"
    subject = names.indicators[one.indicator]
    return (
        f'{names.tools[one.tool]}, "{subject.statement}": expected {number(one.low)} to {number(one.high)} in a period (unit: {subject.unit}; net of'
        f" corrections) on {one.stated}, found {number(one.realised)} by {one.found}, {held} the range."
    )


def _calibration(found: Calibration) -> Iterator[str]:
    if found.coverage is None or found.coverage_low is None or found.coverage_high is None:
        yield "No estimate can be checked: nothing that was estimated has been measured since."
        return
    held = round(found.coverage * found.pairs)
    if found.pairs < _FEW:
        estimates = "1 estimate can be checked" if found.pairs == 1 else f"{found.pairs} estimates can be checked"
        outcome = ("it held" if held else "it did not hold") if found.pairs == 1 else f"{held} of them held"
        yield f"{estimates}; {outcome}. Too few to judge."
        return
    yield (
        f"Of {found.pairs} estimates that can be checked, {held} lay within their 90 % range ({as_percent(found.coverage)};"
        f" {as_percent(found.coverage_low)} to {as_percent(found.coverage_high)})."
    )
    advice = []
    if found.ratio is not None and found.ratio_low is not None and found.ratio_high is not None:
        advice.append(
            f"what was found was {hundredths(found.ratio)} times what was expected ({hundredths(found.ratio_low)} to {hundredths(found.ratio_high)})"
        )
    if found.spread_ratio is not None and found.spread_ratio_low is not None:
        upper = "without a bound" if found.spread_ratio_high is None else f"to {tenths(found.spread_ratio_high)}"
        advice.append(
            f"ranges would have had to be {tenths(found.spread_ratio)} times as wide ({tenths(found.spread_ratio_low)} {upper})"
        )
    if advice:
        yield f"For the next estimates: {'; '.join(advice)}. No figure has been corrected by it."
