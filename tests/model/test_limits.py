"""What may be asked for: each limit holds from one more on, says what was asked, and can be moved."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import attrs
import pytest

import blogroi
from blogroi import LimitError, Limits, OptionError
from blogroi.language.spoken import spoken
from blogroi.model.limits import DEFAULTS, limits_of
from tests.files import bombs

EXAMPLES = Path(__file__).parents[2] / "examples"
TWO = bombs.tools(2)  # with two ranges each
VALUES = sum(map(TWO.count, ",=:"))
FORMULA = TWO + '[drivers.d]\nstatement = "d"\nvalue = "2 * 3 + 4"\n'
SCENARIOS = TWO + bombs.many(3, '[scenarios.s#]\nstatement = "s"\nset = { "indicators.i.value" = # }\n')


@pytest.mark.parametrize(
    ("limit", "text", "asked"),
    [
        ("bytes", TWO, len(TWO)),
        ("tools", TWO, 2),
        ("quantities", TWO, 4),
        ("formulas", FORMULA, len("2 * 3 + 4")),
        ("restated", SCENARIOS, 3 * 29 + 36),
        ("tables", TWO, 15),
        ("values", TWO, VALUES),
    ],
)
def test_a_text_may_hold_as_much_as_is_allowed_and_no_more(limit: str, text: str, asked: int) -> None:
    blogroi.loads(text, limits=Limits(**{limit: asked}))
    with pytest.raises(LimitError, match="limits: ") as found:
        blogroi.loads(text, limits=Limits(**{limit: asked - 1}))
    error = found.value
    assert (error.limit, error.asked, error.allowed, error.option) == (limit, asked, asked - 1, "limits")
    assert f"`Limits({limit}={asked})`" in str(error)
    assert isinstance(error, OptionError)


def test_bytes_are_those_of_the_encoded_text() -> None:
    text = TWO.replace('statement = "o"', 'statement = "Clarté"')
    size = len(text.encode())
    for given in (text, text.encode()):
        blogroi.loads(given, limits=Limits(bytes=size))
        with pytest.raises(LimitError):
            blogroi.loads(given, limits=Limits(bytes=size - 1))


def test_json_and_workbooks_are_held_to_the_same(tmp_path: Path) -> None:
    case = blogroi.load(EXAMPLES / "chamber.toml")
    for name in ("case.toml", "case.json", "case.xlsx"):
        blogroi.dump(case, tmp_path / name)
        assert blogroi.load(tmp_path / name, limits=Limits(tools=4)).tools.keys() == case.tools.keys()
        with pytest.raises(LimitError, match="4 tools are more than the 3 that are allowed"):
            blogroi.load(tmp_path / name, limits=Limits(tools=3))
    with pytest.raises(LimitError) as found:
        blogroi.load(tmp_path / "case.xlsx", limits=Limits(bytes=10))
    assert found.value.limit == "bytes"


def test_what_is_left_out_is_allowed_as_far_as_the_defaults_go() -> None:
    assert limits_of(None) == DEFAULTS
    assert limits_of(Limits(tools=3)) == attrs.evolve(DEFAULTS, tools=3)
    assert limits_of(Limits(tools=10_000)).tools == 10_000
    assert len(blogroi.loads(bombs.tools(501), limits=Limits(tools=501)).tools) == 501
    with pytest.raises(LimitError):
        blogroi.loads(bombs.tools(501))


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.toml")), ids=lambda path: path.stem)
def test_no_case_of_a_house_comes_near_the_defaults(path: Path) -> None:
    tight = {one.name: value // 20 for one in attrs.fields(Limits) if (value := getattr(DEFAULTS, one.name))}
    case = blogroi.load(path, limits=Limits(**tight))
    assert blogroi.loads(blogroi.dumps(case, format="json"), format="json", limits=Limits(**tight)) == case


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"tools": 0}, "tools: 0 is not between 1 and"),
        ({"draws": "many"}, "draws: 'many' is not a whole number"),
        ({"bytes": True}, "bytes: true is not a whole number"),
        ({"seconds": 0}, "seconds: 0 is not a number of seconds above zero"),
        ({"seconds": float("nan")}, "is not a number of seconds above zero"),
        ({"seconds": "soon"}, "seconds: 'soon' is not a number of seconds above zero"),
    ],
)
def test_what_is_no_limit_is_refused(given: Any, said: str) -> None:
    with pytest.raises(OptionError, match=said):
        Limits(**given)


def test_limits_are_given_as_such() -> None:
    with pytest.raises(OptionError, match=r"limits: 5 is none: write Limits\(tools=20, draws=10_000\)"):
        blogroi.loads(TWO, limits=5)  # type: ignore[arg-type]
    assert Limits(draws=1e5, seconds=2).draws == 100_000


def test_a_refusal_goes_to_another_process_and_says_the_same() -> None:
    with pytest.raises(LimitError) as found:
        blogroi.loads(TWO, limits=Limits(tools=1))
    again = pickle.loads(pickle.dumps(found.value))
    assert (again.limit, again.asked, again.allowed, str(again)) == ("tools", 2, 1, str(found.value))
    assert "2 outils dépassent les 1 qui sont permis" in spoken(again.said, "fr")
