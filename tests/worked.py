"""Cases that somebody else worked out: files of cases, and beside them a file of the figures that are right for each."""

from __future__ import annotations

import tomllib
from functools import reduce
from pathlib import Path
from typing import Any

import blogroi
from blogroi import Case, CaseError, Evaluation


def entries(folder: Path) -> list[dict[str, Any]]:
    """Read what is right for the cases of a folder."""
    found: list[dict[str, Any]] = tomllib.loads((folder / "figures.toml").read_text(encoding="utf-8"))["case"]
    return found


def names(entries: list[dict[str, Any]]) -> list[str]:
    """Name entries for the reports of tests, those of one file told apart by number."""
    files = [entry["file"] for entry in entries]
    return [f"{file}-{files[:place].count(file) + 1}" for place, file in enumerate(files)]


def case_of(folder: Path, entry: dict[str, Any]) -> Case:
    return blogroi.load(folder / f"{entry['file']}.toml")


def evaluated(folder: Path, entry: dict[str, Any]) -> Evaluation:
    """Evaluate a case: one draw says all that is expected, more are taken where a spread is asked for."""
    return blogroi.evaluate(case_of(folder, entry), draws=entry.get("draws", 1))


def figure(result: Evaluation, name: str) -> float | None:
    """Read a figure off by its name, as in ``blog.npv.mean``; None where it is unknown."""
    tool, *parts = name.split(".")
    found: Any = reduce(lambda value, part: None if value is None else getattr(value, part), parts, result.tools[tool])
    return None if found is None else float(found)


def wrong_figures(folder: Path, entry: dict[str, Any]) -> list[str]:
    """List the figures that are not what they should be."""
    result, wrong = evaluated(folder, entry), []
    for name, right in entry["figures"].items():
        found = figure(result, name)
        if right == "unknown":
            agrees = found is None
        else:
            agrees = found is not None and abs(found - right) <= entry.get("tolerance", 1e-9) * max(1.0, abs(right))
        if not agrees:
            wrong.append(f"{name} is {found}, not {right}")
    return wrong


def wrongly_said(result: Evaluation, entry: dict[str, Any]) -> list[str]:
    """List where a printed figure is blamed and should not be, or not and should; so for those of which a convention is named."""
    said = {code: {c.path: c.message for c in result.checks if c.code == code} for code in ("BR301", "BR303")}
    wrong = []
    if sorted(said["BR301"]) != sorted(entry.get("contradicted", [])):
        wrong.append(f"contradicted: {said['BR301']}")
    if said["BR303"].keys() != entry.get("named", {}).keys():
        wrong.append(f"named: {said['BR303']}")
    for path, words in entry.get("named", {}).items():
        if words not in said["BR303"].get(path, words):
            wrong.append(said["BR303"][path])
    return wrong


def wrongly_refused(folder: Path, entry: dict[str, Any]) -> list[str]:
    """List what is said of a case elsewhere than where it is wrong, or without the way to say it; nothing where all is right."""
    faults = refusal(folder, entry)
    at = [path for path in faults if path.startswith(entry["refused"]["path"])]
    return [] if any(entry["refused"]["says"] in faults[path] for path in at) else [f"said is {faults}"]


def refusal(folder: Path, entry: dict[str, Any]) -> dict[str, str]:
    """Give what is said of a case that is refused, read or evaluated, by path; nothing where it is taken."""
    try:
        evaluated(folder, entry)
    except CaseError as error:
        return {fault.path: fault.message for fault in error.faults}
    return {}
