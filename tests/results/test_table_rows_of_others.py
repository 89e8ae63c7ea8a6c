"""Each figure of every other answer stands in the row and the column where it belongs, and nowhere else."""

from pathlib import Path
from typing import Any

import pytest

import blogroi
from tests.results.answers import CHAMBER, YEARS
from tests.results.rows import holds, rows_by

GOLDEN = Path(__file__).parents[1] / "golden" / "cases"
HOUSE = blogroi.load(GOLDEN / "house.toml")
MONTHS = blogroi.load(GOLDEN / "months.toml")
SCORED = blogroi.load(GOLDEN / "scores.toml")
OTHERWISE = blogroi.load(GOLDEN / "scenarios.toml")


def test_what_verdicts_rest_on() -> None:
    found = blogroi.sensitivity(CHAMBER, draws=200)
    rows = rows_by(found, "sensitivity", "tool", "path")
    for key, tool in found.tools.items():
        for place, one in enumerate(tool.inputs, start=1):
            row = rows.pop((key, one.path))
            holds(row, one)
            assert row["place"] == place
            assert row["is_without_source"] == (one.path in dict(tool.without_source))
        whole = rows_by(found, "tools", "tool")[key]
        holds(whole, tool.npv, "npv")
        holds(whole, tool, leave=["npv"])
        lines = [row for row in found.tables["lines"] if row["tool"] == key]
        assert [(row["line"], row["cumulated"]) for row in lines] == list(tool.rows)
        assert [row["place"] for row in lines] == list(range(1, len(lines) + 1))
    assert rows == {}
    assert found.order is not None
    order = rows_by(found, "order", "path")
    assert {(row["tool"], row["other"]) for row in order.values()} == {(found.order.ahead, found.order.behind)}
    for one in found.order.inputs:
        holds(order[one.path], one)


def test_inputs_are_named_with_their_units() -> None:
    found = blogroi.sensitivity(CHAMBER, draws=200)
    rows = {str(row["path"]): row for row in found.tables["sensitivity"]}
    row = rows["tools.blog.costs.Writing.units"]
    assert (row["statement"], row["unit"]) == ("The chamber's blog, quantity of 'Writing'", None)
    assert {rows[path]["unit"] for path in rows if path.endswith((".credit", ".deadweight"))} == {"share"}
    assert rows["indicators.search_hours.value"]["unit"] == "EUR/hour"
    assert rows["tools.blog.effects.search_hours.change"]["unit"] == "hour/year"


def test_what_is_supposed() -> None:
    found = blogroi.suppose(CHAMBER, settings={"tools.blog.costs.Writing.units": 200}, draws=200)
    assert [(row["path"], row["value"]) for row in found.tables["settings"]] == [
        ("tools.blog.costs.Writing.units", 200.0)
    ]
    for key, row in rows_by(found, "tools", "tool").items():
        holds(row, found.npv[key], "npv")


@pytest.mark.parametrize("case", [HOUSE, MONTHS], ids=["house", "months"])
def test_what_is_worth_measuring(case: blogroi.Case) -> None:
    found = blogroi.worth_measuring(case, draws=200)
    for table, subjects in (("worth_measuring", found.subjects), ("inputs", found.inputs)):
        rows = rows_by(found, table, "path")
        assert [row["place"] for row in rows.values()] == list(range(1, len(subjects) + 1))
        for subject in subjects:
            row = rows.pop(subject.path)
            assert (row["evppi"], row["evppi_error"]) == (subject.evppi.value, subject.evppi.mc_error)
            assert (row["kind"], row["tools"] or "") == (subject.kind, ", ".join(subject.tools))
            if table == "worth_measuring":
                assert row["is_worth_measuring"] == (subject.path in found.worth_measuring)
        assert rows == {}
    for key, row in rows_by(found, "tools", "tool").items():
        holds(row, found.npv.get(key), "npv")
        holds(row, None if found.npv_with_priors is None else found.npv_with_priors.get(key), "npv_with_priors")
        if key in found.evpi_by_tool:
            evpi = found.evpi_by_tool[key]
            assert (row["evpi"], row["evpi_error"]) == (evpi.value, evpi.mc_error)
        assert row["is_unknown"] == (key in found.unknown)
    studies = rows_by(found, "studies", "indicator")
    assert len(found.studies) > 0
    assert any(study.best is not None for study in found.studies) == (case is MONTHS)
    for study in found.studies:
        row = studies.pop(study.indicator)
        holds(row, study, leave=["voi", "tools", "method"])
        assert (row["voi"], row["voi_error"]) == (study.voi.value, study.voi.mc_error)
        if study.best is not None:
            assert (row["best_size"], row["best_voi"]) == (study.best.size, study.best.voi.value)
            assert (row["best_cost"], row["best_net"]) == (study.best.cost, study.best.net)
    assert studies == {}
    updates = rows_by(found, "updates", "tool", "indicator")
    for update in found.updates:
        holds(updates.pop((update.tool, update.indicator)), update)
    assert updates == {}


def test_whether_to_launch() -> None:
    found = blogroi.launch(HOUSE, draws=200, tool="newsletter", subject="tools.newsletter.gaps.calls")
    rows = rows_by(found, "launch", "option")
    assert [row["place"] for row in rows.values()] == [1, 2, 3, 4]
    for option in found.options:
        holds(rows[option.name], option, leave=["name"])
    tools = rows_by(found, "tools", "tool", "part")
    holds(tools.pop((found.tool, "npv")), found.npv, "npv")
    assert found.npv_stated is not None
    holds(tools.pop((found.tool, "npv_stated")), found.npv_stated, "npv")
    for key, npv in found.excludes.items():
        holds(tools.pop((key, "excluded")), npv, "npv")
    assert tools == {}
    assert [row["indicator"] for row in found.tables["open_questions"]] == list(found.open_questions)


def test_which_tools_to_keep() -> None:
    for found in (
        blogroi.choose(SCORED, budget=2500, draws=200),
        blogroi.choose(HOUSE, budget=90_000, include=["magazine"], draws=200),
    ):
        for key, row in rows_by(found, "tools", "tool").items():
            assert row["is_chosen"] == (key in found.tools)
            assert row["is_included"] == (key in found.included)
            assert row["is_unconstrained"] == (key in found.unconstrained)
            assert row["left_out"] == found.left_out.get(key)
            holds(row, found.npv.get(key), "npv")
            holds(row, found.costs.get(key), "costs")
        sets = [(row["kind"], row["cost"], row["value"], row["tools"] or "") for row in found.tables["sets"]]
        assert sets == [
            ("chosen", found.cost, found.value, ", ".join(found.tools)),
            *(("tie", None, None, ", ".join(tools)) for tools in found.ties),
            *(("efficient", one.cost, one.value, ", ".join(one.tools)) for one in found.efficient_frontier),
        ]
        members = [(row["set"], row["kind"], row["tool"]) for row in found.tables["members"]]
        assert members == [
            (row["set"], row["kind"], key)
            for row in found.tables["sets"]
            for key in str(row["tools"] or "").split(", ")
            if key
        ]
        assert [row["size"] for row in found.tables["sets"]] == [
            len([one for one in members if one[0] == row["set"]]) for row in found.tables["sets"]
        ]


def test_scenarios_side_by_side() -> None:
    found = blogroi.scenarios(OTHERWISE, draws=200)
    rows = rows_by(found, "scenarios", "scenario", "tool")
    for one in found.scenarios:
        for key, tool in one.tools.items():
            row = rows.pop((one.scenario, key))
            holds(row, tool, leave=["npv"])
            holds(row, tool.npv, "npv")
            assert row["is_winner"] == (one.winner == key)
            assert row["is_chosen"] == (None if one.chosen is None else key in one.chosen)
        state = rows_by(found, "states", "scenario")[one.scenario]
        holds(state, one, leave=["sets"])
        assert (state["sets"] or "") == ", ".join(one.sets)
    assert rows == {}
    for key, row in rows_by(found, "tools", "tool").items():
        assert row["expectation"] == (None if found.expectation is None else found.expectation.get(key))
        if key in found.greatest_regret:
            worst = found.greatest_regret[key]
            assert (row["greatest_regret"], row["scenario"]) == (worst.regret, worst.scenario)
    assert [(row["scenario"], row["code"], row["path"]) for row in found.tables["checks"]] == [
        (one.scenario, check.code, check.path) for one in found.scenarios for check in one.checks
    ]


def test_a_house_at_several_dates() -> None:
    found = blogroi.history(YEARS, draws=200)
    rows = {(str(row["date"]), row["tool"]): dict(row) for row in found.tables["history"]}
    for snapshot in found.snapshots:
        for key, tool in snapshot.tools.items():
            row = rows.pop((snapshot.date, key))
            for name in ("npv", "npv_cash", "roi", "roi_cash"):
                holds(row, getattr(tool, name), name)
            assert (row["verdict"], row["probability_positive"]) == (tool.verdict, tool.probability_positive)
            assert row["earlier_verdict"] == snapshot.moved.get(key, (None, None))[0]
    assert rows == {}
    surprises = [
        (str(row["date"]), row["tool"], row["indicator"], row["was_listed"]) for row in found.tables["surprises"]
    ]
    assert surprises == [
        (snapshot.date, one.tool, one.indicator, one.was_listed)
        for snapshot in found.snapshots
        for one in snapshot.surprises
    ]
    outcomes = rows_by(found, "outcomes", "tool", "indicator")
    for outcome in found.outcomes:
        row = outcomes.pop((outcome.tool, outcome.indicator))
        holds(row, outcome, leave=["stated", "found"])
        assert (str(row["stated"]), str(row["found"])) == (outcome.stated, outcome.found)
    assert outcomes == {}
    (told,) = found.tables["calibration"]
    holds(told, found.calibration)


def test_what_changed() -> None:
    found = blogroi.diff(YEARS[0], YEARS[1], draws=200)
    told = [(row["change"], row["kind"], row["path"], row["before"], row["after"]) for row in found.tables["diff"]]
    assert told == [
        *(
            (at, one.kind, one.path, one.before, one.after)
            for at, change in enumerate(found.changes, start=1)
            for one in change.what
        ),
        *((0, one.kind, one.path, one.before, one.after) for one in found.renamed),
    ]
    amounts = rows_by(found, "amounts", "change", "tool")
    told_of: dict[Any, Any] = {
        (at, key): npv for at, change in enumerate(found.changes, start=1) for key, npv in change.npv.items()
    }
    told_of |= {(None, key): npv for key, npv in found.together.items()}
    assert {key: row["npv"] for key, row in amounts.items()} == told_of
    tools = rows_by(found, "tools", "tool")
    for when, side in (("old", found.old), ("new", found.new)):
        for key, npv in side.npv.items():
            row = tools[key]
            holds(row, npv, f"{when}_npv")
            assert row[f"{when}_verdict"] == side.verdicts[key]
            assert row[f"{when}_place"] == (side.order.index(key) + 1 if key in side.order else None)
            assert row[f"{when}_is_winner"] == (side.winner == key)
    for key, npv in found.new.npv.items():  # what changes add up to is the difference
        if npv is not None and found.old.npv.get(key) is not None:
            mine = [row["npv"] for (_, of), row in amounts.items() if of == key]
            assert tools[key]["old_npv_mean"] + sum(mine) == pytest.approx(tools[key]["new_npv_mean"])


def test_what_a_plan_lacks() -> None:
    review = blogroi.check(CHAMBER, ignore={"BR111": "known"})
    rows = list(review.tables["findings"])
    assert [(row["code"], row["path"], row["is_set_aside"]) for row in rows] == [
        *((one.code, one.path, False) for one in review.findings),
        *((one.code, one.path, True) for one in review.ignored),
    ]
    assert {row["reason"] for row in rows if row["code"] == "BR111"} == {"known"}
    for row, finding in zip(rows, review.findings, strict=False):
        assert (row["severity"], row["title"]) == (finding.severity, finding.explanation.title)
        assert row["blocks_launch"] == finding.blocks_launch
    assert not any(row["blocks_launch"] for row in rows if row["is_set_aside"])


def test_what_has_moved_since_a_plan_was_locked() -> None:
    plan = blogroi.Plan.from_json((GOLDEN / "plan.json").read_text(encoding="utf-8"))
    review = blogroi.check(HOUSE, plan=plan)
    assert review.plan is not None
    rows = list(review.tables["moves"])
    assert len(rows) == len(review.plan.moved) > 0
    for row, move in zip(rows, review.plan.moved, strict=True):
        holds(row, move)
        assert row["locked"] == review.plan.day
    assert "moves" not in blogroi.check(HOUSE).tables


def test_what_was_evaluated_again() -> None:
    replay = blogroi.audit.replay(CHAMBER, result=blogroi.evaluate(HOUSE, draws=10).to_dict())
    told = {row["question"]: row["is_so"] for row in replay.tables["same"]}
    assert told == {"same": False, "agrees": False, "same_case": False, "same_version": True, "same_numpy": True}
    assert [row["path"] for row in replay.tables["differences"]] == list(replay.differences)
    assert "exchanged" not in replay.tables
    certificate = blogroi.neutrality(CHAMBER, draws=10)
    assert [(row["question"], row["is_so"]) for row in certificate.tables["same"]] == [("neutral", True)]
    given = {row["tool"]: str(row["introduced"]) for row in certificate.tables["exchanged"]}
    assert given == dict(certificate.exchanged)


def test_what_others_have_published() -> None:
    found = blogroi.references("call")
    for key, row in rows_by(found, "references", "key").items():
        figure = found.found[str(key)]
        for name, value in row.items():
            assert value == (getattr(figure, name) if getattr(figure, name) != "" else None), name


def test_what_there_is_to_start_from() -> None:
    found = blogroi.catalogue.load()
    for key, row in rows_by(found, "indicators", "key").items():
        entry = found.indicators[str(key)]
        assert (row["lever"], row["en"], row["fr"], row["unit"]) == (entry.lever, entry.en, entry.fr, entry.unit)
        assert (row["worst"], row["best"]) == (entry.scale or (None, None))
        assert row["sources"] == "; ".join(entry.sources)
    assert list(rows_by(found, "levers", "key")) == list(found.levers)


def test_a_locked_plan() -> None:
    plan = blogroi.register(HOUSE, day="2025-12-01")
    for (key, indicator), row in rows_by(plan, "intended", "tool", "indicator").items():
        intended = plan.case.tools[key].intended
        assert row["is_intended"] == (None if intended is None else indicator in intended)
    for key, row in rows_by(plan, "indicators", "indicator").items():
        indicator = plan.case.indicators[str(key)]
        assert (row["lever"], row["declared"], row["better"]) == (indicator.lever, indicator.declared, indicator.better)


def test_a_code_explained() -> None:
    (row,) = blogroi.explain("BR111").tables["explanation"]
    assert (row["code"], row["severity"], row["severity_note"]) == ("BR111", "warning", None)
