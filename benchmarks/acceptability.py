"""Rank acceptability of 10 tools on 12 criteria under 100,000 weights, and what removing a tool does to the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import numpy as np
from harness import Row, Table, Timing, check_pinned, figures, interleaved, notes_on, run, spread
from numpy.typing import NDArray

from blogroi.numerics.polytope.polytope import constrain_simplex
from blogroi.numerics.polytope.uniform import Sampler, choose_method, sampler
from blogroi.numerics.ranks import Acceptance, Block, acceptance_by_block
from blogroi.numerics.streams import stream, stream_key

Floats: TypeAlias = NDArray[np.float64]

TOOLS, CRITERIA, DRAWS = 10, 12, 100_000
PERFORMANCES = np.random.default_rng(5).random((TOOLS, CRITERIA))
HALF_WIDTH = 0.1
BLOCK = 12_500
"""Draws made and counted at once, so that they stay in the processor's cache."""
CASES, SLOW_CASES = 10_000, 300


def drawing() -> Sampler:
    """Open the draws of weights, uniform on the whole simplex, as an evaluation does."""
    polytope = constrain_simplex([], CRITERIA)
    assert polytope is not None
    return sampler(choose_method(polytope), seed=1, path="weights")


def blocks(memory: int) -> Iterator[list[Floats]]:
    """Go through all draws, a block after the other, with so many arrays of (criteria, draws) that are used again."""
    kept = np.empty((memory, CRITERIA, BLOCK))
    for start in range(0, DRAWS, BLOCK):
        yield list(kept[..., : min(BLOCK, DRAWS - start)])


def certain(*, with_weights: bool) -> Iterator[Block]:
    """Draw weights and add performances up, each with its weight, block by block."""
    draw, scores = drawing(), np.empty((TOOLS, BLOCK))
    for (weights,) in blocks(1):
        draw(weights)
        values = np.einsum("tc,cd->td", PERFORMANCES, weights, out=scores[:, : weights.shape[1]])
        yield values, weights if with_weights else None, 1.0


def ranks_alone() -> Acceptance:
    return acceptance_by_block(certain(with_weights=False), TOOLS, pairs=False)


def with_central_weights() -> Acceptance:
    return acceptance_by_block(certain(with_weights=True), TOOLS, CRITERIA)


def uncertain_scores() -> Iterator[Block]:
    """Draw every performance from a stream of its own, uniformly around its middle."""
    draw, scores = drawing(), np.empty((TOOLS, BLOCK))
    streams = [[stream(stream_key(1, f"{tool}.{column}")) for column in range(CRITERIA)] for tool in range(TOOLS)]
    for weights, performances in blocks(2):
        draw(weights)
        values = scores[:, : weights.shape[1]]
        for value, own in zip(values, streams, strict=True):
            for generator, target in zip(own, performances, strict=True):
                generator.random(out=target)
            np.einsum("cd,cd->d", performances, weights, out=value)
        values *= 2.0 * HALF_WIDTH  # the sum of what is within a width and of where that begins
        values += np.einsum("tc,cd->td", PERFORMANCES - HALF_WIDTH, weights)
        yield values, None, 1.0


def uncertain() -> Acceptance:
    return acceptance_by_block(uncertain_scores(), TOOLS, pairs=False)


def exponentials(bit_generator: Callable[[int], Any]) -> Callable[[], object]:
    """Draw as many exponential numbers as there are weights: what the simplex asks for at least."""
    return lambda: np.random.Generator(bit_generator(1)).standard_exponential((CRITERIA, DRAWS))


def performances_too(bit_generator: Callable[[int], Any]) -> Callable[[], object]:
    """Draw a uniform number for every performance besides, block by block into the same memory."""

    def floor() -> None:
        generator, block = np.random.Generator(bit_generator(1)), np.empty((TOOLS * CRITERIA, 1000))
        for _ in range(DRAWS // 1000):
            generator.random(out=block)
        generator.standard_exponential((CRITERIA, DRAWS))

    return floor


def plain_numpy() -> Floats:
    """Write it down as one does: Dirichlet weights, scores, a double sort, counts."""
    weights = np.random.default_rng(1).dirichlet(np.ones(CRITERIA), DRAWS)
    ranks = np.argsort(np.argsort(-(weights @ PERFORMANCES.T), axis=1), axis=1)
    return np.stack([np.bincount(column, minlength=TOOLS) for column in ranks.T]) / DRAWS


def linear(matrix: Floats, weights: Floats, types: Floats) -> Floats:
    """Add scores up, in the form that pysensmcda calls."""
    scores: Floats = matrix @ weights
    return scores


def pysensmcda_way() -> Any:
    from pysensmcda.smaa import smaa2

    return smaa2(linear, PERFORMANCES, np.ones(CRITERIA), num_samples=DRAWS, seed=1)


def pysensmcda_uncertain() -> Any:
    from pysensmcda.sampling import uniform_matrix
    from pysensmcda.smaa import smaa2

    half = np.full(CRITERIA, HALF_WIDTH)
    samples = uniform_matrix(PERFORMANCES, absolute=half, num_samples=DRAWS, seed=1)
    return smaa2(linear, PERFORMANCES, np.ones(CRITERIA), num_samples=DRAWS, matrix_samples=samples, seed=1)


def one_by_one(evaluate: Callable[[Floats], Floats], draws: int) -> Callable[[], Floats]:
    """Count ranks with a library that takes one weight vector at a time."""

    def count() -> Floats:
        counts = np.zeros((TOOLS, TOOLS))
        for weights in np.random.default_rng(1).dirichlet(np.ones(CRITERIA), draws):
            counts[np.arange(TOOLS), evaluate(weights)] += 1
        return counts / draws

    return count


def pymcdm_ranks(weights: Floats) -> Floats:
    from pymcdm.methods import WSM

    places: Floats = np.argsort(
        np.argsort(-WSM(lambda values, cost=False: values)(PERFORMANCES, weights, np.ones(CRITERIA)))
    )
    return places


def scikit_criteria_ranks(weights: Floats) -> Floats:
    from skcriteria import mkdm
    from skcriteria.agg.simple import WeightedSumModel

    matrix = mkdm(PERFORMANCES, [max] * CRITERIA, weights=weights)
    places: Floats = WeightedSumModel().evaluate(matrix).rank_ - 1
    return places


def certain_rows() -> list[Row]:
    return [
        Row("floor: the exponentials alone, SFC64", exponentials(np.random.SFC64), 41, is_by_processor=True),
        Row("floor: the exponentials alone, PCG64", exponentials(np.random.PCG64), 41, is_by_processor=True),
        Row("blogroi, ranks", ranks_alone, 41, is_by_processor=True),
        Row(
            "blogroi, ranks, pairwise winning, central weights and errors",
            with_central_weights,
            41,
            is_by_processor=True,
        ),
        Row("numpy, ranks: dirichlet and argsort", plain_numpy, 11, is_by_processor=True),
        Row("pysensmcda.smaa2", pysensmcda_way, 5, is_by_processor=True),
        Row(
            "pymcdm WSM, ranks, one by one", one_by_one(pymcdm_ranks, 2000), 3, share=2000 / DRAWS, is_by_processor=True
        ),
        Row(
            "scikit-criteria WeightedSumModel, ranks, one by one",
            one_by_one(scikit_criteria_ranks, 200),
            3,
            share=200 / DRAWS,
            is_by_processor=True,
        ),
    ]


def uncertain_rows() -> list[Row]:
    return [
        Row("floor: all random numbers, SFC64", performances_too(np.random.SFC64), 21, is_by_processor=True),
        Row("floor: all random numbers, PCG64", performances_too(np.random.PCG64), 21, is_by_processor=True),
        Row("blogroi, ranks", uncertain, 21, is_by_processor=True),
        Row("pysensmcda.smaa2", pysensmcda_uncertain, 3, is_by_processor=True),
    ]


def check_agreement() -> None:
    """Refuse to time ways that do not find the same shares, as far as their draws can tell."""
    own, error = ranks_alone().ranks, 5.0 * np.sqrt(0.25 / DRAWS)
    for found in (plain_numpy(), np.asarray(pysensmcda_way().rank_acceptability), with_central_weights().ranks):
        if np.abs(found - own).max() > 2.0 * error:
            raise AssertionError("two ways of counting ranks disagree")


def timed(title: str, rows: list[Row]) -> Table:
    timings = [Timing(row.name, note=f"timed on {row.share:.1%} of the draws" if row.share < 1 else "") for row in rows]
    interleaved(rows, timings)
    floor, own = timings[0].median, timings[2].median
    return Table(
        title=title,
        columns=("way", "ms, median", "least to most", "x floor", "x blogroi"),
        rows=tuple(
            (
                timing.name,
                f"{timing.median * 1e3:,.2f}",
                spread(timing.seconds, 1e3),
                f"{timing.median / floor:,.2f}",
                f"{timing.median / own:,.1f}",
            )
            for timing in timings
        ),
        notes=notes_on(timings),
        raw=figures(timings),
    )


def reordered(order: Callable[[Floats, Floats], Floats], cases: int) -> float:
    """Give the share of random problems of five tools and four criteria in which removing one reorders the others."""
    rng = np.random.default_rng(11)
    tables, weights = rng.random((cases, 5, 4)) * [1.0, 10.0, 100.0, 1000.0], rng.dirichlet(np.ones(4), cases)
    changed = 0
    for table, weight in zip(tables, weights, strict=True):
        whole = list(np.argsort(-order(table, weight), kind="stable"))
        for removed in range(5):
            kept = [tool for tool in range(5) if tool != removed]
            alone = [kept[place] for place in np.argsort(-order(table[kept], weight), kind="stable")]
            if alone != [tool for tool in whole if tool != removed]:
                changed += 1
                break
    return changed / cases


def blogroi_scores(table: Floats, weights: Floats) -> Floats:
    """Score on fixed scales, declared before the tools were looked at."""
    from blogroi.engine.scores import scaled

    scales = [((0.0, 0.0), (end, 1.0)) for end in (1.0, 10.0, 100.0, 1000.0)]
    columns = [scaled(column, knots) for column, knots in zip(table.T, scales, strict=True)]
    scores: Floats = np.array(columns).T @ weights
    return scores


def pymcdm_scores(name: str) -> Callable[[Floats, Floats], Floats]:
    from pymcdm import methods

    method = getattr(methods, name)()
    return lambda table, weights: np.asarray(method(table, weights, np.ones(4)))


def pymcdm_spotis(table: Floats, weights: Floats) -> Floats:
    """Rank by the distance from the best corner of bounds that are declared beforehand: less is better."""
    from pymcdm.methods import SPOTIS

    bounds = np.array([[0.0, 1.0], [0.0, 10.0], [0.0, 100.0], [0.0, 1000.0]])
    return -np.asarray(SPOTIS(bounds)(table, weights, np.ones(4)))


def mcda_scores(table: Floats, weights: Floats) -> Floats:
    """Normalise by the scales that the criteria declare."""
    from mcda import PerformanceTable
    from mcda.mavt.aggregators import WeightedSum
    from mcda.scales import QuantitativeScale
    from mcda.transformers import Transformer

    scales = {criterion: QuantitativeScale(0.0, end) for criterion, end in enumerate((1.0, 10.0, 100.0, 1000.0))}
    normal = Transformer.normalize(PerformanceTable(table.tolist(), scales=scales))
    return np.asarray(WeightedSum(dict(enumerate(weights)))(normal).data, dtype=float)


def scikit_criteria_scores(table: Floats, weights: Floats) -> Floats:
    from skcriteria import mkdm
    from skcriteria.agg.simple import WeightedSumModel
    from skcriteria.pipelines import mkpipe
    from skcriteria.preprocessing.scalers import MinMaxScaler

    pipe = mkpipe(MinMaxScaler(target="matrix"), WeightedSumModel())
    scores: Floats = np.asarray(pipe.evaluate(mkdm(table, [max] * 4, weights=weights)).e_.score)
    return scores


def reversals() -> Table:
    ways: list[tuple[str, Callable[[Floats, Floats], Floats], int]] = [
        ("blogroi, fixed scales", blogroi_scores, CASES),
        ("pymcdm SPOTIS, bounds declared", pymcdm_spotis, CASES),
        ("mcda WeightedSum, scales declared", mcda_scores, SLOW_CASES),
        ("pymcdm WSM, as it comes", pymcdm_scores("WSM"), CASES),
        ("pymcdm TOPSIS, as it comes", pymcdm_scores("TOPSIS"), CASES),
        ("scikit-criteria, MinMaxScaler and WeightedSumModel", scikit_criteria_scores, SLOW_CASES),
    ]
    shares = {name: (reordered(order, cases), cases) for name, order, cases in ways}
    return Table(
        title="Removing one of five tools reorders the other four",
        columns=("way", "share of the problems", "random problems"),
        rows=tuple((name, f"{share:.1%}", f"{cases:,}") for name, (share, cases) in shares.items()),
        notes=(
            "A method that scales within the set compared lets a tool that nobody chooses decide between two others.",
        ),
        raw={name: share for name, (share, _) in shares.items()},
    )


def measure() -> list[Table]:
    """Check, time and tabulate."""
    check_pinned()
    check_agreement()
    return [
        timed("Rank acceptability, 10 tools x 12 criteria, 100,000 weights", certain_rows()),
        timed("The same with uncertain performances", uncertain_rows()),
        reversals(),
    ]


if __name__ == "__main__":
    run(measure)
