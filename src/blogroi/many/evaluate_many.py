"""Many cases evaluated, each as if it were alone: by any executor, in their order."""

from __future__ import annotations

import os
from collections.abc import Collection, Generator, Iterable, Mapping
from contextlib import closing
from typing import TypeVar, Unpack

from blogroi.errors import CaseError, OptionError
from blogroi.language.naming import describe
from blogroi.language.spoken import message
from blogroi.many.in_order import Executing, in_order
from blogroi.many.question import Answers, Given, question_of
from blogroi.model.case import Case
from blogroi.model.conventions import ConventionKeywords
from blogroi.model.limits import Limits
from blogroi.results.evaluation import Evaluation
from blogroi.results.ranking import Figure
from blogroi.results.summary import DECISION_PROBABILITY

__all__ = ["CHUNK", "evaluate_many", "refuse_single"]

R = TypeVar("R")

CHUNK = 8
"""Cases that go to a worker at once."""


def evaluate_many(
    cases: Iterable[Given],
    *,
    executor: Executing = None,
    chunk: int = CHUNK,
    ahead: int | None = None,
    by: Figure = "npv",
    decision_probability: float = DECISION_PROBABILITY,
    figures: Collection[str] = ("default",),
    limits: Limits | None = None,
    **stated: Unpack[ConventionKeywords],
) -> Generator[tuple[int, Evaluation | CaseError]]:
    """Yield what every tool of each of many cases brings in, in the order of the cases: what :func:`evaluate` says of each, to the last bit.

    Cases are read as their turn comes, so that they may come out of a generator of any length. A case that is faulty is answered by
    what is wrong with it, and the others by their evaluations.

    Parameters
    ----------
    cases : iterable of Case, str or path
        The cases, or the names of their files, which are read by whoever evaluates them.
    executor : concurrent.futures.Executor or callable, optional
        Who evaluates: threads, processes, loky, or a cluster by ``client.get_executor()`` of Dask. Nobody but this thread where it is
        left out. Of a function that makes one, another is asked for where a process has died, and what was lost with it is done again;
        a case with which processes die twice, alone, is then an item that says so.
    chunk : int
        Cases that go to a worker at once. A task costs between a tenth of a millisecond and some, whatever is in it.
    ahead : int, optional
        Chunks that are in flight at once, which bounds the memory that is taken. By default four to each worker; where an executor does
        not say how many it has, as Dask's does not, to each processor of this machine.
    by, decision_probability, figures, limits, **stated
        As :func:`evaluate` takes them, the same for all cases. What no case could be asked is refused at once; a case that asks for more than is
        allowed is answered by what it asks for. The bytes of limits are those of draws: a file is of at most 20 MiB.

    Yields
    ------
    index : int
        Place of the case, from 0.
    answer : Evaluation or CaseError
        What it brings in; or all that is wrong with it, each fault with its path and its line where it was read from a file. What an
        argument asks of a case that it does not have, such as a ``scenario``, is a fault of that case.

    Raises
    ------
    OptionError
        At once, when an argument cannot be taken as it is.

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.loads(blogroi.template())
    >>> for index, answer in blogroi.evaluate_many([case, "nowhere.toml"], draws=1000):
    ...     print(index, answer if isinstance(answer, blogroi.CaseError) else answer.ranking.order)
    0 ('blog', 'magazine')
    1 nowhere.toml cannot be read: there is no such file
    >>> from concurrent.futures import ThreadPoolExecutor
    >>> with ThreadPoolExecutor(2) as threads:
    ...     ((_, by_another),) = blogroi.evaluate_many([case], executor=threads, draws=1000)
    >>> by_another == blogroi.evaluate(case, draws=1000)
    True
    """
    refuse_single(cases)
    question = question_of(by=by, decision_probability=decision_probability, figures=figures, limits=limits, **stated)
    return _numbered(in_order(Answers(question), cases, executor=executor, chunk=chunk, ahead=ahead))


def _numbered(answers: Generator[R]) -> Generator[tuple[int, R]]:
    with closing(answers):
        yield from enumerate(answers)


def refuse_single(cases: object) -> None:
    """Refuse what is one case, or would give names for cases.

    Raises
    ------
    OptionError
        When it is no iterable of cases.
    """
    if isinstance(cases, Case | str | bytes | os.PathLike):
        raise OptionError("cases", message("{value} is one alone: put it in a list", value=describe(cases)))
    if isinstance(cases, Mapping):
        raise OptionError("cases", message("{value} has keys: give its values", value=describe(cases)))
    if not isinstance(cases, Iterable):
        raise OptionError("cases", message("{value} holds no cases", value=describe(cases)))
