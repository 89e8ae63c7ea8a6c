"""A run into a folder: what is there already is gone through first, then what is not is made, part by part."""

from __future__ import annotations

import os
from collections import Counter, deque
from collections.abc import Generator, Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from attrs import Factory, define, field

from blogroi._version import VERSION
from blogroi.errors import CaseError, FileError, OptionError
from blogroi.files.disk import read_bytes
from blogroi.files.fingerprint import fingerprint
from blogroi.language.spoken import message
from blogroi.many.forms import PartForm, in_form, lines_of
from blogroi.many.kept import Part, Store
from blogroi.many.question import Given, Question
from blogroi.many.tables import Gathering, Rows, layout_of, rows_of
from blogroi.model.case import Case
from blogroi.records import frozen

__all__ = ["MOST_FAULTY", "Found", "Run", "Tabulated", "named"]

MOST_FAULTY = 100
"""The most cases that are named for their faults."""


@frozen
class Found:
    """What came of one case: its rows or its answer, or its faults."""

    digest: str
    told: Rows | str | CaseError
    verdicts: tuple[str, ...] = ()
    versions: tuple[str, str] | None = None


@frozen
class Tabulated:
    """Work whose results are what is written of each case, so that no more than that goes from process to process."""

    question: Question
    form: PartForm
    table: str

    def __call__(self, given: Given) -> Found:
        """Evaluate one case."""
        content, answer = self.question.answer(given)
        if isinstance(answer, CaseError):
            return Found(digest_of(given, content), answer)
        told = answer.to_json(indent=None) if self.form == "json" else rows_of(answer, layout_of(self.table))
        verdicts = tuple(tool.verdict for tool in answer.tools.values())
        digest = digest_of(given, content) if content else answer.fingerprint
        return Found(digest, told, verdicts, (answer.version, answer.numpy))

    def lost(self, given: Given) -> Found:
        """Return what stands for a case of which nothing came."""
        return Found(digest_of(given), self.question.lost(given))


@frozen
class _Slot:
    """Where the result of a case belongs."""

    number: int
    first: int
    size: int
    name: str


@define(eq=False)
class Run:
    """What is done into a folder.

    Parameters
    ----------
    store : Store
        The folder.
    size : int
        Cases of a part.
    cases : iterator of (str, Case or path)
        The cases, with their names.
    """

    store: Store
    size: int
    cases: Iterator[tuple[str, Given]]
    before: int = 0
    answered: int = 0
    parts: int = 0
    verdicts: Counter[str] = Factory(Counter)
    faulty: int = 0
    first_faulty: list[tuple[str, int]] = Factory(list)
    _slots: deque[_Slot] = Factory(deque)
    _made: _Made | None = None

    def to_do(self) -> Generator[Given]:
        """Go through the cases, and yield those of which there are no answers yet, or that are not what they were."""
        number = first = 0
        for sealed in self.store.parts():
            given = [self._same(name) for name, _, _ in sealed.cases]
            if self.store.is_whole(sealed) and all(
                digest_of(case) == digest for case, (_, digest, _) in zip(given, sealed.cases, strict=True)
            ):
                self.before += len(sealed.cases)
                self._count(sealed)
            else:
                for case, (name, _, _) in zip(given, sealed.cases, strict=True):
                    self._slots.append(_Slot(number, first, len(sealed.cases), name))
                    yield case
            number, first = number + 1, first + len(sealed.cases)
        for place, (name, case) in enumerate(self.cases):
            at = place // self.size
            self._slots.append(_Slot(number + at, first + at * self.size, self.size, name))
            yield case

    def take(self, found: Found) -> None:
        """Take the next result, and write its part down once that is whole."""
        slot = self._slots.popleft()
        _same_versions(found.versions)
        if self._made is None:
            self._made = _Made(self.store, slot.number, slot.first)
        self._made.add(slot.name, found)
        if len(self._made.cases) == slot.size:
            self.close()

    def close(self) -> None:
        """Write down what has been made."""
        if self._made is None:
            return
        part = self._made.part()
        self.store.write(part, self._made.files())
        self._count(part)
        self.answered += len(part.cases)
        self._made = None

    def _same(self, name: str) -> Given:
        """Return the next case, which is to be one that there are answers of."""
        called, given = next(self.cases, (None, ""))
        if called != name:
            other = message("no case") if called is None else called or message("a case without a file")
            raise OptionError(
                "output",
                message(
                    "{folder} holds answers of {case}, and in its place there is {other} now: name another folder, or take this "
                    "one away",
                    folder=str(self.store.folder),
                    case=name or message("a case without a file"),
                    other=other,
                ),
            )
        return given

    def _count(self, part: Part) -> None:
        self.parts += 1
        self.verdicts.update(part.verdicts)
        faulty = [(name, faults) for name, _, faults in part.cases if faults]
        self.faulty += len(faulty)
        self.first_faulty += faulty[: MOST_FAULTY - len(self.first_faulty)]


@define(eq=False)
class _Made:
    """A part that is being made."""

    store: Store
    number: int
    first: int
    cases: list[tuple[str, str, int]] = Factory(list)
    verdicts: Counter[str] = Factory(Counter)
    answers: list[tuple[int, str, str]] = Factory(list)
    tables: Gathering = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.tables = Gathering(layout_of(self.store.table))

    def add(self, name: str, found: Found) -> None:
        index, told = self.first + len(self.cases), found.told
        faults = len(told.faults) if isinstance(told, CaseError) else 0
        self.cases.append((name, found.digest, faults))
        self.verdicts.update(found.verdicts)
        if isinstance(told, str):
            self.answers.append((index, name, told))
        else:
            self.tables.add(index, name, told)

    def part(self) -> Part:
        return Part(
            number=self.number,
            first=self.first,
            cases=tuple(self.cases),
            verdicts=dict(sorted(self.verdicts.items())),
            files={},
        )

    def files(self) -> Mapping[str, bytes]:
        store, made = self.store, self.tables.gathered()
        answers = lines_of(self.answers) if store.form == "json" else in_form(made.table, store.form)
        files = {store.file("answers", self.number): answers}
        if len(made.faults):
            files[store.file("faults", self.number)] = in_form(
                made.faults, "csv" if store.form == "json" else store.form
            )
        return files


def named(cases: Iterable[Given], root: str | os.PathLike[str] | None) -> Iterator[tuple[str, Given]]:
    """Go through cases with their names: that of the file, told from a folder where one is given; nothing for what comes from none."""
    for given in cases:
        yield _name(given, None if root is None else Path(root)), given


def _name(given: object, root: Path | None) -> str:
    if not isinstance(given, str | os.PathLike):
        return ""
    path = Path(os.fsdecode(given))
    return (path.relative_to(root) if root is not None and path.is_relative_to(root) else path).as_posix()


def digest_of(given: Given, content: bytes = b"") -> str:
    """Return by what a case is known again: a hash of its file, or of what it states; nothing where it cannot be read."""
    if content:
        return sha256(content).hexdigest()
    if isinstance(given, Case):
        return fingerprint(given)
    try:
        return sha256(read_bytes(Path(given))).hexdigest()
    except (FileError, TypeError):
        return ""


def _same_versions(versions: tuple[str, str] | None) -> None:
    """Refuse what another version has evaluated: its figures need not be the same."""
    import numpy as np  # noqa: PLC0415

    if versions not in (None, (VERSION, np.__version__)):
        raise OptionError(
            "executor",
            message(
                "a worker has blogroi {version} and numpy {numpy}, and here they are {own} and {own_numpy}: give all of them the same, "
                "for figures need not be",
                version=versions[0],
                numpy=versions[1],
                own=VERSION,
                own_numpy=np.__version__,
            ),
        )
