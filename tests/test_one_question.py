"""One question, one figure: the net present value of a tool is the same text in every command, format and object that shows it."""

import json
from collections.abc import Callable
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest

import blogroi
from blogroi import cli
from blogroi.report.conventions import conventions
from blogroi.results.format import amount, beside

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").rglob("*.toml"))
NAMES = [path.stem for path in EXAMPLES]
CASES = [
    *EXAMPLES,
    *sorted((Path(__file__).parent / "golden").rglob("*.toml")),
]  # with scenarios, rules for choosing and steps
DRAWS = 400
CONVENTIONS: list[dict[str, Any]] = [
    {"gaps": "bounds"},
    {"view": "whole-life", "viewpoint": "organisation"},
    {"exclude": ["capacity"], "claims": "scaled", "seed": 7},
]

stem = attrgetter("stem")

Ask = Callable[..., str]


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Ask:
    """Run a command on an example, and give what it prints, on one line where it is text."""

    def ask(command: str, path: Path, *words: str) -> str:
        assert cli.main([command, str(path), "--draws", f"{DRAWS}", *words]) == cli.FINE, capsys.readouterr().err
        printed = capsys.readouterr().out
        return printed if "json" in words else " ".join(printed.replace("\\", "").split())

    return ask


def figures(path: Path, **conventions: Any) -> tuple[blogroi.Evaluation, dict[str, Any], dict[str, str]]:
    """The evaluation of an example, and the net present values of its tools where they are known: as data, and as text."""
    result = blogroi.evaluate(blogroi.load(path), draws=DRAWS, **conventions)
    known = {key: tool for key, tool in result.tools.items() if tool.npv is not None}
    plain = {key: json.loads(result.to_json())["tools"][key]["npv"] for key in known}
    return result, plain, {key: amount(tool.npv) for key, tool in known.items()}


@pytest.mark.parametrize("path", EXAMPLES, ids=NAMES)
def test_an_evaluation_says_it_alike_in_text_markdown_data_python_and_notebooks(path: Path, ask: Ask) -> None:
    result, plain, text = figures(path)
    assert {
        key: tool["npv"]
        for key, tool in json.loads(ask("evaluate", path, "--format", "json"))["tools"].items()
        if key in plain
    } == plain
    for words in (["--full"], ["--full", "--format", "markdown"]):
        printed = ask("evaluate", path, *words).replace("|", "")
        for key, shown in text.items():
            assert " ".join(shown.replace("(", "").replace(")", "").split()) in " ".join(printed.split()), key
    for key, shown in text.items():
        assert f"{result.tools[key].verdict}; NPV {shown}>" in repr(result.tools[key])
    in_notebooks = result._repr_mimebundle_()
    for key in text:
        npv = result.tools[key].npv
        assert npv is not None
        assert f">{beside(npv.mean, npv)}<" in in_notebooks["text/html"] or len(text) == 1
    assert in_notebooks["text/plain"] == blogroi.text(result).rstrip()


@pytest.mark.parametrize("path", EXAMPLES, ids=NAMES)
def test_what_it_rests_on_starts_from_it(path: Path, ask: Ask) -> None:
    result, plain, text = figures(path)
    found = json.loads(ask("sensitivity", path, "--format", "json"))
    assert {key: tool["npv"] for key, tool in found["tools"].items()} == plain
    printed = ask("sensitivity", path, "--format", "markdown")
    for key, shown in text.items():
        assert f"| {result.tools[key].name} | {shown} |" in printed
    supposed = blogroi.suppose(blogroi.load(path), settings={}, draws=DRAWS)
    assert {key: amount(npv) for key, npv in supposed.npv.items()} == text


@pytest.mark.parametrize("path", EXAMPLES, ids=NAMES)
def test_what_is_worth_measuring_starts_from_it(path: Path, ask: Ask) -> None:
    result, plain, text = figures(path)
    found = json.loads(ask("worth-measuring", path, "--format", "json"))
    printed = ask("worth-measuring", path, "--format", "markdown", "--full")
    assert found["npv"] == plain
    filled: dict[str, str] = {}
    if found["npv_with_priors"] is not None:
        _, drawn, filled = figures(path, gaps="prior")
        assert found["npv_with_priors"] == drawn
    for key, shown in text.items():
        both = f" {filled[key]} |" if filled else ""
        assert f"| {result.tools[key].name} | {shown} |{both}" in printed
    now = sum(max(npv["mean"], 0.0) for npv in (found["npv_with_priors"] or found["npv"]).values())
    assert found["expected_npv_now"] == pytest.approx(now, rel=1e-12)


@pytest.mark.parametrize("path", EXAMPLES, ids=NAMES)
def test_whether_to_launch_starts_from_it(path: Path, ask: Ask) -> None:
    result, plain, text = figures(path)
    for key, shown in text.items():
        found = json.loads(ask("launch", path, "--tool", key, "--format", "json"))
        printed = ask("launch", path, "--tool", key, "--format", "markdown")
        assert (found["npv"] if found["npv_stated"] is None else found["npv_stated"]) == plain[key]
        (run,) = (option["value"] for option in found["options"] if option["name"] == "run")
        assert run == found["npv"]["mean"]
        if found["npv_stated"] is None:
            assert f"| run it without measuring | {shown.partition(' (')[0]} {result.currency} |" in printed
        else:
            _, drawn, filled = figures(path, gaps="prior")
            assert found["npv"] == drawn[key]
            assert f"brings in {shown} {result.currency} net if its missing effects count 0" in printed
            assert f"and {filled[key]} {result.currency} with them in their usual range" in printed


@pytest.mark.parametrize("path", EXAMPLES, ids=NAMES)
def test_a_choice_adds_it_up(path: Path, ask: Ask) -> None:
    _, plain, _ = figures(path)
    found = json.loads(ask("choose", path, "--budget", "1e9", "--format", "json"))
    assert found["npv"] == plain
    assert found["value"] == pytest.approx(sum(plain[key]["mean"] for key in found["tools"]), rel=1e-12)
    assert {*found["tools"]} == {key for key, npv in plain.items() if npv["mean"] > 0.0}


@pytest.mark.parametrize("path", EXAMPLES, ids=NAMES)
def test_a_history_keeps_it(path: Path, ask: Ask) -> None:
    result, plain, text = figures(path)
    (snapshot,) = json.loads(ask("history", path, "--format", "json"))["snapshots"]
    assert {key: tool["npv"] for key, tool in snapshot["tools"].items() if key in plain} == plain
    printed = ask("history", path, "--full", "--format", "markdown")
    for key, shown in text.items():
        assert f"| {result.tools[key].name} | {shown} |" in printed


@pytest.mark.parametrize("command", ["sensitivity", "worth-measuring", "launch", "choose", "history"])
def test_every_answer_states_the_conventions_in_the_words_of_an_evaluation(command: str, ask: Ask) -> None:
    (path,) = (path for path in EXAMPLES if path.stem == "chamber")
    needed = {"launch": ["--tool", "blog"], "choose": ["--budget", "5e4"]}.get(command, [])
    stated = [
        "--gaps",
        "prior",
        "--exclude",
        "proxy",
        "--viewpoint",
        "members",
        "--view",
        "whole-life",
        "--claims",
        "scaled",
    ]
    words = [*needed, *(stated if command != "history" else [])]
    asked = ask("evaluate", path, "--format", "json", *words[len(needed) :])
    evaluated = json.loads(asked)
    found = json.loads(ask(command, path, "--format", "json", *words))
    for name in ("currency", "conventions"):
        assert found[name] == evaluated[name], name
    line = conventions(blogroi.Evaluation.from_json(asked))
    assert ask(command, path, "--full", *words).endswith(" ".join(line.split()))


@pytest.mark.parametrize("conventions", CONVENTIONS, ids=["bounds", "whole-life", "excluded"])
@pytest.mark.parametrize("path", EXAMPLES, ids=NAMES)
def test_under_other_conventions_every_answer_has_its_figures_too(path: Path, conventions: dict[str, Any]) -> None:
    case = blogroi.load(path)
    try:
        result = blogroi.evaluate(case, draws=DRAWS, **conventions)
    except blogroi.CaseError as error:
        assert "prior: is missing" in str(error)  # no bounds can be said of it
        return
    npv = {key: tool.npv for key, tool in result.tools.items() if tool.npv is not None}
    found = blogroi.sensitivity(case, draws=DRAWS, **conventions)
    assert {key: tool.npv for key, tool in found.tools.items()} == npv
    for answer in (
        blogroi.choose(case, budget=1e9, draws=DRAWS, **conventions),
        blogroi.worth_measuring(case, draws=DRAWS, **conventions),
        blogroi.suppose(case, settings={}, draws=DRAWS, **conventions),
    ):
        assert answer.npv == npv
    for key, figure in npv.items():
        launched = blogroi.launch(case, draws=DRAWS, tool=key, **conventions)
        assert (launched.npv, launched.value_of("run")) == (figure, figure.mean)


@pytest.mark.parametrize("conventions", [{}, *CONVENTIONS, {"evidence": "corrected"}], ids=str)
@pytest.mark.parametrize("path", CASES, ids=stem)
def test_scenarios_differences_and_histories_have_the_figures_of_an_evaluation(
    path: Path, conventions: dict[str, Any]
) -> None:
    case = blogroi.load(path)
    try:
        result = blogroi.evaluate(case, draws=DRAWS, **conventions)
    except blogroi.CaseError as error:
        assert "prior: is missing" in str(error)  # no bounds can be said of it
        return
    every = {key: tool.npv for key, tool in result.tools.items()}
    rows = blogroi.scenarios(case, draws=DRAWS, **conventions).scenarios
    for row in rows:
        own = blogroi.evaluate(case, draws=DRAWS, scenario=row.scenario, **conventions)
        for key, tool in row.tools.items():
            known = own.tools[key]
            assert (tool.npv, tool.verdict, tool.probability_positive) == (
                known.npv,
                known.verdict,
                known.probability_positive,
            )
        assert row.winner == own.ranking.winner
        best = blogroi.choose(case, draws=DRAWS, scenario=row.scenario, **conventions)
        assert row.chosen in (None, best.tools)
    assert {key: tool.npv for key, tool in rows[0].tools.items()} == every
    same = blogroi.diff(case, case, draws=DRAWS, **conventions)
    assert same.old.npv == same.new.npv == every
    assert not same.changes
    (snapshot,) = blogroi.history([case], draws=DRAWS, **conventions).snapshots
    assert {key: tool.npv for key, tool in snapshot.tools.items()} == every


@pytest.mark.parametrize("path", CASES, ids=stem)
def test_every_answer_under_a_scenario_has_its_figures(path: Path) -> None:
    case = blogroi.load(path)
    for key in case.scenarios:
        result = blogroi.evaluate(case, draws=DRAWS, scenario=key)
        npv = {name: tool.npv for name, tool in result.tools.items() if tool.npv is not None}
        assert blogroi.worth_measuring(case, draws=DRAWS, scenario=key).npv == npv
        assert blogroi.suppose(case, settings={}, draws=DRAWS, scenario=key).npv == npv
        assert blogroi.choose(case, draws=DRAWS, scenario=key).npv == npv
        found = blogroi.sensitivity(case, draws=DRAWS, scenario=key)
        assert {name: tool.npv for name, tool in found.tools.items()} == npv
        for name in npv.keys() - {*case.choice.keep}:
            figure, launched = npv[name], blogroi.launch(case, draws=DRAWS, tool=name, scenario=key)
            assert (launched.npv if launched.npv_stated is None else launched.npv_stated) == figure


@pytest.mark.parametrize("path", CASES, ids=stem)
def test_all_tools_together_are_the_tools_added_up(path: Path) -> None:
    result = blogroi.evaluate(blogroi.load(path), draws=DRAWS)
    total = result.total
    if total is None:
        return
    for name in ("benefits", "costs", "npv", "npv_cash"):
        parts: list[blogroi.Summary | None] = [getattr(tool, name) for tool in result.tools.values()]
        whole = getattr(total, name)
        assert (whole is None) == (None in parts)
        if whole is not None:
            size = total.costs.mean + sum(abs(tool.benefits.mean) for tool in result.tools.values() if tool.benefits)
            assert whole.mean == pytest.approx(sum(part.mean for part in parts if part), abs=1e-9 * size)
