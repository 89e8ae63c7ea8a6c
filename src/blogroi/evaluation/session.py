"""A session: one case after the other, each a little different, and what has not changed kept from one to the next.

It is for whoever moves a slider. What is compiled, drawn and added up for one case is there for the next one, by what it is made of: no
figure goes by it, for what is kept is what would be computed again.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from threading import Lock
from typing import Any, TypeAlias, Unpack

import numpy as np
from attrs import asdict, evolve
from numpy.typing import NDArray

from blogroi.engine.compile.build import build_tools
from blogroi.engine.compile.gaps import gaps_of
from blogroi.engine.compile.pieces import Pieces
from blogroi.engine.compile.timing import discount_factors, flow_times
from blogroi.engine.frame import ToolFrame
from blogroi.engine.kept_flows import AT_ONCE, FlowSum, KeptFlows
from blogroi.evaluation.envelope import envelope_of
from blogroi.evaluation.progress import units_of_tool
from blogroi.evaluation.ranking import order_of
from blogroi.evaluation.size import check_room, check_size, size_of_moves
from blogroi.evaluation.summaries import shares_by_sign
from blogroi.evaluation.totals import Total
from blogroi.files.fingerprint import StatedParts
from blogroi.model.arguments import whole
from blogroi.model.asked import a_case, conventions_of
from blogroi.model.brief import Brief, brief, count
from blogroi.model.case import Case
from blogroi.model.conventions import ConventionKeywords, Conventions
from blogroi.model.fields import StatedLike
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.limits import Limits, check_case, limits_of
from blogroi.model.values import changed
from blogroi.records import frozen
from blogroi.results.net_present import NetPresentValues, ToolNetPresentValue
from blogroi.results.summary import Summary

__all__ = ["MEMORY", "Session"]

Floats: TypeAlias = NDArray[np.float64]

MEMORY = 1 << 28
"""Bytes of draws that a session keeps, unless something else is said."""

_SUMS = 20  # arrays of draws beside those of flows: the sums of a tool, and what is made of them


class Session(Brief):
    """A case that is evaluated again and again, each time a little different: a slider, a page that somebody plays with.

    What did not change is kept: an input that moves is drawn anew, and what is made of it is added up again. The answer is that of
    :func:`blogroi.evaluate`, figure by figure and to the last bit, of net present values and the chance of paying alone. It depends on
    what is asked and never on what was asked before.

    Parameters
    ----------
    case : Case
        What is moved.
    memory : int
        Bytes of draws that are kept at the most, 256 MiB unless it is said, and no more than limits leave; beside them are tables and expressions of a few MiB, and
        what one evaluation of a tool takes while it lasts. What there is no room for is drawn again.
    limits : Limits, optional
        How much each evaluation may ask for; of bytes, with what is kept.
    conventions, **stated
        As in :func:`blogroi.evaluate`, the same for every case that the session is asked about; window and discounting are those of each.

    Raises
    ------
    OptionError
        When an argument cannot be taken as it is.
    LimitError
        When more is asked for than is allowed, before anything is drawn.

    Notes
    -----
    A session can be asked from any number of threads; they take turns. Two sessions share nothing. It cannot be pickled: a process has its
    own.

    Examples
    --------
    >>> import blogroi
    >>> session = blogroi.Session(blogroi.load("examples/chamber.toml"), draws=2_000)
    >>> for pages in (100, 200, 300):
    ...     blog = session.evaluate(settings={"tools.blog.costs.Writing.units": pages}).tools["blog"]
    ...     print(f"{blog.npv:,.0f}", blog.verdict)
    25,277 pays
    13,566 pays
    1,855 open

    The same figures as those of an evaluation, for any case that is like it:

    >>> dearer = session.changed({"discounting.rate": 0.08})
    >>> session.evaluate(dearer).tools["blog"].npv == blogroi.evaluate(dearer, draws=2_000).tools["blog"].npv
    True
    """

    def __init__(
        self,
        case: Case,
        *,
        memory: int = MEMORY,
        limits: Limits | None = None,
        conventions: Conventions | None = None,
        **stated: Unpack[ConventionKeywords],
    ) -> None:
        self._conventions = conventions_of(case, conventions, **stated)
        self._case, self._limits = case, limits
        self._asked: dict[str, Any] = _asked(self._conventions) if conventions is not None else {**stated}
        self._lock, self._pieces, self._parts = Lock(), Pieces(), StatedParts()
        self._tools: dict[str, _Kept] = {}
        self._units: dict[str, tuple[ToolFrame, int]] = {}
        check_case(case, self._conventions.draws, limits_of(limits))
        if self._is_estimated:
            seen = case.under(self._conventions.scenario)
            self._room(build_tools(seen.blinded(), self._conventions, self._pieces), 1 + seen.horizon.periods)
        self._flows = KeptFlows(self._conventions.draws, whole("memory", memory, low=0, high=1 << 40))
        self._net, self._gross = np.empty(self._conventions.draws), np.empty(self._conventions.draws)

    def __repr__(self) -> str:
        """Return of which case it is."""
        return brief(self, count(self._conventions.draws, "draw"), name=self._case.title, of="of")

    @property
    def case(self) -> Case:
        """The case that it was made for, as it stands."""
        return self._case

    @property
    def conventions(self) -> Conventions:
        """Under what conventions that case is evaluated."""
        return self._conventions

    @property
    def nbytes(self) -> int:
        """How many bytes of draws are kept, which are never more than ``memory``."""
        return self._flows.nbytes

    @property
    def _is_estimated(self) -> bool:
        """Whether what an evaluation takes is limited."""
        return self._limits is not None and not (self._limits.bytes is None and self._limits.seconds is None)

    def changed(self, settings: Mapping[str, StatedLike]) -> Case:
        """Return the case with other values, to be evaluated, or written by ``blogroi.dump``.

        Parameters
        ----------
        settings : mapping of str to Quantity, float, formula, or a list with one for each period
            Values by path, as a scenario sets them: ``tools.blog.costs.Writing.amount``, ``drivers.visits.value``,
            ``discounting.rate``. At ``tools.intranet.gaps.calls`` a change is stated of which nothing was known.

        Returns
        -------
        Case
            One that stands for itself, scenarios and all. Correlations of what is no longer drawn are left out.

        Raises
        ------
        CaseError
            With each path that leads nowhere, and what was meant; with each value that its field cannot hold.

        Examples
        --------
        >>> import blogroi
        >>> session = blogroi.Session(blogroi.loads(blogroi.template()))
        >>> session.changed({"discounting.rate": 0.08}).discounting.rate
        0.08
        >>> session.changed({"tools.blog.effects.calls_avoided.chang": 5})
        Traceback (most recent call last):
            ...
        blogroi.errors.CaseError: tools.blog.effects.calls_avoided.chang: is not a quantity of the case: did you mean `tools.blog.effects.calls_avoided.change`?
        """
        return changed(self._case, settings)

    def evaluate(
        self, case: Case | None = None, *, settings: Mapping[str, StatedLike] | None = None
    ) -> NetPresentValues:
        """Return what every tool brings in less what it costs.

        Parameters
        ----------
        case : Case, optional
            Another case, changed in whatever way; that of the session unless it is given.
        settings : mapping of str to Quantity, float, formula, or a list with one for each period; optional
            Values that are others in it, as in :meth:`changed`. The next evaluation knows nothing of them.

        Returns
        -------
        NetPresentValues

        Raises
        ------
        CaseError, OptionError
            As in :meth:`changed`, and in :func:`blogroi.evaluate`.

        Examples
        --------
        >>> import blogroi
        >>> session = blogroi.Session(blogroi.loads(blogroi.template()), draws=1_000)
        >>> session.evaluate(settings={"tools.blog.effects.calls_avoided.change": blogroi.Range(500, 900)}).order
        ('blog', 'magazine')
        """
        if case is None:
            case = self._case
        else:
            a_case(case)
        if settings is not None:
            case = changed(case, settings)
        held = self._under(case)
        seen = case.under(held.scenario)
        check_case(case, held.draws, limits_of(self._limits))
        with self._lock:
            figures = self._figures(seen, held)
            told = envelope_of(seen, held, self._parts)
        order = order_of({key: (one.npv.mean, one.gross) for key, one in figures.items() if one.npv is not None})
        gains = seen.blinded()
        return NetPresentValues(
            **told,
            tools=FrozenMap(
                {
                    key: ToolNetPresentValue(
                        name=seen.tools[key].name,
                        npv=one.npv,
                        probability_positive=one.positive,
                        probability_even=one.even,
                        gaps=gaps_of(gains, gains.activities[key]),
                    )
                    for key, one in figures.items()
                }
            ),
            order=order,
        )

    def _under(self, case: Case) -> Conventions:
        """Return the conventions of the session, with the window and the discounting of a case."""
        if case is self._case:
            return self._conventions
        held = Conventions.of(case, **self._asked)
        return held if case.day is not None else evolve(held, evaluated=self._conventions.evaluated)

    def _figures(self, case: Case, held: Conventions) -> dict[str, _Figures]:
        """Compute all tools, each from what is kept of it where it is made of the same."""
        gains = case.blinded()
        tools = build_tools(gains, held, self._pieces)
        times = flow_times(gains.horizon, gains.discounting.timing)
        discount = discount_factors(gains.discounting, times)
        self._flows.begin(discount, room=self._room(tools, len(times)))
        kept: dict[str, _Kept] = {}
        for key, tool in tools.items():
            basis = (tool, discount, held.gaps == "bounds") if gains.activities[key].costs else None
            known = self._tools.get(key)
            if known is None or known.basis != basis:
                figures = _UNKNOWN if basis is None else self._of_tool(tool, is_bounded=held.gaps == "bounds")
                known = _Kept(basis, figures)
            kept[key] = known
        self._tools = kept
        return {key: known.figures for key, known in kept.items()}

    def _room(self, tools: Mapping[str, ToolFrame], slots: int) -> int | None:
        """Return how many bytes may be kept of a case, where they are limited; refuse it where it is not allowed."""
        limits, draws = self._limits, self._conventions.draws
        if limits is None or not self._is_estimated:
            return None
        self._units = {
            key: known
            if (known := self._units.get(key)) is not None and known[0] is tool
            else (tool, units_of_tool(tool, slots).total)
            for key, tool in tools.items()
        }
        counts = [len(tool.benefits) + len(tool.costs) for tool in tools.values()]
        units = sum(units for _, units in self._units.values())
        size = size_of_moves(counts, units, at_once=AT_ONCE)
        check_size(size, draws, limits)
        return None if limits.bytes is None else math.floor(limits.bytes - size.bytes(draws))

    def _of_tool(self, tool: ToolFrame, *, is_bounded: bool) -> _Figures:
        """Add up one tool, in the order in which the evaluation does."""
        gaps = tool.gaps if is_bounded else ()
        groups = (tool.benefits, tool.costs, tuple(gap.lowest for gap in gaps), tuple(gap.highest for gap in gaps))
        check_room(2 * min(sum(map(len, groups)), AT_ONCE) + _SUMS, self._conventions.draws)
        gained, spent, lowest, highest = self._flows.sums(groups)
        gross = np.add(gained.sizes, spent.sizes, out=self._gross)
        npv = _total(gained).less(_total(spent), out=self._net)
        positive, even = shares_by_sign(npv.values, gross)
        ends = (lowest.values, highest.values) if gaps else None
        return _Figures(npv.summary(ends), positive, even, gained.size + spent.size)


@frozen
class _Figures:
    """What is said of one tool."""

    npv: Summary | None
    positive: float | None
    even: float | None
    gross: float


_UNKNOWN = _Figures(None, None, None, 0.0)


@frozen
class _Kept:
    """The figures of one tool, and what they are made of: nothing where its cost is not known."""

    basis: tuple[ToolFrame, tuple[float, ...], bool] | None
    figures: _Figures


def _total(found: FlowSum) -> Total:
    return Total(found.values, found.mean, found.rest)


def _asked(conventions: Conventions) -> dict[str, Any]:
    """Return ready conventions as the keywords that ask for them."""
    names = ConventionKeywords.__annotations__
    return {name: value for name, value in asdict(conventions, recurse=False).items() if name in names}
