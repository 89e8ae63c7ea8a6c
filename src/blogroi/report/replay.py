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

_MOST = 12


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
    shown = found.differences if full else found.differences[:_MOST]
    left = len(found.differences) - len(shown)
    more = [plural("{count} more place: --full", "{count} more places: --full", left)] if left else []
    return Sheet(
        title=found.title,
        subtitle=subtitle(found),
        blocks=[
            Lines(tuple(_verdict(found))),
            Listing(
                heading=message("Where the result differs"),
                lines=[*(message("`{key}`", key=path) for path in shown), *more],
            ),
        ],
        foot=[conventions(found)] if full else [seen_whole(found, message("`blogroi evaluate`"))],
    )


def _verdict(found: Replay) -> Iterator[str]:
    if found.same:
        yield message("The same figures, to the last digit.")
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
