"""How one node is computed for a block of draws.

A leaf is read from its streams, which go on from block to block; all else is computed from what its arguments came to. Neither
the size of a block nor what else is computed changes a draw.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.engine.draws import Draw, Together
from blogroi.engine.graph.node import Extent, Innovations, Node, Varying, values_of
from blogroi.engine.graph.operations import OPERATIONS
from blogroi.engine.shapes import shape_of
from blogroi.model.domain import Domain
from blogroi.model.quantity import Normal
from blogroi.numerics import shapes
from blogroi.numerics.copula import CorrelatedUniforms
from blogroi.numerics.counts import binomial_counts, poisson_counts
from blogroi.numerics.normal import normal_cdf
from blogroi.numerics.sampler import Sampler
from blogroi.numerics.streams import stream

__all__ = ["Kernel", "kernel_of"]

Floats: TypeAlias = NDArray[np.float64]
Kernel: TypeAlias = Callable[[Sequence[Floats], Floats], None]
"""Puts what a node comes to into an array, from what its arguments came to; paths have a row for each period."""

Tables: TypeAlias = Callable[[Draw], Sampler]


def kernel_of(node: Node, tables: Tables) -> Kernel:
    """Open what a node is computed with: its streams, where it has any.

    Parameters
    ----------
    node : Node
        The node.
    tables : callable
        Gives the quantile table of what is drawn.

    Returns
    -------
    callable
    """
    opened = _OPENED.get(node.operation)
    if opened is not None:
        return opened(node, tables)
    if node.operation == "**" and (evenly := _even_steps(node)) is not None:
        return lambda arguments, out: _running_power(arguments[0], *evenly, out)
    return OPERATIONS[node.operation]


def _open_uniform(key: int, loadings: Sequence[tuple[int, float]]) -> Callable[[Floats], None]:
    if loadings:
        return CorrelatedUniforms(loadings).fill
    generator = stream(key)
    return lambda out: _fill_uniform(generator, out)


def _fill_uniform(generator: np.random.Generator, out: Floats) -> None:
    generator.random(out=out)


def _drawn(node: Node, tables: Tables) -> Kernel:
    draw = node.draw
    uniform = _open_uniform(draw.key, draw.loadings)

    def work(_: Sequence[Floats], out: Floats) -> None:
        uniform(out)
        tables(draw).place(out)

    return work


def _together(node: Node, tables: Tables) -> Kernel:
    listed = node.listed
    uniform = _open_uniform(listed.key, listed.loadings)

    def work(_: Sequence[Floats], out: Floats) -> None:
        chance = np.empty(out.shape[1])
        uniform(chance)
        for row, part in zip(out, listed.parts, strict=True):
            if isinstance(part, Draw):
                np.copyto(row, chance)
                tables(part).place(row)
            else:
                row.fill(part)

    return work


_NORMAL = Draw(0, Normal(0.0, 1.0), Domain.REAL)


def _varying(node: Node, tables: Tables) -> Kernel:
    data = node.varying
    drawing = _independent(data, tables) if data.persistence == 0.0 and not data.partners else _persistent(data, tables)

    def work(_: Sequence[Floats], out: Floats) -> None:
        values: Floats | None = None
        last = -1
        for row, at in zip(out, data.at, strict=True):
            if at != last or values is None:
                drawing(at, row)
                values, last = row, at
            else:
                np.copyto(row, values)

    return work


def _independent(data: Varying, tables: Tables) -> Callable[[int, Floats], None]:
    generators = [stream(key) for key in data.keys]

    def draw(at: int, out: Floats) -> None:
        generators[at].random(out=out)
        tables(data.draw).place(out)

    return draw


def _persistent(data: Varying, tables: Tables) -> Callable[[int, Floats], None]:
    """Draw a first-order autoregression of normal scores, stationary from the start.

    ``z[1] = e[1]`` and ``z[p] = r z[p - 1] + sqrt(1 - r^2) e[p]`` with standard normal innovations, so that each has the stated
    shape and one goes with the next by ``r``. Where two such quantities are correlated, their innovations are.
    """
    generators = [stream(key) for key in data.keys]
    others = [(part, [stream(key) for key in part.keys]) for part in data.partners]
    score, placed = np.empty(0), _placed_by_scores(data.draw, tables)
    fresh = math.sqrt(1.0 - data.persistence**2)

    def draw(at: int, out: Floats) -> None:
        nonlocal score
        innovation, other = np.empty_like(out), np.empty_like(out)
        normal = tables(_NORMAL)
        normal.fill(generators[at], innovation)
        if others:
            innovation *= math.sqrt(1.0 - sum(_weight(part, at) ** 2 for part, _ in others))
            for part, streams in others:
                normal.fill(streams[at], other)
                other *= _weight(part, at)
                innovation += other
        if at == 0:
            score = innovation
        else:
            score *= data.persistence
            innovation *= fresh
            score += innovation
        placed(score, out)

    return draw


def _placed_by_scores(draw: Draw, tables: Tables) -> Callable[[Floats, Floats], None]:
    """Return how normal scores become draws: straight where the shape is made of them, else by their chances and the table."""
    shape = shape_of(draw.quantity, draw.domain) if not isinstance(draw.quantity, Together) else None

    def as_normal(score: Floats, out: Floats, mean: float, sd: float) -> None:
        np.multiply(score, sd, out=out)
        np.add(out, mean, out=out)

    def by_table(score: Floats, out: Floats) -> None:
        normal_cdf(score, out=out)
        np.clip(out, 2.0**-53, 1.0 - 2.0**-53, out=out)
        tables(draw).place(out)

    def as_lognormal(score: Floats, out: Floats, mean: float, sd: float) -> None:
        as_normal(score, out, mean, sd)
        np.exp(out, out=out)

    match shape:
        case shapes.Normal(mean=mean, sd=sd) if shape.is_whole:
            return lambda score, out: as_normal(score, out, mean, sd)
        case shapes.Lognormal(log_mean=mean, log_sd=sd) if shape.upper == math.inf:
            return lambda score, out: as_lognormal(score, out, mean, sd)
        case _:
            return by_table


def _weight(part: Innovations, at: int) -> float:
    return part.later if at else part.first


def _by_period(_: Node, __: Tables) -> Kernel:
    def work(arguments: Sequence[Floats], out: Floats) -> None:
        for period, (row, argument) in enumerate(zip(out, arguments, strict=True)):
            np.copyto(row, argument[period] if argument.ndim == 2 else argument)

    return work


def _in_period(node: Node, _: Tables) -> Kernel:
    place = node.period - 1

    def work(arguments: Sequence[Floats], out: Floats) -> None:
        np.copyto(out, arguments[0][place])

    return work


def _checked(_: Node, __: Tables) -> Kernel:
    def work(arguments: Sequence[Floats], out: Floats) -> None:
        np.copyto(out, arguments[0])

    return work


def _kept(node: Node, _: Tables) -> Kernel:
    field = node.field

    def work(arguments: Sequence[Floats], out: Floats) -> None:
        np.clip(arguments[0], field.low, field.high, out=out)  # what is no number stays none

    return work


def _event(node: Node, _: Tables) -> Kernel:
    generators = [stream(key) for key in node.keys]

    def work(arguments: Sequence[Floats], out: Floats) -> None:
        share = np.broadcast_to(arguments[0], out.shape)
        for row, generator, part in zip(out, generators, share, strict=True):
            generator.random(out=row)
            np.greater_equal(row, 1.0 - part, out=row)
        np.copyto(out, np.nan, where=~((share >= 0.0) & (share <= 1.0)))

    return work


def _poisson(node: Node, tables: Tables) -> Kernel:
    generators = [stream(key) for key in node.keys]

    def work(arguments: Sequence[Floats], out: Floats) -> None:
        mean = np.broadcast_to(arguments[0], out.shape)
        noise, possible = np.empty(out.shape[1]), mean >= 0.0
        for row, generator, part, known in zip(out, generators, mean, possible, strict=True):
            tables(_NORMAL).fill(generator, noise)
            row[:] = poisson_counts(noise, np.where(known, part, 0.0))
        np.copyto(out, np.nan, where=~possible)

    return work


def _binomial(node: Node, tables: Tables) -> Kernel:
    generators = [stream(key) for key in node.keys]

    def work(arguments: Sequence[Floats], out: Floats) -> None:
        size, share = (np.broadcast_to(part, out.shape) for part in arguments)
        whole = np.rint(size)
        possible = (share >= 0.0) & (share <= 1.0) & (size >= 0.0) & (np.abs(size - whole) <= 1e-9)
        noise = np.empty(out.shape[1])
        for row, generator, known, n, part in zip(out, generators, possible, whole, share, strict=True):
            tables(_NORMAL).fill(generator, noise)
            row[:] = binomial_counts(noise, np.where(known, part, 0.0), size=np.where(known, n, 0.0))
        np.copyto(out, np.nan, where=~possible)

    return work


def _even_steps(node: Node) -> tuple[float, float, tuple[bool, ...]] | None:
    """Return the first of exponents that go up by one step or stay, the step, and in which periods they go up."""
    exponents = node.arguments[1]
    if exponents.extent is not Extent.SCHEDULE or node.arguments[0].extent is Extent.PATH:
        return None
    values = values_of(exponents, exponents.length)
    steps = np.diff(values)
    step = float(steps.max())
    goes_up = np.abs(steps - step) <= 1e-13 * step
    if step <= 0.0 or values[0] < 0.0 or not (goes_up | (steps == 0.0)).all():
        return None
    return float(values[0]), step, tuple(goes_up.tolist())


def _running_power(base: Floats, first: float, step: float, goes_up: Sequence[bool], out: Floats) -> None:
    """Multiply on from period to period: one power for all of them."""
    once = base if step == 1.0 else base**step
    np.power(base, first, out=out[0])
    for before, row, is_step in zip(out, out[1:], goes_up, strict=False):
        if is_step:
            np.multiply(before, once, out=row)
        else:
            np.copyto(row, before)


def _cumulative(_: Node, __: Tables) -> Kernel:
    def work(arguments: Sequence[Floats], out: Floats) -> None:
        np.add.accumulate(np.broadcast_to(arguments[0], out.shape), axis=0, out=out)

    return work


def _geometric(node: Node, _: Tables) -> Kernel:
    before = node.before

    def work(arguments: Sequence[Floats], out: Floats) -> None:
        coming, kept = np.broadcast_to(arguments[0], out.shape), arguments[1]
        kept = kept[0] if np.ndim(kept) == 2 else kept
        np.copyto(out[0], coming[0])
        for _ in range(before):
            out[0] *= kept
            out[0] += coming[0]
        for period in range(1, len(out)):
            np.multiply(out[period - 1], kept, out=out[period])
            out[period] += coming[period]

    return work


def _by_age(node: Node, _: Tables) -> Kernel:
    before = node.before

    def work(arguments: Sequence[Floats], out: Floats) -> None:
        periods = len(out)
        coming = np.broadcast_to(arguments[0], out.shape)
        left = np.broadcast_to(arguments[1], (periods + before, out.shape[1]))
        part = np.empty(out.shape[1])
        out.fill(0.0)
        for age in range(periods + before):
            for period in range(max(0, age - before), periods):
                np.multiply(coming[max(0, period - age)], left[age], out=part)
                out[period] += part

    return work


def _delay(_: Node, __: Tables) -> Kernel:
    def work(arguments: Sequence[Floats], out: Floats) -> None:
        periods = len(out)
        coming = np.broadcast_to(arguments[0], out.shape)
        by = np.broadcast_to(arguments[1], out.shape)
        for period in range(periods):
            whole = np.floor(np.where(by[period] >= 0.0, np.minimum(by[period], periods), 0.0))
            part = np.minimum(by[period] - whole, 1.0)
            latest = period - whole.astype(np.intp)
            out[period] = (1.0 - part) * _earlier(coming, latest)
            out[period] += np.where(
                part > 0.0, part * _earlier(coming, latest - 1), 0.0
            )  # nothing of what is no number
        np.copyto(out, np.nan, where=~(by >= 0.0))

    return work


def _earlier(coming: Floats, period: NDArray[np.intp]) -> Floats:
    """Look up what came in a period that differs from draw to draw; nothing before the window."""
    found = coming[np.maximum(period, 0), np.arange(period.size)]
    return np.where(period >= 0, found, 0.0)


_OPENED: dict[str, Callable[[Node, Tables], Kernel]] = {
    "drawn": _drawn,
    "together": _together,
    "varying": _varying,
    "by period": _by_period,
    "in period": _in_period,
    "checked": _checked,
    "kept": _kept,
    "event": _event,
    "poisson": _poisson,
    "binomial": _binomial,
    "cumulative": _cumulative,
    "geometric": _geometric,
    "by age": _by_age,
    "delay": _delay,
}
