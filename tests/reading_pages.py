"""What stands on a page, read as a browser reads it: its elements, their attributes and their texts."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

from attrs import Factory, define

ALONE = {"meta", "img", "line", "rect", "circle", "path", "polyline", "polygon", "br", "use", "ellipse", "stop"}
BLOCKS = {
    "h1",
    "h2",
    "h3",
    "h4",
    "p",
    "li",
    "th",
    "td",
    "caption",
    "summary",
    "title",
    "pre",
    "figcaption",
    "text",
    "desc",
}


@define
class Element:
    """An element of a page."""

    tag: str
    attributes: dict[str, str]
    inside: list[Element | str] = Factory(list)

    @property
    def text(self) -> str:
        """All that is said in it, on one line."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        for one in self.inside:
            if isinstance(one, str):
                yield one
            else:
                yield from one._texts()

    def every(self, *tags: str) -> Iterator[Element]:
        """Yield all elements of some kinds, in their order; of all kinds where none is named."""
        if not tags or self.tag in tags:
            yield self
        for one in self.inside:
            if isinstance(one, Element):
                yield from one.every(*tags)

    def first(self, tag: str) -> Element:
        """Return the first element of a kind."""
        return next(self.every(tag))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("page", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        assert len(element.attributes) == len(attrs), f"an attribute twice in {tag}"
        self.open[-1].inside.append(element)
        if tag not in ALONE:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].inside.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def read_page(text: str) -> Element:
    """Read a page, all of whose elements end where they should."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    assert [one.tag for one in reader.open] == ["page"]
    return reader.root


def sentences(page: Element) -> list[str]:
    """Return all that a page says: the text of each block that holds no other, in its order."""
    said = [one for one in page.every(*BLOCKS) if not any(other is not one for other in one.every(*BLOCKS))]
    return [one.text for one in said if one.text]


def outline(page: Element) -> str:
    """Return what a page says, a line for each block, with what kind it is of."""
    said = [one for one in page.every(*BLOCKS) if not any(other is not one for other in one.every(*BLOCKS))]
    return "".join(f"{one.tag} {one.text}\n" for one in said if one.text)
