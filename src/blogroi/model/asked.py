"""What every question is asked with: a case, and conventions, ready or as keywords."""

from __future__ import annotations

from typing import Unpack

from attrs import evolve

from blogroi.errors import OptionError
from blogroi.language.naming import describe
from blogroi.language.spoken import message
from blogroi.model.case import Case
from blogroi.model.conventions import DRAWS, ConventionKeywords, Conventions

__all__ = ["a_case", "conventions_of"]


def a_case(value: object) -> None:
    """Refuse what is not a case: the name of its file, most often.

    Raises
    ------
    OptionError
        When it is none.

    Examples
    --------
    >>> a_case("case.toml")
    Traceback (most recent call last):
        ...
    blogroi.errors.OptionError: case: 'case.toml' is not a case: `blogroi.load` reads one from a file
    """
    if not isinstance(value, Case):
        raise OptionError(
            "case", message("{value} is not a case: `blogroi.load` reads one from a file", value=describe(value))
        )


def conventions_of(
    case: Case, conventions: Conventions | None, *, usual: int = DRAWS, **stated: Unpack[ConventionKeywords]
) -> Conventions:
    """Take the conventions of a question: those that are ready, or what the case and the keywords say.

    Parameters
    ----------
    case : Case
        What is asked about.
    conventions : Conventions or None
        Those of another answer on the same case, most often: they stand for all keywords, and say on which day it was evaluated
        where the case does not.
    usual : int
        Number of draws where neither says it.
    **stated
        As in :meth:`Conventions.of`.

    Returns
    -------
    Conventions

    Raises
    ------
    OptionError
        When something cannot be taken as it is; when ready conventions come with keywords, or are those of another case.

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.loads(blogroi.template())
    >>> ready = Conventions.of(case, draws=1000)
    >>> conventions_of(case, ready) == conventions_of(case, None, draws=1000)
    True
    >>> conventions_of(case, ready, draws=2000)
    Traceback (most recent call last):
        ...
    blogroi.errors.OptionError: draws: stands beside `conventions`, which say it already: `attrs.evolve` changes them
    """
    a_case(case)
    if conventions is None:
        stated.setdefault("draws", usual)
        return Conventions.of(case, **stated)
    if not isinstance(conventions, Conventions):
        raise OptionError(
            "conventions", message("{value} is none: take those of an answer", value=describe(conventions))
        )
    for name in stated:
        raise OptionError(
            name, message("stands beside `conventions`, which say it already: `attrs.evolve` changes them")
        )
    own = Conventions.of(case, scenario=conventions.scenario)
    for part, said in (
        ("window", message("window")),
        ("discounting", message("discounting")),
        ("prices", message("sort of prices")),
    ):
        if getattr(conventions, part) != getattr(own, part):
            raise OptionError("conventions", message("are those of a case with another {said}", said=said))
    return conventions if case.evaluated is None else evolve(conventions, evaluated=case.evaluated)
