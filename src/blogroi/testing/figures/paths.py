"""Which places of an answer are figures, and of which kind: labels, sums by label, what is about all tools, amounts of money."""

from __future__ import annotations

from typing import TypeAlias

__all__ = [
    "AMOUNTS",
    "BY_DATE",
    "BY_EVIDENCE",
    "IN_UNITS",
    "LABELS",
    "MONEY",
    "OF_ALL_TOOLS",
    "TIE_BREAKS",
    "WHERE_BOTH",
    "Path",
    "matches",
    "parsed",
]

Path: TypeAlias = tuple[str, ...]
_SAID = (
    *("title", "currency", "fingerprint", "name", "names", "checks", "ignored", "parity", "plan"),
    "conventions.evaluated",
)

LABELS = (
    *_SAID,
    *(f"tools.*.{name}" for name in _SAID),  # where answers stand by tool
    *("tools.*.not_applicable", "tools.*.without_source", "studies.*.method", "updates.*.unit"),
    *("scenarios.*.statement", "scenarios.*.checks", "scenarios.*.conventions.evaluated"),
)
"""What a case is about, what things are called, and what is said about them in words: no figures.

Each is a path in an answer, ``*`` standing for any key or place; what lies below it is meant too.
"""

BY_DATE = (
    *(f"tools.*.{name}" for name in ("anticipated", "emergent", "unlabelled")),
    *(f"emergent.*.{name}" for name in ("anticipated", "emergent", "unlabelled", "ex_ante")),
)
"""Labels that follow from dates or from what a tool was meant for, and the sums by them."""

BY_EVIDENCE = ("tools.*.by_evidence", "total.without_weak_evidence", "emergent.*.effects.*.evidence", "updates")
"""Sums by the class of evidence, the class itself, and what measured evidence says of a prior."""

_RANKED = ("rank_acceptability", "mc_error", "intervals", "first_and_positive", "winner", "switch_point")

_SCORED = (
    *("central_weights", "central_weights_error", "confidence", "confidence_error", "rank_uncertainty"),
    *("stakeholders", "weight_change"),
)

OF_ALL_TOOLS = (
    *(f"{ranking}.{name}" for ranking in ("ranking", "scores.ranking") for name in _RANKED),
    *(f"scores.{name}" for name in _SCORED),
    *("claims", "total", "robustness.survives", "robustness.pivotal_gaps"),
    *("order", "expected_npv_now", "evpi", "studies", "worth_measuring", "not_worth_measuring"),
    *("ties", "efficient_frontier", "survives", "conventions.gaps"),
    *("evidence.order_stated", "evidence.winner_stated", "evidence.survives"),
    *("greatest_regret", "scenarios.*.winner", "scenarios.*.chosen"),
    *(f"scenarios.*.tools.*.{name}" for name in ("rank", "regret")),
)
"""What is about all tools together, so that another tool may change it: places, what comes first, sums over tools."""

TIE_BREAKS = (
    "ranking.switch_point",
    "scores.ranking.switch_point",
    *("robustness.pivotal_gaps", "scores.weight_change", "scores.majority.contradicts", "order"),
)
"""What names one of several tools with the same figure, whichever has the first key."""

WHERE_BOTH = (  # left out where there are many tools, or where a tool has a gap that nothing fills
    *(f"{ranking}.{name}" for ranking in ("ranking", "scores.ranking") for name in ("pairwise", "pairwise_error")),
    *("robustness.orders.*", "npv_with_priors"),
)

IN_UNITS = ("emergent.*.effects.*", "tools.*.units_by_indicator.*", "updates.*")

MONEY = (
    *("benefits", "costs", "npv", "npv_cash", "equivalent_annual", "sunk", "anticipated", "emergent", "unlabelled"),
    *("by_indicator", "by_lever", "by_objective", "by_beneficiary", "by_evidence", "by_cost", "by_driver"),
)

AMOUNTS = (
    *(f"{at}.{name}" for at in ("tools.*", "total") for name in MONEY),
    *(
        "tools.*.without.*.npv",
        "total.without_weak_evidence.npv",
        "robustness.tools.*.npv",
        "evidence.tools.*.npv_stated",
    ),
    *(f"emergent.*.{name}" for name in ("benefits", "anticipated", "emergent", "unlabelled")),
    *(f"emergent.*.{name}.npv" for name in ("ex_ante", "ex_post", "ex_post_adjusted")),
)


def parsed(pattern: str) -> Path:
    """Take a pattern apart, by its points."""
    return tuple(pattern.split("."))


def matches(path: Path, pattern: Path) -> bool:
    """Return whether a pattern leads to a path, or to something above it."""
    return len(pattern) <= len(path) and all(part in ("*", name) for part, name in zip(pattern, path, strict=False))
