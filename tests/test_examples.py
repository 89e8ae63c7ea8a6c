"""The examples that ship with the project answer what their sources say."""

from pathlib import Path

import pytest
from attrs import evolve

import blogroi
from blogroi import Formula, ToolResult
from blogroi.files.formats import TextFormat

FORMATS: tuple[TextFormat, ...] = ("toml", "json")
EXAMPLES = Path(__file__).parents[1] / "examples"


def only_tool(name: str, **options: object) -> ToolResult:
    result = blogroi.evaluate(blogroi.load(EXAMPLES / name), draws=100, **options)  # type: ignore[arg-type]
    return next(iter(result.tools.values()))


def mean(tool: ToolResult, name: str) -> float:
    figure = getattr(tool, name)
    assert figure is not None
    name = next(part for part in ("mean", "of_means", "p50") if hasattr(figure, part))
    return float(getattr(figure, name))


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.toml")), ids=lambda path: path.stem)
def test_an_example_reads_back_as_it_was_written(path: Path) -> None:
    case = blogroi.load(path)
    for form in FORMATS:
        assert blogroi.loads(blogroi.dumps(case, format=form), format=form) == case


def test_fastlane_of_2005_answers_99_percent() -> None:
    tool = only_tool("fastlane-2005.toml")
    assert mean(tool, "npv") == 287178
    assert mean(tool, "roi") == pytest.approx(0.9862, abs=5e-5)


def test_fastlane_of_2006_answers_61_percent_from_its_parts() -> None:
    tool = only_tool("fastlane-2006.toml")
    assert mean(tool, "benefits") == 410000
    assert mean(tool, "costs") == 254000
    assert mean(tool, "roi") == pytest.approx(0.6142, abs=5e-5)


def test_fastlane_of_2006_without_advertising_equivalence_is_negative() -> None:
    assert mean(only_tool("fastlane-2006.toml", exclude=["advertising equivalent"]), "roi") == pytest.approx(
        -0.2323, abs=5e-5
    )
    without = only_tool("fastlane-2006.toml").without["advertising equivalent"]
    assert without.flips_sign
    assert without.roi is not None
    assert without.roi.of_means == pytest.approx(-0.2323, abs=5e-5)


def test_wheels_to_meals_answers_1_93() -> None:
    tool = only_tool("wheels-to-meals.toml")
    assert mean(tool, "benefits") == pytest.approx(81741.93, abs=0.005)
    assert mean(tool, "bcr") == pytest.approx(1.93, abs=0.005)
    assert mean(tool, "npv") == pytest.approx(39366.93, abs=0.005)
    assert mean(tool, "payback") * 12 == pytest.approx(6.16, abs=0.005)


def test_a_row_with_full_deadweight_is_kept_at_zero() -> None:
    assert only_tool("wheels-to-meals.toml").by_indicator["district_nurse"].mean == 0.0


def test_salesloft_answers_329_percent() -> None:
    tool = only_tool("salesloft.toml")
    assert mean(tool, "npv") == pytest.approx(5496170, abs=1)
    assert round(100 * mean(tool, "roi")) == 329


def test_the_chamber_shows_its_gaps_and_keeps_emergent_effects_apart() -> None:
    result = blogroi.evaluate(blogroi.load(EXAMPLES / "chamber.toml"), draws=1000)
    blog = result.tools["blog"]
    assert blog.emergent is not None
    assert blog.emergent.mean > 0
    assert result.tools["magazine"].gaps == (
        "belonging", "briefing_hours", "field_reports", "press_mentions", "search_hours",
    )  # fmt: skip
    assert result.tools["intranet"].sunk is not None


def test_the_readme_shows_what_is_printed() -> None:
    readme = (EXAMPLES.parent / "README.md").read_text(encoding="utf-8")
    shown = readme.partition("```text\n")[2].partition("```")[0]
    assert shown
    result = blogroi.evaluate(blogroi.load(EXAMPLES / "fastlane-2006.toml"))
    assert shown == blogroi.text(result, width=100)


def test_the_readme_and_the_checks_run_the_same_test_line() -> None:
    line = 'python -m pip install ".[test]" && python -m pytest -n auto --dist loadfile\n'
    for name in ("README.md", ".ci/run"):
        assert line in (EXAMPLES.parent / name).read_text(encoding="utf-8")


def test_four_internal_effects_are_found_by_looking_and_asked_of_every_tool() -> None:
    result = blogroi.evaluate(blogroi.load(EXAMPLES / "internal-effects.toml"), draws=500, by="score")
    assert set(result.emergent["blog"].effects) == {
        "belonging",
        "briefing_hours",
        "field_reports",
        "goals_known",
        "search_hours",
    }
    assert all(tool in result.parity.open_questions["goals_known"] for tool in ("intranet", "assembly"))
    assert result.ranking.order[0] == "blog"


@pytest.mark.parametrize("path", sorted((EXAMPLES / "history").glob("*.toml")), ids=lambda path: path.stem)
def test_the_years_of_a_house_can_be_evaluated(path: Path) -> None:
    assert blogroi.evaluate(blogroi.load(path), draws=100).ranking.order[0] == "blog"


def test_a_blog_that_earns_by_a_chain_may_or_may_not_pay() -> None:
    case = blogroi.load(EXAMPLES / "b2b-blog.toml")
    result = blogroi.evaluate(case, draws=2000)
    assert 0.2 < result.tools["blog"].probability_positive < 0.6  # type: ignore[operator]
    assert set(result.tools["blog"].by_driver) > {"posts", "visits", "lead_rate", "close_rate", "hour", "luck"}
    moved = [one.path for one in blogroi.sensitivity(case, draws=2000).tools["blog"].inputs[:2]]
    assert sorted(moved) == ["drivers.lead_rate.value", "drivers.visits_per_post.value"]


def test_back_numbers_are_read_on_beside_new_posts() -> None:
    case = blogroi.load(EXAMPLES / "content-library.toml")
    (old,) = (driver for key, driver in case.drivers.items() if key == "magazine_readers")
    new = evolve(old, value=Formula(str(old.value).replace(", before = 120", "")))
    forgotten = evolve(case, drivers={**case.drivers, "magazine_readers": new})
    figures = [blogroi.evaluate(one, draws=2000).tools["magazine"].benefits for one in (case, forgotten)]
    means = [figure.mean for figure in figures if figure is not None]
    assert means[1] < 0.7 * means[0]
