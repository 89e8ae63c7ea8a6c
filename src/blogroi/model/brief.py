"""What a shell shows of a thing: one line that says what it is, whatever it holds.

It is for whoever looks at a value while they program, and is in English as code is. It has no figures: these are for the answers,
which round them in one place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

__all__ = ["MOST", "Brief", "brief", "count", "some"]

MOST = 160
"""The most characters of the line."""

_MOST_OF_A_NAME = 44
_MOST_OF_A_LIST = 58


class _Told:
    """A text that shows itself as it is."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def __repr__(self) -> str:
        return self._text


class Brief:
    """What is shown in one line by rich too, which goes into the fields of what does not say how it is shown."""

    __slots__ = ()

    def __rich_repr__(self) -> Iterator[object]:
        """Give what stands in the line behind the name of the class, between its angles."""
        yield _Told(repr(self)[len(type(self).__name__) + 1 : -1].lstrip(": "))

    __rich_repr__.angular = True  # type: ignore[attr-defined]  # by which rich knows it


def brief(thing: object, *said: str, name: str | None = None, of: str = "") -> str:
    """Return one line about a thing.

    Parameters
    ----------
    thing : object
        The thing: the line opens with the name of its class.
    *said : str
        What is said of it, what matters most first; what finds no room is cut off.
    name : str, optional
        What somebody called it.
    of : str
        What joins the class to the name: ``of``, for what is about something else.

    Returns
    -------
    str
        At most :data:`MOST` characters, all of which can be shown.

    Examples
    --------
    >>> brief([], "4 tools", "7 indicators", name="A chamber"), brief([], "open", name="A chamber", of="of")
    ("<list 'A chamber': 4 tools; 7 indicators>", "<list of 'A chamber': open>")
    """
    head = " ".join(part for part in (type(thing).__name__, of, "" if name is None else _quoted(name)) if part)
    told = _shown("; ".join(part for part in said if part))
    return f"<{_cut(f'{head}: {told}' if told else head, MOST - 2)}>"


def count(number: int, one: str, many: str = "") -> str:
    """Return how many there are of something.

    Examples
    --------
    >>> count(1, "tool"), count(1000, "draw"), count(0, "study", "studies")
    ('1 tool', '1,000 draws', '0 studies')
    """
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def some(parts: Iterable[str], most: int = _MOST_OF_A_LIST) -> str:
    """Return a list that takes about so many characters, and how many more there are.

    Examples
    --------
    >>> some(["blog", "fair", "intranet"], most=10), some([])
    ('blog, fair and 1 more', 'none')
    """
    listed = [*parts]
    room, shown = most, 0
    while shown < len(listed) and len(listed[shown]) <= room:
        room -= len(listed[shown]) + 2
        shown += 1
    shown = max(shown, min(len(listed), 1))
    told = ", ".join(_cut(part, most) for part in listed[:shown]) or "none"
    return told if shown == len(listed) else f"{told} and {len(listed) - shown:,} more"


def _quoted(name: str) -> str:
    """Return a name in quotes, as Python writes it: nothing in it acts on a terminal or breaks the line."""
    return repr(_cut(name, _MOST_OF_A_NAME))


def _shown(text: str) -> str:
    """Write out what cannot be shown, or would act on a terminal."""
    return text if text.isprintable() else "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in text)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 3]}..."
