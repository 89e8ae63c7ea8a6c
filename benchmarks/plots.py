"""Two plots of a run: every other way beside blogroi, and how blogroi's own time grows."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("svg")
from budgets import COMPARISONS, Figures, peers, rows_of
from growth import SIZES, exponent
from matplotlib import pyplot as plt
from matplotlib.ticker import NullLocator

DARK, PALE, WARM = "#1f3a5f", "#b8c6d6", "#b03a2e"
mpl.rcParams.update(
    {
        "font.size": 9,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "svg.fonttype": "path",  # looks the same wherever it is shown
        "svg.hashsalt": "blogroi",
    }
)


def draw(tables: Mapping[str, Figures], folder: Path) -> list[Path]:
    """Draw what there are figures of, on a white ground, and give the files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for name, picture in (("beside", beside), ("growth", growth)):
        figure = picture(tables)
        if figure is not None:
            files.append(folder / f"{name}.svg")
            figure.savefig(files[-1], facecolor="white", bbox_inches="tight", metadata={"Date": None})
            plt.close(figure)
    return files


def beside(tables: Mapping[str, Figures]) -> Any:
    """A line for each other way, grouped by table: how many times blogroi's time it takes."""
    lines: list[tuple[str, float | None]] = []
    for title, own in COMPARISONS.items():
        rows = rows_of(tables, title)
        if rows is not None:
            lines.append((title.partition(",")[0].partition(":")[0], None))
            others = [(name, row["median"] / rows[own]["median"]) for name, row in peers(title, rows).items()]
            lines += sorted(others, key=lambda one: one[1])
    if not lines:
        return None
    figure, axes = plt.subplots(figsize=(8, 0.23 * len(lines) + 0.8))
    left = {"transform": axes.get_yaxis_transform(), "va": "center"}
    for place, (name, times) in enumerate(lines):
        if times is None:
            axes.text(-0.62, place, name, weight="bold", color=DARK, **left)
            axes.axhline(place - 0.55, -0.62, 1, color="#e5e9ee", linewidth=0.8, clip_on=False)
            continue
        color = DARK if times >= 1 else WARM
        axes.text(-0.60, place, name, **left)
        axes.plot([1, times], [place, place], color=PALE, linewidth=2.5, solid_capstyle="butt")
        axes.plot(times, place, "o", color=color, markersize=5)
        side = {"xytext": (7, 0), "ha": "left"} if times >= 1 else {"xytext": (-7, 0), "ha": "right"}
        words = f"{times:,.0f}" if times >= 100 else f"{times:.2g}"
        axes.annotate(words, (times, place), textcoords="offset points", va="center", color=color, fontsize=8, **side)
    axes.axvline(1, color=DARK, linewidth=1)
    axes.annotate("blogroi = 1", (1, -1), (0, 2), textcoords="offset points", ha="center", color=DARK, fontsize=8)
    axes.set(xscale="log", ylim=(len(lines), -1), yticks=[], xlabel="times blogroi's time (logarithmic)")
    axes.xaxis.set_major_formatter(lambda times, _: f"{times:,g}")
    axes.xaxis.set_minor_locator(NullLocator())
    axes.margins(x=0.12)
    axes.spines["left"].set_visible(False)
    return figure


def growth(tables: Mapping[str, Figures]) -> Any:
    """A panel for each size: time of both ways, with the power of its growth over the upper half."""
    shown = {what: rows for what in SIZES if (rows := rows_of(tables, f"Growth with {what}")) is not None}
    if not shown:
        return None
    figure, panels = plt.subplots(
        1, len(shown), figsize=(2.7 * len(shown), 3), sharey=True, squeeze=False, layout="constrained"
    )
    for axes, (what, rows) in zip(panels[0], shown.items(), strict=True):
        sizes = SIZES[what]
        axes.set(xscale="log", yscale="log", xlabel=what)
        axes.set_xticks(sizes, [_short(size) for size in sizes], fontsize=8)
        axes.minorticks_off()
        axes.grid(axis="y", color="#e5e9ee")
        axes.set_axisbelow(True)
        for name, color, height in (("evaluate", DARK, 1.10), ("simulate", WARM, 1.02)):
            medians = [rows[f"{name}, {size:,}"]["median"] for size in sizes]
            axes.plot(sizes, [1e3 * median for median in medians], "o-", color=color, markersize=4, linewidth=1.3)
            words = f"{name}: power {exponent(sizes, medians):.2f}"
            axes.text(0.02, height, words, transform=axes.transAxes, color=color)
    panels[0][0].yaxis.set_major_formatter(lambda milliseconds, _: f"{milliseconds:,g}")
    panels[0][0].set_ylabel("milliseconds")
    return figure


def _short(size: int) -> str:
    """Write a size with k and M, so that neighbours do not touch."""
    return f"{size // 1_000_000}M" if size >= 1_000_000 else f"{size // 1000}k" if size >= 1000 else str(size)
