"""Every argument of every public question reaches its purpose: another value gives another answer in a stated place.

An argument without a row here fails. Arguments that change no figure (threads, progress) are seen at work instead.
"""

import inspect
from collections.abc import Callable, Mapping
from concurrent import futures
from datetime import date
from decimal import Decimal
from functools import wraps
from pathlib import Path
from typing import Any, get_type_hints

import attrs
import numpy as np
import pytest

import blogroi
from blogroi import audit
from blogroi.decisions.studies import Survey
from blogroi.model.conventions import DRAWS, SEED, ConventionKeywords, Conventions
from blogroi.model.measured import Measured

CASES = Path(__file__).parents[1] / "golden" / "cases"
DEAR = {"dear": blogroi.Scenario(statement="Money is dear", set={"discounting.rate": 0.3})}
HOUSE, SCORES, EARLIER = (
    attrs.evolve(blogroi.load(CASES / f"{name}.toml"), scenarios=DEAR) for name in ("house", "scores", "house-2024")
)
OLDER = attrs.evolve(HOUSE, evaluated=date(2024, 6, 30))
MAGAZINE = attrs.evolve(HOUSE, tools={**HOUSE.tools, "newsletter": HOUSE.tools["magazine"]})
COUNTED = blogroi.Measurement(method="visits by week", comparison="time series", file="visits.csv", column="visits")
SEEN = Measured(
    method="level-1",
    series_sha256="0a" * 32,
    launch=date(2025, 1, 6),
    weeks_before=104,
    weeks_after=8,
    per_week=blogroi.Range(-6, 24),
)
VISITS = HOUSE.tools["newsletter"].effects["visits"]
MEASURED = attrs.evolve(
    HOUSE,
    indicators={**HOUSE.indicators, "visits": attrs.evolve(HOUSE.indicators["visits"], measurement=COUNTED)},
    tools={
        **HOUSE.tools,
        "newsletter": attrs.evolve(
            HOUSE.tools["newsletter"],
            effects={**HOUSE.tools["newsletter"].effects, "visits": attrs.evolve(VISITS, measurement=SEEN)},
        ),
    },
)
"""The same with an effect that was measured in a series."""
RESULT = blogroi.evaluate(HOUSE, draws=150).to_dict()
PLAN = blogroi.register(HOUSE, day="2025-12-01")

Rows = dict[str, tuple[Any, str]]


def asked_for(place: str) -> Rows:
    """Rows for what holds for all tools, each of which moves the newsletter's net present value."""
    return {
        "gaps": ("prior", place),
        "exclude": (["cash"], place),
        "viewpoint": ("members", place),
        "view": ("whole-life", place),
        "claims": ("scaled", place),
        "evidence": ("corrected", place),
        "scenario": ("dear", place),
    }


def conventions(place: str) -> Rows:
    """The same, and what stands for all of them."""
    return asked_for(place) | {
        "conventions": (Conventions.of(HOUSE, draws=150, viewpoint="members"), place),
    }


def drawn(place: str) -> Rows:
    return {"draws": (200, place), "seed": (2, place)}


@wraps(blogroi.evaluate_many)
def of_many(*cases: Any, **stated: Any) -> Any:
    """All answers of many cases, which come one by one."""
    return list(blogroi.evaluate_many(*cases, **stated))


OF_NEWSLETTER = "tools.newsletter.npv.mean"
QUESTIONS: dict[str, tuple[Callable[..., object], dict[str, Any], Rows]] = {
    "evaluate": (
        blogroi.evaluate,
        {"case": HOUSE, "draws": 150},
        {
            "case": (SCORES, "title"),
            **drawn("tools.newsletter.npv.p95"),
            **conventions(OF_NEWSLETTER),
            "by": ("score", "ranking.pairwise"),
            "decision_probability": (1.0, "ranking.winner"),
            "figures": (("default", "irr"), "tools.blog.irr.p50"),
            "plan": (PLAN, "plan"),
        },
    ),
    "evaluate_many": (
        of_many,
        {"cases": [HOUSE], "draws": 150},
        {
            "cases": ([SCORES], "0.1.title"),
            **drawn("0.1.tools.newsletter.npv.p95"),
            **asked_for("0.1.tools.newsletter.npv.mean"),
            "by": ("score", "0.1.ranking.pairwise"),
            "decision_probability": (1.0, "0.1.ranking.winner"),
            "figures": (("default", "irr"), "0.1.tools.blog.irr.p50"),
        },
    ),
    "simulate": (
        blogroi.simulate,
        {"case": HOUSE, "draws": 150},
        {"case": (EARLIER, "newsletter"), **drawn("newsletter"), **conventions("newsletter")},
    ),
    "check": (
        blogroi.check,
        {"case": MEASURED},
        {
            "case": (SCORES, "verdict"),
            "select": (["BR11"], "findings"),
            "ignore": (["BR11"], "ignored"),
            "plan": (PLAN, "plan"),
            "series": ({"visits.csv:visits": "0b" * 32}, "findings"),
        },
    ),
    "choose": (
        blogroi.choose,
        {"case": HOUSE, "budget": 90_000, "draws": 150},
        {
            "case": (EARLIER, "value"),
            "budget": (1_000, "tools"),
            "by": ("score", "value"),
            "include": (["newsletter"], "value"),
            "plan": (PLAN, "plan"),
            **drawn("npv.newsletter.p95"),
            **conventions("npv.newsletter.mean"),
        },
    ),
    "scenarios": (
        blogroi.scenarios,
        {"case": HOUSE, "draws": 150},
        {
            "case": (EARLIER, "title"),
            "plan": (PLAN, "plan"),
            **drawn("scenarios[1].tools.newsletter.npv.p95"),
            **{
                name: row
                for name, row in conventions("scenarios[1].tools.newsletter.npv.mean").items()
                if name != "scenario"  # all of them are shown
            },
        },
    ),
    "worth_measuring": (
        blogroi.worth_measuring,
        {"case": HOUSE, "draws": 150},
        {
            "case": (EARLIER, "title"),
            "choices": ("one", "evpi"),
            "half_life": ("6 months", "evpi"),
            "given_up": (1e9, "worth_measuring"),
            "plan": (PLAN, "plan"),
            **drawn("npv.newsletter.p95"),
            **conventions("npv.newsletter.mean"),
        },
    ),
    "launch": (
        blogroi.launch,
        {"case": HOUSE, "draws": 150, "tool": "newsletter", "study": Survey(sd=40.0), "size": 20},
        {
            "case": (EARLIER, "npv.mean"),
            "tool": ("blog", "npv.mean"),
            "subject": ("tools.newsletter.costs", "voi_before_launch"),
            "study": (Survey(sd=4000.0), "voi_before_launch"),
            "size": (2, "voi_before_launch"),
            "cost": (123.0, "measurement_cost"),
            "after": ("3 months", "reversible"),
            "delay": (blogroi.Duration(weeks=20), "cost_of_delay"),
            "stopping_costs": (500.0, "options"),
            "error_ratio": (0.1, "voi_after_launch"),
            "half_life": (blogroi.Duration(months=6), "voi_after_launch"),
            "given_up": (500.0, "options"),
            "plan": (PLAN, "plan"),
            **drawn("npv.p95"),
            **conventions("npv.mean"),
        },
    ),
    "sensitivity": (
        blogroi.sensitivity,
        {"case": HOUSE, "draws": 150},
        {
            "case": (EARLIER, "title"),
            "plan": (PLAN, "plan"),
            **drawn("tools.newsletter.npv.p95"),
            **conventions(OF_NEWSLETTER),
        },
    ),
    "report_on": (
        blogroi.report_on,
        {"case": HOUSE, "draws": 150},
        {
            "case": (EARLIER, "evaluation.title"),
            "budget": (1_000, "choice.budget"),
            "plan": (PLAN, "evaluation.plan"),
            **drawn("evaluation.tools.newsletter.npv.p95"),
            **conventions("evaluation.tools.newsletter.npv.mean"),
        },
    ),
    "suppose": (
        blogroi.suppose,
        {"case": HOUSE, "draws": 150, "settings": {"tools.magazine.costs.Printing.amount": 15_000}},
        {
            "case": (MAGAZINE, "npv.newsletter.mean"),
            "settings": ({"tools.magazine.costs.Printing.amount": 16_000}, "npv.magazine.mean"),
            "plan": (PLAN, "plan"),
            **drawn("npv.newsletter.p95"),
            **conventions("npv.newsletter.mean"),
        },
    ),
    "total_influences": (
        blogroi.total_influences,
        {"case": HOUSE, "draws": 150, "tool": "newsletter"},
        {"case": (EARLIER, ""), "tool": ("magazine", ""), **drawn(""), "draws": (300, ""), **conventions("")},
    ),
    "updates": (
        blogroi.updates,
        {"case": HOUSE, "draws": 150},
        {"case": (EARLIER, ""), "evidence": (["assumed"], ""), **drawn("")},
    ),
    "history": (
        blogroi.history,
        {"cases": [OLDER, HOUSE], "draws": 150},
        {
            "cases": ([EARLIER], "snapshots"),
            "plan": (PLAN, "plan"),
            **drawn("snapshots[0].tools.newsletter.npv.p95"),
            **asked_for("snapshots[1].tools.newsletter.npv.mean"),
        },
    ),
    "replay": (
        audit.replay,
        {"result": RESULT, "case": HOUSE},
        {"result": (RESULT | {"seed": 2}, "same"), "case": (EARLIER, "same_case"), "plan": (PLAN, "same")},
    ),
    "register": (
        blogroi.register,
        {"case": HOUSE, "day": "2025-12-01"},
        {"case": (EARLIER, "case"), "day": ("2025-12-02", "seal")},
    ),
    "diff": (
        blogroi.diff,
        {"old": OLDER, "new": HOUSE, "draws": 150},
        {
            "old": (EARLIER, "changes"),
            "new": (SCORES, "changes"),
            "plan": (PLAN, "plan"),
            **drawn("new.npv.newsletter.p95"),
            **asked_for("new.npv.newsletter.mean"),
        },
    ),
    "neutrality": (
        audit.neutrality,
        {"case": HOUSE, "draws": 150},
        {"case": (EARLIER, "exchanged"), **drawn("evaluated"), **conventions("evaluated")},
    ),
    "surprises": (
        audit.surprises,
        {"past": [HOUSE], "draws": 150},
        {"past": ([SCORES, HOUSE], "shares"), **drawn("evaluated")},
    ),
}
OF_CASES = {"case", "cases", "past", "old"}
"""What the first argument of a question may be called."""

ANSWERS: dict[str, Any] = {}
"""What each question answers as it stands above, once it was asked."""

WATCHED = (
    *(
        "evaluate",
        "replay",
        "choose",
        "scenarios",
        "worth_measuring",
        "launch",
        "sensitivity",
        "report_on",
        "suppose",
        "diff",
        "history",
        "neutrality",
        "total_influences",
    ),
)
LIMITED = (*WATCHED, "simulate", "updates", "surprises", "evaluate_many")
"""In tests/evaluation/test_size.py, and tests/many/test_limits.py."""

SEEN_AT_WORK = {
    *(("evaluate", "threads"), ("replay", "threads"), ("scenarios", "scenario")),
    *((name, "progress") for name in WATCHED),
    *(("evaluate_many", name) for name in ("executor", "chunk", "ahead")),
    *((name, "limits") for name in LIMITED),
}
MANY = {"draws": DRAWS, "seed": SEED}
FEWER = {"total_influences": 16_384, "neutrality": 10_000, "surprises": 10_000}
"""Questions that evaluate many times, and take fewer draws of each."""


def arguments_of(function: Callable[..., object]) -> set[str]:
    parameters = inspect.signature(function).parameters
    named = {name for name, one in parameters.items() if one.kind is not inspect.Parameter.VAR_KEYWORD}
    return named | ({*get_type_hints(ConventionKeywords)} if len(named) < len(parameters) else set())


def plain(value: Any) -> Any:
    """An answer as data that can be compared."""
    if isinstance(value, Mapping):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return [plain(part) for part in value]
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, blogroi.ToolDraws):
        return [plain(value.benefits), plain(value.costs)]
    if attrs.has(type(value)):
        return {field.name: plain(getattr(value, field.name)) for field in attrs.fields(type(value)) if field.eq}
    return value


def at(answer: Any, place: str) -> Any:
    for part in place.replace("[", ".").replace("]", "").split(".") if place else ():
        answer = answer[int(part) if part.isdecimal() else part]
    return answer


def asked(name: str, monkeypatch: pytest.MonkeyPatch, **changes: Any) -> Any:
    """What a question answers, and beside it the figures of the evaluations that it rests on, where it does not give them."""
    function, given, _ = QUESTIONS[name]
    evaluated: list[object] = []

    def seen(*arguments: Any, **options: Any) -> blogroi.Evaluation:
        result = blogroi.evaluate(*arguments, **options)
        evaluated.append(result.to_dict()["tools"])
        return result

    if name in FEWER and hasattr(home := inspect.getmodule(function), "evaluate"):
        monkeypatch.setattr(home, "evaluate", seen)
    kept = {name: value for name, value in given.items() if "conventions" not in changes or name not in MANY}
    answer = plain(function(**(kept | changes)))
    return answer | {"evaluated": evaluated} if evaluated else answer


@pytest.mark.parametrize("name", QUESTIONS)
def test_all_past_the_case_is_given_by_name(name: str) -> None:
    first, *others = inspect.signature(QUESTIONS[name][0]).parameters.values()
    if first.name == "old":
        assert others.pop(0).name == "new"  # the case that it is held against
    assert first.name in OF_CASES
    assert first.default is inspect.Parameter.empty
    assert {one.kind for one in others} <= {inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD}


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_argument_has_a_row(name: str) -> None:
    function, _, rows = QUESTIONS[name]
    assert {*rows} | {argument for one, argument in SEEN_AT_WORK if one == name} == arguments_of(function)


def test_every_question_is_here() -> None:
    public = {
        name: value
        for home in (blogroi, audit)
        for name in home.__all__
        if inspect.isfunction(value := getattr(home, name))
    }
    taking = {name for name, function in public.items() if OF_CASES & arguments_of(function)}
    no_question = {"dump", "dumps", "questions", "template_from", "claims", "parity", "decide", "names_of", "chain"}
    no_question |= {"validate", "evaluate_into"}  # the first takes how many cases, the second gives a folder
    assert taking - no_question == {*QUESTIONS}


@pytest.mark.parametrize(("name", "argument"), [(name, row) for name, (*_, rows) in QUESTIONS.items() for row in rows])
def test_another_value_gives_another_answer(name: str, argument: str, monkeypatch: pytest.MonkeyPatch) -> None:
    value, place = QUESTIONS[name][2][argument]
    before = ANSWERS[name] if name in ANSWERS else ANSWERS.setdefault(name, asked(name, monkeypatch))
    assert at(before, place) != at(asked(name, monkeypatch, **{argument: value}), place)


@pytest.mark.parametrize("name", [name for name, (*_, rows) in QUESTIONS.items() if "draws" in rows])
def test_every_question_makes_the_same_draws(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    unsaid = {**QUESTIONS[name][1]}
    del unsaid["draws"]
    monkeypatch.setitem(QUESTIONS, name, (QUESTIONS[name][0], unsaid, {}))
    usual = {"draws": FEWER.get(name, DRAWS), "seed": SEED}
    assert asked(name, monkeypatch) == asked(name, monkeypatch, **usual)


@pytest.mark.parametrize("name", [name for name, (*_, rows) in QUESTIONS.items() if "conventions" in rows])
def test_ready_conventions_stand_for_the_keywords(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    stated: dict[str, Any] = {"draws": 120, "seed": 3, "gaps": "bounds", "exclude": ["cash"], "view": "whole-life"}
    by_keyword = asked(name, monkeypatch, **stated)
    assert by_keyword == asked(name, monkeypatch, conventions=Conventions.of(HOUSE, **stated))


@pytest.mark.parametrize(
    ("stated", "message"),
    [
        ({"conventions": "members"}, "conventions: 'members' is none: take those of an answer"),
        (
            {"conventions": Conventions.of(HOUSE), "viewpoint": "members"},
            "viewpoint: stands beside `conventions`, which say it already: `attrs.evolve` changes them",
        ),
        (
            {"conventions": Conventions.of(blogroi.load(CASES / "months.toml"))},
            "conventions: are those of a case with another window",
        ),
    ],
)
def test_conventions_that_are_none_of_this_question_are_refused(stated: Any, message: str) -> None:
    with pytest.raises(blogroi.OptionError) as refused:
        blogroi.sensitivity(HOUSE, **stated)
    assert str(refused.value) == message


@pytest.mark.parametrize("name", ["evaluate", "replay"])
def test_threads_are_started_as_many_as_are_asked_for_and_change_no_figure(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[int | None] = []

    class Pool(futures.ThreadPoolExecutor):
        def __init__(self, max_workers: int | None = None, *arguments: Any, **options: Any) -> None:
            started.append(max_workers)
            super().__init__(max_workers, *arguments, **options)

    monkeypatch.setattr(futures, "ThreadPoolExecutor", Pool)
    assert asked(name, monkeypatch) == asked(name, monkeypatch, threads=3)
    assert set(started) == {3}
    assert len(started) == 2  # for the tools and their scores, and for all of them beside their order


@pytest.mark.parametrize("name", [name for name, argument in sorted(SEEN_AT_WORK) if argument == "progress"])
def test_progress_is_told_to_the_last_and_changes_no_figure(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[int, int]] = []
    progress = lambda done, units: told.append((done, units))  # noqa: E731
    assert asked(name, monkeypatch) == asked(name, monkeypatch, progress=progress)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1][0] == told[-1][1]


def test_every_question_that_draws_tells_how_far_it_is_or_is_named_with_the_reason() -> None:
    untold = {
        "simulate": "draws nothing by itself: each tool is drawn when it is asked for",
        "evaluate_many": "yields its answers one by one, which whoever takes them counts",
        "updates": "draws the change of one effect after the other",
        "surprises": "goes through cases that whoever asks has counted",
    }
    drawing = {name for name, (*_, rows) in QUESTIONS.items() if {"draws", "result"} & {*rows}}
    assert drawing - {*untold} == {*WATCHED}


@pytest.mark.parametrize("number", [1e2, np.int64(100), np.float32(100.0), Decimal(100)])
@pytest.mark.parametrize("name", [name for name, (*_, rows) in QUESTIONS.items() if "draws" in rows])
def test_numbers_are_taken_as_other_libraries_write_them(
    name: str, number: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert asked(name, monkeypatch, draws=number, seed=type(number)(3)) == asked(name, monkeypatch, draws=100, seed=3)


@pytest.mark.parametrize(
    ("name", "arguments", "message"),
    [
        ("evaluate", {"draws": 1.5}, "draws: 1.5 is not a whole number"),
        ("evaluate", {"draws": "100"}, "draws: '100' is not a whole number: write 100, without quotes"),
        ("evaluate", {"draws": True}, "draws: true is not a whole number"),
        ("evaluate", {"draws": float("nan")}, "draws: nan is not a whole number"),
        ("evaluate", {"draws": 0}, "draws: 0 is not between 1 and 10000000"),
        ("evaluate", {"seed": -1}, "seed: -1 is not between 0 and 18446744073709551615"),
        ("evaluate", {"threads": 0}, "threads: 0 is not between 1 and 1024"),
        ("evaluate", {"decision_probability": 0.4}, "decision_probability: 0.4 is not a share from 0.5 to 1"),
        ("choose", {"budget": np.float64(-1)}, "budget: -1.0 is not an amount of at least 0"),
        ("choose", {"budget": "much"}, "budget: 'much' is not an amount of at least 0"),
        ("choose", {"budget": 1.1e18}, "budget: 1.1e+18 is too large a number: at most 1e+18"),
        ("choose", {"budget": 10**400}, "budget: a very large number is too large a number: at most 1e+18"),
        ("launch", {"stopping_costs": 1e308}, "stopping_costs: 1e+308 is too large a number: at most 1e+18"),
        (
            "worth_measuring",
            {"given_up": 10**19},
            "given_up: 1e+19 is too large a number: at most 1e+18",
        ),
        ("launch", {"size": 1.5}, "size: 1.5 is not a whole number"),
        ("launch", {"cost": float("inf")}, "cost: inf is not an amount of at least 0"),
        ("launch", {"stopping_costs": None}, "stopping_costs: nothing is not an amount of at least 0"),
        ("launch", {"error_ratio": 2}, "error_ratio: 2 is not a factor from 0 to 1"),
        ("evaluate", {"draws": "100 000"}, "draws: '100 000' is not a whole number: write 100000, without spaces"),
        (
            "evaluate",
            {"decision_probability": 90},
            "decision_probability: 90 is not a share from 0.5 to 1: write 0.9, for 90 %",
        ),
        (
            "evaluate",
            {"decision_probability": "0,9"},
            "decision_probability: '0,9' is not a share from 0.5 to 1: write 0.9, with a decimal point",
        ),
        ("launch", {"cost": "4 k€"}, "cost: '4 k€' is not an amount of at least 0: write 4000, for 4 k€"),
        ("total_influences", {"draws": "x"}, "draws: 'x' is not a whole number"),
        (
            "suppose",
            {"settings": {"indicators.calls.value": float("nan")}},
            "settings: indicators.calls.value: nan is not a finite number",
        ),
    ],
)
def test_what_is_no_such_number_is_refused_by_name(
    name: str, arguments: dict[str, Any], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(blogroi.OptionError) as refused:
        asked(name, monkeypatch, **arguments)
    assert str(refused.value) == message


def test_an_array_that_holds_one_number_is_not_a_list_of_samples() -> None:
    with pytest.raises(blogroi.CaseError, match="is not a list of numbers"):
        blogroi.Samples(np.array(3.0))


@pytest.mark.parametrize("given", ["case.toml", None, {}, [1]])
def test_what_is_not_a_case_is_refused_in_words_wherever_one_is_wanted(given: Any) -> None:
    for ask in (blogroi.evaluate, blogroi.check, blogroi.dumps):
        with pytest.raises(blogroi.BlogroiError, match="is not a case: "):
            ask(given)
