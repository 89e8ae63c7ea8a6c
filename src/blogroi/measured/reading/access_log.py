"""Access logs of Apache and nginx in the combined form: counted by day, robots left out, addresses forgotten.

Whoever asks is known by an address and what the browser calls itself, for as long as the log is read: of both nothing is kept or shown.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from attrs import define, field

from blogroi.language.spoken import Message, message, plural
from blogroi.measured.reading.export import Column, Export, Hints
from blogroi.measured.reading.faults import refuse
from blogroi.measured.reading.raw import LONGEST_LINE, Raw

__all__ = ["is_access_log", "read_access_log"]

_ADDRESS = rb"(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9A-Fa-f]*:[0-9A-Fa-f:.]+)"
_SITE = (
    rb"(?:[^\s:]{1,255}:\d{1,5} |(?![\d.]+ )[^\s:]{1,255} (?=" + _ADDRESS + rb" ))"
)  # not an address of the sixth version
_LINE = re.compile(
    _SITE + rb"?(\S+) \S+ .{0,200}?\[(\d\d)/(\w{3})/(\d{4}):(\d\d):(\d\d):(\d\d) ([+-]\d{4})\] "
    rb'"([A-Z]+) [^"\\]*(?:\\.[^"\\]*)*" (\d{3}) \S+ "[^"\\]*(?:\\.[^"\\]*)*" "([^"\\]*(?:\\.[^"\\]*)*)"'
)
_COMMON = re.compile(rb'\S+ \S+ .{0,200}?\[\d\d/\w{3}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}\] "')
_ROBOT = re.compile(
    rb"(?<!cu)bot\b|(?<!cu)bot[/_ -]|crawl|spider|slurp|fetch|scan|monitor|check|preview|archiv|feed|curl|wget|python|java/|go-http|okhttp|libwww|httpclient"
    rb"|headless|lighthouse|pingdom|uptime|facebookexternalhit|mediapartners|ahrefs|semrush|gptbot|validator|scrapy|perl|ruby|php/|node|axios",
    re.IGNORECASE,
)
_MONTHS = {name: number for number, name in enumerate(b"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)}
_FINE = frozenset((b"200", b"206", b"304"))
_MOST_VISITORS = 1_000_000
_PAUSE = timedelta(minutes=30)
_TRIED = 20


def is_access_log(raw: Raw) -> bool:
    """Return whether most of the first lines are those of a log."""
    lines = [line for line in raw.head.split(b"\n")[: _TRIED + 1] if line.strip()]
    return bool(lines) and 2 * sum(_COMMON.match(line) is not None for line in lines) > len(lines)


@define
class _Counts:
    """What has been counted so far. Visitors are numbered as they come, and their numbers mean nothing elsewhere."""

    hits: Counter[date] = field(factory=Counter[date])
    visits: Counter[date] = field(factory=Counter[date])
    visitors: Counter[date] = field(factory=Counter[date])
    numbers: dict[bytes, int] = field(factory=dict[bytes, int])
    seen: dict[int, datetime] = field(factory=dict[int, datetime])
    days_of: dict[date, set[int]] = field(factory=dict[date, set[int]])
    zones: Counter[bytes] = field(factory=Counter[bytes])
    robots: int = 0
    others: int = 0
    unread: int = 0


def read_access_log(raw: Raw, hints: Hints) -> Export:
    """Count the requests of each day that brought something (GET, status 200, 206 or 304), those who made them, and their visits."""
    counts = _Counts()
    lines = 0
    for line in raw.lines():
        if line.strip():
            lines += 1
            _count(line, counts)
    days = _days(counts)
    if not days:
        raise refuse(message("holds no request of a person in the combined form: the form `combined` says what asked"))
    if counts.unread * 10 > lines:
        told = plural(
            "{count} line is not in the combined form", "{count} lines are not in the combined form", counts.unread
        )
        raise refuse(told)
    columns = tuple(
        Column(name=name, values=tuple(float(of_days[day]) for day in days))
        for name, of_days in (("hits", counts.hits), ("visits", counts.visits), ("visitors", counts.visitors))
    )
    left_out = counts.robots + counts.others + counts.unread
    return Export(
        format="access-log",
        step="day",
        days=days,
        columns=columns,
        left_out=left_out,
        notes=[*_notes(counts, days)],
        remarks=[*_remarks(counts)],
    )


def _count(line: bytes, counts: _Counts) -> None:
    found = None if len(line) > LONGEST_LINE else _LINE.match(line)
    month = None if found is None else _MONTHS.get(found[3])
    if found is None or month is None:
        counts.unread += 1
        return
    try:
        hour, minute, second = (int(found[part]) for part in (5, 6, 7))
        at = datetime(int(found[4]), month, int(found[2]), hour, minute, min(second, 59))
    except ValueError:
        counts.unread += 1
        return
    counts.hits[at.date()] += 0  # the log was kept on that day, whoever asked
    if found[11].strip(b"- ") == b"" or _ROBOT.search(found[11]) is not None:
        counts.robots += 1
        return
    if found[9] != b"GET" or found[10] not in _FINE:
        counts.others += 1
        return
    counts.zones[found[8]] += 1
    _count_visitor(found[1] + b" " + found[11], at, counts)


def _count_visitor(who: bytes, at: datetime, counts: _Counts) -> None:
    day = at.date()
    number = counts.numbers.setdefault(who, len(counts.numbers))
    if len(counts.numbers) > _MOST_VISITORS:
        raise refuse(message("holds more than {most} visitors: one file a month", most=_MOST_VISITORS))
    counts.hits[day] += 1
    of_day = counts.days_of.setdefault(day, set())
    if number not in of_day:
        of_day.add(number)
        counts.visitors[day] += 1
    before = counts.seen.get(number)
    if before is None or abs(at - before) > _PAUSE:
        counts.visits[day] += 1
    counts.seen[number] = at


def _days(counts: _Counts) -> tuple[date, ...]:
    """Return the days of the log from the first to the last on which somebody came; in between, there may be some with robots alone."""
    came = [day for day, hits in counts.hits.items() if hits]
    return tuple(sorted(day for day in counts.hits if min(came) <= day <= max(came))) if came else ()


def _notes(counts: _Counts, days: tuple[date, ...]) -> Iterator[Message]:
    yield plural(
        "{count} request of a robot is left out; robots that do not say what they are stay in",
        "{count} requests of robots are left out; robots that do not say what they are stay in",
        counts.robots,
    )
    if quiet := sum(not counts.hits[day] for day in days):
        yield plural(
            "{count} day on which nobody asked for anything but robots is a zero: the log was kept on it",
            "{count} days on which nobody asked for anything but robots are zeros: the log was kept on them",
            quiet,
        )
    if counts.unread:
        yield plural("{count} line cannot be read, and is left out", "{count} lines cannot be read, and are left out", counts.unread)  # fmt: skip
    if len(counts.zones) > 1:
        zones = sorted(zone.decode() for zone in counts.zones)
        yield message("days are those of the stamps, whose zones are {zones}", zones=", ".join(zones[:4]))
    if len(days) > 1:
        yield message("the first and the last day of a log are seldom whole: they are counted as they stand")


def _remarks(counts: _Counts) -> Iterator[Message]:
    if counts.others:
        yield plural(
            "{count} request that brought nothing is left out: an error, another method, elsewhere",
            "{count} requests that brought nothing are left out: errors, other methods, elsewhere",
            counts.others,
        )
    yield message(
        "`hits` are all files that were asked for; a visit ends with half an hour without any; addresses are counted and forgotten"
    )
