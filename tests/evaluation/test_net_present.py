"""Net present values alone, for many draws: the same figures as every other evaluation has, within the memory of one array a tool."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import blogroi
from blogroi.engine import net_values
from tests.builders import a_case_of_totals

PROJECT = Path(__file__).parents[2]
EXAMPLES = sorted((PROJECT / "examples").glob("*.toml"))
OF_A_TOOL = ("name", "npv", "probability_positive", "probability_even", "gaps", "not_applicable")
OF_THE_ORDER = (
    "by", "order", "unranked", "rank_acceptability", "pairwise", "mc_error", "pairwise_error", "decision_probability", "winner", "intervals",
    "first_and_positive", "switch_point",
)  # fmt: skip
CHANCE = """
[drivers.luck]
statement = "Good and bad months"
value = { mean = 1, sd = 0.2, min = 0 }
varies = "each period"
[tools.fair]
kind = "fair"
[[tools.fair.costs]]
item = "Stand"
amount = "max(3000, 4000 * luck)"
when = "each"
[tools.fair.effects.calls]
change = "poisson(400) * luck"
evidence = "estimated"
[tools.unpriced]
kind = "magazine"
"""


def chancy(name: str = "b2b-blog.toml") -> blogroi.Case:
    """Return a case in which chance enters otherwise than linearly, so that moments do not give its means."""
    text = blogroi.template()
    indicator = next(iter(blogroi.loads(text).indicators))
    return blogroi.loads(text + CHANCE.replace("effects.calls]", f"effects.{indicator}]"))


def parts_of(found: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(found, name) for name in names}


def unlike(full: blogroi.Evaluation, lean: blogroi.Evaluation) -> list[str]:
    pairs: list[tuple[str, Any, Any, tuple[str, ...]]] = [("ranking", full.ranking, lean.ranking, OF_THE_ORDER)]
    pairs += [(key, tool, lean.tools[key], OF_A_TOOL) for key, tool in full.tools.items()]
    return [
        f"{where}.{name}"
        for where, one, other, names in pairs
        for name in names
        if getattr(one, name) != getattr(other, name)
    ]


@pytest.mark.parametrize("gaps", ["no-credit", "bounds", "prior"])
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_what_is_computed_alone_is_what_is_computed_with_all_else(path: Path, gaps: Any) -> None:
    case = blogroi.load(path)
    try:
        full = blogroi.evaluate(case, draws=20_000, gaps=gaps)
    except blogroi.CaseError:
        with pytest.raises(blogroi.CaseError):
            blogroi.evaluate(case, draws=20_000, gaps=gaps, figures=("npv",))
        return
    lean = blogroi.evaluate(case, draws=20_000, gaps=gaps, figures=("npv",))
    assert unlike(full, lean) == []
    assert lean.robustness == full.robustness
    assert lean.parity == full.parity
    assert {(one.code, one.path) for one in lean.checks} <= {(one.code, one.path) for one in full.checks}


def test_many_stretches_have_the_bits_of_one(monkeypatch: pytest.MonkeyPatch) -> None:
    case = blogroi.load(PROJECT / "examples" / "chamber.toml")
    full = blogroi.evaluate(case, draws=60_000)
    monkeypatch.setattr(net_values, "_BYTES", 1)  # stretches of as few draws as there are
    assert unlike(full, blogroi.evaluate(case, draws=60_000, figures=("npv",))) == []
    assert unlike(full, blogroi.evaluate(case, draws=60_000, figures=["npv"], threads=3)) == []


@pytest.mark.parametrize("at_once", [True, False])
def test_what_moments_do_not_give_is_that_of_the_draws(monkeypatch: pytest.MonkeyPatch, at_once: bool) -> None:
    """To the last bit, unless there are so many draws that they are added up in blocks."""
    monkeypatch.setattr(net_values, "_BYTES", 1)
    if not at_once:
        monkeypatch.setattr(net_values, "_WHOLE", 1)
    full, lean = (blogroi.evaluate(chancy(), draws=60_000, figures=names) for names in (("default",), ("npv",)))
    one, other = full.tools["fair"].npv, lean.tools["fair"].npv
    assert one is not None
    assert other is not None
    assert one.mc_error > 0.0
    # sums in another order: a bit for each halving of 60,000 draws
    assert other.mean == (one.mean if at_once else pytest.approx(one.mean, rel=2.0**-48))
    assert other.mc_error == (one.mc_error if at_once else pytest.approx(one.mc_error, rel=2.0**-44))
    assert (other.sd, other.p05, other.p50, other.p95) == (one.sd, one.p05, one.p50, one.p95)
    assert lean.ranking.unranked == ("unpriced",)
    assert lean.tools["unpriced"].npv is None
    assert {one.code for one in lean.checks} >= {"BR201"}


def test_how_long_a_stretch_is_for_other_tools_changes_no_bit_of_what_is_left_to_draws(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is so long that all tools have room; means are added up in blocks that go by the number of draws alone."""
    monkeypatch.setattr(net_values, "_WHOLE", 1)
    long = blogroi.evaluate(chancy(), draws=60_000, figures=("npv",)).tools["fair"]
    monkeypatch.setattr(net_values, "_BYTES", 1)
    assert blogroi.evaluate(chancy(), draws=60_000, figures=("npv",)).tools["fair"] == long


def test_what_only_rounding_leaves_above_zero_is_not_above_it() -> None:
    case = a_case_of_totals({"calls": 0.1, "deals": 0.2}, {"Writing": 0.3})
    full, lean = (blogroi.evaluate(case, draws=10, figures=names) for names in (("default",), ("npv",)))
    npv = lean.tools["blog"].npv
    assert npv is not None
    assert 0.0 < npv.mean < 1e-15
    assert unlike(full, lean) == []
    assert lean.ranking.first_and_positive == {"blog": 0.0}
    assert lean.tools["blog"].verdict == "even"


def test_a_tool_alone_and_no_tool_with_a_cost_are_answered_too() -> None:
    certain = blogroi.load(PROJECT / "examples" / "fastlane-2006.toml")
    assert len(certain.tools) == 1
    assert "net gain" not in blogroi.text(blogroi.evaluate(certain, draws=200, figures=("npv",)))
    without = blogroi.loads(blogroi.template().partition("[tools")[0] + "[tools.blog]\nkind = 'blog'\n")
    lean = blogroi.evaluate(without, draws=200, figures=("npv",))
    assert lean.ranking.order == ()
    assert "cannot be judged yet" in blogroi.text(lean)


def test_a_formula_without_a_number_is_refused_as_elsewhere() -> None:
    text = blogroi.template() + CHANCE.partition("[tools.fair]")[0]
    case = blogroi.loads(
        text
        + '[tools.fair]\nkind = "fair"\n[[tools.fair.costs]]\nitem = "Stand"\namount = "4000 + log(luck - 1)"\nwhen = "each"\n'
    )
    with pytest.raises(blogroi.CaseError, match="gives no number in") as found:
        blogroi.evaluate(case, draws=1000, figures=("npv",))
    with pytest.raises(blogroi.CaseError) as known:
        blogroi.evaluate(case, draws=1000)
    assert found.value.faults == known.value.faults


def test_what_was_not_computed_is_said_so_and_is_not_called_unknown() -> None:
    lean = blogroi.evaluate(blogroi.load(PROJECT / "examples" / "chamber.toml"), draws=1000, figures=("npv",))
    assert lean.only == ("npv",)
    for full in (False, True):
        said = " ".join(blogroi.text(lean, full=full).split())
        assert "Net gain alone was asked for: benefits, costs, ratios and times were not computed." in said
        assert "not known" not in said
    assert "calculés" in " ".join(blogroi.text(lean, language="fr").split())
    assert lean.to_dict()["only"] == ["npv"]
    assert blogroi.Evaluation.from_json(lean.to_json()) == lean
    assert "only" not in blogroi.evaluate(blogroi.loads(blogroi.template()), draws=10).to_dict()
    assert all(tool.benefits is None and tool.roi is None for tool in lean.tools.values())


@pytest.mark.parametrize("say", [blogroi.markdown, blogroi.html, lambda found: str(found._repr_mimebundle_())])
def test_every_face_shows_it(say: Callable[[blogroi.Evaluation], str]) -> None:
    assert "alone was asked for" in say(
        blogroi.evaluate(blogroi.load(PROJECT / "examples" / "chamber.toml"), draws=500, figures=("npv",))
    )


def test_beside_other_figures_it_changes_nothing() -> None:
    case = blogroi.loads(blogroi.template())
    assert blogroi.evaluate(case, draws=500, figures=("default", "npv")) == blogroi.evaluate(case, draws=500)


def test_an_order_by_another_figure_is_refused() -> None:
    with pytest.raises(blogroi.OptionError, match="by: no other figure than NPV is computed"):
        blogroi.evaluate(blogroi.loads(blogroi.template()), by="roi", figures=("npv",))


def test_progress_is_told_to_the_end() -> None:
    seen: list[tuple[int, int]] = []
    blogroi.evaluate(
        blogroi.loads(blogroi.template()), draws=300_000, figures=("npv",), progress=lambda *now: seen.append(now)
    )
    assert seen[-1][0] == seen[-1][1]
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


MEASURED = """
import json, sys
import blogroi
def peak():  # `ru_maxrss` begins with what the parent had
    status = open("/proc/self/status").read()
    return 1024 * int(status.partition("VmHWM:")[2].split()[0])
sys.path.insert(0, sys.argv[1])
from growth import sized_case
case = sized_case(tools=8, indicators=3, periods=3)
blogroi.evaluate(case, draws=1000, figures=("npv",))
before = peak()
blogroi.evaluate(case, draws=int(sys.argv[2]), figures=("npv",))
print(json.dumps(peak() - before))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the most memory so far stands elsewhere on other systems")
def test_memory_is_that_of_an_array_a_tool_and_little_else() -> None:
    draws = 1_000_000
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(PROJECT / "benchmarks"), str(draws)],
        capture_output=True,
        text=True,
        check=True,
    )
    # eight arrays, two more while one is put in order, 32 MiB of a stretch, and what the machine rounds up
    assert 8 * 8 * draws <= json.loads(done.stdout) < 10 * 8 * draws + (80 << 20)


def test_the_mean_over_stretches_of_different_lengths_has_the_spread_of_all() -> None:
    values = np.random.default_rng(1).lognormal(size=10_000) + 1e6
    spread = net_values._Spread()
    for part in (values[:16], values[16:5000], values[5000:]):
        spread.take(part)
    assert spread.sd == pytest.approx(float(values.std()), rel=1e-9)
