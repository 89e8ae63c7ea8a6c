"""What the correlated quantities of a case are mixed from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from blogroi.errors import CaseError
from blogroi.model.correlation import Correlation
from blogroi.numerics.copula import CholeskyRow, loadings

__all__ = ["check_correlations", "mixes_of"]


def mixes_of(correlations: Iterable[Correlation]) -> Mapping[str, CholeskyRow]:
    """Return what each correlated quantity is mixed from, by its path.

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
    >>> mixes_of(blogroi.loads(blogroi.template()).correlations)
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
    mixes_of(correlations)
