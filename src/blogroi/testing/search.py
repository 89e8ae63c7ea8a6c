"""A search for broken guarantees: many cases drawn at random, the same in every run, and every guarantee tried on each."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy

from blogroi.model import Case, FrozenMap
from blogroi.testing.guarantees.broken import Evaluator, GuaranteeBroken
from blogroi.testing.guarantees.numbered import GUARANTEES
from blogroi.testing.strategies.comparison import comparison
from blogroi.testing.strategies.source import Dice

__all__ = ["GuaranteesBroken", "check_all", "find_broken"]

EXAMPLES = 25
"""How many cases are tried by default."""


class GuaranteesBroken(AssertionError):  # noqa: N818  what is broken is not an error of this program
    """Some of the guarantees do not hold.

    Parameters
    ----------
    broken : mapping of str to GuaranteeBroken
        How each of them was first seen broken.
    """

    def __init__(self, broken: Mapping[str, GuaranteeBroken]) -> None:
        super().__init__(broken)
        self.broken: FrozenMap[str, GuaranteeBroken] = FrozenMap(broken)

    def __str__(self) -> str:
        """List them, one a line."""
        return "\n".join(["guarantees are broken:", *(f"  {one}" for one in self.broken.values())])


def find_broken(
    evaluator: Evaluator,
    *,
    guarantees: Collection[str] = tuple(GUARANTEES),
    cases: SearchStrategy[Case] | None = None,
    max_examples: int = EXAMPLES,
    stop_at_first: bool = False,
) -> FrozenMap[str, GuaranteeBroken]:
    """Find out which guarantees an evaluator breaks, on random cases.

    Parameters
    ----------
    evaluator : callable
        From a case to an answer.
    guarantees : collection of str
        Numbers of the guarantees: by default all of them.
    cases : hypothesis.strategies.SearchStrategy of Case, optional
        Cases to try; by default cases like those of ``comparisons()``, drawn far apart from each other.
    max_examples : int
        How many cases are tried. They are the same in every run.
    stop_at_first : bool
        Whether to give the first broken guarantee alone, and look no further.

    Returns
    -------
    FrozenMap of str to GuaranteeBroken
        How each broken guarantee was first seen broken. An empty one is not a proof that none is.

    Raises
    ------
    Exception
        What the evaluator itself raises: a refusal is not an answer.

    Examples
    --------
    >>> import blogroi
    >>> def favours_the_new(case):
    ...     result = blogroi.evaluate(case, draws=100).to_dict()
    ...     for key, tool in case.tools.items():
    ...         if tool.introduced and tool.introduced.year >= 2010 and result["tools"][key]["npv"]:
    ...             result["tools"][key]["npv"]["mean"] += 1000
    ...     return result
    >>> list(find_broken(favours_the_new, guarantees=["N1", "N2"], max_examples=10))
    ['N2']
    """
    broken: dict[str, GuaranteeBroken] = {}
    for case in _compared(max_examples) if cases is None else _drawn(cases, max_examples):
        for number in guarantees:
            if number in broken:
                continue
            try:
                GUARANTEES[number](evaluator, case)
            except GuaranteeBroken as found:
                broken[number] = found
                if stop_at_first:
                    return FrozenMap(broken)
    return FrozenMap({number: broken[number] for number in GUARANTEES if number in broken})


def _drawn(cases: SearchStrategy[Case], max_examples: int) -> list[Case]:
    """Draw cases, the same in every run."""
    found: list[Case] = []

    @settings(
        max_examples=max_examples,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
    )
    @given(cases)
    def draw(case: Case) -> None:
        found.append(case)

    draw()
    return found


@lru_cache(maxsize=4)
def _compared(max_examples: int) -> tuple[Case, ...]:
    """Draw comparisons by dice: Hypothesis begins with the smallest ones, and stays near those that it has."""
    return tuple(comparison(Dice(seed)) for seed in range(max_examples))


def check_all(
    evaluator: Evaluator,
    *,
    guarantees: Collection[str] = tuple(GUARANTEES),
    cases: SearchStrategy[Case] | None = None,
    max_examples: int = EXAMPLES,
) -> None:
    """Check guarantees on random cases, and name all that are broken.

    Parameters
    ----------
    evaluator, guarantees, cases, max_examples
        As in :func:`find_broken`.

    Raises
    ------
    GuaranteesBroken
        With how each broken guarantee was first seen broken.

    Examples
    --------
    >>> import blogroi
    >>> check_all(lambda case: blogroi.evaluate(case, draws=100), max_examples=3)
    """
    broken = find_broken(evaluator, guarantees=guarantees, cases=cases, max_examples=max_examples)
    if broken:
        raise GuaranteesBroken(broken)
