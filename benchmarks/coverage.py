"""How often intervals hold the truth where nothing had happened: `level-1` beside the usual methods, on real weekly series.

    python benchmarks/coverage.py                      # the series that come with the project
    python benchmarks/coverage.py FILE.json            # others: {"name": {"days": [...], "values": [...]}} or {"first": day, "values": [...]}
    python benchmarks/coverage.py FILE.json --only pycausalimpact    # in an environment of its own: it needs libraries of 2023

A launch is tried in every third week of every series, with 52 weeks before it and 8 after; since there was none, an interval is right where it
holds no effect. Then effects are planted, of several shapes; counts are made small; and effects of the size that `detectable` announces.
"""

from __future__ import annotations

import argparse
import csv
import datetime
import json
import statistics
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Ends: TypeAlias = tuple[float, float]
SHIPPED = Path(__file__).parents[1] / "tests" / "measured" / "data" / "weekly.json"
BEFORE, AFTER, EVERY, CONFIDENCE = 52, 8, 3, 0.9


class Launch(NamedTuple):
    """A launch that never was: a stretch of a series."""

    name: str
    days: list[datetime.date]
    values: Floats
    before: int

    @property
    def kind(self) -> str:
        """What sort of series it is, by the first word of its name."""
        return self.name.partition(".")[0]

    @property
    def after(self) -> Floats:
        """What was counted after it."""
        return self.values[self.before :]


def read(path: Path) -> dict[str, tuple[list[datetime.date], Floats]]:
    """Read series from JSON."""
    found = {}
    for name, series in json.loads(path.read_text("utf-8")).items():
        values = np.array(series["values"], dtype=float)
        if "days" in series:
            days = [datetime.date.fromisoformat(day) for day in series["days"]]
        else:
            first = datetime.date.fromisoformat(series["first"])
            days = [first + datetime.timedelta(weeks=place) for place in range(len(values))]
        found[name] = (days, values)
    return found


def launches(
    series: Mapping[str, tuple[list[datetime.date], Floats]], before: int, after: int, every: int
) -> list[Launch]:
    """Return a launch in every so many weeks of every series."""
    return [
        Launch(name, days[place : place + before + after], values[place : place + before + after], before)
        for name, (days, values) in series.items()
        for place in range(0, len(values) - before - after + 1, every)
    ]


def level_1(launch: Launch) -> Ends:
    """Return the interval of the total that blogroi gives."""
    from blogroi.measured import Series, estimate

    found = estimate(Series(launch.days, launch.values), launch=launch.days[launch.before], at_least=8)
    return found.total.low, found.total.high


def welch(launch: Launch) -> Ends:
    """Compare the means before and after."""
    from scipy.stats import ttest_ind

    logs = np.log(launch.values + 0.5)
    found = ttest_ind(logs[launch.before :], logs[: launch.before], equal_var=False).confidence_interval(CONFIDENCE)
    return found.low, found.high


def interrupted(launch: Launch) -> Ends:
    """Fit a line and a step, with errors that allow for weeks that are alike (Newey and West, the usual number of lags)."""
    import statsmodels.api as sm

    count = len(launch.values)
    times = np.arange(count)
    design = np.column_stack([np.ones(count), times, times >= launch.before])
    lags = int(4 * (count / 100) ** (2 / 9))
    found = sm.OLS(np.log(launch.values + 0.5), design).fit(
        cov_type="HAC", cov_kwds={"maxlags": lags, "use_correction": True}, use_t=True
    )
    low, high = found.conf_int(1 - CONFIDENCE)[2]
    return float(low), float(high)


def local_level(launch: Launch) -> Ends:
    """Take the most likely signal-to-noise ratio for the true one, as statsmodels' unobserved components do."""
    import statsmodels.api as sm

    logs = np.log(launch.values + 0.5)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = sm.tsa.UnobservedComponents(logs[: launch.before], "llevel").fit(disp=0, maxiter=60)
    noise, step = found.params
    ahead = np.arange(1, len(launch.after) + 1)
    count = len(ahead)
    variance = found.filtered_state_cov[0, 0, -1] + step * (((count - ahead + 1) / count) ** 2).sum() + noise / count
    middle = logs[launch.before :].mean() - found.filtered_state[0, -1]
    reach = statistics.NormalDist().inv_cdf((1 + CONFIDENCE) / 2) * float(np.sqrt(variance))
    return float(middle) - reach, float(middle) + reach


def causal_impact(prior: float | None) -> Callable[[Launch], Ends]:
    """Ask pycausalimpact, with a prior of the level's standard deviation or without one."""

    def ends(launch: Launch) -> Ends:
        import pandas as pd
        from causalimpact import CausalImpact

        frame = pd.DataFrame({"y": np.log(launch.values + 0.5)})
        arguments = {} if prior == 0.01 else {"prior_level_sd": prior}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = CausalImpact(
                frame, [0, launch.before - 1], [launch.before, len(frame) - 1], alpha=1 - CONFIDENCE, **arguments
            )
        table = found.summary_data["average"]
        return float(table["abs_effect_lower"]), float(table["abs_effect_upper"])

    return ends


METHODS: dict[str, Callable[[Launch], Ends]] = {
    "level-1": level_1,
    "before and after, Welch": welch,
    "interrupted time series, HAC": interrupted,
    "local level, most likely ratio": local_level,
    "pycausalimpact, its prior": causal_impact(0.01),
    "pycausalimpact, no prior": causal_impact(None),
}


def shares(tried: list[Launch], held: list[bool]) -> Iterator[str]:
    """Say the share by kind of series, and the series that is held least."""
    for kind in sorted({launch.kind for launch in tried}):
        mine = [right for launch, right in zip(tried, held, strict=True) if launch.kind == kind]
        yield f"    {kind}: {np.mean(mine):.3f} of {len(mine)}"
    by_name = {
        name: [right for launch, right in zip(tried, held, strict=True) if launch.name == name]
        for name in {launch.name for launch in tried}
    }
    many = {name: mine for name, mine in by_name.items() if len(mine) >= 20}
    if many:
        worst = min(sorted(many), key=lambda name: np.mean(many[name]))
        yield f"    the worst series with at least 20 launches: {worst}, {np.mean(many[worst]):.3f} of {len(many[worst])}"


def compare(tried: list[Launch], only: str) -> None:
    """Print the share of launches that each method is right about."""
    for name, method in METHODS.items():
        if only not in name:
            continue
        started = time.perf_counter()
        try:
            ends = [method(launch) for launch in tried]
        except ImportError as error:
            print(f"{name}: not here ({error})")
            continue
        held = [low <= 0 <= high for low, high in ends]
        each = (time.perf_counter() - started) / len(tried)
        print(f"{name}: {np.mean(held):.3f} of {len(held)}, {1e3 * each:.2f} ms each", flush=True)
        if name == "level-1" or only:
            print("\n".join(shares(tried, held)))


SHAPES: dict[str, Callable[[int], Floats]] = {
    "a step of +20 %": lambda weeks: np.full(weeks, 1.2),
    "a fall of 15 %": lambda weeks: np.full(weeks, 0.85),
    "a ramp to +40 %": lambda weeks: 1 + 0.4 * np.arange(1, weeks + 1) / weeks,
    "twice as many in the first week": lambda weeks: 1.0 + (np.arange(weeks) == 0),
}


def planted(tried: list[Launch]) -> None:
    """Print how often the total of a planted effect is held."""
    for name, shape in SHAPES.items():
        held = []
        for launch in tried:
            moved = launch.values.copy()
            moved[launch.before :] *= shape(len(launch.after))
            low, high = level_1(launch._replace(values=moved))
            held.append(low <= (moved - launch.values).sum() <= high)
        print(f"planted {name}: {np.mean(held):.3f}", flush=True)


def thinned(tried: list[Launch], mean: float, generator: np.random.Generator) -> None:
    """Print the share where few things are counted: each series thinned to a mean of so many a week."""
    held = []
    for launch in tried:
        values = generator.poisson(launch.values / launch.values.mean() * mean).astype(float)
        if len(set(values[: launch.before])) > 1:
            low, high = level_1(launch._replace(values=values))
            held.append(low <= 0 <= high)
    print(f"a mean of {mean:g} a week: {np.mean(held):.3f} of {len(held)}", flush=True)


def found(tried: list[Launch]) -> None:
    """Print how often an effect of the announced size is found, planted."""
    from blogroi.measured import Series, detectable

    seen, sizes = [], []
    for launch in tried:
        before = Series(launch.days[: launch.before], launch.values[: launch.before])
        row = detectable(before, weeks=[len(launch.after)]).rows[0]
        if row.lift is None:
            continue
        moved = launch.values.copy()
        moved[launch.before :] *= 1 + row.lift
        low, _ = level_1(launch._replace(values=moved))
        seen.append(low > 0)
        sizes.append(row.lift)
    middle = ", ".join(f"{share:+.0%}" for share in np.quantile(sizes, [0.25, 0.5, 0.75]))
    print(f"announced {middle} (quartiles), planted and found: {np.mean(seen):.3f} of {len(seen)}", flush=True)


def lengths(series: Mapping[str, tuple[list[datetime.date], Floats]]) -> None:
    """Print the share and the width by the weeks before, on the same launches, and by the length of the window."""
    from blogroi.measured import Series, estimate

    common = launches(series, BEFORE, AFTER, EVERY)
    for before in (12, 16, 26, 39, 52):
        shorter = [
            Launch(one.name, one.days[BEFORE - before :], one.values[BEFORE - before :], before) for one in common
        ]
        held = [low <= 0 <= high for low, high in map(level_1, shorter)]
        print(f"{before} weeks before: {np.mean(held):.3f}", flush=True)
    for after in (2, 4, 8, 13, 26):
        held, reach = [], []
        for one in launches(series, BEFORE, after, EVERY):
            lift = estimate(Series(one.days, one.values), launch=one.days[BEFORE]).lift
            if lift is not None:
                held.append(lift.holds(0.0))
                reach.append((lift.high - lift.low) / 2)
        print(f"{after} weeks after: {np.mean(held):.3f} of {len(held)}, within {np.median(reach):.0%}", flush=True)


def spoilt(tried: list[Launch], generator: np.random.Generator) -> None:
    """Print the share and the width where something is wrong with the series, or was, and is mended."""
    from blogroi.measured import Series, estimate

    def share(what: str, spoil: Callable[[Launch], tuple[list[float | None], int]], **options: float) -> None:
        held, reach = [], []
        for launch in tried:
            values, begin = spoil(launch)
            found = estimate(
                Series(launch.days[begin:], values[begin:]), launch=launch.days[BEFORE], at_least=8, **options
            )
            held.append(found.total.holds(0.0))
            if found.lift is not None:
                reach.append((found.lift.high - found.lift.low) / 2)
        print(f"{what}: {np.mean(held):.3f}, within {np.median(reach):.0%}", flush=True)

    places = generator.permuted(np.tile(np.arange(BEFORE - 4), (len(tried), 1)), axis=1)[:, :8]
    gone = {id(launch): set(row.tolist()) for launch, row in zip(tried, places, strict=True)}

    def with_gaps(launch: Launch, put: float | None) -> list[float | None]:
        return [put if place in gone[id(launch)] else value for place, value in enumerate(launch.values.tolist())]

    def times(launch: Launch, factors: Mapping[int, float]) -> list[float | None]:
        return [value * factors.get(place, 1.0) for place, value in enumerate(launch.values.tolist())]

    hit = {
        id(launch): int(place)
        for launch, place in zip(tried, generator.integers(8, BEFORE - 4, len(tried)), strict=True)
    }
    half = dict.fromkeys(range(BEFORE // 2), 0.5)
    share("as it is", lambda launch: (times(launch, {}), 0))
    share("the last week cut at 3 days of 7", lambda launch: (times(launch, {len(launch.values) - 1: 3 / 7}), 0))
    share("8 weeks unknown, left out", lambda launch: (with_gaps(launch, None), 0))
    share("8 weeks unknown, taken for zeros", lambda launch: (with_gaps(launch, 0.0), 0))
    share("twice as many are counted from the middle on", lambda launch: (times(launch, half), 0))
    share("the same, from the middle on alone", lambda launch: (times(launch, half), BEFORE // 2))
    share("five times as many in one week before", lambda launch: (times(launch, {hit[id(launch)]: 5.0}), 0))
    share("the same, clip=4", lambda launch: (times(launch, {hit[id(launch)]: 5.0}), 0), clip=4.0)


def by_spread(series: Mapping[str, tuple[list[datetime.date], Floats]]) -> None:
    """Print how often a mean is within the error that is claimed for it from nothing but the spread of the weeks before."""
    from blogroi import LevelStudy, Survey
    from blogroi.measured import Series, counterfactual

    reach = statistics.NormalDist().inv_cdf((1 + CONFIDENCE) / 2)
    for after in (2, 4, 8, 13, 26):
        level, independent = [], []
        for one in launches(series, BEFORE, after, EVERY):
            sd = float(one.values[:BEFORE].std(ddof=1))
            paths = counterfactual(Series(one.days, one.values), launch=one.days[BEFORE]).paths
            off = abs(one.after.mean() - float(np.median(paths.mean(axis=0))))
            level.append(off < reach * LevelStudy.from_spread(sd).error(after))
            independent.append(off < reach * Survey(sd=sd).error(after))
        print(
            f"{after} weeks, from the spread alone: {np.mean(level):.3f}, taken for independent {np.mean(independent):.3f}, of {len(level)}",
            flush=True,
        )


def last_year(series: Mapping[str, tuple[list[datetime.date], Floats]]) -> None:
    """Print the share and the width with and without the same weeks of the year before, by kind of series."""
    from blogroi.measured import Series, estimate

    tried = [one for one in launches(series, 130, AFTER, EVERY) if (one.days[130] - one.days[0]).days == 7 * 130]
    for asked in (False, True):
        found = [estimate(Series(one.days, one.values), launch=one.days[130], last_year=asked) for one in tried]
        held = [one.total.holds(0.0) for one in found]
        reach = [(one.lift.high - one.lift.low) / 2 for one in found if one.lift is not None]
        print(f"130 weeks before, last year {asked}: {np.mean(held):.3f} of {len(held)}, within {np.median(reach):.0%}")
        print("\n".join(shares(tried, held)), flush=True)


def markets() -> None:
    """Print the share and the width by controls, on 38 markets by days: a launch in each, on five days, 12 other markets for controls."""
    from blogroi.measured import Series, estimate

    with SHIPPED.with_name("geolift.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))[:90]  # before the campaign
    names = [name for name in table[0] if name not in ("date", "chicago", "portland")]
    days = [row["date"] for row in table]
    values = {name: np.array([float(row[name]) for row in table]) for name in names}
    generator = np.random.default_rng(7)
    held: dict[str, list[bool]] = {}
    reach: dict[str, list[float]] = {}
    for before in (48, 55, 62, 69, 76):
        part = slice(before + 14)
        for name in names:
            donors = generator.permutation([other for other in names if other != name])[:12]
            each = [Series(days[part], values[donor][part], "day") for donor in donors]
            summed = [Series(days[part], sum(values[donor] for donor in donors)[part], "day")]
            for what, controls in (("none", []), ("one", each[:1]), ("12 added up", summed), ("12, each", each)):
                series = Series(days[part], values[name][part], "day")
                found = estimate(series, launch=days[before], controls=controls)
                held.setdefault(what, []).append(found.total.holds(0.0))
                if found.lift is not None:
                    reach.setdefault(what, []).append((found.lift.high - found.lift.low) / 2)
    for what, shares_held in held.items():
        print(
            f"controls, {what}: {np.mean(shares_held):.3f} of {len(shares_held)}, within {np.median(reach[what]):.0%}",
            flush=True,
        )


def speed(launch: Launch) -> None:
    """Print how long an estimate takes beside drawing as many normal numbers as it needs."""
    from blogroi.measured import Series, estimate

    series, day = Series(launch.days, launch.values), launch.days[launch.before]
    generator = np.random.Generator(np.random.SFC64(1))
    estimate(series, launch=day)
    mine, floor = [], []
    for _ in range(200):
        started = time.perf_counter()
        estimate(series, launch=day)
        middle = time.perf_counter()
        generator.standard_normal((len(launch.after), 2000))
        mine.append(middle - started)
        floor.append(time.perf_counter() - middle)
    took, least = statistics.median(mine), statistics.median(floor)
    print(f"an estimate of 2,000 paths: {1e3 * took:.2f} ms, {took / least:.1f} times drawing its normal numbers")


def main() -> None:
    """Read the command line and print everything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, default=SHIPPED)
    parser.add_argument(
        "--only", default="", metavar="WORD", help="methods with this word in their name, and nothing else"
    )
    asked = parser.parse_args()
    series = read(asked.file)
    tried = launches(series, BEFORE, AFTER, EVERY)
    print(f"{len(tried)} launches in {len({launch.name for launch in tried})} series")
    compare(tried, asked.only)
    if asked.only:
        return
    speed(tried[0])
    planted(tried)
    for mean in (20.0, 5.0, 2.0, 0.5):
        thinned(tried, mean, np.random.default_rng(3))
    found(tried)
    lengths(series)
    spoilt(tried, np.random.default_rng(1))
    by_spread(series)
    last_year(series)
    markets()


if __name__ == "__main__":
    main()
