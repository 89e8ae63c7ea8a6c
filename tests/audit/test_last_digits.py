"""A result that another numpy gave is the same but for its last digits; what was changed on purpose is another."""

from __future__ import annotations

import copy
import json
import math
from pathlib import Path
from typing import Any

import pytest

import blogroi
from blogroi import audit, cli
from blogroi.audit.differences import differences, is_nearly

CASES = Path(__file__).parents[1] / "golden" / "cases"
HOUSE = blogroi.load(CASES / "house.toml")
ASKED: dict[str, tuple[str, ...]] = {
    "all": ("default", "irr", "cash_by_period"),
    "default": ("default",),
    "npv": ("npv",),
}
RESULTS = {name: blogroi.evaluate(HOUSE, draws=150, figures=figures).to_dict() for name, figures in ASKED.items()}


def moved(part: Any, by: float) -> Any:
    """Move every figure, by so many of its units in the last place; nothing and words stay."""
    if isinstance(part, dict):
        return {key: moved(value, by) for key, value in part.items() if key != "conventions"} | (
            {"conventions": part["conventions"]} if "conventions" in part else {}
        )
    if isinstance(part, list):
        return [moved(value, by) for value in part]
    return part + by * math.ulp(part) if isinstance(part, float) and part else part


@pytest.mark.parametrize("name", ASKED)
def test_all_figures_that_were_asked_for_are_asked_for_again(name: str) -> None:
    assert audit.replay(HOUSE, result=RESULTS[name]).same


@pytest.mark.parametrize("name", ASKED)
@pytest.mark.parametrize("by", [1, -3, 100])
def test_last_digits_are_told_from_differences(name: str, by: int) -> None:
    other = moved(RESULTS[name], by) | {"numpy": "1.26.4"}
    other["ranking"]["decision_probability"] = 0.9  # no figure, but what was asked for
    found = audit.replay(HOUSE, result=other)
    assert (found.same, found.agrees, found.same_numpy) == (False, True, False)
    assert found.differences == ()
    assert len(found.last_digits) > 5
    assert set(found.last_digits) == set(differences("", other | {"numpy": found.numpy}, RESULTS[name]))
    assert found.numpy_of_result == "1.26.4"
    said = " ".join(blogroi.text(found).split())
    assert f"The same figures but for the last digits: {len(found.last_digits):,} of them differ" in said
    assert f"The result was computed with numpy 1.26.4, and now with {found.numpy}." in said
    assert blogroi.Replay.from_json(found.to_json()) == found


@pytest.mark.parametrize("change", [1e-8, 0.01, 1.0])
@pytest.mark.parametrize("part", ["mean", "sd", "p05", "p50", "p95"])
def test_a_real_difference_stays_one(part: str, change: float) -> None:
    other = copy.deepcopy(RESULTS["all"])
    npv = other["tools"]["newsletter"]["npv"]
    npv[part] += change * max(map(abs, (value for value in npv.values() if value is not None)))
    found = audit.replay(HOUSE, result=other)
    assert f"tools.newsletter.npv.{part}" in found.differences
    assert not found.agrees


def test_both_sorts_stand_beside_each_other() -> None:
    other = copy.deepcopy(RESULTS["default"])
    other["tools"]["newsletter"]["npv"]["mean"] *= 1.0 + 1e-13
    other["tools"]["newsletter"]["name"] = "Another"
    found = audit.replay(HOUSE, result=other)
    assert found.differences == ("tools.newsletter.name",)
    assert found.last_digits == ("tools.newsletter.npv.mean",)
    rows = {row["path"]: row["last_digits"] for row in found.tables["differences"]}
    assert rows == {"tools.newsletter.name": False, "tools.newsletter.npv.mean": True}
    assert "Not the same result: it differs in 1 place." in blogroi.text(found)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"a": 1}, {"a": 2}),
        ({"a": 1.0}, {"a": 1}),
        ({"a": 1.0}, {"a": None}),
        ({"a": True}, {"a": 1.0}),
        ({"a": "1"}, {"a": "1.0"}),
        ({"a": 1.0}, {}),
        ({"a": [1.0]}, {"a": [1.0, 2.0]}),
        ({"a": 0.0, "b": 0.0}, {"a": 1e-300, "b": 0.0}),
        ({"a": 1.0, "b": {"c": 1e12}}, {"a": 1.1, "b": {"c": 1e12}}),
        ({"a": math.inf}, {"a": 1.0}),
        ({"a": 1.0}, {"a": -math.inf}),
        ({"a": 1.0, "b": math.inf}, {"a": 2.0, "b": 1.0}),
    ],
)
def test_what_has_no_last_digits_is_another(one: Any, other: Any) -> None:
    assert not is_nearly("a", one, other)


def test_paths_lead_through_lists_and_keys_with_dots() -> None:
    one = {"tools": {"a.b": [{"npv": [1.0, 2.0]}]}}
    other = {"tools": {"a.b": [{"npv": [1.0, 2.0 + 2**-40]}]}}
    (path,) = differences("", one, other)
    assert path == "tools.a.b[1].npv[2]"
    assert is_nearly(path, one, other)


def test_the_command_ends_well_where_nothing_but_last_digits_differ(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "result.json"
    other = copy.deepcopy(RESULTS["default"])
    other["tools"]["newsletter"]["npv"]["mean"] *= 1.0 + 1e-13
    path.write_text(json.dumps(other), encoding="utf-8")
    assert cli.main(["replay", str(path), str(CASES / "house.toml")]) == 0
    assert "Both were computed with numpy" in " ".join(capsys.readouterr().out.split())
    other["tools"]["newsletter"]["npv"]["mean"] *= 1.1
    path.write_text(json.dumps(other), encoding="utf-8")
    assert cli.main(["replay", str(path), str(CASES / "house.toml")]) == 1
