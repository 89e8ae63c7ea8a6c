"""The colours and the font of a page, and how they become somebody's own: by a small stylesheet that sets what can be set, and nothing else.

It is read word by word, and nothing of it is passed on: what reaches the page is written anew from colours and names of fonts, so
that it can neither ask for anything nor hide a sentence. A colour in which text could not be read is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from os import PathLike
from pathlib import Path

from blogroi.errors import OptionError
from blogroi.files.disk import read_bytes
from blogroi.language.naming import suggest
from blogroi.language.spoken import message
from blogroi.model.frozen_map import FrozenMap
from blogroi.records import frozen
from blogroi.report.figures import style as figures
from blogroi.results.format import as_stated

__all__ = ["DARK", "FIGURES", "LIGHT", "TOOLS", "Style", "read_style", "style_of"]

TOOLS = tuple(f"--tool-{number}" for number in range(1, figures.TOOLS + 1))
"""Colours of tools, in their order; the ninth tool has the first again."""

LIGHT: Mapping[str, str] = {
    "--paper": "#ffffff",
    "--ink": "#1b1f24",
    "--soft": "#555d69",
    "--line": "#d7dbe1",
    "--shade": "#f3f5f7",
    "--accent": "#1f5f99",
    "--good": "#1a7350",
    "--bad": "#ad3527",
    "--open": "#835c00",
    **{name: figures.LIGHT[f"{place}"] for place, name in enumerate(TOOLS)},
}
"""The colours by daylight, and on paper."""

DARK: Mapping[str, str] = {
    "--paper": "#16181d",
    "--ink": "#e9ebee",
    "--soft": "#a7afbb",
    "--line": "#353b45",
    "--shade": "#1e232a",
    "--accent": "#7ab8ec",
    "--good": "#5fcba5",
    "--bad": "#f28f83",
    "--open": "#e5b75c",
    **{name: figures.DARK[f"{place}"] for place, name in enumerate(TOOLS)},
}
"""The colours where somebody wants their screen dark."""

FIGURES = figures.PAGE.partition("}}")[2] + (  # without their own colours, which stand first
    ":root{--fig-paper:var(--paper);--fig-ink:var(--ink);--fig-soft:var(--soft);--fig-grid:var(--line);"
    + ";".join(f"--fig-{place}:var({name})" for place, name in enumerate(TOOLS))
    + "}.fig{font-family:var(--font)}"
)
"""The style of figures on a page, whose colours are those of the page."""

_FONT = "--font"
_OWN_FONT = 'system-ui,"Segoe UI",Roboto,"Noto Sans",sans-serif'
_GENERIC = frozenset(
    {"cursive", "fantasy", "monospace", "sans-serif", "serif", "system-ui", "ui-sans-serif", "ui-serif"}
)
_TEXTS = ("--ink", "--soft", "--accent", "--good", "--bad", "--open")
_LEGIBLE, _VISIBLE = 4.5, 3.0  # contrasts of WCAG 2.1, level AA: of text, and of what is drawn
_NOTICED = 2.0  # of a colour of ours on somebody's paper: what it says stands beside it in words
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"\s*:root\s*\{([^{}]*)\}\s*")
_SCHEME = re.compile(
    r"\s*@media\s*(?:screen\s+and\s*)?\(\s*prefers-color-scheme\s*:\s*(dark|light)\s*\)\s*\{((?:\s*:root\s*\{[^{}]*\})*)\s*\}\s*"
)
_SETTING = re.compile(r"\s*([-\w]+)\s*:\s*(.*?)\s*", re.DOTALL)
_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_FAMILY = re.compile(r"""\s*(?:(["'])([A-Za-z0-9][A-Za-z0-9 _-]*)\1|([A-Za-z][A-Za-z0-9 _-]*))\s*""")


@frozen(kw_only=True)
class Style:
    """The colours and the font of a page.

    Parameters
    ----------
    light, dark : mapping of str to str
        Colours that are not ours, by name.
    font : str
        The names of fonts, the first that is there; empty for ours.
    """

    light: FrozenMap[str, str] = FrozenMap()
    dark: FrozenMap[str, str] = FrozenMap()
    font: str = ""

    @property
    def css(self) -> str:
        """All colours and the font, as the page sets them; on paper it is always light."""
        light = f"{_set({**LIGHT, **self.light})}{_FONT}:{self.font or _OWN_FONT}"
        dark = _set({**DARK, **self.dark})
        return (
            f":root{{color-scheme:light dark;{light}}}@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"
        )


def style_of(stated: str | PathLike[str]) -> Style:
    """Read a stylesheet of somebody's own.

    Parameters
    ----------
    stated : path
        A file in CSS that sets some of ``--paper``, ``--ink``, ``--soft``, ``--line``, ``--shade``, ``--accent``, ``--good``,
        ``--bad``, ``--open``, ``--tool-1`` to ``--tool-8`` and ``--font`` under ``:root``, and again in
        ``@media (prefers-color-scheme: dark)`` for dark screens.

    Returns
    -------
    Style

    Raises
    ------
    OptionError
        When it sets anything else, or a colour in which text cannot be read.
    FileError
        When the file cannot be read.
    """
    try:
        text = read_bytes(Path(stated)).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise OptionError("style", message("is not a text in UTF-8")) from None
    return read_style(text)


def read_style(text: str) -> Style:
    """Read what such a file holds.

    Examples
    --------
    >>> read_style(":root { --accent: #a00 }").light["--accent"]
    '#aa0000'
    """
    bare = _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    colours: dict[str, dict[str, str]] = {"light": {}, "dark": {}}
    font, place = "", 0
    while bare[place:].strip():
        if (rule := _RULE.match(bare, place)) is not None:
            found, scheme, begin = rule, "light", rule.start(1)
        elif (rule := _SCHEME.match(bare, place)) is not None:
            found, scheme, begin = rule, rule[1], rule.start(2)
        else:
            raise _refused(bare, place + len(bare[place:]) - len(bare[place:].lstrip()), _ONLY)
        for at, name, value in _settings(bare, begin, rule.end() - 1):
            if name == _FONT:
                font = _fonts(value, bare, at)
            else:
                colours[scheme][name] = _colour(name, value, bare, at)
        place = found.end()
    style = Style(light=FrozenMap(colours["light"]), dark=FrozenMap(colours["dark"]), font=font)
    _see_that_it_can_be_read(style)
    return style


_ONLY = message("only `:root { --accent: #1f5f99; }` can be set, also in `@media (prefers-color-scheme: dark)`")


def _settings(text: str, begin: int, end: int) -> Iterator[tuple[int, str, str]]:
    """Yield what is set between two places: where, its name and its value."""
    for found in re.finditer(r"[^;{}]+", text[begin:end]):
        if not found[0].strip() or found[0].strip() == ":root":
            continue
        at = begin + found.start() + len(found[0]) - len(found[0].lstrip())
        setting = _SETTING.fullmatch(found[0])
        if setting is None:
            raise _refused(text, at, _ONLY)
        name = setting[1]
        if name not in LIGHT and name != _FONT:
            hint = suggest(name, [*LIGHT, _FONT])
            raise _refused(text, at, message("`{name}` cannot be set: {hint}", name=name, hint=hint))
        yield at, name, setting[2]


def _colour(name: str, value: str, text: str, at: int) -> str:
    if _COLOUR.fullmatch(value) is None:
        raise _refused(text, at, message("`{name}` is not a colour such as `#1f5f99`", name=name))
    digits = value[1:].lower()
    return "#" + (digits if len(digits) == 6 else "".join(2 * digit for digit in digits))


def _fonts(value: str, text: str, at: int) -> str:
    families = []
    for one in value.split(","):
        found = _FAMILY.fullmatch(one)
        if found is None:
            raise _refused(text, at, message("`{name}` is not a list of names of fonts", name=_FONT))
        name = (found[2] or found[3]).strip()
        families.append(name if name in _GENERIC else f'"{name}"')
    return ",".join(families)


def _refused(text: str, at: int, fault: str) -> OptionError:
    line = text.count("\n", 0, at) + 1
    return OptionError("style", message("line {line}: {fault}", line=str(line), fault=fault))


def _see_that_it_can_be_read(style: Style) -> None:
    """Refuse a text that does not stand out from its paper, and what is drawn and cannot be seen on it."""
    for ours, stated in ((LIGHT, style.light), (DARK, style.dark)):
        colours = {**ours, **stated}
        for name in _TEXTS:
            for ground in ("--paper", "--shade"):
                _see_that_it_stands_out(colours, name, ground, _LEGIBLE)
        for name in TOOLS:
            _see_that_it_stands_out(colours, name, "--paper", _VISIBLE if name in stated else _NOTICED)


def _see_that_it_stands_out(colours: Mapping[str, str], name: str, ground: str, least: float) -> None:
    contrast = _contrast(colours[name], colours[ground])
    if contrast < least:
        raise OptionError(
            "style",
            message(
                "`{name}` ({colour}) cannot be read on `{ground}` ({paper}): its contrast is {contrast}, at least {least} is needed",
                name=name,
                colour=colours[name],
                ground=ground,
                paper=colours[ground],
                contrast=as_stated(int(10.0 * contrast) / 10.0),
                least=as_stated(least),
            ),
        )


def _contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21, as WCAG 2.1 defines it."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[place : place + 2], 16) / 255.0 for place in (1, 3, 5))
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _set(colours: Mapping[str, str]) -> str:
    return "".join(f"{name}:{colour};" for name, colour in colours.items())
