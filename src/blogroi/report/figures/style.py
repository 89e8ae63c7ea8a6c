"""How figures look: their colours in light and in dark, and the few rules by which all are drawn.

A tool has the colour of its place among the keys of all tools that a figure shows, never of its rank, so that it keeps it from figure
to figure. The eight colours were searched for: as far apart as can be for every kind of colour vision, each with a contrast of three at
least to its ground. Past eight tools they return, hollow, then dashed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from blogroi.results.table import Table

__all__ = ["DARK", "LIGHT", "PAGE", "TOOLS", "classes_of", "classes_of_keys", "hues_of", "own_style"]

TOOLS = 8
"""How many colours there are for tools."""
_REPEATED = ("", " h1", " h2")
"""What is added where colours repeat."""

LIGHT: Mapping[str, str] = {
    "paper": "#fff",
    "ink": "#1b1d22",
    "soft": "#5a5f69",
    "grid": "#dcdfe4",
    "0": "#2e90fe",
    "1": "#b73d03",
    "2": "#407264",
    "3": "#8a34b3",
    "4": "#6f2608",
    "5": "#024355",
    "6": "#a88d39",
    "7": "#ed5aae",
}
DARK: Mapping[str, str] = {
    "paper": "#16181d",
    "ink": "#eceef1",
    "soft": "#a3a9b4",
    "grid": "#363a43",
    "0": "#1f60db",
    "1": "#e48414",
    "2": "#0fb291",
    "3": "#b481f4",
    "4": "#c92519",
    "5": "#36ddfd",
    "6": "#dece22",
    "7": "#8a558a",
}
_FONT = "font:13px/1.2 system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif"
_RULES: Mapping[str, str] = {
    "w": "fill:$paper",  # the ground
    "s": "fill:$soft;font-size:11px",  # small: axes, keys, notes
    "a": "paint-order:stroke;stroke:$paper;stroke-width:3px;stroke-linejoin:round",  # over what is drawn; in pages alone
    "m": "font-weight:600",  # what matters
    "v": "font-variant-numeric:tabular-nums",  # figures
    "T": "font-size:17px;font-weight:650",  # the title, where the figure stands by itself
    "R": "fill:$soft;font-size:12px",  # how it is read
    "g": "stroke:$grid",  # grid
    "z": "stroke:$ink;stroke-width:1.5",  # where nothing is
    "h": "stroke:$soft;stroke-dasharray:2 3",  # a threshold
    "b": "fill:currentColor",  # a bar
    "e": "fill:$grid",  # the ground of a bar
    "p": "fill:currentColor;fill-opacity:.22",  # pale: a wide band
    "y": "fill:currentColor;fill-opacity:.68",  # nearly full
    "q": "fill:currentColor;fill-opacity:.42",  # less pale: a narrow band
    "l": "fill:none;stroke:currentColor;stroke-width:2;vector-effect:non-scaling-stroke",  # a line
    "r": "stroke:currentColor;stroke-width:3;stroke-linecap:round",  # how far missing figures reach
    "d": "fill:$paper;stroke:$ink;stroke-width:2",  # a mean
    "n": "fill:$paper;stroke:currentColor;stroke-width:2",  # the low end of an input
    "N": "fill:$ink",  # what is chosen
    "D": "fill:currentColor",  # the high end of an input
    "o": "fill:none;stroke:$soft;stroke-dasharray:2 2",  # an empty place
    "O": "fill:none;stroke:$ink;stroke-width:2;stroke-dasharray:3 2",  # an empty place that decides
    "c": "stroke:currentColor",  # the edge of what is pale
    "k": "fill:none;stroke:$soft",  # what joins
    "b.h1": "fill-opacity:.18;stroke:currentColor;stroke-width:1.5",
    "b.h2": "fill-opacity:.18;stroke:currentColor;stroke-width:1.5;stroke-dasharray:3 2",
}
_COLOURED = {f"t{place}": f"color:${place}" for place in range(TOOLS)} | {"i": "color:$ink", "u": "color:$soft"}
_ALL: Mapping[str, str] = {**_RULES, **_COLOURED}


def classes_of(table: Table, keys: Iterable[str] = ()) -> dict[str, str]:
    """Return by the key of a tool the classes that give it its colour.

    Parameters
    ----------
    table : Table
        What a figure shows, of which the column ``tool`` holds keys of tools.
    keys : iterable of str
        Keys of all tools of the case, so that a tool has one colour in figures that show different ones of them.

    Returns
    -------
    dict

    Examples
    --------
    >>> from blogroi.model.frozen_map import FrozenMap
    >>> from blogroi.results.table import Column
    >>> table = Table("tools", FrozenMap({"tool": Column("text", ("intranet", "blog"))}))
    >>> classes_of(table), classes_of(table, ["fair"])["intranet"]
    ({'blog': 't0', 'intranet': 't1'}, 't2')
    """
    return classes_of_keys({*keys} | {key for key in table.columns["tool"].values if isinstance(key, str)})


def classes_of_keys(keys: Iterable[str]) -> dict[str, str]:
    """Return by the key of a tool the classes that give it its colour, of all tools of a case.

    Examples
    --------
    >>> classes_of_keys(["intranet", "blog"])
    {'blog': 't0', 'intranet': 't1'}
    """
    return {
        key: f"t{place % TOOLS}{_REPEATED[place // TOOLS % len(_REPEATED)]}"
        for place, key in enumerate(sorted({*keys}))
    }


def hues_of(table: Table, keys: Iterable[str] = ()) -> dict[str, str]:
    """Return the colours alone, where how full a mark is says something else and each tool has its own row or column."""
    return {key: kind.partition(" ")[0] for key, kind in classes_of(table, keys).items()}


def own_style(used: Iterable[str]) -> str:
    """Return the style of a figure that stands by itself, in light and in dark: of the classes that it uses.

    The colours are written out, since many programs that draw a file know no variables.

    Parameters
    ----------
    used : iterable of str
        Classes in the figure.

    Returns
    -------
    str
    """
    there = {*used}
    rules = {name: rule for name, rule in _ALL.items() if there.issuperset(name.split("."))}
    light = [
        f"svg{{{_FONT};fill:{LIGHT['ink']}}}",
        *(f".{name}{{{_with(rule, LIGHT)}}}" for name, rule in rules.items()),
    ]
    dark = [f"svg{{fill:{DARK['ink']}}}"]
    for name, rule in rules.items():
        turned = ";".join(part for part in rule.split(";") if "$" in part)
        if turned:
            dark.append(f".{name}{{{_with(turned, DARK)}}}")
    return f"{''.join(light)}@media(prefers-color-scheme:dark){{{''.join(dark)}}}"


def _with(rule: str, colours: Mapping[str, str]) -> str:
    for name, colour in colours.items():
        rule = rule.replace(f"${name}", colour)
    return rule


def _page() -> str:
    """Return the style for a page that holds figures: once for all of them, with colours as variables that it may set anew."""
    light, dark = (";".join(f"--fig-{name}:{colour}" for name, colour in colours.items()) for colours in (LIGHT, DARK))
    variables = {name: f"var(--fig-{name})" for name in LIGHT}
    rules = "".join(
        ",".join(f".fig .{name}" for name in [names]) + f"{{{_with(rule, variables)}}}" for names, rule in _ALL.items()
    )
    return (
        f":root{{{light}}}@media(prefers-color-scheme:dark){{:root{{{dark}}}}}"
        f".fig{{{_FONT};fill:var(--fig-ink);display:block;overflow:visible}}{rules}"
    )


PAGE = _page()
"""The style for a page that holds figures."""
