"""What a formula says that it cannot mean: functions that are none, parts that a function does not take, words out of place."""

from __future__ import annotations

import math
from collections.abc import Iterator

from blogroi.errors import Fault
from blogroi.language.naming import clip, suggest
from blogroi.language.spoken import message, plural
from blogroi.model.domain import Domain
from blogroi.model.grammar.cures import FOREIGN_FUNCTIONS
from blogroi.model.grammar.nodes import Call, Chain, Clock, Name, Negative, Node, Number, at_column, walk, worked_up
from blogroi.model.grammar.words import CLOCKS, FUNCTIONS, MOST_BEFORE, clock_meaning

__all__ = ["certain_value", "meaning_faults"]


def meaning_faults(tree: Node) -> Iterator[Fault]:
    """List what a formula says that cannot be meant, wherever it stands.

    Parameters
    ----------
    tree : Node
        Of the whole formula.

    Yields
    ------
    Fault
        From left to right.

    Examples
    --------
    >>> [fault.message for fault in meaning_faults(Call("clip", (Name("x"), Number(1.0))))]
    ['column 1: clip takes 3 parts, clip(x, low, high), and not 2']
    """
    todo: list[tuple[Node, bool]] = [(tree, False)]
    while todo:
        node, in_profile = todo.pop()
        yield from _faults_of(node, in_profile=in_profile)
        profile = (
            node.arguments[1] if isinstance(node, Call) and node.function == "by_age" and len(node.parts) > 1 else None
        )
        todo.extend((part, in_profile or part is profile) for part in reversed(node.parts))
    yield from _number_faults(tree)


def _faults_of(node: Node, *, in_profile: bool) -> Iterator[Fault]:
    match node:
        case Name(key=word) if word in FUNCTIONS:
            yield at_column(
                node, message("`{word}` is a function: write {written}", word=word, written=FUNCTIONS[word].written)
            )
        case Clock(word="age") if not in_profile:
            yield at_column(node, message("`age` stands in the profile of by_age alone: by_age(x, 0.9 ** (age - 1))"))
        case Clock(word=word) if in_profile and word != "age":
            yield at_column(
                node,
                message("`{word}` has no place in a profile by age: multiply by_age(...) by it instead", word=word),
            )
        case Call(function=function) if function not in FUNCTIONS:
            yield at_column(
                node,
                message(
                    "there is no function `{function}`: {cure}",
                    function=function,
                    cure=_function_cure(function),
                ),
            )
        case Call(function=function) if in_profile and FUNCTIONS[function].by_period:
            yield at_column(
                node, message("{function} goes by the period, and has no place in a profile by age", function=function)
            )
        case Call():
            yield from _call_faults(node)
        case _:
            pass


def _function_cure(word: str) -> str:
    small = word.casefold()
    if small in FUNCTIONS:
        return message("did you mean `{small}`?", small=small)
    if small in FOREIGN_FUNCTIONS:
        return FOREIGN_FUNCTIONS[small]
    if small in CLOCKS:
        return message("{meaning}: write it without brackets", meaning=clock_meaning(small))
    hint = suggest(small, FUNCTIONS)
    return (
        hint if hint.startswith("did") else message("{hint}; to multiply, write {word} * (...)", hint=hint, word=word)
    )


def _call_faults(call: Call) -> Iterator[Fault]:
    """List the parts that a function does not take."""
    function = FUNCTIONS[call.function]
    count = len(call.arguments)
    if count < function.least or (function.most is not None and count > function.most):
        yield at_column(
            call,
            message(
                "{function} takes {asked}, and not {count}{cure}",
                function=call.function,
                asked=_asked(call.function),
                count=str(count),
                cure=_count_cure(call),
            ),
        )
        return
    match call.function, call.arguments:
        case "growth" | "yearly_growth" | "ramp", (_, clock) if not (
            isinstance(clock, Clock) and clock.word == "running"
        ):
            yield at_column(
                clock, message("the second part of {function} is the word running, or left out", function=call.function)
            )
        case "delay", (_, length):
            yield from _outside(length, Domain.NON_NEGATIVE, message("a delay"))
        case "event", (share,):
            yield from _outside(share, Domain.SHARE, message("a chance"))
        case "poisson", (mean,):
            yield from _outside(mean, Domain.NON_NEGATIVE, message("a mean number"))
        case "binomial", (number, share):
            yield from _outside(number, Domain.NON_NEGATIVE, message("a number of trials"))
            yield from _not_whole(number)
            yield from _outside(share, Domain.SHARE, message("a chance"))
        case "clip", (_, low, high):
            yield from _reversed_ends(low, high)
        case "by_age", (_, _, before):
            yield from _before_faults(before)
        case _:
            pass


def _asked(name: str) -> str:
    """Say how many parts a function takes, and how it is written."""
    function = FUNCTIONS[name]
    least, most = function.least, function.most
    if most is None:
        count = message("{least} parts or more", least=str(least))
    elif least == most:
        count = plural("{count} part", "{count} parts", least)
    else:
        count = message("{least} or {most} parts", least=str(least), most=str(most))
    return message("{count}, {written}", count=count, written=function.written)


def _count_cure(call: Call) -> str:
    if call.function == "round" and len(call.arguments) == 2:
        return message(": for two digits write round(100 * x) / 100")
    if call.function == "log" and len(call.arguments) == 2:
        return message(": to another base it is log(x) / log(base)")
    if (
        any(isinstance(part, Number) for part in call.arguments)
        and len(call.arguments) > FUNCTIONS[call.function].least
    ):
        return message(": decimals are written with a point, 0.5")
    return ""


def _outside(node: Node, domain: Domain, what: str) -> Iterator[Fault]:
    """Refuse a number that is written out and lies outside what is asked for."""
    value = certain_value(node)
    told = None if value is None or math.isnan(value) else domain.fault(value)
    if told is not None:
        yield at_column(node, message("{what}: {fault}", what=what, fault=told))


def _not_whole(number: Node) -> Iterator[Fault]:
    value = certain_value(number)
    if value is not None and value > 0.0 and not value.is_integer():
        yield at_column(
            number,
            message(
                "a number of trials: {value} is not a whole number: write {round}",
                value=f"{value:g}",
                round=str(round(value)),
            ),
        )


def _reversed_ends(low: Node, high: Node) -> Iterator[Fault]:
    ends = certain_value(low), certain_value(high)
    if ends[0] is not None and ends[1] is not None and ends[0] > ends[1]:
        yield at_column(
            low,
            message(
                "the ends of clip are reversed: {low} is above {high}: it is clip(x, low, high)",
                low=f"{ends[0]:g}",
                high=f"{ends[1]:g}",
            ),
        )


def _before_faults(before: Node) -> Iterator[Fault]:
    if not isinstance(before, Number) or not before.value.is_integer():
        yield at_column(before, message("how many periods came before is a whole number written out, such as 24"))
    elif before.value > MOST_BEFORE:
        yield at_column(
            before,
            message(
                "{value} periods before the window are too many: at most {most}",
                value=f"{before.value:g}",
                most=f"{MOST_BEFORE:,}",
            ),
        )


def _number_faults(tree: Node) -> Iterator[Fault]:
    """List the parts of numbers alone that come to no number: what divides by zero, and what grows past all bounds."""
    values: dict[int, float | None] = {}

    def value_of(node: Node, parts: list[float | None]) -> float | None:
        values[id(node)] = _value(node, parts)
        return values[id(node)]

    worked_up(tree, value_of)
    for node in walk(tree):
        value = values[id(node)]
        known = (values[id(part)] for part in node.parts)
        if value is not None and math.isnan(value) and not any(part is not None and math.isnan(part) for part in known):
            yield at_column(node, message("`{text}` is not a finite number", text=clip(node.text, 60)))


def certain_value(node: Node) -> float | None:
    """Work out a part that is made of numbers and operators alone.

    Returns
    -------
    float or None
        NaN where it is not a finite number; None where it is made of anything else.

    Examples
    --------
    >>> certain_value(Negative(Number(2.0))), certain_value(Name("x"))
    (-2.0, None)
    """
    return worked_up(node, _value)


def _value(node: Node, parts: list[float | None]) -> float | None:
    known = [part for part in parts if part is not None]
    if isinstance(node, Number):
        return node.value
    if len(known) < len(parts) or not isinstance(node, Negative | Chain):
        return None
    if isinstance(node, Negative):
        return -known[0]
    return _joined(node, known)


def _joined(node: Chain, values: list[float]) -> float:
    """Join numbers as a chain says, in floats: a power too large for one is found out at once, and nothing is counted out."""
    if node.operators[0] == "**":
        result = values[-1]
        for value in reversed(values[:-1]):
            result = _applied("**", value, result)
        return result
    result = values[0]
    for operator, value in zip(node.operators, values[1:], strict=True):
        result = _applied(operator, result, value)
    return result


def _applied(operator: str, left: float, right: float) -> float:
    try:
        match operator:
            case "+":
                result = left + right
            case "-":
                result = left - right
            case "*":
                result = left * right
            case "/":
                result = left / right
            case _:
                result = math.pow(left, right)
    except (OverflowError, ValueError, ZeroDivisionError):
        return math.nan
    return result if math.isfinite(result) else math.nan
