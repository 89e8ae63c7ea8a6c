"""A house at several dates: what came, and how far its estimates could be trusted."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest

import blogroi
from blogroi import OptionError, Range, Tool, cli
from blogroi.report.history import history_sheet
from blogroi.report.terminal import text

from ..builders import an_effect
from .houses import DRAWS, at

FILES = sorted((Path(__file__).parents[2] / "examples" / "history").glob("*.toml"))


def test_what_the_case_before_did_not_have_is_a_surprise() -> None:
    before = at(2025, {"calls": an_effect(10.0), "mails": an_effect(1.0)})
    blog = attrs.evolve(before.tools["blog"], effects={"calls": an_effect(10.0)})
    before = attrs.evolve(before, tools={"blog": blog})
    after = at(2026, {"calls": an_effect(10.0), "mails": an_effect(3.0), "talks": an_effect(2.0)}, name="The blog")
    new = attrs.evolve(after, tools=dict(after.tools) | {"wiki": Tool(name="Wiki")})
    found = blogroi.history([new, before], draws=DRAWS).snapshots
    assert found[0].surprises == ()
    assert [(one.indicator, one.was_listed) for one in found[1].surprises] == [("mails", True), ("talks", False)]


def test_a_verdict_that_moved_is_told_with_both() -> None:
    before, after = at(2025, {"calls": an_effect(10.0)}), at(2026, {"calls": an_effect(900.0)})
    found = blogroi.history([before, after], draws=DRAWS)
    assert found.snapshots[1].moved == {"blog": ("does not pay", "pays")}
    said = " ".join(text(history_sheet(found)).split())
    assert ": The blog pays (before: does not pay)." in said
    assert "No estimate can be checked" in said


def test_one_estimate_is_too_few_to_judge() -> None:
    before = at(2025, {"calls": an_effect(Range(5, 15))})
    held, failed = (at(2026, {"calls": an_effect(found, evidence="measured")}) for found in (10.0, 90.0))
    for after, said in ((held, "it held"), (failed, "it did not hold")):
        found = blogroi.history([before, after], draws=DRAWS)
        assert f"1 estimate can be checked; {said}. Too few to judge." in text(history_sheet(found))


def test_dates_of_introduction_touch_nothing() -> None:
    years = [blogroi.load(path) for path in FILES]
    old = [
        attrs.evolve(
            case, tools={key: attrs.evolve(tool, introduced=date(1980, 1, 1)) for key, tool in case.tools.items()}
        )
        for case in years
    ]
    before, after = (blogroi.history(cases, draws=500) for cases in (years, old))
    assert before == attrs.evolve(after, fingerprint=before.fingerprint)


def test_the_example_is_told_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    command = ["history", *map(str, FILES), "--draws", "2000"]
    assert cli.main(command) == cli.FINE
    short = " ".join(capsys.readouterr().out.split())
    assert (
        "Of 5 estimates that can be checked, 3 lay within their range: 60 %, where 90 % of good ranges hold." in short
    )
    assert cli.main([*command, "--full"]) == cli.FINE
    full = " ".join(capsys.readouterr().out.split())
    surprise = "The blog changes 'Hours of internal briefing no longer needed, in a year' too (2026-06-30): it had not been written down before."
    assert surprise in full
    assert "No figure has been corrected by this." in full
    assert cli.main([*command, "--format", "json"]) == cli.FINE
    assert len(json.loads(capsys.readouterr().out)["outcomes"]) == 5
    assert cli.main(["history", "no.toml"]) == cli.MISUSE


def test_what_is_no_history_is_refused() -> None:
    case = at(2025, {"calls": an_effect(10.0)})
    asked: tuple[tuple[Any, str], ...] = (
        ([], "give at least one"),
        (case, "give at least one"),
        (iter([]), "give at least one"),
        ([case, case], "two cases are of 2025-06-30"),
        ([case, attrs.evolve(case, evaluated=None, read_on=case.evaluated)], "of 2025-06-30: state the day of each as"),
        (
            [case, attrs.evolve(case, evaluated=None)],
            "does not say when it was evaluated: state the day as `evaluated`",
        ),
        ([case, attrs.evolve(case, evaluated=date(2026, 6, 30), currency="USD")], "one case is in EUR, another in USD"),
    )
    assert len(blogroi.history(iter([case]), draws=10).snapshots) == 1  # type: ignore[arg-type]
    for cases, message in asked:
        with pytest.raises(OptionError, match=message):
            blogroi.history(cases)
