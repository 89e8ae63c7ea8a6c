"""What becomes of the verdicts where effects are corrected by how they are known."""

from __future__ import annotations

from blogroi.model.frozen_map import FrozenMap
from blogroi.records import frozen
from blogroi.results.summary import Summary, Verdict

__all__ = ["CorrectedVerdict", "EvidenceCorrection"]


@frozen(kw_only=True)
class CorrectedVerdict:
    """The verdict on one tool, as stated and corrected.

    Parameters
    ----------
    stated, corrected : str
        Whether it brings in more than it costs.
    npv_stated : Summary or None
        Its net present value where every effect counts as it is stated; None where its cost is not known.
    survives : bool
        Whether the two verdicts are the same.
    """

    stated: Verdict
    corrected: Verdict
    npv_stated: Summary | None
    survives: bool


@frozen(kw_only=True)
class EvidenceCorrection:
    """What a correction by the class of evidence does to the verdicts: all other figures of the answer are corrected already.

    Parameters
    ----------
    reference : str
        Key of the reference figure that the factors are made of.
    factors : mapping of str to Summary
        For each class of evidence that is corrected: what its effects are multiplied by, whether the case has any or not.
    tools : mapping of str to CorrectedVerdict
        By tool.
    order_stated : tuple of str
        Order of the tools where every effect counts as it is stated.
    winner_stated : str or None
        Who is then ahead of all others clearly enough, if anybody is.
    survives : bool
        Whether all verdicts, the first of the order and the winner are the same.
    """

    reference: str
    factors: FrozenMap[str, Summary]
    tools: FrozenMap[str, CorrectedVerdict]
    order_stated: tuple[str, ...]
    winner_stated: str | None
    survives: bool
