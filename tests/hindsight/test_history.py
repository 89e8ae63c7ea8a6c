"""A house at several dates: what came, and how far its estimates could be trusted."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest

import blogroi
from blogroi import OptionError, Tool, cli
from blogroi.report.history import history_lines

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
    assert any("pays; before: does not pay" in line for line in history_lines(found))
    assert list(history_lines(found))[-2].startswith("No estimate can be checked")


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
    said = capsys.readouterr().out
    assert (
        'Surprise: The blog has an effect on "Hours of internal briefing no longer needed, in a year"; nobody had listed it.'
        in said
    )
    assert "No figure has been corrected by it." in said
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
