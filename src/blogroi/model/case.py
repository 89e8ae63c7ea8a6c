"""The case: all that is evaluated together, under one set of conventions.

One horizon, one discounting, one currency and one treatment of gaps hold for every tool of a case; there is no place
where a tool could have its own.
"""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Any, get_args

from attrs import Attribute, evolve, field
from attrs.validators import optional

from blogroi.errors import CaseError, Fault, OptionError, raise_faults
from blogroi.language.naming import describe, key_step, suggest
from blogroi.language.spoken import message
from blogroi.model.blinded import Activity, BlindedCase
from blogroi.model.brief import Brief, brief, count
from blogroi.model.check_policy import CheckPolicy
from blogroi.model.choice_rules import ChoiceRules
from blogroi.model.conventions import GapPolicy
from blogroi.model.correlation import Correlation, correlation_faults
from blogroi.model.discounting import Discounting
from blogroi.model.driver import Driver
from blogroi.model.fields import (
    are_parts,
    as_map,
    as_tuple,
    is_choice,
    is_date,
    is_key_map,
    is_text,
    part_faults,
)
from blogroi.model.forms import Choice, Day, Key, Keyed, Listed, Table, Text, entries, entry
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.grammar.words import NAME
from blogroi.model.horizon import Horizon
from blogroi.model.indicator import Indicator
from blogroi.model.intake import as_optional_date
from blogroi.model.integrity import integrity_faults
from blogroi.model.prices import Prices
from blogroi.model.quoting import quoted_faults, settled
from blogroi.model.scenario import Scenario, scenario_faults, under
from blogroi.model.standing import PlanStanding
from blogroi.model.strategy import Lever, LeverFamily, Objective
from blogroi.model.tool import Tool
from blogroi.model.total import Total
from blogroi.model.weights import Weights
from blogroi.records import frozen

__all__ = ["Case"]


def _as_tools(value: Mapping[str, Tool]) -> FrozenMap[str, Tool]:
    """Copy the tools, each with its key for a name where it has none."""
    if not isinstance(value, Mapping):
        return value
    return FrozenMap(
        {
            key: evolve(tool, name=str(key)) if isinstance(tool, Tool) and not tool.name else tool
            for key, tool in value.items()
        }
    )


def _are_drivers(_: object, attribute: Attribute[Any], value: Any) -> None:
    """Validate a table of drivers; their keys are names in formulas, and looked at with these."""
    if not isinstance(value, Mapping):
        raise_faults([Fault("", message("{value} is not a table", value=describe(value)))], under=attribute.name)


def _as_demands(value: Mapping[str, Iterable[str]]) -> FrozenMap[str, tuple[str, ...]]:
    if not isinstance(value, Mapping):
        return value
    return FrozenMap({tool: as_tuple(indicators) for tool, indicators in value.items()})


def _are_demands(instance: object, attribute: Attribute[Any], value: Any) -> None:
    is_key_map(instance, attribute, value)
    raise_faults(
        (
            Fault(key_step(str(tool)), message("{value} is not a list of indicators", value=describe(indicators)))
            for tool, indicators in value.items()
            if not isinstance(indicators, tuple) or not all(isinstance(name, str) for name in indicators)
        ),
        under=attribute.name,
    )


def _is_currency(_: object, attribute: object, value: Any) -> None:
    if not (isinstance(value, str) and len(value) == 3 and value.isascii() and value.isalpha() and value.isupper()):
        from blogroi.model.cures import currency_cure  # noqa: PLC0415  only who made a mistake pays for it

        meant = currency_cure(value) if isinstance(value, str) else None
        cure = message("three capital letters, such as EUR") if meant is None else message("write {meant}", meant=meant)
        raise CaseError.at(
            "currency", message("{value} is not an ISO 4217 code: {cure}", value=describe(value), cure=cure)
        )


@frozen(kw_only=True)
class Case(Brief):
    """All that is evaluated together: conventions, objectives, levers, indicators, tools.

    Parameters
    ----------
    title : str
        What the case is about.
    currency : str
        ISO 4217 code of the money of the whole case.
    evaluated : datetime.date, optional
        Day of the evaluation; in a case that is read from a file, the day of the reading stands for it where it is left out. It touches
        no figure.
    horizon : Horizon
        The window, the same for every tool.
    discounting : Discounting
        The same for every tool.
    prices : Prices, optional
        In what prices its money is stated. It touches no figure.
    gaps : {"no-credit", "bounds", "prior"}
        How a gap is filled, the same for every tool.
    objectives, levers, drivers, indicators, tools : mapping of str
        The parts, by key. Keys are stable names for paths and references: letters, digits, ``_`` and ``-``.
        Those of drivers stand in formulas, and have no hyphen.
    demands : mapping of str to sequence of str
        Indicators that somebody asked each tool to prove; read by the parity audit and the checks of the plan alone.
    total : Total, optional
        What is stated of all tools together: figures that somebody printed. It touches no figure.
    weights : Weights, optional
        What is known of the weights of the objectives, beside what is stated with each of them.
    correlations : sequence of Correlation
        Which uncertain quantities rise and fall together.
    scenarios : mapping of str to Scenario
        What else could be, each a named set of changes to the case.
    choice : ChoiceRules
        Which tools exclude each other, which need others, which are kept, and what all that is chosen may cost.
    checks : CheckPolicy
        Which checks of the plan are made, and which findings are set aside. It touches no figure.
    as_written : mapping of str to str
        Numbers of the file that may be meant otherwise than they are read, as they stand there, by path: ``38.000``. It is no part
        of what the case states: equality, files and fingerprints leave it out.
    read_on : datetime.date, optional
        Day on which a file was read that states no day of its evaluation. It is no part of what the case states either.
    plan : PlanStanding, optional
        How the case stands to a locked plan, where an answer was asked to hold it against one. It is no part of what the case states either.

    Raises
    ------
    CaseError
        With all the references that lead nowhere and the lists that do not fit the horizon.

    Examples
    --------
    >>> from datetime import date
    >>> from blogroi.model import Cost, Tool
    >>> case = Case(
    ...     title="A blog that only costs",
    ...     currency="EUR",
    ...     evaluated=date(2026, 6, 30),
    ...     horizon=Horizon(start=date(2026, 1, 1), periods=3),
    ...     discounting=Discounting(rate=0.035, timing="end"),
    ...     tools={
    ...         "blog": Tool(
    ...             name="The blog", kind="blog", introduced=date(2026, 1, 15),
    ...             costs=[Cost(item="Writing", amount=9000, when="each")],
    ...         )
    ...     },
    ... )
    >>> case.tools["blog"].costs[0].amount
    Point(value=9000)
    """

    title: str = field(validator=is_text, metadata=entry(Text(), "What the case is about."))
    currency: str = field(
        validator=_is_currency,
        metadata=entry(
            Text(pattern="^[A-Z]{3}$", wanted=message("an ISO 4217 code such as EUR")),
            "ISO 4217 code of the money of the whole case.",
        ),
    )
    evaluated: datetime.date | None = field(
        default=None,
        converter=as_optional_date,
        validator=optional(is_date),
        metadata=entry(Day(), "Day of the evaluation; the day on which the file is read where it is left out."),
    )
    horizon: Horizon = field(
        metadata=entry(
            Table(Horizon, "{ start = 2026-01-01, periods = 3 }"),
            "The window over which every tool is seen.",
        ),
    )
    discounting: Discounting = field(
        metadata=entry(
            Table(Discounting, "{ rate = 0.035 }"),
            "How later money is made comparable with money now.",
        ),
    )
    prices: Prices | None = field(
        default=None,
        metadata=entry(Table(Prices, '{ kind = "real", year = 2026 }'), "In what prices its money is stated."),
    )
    gaps: GapPolicy = field(
        default="no-credit",
        validator=is_choice,
        metadata=entry(Choice(get_args(GapPolicy)), "How a gap is filled, the same for every tool."),
    )
    objectives: FrozenMap[str, Objective] = field(
        factory=FrozenMap,
        converter=as_map,
        validator=is_key_map,
        metadata=entry(Keyed(Table(Objective)), "What the organisation wants."),
    )
    levers: FrozenMap[str, Lever] = field(
        factory=FrozenMap,
        converter=as_map,
        validator=is_key_map,
        metadata=entry(Keyed(Table(Lever)), "How a tool can act on it."),
    )
    drivers: FrozenMap[str, Driver] = field(
        factory=FrozenMap,
        converter=as_map,
        validator=_are_drivers,
        metadata=entry(
            Keyed(Table(Driver), names=Text(pattern=f"^{NAME}$")), "Named quantities that formulas are made of."
        ),
    )
    indicators: FrozenMap[str, Indicator] = field(
        factory=FrozenMap,
        converter=as_map,
        validator=is_key_map,
        metadata=entry(Keyed(Table(Indicator)), "What would show it."),
    )
    tools: FrozenMap[str, Tool] = field(
        factory=FrozenMap,
        converter=_as_tools,
        validator=is_key_map,
        metadata=entry(Keyed(Table(Tool), least=1), "The tools compared."),
    )
    demands: FrozenMap[str, tuple[str, ...]] = field(
        factory=FrozenMap,
        converter=_as_demands,
        validator=_are_demands,
        metadata=entry(
            Keyed(Listed(Key("indicators"), is_ordered=False), called="tool"), "What somebody asked each tool to prove."
        ),
    )
    total: Total | None = field(
        default=None,
        metadata=entry(Table(Total), "What is stated of all tools together: figures that somebody printed."),
    )
    weights: Weights | None = field(
        default=None,
        metadata=entry(Table(Weights), "What is known of the weights of the objectives."),
    )
    correlations: tuple[Correlation, ...] = field(
        default=(),
        converter=as_tuple,
        validator=are_parts,
        metadata=entry(
            Listed(Table(Correlation), is_ordered=False), "Which uncertain quantities rise and fall together."
        ),
    )
    scenarios: FrozenMap[str, Scenario] = field(
        factory=FrozenMap,
        converter=as_map,
        validator=is_key_map,
        metadata=entry(Keyed(Table(Scenario)), "What else could be."),
    )
    choice: ChoiceRules = field(
        factory=ChoiceRules,
        metadata=entry(Table(ChoiceRules), "Which tools can be chosen together, and what they may cost."),
    )
    checks: CheckPolicy = field(
        factory=CheckPolicy,
        metadata=entry(Table(CheckPolicy), "Which checks of the plan are made, and which findings are set aside."),
    )
    as_written: FrozenMap[str, str] = field(factory=FrozenMap[str, str], converter=as_map, eq=False, repr=False)
    read_on: datetime.date | None = field(default=None, validator=optional(is_date), eq=False, repr=False)
    plan: PlanStanding | None = field(default=None, eq=False, repr=False)
    scenario: str | None = field(default=None, init=False, eq=False, repr=False)
    """Key of the scenario that it is, of the case that is stated."""
    stated: Case | None = field(default=None, init=False, eq=False, repr=False)
    """The case of which it is another form; None where it is what somebody stated."""

    def __repr__(self) -> str:
        """Return what it is about, and how much it holds."""
        return brief(
            self,
            count(len(self.tools), "tool"),
            count(len(self.indicators), "indicator"),
            count(len(self.objectives), "objective"),
            f"{count(self.horizon.periods, self.horizon.step)} from {self.horizon.start}",
            self.currency,
            name=self.title,
        )

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        """Return what a notebook shows: the tools, of how much the case is made, and what it lacks."""
        shown: dict[str, str] = import_module("blogroi.results.presenting").presenter().bundle(self)
        return shown

    def __attrs_post_init__(self) -> None:
        """Refuse parts of the wrong class, a case without tools, and references that lead nowhere."""
        stated = ((attribute, getattr(self, attribute.name)) for attribute, _ in entries(Case))
        faults = [
            fault
            for attribute, value in stated
            if value is not None or attribute.default is not None
            for fault in part_faults(attribute, value)
        ]
        if not self.tools:
            faults.append(Fault("tools", message("is empty: there is nothing to evaluate")))
        raise_faults(faults or itertools.chain(integrity_faults(self), correlation_faults(self), quoted_faults(self)))
        for name, parts in settled(self).items():
            object.__setattr__(self, name, parts)
        raise_faults(scenario_faults(self))  # only what is right itself can be changed

    def under(self, scenario: str | None) -> Case:
        """Return the case as it is in one of its scenarios.

        Parameters
        ----------
        scenario : str or None
            Key of the scenario; None for the case as it stands.

        Returns
        -------
        Case
            The case with these values written in, to be drawn from the same random numbers. It has no scenarios.

        Raises
        ------
        OptionError
            When there is no such scenario.

        Examples
        --------
        >>> import blogroi
        >>> from attrs import evolve
        >>> case = blogroi.loads(blogroi.template())
        >>> dear = blogroi.Scenario(statement="Money costs more", set={"discounting.rate": 0.1})
        >>> evolve(case, scenarios={"dear": dear}).under("dear").discounting.rate
        0.1
        """
        if scenario is None or scenario == self.scenario:
            return self
        if scenario not in self.scenarios:
            raise OptionError(
                "scenario",
                message(
                    "there is no scenario {value}: {hint}",
                    value=describe(scenario),
                    hint=suggest(str(scenario), self.scenarios),
                ),
            )
        return under(self, scenario)

    @property
    def day(self) -> datetime.date | None:
        """The day of the evaluation, or that of the reading where the file states none; None where nobody said either."""
        return self.evaluated or self.read_on

    def family_of(self, lever: str) -> LeverFamily | None:
        """Return the family of a lever: as it is stated, or what follows from the aims of its objectives.

        Parameters
        ----------
        lever : str
            Key of the lever.

        Returns
        -------
        {"sales", "process"} or None
            By aim, ``"sales"`` where at least half of the lever goes to revenue, else ``"process"``; None where the aims are not known
            that it would turn on.

        Examples
        --------
        >>> import blogroi
        >>> text = blogroi.template().replace('family = "process"', "")
        >>> blogroi.loads(text).family_of("answers")
        'process'
        """
        return self.levers[lever].family or self.implied_family(lever)

    def implied_family(self, lever: str) -> LeverFamily | None:
        """Return what would be the family of a lever if it did not say it, as `family_of` does.

        Examples
        --------
        >>> import blogroi
        >>> blogroi.loads(blogroi.template()).implied_family("answers")
        'process'
        """
        shares: dict[str | None, float] = {"revenue": 0.0, None: 0.0}
        for key, share in self.levers[lever].shares.items():
            aim = self.objectives[key].aim
            shares[aim] = shares.get(aim, 0.0) + share
        if shares["revenue"] >= 0.5:
            return "sales"
        return None if shares["revenue"] + shares[None] >= 0.5 else "process"

    def activities(self) -> FrozenMap[str, Activity]:
        """Return what the tools cost and change, by their keys, without a word of what they are.

        Returns
        -------
        FrozenMap of str to Activity

        Examples
        --------
        >>> import blogroi
        >>> blog = blogroi.loads(blogroi.template()).activities()["blog"]
        >>> hasattr(blog, "costs"), hasattr(blog, "introduced")
        (True, False)
        """
        return FrozenMap(
            {
                key: Activity(
                    costs=tool.costs,
                    effects=FrozenMap({name: effect.blinded() for name, effect in tool.effects.items()}),
                    not_applicable=tool.not_applicable,
                )
                for key, tool in self.tools.items()
            }
        )

    def blinded(self) -> BlindedCase:
        """Return what figures are computed from: the case without names, kinds and dates of its tools.

        Returns
        -------
        BlindedCase

        Examples
        --------
        >>> import blogroi
        >>> hasattr(blogroi.loads(blogroi.template()).blinded(), "tools")
        False
        """
        return BlindedCase(
            horizon=self.horizon,
            discounting=self.discounting,
            objectives=self.objectives,
            levers=self.levers,
            drivers=self.drivers,
            indicators=self.indicators,
            activities=self.activities(),
            weights=self.weights,
            correlations=(
                self.stated or self
            ).correlations,  # of what is certain in a scenario too: draws stay as they are
        )
