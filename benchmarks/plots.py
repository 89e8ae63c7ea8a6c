"""Two plots of a run: every other way beside blogroi, and how blogroi's own time grows."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import matplotlib as mpl
from budgets import CLOSE, COMPARISONS, Figures, peers, rows_of
from growth import SIZES, exponent
from matplotlib import pyplot as plt

DARK, PALE, WARM = "#1f3a5f", "#9fb3c8", "#c0392b"
mpl.rcParams.update(
    {
        "font.size": 9,
        "svg.hashsalt": "blogroi",
        "svg.fonttype": "none",
        "font.family": "sans-serif",
        "axes.spines.top": False,
        "axes.spines.right": False,
    }
)


def draw(tables: Mapping[str, Figures], folder: Path) -> None:
    """Draw both as SVG."""
    folder.mkdir(exist_ok=True)
    for name, figure in (("beside", beside(tables)), ("growth", growth(tables))):
        figure.savefig(folder / f"{name}.svg", facecolor="white", bbox_inches="tight", metadata={"Date": None})
        plt.close(figure)


def beside(tables: Mapping[str, Figures]) -> mpl.figure.Figure:
    """A row for each other way, grouped by table: how many times blogroi's time it takes."""
    lines: list[tuple[str, float | None]] = []
    for title, own in COMPARISONS.items():
        rows = rows_of(tables, title)
        if rows is not None:
            lines.append((title.partition(",")[0].partition(":")[0], None))
            lines += [(name, row["median"] / rows[own]["median"]) for name, row in peers(title, rows).items()]
    figure, axes = plt.subplots(figsize=(8, 0.24 * len(lines) + 0.8))
    for place, (name, times) in enumerate(lines):
        if times is None:
            axes.text(-0.01, place, name, transform=axes.get_yaxis_transform(), ha="right", va="center", weight="bold")
            continue
        axes.plot([1, times], [place, place], color=PALE, linewidth=2, solid_capstyle="butt")
        axes.plot(times, place, "o", color=DARK if times >= 1 else WARM, markersize=5)
        axes.text(-0.01, place, name, transform=axes.get_yaxis_transform(), ha="right", va="center")
        label = f"{times:,.0f}" if times >= 1000 else f"{times:.3g}"
        side = {"xytext": (7, 0), "ha": "left"} if times >= 1 / CLOSE else {"xytext": (-7, 0), "ha": "right"}
        axes.annotate(label, (times, place), textcoords="offset points", va="center", fontsize=8, **side)
    axes.axvline(1, color=DARK, linewidth=1)
    axes.set(xscale="log", ylim=(len(lines), -1), yticks=[], xlabel="times blogroi's time")
    axes.margins(x=0.12)
    axes.spines["left"].set_visible(False)
    return figure


def growth(tables: Mapping[str, Figures]) -> mpl.figure.Figure:
    """A panel for each size: milliseconds of both ways, with the power of their growth."""
    figure, panels = plt.subplots(1, len(SIZES), figsize=(10, 2.8), sharey=True, layout="constrained")
    for axes, (what, sizes) in zip(panels, SIZES.items(), strict=True):
        rows = rows_of(tables, f"Growth with {what}")
        axes.set(xscale="log", yscale="log", xlabel=what)
        axes.grid(axis="y", color="#e5e9ee")
        for line, (name, color) in enumerate((("evaluate", DARK), ("simulate", WARM)) if rows else ()):
            medians = [rows[f"{name}, {size:,}"]["median"] for size in sizes]
            axes.plot(sizes, [1e3 * median for median in medians], "o-", color=color, markersize=4, linewidth=1.2)
            word = f"{name}, power {exponent(sizes, medians):.1f}"
            axes.text(0.04, 0.92 - 0.1 * line, word, transform=axes.transAxes, color=color, fontsize=8)
    panels[0].set_ylabel("milliseconds")
    return figure
