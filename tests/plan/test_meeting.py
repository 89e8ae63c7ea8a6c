"""What is asked at the launch meeting, and the case into which the answers are written."""

import datetime
from pathlib import Path

import pytest
from attrs import evolve

import blogroi
from blogroi import CheckPolicy
from blogroi.plan.meeting import STANDING

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.toml"))
GOLDEN = Path(__file__).parents[1] / "golden" / "cases"
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
def test_the_case_of_the_next_year_is_the_same_a_year_later(path: Path) -> None:
    case = blogroi.load(path)
    read = blogroi.loads(blogroi.template_from(case))
    assert (read.horizon.start.year, read.horizon.periods) == (case.horizon.start.year + 1, case.horizon.periods)
    assert read.day is not None
    assert case.day is not None
    assert read.day.year == case.day.year + 1
    bare = {key: evolve(tool, published=()) for key, tool in case.tools.items()}
    assert read == evolve(case, horizon=read.horizon, evaluated=read.evaluated, tools=bare, total=None)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_it_evaluates_as_it_is_and_its_estimates_can_be_held_against_what_comes(path: Path) -> None:
    case = blogroi.load(path)
    later = blogroi.loads(blogroi.template_from(case))
    assert set(blogroi.evaluate(later, draws=100).tools) == set(case.tools)
    found = {
        key: evolve(
            tool,
            effects={
                name: evolve(effect, evidence="measured") if effect.evidence == "estimated" else effect
                for name, effect in tool.effects.items()
            },
        )
        for key, tool in later.tools.items()
    }
    estimates = sum(effect.evidence == "estimated" for tool in case.tools.values() for effect in tool.effects.values())
    assert len(blogroi.history([case, evolve(later, tools=found)], draws=100).outcomes) == estimates


def test_the_last_of_february_is_the_last_of_february() -> None:
    case = evolve(CHAMBER, evaluated=datetime.date(2028, 2, 29))
    assert blogroi.loads(blogroi.template_from(case)).evaluated == datetime.date(2029, 2, 28)


def test_it_asks_beside_the_part_that_it_asks_about() -> None:
    text = blogroi.template_from(CHAMBER)
    asked = "# ? Where does it stand today, and on which day was that read? (BR111)\n"
    assert f"[indicators.calls_avoided]\n{asked}" in text
    assert text.count(asked) == len(CHAMBER.indicators)


def test_it_asks_what_a_year_may_have_changed() -> None:
    lines = blogroi.template_from(blogroi.load(GOLDEN / "house.toml")).splitlines()
    spent = "# ? Was it paid in the year before (Set-up)? What is spent and not recoverable is `sunk = true`."
    assert spent in lines[lines.index("[tools.blog]") :][:9]
    found = '# ? What was found of it since? State that, with `evidence = "observed"` or `"measured"` and the day.'
    assert lines[lines.index("[tools.blog.effects.calls]") + 1] == found
    placed = "# ? Does it fall in the same periods of the new window?"
    assert placed in lines[lines.index("[tools.newsletter.effects.deals]") :][:3]


def test_it_asks_of_what_is_counted_from_the_first_period() -> None:
    text = blogroi.template_from(blogroi.load(EXAMPLES[0].parent / "b2b-blog.toml"))
    lines = text.splitlines()
    counts = "Does its formula still hold, now that the first period is a year later"
    asked = f"# ? {counts} (by_age); what came before it is said by the third part of `by_age`?"
    assert lines[lines.index("[drivers.visits]") + 1] == asked
    assert f"# ? {counts} (Writing)?" in lines[lines.index("[tools.blog]") :][:5]
    assert f"# ? {counts} (delay)?" in lines[lines.index("[tools.blog.effects.deals]") :][:4]
    assert counts not in lines[lines.index("[drivers.seasons]") + 1]


def test_what_was_printed_of_the_year_before_is_left_out() -> None:
    printed = blogroi.ScenarioPublished(source="a report", tool="blog", npv=1000)
    of_all = blogroi.Published(source="a report", npv=1000)
    scenario = blogroi.Scenario(statement="Dear", set={"discounting.rate": 0.1}, published=[printed])
    prices = blogroi.Prices(kind="real", year=2026)
    case = evolve(CHAMBER, total=blogroi.Total(published=[of_all]), scenarios={"dear": scenario}, prices=prices)
    text = blogroi.template_from(case)
    assert "published" not in text
    assert "# ? Is money still in the prices of 2026?" in text
    assert list(blogroi.loads(text).scenarios) == ["dear"]


def test_what_a_case_sets_aside_is_set_aside_in_the_next_year_too() -> None:
    case = evolve(CHAMBER, checks=CheckPolicy(ignore={"BR111": "everybody knows"}))
    text = blogroi.template_from(case)
    assert "(BR111)" not in text
    assert blogroi.loads(text).checks == case.checks
