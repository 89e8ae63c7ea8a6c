"""The ROI model: 12 tools, each with 10 lognormal drivers and 5 costs over 5 years, discounted; 1,000,000 draws.

The answer is the mean and the 5 %, 50 % and 95 % quantiles of the return on investment of each tool. Every way of
getting it must give the same answer, within Monte Carlo error, before anything is timed.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np
from harness import (
    Row,
    Table,
    Timing,
    check_pinned,
    figures,
    interleaved,
    notes_on,
    on_processors,
    peak_memory,
    processors,
    run,
    spread,
)
from numpy.typing import NDArray

import blogroi

Floats: TypeAlias = NDArray[np.float64]
Shape: TypeAlias = Literal["pert", "triangular"]
BitGenerator: TypeAlias = type[np.random.PCG64] | type[np.random.SFC64]

DRAWS = 1_000_000
EVALUATED, SQUIGGLEPY_DRAWS, MONACO_DRAWS = 100_000, 400, 2000  # where less is timed, and scaled up
PERIODS, RATE = 5, 0.035
BLOCK = 8192
SHARES = (0.05, 0.5, 0.95)
Z90 = 1.6448536269514722  # half the width of a 90 % range, in standard deviations


@dataclass(frozen=True)
class Driver:
    """An effect: a 90 % range of its change per year, the worth of one unit, the share that lasts from year to year."""

    low: float
    high: float
    value: float
    kept: float

    @property
    def mu(self) -> float:
        return (math.log(self.low) + math.log(self.high)) / 2.0

    @property
    def sigma(self) -> float:
        return (math.log(self.high) - math.log(self.low)) / (2.0 * Z90)

    @property
    def worth(self) -> float:
        """Present value of a change of one unit in the first year."""
        return self.value * sum(self.kept ** (p - 1) * (1.0 + RATE) ** -p for p in range(1, PERIODS + 1))


@dataclass(frozen=True)
class Item:
    """A cost: three points, and whether it is paid before the first year or in each."""

    shape: Shape
    low: float
    mode: float
    high: float
    yearly: bool

    @property
    def worth(self) -> float:
        """Present value of one unit of money."""
        return sum((1.0 + RATE) ** -p for p in range(1, PERIODS + 1)) if self.yearly else 1.0

    @property
    def beta(self) -> tuple[float, float]:
        """Parameters of the beta distribution behind a PERT."""
        a = 1.0 + 4.0 * (self.mode - self.low) / (self.high - self.low)
        return a, 6.0 - a


@dataclass(frozen=True)
class Subject:
    """A tool to be evaluated."""

    drivers: tuple[Driver, ...]
    items: tuple[Item, ...]


def parts_of(subject: Subject) -> tuple[Driver | Item, ...]:
    """Give all that is drawn for a tool: drivers first."""
    return (*subject.drivers, *subject.items)


def subjects() -> tuple[Subject, ...]:
    """Make up 12 tools, none like the other, the same on every run."""
    rng = np.random.default_rng(2026)
    return tuple(Subject(_drivers(rng), _items(rng)) for _ in range(12))


def _drivers(rng: np.random.Generator) -> tuple[Driver, ...]:
    lows = rng.uniform(50, 500, 10).round(1)
    widths = rng.uniform(1.5, 4.0, 10)
    kept = rng.choice([1.0, 0.9, 0.75], 10)
    parts = zip(lows.tolist(), (lows * widths).round(1).tolist(), kept.tolist(), strict=True)
    return tuple(Driver(low, high, 2.0 + n, share) for n, (low, high, share) in enumerate(parts))


def _items(rng: np.random.Generator) -> tuple[Item, ...]:
    shapes: tuple[Shape, ...] = ("triangular", "pert", "triangular", "pert", "triangular")
    items = []
    for position, shape in enumerate(shapes):
        low = float(round(rng.uniform(2000, 5000)))
        high = float(round(low * rng.uniform(1.5, 3.0)))
        mode = float(round(low + (high - low) * rng.uniform(0.1, 0.6)))
        items.append(Item(shape, low, mode, high, yearly=position > 0))
    return tuple(items)


def answer(roi: Floats) -> Floats:
    """Sum the draws of one tool up: mean and quantiles, shape (4,)."""
    ordered = np.sort(roi)  # three times as fast as np.quantile, for every row alike
    places = np.asarray(SHARES) * (ordered.size - 1)
    below = places.astype(np.intp)
    return np.array([roi.mean(), *(ordered[below] + (places - below) * (ordered[below + 1] - ordered[below]))])


# The floor and plain NumPy


def floor(bit_generator: BitGenerator, draws: int = DRAWS) -> None:
    """Draw as many random numbers as the model needs, and do nothing with them."""
    buffer = np.empty(BLOCK)
    for seed in range(12):
        generator = np.random.Generator(bit_generator(seed))
        for start in range(0, draws, BLOCK):
            out = buffer[: draws - start]
            for _ in range(10):
                generator.standard_normal(out=out)
            for _ in range(5):
                generator.random(out=out)


def numpy_arrays(problem: Sequence[Subject], draws: int = DRAWS) -> Floats:
    """Plain NumPy as it is usually written: one array for each quantity, NumPy's own distributions."""
    rng = np.random.default_rng(1)
    results = []
    for subject in problem:
        benefits, costs = np.zeros(draws), np.zeros(draws)
        for driver in subject.drivers:
            benefits += driver.worth * rng.lognormal(driver.mu, driver.sigma, draws)
        for item in subject.items:
            if item.shape == "triangular":
                amount = rng.triangular(item.low, item.mode, item.high, draws)
            else:
                amount = item.low + (item.high - item.low) * rng.beta(*item.beta, draws)
            costs += item.worth * amount
        results.append(answer(benefits / costs - 1.0))
    return np.array(results)


def numpy_tuned(problem: Sequence[Subject], draws: int = DRAWS) -> Floats:
    """Plain NumPy by someone who has a profiler: blocks, buffers, the fastest generator, no temporary arrays."""
    rng = np.random.Generator(np.random.SFC64(1))
    buffer, total, results = np.empty(BLOCK), np.empty(BLOCK), []
    for subject in problem:
        roi = np.empty(draws)
        for start in range(0, draws, BLOCK):
            out = roi[start : start + BLOCK]
            _benefits_block(rng, subject.drivers, out, buffer[: out.size])
            out /= _costs_block(rng, subject.items, total[: out.size])
            out -= 1.0
        results.append(answer(roi))
    return np.array(results)


def _benefits_block(rng: np.random.Generator, drivers: Sequence[Driver], out: Floats, spare: Floats) -> None:
    out.fill(0.0)
    for driver in drivers:
        rng.standard_normal(out=spare)
        spare *= driver.sigma
        spare += driver.mu + math.log(driver.worth)
        np.exp(spare, out=spare)
        out += spare


def _costs_block(rng: np.random.Generator, items: Sequence[Item], out: Floats) -> Floats:
    out.fill(0.0)
    for item in items:
        if item.shape == "triangular":
            out += rng.triangular(item.low * item.worth, item.mode * item.worth, item.high * item.worth, out.size)
        else:
            amount = rng.beta(*item.beta, out.size)
            amount *= (item.high - item.low) * item.worth
            amount += item.low * item.worth
            out += amount
    return out


# squigglepy


def _distributions(subject: Subject) -> tuple[list[Any], list[Any]]:
    import squigglepy as sq

    drivers = [sq.lognorm(driver.low, driver.high) for driver in subject.drivers]
    items = [
        sq.triangular(item.low, item.mode, item.high)
        if item.shape == "triangular"
        else sq.pert(item.low, item.mode, item.high)
        for item in subject.items
    ]
    return drivers, items


def squigglepy_arrays(problem: Sequence[Subject], draws: int = DRAWS) -> Floats:
    """Let squigglepy draw an array for each of its distributions, and do the sums on arrays: its fastest idiom."""
    import squigglepy as sq

    sq.set_seed(1)
    results = []
    for subject in problem:
        benefits, costs = np.zeros(draws), np.zeros(draws)
        drivers, items = _distributions(subject)
        for driver, distribution in zip(subject.drivers, drivers, strict=True):
            benefits += driver.worth * sq.sample(distribution, n=draws, verbose=False)
        for item, distribution in zip(subject.items, items, strict=True):
            costs += item.worth * sq.sample(distribution, n=draws, verbose=False)
        results.append(answer(benefits / costs - 1.0))
    return np.array(results)


def squigglepy_model(problem: Sequence[Subject], draws: int) -> Floats:
    """Hand squigglepy a function that works one draw of the model out: the idiom of its manual."""
    import squigglepy as sq

    sq.set_seed(1)
    parts = [(subject, *_distributions(subject)) for subject in problem]

    def model() -> list[float]:
        rois = []
        for subject, drivers, items in parts:
            benefits = sum(d.worth * sq.sample(s) for d, s in zip(subject.drivers, drivers, strict=True))
            costs = sum(i.worth * sq.sample(s) for i, s in zip(subject.items, items, strict=True))
            rois.append(float(benefits / costs - 1.0))
        return rois

    rois = sq.sample(model, n=draws, verbose=False)
    return np.array([answer(column) for column in np.asarray(rois).T])


# monaco


def monaco_sim(problem: Sequence[Subject], draws: int) -> Floats:
    """Run the model as a monaco simulation: a case for each draw, an output for each tool."""
    import monaco as mc

    names = [[f"{t}_{n}" for n in range(len(s.drivers) + len(s.items))] for t, s in enumerate(problem)]

    def preprocess(case: Any) -> tuple[Any]:
        return (case.invals,)

    def work_out(values: Any) -> tuple[list[float]]:
        rois = []
        for subject, keys in zip(problem, names, strict=True):
            drawn = [values[key].val for key in keys]
            worths = [part.worth * value for part, value in zip(parts_of(subject), drawn, strict=True)]
            split = len(subject.drivers)
            rois.append(sum(worths[:split]) / sum(worths[split:]) - 1.0)
        return (rois,)

    def postprocess(case: Any, rois: list[float]) -> None:
        for position, roi in enumerate(rois):
            case.addOutVal(f"roi_{position}", roi)

    functions = {
        mc.SimFunctions.PREPROCESS: preprocess,
        mc.SimFunctions.RUN: work_out,
        mc.SimFunctions.POSTPROCESS: postprocess,
    }
    sim = mc.Sim(
        name="roi",
        ndraws=draws,
        fcns=functions,
        samplemethod=mc.SampleMethod.RANDOM,
        seed=1,
        singlethreaded=True,
        verbose=False,
        debug=True,
    )
    _add_inputs(sim, problem, names)
    sim.runSim()
    return np.array([answer(np.array(sim.outvars[f"roi_{t}"].nums)) for t in range(len(problem))])


def _add_inputs(sim: Any, problem: Sequence[Subject], names: Sequence[Sequence[str]]) -> None:
    from scipy import stats

    for subject, keys in zip(problem, names, strict=True):
        for part, key in zip(parts_of(subject), keys, strict=True):
            if isinstance(part, Driver):
                sim.addInVar(
                    key,
                    dist=stats.lognorm,
                    distkwargs={"s": part.sigma, "scale": math.exp(part.mu)},
                )
                continue
            ends: dict[str, float] = {"loc": part.low, "scale": part.high - part.low}
            if part.shape == "triangular":
                mode = (part.mode - part.low) / (part.high - part.low)
                sim.addInVar(key, dist=stats.triang, distkwargs={"c": mode, **ends})
            else:
                a, b = part.beta
                sim.addInVar(key, dist=stats.beta, distkwargs={"a": a, "b": b, **ends})


# blogroi


def blogroi_case(problem: Sequence[Subject]) -> blogroi.Case:
    """State the model as a case of blogroi, in the words of its users."""
    day = datetime.date(2026, 1, 1)
    return blogroi.Case(
        title="The ROI model",
        currency="EUR",
        evaluated=day,
        horizon=blogroi.Horizon(start=day, periods=PERIODS),
        discounting=blogroi.Discounting(rate=RATE, timing="end"),
        indicators={
            f"i{n}": blogroi.Indicator(
                statement=f"Indicator {n}",
                unit="unit",
                better="higher",
                value=driver.value,
                declared=day,
            )
            for n, driver in enumerate(problem[0].drivers)
        },
        tools={f"t{position:02}": _tool(subject, day) for position, subject in enumerate(problem)},
    )


def _tool(subject: Subject, day: datetime.date) -> blogroi.Tool:
    return blogroi.Tool(
        name="A tool",
        kind="blog",
        introduced=day,
        costs=[
            blogroi.Cost(
                item=f"Item {n}",
                amount=blogroi.ThreePoint(item.low, item.mode, item.high, item.shape),
                when="each" if item.yearly else "upfront",
            )
            for n, item in enumerate(subject.items)
        ],
        effects={
            f"i{n}": blogroi.Effect(
                change=blogroi.Range(driver.low, driver.high),
                drop_off=1.0 - driver.kept,
                evidence="estimated",
            )
            for n, driver in enumerate(subject.drivers)
        },
    )


def blogroi_draws(case: blogroi.Case, *, threads: int, draws: int = DRAWS) -> Floats:
    """Take the draws of blogroi and sum them up with the same function as everybody else."""
    simulation = blogroi.simulate(case, draws=draws, seed=1)
    found = simulation.each(lambda tool: answer(tool.roi), threads=threads)
    return np.array([found[key] for key in sorted(found)])


def blogroi_evaluation(case: blogroi.Case, *, threads: int, draws: int = DRAWS) -> Floats:
    """Let blogroi work all its figures out, of which the quantiles of ROI are some; the mean of the ratios is none of them."""
    result = blogroi.evaluate(case, draws=draws, seed=1, threads=threads)
    summaries = [tool.roi for _, tool in sorted(result.tools.items())]
    return np.array([[math.nan, s.p05, s.p50, s.p95] for s in summaries if s is not None])


# Measuring


def check_agreement(name: str, found: Floats, draws: int, reference: Floats, spreads: Floats) -> None:
    """Refuse an answer that differs from the reference by more than Monte Carlo error allows.

    The mean may differ by five standard errors, a quantile by four widths of the 90 % range over the root of the draws
    (five standard errors or more, for shapes like these). A mean that is not given is NaN, which differs from nothing.
    """
    error = math.sqrt(1.0 / draws + 1.0 / DRAWS)
    off = np.abs(found - reference)
    width = reference[:, 3] - reference[:, 1]
    if (off[:, 0] > 5.0 * error * spreads).any() or (off[:, 1:] > 4.0 * error * width[:, None]).any():
        raise AssertionError(f"{name} gives another answer: off by {off.max(axis=0)}")


def _spreads(problem: Sequence[Subject]) -> Floats:
    """Estimate the standard deviation of each tool's ROI by a small plain simulation."""
    rng = np.random.default_rng(3)
    result = []
    for subject in problem:
        out, spare, costs = np.empty(100_000), np.empty(100_000), np.empty(100_000)
        _benefits_block(rng, subject.drivers, out, spare)
        result.append((out / _costs_block(rng, subject.items, costs)).std())
    return np.array(result)


def rows() -> list[tuple[Row, int]]:
    """List the ways of doing the work, each with the draws of its answer (0: it gives none)."""
    problem = subjects()
    case = blogroi_case(problem)
    whole = [
        (Row("floor: the random numbers, SFC64", lambda: floor(np.random.SFC64), 9), 0),
        (Row("floor: the random numbers, PCG64", lambda: floor(np.random.PCG64), 9), 0),
        (Row("blogroi, one thread", lambda: blogroi_draws(case, threads=1), 9), DRAWS),
        (Row("blogroi, two threads", lambda: blogroi_draws(case, threads=2), 9, threads=2), DRAWS),
        (Row("numpy, tuned", lambda: numpy_tuned(problem), 5), DRAWS),
        (Row("numpy, whole arrays", lambda: numpy_arrays(problem), 5), DRAWS),
        (Row("squigglepy, arrays", lambda: squigglepy_arrays(problem), 5), DRAWS),
    ]
    parts = [
        _part("blogroi.evaluate, all figures", lambda n: blogroi_evaluation(case, threads=1, draws=n), EVALUATED),
        _part("monaco, a case for each draw", lambda n: monaco_sim(problem, n), MONACO_DRAWS),
        _part("squigglepy, a model function", lambda n: squigglepy_model(problem, n), SQUIGGLEPY_DRAWS),
    ]
    return [pair for pair in (*whole, *parts) if pair[0].threads <= processors()]


def _part(name: str, function: Callable[[int], Floats], draws: int) -> tuple[Row, int]:
    """Make a row that is timed on fewer draws, and scaled up."""
    note = f"timed on {draws:,} draws and scaled up; its memory is that of these draws"
    return Row(name, lambda: function(draws), 3, share=draws / DRAWS, note=note), draws


def checked_memory(at_work: Sequence[tuple[Row, int]]) -> list[Timing]:
    """Run every row once, watching its memory, and compare its answer with that of plain NumPy."""
    problem = subjects()
    reference, spreads = numpy_arrays(problem), _spreads(problem)
    timings = []
    for row, draws in at_work:
        with on_processors(row.threads):
            found, peak = peak_memory(row.function)
        if draws:
            assert isinstance(found, np.ndarray)
            check_agreement(row.name, found, draws, reference, spreads)
        timings.append(Timing(row.name, peak_mib=peak, note=row.note))
    return timings


def measure() -> list[Table]:
    """Check, time and tabulate."""
    check_pinned()
    at_work = rows()
    timings = checked_memory(at_work)
    interleaved([row for row, _ in at_work], timings)
    sfc, pcg = timings[0].median, timings[1].median
    cells = tuple(_cells(timing, sfc, pcg) for timing in timings)
    return [
        Table(
            title="The ROI model: 12 tools x (10 lognormal drivers + 5 costs) x 5 years, 1,000,000 draws",
            columns=(
                "way",
                "seconds, median",
                "least to most",
                "x floor SFC64",
                "x floor PCG64",
                "peak MiB",
            ),
            rows=cells,
            notes=notes_on(timings),
            raw=figures(timings),
        )
    ]


def _cells(timing: Timing, sfc: float, pcg: float) -> tuple[str, ...]:
    seconds, digits = timing.median, 2 if timing.median < 60 else 0
    peak = "" if timing.peak_mib is None else f"{timing.peak_mib:,.1f}{'*' if timing.note else ''}"
    ratios = (f"{seconds / base:,.{digits}f}" for base in (sfc, pcg))
    return (
        timing.name,
        f"{seconds:,.{digits}f}",
        spread(timing.seconds, digits=digits),
        *ratios,
        peak,
    )


if __name__ == "__main__":
    run(measure)
