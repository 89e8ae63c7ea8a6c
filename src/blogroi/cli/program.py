"""From the words of a command to its status: which command is meant, and what is said where something is wrong."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from importlib import import_module

from blogroi._version import VERSION
from blogroi.cli import FAULTS, FINE, MISUSE
from blogroi.cli.outlet import complain
from blogroi.cli.parser import MisuseError, Parser
from blogroi.cli.tongue import asked_language, in_language, message, stated_language
from blogroi.language.acting import one_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from blogroi.language.languages import Language

__all__ = ["COMMANDS", "parser", "run"]

STOPPED = 130

COMMANDS = {
    "evaluate": message("say what every tool of a case brings in"),
    "evaluate-many": message("say what every tool of every case in a folder brings in"),
    "check": message("look for faults in a case, and for what its plan lacks"),
    "explain": message("say what a code means, why it matters and how to fix it"),
    "register": message("lock what a case says before launch, to see later what has moved"),
    "replay": message("evaluate again what a result states, and compare"),
    "choose": message("choose the tools that are expected to bring in most within a budget"),
    "scenarios": message("say what every tool brings in under each scenario of a case"),
    "worth-measuring": message("say what is worth measuring before deciding, and what is not"),
    "launch": message("say whether to launch a tool, to measure first, or both"),
    "sensitivity": message("say what the verdicts and the order depend on"),
    "detectable": message("say before a launch what it would have to change to be seen"),
    "effect": message("say what a launch changed in what was counted, and how sure that is"),
    "report": message("answer all that is asked of a case on one page, to show or to print"),
    "diff": message("say what changed from one case to another, and what each change does"),
    "history": message("hold what was expected at earlier dates against what came"),
    "series": message("say what is in an export or a table that an effect is to be measured on"),
    "catalogue": message("list levers and indicators to start from"),
    "references": message("list figures that others have published, to start from"),
    "validate": message("try on planted cases how often what blogroi says is so"),
    "new": message("print a commented case to start from"),
    "schema": message("print the JSON Schema of the case file"),
}
"""What each command is for; each is a module of its name in this package."""


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command, and say in words what keeps it from running.

    Parameters
    ----------
    arguments : sequence of str, optional
        By default those of the process.

    Returns
    -------
    int
        Exit status.
    """
    options = Namespace()
    try:
        words = sys.argv[1:] if arguments is None else arguments
        parse(words, options)
        return _run(options, asked_language(words, os.environ))
    except SystemExit as done:  # help or the version was printed
        return FINE if done.code is None else int(done.code)
    except MisuseError as error:
        return _misuse(error.said, options)
    except BrokenPipeError:  # the reader of our output has gone: that is its good right
        return FINE
    except KeyboardInterrupt:
        complain("blogroi: stopped")
        return STOPPED
    except MemoryError:
        return _misuse(_no_memory(), options)
    except Exception as error:
        return _refused(error, options)


def _run(options: Namespace, language: Language) -> int:
    from blogroi.cli.waiting import shown_while_computed  # noqa: PLC0415  not before signals and help are answered

    if hasattr(options, "full"):  # an answer is asked for: a form that cannot be had is refused before the work is done
        from blogroi.cli.giving import form_of  # noqa: PLC0415

        form_of(options)
    if getattr(options, "table", None) is not None:
        from blogroi.cli.tabled import refuse_unknown  # noqa: PLC0415

        refuse_unknown(options)
    with shown_while_computed(options, language):
        return int(options.run(options))


def parser(*commands: str, language: Language = "en") -> Parser:
    """Build the parser, with the options of some commands, or of all unless some are named: they are costly to load.

    Parameters
    ----------
    *commands : str
        Names of commands.
    language : {"en", "fr"}
        Of the help.

    Returns
    -------
    Parser
    """
    whole = Parser(
        prog="blogroi",
        description=message(
            "What a corporate blog brings in, beside every other communication tool, by the same measure."
        ),
        epilog=message(
            "Exit status: 0 fine, 1 faults were found in the case, 2 misuse, or a file that cannot be read or written."
        ),
        allow_abbrev=False,
        language=language,
    )
    whole.add_argument(
        "--version", action="version", version=f"blogroi {VERSION}", help=message("show the version and exit")
    )
    whole.add_argument("--language", metavar="CODE", help=message("language of help and answers: en, fr"))
    below = whole.add_subparsers(title=message("commands"), metavar="COMMAND", dest="command", prog=whole.prog)
    for name, text in COMMANDS.items():
        said = in_language(text, language)
        described = f"{said[0].upper()}{said[1:]}."
        command = below.add_parser(name, help=text, description=described, allow_abbrev=False, language=language)
        if name in commands or not commands:
            module = import_module(f"blogroi.cli.{name.replace('-', '_')}")
            module.add(command)
            command.set_defaults(run=module.run, parser=command)
    return whole


def parse(arguments: Sequence[str], options: Namespace) -> None:
    """Read the words of a command.

    Parameters
    ----------
    arguments : sequence of str
        The words.
    options : Namespace
        Where they are put.

    Raises
    ------
    MisuseError
        When they are none of a command.
    """
    options.language = stated_language(arguments)  # what is wrong with the words is said in it too
    name = next((word for word in arguments if word in COMMANDS), "none")
    whole = parser(name, language=asked_language(arguments, os.environ))
    _, rest = whole.parse_known_args(list(arguments), options)
    if options.command is None:
        raise MisuseError(_no_command())
    if rest:
        raise MisuseError(_unknown(rest[0], options.parser))


def _unknown(word: str, command: Parser) -> str:
    from blogroi.language.naming import suggest  # noqa: PLC0415  only who made a mistake pays for it
    from blogroi.language.spoken import message  # noqa: PLC0415

    if not word.startswith("-"):
        if command.prog.endswith(" validate"):
            return message(
                "validate takes no file, it plants cases of its own: `blogroi check {word}` looks at a case", word=word
            )
        return message("{word} is one word too many: see `{command} --help`", word=repr(word), command=command.prog)
    hint = suggest(word.partition("=")[0], _option_names(command))
    return message("there is no option {word}: {hint}", word=word, hint=hint)


def _no_command() -> str:
    from blogroi.language.spoken import Joined, message  # noqa: PLC0415  only who made a mistake pays for it

    return message("there is no command: {commands}; `blogroi --help` says what each is for", commands=Joined(COMMANDS))


def _no_memory() -> str:
    from blogroi.language.spoken import message  # noqa: PLC0415

    return message("there is not enough memory: take fewer draws")


def _option_names(command: Parser) -> list[str]:
    return [name for action in command._actions for name in action.option_strings if name.startswith("--")]


def _refused(error: Exception, options: Namespace) -> int:
    """Print what the library refuses: with the name of the option, where it is one; what is not a refusal is raised again."""
    from blogroi.errors import CaseError, FileError, OptionError, SeriesError  # noqa: PLC0415  only who is refused pays for it

    if isinstance(error, OptionError):
        names = {action.dest: action.option_strings[-1] for action in options.parser._actions if action.option_strings}
        return _misuse(OptionError(names.get(error.option, error.option), error.message).said, options)
    if isinstance(error, FileError):
        return _misuse(error.said, options)
    if isinstance(error, CaseError):
        if not error.source and hasattr(options, "file"):  # it was read well, and what it says cannot be evaluated
            from blogroi.files.read import found_in_file  # noqa: PLC0415

            error = found_in_file(error, options.file)
        faults = (
            type(fault)(one_line(fault.path), one_line(fault.message), fault.line, cell=one_line(fault.cell))
            for fault in error.faults
        )
        complain(_spoken(CaseError(faults, one_line(error.source)).said, options))
        return MISUSE if isinstance(error, SeriesError) else FAULTS
    raise error


def _misuse(said: str, options: Namespace) -> int:
    complain(f"blogroi: {_spoken(one_line(said), options)}")
    return MISUSE


def _spoken(said: str, options: Namespace) -> str:
    """Say what is wrong in the language that was asked for; in English where that cannot be given."""
    from blogroi.errors import OptionError  # noqa: PLC0415  only who is refused pays for it
    from blogroi.language.spoken import spoken  # noqa: PLC0415
    from blogroi.report.languages import choose_language  # noqa: PLC0415

    try:
        return spoken(said, choose_language(getattr(options, "language", None), os.environ).language)
    except OptionError:
        return said
