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

from blogroi.engine.draws import sampler_of
from blogroi.engine.frame import Cap, Draw, Flow, Frame, Piece, TotalCap, draws_in
from blogroi.engine.means import flow_mean
from blogroi.numerics.copula import MixedStream
from blogroi.numerics.money import TOLERANCE, InternalRates, internal_rates, payback_times
from blogroi.numerics.quantiles import Sampler
from blogroi.numerics.streams import stream

__all__ = [
    "BLOCK",
    "OPEN_TABLES",
    "TABLE_BYTES",
    "Amounts",
    "Details",
    "GapValues",
    "Totals",
    "amounts_of",
    "details_of",
    "draw_reader",
    "flow_means",
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

OPEN_TABLES = 64
"""Quantile tables that are open at a time while a tool is worked on."""

TABLE_BYTES = 1 << 19
"""Size of one of them."""

_CHUNK_BYTES = 1 << 26  # net flows of the draws that are finished together, where there are more tables than that
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
class Amounts:
    """Present values of some flows, draw by draw, and what is expected of each.

    Parameters
    ----------
    rows : numpy.ndarray of float, shape (flows, draws)
        A flow in each row.
    means : numpy.ndarray of float, shape (flows,)
        Expected present value of each flow.
    drawn : numpy.ndarray of bool, shape (flows,)
        Where ``means`` is that of the draws, since moments do not give it.
    """

    rows: Floats
    means: Floats
    drawn: NDArray[np.bool_]


@frozen(eq=False)
class Details:
    """All figures of one tool, draw by draw.

    Parameters
    ----------
    benefits, costs, sunk : Amounts
        Present values of its benefits, of its costs that are not sunk, and of those that are.
    gross : numpy.ndarray of float, shape (draws,)
        Gross flows: the sum of the sizes of benefits and costs that are not sunk.
    payback, discounted_payback : numpy.ndarray of float, shape (draws,)
        In periods; infinite where it is never paid back.
    expected : numpy.ndarray of float, shape (1 + periods,)
        Expected net flow at time 0 and in each period, undiscounted.
    expected_benefits, expected_costs : numpy.ndarray of float, shape (flows, 1 + periods)
        The same of each flow of benefits, and of each cost that is not sunk.
    rates : InternalRates or None
        Of each draw, where they were asked for.
    """

    benefits: Amounts
    costs: Amounts
    sunk: Amounts
    gross: Floats
    payback: Floats
    discounted_payback: Floats
    expected: Floats
    expected_benefits: Floats
    expected_costs: Floats
    rates: InternalRates | None


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
        total, row = np.zeros(draws), np.empty(min(draws, _LONG_BLOCK))
        for flow in flows:  # one open at a time: the tables of many would not fit into memory
            source = work.open(flow)
            for start, block in _blocks(draws, _LONG_BLOCK):
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
    rates: bool = False,
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
    rates : bool
        Whether the internal rate of return of each draw is asked for.
    block_size : int
        Draws worked on at a time; it changes no figure.
    progress : callable, optional
        Called after each block.

    Returns
    -------
    Details
    """
    tool = frame.tools[position]
    slots = len(frame.times)
    work = _Work(frame, shared or {}, min(draws, block_size))
    every = (*tool.benefits, *tool.costs, *tool.sunk)
    keeps_open = len({draw for flow in every for draw in draws_in(flow)} - work.shared.keys()) <= OPEN_TABLES
    benefits, costs, sunk = (
        _Group(flows, work, draws, slots, keeps_open=keeps_open) for flows in (tool.benefits, tool.costs, tool.sunk)
    )
    gross, paid, discounted = np.zeros(draws), np.empty(draws), np.empty(draws)
    found = InternalRates(np.empty(draws), np.empty(draws, dtype=np.int8)) if rates else None
    # A block at a time is fastest, with all flows open. Where their tables would fill the memory, each flow is opened, worked on
    # for as many draws as there is room for, and closed again.
    chunk = block_size if keeps_open else max(block_size, _CHUNK_BYTES // (8 * slots) // block_size * block_size)
    factors = np.array(frame.discount)[:, None]
    for start in range(0, draws, chunk):
        part = slice(start, min(start + chunk, draws))
        net = np.zeros((slots, part.stop - start))
        for group, sign in ((benefits, 1.0), (costs, -1.0), (sunk, 0.0)):
            group.add(net, start, sign, block_size)
        gross[part] = _sizes(benefits.rows[:, part]) + _sizes(costs.rows[:, part])
        for _, block in _blocks(net.shape[1], block_size):
            at = slice(start + block.start, start + block.stop)
            slack = TOLERANCE * gross[at]
            paid[at] = payback_times(net[:, block], slack)
            discounted[at] = payback_times(net[:, block] * factors, slack)
            if found is not None:
                each = internal_rates(net[:, block], frame.times, slack)
                found.rates[at], found.status[at] = each.rates, each.status
            if progress is not None:
                progress()
    return Details(
        benefits=benefits.amounts(frame.discount),
        costs=costs.amounts(frame.discount),
        sunk=sunk.amounts(frame.discount),
        gross=gross,
        payback=paid,
        discounted_payback=discounted,
        expected=_added(benefits.expected()) - _added(costs.expected()),
        expected_benefits=benefits.expected(),
        expected_costs=costs.expected(),
        rates=found,
    )


def _added(rows: Floats) -> Floats:
    """Add up rows, one after the other."""
    total = np.zeros(rows.shape[1])
    for row in rows:
        total += row
    return total


def _sizes(rows: Floats) -> Floats:
    """Add up the sizes of rows, one after the other."""
    total = np.zeros(rows.shape[1])
    for row in rows:
        total += np.abs(row)
    return total


class _Group:
    """Flows of one kind, worked on together: their present values, and what is expected of them."""

    __slots__ = ("_draws", "_keeps_open", "_means", "_sources", "_sums", "rows")

    def __init__(self, flows: Sequence[Flow], work: _Work, draws: int, slots: int, *, keeps_open: bool) -> None:
        self._keeps_open = keeps_open
        self.rows = np.zeros((len(flows), draws))
        self._means = [flow_mean(flow, slots) for flow in flows]
        self._sources = [work.open(flow) for flow in flows]
        self._sums = np.zeros((len(flows), slots))
        self._draws = draws

    def add(self, net: Floats, start: int, sign: float, block_size: int) -> None:
        """Add the next draws to the net flows, shape (1 + periods, draws), with a sign; 0 for what counts in none."""
        for row, (source, mean) in enumerate(zip(self._sources, self._means, strict=True)):
            for at, block in _blocks(net.shape[1], block_size):
                present = self.rows[row, start + block.start : start + block.stop]
                if sign == 0.0:
                    source.add_present(present, start + at)
                elif mean is not None:
                    source.add_present(present, start + at, nominal=net[:, block], sign=sign)
                else:  # what moments do not give is counted
                    alone = np.zeros((net.shape[0], present.size))
                    source.add_present(present, start + at, nominal=alone, sign=1.0)
                    self._sums[row] += alone.sum(axis=1)
                    net[:, block] += sign * alone
            if not self._keeps_open:
                source.close()

    def expected(self) -> Floats:
        """Return what is expected of each flow at time 0 and in each period, undiscounted: shape (flows, 1 + periods)."""
        expected = self._sums / self._draws
        for row, mean in zip(expected, self._means, strict=True):
            if mean is not None:
                row[:] = mean
        return expected

    def amounts(self, discount: Sequence[float]) -> Amounts:
        """Return present values and what is expected of them; what is certain is expected as it is, to the last bit."""
        means, drawn = np.empty(len(self.rows)), np.zeros(len(self.rows), dtype=bool)
        for row, (source, mean) in enumerate(zip(self._sources, self._means, strict=True)):
            drawn[row] = mean is None
            if source.certain:
                means[row] = self.rows[row, 0]
            else:
                means[row] = self.rows[row].mean() if mean is None else mean @ np.array(discount)
        return Amounts(self.rows, means, drawn)


@frozen(eq=False)
class GapValues:
    """What could fill the gaps of one tool.

    Parameters
    ----------
    means : numpy.ndarray of float, shape (gaps, 3)
        Expected present value of each gap at its least, at its greatest, and drawn from its prior.
    lowest, highest : numpy.ndarray of float, shape (draws,)
        Present value of all gaps at their least, and at their greatest.
    """

    means: Floats
    lowest: Floats
    highest: Floats


def gap_values_of(frame: Frame, position: int, draws: int, *, shared: Shared | None = None) -> GapValues:
    """Work out what could fill the gaps of one tool.

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
    GapValues
    """
    gaps = frame.tools[position].gaps
    means = np.zeros((len(gaps), 3))
    ends = [np.zeros(draws), np.zeros(draws)]
    for row, gap in enumerate(gaps):
        for kind, flow in enumerate((gap.lowest, gap.highest)):
            found = amounts_of(frame, (flow,), draws, shared=shared)
            means[row, kind] = found.means[0]
            ends[kind] += found.rows[0]
        mean = flow_mean(gap.drawn, len(frame.times))
        if mean is None:
            means[row, 2] = amounts_of(frame, (gap.drawn,), draws, shared=shared).means[0]
        else:
            means[row, 2] = mean @ np.array(frame.discount)
    return GapValues(means, *ends)


def amounts_of(frame: Frame, flows: Sequence[Flow], draws: int, *, shared: Shared | None = None) -> Amounts:
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
    Amounts
    """
    work = _Work(frame, shared or {}, min(draws, BLOCK))
    group = _Group(flows, work, draws, len(frame.times), keeps_open=False)
    for start, block in _blocks(draws, _LONG_BLOCK):
        group.add(np.zeros((len(frame.times), block.stop - start)), start, 0.0, BLOCK)
    return group.amounts(frame.discount)


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
    """A random factor, read block by block from its stream or from what was drawn before.

    Its table is built when it is first needed, and again after it was closed; the stream goes on where it was.
    """

    __slots__ = ("_draw", "_generator", "_kept", "_mixed", "_sampler", "_scale")

    def __init__(self, draw: Draw, shared: Shared, scale: float = 1.0) -> None:
        self._kept, self._scale, self._draw = shared.get(draw), scale, draw
        self._sampler: Sampler | None = None
        if self._kept is None:
            self._generator = stream(draw.key)
            self._mixed = MixedStream(draw.mix) if draw.mix else None

    def close(self) -> None:
        """Give the table's memory back."""
        self._sampler = None

    def uniform(self, out: Floats) -> None:
        """Put the next uniform numbers into an array."""
        if self._mixed is not None:
            self._mixed.fill(out)
        else:
            self._generator.random(out=out)

    def place(self, out: Floats) -> None:
        """Turn uniform numbers into draws, in place."""
        if self._sampler is None:
            self._sampler = sampler_of(self._draw, self._scale)
        self._sampler.place(out)

    def fill(self, out: Floats, start: int) -> None:
        """Put the next draws into an array; ``start`` says which they are."""
        if self._kept is None:
            self.uniform(out)
            self.place(out)
            return
        np.copyto(out, self._kept[start : start + out.size])
        if self._scale != 1.0:
            out *= self._scale


class _Work:
    """What all flows of one tool share while it is worked on: conventions and buffers."""

    __slots__ = ("buffers", "discount", "shared")

    def __init__(self, frame: Frame, shared: Shared, size: int) -> None:
        self.discount = frame.discount
        self.shared = shared
        self.buffers = np.empty((5, size))

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
    cap: _CapSource | _TotalCapSource | None
    repeats: bool  # whether it is drawn from the same uniform numbers as the piece before it


class _CapSource:
    """A sum of shares with its streams open."""

    __slots__ = ("_constant", "sources")

    def __init__(self, cap: Cap, shared: Shared) -> None:
        self._constant = cap.constant
        self.sources = [_Source(draw, shared) for draw in cap.draws]

    def apply(self, amount: Floats, start: int) -> None:
        """Divide an amount by the next sums of the shares, where these pass 1."""
        total, share = np.full_like(amount, self._constant), np.empty_like(amount)
        for source in self.sources:
            source.fill(share, start)
            total += share
        amount /= np.maximum(total, 1.0, out=total)


class _TotalCapSource:
    """The changes of all tools in one period with their streams open, beside what there is to change."""

    __slots__ = ("_parts", "_total")

    def __init__(self, cap: TotalCap, work: _Work) -> None:
        slots = len(work.discount)
        plain = _Work(Frame((), (), (1.0,) * slots, (0.0,) * slots, 1.0), work.shared, work.buffers.shape[1])
        self._parts = [plain.open(part) for part in cap.parts]
        self._total = cap.total if isinstance(cap.total, float | int) else _Source(cap.total, work.shared)

    @property
    def sources(self) -> list[_Source]:
        """All that is drawn."""
        total = [self._total] if isinstance(self._total, _Source) else []
        return [*(source for part in self._parts for source in part.sources), *total]

    def apply(self, amount: Floats, start: int) -> None:
        """Divide an amount by the share of the total that is claimed, where it passes 1; of nothing, nothing is left."""
        claimed, total = np.zeros_like(amount), np.empty_like(amount)
        for part in self._parts:
            part.add_present(claimed, start)
        if isinstance(self._total, _Source):
            self._total.fill(total, start)
        else:
            total.fill(self._total)
        with np.errstate(divide="ignore", invalid="ignore"):
            share = claimed / total
        amount /= np.fmax(share, 1.0)


class _FlowSource:
    """A flow with its streams open, adding itself up block by block."""

    __slots__ = ("_factors", "_fade", "_first", "_is_list", "_pieces", "_work")

    def __init__(self, flow: Flow, work: _Work) -> None:
        self._work, self._first = work, flow.first
        self._factors = [_Source(draw, work.shared) for draw in flow.factors]
        self._fade = None if flow.fade is None else _Source(flow.fade, work.shared)
        keys = [None if piece.draw is None or piece.draw in work.shared else piece.draw.key for piece in flow.pieces]
        self._pieces = [
            self._open(piece, repeats=key is not None and key == before)
            for piece, key, before in zip(flow.pieces, keys, [None, *keys], strict=False)
        ]

        self._is_list = any(piece.repeats for piece in self._pieces)

    def _open(self, piece: Piece, *, repeats: bool) -> _OpenPiece:
        """Open a piece, so scaled that its draws are present values and its slots shares of them.

        A piece that fades is left as it is, since what it is worth differs from draw to draw; so is one that is worth
        nothing because its slots cancel out.
        """
        worth = sum(slot * factor for slot, factor in zip(piece.slots, self._work.discount, strict=True))
        scale, slots = piece.constant, piece.slots
        if self._fade is None and worth != 0.0:
            scale, slots = scale * worth, tuple(slot / worth for slot in slots)
        source = None if piece.draw is None else _Source(piece.draw, self._work.shared, scale)
        cap = self._open_cap(piece.cap)
        return _OpenPiece(scale, source, slots, is_worth=worth != 0.0, cap=cap, repeats=repeats)

    def _open_cap(self, cap: Cap | TotalCap | None) -> _CapSource | _TotalCapSource | None:
        if isinstance(cap, TotalCap):
            return _TotalCapSource(cap, self._work)
        return None if cap is None else _CapSource(cap, self._work.shared)

    @property
    def certain(self) -> bool:
        """Whether nothing in the flow is drawn."""
        return not self.sources

    @property
    def sources(self) -> list[_Source]:
        """All that is drawn."""
        drawn = [piece.source for piece in self._pieces if piece.source is not None]
        caps = [source for piece in self._pieces if piece.cap is not None for source in piece.cap.sources]
        return [*self._factors, *([] if self._fade is None else [self._fade]), *drawn, *caps]

    def close(self) -> None:
        """Give the memory of all tables back; the streams go on where they were."""
        for source in self.sources:
            source.close()

    @property
    def single(self) -> bool:
        """Whether the flow is one amount, added at once."""
        return len(self._pieces) == 1 and self._fade is None

    def add_present(self, present: Floats, start: int, *, nominal: Floats | None = None, sign: float = 1.0) -> None:
        """Add the next draws of the flow to its present value, and to the undiscounted flows where they are asked for.

        Shapes: ``present`` (draws,), ``nominal`` (1 + periods, draws).
        """
        size = present.size
        common, amount, spare, fade, uniform = (buffer[:size] for buffer in self._work.buffers)
        for position, factor in enumerate(self._factors):
            factor.fill(spare if position else common, start)
            if position:
                common *= spare
        if self._fade is not None:
            self._fade.fill(fade, start)
        for piece in self._pieces:
            if piece.source is not None:
                if self._is_list:
                    if not piece.repeats:
                        piece.source.uniform(uniform)
                    np.copyto(amount, uniform)
                    piece.source.place(amount)
                else:
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
