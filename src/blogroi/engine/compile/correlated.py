"""Of whose random numbers the correlated quantities of a case are made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from blogroi.errors import CaseError
from blogroi.model.correlation import Correlation
from blogroi.numerics.copula import CholeskyRow, loadings

__all__ = ["check_correlations", "loadings_of"]


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
    try:
        return loadings({pair: rank for part in correlations for pair, rank in part.pairs().items()})
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
