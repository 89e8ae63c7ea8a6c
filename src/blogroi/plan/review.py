"""The review of a plan: what the rules find, what was set aside, whether it is ready, and what to do next."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar

from attrs import Attribute, field

from blogroi.codes.codes import Explanation, explanations
from blogroi.codes.plan_checks import plan_findings
from blogroi.codes.setting_aside import CheckNames, set_aside
from blogroi.codes.wording import GRAVITY
from blogroi.errors import Fault, raise_faults
from blogroi.evaluation.envelope import about, held_to
from blogroi.language.naming import describe, suggest
from blogroi.language.spoken import message
from blogroi.model import Case, OptionError
from blogroi.model.asked import a_case
from blogroi.model.brief import brief
from blogroi.model.check_policy import CHECK_NAME
from blogroi.model.frozen_map import FrozenMap
from blogroi.plan.outline import outline
from blogroi.plan.rules.rule import RULES, UNUSED
from blogroi.plan.verdict import is_running, next_steps, verdict
from blogroi.records import frozen
from blogroi.results.answer import CaseAnswer
from blogroi.results.checks import Check, Severity

if TYPE_CHECKING:
    from blogroi.revisions.plan_lock import Plan

__all__ = ["CodeText", "Finding", "Ignored", "PlanReview", "check"]

_IGNORE = "checks.ignore"


def _is_code(_: object, attribute: Attribute[str], value: str) -> None:
    """Refuse a code without an explanation: what follows from a finding is read there."""
    if value not in explanations():
        raise OptionError(
            attribute.name,
            message("there is no code {code}: {hint}", code=describe(value), hint=suggest(str(value), explanations())),
        )


@frozen(order=True)
class Finding:
    """Something that a plan lacks.

    Parameters
    ----------
    code : str
        Stable code, ``BR1`` and two digits.
    path : str
        Where in the case.
    message : str
        What it is, in a sentence.
    """

    DERIVED: ClassVar = ("severity",)

    code: str = field(validator=_is_code)
    path: str
    message: str

    @property
    def explanation(self) -> Explanation:
        """What the code means, why it matters, how to fix it."""
        return explanations()[self.code]

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return self.explanation.severity

    @property
    def blocks_launch(self) -> bool:
        """Whether it is an error, or cannot be fixed after launch."""
        return self.severity == "error" or (self.code in RULES and RULES[self.code].blocks_launch)

    @property
    def check(self) -> Check:
        """The same in the form in which results state what should be known."""
        return Check(self.code, self.severity, self.path, self.message)


@frozen(order=True)
class Ignored(Finding):
    """A finding that was set aside.

    Parameters
    ----------
    code, path, message : str
        As in a :class:`Finding`.
    reason : str
        Why it is set aside, where that was said.
    """

    reason: str = ""


@frozen(kw_only=True)
class CodeText:
    """What a code means, in short.

    Parameters
    ----------
    title : str
        What was found, in a few words.
    why : str
        Why it matters.
    fix : str
        What to do about it.
    """

    title: str
    why: str
    fix: str


@frozen(kw_only=True)
class PlanReview(CaseAnswer):
    """What a plan lacks, the most severe first.

    Parameters
    ----------
    running : bool
        Whether all tools were there on the day of the evaluation, so that their launch lies behind.
    verdict : str
        Whether the tools are ready to be launched, in one line; of those that are running, whether they were.
    next_steps : tuple of str
        The three most useful things to do next, or fewer.
    findings : tuple of Finding
        What was found and not set aside.
    ignored : tuple of Ignored
        What was found and set aside.
    """

    ANSWER: ClassVar[str] = "check"
    TABLES: ClassVar[str] = "blogroi.plan.tables"
    DERIVED: ClassVar = ("ready", "codes")

    running: bool = False
    verdict: str
    next_steps: tuple[str, ...]
    findings: tuple[Finding, ...]
    ignored: tuple[Ignored, ...]

    @property
    def ready(self) -> bool:
        """Whether nothing was found that is an error or cannot be fixed after launch."""
        return not any(finding.blocks_launch for finding in self.findings)

    @property
    def checks(self) -> tuple[Check, ...]:
        """The findings in the form in which results state what should be known."""
        return tuple(finding.check for finding in self.findings)

    @property
    def codes(self) -> FrozenMap[str, CodeText]:
        """What the codes of all findings mean, those that were set aside among them."""
        found = sorted({finding.code for finding in (*self.findings, *self.ignored)})
        explained = (explanations()[code] for code in found)
        return FrozenMap({one.code: CodeText(title=one.title, why=one.why, fix=one.fix) for one in explained})

    def __repr__(self) -> str:
        """Return the verdict."""
        return brief(self, self.verdict, name=self.title, of="of")


def check(
    case: Case,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] | Mapping[str, str] = (),
    plan: Plan | None = None,
    series: Mapping[str, Collection[str]] | None = None,
) -> PlanReview:
    """Check the thinking before launch: what a case lacks, and whether its tools are ready to be launched.

    The case alone is read, and no figure is computed. All tools are seen alike; three rules alone (``BR153``, ``BR174``, ``BR216``) read when
    a tool was introduced, because they are about dates, and so does the verdict, which is about a launch.

    Parameters
    ----------
    case : Case
        What is planned.
    select : iterable of str
        The checks that are made, instead of those that the case selects: whole codes (``"BR121"``), beginnings
        (``"BR12"``), or a code at a path (``"BR121 indicators.press"``). By default all of them.
    ignore : iterable of str, or mapping of str to str
        Findings that are set aside, besides those that the case ignores; with the reason where a mapping is given.
    plan : Plan, optional
        What was locked before launch (``blogroi.register``): what has moved since is among the findings.
    series : mapping of str to collection of str, optional
        What the series that plans name are now and have grown from, by ``"FILE:COLUMN"``: the hashes that ``Series.beginnings`` gives. An
        effect that was measured in another is among the findings. The command reads them where the files are; here nothing is read.

    Returns
    -------
    PlanReview

    Raises
    ------
    CaseError
        When statements of the case cannot hold together: weights, or correlations; or it selects a check that there is not.
    OptionError
        When something is selected or ignored that no check has for a name.

    Examples
    --------
    >>> import blogroi
    >>> review = check(blogroi.loads(blogroi.template()), select=["BR11"])
    >>> print(review.verdict.partition(",")[0])
    Running already. These were to be settled before launch: 2 indicators have no baseline
    """
    a_case(case)
    case = held_to(case, plan)
    _refuse_contradictions(case)
    _refuse_no_codes(case.checks.select)
    made = (*RULES, UNUSED)
    chosen = tuple(_known("select", name, made) for name in _names("select", select)) or case.checks.select
    extra = dict(ignore) if isinstance(ignore, Mapping) else dict.fromkeys(_names("ignore", ignore), "")
    for name in extra:
        _known("ignore", name, tuple(explanations()))
    aside = extra | {name: extra.get(name) or reason for name, reason in case.checks.ignore.items()}
    found = _found(case, chosen, series)
    if not chosen or CheckNames(chosen).of(Finding(UNUSED, _IGNORE, "")):
        found += _unused(_found(case, (), series) if chosen else found, aside)
    found += [Finding(code, path, message) for code, path, message in plan_findings(case)]
    kept, ignored = set_aside(found, aside)
    kept.sort(key=_gravity)
    counts, running = Counter(finding.code for finding in kept if finding.code in RULES), is_running(case)
    return PlanReview(
        **about(case),
        findings=tuple(kept),
        ignored=tuple(
            Ignored(one.code, one.path, one.message, reason)
            for one, reason in sorted(ignored, key=lambda pair: _gravity(pair[0]))
        ),
        running=running,
        verdict=verdict(counts, ignored=len(ignored), partly=bool(chosen), running=running),
        next_steps=next_steps(counts),
    )


def _refuse_contradictions(case: Case) -> None:
    """Refuse what an evaluation would refuse, so that a case without a fault can be evaluated."""
    if case.correlations:
        from blogroi.engine.compile.correlated import check_correlations  # noqa: PLC0415  only who correlates pays for numpy

        check_correlations(case.correlations)
    if case.weights is not None or any(objective.weight is not None for objective in case.objectives.values()):
        from blogroi.engine.compile.weight_set import weight_set  # noqa: PLC0415  only who weighs pays for numpy

        weight_set(case.objectives, case.weights)


def _names(option: str, names: object) -> tuple[str, ...]:
    if isinstance(names, str) or not isinstance(names, Iterable):
        raise OptionError(option, message('{value} is not a list of checks: write ["BR121"]', value=describe(names)))
    return tuple(names)


def _known(option: str, name: object, codes: Iterable[str]) -> str:
    """Take what names a check, and nothing else."""
    if isinstance(name, str) and CHECK_NAME.fullmatch(name):
        begin = name.partition(" ")[0]
        if any(code.startswith(begin) for code in codes):
            return name
    raise OptionError(option, _names_none(option, describe(name)))


def _names_none(option: str, value: str) -> str:
    if option == "select":
        return message(
            '{value} does not name a check of the plan: write a code such as "BR121", the beginning of one, or "BR121 indicators.KEY"',
            value=value,
        )
    return message(
        '{value} does not name a check: write a code such as "BR121", the beginning of one, or "BR121 indicators.KEY"',
        value=value,
    )


def _found(case: Case, chosen: tuple[str, ...], series: Mapping[str, Collection[str]] | None) -> list[Finding]:
    """Run the rules that are chosen."""
    plan = outline(case, series)
    codes = [name.partition(" ")[0] for name in chosen]
    at_paths = any(" " in name for name in chosen)
    found: list[Finding] = []
    for code, rule in RULES.items():
        if codes and not any(code.startswith(begin) for begin in codes):
            continue
        found += [Finding(code, path, message) for path, message in rule.find(plan)]
    if not at_paths:
        return found
    names = CheckNames(chosen)
    return [finding for finding in found if names.of(finding)]


def _unused(found: list[Finding], aside: Mapping[str, str]) -> list[Finding]:
    """Return which names set nothing aside of all that was found; those of this very check are left alone.

    What a name of another check sets aside shows with the figures alone.
    """
    known = CheckNames(aside)
    used = {name for finding in found for name in known.of(finding)}
    used.update(known.of(Finding(UNUSED, _IGNORE, "")))
    return [
        Finding(UNUSED, _IGNORE, _sets_nothing_aside(name))
        for name in aside
        if name not in used and all(code in RULES for code in _meant(name))
    ]


def _sets_nothing_aside(name: str) -> str:
    if _meant(name):
        return message("{name} sets nothing aside: nothing of it is found.", name=name)
    return _no_code(name)


def _no_code(name: str) -> str:
    """Say that nothing goes by a name, and which code may have been meant."""
    code = name.partition(" ")[0]
    near = min(explanations(), key=lambda known: _distance(known, code))
    return message(
        "There is no code {code} (did you mean `{near}`?): {name} does nothing.", code=code, near=near, name=name
    )


def _distance(known: str, code: str) -> tuple[int, int]:
    """Measure how far two codes are apart: codes that begin alike are of one kind."""
    alike = next((place for place, pair in enumerate(zip(known, code, strict=False)) if pair[0] != pair[1]), len(code))
    return -alike, abs(int(known[2:]) - int(code[2:]))


def _refuse_no_codes(selected: Iterable[str]) -> None:
    """Refuse a case that selects what no check has for a name: nothing would be found, and all would seem ready."""
    raise_faults(
        [Fault(f"[{place}]", _no_code(name)) for place, name in enumerate(selected) if not _meant(name)],
        under="checks.select",
    )


def _meant(name: str) -> list[str]:
    """List the codes that a name begins."""
    return [code for code in explanations() if code.startswith(name.partition(" ")[0])]


def _gravity(finding: Finding) -> tuple[int, bool, str, str]:
    """Sort the most severe first, and ``[2]`` before ``[10]``."""
    path = re.sub(r"\d+", lambda digits: digits[0].zfill(9), finding.path) if "[" in finding.path else finding.path
    return GRAVITY[finding.severity], not finding.blocks_launch, finding.code, path
