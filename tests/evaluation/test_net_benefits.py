"""Net benefits and inputs as arrays: what other packages compute from them is what blogroi says."""

from __future__ import annotations

import importlib
from typing import Any

import numpy as np
import pytest

import blogroi
from blogroi import Driver, Formula, Range
from tests.builders import a_case, a_cost, a_tool, an_effect

CASES = {name: blogroi.load(f"examples/{name}.toml") for name in ("chamber", "b2b-blog", "content-library", "launch")}
DRAWS = 20_000


def brought(package: str, module: str) -> Any:
    """Load what another package computes with, where it is installed."""
    pytest.importorskip(package, reason=f"{package} is not installed")
    return importlib.import_module(module)


def standard_error_of_evpi(values: np.ndarray[Any, Any]) -> float:
    """Standard error of the plain estimate of what perfect information is worth, the best option taken as it is."""
    gains = values.max(axis=1) - values[:, values.mean(axis=0).argmax()]
    return float(gains.std() / np.sqrt(len(values)))


def in_their_form(net: blogroi.NetBenefits) -> tuple[Any, Any]:
    """Put net benefits and inputs into the tables of heormodel."""
    import pandas as pd

    draws = pd.RangeIndex(len(net.values), name="iteration")
    worths = pd.DataFrame(net.values, columns=net.options, index=draws)
    outcomes = brought("heormodel", "heormodel.models").Outcomes.from_wide(worths * 0.0, worths)
    return outcomes, pd.DataFrame(dict(net.inputs), index=draws)


@pytest.mark.parametrize("name", CASES)
def test_the_columns_are_the_draws_of_each_tool_where_there_is_no_chance(name: str) -> None:
    simulation = blogroi.simulate(CASES[name], draws=500)
    net = simulation.net_benefits()
    known = [key for key in simulation if simulation[key].costs is not None]
    assert net.options == ("nothing", *known)
    assert net.values.shape == (500, 1 + len(known))
    assert not net.values[:, 0].any()
    for column, key in enumerate(known, start=1):
        npv = simulation[key].npv
        if key not in net.with_chance:
            assert net.values[:, column].mean() == pytest.approx(npv.mean(), abs=4.0 * npv.std() / 500**0.5 + 1e-6)
    if name == "chamber":
        assert net.values[:, 1] == pytest.approx(simulation["blog"].npv, rel=1e-9)


def test_doing_nothing_is_an_option_by_any_name_or_none() -> None:
    simulation = blogroi.simulate(
        a_case({"nothing": a_tool({}, [a_cost(1)]), "blog": a_tool({}, [a_cost(2)])}), draws=10
    )
    assert simulation.net_benefits(nothing=None).options == ("blog", "nothing")
    assert simulation.net_benefits(nothing="none").values.tolist() == [[0.0, -2.0, -1.0]] * 10
    with pytest.raises(
        blogroi.OptionError, match=r"^nothing: 'nothing' is the key of a tool: call doing nothing by another name"
    ):
        simulation.net_benefits()


def test_what_costs_nobody_knows_what_has_no_column() -> None:
    tools = {"blog": a_tool({"calls": an_effect(Range(1, 9))}, [a_cost(1)]), "fair": a_tool({"calls": an_effect(5)})}
    net = blogroi.simulate(a_case(tools), draws=10).net_benefits()
    assert (net.options, net.unknown) == (("nothing", "blog"), ("fair",))
    assert [*net.inputs] == ["tools.blog.effects.calls.change"]
    assert repr(net) == "<NetBenefits: 10 draws; nothing, blog; 1 input>"
    assert repr(net.inputs) == "<InputDraws: 10 draws; tools.blog.effects.calls.change>"


def test_inputs_are_drawn_as_they_are_wherever_they_are_used() -> None:
    case = a_case({"blog": a_tool({"calls": an_effect(Range(100, 900))}, [a_cost(40)])})
    net = blogroi.simulate(case, draws=1000).net_benefits(nothing=None)
    (path,) = net.inputs
    assert net.inputs[path].shape == (1000,)
    assert np.corrcoef(net.inputs[path], net.values[:, 0])[0, 1] == pytest.approx(1.0)
    assert (net.inputs[path] == blogroi.decide(case, draws=1000).known(path)).all()
    with pytest.raises(KeyError):
        net.inputs["tools.blog"]


def by_chance(change: str) -> blogroi.Case:
    drivers = {"luck": Driver("Luck", Formula("event(0.5)")), "calls_a_year": Driver("Calls", Range(100, 900))}
    return a_case({"blog": a_tool({"calls": an_effect(change)}, [a_cost(400)])}, drivers=drivers)


def test_chance_stands_at_its_mean_since_nobody_can_find_it_out() -> None:
    case = by_chance("calls_a_year * 2 * luck")
    simulation = blogroi.simulate(case, draws=DRAWS)
    net = simulation.net_benefits()
    assert net.with_chance == ()
    assert net.values[:, 1] == pytest.approx(net.inputs["drivers.calls_a_year.value"] - 400.0)
    assert simulation["blog"].npv.std() > 1.5 * net.values[:, 1].std()
    found = blogroi.worth_measuring(case, choices="one", draws=DRAWS).evpi
    plain = float(net.values.max(axis=1).mean() - net.values.mean(axis=0).max())
    assert found.value == pytest.approx(plain, abs=3.0 * (standard_error_of_evpi(net.values) + found.mc_error))


def test_chance_that_has_no_mean_of_its_own_stays_and_is_said() -> None:
    case = by_chance("min(calls_a_year, 600 * luck)")
    simulation = blogroi.simulate(case, draws=500)
    net = simulation.net_benefits()
    assert net.with_chance == ("blog",)
    assert net.values[:, 1] == pytest.approx(simulation["blog"].npv)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", CASES)
def test_perfect_information_is_worth_the_same_to_heormodel_and_voiage(name: str) -> None:
    case, stated = CASES[name], {"draws": DRAWS, "gaps": "no-credit"}
    net = blogroi.simulate(case, **stated).net_benefits()  # type: ignore[arg-type]
    found = blogroi.worth_measuring(case, choices="one", **stated).evpi  # type: ignore[arg-type]
    near = 3.0 * (standard_error_of_evpi(net.values) + found.mc_error)
    outcomes, _ = in_their_form(net)
    assert brought("heormodel", "heormodel.voi").evpi(outcomes, 1.0) == pytest.approx(found.value, abs=near)
    assert brought("voiage", "voiage.methods.basic").evpi(net.values) == pytest.approx(found.value, abs=near)


@pytest.mark.filterwarnings("ignore")
def test_an_input_is_worth_the_same_to_heormodel_and_voiage() -> None:
    """Theirs err by their own regressions too: within 5 % of what everything is worth, or three of the printed errors."""
    case = CASES["chamber"]
    net = blogroi.simulate(case, draws=DRAWS, gaps="no-credit").net_benefits()
    found = blogroi.worth_measuring(case, choices="one", draws=DRAWS, gaps="no-credit")
    outcomes, draws = in_their_form(net)
    theirs = brought("heormodel", "heormodel.voi").evppi
    others = brought("voiage", "voiage.methods.basic").evppi
    for subject in found.inputs[:3]:
        near = max(3.0 * subject.evppi.mc_error, 0.05 * subject.evppi.value)
        assert theirs(outcomes, draws, subject.path, 1.0) == pytest.approx(subject.evppi.value, abs=near)
        assert others(net.values, dict(net.inputs), [subject.path]) == pytest.approx(subject.evppi.value, abs=near)
