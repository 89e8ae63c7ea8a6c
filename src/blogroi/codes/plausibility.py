"""Whether a case says what its author can have meant: slips that give right figures of something else.

Each rule needs the case alone and is a question, never a refusal; its sentence holds the cure. ``evaluate`` and ``check`` both
ask, and a case can silence each by name, with its reason. What needs figures stands in ``blogroi.codes.figure_checks``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, TypeAlias

from blogroi.codes.capacity import capacity_not_realised, hours_not_realised
from blogroi.codes.means import estimate_beside_mean, mean_of_studies
from blogroi.codes.prices import growth_in_real_prices, prices_of_another_kind
from blogroi.codes.wording import quantity_in
from blogroi.language.spoken import Number, message
from blogroi.model.case import Case
from blogroi.model.drivers import unit_faults
from blogroi.model.duration import STEPS_IN_A_YEAR, Step
from blogroi.model.estimate import Estimate
from blogroi.model.fields import Stated, quantities_in
from blogroi.model.formula import Formula
from blogroi.model.indicator import Indicator
from blogroi.model.locations import ListedPath, PartPath
from blogroi.model.paths import DriverPath, IndicatorPath, parse_path
from blogroi.model.purpose import does_nothing
from blogroi.model.quantiles import Quantiles
from blogroi.model.quantity import Normal, Point, Quantity, Range, ThreePoint, Uniform
from blogroi.model.quantity_paths import change_of, formulas_of
from blogroi.model.samples import Samples
from blogroi.model.studies import Studies
from blogroi.model.truncation import Truncated
from blogroi.results.format import as_percent, as_stated, percent_as_stated, quoted, significant, whole
from blogroi.results.periods import A_PERIOD

__all__ = ["PLAUSIBILITY", "Question"]

Question: TypeAlias = Callable[[Case], Iterator[tuple[str, str]]]
"""Gives the path and the message of everything that a rule finds."""

_PER_CENT = 1.0
_HIGH_RATE = 0.3
_MOST_CONTINGENCY = 2.0  # guidance on optimism bias goes up to 200 %
_FEW, _ENOUGH = 12, 30  # from a year of months to where a sample bears its own spread
_WIDE = 3.0
_SHARES = frozenset({"deadweight", "credit", "displacement", "drop_off", "confidence", "margin", "realised", "p_value"})
_STEP = re.compile(r"[^.\[\]]+")
_SHARE_UNIT = re.compile(r"(share|rate|fraction|proportion|ratio|taux)s?", re.IGNORECASE)
_OUTPUT_UNIT = re.compile(
    r"((site|web ?site|blog|web|unique|page|post|video)[ -])?"
    r"(visit(or)?|visite(ur)?|page[ -]?view|view|page vue|vue|click|clic|follower|like|j['\u2019]aime|impression|open|ouverture|session|hit)"
    r"(s|\(s\))?",
    re.IGNORECASE,
)
_PUT_OUT = {
    "input": message("an input"),
    "activity": message("an activity"),
    "output": message("an output"),
    "outtake": message("what people took from it"),
}

_STEPS: dict[
    Step, tuple[str, str, tuple[str, ...]]
] = {  # nouns, adjectives, and stems without which a text has neither: few texts are worth a regular expression
    "week": (r"weeks?|semaines?", r"weekly|hebdomadaires?", ("week", "semaine", "hebdomadaire")),
    "month": (r"months?|mois", r"monthly|mensuel(?:le)?s?", ("month", "mois", "mensuel")),
    "quarter": (r"quarters?|trimestres?", r"quarterly|trimestriel(?:le)?s?", ("quarter", "trimestr")),
    "year": (r"years?|ans?|ann[ée]es?", r"yearly|annual(?:ly)?|annuel(?:le)?s?|per annum", ("year", "an")),
}
_REPEATED = (  # a newsletter that comes every month says nothing of what is counted
    r"(?:news)?letters?|magazines?|bulletins?|reports?|meetings?|reviews?|fairs?|assembl(?:y|ies)|events?|issues?|editions?|mailings?"
    r"|conferences?|surveys?|audits?|congress(?:es)?|podcasts?|webinars?|articles?|posts?|leave|(?:active|unique)\s+\w+"
    r"|lettres?|rapports?|r[ée]unions?|revues?|salons?|foires?|assembl[ée]es?|num[ée]ros?|journ[ée]es?|congr[èe]s|enqu[êe]tes?|rencontres?"
)


def rate_from_one_up(case: Case) -> Iterator[tuple[str, str]]:
    """Find rates that are percentages."""
    for path, rate in _discount_rates(case):
        if rate >= _PER_CENT:
            yield (
                path,
                message(
                    "A discount rate of {rate} is {percent} a year. If {rate} % is meant, write `{share}`.",
                    rate=as_stated(rate),
                    percent=as_percent(rate),
                    share=_written(rate / 100),
                ),
            )
    for key, tool in case.tools.items():
        for position, cost in enumerate(tool.costs, start=1):
            least = max((_ends(part)[0] for part in quantities_in(cost.contingency)), default=0.0)
            if least > _MOST_CONTINGENCY:
                yield (
                    str(ListedPath(key, "costs", position, "contingency")),
                    message(
                        "{tool}: a contingency of {rate} raises {cost} by {percent}. If {rate} % is meant, write `{share}`.",
                        tool=tool.name,
                        rate=as_stated(least),
                        cost=quoted(cost.item),
                        percent=as_percent(least),
                        share=_written(least / 100),
                    ),
                )
    for path, name, indicator, changes in _changes(case):
        if _SHARE_UNIT.fullmatch(indicator.unit.strip()) is None:
            continue
        far = max((abs(end) for part in quantities_in(changes) for end in _ends(part)), default=0.0)
        if far > _PER_CENT:
            yield (
                path,
                message(
                    "{change} is {most}, and its unit ({unit}) that of a share. If {most} % is meant, write `{share}`.",
                    change=name,
                    unit=indicator.unit.strip(),
                    most=as_stated(far),
                    share=_written(far / 100),
                ),
            )


def high_rate(case: Case) -> Iterator[tuple[str, str]]:
    """Find discount rates that nobody uses."""
    for path, rate in _discount_rates(case):
        if _HIGH_RATE <= rate < _PER_CENT:
            yield (
                path,
                message(
                    "A discount rate of {rate} a year is high: 3 % to 12 % is usual. If {other} is meant, write `{share}`.",
                    rate=percent_as_stated(rate),
                    other=percent_as_stated(rate / 10),
                    share=_written(rate / 10),
                ),
            )


def _discount_rates(case: Case) -> Iterator[tuple[str, float]]:
    stated = case.discounting.rate
    if not isinstance(stated, tuple):
        yield "discounting.rate", stated
        return
    for position, band in enumerate(stated, start=1):
        yield f"discounting.rate[{position}].rate", band.rate


def output_in_money(case: Case) -> Iterator[tuple[str, str]]:
    """Find what a tool puts out, valued as if it were what changes."""
    for key, indicator in case.indicators.items():
        if indicator.value is None:
            continue
        said = indicator.stage
        if said is None and _OUTPUT_UNIT.fullmatch(indicator.unit.strip()) and indicator.valuation != "cost avoided":
            said = "output"
        if said in _PUT_OUT:
            yield (
                str(IndicatorPath(key, "value")),
                message(
                    "{indicator} is {stage}, valued as if it were an outcome. Value what it leads to instead, or write"
                    ' `stage = "outcome"` where each one brings in or saves money by itself.',
                    indicator=quoted(indicator.statement),
                    stage=_PUT_OUT[said],
                ),
            )


def margin_twice(case: Case) -> Iterator[tuple[str, str]]:
    """Find margins that are taken of what is a margin already."""
    for key, indicator in case.indicators.items():
        if indicator.value is None or indicator.margin is None or indicator.valuation != "margin on sales":
            continue
        if any(_ends(part)[0] < 1.0 for part in quantities_in(indicator.margin)):
            yield (
                str(IndicatorPath(key, "margin")),
                message(
                    "{indicator}: its value is called a margin on sales, and a `margin` below 1 is taken of it once more. Leave `margin` out,"
                    ' or write `valuation = "market price"` if the value is the price.',
                    indicator=quoted(indicator.statement),
                ),
            )


def revenue_without_margin(case: Case) -> Iterator[tuple[str, str]]:
    """Find turnover counted as gain: a market price, or an unnamed value that leads to an objective of revenue.

    What is avoided, freed or worth as much as something else is no turnover.
    """
    for key, indicator in case.indicators.items():
        if indicator.value is None or indicator.margin is not None or indicator.cash not in (None, "cash"):
            continue
        if indicator.valuation == "market price" or (indicator.valuation is None and _earns(case, indicator.lever)):
            yield (
                str(IndicatorPath(key, "margin")),
                message(
                    "{indicator} is valued as revenue, and all of it is counted as gain. State the share that is gain as `margin`: 1 if all of"
                    " it is.",
                    indicator=quoted(indicator.statement),
                ),
            )


def _earns(case: Case, lever: str | None) -> bool:
    if lever is None:
        return False
    return any(case.objectives[key].aim == "revenue" for key in case.levers[lever].shares)


def tool_without_effects(case: Case) -> Iterator[tuple[str, str]]:
    """Find tools that cost money and change nothing, because nobody said what they change."""
    for key, tool in case.tools.items():
        is_answered = bool(case.indicators) and tool.not_applicable.keys() >= case.indicators.keys()
        if not tool.effects and not is_answered and not does_nothing(tool):
            yield (
                str(PartPath("tools", key, "effects")),
                message(
                    "{tool}: no effect is stated, so that it can only cost. State what it changes, or say under `not_applicable` why it"
                    ' cannot; going on as before is a tool of `kind = "nothing"`.',
                    tool=tool.name,
                ),
            )


def other_step(case: Case) -> Iterator[tuple[str, str]]:
    """Find words for a month where a period is a year, and for any other step than that of the case."""
    step = case.horizon.step
    for key, indicator in case.indicators.items():
        if indicator.prior is None and not any(key in tool.effects for tool in case.tools.values()):
            continue
        for part in ("statement", "unit"):
            said = _other_step(getattr(indicator, part), step)
            if said:
                yield str(IndicatorPath(key, part)), _cure(quoted(indicator.statement), said, step)
                break
    for key, tool in case.tools.items():
        for position, cost in enumerate(tool.costs, start=1):
            said = _other_step(cost.item, step) if cost.when in ("each", None) else None
            if said:
                yield str(ListedPath(key, "costs", position, "item")), _cure(_cost(tool.name, cost.item), said, step)


_TIMES: dict[float, tuple[str, str]] = {
    3: (message("three times as much"), message("a third of it")),
    4: (message("four times as much"), message("a quarter of it")),
    12: (message("twelve times as much"), message("a twelfth of it")),
}


def _cure(what: str, said: Step, step: Step) -> str:
    return message(
        "{what} speaks of {said}, and a period of this case is {step}. If its figures are for {said}, state {more}; if they are for {step},"
        " write so in the text.",
        what=what,
        said=A_PERIOD[said],
        step=A_PERIOD[step],
        more=_so_much(STEPS_IN_A_YEAR[said] / STEPS_IN_A_YEAR[step]),
    )


def _so_much(times: float) -> str:
    factor = max(times, 1.0 / times)
    known = _TIMES.get(round(factor, 9))
    if known is not None:
        return known[0] if times > 1.0 else known[1]
    said = Number(significant(factor, 3))
    return (
        message("{factor} times as much", factor=said)
        if times > 1.0
        else message("it divided by {factor}", factor=said)
    )


def _other_step(text: str, step: Step) -> Step | None:
    """Name the step that a text speaks of, where it is not the one of the case; None where it names that one too."""
    said: Step | None = next((other for other in _STEPS if other != step and _speaks_of(other, text)), None)
    return None if said is None or _speaks_of(step, text) else said


def _speaks_of(step: Step, text: str) -> bool:
    """Return whether a text gives something by a step, the month or the year, and does not only use the word.

    ``a month``, ``per month``, ``/ month``, ``monthly``, ``(month)``; but not ``within a month``, ``a month later``, ``once a month`` nor
    ``the monthly newsletter``, which say when and not how much.
    """
    nouns, adjectives, stems = _STEPS[step]
    if not any(stem in text.casefold() for stem in stems):
        return False
    by = rf"(?:(?<!\w)(?:per|an?|each|every|one|par|chaque)\s+|/\s*|\()(?:calendar\s+)?(?:{nouns})(?![\w'\u2019-])(?!\s+(?:ago|later|earlier|before|after|old|on|of|long))"
    for found in re.finditer(by, text, re.IGNORECASE):
        before = re.findall(r"[\w-]+", text[: found.start()].lower())[-1:]
        if before not in (
            ["within"],
            ["after"],
            ["for"],
            ["than"],
            ["once"],
            ["twice"],
            ["times"],
            ["before"],
            ["fois"],
            ["dans"],
        ):
            return True
    alone = rf"(?<![\w-])(?:{adjectives})(?![\w-])"
    return any(
        not re.match(rf"\s+(?:\w+\s+)?(?:{_REPEATED})\b", text[found.end() :], re.IGNORECASE)
        and not re.search(rf"\b(?:{_REPEATED})\s+$", text[: found.start()], re.IGNORECASE)
        for found in re.finditer(alone, text, re.IGNORECASE)
    )


def introduced_later(case: Case) -> Iterator[tuple[str, str]]:
    """Find tools that are introduced after the evaluation, in a window that has begun: a plan's window lies ahead."""
    day = case.day
    if day is None or case.horizon.start > day:
        return
    for key, tool in case.tools.items():
        if tool.introduced is not None and tool.introduced > day:
            yield (
                str(PartPath("tools", key, "introduced")),
                message(
                    "{tool} is introduced on {introduced}, after the day of the evaluation, {day}. Correct one of the two days; for a plan, let"
                    " the horizon start after the evaluation too.",
                    tool=tool.name,
                    introduced=tool.introduced,
                    day=day,
                ),
            )


def samples_like_months(case: Case) -> Iterator[tuple[str, str]]:
    """Find samples of a year or two of months, or weeks, one of which would be drawn to hold for the whole window."""
    for path, said, stated, is_varied in _per_period(case):
        if not isinstance(stated, Samples) or not _FEW <= len(stated.values) < _ENOUGH:
            continue
        if stated.weights is not None:  # nobody weighs readings
            continue
        if len(set(stated.values)) == 1:
            continue
        count = len(stated.values)
        step = case.horizon.step
        counted: Step = "week" if step == "week" else "month"
        by = STEPS_IN_A_YEAR[counted] / STEPS_IN_A_YEAR[step]
        middle = math.fsum(stated.values) / count
        error = by * math.sqrt(math.fsum((value - middle) ** 2 for value in stated.values) / (count - 1) / count)
        written = f"{{ mean = {significant(by * middle, 3)}, sd = {significant(error)} }}"
        yield path, _like_months(said, count, counted, step, written, is_varied=is_varied)


def _like_months(what: str, count: int, counted: Step, step: Step, written: str, *, is_varied: bool) -> str:
    """Say what becomes of samples that look like months, or weeks; ``is_varied`` where one could be drawn for each month."""
    if counted == "week":
        return message(
            "{what} has {count} samples, which look like weeks. Each draw takes one of them for the whole window, so that good and bad weeks"
            " never even out. If they are weeks, write their mean and its error: `{written}`.",
            what=what,
            count=count,
            written=written,
        )
    if is_varied:
        return message(
            "{what} has {count} samples, which look like months. Each draw takes one of them for the whole window, so that good and bad"
            " months never even out. If they are months, write their mean and its error: `{written}`. Or draw one for each month:"
            ' `varies = "each period"`.',
            what=what,
            count=count,
            written=written,
        )
    if step == "month":
        return message(
            "{what} has {count} samples, which look like months. Each draw takes one of them for the whole window, so that good and bad"
            " months never even out. If they are months, write their mean and its error: `{written}`.",
            what=what,
            count=count,
            written=written,
        )
    return message(
        "{what} has {count} samples, which look like months. Each draw takes one of them for the whole window, so that good and bad months"
        " never even out. If they are months, write the mean for {period} and its error: `{written}`.",
        what=what,
        count=count,
        period=A_PERIOD[step],
        written=written,
    )


def _per_period(case: Case) -> Iterator[tuple[str, str, Quantity, bool]]:
    """Yield the quantities that stand for each period alike, with their paths, what they are, and whether one could be drawn for each month."""
    each = case.horizon.step == "month"
    for key, driver in case.drivers.items():
        if driver.varies == "once" and not isinstance(driver.value, tuple | Formula):
            yield str(DriverPath(key)), quoted(driver.statement), driver.value, each
    for key, indicator in case.indicators.items():
        for part in ("prior", "total"):
            stated = getattr(indicator, part)
            if stated is not None and not isinstance(stated, tuple | Formula):
                path = str(IndicatorPath(key, part))
                yield path, quantity_in(case, path), stated, False
    for path, name, _, changes in _changes(case):
        if not isinstance(changes, tuple | Formula):
            yield path, name, changes, False
    for key, tool in case.tools.items():
        for position, cost in enumerate(tool.costs, start=1):
            part = "units" if cost.amount is None else "amount"
            stated = getattr(cost, part)
            if cost.when == "each" and stated is not None and not isinstance(stated, tuple | Formula):
                yield str(ListedPath(key, "costs", position, part)), _cost(tool.name, cost.item), stated, False


def measured_without_shape(case: Case) -> Iterator[tuple[str, str]]:
    """Find measured intervals that are drawn lognormal because nobody said otherwise."""
    measured = {
        (key, name)
        for key, tool in case.tools.items()
        for name, effect in tool.effects.items()
        if effect.evidence == "measured"
    }
    for path, whose, _, change in _changes(case, of=measured):
        for part in quantities_in(change):
            if isinstance(part, Range) and part.shape is None and _spans_widely(part):
                yield (
                    path,
                    message(
                        "{change}: the measured interval, {low} to {high}, is taken to lie mostly near its low end (lognormal). Write"
                        ' `shape = "normal"` if the estimate lies half-way, or `shape = "lognormal"` to keep it.',
                        change=whose,
                        low=as_stated(part.low),
                        high=as_stated(part.high),
                    ),
                )
                break


def _spans_widely(part: Range) -> bool:
    near, far = sorted((abs(part.low), abs(part.high)))
    return part.low * part.high > 0.0 and far > _WIDE * near


def units_amiss(case: Case) -> Iterator[tuple[str, str]]:
    """Find formulas that come to another unit than their driver states, and those that add what is not counted alike."""
    for fault in unit_faults(case.drivers):
        statement = case.drivers[fault.path.split(".")[1]].statement
        said = message(
            "{driver}: {fault}. Correct the formula or a unit, or leave the unit out.",
            driver=quoted(statement),
            fault=fault.message,
        )
        yield fault.path, said
    units = {key: driver.dimension for key, driver in case.drivers.items()}
    for path, formula in formulas_of(case).items():
        if not isinstance(parse_path(path), DriverPath):
            from blogroi.model.grammar.units import followed  # noqa: PLC0415  only who states formulas pays for it

            _, faults = followed(formula.tree, units)
            for fault in faults:
                yield (
                    path,
                    message(
                        "{quantity}: {fault}. Correct the formula or a unit.",
                        quantity=quantity_in(case, path),
                        fault=fault.message,
                    ),
                )


def thousands(case: Case) -> Iterator[tuple[str, str]]:
    """Find numbers that a file writes as others write thousands; where the case was changed since, only those still there."""
    for path, text in case.as_written.items():
        if path.rpartition(".")[2] in _SHARES or _found_at(case, path) != float(text):
            continue
        plain = text.replace(".", "")
        yield (
            path,
            message(
                "`{text}` is read as {number}: a point is a decimal point here. If {thousands} is meant, write `{plain}`.",
                text=text,
                number=as_stated(float(text)),
                thousands=whole(int(plain)),
                plain=plain,
            ),
        )


def _found_at(part: Any, path: str) -> Any:
    """Follow a path of the file through the parts of a case; None where it leads nowhere."""
    for step in _STEP.findall(path):
        if isinstance(part, Mapping):
            part = part.get(step)
        elif isinstance(part, tuple):
            place = int(step) - 1 if step.isdigit() else -1
            part = part[place] if 0 <= place < len(part) else None
        else:
            part = getattr(part, "values" if step == "samples" else step, None)
    return part.value if isinstance(part, Point) else part


def _changes(
    case: Case, *, of: Collection[tuple[str, str]] | None = None
) -> Iterator[tuple[str, str, Indicator, Stated]]:
    """Yield every stated change once, with its path, whose it is, and its indicator; those of some effects where they are named."""
    seen = set()
    named = {
        key: message("the change in {indicator}", indicator=quoted(indicator.statement))
        for key, indicator in case.indicators.items()
    }
    for key, tool in case.tools.items():
        for name in tool.effects:
            at, change, _ = change_of(case, key, name)
            path = str(at)
            if path not in seen and (of is None or (key, name) in of):
                seen.add(path)
                indicator, whose = case.indicators[name], named[name]
                if not indicator.shared:
                    whose = message("{tool}: {what}", tool=tool.name, what=whose)
                yield path, whose, indicator, change


def _cost(tool: str, item: str) -> str:
    return message("{tool}: {what}", tool=tool, what=quoted(item))


def _written(value: float) -> str:
    """Return a number as a file has it."""
    return significant(value, 10)


def _ends(quantity: Quantity) -> tuple[float, float]:
    """Return the least and the greatest that was stated; of a normal quantity its mean, of a beta those of a share."""
    low, high = _whole_ends(quantity)
    return quantity.within(low, high) if isinstance(quantity, Truncated) else (low, high)


def _whole_ends(quantity: Quantity) -> tuple[float, float]:
    match quantity:
        case Point(value):
            return value, value
        case Range(low, high) | Uniform(low, high) | ThreePoint(low, _, high) | Estimate(_, low, high):
            return low, high
        case Normal(mean):
            return mean, mean
        case Quantiles(points):
            return points[0][1], points[-1][1]
        case Samples(values) | Studies(values):
            return min(values), max(values)
        case _:
            return 0.0, 1.0


PLAUSIBILITY: dict[str, Question] = {
    "BR121": output_in_money,
    "BR122": revenue_without_margin,
    "BR136": estimate_beside_mean,
    "BR137": mean_of_studies,
    "BR145": capacity_not_realised,
    "BR146": hours_not_realised,
    "BR210": rate_from_one_up,
    "BR211": high_rate,
    "BR212": margin_twice,
    "BR213": tool_without_effects,
    "BR214": other_step,
    "BR215": thousands,
    "BR216": introduced_later,
    "BR217": samples_like_months,
    "BR218": measured_without_shape,
    "BR219": units_amiss,
    "BR224": prices_of_another_kind,
    "BR225": growth_in_real_prices,
}
"""The rules, by code."""
