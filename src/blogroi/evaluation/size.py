"""How much memory and time a question takes: estimated from what will be drawn, before anything is.

Memory is that of arrays of draws, of which the parts of an evaluation keep so many, and of what a flow takes whatever the draws are. Time
is that of arrays that are computed, in units of :mod:`blogroi.evaluation.progress`, times what a machine takes for one. The numbers were
measured; on the examples, and on cases of 8 to 256 tools and of 2,000 indicators, both are within a factor of 2 of what is used.
"""

from __future__ import annotations

import math
import time
from collections.abc import Collection, Iterable, Sequence
from functools import cache

import numpy as np
from attrs import evolve

from blogroi.engine.compile.better_side import better_side
from blogroi.engine.compile.build import build_frame
from blogroi.engine.frame import Frame
from blogroi.errors import LimitError, OptionError
from blogroi.evaluation.asked import is_net_alone
from blogroi.evaluation.progress import units_by_period, units_of_tools
from blogroi.language.spoken import message
from blogroi.model.case import Case
from blogroi.model.conventions import Conventions
from blogroi.model.limits import Limits, check_case, limits_of
from blogroi.numerics.streams import stream
from blogroi.records import frozen
from blogroi.results.format import number, whole

__all__ = ["Size", "allow", "allow_all", "check_room", "check_size", "evaluations", "size_of", "size_of_moves"]

_MOST_BYTES = 1 << 32
"""Memory for draws that is taken where no other limit is stated, whatever the machine."""

_MIB = 1 << 20
_AT_FIRST, _A_FLOW = 7 * _MIB, 9000  # bytes, whatever the draws
_ARRAYS, _OF_A_FLOW, _OF_A_TOOL, _OF_AN_OBJECTIVE, _OF_A_PERIOD = 40, 2, 2, 3, 7
_STRETCHES, _SPARE = 72 * _MIB, 2  # net present values alone: what is held of a stretch; arrays beside one of each tool
_SECONDS_AT_FIRST, _SECONDS_A_FLOW = 0.025, 0.0007
_RANKED, _SCORED, _RATES = 60, 100, 160  # units for each tool
_ALONE, _MOVED = 0.4, 0.25  # the part of all units that net present values take, and those of a session
_SECONDS_A_UNIT, _REFERENCE = 1.9e-9, 8.5e-5  # and what the machine of both took for 65,536 uniform numbers


@frozen(kw_only=True)
class Size:
    """What a question takes, as estimated.

    Parameters
    ----------
    fixed, each : float
        Bytes, whatever the draws, and for each draw.
    at_first, a_draw : float
        Seconds of processor time likewise, on the machine of reference: how fast this one is, is found out when it matters.
    """

    fixed: float
    each: float
    at_first: float
    a_draw: float

    def bytes(self, draws: int) -> float:
        """Memory for so many draws."""
        return self.fixed + self.each * draws

    def seconds(self, draws: int) -> float:
        """Processor time for so many draws, on this machine."""
        return _pace() * (self.at_first + self.a_draw * draws)


@cache
def _pace() -> float:
    """Return how many times as long as the machine of reference this one takes: once a process, in two milliseconds."""
    numbers, generator, best = np.empty(65_536), stream(1), math.inf
    for _ in range(20):
        begun = time.thread_time()
        generator.random(out=numbers)
        best = min(best, time.thread_time() - begun)
    return max(best, 1e-6) / _REFERENCE


def size_of(
    case: Case, frame: Frame, *, threads: int = 1, figures: Collection[str] = ("default",), times: float = 1.0
) -> Size:
    """Estimate what an evaluation takes.

    Parameters
    ----------
    case : Case
        What is evaluated.
    frame : Frame
        Its anonymous form.
    threads, figures
        As :func:`blogroi.evaluate` has them.
    times : float
        How many evaluations one after the other it is.

    Returns
    -------
    Size
    """
    tools, slots = len(frame.tools), len(frame.times)
    counts = [len(tool.benefits) + len(tool.costs) + len(tool.sunk) for tool in frame.tools]
    units = sum(one.total for one in units_of_tools(frame)) + _RANKED * tools
    fixed, at_first = _AT_FIRST + _A_FLOW * sum(counts), _SECONDS_AT_FIRST + _SECONDS_A_FLOW * sum(counts)
    if is_net_alone(figures):
        return Size(
            fixed=fixed + _STRETCHES,
            each=8.0 * (tools + _SPARE),
            at_first=times * at_first,
            a_draw=times * _SECONDS_A_UNIT * _ALONE * units,
        )
    arrays = _ARRAYS + slots + _OF_A_FLOW * max(counts) + _OF_A_TOOL * tools
    arrays += (min(threads, tools) - 1) * (_OF_A_FLOW * max(counts) + _ARRAYS // 2)
    if any(indicator.scale is not None for indicator in case.indicators.values()):
        arrays += _OF_AN_OBJECTIVE * len(case.objectives)
        units += _SCORED * tools
    if "cash_by_period" in figures:
        arrays += _OF_A_PERIOD * slots
        units += units_by_period(tools, slots)
    if "irr" in figures:
        arrays += 2
        units += _RATES * tools
    return Size(fixed=fixed, each=8.0 * arrays, at_first=times * at_first, a_draw=times * _SECONDS_A_UNIT * units)


def size_of_moves(counts: Sequence[int], units: int, *, at_once: int) -> Size:
    """Estimate what a session takes to evaluate a case of which nothing is kept, beside what it keeps.

    Parameters
    ----------
    counts : sequence of int
        How many flows each tool has.
    units : int
        Of work, for all tools.
    at_once : int
        Flows of which the rows are in memory at a time.

    Returns
    -------
    Size
    """
    flows = sum(counts)
    return Size(
        fixed=_AT_FIRST + _A_FLOW * flows,
        each=8.0 * (_OF_A_FLOW * min(max(counts), at_once) + _SPARE),
        at_first=_SECONDS_AT_FIRST + _SECONDS_A_FLOW * flows,
        a_draw=_SECONDS_A_UNIT * _MOVED * (units + _RANKED * len(counts)),
    )


def evaluations(held: Conventions) -> int:
    """Return how many evaluations one consists of: what is corrected is held against what is stated."""
    return 2 if held.evidence == "corrected" else 1


def check_size(size: Size, draws: int, limits: Limits) -> None:
    """Refuse what would take more memory or time than is allowed.

    Parameters
    ----------
    size : Size
        What it takes.
    draws : int
        Number of draws.
    limits : Limits
        From :func:`blogroi.model.limits.limits_of`.

    Raises
    ------
    LimitError
        When it takes more than the limits that were stated.
    OptionError
        When no limit of memory was stated, and it takes more than is reasonable on any machine.
    """
    if limits.bytes is None:
        check_room(size.each / 8.0, draws, taken=size.fixed)
    elif (asked := size.bytes(draws)) > limits.bytes:
        told = message(
            "about {asked} MiB of memory are needed, and {allowed} MiB are allowed: {cure}, or allow them, `Limits(bytes={written})`",
            asked=whole(math.ceil(asked / _MIB)),
            allowed=whole(math.floor(limits.bytes / _MIB)),
            cure=_fewer((limits.bytes - size.fixed) / size.each),
            written=str(math.ceil(asked)),
        )
        raise LimitError("bytes", asked, limits.bytes, told)
    if limits.seconds is not None and (needed := size.seconds(draws)) > limits.seconds:
        told = message(
            "about {asked} s of processor time are needed, and {allowed} s are allowed: {cure}, or allow them, `Limits(seconds={written})`",
            asked=number(needed),
            allowed=f"{limits.seconds:g}",
            cure=_fewer((limits.seconds / _pace() - size.at_first) / size.a_draw),
            written=str(math.ceil(needed)),
        )
        raise LimitError("seconds", needed, limits.seconds, told)


def _fewer(most: float) -> str:
    """Return what to do about a question that is too large."""
    if most < 1.0:
        return message("leave something out of the case")
    return message("take at most {draws} draws", draws=whole(math.floor(most)))


def check_room(arrays: float, draws: int, *, taken: float = 0.0) -> None:
    """Refuse more draws than there is room for, where so many arrays of them are kept beside what is taken already.

    Raises
    ------
    OptionError
        With the most draws that there is room for.
    """
    room = _MOST_BYTES - taken
    if arrays * draws * 8 > room:
        raise OptionError(
            "draws",
            message(
                "{draws} is too many for a case of this size: at most {room}",
                draws=str(draws),
                room=str(max(0, int(room / (8 * arrays)))),
            ),
        )


def allow(case: Case, held: Conventions, limits: Limits | None, *, times: float = 1.0) -> None:
    """Refuse a question that is not allowed, before it is begun.

    Parameters
    ----------
    case : Case
        What is asked about.
    held : Conventions
        Under what conventions.
    limits : Limits or None
        What is allowed.
    times : float
        How many times the processor time of an evaluation it takes, at the most; it takes about its memory.

    Raises
    ------
    LimitError
        When it is not allowed.
    """
    allow_all([(case, held, times)], limits)


def allow_all(asked: Iterable[tuple[Case, Conventions, float]], limits: Limits | None) -> None:
    """Refuse a question about several cases, one after the other: the memory of one of them, and the time of all.

    Parameters
    ----------
    asked : iterable of (Case, Conventions, float)
        Each as :func:`allow` takes it, all with the same number of draws.
    limits : Limits or None
        What is allowed.

    Raises
    ------
    LimitError
        When it is not allowed.
    """
    allowed, every = limits_of(limits), [*asked]
    for case, held, _ in every:
        check_case(case, held.draws, allowed)
    if limits is None or (limits.bytes is None and limits.seconds is None):
        return
    sizes = [_size_under(*one) for one in every]
    draws = every[0][1].draws
    largest = max(sizes, key=lambda size: size.bytes(draws))
    in_all = evolve(largest, at_first=sum(one.at_first for one in sizes), a_draw=sum(one.a_draw for one in sizes))
    check_size(in_all, draws, allowed)


def _size_under(case: Case, held: Conventions, times: float) -> Size:
    seen = case.under(held.scenario)
    frame, _ = build_frame(better_side(seen.blinded()), held)
    return size_of(seen, frame, times=times * evaluations(held))
