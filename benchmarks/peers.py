"""What other packages offer beside blogroi: the cells of docs/peers.md, each "yes" and "partly" with a call that shows it.

Run with `python benchmarks/peers.py` after `python -m pip install ".[bench]"`. Each call is made in a process of its own;
what is not installed is left out, and said. `python benchmarks/peers.py --names` lists, for each "no", the public names of the
package in which a word of the matter occurs, so that a "no" can be looked into.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from importlib.metadata import metadata, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

FEATURES = {
    "range": "a stated range becomes a distribution",
    "flows": "cash flows, NPV, IRR",
    "gaps": "one policy for missing cells",
    "ranks": "rank acceptability with uncertain performances",
    "weights": "weights as ranges, an order or ratios",
    "irrelevant": "no other tool can reorder two",
    "sensitivity": "what a figure rests on",
    "information": "value of information",
    "plan": "checks of the plan before launch",
    "emergent": "effects found by looking kept apart and corrected",
    "methods": "outranking and distance methods",
    "any_model": "models that you write as a function",
    "dated": "flows on given dates",
    "plots": "plots",
}
WORDS = {
    "range": "interval|credib|percentile|elicit",
    "flows": r"npv|irr\b|mirr|payback|cash_?flow|discount",
    "gaps": "miss|imputer|_gap|nan_",
    "ranks": "acceptab|smaa|ceac",
    "weights": "weight|simplex|swing",
    "irrelevant": "reversal|invarian|spotis|scale",
    "sensitivity": "sensitivity|sobol|tornado|morris",
    "information": "evpi|evppi|evsi|voi$",
    "plan": "plan|objective|lever",
    "emergent": "emergent|benjamini|shrink|hindsight",
    "methods": "electre|promethee|topsis|vikor",
    "any_model": "model|func",
    "dated": r"xirr|xnpv|date",
    "plots": "plot|draw|chart",
}
PACKAGES = {  # distribution: module to import
    "blogroi": "blogroi",
    "heormodel": "heormodel",
    "pysensmcda": "pysensmcda",
    "pymcdm": "pymcdm",
    "scikit-criteria": "skcriteria",
    "mcda": "mcda",
    "pyDecision": "pyDecision",
    "SALib": "SALib",
    "pygam": "pygam",
    "squigglepy": "squigglepy",
    "monaco": "monaco",
    "numpy-financial": "numpy_financial",
    "pyxirr": "pyxirr",
}
Probe = Callable[[], object]
PROBES: dict[tuple[str, str], tuple[str, Probe]] = {}


def shows(package: str, feature: str, answer: str = "yes") -> Callable[[Probe], Probe]:
    """Say that a call shows what a package does about a matter, wholly or partly."""

    def kept(probe: Probe) -> Probe:
        PROBES[package, feature] = (answer, probe)
        return probe

    return kept


def chamber() -> Any:
    import blogroi

    return blogroi.load(Path(__file__).parents[1] / "examples" / "chamber.toml")


@shows("blogroi", "range")
def _() -> object:
    import numpy as np

    from blogroi.engine.shapes import shape_of
    from blogroi.model import Domain, Range
    from blogroi.numerics.sampler import sampler

    drawn = np.empty(100_000)
    sampler(shape_of(Range(2, 8), Domain.REAL)).fill(np.random.default_rng(1), drawn)
    return np.quantile(drawn, [0.05, 0.95]).round(2).tolist()


@shows("blogroi", "flows")
def _() -> object:
    import blogroi

    blog = blogroi.evaluate(chamber(), draws=2000).tools["blog"]
    ratios = f"ROI {blog.roi.of_means:.0%}, BCR {blog.bcr.of_means:.2f}"
    return f"NPV {blog.npv.mean:,.0f}, {ratios}, IRR {blog.irr.of_means:.1%} ({blog.irr.status})"


@shows("blogroi", "gaps")
def _() -> object:
    import blogroi

    return blogroi.evaluate(chamber(), draws=2000).robustness.pivotal_gaps


@shows("blogroi", "ranks")
def _() -> object:
    import blogroi

    return dict(blogroi.evaluate(chamber(), draws=2000, by="score").ranking.rank_acceptability)


@shows("blogroi", "weights")
def _() -> object:
    from blogroi import WeightRatio, Weights
    from blogroi.engine.compile.weight_set import weight_set
    from blogroi.engine.weights import weight_draws

    case = chamber()
    stated = Weights(order=["renewals", "fees"], ratios=[WeightRatio("renewals", "staff_time", at_least=2, at_most=3)])
    left = weight_set(case.objectives, stated)
    return dict(zip(left.objectives, weight_draws(left, 2000, seed=1).mean(axis=0).round(2).tolist(), strict=True))


@shows("blogroi", "irrelevant")
def _() -> object:
    from attrs import evolve

    import blogroi

    case = evolve(chamber(), demands={})
    fewer = evolve(case, tools={key: tool for key, tool in case.tools.items() if key != "magazine"})
    before, after = (blogroi.evaluate(one, draws=2000, by="score").tools["blog"] for one in (case, fewer))
    return "the same figures without the magazine" if before == after else "other figures without the magazine"


@shows("blogroi", "sensitivity")
def _() -> object:
    import blogroi

    first = blogroi.sensitivity(chamber(), draws=5000).tools["blog"].inputs[0]
    return f"{first.path}: {first.share:.0%} of the variance, turns at {first.break_even:,.0f}"


@shows("blogroi", "information")
def _() -> object:
    import blogroi

    first = blogroi.worth_measuring(chamber(), draws=5000).inputs[0]
    return f"{first.path}: {first.evppi.value:,.0f} EUR"


@shows("blogroi", "plan")
def _() -> object:
    import blogroi

    return f"{len(blogroi.check(chamber()).findings)} findings"


@shows("blogroi", "emergent")
def _() -> object:
    import blogroi

    effect = blogroi.evaluate(chamber(), draws=2000).emergent["blog"].effects["briefing_hours"]
    return f"found {effect.raw:.0f}, corrected {effect.adjusted:.0f}"


@shows("blogroi", "plots")
def _() -> object:
    import blogroi

    return sorted(blogroi.evaluate(chamber(), draws=2000).figures)


def outcomes() -> tuple[Any, Any]:
    """Two interventions, one of which brings in a normal number, in the form of heormodel."""
    import numpy as np
    import pandas as pd
    from heormodel.models import Outcomes

    effect = np.random.default_rng(0).normal(0.0, 1.0, 4000)
    zero = np.zeros(4000)
    draws = pd.DataFrame({"e": effect}, index=pd.RangeIndex(4000, name="iteration"))
    wide = pd.DataFrame({"A": zero, "B": zero}), pd.DataFrame({"A": zero, "B": effect})
    return Outcomes.from_wide(*wide), draws


@shows("heormodel", "range", "partly")
def _() -> object:
    from heormodel.params import LogNormal

    return LogNormal.from_mean_se(2.0, 0.5)


@shows("heormodel", "flows", "partly")
def _() -> object:
    import inspect

    from heormodel.models import MarkovModel

    return inspect.signature(MarkovModel).parameters["discount_rate"]


@shows("heormodel", "ranks", "partly")
def _() -> object:
    from heormodel.cea import ceac

    return ceac(outcomes()[0], [1.0]).to_dict()


@shows("heormodel", "irrelevant")
def _() -> object:
    from heormodel.cea import expected_nmb

    return expected_nmb(outcomes()[0], 1.0).round(3).to_dict()


@shows("heormodel", "sensitivity")
def _() -> object:
    import pandas as pd
    from heormodel.dsa import one_at_a_time

    return one_at_a_time(pd.Series({"cost": 10.0}), {"cost": [8.0, 12.0]})[0]["cost"].tolist()


@shows("heormodel", "information")
def _() -> object:
    from heormodel.voi import evppi

    return round(evppi(*outcomes(), "e", wtp=1.0), 3)


@shows("heormodel", "any_model")
def _() -> object:
    import pandas as pd
    from heormodel.run import as_outcomes

    rows = [(arm, place, cost, 1.0) for place in range(3) for arm, cost in (("A", 1.0), ("B", 2.0))]
    return as_outcomes(pd.DataFrame(rows, columns=["intervention", "iteration", "cost", "qaly"])).iterations.size


@shows("heormodel", "plots")
def _() -> object:
    from heormodel.report.plots import plot_ceac

    return plot_ceac.__name__


def weighted_sum(matrix: Any, weights: Any, types: Any) -> Any:
    return matrix @ weights


@shows("pysensmcda", "range", "partly")
def _() -> object:
    import numpy as np
    from pysensmcda.sampling import uniform_matrix

    return (
        uniform_matrix(np.array([[5.0, 3.0]]), absolute=np.array([0.5, 1.0]), num_samples=2, seed=1).round(2).tolist()
    )


@shows("pysensmcda", "gaps", "partly")
def _() -> object:
    from missing_cell import pysensmcda_smaa_drawn

    return pysensmcda_smaa_drawn()


@shows("pysensmcda", "ranks")
def _() -> object:
    import numpy as np
    from pysensmcda.sampling import uniform_matrix
    from pysensmcda.smaa import smaa2

    matrix = np.array([[0.9, 0.2], [0.3, 0.7]])
    samples = uniform_matrix(matrix, absolute=np.array([0.2, 0.2]), num_samples=1000, seed=1)
    found = smaa2(weighted_sum, matrix, np.ones(2), num_samples=1000, matrix_samples=samples, seed=1)
    return found.rank_acceptability.round(2).tolist()


@shows("pysensmcda", "weights")
def _() -> object:
    from pysensmcda.sampling import hit_and_run, weight_constraints

    lines, ends = weight_constraints(3, order=[0, 1, 2], bounds={0: (0.2, None)}, tradeoffs={(0, 2): (2.0, None)})
    return hit_and_run(3, num_samples=1, constraints=(lines, ends), seed=1).round(2).tolist()


@shows("pysensmcda", "irrelevant", "partly")
def _() -> object:
    import numpy as np
    from pymcdm.methods import SPOTIS
    from pysensmcda.smaa import smaa2

    method = SPOTIS(np.array([[0.0, 1.0], [0.0, 1.0]]))
    return smaa2(method, np.array([[0.9, 0.2], [0.3, 0.7]]), np.ones(2), seed=1).acceptability.round(2).tolist()


@shows("pysensmcda", "sensitivity")
def _() -> object:
    import numpy as np
    from pymcdm.methods import TOPSIS
    from pysensmcda.eors import criterion_sensitivity_index, eors, local_sensitivity

    problem = TOPSIS(), np.array([[0.9, 0.2, 0.4], [0.3, 0.7, 0.5], [0.5, 0.5, 0.6]]), np.ones(3)
    return criterion_sensitivity_index(local_sensitivity(*problem, eors(*problem), seed=0)).round(2).tolist()


@shows("pysensmcda", "methods", "partly")
def _() -> object:
    import numpy as np
    from pymcdm.methods import VIKOR
    from pysensmcda.smaa import smaa2

    return smaa2(VIKOR(), np.array([[0.9, 0.2], [0.3, 0.7]]), np.ones(2), seed=1).acceptability.round(2).tolist()


@shows("pysensmcda", "plots")
def _() -> object:
    from pysensmcda.graphs import rank_acceptability_barplot

    return rank_acceptability_barplot.__name__


@shows("pymcdm", "weights", "partly")
def _() -> object:
    from pymcdm.weights.subjective import AHP, RANCOM

    return AHP.__name__, RANCOM.__name__


@shows("pymcdm", "irrelevant", "partly")
def _() -> object:
    import numpy as np
    from pymcdm.methods import SPOTIS

    spotis = SPOTIS(np.array([[0.0, 1.0], [0.0, 1.0]]))
    return spotis(np.array([[0.9, 0.2], [0.3, 0.7]]), np.array([0.5, 0.5]), np.ones(2)).tolist()


@shows("pymcdm", "sensitivity", "partly")
def _() -> object:
    import numpy as np
    from pymcdm.helpers import param_sensitivity
    from pymcdm.methods import VIKOR

    problem = np.array([[0.9, 0.2], [0.3, 0.7], [0.5, 0.6]]), np.array([0.5, 0.5]), np.ones(2)
    _, _, ranks = param_sensitivity(VIKOR, *problem, param_name="v", param_values=[0.1, 0.9])
    return [places.tolist() for places in ranks]


@shows("pymcdm", "methods")
def _() -> object:
    from pymcdm import methods

    return len([name for name in dir(methods) if name[0].isupper()])


@shows("pymcdm", "plots")
def _() -> object:
    from pymcdm.visuals import ranking_bar

    return ranking_bar.__name__


@shows("scikit-criteria", "gaps", "partly")
def _() -> object:
    from skcriteria.preprocessing.impute import IterativeImputer, KNNImputer, SimpleImputer

    return SimpleImputer.__name__, KNNImputer.__name__, IterativeImputer.__name__


@shows("scikit-criteria", "weights", "partly")
def _() -> object:
    from skcriteria.preprocessing.weighters import RANCOM

    return RANCOM.__name__


@shows("scikit-criteria", "irrelevant", "partly")
def _() -> object:
    from skcriteria.agg.spotis import SPOTIS

    return SPOTIS.__name__


@shows("scikit-criteria", "sensitivity", "partly")
def _() -> object:
    import skcriteria
    from skcriteria.agg.similarity import TOPSIS
    from skcriteria.ranksrev import RankInvariantChecker

    matrix = skcriteria.mkdm([[0.9, 0.2], [0.3, 0.7], [0.5, 0.6]], [max, max])
    return RankInvariantChecker(TOPSIS(), random_state=1).evaluate(matrix).to_dataframe().shape


@shows("scikit-criteria", "methods")
def _() -> object:
    from skcriteria.agg.electre import ELECTRE2
    from skcriteria.agg.similarity import TOPSIS

    return ELECTRE2.__name__, TOPSIS.__name__


@shows("scikit-criteria", "plots")
def _() -> object:
    from skcriteria.core.plot import DecisionMatrixPlotter

    return DecisionMatrixPlotter.__name__


@shows("mcda", "weights", "partly")
def _() -> object:
    from mcda.mavt.uta import UTAstar

    return UTAstar.__name__


@shows("mcda", "irrelevant")
def _() -> object:
    from mcda import PerformanceTable
    from mcda.scales import QuantitativeScale
    from mcda.transformers import Transformer

    scales = {"x": QuantitativeScale(0, 10), "y": QuantitativeScale(0, 20)}
    table = PerformanceTable([[9.0, 2.0], [3.0, 7.0]], alternatives=["a", "b"], criteria=["x", "y"], scales=scales)
    return Transformer.normalize(table).data.to_numpy().tolist()


@shows("mcda", "methods")
def _() -> object:
    from mcda.mavt.aggregators import TOPSIS
    from mcda.outranking.electre import Electre3
    from mcda.outranking.promethee import Promethee2

    return Electre3.__name__, Promethee2.__name__, TOPSIS.__name__


@shows("mcda", "plots")
def _() -> object:
    from mcda.plot import RadarPlot

    return RadarPlot.__name__


@shows("pyDecision", "range", "partly")
def _() -> object:
    from pyDecision.algorithm import fuzzy_topsis_method

    return fuzzy_topsis_method.__name__


@shows("pyDecision", "weights", "partly")
def _() -> object:
    from pyDecision.algorithm import bw_method, fucom_method

    return bw_method.__name__, fucom_method.__name__


@shows("pyDecision", "irrelevant", "partly")
def _() -> object:
    import numpy as np
    from pyDecision.algorithm import spotis_method

    matrix = np.array([[0.9, 0.2], [0.3, 0.7]])
    return spotis_method(matrix, ["max"] * 2, [0.5, 0.5], [0, 0], [1, 1], graph=False, verbose=False).tolist()


@shows("pyDecision", "methods")
def _() -> object:
    from pyDecision import algorithm

    return len([name for name in dir(algorithm) if callable(getattr(algorithm, name))])


@shows("pyDecision", "plots")
def _() -> object:
    from pyDecision.compare import plot_rank_freq

    return plot_rank_freq.__name__


@shows("SALib", "range", "partly")
def _() -> object:
    from SALib.sample import latin

    problem = {"num_vars": 1, "names": ["x"], "bounds": [[1.0, 0.5]], "dists": ["lognorm"]}
    return latin.sample(problem, 3, seed=1).round(2).ravel().tolist()


@shows("SALib", "sensitivity")
def _() -> object:
    from SALib.analyze import sobol as analysis
    from SALib.sample import sobol

    problem = {"num_vars": 2, "names": ["x", "y"], "bounds": [[0, 1], [0, 1]]}
    points = sobol.sample(problem, 256, calc_second_order=False, seed=1)
    return (
        analysis.analyze(problem, points[:, 0] + 2 * points[:, 1], calc_second_order=False, seed=1)["S1"]
        .round(2)
        .tolist()
    )


@shows("SALib", "any_model")
def _() -> object:
    from SALib.analyze import pawn
    from SALib.sample import latin

    problem = {"num_vars": 2, "names": ["x", "y"], "bounds": [[0, 1], [0, 1]]}
    points = latin.sample(problem, 500, seed=1)
    return pawn.analyze(problem, points, points[:, 0] ** points[:, 1], seed=1)["median"].round(1).tolist()


@shows("SALib", "plots")
def _() -> object:
    from SALib.plotting.bar import plot

    return plot.__name__


@shows("pygam", "information", "partly")
def _() -> object:
    import numpy as np
    from pygam import LinearGAM

    random = np.random.default_rng(0)
    known = random.normal(size=(2000, 1))
    gain = known[:, 0] + random.normal(size=2000)
    expected = LinearGAM().fit(known, gain).predict(known)
    return round(float(np.maximum(expected, 0.0).mean() - max(gain.mean(), 0.0)), 3)


@shows("squigglepy", "range")
def _() -> object:
    import numpy as np
    import squigglepy as sq

    sq.set_seed(1)
    return np.quantile(sq.sample(sq.to(2, 8), 100_000), [0.05, 0.95]).round(2).tolist()


@shows("squigglepy", "any_model")
def _() -> object:
    import squigglepy as sq

    return sq.sample(lambda: sq.sample(sq.to(2, 8)) * 2, n=3).size


@shows("squigglepy", "plots")
def _() -> object:
    import squigglepy as sq

    return sq.to(2, 8).plot.__name__


def simulated() -> Any:
    """Run the smallest simulation of monaco."""
    import monaco
    from scipy.stats import norm

    functions = {
        "preprocess": lambda case: (case.invals["x"].val, case.invals["y"].val),
        "run": lambda x, y: (x + 2 * y,),
        "postprocess": lambda case, z: case.addOutVal("z", z),
    }
    kept = {"savecasedata": False, "savesimdata": False, "singlethreaded": True, "verbose": False}
    sim = monaco.Sim(name="peers", ndraws=200, fcns=functions, seed=1, **kept)
    for name in "xy":
        sim.addInVar(name=name, dist=norm, distkwargs={"loc": 0, "scale": 1})
    sim.runSim()
    return sim


@shows("monaco", "range", "partly")
def _() -> object:
    return "distributions of SciPy, by their parameters", simulated().invars["x"].dist.name


@shows("monaco", "sensitivity")
def _() -> object:
    sim = simulated()
    sim.calcSensitivities("z")
    return {name: round(float(share), 2) for name, share in sim.outvars["z"].sensitivity_ratios.items()}


@shows("monaco", "any_model")
def _() -> object:
    return simulated().ncases


@shows("monaco", "plots")
def _() -> object:
    from monaco.mc_plot import plot

    return plot.__name__


@shows("numpy-financial", "flows")
def _() -> object:
    import numpy_financial as npf

    several = [-1678.87, 771.96, 1814.05, 3520.30, 3552.95, 3584.99, 4789.91, -1]  # a payment at the end: two rates
    return [
        round(float(value), 4) for value in (npf.irr([-100, 60, 60]), npf.npv(0.05, [-100, 60, 60]), npf.irr(several))
    ]


@shows("pyxirr", "flows")
def _() -> object:
    import pyxirr

    several = [-1678.87, 771.96, 1814.05, 3520.30, 3552.95, 3584.99, 4789.91, -1]
    return [
        round(value, 4) for value in (pyxirr.irr([-100, 60, 60]), pyxirr.npv(0.05, [-100, 60, 60]), pyxirr.irr(several))
    ]


@shows("pyxirr", "dated")
def _() -> object:
    from datetime import date

    import pyxirr

    return round(pyxirr.xirr([date(2025, 1, 1), date(2025, 9, 1), date(2026, 5, 1)], [-100, 60, 60]), 4)


def public_names(module: str) -> Iterator[str]:
    """List the public functions and classes that the files of a package define, without importing it."""
    spec = find_spec(module)
    assert spec is not None
    for folder in spec.submodule_search_locations or ():
        for path in sorted([*Path(folder).rglob("*.py"), *Path(folder).rglob("*.pyi")]):
            if "tests" in path.parts:
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                    yield node.name


def looked_into(package: str, feature: str) -> list[str]:
    """Give the public names of a package in which a word of the matter occurs."""
    return sorted({name for name in public_names(PACKAGES[package]) if re.search(WORDS[feature], name, re.IGNORECASE)})


def answered(package: str, feature: str) -> str:
    """Make one call in a process of its own."""
    command = [sys.executable, __file__, package, feature]
    environment = os.environ | {"MPLBACKEND": "Agg"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    lines = (done.stdout or done.stderr).strip().splitlines()
    return lines[-1] if lines else f"ended with status {done.returncode}"


def licence(package: str) -> str:
    told = metadata(package)
    return (told.get("License-Expression") or (told.get("License") or "see its files").splitlines()[0])[:60]


def main() -> None:
    here = [package for package, module in PACKAGES.items() if find_spec(module) is not None]
    print(f"Python {sys.version.split()[0]}; not installed: {', '.join(set(PACKAGES) - set(here)) or 'none'}\n")
    print("| package | version | licence, in its own words |\n|---|---|---|")
    for package in here:
        print(f"| {package} | {version(package)} | {licence(package)} |")
    if "--names" in sys.argv:
        for package in here:
            for feature in FEATURES:
                if (package, feature) not in PROBES:
                    print(f"{package}, {feature}: {', '.join(looked_into(package, feature)[:12]) or '-'}")
        return
    print("\n| package | what | | shown by |\n|---|---|---|---|")
    for (package, feature), (answer, _) in PROBES.items():
        if package in here:
            print(f"| {package} | {FEATURES[feature]} | {answer} | {answered(package, feature)} |", flush=True)


if __name__ == "__main__":
    if tuple(sys.argv[1:]) in PROBES:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            print(PROBES[sys.argv[1], sys.argv[2]][1](), flush=True)
    else:
        main()
