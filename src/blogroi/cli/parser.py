"""The words of a command, taken apart: what `argparse` does, in one line where it refuses, and printed through the one outlet."""

from __future__ import annotations

import argparse
import os
import sys

from blogroi.cli.outlet import say
from blogroi.cli.tongue import in_language, message

TYPE_CHECKING = False  # as that of `typing`, which takes a third of the time of all this
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, NoReturn

    from blogroi.language.languages import Language

__all__ = ["MisuseError", "Parser", "columns"]


class MisuseError(Exception):
    """A command that cannot be taken as it was written; ``said`` can be said in each language."""

    def __init__(self, said: str) -> None:
        self.said = said
        super().__init__(said)


class Parser(argparse.ArgumentParser):
    """A parser that says in one line what it cannot take, and prints through the one outlet, in a language."""

    def __init__(self, *, language: Language = "en", **options: Any) -> None:
        super().__init__(add_help=False, formatter_class=lambda prog: _Help(prog, language), **options)
        self.language: Language = language
        self.color = False  # the outlet escapes what colours a terminal
        self._positionals.title, self._optionals.title = message("what it needs"), message("options")
        self.add_argument("-h", "--help", action="help", default=argparse.SUPPRESS, help=message("show this and exit"))

    def error(self, message: str) -> NoReturn:
        """Refuse a command."""
        raise MisuseError(_reworded(message.removeprefix("argument ")))

    def _print_message(self, message: str, file: object = None) -> None:
        say(message)

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is not None and value not in action.choices:
            from blogroi.model.fields import word_hint  # noqa: PLC0415  only who made a mistake pays for it

            hint = word_hint(str(value), [str(choice) for choice in action.choices])
            name = "/".join(action.option_strings) or action.metavar or action.dest
            raise MisuseError(_not_known(str(name), repr(value), hint))


def _not_known(name: str, value: str, hint: str) -> str:
    from blogroi.language.spoken import message  # noqa: PLC0415  only who made a mistake pays for it

    return message("{name}: {value} is not known: {hint}", name=name, value=value, hint=hint)


def _reworded(said: str) -> str:
    """Say in our words what `argparse` refuses."""
    from blogroi.language.spoken import Message, message  # noqa: PLC0415  only who made a mistake pays for it

    name, _, rest = said.partition(": ")
    if name == "the following arguments are required":
        return message("{names} is needed", names=rest)
    if rest.startswith("ignored explicit argument "):
        return message("{name}: takes no value", name=name)
    if rest == "expected one argument":
        return message("{name}: needs a value", name=name)
    if rest == "expected at least one argument":
        return message("{name}: needs at least one value", name=name)
    return message("{name}: {fault}", name=name, fault=Message(rest, {})) if rest else said


class _Help(argparse.HelpFormatter):
    """Writes the help in a language; asked for no width, it would load all that packs archives to find that of the terminal."""

    def __init__(self, prog: str, language: Language) -> None:
        super().__init__(prog, width=columns() - 2)
        self._language: Language = language

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        """Put how a command is used."""
        super().add_usage(usage, actions, groups, self._said(message("usage: ")) if prefix is None else prefix)

    def add_text(self, text: str | None) -> None:
        """Put a paragraph."""
        super().add_text(None if text is None else self._said(text))

    def start_section(self, heading: str | None) -> None:
        """Put a heading."""
        said = None if heading is None else self._said(heading)
        super().start_section(
            f"{said}\N{NO-BREAK SPACE}" if said and self._language == "fr" else said
        )  # a colon follows

    def _get_help_string(self, action: argparse.Action) -> str | None:
        return None if action.help is None else self._said(action.help)

    def _said(self, words: str) -> str:
        return in_language(words, self._language)


def columns() -> int:
    """Return the width of the terminal, or what ``COLUMNS`` says, or 80, as `shutil.get_terminal_size` would."""
    stated = os.environ.get("COLUMNS", "")
    if stated.isdecimal() and int(stated) > 0:
        return int(stated)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or 80  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):  # closed, taken away, or no terminal
        return 80
