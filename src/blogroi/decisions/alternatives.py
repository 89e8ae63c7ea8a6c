"""Between which sets of tools there is a choice at all, by what a case says of choosing.

A budget is none of this: it ties all tools to each other, and is for ``choose`` to keep within.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

from blogroi.errors import OptionError
from blogroi.language.spoken import message
from blogroi.model.choice_rules import ChoiceRules

__all__ = ["MOST_SETS", "Choices", "Sets", "alternatives"]

Choices: TypeAlias = Literal["each", "one"]
"""Whether each tool is kept or dropped by itself, or one of them is chosen."""

Sets: TypeAlias = tuple[tuple[str, ...], ...]
"""Sets of tools, one of which is taken."""

MOST_SETS = 256
"""The most sets of tools that are compared in one choice."""

_MOST_TRIED = 16 * MOST_SETS


def alternatives(rules: ChoiceRules, tools: Sequence[str], choices: Choices) -> tuple[Sets, ...]:
    """Return the choices that there are, each by the sets of tools that it is between.

    Parameters
    ----------
    rules : ChoiceRules
        What can be chosen together.
    tools : sequence of str
        Keys of the tools that are decided on.
    choices : {"each", "one"}
        Whether each tool is kept or dropped by itself, or one of all is chosen; what excludes or needs another is chosen together
        with it.

    Returns
    -------
    tuple of tuple of tuple of str

    Raises
    ------
    OptionError
        When one tool is to be chosen and several are kept, or the sets of one choice are too many to be compared.

    Examples
    --------
    >>> rules = ChoiceRules(one_of=[["large", "small"]], keep=["fair"])
    >>> alternatives(rules, ["blog", "fair", "large", "small"], "each")
    (((), ('blog',)), (('fair',),), ((), ('large',), ('small',)))
    """
    if choices == "one":
        return (_one_of_all(rules, tools),) if tools else ()
    return tuple(_allowed(rules, group) for group in _groups(rules, tools))


def _one_of_all(rules: ChoiceRules, tools: Sequence[str]) -> Sets:
    """List the tools of which one is chosen, with doing nothing: those that need others cannot stand alone."""
    kept = [key for key in tools if key in rules.keep]
    if len(kept) > 1:
        raise OptionError(
            "choices",
            message("one tool is chosen, and the case keeps {names}: choose each by itself", names=", ".join(kept)),
        )
    if kept:
        return ((kept[0],),)
    return ((), *((key,) for key in tools if not rules.needs.get(key)))


def _groups(rules: ChoiceRules, tools: Sequence[str]) -> list[tuple[str, ...]]:
    """Put together the tools that exclude or need each other, directly or through others; in the order of the first of each."""
    home = {key: {key} for key in tools}
    for tied in (*rules.one_of, *((key, *needed) for key, needed in rules.needs.items())):
        joined = set[str]().union(*(home[key] for key in tied if key in home))
        home |= dict.fromkeys(joined, joined)
    groups = {id(group): group for group in home.values()}
    return [tuple(key for key in tools if key in group) for group in groups.values()]


def _allowed(rules: ChoiceRules, tools: tuple[str, ...]) -> Sets:
    """List the sets of some tools that the rules allow; what is needed and not decided on is there anyway."""
    found: list[tuple[str, ...]] = [()]
    for key in tools:
        taken = [(*held, key) for held in found if rules.excluding((*held, key)) is None]
        found = taken if key in rules.keep else [*found, *taken]
        if len(found) > _MOST_TRIED:
            break
    sets = tuple(one for one in found if _has_its_needs(rules, one, tools))
    if len(found) > _MOST_TRIED or len(sets) > MOST_SETS:
        shown = ", ".join(tools[:8])
        said = message(
            "the tools that exclude or need each other ({shown}, ...) can be chosen together in more than {most} ways",
            shown=shown,
            most=str(MOST_SETS),
        )
        raise OptionError("case", message("{said}: state less of it in [choice]", said=said))
    return sets


def _has_its_needs(rules: ChoiceRules, chosen: Sequence[str], tools: Sequence[str]) -> bool:
    return all(needed in chosen or needed not in tools for key in chosen for needed in rules.needs.get(key, ()))
