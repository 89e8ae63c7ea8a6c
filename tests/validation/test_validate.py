"""Cases are planted, and what is said of them is held against what is true: an engine that is right keeps the limits, one that is not does not."""

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import blogroi
from blogroi import Case, Discounting, OptionError
from blogroi.engine.compile import build, timing
from blogroi.engine.compile.basis import Basis
from blogroi.engine.compile.money import counted_indicators
from blogroi.numerics import sampler
from blogroi.results import tool
from blogroi.testing import planted_case
from blogroi.validation.planting import SORTS
from blogroi.validation.truths import TOGETHER, TRUTHS, known

CASES = 62
"""Two of each sort."""


def failed(found: blogroi.Validation) -> set[str]:
    """What of a validation does not keep its limits."""
    promises = {name for name in ("held", "below", "above", "pays_of_zeros") if not getattr(found, name).within}
    return promises | {sort for sort, one in found.by_sort.items() if not one.within}


@pytest.mark.parametrize("seed", range(3))
def test_what_blogroi_says_is_so_as_often_as_it_says(seed: int) -> None:
    found = blogroi.validate(cases=CASES, seed=seed)
    assert failed(found) == set()
    assert found.within
    assert found.held.count + found.below.count + found.above.count == found.held.of


def test_the_same_seed_gives_the_same_bytes_and_another_one_others() -> None:
    one, again, other = (blogroi.validate(cases=50, seed=seed).to_json() for seed in (5, 5, 6))
    assert one == again
    assert one != other


def test_whoever_waits_is_told_of_each_case() -> None:
    told: list[tuple[int, int]] = []
    blogroi.validate(cases=50, progress=lambda done, cases: told.append((done, cases)))
    assert told == [(done, 50) for done in range(1, 51)]


@pytest.mark.parametrize("cases", [49, 0, 1_000_001, 60.5, "many"])
def test_too_few_cases_are_refused_and_too_many(cases: Any) -> None:
    with pytest.raises(OptionError, match="cases: "):
        blogroi.validate(cases=cases)


def test_a_seed_below_zero_is_refused() -> None:
    with pytest.raises(OptionError, match="seed: "):
        blogroi.validate(cases=50, seed=-1)


class TestAFaultOfTheEngine:
    """Each was no fault that a limit was made for."""

    def test_discounting_by_one_year_too_many(self, monkeypatch: pytest.MonkeyPatch) -> None:
        right = timing._discount_factor

        def late(discounting: Discounting, time: float) -> float:
            return right(discounting, time + 1.0 if time > 0.0 else time)

        monkeypatch.setattr(timing, "_discount_factor", late)
        assert {"held", "above"} <= failed(blogroi.validate(cases=CASES))

    def test_spreads_a_fifth_too_small(self, monkeypatch: pytest.MonkeyPatch) -> None:
        right = sampler.Sampler.place

        def timid(self: sampler.Sampler, out: np.ndarray[Any, np.dtype[np.float64]]) -> None:
            right(self, out)
            middle = float(np.median(out))
            out[:] = middle + 0.8 * (out - middle)

        monkeypatch.setattr(sampler.Sampler, "place", timid)
        assert {"held", "below", "above"} <= failed(blogroi.validate(cases=CASES))

    def test_an_indicator_that_is_dropped(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def all_but_the_last(basis: Basis) -> list[str]:
            found = sorted(counted_indicators(basis))
            return found[:-1] if len(found) > 1 else found

        monkeypatch.setattr(build, "counted_indicators", all_but_the_last)
        assert {"held", "above"} <= failed(blogroi.validate(cases=CASES))

    def test_a_verdict_that_is_given_too_early(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def rash(chance: float | None, even: float | None) -> str:
            return "pays" if chance is not None and chance >= 0.8 else "open"

        monkeypatch.setattr(tool, "verdict_of", rash)
        assert failed(blogroi.validate(cases=CASES)) == {"pays_of_zeros"}


def of_data(change: Callable[[dict[str, Any]], object]) -> Callable[[Case], object]:
    """An evaluator that does not see part of a case."""

    def evaluated(case: Case) -> object:
        data = json.loads(blogroi.dumps(case, format="json"))
        change(data)
        return blogroi.evaluate(blogroi.loads(json.dumps(data), format="json"), draws=500)

    return evaluated


def without(part: str) -> Callable[[dict[str, Any]], object]:
    """Leave a part of every effect out."""
    return lambda data: [
        effect.pop(part, None) for one in data["tools"].values() for effect in one.get("effects", {}).values()
    ]


def without_persistence(data: dict[str, Any]) -> None:
    for driver in data.get("drivers", {}).values():
        driver.pop("persistence", None)


def all_apart(data: dict[str, Any]) -> None:
    """Draw what is listed by period anew in each."""
    for one in data["tools"].values():
        for effect in one["effects"].values():
            if isinstance(effect.get("change"), list):
                effect["periods"] = "apart"


@pytest.mark.parametrize(
    ("change", "noticed"),
    [
        pytest.param(without("drop_off"), "fading", id="drop-off"),
        pytest.param(lambda data: data.pop("correlations", None), "going together", id="correlations"),
        pytest.param(without_persistence, "lasting luck", id="persistence"),
        pytest.param(all_apart, "lists together", id="apart"),
    ],
)
def test_what_an_evaluator_does_not_see_is_named(change: Callable[[dict[str, Any]], object], noticed: str) -> None:
    found = blogroi.validate(cases=5 * len(SORTS), evaluator=of_data(change))
    assert noticed in failed(found)
    assert not found.within


class TestAnEvaluatorOfOnesOwn:
    """It may give a mapping of the shape of an evaluation."""

    def test_the_same_figures_as_a_mapping_are_the_same(self) -> None:
        def evaluated(case: Case) -> object:
            return blogroi.evaluate(case, draws=500).to_dict()

        def itself(case: Case) -> object:
            return blogroi.evaluate(case, draws=500)

        assert blogroi.validate(cases=50, evaluator=evaluated) == blogroi.validate(cases=50, evaluator=itself)

    def test_whoever_says_that_everything_pays_is_found_out(self) -> None:
        def all_pay(case: Case) -> object:
            told = blogroi.evaluate(case, draws=500).to_dict()
            for one in told["tools"].values():
                one["probability_positive"] = 1.0
            return told

        found = blogroi.validate(cases=50, evaluator=all_pay)
        assert failed(found) == {"pays_of_zeros"}
        assert found.pays_of_zeros.share == 1.0

    def test_where_there_is_no_interval_nothing_is_held(self) -> None:
        def silent(case: Case) -> object:
            told = blogroi.evaluate(case, draws=100).to_dict()
            for one in (*told["tools"].values(), *([told["total"]] if told["total"] else [])):
                one["npv"] = None
            return told

        found = blogroi.validate(cases=50, evaluator=silent)
        assert found.held.count == 0
        assert found.furthest[0].low is None

    @pytest.mark.parametrize(("low", "high"), [(np.nan, 1e9), (-1e9, np.nan), (-np.inf, np.inf), (1e9, -1e9)])
    def test_what_is_no_interval_holds_nothing(self, low: float, high: float) -> None:
        def unsure(case: Case) -> object:
            told = blogroi.evaluate(case, draws=100).to_dict()
            for one in (*told["tools"].values(), *([told["total"]] if told["total"] else [])):
                one["npv"] |= {"p05": low, "p95": high}
            return told

        found = blogroi.validate(cases=50, evaluator=unsure)
        assert found.held.count == 0
        assert found.below.count + found.above.count == found.held.of
        assert found.furthest[0].low is None

    def test_whoever_gives_no_chances_is_not_taken_for_one_who_never_says_that_a_tool_pays(self) -> None:
        def silent(case: Case) -> object:
            told = blogroi.evaluate(case, draws=100).to_dict()
            for one in told["tools"].values():
                del one["probability_positive"]
            return told

        with pytest.raises(KeyError, match="probability_positive"):
            blogroi.validate(cases=50, evaluator=silent)


class TestPlantedCases:
    """What is tried is worth trying."""

    def test_a_planted_case_is_the_one_that_was_tried(self) -> None:
        found = blogroi.validate(cases=50, seed=9).furthest[0]
        case = planted_case(found.number, seed=9)
        held = blogroi.evaluate(case, draws=2000, seed=9)
        npv = held.tools[found.tool].npv if found.tool else held.total and held.total.npv
        assert npv
        assert (npv.p05, npv.p95) == (found.low, found.high)

    def test_all_sorts_come_equally_often(self) -> None:
        assert sorted(known(number, 1).sort for number in range(1, len(SORTS) + 1)) == sorted(SORTS)

    def test_no_two_cases_share_a_stream_of_random_numbers(self) -> None:
        one, other = known(1, 1).data, known(2, 1).data
        for part in ("tools", "indicators"):
            assert not one[part].keys() & other[part].keys()

    def test_tools_pay_by_anything_from_never_to_always(self) -> None:
        """The chance of less is that of the lesser of two uniform numbers: of ten cases one is above 1 - sqrt(0.1), about 0.68."""
        shares = [
            float((values <= 0.0).mean())
            for number in range(1, 201)
            for key, values in known(number, 2).net_values.items()
            if key != TOGETHER
        ]
        assert 0.25 < float(np.mean(shares)) < 0.4
        assert float(np.quantile(shares, 0.9)) == pytest.approx(1.0 - np.sqrt(0.1), abs=0.1)

    def test_all_tools_together_are_the_sum_of_their_truths(self) -> None:
        sums = [one.net_values for number in range(1, 60) if TOGETHER in (one := known(number, 3)).net_values]
        assert sums
        for found in sums:
            parts = np.sum([values for key, values in found.items() if key != TOGETHER], axis=0)
            assert found[TOGETHER].tolist() == parts.tolist()
            assert found[TOGETHER].shape == (TRUTHS,)
