"""What lies in a folder of answers: under what it was asked, and a seal for each part that is there whole.

A part is there once its seal is: that is written last, and says which cases the part is of, each with a hash of what it stated, and how large
its files are. A run that was ended, however it was, begins again behind the last seal.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from attrs import asdict, evolve, field

from blogroi._version import VERSION
from blogroi.errors import CaseError, OptionError
from blogroi.files.disk import discard_left, make_folder, write_whole
from blogroi.files.read import load_result
from blogroi.language.naming import describe
from blogroi.language.spoken import message
from blogroi.many.forms import ENDINGS, PartForm
from blogroi.many.question import Question
from blogroi.model.limits import Limits
from blogroi.records import frozen

__all__ = ["MANIFEST", "Part", "Store", "Terms", "names_in"]

MANIFEST = "run.json"
"""The file that says under what the answers of a folder were asked for."""

_SEALS = "sealed"
_NOT_COMPARED = ("day",)


@frozen(kw_only=True)
class Terms:
    """Under what the answers of a folder are asked for: two that differ give other bytes, but for the day on which it was begun."""

    question: Question
    form: PartForm
    table: str
    size: int

    def plain(self) -> dict[str, Any]:
        """Return them as they stand in the manifest."""
        import numpy as np  # noqa: PLC0415

        stated = {**self.question.stated}
        return {
            "answer": "evaluations",
            "version": VERSION,
            "numpy": np.__version__,
            "by": self.question.by,
            "decision_probability": self.question.decision_probability,
            "figures": list(self.question.figures),
            "limits": _limits(self.question.limits),
            **{name: list(value) if isinstance(value, tuple) else value for name, value in stated.items()},
            "format": self.form,
            "table": None if self.form == "json" else self.table,
            "part": self.size,
            "day": self.question.day.isoformat(),
        }


def _limits(limits: Limits | None) -> dict[str, Any] | None:
    """Return what was allowed, where somebody said it."""
    return None if limits is None else asdict(limits, filter=lambda _, value: value is not None) or None


def _as_cases(cases: Iterable[Iterable[Any]]) -> tuple[tuple[str, str, int], ...]:
    return tuple((str(name), str(digest), int(faults)) for name, digest, faults in cases)


@frozen(kw_only=True)
class Part:
    """What a seal says of a part.

    Parameters
    ----------
    number : int
        Which part it is, from 0.
    first : int
        Place of its first case among all.
    cases : tuple of (str, str, int)
        Of each its name, a hash of what it stated, and how many faults it has.
    verdicts : mapping of str to int
        Of how many tools each was said.
    files : mapping of str to int
        Its files, and how many bytes each has.
    """

    number: int
    first: int
    cases: tuple[tuple[str, str, int], ...] = field(converter=_as_cases)
    verdicts: Mapping[str, int]
    files: Mapping[str, int]


@frozen
class Store:
    """A folder of answers.

    Parameters
    ----------
    folder : Path
        The folder.
    form : {"csv", "parquet", "json"}
        How its parts are written.
    table : str
        Which table they hold.
    """

    folder: Path
    form: PartForm
    table: str

    def file(self, what: Literal["answers", "faults", "seal"], number: int) -> str:
        """Return the name of a file of a part, within the folder."""
        if what == "seal":
            return f"{_SEALS}/part-{number:06d}.json"
        if what == "faults":
            return f"faults/part-{number:06d}.{'parquet' if self.form == 'parquet' else 'csv'}"
        return f"{'answers' if self.form == 'json' else self.table}/part-{number:06d}.{ENDINGS[self.form]}"

    def begin(self, terms: Terms) -> Terms:
        """Have the folder there, for answers under these terms.

        Returns
        -------
        Terms
            The same, of the day on which it was begun.

        Raises
        ------
        OptionError
            When it holds answers under others, or something else.
        FileError
            When there cannot be such a folder.
        """
        make_folder(self.folder)
        asked = terms.plain()
        if not (self.folder / MANIFEST).exists():
            self._refuse_others()
            write_whole(self.folder / MANIFEST, json.dumps(asked, indent=2) + "\n")
            return terms
        before = self._manifest()
        for name, value in asked.items():
            if name not in _NOT_COMPARED and before.get(name) != value:
                raise OptionError(
                    "output",
                    message(
                        "{folder} holds answers with `{name}` {before}, and it is {now} now: name another folder, or take "
                        "this one away",
                        folder=str(self.folder),
                        name=name,
                        before=describe(before.get(name)),
                        now=describe(value),
                    ),
                )
        for folder in (
            self.folder,
            *(self.folder / Path(self.file(what, 0)).parent for what in ("answers", "faults", "seal")),
        ):
            discard_left(folder)
        return evolve(terms, question=evolve(terms.question, day=_day(before, terms.question.day)))

    def parts(self) -> Iterator[Part]:
        """Go through the parts that are there, up to the first that lacks its seal."""
        number = first = 0
        while (part := self._part(number, first)) is not None:
            yield part
            number, first = number + 1, first + len(part.cases)

    def is_whole(self, part: Part) -> bool:
        """Tell whether the files of a part are as they were written, by their size."""
        return all(
            (path := self.folder / name).is_file() and path.stat().st_size == size for name, size in part.files.items()
        )

    def write(self, part: Part, files: Mapping[str, bytes]) -> None:
        """Write a part: its files, and then its seal."""
        stale = self.folder / self.file("faults", part.number)
        if self.file("faults", part.number) not in files and stale.is_file():  # of a case that has been mended
            stale.unlink()
        seal = {**asdict(part), "files": {name: len(content) for name, content in files.items()}}
        for name, content in (*files.items(), (self.file("seal", part.number), (json.dumps(seal) + "\n").encode())):
            make_folder((self.folder / name).parent)
            write_whole(self.folder / name, content)

    def _manifest(self) -> dict[str, Any]:
        path = self.folder / MANIFEST
        try:
            return load_result(path)
        except CaseError as error:
            raise OptionError("output", error.said) from None

    def _refuse_others(self) -> None:
        if any(self.folder.iterdir()):
            raise OptionError(
                "output",
                message(
                    "{folder} holds other files: name a folder that is empty, or not there yet", folder=str(self.folder)
                ),
            )

    def _part(self, number: int, first: int) -> Part | None:
        """Read a seal; None where there is none, or what stands there is not one of this place."""
        try:
            told = json.loads((self.folder / self.file("seal", number)).read_bytes())
            part = Part(**told)
        except (OSError, ValueError, TypeError):
            return None
        return part if (part.number, part.first) == (number, first) and part.cases else None


def _day(manifest: Mapping[str, Any], usual: datetime.date) -> datetime.date:
    """Return the day on which answers were first asked for, which those of today are given for too."""
    try:
        return datetime.date.fromisoformat(manifest["day"])
    except (KeyError, TypeError, ValueError):
        return usual


def names_in(folder: Path) -> list[str]:
    """Return the names of the cases that a folder holds answers of, in their order."""
    return [name for part in Store(folder, "csv", "").parts() for name, _, _ in part.cases]
