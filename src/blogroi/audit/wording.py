"""What was changed, in words: what is called how, by the statements of the later case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, TypeAlias

from attrs import fields

from blogroi.files.write import inline
from blogroi.language.spoken import Joined, message
from blogroi.model.case import Case
from blogroi.model.field_words import field_in_words
from blogroi.model.frozen_map import FrozenMap
from blogroi.records import frozen
from blogroi.results.answer import Names, names_of
from blogroi.results.format import quoted
from blogroi.revisions.changes import WORDS, Change, later_path
from blogroi.revisions.matching import SECTIONS, Match

__all__ = ["Amounts", "Difference", "Words"]

Amounts: TypeAlias = FrozenMap[str, float | None]
"""Amounts by tool; None where one is not known."""

Kind: TypeAlias = Literal["added", "dropped", "changed", "reworded", "renamed"]
"""What became of something, be it a part, a field of it, its statement or its key."""


@frozen(kw_only=True)
class Difference:
    """Something that is stated otherwise.

    Parameters
    ----------
    kind : {"added", "dropped", "changed", "reworded", "renamed"}
        What became of it: a statement under its old key is reworded, a key with its old statement renamed.
    path : str
        Where it stands in the later case; where it stood, of what was dropped.
    label : str
        What it is called, by the statements of the parts it lies in.
    before, after : str or None
        What stood there and what does, as a file writes it; None where nothing does, and for a part as a whole.
    """

    kind: Kind
    path: str
    label: str
    before: str | None
    after: str | None


@frozen
class Words:
    """What is called how, in the words of the later case."""

    old: Case
    new: Case
    match: Match

    def names(self) -> Names:
        """Name the parts of both cases, as they are called last."""
        old, new = names_of(self.old), names_of(self.new)
        return Names(
            **{
                section: FrozenMap(
                    {self.match.later(section, key): name for key, name in getattr(old, section).items()}
                    | dict(getattr(new, section))
                )
                for section in (attribute.name for attribute in fields(Names))
            }
        )

    def keyed(self, npv: Mapping[str, float | None]) -> Amounts:
        """Put amounts under the keys of the later case."""
        return FrozenMap({self.match.later("tools", key): amount for key, amount in npv.items()})

    def said(self, change: Change) -> Difference:
        """Return a change in words."""
        kind: Kind = "reworded" if change.steps[-1] in WORDS else "changed"
        if change.is_part:
            kind = "added" if change.before is None else "dropped"
        return Difference(
            kind=kind,
            path=".".join(change.steps) if kind == "dropped" else later_path(self.match, change.steps),
            label=self._label(change.steps),
            before=None if change.is_part or change.before is None else inline(change.before),
            after=None if change.is_part or change.after is None else inline(change.after),
        )

    def renamed(self) -> Iterator[Difference]:
        """List the keys that were changed."""
        for section, keys in self.match.parts.items():
            for later, earlier in keys.items():
                yield self._renamed((section, earlier), f"{section}.{later}", earlier, later)
        for tool, keys in self.match.costs.items():
            for later, earlier in keys.items():
                path = f"tools.{self.match.later('tools', tool)}.costs.{later}"
                yield self._renamed(("tools", tool, "costs", earlier), path, earlier, later)

    def _renamed(self, steps: tuple[str, ...], path: str, earlier: str, later: str) -> Difference:
        return Difference(kind="renamed", path=path, label=self._label(steps), before=earlier, after=later)

    def _label(self, steps: tuple[str, ...]) -> str:
        """Name where something stands: the part by its statement, then what is stated of it."""
        section, *below = steps
        if section == "scenarios" and below:
            return message("scenario {statement}", statement=quoted(self._statement(section, below[0])))
        if section not in SECTIONS or not below:
            return Joined(map(field_in_words, steps), " ")
        said, rest = [self._statement(section, below[0])], below[1:]
        if len(rest) > 1 and rest[0] in ("effects", "not_applicable"):
            said, rest = [*said, quoted(self._statement("indicators", rest[1]))], rest[2:]
        elif len(rest) > 1 and rest[0] == "costs":
            said, rest = [*said, self.match.later_cost(below[0], rest[1])], rest[2:]
        elif section != "tools":
            said = [quoted(said[0])]
        return Joined([*said, *([Joined(map(field_in_words, rest), " ")] if rest else [])])

    def _statement(self, section: str, key: str) -> str:
        part: Any = getattr(self.new, section).get(self.match.later(section, key)) or getattr(self.old, section)[key]
        return str(part.name if section == "tools" else part.statement).rstrip(".")
