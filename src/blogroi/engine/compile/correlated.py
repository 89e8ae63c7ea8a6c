"""What the correlated quantities of a case are mixed from."""

from __future__ import annotations

from collections.abc import Mapping

from blogroi.model.case import Case
from blogroi.numerics.copula import Mixture, mixtures

__all__ = ["check_correlations", "mixes_of"]


def mixes_of(case: Case) -> Mapping[str, Mixture]:
    """Return what each correlated quantity is mixed from, by its path.

    Parameters
    ----------
    case : Case
        The case.

    Returns
    -------
    mapping of str to Mixture

    Raises
    ------
    CaseError
        When the correlations cannot all hold together, with the nearest ones that can.

    Examples
    --------
    >>> import blogroi
    >>> mixes_of(blogroi.loads(blogroi.template()))
    {}
    """
    return mixtures({pair: rank for part in case.correlations for pair, rank in part.pairs().items()})


def check_correlations(case: Case) -> None:
    """Refuse a case whose correlations cannot all hold together.

    Parameters
    ----------
    case : Case
        The case.

    Raises
    ------
    CaseError
        With the nearest correlations that can, in the signs in which they are stated.

    Examples
    --------
    >>> import blogroi
    >>> check_correlations(blogroi.loads(blogroi.template()))
    """
    mixes_of(case)
