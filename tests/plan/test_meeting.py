"""What is asked at the launch meeting, and the case into which the answers are written."""

from pathlib import Path

import pytest
from attrs import evolve

import blogroi
from blogroi import CheckPolicy, Correlation
from blogroi.plan.meeting import STANDING

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.toml"))
CHAMBER = blogroi.load(next(path for path in EXAMPLES if path.stem == "chamber"))


def test_a_sound_plan_is_asked_the_standing_questions_alone() -> None:
    (path,) = [path for path in EXAMPLES if path.stem == "launch"]
    assert [question.text for question in blogroi.questions(blogroi.load(path))] == list(STANDING)


def test_each_part_is_asked_once_what_it_lacks() -> None:
    asked = blogroi.questions(CHAMBER)
    assert len({(question.path, question.code) for question in asked if question.code}) == len(asked) - len(STANDING)
    assert {question.code for question in asked if question.path == "indicators.belonging"} == {
        "BR111", "BR112", "BR113", "BR115",
    }  # fmt: skip


def test_what_a_case_sets_aside_is_not_asked() -> None:
    case = evolve(CHAMBER, checks=CheckPolicy(ignore=["BR1"]))
    assert len(blogroi.questions(case)) == len(STANDING)


def test_the_whole_comes_before_its_parts() -> None:
    kinds = [question.path.partition(".")[0] for question in blogroi.questions(CHAMBER)]
    assert list(dict.fromkeys(kinds)) == ["", "levers", "indicators", "tools"]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_case_to_start_from_keeps_what_was_wanted(path: Path) -> None:
    case = blogroi.load(path)
    read = blogroi.loads(blogroi.template_from(case))
    for name in ("title", "currency", "horizon", "discounting", "objectives", "levers", "indicators"):
        assert getattr(read, name) == getattr(case, name)
    for name in ("name", "kind", "introduced", "intended"):
        assert [getattr(tool, name) for tool in read.tools.values()] == [
            getattr(tool, name) for tool in case.tools.values()
        ]
    assert not any(tool.costs or tool.effects for tool in read.tools.values())
    assert not read.demands


def test_it_asks_beside_the_part_that_it_asks_about() -> None:
    text = blogroi.template_from(CHAMBER)
    assert text.startswith("# Questions for the launch meeting.")
    asked = "# ? Where does it stand today, and on which day was that read? (BR111)\n"
    assert f"[indicators.calls_avoided]\n{asked}" in text
    assert text.count(asked) == len(CHAMBER.indicators)
    assert "[tools.blog]\n# ? What does it cost, people's time included? (BR141)\n" in text


def test_correlations_of_what_is_left_out_are_left_out() -> None:
    values = ("indicators.calls_avoided.value", "indicators.new_members.value")
    paths = (values, (values[0], "tools.blog.costs.Writing.units"))
    case = evolve(CHAMBER, correlations=[Correlation(between=between, rank=0.3) for between in paths])
    kept = blogroi.loads(blogroi.template_from(case)).correlations
    assert [one.between for one in kept] == [values]
