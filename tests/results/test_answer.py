"""Every answer has one envelope, and comes back from its plain data as it was."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import blogroi
from blogroi.results.answer import READERS, Answer, CaseAnswer, DrawnAnswer
from tests.results.answers import CASES, CHAMBER, OF_A_CASE, OTHERS


def comes_back(answer: Answer) -> None:
    document = answer.to_dict()
    text = json.dumps(document, allow_nan=False)
    assert type(answer).from_dict(document) == answer
    again = type(answer).from_dict(json.loads(text))
    assert again == answer
    assert json.dumps(again.to_dict()) == text


@pytest.mark.parametrize("question", OF_A_CASE)
@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_every_answer_on_every_example_comes_back_as_it_was(path: Path, question: str) -> None:
    comes_back(OF_A_CASE[question](blogroi.load(path)))


@pytest.mark.parametrize("name", OTHERS)
def test_every_other_answer_comes_back_as_it_was(name: str) -> None:
    comes_back(OTHERS[name]())


def test_a_tool_of_every_example_is_launched_and_comes_back() -> None:
    for path in CASES:
        case = blogroi.load(path)
        key = next((key for key, tool in sorted(case.tools.items()) if tool.costs), None)
        if key is not None:
            comes_back(blogroi.launch(case, draws=100, tool=key))


def test_an_answer_on_a_case_says_what_it_is_of_and_under_what_conventions() -> None:
    document = blogroi.sensitivity(CHAMBER, draws=100, viewpoint="members").to_dict()
    assert list(document)[:9] == [
        "blogroi", "answer", "version", "numpy", "fingerprint", "title", "currency", "conventions", "names"
    ]  # fmt: skip
    assert (document["blogroi"], document["answer"]) == (2, "sensitivity")
    assert (document["version"], document["numpy"]) == (blogroi.__version__, np.__version__)
    assert (document["title"], document["currency"]) == (CHAMBER.title, "EUR")
    assert document["conventions"] == {
        "evaluated": "2026-06-30",
        "window": {"start": "2026-01-01", "periods": 3, "step": "year"},
        "discounting": {"rate": 0.035, "timing": "end", "kind": None},
        "prices": None,
        "draws": 100,
        "seed": 1,
        "gaps": "no-credit",
        "viewpoint": "members",
        "view": "forward-looking",
        "claims": "stated",
        "evidence": "stated",
        "exclude": [],
        "scenario": None,
    }
    names = document["names"]
    assert {part: list(names[part]) for part in names} == {
        part: sorted(getattr(CHAMBER, part))
        for part in ("tools", "indicators", "levers", "objectives", "drivers", "scenarios")
    }
    assert names["indicators"]["calls_avoided"] == {
        "statement": CHAMBER.indicators["calls_avoided"].statement,
        "unit": "call",
    }


def test_an_answer_without_draws_or_without_a_case_says_what_applies() -> None:
    check, explained = blogroi.check(CHAMBER).to_dict(), blogroi.explain("BR111").to_dict()
    assert {"fingerprint", "title", "currency", "names"} <= check.keys()
    assert not {"numpy", "conventions"} & check.keys()
    assert list(explained)[:3] == ["blogroi", "answer", "version"]
    assert not {"fingerprint", "currency", "names"} & explained.keys()


def kinds_of(cls: type[Answer]) -> set[type[Answer]]:
    return {cls}.union(*(kinds_of(one) for one in cls.__subclasses__()))


def test_everybody_who_reads_an_answer_is_found_under_its_name() -> None:
    assert all(hasattr(blogroi, name) for name in blogroi.__all__)  # which loads them
    found = {
        cls.ANSWER
        for cls in kinds_of(Answer) - {Answer, CaseAnswer, DrawnAnswer}
        if cls.__module__.startswith("blogroi.")
    }
    assert found == READERS.keys()
    for answer, name in READERS.items():
        home: Any = blogroi
        for step in name.split("."):
            home = getattr(home, step)
        assert answer == home.ANSWER


def evaluated() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(blogroi.evaluate(blogroi.loads(blogroi.template()), draws=10).to_json())
    return document


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"blogroi": 1}, "is of version 1; what is read here is version 2: give the answer again from its case"),
        ({"blogroi": 3}, "is of version 3; what is read here is version 2"),
        ({"blogroi": True}, "is of version true; what is read here is version 2"),
        ({"answer": "choice"}, "answers `choice`, not `evaluation`: `blogroi.Choice.from_dict` reads it"),
        ({"answer": "oracle"}, "answers `oracle`, not `evaluation`"),
        ({"answer": None}, "answers nothing, not `evaluation`"),
        ({"titles": "x"}, "titles: is not known: did you mean `title`?"),
        ({"checks": {}}, "checks: a table is not a list"),
        ({"tools": []}, "tools: a list is not a table"),
        ({"currency": 5}, "currency: 5 is not a text"),
    ],
)
def test_a_document_that_is_none_of_it_is_refused_with_what_to_do(change: dict[str, Any], message: str) -> None:
    with pytest.raises(blogroi.OptionError) as refused:
        blogroi.Evaluation.from_dict(evaluated() | change)
    assert str(refused.value) == f"document: {message}"


@pytest.mark.parametrize("cls", [Answer, CaseAnswer, DrawnAnswer])
def test_what_answers_have_in_common_reads_none_of_them_and_says_who_does(cls: type[Answer]) -> None:
    with pytest.raises(blogroi.OptionError) as refused:
        cls.from_dict(evaluated())
    assert str(refused.value) == "document: answers `evaluation`: `blogroi.Evaluation.from_dict` reads it"


@pytest.mark.parametrize("document", [5, None, "{}", []])
def test_what_is_no_document_is_refused(document: Any) -> None:
    with pytest.raises(blogroi.OptionError, match=r"is not an answer as plain data: `json\.loads` reads its text"):
        blogroi.Evaluation.from_dict(document)


@pytest.mark.parametrize(
    ("steps", "value", "message"),
    [
        (("tools", "blog", "npv", "mean"), "10", "tools.blog.npv.mean: '10' is not a number"),
        (("tools", "blog", "npv", "mean"), True, "tools.blog.npv.mean: true is not a number"),
        (("tools", "blog", "gaps"), "calls", "tools.blog.gaps: 'calls' is not a list"),
        (("tools", "blog", "irr", "status"), "on", "tools.blog.irr.status: 'on' is not known: did you mean `one`?"),
        (("conventions", "draws"), 10.5, "conventions.draws: 10.5 is not a whole number"),
        (("conventions", "seed"), -1, "conventions.seed: -1 is not between 0 and 18446744073709551615"),
        (("conventions", "viewpoint"), "Mars", "conventions.viewpoint: 'Mars' is not known: one of customers, employees, everyone, members, organisation, public, taxpayers"),
        (("conventions", "window", "start"), "soon", "conventions.window.start: 'soon' is not a day: write it as 2026-01-31"),
        (("conventions", "window", "periods"), 0, "conventions.window.periods: 0 is not between 1 and 1200"),
        (("conventions", "discounting", "rate"), "low", "conventions.discounting.rate: 'low' is not a number"),
        (("conventions", "discounting", "rate"), [{"until": 2}], "conventions.discounting.rate[1].rate: is missing"),
        (("checks",), [{"code": "BR201"}], "checks[1].severity: is missing; checks[1].path: is missing; checks[1].message: is missing"),
        (("ranking", "intervals"), {"blog": [1]}, "ranking.intervals.blog: a list of 1 is not one of 2"),
        (("robustness", "survives"), 1, "robustness.survives: 1 is not true or false"),
        (("names", "tools"), {"a.b": 5}, 'names.tools."a.b": 5 is not a text'),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_document_is_named_by_its_path(steps: tuple[str, ...], value: Any, message: str) -> None:
    document = evaluated()
    part = document
    for step in steps[:-1]:
        part = part[step]
    part[steps[-1]] = value
    with pytest.raises(blogroi.OptionError) as refused:
        blogroi.Evaluation.from_dict(document)
    assert str(refused.value) == f"document: {message}"


def test_nothing_may_be_left_out_that_was_written_even_where_a_class_has_a_default() -> None:
    document = evaluated()
    for name in [name for name in document if name not in ("blogroi", "answer")]:
        left = {key: part for key, part in document.items() if key != name}
        with pytest.raises(blogroi.OptionError, match=rf"^document: {name}: is missing$"):
            blogroi.Evaluation.from_dict(left)


def test_what_is_not_known_is_told_in_order_and_beside_what_is_missing_and_what_is_wrong() -> None:
    document = evaluated()
    strangers = dict.fromkeys(("zz", "mm", "aa", "qq", "bb"), 1)
    with pytest.raises(blogroi.OptionError) as refused:
        blogroi.Evaluation.from_dict(document | strangers)
    assert re.findall(r"(\w+): is not known", str(refused.value)) == sorted(strangers)
    del document["conventions"]["seed"]
    document["conventions"]["draws"] = "many"
    with pytest.raises(blogroi.OptionError) as both:
        blogroi.Evaluation.from_dict(document)
    assert "conventions.seed: is missing" in str(both.value)
    assert "conventions.draws: 'many' is not a whole number" in str(both.value)


def test_of_many_faults_a_few_are_told_and_the_others_counted() -> None:
    document = evaluated()
    document["names"]["tools"] = {f"t{number}": number for number in range(9)}
    with pytest.raises(blogroi.OptionError, match=r"t4: 4 is not a text; and 4 more$"):
        blogroi.Evaluation.from_dict(document)


def test_what_follows_from_the_rest_stands_in_the_data_and_is_not_read() -> None:
    review = blogroi.check(CHAMBER, ignore={"BR12": "later"})
    document = review.to_dict()
    assert document["ready"] is review.ready
    assert {one["severity"] for one in document["findings"]} <= {"error", "warning", "info"}
    assert {one["reason"] for one in document["ignored"]} == {"later"}
    assert document["codes"].keys() == {one["code"] for one in (*document["findings"], *document["ignored"])}
    assert blogroi.PlanReview.from_dict(document | {"ready": not review.ready}) == review
    document["findings"][1]["code"] = "BR1111"
    with pytest.raises(
        blogroi.OptionError, match=r"findings\[2\]\.code: there is no code 'BR1111': did you mean `BR111`"
    ):
        blogroi.PlanReview.from_dict(document)


def test_who_wants_no_plain_data_does_not_wait_for_what_makes_it() -> None:
    code = (
        "import sys, blogroi; case = blogroi.loads(blogroi.template()); found = blogroi.evaluate(case, draws=10);"
        " before = 'cattrs' in sys.modules; found.to_dict(); print(before, 'cattrs' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]
