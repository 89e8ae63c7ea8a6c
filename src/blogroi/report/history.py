"""A history in words: how verdicts moved, what came as a surprise, and how far estimates could be trusted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from blogroi.report.content import amount, percent
from blogroi.timeline import Calibration, ForecastOutcome, History

__all__ = ["history_lines"]


def history_lines(history: History, names: Mapping[str, str]) -> Iterator[str]:
    """Say what was expected, what came, and what that says of how the organisation estimates.

    Parameters
    ----------
    history : History
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
    >>> from pathlib import Path
    >>> found = blogroi.history([blogroi.load(path) for path in sorted(Path("examples/history").glob("*.toml"))])
    >>> lines = list(history_lines(found, {"blog": "The blog", "newsletter": "The newsletter"}))
    >>> lines[0]
    '2025-06-30'
    >>> lines[-2]
    'Of 5 estimates that could be held against what came, 3 lay within their range of nine tenths (60 %; 27 % to 86 %).'
    """
    for snapshot in history.snapshots:
        yield snapshot.date
        for key, standing in snapshot.tools.items():
            moved = f"; before: {snapshot.moved[key][0]}" if key in snapshot.moved else ""
            figures = f"NPV {amount(standing.npv)} {history.currency}, ROI {percent(standing.roi)}"
            yield f"  {names.get(key, key)}: {standing.verdict}{moved}; {figures}."
        for surprise in snapshot.surprises:
            listed = "nobody had asked it of this tool" if surprise.was_listed else "nobody had listed it"
            yield f"  Surprise: {names.get(surprise.tool, surprise.tool)} has an effect on {surprise.indicator}; {listed}."
    for one in history.outcomes:
        yield _pair(one, names)
    yield from _calibration(history.calibration)


def _pair(one: ForecastOutcome, names: Mapping[str, str]) -> str:
    held = "within" if one.covered else "outside"
    return (
        f"{names.get(one.tool, one.tool)}, {one.indicator}: {one.low:,.4g} to {one.high:,.4g} was expected on {one.stated},"
        f" and {one.realised:,.4g} came by {one.found}, {held} the range."
    )


def _calibration(found: Calibration) -> Iterator[str]:
    if found.coverage is None or found.coverage_low is None or found.coverage_high is None:
        yield "No estimate could be held against what came: nothing that was estimated has been measured since."
        return
    yield (
        f"Of {found.pairs} estimates that could be held against what came, {round(found.coverage * found.pairs)} lay within their range"
        f" of nine tenths ({100 * found.coverage:.0f} %; {100 * found.coverage_low:.0f} % to {100 * found.coverage_high:.0f} %)."
    )
    advice = []
    if found.ratio is not None and found.ratio_low is not None and found.ratio_high is not None:
        advice.append(
            f"what came was {found.ratio:.2f} times what was expected ({found.ratio_low:.2f} to {found.ratio_high:.2f})"
        )
    if found.spread_ratio is not None and found.spread_ratio_low is not None:
        upper = "without a bound" if found.spread_ratio_high is None else f"to {found.spread_ratio_high:.1f}"
        advice.append(
            f"ranges would have had to be {found.spread_ratio:.1f} times as wide ({found.spread_ratio_low:.1f} {upper})"
        )
    if advice:
        yield f"For the next estimates: {'; '.join(advice)}. No figure has been corrected by it."
