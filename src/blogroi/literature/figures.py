"""Reference figures: what a source printed, of whom, over what, and what its spread is.

Each was read in its primary source. What its spread is decides how it may be taken: ends of a few studies hold another one less often
than an interval does, guidance is no interval at all, and a mean is not what is most likely. Traps are figures that circulate and
answer another question; they are listed so that they are known again, and refused.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any, Literal, TypeAlias, get_args

from attrs import field
from attrs.validators import optional

from blogroi.errors import CaseError, Fault, raise_faults
from blogroi.language.naming import describe, suggest
from blogroi.language.spoken import Message, message
from blogroi.model.fields import is_choice, is_flag, is_text, is_text_or_empty, is_whole
from blogroi.model.forms import Choice, Number, Whole, entry
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.intake import as_number
from blogroi.model.number import is_number
from blogroi.model.quantity import Point, Quantity, Range
from blogroi.model.reference import Reference
from blogroi.records import frozen

__all__ = ["FAST", "SLOW", "ReferenceFigure", "Spread", "Use", "figure_of", "figures"]

Spread: TypeAlias = Literal["none", "range over studies", "range over groups", "guidance bands"]
"""What the ends of a figure are, where its source prints any."""

Use: TypeAlias = Literal["value", "trap"]
"""Whether a figure may stand in a case, or circulates and must not."""

_KINDS: Mapping[str, str] = {
    "range over studies": message("ends of studies, it is not said of how many"),
    "range over groups": message("a range over groups"),
    "guidance bands": message("guidance bands"),
}
"""What ends are that are no interval until somebody says of what confidence; those of so many studies are one."""

FAST, SLOW = 2, 5
"""After how many years a figure is to be looked up again, one about search or social media and any other."""


@frozen(kw_only=True)
class ReferenceFigure:
    """A figure that somebody published, with what has to be known before it is used.

    Parameters
    ----------
    key : str
        By which it is named: ``"contact_cost.fr_3939_call_2007"``.
    en, fr : str
        What it is, in English and in French.
    value : float, optional
        What the source prints, or the middle of what it prints.
    centre : str
        What that middle is, where the source prints ends too: most often a mean, which is not what is most likely.
    low, high : float, optional
        The ends that the source prints.
    spread : {"none", "range over studies", "range over groups", "guidance bands"}
        What these ends are.
    studies : int, optional
        Of how many studies they are the least and the greatest, where the source says it.
    spread_note : str
        More about them.
    unit : str
        Its unit; shares are fractions of 1.
    currency : str, optional
        The money that it is in.
    denominator : str
        What it is a share of, or for one of what.
    population : str
        Of whom or of what it was found.
    definition : str
        What exactly was counted.
    year : int
        Year that it is of; its prices are of that year.
    year_inferred : bool
        Whether the source states no year, which was then read off its context.
    expires : int
        Year after which it is to be looked up again.
    source, publisher, url : str
        Title, who published it, and the address at which it was read.
    reliability : str
        How it was come by.
    feeds : str
        What of a case it can stand for; empty for a trap.
    trap : str
        What goes wrong with it; empty where nothing is known to.
    use : {"value", "trap"}
        Whether it may stand in a case.

    Examples
    --------
    >>> import blogroi
    >>> call = blogroi.references()["contact_cost.fr_3939_call_2007"]
    >>> call.value, call.unit, call.year, call.denominator
    (4.96, 'EUR/call', 2007, 'Calls answered.')
    """

    key: str = field(validator=is_text)
    en: str = field(validator=is_text)
    fr: str = field(validator=is_text)
    value: float | None = field(default=None, validator=optional(is_number), metadata=entry(Number(), "The figure."))
    centre: str = field(default="", validator=is_text_or_empty)
    low: float | None = field(default=None, validator=optional(is_number), metadata=entry(Number(), "Lower end."))
    high: float | None = field(default=None, validator=optional(is_number), metadata=entry(Number(), "Upper end."))
    spread: Spread = field(validator=is_choice, metadata=entry(Choice(get_args(Spread)), "What the ends are."))
    studies: int | None = field(
        default=None, validator=optional(is_whole), metadata=entry(Whole(2, 10_000), "Number of studies.")
    )
    spread_note: str = field(default="", validator=is_text_or_empty)
    unit: str = field(validator=is_text)
    currency: str | None = field(default=None, validator=optional(is_text))
    denominator: str = field(validator=is_text)
    population: str = field(validator=is_text)
    definition: str = field(validator=is_text)
    year: int = field(validator=is_whole, metadata=entry(Whole(1000, 9999), "Year that it is of."))
    year_inferred: bool = field(default=False, validator=is_flag)
    expires: int = field(validator=is_whole, metadata=entry(Whole(1000, 9999), "Year after which it is stale."))
    source: str = field(validator=is_text)
    publisher: str = field(validator=is_text)
    url: str = field(validator=is_text)
    reliability: str = field(validator=is_text)
    feeds: str = field(default="", validator=is_text_or_empty)
    trap: str = field(default="", validator=is_text_or_empty)
    use: Use = field(validator=is_choice, metadata=entry(Choice(get_args(Use)), "Whether it may stand in a case."))

    def __attrs_post_init__(self) -> None:
        """Refuse a figure without numbers, ends that are nothing, and a trap that does not say what goes wrong."""
        faults: list[Fault] = []
        if (self.low is None) != (self.high is None) or (self.low is None) != (self.spread == "none"):
            faults.append(Fault("spread", message("says what `low` and `high` are: state both, or none of the three")))
        if self.low is None and self.value is None:
            faults.append(Fault("value", message("is missing")))
        if self.use == "trap" and not self.trap:
            faults.append(Fault("trap", message("is missing: what goes wrong with the figure")))
        raise_faults(faults)

    @property
    def confidence(self) -> float | None:
        """Chance that its ends hold yours, ``(k - 1) / (k + 1)`` for those of k studies, and else not known.

        Studies that are exchangeable leave as many places for another one as there are ends and spaces between them, k + 1,
        and two of these lie outside.

        Examples
        --------
        >>> import blogroi
        >>> blogroi.references()["effect.advertising_short"].confidence
        0.5
        """
        if self.spread != "range over studies" or self.studies is None:
            return None
        return (self.studies - 1) / (self.studies + 1)

    @property
    def answered_by(self) -> str:
        """Who says so and where, as the source of a quantity."""
        said = message("{publisher}: {source}, {url}", publisher=self.publisher, source=self.source, url=self.url)
        return message("{said}; the year is inferred, the page states none", said=said) if self.year_inferred else said

    def quantity(self, *, times: float | None = None, confidence: float | None = None) -> Reference:
        """Take the figure as a quantity of a case.

        Without a spread it is a single number. Ends of k studies are an interval that holds yours with the chance ``(k - 1) / (k + 1)``;
        of all other ends you have to say with what chance they do. A mean between them is left out: it is not what is most likely.

        Parameters
        ----------
        times : float, optional
            By what it is multiplied, to stand in the currency and the prices of the case.
        confidence : float, optional
            Chance that its ends hold yours.

        Returns
        -------
        Reference
            For any field of a case that takes a quantity.

        Raises
        ------
        CaseError
            When it is a trap, or its ends are no interval until you say of what confidence.

        Examples
        --------
        >>> import blogroi
        >>> blogroi.references()["effect.advertising_short"].quantity().quantity
        Range(low=0.09, high=0.22, confidence=0.5)
        >>> blogroi.references()["landing_page.unbounce_2024_mean"].quantity()
        Traceback (most recent call last):
            ...
        blogroi.errors.CaseError: reference: `landing_page.unbounce_2024_mean` is a trap: A landing page is not a blog page. Pages with ...
        """
        if self.use == "trap":
            raise CaseError.at(
                "reference",
                message(
                    "`{key}` is a trap: {trap} Take a figure of your own.", key=self.key, trap=Message(self.trap, {})
                ),
            )
        raise_faults([*_times_faults(times), *self._confidence_faults(confidence)])
        by = 1.0 if times is None else as_number(times)
        return Reference(
            key=self.key,
            quantity=self._numbers(by, self.confidence if confidence is None else as_number(confidence)),
            source=self.answered_by
            if times is None
            else message("{said}; times {factor}", said=self.answered_by, factor=f"{by:g}"),
            year=self.year,
            currency=self.currency,
            is_converted=times is not None,
        )

    def _numbers(self, times: float, confidence: float | None) -> Quantity:
        if confidence is None:
            assert self.value is not None  # as there are no ends
            return Point(_product(self.value, times))
        assert self.low is not None
        assert self.high is not None  # of all other figures a confidence is refused
        return Range(_product(self.low, times), _product(self.high, times), confidence=confidence)

    def _confidence_faults(self, confidence: float | None) -> list[Fault]:
        if self.spread == "none":
            if confidence is None:
                return []
            return [
                Fault(
                    "confidence",
                    message(
                        "is that of no range: `{key}` is a single number, its source prints no spread", key=self.key
                    ),
                )
            ]
        if confidence is None and self.confidence is None:
            return [
                Fault(
                    "confidence",
                    self._ask_for_confidence("quantity(confidence=0.8)"),
                    in_file=self._ask_for_confidence(f'{{ reference = "{self.key}", confidence = 0.8 }}'),
                )
            ]
        return []

    def _ask_for_confidence(self, written: str) -> str:
        return message(
            "is missing: {low} to {high} are {kind}, and no interval: say with what chance they hold yours, as in {written}",
            low=f"{self.low:g}",
            high=f"{self.high:g}",
            kind=_KINDS[self.spread],
            written=written,
        )


def _product(printed: float, times: float) -> float:
    """Multiply a printed figure, to twelve digits: more than any source prints, and as it would be written by hand."""
    return printed if times == 1.0 else float(f"{printed * times:.12g}")


def _times_faults(times: object) -> list[Fault]:
    value: Any = as_number(times)
    if times is None or (type(value) in (int, float) and math.isfinite(value) and value > 0):
        return []
    return [
        Fault(
            "times",
            message("{value} is not a number above zero, by which the figure is multiplied", value=describe(times)),
        )
    ]


@lru_cache(maxsize=1)
def figures() -> FrozenMap[str, ReferenceFigure]:
    """Return all reference figures, by key.

    Examples
    --------
    >>> len(figures())
    78
    """
    import tomllib  # noqa: PLC0415  only who looks a figure up pays for it

    text = resources.files("blogroi.literature").joinpath("figures.toml").read_text(encoding="utf-8")
    return FrozenMap(
        {
            f"{group}.{name}": ReferenceFigure(key=f"{group}.{name}", **stated)
            for group, tables in tomllib.loads(text).items()
            for name, stated in tables.items()
        }
    )


def figure_of(key: object, known: Mapping[str, ReferenceFigure] | None = None) -> ReferenceFigure:
    """Return the reference figure of a key.

    Parameters
    ----------
    key : str
        Its key.
    known : mapping of str to ReferenceFigure, optional
        Among which it is looked for; all of them unless they are given.

    Returns
    -------
    ReferenceFigure

    Raises
    ------
    CaseError
        When there is none.

    Examples
    --------
    >>> figure_of("contact_cost.fr_3939_call")
    Traceback (most recent call last):
        ...
    blogroi.errors.CaseError: reference: there is no reference figure `contact_cost.fr_3939_call`: did you mean `contact_cost.fr_3939_call_2007`?
    """
    among = figures() if known is None else known
    if not isinstance(key, str):
        raise CaseError.at(
            "reference", message("{value} is not the key of a reference figure: it is a text", value=describe(key))
        )
    if key in among:
        return among[key]
    meant = suggest(key, among)
    hint = meant if meant.startswith("did") else message("`blogroi references WORD` finds them")
    raise CaseError.at("reference", message("there is no reference figure `{key}`: {hint}", key=key[:200], hint=hint))
