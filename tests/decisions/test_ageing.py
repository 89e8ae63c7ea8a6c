"""What is learned ages, and a test has a price while it runs: against closed forms, and nothing by default."""

from __future__ import annotations

import json
import math
import re
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad

import blogroi
from blogroi import Case, Discounting, Horizon, Normal, OptionError, cli
from blogroi.decisions.ageing import share_kept
from blogroi.model import Duration, Measurement

from ..builders import a_case, a_cost, a_tool, an_effect, an_indicator
from .in_words import in_words

DRAWS = 20_000
LOSS = 26.52  # what is expected above zero of N(5, 60): the unit normal loss


ABOUT_FIVE = Normal(105, 60)  # less the 100 that a year costs


def running(change: Any = ABOUT_FIVE, *, rate: float = 0.0, **indicator: Any) -> Case:
    """Build a tool of three years, of a cost of 100 a year."""
    return a_case(
        horizon=Horizon(start=date(2026, 1, 1), periods=3),
        discounting=Discounting(rate=rate),
        tools={"blog": a_tool({"calls": an_effect(change)}, [a_cost(100.0, when="each")])},
        indicators={"calls": an_indicator(1.0, **indicator)},
    )


def launched(case: Case, **options: Any) -> blogroi.LaunchAdvice:
    return blogroi.launch(case, draws=DRAWS, tool="blog", **options)


def advised(case: Case, **options: Any) -> blogroi.MeasurementAdvice:
    return blogroi.worth_measuring(case, draws=DRAWS, **options)


def halved(years: float, half_life: float) -> float:
    """The mean of what is left over some years."""
    return half_life * (1.0 - math.pow(2.0, -years / half_life)) / (years * math.log(2.0))


class TestShareKept:
    def test_what_holds_is_kept(self) -> None:
        assert share_kept([1.0, 0.9, 0.8], None) == 1.0

    @pytest.mark.parametrize("half_life", [0.3, 1.0, 2.5, 40.0])
    def test_without_discounting_it_is_the_mean_of_the_powers(self, half_life: float) -> None:
        assert share_kept([1.0] * 5, half_life) == pytest.approx(halved(4, half_life), rel=1e-12)
        assert share_kept([1.0] * 5, half_life, since=1.5) == pytest.approx(halved(2.5, half_life), rel=1e-12)

    def test_later_money_counts_less_of_both(self) -> None:
        # a half-life of one period: 1 / (2 ln 2) of the first is left, and half of that of the second
        first = 0.5 / math.log(2.0)
        assert share_kept([1.0, 0.8, 0.4], 1.0) == pytest.approx((0.8 * first + 0.4 * first / 2) / 1.2, rel=1e-12)

    def test_where_nothing_is_left_of_the_window_nothing_ages(self) -> None:
        assert share_kept([1.0, 0.9], 1.0, since=1.0) == 1.0

    @pytest.mark.parametrize("half_life", [1e-320, 5e-324, 1e-9])
    def test_what_is_gone_at_once_is_worth_next_to_nothing(self, half_life: float) -> None:
        assert 0.0 < share_kept([1.0, 1.0], half_life) < 1e-8

    def test_what_hardly_ages_is_kept_to_the_last_digits(self) -> None:
        assert share_kept([1.0, 1.0, 1.0], 1e12) == pytest.approx(1.0 - math.log(2.0) / 1e12, abs=1e-15)

    @given(
        st.lists(st.floats(0.05, 1.0), min_size=1, max_size=12),
        st.floats(0.05, 100.0),
        st.floats(0.0, 1.0),
    )
    def test_it_is_the_integral_over_the_rest_of_the_window(
        self, discount: list[float], half_life: float, part: float
    ) -> None:
        since = part * (len(discount) - 0.5)
        kept = whole = 0.0
        for place, factor in enumerate(discount):
            begin, end = max(float(place), since), place + 1.0
            if end > begin:
                found, _ = quad(lambda time: 2.0 ** (-(time - since) / half_life), begin, end)
                kept, whole = kept + factor * found, whole + factor * (end - begin)
        assert share_kept([1.0, *discount], half_life, since=since) == pytest.approx(kept / whole, rel=1e-9)

    @given(st.lists(st.floats(0.05, 1.0), min_size=1, max_size=6), st.floats(0.05, 50.0), st.floats(1.0, 5.0))
    def test_what_lasts_longer_keeps_more(self, discount: list[float], half_life: float, times: float) -> None:
        shorter, longer = (share_kept([1.0, *discount], each) for each in (half_life, half_life * times))
        assert shorter <= longer * (1.0 + 1e-12)
        assert 0.0 < shorter <= 1.0


class TestLaunch:
    def test_by_default_nothing_ages_and_nothing_is_given_up(self) -> None:
        advice = launched(running())
        assert (advice.half_life, advice.given_up) == (None, 0.0)
        assert (advice.kept_before_launch, advice.kept_after_launch) == (1.0, 1.0)
        assert not re.search("What is learned|gives up", in_words(advice))
        ageless = launched(running(), half_life=Duration(years=1e15))
        assert [option.value for option in ageless.options] == pytest.approx(
            [option.value for option in advice.options], rel=1e-12
        )

    def test_what_measuring_brings_is_multiplied_by_what_is_left_of_it(self) -> None:
        advice = launched(running(), half_life="1 year")
        assert advice.kept_before_launch == pytest.approx(halved(3, 1))
        assert advice.kept_after_launch == pytest.approx(halved(2, 1))
        # a year of 5, two more of it, and of what stopping saves in these, 2 x 26.52 less 10, what is left
        expected = 5 + 10 + halved(2, 1) * (2 * LOSS - 10)
        assert advice.value_of("run and measure") == pytest.approx(expected, abs=4 * advice.best.mc_error)
        first = halved(2, 1) * (2 * LOSS - 10) + 10  # known after a year, with two years to come
        assert advice.value_of("measure first") == pytest.approx(first, abs=4 * advice.best.mc_error)
        assert advice.value_of("run") == 15.0

    def test_every_worth_is_the_ageless_one_times_that_share(self) -> None:
        case = running(rate=0.08, measurement=Measurement(method="survey", n=20, sd=80.0, cost=3))
        plain, aged = (launched(case, half_life=half_life, after="8 months") for half_life in (None, "30 weeks"))
        for name in ("before", "after"):
            worth, left = (getattr(one, f"voi_{name}_launch") for one in (plain, aged))
            kept = getattr(aged, f"kept_{name}_launch")
            assert 0.0 < kept < 0.6
            assert left.value == pytest.approx(kept * worth.value, rel=1e-9)
            assert left.mc_error == pytest.approx(kept * worth.mc_error, rel=1e-9)
        chances = [{option.name: option.probability_stopped for option in one.options} for one in (plain, aged)]
        assert chances[0] == chances[1]

    @pytest.mark.parametrize(
        ("after", "factor"),
        [
            (Duration(years=1), 1 / 1.1),
            (Duration(months=3), 1 / 1.1),
            (Duration(years=2), (1 / 1.1 + 1 / 1.21) / 2),
            (Duration(months=18), (1 / 1.1 + 0.5 / 1.21) / 1.5),
        ],
    )
    def test_what_is_given_up_goes_evenly_until_the_result_is_known(self, after: Duration, factor: float) -> None:
        case = running(rate=0.1)
        plain, dear = (launched(case, after=after, given_up=given_up) for given_up in (0.0, 40.0))
        lost = {name: plain.value_of(name) - dear.value_of(name) for name in ("not at all", "run", "measure first")}
        assert set(lost.values()) == {0.0}
        assert plain.value_of("run and measure") - dear.value_of("run and measure") == pytest.approx(40.0 * factor)

    def test_a_price_may_turn_what_is_best(self) -> None:
        assert launched(running()).best.name == "run and measure"
        assert launched(running(), given_up=60).best.name != "run and measure"

    def test_both_are_said_in_words_and_in_data(self) -> None:
        advice = launched(running(), half_life={"months": 18}, given_up=40)
        said = in_words(advice)
        learned = (
            "What is learned loses half of its worth in 18 months: 54 % of it counts before launch, 65 % after 1 year."
        )
        assert learned in said
        assert "Measuring while it runs gives up 40 EUR, beside what it costs." in said
        data = json.loads(advice.to_json())
        assert (data["half_life"], data["given_up"]) == ({"months": 18}, 40.0)
        assert blogroi.LaunchAdvice.from_dict(data) == advice


class TestWorthMeasuring:
    def test_by_default_nothing_ages_and_nothing_is_given_up(self) -> None:
        advice = advised(running())
        assert (advice.half_life, advice.kept, advice.given_up) == (None, 1.0, 0.0)
        assert not re.search("What is learned|gives up", in_words(advice))

    def test_all_that_is_worth_knowing_is_worth_what_is_left_of_it(self) -> None:
        plan = Measurement(method="survey", n=20, sd=80.0, cost=3, unit_cost=0.1)
        plain, aged = (advised(running(rate=0.08, measurement=plan), half_life=time) for time in (None, "1 year"))
        assert aged.kept == pytest.approx(share_kept([1, 1 / 1.08, 1 / 1.08**2, 1 / 1.08**3], 1.0), rel=1e-12)
        assert aged.expected_npv_now == plain.expected_npv_now
        assert aged.evpi.value == pytest.approx(aged.kept * plain.evpi.value, rel=1e-9)
        assert aged.evpi_by_tool["blog"].value == pytest.approx(aged.kept * plain.evpi_by_tool["blog"].value, rel=1e-9)
        for one, other in zip(aged.subjects + aged.inputs, plain.subjects + plain.inputs, strict=True):
            assert one.evppi.value == pytest.approx(aged.kept * other.evppi.value, rel=1e-9)
        (study,), (ageless,) = aged.studies, plain.studies
        assert study.voi.value == pytest.approx(aged.kept * ageless.voi.value, rel=1e-9)
        assert study.cost == ageless.cost == 5.0
        assert study.net == pytest.approx(study.voi.value - 5.0)
        assert study.best is not None
        assert ageless.best is not None
        assert study.best.size <= ageless.best.size  # what is worth less pays for fewer observations

    def test_the_loss_of_deciding_now_is_the_unit_normal_loss_as_far_as_it_lasts(self) -> None:
        advice = advised(running(), half_life=Duration(months=24))
        assert advice.evpi.value == pytest.approx(halved(3, 2) * (3 * LOSS - 15), abs=4 * advice.evpi.mc_error)

    def test_what_is_given_up_is_taken_off_each_study_and_nothing_else(self) -> None:
        plan = Measurement(method="survey", n=20, sd=80.0, cost=3, unit_cost=0.1)
        plain, dear = (advised(running(measurement=plan), given_up=given_up) for given_up in (0.0, 20.0))
        assert (dear.evpi, dear.subjects, dear.worth_measuring) == (plain.evpi, plain.subjects, plain.worth_measuring)
        (study,), (free,) = dear.studies, plain.studies
        assert study.net is not None
        assert free.net is not None
        assert (study.voi, study.cost) == (free.voi, free.cost)
        assert study.net == pytest.approx(free.net - 20.0)
        assert study.best is not None
        assert free.best is not None
        assert study.best.size == free.best.size
        assert study.best.net == pytest.approx(free.best.net - 20.0)

    def test_what_is_worth_less_than_it_gives_up_is_not_worth_measuring(self) -> None:
        advice = advised(running(), given_up=1000)
        assert advice.worth_measuring == ()
        assert advice.not_worth_measuring == tuple(one.path for one in advice.subjects)
        assert "Nothing is worth measuring: no answer would be worth what measuring gives up." in in_words(advice)

    def test_both_are_said_in_words_and_in_data(self) -> None:
        advice = advised(running(), half_life="2 years", given_up=40)
        said = in_words(advice)
        assert "What is learned loses half of its worth in 2 years: 62 % of what it would bring counts here." in said
        assert "Measuring gives up 40 EUR each time, beside its cost" in said
        data = json.loads(advice.to_json())
        assert (data["half_life"]["years"], data["given_up"], round(data["kept"], 2)) == (2, 40.0, 0.62)
        assert blogroi.MeasurementAdvice.from_dict(data) == advice


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"half_life": "soon"}, "half_life: 'soon' is not a duration: write \"3 months\", or Duration\\(months=3\\)"),
        ({"half_life": "0 months"}, "half_life: '0 months' is not a duration"),
        ({"half_life": 18}, "half_life: 18 is not a duration"),
        ({"given_up": -1}, "given_up: -1 is not an amount of at least 0"),
        ({"given_up": "40 EUR"}, "given_up: '40 EUR' is not an amount of at least 0"),
        ({"given_up": math.inf}, "given_up: inf is not an amount of at least 0"),
    ],
)
def test_what_is_no_time_and_no_amount_is_refused(asked: dict[str, Any], said: str) -> None:
    for question in (launched, advised):
        with pytest.raises(OptionError, match=f"^{said}"):
            question(running(), **asked)


def test_a_half_life_may_be_longer_than_the_window() -> None:
    assert launched(running(), half_life="50 years").kept_before_launch == pytest.approx(halved(3, 50))


@pytest.mark.parametrize("command", [["launch", "--tool", "blog"], ["worth-measuring"]])
def test_the_command_line_takes_both(command: list[str], tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "case.toml"
    blogroi.dump(running(), path)
    words = [*command, str(path), "--draws", "100", "--half-life", "18 months", "--given-up", "40", "--format", "json"]
    assert cli.main(words) == cli.FINE
    answer = json.loads(capsys.readouterr().out)
    assert (answer["half_life"]["months"], answer["given_up"]) == (18.0, 40.0)


def test_a_case_in_months_ages_as_one_in_years_does() -> None:
    months = attrs.evolve(
        running(Normal(105 / 12, 60 / 12)), horizon=Horizon(start=date(2026, 1, 1), periods=36, step="month")
    )
    found = [launched(case, half_life="9 months", after="1 year") for case in (months, running())]
    assert found[0].kept_after_launch == pytest.approx(found[1].kept_after_launch, rel=1e-12)
