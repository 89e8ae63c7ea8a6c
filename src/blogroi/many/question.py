"""What is asked of each of many cases, and how one is answered in whichever process it is: by its evaluation, or by what is wrong with it.

A question is checked once, before any case is read, so that a word that is none is refused at once and not once for each case. What a case
cannot answer is its own fault: it ends nothing.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any, Protocol, TypeAlias, TypeVar, Unpack, get_type_hints

from attrs import evolve

from blogroi.errors import CaseError, Fault, FileError, LimitError, OptionError
from blogroi.evaluation.asked import check_figures, checked_order
from blogroi.evaluation.evaluate import evaluate
from blogroi.files.disk import read_bytes
from blogroi.files.formats import format_of
from blogroi.files.read import found_in_file, loads
from blogroi.files.structure import today
from blogroi.language.naming import describe
from blogroi.language.spoken import message
from blogroi.model.case import Case
from blogroi.model.conventions import ConventionKeywords, Conventions
from blogroi.model.discounting import Discounting
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.horizon import Horizon
from blogroi.model.limits import Limits, limits_of, of_files
from blogroi.records import frozen
from blogroi.results.evaluation import Evaluation
from blogroi.results.ranking import Figure

__all__ = ["Answers", "Given", "Question", "Work", "question_of"]

Given: TypeAlias = "Case | str | os.PathLike[str]"
"""One of many cases: as it is, or the name of its file, which is read where it is evaluated."""

R_co = TypeVar("R_co", covariant=True)


class Work(Protocol[R_co]):
    """What is done with each of many cases; it can be pickled."""

    def __call__(self, given: Given) -> R_co:
        """Do it with one case; what is wrong with that is no exception."""
        ...

    def lost(self, given: Given) -> R_co:
        """Return what stands for a case of which nothing came, for the process that had it was ended each time."""
        ...


@frozen
class Question:
    """How each of many cases is evaluated.

    Parameters
    ----------
    by, decision_probability, figures, stated
        As :func:`blogroi.evaluate` takes them; ``stated`` are the conventions.
    limits : Limits or None
        How much each case may hold, and take.
    day : datetime.date
        The day on which files are read that state none: one for all, however long it takes.
    """

    by: Figure
    decision_probability: float
    figures: tuple[str, ...]
    stated: FrozenMap[str, Any]
    limits: Limits | None
    day: datetime.date

    def answer(self, given: Given) -> tuple[bytes, Evaluation | CaseError]:
        """Evaluate one case.

        Parameters
        ----------
        given : Case, str or path
            The case, or its file.

        Returns
        -------
        bytes
            What its file holds; nothing where it is none, or cannot be read.
        Evaluation or CaseError
            What it brings in, or all that is wrong with it.
        """
        content = b""
        try:
            case, content = self._read(given)
            return content, self._evaluate(case)
        except _FaultyFileError as error:
            content, found = error.content, CaseError(error.faults, error.source)
        except CaseError as error:
            found = error
        except OptionError as error:
            found = CaseError.at("", error.said)
        except MemoryError:
            found = CaseError.at("", message("there is not enough memory: take fewer draws"))
        return content, _placed(found, given)

    def _evaluate(self, case: Case) -> Evaluation:
        return evaluate(
            case,
            by=self.by,
            decision_probability=self.decision_probability,
            figures=self.figures,
            limits=self.limits,
            **self.stated,
        )

    def _read(self, given: Given) -> tuple[Case, bytes]:
        if isinstance(given, Case):
            return given, b""
        if not isinstance(given, str | os.PathLike):
            raise CaseError.at("", message("{value} is neither a case nor the name of a file", value=describe(given)))
        content = read_bytes(Path(given))
        try:
            case = loads(content, format=format_of(Path(given)), source=str(given), limits=of_files(self.limits))
        except CaseError as error:
            raise _FaultyFileError(error.faults, str(given), content) from None
        except LimitError as error:
            raise _FaultyFileError(CaseError.at("", error.said).faults, str(given), content) from None
        return case if case.evaluated is not None else evolve(case, read_on=self.day), content

    def lost(self, given: Given) -> CaseError:
        """Return what is said of a case of which nothing came."""
        said = message(
            "the process that evaluated it was ended, and so was another: it may need more memory than there is"
        )
        return _placed(CaseError.at("", said), given)


@frozen
class Answers:
    """Work whose results are the answers themselves."""

    question: Question

    def __call__(self, given: Given) -> Evaluation | CaseError:
        """Evaluate one case."""
        return self.question.answer(given)[1]

    def lost(self, given: Given) -> CaseError:
        """Return what is said of a case of which nothing came."""
        return self.question.lost(given)


def question_of(
    *,
    by: Figure,
    decision_probability: float,
    figures: Collection[str],
    limits: Limits | None = None,
    **stated: Unpack[ConventionKeywords],
) -> Question:
    """Check what is asked of each of many cases, before any of them is there.

    Raises
    ------
    OptionError
        When an argument cannot be taken as it is, whatever the case.
    TypeError
        When there is no such argument.

    Examples
    --------
    >>> question_of(by="npv", decision_probability=0.9, figures=["default"], draws="many")
    Traceback (most recent call last):
        ...
    blogroi.errors.OptionError: draws: 'many' is not a whole number
    """
    for name in stated:
        if name not in get_type_hints(ConventionKeywords):
            raise TypeError(f"evaluate_many() got an unexpected keyword argument {name!r}")
    sure = checked_order(by, decision_probability)
    check_figures(figures)
    limits_of(limits)
    asked: dict[str, Any] = {
        **stated,
        "gaps": stated.get("gaps") or "no-credit",
        "window": Horizon(start=datetime.date(2000, 1, 1), periods=1, step="year"),  # of no case
        "discounting": Discounting(rate=0.0),
    }
    held = Conventions(**asked)
    plain = {name: getattr(held, name) for name in get_type_hints(ConventionKeywords)}
    return Question(
        by,
        sure,
        tuple(figures),
        FrozenMap(plain | {"gaps": stated.get("gaps")}),
        limits,
        today(),
    )


class _FaultyFileError(CaseError):
    """A file that is no case, with what it holds."""

    def __init__(self, faults: Iterable[Fault], source: str, content: bytes) -> None:
        super().__init__(faults, source)
        self.content = content


def _placed(found: CaseError, given: object) -> CaseError:
    """Return what was found, with the lines of the file where the case came from one.

    It is made anew: what was raised holds the frames that it came through, and all their arrays.
    """
    if isinstance(found, FileError) or found.source or not isinstance(given, str | os.PathLike):
        return type(found)(found.faults, found.source)
    return CaseError(found_in_file(found, given).faults, str(given))
