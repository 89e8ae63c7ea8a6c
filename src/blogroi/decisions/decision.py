"""A decision about the tools of a case, as draws: what each would bring in, and what is uncertain about it.

Every answer before a decision is read off such draws, and starts from what the evaluation expects. Inputs are drawn when they are
asked for, one at a time, so that memory is that of the net present values and of one input.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import reduce
from typing import TypeAlias, Unpack

import numpy as np
from attrs import evolve
from numpy.typing import NDArray

from blogroi.decisions.alternatives import Choices, Sets, alternatives
from blogroi.decisions.net import Net, Sum, net_given_inputs, net_of, units_of_net
from blogroi.decisions.stakes import Stakes, certain
from blogroi.engine.amounts import amounts_of, expected_flow
from blogroi.engine.compile.build import build_frame
from blogroi.engine.details import gap_values_of
from blogroi.engine.draws import Draw
from blogroi.engine.frame import Frame, Labels
from blogroi.engine.inputs import input_draws
from blogroi.engine.shared import shared_values
from blogroi.engine.tape.machine import Kept
from blogroi.errors import OptionError
from blogroi.evaluation.progress import Progress, Work
from blogroi.evaluation.size import allow, check_room
from blogroi.evaluation.totals import Total
from blogroi.language.naming import describe, suggest
from blogroi.language.spoken import message
from blogroi.model.asked import conventions_of
from blogroi.model.brief import Brief, brief, count, some
from blogroi.model.case import Case
from blogroi.model.conventions import ConventionKeywords, Conventions, GapPolicy
from blogroi.model.fields import several
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.limits import Limits
from blogroi.model.supposed import supposed
from blogroi.records import frozen
from blogroi.results.summary import Summary

__all__ = ["Decision", "can_fill_gaps", "decide", "decision_under"]

Floats: TypeAlias = NDArray[np.float64]


_KEPT = 6  # arrays of draws for each tool: its totals, what is left to draws of them, and what is at stake
_AT_ONCE = 40  # for whatever is looked at: an input, its order, and copies


@frozen(eq=False, kw_only=True)
class Decision(Brief):
    """A decision about tools, draw by draw.

    Parameters
    ----------
    case : Case
        What it is about, as a scenario has it, and with what is supposed.
    choices : {"each", "one"}
        Whether each tool is kept or dropped by itself, or one of them is chosen.
    alternatives : tuple
        The choices: for each, the sets of tools that it is between.
    tools : tuple of str
        Keys of the tools of which the net present value is known.
    unknown : tuple of str
        Keys of those of which it is not.
    nets : mapping of str to Net
        What each tool brings in less what it costs.
    inputs : mapping of str to Draw
        What is uncertain, by its path in the case.
    by_tool : mapping of str to frozenset of str
        Paths of the inputs that each tool depends on.
    conventions : Conventions
        Those of the evaluation.
    frame : Frame
        What the engine sees of the case.
    labels : Labels
        The names that it does not see.
    shared : mapping
        Draws that all tools have in common, computed once.
    work : Work
        What is left to do for whoever asked, and what is done.
    """

    case: Case
    choices: Choices
    alternatives: tuple[Sets, ...]
    tools: tuple[str, ...]
    unknown: tuple[str, ...]
    nets: FrozenMap[str, Net]
    inputs: FrozenMap[str, Draw]
    by_tool: FrozenMap[str, frozenset[str]]
    conventions: Conventions
    frame: Frame
    labels: Labels
    shared: Kept
    work: Work

    def __repr__(self) -> str:
        """Return on which tools it is."""
        return brief(
            self, count(self.draws, "draw"), f"{self.choices} of {some(self.tools)}", name=self.case.title, of="on"
        )

    @property
    def npv(self) -> FrozenMap[str, Floats]:
        """Net present value of each tool, shape (draws,)."""
        return FrozenMap({key: net.total.values for key, net in self.nets.items()})

    @property
    def draws(self) -> int:
        """Number of draws."""
        return self.conventions.draws

    @property
    def seed(self) -> int:
        """Seed of the draws."""
        return self.conventions.seed

    @property
    def gaps(self) -> GapPolicy:
        """How gaps are filled."""
        return self.conventions.gaps

    def choices_on(self, paths: Collection[str] = ()) -> Iterator[Sets]:
        """Yield the sets of tools that each choice is between, for the choices that some inputs can touch.

        Tools that neither exclude nor need each other are chosen by themselves.

        Parameters
        ----------
        paths : collection of str
            Paths of inputs; all choices where there are none.

        Yields
        ------
        tuple of tuple of str
        """
        asked = set(paths)
        for sets in self.alternatives:
            if any(not asked or asked & self.by_tool[key] for tools in sets for key in tools):
                yield sets

    def stakes(self, sets: Sets, *, kept: float = 1.0) -> Stakes:
        """Put sets of tools beside each other, with chance at its mean: what nobody can find out is worth nothing to know.

        Of what could be found out, ``kept`` is the share that is left, since it ages.
        """
        tools = sorted({key for one in sets for key in one})
        given = {key: self._given_inputs(key) for key in tools}
        options = [reduce(Total.plus, (given[key] for key in one), certain(0.0, self.draws)) for one in sets]
        paths = sorted({path for key in tools if self.nets[key].given_inputs is None for path in self.by_tool[key]})
        known = np.column_stack([self.known(path) for path in paths]) if paths else None
        return Stakes.between(options, known, kept=kept)

    def choices_of(self, key: str) -> tuple[Sets, ...]:
        """Return the choice that a tool stands in; nothing where it is in no set that is allowed."""
        return tuple(sets for sets in self.alternatives if any(key in tools for tools in sets))

    def alone(self, key: str) -> Sets:
        """Return what a tool by itself can be: left or taken; taken, where the case keeps it."""
        return ((key,),) if key in self.case.choice.keep else ((), (key,))

    def _given_inputs(self, key: str) -> Total:
        """Return what a tool brings in given what could be found out, in the mean what it is expected to bring in."""
        net = self.nets[key]
        if net.given_inputs is not None:
            return evolve(net.given_inputs, mean=net.total.mean)
        return net.total if self.by_tool[key] else certain(net.total.mean, self.draws)  # chance alone

    def chance_of(self, key: str) -> float:
        """Return the share of the variance of a tool's net present value that chance has, which nobody can find out.

        It is what is left of the variance when all inputs are known. Where that is not to be had from chance at its mean, two runs with
        the same inputs and other chance are as alike as the inputs make them: one less their correlation is left to chance.

        Parameters
        ----------
        key : str
            Key of the tool.

        Returns
        -------
        float
        """
        net, position = self.nets[key], self.labels.tools.index(key)
        if net.given_inputs is net.total or not net.total.values.std():
            return 0.0
        if net.given_inputs is not None:
            left = net.total.values - net.given_inputs.values  # what chance adds goes with no input
            return float(min(1.0, left.var() / net.total.values.var()))
        frame, _ = build_frame(self.case.blinded(), self.conventions, chance=" again")
        again = net_of(frame, position, self.labels.parts[position], self.draws, {}).total.values
        return float(np.clip(1.0 - np.corrcoef(net.total.values, again)[0, 1], 0.0, 1.0))

    def npv_summaries(self, policy: GapPolicy) -> FrozenMap[str, Summary]:
        """Sum up the net present value of each tool, as an evaluation under a policy for gaps does.

        Parameters
        ----------
        policy : {"no-credit", "bounds", "prior"}
            That of the decision; or one that counts gaps as nothing, where the decision fills them from priors.

        Returns
        -------
        FrozenMap of str to Summary
        """
        return FrozenMap({key: self._npv_summary(key, policy) for key in self.tools})

    def _npv_summary(self, key: str, policy: GapPolicy) -> Summary:
        net, position = self.nets[key], self.labels.tools.index(key)
        total = net.total if policy == self.gaps else net.known
        if policy != "bounds" or not self.frame.tools[position].gaps:
            return total.summary()
        ends = gap_values_of(self.frame, position, self.draws, shared=self.shared)
        return total.summary((ends.lowest, ends.highest))

    def costs(self, tool: str) -> Floats:
        """Return the present value of all costs of a tool, shape (draws,)."""
        flows = self.frame.tools[self.labels.tools.index(tool)].costs
        return Sum.of(self.frame, flows, self.draws, self.shared).total.values

    def known(self, path: str) -> Floats:
        """Return the draws of one input, shape (draws,)."""
        return input_draws(self.inputs[path], self.draws)

    def expected_costs(self, tool: str, weights: Sequence[float] | Floats) -> float:
        """Return what a tool is expected to cost, with other weights of time than the factors of discounting."""
        frame = evolve(self.frame, discount=tuple(weights))
        found = 0.0
        for flow in frame.tools[self.labels.tools.index(tool)].costs:
            mean = expected_flow(flow, len(frame.discount))
            if mean is None:
                found += float(amounts_of(frame, (flow,), self.draws, shared=self.shared).means[0])
            else:
                found += float(mean @ np.asarray(weights))
        return found

    def weighed(self, tool: str, weights: Sequence[float] | Floats) -> Total:
        """Add up what a tool brings in less what it costs, with other weights of time than the factors of discounting.

        Parameters
        ----------
        tool : str
            Key of the tool.
        weights : sequence of float, shape (1 + periods,)
            What money counts at time 0 and in each period.

        Returns
        -------
        Total
        """
        frame = evolve(self.frame, discount=tuple(weights))
        position = self.labels.tools.index(tool)
        given = net_given_inputs(frame, position, self.draws, self.shared)
        if given is not None:
            return given
        part = frame.tools[position]
        benefits, costs = (Sum.of(frame, flows, self.draws, self.shared) for flows in (part.benefits, part.costs))
        return benefits.total.less(costs.total)


def decide(
    case: Case,
    *,
    choices: Choices = "each",
    tools: Collection[str] | None = None,
    settings: Mapping[str, float] | None = None,
    holds: Mapping[str, float] | None = None,
    progress: Progress | None = None,
    following: Callable[[Frame, Labels], int] | None = None,
    limits: Limits | None = None,
    conventions: Conventions | None = None,
    **stated: Unpack[ConventionKeywords],
) -> Decision:
    """Put a decision about the tools of a case into draws.

    Parameters
    ----------
    case : Case
        What is decided on.
    choices : {"each", "one"}
        Whether each tool is kept or dropped by itself, or one of them is chosen. Doing nothing is possible unless the case keeps
        some; only sets are compared that it allows.
    tools : collection of str, optional
        Keys of the tools that are decided on; by default all of them.
    settings : mapping of str to float, optional
        Supposed values, by path and as they are stated.
    holds : mapping of str to float, optional
        What is supposed of the share that holds of effects, by their class of evidence.
    progress : callable, optional
        As in :func:`blogroi.evaluate`.
    following : callable, optional
        Tells how many units of work follow, where it is not the last thing that is asked.
    limits, conventions, **stated
        As in :func:`blogroi.evaluate`.

    Returns
    -------
    Decision

    Raises
    ------
    OptionError, CaseError
        As in :func:`blogroi.evaluate`.

    Examples
    --------
    >>> import blogroi
    >>> decision = decide(blogroi.load("examples/chamber.toml"), draws=1000)
    >>> decision.tools, decision.gaps
    (('blog', 'intranet', 'magazine', 'newsletter'), 'no-credit')
    """
    held = conventions_of(case, conventions, **stated)
    allow(case, held, limits)
    return decision_under(
        case, held, choices=choices, tools=tools, settings=settings, holds=holds, progress=progress, following=following
    )


def decision_under(
    case: Case,
    held: Conventions,
    *,
    choices: Choices = "each",
    tools: Collection[str] | None = None,
    settings: Mapping[str, float] | None = None,
    holds: Mapping[str, float] | None = None,
    progress: Progress | None = None,
    following: Callable[[Frame, Labels], int] | None = None,
) -> Decision:
    """Do the same under conventions that are ready, for a question that has been allowed."""
    if choices not in ("each", "one"):
        raise OptionError("choices", message("{value} is neither each nor one", value=describe(choices)))
    _check_tools(case, tools)
    draws = held.draws
    seen = supposed(case.under(held.scenario), settings or {})
    frame, labels = build_frame(seen.blinded(), held, holds=holds)
    asked = [key for key in labels.tools if tools is None or key in tools]
    keys = tuple(key for key in asked if seen.tools[key].costs)
    check_room(_KEPT * len(keys) + _AT_ONCE, draws)
    work, places = Work(progress), {key: labels.tools.index(key) for key in keys}
    units = {key: units_of_net(frame, at) if work.is_watched else 0 for key, at in places.items()}
    work.expect(sum(units.values()) + (following(frame, labels) if work.is_watched and following else 0))
    shared = shared_values(frame, draws) if len(keys) > 1 else {}
    parts = dict(zip(labels.tools, labels.parts, strict=True))
    nets: dict[str, Net] = {}
    for key, at in places.items():
        nets[key] = net_of(frame, at, parts[key], draws, shared)
        work.did(units[key])
    return Decision(
        case=seen,
        choices=choices,
        alternatives=alternatives(seen.choice, keys, choices),
        tools=keys,
        unknown=tuple(key for key in asked if key not in keys),
        nets=FrozenMap(nets),
        inputs=FrozenMap({path: draw for key in keys for path, draw in parts[key].inputs.items()}),
        by_tool=FrozenMap({key: frozenset(parts[key].inputs) for key in keys}),
        conventions=held,
        frame=frame,
        labels=labels,
        shared=shared,
        work=work,
    )


def _check_tools(case: Case, tools: Collection[str] | None) -> None:
    if tools is None:
        return
    several("tools", tools, "tools")
    for key in tools:
        if key not in case.tools:
            raise OptionError(
                "tools",
                message("there is no tool {value}: {hint}", value=describe(key), hint=suggest(str(key), case.tools)),
            )


def can_fill_gaps(case: Case) -> bool:
    """Return whether there are gaps in money, and every indicator in money has a prior that could fill one.

    Those without a gap are asked too: otherwise a tool that is added or taken away could change how the gaps of all others
    are filled.
    """
    in_money = {name: indicator for name, indicator in case.indicators.items() if indicator.value is not None}
    has_gaps = any(in_money.keys() - tool.effects.keys() - tool.not_applicable.keys() for tool in case.tools.values())
    return has_gaps and all(indicator.prior is not None for indicator in in_money.values())
