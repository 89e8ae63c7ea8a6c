"""What a page looks like to whoever shows it: a title, a logo and colours of their own."""

from __future__ import annotations

from os import PathLike
from typing import TypeAlias

from blogroi.errors import OptionError
from blogroi.language.naming import describe
from blogroi.language.spoken import message
from blogroi.records import frozen
from blogroi.report.page.logo import Logo, logo_of
from blogroi.report.page.style import Style, style_of

__all__ = ["File", "Look", "look_of"]

File: TypeAlias = "str | PathLike[str]"
"""The name of a file."""


@frozen(kw_only=True)
class Look:
    """Title, logo and colours of a page.

    Parameters
    ----------
    title : str
        The title in the place of the case's; empty for that.
    logo : Logo or None
        What stands above the title.
    style : Style
        Colours and font.
    """

    title: str = ""
    logo: Logo | None = None
    style: Style = Style()


def look_of(title: str | None = None, logo: File | None = None, style: File | None = None) -> Look:
    """Read what a page is to look like.

    Parameters
    ----------
    title : str, optional
        A title in the place of the case's.
    logo, style : path, optional
        Files, as `logo_of` and `style_of` take them.

    Returns
    -------
    Look

    Raises
    ------
    OptionError
        When one of them cannot be taken.
    FileError
        When a file cannot be read.
    """
    if title is not None and (not isinstance(title, str) or not title.strip()):
        raise OptionError(
            "title", message("{value} is not a title: write what the page is about", value=describe(title))
        )
    return Look(
        title=title or "",
        logo=None if logo is None else logo_of(logo),
        style=Style() if style is None else style_of(style),
    )
