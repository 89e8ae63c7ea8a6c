"""What somebody supposes of inputs: looked up, and refused where it cannot be."""

from __future__ import annotations

from collections.abc import Mapping

from blogroi.engine.draws import Draw
from blogroi.engine.frame import Labels
from blogroi.errors import CaseError, OptionError, describe, suggest
from blogroi.model.number import number

__all__ = ["supposed_values"]


def supposed_values(labels: Labels, settings: Mapping[str, float]) -> dict[str, float]:
    """Return what is supposed of some inputs, by path and as it would be stated.

    Parameters
    ----------
    labels : Labels
        The names of a case, for its uncertain inputs.
    settings : mapping of str to float
        What was given.

    Returns
    -------
    dict of str to float

    Raises
    ------
    OptionError
        When there is no such input, or its value is not a number within its domain.
    """
    inputs = {path: draw for part in labels.parts for path, draw in part.inputs.items()}
    for path in settings:
        if path not in inputs:
            raise OptionError("settings", f"{describe(path)} is not an uncertain input: {suggest(str(path), inputs)}")
    return {path: _level(path, value, inputs[path]) for path, value in settings.items()}


def _level(path: str, value: object, draw: Draw) -> float:
    """Take what is supposed of an input, or say why it cannot be."""
    try:
        level = number(value)
    except CaseError as error:
        raise OptionError("settings", f"{path}: {error}") from None
    fault = draw.domain.fault(level)
    if fault is not None:
        raise OptionError("settings", f"{path}: {fault}")
    return level
