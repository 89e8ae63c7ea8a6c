"""How an answer looks on the terminal, in the pipe or in the file that it goes to."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from blogroi.cli.outlet import acts_on_signs, can_show, complain, is_terminal
from blogroi.cli.parser import columns

if TYPE_CHECKING:
    import argparse

    from blogroi.language.languages import Language
    from blogroi.report.terminal import Face

__all__ = ["face_of", "language_of", "languages_from"]

_LINES = 25
_DRAWN = "\u251c\u2500\u25cf\u2524\u250a\u2026"


def language_of(options: argparse.Namespace, *, has_numbers: bool = True) -> Language:
    """Return the language of an answer; whoever could have theirs is told how, once. Words without numbers need nothing.

    Raises
    ------
    OptionError
        When a language was asked for that cannot be given.
    """
    from blogroi.report.languages import choose_language  # noqa: PLC0415  only who gives words pays for them

    chosen = choose_language(getattr(options, "language", None), os.environ, has_numbers=has_numbers)
    if chosen.note:
        complain(f"blogroi: {chosen.note}")
    options.language = chosen.language  # so that nobody is told twice
    return chosen.language


def languages_from(options: argparse.Namespace) -> list[Language]:
    """Return all languages, that of the answer first: a word may be of any of them. Data goes by no language."""
    from blogroi.cli.giving import form_of  # noqa: PLC0415
    from blogroi.language.languages import LANGUAGES  # noqa: PLC0415

    asked = LANGUAGES[0] if form_of(options) in ("json", "csv") else language_of(options)
    return sorted(LANGUAGES, key=lambda language: language != asked)


def face_of(options: argparse.Namespace) -> Face:
    """Return how a text may look where it goes to: the width and the colours of a terminal, neither in a pipe or a file."""
    from blogroi.report.terminal import Face  # noqa: PLC0415  only who gives words pays for them

    is_file = getattr(options, "output", None) is not None
    return Face(
        language=language_of(options),
        width=80 if is_file else columns(),
        lines=None if getattr(options, "full", True) else _LINES,
        colour=not is_file and is_terminal() and not os.environ.get("NO_COLOR") and acts_on_signs(os.name, os.environ),
        ascii=not is_file and not can_show(_DRAWN),
    )
