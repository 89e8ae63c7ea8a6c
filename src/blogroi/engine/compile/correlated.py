"""Of whose random numbers the correlated quantities of a case are made."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from blogroi.errors import CaseError, Fault
from blogroi.language.spoken import message
from blogroi.model.correlation import Correlation
from blogroi.model.driver import Driver
from blogroi.model.paths import DriverPath
from blogroi.numerics.copula import CholeskyRow, loadings

__all__ = ["check_correlations", "innovation_loadings", "loadings_of", "normal_correlation"]


def loadings_of(correlations: Iterable[Correlation]) -> Mapping[str, CholeskyRow]:
    """Return of whose random numbers each correlated quantity is made, by its path.

    Parameters
    ----------
    correlations : iterable of Correlation
        Those of a case.

    Returns
    -------
    mapping of str to CholeskyRow

    Raises
    ------
    CaseError
        When the correlations cannot all hold together, with the nearest ones that can.

    Examples
    --------
    >>> import blogroi
    >>> loadings_of(blogroi.loads(blogroi.template()).correlations)
    {}
    """
    return _loadings({pair: rank for part in correlations for pair, rank in part.pairs().items()})


def _loadings(ranks: Mapping[tuple[str, str], float]) -> Mapping[str, CholeskyRow]:
    try:
        return loadings(ranks)
    except CaseError as error:
        raise CaseError([fault.under("correlations") for fault in error.faults]) from None


def check_correlations(correlations: Iterable[Correlation]) -> None:
    """Refuse correlations that cannot all hold together.

    Parameters
    ----------
    correlations : iterable of Correlation
        Those of a case.

    Raises
    ------
    CaseError
        With the nearest correlations that can, in the signs in which they are stated.

    Examples
    --------
    >>> import blogroi
    >>> check_correlations(blogroi.loads(blogroi.template()).correlations)
    """
    loadings_of(correlations)


def normal_correlation(rank: float) -> float:
    """Return the correlation of the normal scores that have a rank correlation: ``2 sin(pi r / 6)`` [Pearson1907].

    Examples
    --------
    >>> round(normal_correlation(0.5), 6)
    0.517638
    """
    return 2.0 * math.sin(math.pi / 6.0 * rank)


def innovation_loadings(
    correlations: Iterable[Correlation], drivers: Mapping[str, Driver]
) -> Mapping[str, CholeskyRow]:
    """Return what the innovations of correlated drivers that vary are mixed from, by their paths.

    Two stationary first-order autoregressions of normal scores, with correlations ``a`` and ``b`` of one draw with the next and
    innovations correlated by ``w``, are correlated by ``w sqrt((1 - a^2)(1 - b^2)) / (1 - a b)`` in each period. So that this is what
    was stated, the innovations have to be correlated by as much more.

    Parameters
    ----------
    correlations : iterable of Correlation
        Those of a case.
    drivers : mapping of str to Driver
        Those of a case, by key.

    Returns
    -------
    mapping of str to CholeskyRow

    Raises
    ------
    CaseError
        When innovations cannot be correlated by so much.
    """
    varying = {
        str(DriverPath(key)): normal_correlation(driver.persistence)
        for key, driver in drivers.items()
        if driver.varies != "once"
    }
    pairs: dict[tuple[str, str], float] = {}
    faults = []
    for number, part in enumerate(correlations, start=1):
        for (one, other), rank in part.pairs().items():
            if one not in varying or other not in varying:
                continue
            shrinks = _shrinkage(varying[one], varying[other])
            needed = normal_correlation(rank) / shrinks
            if abs(needed) >= 1.0:
                most = 6.0 / math.pi * math.asin(shrinks / 2.0)
                said = message(
                    "{one} and {other} cannot go together by {rank}: between their persistences it is at most {most}",
                    one=one,
                    other=other,
                    rank=f"{rank:g}",
                    most=f"{most:.2f}",
                )
                faults.append(Fault(f"correlations[{number}]", said))
            else:
                pairs[one, other] = 6.0 / math.pi * math.asin(needed / 2.0)
    if faults:
        raise CaseError(faults)
    return _loadings(pairs)


def _shrinkage(one: float, other: float) -> float:
    """Return by how much less two autoregressions are correlated than their innovations."""
    return math.sqrt((1.0 - one * one) * (1.0 - other * other)) / (1.0 - one * other)
