import re
from pathlib import Path

from attrs import evolve

import blogroi
from blogroi import Evaluation
from blogroi.report.content import report
from blogroi.report.render import markdown, text


def evaluated(*changes: tuple[str, str], **options: object) -> Evaluation:
    source = blogroi.template()
    for old, new in changes:
        assert old in source
        source = source.replace(old, new)
    return blogroi.evaluate(blogroi.loads(source), draws=500, **options)  # type: ignore[arg-type]


WITHOUT_COSTS = (
    """[[tools.magazine.costs]]
item = "Printing and postage"
amount = { low = 14000, high = 18000 }
when = "each"
""",
    "",
)


def test_a_tool_without_costs_is_not_called_free() -> None:
    said = report(evaluated(WITHOUT_COSTS))
    assert said.verdicts[-1].startswith("The printed magazine: what it costs is not known")
    assert said.rows[-1][2:] == ("unknown",) * 8
    assert any("It is not free" in warning for warning in said.warnings)


def test_an_open_matter_is_called_open() -> None:
    said = report(evaluated(("value = { low = 6, high = 11 }", "value = { low = 10, high = 30 }")))
    assert "may or may not bring in more than it costs" in said.verdicts[0]
    assert "Chance that it pays:" in said.verdicts[0]


def test_no_clear_winner_is_said() -> None:
    said = report(evaluated(("amount = { low = 14000, high = 18000 }", "amount = { low = 9000, high = 13000 }")))
    assert "No clear winner" in said.order


def test_bounds_are_shown_beside_the_figures() -> None:
    changed = ('calls_avoided = "printed twice a year, gives no practical answers"', "")
    result = evaluated(changed, gaps="bounds")
    assert "[gaps: " in text(report(result))
    npv = result.tools["magazine"].npv
    assert npv is not None
    assert npv.low is not None
    assert npv.high is not None
    assert npv.low <= npv.p05
    assert npv.high > npv.p95


def test_conventions_are_named() -> None:
    said = report(evaluated(exclude=["cash"], viewpoint="members")).conventions
    assert "3 years from 2026-01-01, discounted at 3.5 % a year, flows at the end" in said
    assert (
        "viewpoint: members; view: forward-looking; left out: cash; evaluated on 2026-06-30; 500 draws, seed 1" in said
    )


def test_a_schedule_of_rates_is_named() -> None:
    said = report(evaluated(("rate = 0.035", "rate = [{ until = 1, rate = 0.03 }, { until = 9, rate = 0.02 }]")))
    assert "discounted at a schedule of rates a year" in said.conventions


def test_a_single_tool_has_no_order() -> None:
    case = blogroi.loads(blogroi.template())
    alone = blogroi.Case(
        title="Alone", currency="EUR", evaluated=case.evaluated, horizon=case.horizon, discounting=case.discounting,
        objectives=case.objectives, levers=case.levers, indicators=case.indicators, tools={"blog": case.tools["blog"]},
    )  # fmt: skip
    assert report(blogroi.evaluate(alone, draws=10)).order == ""


def test_no_line_of_text_passes_100_columns_but_the_table() -> None:
    lines = text(report(evaluated(WITHOUT_COSTS))).splitlines()
    assert all(len(line) <= 100 for line in lines)
    assert not any(re.match(r"\s*%", line) for line in lines)


def test_markdown_escapes_what_is_not_its_own() -> None:
    said = markdown(report(evaluated(('name = "The blog"', 'name = "The <b>blog</b> | *a*"'))))
    assert "The \\<b>blog\\</b>" in said
    assert "\\| \\*a\\*" in said


def test_the_chamber_is_told_of_double_standards_and_of_what_could_turn_the_order() -> None:
    chamber = blogroi.load(Path(__file__).parents[2] / "examples" / "chamber.toml")
    said = report(blogroi.evaluate(chamber, draws=500)).same_criteria
    assert any("had to answer 7 questions, The printed magazine (1998) none" in line for line in said)
    assert any("briefing_hours was not foreseen" in line for line in said)
    assert any("The intranet: the sign of its expected NPV hangs on its gaps" in line for line in said)
    assert any(
        line == "The order of the tools by NPV hangs on the gaps; any of these alone could put another tool first:"
        " tools.intranet.gaps.briefing_hours, tools.newsletter.gaps.search_hours."
        for line in said
    )
    assert said[-1].startswith("Ranks by expected NPV that some filling of the gaps gives: The chamber's blog 1 to 3")
    assert "By the same criteria" in markdown(report(blogroi.evaluate(chamber, draws=500)))


def test_an_order_without_priors_cannot_be_vouched_for() -> None:
    changes = (
        ('calls_avoided = "printed twice a year, gives no practical answers"', ""),
        ("prior = { low = 0, high = 800 }", ""),
    )
    assert any("cannot be said" in line for line in report(evaluated(*changes)).same_criteria)


def test_an_order_that_survives_its_gaps_is_vouched_for() -> None:
    changes = (
        ('calls_avoided = "printed twice a year, gives no practical answers"', ""),
        ("prior = { low = 0, high = 800 }", "prior = { low = 0, high = 8 }"),
    )
    said = report(evaluated(*changes)).same_criteria
    assert "The order of the tools by NPV is the same whatever fills the gaps." in said
    assert (
        "By NPV, The blog is at least as good as The printed magazine at every quantile, whatever fills the gaps."
        in said
    )


def test_scores_are_reported_with_what_would_turn_them() -> None:
    chamber = blogroi.load(Path(__file__).parents[2] / "examples" / "chamber.toml")
    said = report(blogroi.evaluate(chamber, draws=500, by="score"))
    assert said.order.startswith("By expected score: The chamber's blog, ")
    assert said.scores[0].startswith("Weights of the objectives, as far as they are known: fees 30 %")
    assert any(line.startswith("The chamber's blog: score 0.16") for line in said.scores)
    assert any("No weights of these objectives would put" in line for line in said.scores)
    assert any(line.startswith("Of what is open about the ranks") for line in said.scores)
    assert "What is not put in money" in markdown(said)
    assert "What is not put in money" in text(said)


def test_rates_and_times_that_do_not_exist_are_said_in_words() -> None:
    chamber = report(blogroi.evaluate(blogroi.load(Path(__file__).parents[2] / "examples" / "chamber.toml"), draws=500))
    assert chamber.rows[0][-1].endswith("%")
    assert chamber.rows[-1][-2:] == ("not within the horizon", "none: every period costs more than it brings in")
    fastlane = report(
        blogroi.evaluate(blogroi.load(Path(__file__).parents[2] / "examples" / "fastlane-2006.toml"), draws=5)
    )
    assert fastlane.rows[0][-2:] == ("none: its income comes before its costs", "none")


def test_what_is_set_aside_stays_in_sight_with_its_reason() -> None:
    fastlane = blogroi.load(Path(__file__).parents[2] / "examples" / "fastlane-2006.toml")
    aside = blogroi.CheckPolicy(ignore={"BR121": "as the study put it", "BR208": ""})
    said = report(blogroi.evaluate(evolve(fastlane, checks=aside), draws=5))
    assert not any("valued as if it were an outcome" in line for line in said.warnings)
    assert said.ignored[0].startswith(
        "BR121, as the study put it: 'Word of mouth and awareness' is what people took from it"
    )
    assert said.ignored[-1].startswith("BR208, without a reason: GM FastLane: all of its benefits")
    assert "\nSet aside\n  - BR121, as the study put it:" in text(said)
    assert "\n## Set aside\n\n- BR121, as the study put it:" in markdown(said)
    assert "Set aside" not in text(report(blogroi.evaluate(fastlane, draws=5)))
