"""What the commands share: options of the same name and meaning, and numbers as people write them.

Whether a value can be taken is for the library to say, so that a command and a function answer in the same words.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from blogroi.cli.giving import FORMS, progress_of
from blogroi.language.languages import LANGUAGES, VARIABLE
from blogroi.language.spoken import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from blogroi.revisions.plan_lock import Plan

__all__ = [
    "add_ageing",
    "add_answer",
    "add_case",
    "add_convention_options",
    "add_conventions",
    "add_draws",
    "add_language",
    "add_order",
    "add_plan",
    "add_scenario",
    "conventions",
    "file_name",
    "listed",
    "number",
    "plan_of",
    "separate",
]


def number(text: str) -> int | float | str:
    """Read a number as people write it, ``1e5`` for 100000; what is none is left for the library to refuse.

    Examples
    --------
    >>> number("1e5"), number("0.5"), number("many")
    (100000, 0.5, 'many')
    """
    try:
        value = float(text)
        is_whole = value.is_integer() and abs(value) < 2.0**53  # all of which are whole numbers of their own
        return int(text) if text.strip().lstrip("+-").isdecimal() else int(value) if is_whole else value
    except ValueError:
        return text


def separate(stated: Sequence[str]) -> list[str]:
    """Take apart what commas part, in an option that may also be given several times.

    Examples
    --------
    >>> separate(["default, irr", "npv"])
    ['default', 'irr', 'npv']
    """
    return [one.strip() for listed in stated for one in listed.split(",") if one.strip() or not listed.strip()]


def file_name(text: str) -> Path:
    """Take the name of a file, which is not empty: that would be the folder that one is in."""
    if not text.strip():
        raise argparse.ArgumentTypeError(message("is empty: write the name of a file"))
    return Path(text)


def add_case(command: argparse.ArgumentParser) -> None:
    """Add the file that a command is about."""
    command.add_argument(
        "file", metavar="FILE", type=file_name, help=message("a case: in TOML, in JSON, or a workbook (.xlsx)")
    )
    add_plan(command)


def add_plan(command: argparse.ArgumentParser) -> None:
    """Add the plan that a case may be held against."""
    command.add_argument(
        "--plan",
        metavar="FILE",
        type=file_name,
        help=message("say what has moved since this plan was locked (blogroi register)"),
    )


def add_draws(command: argparse.ArgumentParser) -> None:
    """Add how many draws are made, and their seed."""
    from blogroi.model.conventions import DRAWS, SEED  # noqa: PLC0415  only who draws pays for the model

    command.add_argument(
        "--draws", type=number, default=DRAWS, help=message("number of draws (default: {number})", number=str(DRAWS))
    )
    command.add_argument(
        "--seed", type=number, default=SEED, help=message("seed of the draws (default: {number})", number=str(SEED))
    )


def add_conventions(
    command: argparse.ArgumentParser, *, gaps: str = message("what the case says"), scenario: bool = True
) -> None:
    """Add the file, and what holds for all tools alike; ``gaps`` says how they are filled where nobody says it."""
    add_case(command)
    add_convention_options(command, gaps=gaps, scenario=scenario)


def add_convention_options(command: argparse.ArgumentParser, *, gaps: str, scenario: bool = True) -> None:
    """Add what holds for all tools alike."""
    from blogroi.model import CashStatus, Party, Valuation  # noqa: PLC0415
    from blogroi.model.conventions import ClaimPolicy, EvidencePolicy, GapPolicy, View  # noqa: PLC0415

    add_draws(command)
    command.add_argument(
        "--gaps",
        metavar="POLICY",
        help=message("how missing effects are filled: {words} (default: {usual})", words=listed(GapPolicy), usual=gaps),
    )
    command.add_argument(
        "--exclude",
        action="append",
        default=[],
        metavar="CLASS",
        help=message(
            "leave out a class of benefits, commas between several: {words}",
            words=", ".join((*get_args(Valuation), *get_args(CashStatus))),
        ),
    )
    command.add_argument(
        "--viewpoint",
        default="everyone",
        metavar="PARTY",
        help=message("whose costs and benefits count: everyone, {words} (default: everyone)", words=listed(Party)),
    )
    command.add_argument(
        "--view",
        default="forward-looking",
        help=message(
            "leave past spending out, or count all costs over their service life: {words} (default: forward-looking)",
            words=listed(View),
        ),
    )
    command.add_argument(
        "--claims",
        default="stated",
        help=message(
            "scale shares back where those of all tools pass 100 %%: {words} (default: stated)",
            words=listed(ClaimPolicy),
        ),
    )
    command.add_argument(
        "--evidence",
        default="stated",
        help=message(
            "multiply what nobody measured by what experiments left of such effects: {words} (default: stated)",
            words=listed(EvidencePolicy),
        ),
    )
    if scenario:
        add_scenario(command)


def add_order(command: argparse.ArgumentParser) -> None:
    """Add what tools are ranked by, how sure one must be of it, and what is computed."""
    from blogroi.evaluation.asked import FIGURES  # noqa: PLC0415  only who evaluates pays for it
    from blogroi.results.ranking import Figure  # noqa: PLC0415
    from blogroi.results.summary import DECISION_PROBABILITY  # noqa: PLC0415

    command.add_argument(
        "--by",
        default="npv",
        metavar="FIGURE",
        help=message("what the tools are ranked by: {words} (default: npv)", words=listed(Figure)),
    )
    command.add_argument(
        "--sure",
        dest="decision_probability",
        type=number,
        default=DECISION_PROBABILITY,
        metavar="SHARE",
        help=message("how sure before a winner is named (default: {number})", number=str(DECISION_PROBABILITY)),
    )
    command.add_argument(
        "--figures",
        action="append",
        metavar="FIGURES",
        help=message("what is computed: {words}; commas between several (default: default)", words=", ".join(FIGURES)),
    )


def add_scenario(command: argparse.ArgumentParser) -> None:
    """Add in which scenario the case is seen."""
    command.add_argument(
        "--scenario", metavar="KEY", help=message("a scenario of the case (default: the case as it stands)")
    )


def add_ageing(command: argparse.ArgumentParser) -> None:
    """Add how fast ages what is learned, and what a test gives up."""
    command.add_argument(
        "--half-life",
        metavar="TIME",
        help=message(
            'time in which what is learned loses half of its worth, such as `"18 months"` (default: it holds)'
        ),
    )
    command.add_argument(
        "--given-up",
        type=number,
        default=0,
        metavar="AMOUNT",
        help=message("what is given up while something is measured, beside its cost (default: 0)"),
    )


def add_answer(command: argparse.ArgumentParser) -> None:
    """Add how an answer is given: how much of it, in which language, in which form, and where to."""
    command.add_argument("--full", action="store_true", help=message("all of the answer, not only what matters most"))
    add_language(command)
    command.add_argument(
        "--format",
        choices=list(FORMS),
        help=message("form of the answer (default: by the ending of the file that is written to, or text)"),
    )
    command.add_argument(
        "--output",
        metavar="FILE",
        type=file_name,
        help=message("write to FILE (.txt, .md, .json, .html, .csv, .xlsx), in place of what is there"),
    )
    command.add_argument(
        "--table",
        metavar="NAME",
        help=message("which table a file in csv holds (default: the first; a wrong name lists them)"),
    )


def add_language(command: argparse.ArgumentParser) -> None:
    """Add the language of the answer."""
    command.add_argument(
        "--language",
        metavar="CODE",
        default=argparse.SUPPRESS,
        help=message(
            "language of the answer: {words} (default: {variable}, or how the machine is set)",
            words=", ".join(LANGUAGES),
            variable=VARIABLE,
        ),
    )


def conventions(options: argparse.Namespace) -> dict[str, Any]:
    """Take what holds for all tools alike off the command line, and the plan that it is held against."""
    names = ("draws", "seed", "gaps", "viewpoint", "view", "claims", "evidence", "scenario")
    same = {name: getattr(options, name) for name in names if hasattr(options, name)}
    return same | {"exclude": separate(options.exclude), "plan": plan_of(options), "progress": progress_of(options)}


def plan_of(options: argparse.Namespace) -> Plan | None:
    """Read the plan that was named, where one was.

    Raises
    ------
    OptionError
        When the file holds none.
    """
    if options.plan is None:
        return None
    from blogroi.errors import OptionError  # noqa: PLC0415  only who locked a plan pays for it
    from blogroi.files.read import load_result  # noqa: PLC0415
    from blogroi.revisions.plan_lock import Plan  # noqa: PLC0415

    try:
        return Plan.from_dict(load_result(options.plan))
    except OptionError as error:
        raise OptionError("plan", error.message) from None


def listed(words: Any) -> str:
    """List the words of a ``Literal``."""
    return ", ".join(get_args(words))
