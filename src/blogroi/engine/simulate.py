"""From a frame to draws: every flow of every tool, in blocks, tool by tool.

A block of draws stays in the processor's cache, and one tool is finished before the next begins, so that memory is
bounded by the draws of one tool. Block size and threads change nothing in the figures: each quantity has a stream of
its own, and each draw is worked on by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from blogroi.engine.copula import MixedStream
from blogroi.engine.frame import Cap, Draw, Flow, Frame, Piece
from blogroi.engine.money import internal_rates, is_divisor, payback_times
from blogroi.engine.quantiles import Sampler, sampler
from blogroi.engine.streams import stream

__all__ = [
    "BLOCK",
    "Details",
    "GapValues",
    "Totals",
    "details_of",
    "draw_reader",
    "flow_means",
    "flow_values",
    "gap_values_of",
    "input_draws",
    "nominal_blocks",
    "shared_draws",
    "totals_of",
]

Floats: TypeAlias = NDArray[np.float64]
Shared: TypeAlias = dict[Draw, Floats]
Progress: TypeAlias = Callable[[], None]

BLOCK = 8192
"""Draws worked on at a time where every period is worked on."""

_LONG_BLOCK = 65_536  # where totals alone are: operations long enough for threads not to wait for each other

_SHARED_BYTES = 1 << 25  # draws that several tools use are kept up to this size, and drawn again past it


@frozen(eq=False)
class Totals:
    """Present values of one tool, draw by draw.

    Parameters
    ----------
    benefits, costs : numpy.ndarray of float, shape (draws,)
        Present values in the currency of the case; costs that are sunk left out.
    """

    benefits: Floats
    costs: Floats


@frozen(eq=False)
class Details:
    """All figures of one tool, draw by draw.

    Parameters
    ----------
    by_flow : numpy.ndarray of float, shape (flows, draws)
        Present value of each flow of benefits.
    by_cost : numpy.ndarray of float, shape (costs, draws)
        Present value of each cost that is not sunk.
    sunk : numpy.ndarray of float, shape (draws,)
        Present value of the costs that are left out because they are sunk.
    has_sunk : bool
        Whether there are any.
    payback : numpy.ndarray of float, shape (draws,)
        In periods; NaN where it is never paid back.
    rates : numpy.ndarray of float, shape (draws,)
        Internal rate of return; NaN where there is none, or more than one.
    roots : numpy.ndarray of int, shape (draws,)
        How many internal rates there are: 0, 1, or 2 for several.
    """

    by_flow: Floats
    by_cost: Floats
    sunk: Floats
    has_sunk: bool
    payback: Floats
    rates: Floats
    roots: NDArray[np.int8]


def shared_draws(frame: Frame, draws: int) -> Shared:
    """Draw what several tools have in common, once, as far as it is small enough to be kept.

    Parameters
    ----------
    frame : Frame
        The anonymous case.
    draws : int
        Number of draws.

    Returns
    -------
    dict of Draw to numpy.ndarray of float, shape (draws,)
    """
    affordable = _SHARED_BYTES // (8 * draws)
    kept: Shared = {}
    for draw in frame.shared[:affordable]:
        values = input_draws(draw, draws)
        values.flags.writeable = False
        kept[draw] = values
    return kept


def totals_of(frame: Frame, position: int, draws: int, *, shared: Shared | None = None) -> Totals:
    """Work out the present values of one tool.

    Parameters
    ----------
    frame : Frame
        The anonymous case.
    position : int
        Position of the tool in the frame.
    draws : int
        Number of draws.
    shared : dict, optional
        From :func:`shared_draws`.

    Returns
    -------
    Totals
    """
    tool = frame.tools[position]
    work = _Work(frame, shared or {}, min(draws, _LONG_BLOCK))
    totals = []
    for flows in (tool.benefits, tool.costs):
        sources = [work.open(flow) for flow in flows]
        total, row = np.zeros(draws), np.empty(min(draws, _LONG_BLOCK))
        for start, block in _blocks(draws, _LONG_BLOCK):
            for source in sources:
                if source.single:
                    source.add_present(total[block], start)
                else:  # summed up by itself first, as in the details, to the same last bit
                    part = row[: total[block].size]
                    part.fill(0.0)
                    source.add_present(part, start)
                    total[block] += part
        totals.append(total)
    return Totals(*totals)


def details_of(
    frame: Frame,
    position: int,
    draws: int,
    *,
    shared: Shared | None = None,
    block_size: int = BLOCK,
    progress: Progress | None = None,
) -> Details:
    """Work out all figures of one tool.

    Parameters
    ----------
    frame : Frame
        The anonymous case.
    position : int
        Position of the tool in the frame.
    draws : int
        Number of draws.
    shared : dict, optional
        From :func:`shared_draws`.
    block_size : int
        Draws worked on at a time; it changes no figure.
    progress : callable, optional
        Called after each block.

    Returns
    -------
    Details
    """
    tool = frame.tools[position]
    work = _Work(frame, shared or {}, min(draws, block_size))
    benefits, costs, sunk = ([work.open(flow) for flow in flows] for flows in (tool.benefits, tool.costs, tool.sunk))
    by_flow, by_cost = np.zeros((len(benefits), draws)), np.zeros((len(costs), draws))
    spent = np.zeros(draws)
    payback, rates, roots = np.empty(draws), np.empty(draws), np.empty(draws, dtype=np.int8)
    for start, block in _blocks(draws, block_size):
        net = np.zeros((len(frame.times), min(draws - start, block_size)))
        for row, source in enumerate(benefits):
            source.add_present(by_flow[row, block], start, nominal=net, sign=1.0)
        for row, source in enumerate(costs):
            source.add_present(by_cost[row, block], start, nominal=net, sign=-1.0)
        for source in sunk:
            source.add_present(spent[block], start)
        payback[block] = payback_times(net.T)
        found = internal_rates(net.T, frame.times)
        rates[block], roots[block] = found.rates, found.roots
        if progress is not None:
            progress()
    return Details(
        by_flow=by_flow,
        by_cost=by_cost,
        sunk=spent,
        has_sunk=bool(tool.sunk),
        payback=payback,
        rates=rates,
        roots=roots,
    )


@frozen(eq=False)
class GapValues:
    """What could fill the gaps of one tool.

    Parameters
    ----------
    means : numpy.ndarray of float, shape (gaps, 3)
        Expected present value of each gap at its least, at its greatest, and drawn from its prior.
    ratios : numpy.ndarray of float, shape (gaps, 3), or None
        The same over the costs, draw by draw; None where these are not above zero in every draw.
    lowest, highest : numpy.ndarray of float, shape (draws,)
        Present value of all gaps at their least, and at their greatest.
    """

    means: Floats
    ratios: Floats | None
    lowest: Floats
    highest: Floats


def gap_values_of(
    frame: Frame, position: int, draws: int, *, costs: Floats | None = None, shared: Shared | None = None
) -> GapValues:
    """Work out what could fill the gaps of one tool.

    Parameters
    ----------
    frame : Frame
        The anonymous case.
    position : int
        Position of the tool in the frame.
    draws : int
        Number of draws.
    costs : numpy.ndarray of float, shape (draws,), optional
        Present value of the tool's costs.
    shared : dict, optional
        From :func:`shared_draws`.

    Returns
    -------
    GapValues
    """
    gaps = frame.tools[position].gaps
    work = _Work(frame, shared or {}, min(draws, BLOCK))
    means, ratios = np.zeros((len(gaps), 3)), np.zeros((len(gaps), 3))
    divided = costs is not None and is_divisor(costs)
    sums = np.zeros((3, draws))
    value = np.empty(draws)
    for row, gap in enumerate(gaps):
        for kind, flow in enumerate((gap.lowest, gap.highest, gap.drawn)):
            source = work.open(flow)
            value.fill(0.0)
            for start, block in _blocks(draws):
                source.add_present(value[block], start)
            means[row, kind] = value.mean()
            if costs is not None and divided:
                ratios[row, kind] = (value / costs).mean()
            sums[kind] += value
    return GapValues(means, ratios if divided else None, lowest=sums[0], highest=sums[1])


def flow_values(frame: Frame, flows: Sequence[Flow], draws: int, *, shared: Shared | None = None) -> Floats:
    """Work out present values of flows that stand beside those of the tools.

    Parameters
    ----------
    frame : Frame
        The anonymous case, for its conventions.
    flows : sequence of Flow
        What is worked out.
    draws : int
        Number of draws.
    shared : dict, optional
        From :func:`shared_draws`.

    Returns
    -------
    numpy.ndarray of float, shape (flows, draws)
    """
    work = _Work(frame, shared or {}, min(draws, BLOCK))
    values = np.zeros((len(flows), draws))
    for row, flow in zip(values, flows, strict=True):
        source = work.open(flow)
        for start, block in _blocks(draws):
            source.add_present(row[block], start)
    return values


def nominal_blocks(flows: Sequence[Flow], periods: int, draws: int) -> Iterator[tuple[int, Floats]]:
    """Add flows up without discounting, block by block.

    Parameters
    ----------
    flows : sequence of Flow
        What is added up.
    periods : int
        Number of periods.
    draws : int
        Number of draws.

    Yields
    ------
    int, numpy.ndarray of float, shape (1 + periods, block)
        First draw of the block, and the sums for time 0 and each period.
    """
    undiscounted = Frame((), (), discount=(1.0,) * (1 + periods), times=(0.0,) * (1 + periods), annuity=1.0)
    work = _Work(undiscounted, {}, min(draws, BLOCK))
    sources = [work.open(flow) for flow in flows]
    for start, block in _blocks(draws):
        size = block.stop - block.start
        nominal, unused = np.zeros((1 + periods, size)), np.zeros(size)
        for source in sources:
            source.add_present(unused, start, nominal=nominal)
        yield start, nominal


def flow_means(flow: Flow, periods: int, draws: int, *, shared: Shared | None = None) -> Floats:
    """Give the mean of a flow over the periods of the horizon, undiscounted.

    Parameters
    ----------
    flow : Flow
        What is averaged; nothing in it may lie at time 0.
    periods : int
        Number of periods.
    draws : int
        Number of draws.
    shared : dict, optional
        Draws that are kept, by what is drawn.

    Returns
    -------
    numpy.ndarray of float, shape (draws,)
        In the unit of the flow.
    """
    weights = (0.0, *([1.0 / periods] * periods))
    even = Frame((), (), discount=weights, times=(0.0,) * (1 + periods), annuity=1.0)
    source = _Work(even, shared or {}, min(draws, BLOCK)).open(flow)
    means = np.zeros(draws)
    for start, block in _blocks(draws):
        source.add_present(means[block], start)
    return means


def input_draws(draw: Draw, draws: int) -> Floats:
    """Draw one input by itself: the same numbers as wherever it is used.

    Parameters
    ----------
    draw : Draw
        The input.
    draws : int
        Number of draws.

    Returns
    -------
    numpy.ndarray of float, shape (draws,)
    """
    values = np.empty(draws)
    fill = draw_reader(draw)
    for _, block in _blocks(draws):
        fill(values[block])
    return values


def draw_reader(draw: Draw) -> Callable[[Floats], None]:
    """Open the stream of one input.

    Parameters
    ----------
    draw : Draw
        The input.

    Returns
    -------
    callable
        Puts the next draws into an array of shape (draws,).
    """
    source = _Source(draw, {})
    return lambda out: source.fill(out, 0)


def _blocks(draws: int, size: int = BLOCK) -> Iterator[tuple[int, slice]]:
    for start in range(0, draws, size):
        yield start, slice(start, min(start + size, draws))


class _Source:
    """A random factor, read block by block from its stream or from what was drawn before."""

    __slots__ = ("_generator", "_kept", "_mixed", "_sampler", "_scale")

    def __init__(self, draw: Draw, shared: Shared, scale: float = 1.0) -> None:
        self._kept, self._scale = shared.get(draw), scale
        self._sampler: Sampler | None = None
        if self._kept is None:
            offset, factor = draw.offset * scale, draw.factor * scale
            self._sampler = sampler(draw.quantity, draw.domain, offset=offset, factor=factor)
            self._generator = stream(draw.key)
            self._mixed = MixedStream(draw.mix) if draw.mix else None

    def fill(self, out: Floats, start: int) -> None:
        """Put the next draws into an array; ``start`` says which they are."""
        if self._sampler is None:
            assert self._kept is not None
            np.copyto(out, self._kept[start : start + out.size])
            if self._scale != 1.0:
                out *= self._scale
        elif self._mixed is not None:
            self._mixed.fill(out)
            self._sampler.place(out)
        else:
            self._sampler.fill(self._generator, out)


class _Work:
    """What all flows of one tool share while it is worked on: conventions and buffers."""

    __slots__ = ("buffers", "discount", "shared")

    def __init__(self, frame: Frame, shared: Shared, size: int) -> None:
        self.discount = frame.discount
        self.shared = shared
        self.buffers = np.empty((4, size))

    def open(self, flow: Flow) -> _FlowSource:
        """Open the streams of a flow."""
        return _FlowSource(flow, self)


@frozen(eq=False)
class _OpenPiece:
    """A piece with its stream open: what its draws are scaled by, and how they spread over the slots."""

    scale: float
    source: _Source | None
    slots: Sequence[float]
    is_worth: bool
    cap: _CapSource | None


class _CapSource:
    """A sum of shares with its streams open."""

    __slots__ = ("_constant", "_sources")

    def __init__(self, cap: Cap, shared: Shared) -> None:
        self._constant = cap.constant
        self._sources = [_Source(draw, shared) for draw in cap.draws]

    def apply(self, amount: Floats, start: int) -> None:
        """Divide an amount by the next sums of the shares, where these pass 1."""
        total, share = np.full_like(amount, self._constant), np.empty_like(amount)
        for source in self._sources:
            source.fill(share, start)
            total += share
        amount /= np.maximum(total, 1.0, out=total)


class _FlowSource:
    """A flow with its streams open, adding itself up block by block."""

    __slots__ = ("_factors", "_fade", "_first", "_pieces", "_work")

    def __init__(self, flow: Flow, work: _Work) -> None:
        self._work, self._first = work, flow.first
        self._factors = [_Source(draw, work.shared) for draw in flow.factors]
        self._fade = None if flow.fade is None else _Source(flow.fade, work.shared)
        self._pieces = [self._open(piece) for piece in flow.pieces]

    def _open(self, piece: Piece) -> _OpenPiece:
        """Open a piece, so scaled that its draws are present values and its slots shares of them.

        A piece that fades is left as it is, since what it is worth differs from draw to draw; so is one that is worth
        nothing because its slots cancel out.
        """
        worth = sum(slot * factor for slot, factor in zip(piece.slots, self._work.discount, strict=True))
        scale, slots = piece.constant, piece.slots
        if self._fade is None and worth != 0.0:
            scale, slots = scale * worth, tuple(slot / worth for slot in slots)
        source = None if piece.draw is None else _Source(piece.draw, self._work.shared, scale)
        cap = None if piece.cap is None else _CapSource(piece.cap, self._work.shared)
        return _OpenPiece(scale, source, slots, is_worth=worth != 0.0, cap=cap)

    @property
    def single(self) -> bool:
        """Whether the flow is one amount, added at once."""
        return len(self._pieces) == 1 and self._fade is None

    def add_present(self, present: Floats, start: int, *, nominal: Floats | None = None, sign: float = 1.0) -> None:
        """Add the next draws of the flow to its present value, and to the undiscounted flows where they are asked for.

        Shapes: ``present`` (draws,), ``nominal`` (1 + periods, draws).
        """
        size = present.size
        common, amount, spare, fade = (buffer[:size] for buffer in self._work.buffers)
        for position, factor in enumerate(self._factors):
            factor.fill(spare if position else common, start)
            if position:
                common *= spare
        if self._fade is not None:
            self._fade.fill(fade, start)
        for piece in self._pieces:
            if piece.source is not None:
                piece.source.fill(amount, start)
                if self._factors:
                    amount *= common
            elif self._factors:
                np.multiply(common, piece.scale, out=amount)
            else:
                amount.fill(piece.scale)
            if piece.cap is not None:
                piece.cap.apply(amount, start)
            if self._fade is not None:
                self._add_fading(piece.slots, fade, amount, present, nominal, sign)
                continue
            if piece.is_worth:
                present += amount
            if nominal is not None:
                _add_even(piece.slots, amount, spare, nominal, sign)

    def _add_fading(
        self,
        slots: Sequence[float],
        fade: Floats,
        amount: Floats,
        present: Floats,
        nominal: Floats | None,
        sign: float,
    ) -> None:
        """Add an amount that fades by a share that is drawn: slot by slot, less each time."""
        spare = np.empty_like(amount)
        for slot in range(self._first, len(slots)):
            if slots[slot] != 0.0:
                np.multiply(amount, slots[slot] * sign, out=spare)
                if nominal is not None:
                    nominal[slot] += spare
                spare *= self._work.discount[slot] * sign
                present += spare
            amount *= fade


def _add_even(slots: Sequence[float], amount: Floats, spare: Floats, nominal: Floats, sign: float) -> None:
    """Spread present values over time by shares that are the same in every draw."""
    last = 0.0
    for row, slot in zip(nominal, slots, strict=True):
        if slot == 0.0:
            continue
        if slot != last:
            np.multiply(amount, sign * slot, out=spare)
            last = slot
        row += spare
