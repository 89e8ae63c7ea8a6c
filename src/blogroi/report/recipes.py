"""The recipes in words: whole cases for common questions, and what each compares."""

from __future__ import annotations

from blogroi.files.template import recipes
from blogroi.language.spoken import Translated, message
from blogroi.report.sheet import Lines, Row, Sheet, Table

__all__ = ["recipes_sheet"]


def recipes_sheet() -> Sheet:
    """Say which whole cases there are to start from, and how to get one.

    Returns
    -------
    Sheet

    Examples
    --------
    >>> recipes_sheet().blocks[1].rows[0].cells[0]
    'b2b-blog'
    """
    french = recipes(language="fr")
    return Sheet(
        title=message("Whole cases to start from"),
        blocks=[
            Lines(
                [
                    message(
                        "Each evaluates as it is: put your own figures in the place of those that are marked as yours to find."
                    )
                ]
            ),
            Table(
                heads=[message("name"), message("what it compares")],
                rows=[Row([name, Translated(line, {"fr": french[name]})]) for name, line in recipes().items()],
            ),
        ],
        foot=[message("Next: {command}", command="`blogroi new --recipe b2b-blog --output case.toml`")],
    )
