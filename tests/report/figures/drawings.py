"""What tests ask of a drawing: its elements, where its texts and bars stand, and the figures of the answers that there are."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from attrs import frozen

import blogroi
from blogroi.report.figures.canvas import NARROWEST, size_of
from blogroi.report.figures.figure import Figure
from blogroi.report.figures.lettering import width_of
from blogroi.results.answer import Answer

WITH_CASH = ("default", "cash_by_period")
ROOT = Path(__file__).parents[3]
SVG = "{http://www.w3.org/2000/svg}"


@frozen
class Box:
    """Where an element lies, in pixels, and what it says or is."""

    left: float
    top: float
    right: float
    bottom: float
    what: str

    def meets(self, other: "Box") -> bool:
        """Return whether two overlap by more than a pixel."""
        return (
            self.left < other.right - 1.0
            and other.left < self.right - 1.0
            and self.top < other.bottom - 1.0
            and other.top < self.bottom - 1.0
        )


def parsed(svg: str) -> ElementTree.Element:
    """Read a drawing as XML."""
    return ElementTree.fromstring(svg)


def tag(node: ElementTree.Element) -> str:
    return node.tag.removeprefix(SVG)


def own_text(node: ElementTree.Element) -> str:
    """Return what a text shows, without what is said of it where it was cut."""
    return (node.text or "") + "".join(part.tail or "" for part in node)


def _length(told: str, width: float) -> float:
    return float(told[:-1]) / 100.0 * width if told.endswith("%") else float(told)


def boxes(svg: str, names: tuple[str, ...], kinds: str = "") -> list[Box]:
    """Return where elements lie in a drawing: of a file, or of a page at its narrowest."""
    root = parsed(svg)
    fluid = root.get("class") == "fig"
    return [*_within(root, NARROWEST if fluid else float(root.get("width", "0")), names, {*kinds.split()}, (0.0, 0.0))]


def _within(
    node: ElementTree.Element, width: float, names: tuple[str, ...], kinds: set[str], moved: tuple[float, float]
) -> Iterator[Box]:
    by = re.fullmatch(r"translate\((\S+) (\S+)\)", node.get("transform", ""))
    x0, y0 = (moved[0] + float(by[1]), moved[1] + float(by[2])) if by else moved
    own = {*node.get("class", "").split()}
    if tag(node) in names and kinds <= own:
        if tag(node) == "text":
            said = own_text(node)
            wide = width_of(said, size_of(node.get("class", "")))
            at, base = x0 + _length(node.get("x", "0"), width), y0 + float(node.get("y", "0"))
            left = {"start": at, "middle": at - wide / 2.0, "end": at - wide}[node.get("text-anchor", "start")]
            size = size_of(node.get("class", ""))
            yield Box(left, base - 0.75 * size, left + wide, base + 0.2 * size, said)
        elif tag(node) == "rect":
            left, top = x0 + _length(node.get("x", "0"), width), y0 + float(node.get("y", "0"))
            long, high = _length(node.get("width", "0"), width), _length(node.get("height", "0"), 0.0)
            yield Box(left, top, left + long, top + high, node.get("class", ""))
        elif tag(node) == "circle":
            left, top, r = (
                x0 + _length(node.get("cx", "0"), width),
                y0 + float(node.get("cy", "0")),
                float(node.get("r", "0")),
            )
            yield Box(left - r, top - r, left + r, top + r, node.get("class", ""))
        elif tag(node) == "line":
            ends = [_length(node.get(name, "0"), width) for name in ("x1", "x2")]
            heights = [y0 + float(node.get(name, "0")) for name in ("y1", "y2")]
            yield Box(x0 + ends[0], heights[0], x0 + ends[1], heights[1], node.get("class", ""))
    for part in node:
        yield from _within(part, width, names, kinds, (x0, y0))


def frame(svg: str) -> Box:
    """Return the frame of a drawing."""
    root = parsed(svg)
    return Box(
        0.0,
        0.0,
        NARROWEST if root.get("class") == "fig" else float(root.get("width", "0")),
        float(root.get("height", "0")),
        "",
    )


@cache
def answers() -> dict[str, Answer]:
    """Return answers to draw, by what they answer and the case."""
    cases = [*sorted((ROOT / "examples").glob("*.toml")), *sorted((ROOT / "tests" / "golden" / "cases").glob("*.toml"))]
    found: dict[str, Answer] = {
        f"evaluation of {path.stem}": blogroi.evaluate(blogroi.load(path), draws=300, figures=WITH_CASH)
        for path in cases
    }
    for name in ("chamber", "house", "scenarios", "months"):
        case = blogroi.load(next(path for path in cases if path.stem == name))
        found[f"sensitivity of {name}"] = blogroi.sensitivity(case, draws=300)
        found[f"worth measuring of {name}"] = blogroi.worth_measuring(case, draws=300)
        found[f"scenarios of {name}"] = blogroi.scenarios(case, draws=300)
        found[f"choice of {name}"] = blogroi.choose(case, budget=60_000, draws=300)
    years = [blogroi.load(path) for path in sorted((ROOT / "examples" / "history").glob("*.toml"))]
    return found | {"history of the examples": blogroi.history(years, draws=300)}


@cache
def figures() -> dict[str, Figure]:
    """Return all figures of these answers, by name."""
    return {
        f"{name} of the {of}": getattr(answer.figures, name)()
        for of, answer in answers().items()
        for name in answer.figures
    }
