"""What codes mean, in words: one of them, those of one kind, or all kinds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from blogroi.codes.codes import Explanation, explanations
from blogroi.language.spoken import Joined, Message, message, semicolons
from blogroi.report.sheet import Lines, Listing, Preformatted, Row, Sheet, Table
from blogroi.results.checks import Severity
from blogroi.results.format import whole

__all__ = ["SEVERITIES", "codes_sheet", "explanation_sheet"]

SEVERITIES: Mapping[Severity, Message] = {
    "error": message("error"),
    "warning": message("warning"),
    "info": message("for information"),
}
"""How much a finding matters, in words."""

_KINDS: Mapping[str, Message] = {
    "BR101": message("objectives, levers, indicators"),
    "BR111": message("baselines, targets, review dates"),
    "BR121": message("what is put in money"),
    "BR131": message("effects and their sources"),
    "BR141": message("costs"),
    "BR151": message("a fair comparison"),
    "BR191": message("checks set aside without need"),
    "BR201": message("what a figure rests on, or lacks"),
    "BR210": message("numbers that may be slips"),
    "BR229": message("figures in cash, formulas"),
    "BR244": message("published figures taken over"),
    "BR301": message("published figures against their parts"),
    "BR401": message("what all tools claim together"),
    "BR501": message("scores"),
    "BR601": message("what moved since a plan was locked"),
}
"""The kinds of codes, by the first code of each."""


def explanation_sheet(found: Explanation, *, full: bool = False) -> Sheet:
    """Say what a code means, why it matters and how to fix it.

    Parameters
    ----------
    found : Explanation
        What is explained.
    full : bool
        Makes no difference: all of it is said.

    Returns
    -------
    Sheet

    Examples
    --------
    >>> from blogroi.codes.codes import explain
    >>> explanation_sheet(explain("BR206")).title
    'BR206: an effect that outlasts the window'
    """
    return Sheet(
        title=message("{code}: {title}", code=found.code, title=found.title),
        subtitle=_severity(found),
        blocks=[
            Lines([found.why]),
            Lines([message("To fix it: {fix}", fix=found.fix)]),
            *([Preformatted(found.example)] if found.example else []),
        ],
    )


def codes_sheet(beginning: str = "", *, full: bool = False) -> Sheet:
    """Say which codes there are: by kind where there are several, one by one where there is one.

    Parameters
    ----------
    beginning : str
        With what the codes begin; all of them by default.
    full : bool
        Whether each is listed, whatever their number.

    Returns
    -------
    Sheet

    Examples
    --------
    >>> codes_sheet("BR30").blocks[0].rows[0].cells
    ('BR301', 'warning', 'a published figure that does not add up')
    """
    kinds = _kinds(beginning)
    titled = (
        message("Codes that begin with {beginning}", beginning=beginning)
        if beginning
        else message("What blogroi checks")
    )
    if len(kinds) == 1 and not full:
        ((kind, found),) = kinds
        return Sheet(title=titled, subtitle=kind, blocks=[_table(found)], foot=[_EXPLAIN])
    if full:
        return Sheet(
            title=titled,
            blocks=[Listing(heading=kind, lines=tuple(map(_line, found))) for kind, found in kinds],
            foot=[_EXPLAIN],
        )
    rows = [
        Row(
            [
                Joined((found[0].code, found[-1].code), "-") if len(found) > 1 else found[0].code,
                whole(len(found)),
                kind,
            ]
        )
        for kind, found in kinds
    ]
    table = Table(
        heads=[message("codes"), message("how many"), message("about")], rows=rows, align=["left", "right", "left"]
    )
    return Sheet(
        title=titled,
        blocks=[table],
        foot=[message("One: `blogroi explain BR111`. A kind: `blogroi explain BR11`. All: --full")],
    )


_EXPLAIN = message("`blogroi explain CODE` says why it matters and how to fix it.")


def _kinds(beginning: str) -> list[tuple[Message, list[Explanation]]]:
    """Sort codes by kind: each belongs to the kind that began last."""
    kinds: dict[str, list[Explanation]] = {}
    first = ""
    for code, one in explanations().items():
        first = code if code in _KINDS else first
        if code.startswith(beginning):
            kinds.setdefault(first, []).append(one)
    return [(_KINDS[first], found) for first, found in kinds.items()]


def _table(found: Sequence[Explanation]) -> Table:
    return Table(
        heads=[message("code"), message("severity"), message("meaning")],
        rows=[Row([one.code, SEVERITIES[one.severity], one.title]) for one in found],
    )


def _line(found: Explanation) -> Message:
    return message(
        "{code}: {title} ({severity})", code=found.code, title=found.title, severity=SEVERITIES[found.severity]
    )


def _severity(found: Explanation) -> str:
    severity = SEVERITIES[found.severity]
    return semicolons((severity, found.severity_note)) if found.severity_note else severity
