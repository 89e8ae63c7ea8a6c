"""A quantity computed from drivers: what was written, and the tree that it was read into, once.

A formula knows what it uses and what it cannot be; which drivers there are, and where it stands, is said by whoever holds it.
What it comes to is the affair of the engine.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cached_property

from attrs import Factory, field

from blogroi.errors import Fault, raise_faults, with_cure
from blogroi.language.naming import suggest
from blogroi.language.spoken import message
from blogroi.model.grammar.nodes import Call, Clock, Name, Negative, Node, Number, at_column, negative, walk
from blogroi.model.grammar.words import FUNCTIONS
from blogroi.records import frozen

__all__ = ["Formula", "clocks_of", "name_faults", "place_faults"]


def _tree_of(formula: Formula) -> Node:
    from blogroi.model.grammar.reading import read_formula  # noqa: PLC0415  only who states a formula pays for it

    return read_formula(formula.text)


@frozen(repr=False)
class Formula:
    """A quantity computed from drivers, such as ``visits * lead_rate * close_rate``.

    Two formulas are equal when they say the same in the same order, whatever spaces and needless brackets they are written with.

    Parameters
    ----------
    text : str
        What was written: numbers, names of drivers, ``period``, ``year``, ``running``, ``age``, ``+ - * / **``, brackets,
        comparisons and functions; at most 2,000 characters.

    Raises
    ------
    CaseError
        When it cannot be read, with the column of each fault, and what would be right.

    Examples
    --------
    >>> formula = Formula("by_age(posts, visits_per_post * min(1, age / 6), before = 24)")
    >>> formula.names
    ('posts', 'visits_per_post')
    >>> Formula("posts*( visits )") == Formula("posts * visits")
    True
    >>> Formula("posts * visits ^ 2")
    Traceback (most recent call last):
        ...
    blogroi.errors.CaseError: column 16: `^` has no meaning here: a power is written **
    """

    text: str = field(eq=False)
    tree: Node = field(init=False, default=Factory(_tree_of, takes_self=True))

    def __attrs_post_init__(self) -> None:
        """Refuse what was meant as a range or as three points."""
        raise_faults(self._misread())

    def _misread(self) -> Iterator[Fault]:
        if re.search("[A-Za-z]", self.text):
            return
        from blogroi.model.misread import quantity_cure  # noqa: PLC0415  only a formula of numbers alone asks for it

        cure = quantity_cure(self.text)
        if cure is not None and cure.file.startswith("write {"):
            yield with_cure(message("column 1: {text} is not a formula", text=f"{self.text!r}"), cure.python, cure.file)

    def __str__(self) -> str:
        """Give what was written."""
        return self.text

    def __repr__(self) -> str:
        """Give the call that makes it."""
        return f"Formula({self.text!r})"

    def __reduce__(self) -> tuple[type[Formula], tuple[str]]:
        """Travel to other processes as what was written."""
        return Formula, (self.text,)

    def opposite(self) -> Formula:
        """Return the formula with its sign turned: its calls by chance are the same ones.

        Examples
        --------
        >>> Formula("2 * visits").opposite().tree
        <Negative -(2 * visits)>
        """
        found = object.__new__(Formula)  # neither read again, nor held to a length that it has passed already
        object.__setattr__(found, "text", f"-({self.text})")
        object.__setattr__(found, "tree", negative(self.tree))
        return found

    @property
    def is_number(self) -> bool:
        """Whether it is a number and nothing else, which is written without quotes."""
        return isinstance(self.tree, Number) or (isinstance(self.tree, Negative) and isinstance(self.tree.part, Number))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The drivers that it uses, in the order in which they first stand there."""
        return tuple(dict.fromkeys(node.key for node in walk(self.tree) if isinstance(node, Name)))

    @cached_property
    def names_in_profiles(self) -> tuple[str, ...]:
        """The drivers that it uses in a profile by age, which must not change with the period."""
        profiles = (node.arguments[1] for node in self._calls if node.function == "by_age")
        named = (node.key for profile in profiles for node in walk(profile) if isinstance(node, Name))
        return tuple(dict.fromkeys(named))

    @property
    def _calls(self) -> list[Call]:
        return [node for node in walk(self.tree) if isinstance(node, Call)]

    @cached_property
    def chances(self) -> tuple[Call, ...]:
        """The calls of ``event``, ``poisson`` and ``binomial``, in the order of the text: each is drawn by itself."""
        return tuple(sorted((call for call in self._calls if call.by_chance), key=lambda call: call.ordinal))

    @property
    def by_period(self) -> bool:
        """Whether what it comes to may change with the period, whatever its drivers do."""
        return self.goes_by_period or bool(self.chances)

    @cached_property
    def goes_by_period(self) -> bool:
        """Whether it says something of periods, so that it says nothing of the time before the first: chance does not."""
        clocks = any(isinstance(node, Clock) and node.word != "age" for node in walk(self.tree))
        timed = (FUNCTIONS[call.function] for call in self._calls if not call.by_chance)
        return clocks or any(function.by_period for function in timed)


def name_faults(formula: Formula, known: Collection[str]) -> Iterator[Fault]:
    """List the drivers that a formula uses and that there are not.

    Parameters
    ----------
    formula : Formula
        Any formula.
    known : collection of str
        The keys of all drivers.

    Yields
    ------
    Fault
        At the first place of each name.

    Examples
    --------
    >>> [fault.message for fault in name_faults(Formula("visits * lead-rate"), ["visits", "lead_rate"])]
    ['column 10: a name has no hyphen: write lead_rate']
    """
    said: set[str] = set()
    for node in walk(formula.tree):
        if not isinstance(node, Name) or node.key in known or node.key in said:
            continue
        if _says_nothing(formula.text):
            yield at_column(node, message("there is no such driver: leave it out where it is not known"))
            return
        said.add(node.key)
        hyphened = _hyphened(formula.text, node.column, known)
        if hyphened is not None:
            column, steps = hyphened
            said.update(steps)
            yield Fault(
                "",
                message(
                    "column {column}: a name has no hyphen: write {names}", column=str(column), names="_".join(steps)
                ),
            )
        else:
            yield at_column(
                node, message("there is no driver `{key}`: {hint}", key=node.key, hint=_near(node.key, known))
            )


def _says_nothing(text: str) -> bool:
    from blogroi.model.cures import folded  # noqa: PLC0415  only who made a mistake pays for it
    from blogroi.model.misread import NOTHING  # noqa: PLC0415

    return folded(text) in NOTHING


def _hyphened(text: str, column: int, known: Collection[str]) -> tuple[int, list[str]] | None:
    """Find the words that a hyphen joins around a column, where they were meant as one name."""
    for found in re.finditer(r"[A-Za-z_]\w*(?:-[A-Za-z_]\w*)+", text):
        steps = found[0].split("-")
        if found.start() < column <= found.end() and ("_".join(steps) in known or not set(steps) & set(known)):
            return found.start() + 1, steps
    return None


def _near(word: str, known: Collection[str]) -> str:
    same = next((key for key in known if key.casefold() == word.casefold()), None)
    if same is not None:
        return message("did you mean `{same}`?", same=same)
    near = suggest(word, {*known, "period", "year"})
    if near.startswith("did"):
        return near
    return suggest(word, known) if known else message("state it: [drivers.{word}]", word=word)


def place_faults(formula: Formula, *, in_effect: bool = False, upfront: bool = False) -> Iterator[Fault]:
    """List the words of a formula that have no meaning where it stands.

    Parameters
    ----------
    formula : Formula
        Any formula.
    in_effect : bool
        Whether it stands in an effect, which begins at some time, so that ``running`` means something.
    upfront : bool
        Whether it says what is paid before the first period, so that there is no period that could be meant.

    Yields
    ------
    Fault

    Examples
    --------
    >>> [fault.message for fault in place_faults(Formula("100 * ramp(6, running)"))]
    ['column 15: `running` counts from the start of an effect, and has a meaning in effects alone: elsewhere write period, or leave it out']
    """
    for node in walk(formula.tree):
        if isinstance(node, Clock) and node.word == "running" and not in_effect:
            said = message(
                "`running` counts from the start of an effect, and has a meaning in effects alone: elsewhere write "
                "period, or leave it out"
            )
            yield at_column(node, said)
    for word, column in clocks_of(formula) if upfront else ():
        said = message("goes by the period, and this is paid before the first one")
        yield Fault(
            "",
            message(
                'column {column}: `{word}` {said}: take it out, or write when = "each"',
                column=str(column),
                word=word,
                said=said,
            ),
        )


def clocks_of(formula: Formula) -> Iterator[tuple[str, int]]:
    """List the words by which a formula goes by the period, each with its column.

    Examples
    --------
    >>> list(clocks_of(Formula("100 + 5 * period * ramp(6)")))
    [('period', 11), ('ramp', 20)]
    """
    for node in walk(formula.tree):
        match node:
            case Clock(word="period" | "year" as word):
                yield word, node.column
            case Call(function=function, by_chance=False) if FUNCTIONS[function].by_period:
                yield function, node.column
            case _:
                pass
