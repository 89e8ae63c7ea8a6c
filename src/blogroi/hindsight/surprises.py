"""What surprises to allow for: how much of the value of past tools nobody had foreseen.

Before launch, the effects that nobody foresees cannot be listed, but past cases say how much they came to. That is a reference
class, a range for a new case, wide where there are few. It is shown apart, the same for every tool, and added to no figure.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path

from blogroi.errors import OptionError
from blogroi.evaluation.evaluate import evaluate
from blogroi.files.read import load
from blogroi.language.naming import describe
from blogroi.language.spoken import message, semicolons
from blogroi.model.case import Case
from blogroi.model.conventions import SEED
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.limits import Limits, of_files
from blogroi.model.purpose import was_asked_before
from blogroi.numerics.student import student_quantile
from blogroi.records import frozen
from blogroi.results.evaluation import Evaluation

__all__ = ["Allowance", "Surprises", "allowances", "expected_share", "surprises"]

_EDGE = 0.01  # shares nearer to an end have no logit to speak of
_LEAST_SPREAD = 0.5


@frozen(kw_only=True)
class Surprises:
    """How much of the value of past cases had not been foreseen, and what that says of a new one.

    Parameters
    ----------
    shares : mapping of str to float
        By case: share of the expected benefits that came from emergent effects, corrected for the search.
    left_out : mapping of str to str
        Cases that say nothing of it, with the reason.
    low, median, high : float
        The share in a new case of this sort: nine in ten lie between the first and the last.
    """

    shares: FrozenMap[str, float]
    left_out: FrozenMap[str, str]
    low: float
    median: float
    high: float


def surprises(
    past: str | Path | Iterable[Case], *, draws: int = 10_000, seed: int = SEED, limits: Limits | None = None
) -> Surprises:
    """Return how much of the value to expect from effects that nobody foresees, from past cases.

    Parameters
    ----------
    past : str, Path, or iterable of Case
        Past cases, or the folder that holds their files. Only those tools tell of which it is said what they are meant for, or for
        which some indicator was declared by the day of their introduction: where nobody said anything beforehand, nothing was
        foreseen and nothing was a surprise.
    draws, seed, limits
        As in :func:`blogroi.evaluate`, of each past case; the bytes of limits are those of its draws, and not of its file.

    Returns
    -------
    Surprises

    Raises
    ------
    OptionError
        When no case says anything of it.

    References
    ----------
    [Flyvbjerg2008], on reference classes.

    Examples
    --------
    >>> import blogroi
    >>> seen = surprises([blogroi.load("examples/chamber.toml")], draws=2000)
    >>> [round(share, 2) for share in seen.shares.values()]
    [0.44]
    >>> seen.low, seen.high  # one case says how much it was, and not how much it may be
    (0.0, 1.0)
    """
    shares: dict[str, float] = {}
    left_out: dict[str, str] = {}
    for name, case in _named(past, limits):
        telling = [key for key in case.tools if was_asked_before(case, key)]
        if not telling:
            left_out[name] = message("no indicator was declared by the day on which a tool was introduced")
            continue
        foreseen, unforeseen = _by_hindsight(evaluate(case, draws=draws, seed=seed, limits=limits), telling)
        if foreseen < 0.0 or unforeseen < 0.0 or foreseen + unforeseen <= 0.0:
            left_out[name] = message("what was planned, or what was not, brings in nothing or less: there is no share")
        else:
            shares[name] = unforeseen / (foreseen + unforeseen)
    if not shares:
        if not left_out:
            raise OptionError("past", message("no case says how much was unplanned"))
        reasons = [message("{path}: {fault}", path=name, fault=reason) for name, reason in left_out.items()]
        raise OptionError(
            "past", message("no case says how much was unplanned: {reasons}", reasons=semicolons(reasons))
        )
    low, median, high = expected_share(shares.values())
    return Surprises(shares=FrozenMap(shares), left_out=FrozenMap(left_out), low=low, median=median, high=high)


def expected_share(shares: Iterable[float]) -> tuple[float, float, float]:
    """Return the range in which a share of the same sort will lie, from those that were seen.

    The logits of the shares are assumed to be normal, with mean and spread unknown, so that the next one follows Student's
    distribution [Gelman2013, section 3.2], which is wide where there are few. One share alone says nothing of the spread: the range is then from 0 to 1.
    Shares that happen to agree are taken to spread by at least half a unit of the logit (0.3 may as well be 0.2 or 0.41). Those
    below 1 % or above 99 % count as that, and the range then reaches to the end.

    Parameters
    ----------
    shares : iterable of float
        At least one, each from 0 to 1.

    Returns
    -------
    low, median, high : float
        The 5 %, 50 % and 95 % quantiles.

    Examples
    --------
    >>> [round(share, 2) for share in expected_share([0.2, 0.4, 0.3, 0.35])]
    [0.11, 0.31, 0.62]
    """
    seen = list(shares)
    if not seen or not all(0.0 <= share <= 1.0 for share in seen):
        raise OptionError("shares", message("are not one or more numbers between 0 and 1"))
    logits = [math.log(share / (1.0 - share)) for share in (min(max(share, _EDGE), 1.0 - _EDGE) for share in seen)]
    count = len(seen)
    centre = math.fsum(logits) / count
    if count == 1:
        return 0.0, _share(centre), 1.0
    spread = math.sqrt(math.fsum((logit - centre) ** 2 for logit in logits) / (count - 1))
    reach = student_quantile(0.95, count - 1) * max(spread, _LEAST_SPREAD) * math.sqrt(1.0 + 1.0 / count)
    low = 0.0 if min(seen) < _EDGE else _share(centre - reach)
    high = 1.0 if max(seen) > 1.0 - _EDGE else _share(centre + reach)
    return low, _share(centre), high


def _share(logit: float) -> float:
    return 1.0 / (1.0 + math.exp(-logit))


def _named(past: str | Path | Iterable[Case], limits: Limits | None) -> Iterable[tuple[str, Case]]:
    """Return past cases with names that tell them apart."""
    if isinstance(past, str | Path):
        folder = Path(past)
        if not folder.is_dir():
            raise OptionError("past", message("{value} is not a folder", value=describe(str(past))))
        for file in sorted(folder.iterdir()):
            if file.suffix in (".toml", ".json"):
                yield file.name, load(file, limits=of_files(limits))
        return
    seen: dict[str, int] = {}
    for case in past:
        if not isinstance(case, Case):
            raise OptionError("past", message("{value} is not a case", value=describe(case)))
        seen[case.title] = seen.get(case.title, 0) + 1
        yield case.title if seen[case.title] == 1 else f"{case.title} ({seen[case.title]})", case


def _by_hindsight(result: Evaluation, telling: Iterable[str]) -> tuple[float, float]:
    """Add up what was foreseen and what was not over some tools, corrected for the search."""
    told = [result.emergent[key] for key in telling]
    foreseen = math.fsum(each.anticipated.adjusted.mean for each in told)
    unforeseen = math.fsum(each.emergent.adjusted.mean for each in told)
    return foreseen, unforeseen


@frozen(kw_only=True)
class Allowance:
    """What surprises one tool may bring, if they come to what they did elsewhere.

    Parameters
    ----------
    stated : float
        Expected benefits that the case states, corrected for the search.
    low, median, high : float
        Benefits that it does not, over the same window; infinite where past cases do not bound them.
    npv : tuple of float, or None
        Expected net present value with each of the three; None where the cost is not known.
    """

    stated: float
    low: float
    median: float
    high: float
    npv: tuple[float, float, float] | None


def allowances(result: Evaluation, seen: Surprises) -> FrozenMap[str, Allowance]:
    """Return what surprises to allow for, for every tool of a case: the same share for all of them, old and new.

    What the case states is what is foreseen on the day of the evaluation; what comes on top of it is not. No figure of the result
    changes.

    Parameters
    ----------
    result : Evaluation
        Of the new case.
    seen : Surprises
        From :func:`surprises`.

    Returns
    -------
    FrozenMap of str to Allowance
        By tool; those whose stated benefits are not above zero are left out, for a share of them means nothing.

    Examples
    --------
    >>> import blogroi
    >>> new = blogroi.evaluate(blogroi.loads(blogroi.template()), draws=2000)
    >>> seen = Surprises(shares=FrozenMap({"A": 0.3}), left_out=FrozenMap(), low=0.1, median=0.3, high=0.5)
    >>> found = allowances(new, seen)["blog"]
    >>> round(found.median / found.stated, 3), round(found.high / found.stated, 3)
    (0.429, 1.0)
    """
    odds = [share / (1.0 - share) if share < 1.0 else math.inf for share in (seen.low, seen.median, seen.high)]
    found: dict[str, Allowance] = {}
    for key, told in result.emergent.items():
        stated, costs = told.benefits.adjusted.mean, result.tools[key].costs
        if stated <= 0.0:
            continue
        low, median, high = (stated * each for each in odds)
        net = None if costs is None else stated - costs.mean
        npv = None if net is None else (net + low, net + median, net + high)
        found[key] = Allowance(stated=stated, low=low, median=median, high=high, npv=npv)
    return FrozenMap(found)
