"""The draws themselves, as arrays, for statistics of one's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias, TypeVar, Unpack

import numpy as np
from numpy.typing import NDArray

from blogroi.engine.amounts import amounts_of
from blogroi.engine.by_period import net_flows_of
from blogroi.engine.compile.build import build_frame
from blogroi.engine.details import totals_of
from blogroi.engine.frame import Frame, Labels
from blogroi.engine.shared import shared_values
from blogroi.engine.tape.machine import Kept
from blogroi.errors import OptionError
from blogroi.evaluation.net_benefits import NetBenefits, net_benefits_of
from blogroi.evaluation.size import allow, check_room
from blogroi.evaluation.work import each
from blogroi.language.naming import describe
from blogroi.language.spoken import message
from blogroi.model.asked import conventions_of
from blogroi.model.brief import Brief, brief, count, some
from blogroi.model.case import Case
from blogroi.model.conventions import ConventionKeywords, Conventions
from blogroi.model.limits import Limits
from blogroi.numerics.money import TOLERANCE
from blogroi.records import frozen
from blogroi.results.headings import TOOL, amount, whole
from blogroi.results.table import CURRENCY, Layout, Tables, Value

__all__ = ["Simulation", "ToolDraws", "simulate"]

Floats: TypeAlias = NDArray[np.float64]
T = TypeVar("T")

_NO_COSTS = message("none of its costs is stated: state them in the case, 0 where it costs nothing")

_MOST_ROWS = 5_000_000
_A_ROW = "A row for each tool and draw; the same number is the same possible world for all tools."
_DRAWS = {
    **TOOL,
    "draw": whole("Number of the draw, from 1."),
    "benefits": amount("Present value of the benefits."),
    "costs": amount("Present value of the costs, without what is spent already; empty where it is not known."),
    "npv": amount("Benefits less costs."),
}


@frozen(eq=False)
class ToolDraws(Brief):
    """The draws of one tool, for statistics of one's own. Position ``n`` is the same possible world in every array.

    Parameters
    ----------
    benefits : numpy.ndarray of float, shape (draws,)
        Present values in the currency of the case.
    costs : numpy.ndarray of float, shape (draws,), or None
        Likewise; sunk costs left out. None where no cost of the tool is stated: what it costs is not known then.

    Examples
    --------
    >>> ToolDraws(np.array([150.0]), np.array([100.0])).roi.tolist()
    [0.5]
    """

    benefits: Floats
    costs: Floats | None

    def __repr__(self) -> str:
        """Return how many draws there are."""
        return brief(
            self, count(self.benefits.size, "draw"), "costs not known" if self.costs is None else "benefits and costs"
        )

    @property
    def npv(self) -> Floats:
        """Net present value, shape (draws,).

        Raises
        ------
        OptionError
            When no cost of the tool is stated.
        """
        return self.benefits - self._stated_costs()

    @property
    def bcr(self) -> Floats:
        """Benefits over costs, shape (draws,).

        Raises
        ------
        OptionError
            When costs are not above zero in every draw: the ratio is then unknown, not infinite. When no cost is stated.
        """
        costs = self._stated_costs()
        if not (costs > TOLERANCE * (np.abs(self.benefits) + costs)).all():
            raise OptionError("tool", message("its costs are not above zero in every draw: the ratio is unknown"))
        return self.benefits / costs

    def _stated_costs(self) -> Floats:
        if self.costs is None:
            raise OptionError("tool", _NO_COSTS)
        return self.costs

    @property
    def roi(self) -> Floats:
        """Benefits less costs, over costs, shape (draws,); errors as for ``bcr``."""
        ratio = self.bcr
        ratio -= 1.0
        return ratio


class Simulation(Mapping[str, ToolDraws]):
    """The draws of every tool, computed when they are asked for, one tool at a time.

    Nothing is kept: asking twice works twice and gives the same bits. Memory is thus that of one tool.

    Parameters
    ----------
    frame : Frame
        The anonymous case.
    labels : Labels
        Its names.
    draws : int
        Number of draws.
    case : Case
        What its tools are called, and which of them have no known costs.
    """

    __slots__ = ("_case", "_draws", "_frame", "_labels", "_shared")

    def __repr__(self) -> str:
        """Return of which tools it is."""
        return brief(self, count(self._draws, "draw"), some(self))

    def __init__(self, frame: Frame, labels: Labels, draws: int, *, case: Case) -> None:
        self._frame, self._labels, self._draws, self._case = frame, labels, draws, case
        self._shared: Kept = shared_values(frame, draws)

    def __getitem__(self, key: str) -> ToolDraws:
        if key not in self._labels.tools:
            raise KeyError(key)
        totals = totals_of(self._frame, self._labels.tools.index(key), self._draws, shared=self._shared)
        return ToolDraws(totals.benefits, totals.costs if self._case.tools[key].costs else None)

    def __iter__(self) -> Iterator[str]:
        return iter(self._labels.tools)

    def __len__(self) -> int:
        return len(self._labels.tools)

    def each(self, function: Callable[[ToolDraws], T], *, threads: int = 1) -> dict[str, T]:
        """Apply a function to the draws of every tool, holding the draws of one tool a thread at a time.

        Parameters
        ----------
        function : callable
            What is to be known of a tool's draws.
        threads : int
            Number of threads, over tools; it changes no draw.

        Returns
        -------
        dict
            What the function gave, by the tool's key.
        """
        keys = tuple(self)
        return dict(zip(keys, each(lambda key: function(self[key]), keys, threads), strict=True))

    def by_indicator(self, key: str) -> dict[str, Floats]:
        """Return a tool's benefits by indicator, which add up to its benefits draw by draw.

        Parameters
        ----------
        key : str
            Key of the tool.

        Returns
        -------
        dict of str to numpy.ndarray of float, shape (draws,)
        """
        position = self._labels.tools.index(key)
        flows = self._frame.tools[position].benefits
        rows = amounts_of(self._frame, flows, self._draws, shared=self._shared).rows
        labels = self._labels.parts[position].benefits
        return {label.indicator: row for label, row in zip(labels, rows, strict=True)}

    def flows(self, key: str, *, in_cash: bool = False) -> Floats:
        """Return what comes and goes of a tool over time, undiscounted: the draws of ``cash_by_period``.

        Parameters
        ----------
        key : str
            Key of the tool.
        in_cash : bool
            Whether that alone counts which is money.

        Returns
        -------
        numpy.ndarray of float, shape (draws, 1 + periods)
            Benefits less costs at time 0 and in each period, in the currency of the case; sunk costs left out.
            ``flows.cumsum(axis=1)`` is what they have come to.

        Raises
        ------
        OptionError
            When no cost of the tool is stated, or a benefit does not say what becomes of it; when so many draws of so many periods
            would take more memory than is reasonable.

        Examples
        --------
        >>> import blogroi
        >>> case = blogroi.loads(blogroi.template())
        >>> simulation = blogroi.simulate(case, draws=1000)
        >>> simulation.flows("blog").shape == (1000, 1 + case.horizon.periods)
        True
        """
        if key not in self._labels.tools:
            raise KeyError(key)
        if not self._case.tools[key].costs:
            raise OptionError("tool", _NO_COSTS)
        check_room(3 * len(self._frame.times), self._draws)
        position = self._labels.tools.index(key)
        found = net_flows_of(self._frame, position, self._draws, shared=self._shared, in_cash=in_cash)
        if found is None:
            raise OptionError(
                "in_cash", message("not all of its benefits say what becomes of them: state `cash` of their indicators")
            )
        return np.ascontiguousarray(found.rows.T)

    def net_benefits(self, *, nothing: str | None = "nothing") -> NetBenefits:
        """Return what each tool brings in less what it costs as one array, with the draws of what that depends on.

        It is the form in which packages for the value of information take a decision: `docs/how-to.md` hands it to heormodel
        and voiage. Chance stands at its mean in it, since nobody can find it out; ``simulation[key].npv`` holds it as drawn.

        Parameters
        ----------
        nothing : str or None
            What the first column is called, which is doing nothing; None where that is no option.

        Returns
        -------
        NetBenefits

        Raises
        ------
        OptionError
            When a tool has the same key as doing nothing; when there is no room for so many draws of so many tools.

        Examples
        --------
        >>> import blogroi
        >>> net = blogroi.simulate(blogroi.loads(blogroi.template()), draws=1000).net_benefits()
        >>> net.options, net.values.shape, len(net.inputs)
        (('nothing', 'blog', 'magazine'), (1000, 3), 10)
        """
        if nothing in self._labels.tools:
            raise OptionError(
                "nothing",
                message("{value} is the key of a tool: call doing nothing by another name", value=describe(nothing)),
            )
        stated = {key: bool(self._case.tools[key].costs) for key in self}
        return net_benefits_of(
            self._frame, self._labels, self._draws, tools=stated, nothing=nothing, shared=self._shared
        )

    @property
    def tables(self) -> Tables:
        """The draws as a tidy table, ``draws``: a row for each tool and draw.

        Examples
        --------
        >>> import blogroi
        >>> blogroi.simulate(blogroi.loads(blogroi.template()), draws=1000).tables["draws"]
        <Table 'draws': 2,000 rows; 6 columns>
        """
        layout: Layout[Simulation] = Layout("draws", _A_ROW, _DRAWS, lambda simulation: simulation._rows())
        return Tables(self, [layout], {CURRENCY: self._case.currency})

    def _rows(self) -> Iterator[Mapping[str, Value]]:
        """Go through all draws, tool by tool."""
        if (rows := self._draws * len(self)) > _MOST_ROWS:
            raise OptionError(
                "draws",
                message(
                    "{rows} rows are too many for a table: take fewer draws, or the arrays, `simulation[key].npv`",
                    rows=str(rows),
                ),
            )
        for key in self:
            drawn = self[key]
            named = {"tool": key, "name": self._case.tools[key].name}
            benefits = drawn.benefits.tolist()
            costs = [None] * self._draws if drawn.costs is None else drawn.costs.tolist()
            npv = costs if drawn.costs is None else drawn.npv.tolist()
            for draw, (gained, spent, net) in enumerate(zip(benefits, costs, npv, strict=True), start=1):
                yield {**named, "draw": draw, "benefits": gained, "costs": spent, "npv": net}


def simulate(
    case: Case,
    *,
    limits: Limits | None = None,
    conventions: Conventions | None = None,
    **stated: Unpack[ConventionKeywords],
) -> Simulation:
    """Return the draws themselves, as arrays, for statistics of one's own.

    Parameters
    ----------
    case : Case
        What is evaluated.
    limits : Limits, optional
        How much may be asked for; of memory and time, as much as an evaluation takes.
    conventions, **stated
        As in :func:`blogroi.evaluate`, of whose figures these are the draws.

    Returns
    -------
    Simulation

    Raises
    ------
    OptionError, CaseError
        As in :func:`blogroi.evaluate`.

    Examples
    --------
    >>> import blogroi
    >>> simulation = blogroi.simulate(blogroi.loads(blogroi.template()), draws=1000)
    >>> simulation["blog"].npv.shape
    (1000,)
    """
    held = conventions_of(case, conventions, **stated)
    allow(case, held, limits)
    case = case.under(held.scenario)
    frame, labels = build_frame(case.blinded(), held)
    return Simulation(frame, labels, held.draws, case=case)
