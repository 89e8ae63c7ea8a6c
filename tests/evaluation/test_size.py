"""What a question takes is told before it is begun, in proportion to what it uses; what is not allowed is refused unbegun."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import attrs
import pytest

import blogroi
from blogroi import LimitError, Limits
from blogroi.evaluation import evaluate as evaluation
from blogroi.evaluation import size
from tests.files import bombs

PROJECT = Path(__file__).parents[2]
CHAMBER = blogroi.load(PROJECT / "examples" / "chamber.toml")

QUESTIONS: dict[str, Any] = {
    "evaluate": lambda **asked: blogroi.evaluate(CHAMBER, **asked),
    "evaluate, npv": lambda **asked: blogroi.evaluate(CHAMBER, figures=("npv",), **asked),
    "simulate": lambda **asked: blogroi.simulate(CHAMBER, **asked),
    "choose": lambda **asked: blogroi.choose(CHAMBER, **asked),
    "launch": lambda **asked: blogroi.launch(CHAMBER, tool="blog", **asked),
    "scenarios": lambda **asked: blogroi.scenarios(
        attrs.evolve(CHAMBER, scenarios={"dear": blogroi.Scenario(statement="Dear", set={"discounting.rate": 0.3})}),
        **asked,
    ),
    "sensitivity": lambda **asked: blogroi.sensitivity(CHAMBER, **asked),
    "worth_measuring": lambda **asked: blogroi.worth_measuring(CHAMBER, **asked),
}


@pytest.mark.parametrize("name", QUESTIONS)
@pytest.mark.parametrize(
    ("limits", "asked"),
    [
        (Limits(tools=3), 4),
        (Limits(quantities=5), 30),
        (Limits(draws=299), 300),
        (Limits(bytes=1000), None),
        (Limits(seconds=1e-6), None),
    ],
    ids=["tools", "quantities", "draws", "bytes", "seconds"],
)
def test_every_question_is_refused_before_it_is_begun(name: str, limits: Limits, asked: int | None) -> None:
    def begun(*arguments: object, **options: object) -> None:
        raise AssertionError("begun")

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(evaluation, "shared_values", begun)
        with pytest.raises(LimitError) as found:
            QUESTIONS[name](draws=300, limits=limits)
    (stated,) = (one.name for one in attrs.fields(Limits) if getattr(limits, one.name) is not None)
    assert found.value.limit == stated
    assert found.value.allowed == getattr(limits, stated)
    assert found.value.asked > found.value.allowed
    assert asked is None or found.value.asked >= asked


@pytest.mark.parametrize("name", QUESTIONS)
def test_what_is_allowed_is_answered_as_ever(name: str) -> None:
    ask, wide = QUESTIONS[name], Limits(bytes=1 << 31, seconds=600.0, tools=4, quantities=100, draws=300)
    one, other = (ask(draws=300, limits=limits) for limits in (None, wide))
    if name == "simulate":
        assert (one["blog"].npv == other["blog"].npv).all()
    else:
        assert one == other


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
