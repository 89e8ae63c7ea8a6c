"""What somebody supposes, put in the place of what is drawn, wherever that stands in the flows of the tools."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from attrs import evolve

from blogroi.engine.compile.better_side import is_turned
from blogroi.engine.frame import Cap, Draw, Flow, Frame, GapFlow, Labels, TotalCap
from blogroi.errors import CaseError, OptionError, describe, suggest
from blogroi.model.case import Case
from blogroi.model.number import number
from blogroi.model.paths import parse_path

__all__ = ["supposing"]


def supposing(case: Case, frame: Frame, labels: Labels, settings: Mapping[str, float]) -> Frame:
    """Put supposed values in the place of what is drawn, wherever it stands in the flows of the tools."""
    inputs = {path: draw for part in labels.parts for path, draw in part.inputs.items()}
    values = {}
    for path, value in settings.items():
        if path not in inputs:
            raise OptionError("settings", f"{describe(path)} is not an uncertain input: {suggest(str(path), inputs)}")
        level = _level(path, value, inputs[path])
        values[inputs[path].key] = -level if is_turned(case.indicators, parse_path(path)) else level
    return evolve(
        frame,
        tools=tuple(
            evolve(
                tool,
                benefits=tuple(_settled(flow, values) for flow in tool.benefits),
                costs=tuple(_settled(flow, values) for flow in tool.costs),
                gaps=tuple(
                    GapFlow(*(_settled(flow, values) for flow in (gap.lowest, gap.highest, gap.drawn)))
                    for gap in tool.gaps
                ),
            )
            for tool in frame.tools
        ),
    )


def _level(path: str, value: object, draw: Draw) -> float:
    """Take what is supposed of an input, or say why it cannot be."""
    try:
        level = number(value)
    except CaseError as error:
        raise OptionError("settings", f"{path}: {error}") from None
    fault = draw.domain.fault(level)
    if fault is not None:
        raise OptionError("settings", f"{path}: {fault}")
    return level


def _settled(flow: Flow, values: Mapping[int, float]) -> Flow:
    """Put numbers in the place of some draws of a flow, by their keys: what is expected of it is then exact too."""

    def number_of(draw: Draw | None) -> float | None:
        return None if draw is None or draw.key not in values else draw.offset + draw.factor * values[draw.key]

    constant = math.prod(level for draw in flow.factors if (level := number_of(draw)) is not None)
    kept = number_of(flow.fade)
    pieces = []
    for piece in flow.pieces:
        level = number_of(piece.draw)
        slots = piece.slots
        if kept is not None:
            slots = tuple(slot * kept ** max(place - flow.first, 0) for place, slot in enumerate(slots))
        pieces.append(
            evolve(
                piece,
                constant=piece.constant * constant * (1.0 if level is None else level),
                draw=piece.draw if level is None else None,
                slots=slots,
                cap=None if piece.cap is None else _capped(piece.cap, values, number_of),
            )
        )
    return evolve(
        flow,
        factors=tuple(draw for draw in flow.factors if draw.key not in values),
        pieces=tuple(pieces),
        fade=None if kept is not None else flow.fade,
    )


def _capped(
    cap: Cap | TotalCap, values: Mapping[int, float], number_of: Callable[[Draw | None], float | None]
) -> Cap | TotalCap:
    if isinstance(cap, TotalCap):
        level = number_of(cap.total) if isinstance(cap.total, Draw) else None
        parts = tuple(_settled(part, values) for part in cap.parts)
        return TotalCap(parts, cap.total if level is None else level)
    settled = [level for draw in cap.draws if (level := number_of(draw)) is not None]
    return Cap(cap.constant + sum(settled), tuple(draw for draw in cap.draws if number_of(draw) is None))
