"""What ten million cases cost is arithmetic on figures that were measured: the page says what they come to."""

from __future__ import annotations

import json
from typing import Any

from tests.many.pools import ROOT


def rows(draws: str) -> dict[str, Any]:
    report = json.loads((ROOT / "benchmarks" / "figures.json").read_text(encoding="utf-8"))
    (found,) = (
        one["raw"] for one in report["tables"] if one["title"].startswith("Many cases") and draws in one["title"]
    )
    return dict(found)


def test_the_page_says_what_was_measured() -> None:
    said = " ".join((ROOT / "docs" / "many-cases.md").read_text(encoding="utf-8").split())
    many, few = rows(" 100,000 draws"), rows(" 1,000 draws")
    seconds, quick = many["blogroi.evaluate"]["median"], few["blogroi.evaluate"]["median"]
    hours = 1e7 * seconds / 3600
    assert f"takes {seconds * 1e3:.0f} ms of a processor with 100,000 draws" in said
    assert (
        f"10,000,000 \N{MULTIPLICATION SIGN} {seconds:.3f} s = {hours:.0f} hours of a processor: {hours / 64:.0f} hours on the 64 of one"
        in said
    )
    assert f"it is {quick * 1e3:.0f} ms and {1e7 * quick / 3600:.0f} hours" in said
    by_processes = few["processes, chunks of 8"]
    assert f"takes {by_processes['median'] * 1e3:.1f} ms of a processor for each" in said
    assert f"{by_processes['overhead']:.0f} % with 1,000" in said
