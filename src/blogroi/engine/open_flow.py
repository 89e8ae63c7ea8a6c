"""A flow with its streams open, which adds itself up block by block: its factors, pieces, fade and caps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from blogroi.engine.frame import Cap, Flow, Frame, Piece, TotalCap
from blogroi.engine.sources import Shared, Source

__all__ = ["OpenFlow", "Work"]

Floats: TypeAlias = NDArray[np.float64]


class Work:
    """What all flows of one tool share while it is worked on: conventions and buffers."""

    __slots__ = ("buffers", "discount", "shared")

    def __init__(self, frame: Frame, shared: Shared, size: int) -> None:
        self.discount: tuple[float, ...] = frame.discount
        self.shared: Shared = shared
        self.buffers: Floats = np.empty((5, size))

    def open(self, flow: Flow) -> OpenFlow:
        """Open the streams of a flow."""
        return OpenFlow(flow, self)


@frozen(eq=False)
class _OpenPiece:
    """A piece with its stream open: what its draws are scaled by, and how they spread over the slots."""

    scale: float
    source: Source | None
    slots: Sequence[float]
    is_worth: bool
    cap: _OpenCap | _OpenTotalCap | None
    repeats: bool  # whether it is drawn from the same uniform numbers as the piece before it


class OpenFlow:
    """A flow with its streams open, adding itself up block by block."""

    __slots__ = ("_factors", "_fade", "_first", "_is_list", "_pieces", "_work")

    def __init__(self, flow: Flow, work: Work) -> None:
        self._work, self._first = work, flow.first
        self._factors = [Source(draw, work.shared) for draw in flow.factors]
        self._fade = None if flow.fade is None else Source(flow.fade, work.shared)
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
        source = None if piece.draw is None else Source(piece.draw, self._work.shared, scale)
        cap = self._open_cap(piece.cap)
        return _OpenPiece(scale, source, slots, is_worth=worth != 0.0, cap=cap, repeats=repeats)

    def _open_cap(self, cap: Cap | TotalCap | None) -> _OpenCap | _OpenTotalCap | None:
        if isinstance(cap, TotalCap):
            return _OpenTotalCap(cap, self._work)
        return None if cap is None else _OpenCap(cap, self._work.shared)

    @property
    def certain(self) -> bool:
        """Whether nothing in the flow is drawn."""
        return not self.sources

    @property
    def sources(self) -> list[Source]:
        """All that is drawn."""
        drawn = [piece.source for piece in self._pieces if piece.source is not None]
        caps = [source for piece in self._pieces if piece.cap is not None for source in piece.cap.sources]
        return [*self._factors, *([] if self._fade is None else [self._fade]), *drawn, *caps]

    def close(self) -> None:
        """Free the memory of all tables; the streams go on where they were."""
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


class _OpenCap:
    """A sum of shares with its streams open."""

    __slots__ = ("_constant", "sources")

    def __init__(self, cap: Cap, shared: Shared) -> None:
        self._constant = cap.constant
        self.sources = [Source(draw, shared) for draw in cap.draws]

    def apply(self, amount: Floats, start: int) -> None:
        """Divide an amount by the next sums of the shares, where these pass 1."""
        total, share = np.full_like(amount, self._constant), np.empty_like(amount)
        for source in self.sources:
            source.fill(share, start)
            total += share
        amount /= np.maximum(total, 1.0, out=total)


class _OpenTotalCap:
    """The changes of all tools in one period with their streams open, beside what there is to change."""

    __slots__ = ("_parts", "_total")

    def __init__(self, cap: TotalCap, work: Work) -> None:
        slots = len(work.discount)
        plain = Work(Frame((), (), (1.0,) * slots, (0.0,) * slots, 1.0), work.shared, work.buffers.shape[1])
        self._parts = [plain.open(part) for part in cap.parts]
        self._total = cap.total if isinstance(cap.total, float | int) else Source(cap.total, work.shared)

    @property
    def sources(self) -> list[Source]:
        """All that is drawn."""
        total = [self._total] if isinstance(self._total, Source) else []
        return [*(source for part in self._parts for source in part.sources), *total]

    def apply(self, amount: Floats, start: int) -> None:
        """Divide an amount by the share of the total that is claimed, where it passes 1; of nothing, nothing is left."""
        claimed, total = np.zeros_like(amount), np.empty_like(amount)
        for part in self._parts:
            part.add_present(claimed, start)
        if isinstance(self._total, Source):
            self._total.fill(total, start)
        else:
            total.fill(self._total)
        with np.errstate(divide="ignore", invalid="ignore"):
            share = claimed / total
        amount /= np.fmax(share, 1.0)


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
