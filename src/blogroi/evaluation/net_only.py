"""An evaluation of which net present values alone are asked for."""

from __future__ import annotations

from blogroi.codes.figure_checks import net_present_checks
from blogroi.engine.compile.better_side import better_side
from blogroi.engine.compile.build import build_frame
from blogroi.engine.frame import kept_fields
from blogroi.errors import OptionError
from blogroi.evaluation.envelope import envelope_of
from blogroi.evaluation.net_present import net_present_values
from blogroi.evaluation.progress import Work
from blogroi.evaluation.size import check_size, size_of
from blogroi.fairness.parity import parity
from blogroi.language.spoken import message
from blogroi.model.case import Case
from blogroi.model.conventions import Conventions
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.limits import Limits
from blogroi.results.evaluation import Evaluation
from blogroi.results.ranking import Figure

__all__ = ["net_present_only"]


def net_present_only(
    case: Case, held: Conventions, by: Figure, decision_probability: float, threads: int, work: Work, allowed: Limits
) -> Evaluation:
    """Compute net present values alone."""
    if by != "npv":
        raise OptionError(
            "by", message("no other figure than NPV is computed: ask for the default figures, or for an order by `npv`")
        )
    frame, labels = build_frame(better_side(case.blinded()), held)
    check_size(size_of(case, frame, threads=threads, figures=("npv",)), held.draws, allowed)
    found = net_present_values(
        case, frame, labels, held, decision_probability=decision_probability, threads=threads, work=work
    )
    checks, ignored = net_present_checks(case, found.tools, held, ranking=found.ranking, at_ends=kept_fields(frame))
    return Evaluation(
        **envelope_of(case, held),
        tools=found.tools,
        total=None,
        ranking=found.ranking,
        scores=None,
        parity=parity(case),
        claims=FrozenMap(),
        robustness=found.robustness,
        checks=checks,
        ignored=ignored,
        only=("npv",),
    )
