"""Under what conventions a case is evaluated: the same for every tool, checked once, and held by every answer.

Two answers of the same case under the same conventions have the same figures. What holds unless something else is said is stated here
alone, for every command and every function.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection
from typing import Any, Literal, Protocol, TypeAlias, TypedDict, Unpack, get_args

from attrs import Attribute, evolve, field

from blogroi.model.arguments import known_word, whole
from blogroi.model.discounting import Discounting
from blogroi.model.fields import several
from blogroi.model.horizon import Horizon
from blogroi.model.indicator import CashStatus, Valuation
from blogroi.model.prices import Prices
from blogroi.model.strategy import Party
from blogroi.records import frozen

__all__ = [
    "DRAWS",
    "MAX_DRAWS",
    "SEED",
    "ClaimPolicy",
    "ConventionKeywords",
    "Conventions",
    "EvidencePolicy",
    "GapPolicy",
    "View",
    "Viewpoint",
]

DRAWS = 100_000
"""Number of draws."""

MAX_DRAWS = 10_000_000
"""The most draws that are made."""

SEED = 1
"""Seed of the draws."""

GapPolicy: TypeAlias = Literal["no-credit", "bounds", "prior"]
"""How a gap is filled, by nothing, by both ends of the indicator's prior, or by draws from that prior."""

Viewpoint: TypeAlias = Party | Literal["everyone"]
"""Whose costs and benefits are counted."""

View: TypeAlias = Literal["forward-looking", "whole-life"]
"""Whether sunk costs are left out, or all costs count and upfront ones are spread over their service life."""

ClaimPolicy: TypeAlias = Literal["stated", "scaled"]
"""Whether effects count as they are stated, or are scaled back where those of all tools together claim more than there is."""

EvidencePolicy: TypeAlias = Literal["stated", "corrected"]
"""Whether effects count as they are stated, or those that nobody measured are multiplied by what experiments left of such."""


class StatesConventions(Protocol):
    """A case, of which no more is read here than what holds for all its tools."""

    @property
    def day(self) -> datetime.date | None: ...
    @property
    def horizon(self) -> Horizon: ...
    @property
    def discounting(self) -> Discounting: ...
    @property
    def prices(self) -> Prices | None: ...
    @property
    def gaps(self) -> GapPolicy: ...
    @property
    def scenario(self) -> str | None: ...
    def under(self, scenario: str | None) -> StatesConventions: ...


class ConventionKeywords(TypedDict, total=False):
    """The conventions that can be asked for, as the keywords of every question; the rest is the case's to say."""

    draws: int
    seed: int
    gaps: GapPolicy | None
    exclude: Collection[str]
    viewpoint: Viewpoint
    view: View
    claims: ClaimPolicy
    evidence: EvidencePolicy
    scenario: str | None


def _as_draws(value: Any) -> int:
    return whole("draws", value, low=1, high=MAX_DRAWS)


def _as_seed(value: Any) -> int:
    return whole("seed", value, low=0, high=2**64 - 1)


def _as_classes(value: Any) -> tuple[str, ...]:
    several("exclude", value, "classes")
    for name in value:
        known_word("exclude", name, (*get_args(Valuation), *get_args(CashStatus)))
    return tuple(sorted(set(value)))


def _one_of(*words: str) -> Callable[[object, Attribute[Any], object], None]:
    return lambda _, attribute, value: known_word(attribute.name, value, words)


@frozen(kw_only=True)
class Conventions:
    """Under what conventions a case is evaluated, for all tools alike.

    :meth:`of` takes them from a case and from what is asked for; ``attrs.evolve`` gives others that differ in a part.

    Parameters
    ----------
    evaluated : datetime.date or None
        Day of the evaluation: as the case states it, or the day on which it was read from a file; None where neither is known. It
        touches no figure.
    window : Horizon
        Over what time all tools are seen.
    discounting : Discounting
        How later money is made comparable with money now; without its source, which is not a convention.
    prices : Prices or None
        In what prices amounts are, where the case says so; it touches no figure.
    draws : int
        Number of draws, from 1 to 10,000,000.
    seed : int
        Seed of the draws, at least 0. The same case, version, seed and draws give the same bytes.
    gaps : {"no-credit", "bounds", "prior"}
        How gaps are filled.
    viewpoint : str
        Whose costs and benefits count: ``"everyone"``, or one of the parties. From a party's viewpoint, costs count
        where it pays and benefits where it is the beneficiary of the objective.
    view : {"forward-looking", "whole-life"}
        Forward-looking, sunk costs are shown and left out. Over the whole life, all costs count, and those paid upfront are
        spread evenly over their service life.
    claims : {"stated", "scaled"}
        Where an indicator is ``shared`` and the credits that all tools claim of its change in a period pass 100 %, ``scaled`` divides
        all of them by their sum; changes that each tool states for itself are divided where together they pass a stated ``total``. A
        tool's figures then depend on the tools beside it.
    evidence : {"stated", "corrected"}
        ``corrected`` multiplies each effect that was observed, estimated or assumed by what randomised experiments left of effects found
        without one: one factor for each class, drawn once for all tools. One that was measured is left as it is.
    exclude : collection of str
        Classes of valuation (``"advertising equivalent"``, ...) or cash status (``"capacity"``, ...) whose benefits are
        left out; kept once each, in the order of the alphabet.
    scenario : str or None
        Key of the scenario in which all tools are seen; None for the case as it stands.

    Raises
    ------
    OptionError
        When one of them cannot be taken as it is.
    """

    evaluated: datetime.date | None = None
    window: Horizon
    discounting: Discounting
    prices: Prices | None = None
    draws: int = field(default=DRAWS, converter=_as_draws)
    seed: int = field(default=SEED, converter=_as_seed)
    gaps: GapPolicy = field(validator=_one_of(*get_args(GapPolicy)))
    viewpoint: Viewpoint = field(default="everyone", validator=_one_of(*get_args(Party), "everyone"))
    view: View = field(default="forward-looking", validator=_one_of(*get_args(View)))
    claims: ClaimPolicy = field(default="stated", validator=_one_of(*get_args(ClaimPolicy)))
    evidence: EvidencePolicy = field(default="stated", validator=_one_of(*get_args(EvidencePolicy)))
    exclude: tuple[str, ...] = field(default=(), converter=_as_classes)
    scenario: str | None = None

    @classmethod
    def of(cls, case: StatesConventions, **stated: Unpack[ConventionKeywords]) -> Conventions:
        """Take what a case states, and what is asked for.

        Parameters
        ----------
        case : Case
            The case: its day, window, discounting and prices, and its policy for gaps unless another is asked for.
        **stated
            ``draws``, ``seed``, ``gaps``, ``viewpoint``, ``view``, ``claims``, ``evidence``, ``exclude`` and ``scenario``.

        Returns
        -------
        Conventions

        Raises
        ------
        OptionError
            When one of them cannot be taken as it is.

        Examples
        --------
        >>> import blogroi
        >>> case = blogroi.loads(blogroi.template())
        >>> conventions = Conventions.of(case, draws=1000, viewpoint="members")
        >>> conventions.draws, conventions.seed, conventions.gaps
        (1000, 1, 'no-credit')
        >>> blogroi.evaluate(case, conventions=conventions) == blogroi.evaluate(case, draws=1000, viewpoint="members")
        True
        """
        asked: dict[str, Any] = {**stated}
        case = case.under(asked.get("scenario"))
        asked["scenario"] = case.scenario
        if asked.get("gaps") is None:
            asked["gaps"] = case.gaps
        return cls(
            evaluated=case.day,
            window=case.horizon,
            discounting=evolve(case.discounting, source=""),  # who says so is not a convention
            prices=case.prices,
            **asked,
        )
