"""Where quantities stand in a case: a closed set of paths, which are read from a text and printed in this module alone.

By its path a quantity's random stream is keyed, correlations name it, and answers say what they are about. Where in a file a reader is
sent to is said by ``blogroi.model.locations``.

A text can be read back because keys hold no dot and no bracket: the name of a cost, which may hold anything, lies between the fixed
words before it and the last dot, which stands before its field.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar, Protocol, TypeAlias

from attrs import evolve

from blogroi.language.spoken import message
from blogroi.model.path_words import field_of, in_period, in_quotes
from blogroi.records import frozen

__all__ = [
    "CostPath",
    "CostsPath",
    "DriverPath",
    "EffectPath",
    "EvidencePath",
    "GapPath",
    "IndicatorPath",
    "Named",
    "Names",
    "Path",
    "QuantityPath",
    "parse_path",
]


class Named(Protocol):
    """What has a statement by which people know it."""

    @property
    def statement(self) -> str:
        """What it says."""
        ...


class Names(Protocol):
    """What tools, indicators and drivers are called, by their keys."""

    @property
    def tools(self) -> Mapping[str, str]:
        """Names of the tools."""
        ...

    @property
    def indicators(self) -> Mapping[str, Named]:
        """Statements of the indicators."""
        ...

    @property
    def drivers(self) -> Mapping[str, Named]:
        """Statements of the drivers."""
        ...


def _ending(field: str, period: int | None) -> str:
    return f"{f'.{field}' if field else ''}{'' if period is None else f'[{period}]'}"


@frozen
class DriverPath:
    """A driver, of which its value is drawn.

    Parameters
    ----------
    driver : str
        Its key.
    field : str
        ``value``, or any other field; empty for the driver.
    period : int or None
        From 1, where there is one for each.

    Examples
    --------
    >>> str(DriverPath("visits")), str(DriverPath("luck", period=3))
    ('drivers.visits.value', 'drivers.luck.value[3]')
    """

    driver: str
    field: str = "value"
    period: int | None = None
    tool: ClassVar[str] = ""
    indicator: ClassVar[str] = ""

    def __str__(self) -> str:
        """Print the path."""
        return f"drivers.{self.driver}{_ending(self.field, self.period)}"

    def at(self, field: str) -> DriverPath:
        """Return the path of a field."""
        return DriverPath(self.driver, field)

    def in_period(self, period: int | None) -> DriverPath:
        """Return the path of the same in one period."""
        return evolve(self, period=period)

    @property
    def subject(self) -> DriverPath:
        """What could be found out by looking, which is the driver, wherever it is used."""
        return DriverPath(self.driver)

    def describe(self, names: Names) -> str:
        """Return in words what it stands for."""
        return in_period(in_quotes(names.drivers[self.driver].statement), self.period)


@frozen
class IndicatorPath:
    """An indicator, or what is stated with it.

    Parameters
    ----------
    indicator : str
        Its key.
    field : str
        ``value``, ``margin``, ``total``, ``prior``, the ``change`` that effects share, or any other field; empty for the indicator.
    period : int or None
        From 1, where there is one for each.

    Examples
    --------
    >>> str(IndicatorPath("calls", "total", 2))
    'indicators.calls.total[2]'
    """

    indicator: str
    field: str = ""
    period: int | None = None
    tool: ClassVar[str] = ""

    def __str__(self) -> str:
        """Print the path."""
        return f"indicators.{self.indicator}{_ending(self.field, self.period)}"

    def at(self, field: str) -> IndicatorPath:
        """Return the path of a field."""
        return IndicatorPath(self.indicator, field)

    def in_period(self, period: int | None) -> IndicatorPath:
        """Return the path of the same in one period."""
        return evolve(self, period=period)

    @property
    def subject(self) -> IndicatorPath:
        """What could be found out by looking, of which a change that effects share is one thing, what a unit is worth another."""
        return IndicatorPath(self.indicator, "change" if self.field == "change" else "")

    def describe(self, names: Names) -> str:
        """Return in words what it stands for."""
        said = in_quotes(names.indicators[self.indicator].statement)
        if self.field == "change":
            return in_period(message("the change in {indicator} that tools share", indicator=said), self.period)
        return field_of(self.field or "value", said, self.period)


@frozen
class EffectPath:
    """An effect, or what is stated with it.

    Parameters
    ----------
    tool, indicator : str
        Keys of the tool and of the indicator.
    field : str
        ``change``, one of its corrections, or any other field; empty for the effect.
    period : int or None
        From 1, where there is one for each.

    Examples
    --------
    >>> str(EffectPath("blog", "calls").at("change").in_period(2))
    'tools.blog.effects.calls.change[2]'
    """

    tool: str
    indicator: str
    field: str = ""
    period: int | None = None

    def __str__(self) -> str:
        """Print the path."""
        return f"tools.{self.tool}.effects.{self.indicator}{_ending(self.field, self.period)}"

    def at(self, field: str) -> EffectPath:
        """Return the path of a field."""
        return EffectPath(self.tool, self.indicator, field)

    def in_period(self, period: int | None) -> EffectPath:
        """Return the path of the same in one period."""
        return evolve(self, period=period)

    @property
    def subject(self) -> EffectPath:
        """What could be found out by looking, which is the whole effect, corrections included."""
        return EffectPath(self.tool, self.indicator)

    def describe(self, names: Names) -> str:
        """Return in words what it stands for."""
        effect = message(
            "the effect of {tool} on {indicator}",
            tool=names.tools[self.tool],
            indicator=in_quotes(names.indicators[self.indicator].statement),
        )
        return field_of("" if self.field == "change" else self.field, effect, self.period)


@frozen
class GapPath:
    """What a tool changes in an indicator, where nothing is known of it.

    Parameters
    ----------
    tool, indicator : str
        Keys of the tool and of the indicator.
    period : int or None
        From 1, where there is one for each.

    Examples
    --------
    >>> str(GapPath("magazine", "calls"))
    'tools.magazine.gaps.calls'
    """

    tool: str
    indicator: str
    period: int | None = None
    field: ClassVar[str] = ""

    def __str__(self) -> str:
        """Print the path."""
        return f"tools.{self.tool}.gaps.{self.indicator}{_ending('', self.period)}"

    def in_period(self, period: int | None) -> GapPath:
        """Return the path of the same in one period."""
        return evolve(self, period=period)

    @property
    def subject(self) -> GapPath:
        """What could be found out by looking, which is the gap as a whole."""
        return GapPath(self.tool, self.indicator)

    def describe(self, names: Names) -> str:
        """Return in words what it stands for."""
        return message(
            "whether {tool} has an effect on {indicator}",
            tool=names.tools[self.tool],
            indicator=in_quotes(names.indicators[self.indicator].statement),
        )


@frozen
class EvidencePath:
    """What holds of all effects that are known in one way, where a correction by it is asked for.

    Parameters
    ----------
    evidence : str
        The class of evidence.

    Examples
    --------
    >>> str(EvidencePath("observed"))
    'evidence.observed'
    """

    evidence: str
    tool: ClassVar[str] = ""
    indicator: ClassVar[str] = ""
    field: ClassVar[str] = ""
    period: ClassVar[None] = None

    def __str__(self) -> str:
        """Print the path."""
        return f"evidence.{self.evidence}"

    def in_period(self, period: int | None) -> EvidencePath:
        """Return the path itself: it is the same in every period."""
        return self

    @property
    def subject(self) -> EvidencePath:
        """What could be found out by looking, which is what holds of all such effects."""
        return self

    def describe(self, names: Names) -> str:
        """Return in words what it stands for."""
        return _HOLDS[self.evidence]


@frozen
class CostsPath:
    """All that a tool costs.

    Examples
    --------
    >>> str(CostsPath("blog"))
    'tools.blog.costs'
    """

    tool: str
    indicator: ClassVar[str] = ""
    field: ClassVar[str] = ""
    period: ClassVar[None] = None

    def __str__(self) -> str:
        """Print the path."""
        return f"tools.{self.tool}.costs"

    @property
    def subject(self) -> CostsPath:
        """What could be found out by looking, which is the costs together."""
        return self

    def describe(self, names: Names) -> str:
        """Return in words what it stands for."""
        return message("the costs of {tool}", tool=names.tools[self.tool])


@frozen
class CostPath:
    """One cost of a tool, called by its key or its item, or what is stated with it.

    Parameters
    ----------
    tool : str
        Key of the tool.
    name : str
        What it is called: its key where it has one, else what is paid for.
    field : str
        ``amount``, ``units``, ``unit_cost``, ``contingency`` or ``residual``. Empty for the cost itself, whose text cannot be read back: a name may
        hold dots.
    period : int or None
        From 1, where there is one for each.

    Examples
    --------
    >>> str(CostPath("blog", "Mr. Smith's fee").at("amount"))
    "tools.blog.costs.Mr. Smith's fee.amount"
    """

    tool: str
    name: str
    field: str = ""
    period: int | None = None
    indicator: ClassVar[str] = ""

    def __str__(self) -> str:
        """Print the path."""
        return f"tools.{self.tool}.costs.{self.name}{_ending(self.field, self.period)}"

    def at(self, field: str) -> CostPath:
        """Return the path of a field."""
        return CostPath(self.tool, self.name, field)

    def in_period(self, period: int | None) -> CostPath:
        """Return the path of the same in one period."""
        return evolve(self, period=period)

    @property
    def subject(self) -> CostsPath:
        """What could be found out by looking, which is the costs of the tool together."""
        return CostsPath(self.tool)

    def describe(self, names: Names) -> str:
        """Return in words what it stands for."""
        cost = message("{cost}, a cost of {tool}", cost=self.name, tool=names.tools[self.tool])
        return field_of("" if self.field == "amount" else self.field, cost, self.period)


QuantityPath: TypeAlias = DriverPath | IndicatorPath | EffectPath | GapPath | EvidencePath | CostPath
"""Where a quantity stands, which there may be one of for each period."""

Path: TypeAlias = QuantityPath | CostsPath
"""Where a quantity stands, or what quantities are parts of."""


_HOLDS: Mapping[str, str] = {
    "measured": message("what holds of effects that were measured"),
    "observed": message("what holds of effects that were observed"),
    "estimated": message("what holds of effects that were estimated"),
    "assumed": message("what holds of effects that were assumed"),
}

_KEY = r"[^.\[\]]+"
_PERIOD = r"(?:\[(?P<period>[0-9]+)\])?"
_FIELD = rf"\.(?P<field>[^.\[\]]+){_PERIOD}"
_READ: tuple[tuple[type[Path], re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.DOTALL))
    for kind, pattern in (
        (DriverPath, rf"drivers\.(?P<driver>{_KEY}){_FIELD}"),
        (IndicatorPath, rf"indicators\.(?P<indicator>{_KEY})(?:{_FIELD})?"),
        (EffectPath, rf"tools\.(?P<tool>{_KEY})\.effects\.(?P<indicator>{_KEY})(?:{_FIELD})?"),
        (GapPath, rf"tools\.(?P<tool>{_KEY})\.gaps\.(?P<indicator>{_KEY}){_PERIOD}"),
        (EvidencePath, rf"evidence\.(?P<evidence>{_KEY})"),
        (CostsPath, rf"tools\.(?P<tool>{_KEY})\.costs"),
        (CostPath, rf"tools\.(?P<tool>{_KEY})\.costs\.(?P<name>.+){_FIELD}"),
    )
)


def parse_path(text: str) -> Path:
    """Read the path of a quantity, or of what quantities are parts of.

    Parameters
    ----------
    text : str
        A path as it is printed.

    Returns
    -------
    Path

    Raises
    ------
    ValueError
        When it is not such a path.

    Examples
    --------
    >>> parse_path("tools.blog.effects.gaps.change[2]")
    EffectPath(tool='blog', indicator='gaps', field='change', period=2)
    """
    for kind, pattern in _READ:
        if found := pattern.fullmatch(text):
            parts = {name: part for name, part in found.groupdict().items() if part is not None}
            return kind(**{name: int(part) if name == "period" else part for name, part in parts.items()})  # type: ignore[arg-type]
    raise ValueError(f"{text[:200]!r} is not the path of a quantity")
