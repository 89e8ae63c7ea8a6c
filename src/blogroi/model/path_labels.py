"""What a quantity is called where it stands for itself, in a list or a table: short, whose it is first, what it is about last."""

from __future__ import annotations

from blogroi.language.spoken import message
from blogroi.model.paths import (
    CostPath,
    CostsPath,
    DriverPath,
    EffectPath,
    EvidencePath,
    GapPath,
    IndicatorPath,
    Names,
    Path,
)

__all__ = ["label", "label_within"]


def label(path: Path, names: Names) -> str:
    """Return what a quantity is called, its tool first where it has one.

    Parameters
    ----------
    path : Path
        Where it stands.
    names : Names
        Names and statements.

    Returns
    -------
    str

    Examples
    --------
    >>> import blogroi
    >>> from blogroi.model.paths import parse_path
    >>> from blogroi.results.answer import names_of
    >>> names = names_of(blogroi.load("examples/chamber.toml"))
    >>> label(parse_path("tools.blog.costs.Writing.units"), names)
    "The chamber's blog, quantity of 'Writing'"
    """
    said = label_within(path, names)
    return message("{tool}, {quantity}", tool=names.tools[path.tool], quantity=said) if path.tool else said


def label_within(path: Path, names: Names) -> str:
    """Return the same where it is clear which tool is spoken of.

    Parameters
    ----------
    path : Path
        Where it stands.
    names : Names
        Names and statements.

    Returns
    -------
    str
    """
    match path:
        case DriverPath():
            said = _driver(names.drivers[path.driver].statement)
        case IndicatorPath():
            said = _indicator(path.field, names.indicators[path.indicator].statement)
        case EffectPath():
            said = _effect(path.field, names.indicators[path.indicator].statement)
        case GapPath():
            said = _gap(names.indicators[path.indicator].statement)
        case EvidencePath():
            said = _evidence(path.evidence)
        case CostsPath():
            said = message("costs")
        case CostPath():
            said = _cost(path.field, path.name)
    if path.period is None:
        return said
    return message("{quantity}, period {period}", quantity=said, period=str(path.period))


def _driver(statement: str) -> str:
    """Return what a driver is called."""
    return message("'{statement}'", statement=_sentence(statement))


def _effect(field: str, statement: str) -> str:
    """Return what a field of an effect is called, or the effect where it is empty."""
    said = _sentence(statement)
    match field:
        case "":
            return message("effect on '{statement}'", statement=said)
        case "change":
            return message("change in '{statement}'", statement=said)
        case "deadweight":
            return message("share that would come anyway in '{statement}'", statement=said)
        case "credit":
            return message("share due to the tool in '{statement}'", statement=said)
        case "displacement":
            return message("share moved from elsewhere in '{statement}'", statement=said)
        case "drop_off":
            return message("share that fades each period in '{statement}'", statement=said)
        case "confidence":
            return message("confidence in '{statement}'", statement=said)
        case "multiplier":
            return message("multiplier of '{statement}'", statement=said)
        case "starts":
            return message("start of the effect on '{statement}'", statement=said)
        case "lasts":
            return message("duration of the effect on '{statement}'", statement=said)
        case _:
            return message("{field} of the effect on '{statement}'", field=_plain(field), statement=said)


def _gap(statement: str) -> str:
    """Return what an effect is called of which nothing is known."""
    return message("missing effect on '{statement}'", statement=_sentence(statement))


def _indicator(field: str, statement: str) -> str:
    """Return what a field of an indicator is called; where it is empty, what a unit of it is worth in all."""
    said = _sentence(statement)
    match field:
        case "" | "value":
            return message("unit value of '{statement}'", statement=said)
        case "margin":
            return message("profit margin of '{statement}'", statement=said)
        case "realised":
            return message("share that becomes money in '{statement}'", statement=said)
        case "total":
            return message("total change in '{statement}'", statement=said)
        case "change":
            return message("change shared by tools in '{statement}'", statement=said)
        case "prior":
            return message("usual range of '{statement}'", statement=said)
        case _:
            return message("{field} of '{statement}'", field=_plain(field), statement=said)


def _cost(field: str, item: str) -> str:
    """Return what a field of a cost is called."""
    match field:
        case "" | "amount":
            return message("cost of '{item}'", item=item)
        case "units":
            return message("quantity of '{item}'", item=item)
        case "unit_cost":
            return message("price of one of '{item}'", item=item)
        case "contingency":
            return message("contingency on '{item}'", item=item)
        case "realised":
            return message("share that becomes money in '{statement}'", statement=item)
        case "residual":
            return message("residual value of '{item}'", item=item)
        case _:
            return message("{field} of '{statement}'", field=_plain(field), statement=item)


def _evidence(evidence: str) -> str:
    """Return what it is called that holds of all effects known in one way."""
    match evidence:
        case "measured":
            return message("share that holds of measured effects")
        case "observed":
            return message("share that holds of observed effects")
        case "estimated":
            return message("share that holds of estimated effects")
        case _:
            return message("share that holds of assumed effects")


def _sentence(statement: str) -> str:
    return statement.rstrip(".")


def _plain(field: str) -> str:
    return field.replace("_", " ")
