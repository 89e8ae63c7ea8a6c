"""Where figures are drawn: places along the width are shares of it, places down it are pixels.

One drawing serves two ways. It is *fluid* within a page: lengths are per cent, so that bars stretch and letters keep their size at every
width from the narrowest on, for which texts are broken. It is *fixed* in a file: plain numbers, which every program can draw.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import Literal

from attrs import define, field

from blogroi.language.languages import Language
from blogroi.language.spoken import spoken
from blogroi.report.figures.lettering import shortened, width_of, wrapped
from blogroi.report.figures.scale import Scale, Tick
from blogroi.report.figures.svg import Attributes, Svg, element, joined, px, shown

__all__ = ["NARROWEST", "SIZE", "Canvas", "Px", "inset"]

NARROWEST = 320
"""Pixels of the narrowest place in which a fluid figure is read, a telephone's, less its margins."""

SIZE = 13.0
"""Pixels of letters."""

_SIZES = {"s": 11.0, "R": 12.0, "T": 17.0}  # of those kinds that differ
_GAP = 10.0
_MUCH = 0.6  # of the width, which a name has beside a figure at least
_BOLD = 1.13  # times as wide
_SIGN = 21.0  # of a key, with what lies between it and its words


class Px(float):
    """A place or a length in pixels, where others are shares of the width."""

    __slots__ = ()


@define
class Canvas:
    """A place for a drawing, which grows downward.

    Parameters
    ----------
    width : float
        Pixels of the width, of the narrowest if it is fluid.
    fluid : bool
        Whether it stretches with the page.
    language : {"en", "fr"}
        In which our own words are written.
    """

    width: float
    fluid: bool = False
    language: Language = "en"
    height: float = field(default=0.0, init=False)
    used: set[str] = field(factory=set, init=False)
    _parts: list[Svg] = field(factory=list, init=False)
    _ruled: bool = field(default=False, init=False)

    @property
    def content(self) -> Svg:
        """All that was drawn."""
        return joined(self._parts)

    def said(self, text: str) -> str:
        """Return a text as it is shown here."""
        return shown(spoken(text, self.language))

    def wide(self, text: str, kind: str = "") -> float:
        """Return how many pixels a text takes at most."""
        return width_of(self.said(text), size_of(kind))

    def at(self, share: float) -> str:
        """Write a place along the width, or a length: a share of it, or pixels."""
        if isinstance(share, Px):
            return px(share)
        if self.fluid:
            value = str(round(100.0 * share, 2) + 0.0).removesuffix(".0")
            return f"{value}%" if value != "0" else value
        return px(share * self.width)

    def text(
        self, share: float, y: float, text: str, kind: str = "", *, anchor: str = "start", whole: str = ""
    ) -> None:
        """Write a line of text at its base line; ``whole`` is what it says where it was cut."""
        tip = [element("title", {}, self.said(whole))] if whole else []
        placed: Attributes = {"class": self._kind(kind), "x": self.at(share) if share != 0.0 else "", "y": y}
        turned: Attributes = {"text-anchor": anchor if anchor != "start" else ""}
        self._parts.append(element("text", {**placed, **turned}, *tip, self.said(text)))

    def paragraph(
        self,
        text: str,
        kind: str = "",
        *,
        most: int = 3,
        left: float = 0.0,
        room: float | None = None,
        y: float | None = None,
    ) -> float:
        """Write a text in lines, from the height on or from a place, and return where it ends."""
        said, top = self.said(text), self.height if y is None else y
        lines = wrapped(said, (1.0 - left) * self.width if room is None else room, size_of(kind), most=most)
        step = line_of(kind)
        for line in lines:
            top += step
            cut = line is lines[-1] and line.endswith("\u2026") and not said.endswith("\u2026")
            self.text(left, top - 4.0, line, kind, whole=said if cut else "")
        if y is None:
            self.height = top
        return top

    def beside(self, rows: Iterable[tuple[str, str]], kind: str = "m") -> bool:
        """Return whether the names and the figures of all rows stand beside each other: of a figure, all do or none."""
        return all(self.wide(name, kind) + self.wide(value, _figure(kind)) + _GAP <= self.width for name, value in rows)

    def heading(self, name: str, value: str = "", *, beside: bool = False, note: str = "", kind: str = "m") -> None:
        """Write the head of a row: its name, its figure on the right of it or below, and what else is to be said."""
        ground, top = len(self._parts), self.height
        room = self.width - self.wide(value, _figure(kind)) - _GAP
        if value and (beside or room >= _MUCH * self.width):
            self.text(1.0, self.height + line_of(kind) - 4.0, value, _figure(kind), anchor="end")
            self.paragraph(name, kind, room=room)
        else:
            self.paragraph(name, kind)
            if value:
                self.paragraph(value, _figure(kind))
        if note:
            self.paragraph(note, "s")
        if self._ruled:  # no line of the grid goes through letters
            box: Attributes = {"class": self._kind("w"), "y": top, "width": self.at(1.0), "height": self.height - top}
            self._parts.insert(ground, element("rect", box))

    def rect(self, low: float, high: float, y: float, height: float, kind: str) -> None:
        """Draw a bar from one share of the width to another."""
        low, high = min(low, high), max(low, high)
        long = Px(high - low) if isinstance(low, Px) else high - low
        shape: Attributes = {
            "class": self._kind(kind),
            "x": self.at(low) if low != 0.0 else "",
            "y": y,
            "width": self.at(long),
            "height": height,
        }
        self._parts.append(element("rect", shape))

    def line(self, x1: float, y1: float, x2: float, y2: float, kind: str) -> None:
        """Draw a line."""
        places: Attributes = {"x1": self.at(x1), "y1": y1, "x2": self.at(x2), "y2": y2}
        self._parts.append(element("line", {"class": self._kind(kind), **places}))

    def dot(self, share: float, y: float, radius: float = 4.0, kind: str = "d") -> None:
        """Draw a point."""
        self._parts.append(element("circle", {"class": self._kind(kind), "cx": self.at(share), "cy": y, "r": radius}))

    def path(self, points: Iterable[tuple[float, float]], kind: str, *, closed: bool = False) -> None:
        """Draw a line through points, or what it encloses."""
        self.paths([(points, kind, closed)])

    def paths(self, shapes: Iterable[tuple[Iterable[tuple[float, float]], str, bool]]) -> None:
        """Draw several lines and areas; fluid ones in a part of their own that stretches in one direction."""
        across = 1000.0 if self.fluid else self.width
        drawn: list[Svg] = []
        lowest = 0.0
        for points, kind, closed in shapes:
            placed = [(share * across, y) for share, y in points]
            lowest = max([lowest, *(y for _, y in placed)])
            told = "L".join(f"{px(x)} {px(y)}" for x, y in placed)
            drawn.append(element("path", {"class": self._kind(kind), "d": f"M{told}{'Z' if closed else ''}"}))
        if not self.fluid:
            self._parts += drawn
            return
        box: Attributes = {
            "viewBox": f"0 0 1000 {px(lowest)}",
            "width": "100%",
            "height": lowest,
            "preserveAspectRatio": "none",
        }
        self._parts.append(element("svg", box, *drawn))

    def space(self, height: float) -> None:
        """Leave room below what was drawn."""
        self.height += height

    def fits(self, scale: Scale, place: Callable[[float], float] | None = None) -> bool:
        """Return whether the labels of a scale stand beside each other, where its values are placed."""
        ends = [self._label(tick, scale, place)[1:] for tick in scale.ticks]
        return all(right + _GAP <= left for (_, right), (left, _) in pairwise(ends))

    def _label(
        self, tick: Tick, scale: Scale, place: Callable[[float], float] | None
    ) -> tuple[Literal["start", "middle", "end"], float, float]:
        """Return on which side of a place its label stands, and from where to where it reaches: where there is no room, beside it."""
        share = inset(scale.share(tick.value)) if place is None else place(tick.value)
        at, long = share * self.width, self.wide(tick.label, "s")
        if min(at, self.width - at) >= long / 2.0:
            return "middle", at - long / 2.0, at + long / 2.0
        return ("start", at, at + long) if share < 0.5 else ("end", at - long, at)

    @contextmanager
    def over(self, scale: Scale) -> Generator[None, None, None]:
        """Draw rows over the grid of a scale, whose labels stand below them."""
        outside, self._parts, self._ruled = self._parts, [], True
        top = self.height
        yield
        inside, self._parts, self._ruled = self._parts, outside, False
        for tick in scale.ticks:
            share = inset(scale.share(tick.value))
            self.line(share, top, share, self.height, "z" if tick.value == 0.0 else "g")
        self._parts += inside
        self.labels(scale)

    def labels(self, scale: Scale, place: Callable[[float], float] | None = None) -> None:
        """Write the labels of a scale below what was drawn, where its values are placed."""
        for tick in scale.ticks:
            share = inset(scale.share(tick.value)) if place is None else place(tick.value)
            anchor, _, _ = self._label(tick, scale, place)
            self.text(share, self.height + 13.0, tick.label, "s", anchor=anchor)
        self.height += 20.0

    def keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """Write what signs mean, each beside its sign, on as few lines as hold them."""
        x, y = 0.0, self.height + 12.0
        for sign, words in keys:
            long = _SIGN + self.wide(words, "s")
            if x and x + long > self.width:
                x, y = 0.0, y + line_of("s") + 2.0
            self._sign(sign, x, y - 4.0)
            self.text(Px(x + _SIGN), y, self.cut(words, self.width - _SIGN, "s"), "s")
            x += long + 1.5 * _GAP
        self.height = y + 5.0

    def _sign(self, sign: str, x: float, y: float) -> None:
        """Draw a sign of a key, in no tool's colour."""
        start, middle, end = Px(x), Px(x + 8.0), Px(x + 16.0)
        if sign in ("d", "n", "D", "N"):
            self.dot(middle, y, 4.0 if sign == "d" else 4.5, f"{sign} u")
        elif sign in ("l", "r", "h", "z"):
            self.line(start, y, end, y, f"{sign} u")
        elif sign[0].isalpha():
            self.rect(start, end, y - 5.0, 10.0, f"{sign.rstrip('?')} u")
            if sign.endswith("?"):
                self.text(middle, y + 4.0, "?", "s", anchor="middle")
        else:
            self.text(middle, y + 4.0, sign, "s", anchor="middle")

    def cut(self, text: str, room: float, kind: str = "") -> str:
        """Return a text as it fits into some pixels."""
        return shortened(self.said(text), room, size_of(kind))

    def _kind(self, kind: str) -> str:
        self.used.update(kind.split())
        return kind


def inset(share: float) -> float:
    """Return a place along a scale as a share of the width: marks at its ends need a little room."""
    return 0.0125 + 0.975 * share


def _figure(kind: str) -> str:
    """Return the kind of a figure beside a name of some kind."""
    return "s v" if kind == "s" else "v"


def size_of(kind: str) -> float:
    """Return the size of letters that are as wide as those of a kind."""
    size = next((size for name, size in _SIZES.items() if name in kind.split()), SIZE)
    return size * _BOLD if {"m", "T"} & {*kind.split()} else size


def line_of(kind: str) -> float:
    """Return how far apart lines of a kind stand."""
    return round(1.3 * next((size for name, size in _SIZES.items() if name in kind.split()), SIZE))
