"""What a question takes is told before it is begun, in proportion to what it uses; what is not allowed is refused unbegun."""

from __future__ import annotations

import inspect
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest

import blogroi
from blogroi import LimitError, Limits, audit
from blogroi.audit import diff as diff_module
from blogroi.decisions import decision, total_influences, updating
from blogroi.engine.kept_flows import KeptFlows
from blogroi.evaluation import evaluate as evaluation
from blogroi.evaluation import size
from blogroi.model import limits
from tests.files import bombs

PROJECT = Path(__file__).parents[2]
CHAMBER = blogroi.load(PROJECT / "examples" / "chamber.toml")

DEARER = attrs.evolve(CHAMBER, scenarios={"dear": blogroi.Scenario(statement="Dear", set={"discounting.rate": 0.3})})
CHANGED = attrs.evolve(CHAMBER, discounting=attrs.evolve(CHAMBER.discounting, rate=0.1))
LATER = attrs.evolve(CHAMBER, evaluated=date(2030, 1, 1))
RESULT = blogroi.evaluate(CHAMBER, draws=300).to_dict()


def of_a_session(**asked: Any) -> Any:
    return blogroi.Session(CHAMBER, **asked).evaluate(settings={"discounting.rate": 0.1})


QUESTIONS: dict[str, Any] = {
    "evaluate": lambda **asked: blogroi.evaluate(CHAMBER, **asked),
    "evaluate, npv": lambda **asked: blogroi.evaluate(CHAMBER, figures=("npv",), **asked),
    "simulate": lambda **asked: blogroi.simulate(CHAMBER, **asked),
    "choose": lambda **asked: blogroi.choose(CHAMBER, **asked),
    "launch": lambda **asked: blogroi.launch(CHAMBER, tool="blog", **asked),
    "scenarios": lambda **asked: blogroi.scenarios(DEARER, **asked),
    "sensitivity": lambda **asked: blogroi.sensitivity(CHAMBER, **asked),
    "worth_measuring": lambda **asked: blogroi.worth_measuring(CHAMBER, **asked),
    "report_on": lambda **asked: blogroi.report_on(DEARER, **asked),
    "suppose": lambda **asked: blogroi.suppose(CHAMBER, settings={"discounting.rate": 0.1}, **asked),
    "decide": lambda **asked: blogroi.decide(CHAMBER, **asked).npv,
    "total_influences": lambda **asked: blogroi.total_influences(CHAMBER, tool="blog", **asked),
    "updates": lambda **asked: blogroi.updates(CHAMBER, **asked),
    "history": lambda **asked: blogroi.history([CHAMBER, LATER], **asked),
    "diff": lambda **asked: blogroi.diff(CHAMBER, CHANGED, **asked),
    "neutrality": lambda **asked: blogroi.neutrality(CHAMBER, **asked),
    "replay": lambda draws, **asked: blogroi.replay(CHAMBER, result=RESULT, **asked),
    "surprises": lambda **asked: audit.surprises([CHAMBER], **asked),
    "Session": of_a_session,
}
"""Questions that take limits, each so that it is asked of four tools with uncertain quantities and as many draws as are said."""

WITHOUT = {
    **dict.fromkeys(("load", "loads"), "read: tests/model/test_limits.py"),
    **dict.fromkeys(
        ("evaluate_many", "evaluate_into"), "a case that asks for too much is an item: tests/many/test_limits.py"
    ),
    **dict.fromkeys(("dump", "dumps", "template", "template_from", "case_schema"), "write what is there"),
    **dict.fromkeys(("check", "questions", "register", "parity"), "read what a case states, and draw nothing"),
    **dict.fromkeys(
        ("html", "markdown", "text", "workbook", "chain", "priorities"), "lay out answers, and draw nothing"
    ),
    **dict.fromkeys(("gather", "allowances"), "go through answers that are there"),
    **dict.fromkeys(("explain", "references"), "are about no case"),
    "claims": "is part of every evaluation, which is asked with limits",
    "validate": "draws cases of its own, as many as it is told",
}
"""Public functions that take none, or are held elsewhere, with the reason."""


def test_every_public_question_takes_limits_or_is_named_with_the_reason() -> None:
    public = {
        name: value
        for home in (blogroi, audit)
        for name in home.__all__
        if inspect.isfunction(value := getattr(home, name))
    }
    taking = {name for name, function in public.items() if "limits" in inspect.signature(function).parameters}
    asked = {name.partition(",")[0] for name in QUESTIONS}
    assert taking | {"Session"} == asked | {"load", "loads", "evaluate_many", "evaluate_into"}
    assert {*public, "Session"} - asked == {*WITHOUT}
    assert "limits" in inspect.signature(blogroi.Session).parameters


@pytest.mark.parametrize("name", QUESTIONS)
@pytest.mark.parametrize(
    ("stated", "asked"),
    [
        (Limits(tools=3), 4),
        (Limits(quantities=5), 30),
        (Limits(draws=99), 100),
        (Limits(bytes=1000), None),
        (Limits(seconds=1e-6), None),
    ],
    ids=["tools", "quantities", "draws", "bytes", "seconds"],
)
def test_every_question_is_refused_before_it_is_begun(name: str, stated: Limits, asked: int | None) -> None:
    def begun(*arguments: object, **options: object) -> None:
        raise AssertionError("begun")

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(evaluation, "shared_values", begun)
        patched.setattr(evaluation, "details_of", begun)
        patched.setattr(updating, "net_change", begun)
        patched.setattr(KeptFlows, "sums", begun)
        if name != "total_influences":  # which first looks at a hundred draws, to know its inputs
            patched.setattr(decision, "net_of", begun)
        with pytest.raises(LimitError) as found:
            QUESTIONS[name](draws=300, limits=stated)
    (limit,) = (one.name for one in attrs.fields(Limits) if getattr(stated, one.name) is not None)
    assert found.value.limit == limit
    assert found.value.allowed == getattr(stated, limit)
    assert found.value.asked > found.value.allowed
    assert asked is None or found.value.asked >= asked


@pytest.mark.parametrize("name", QUESTIONS)
def test_what_is_allowed_is_answered_as_ever(name: str) -> None:
    ask, wide = QUESTIONS[name], Limits(bytes=1 << 31, seconds=600.0, tools=4, quantities=100, draws=300)
    one, other = (ask(draws=300, limits=stated) for stated in (None, wide))
    if name in ("simulate", "decide"):
        one, other = (answer["blog"] if name == "decide" else answer["blog"].npv for answer in (one, other))
        assert (one == other).all()
    else:
        assert one == other


@pytest.mark.parametrize("name", QUESTIONS)
def test_what_is_allowed_is_allowed_in_all_that_a_question_asks(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that asks another for an answer passes its limits on: none is held to those that nobody stated."""
    monkeypatch.setattr(limits, "DEFAULTS", attrs.evolve(limits.DEFAULTS, tools=3, quantities=1))
    QUESTIONS[name](draws=300, limits=Limits(tools=4, quantities=1000))
    with pytest.raises(LimitError):
        QUESTIONS[name](draws=300)


@pytest.mark.parametrize(
    ("name", "times"),
    [
        *(
            ("simulate", 1),
            ("choose", 1.5),
            ("sensitivity", 2),
            ("worth_measuring", 2),
            ("neutrality", 2),
            ("launch", 3),
        ),
        *(("scenarios", 2), ("history", 2), ("report_on", 8.5), ("diff", 2)),
        *(("suppose", 1), ("decide", 1), ("updates", 1), ("surprises", 1), ("replay", 1)),
    ],
)
def test_time_is_that_of_all_evaluations_that_a_question_takes(
    name: str, times: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(size, "_pace", lambda: 1.0)
    needed = []
    for one in ("evaluate", name):
        with pytest.raises(LimitError) as found:
            QUESTIONS[one](draws=300, limits=Limits(seconds=1e-9))
        needed.append(found.value.asked)
    assert needed[1] == pytest.approx(times * needed[0], rel=1e-9)


def test_time_of_a_diff_is_that_of_its_changes_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(size, "_pace", lambda: 1.0)
    with pytest.raises(LimitError) as two:
        blogroi.diff(CHAMBER, CHANGED, draws=300, limits=Limits(seconds=1e-9))
    begun: list[object] = []
    monkeypatch.setattr(diff_module, "evaluate", lambda *given, **_: begun.append(given))
    with pytest.raises(LimitError) as all_of_it:
        blogroi.diff(CHAMBER, CHANGED, draws=300, limits=Limits(seconds=two.value.asked))
    assert all_of_it.value.asked == pytest.approx(
        two.value.asked * (2 + 1 / 8) / 2, rel=1e-9
    )  # one change of all tools
    assert not begun


def test_time_and_memory_of_total_influences_are_those_of_all_inputs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(size, "_pace", lambda: 1.0)
    inputs = len(blogroi.total_influences(CHAMBER, tool="blog", draws=300))
    monkeypatch.setattr(total_influences, "totals_of", lambda *_, **__: pytest.fail("begun"))
    needed = []
    for draws in (512, 1024):
        with pytest.raises(LimitError) as found:
            blogroi.total_influences(CHAMBER, tool="blog", draws=draws, limits=Limits(seconds=1e-9))
        needed.append(found.value.asked)
    with pytest.raises(LimitError) as once:
        blogroi.evaluate(CHAMBER, draws=512, limits=Limits(seconds=1e-9))
    assert needed[0] == pytest.approx((inputs + 2) * once.value.asked, rel=1e-9)
    assert needed[0] < needed[1] < 2 * needed[0]
    with pytest.raises(LimitError) as room:
        blogroi.total_influences(CHAMBER, tool="blog", draws=2**20, limits=Limits(bytes=1 << 26))
    assert room.value.asked > 8 * 2**20 * 6 * inputs  # two points and four arrays of each


@pytest.mark.parametrize("evidence", ["stated", "corrected"])
def test_what_is_corrected_is_evaluated_twice(evidence: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(size, "_pace", lambda: 1.0)
    begun: list[str] = []
    monkeypatch.setattr(evaluation, "score_board", lambda *_: begun.append("begun"))
    asked = {}
    for name in ("evaluate", "simulate"):
        with pytest.raises(LimitError) as found:
            QUESTIONS[name](draws=300, evidence=evidence, limits=Limits(seconds=1e-9))
        asked[name] = found.value.asked
    assert asked["evaluate"] == asked["simulate"]
    with pytest.raises(LimitError) as once:
        blogroi.evaluate(CHAMBER, draws=300, limits=Limits(seconds=1e-9))
    assert asked["evaluate"] / once.value.asked == pytest.approx(2 if evidence == "corrected" else 1, rel=0.1)
    assert not begun


def test_the_refusal_says_how_many_draws_there_is_room_for() -> None:
    with pytest.raises(
        LimitError, match=r"about \d+ MiB of memory are needed, and 30 MiB are allowed: take at most"
    ) as found:
        blogroi.evaluate(CHAMBER, limits=Limits(bytes=30 << 20))
    draws = int(str(found.value).partition("at most ")[2].partition(" draws")[0].replace(",", ""))
    blogroi.evaluate(CHAMBER, draws=draws, limits=Limits(bytes=30 << 20))
    with pytest.raises(LimitError):
        blogroi.evaluate(CHAMBER, draws=draws + 1, limits=Limits(bytes=30 << 20))
    with pytest.raises(LimitError, match="are allowed: leave something out of the case, or allow them"):
        blogroi.evaluate(CHAMBER, draws=1, limits=Limits(bytes=1 << 20))


def test_the_refusal_says_how_many_draws_there_is_time_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(size, "_pace", lambda: 1.0)
    with pytest.raises(
        LimitError, match=r"about [\d.]+ s of processor time are needed, and 0.1 s are allowed"
    ) as found:
        blogroi.evaluate(CHAMBER, draws=1_000_000, limits=Limits(seconds=0.1))
    draws = int(str(found.value).partition("at most ")[2].partition(" draws")[0].replace(",", ""))
    blogroi.evaluate(CHAMBER, draws=draws, limits=Limits(seconds=0.1))
    seconds = float(str(found.value).partition("Limits(seconds=")[2].partition(")")[0])
    held = attrs.evolve(blogroi.evaluate(CHAMBER, draws=10).conventions, draws=1_000_000)
    size.allow(CHAMBER, held, Limits(seconds=seconds))
    with pytest.raises(LimitError):
        size.allow(CHAMBER, held, Limits(seconds=0.1))


def test_where_one_draw_has_room_it_is_proposed() -> None:
    assert size._fewer(1.0) == "take at most 1 draws"
    assert size._fewer(0.999) == "leave something out of the case"


def test_what_fills_all_the_room_that_there_is_has_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(size, "_MOST_BYTES", 8 * 1000 + 80)
    size.check_room(2.0, 500, taken=80.0)
    with pytest.raises(blogroi.OptionError, match=r"501 is too many for a case of this size: at most 500$"):
        size.check_room(2.0, 501, taken=80.0)
    with pytest.raises(blogroi.OptionError, match=r"at most 0$"):
        size.check_room(2.0, 1, taken=9000.0)


def test_too_many_tools_are_refused_though_nobody_said_a_limit() -> None:
    many = blogroi.loads(bombs.tools(501), limits=Limits(tools=501))
    with pytest.raises(LimitError, match="501 tools are more than the 500 that are allowed"):
        blogroi.evaluate(many, draws=1)


MEASURED = """
import json, sys, time
import blogroi
from blogroi.engine.compile.better_side import better_side
from blogroi.engine.compile.build import build_frame
from blogroi.evaluation.size import size_of
from blogroi.model.asked import conventions_of
def peak():  # `ru_maxrss` begins with what the parent had
    status = open("/proc/self/status").read()
    return 1024 * int(status.partition("VmHWM:")[2].split()[0])
sys.path.insert(0, sys.argv[1])
from growth import sized_case
name, draws, figures = sys.argv[2], int(sys.argv[3]), sys.argv[4].split(",")
sizes = [int(part) for part in name.split("x")] if name[0].isdecimal() else []
case = sized_case(tools=sizes[0], indicators=sizes[1], periods=3) if sizes else blogroi.load(name)
blogroi.evaluate(blogroi.loads(blogroi.template()), draws=200, figures=figures)
size = size_of(case, build_frame(better_side(case.blinded()), conventions_of(case, None))[0], figures=figures)
before, begun = peak(), time.process_time()
blogroi.evaluate(case, draws=draws, figures=figures)
used = peak() - before
print(json.dumps([size.bytes(draws) / used, size.seconds(draws) / (time.process_time() - begun)]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the most memory so far stands elsewhere on other systems")
@pytest.mark.parametrize(
    ("name", "draws", "figures"),
    [
        (str(PROJECT / "examples" / "chamber.toml"), 100_000, "default"),
        (str(PROJECT / "examples" / "b2b-blog.toml"), 50_000, "default"),
        (str(PROJECT / "examples" / "internal-effects.toml"), 100_000, "default,irr"),
        ("256x4", 1000, "default"),
        ("8x3", 1_000_000, "npv"),
    ],
)
def test_an_estimate_is_in_proportion_to_what_is_used(name: str, draws: int, figures: str) -> None:
    """Of memory within a factor of 2; of time, on a machine that does other work as well, within one of 4."""
    command = [sys.executable, "-c", MEASURED, str(PROJECT / "benchmarks"), name, str(draws), figures]
    memory, seconds = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert 0.5 <= memory <= 2.0
    assert 0.25 <= seconds <= 4.0
