"""Which uncertain quantities rise and fall together, and how closely.

A correlation names quantities by their paths in the case and says by how much their ranks go together; it moves no
quantity's own range. Whether several correlations can hold at once is the engine's affair
(``blogroi.numerics.copula``).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import TYPE_CHECKING, Any

from attrs import Attribute, field
from attrs.validators import optional

from blogroi.errors import Fault, raise_faults
from blogroi.language.naming import describe, suggest
from blogroi.language.spoken import conjoined, message
from blogroi.model.fields import PerPeriod, as_tuple, is_certain, is_text_or_empty, text_faults
from blogroi.model.forms import Listed, Number, Text, entry
from blogroi.model.formula import Formula
from blogroi.model.intake import as_list, as_number
from blogroi.model.number import is_number_within, number_faults
from blogroi.model.paths import DriverPath, parse_path
from blogroi.model.quantity_paths import formulas_of, quantities
from blogroi.records import frozen

if TYPE_CHECKING:
    from blogroi.model.case import Case
    from blogroi.model.driver import Driver, Varies

__all__ = ["Correlation", "correlation_faults", "greatest_rank"]

_MOST = 200  # quantities in one correlation
_MOST_NAMED = 8  # drivers of a formula


def _are_paths(_: object, attribute: Attribute[Any], value: Any) -> None:
    if not isinstance(value, tuple):
        raise_faults(
            [Fault("", message("{value} is not a list of paths of quantities", value=describe(value)))],
            under=attribute.name,
        )
    faults = [fault.under(f"[{place}]") for place, path in enumerate(value, start=1) for fault in text_faults(path)]
    if not faults:
        faults = [
            Fault(f"[{place}]", message("`{path}` is named twice", path=path))
            for place, path in enumerate(value, start=1)
            if path in value[: place - 1]
        ]
    if not 2 <= len(value) <= _MOST:
        faults = [
            Fault(
                "",
                message(
                    "names {count} quantities: from 2 to {most} are correlated with each other",
                    count=str(len(value)),
                    most=str(_MOST),
                ),
            )
        ]
    raise_faults(faults, under=attribute.name)


_RANK = Number(
    above=-1, below=1, otherwise=message("is not a rank correlation between -1 and 1, neither of them included")
)


def _rank_faults(value: Any) -> list[Fault]:
    faults = number_faults("", value)
    return (
        faults
        if faults or _RANK.holds(value)
        else [Fault("", message("{value} {otherwise}", value=f"{value:g}", otherwise=_RANK.otherwise))]
    )


def _as_rows(value: Any) -> Any:
    rows = as_list(value)
    if not isinstance(rows, list):
        return value
    return tuple(tuple(as_number(part) for part in row) if isinstance(row, list) else row for row in map(as_list, rows))


def _is_matrix(_: object, attribute: Attribute[Any], value: Any) -> None:
    raise_faults(_matrix_faults(value), under=attribute.name)


def _matrix_faults(rows: Any) -> Iterator[Fault]:
    if not isinstance(rows, tuple) or any(not isinstance(row, tuple) or len(row) != len(rows) for row in rows):
        yield Fault(
            "", message("is not a square: give a list of as many rows as quantities, each with as many numbers")
        )
        return
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            at = f"[{i + 1}][{j + 1}]"
            faults = number_faults(at, value) if i == j else [fault.under(at) for fault in _rank_faults(value)]
            if not faults and i == j and value != 1:
                faults = [Fault(at, message("{value} is not 1, what a quantity has with itself", value=f"{value:g}"))]
            if not faults and j < i and value != rows[j][i]:
                faults = [
                    Fault(
                        at,
                        message(
                            "{value} is not what its mirror image is: {other}",
                            value=f"{value:g}",
                            other=describe(rows[j][i]),
                        ),
                    )
                ]
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
                wanted=message("a list of the paths of at least two quantities"),
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
                        message("and `matrix` are both given: one of them")
                        if self.rank is not None
                        else message("is missing: a rank correlation such as 0.6, or a `matrix`"),
                    )
                ]
            )
        if self.matrix is not None and len(self.matrix) != len(self.between):
            raise_faults(
                [
                    Fault(
                        "matrix",
                        message(
                            "has {count} rows for {other} quantities: one for each",
                            count=str(len(self.matrix)),
                            other=str(len(self.between)),
                        ),
                    )
                ]
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


def greatest_rank(one: float, other: float) -> float:
    """Return the greatest rank correlation that two quantities can have in each period which persist as they do.

    With persistence `r`, normal scores are a stationary autoregression of coefficient ``a = 2 sin(pi r / 6)``. Innovations of
    correlation `c` give two of them, with `a` and `b`, the correlation ``c sqrt((1 - a**2) (1 - b**2)) / (1 - a b)``, and `c` is at
    most 1.

    Examples
    --------
    >>> round(greatest_rank(0.9, 0.0), 2), greatest_rank(0.5, 0.5)
    (0.4, 1.0)
    """
    a, b = (2.0 * math.sin(math.pi * rank / 6.0) for rank in (one, other))
    score = math.sqrt((1.0 - a * a) * (1.0 - b * b)) / (1.0 - a * b)
    return 6.0 / math.pi * math.asin(min(score, 1.0) / 2.0)


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
    if not case.correlations:
        return
    known = quantities(case)
    uncertain = [path for path, quantity in known.items() if not is_certain(quantity)]
    formulas = formulas_of(case)
    varying = {str(DriverPath(key)): driver for key, driver in case.drivers.items() if driver.varies != "once"}
    seen: dict[tuple[str, str], int] = {}
    for number, correlation in enumerate(case.correlations, start=1):
        at = f"correlations[{number}]"
        for place, path in enumerate(correlation.between, start=1):
            where = f"{at}.between[{place}]"
            if path in formulas:
                yield Fault(where, _formula_said(path, formulas[path]))
            else:
                yield from _path_faults(where, path, known, uncertain)
        for pair, rank in correlation.pairs().items():
            yield from (fault.under(f"{at}.between") for fault in _varying_faults(pair, rank, varying))
            if pair in seen:
                told = message(
                    "says again how {pair} goes with {other}: correlations[{seen}] does",
                    pair=pair[0],
                    other=pair[1],
                    seen=str(seen[pair]),
                )
                yield Fault(f"{at}.between", told)
            seen.setdefault(pair, number)


def _formula_said(path: str, formula: Formula) -> str:
    drivers = ", ".join(f"`{DriverPath(name)}`" for name in formula.names[:_MOST_NAMED])
    cure = (
        message("name what it is computed from: {drivers}", drivers=drivers)
        if drivers
        else message("name a quantity that is drawn")
    )
    return message(
        "`{path}` is a formula, which goes together with what its drivers go with: {cure}", path=path, cure=cure
    )


def _drawn(path: str, varies: Varies) -> str:
    match varies:
        case "once":
            return message("`{path}` is drawn once", path=path)
        case "each period":
            return message("`{path}` is drawn in each period", path=path)
        case "each year":
            return message("`{path}` is drawn in each year", path=path)


def _varying_faults(pair: tuple[str, str], rank: float, varying: Mapping[str, Driver]) -> Iterator[Fault]:
    """List what keeps drivers that are drawn anew in each period or year from going together with something, as closely as said."""
    one, other = (varying.get(path) for path in pair)
    said: list[Varies] = ["once" if driver is None else driver.varies for driver in (one, other)]
    if rank == 0 or one is other is None:
        return
    if one is None or other is None or one.varies != other.varies:
        drawn = conjoined([_drawn(path, varies) for path, varies in zip(pair, said, strict=True)])
        cure = message(
            "only what is drawn as often can go together: put the part that is shared into a driver of its own, "
            "and use it in both"
        )
        yield Fault("", message("{drawn}: {cure}", drawn=drawn, cure=cure))
        return
    most = greatest_rank(one.persistence, other.persistence)
    if abs(rank) > most + 1e-9:
        low = math.floor(100.0 * most) / 100.0
        why = message(
            "`{pair}` has the persistence {persistence} and `{other}` {otherwise}",
            pair=pair[0],
            persistence=f"{one.persistence:g}",
            other=pair[1],
            otherwise=f"{other.persistence:g}",
        )
        yield Fault(
            "",
            message(
                "{rank} cannot be: {why}: at most {low} either way, or give both the same persistence",
                rank=f"{rank:g}",
                why=why,
                low=f"{low:g}",
            ),
        )


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
        if whole in known and not isinstance(known[whole], tuple):
            told = message("{whole} is one quantity, in every period: name `{whole}`", whole=whole)
        elif isinstance(known.get(whole), tuple):
            told = message(
                '{whole} is drawn together, as one quantity: name `{whole}`, or write periods = "apart" beside it',
                whole=whole,
            )
        else:
            told = message("there is no quantity `{path}`: {hint}", path=path[:200], hint=suggest(path, uncertain))
        yield Fault(at, told)
    elif is_certain(known[path]):
        yield Fault(at, message("`{path}` is certain: only what varies can go together with something", path=path))
