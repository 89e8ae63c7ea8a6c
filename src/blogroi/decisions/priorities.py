"""What moves a verdict beside what is worth finding out, in one table with both orders.

The two are not the same. An input may move much and be worth nothing to know, since no value of it would change the decision.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from blogroi.decisions.sensitivity import Influence, Sensitivity
from blogroi.decisions.worth_measuring import MeasurementAdvice, Subject
from blogroi.errors import OptionError
from blogroi.language.spoken import message
from blogroi.records import frozen
from blogroi.results.input_cells import INPUT, input_cells
from blogroi.results.table import CURRENCY, Heading, Layout, Table, Value

__all__ = ["priorities_table"]

_PRIORITIES: dict[str, Heading] = {
    **INPUT,
    "share": Heading(
        "number",
        "Share of the uncertainty of the first tool's lead that knowing the input would take away, or of the only tool's net present "
        "value; empty where it has none.",
        "share",
    ),
    "moves_place": Heading("whole", "Place by that share, from 1."),
    "evppi": Heading("number", "What it is worth at most to know it exactly before deciding.", CURRENCY),
    "worth_place": Heading("whole", "Place by what it is worth, from 1."),
}


@frozen
class _Both:
    """The two answers of one case."""

    sensitivity: Sensitivity
    advice: MeasurementAdvice


def priorities_table(sensitivity: Sensitivity, advice: MeasurementAdvice) -> Table:
    """Return what moves a verdict beside what is worth finding out.

    Parameters
    ----------
    sensitivity : Sensitivity
        What ``blogroi.sensitivity`` returned.
    advice : MeasurementAdvice
        What ``blogroi.worth_measuring`` returned for the same case.

    Returns
    -------
    Table
        A row for each single input, the most worth knowing first.

    Raises
    ------
    OptionError
        When the two are about different cases.

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.load("examples/chamber.toml")
    >>> both = blogroi.sensitivity(case, draws=1000), blogroi.worth_measuring(case, draws=1000)
    >>> priorities_table(*both).columns["worth_place"].values[:3]
    (1, 2, 3)
    """
    if sensitivity.fingerprint != advice.fingerprint:
        raise OptionError("advice", message("is about another case than `sensitivity`: ask both of the same one"))
    return _LAYOUT.table_of(_Both(sensitivity, advice), {CURRENCY: advice.currency})


def _influences(found: Sensitivity) -> tuple[Influence, ...]:
    """Return what moves the lead of the first; of one tool alone, what moves its net present value."""
    if found.order is not None:
        return found.order.inputs
    return next((tool.inputs for tool in found.tools.values()), ())


def _rows(both: _Both) -> Iterator[Mapping[str, Value]]:
    moving = {one.path: (place, one.share) for place, one in enumerate(_influences(both.sensitivity), start=1)}
    knowing: dict[str, tuple[int, Subject]] = {
        subject.path: (place, subject) for place, subject in enumerate(both.advice.inputs, start=1)
    }
    for path in dict.fromkeys((*knowing, *moving)):
        place, share = moving.get(path, (None, None))
        row: dict[str, Value] = {**input_cells(both.advice, path), "share": share, "moves_place": place}
        if path in knowing:
            row |= {"evppi": knowing[path][1].evppi.value, "worth_place": knowing[path][0]}
        yield row


_LAYOUT: Layout[_Both] = Layout(
    name="priorities",
    meaning="A row for each single input: how much it moves, and what it is worth to know.",
    headings=_PRIORITIES,
    rows=_rows,
)
