"""One question, one figure: the same case under the same conventions gives the same figure in every answer, and the same text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import blogroi
from blogroi import Case, Evaluation, insight, report
from blogroi.results import Summary

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("**/*.toml"))
CONVENTIONS: list[dict[str, Any]] = [
    {},
    {"gaps": "bounds"},
    {"view": "whole-life", "viewpoint": "organisation"},
    {"exclude": ["capacity"], "claims": "scaled", "seed": 7},
]
DRAWS = 300


def cases() -> list[Any]:
    return [
        pytest.param(path, asked, id=f"{path.stem}-{place}")
        for path in EXAMPLES
        for place, asked in enumerate(CONVENTIONS)
    ]


def evaluated(case: Case, asked: dict[str, Any]) -> Evaluation:
    try:
        return blogroi.evaluate(case, DRAWS, **asked)
    except blogroi.CaseError as error:
        pytest.skip(f"the case has no such figures: {error}")


def known(result: Evaluation) -> dict[str, Summary]:
    return {key: tool.npv for key, tool in result.tools.items() if tool.npv is not None}


@pytest.mark.parametrize(("path", "asked"), cases())
def test_every_answer_gives_the_npv_of_the_evaluation_to_the_last_bit(path: Path, asked: dict[str, Any]) -> None:
    case = blogroi.load(path)
    npv = known(evaluated(case, asked))
    assert {key: tool.npv for key, tool in insight.sensitivity(case, DRAWS, **asked).tools.items()} == npv
    assert insight.worth_measuring(case, DRAWS, **asked).npv == npv
    assert insight.suppose(case, {}, DRAWS, **asked).npv == npv
    assert blogroi.choose(case, 1e6, draws=DRAWS, **asked).npv == npv
    for key, figure in npv.items():
        launched = insight.launch(case, DRAWS, tool=key, **asked)
        assert launched.npv == figure
        assert launched.value_of("run") == figure.mean


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_text_shows_the_same_figure_and_says_the_same_conventions(path: Path) -> None:
    case = blogroi.load(path)
    result = evaluated(case, {})
    told = report.report(result)
    answers = {
        "sensitivity": list(report.sensitivity_lines(insight.sensitivity(case, DRAWS))),
        "worth measuring": list(report.advice_lines(insight.worth_measuring(case, DRAWS, gaps=case.gaps))),
        "supposition": list(report.supposition_lines(insight.suppose(case, {}, DRAWS))),
    }
    for key, npv in known(result).items():
        said = f"NPV {report.amount(npv)} {case.currency}"
        assert any(said in verdict for verdict in told.verdicts)
        for lines in answers.values():
            assert any(line.startswith(case.tools[key].name) and said in line for line in lines)
    for lines in (*answers.values(), list(report.choice_lines(blogroi.choose(case, 1e6, draws=DRAWS)))):
        assert lines[-1] == told.conventions


def test_a_history_of_one_date_gives_the_figures_of_its_evaluation() -> None:
    for path in EXAMPLES:
        case = blogroi.load(path)
        snapshot = blogroi.history([case], DRAWS).snapshots[0]
        result = blogroi.evaluate(case, DRAWS)
        assert {key: tool.npv for key, tool in snapshot.tools.items()} == {k: t.npv for k, t in result.tools.items()}
        assert (snapshot.gaps, snapshot.window) == (result.gaps, result.window)
