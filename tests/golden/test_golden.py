"""What every command prints for small cases that reach every section of its answer, compared with what it printed before.

What changes on purpose is renewed with ``pytest tests/golden --renew``: the difference then belongs to the change, and says what
users will see. Data is compared in its structure exactly and in its numbers to twelve digits, which other processors and versions
of numpy leave as they are; words are compared exactly.
"""

import json
import math
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import attrs
import pytest

import blogroi
from blogroi import cli
from blogroi.cli.program import COMMANDS
from blogroi.testing.variants.naming import renamed
from tests.reading_pages import outline, read_page
from tests.short import SHORT

HERE = Path(__file__).parent
EXPECTED = HERE / "expected"
DRAWS = ["--draws", "200"]
AGED = ["--half-life", "18 months", "--given-up", "400"]
GAP = ["--tool", "newsletter", "--subject", "tools.newsletter.gaps.calls", "--after", "8weeks", "--exclude", "proxy"]
PLANTED = ["--cases", "50", "--seed", "3"]
ANSWERS = {
    "evaluate": ["house.toml", *DRAWS],
    "evaluate-prior": ["house.toml", *DRAWS, "--gaps", "prior", "--by", "score", "--claims", "scaled"],
    "evaluate-bounds": ["house.toml", *DRAWS, "--gaps", "bounds", "--view", "whole-life", "--viewpoint", "members"],
    "evaluate-months": ["months.toml", *DRAWS, "--exclude", "capacity", "--figures", "default", "--figures", "irr"],
    "evaluate-flows": ["house.toml", *DRAWS, "--figures", "default, cash_by_period"],
    "evaluate-evidence": ["house.toml", *DRAWS, "--evidence", "corrected"],
    "evaluate-scores": ["scores.toml", *DRAWS, "--by", "score"],
    "check": ["house.toml"],
    "explain": ["BR111"],
    "choose-tie": ["scores.toml", *DRAWS, "--budget", "2500"],
    "choose": ["house.toml", *DRAWS, "--budget", "90000", "--include", "magazine"],
    "worth-measuring": ["house.toml", *DRAWS],
    "launch": ["house.toml", *DRAWS, "--tool", "blog"],
    "launch-months": ["months.toml", *DRAWS, "--tool", "intranet", "--subject", "tools.intranet.effects.hours"],
    "worth-measuring-months": ["months.toml", *DRAWS],
    "launch-open": ["house-2024.toml", *DRAWS, "--tool", "newsletter"],
    "launch-gap": ["house.toml", *DRAWS, *GAP],
    "launch-aged": ["house.toml", *DRAWS, "--tool", "blog", *AGED],
    "worth-measuring-aged": ["house.toml", *DRAWS, *AGED],
    "sensitivity": ["house.toml", *DRAWS],
    "sensitivity-months": ["months.toml", *DRAWS, "--exclude", "capacity"],
    "sensitivity-supposed": ["house.toml", *DRAWS, "--suppose", "tools.blog.costs.Writing.units=200"],
    "evaluate-drivers": ["drivers.toml", *DRAWS],
    "check-drivers": ["drivers.toml"],
    "sensitivity-drivers": ["drivers.toml", *DRAWS],
    "worth-measuring-drivers": ["drivers.toml", *DRAWS],
    "launch-drivers": ["drivers.toml", *DRAWS, "--tool", "blog"],
    "series": ["visits.csv"],
    "series-column": ["orders.csv", "--column", "Demandes", "--dates", "day-first"],
    "references": ["self-service"],
    "catalogue": ["calls"],
    "evaluate-plan": ["house.toml", *DRAWS, "--plan", "plan.json"],
    "check-plan": ["house.toml", "--plan", "plan.json"],
    "choose-plan": ["house.toml", *DRAWS, "--budget", "90000", "--plan", "plan.json"],
    "scenarios": ["scenarios.toml", *DRAWS],
    "evaluate-scenario": ["scenarios.toml", *DRAWS, "--scenario", "slow"],
    "choose-rules": ["scenarios.toml", *DRAWS],
    "worth-measuring-rules": ["scenarios.toml", *DRAWS],
    "launch-rules": ["scenarios.toml", *DRAWS, "--tool", "small_app"],
    "diff": ["house-2024.toml", "house.toml", *DRAWS],
    "history": ["house-2024.toml", "house.toml", *DRAWS],
    "detectable": ["calls.csv", "--column", "calls", "--lift", "0.12"],
    "detectable-none": ["calls.csv", "--column", "calls", "--lift", "0.05", "--weeks", "2,8"],
    "detectable-control": ["calls.csv", "--column", "calls", "--control", ":other", "--weeks", "2,4"],
    "effect": ["calls.csv", "--column", "calls", "--launch", "2025-12-29"],
    "effect-off": ["calls.csv", "--column", "calls", "--control", ":other", "--launch", "2025-12-24", "--state", "off"],
    "effect-unclear": [
        "calls.csv",
        "--column",
        "calls",
        "--launch",
        "2025-05-01",
        "--until",
        "2025-06-22",
        "--skip",
        "1",
    ],
}
"""Answers that are given as data too, by the name of what they are in; a command, or a command and a word."""

WORDS = {
    "references-all": [],
    "catalogue-all": [],
    "catalogue-all-fr": ["--language", "fr"],
    "catalogue-lever": ["reputation"],
    "explain-kinds": [],
    "explain-kinds-fr": ["--language", "fr"],
    "explain-kind": ["BR11"],
    "explain-kind-fr": ["BR11", "--language", "fr"],
    "validate": PLANTED,
    "validate-fr": [*PLANTED, "--language", "fr"],
    "validate-full": [*PLANTED, "--full"],
    "new": [],
    "register": ["house.toml", "--day", "2025-12-15"],
    "new-fr": ["--language", "fr"],
    "new-recipes": ["--recipe", "list"],
    "new-recipes-fr": ["--recipe", "list", "--language", "fr"],
    "new-from": ["--from", "house.toml"],
    "new-from-fr": ["--from", "house.toml", "--language", "fr"],
}
"""Answers in words alone."""

PAGES = {
    "report": ["house.toml", *DRAWS, "--title", "The house in 2026"],
    "report-scenarios": ["scenarios.toml", *DRAWS, "--full"],
}
"""Answers that are pages, of which it is kept what they say, and what stands under what."""

FRENCH = ["--language", "fr"]
KINDS = {
    "json": ["--format", "json"],
    "txt": [],
    "full.md": ["--format", "markdown", "--full"],
    "fr.txt": FRENCH,
    "full.txt": ["--full"],
    "full.fr.txt": ["--full", *FRENCH],
    "page.txt": [],
    "page.fr.txt": FRENCH,
}


def command(name: str) -> str:
    """The command that an answer is of."""
    return max((known for known in COMMANDS if name == known or name.startswith(f"{known}-")), key=len)


def cases() -> Iterator[tuple[str, str]]:
    for name in ANSWERS:
        if command(name) in SHORT:
            yield from ((name, kind) for kind in ("json", "txt", "fr.txt", "full.txt", "full.fr.txt", "full.md"))
        else:
            yield from ((name, kind) for kind in ("json", "txt"))
    yield from ((name, "txt") for name in WORDS)
    yield from ((name, kind) for name in PAGES for kind in ("page.txt", "page.fr.txt"))


def same(one: Any, other: Any, where: str = "") -> Iterator[str]:
    """The places at which two answers differ."""
    if isinstance(one, float) and isinstance(other, float):
        if not math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-12):
            yield f"{where}: {one} and {other}"
    elif isinstance(one, dict) and isinstance(other, dict) and list(one) == list(other):
        for key in one:
            yield from same(one[key], other[key], f"{where}.{key}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for place, pair in enumerate(zip(one, other, strict=True)):
            yield from same(*pair, f"{where}[{place}]")
    elif type(one) is not type(other) or one != other:
        yield f"{where}: {one!r:.200} and {other!r:.200}"


@pytest.mark.parametrize(("name", "kind"), list(cases()))
def test_the_answer_is_the_one_that_was_given_before(
    name: str,
    kind: str,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(HERE / "cases")
    status = cli.main([command(name), *(ANSWERS | WORDS | PAGES)[name], *KINDS[kind]])
    printed = capsys.readouterr()
    assert (status, printed.err) == (cli.FINE, "")
    text = re.sub(r'"(version|numpy)": "[^"]+"', r'"\1": "*"', printed.out)
    text = outline(read_page(text)) if name in PAGES else text
    path = EXPECTED / f"{name}.{kind}"
    if request.config.getoption("--renew"):
        path.write_text(text, encoding="utf-8", newline="\n")
    before = path.read_text(encoding="utf-8")
    if kind == "json":
        assert list(same(json.loads(before), json.loads(text))) == []
    else:
        assert text == before


def test_nothing_is_kept_that_no_command_gives() -> None:
    assert {path.name for path in EXPECTED.iterdir()} == {f"{name}.{kind}" for name, kind in cases()}


def test_every_command_has_an_answer_here() -> None:
    elsewhere = {
        "replay",
        "schema",
        "evaluate-many",
    }  # compares two answers; prints a file of the package; writes a folder
    assert {command(name) for name in (*ANSWERS, *WORDS, *PAGES)} == {*COMMANDS} - elsewhere


def fields_of(value: object) -> Iterator[tuple[str, bool]]:
    """Every field of every class in an answer, and whether something is there."""
    if isinstance(value, Mapping):
        for part in value.values():
            yield from fields_of(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from fields_of(part)
    elif attrs.has(type(value)):
        for field in attrs.fields(cast("type[attrs.AttrsInstance]", type(value))):
            part = getattr(value, field.name)
            yield (
                f"{type(value).__name__}.{field.name}",
                part is not None and (not hasattr(part, "__len__") or len(part) > 0),
            )
            yield from fields_of(part)


def test_every_part_of_every_answer_is_reached() -> None:
    cases = (
        blogroi.load(HERE / "cases" / f"{name}.toml")
        for name in ("house", "months", "scores", "house-2024", "drivers", "scenarios")
    )
    house, months, scores, earlier, drivers, otherwise = cases
    plan = blogroi.Plan.from_json((HERE / "cases" / "plan.json").read_text(encoding="utf-8"))
    gap, without = "tools.newsletter.gaps.calls", ["capacity"]
    priced = attrs.evolve(
        house,
        prices=blogroi.Prices(kind="real", year=2026),
        discounting=attrs.evolve(house.discounting, kind="real"),
    )
    hours = months.indicators["hours"]
    weeks = blogroi.Measurement(method="tickets", comparison="time series", n=8, sd=12.0)
    over_time = attrs.evolve(months, indicators={**months.indicators, "hours": attrs.evolve(hours, measurement=weeks)})
    there: dict[str, bool] = {}
    for answer in (
        blogroi.evaluate(priced, draws=200),
        blogroi.evaluate(house, draws=200),
        blogroi.evaluate(house, draws=200, gaps="bounds"),
        blogroi.evaluate(house, draws=200, figures=("npv",)),
        blogroi.evaluate(house, draws=200, figures=("default", "cash_by_period")),
        blogroi.evaluate(house, draws=200, evidence="corrected"),
        blogroi.evaluate(months, draws=200, figures=("default", "irr"), exclude=without),
        blogroi.evaluate(scores, draws=200, by="score", figures=("default", "cash_by_period")),
        blogroi.evaluate(drivers, draws=200),
        blogroi.scenarios(otherwise, draws=200, plan=plan),
        blogroi.evaluate(otherwise, draws=200, scenario="slow"),
        blogroi.launch(otherwise, draws=200, tool="small_app"),
        blogroi.check(house),
        blogroi.check(house, plan=plan),
        blogroi.evaluate(house, plan=plan, draws=200),
        blogroi.choose(scores, budget=2500, draws=200, plan=plan),
        blogroi.choose(house, budget=90_000, include=["magazine"], draws=200, exclude=without),
        blogroi.worth_measuring(house, draws=200, exclude=["proxy"]),
        blogroi.worth_measuring(months, draws=200, half_life="18 months", plan=plan),
        blogroi.worth_measuring(over_time, draws=200),
        blogroi.launch(over_time, draws=200, tool="intranet", subject="tools.intranet.effects.hours"),
        blogroi.updates(house, draws=200),
        blogroi.launch(house, draws=200, tool="blog", half_life="18 months", plan=plan),
        blogroi.launch(earlier, draws=200, tool="newsletter"),
        blogroi.launch(house, draws=200, tool="newsletter", subject=gap, after="8 weeks", exclude=["proxy"]),
        blogroi.launch(months, draws=200, tool="intranet", subject="tools.intranet.effects.hours"),
        blogroi.sensitivity(house, draws=200, plan=plan),
        blogroi.sensitivity(months, draws=200, exclude=without),
        blogroi.diff(
            earlier,
            renamed(house, {key: "weblog" if key == "blog" else key for key in house.tools}),
            plan=plan,
            draws=200,
        ),
        blogroi.history([earlier, house], draws=200, plan=plan),
        blogroi.validate(cases=320),
    ):
        for name, is_there in fields_of(answer):
            there[name] = there.get(name, False) or is_there
    assert {name for name, is_there in there.items() if not is_there} == {
        "Discounting.source"
    }  # which is no convention
