"""In words: whether a result comes out again, bit for bit, and where it does not."""

from __future__ import annotations

from collections.abc import Iterator

from blogroi._version import VERSION
from blogroi.audit.replay import Replay
from blogroi.language.spoken import message, plural
from blogroi.report.conventions import conventions, subtitle
from blogroi.report.more import seen_whole
from blogroi.report.sheet import Lines, Listing, Sheet

__all__ = ["replay_sheet"]


def replay_sheet(found: Replay, *, full: bool = False) -> Sheet:
    """Say whether a case gives the figures of a result again, and if not, what is another and which figures are.

    Parameters
    ----------
    found : Replay
        What is said.
    full : bool
        Whether every figure that is another is listed.

    Returns
    -------
    Sheet

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.loads(blogroi.template())
    >>> found = blogroi.audit.replay(case, result=blogroi.evaluate(case, draws=100).to_dict())
    >>> replay_sheet(found).blocks[0].lines
    ('The same figures, to the last digit.',)
    """
    paths = [message("`{key}`", key=path) for path in (*found.differences, *found.last_digits)]
    return Sheet(
        title=found.title,
        subtitle=subtitle(found),
        blocks=[
            Lines(tuple(_verdict(found))),
            Listing(
                heading=message("Where the result differs"),
                lines=paths if full else tuple(_by_part(found)),
                first=not full,
            ),
        ],
        foot=[conventions(found)] if full else [seen_whole(found, message("`blogroi evaluate`"))],
    )


def _verdict(found: Replay) -> Iterator[str]:
    if found.same:
        yield message("The same figures, to the last digit.")
        return
    if found.agrees:
        yield from _nearly(found)
        return
    yield plural(
        "Not the same result: it differs in {count} place.",
        "Not the same result: it differs in {count} places.",
        len(found.differences),
    )
    if not found.same_case:
        yield message("The case is not the one that the result was made of.")
    if not found.same_version:
        yield message("The result was made by another version than {version}.", version=VERSION)
    if not found.same_numpy:
        yield message(
            "The result was made with another numpy than {version}, which may move the last digits.",
            version=found.numpy,
        )
    if found.same_case and found.same_version and found.same_numpy:
        yield message("Case and versions are the same: the result was changed, or computed on another kind of machine.")


def _nearly(found: Replay) -> Iterator[str]:
    """Yield that nothing but last digits differ, and what may have moved them."""
    yield plural(
        "The same figures but for the last digits: {count} of them differs by less than a thousand millionth.",
        "The same figures but for the last digits: {count} of them differ by less than a thousand millionth.",
        len(found.last_digits),
    )
    if found.same_numpy:
        yield message("Both were computed with numpy {version}: the kind of machine was another.", version=found.numpy)
    else:
        yield message(
            "The result was computed with numpy {older}, and now with {version}.",
            older=found.numpy_of_result or message("another version"),
            version=found.numpy,
        )


def _by_part(found: Replay) -> Iterator[str]:
    """Yield in how many places each part of the result differs, by the names of the tools."""
    counts: dict[str, int] = {}
    for path in found.differences or found.last_digits:
        part, _, rest = path.partition(".")
        key = rest.partition(".")[0]
        if part in _OF_TOOLS and key in found.names.tools:
            said = found.names.tools[key]
        else:
            said = _PARTS.get(part, _PARTS[""])
        counts[said] = counts.get(said, 0) + 1
    for said, count in sorted(counts.items(), key=lambda one: -one[1]):
        yield plural("{part}: {count} place", "{part}: {count} places", count, part=said)


_OF_TOOLS = ("tools", "emergent", "robustness")
_PARTS = {
    "total": message("All tools together"),
    "ranking": message("The order of the tools"),
    "scores": message("Scores"),
    "checks": message("Checks"),
    "conventions": message("Conventions"),
    "claims": message("Shared claims"),
    "parity": message("Who was asked what"),
    "evidence": message("What the evidence leaves"),
    "names": message("Names and statements"),
    "fingerprint": message("What the case states"),
    "version": message("Version of blogroi"),
    "": message("The rest"),
}
