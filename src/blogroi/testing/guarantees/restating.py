"""The same case in other units, signs, orders and ways of writing has the same figures (N6)."""

from __future__ import annotations

from blogroi.model import Case, FrozenMap
from blogroi.testing.figures.differences import Restated, differences
from blogroi.testing.figures.reading import read
from blogroi.testing.guarantees.broken import ROUNDING, Evaluator, Steps, hold_against, raise_difference
from blogroi.testing.variants.naming import reversed_order
from blogroi.testing.variants.units import (
    RATE,
    as_products,
    counted_otherwise,
    in_another_currency,
    in_other_words,
    rewritten,
    scalable,
    with_sign_turned,
)

__all__ = ["check_unit_invariant"]

_SAME_NUMBERS: Steps = FrozenMap(
    {
        "the order of the file was turned round": reversed_order,
        "the currency and the units were called otherwise": in_other_words,
        "whole numbers were written with a decimal point, or without one": rewritten,
    }
)


def check_unit_invariant(evaluator: Evaluator, case: Case, *, rtol: float = ROUNDING) -> None:
    """Check that currency, units, signs, the order of the file and ways of writing change nothing (N6).

    The order of everything in the file is turned round, currency and units are called otherwise, 0 is written 0.0: the
    figures must stay the same bit for bit. Then money is stated in another currency, indicators are counted in other
    units, amounts of certain numbers are written as products: amounts must follow, and ratios, ranks and all else stay
    the same. At last, what was more of one thing is stated as less of another; again, nothing at all may change.

    Parameters
    ----------
    evaluator : callable
        From a case to an answer. One that has an amount of its own, such as a budget, states it with ``amount_in``.
    case : Case
        Any case.
    rtol : float
        Relative tolerance where numbers change; otherwise figures are compared bit for bit.

    Raises
    ------
    GuaranteeBroken
        Where it does not hold.

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.loads(blogroi.template())
    >>> check_unit_invariant(lambda case: blogroi.evaluate(case, draws=200), case)
    """
    before = read(evaluator(case))
    hold_against("N6", evaluator, case, before, _SAME_NUMBERS)
    if (known := scalable(case)) != case:
        case, before = known, read(evaluator(known))
    counted, units = counted_otherwise(case)
    turned, signs = with_sign_turned(case)
    for reason, other, restated in (
        (f"money was stated in a currency of {RATE:g} to one", in_another_currency(case), Restated(money=RATE)),
        ("indicators were counted in other units", counted, Restated(units=units)),
        ("amounts were written as products, and products as amounts", as_products(case), Restated()),
        ("the signs of indicators were turned", turned, Restated(units=signs)),
    ):
        found = differences(before, read(evaluator(other)), rtol=rtol, restated=restated)
        raise_difference("N6", case, reason, found)
