"""Which uncertain quantities rise and fall together, and how closely.

A correlation names quantities by their paths in the case and says by how much their ranks go together; it moves no
quantity's own range. Whether several correlations can hold at once is the engine's affair
(``blogroi.numerics.copula``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import TYPE_CHECKING, Any

from attrs import Attribute, field, frozen
from attrs.validators import optional

from blogroi.errors import Fault, describe, raise_faults, suggest
from blogroi.model.fields import PerPeriod, as_tuple, is_certain, is_text_or_empty, text_faults
from blogroi.model.forms import Listed, Number, Text, entry
from blogroi.model.intake import as_list, as_number
from blogroi.model.number import is_number_within, number_faults
from blogroi.model.paths import parse_path
from blogroi.model.quantity_paths import quantities

if TYPE_CHECKING:
    from blogroi.model.case import Case

__all__ = ["Correlation", "correlation_faults"]

_MOST = 200  # quantities in one correlation


def _are_paths(_: object, attribute: Attribute[Any], value: Any) -> None:
    if not isinstance(value, tuple):
        raise_faults([Fault("", f"{describe(value)} is not a list of paths of quantities")], under=attribute.name)
    faults = [fault.under(f"[{place}]") for place, path in enumerate(value, start=1) for fault in text_faults(path)]
    if not faults:
        faults = [
            Fault(f"[{place}]", f"`{path}` is named twice")
            for place, path in enumerate(value, start=1)
            if path in value[: place - 1]
        ]
    if not 2 <= len(value) <= _MOST:
        faults = [Fault("", f"names {len(value)} quantities: from 2 to {_MOST} are correlated with each other")]
    raise_faults(faults, under=attribute.name)


_RANK = Number(above=-1, below=1, otherwise="is not a rank correlation between -1 and 1, neither of them included")


def _rank_faults(value: Any) -> list[Fault]:
    faults = number_faults("", value)
    return faults if faults or _RANK.holds(value) else [Fault("", f"{value:g} {_RANK.otherwise}")]


def _as_rows(value: Any) -> Any:
    rows = as_list(value)
    if not isinstance(rows, list):
        return value
    return tuple(tuple(as_number(part) for part in row) if isinstance(row, list) else row for row in map(as_list, rows))


def _is_matrix(_: object, attribute: Attribute[Any], value: Any) -> None:
    raise_faults(_matrix_faults(value), under=attribute.name)


def _matrix_faults(rows: Any) -> Iterator[Fault]:
    if not isinstance(rows, tuple) or any(not isinstance(row, tuple) or len(row) != len(rows) for row in rows):
        yield Fault("", "is not a square: give a list of as many rows as quantities, each with as many numbers")
        return
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            at = f"[{i + 1}][{j + 1}]"
            faults = number_faults(at, value) if i == j else [fault.under(at) for fault in _rank_faults(value)]
            if not faults and i == j and value != 1:
                faults = [Fault(at, f"{value:g} is not 1, what a quantity has with itself")]
            if not faults and j < i and value != rows[j][i]:
                faults = [Fault(at, f"{value:g} is not what its mirror image is: {describe(rows[j][i])}")]
            yield from faults


@frozen(kw_only=True)
class Correlation:
    """How closely some uncertain quantities rise and fall together.

    Parameters
    ----------
    between : sequence of str
        Paths of at least two quantities of the case, such as ``indicators.calls_avoided.value``,
        ``tools.blog.effects.calls_avoided.change[2]`` or ``tools.blog.costs.Writing.units``.
    rank : float, optional
        Spearman's rank correlation, between -1 and 1, of every pair of them.
    matrix : sequence of sequence of float, optional
        In its place, one for each pair: symmetric, with 1 on the diagonal, in the order of ``between``.
    source : str
        Where it is known from.

    Raises
    ------
    CaseError
        With all that is wrong.

    References
    ----------
    [Spearman1904].

    Examples
    --------
    >>> calls = "tools.blog.effects.calls_avoided.change"
    >>> Correlation(between=[calls, "indicators.calls_avoided.value"], rank=0.6).pairs()
    {('indicators.calls_avoided.value', 'tools.blog.effects.calls_avoided.change'): 0.6}
    """

    between: tuple[str, ...] = field(
        converter=as_tuple,
        validator=_are_paths,
        metadata=entry(
            Listed(
                Text(),
                least=2,
                most=_MOST,
                is_distinct=True,
                wanted="a list of the paths of at least two quantities",
            ),
            "Paths of the quantities, such as indicators.calls_avoided.value.",
        ),
    )
    rank: float | None = field(
        default=None,
        converter=as_number,
        validator=optional(is_number_within),
        metadata=entry(_RANK, "Spearman's rank correlation of every pair."),
    )
    matrix: tuple[tuple[float, ...], ...] | None = field(
        default=None,
        converter=_as_rows,
        validator=optional(_is_matrix),
        metadata=entry(
            Listed(Listed(Number(-1, 1), least=2), least=2), "In its place, one for each pair, with 1 on the diagonal."
        ),
    )
    source: str = field(
        default="", validator=is_text_or_empty, metadata=entry(Text(may_be_empty=True), "Where it is known from.")
    )

    def __attrs_post_init__(self) -> None:
        """Refuse neither or both of rank and matrix, and a matrix of another size."""
        if (self.rank is None) == (self.matrix is None):
            raise_faults(
                [
                    Fault(
                        "rank",
                        "and `matrix` are both given: one of them"
                        if self.rank is not None
                        else "is missing: a rank correlation such as 0.6, or a `matrix`",
                    )
                ]
            )
        if self.matrix is not None and len(self.matrix) != len(self.between):
            raise_faults(
                [Fault("matrix", f"has {len(self.matrix)} rows for {len(self.between)} quantities: one for each")]
            )

    def pairs(self) -> dict[tuple[str, str], float]:
        """Return the rank correlation of each pair, by their paths in alphabetical order."""
        found: dict[tuple[str, str], float] = {}
        for (i, one), (j, other) in combinations(enumerate(self.between), 2):
            rank = self.rank if self.matrix is None else self.matrix[i][j]
            assert rank is not None
            found[min(one, other), max(one, other)] = rank
        return found

    def among(self, kept: Iterable[str]) -> Correlation | None:
        """Leave out all quantities but some; None where fewer than two are left.

        Parameters
        ----------
        kept : iterable of str
            Paths of the quantities that stay.

        Returns
        -------
        Correlation or None
        """
        paths = set(kept)
        places = [place for place, path in enumerate(self.between) if path in paths]
        if len(places) < 2:
            return None
        matrix = None if self.matrix is None else [[self.matrix[i][j] for j in places] for i in places]
        return Correlation(
            between=[self.between[place] for place in places], rank=self.rank, matrix=matrix, source=self.source
        )


def correlation_faults(case: Case) -> Iterator[Fault]:
    """List what correlations say of quantities that are not there or not uncertain, and what they say twice.

    Parameters
    ----------
    case : Case
        The case.

    Yields
    ------
    Fault
    """
    known = quantities(case) if case.correlations else {}
    uncertain = [path for path, quantity in known.items() if not is_certain(quantity)]
    seen: dict[tuple[str, str], int] = {}
    for number, correlation in enumerate(case.correlations, start=1):
        at = f"correlations[{number}]"
        for place, path in enumerate(correlation.between, start=1):
            yield from _path_faults(f"{at}.between[{place}]", path, known, uncertain)
        for pair in correlation.pairs():
            if pair in seen:
                message = f"says again how {pair[0]} goes with {pair[1]}: correlations[{seen[pair]}] does"
                yield Fault(f"{at}.between", message)
            seen.setdefault(pair, number)


def _whole_of(path: str) -> str:
    """Return the path of the list that a period is of; empty where it is of none."""
    try:
        found = parse_path(path)
    except ValueError:
        return ""
    return "" if found.period is None else str(found.in_period(None))


def _path_faults(at: str, path: str, known: Mapping[str, PerPeriod], uncertain: list[str]) -> Iterator[Fault]:
    if path not in known:
        whole = _whole_of(path)
        if isinstance(known.get(whole), tuple):
            message = f'{whole} is drawn together, as one quantity: name `{whole}`, or say periods = "apart" beside it'
        else:
            message = f"there is no quantity `{path[:200]}`: {suggest(path, uncertain)}"
        yield Fault(at, message)
    elif is_certain(known[path]):
        yield Fault(at, f"`{path}` is certain: only what varies can go together with something")
