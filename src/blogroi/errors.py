"""What can go wrong, said so that it can be mended.

Every error that blogroi raises on purpose is a :class:`BlogroiError`. Faults of a case come together, each with the
path of the field in the case and, where a file was read, its line.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from itertools import islice
from typing import Literal, Self

from attrs import evolve, field

from blogroi.language.naming import describe, join_path, suggest
from blogroi.language.spoken import Joined, message, plural
from blogroi.records import frozen

__all__ = [
    "MOST_FAULTS",
    "BlogroiError",
    "CaseError",
    "Fault",
    "FileError",
    "LimitError",
    "MissingExtraError",
    "Needing",
    "OptionError",
    "SeriesError",
    "SummaryError",
    "UnknownTableError",
    "raise_faults",
    "with_cure",
]

MOST_FAULTS = 1000
"""The most faults that one part of a case lists; nobody reads more, and a hostile file could hold millions."""


@frozen(order=True)
class Fault:
    """One thing that is wrong in a case: where, and what would be right.

    Parameters
    ----------
    path : str
        Path of the field in the case, with dots: ``tools.blog.effects.calls_avoided.deadweight``. List items are
        numbered from 1 in square brackets: ``tools.blog.costs[2].amount``. Empty for a fault of the whole.
    message : str
        What is wrong and what would be right, in one sentence.
    line : int or None
        Line in the file, from 1, where it can be had.
    in_file : str
        The message in the words of a case file, where they are others: ``write { low = 5, high = 20 }`` instead of
        ``write Range(5, 20)``. It takes the message's place once a file is read.
    cell : str
        Sheet and cell in a workbook, where it came from one: ``effects!D7``.

    Examples
    --------
    >>> print(Fault("tools.blog.costs[1].amount", "-5 is below zero: a cost is given as a positive number", line=12))
    line 12: tools.blog.costs[1].amount: -5 is below zero: a cost is given as a positive number
    >>> print(Fault("horizon.periods", "0 is not a number of periods: at least 1", cell="case!B6"))
    case!B6: horizon.periods: 0 is not a number of periods: at least 1
    """

    path: str
    message: str
    line: int | None = None
    in_file: str = field(default="", eq=False, repr=False)
    cell: str = field(default="", kw_only=True)

    def __str__(self) -> str:
        """Return the fault in one line, in English."""
        return str(self.said)

    @property
    def said(self) -> str:
        """The fault in one line, which can be said in each language."""
        if self.line is None:
            said = message("{path}: {fault}", path=self.path, fault=self.message) if self.path else self.message
            return message("{path}: {fault}", path=self.cell, fault=said) if self.cell else said
        if not self.path:
            return message("line {line}: {fault}", line=str(self.line), fault=self.message)
        return message("line {line}: {path}: {fault}", line=str(self.line), path=self.path, fault=self.message)

    def under(self, prefix: str) -> Fault:
        """Return the same fault, its path read from further up.

        Parameters
        ----------
        prefix : str
            Path of the part that this fault's path starts from.

        Returns
        -------
        Fault

        Examples
        --------
        >>> Fault("amount", "is missing").under("tools.blog.costs[1]").path
        'tools.blog.costs[1].amount'
        """
        return evolve(self, path=join_path(prefix, self.path))


class BlogroiError(Exception):
    """Anything that blogroi refuses. Catch this to catch all of them."""


class CaseError(BlogroiError, ValueError):
    """A case, or a part of it, that cannot be taken as it is.

    Parameters
    ----------
    faults : iterable of Fault
        All that was found, not only the first.
    source : str, optional
        Name of the file that was read.

    Examples
    --------
    >>> error = CaseError([Fault("horizon.periods", "0 is not a number of periods: at least 1")], source="case.toml")
    >>> print(error)
    case.toml: 1 fault
      horizon.periods: 0 is not a number of periods: at least 1
    """

    def __init__(self, faults: Iterable[Fault], source: str = "") -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        self.source: str = source
        super().__init__(self.faults, source)

    @classmethod
    def at(cls, path: str, message: str) -> Self:
        """Build the error of a single fault."""
        return cls([Fault(path, message)])

    def __str__(self) -> str:
        """List the faults, one a line, in English."""
        return str(self.said)

    @property
    def said(self) -> str:
        """The faults, one a line, which can be said in each language."""
        if not self.source and len(self.faults) == 1:
            return self.faults[0].said
        head: str = plural("{count} fault", "{count} faults", len(self.faults))
        if self.source:
            head = message("{path}: {fault}", path=self.source, fault=head)
        return Joined([head, *(fault.said for fault in self.faults)], "\n  ")


class FileError(CaseError):
    """A file that cannot be read or written: not there, a folder, not allowed, no room left. What it holds is not in question.

    Examples
    --------
    >>> print(FileError.of("case.toml", "read", "there is no such file"))
    case.toml cannot be read: there is no such file
    """

    @classmethod
    def of(cls, path: object, done: Literal["read", "written"], reason: str) -> Self:
        """Build the error of a file: what could not be done with it, and why."""
        if done == "read":
            return cls.at("", message("{path} cannot be read: {reason}", path=_named(path), reason=reason))
        return cls.at("", message("{path} cannot be written: {reason}", path=_named(path), reason=reason))


class SeriesError(CaseError):
    """A file that was read, and that no series can be taken from: with what is wrong in it, line by line, and what to do.

    Of what stands in a cell nothing is said, for it may be about somebody: a fault names the line and the column.

    Examples
    --------
    >>> print(SeriesError([Fault("visits", "is not a number", line=4)], source="visits.csv"))
    visits.csv: 1 fault
      line 4: visits: is not a number
    """


class OptionError(BlogroiError, ValueError):
    """An argument of a call that cannot be taken as it is (draws, seed, gaps, exclude, viewpoint, ...).

    Parameters
    ----------
    option : str
        Name of the argument.
    message : str
        What is wrong and what would be right.

    Examples
    --------
    >>> print(OptionError("draws", "0 is not a number of draws: at least 1"))
    draws: 0 is not a number of draws: at least 1
    """

    def __init__(self, option: str, message: str) -> None:
        self.option: str = option
        self.message: str = message
        super().__init__(option, message)

    def __str__(self) -> str:
        """Return the option and what is wrong with it, in English."""
        return str(self.said)

    @property
    def said(self) -> str:
        """The option and what is wrong with it, which can be said in each language."""
        return message("{path}: {fault}", path=self.option, fault=self.message)


class LimitError(OptionError):
    """Something that asks for more than its limit, refused before anything is built.

    Parameters
    ----------
    limit : str
        Which: a field of ``blogroi.Limits``.
    asked, allowed : float
        How much is asked for, counted or estimated, and how much is allowed.
    message : str
        The same in words, with what to write instead.

    Examples
    --------
    >>> import blogroi
    >>> try:
    ...     blogroi.evaluate(blogroi.loads(blogroi.template()), draws=50_000, limits=blogroi.Limits(draws=10_000))
    ... except LimitError as error:
    ...     print(error.limit, error.asked, error.allowed, "|", error)
    draws 50000 10000 | limits: 50,000 draws are more than the 10,000 that are allowed: take fewer, or allow them, `Limits(draws=50000)`
    """

    def __init__(self, limit: str, asked: float, allowed: float, message: str) -> None:
        self.limit: str = limit
        self.asked: float = asked
        self.allowed: float = allowed
        super().__init__("limits", message)

    def __reduce__(self) -> tuple[type[LimitError], tuple[str, float, float, str]]:
        """Go to another process with all that it says."""
        return type(self), (self.limit, self.asked, self.allowed, self.message)


class UnknownTableError(OptionError, KeyError):
    """A table that an answer does not have.

    Parameters
    ----------
    name : object
        The name that was asked for.
    known : iterable of str
        The tables that there are.
    request : str
        What to write to have it, where it is one that is only made on request.
    on_command_line : str
        The same on the command line.

    Examples
    --------
    >>> print(UnknownTableError("tols", ["tools", "checks"]))
    table: 'tols' is not known: did you mean `tools`?
    >>> print(UnknownTableError("flows", ["tools"], request='figures=("default", "cash_by_period")'))
    table: `flows` is made on request: write `figures=("default", "cash_by_period")`
    """

    def __init__(self, name: object, known: Iterable[str], *, request: str = "", on_command_line: str = "") -> None:
        self.name: object = name
        self.known: tuple[str, ...] = tuple(known)
        self.request: str = request
        self.on_command_line: str = on_command_line
        if request and isinstance(name, str):
            said = message("`{name}` is made on request: write `{request}`", name=name, request=request)
        else:
            hint = suggest(name, self.known) if isinstance(name, str) else suggest("", self.known)
            said = message("{value} is not known: {hint}", value=describe(name), hint=hint)
        super().__init__("table", said)

    def __reduce__(self) -> tuple[object, ...]:
        """Return what rebuilds the error in another process."""
        rest = {"request": self.request, "on_command_line": self.on_command_line}
        return partial(UnknownTableError, **rest), (self.name, self.known)


class MissingExtraError(OptionError):
    """Something that needs a library which comes with an extra, where it is not installed.

    Parameters
    ----------
    option : str
        What was asked for.
    library, extra : str
        What is missing, and the extra that it comes with.

    Examples
    --------
    >>> print(MissingExtraError("table", "nanoarrow", "frames"))
    table: needs nanoarrow: `python -m pip install "blogroi[frames]"`
    """

    def __init__(self, option: str, library: str, extra: str) -> None:
        self.library: str = library
        self.extra: str = extra
        super().__init__(
            option,
            message(
                'needs {library}: `python -m pip install "blogroi[{extra}]"`',
                library=library,
                extra=extra,
            ),
        )

    def __reduce__(self) -> tuple[type[MissingExtraError], tuple[str, str, str]]:
        """Return what rebuilds the error in another process."""
        return MissingExtraError, (self.option, self.library, self.extra)


class Needing:
    """Import a library that comes with an extra, or say which.

    Parameters
    ----------
    library : str
        Its name, as it is imported.
    extra : str
        The extra of blogroi that it comes with.
    option : str
        What was asked for that needs it.

    Raises
    ------
    MissingExtraError
        When it is not installed.

    Examples
    --------
    >>> with Needing("nothing_of_this_name", "frames", option="table"):
    ...     import nothing_of_this_name
    Traceback (most recent call last):
        ...
    blogroi.errors.MissingExtraError: table: needs nothing_of_this_name: `python -m pip install "blogroi[frames]"`
    """

    __slots__ = ("_extra", "_library", "_option")

    def __init__(self, library: str, extra: str, *, option: str) -> None:
        self._library, self._extra, self._option = library, extra, option

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, kind: object, error: BaseException | None, traceback: object) -> None:
        """Take for a missing extra what is missing of this library, and nothing else: it may be there and lack something of its own."""
        if isinstance(error, ModuleNotFoundError) and error.name == self._library:
            raise MissingExtraError(self._option, self._library, self._extra) from None


class SummaryError(BlogroiError, TypeError):
    """Something that a figure over draws cannot be asked, with what to write instead: whether it is above a number, what it is less another.

    Parameters
    ----------
    message : str
        What has more than one meaning, and how each is written.

    Examples
    --------
    >>> import blogroi
    >>> npv = blogroi.Summary(mean=10.0, sd=2.0, p05=7.0, p50=9.5, p95=14.0, mc_error=0.0)
    >>> npv > 0
    Traceback (most recent call last):
        ...
    blogroi.errors.SummaryError: `> 0` could ask what is expected or how likely it is: write `.mean > 0` for the first; the second is a chance, as in `tool.probability_positive > 0.9`
    """

    def __init__(self, message: str) -> None:
        self.said: str = message
        super().__init__(str(message))


def _named(path: object) -> str:
    return path if isinstance(path, str) else str(path)


def raise_faults(faults: Iterable[Fault], *, under: str = "") -> None:
    """Raise what was found, if anything was.

    Parameters
    ----------
    faults : iterable of Fault
        What is wrong; no more than ``MOST_FAULTS`` of it is taken.
    under : str
        Path of the part that the faults' paths start from.

    Raises
    ------
    CaseError
        With the faults, where there are any.

    Examples
    --------
    >>> raise_faults([])
    >>> raise_faults([Fault("", "is empty")], under="tools")
    Traceback (most recent call last):
        ...
    blogroi.errors.CaseError: tools: is empty
    """
    if faults == []:  # nearly always: a case of some size asks ten thousand times
        return
    found = [fault.under(under) for fault in islice(faults, MOST_FAULTS)]
    if found:
        raise CaseError(found)


def with_cure(said: str, python: str | None, in_file: str | None = None) -> Fault:
    """Put what to write behind what is wrong, in the words of Python and, where they are others, of a file.

    Examples
    --------
    >>> print(with_cure("'5-20' is not a number", "write Range(5, 20)", "write { low = 5, high = 20 }"))
    '5-20' is not a number: write Range(5, 20)
    >>> print(with_cure("'many' is not a number", None))
    'many' is not a number
    """
    if python is None:
        return Fault("", said)
    return Fault(
        "",
        message("{fault}: {cure}", fault=said, cure=python),
        in_file=message("{fault}: {cure}", fault=said, cure=in_file) if in_file else "",
    )
