"""What can be chosen together: which tools exclude each other, which need others, which are kept, and what all may cost.

These rules touch no figure of a tool. They say which sets of tools are alternatives at all, for whoever chooses between them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from attrs import Attribute, field
from attrs.validators import optional

from blogroi.errors import Fault, raise_faults
from blogroi.language.naming import describe, key_step
from blogroi.language.spoken import message
from blogroi.model.fields import as_tuple
from blogroi.model.forms import Key, Keyed, Listed, Number, entry
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.intake import as_number
from blogroi.model.number import is_number_within
from blogroi.records import frozen

__all__ = ["ChoiceRules"]


def _as_groups(value: Iterable[Iterable[str]]) -> tuple[Any, ...]:
    groups = as_tuple(value)
    return tuple(map(as_tuple, groups)) if isinstance(groups, tuple) else groups


def _as_needs(value: Mapping[str, Iterable[str]]) -> FrozenMap[str, tuple[str, ...]]:
    return FrozenMap({key: as_tuple(tools) for key, tools in value.items()}) if isinstance(value, Mapping) else value


def _are_groups(_: object, attribute: Attribute[Any], value: Any) -> None:
    if not isinstance(value, tuple):
        said = message('{value} is not a list of lists: write [["small_app", "large_app"]]', value=describe(value))
        raise_faults([Fault("", said)], under=attribute.name)
    raise_faults(_group_faults(value), under=attribute.name)


def _group_faults(groups: tuple[object, ...]) -> Iterator[Fault]:
    if groups and all(isinstance(tool, str) for tool in groups):
        shown = ", ".join(f'"{tool}"' for tool in groups[:4])
        yield Fault("", message("lists tools and not groups of them: write [[{shown}]], in two brackets", shown=shown))
        return
    for position, tools in enumerate(groups, start=1):
        faults = _tool_faults(tools)
        if not faults and isinstance(tools, tuple) and len(tools) < 2:
            faults = [Fault("", message("names fewer than two tools: one alone excludes none"))]
        yield from (fault.under(f"[{position}]") for fault in faults)


def _tool_faults(tools: object) -> list[Fault]:
    """List what keeps a value from being a list of the keys of tools, each of them once."""
    if not isinstance(tools, tuple) or not all(isinstance(tool, str) for tool in tools):
        cure = message(': write ["{tools}"]', tools=tools) if isinstance(tools, str) and len(tools) < 60 else ""
        return [Fault("", message("{value} is not a list of tools{cure}", value=describe(tools), cure=cure))]
    twice = dict.fromkeys(tool for place, tool in enumerate(tools) if tool in tools[:place])
    return [Fault("", message("names `{tool}` twice", tool=tool)) for tool in twice]


def _are_needs(_: object, attribute: Attribute[Any], value: Any) -> None:
    if not isinstance(value, Mapping):
        said = message('{value} is not a table: write {{ podcast = ["blog"] }}', value=describe(value))
        raise_faults([Fault("", said)], under=attribute.name)
    found = {key: _tool_faults(tools) for key, tools in value.items()}
    raise_faults(
        (fault.under(key_step(str(key))) for key, faults in found.items() for fault in faults), under=attribute.name
    )


def _are_tools(_: object, attribute: Attribute[Any], value: Any) -> None:
    raise_faults(_tool_faults(value), under=attribute.name)


@frozen(kw_only=True)
class ChoiceRules:
    """What can be chosen together. No figure of a tool reads it.

    Parameters
    ----------
    one_of : sequence of sequence of str
        Groups of tools, by their keys, of which one at most is chosen: they exclude each other.
    needs : mapping of str to sequence of str
        Tools without which a tool is not chosen.
    keep : sequence of str
        Tools that stay, whatever they bring in.
    budget : float, optional
        What the expected present value of the costs of all that is chosen may come to.

    Raises
    ------
    CaseError
        With all that is wrong: tools that need each other in a circle, that need what they exclude, and tools to be kept that exclude
        each other.

    Examples
    --------
    >>> rules = ChoiceRules(one_of=[["small_app", "large_app"]], needs={"podcast": ["blog"]})
    >>> rules.allows(["small_app", "blog"]), rules.allows(["small_app", "large_app"]), rules.allows(["podcast"])
    (True, False, False)
    """

    one_of: tuple[tuple[str, ...], ...] = field(
        default=(),
        converter=_as_groups,
        validator=_are_groups,
        metadata=entry(
            Listed(Listed(Key("tools"), least=2, is_ordered=False, is_distinct=True), is_ordered=False),
            "Groups of tools of which one at most is chosen.",
        ),
    )
    needs: FrozenMap[str, tuple[str, ...]] = field(
        factory=FrozenMap,
        converter=_as_needs,
        validator=_are_needs,
        metadata=entry(
            Keyed(Listed(Key("tools"), is_ordered=False, is_distinct=True), called="tool"),
            "Tools without which a tool is not chosen.",
        ),
    )
    keep: tuple[str, ...] = field(
        default=(),
        converter=as_tuple,
        validator=_are_tools,
        metadata=entry(
            Listed(Key("tools"), is_ordered=False, is_distinct=True), "Tools that stay, whatever they bring in."
        ),
    )
    budget: float | None = field(
        default=None,
        converter=as_number,
        validator=optional(is_number_within),
        metadata=entry(
            Number(low=0, otherwise=message("is below 0: a budget is at least 0")),
            "What the expected present value of the costs of all that is chosen may come to.",
        ),
    )

    def __attrs_post_init__(self) -> None:
        """Refuse tools that need each other in a circle, and what could never be chosen."""
        raise_faults(list(self._circles()) or [*self._excluded_needs(), *self._excluded_keeps()])

    def with_needs(self, tools: Iterable[str]) -> tuple[str, ...]:
        """Return some tools with all that they need, and what these need, in the order of their keys.

        Parameters
        ----------
        tools : iterable of str
            Keys of tools.

        Returns
        -------
        tuple of str

        Examples
        --------
        >>> ChoiceRules(needs={"podcast": ["blog"], "blog": ["editor"]}).with_needs(["podcast"])
        ('blog', 'editor', 'podcast')
        """
        found, left = set[str](), list(tools)
        while left:
            tool = left.pop()
            if tool not in found:
                found.add(tool)
                left += self.needs.get(tool, ())
        return tuple(sorted(found))

    def excluding(self, tools: Collection[str]) -> tuple[str, str] | None:
        """Return the first two of some tools that exclude each other, None where there are none.

        Parameters
        ----------
        tools : collection of str
            Keys of tools.

        Returns
        -------
        tuple of str and str, or None
        """
        for group in self.one_of:
            both = sorted(tool for tool in group if tool in tools)[:2]
            if len(both) > 1:
                return both[0], both[1]
        return None

    def excluded_by(self, tools: Collection[str]) -> frozenset[str]:
        """Name the tools that cannot stand beside some others.

        Parameters
        ----------
        tools : collection of str
            Keys of tools.

        Returns
        -------
        frozenset of str
        """
        beside = [group for group in self.one_of if any(tool in group for tool in tools)]
        return frozenset(tool for group in beside for tool in group).difference(tools)

    def allows(self, tools: Collection[str]) -> bool:
        """Return whether some tools can be chosen together, and nothing beside them: the budget is not looked at.

        Parameters
        ----------
        tools : collection of str
            Keys of tools.

        Returns
        -------
        bool
        """
        chosen = set(tools)
        return (
            chosen.issuperset(self.keep)
            and self.excluding(chosen) is None
            and all(chosen.issuperset(self.needs.get(tool, ())) for tool in chosen)
        )

    def _circles(self) -> Iterator[Fault]:
        """List the tools that need themselves, through others or not; each circle is told once."""
        told = set[str]()
        for tool in self.needs:
            circle = self._way_back(tool)
            if not circle or told.intersection(circle):
                continue
            told.update(circle)
            if len(circle) == 1:
                yield Fault(f"needs.{key_step(tool)}", message("needs itself: leave it out"))
            else:
                shown = " -> ".join((*circle, tool))
                yield Fault(
                    f"needs.{key_step(tool)}", message("goes in a circle: {shown}: take one of them out", shown=shown)
                )

    def _way_back(self, tool: str) -> tuple[str, ...]:
        """Return the shortest way from a tool over what is needed back to it; nothing where there is none."""
        came_from: dict[str, str] = {}
        left = [tool]
        for one in left:
            for needed in self.needs.get(one, ()):
                if needed == tool:
                    way = [one]
                    while way[-1] != tool:
                        way.append(came_from[way[-1]])
                    return tuple(reversed(way))
                if needed not in came_from:
                    came_from[needed] = one
                    left.append(needed)
        return ()

    def _excluded_needs(self) -> Iterator[Fault]:
        for tool in self.needs:
            both = self.excluding(self.with_needs([tool]))
            if both is not None:
                said = message(
                    "cannot be: `{tool}` would need `{both}` beside `{other}`, and `one_of` lets one of them alone be "
                    "chosen",
                    tool=tool,
                    both=both[0],
                    other=both[1],
                )
                yield Fault(f"needs.{key_step(tool)}", said)

    def _excluded_keeps(self) -> Iterator[Fault]:
        both = self.excluding(self.with_needs(self.keep))
        if both is not None:
            through = "" if set(both) <= set(self.keep) else message(", with what they need,")
            said = message(
                "holds{through} `{both}` and `{other}`, and `one_of` lets one of them alone be chosen: keep one",
                through=through,
                both=both[0],
                other=both[1],
            )
            yield Fault("keep", said)
