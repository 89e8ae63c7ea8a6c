import json
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import fields, has

import blogroi
from blogroi import Beta, Normal, Point, Published, Range, RateBand, Samples, Scale, ThreePoint, Uniform, model
from blogroi.files.fingerprint import fingerprint
from blogroi.report.conventions import conventions


def parts_of(node: Any) -> Iterator[Any]:
    """Give every object of the model that a case is made of."""
    if isinstance(node, tuple):
        for part in node:
            yield from parts_of(part)
    elif isinstance(node, model.FrozenMap):
        yield from parts_of(tuple(node.values()))
    elif has(type(node)):
        yield node
        yield from parts_of(tuple(getattr(node, attribute.name) for attribute in fields(type(node))))


def test_the_documented_example_is_read(contract: str) -> None:
    case = blogroi.loads(contract)
    blog = case.tools["blog"]
    assert case.horizon.start == date(2026, 1, 1)
    assert case.objectives["renewals"].weight == Range(0.3, 0.6)
    assert case.indicators["calls_avoided"].scale == Scale(worst=0, best=4000)
    assert blog.costs[0].units == Range(250, 400)
    assert blog.effects["calls_avoided"].change == ThreePoint(400, 700, 1500)
    assert blog.effects["calls_avoided"].observed == date(2026, 5, 12)
    assert blog.published == (Published(roi=0.67, source="InformationWeek, 26 January 2007"),)
    assert case.tools["magazine"].not_applicable["calls_avoided"].startswith("printed twice")
    assert case.demands == {"blog": ("calls_avoided",), "magazine": ()}


BARE = """
blogroi = 1
title = "As little as may be"
currency = "EUR"
horizon = { start = 2026-01-01, periods = 3 }
discounting = { rate = 0.035 }
[objectives.time]
statement = "The help desk loses less time"
[levers.answers]
statement = "Questions are answered before they are asked"
objective = "time"
[indicators.calls]
statement = "Calls avoided in a year"
unit = "call"
better = "higher"
lever = "answers"
value = 8
[tools.blog]
[[tools.blog.costs]]
amount = 900
when = "each"
[tools.blog.effects.calls]
change = { low = 90, high = 300 }
"""

DEFAULTS = (
    ("rate = 0.035 }", 'rate = 0.035, timing = "end" }'),
    ("periods = 3 }", 'periods = 3, step = "year" }\ngaps = "no-credit"'),
    ("amount = 900", 'item = "Costs"\namount = 900'),
    ("change = {", 'evidence = "assumed"\ncredit = 1\ndeadweight = 0\nchange = {'),
)


def test_what_is_left_out_has_a_default() -> None:
    bare, full = blogroi.loads(BARE), BARE
    for old, new in DEFAULTS:
        assert old in full
        full = full.replace(old, new)
    assert blogroi.loads(full) == bare
    assert fingerprint(blogroi.loads(full)) == fingerprint(bare)
    assert (bare.objectives["time"].aim, bare.levers["answers"].family, bare.evaluated) == (None, None, None)
    assert blogroi.evaluate(bare, draws=100).tools["blog"].npv is not None


def test_a_case_of_python_has_the_same_defaults() -> None:
    made = blogroi.Case(
        title="As little as may be",
        currency="EUR",
        horizon=blogroi.Horizon(start=date(2026, 1, 1), periods=3),
        discounting=blogroi.Discounting(rate=0.035),
        objectives={"time": blogroi.Objective("The help desk loses less time")},
        levers={"answers": blogroi.Lever("Questions are answered before they are asked", objective="time")},
        indicators={
            "calls": blogroi.Indicator(
                statement="Calls avoided in a year", unit="call", better="higher", lever="answers", value=8
            )
        },
        tools={
            "blog": blogroi.Tool(
                costs=[blogroi.Cost(amount=900, when="each")], effects={"calls": blogroi.Effect(change=Range(90, 300))}
            )
        },
    )
    assert made == blogroi.loads(BARE)
    assert (made.day, blogroi.evaluate(made, draws=10).conventions.evaluated) == (None, None)


def test_a_file_without_a_day_is_of_the_day_on_which_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("blogroi.files.structure.today", lambda: date(2027, 2, 3))
    read = blogroi.loads(BARE)
    assert (read.evaluated, read.day) == (None, date(2027, 2, 3))
    assert blogroi.loads(BARE.replace("[objectives", "evaluated = 2026-06-30\n[objectives", 1)).read_on is None
    answer = blogroi.evaluate(read, draws=10)
    assert answer.conventions.evaluated == date(2027, 2, 3)
    assert "; evaluated on 2027-02-03; " in conventions(answer)
    assert blogroi.loads(blogroi.dumps(read)) == read


@pytest.mark.parametrize(
    ("stated", "quantity"),
    [
        ("7", Point(7)),
        ("7.5", Point(7.5)),
        ("{ low = 6, high = 11 }", Range(6, 11)),
        ("{ high = 11, low = 6, confidence = 0.8 }", Range(6, 11, 0.8)),
        ("{ low = 6, mode = 7, high = 11 }", ThreePoint(6, 7, 11)),
        ('{ low = 6, mode = 7, high = 11, shape = "pert" }', ThreePoint(6, 7, 11)),
        ('{ low = 6, mode = 7, high = 11, shape = "triangular" }', ThreePoint(6, 7, 11, "triangular")),
        ("{ mean = 8, sd = 1 }", Normal(8, 1)),
        ('{ mean = 8, sd = 1, shape = "lognormal" }', Normal(8, 1, "lognormal")),
        ('{ low = 6, high = 11, shape = "normal" }', Range(6, 11, shape="normal")),
        ('{ shape = "lognormal", low = 6, high = 11, confidence = 0.8 }', Range(6, 11, 0.8, "lognormal")),
        ('{ shape = "uniform", low = 0, high = 9 }', Uniform(0, 9)),
        ('{ shape = "beta", a = 8, b = 4 }', Beta(8, 4)),
        ("{ samples = [7, 8.5] }", Samples([7, 8.5])),
    ],
)
def test_every_shape_of_a_quantity_is_read(stated: str, quantity: model.Quantity) -> None:
    text = blogroi.template().replace("value = { low = 6, high = 11 }", f"value = {stated}")
    assert blogroi.loads(text).indicators["calls_avoided"].value == quantity


def test_every_field_is_read(everything: str) -> None:
    case = blogroi.loads(everything)
    said = {
        (type(part), attribute.name)
        for part in parts_of(case)
        for attribute in fields(type(part))
        if attribute.eq and getattr(part, attribute.name) not in (None, (), {}, "")
    }
    wanted = {(type(part), field.name) for part in parts_of(case) for field in fields(type(part)) if field.eq}
    assert said == wanted


def test_json_has_the_same_shape(everything: str) -> None:
    text = json.dumps(tomllib.loads(everything), default=str)
    assert blogroi.loads(text, format="json") == blogroi.loads(everything)


def test_a_schedule_of_rates_is_read(everything: str) -> None:
    bands = (RateBand(until=30, rate=0.035), RateBand(until=75, rate=0.03))
    assert blogroi.loads(everything).discounting.rate == bands


def test_the_public_is_a_beneficiary(everything: str) -> None:
    assert blogroi.loads(everything).objectives["renewals"].beneficiary == "public"


def test_one_published_figure_or_several_are_read(everything: str) -> None:
    tools = blogroi.loads(everything).tools
    assert [published.roi for published in tools["blog"].published] == [0.65, 0.67]
    assert [published.npv for published in tools["magazine"].published] == [-1]


def test_keys_keep_the_order_of_the_file(contract: str) -> None:
    document = tomllib.loads(contract)
    document["tools"] = dict(reversed(document["tools"].items()))
    assert list(blogroi.loads(contract).tools) == ["blog", "magazine"]
    assert list(blogroi.loads(json.dumps(document, default=str), format="json").tools) == ["magazine", "blog"]


@pytest.mark.parametrize("name", ["case.toml", "CASE.TOML", "case.json", "a case.é.json"])
def test_a_file_is_read_by_its_ending(name: str, tmp_path: Path, contract: str) -> None:
    case = blogroi.loads(contract)
    path = tmp_path / name
    path.write_text(blogroi.dumps(case, format="json" if name.endswith("json") else "toml"), encoding="utf-8")
    assert blogroi.load(path) == blogroi.load(str(path)) == case


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_line_ends_of_either_kind_are_read(ending: str, contract: str) -> None:
    assert blogroi.loads(contract.replace("\n", ending).encode()) == blogroi.loads(contract)


def test_a_byte_order_mark_in_a_text_is_no_fault(contract: str) -> None:
    assert blogroi.loads("\ufeff" + contract) == blogroi.loads(contract)


def test_the_template_is_a_whole_case_that_fits_a_screen() -> None:
    text = blogroi.template()
    case = blogroi.loads(text)
    assert case.objectives
    assert len(case.indicators) == len(case.tools) == 2
    assert "PLACEHOLDER" in text
    assert max(map(len, text.splitlines())) <= 120


def test_what_reads_is_loaded_when_something_is_read() -> None:
    code = "import sys, blogroi; blogroi.loads; assert not {'tomllib', 'blogroi.files.structure'} & set(sys.modules)"
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, check=False, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_what_words_faults_is_loaded_for_a_fault_alone() -> None:
    code = """
import sys, blogroi
blogroi.loads(blogroi.template())
words = {"blogroi.model.cures", "blogroi.model.misread", "blogroi.model.misread_dates", "blogroi.files.toml_syntax", "difflib"}
assert not words & set(sys.modules), words & set(sys.modules)
"""
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, check=False, text=True)
    assert (done.returncode, done.stderr) == (0, "")
