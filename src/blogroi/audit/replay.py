"""The same bits again: a case evaluated under the conditions that a result states, and the two compared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from blogroi.audit.differences import differences
from blogroi.errors import OptionError, describe, suggest
from blogroi.evaluation.evaluate import evaluate
from blogroi.model.case import Case
from blogroi.results.summary import DECISION_PROBABILITY

__all__ = ["Replay", "replay"]


@frozen(kw_only=True)
class Replay:
    """What came of evaluating again what somebody else evaluated.

    Parameters
    ----------
    same : bool
        Whether the result is the same, bit for bit.
    same_case, same_version : bool
        Whether it was of the same case, and made by the same version of the library.
    differences : tuple of str
        Paths of what differs in the result.
    """

    same: bool
    same_case: bool
    same_version: bool
    differences: tuple[str, ...]


def replay(result: Mapping[str, Any], case: Case, *, threads: int = 1) -> Replay:
    """Evaluate a case again under the conditions that a result states, and compare the two results.

    Parameters
    ----------
    result : mapping
        A result file, version 1, as ``Evaluation.to_dict`` gives it.
    case : Case
        The case that it is said to be of.
    threads : int
        Number of threads; it changes no figure.

    Returns
    -------
    Replay

    Raises
    ------
    OptionError
        When it is not a result file of version 1.

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.loads(blogroi.template())
    >>> replay(blogroi.evaluate(case, draws=100).to_dict(), case).same
    True
    """
    _check_result(result)
    again = evaluate(
        case,
        result["draws"],
        seed=result["seed"],
        gaps=result["gaps"],
        exclude=result["exclude"],
        viewpoint=result["viewpoint"],
        view=result["window"].get("view"),
        claims=result["window"].get("claims"),
        by=result["ranking"].get("by", "npv"),
        decision_probability=result["ranking"].get("decision_probability", DECISION_PROBABILITY),
        figures=("default", "irr") if _has_rates_of_draws(result) else ("default",),
        threads=threads,
    ).to_dict()
    found = tuple(differences("", dict(result), again))
    return Replay(
        same=not found,
        same_case=result["fingerprint"] == again["fingerprint"],
        same_version=result["version"] == again["version"],
        differences=found,
    )


_CONDITIONS: tuple[tuple[str, type], ...] = (
    ("draws", int),
    ("seed", int),
    ("gaps", str),
    ("exclude", list),
    ("viewpoint", str),
    ("window", dict),
    ("ranking", dict),
    ("fingerprint", str),
    ("version", str),
)


def _check_result(result: object) -> None:
    if not isinstance(result, Mapping) or result.get("blogroi") != 1:
        raise OptionError("result", f"{describe(result)} is not a result file of version 1")
    for name, kind in _CONDITIONS:
        if name not in result:
            raise OptionError("result", f"`{name}` is missing: {suggest(name, map(str, result))}")
        if not isinstance(result[name], kind) or isinstance(result[name], bool):
            raise OptionError("result", f"`{name}` is {describe(result[name])}")


def _has_rates_of_draws(result: Mapping[str, Any]) -> bool:
    """Say whether the internal rates were asked for draw by draw, which a result shows by what it states of them."""
    match result:
        case {"tools": Mapping() as tools}:
            return any(_shares_of_rates(tool) is not None for tool in tools.values())
        case _:
            return False


def _shares_of_rates(tool: object) -> object:
    match tool:
        case {"irr": {"shares": shares}}:
            return shares
        case _:
            return None
