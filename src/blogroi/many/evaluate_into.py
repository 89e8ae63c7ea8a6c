"""Many cases evaluated into a folder, part by part: what is there is not done again, and what is there is there whole."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Sized
from contextlib import closing
from pathlib import Path
from typing import Unpack, get_args

from blogroi.evaluation.progress import Progress
from blogroi.many.evaluate_many import CHUNK, refuse_single
from blogroi.many.forms import PartForm, needs_of
from blogroi.many.in_order import Executing, in_order
from blogroi.many.kept import Store, Terms
from blogroi.many.question import Given, Question, question_of
from blogroi.many.run import Run, Tabulated, named
from blogroi.many.tables import MOST_OF_A_PART, PART, layout_of
from blogroi.model.arguments import known_word, whole
from blogroi.model.brief import Brief, brief, count
from blogroi.model.conventions import ConventionKeywords
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.limits import Limits
from blogroi.records import frozen
from blogroi.results.ranking import Figure
from blogroi.results.summary import DECISION_PROBABILITY

__all__ = ["Kept", "evaluate_into"]


@frozen(kw_only=True, repr=False)
class Kept(Brief):
    """What a folder holds of many cases.

    Parameters
    ----------
    output : Path
        The folder.
    folder : Path
        Where in it the parts of the table lie, or those of the answers.
    cases : int
        How many cases have been answered.
    before : int
        How many of them had been answered before.
    faulty : int
        How many have faults.
    parts : int
        How many parts there are.
    verdicts : mapping of str to int
        Of how many tools each verdict was given.
    first_faulty : tuple of (str, int)
        The first cases that have faults, by name, with how many.
    question : Question
        Under what they were evaluated.
    """

    output: Path
    folder: Path
    cases: int
    before: int
    faulty: int
    parts: int
    verdicts: FrozenMap[str, int]
    first_faulty: tuple[tuple[str, int], ...]
    question: Question

    def __repr__(self) -> str:
        """Return how much it holds."""
        return brief(
            self,
            count(self.cases, "case"),
            f"{self.before:,} of them before",
            f"{self.faulty:,} with faults",
            count(self.parts, "part"),
            name=str(self.output),
        )


def evaluate_into(
    cases: Iterable[Given],
    output: str | os.PathLike[str],
    *,
    root: str | os.PathLike[str] | None = None,
    format: PartForm = "csv",
    table: str = "tools",
    part: int = PART,
    executor: Executing = None,
    chunk: int = CHUNK,
    ahead: int | None = None,
    by: Figure = "npv",
    decision_probability: float = DECISION_PROBABILITY,
    figures: Collection[str] = ("default",),
    limits: Limits | None = None,
    progress: Progress | None = None,
    **stated: Unpack[ConventionKeywords],
) -> Kept:
    """Evaluate many cases into a folder, part by part, and go on where an earlier run was ended, however that was.

    The folder holds ``run.json``, which says under what was asked; the parts of a table, such as ``tools/part-000000.csv``; a row for each
    fault in ``faults``; and in ``sealed`` what each part is of. Every file appears whole or not at all, and the same cases
    give the same bytes, whoever evaluates them and however often that was interrupted.

    Parameters
    ----------
    cases : iterable of Case, str or path
        As :func:`evaluate_many` takes them, always in the same order. Those that the folder has answers of are read and not
        evaluated, but for the parts of which one states something else by now; what comes behind them is.
    output : str or path
        The folder. One that is there is empty, or holds answers that were asked for in the same way.
    root : str or path, optional
        The folder that names of files are told from.
    format : {"csv", "parquet", "json"}
        How parts are written: a table of all cases, or each answer whole, a line of JSON. Parquet needs pyarrow.
    table : str
        Which table of an evaluation it is.
    part : int
        Cases of a part: what is lost, at most, when a run is killed.
    executor, chunk, ahead
        As :func:`evaluate_many` takes them.
    by, decision_probability, figures, limits, **stated
        As :func:`evaluate` takes them, the same for all cases.
    progress : callable, optional
        Called with how many cases have been evaluated, and how many there are to be; not where ``cases`` does not say how many it has.

    Returns
    -------
    Kept

    Raises
    ------
    OptionError
        When an argument cannot be taken as it is, or when the folder holds something else, answers to another question or of other
        cases.
    FileError
        When something cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> import blogroi
    >>> cases = [blogroi.loads(blogroi.template()), "nowhere.toml"]
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     blogroi.evaluate_into(cases, f"{folder}/answers", draws=1000).faulty
    ...     blogroi.evaluate_into(cases, f"{folder}/answers", draws=1000).before
    1
    2
    """
    refuse_single(cases)
    question = question_of(by=by, decision_probability=decision_probability, figures=figures, limits=limits, **stated)
    known_word("format", format, get_args(PartForm))
    layout_of(table, question)
    needs_of(format)
    size = whole("part", part, low=1, high=MOST_OF_A_PART)
    store = Store(Path(output), format, table)
    terms = store.begin(Terms(question=question, form=format, table=table, size=size))
    run = Run(store, size, named(cases, root))
    found = in_order(Tabulated(terms.question, format, table), run.to_do(), executor=executor, chunk=chunk, ahead=ahead)
    total = len(cases) if isinstance(cases, Sized) else None
    with closing(found):
        for done, one in enumerate(found, start=1):
            run.take(one)
            if progress is not None and total is not None:
                progress(done, max(total - run.before, done))
    run.close()
    return Kept(
        output=store.folder,
        folder=(store.folder / store.file("answers", 0)).parent,
        cases=run.before + run.answered,
        before=run.before,
        faulty=run.faulty,
        parts=run.parts,
        verdicts=FrozenMap(run.verdicts),
        first_faulty=tuple(run.first_faulty),
        question=terms.question,
    )
