"""What is worth measuring before deciding, in words, and what measured evidence does to what was thought."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from blogroi.decisions.planned_studies import PlannedStudy
from blogroi.decisions.updating import Update
from blogroi.decisions.worth_measuring import MeasurementAdvice
from blogroi.model.paths import parse_path
from blogroi.report.content import conventions
from blogroi.report.wording import GAPS, MOST_LISTED, WHY_PRIORS, ageing, statement_of, with_error
from blogroi.results.answer import Names
from blogroi.results.format import amount, as_percent, beside, number, rough, whole

__all__ = ["advice_lines", "update_lines"]

_FAR_APART = 2.0  # standard deviations of the difference between prior and evidence


def advice_lines(advice: MeasurementAdvice) -> Iterator[str]:
    """Yield what is worth measuring before deciding, in which order, and what is not.

    Parameters
    ----------
    advice : MeasurementAdvice
        What is said.

    Yields
    ------
    str
        A sentence or two.

    Examples
    --------
    >>> import blogroi
    >>> lines = list(advice_lines(blogroi.worth_measuring(blogroi.load("examples/chamber.toml"))))
    >>> next(line for line in lines if line.startswith("Decide today"))
    'Decide today: 5,900 EUR. Perfect knowledge is worth at most 10,900 EUR, give or take 34, so spend no more on research.'
    """
    unit, names = advice.currency, advice.names
    yield from _npv_lines(advice)
    if advice.npv:  # else nothing can be decided
        perfect, now = with_error(advice.evpi, unit), _decided_now(advice)
        yield (
            f"Decide today: {now} {unit}. Perfect knowledge is worth at most {perfect}, so spend no more on research."
            if advice.evpi.value > 0.0
            else f"Decide today: {now} {unit}. Knowing more would change no choice."
        )
    if advice.half_life is not None:
        yield ageing(advice.half_life, f"{as_percent(advice.kept)} is left, as said here")
    if advice.given_up > 0.0:
        yield f"Measuring gives up {rough(advice.given_up)} {unit} each time, beside its cost: what is worth less is not worth measuring."
    for key, worth in advice.evpi_by_tool.items():
        if worth.value > 0.0:
            yield f"{names.tools[key]}: on average, deciding now without more data risks {with_error(worth, unit)}."
    by_path = {one.path: one for one in advice.subjects}
    for place, path in enumerate(advice.worth_measuring[:MOST_LISTED], start=1):
        yield f"{place}. {parse_path(path).describe(names)}: worth at most {with_error(by_path[path].evppi, unit)}."
    rest = len(advice.worth_measuring) - MOST_LISTED
    if rest > 0:
        yield f"{rest} more are worth something, each less than these."
    if advice.npv and not advice.worth_measuring:
        is_dear = advice.evpi.value > 0.0 and advice.given_up > 0.0
        yield f"Nothing is worth measuring: no answer would {'be worth what it gives up' if is_dear else 'change a choice'}."
    if advice.not_worth_measuring:
        listed = "; ".join(parse_path(path).describe(names) for path in advice.not_worth_measuring[:MOST_LISTED])
        more = len(advice.not_worth_measuring) - MOST_LISTED
        also = f"; and {more} more" if more > 0 else ""
        why = "change a choice, or to be worth what it gives up" if advice.given_up > 0.0 else "change a choice"
        yield f"Not worth measuring, since no answer is likely to {why}: {listed}{also}."
    for study in advice.studies:
        yield _study_line(study, names, unit, gives_up=advice.given_up > 0.0)
    for key in advice.unknown:
        yield f"{names.tools[key]}: its cost is not known, so that nothing can be decided."
    yield from update_lines(advice.updates, names)
    yield conventions(advice)


def _decided_now(advice: MeasurementAdvice) -> str:
    """Return what deciding now brings in, rounded as the figures of the tools that are then chosen: one alone reads the same."""
    npv = advice.npv if advice.npv_with_priors is None else advice.npv_with_priors
    gains = {key: figure.mean for key, figure in npv.items() if figure.mean > 0.0}
    chosen = [max(gains, key=lambda key: gains[key])] if gains and advice.choices == "one" else gains
    return beside(advice.expected_npv_now, *(npv[key] for key in chosen)) if chosen else whole(advice.expected_npv_now)


def _npv_lines(advice: MeasurementAdvice) -> Iterator[str]:
    """Yield the figure of every tool; both figures, and why there are two, where gaps are filled to be asked about."""
    if advice.npv_with_priors is not None:
        yield (
            f"In an evaluation of this case {GAPS[advice.stated_gaps]}. Here {GAPS['prior']}: {WHY_PRIORS}. Both figures of"
            " each tool:"
        )
    for key, npv in advice.npv.items():
        prior = npv if advice.npv_with_priors is None else advice.npv_with_priors[key]
        filled = "" if prior == npv else f"; with its gaps filled, {amount(prior)} {advice.currency}"
        yield f"{advice.names.tools[key]}: NPV {amount(npv)} {advice.currency}{filled}."


def _study_line(study: PlannedStudy, names: Names, unit: str, *, gives_up: bool) -> str:
    size = "" if study.size is None else f" ({whole(study.size)} observations)"
    subject = f"Planned: {study.method}, on {statement_of(study.indicator, names)}{size}"
    worth = f"is worth {'at most ' if study.is_bound else ''}{with_error(study.voi, unit)}"
    if study.net is None or study.cost is None:
        line = f"{subject}, {worth}; what it costs is not stated."
    else:
        price = "its cost and what it gives up" if gives_up else "its cost"
        verdict = f"worth {price}" if study.net > 0.0 else f"not worth {price}"
        line = f"{subject}, {worth}, and costs {rough(study.cost)} {unit}: {verdict}."
    if study.best is not None and study.best.size == 0:
        return f"{line} No number of observations is."
    if study.best is not None and study.best.size != study.size:
        return f"{line} {whole(study.best.size)} observations would bring in most."
    return line


def update_lines(updates: Iterable[Update], names: Names) -> Iterator[str]:
    """Yield what measured evidence does to what was thought before.

    Parameters
    ----------
    updates : iterable of Update
        What is said.
    names : Names
        Names of tools and indicators.

    Yields
    ------
    str
        A sentence for each effect.

    Examples
    --------
    >>> import blogroi
    >>> from blogroi.results.answer import names_of
    >>> case = blogroi.load("examples/chamber.toml")
    >>> names = names_of(case)
    >>> print(next(update_lines(blogroi.updates(case), names)))
    The chamber's blog, "Articles in the press, at the price of advertising of the same size": 5 was usual, 7.58 was observed; best estimate from both: 6.81 (for information; not used above).
    """
    for one in updates:
        odd = " The two lie far apart: look at both again." if one.surprise > _FAR_APART else ""
        yield (
            f"{names.tools[one.tool]}, {statement_of(one.indicator, names)}: {number(one.prior_mean)} was usual, {number(one.found_mean)} was"
            f" {one.evidence}; best estimate from both: {number(one.mean)} (for information; not used above).{odd}"
        )
