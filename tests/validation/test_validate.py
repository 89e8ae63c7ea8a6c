"""Cases are planted, and what is said of them is held against what is true: an engine that is right keeps the limits, one that is not does not."""

import json
import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from attrs import evolve

import blogroi
from blogroi import Case, Discounting, OptionError
from blogroi.engine.compile import build, timing
from blogroi.engine.compile.basis import Basis
from blogroi.engine.compile.money import counted_indicators
from blogroi.numerics import sampler
from blogroi.results import tool
from blogroi.testing import planted_case
from blogroi.validation import validate as module
from blogroi.validation.planting import SORTS
from blogroi.validation.truths import TOGETHER, TRUTHS, Known, known

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


TRUE = np.arange(1.0, TRUTHS + 1.0)
"""A hundred truths: 1, 2, 3 and so on."""


def a_known(number: int = 1, sort: str = "chance", **values: Any) -> Known:
    """A case of which it is known what is true; all tools together by the key `together`."""
    found = {TOGETHER if key == "together" else key: np.array(one) for key, one in values.items()}
    return Known(number=number, data={}, sort=sort, net_values=found)


def figures(low: float | None, high: float | None, positive: float = 0.0, even: float = 0.0) -> dict[str, Any]:
    npv = None if low is None else {"p05": low, "p95": high}
    return {"npv": npv, "probability_positive": positive, "probability_even": even}


def told(total: Any = None, **tools: Any) -> dict[str, Any]:
    return {"tools": tools, "total": total}


class TestOneCase:
    """An answer is held against the truths of a case, truth by truth."""

    def test_truths_are_counted_on_each_side_of_an_interval(self) -> None:
        one = a_known(7, blog=TRUE, fair=TRUE - 50.0, together=2.0 * TRUE - 50.0)
        found = module._held_against(
            one, told(blog=figures(4.0, 96.0), fair=figures(-44.0, 30.0), total=figures(-40.0, 140.0))
        )
        assert found.sort == "chance"
        assert found.below == (3 + 5 + 4, 300)
        assert found.above == (4 + 20 + 5, 300)
        assert found.held == (300 - 12 - 29, 300)
        blog, fair, together = found.missed
        assert (blog.number, blog.tool, blog.held, blog.low, blog.high, blog.sort) == (
            7,
            "blog",
            93,
            4.0,
            96.0,
            "chance",
        )
        assert (fair.tool, fair.held, together.tool, together.held) == ("fair", 75, "", 91)
        assert (blog.true_low, blog.true_high) == pytest.approx((5.95, 95.05))

    def test_zeros_are_truths_at_or_below_zero_of_tools_alone(self) -> None:
        one = a_known(blog=TRUE - 5.0, fair=TRUE - 30.0, wiki=-TRUE, together=-TRUE)
        sure, open_, even = figures(0, 1, 0.95), figures(0, 1, 0.5), figures(0, 1, 0.0, 1.0)
        found = module._held_against(one, told(blog=sure, fair=open_, wiki=even, total=figures(0, 1, 1.0)))
        assert found.pays_of_zeros == (5, 5 + 30 + 100)
        both = module._held_against(one, told(blog=sure, fair=sure, wiki=even, total=figures(0, 1, 1.0)))
        assert both.pays_of_zeros == (35, 135)

    def test_a_truth_may_lie_outside_by_a_rounding_and_no_more(self) -> None:
        truths = np.full(TRUTHS, 50.0)
        truths[:4] = [10.0 - 0.9e-4, 10.0 - 1.1e-4, 110.0 + 0.9e-4, 110.0 + 1.1e-4]
        assert module._outside(truths, 10.0, 110.0) == (1, 1)
        assert module._outside(np.array([1.0, 2.0, 3.0]), 1.0, 3.0) == (0, 0)

    @pytest.mark.parametrize(
        ("low", "high", "is_one"),
        [
            (1.0, 2.0, True),
            (1.0, 1.0, True),
            (-1e308, 1e308, True),
            (2.0, 1.0, False),
            (-math.inf, 1.0, False),
            (1.0, math.inf, False),
            (math.nan, 1.0, False),
            (1.0, math.nan, False),
            (None, 1.0, False),
        ],
    )
    def test_an_interval_has_two_ends_in_order(self, low: Any, high: Any, is_one: bool) -> None:
        assert module._interval({"npv": {"p05": low, "p95": high}}) == ((low, high) if is_one else (None, None))
        if low is not None:
            assert module._interval({"npv": {"p05": low, "p95": None}}) == (None, None)

    def test_without_an_interval_half_of_the_truths_are_on_each_side(self) -> None:
        assert module._interval(None) == module._interval({"npv": None}) == (None, None)
        for low, high in ((None, None), (None, 1.0), (1.0, None)):
            assert module._outside(np.arange(5.0), low, high) == (2, 3)
        (missed,) = module._held_against(a_known(blog=TRUE), told(blog=figures(None, None))).missed
        assert (missed.held, missed.low, missed.high) == (0, None, None)

    def test_what_an_evaluation_says_is_read_as_what_a_mapping_says(self) -> None:
        evaluation = blogroi.evaluate(blogroi.loads(blogroi.template()), draws=100)
        for answer in (evaluation, evaluation.to_dict()):
            for key, one in evaluation.tools.items():
                seen = module._figures(answer, key)
                assert one.npv is not None
                assert module._interval(seen) == (one.npv.p05, one.npv.p95)
                assert module._verdict(seen) == one.verdict
            assert evaluation.total
            assert evaluation.total.npv is not None
            assert module._interval(module._figures(answer, TOGETHER)) == (
                evaluation.total.npv.p05,
                evaluation.total.npv.p95,
            )


def came(sort: str = "chance", held: int = 90, zeros: tuple[int, int] = (0, 10), number: int = 1) -> Any:
    one = module._held_against(a_known(number, sort, blog=TRUE), told(blog=figures(1.0, float(held))))
    return evolve(one, pays_of_zeros=zeros, below=(5, 100), above=(5, 100))


class TestAllCases:
    """What came of the cases is counted, and said by sort."""

    def test_everything_is_counted_over_all_of_them(self) -> None:
        found = module._judged([came(held=held, zeros=(1, 20)) for held in (88, 90, 92)], 5)
        assert (found.cases, found.seed, found.truths) == (3, 5, 100)
        assert (found.held.count, found.held.of, found.held.cases) == (270, 300, 3)
        assert (found.below.count, found.above.count) == (15, 15)
        assert (found.pays_of_zeros.count, found.pays_of_zeros.of) == (3, 60)
        assert (found.held.least, found.held.most) == (0.88, 0.92)
        assert (found.below.least, found.below.most) == (found.above.least, found.above.most) == (0.04, 0.06)
        assert (found.pays_of_zeros.least, found.pays_of_zeros.most) == (0.0, 0.05)
        assert found.within
        assert repr(found) == "<Validation: 3 cases; 0.900 held; within its limits>"

    @pytest.mark.parametrize(
        "wrong",
        [
            {"held": (87, 100)},
            {"held": (93, 100)},
            {"below": (20, 100)},
            {"above": (20, 100)},
            {"pays_of_zeros": (6, 100)},
        ],
    )
    def test_each_promise_has_to_be_kept(self, wrong: dict[str, Any]) -> None:
        found = module._judged([evolve(came(), **wrong)], 1)
        assert not found.within
        assert failed(found) == {*wrong}
        assert repr(found).endswith("; not within its limits>")

    def test_of_a_sort_with_too_few_cases_nothing_is_said(self) -> None:
        ones = [*(came("chance", 90) for _ in range(5)), *(came("luck", 80) for _ in range(4))]
        found = module._judged(ones, 1)
        assert {sort: (one.count, one.of, one.cases) for sort, one in found.by_sort.items()} == {
            "chance": (450, 500, 5)
        }
        more = module._judged([*ones, came("luck", 20)], 1)
        assert [*more.by_sort] == [sort for sort in SORTS if sort in ("chance", "luck")] == ["luck", "chance"]
        assert more.by_sort["luck"].count == 4 * 80 + 20
        assert not more.by_sort["luck"].within

    def test_a_sort_alone_can_break_what_is_kept_over_all(self) -> None:
        found = module._judged([*(came("chance", 90) for _ in range(95)), *(came("luck", 70) for _ in range(5))], 1)
        assert found.held.within
        assert failed(found) == {"luck"}
        assert not found.within

    def test_the_furthest_from_nine_in_ten_come_first_the_least_number_before(self) -> None:
        held = {1: 90, 2: 95, 3: 60, 4: 85, 5: 100, 6: 80, 7: 90, 8: 91, 9: 89, 10: 90, 11: 88, 12: 90}
        found = module._judged([came(held=count, number=number) for number, count in held.items()], 1)
        assert [one.number for one in found.furthest] == [3, 5, 6, 2, 4, 11, 8, 9, 1, 7]
        two = module._held_against(a_known(1, fair=TRUE, blog=TRUE), told(fair=figures(1, 50), blog=figures(1, 50)))
        assert [one.tool for one in module._judged([two], 1).furthest] == ["blog", "fair"]

    def test_each_case_is_planted_from_its_number_and_the_seed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        asked: list[tuple[int, int]] = []

        def plant(number: int, seed: int) -> Known:
            asked.append((number, seed))
            return a_known(number, blog=TRUE)

        monkeypatch.setattr(module, "known", plant)
        monkeypatch.setattr(module, "_read", lambda one: one.number)
        given: list[Any] = []

        def watched(case: Case) -> object:
            given.append(case)
            return told(blog=figures(6.0, 95.0))

        found = blogroi.validate(cases=50, seed=3, evaluator=watched)
        assert asked == [(number, 3) for number in range(1, 51)]
        assert given == [*range(1, 51)]
        assert (found.cases, found.seed, found.within) == (50, 3, True)
        blogroi.validate(cases=50, seed=0, evaluator=lambda _: told(blog=figures(6.0, 95.0)))
        blogroi.validate(cases=50, seed=2**64 - 1, evaluator=lambda _: told(blog=figures(6.0, 95.0)))
        outside: list[dict[str, Any]] = [{"cases": 49}, {"cases": 1_000_001}, {"seed": -1}, {"seed": 2**64}]
        for wrong in outside:
            (name,) = wrong
            with pytest.raises(OptionError, match=f"^{name}: "):
                blogroi.validate(evaluator=lambda _: told(blog=figures(6.0, 95.0)), **wrong)
        for wrong in ({"number": 0}, {"number": 1_000_001}, {"number": 1, "seed": -1}, {"number": 1, "seed": 2**64}):
            *_, name = wrong
            with pytest.raises(OptionError, match=f"^{name}: "):
                planted_case(**wrong)

    def test_by_default_it_is_evaluate_with_the_seed_that_is_tried(self, monkeypatch: pytest.MonkeyPatch) -> None:
        asked: list[Any] = []
        monkeypatch.setattr(module, "known", lambda number, _: a_known(number, blog=TRUE))
        monkeypatch.setattr(module, "_read", lambda one: one.number)

        def watched(case: Case, **how: Any) -> object:
            asked.append((case, how))
            return told(blog=figures(6.0, 95.0))

        monkeypatch.setattr(module, "evaluate", watched)
        blogroi.validate(cases=50, seed=8)
        assert asked == [(number, {"draws": 2000, "seed": 8}) for number in range(1, 51)]
        assert (module.CASES, module.SEED) == (1000, 1)


def test_all_of_it_stands_in_tables() -> None:
    found = module._judged([*(came("chance", 90) for _ in range(5))], 1)
    promises, sorts, furthest = (found.tables[name] for name in ("promises", "sorts", "furthest"))
    assert [row["promise"] for row in promises] == ["held", "below", "above", "pays_of_zeros"]
    held = {
        name: getattr(found.held, name)
        for name in ("count", "of", "share", "error", "least", "most", "cases", "within")
    }
    assert next(dict(row) for row in promises) == {"promise": "held", **held}
    assert [dict(row) for row in sorts] == [{"sort": "chance", **held, "within": found.by_sort["chance"].within}]
    assert next(dict(row) for row in furthest) == {
        "number": 1,
        "tool": "blog",
        "held": 90,
        "low": 1.0,
        "high": 90.0,
        "true_low": pytest.approx(5.95),
        "true_high": pytest.approx(95.05),
        "sort": "chance",
    }
    together = module._judged([module._held_against(a_known(together=TRUE), told(total=figures(1, 90)))], 1)
    assert [row["tool"] for row in together.tables["furthest"]] == [None]
