"""Answers as plain data: dicts, lists, texts and numbers, for files and other programs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from attrs import fields, has

from blogroi.model.duration import Duration
from blogroi.results.summary import InternalRate, Ratio, Summary

__all__ = ["plain"]


def plain(value: object) -> Any:
    """Turn frozen results into dicts and lists.

    Parameters
    ----------
    value : object
        A frozen class, a mapping, a tuple, or something plain already.

    Returns
    -------
    object

    Examples
    --------
    >>> from blogroi.numerics.information.gains import InformationValue
    >>> plain({"calls": (InformationValue(1.0, 0.1),)})
    {'calls': [{'value': 1.0, 'mc_error': 0.1}]}
    """
    if isinstance(value, Summary | Ratio | InternalRate):  # as an evaluation gives them
        return value.to_dict()
    if isinstance(value, Mapping):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return [plain(part) for part in value]
    cls: Any = type(value)
    if isinstance(value, Duration):
        return {f"{value.unit}s": value.number}
    if isinstance(value, date):
        return value.isoformat()
    if has(cls):
        return {attribute.name: plain(getattr(value, attribute.name)) for attribute in fields(cls)}
    return value
