"""The words of a command, taken apart: what `argparse` does, in one line where it refuses, and printed through the one outlet."""

from __future__ import annotations

import argparse
import os
import sys

from blogroi.cli.outlet import say

TYPE_CHECKING = False  # as that of `typing`, which takes a third of the time of all this
if TYPE_CHECKING:
    from typing import Any, NoReturn

__all__ = ["MisuseError", "Parser", "columns"]


class MisuseError(Exception):
    """A command that cannot be taken as it was written; ``said`` can be said in each language."""

    def __init__(self, said: str) -> None:
        self.said = said
        super().__init__(said)


class Parser(argparse.ArgumentParser):
    """A parser that says in one line what it cannot take, and prints through the one outlet."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("formatter_class", _Help)
        super().__init__(**options)
        self.color = False  # the outlet escapes what colours a terminal

    def error(self, message: str) -> NoReturn:
        """Refuse a command."""
        raise MisuseError(message.removeprefix("argument "))

    def _print_message(self, message: str, file: object = None) -> None:
        say(message)

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is not None and value not in action.choices:
            from blogroi.model.fields import word_hint  # noqa: PLC0415  only who made a mistake pays for it

            known = word_hint(str(value), [str(choice) for choice in action.choices])
            raise argparse.ArgumentError(action, f"{value!r} is not known: {known}")


class _Help(argparse.HelpFormatter):
    """Writes the help; asked for no width, it would load all that packs archives to find that of the terminal."""

    def __init__(self, prog: str, **options: Any) -> None:
        options.setdefault("width", columns() - 2)
        super().__init__(prog, **options)


def columns() -> int:
    """Return the width of the terminal, or what ``COLUMNS`` says, or 80, as `shutil.get_terminal_size` would."""
    stated = os.environ.get("COLUMNS", "")
    if stated.isdecimal() and int(stated) > 0:
        return int(stated)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or 80  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):  # closed, taken away, or no terminal
        return 80
