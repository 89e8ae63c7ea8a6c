"""Net benefits draw by draw beside what could be found out: the arrays from which the value of information is computed, anywhere.

Packages for health economics take an array of net benefits, a row for each draw and a column for each option, and the draws of each
input. Chance, which nobody can find out, stands at its mean in them, as it does where blogroi computes what knowing is worth: where it
did not, knowing everything would seem to be worth more than anybody can know.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.engine.amounts import amounts_of, given_inputs
from blogroi.engine.draws import Draw
from blogroi.engine.frame import Flow, Frame, Labels
from blogroi.engine.inputs import input_draws
from blogroi.engine.tape.machine import Kept
from blogroi.evaluation.size import check_room
from blogroi.model.brief import Brief, brief, count, some
from blogroi.model.frozen_map import FrozenMap
from blogroi.records import frozen

__all__ = ["InputDraws", "NetBenefits", "net_benefits_of"]

Floats: TypeAlias = NDArray[np.float64]


class InputDraws(Mapping[str, Floats]):
    """The draws of every input, by its path in the case, computed when they are asked for.

    Parameters
    ----------
    inputs : mapping of str to Draw
        What is uncertain.
    draws : int
        Number of draws.
    """

    __slots__ = ("_draws", "_inputs")

    def __init__(self, inputs: Mapping[str, Draw], draws: int) -> None:
        self._inputs, self._draws = FrozenMap(inputs), draws

    def __getitem__(self, path: str) -> Floats:
        return input_draws(self._inputs[path], self._draws)

    def __iter__(self) -> Iterator[str]:
        return iter(self._inputs)

    def __len__(self) -> int:
        return len(self._inputs)

    def __repr__(self) -> str:
        """Return which inputs there are."""
        return brief(self, count(self._draws, "draw"), some(self))


@frozen(kw_only=True, eq=False)
class NetBenefits(Brief):
    """What each option brings in less what it costs, draw by draw, and the draws of what that depends on.

    Row ``n`` of the values and position ``n`` of every input are the same possible world.

    Parameters
    ----------
    values : numpy.ndarray of float, shape (draws, options)
        Net present values in the currency of the case, with chance at its mean.
    options : tuple of str
        What the columns are: the keys of the tools, with doing nothing before them where it was asked for.
    inputs : mapping of str to numpy.ndarray of float, shape (draws,)
        The draws of each uncertain quantity, by its path in the case.
    unknown : tuple of str
        Keys of the tools that have no column, since none of their costs is stated.
    with_chance : tuple of str
        Keys of the tools in whose column chance is still drawn, since it enters otherwise than linearly. What knowing everything is worth
        is at most what an array with such a column says.
    """

    values: Floats
    options: tuple[str, ...]
    inputs: InputDraws
    unknown: tuple[str, ...]
    with_chance: tuple[str, ...]

    def __repr__(self) -> str:
        """Return between what there is a choice, and on how much that depends."""
        return brief(self, count(len(self.values), "draw"), some(self.options), count(len(self.inputs), "input"))


def net_benefits_of(
    frame: Frame, labels: Labels, draws: int, *, tools: Mapping[str, bool], nothing: str | None, shared: Kept
) -> NetBenefits:
    """Put the net benefits of tools beside each other.

    Parameters
    ----------
    frame : Frame
        The anonymous case.
    labels : Labels
        Its names.
    draws : int
        Number of draws.
    tools : mapping of str to bool
        Keys of the tools, and whether a cost of each is stated.
    nothing : str or None
        What doing nothing is called; None where it is no option.
    shared : mapping
        Draws that all tools have in common.

    Returns
    -------
    NetBenefits
    """
    known = [key for key in labels.tools if tools[key]]
    options = (*([] if nothing is None else [nothing]), *known)
    check_room(2 * len(options), draws)
    values, with_chance = np.zeros((draws, len(options))), list[str]()
    inputs: dict[str, Draw] = {}
    for column, key in enumerate(known, start=len(options) - len(known)):
        position = labels.tools.index(key)
        part, slots = frame.tools[position], len(frame.discount)
        given = [[given_inputs(flow, slots) for flow in flows] for flows in (part.benefits, part.costs)]
        if any(flow is None for flows in given for flow in flows):
            with_chance.append(key)
            given = [[*part.benefits], [*part.costs]]
        for sign, flows in zip((1.0, -1.0), given, strict=True):
            for flow in flows:
                assert flow is not None
                values[:, column] += sign * _row(frame, flow, draws, shared)
        inputs |= labels.parts[position].inputs
    return NetBenefits(
        values=values,
        options=options,
        inputs=InputDraws(inputs, draws),
        unknown=tuple(key for key in labels.tools if not tools[key]),
        with_chance=tuple(with_chance),
    )


def _row(frame: Frame, flow: Flow, draws: int, shared: Kept) -> Floats:
    row: Floats = amounts_of(frame, (flow,), draws, shared=shared).rows[0]
    return row
