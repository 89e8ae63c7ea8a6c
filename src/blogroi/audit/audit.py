"""Audits of an evaluation: the same questions, the same claims, no favour to old or new, and the same bits again.

``parity`` and ``claims`` are part of every result. ``neutrality`` evaluates again with the dates of the tools exchanged, and
``replay`` evaluates again what somebody else has evaluated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from attrs import evolve, frozen

from blogroi._version import VERSION
from blogroi.errors import OptionError, near_miss, shown
from blogroi.evaluation.evaluate import check_options, evaluate
from blogroi.fairness.claims import claims
from blogroi.fairness.parity import parity
from blogroi.files import fingerprint
from blogroi.hindsight.surprises import allowances, surprises
from blogroi.model.case import Case
from blogroi.model.conventions import SEED
from blogroi.model.frozen_map import FrozenMap
from blogroi.results.results import SURE

__all__ = ["Certificate", "Replay", "allowances", "claims", "neutrality", "parity", "replay", "surprises"]

_LABELS = frozenset({"anticipated", "emergent", "unlabelled", "ex_ante"})
_ABOUT_PEOPLE = frozenset({"parity", "checks", "fingerprint", "title"})


@frozen(kw_only=True)
class Certificate:
    """What came of exchanging the dates and the order of the tools.

    Parameters
    ----------
    neutral : bool
        Whether every figure stayed the same, bit for bit.
    differences : tuple of str
        Paths of the figures that did not, in the result.
    exchanged : mapping of str to str
        The date that each tool was given.
    fingerprint, version : str
        Hash of the case, and version of the library.
    draws, seed : int
        With which it can be done again.
    """

    neutral: bool
    differences: tuple[str, ...]
    exchanged: FrozenMap[str, str]
    fingerprint: str
    version: str
    draws: int
    seed: int


def neutrality(case: Case, draws: int = 10_000, *, seed: int = SEED) -> Certificate:
    """Evaluate a case twice, with the dates of its tools exchanged and their order reversed, and compare all figures.

    The oldest tool is given the date of the newest one, and so on. Only the labels anticipated and emergent, and the audit
    of who is asked what, may differ.

    Parameters
    ----------
    case : Case
        The case.
    draws, seed : int
        As in :func:`blogroi.evaluate`.

    Returns
    -------
    Certificate

    Examples
    --------
    >>> import blogroi
    >>> neutrality(blogroi.loads(blogroi.template()), draws=1000).neutral
    True
    """
    by_age = sorted(case.tools, key=lambda key: (case.tools[key].introduced or date.min, key))
    dates = {key: case.tools[other].introduced for key, other in zip(by_age, reversed(by_age), strict=True)}
    swapped = evolve(
        case, tools={key: evolve(case.tools[key], introduced=dates[key]) for key in reversed(list(case.tools))}
    )
    draws, seed, _ = check_options(case, draws, seed)
    before, after = (evaluate(each, draws, seed=seed).to_dict() for each in (case, swapped))
    differences = tuple(_differences("", _figures(before), _figures(after)))
    return Certificate(
        neutral=not differences,
        differences=differences,
        exchanged=FrozenMap({key: str(day) for key, day in sorted(dates.items()) if day is not None}),
        fingerprint=fingerprint(case),
        version=VERSION,
        draws=draws,
        seed=seed,
    )


def _figures(result: dict[str, Any]) -> dict[str, Any]:
    """Take what no date may touch."""
    figures = {name: value for name, value in result.items() if name not in _ABOUT_PEOPLE}
    for part in ("tools", "emergent"):
        figures[part] = {
            key: {name: value for name, value in tool.items() if name not in _LABELS}
            for key, tool in result[part].items()
        }
    return figures


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
        margin=result["ranking"].get("margin", SURE),
        figures=("default", "irr") if _has_rates_of_draws(result) else ("default",),
        threads=threads,
    ).to_dict()
    differences = tuple(_differences("", dict(result), again))
    return Replay(
        same=not differences,
        same_case=result["fingerprint"] == again["fingerprint"],
        same_version=result["version"] == again["version"],
        differences=differences,
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
        raise OptionError("result", f"{shown(result)} is not a result file of version 1")
    for name, kind in _CONDITIONS:
        if name not in result:
            raise OptionError("result", f"`{name}` is missing: {near_miss(name, map(str, result))}")
        if not isinstance(result[name], kind) or isinstance(result[name], bool):
            raise OptionError("result", f"`{name}` is {shown(result[name])}")


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


def _differences(path: str, one: Any, other: Any) -> Iterator[str]:
    """Name the places at which two plain results differ."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        for key in sorted({*one, *other}):
            below = f"{path}.{key}" if path else key
            if key in one and key in other:
                yield from _differences(below, one[key], other[key])
            else:
                yield below
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for position, (left, right) in enumerate(zip(one, other, strict=True), start=1):
            yield from _differences(f"{path}[{position}]", left, right)
    elif one != other or type(one) is not type(other):
        yield path
