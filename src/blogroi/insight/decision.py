"""A decision about the tools of a case, as draws: what each would bring in, and what is uncertain about it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, Literal, TypeAlias, Unpack

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from blogroi.engine.build import build_frame
from blogroi.engine.frame import Draw, Frame, Labels
from blogroi.engine.information import InformationValue
from blogroi.engine.simulate import Shared, input_draws, shared_draws, totals_of
from blogroi.evaluation import Conventions, check_options
from blogroi.model.case import Case, GapPolicy
from blogroi.model.errors import OptionError, shown
from blogroi.model.frozen_map import FrozenMap

__all__ = ["Choices", "Decision", "decide"]

Floats: TypeAlias = NDArray[np.float64]
Choices: TypeAlias = Literal["each", "one"]
"""Whether each tool is kept or dropped by itself, or one of them is chosen; doing nothing is always possible."""


@frozen(eq=False)
class Decision:
    """A decision about tools, draw by draw.

    Parameters
    ----------
    case : Case
        What it is about.
    choices : {"each", "one"}
        Whether each tool is kept or dropped by itself, or one of them is chosen.
    tools : tuple of str
        Keys of the tools of which the net present value is known.
    unknown : tuple of str
        Keys of those of which it is not.
    npv : mapping of str to numpy.ndarray of float, shape (draws,)
        Net present value of each tool.
    inputs : mapping of str to Draw
        What is uncertain, by its path in the case.
    by_tool : mapping of str to frozenset of str
        Paths of the inputs that each tool hangs on.
    seed, draws : int
        As in the evaluation.
    gaps : str
        How gaps are filled.
    """

    case: Case
    choices: Choices
    tools: tuple[str, ...]
    unknown: tuple[str, ...]
    npv: FrozenMap[str, Floats]
    inputs: FrozenMap[str, Draw]
    by_tool: FrozenMap[str, frozenset[str]]
    seed: int
    draws: int
    gaps: GapPolicy
    frame: Frame
    labels: Labels
    shared: Shared

    def net_benefits(self, paths: Collection[str] = ()) -> Iterator[Floats]:
        """Give the net benefits of the options of each choice that some inputs can touch.

        Parameters
        ----------
        paths : collection of str
            Paths of inputs; all choices where there are none.

        Yields
        ------
        numpy.ndarray of float, shape (draws, options)
            Doing nothing in the first column.
        """
        asked = set(paths)
        touched = [key for key in self.tools if not asked or asked & self.by_tool[key]]
        if self.choices == "one" and touched:
            yield self.options(self.tools)
        elif self.choices == "each":
            for key in touched:
                yield self.options((key,))

    def options(self, tools: Collection[str]) -> Floats:
        """Put doing nothing beside some tools: shape (draws, 1 + tools)."""
        return np.column_stack([np.zeros(self.draws), *(self.npv[key] for key in tools)])

    def known(self, path: str) -> Floats:
        """Give the draws of one input, shape (draws,)."""
        return input_draws(self.inputs[path], self.draws)


def decide(
    case: Case,
    draws: int = 20_000,
    *,
    choices: Choices = "each",
    seed: int = 1,
    **conventions: Unpack[Conventions],
) -> Decision:
    """Put a decision about the tools of a case into draws.

    Parameters
    ----------
    case : Case
        What is decided on.
    draws : int
        Number of draws.
    choices : {"each", "one"}
        Whether each tool is kept or dropped by itself, or one of them is chosen. Doing nothing is always possible.
    seed : int
        Seed of the draws.
    **conventions
        ``gaps``, ``exclude``, ``viewpoint``, ``view`` and ``claims`` as in :func:`blogroi.evaluate`. Unless ``gaps`` is given, they are
        filled from their priors where every gap in money has one, so that finding out what is not known can be valued; else as
        the case says.

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
    (('blog', 'intranet', 'magazine', 'newsletter'), 'prior')
    """
    check_options(case, draws, seed)
    if choices not in ("each", "one"):
        raise OptionError("choices", f"{shown(choices)} is neither each nor one")
    policy = conventions.get("gaps") or _has_priors(case) or case.gaps
    stated: Any = {**conventions, "gaps": policy}  # what is no convention is refused there
    frame, labels = build_frame(case, seed=seed, **stated)
    shared = shared_draws(frame, draws)
    tools = tuple(key for key in labels.tools if case.tools[key].costs)
    npv = {}
    for key in tools:
        totals = totals_of(frame, labels.tools.index(key), draws, shared=shared)
        npv[key] = totals.benefits - totals.costs
    inputs = {key: part.inputs for key, part in zip(labels.tools, labels.parts, strict=True) if key in tools}
    return Decision(
        case=case,
        choices=choices,
        tools=tools,
        unknown=tuple(key for key in labels.tools if key not in tools),
        npv=FrozenMap(npv),
        inputs=FrozenMap({path: draw for part in inputs.values() for path, draw in part.items()}),
        by_tool=FrozenMap({key: frozenset(part) for key, part in inputs.items()}),
        seed=seed,
        draws=draws,
        gaps=policy,
        frame=frame,
        labels=labels,
        shared=shared,
    )


def _has_priors(case: Case) -> GapPolicy | None:
    """Give the policy of priors where every gap in money has one."""
    asked = {
        name
        for tool in case.tools.values()
        for name, indicator in case.indicators.items()
        if indicator.value is not None and name not in tool.effects and name not in tool.not_applicable
    }
    return "prior" if all(case.indicators[name].prior is not None for name in asked) else None


def total_information_value(worths: Collection[InformationValue]) -> InformationValue:
    """Add up what knowledge is worth over choices that are made by themselves; errors are added, to be on the safe side."""
    return InformationValue(
        value=sum(worth.value for worth in worths),
        mc_error=sum(worth.mc_error for worth in worths),
    )
