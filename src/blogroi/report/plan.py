"""A review of a plan in words: whether the tools are ready, what is missing and where, and what to do next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby

from blogroi.language.spoken import Joined, Message, message, plural
from blogroi.model.locations import PartPath, part_of
from blogroi.plan.review import Finding, Ignored, PlanReview
from blogroi.report.explanation import SEVERITIES
from blogroi.report.plan_lock import standing_line
from blogroi.report.sheet import Block, Lines, Listing, Row, Sheet, Table
from blogroi.results.answer import Names
from blogroi.results.format import whole

__all__ = ["plan_sheet"]

_MOST_CODES = 7


def plan_sheet(review: PlanReview, *, full: bool = False) -> Sheet:
    """Say whether the tools are ready to be launched, what is missing, and what to do next.

    Parameters
    ----------
    review : PlanReview
        What was found.
    full : bool
        Whether every finding is said, or how many there are of each kind.

    Returns
    -------
    Sheet

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.loads(blogroi.template())
    >>> plan_sheet(blogroi.check(case, select=["BR111", "BR151"])).blocks[0].lines[0]
    'The tools are running already. 2 of 3 points were to be settled before launch; they are marked x. What you state now holds from now on.'
    """
    codes = {code: tuple(found) for code, found in groupby(review.findings, key=lambda finding: finding.code)}
    blocks: list[Block] = [
        Lines(tuple(_verdict(review, full=full))),
        *([] if full else [_table(codes, review.names)]),
        Listing(heading=message("What to do next"), lines=review.next_steps, numbered=True, first=True),
    ]
    if full:
        blocks += [_group(found) for found in codes.values()]
        blocks.append(Listing(heading=message("Set aside"), lines=tuple(_set_aside(one) for one in review.ignored)))
    return Sheet(title=review.title, subtitle=_parts(review.names), blocks=blocks, foot=tuple(_foot(review, full=full)))


def _parts(names: Names) -> str:
    """Return of what parts a case is made."""
    parts = [
        plural("{count} objective", "{count} objectives", len(names.objectives)),
        plural("{count} lever", "{count} levers", len(names.levers)),
        plural("{count} indicator", "{count} indicators", len(names.indicators)),
        plural("{count} tool", "{count} tools", len(names.tools)),
    ]
    return message("No fault in the file: {parts}", parts=Joined(parts))


def _verdict(review: PlanReview, *, full: bool) -> Iterator[str]:
    """Yield whether the tools are ready; above the table, what keeps them from it is counted and not named."""
    late = sum(finding.blocks_launch for finding in review.findings)
    if full or not late:
        yield review.verdict
    else:
        yield _late(late, len(review.findings), running=review.running)
        if review.ignored:
            yield plural("{count} point was set aside.", "{count} points were set aside.", len(review.ignored))
    if review.plan is not None:
        yield standing_line(review.plan)


def _late(late: int, count: int, *, running: bool) -> Message:
    if running:
        return plural(
            "The tools are running already. {late} of {count} point was to be settled before launch; it is marked x. "
            "What you state now holds from now on.",
            "The tools are running already. {late} of {count} points were to be settled before launch; they are marked x. "
            "What you state now holds from now on.",
            count,
            late=late,
        )
    return plural(
        "Not ready. {late} of {count} point cannot be fixed after launch; it is marked x.",
        "Not ready. {late} of {count} points cannot be fixed after launch; they are marked x.",
        count,
        late=late,
    )


def _table(codes: Mapping[str, Sequence[Finding]], names: Names) -> Table:
    """Set how often each code was found, what is missing, and where: the most severe first."""
    shown = list(codes.items())[: _MOST_CODES if len(codes) > _MOST_CODES + 1 else len(codes)]
    rows = [
        Row(
            [code, whole(len(found)), found[0].explanation.title, _where(found, names)],
            mark="x" if found[0].blocks_launch else "",
            means=message("cannot be fixed after launch") if found[0].blocks_launch else "",
        )
        for code, found in shown
    ]
    if len(codes) > len(shown):
        rest = sum(len(found) for found in codes.values()) - sum(len(found) for _, found in shown)
        kinds = plural("{count} other kind: --full", "{count} other kinds: --full", len(codes) - len(shown))
        rows.append(Row(["", whole(rest), kinds, ""]))
    return Table(
        heads=[message("code"), message("how many"), message("what was found"), message("where")],
        rows=rows,
        align=["left", "right", "left", "left"],
        cut=[3],
        caption=message("What was found, the most severe first"),
    )


def _where(found: Sequence[Finding], names: Names) -> str:
    """Return where something was found, in words: in how many parts of a sort, or in which one."""
    parts = list(dict.fromkeys(part_of(finding.path) for finding in found))
    section, *others = {_SECTIONS.get(part.section, part.section) for part in parts}
    known = _known(names)
    if not others and section in _EVERY and len(parts) > 1:
        every = len(known[section])
        return _EVERY[section] if len(parts) == every else _SOME[section](len(parts), every)
    named = list(dict.fromkeys(_named(part, known) for part in parts))
    first = named[0]
    return (
        first
        if len(named) == 1
        else plural("{first} and {count} more", "{first} and {count} more", len(named) - 1, first=first)
    )


_SECTIONS = {"demands": "tools"}
_EVERY = {
    "objectives": message("every objective"),
    "levers": message("every lever"),
    "indicators": message("every indicator"),
    "drivers": message("every driver"),
    "tools": message("every tool"),
}
_SOME: Mapping[str, Callable[[int, int], Message]] = {
    "objectives": lambda count, every: message("{count} of {every} objectives", count=count, every=every),
    "levers": lambda count, every: message("{count} of {every} levers", count=count, every=every),
    "indicators": lambda count, every: message("{count} of {every} indicators", count=count, every=every),
    "drivers": lambda count, every: message("{count} of {every} drivers", count=count, every=every),
    "tools": lambda count, every: message("{count} of {every} tools", count=count, every=every),
}
_PLACES = {
    "objectives": message("the objectives"),
    "levers": message("the levers"),
    "indicators": message("the indicators"),
    "tools": message("the tools"),
    "horizon": message("the window"),
    "discounting": message("the discount rate"),
    "prices": message("the prices"),
    "weights": message("the weights"),
    "checks": message("what is set aside"),
    "total": message("all tools together"),
}


def _known(names: Names) -> Mapping[str, Mapping[str, str]]:
    return {
        "objectives": names.objectives,
        "levers": names.levers,
        "indicators": {key: one.statement for key, one in names.indicators.items()},
        "drivers": {key: one.statement for key, one in names.drivers.items()},
        "tools": names.tools,
        "scenarios": names.scenarios,
    }


def _named(part: PartPath, known: Mapping[str, Mapping[str, str]]) -> str:
    section = _SECTIONS.get(part.section, part.section)
    statement = known.get(section, {}).get(part.key)
    return _PLACES.get(section, message("the case")) if statement is None else statement.rstrip(".")


def _group(found: Sequence[Finding]) -> Listing:
    """List all findings of one code, with where each stands in the file."""
    first = found[0]
    heading = message(
        "{code}: {title} ({severity}, {times})",
        code=first.code,
        title=first.explanation.title,
        severity=SEVERITIES[first.severity],
        times=plural("once", "{count} times", len(found)),
    )
    return Listing(
        heading=heading,
        lines=tuple(message("{finding} `{path}`", finding=one.message, path=one.path) for one in found),
    )


def _set_aside(one: Ignored) -> str:
    if one.reason:
        return message(
            "{code}: {finding} `{path}`: {reason}", code=one.code, finding=one.message, path=one.path, reason=one.reason
        )
    return message("{code}: {finding} `{path}`: no reason given", code=one.code, finding=one.message, path=one.path)


def _foot(review: PlanReview, *, full: bool) -> Iterator[str]:
    if not review.findings:
        yield message("Next: {following}", following=_following(review))
    elif full:
        yield message("`blogroi explain CODE` says why each matters and how to fix it.")
    else:
        yield message(
            "All of it: --full. Why: `blogroi explain {code}`. Next: {following}",
            code=review.findings[0].code,
            following=_following(review),
        )


def _following(review: PlanReview) -> Message:
    if review.running or review.plan is not None:
        return message("`blogroi evaluate`")
    return message("`blogroi register`") if review.ready else message("`blogroi check` again")
