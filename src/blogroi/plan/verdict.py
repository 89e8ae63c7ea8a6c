"""What a review comes to: whether the tools are ready to be launched, or were, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from blogroi.codes.wording import GRAVITY
from blogroi.language.spoken import Joined, Message, conjoined, message, plural
from blogroi.model.case import Case
from blogroi.model.purpose import does_nothing
from blogroi.plan.rules.rule import RULES

__all__ = ["is_running", "next_steps", "verdict"]

_NAMED = 3  # kinds of findings that a verdict names; the others are counted
_STEPS = 3


def is_running(case: Case) -> bool:
    """Return whether all tools were there on the day of the evaluation; going on as before is not a tool here."""
    begun = [tool.introduced for tool in case.tools.values() if not does_nothing(tool)]
    day = case.day
    return bool(begun) and day is not None and all(one is not None and one <= day for one in begun)


def verdict(counts: Mapping[str, int], *, ignored: int, partly: bool, running: bool) -> str:
    """Return in one line whether the tools are ready to be launched, or were where they are running.

    Parameters
    ----------
    counts : mapping of str to int
        How often each code was found, the most severe first.
    ignored : int
        How many findings were set aside.
    partly : bool
        Whether only some checks were made.
    running : bool
        Whether the launch lies behind.

    Returns
    -------
    str
    """
    blocking = [code for code in counts if RULES[code].blocks_launch or RULES[code].severity == "error"]
    said = [_late(blocking, counts, running=running) if blocking else _ready(sum(counts.values()), running=running)]
    if partly:
        said.append(message("Only some checks were made."))
    if ignored:
        said.append(plural("{count} point was set aside.", "{count} points were set aside.", ignored))
    return Joined(said, " ")


def _late(blocking: list[str], counts: Mapping[str, int], *, running: bool) -> Message:
    points = [RULES[code].counted(counts[code]) for code in blocking[:_NAMED]]
    rest = sum(counts[code] for code in blocking[_NAMED:])
    if rest:
        points.append(plural("{count} more point", "{count} more points", rest))
    if running:
        return message("Running already. These were to be settled before launch: {points}.", points=conjoined(points))
    return message("Not ready. These cannot be fixed after launch: {points}.", points=conjoined(points))


def _ready(count: int, *, running: bool) -> Message:
    match count > 0, running:
        case False, False:
            return message("Ready to launch: nothing is missing.")
        case False, True:
            return message("Running already: nothing is missing that was to be settled before launch.")
        case True, False:
            return plural(
                "Ready to launch: {count} point to settle before figures are shown.",
                "Ready to launch: {count} points to settle before figures are shown.",
                count,
            )
        case _:
            return plural(
                "Running already: {count} point to settle before figures are shown.",
                "Running already: {count} points to settle before figures are shown.",
                count,
            )


def next_steps(counts: Mapping[str, int]) -> tuple[str, ...]:
    """Return the most useful things to do next: what blocks a launch first, then what was found most often.

    Parameters
    ----------
    counts : mapping of str to int
        How often each code was found.

    Returns
    -------
    tuple of str
    """
    return tuple(_steps(counts))


def _steps(counts: Mapping[str, int]) -> Iterator[str]:
    order = sorted(
        counts,
        key=lambda code: (GRAVITY[RULES[code].severity], not RULES[code].blocks_launch, -counts[code], code),
    )
    for code in order[:_STEPS]:
        yield plural(
            "{code}: {fix}", "{code}, {count} times: {fix}", counts[code], code=code, fix=RULES[code].explanation.fix
        )
