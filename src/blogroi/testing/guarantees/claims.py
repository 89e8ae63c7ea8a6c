"""No benefit is counted twice in silence (N9)."""

from __future__ import annotations

from blogroi.model import Case, Effect
from blogroi.testing.figures.reading import Reading, read
from blogroi.testing.guarantees.broken import Evaluator, GuaranteeBroken
from blogroi.testing.variants.amounts import claims_past_all, credits_scaled
from blogroi.testing.variants.rebuilding import certain
from blogroi.testing.variants.tools import with_indicator, with_unknown_tools

__all__ = ["check_no_double_claims"]


def check_no_double_claims(evaluator: Evaluator, case: Case) -> None:
    """Check that no benefit is counted twice in silence, and none cried out that is not (N9).

    On the certain case, several tools claim nine tenths each of a change that they share, and nine tenths of changes of
    their own that pass a stated total. For both, and for every indicator of the case on which the credits of a shared
    change pass 100 % in some period, the answer must say so: in its ``claims`` or ``checks`` there must be something about
    the indicator that is not there when the same credits are cut. Where changes are their own and no total is stated,
    there must be nothing of the kind.

    Parameters
    ----------
    evaluator : callable
        From a case to an answer. One that is not an evaluation says what to do, and is not asked.
    case : Case
        Any case.

    Raises
    ------
    GuaranteeBroken
        Where it does not hold.

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.loads(blogroi.template())
    >>> check_no_double_claims(lambda case: blogroi.evaluate(case, draws=200), case)
    """
    wider, unknown = with_unknown_tools(certain(case))
    claimants = (*list(case.tools)[:2], unknown[0])
    part = dict.fromkeys(claimants, Effect(credit=0.9, evidence="estimated"))
    own = dict.fromkeys(claimants, Effect(change=80, credit=0.9, evidence="estimated"))
    claimed, _ = with_indicator(wider, part, wanted="shared_probe", shared=True, change=100)
    claimed, capped = with_indicator(claimed, own, wanted="probe_of_a_total", total=100)
    claimed, apart = with_indicator(claimed, own, wanted="probe_of_its_own")
    over = claims_past_all(claimed)
    said = read(evaluator(claimed))
    otherwise = read(evaluator(credits_scaled(claimed, [*over, capped, apart])))
    if not said.is_evaluation:
        return
    reasons = {name: f"tools claimed {total:.0%} of {name}" for name, total in over.items()}
    reasons[capped] = f"the changes of tools passed the total of {capped}"
    for name, reason in reasons.items():
        if not _fresh(said, otherwise, name):
            raise GuaranteeBroken("N9", "", "claims and checks", "a word of it", "silence", reason, claimed)
    alarm = _fresh(said, otherwise, apart)
    if alarm:
        reason = f"each tool had a change of its own in {apart}"
        raise GuaranteeBroken("N9", "", "claims and checks", "silence", alarm[0], reason, claimed)


def _fresh(said: Reading, otherwise: Reading, indicator: str) -> list[object]:
    """List what is said of an indicator in one answer, and not in another."""
    return [what for what in _said_of(said, indicator) if what not in _said_of(otherwise, indicator)]


def _said_of(found: Reading, indicator: str) -> list[object]:
    """List what the claims and the checks of an answer say of an indicator."""
    checks: list[object] = [
        (check.get("code"), check.get("path"), check.get("message"))
        for check in found.checks
        if indicator in str(check.get("path", "")).split(".") or indicator in str(check.get("message", ""))
    ]
    return checks + ([found.claims[indicator]] if indicator in found.claims else [])
