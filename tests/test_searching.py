"""What happens to organisations that look at twenty indicators after launch, in a thousand simulated ones."""

import math
from statistics import NormalDist

import numpy as np
import pytest

from blogroi import Normal
from blogroi.evaluation.emergent import corrections
from blogroi.model.conventions import Conventions
from blogroi.numerics.selection import selection_adjusted_maximum
from tests.builders import a_case, a_tool, an_effect, an_indicator

ORGANISATIONS, INDICATORS, SPREAD = 1000, 20, 1.0
SEED = 20


def four_standard_errors(share: float, count: int = ORGANISATIONS) -> float:
    return 4.0 * math.sqrt(share * (1.0 - share) / count)


def found_by_each(true_sd: float) -> tuple[np.ndarray, np.ndarray]:
    """Give the greatest effect that each organisation finds, in standard errors, and the truth behind it."""
    rng = np.random.default_rng(SEED)
    truth = true_sd * rng.standard_normal((ORGANISATIONS, INDICATORS))
    seen = truth + rng.standard_normal(truth.shape)
    pick = seen.argmax(axis=1)[:, None]
    return np.take_along_axis(seen, pick, 1)[:, 0], np.take_along_axis(truth, pick, 1)[:, 0]


def findings(seen: np.ndarray, prior: Normal | None) -> list:  # type: ignore[type-arg]
    """Let the library correct what each organisation reports: its greatest effect, with its p-value."""
    tail, indicators, found = NormalDist().cdf, {"calls": an_indicator(1.0, prior=prior)}, []
    for number, z in enumerate(seen.tolist()):
        effect = an_effect(Normal(z, 1), searched=INDICATORS, p_value=min(1.0, 2.0 * tail(-abs(z))))
        key = f"blog_{number}"  # each in a case of its own: a case is read whole for every tool
        case = a_case({key: a_tool({"calls": effect})}, indicators=indicators)
        found.append(corrections(case, key, Conventions.of(case))["calls"].finding)
    return found


def test_where_nothing_happened_most_find_something_and_few_after_correction() -> None:
    seen, _ = found_by_each(0.0)
    found = findings(seen, Normal(0, SPREAD))
    # of the two-sided tests on twenty indicators, the greatest alone is reported: one side of them
    plain = np.mean([each.p_value <= 0.05 for each in found])
    one_sided = 1.0 - 0.975**INDICATORS
    assert plain == pytest.approx(one_sided, abs=four_standard_errors(one_sided))
    kept = np.mean([each.significant for each in found])
    assert kept <= 0.05 + four_standard_errors(0.05)


def test_where_effects_are_real_what_was_found_is_exaggerated_and_what_is_corrected_is_not() -> None:
    seen, truth = found_by_each(SPREAD)
    found = findings(seen, Normal(0, SPREAD))
    corrected = np.array([each.adjusted for each in found])
    margin = 4.0 * (corrected - truth).std() / math.sqrt(ORGANISATIONS)
    assert abs((corrected - truth).mean()) < margin
    assert (seen - truth).mean() > 1.0 > margin
    reach = NormalDist().inv_cdf(0.95) * math.sqrt(0.5)
    held = np.mean(np.abs(corrected - truth) <= reach)
    assert held == pytest.approx(0.9, abs=four_standard_errors(0.9))
    naive = np.mean(np.abs(seen - truth) <= NormalDist().inv_cdf(0.95))
    assert naive < 0.75


def test_one_true_effect_among_nineteen_is_corrected_without_a_prior() -> None:
    rng = np.random.default_rng(SEED)
    seen = rng.standard_normal((4000, INDICATORS))
    seen[:, 0] += 2.0
    reported = seen[seen.argmax(axis=1) == 0, 0]
    assert reported.mean() > 2.3
    grid = np.linspace(reported.min(), reported.max(), 60)  # the correction is smooth: read off between
    found = [selection_adjusted_maximum(float(z), 1.0, searched=INDICATORS) for z in grid]
    middle, low, high = (
        np.interp(reported, grid, [getattr(each, name) for each in found]) for name in ("estimate", "low", "high")
    )
    assert np.mean(middle > 2.0) == pytest.approx(0.5, abs=four_standard_errors(0.5, reported.size))
    assert np.mean((low <= 2.0) & (high >= 2.0)) == pytest.approx(0.9, abs=four_standard_errors(0.9, reported.size))
