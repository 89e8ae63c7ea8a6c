"""Every answer that there is, of every example: what holds of all of them is tried on these."""

import datetime
from collections.abc import Callable
from pathlib import Path

import attrs

import blogroi
from blogroi import catalogue, measured
from blogroi.results.answer import Answer

ROOT = Path(__file__).parents[2]
CASES = [*sorted((ROOT / "examples").glob("*.toml")), *sorted((ROOT / "tests" / "golden" / "cases").glob("*.toml"))]
YEARS = [blogroi.load(path) for path in sorted((ROOT / "examples" / "history").glob("*.toml"))]
CHAMBER = blogroi.load(ROOT / "examples" / "chamber.toml")
_MONDAYS = [datetime.date(2024, 1, 1) + datetime.timedelta(weeks=week) for week in range(104)]
COUNTS = measured.Series(_MONDAYS, [420 + 3 * (week**3 * 7 % 31) for week in range(104)], name="calls.csv")
RARE = measured.Series(_MONDAYS, [1.0 if week % 9 == 0 else 0.0 for week in range(104)])

OF_A_CASE: dict[str, Callable[[blogroi.Case], Answer]] = {
    "check": blogroi.check,
    "evaluation": lambda case: blogroi.evaluate(case, draws=100, exclude=["capacity"]),
    "evaluation with rates": lambda case: blogroi.evaluate(
        case, draws=100, figures=("default", "irr"), view="whole-life"
    ),
    "sensitivity": lambda case: blogroi.sensitivity(case, draws=100),
    "supposition": lambda case: blogroi.suppose(case, settings={}, draws=100),
    "net_present_values": lambda case: blogroi.Session(case, draws=100).evaluate(),
    "worth_measuring": lambda case: blogroi.worth_measuring(case, draws=100),
    "choice": lambda case: blogroi.choose(case, budget=50_000, draws=100),
    "neutrality": lambda case: blogroi.neutrality(case, draws=10),
    "replay": lambda case: blogroi.replay(case, result=blogroi.evaluate(case, draws=10).to_dict()),
}
OTHERS: dict[str, Callable[[], Answer]] = {
    "evaluation with bounds": lambda: blogroi.evaluate(CHAMBER, draws=100, gaps="bounds"),
    "launch": lambda: blogroi.launch(CHAMBER, draws=100, tool="blog", after="18 months"),
    "launch of a gap": lambda: blogroi.launch(
        CHAMBER, draws=100, tool="newsletter", subject="tools.newsletter.gaps.search_hours"
    ),
    "history": lambda: blogroi.history(YEARS, draws=100),
    "diff": lambda: blogroi.diff(*YEARS[:2], draws=100),
    "plan": lambda: blogroi.register(CHAMBER, day="2025-12-01"),
    "explanation": lambda: blogroi.explain("BR111"),
    "catalogue": catalogue.load,
    "references": blogroi.references,
    "validation": lambda: blogroi.validate(cases=50),
    "estimate": lambda: measured.estimate(COUNTS, launch=COUNTS.days[90], skip=1, last_year=True, state="off"),
    "estimate of next to nothing": lambda: measured.estimate(RARE, launch=RARE.days[102]),
    "placebos": lambda: measured.placebos(COUNTS, launch=COUNTS.days[70], weeks=4),
    "placebos of too few weeks": lambda: measured.placebos(COUNTS, launch=COUNTS.days[20]),
    "detectable": lambda: measured.detectable(COUNTS, lift=0.01),
    "detectable in next to nothing": lambda: measured.detectable(RARE, weeks=[1]),
    "series": lambda: measured.contents(ROOT / "tests" / "golden" / "cases" / "orders.csv", dates="day-first"),
    "a schedule of rates": lambda: blogroi.evaluate(
        attrs.evolve(
            CHAMBER,
            discounting=blogroi.Discounting(
                rate=[blogroi.RateBand(until=2, rate=0.035), blogroi.RateBand(until=30, rate=0.03)], timing="mid"
            ),
        ),
        draws=10,
    ),
}
