"""Series, and what is measured on them."""

import datetime
import json
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from blogroi.measured import Series

DATA = Path(__file__).parent / "data"
MONDAY = datetime.date(2024, 1, 1)


def weekly(values: Iterable[float | None], first: datetime.date = MONDAY) -> Series:
    """Return a series of weeks, one after the other."""
    listed = list(values)
    return Series([first + datetime.timedelta(weeks=place) for place in range(len(listed))], listed)


def wandering(
    weeks: int, seed: int = 0, level: float = 200.0, step: float = 0.05, noise: float = 0.1
) -> NDArray[np.float64]:
    """Return counts whose level wanders."""
    generator = np.random.default_rng(seed)
    logs = np.log(level) + step * np.cumsum(generator.standard_normal(weeks)) + noise * generator.standard_normal(weeks)
    counts: NDArray[np.float64] = np.round(np.exp(logs))
    return counts


def shipped() -> dict[str, Series]:
    """Return the real series that come with the project."""
    return {
        name: Series(
            [
                datetime.date.fromisoformat(one["first"]) + datetime.timedelta(weeks=n)
                for n in range(len(one["values"]))
            ],
            one["values"],
            name=name,
        )
        for name, one in json.loads((DATA / "weekly.json").read_text("utf-8")).items()
    }
