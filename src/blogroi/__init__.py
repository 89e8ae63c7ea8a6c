"""What a corporate blog brings in, beside every other communication tool, by the same criteria for all of them.

Everything is loaded when it is first asked for: a program that only states cases does not wait for what works on them, and the
command line can answer a signal before anything is there.
"""

from importlib import import_module

from blogroi._version import VERSION

TYPE_CHECKING = False  # as that of `typing`, which takes as long to load as all the rest of this
if TYPE_CHECKING:
    from blogroi import audit, catalogue, measured, model
    from blogroi.audit.diff import CaseChange, Diff, DiffSide, diff
    from blogroi.audit.neutrality import Certificate, neutrality
    from blogroi.audit.replay import Replay, replay
    from blogroi.audit.wording import Difference
    from blogroi.catalogue.references import References, references
    from blogroi.codes.codes import Explanation, explain
    from blogroi.decisions.choose import Choice, choose
    from blogroi.decisions.decision import Decision, decide
    from blogroi.decisions.knapsack import EfficientSet
    from blogroi.decisions.launch import LaunchAdvice, launch
    from blogroi.decisions.options import Option
    from blogroi.decisions.planned_studies import PlannedStudy
    from blogroi.decisions.scenarios import GreatestRegret, ScenarioFigures, Scenarios, ToolInScenario, scenarios
    from blogroi.decisions.sensitivity import Influence, OrderInfluence, Sensitivity, ToolSensitivity, sensitivity
    from blogroi.decisions.studies import ControlGroup, Counts, LevelStudy, Pilot, Poll, Study, StudyModel, Survey
    from blogroi.decisions.supposition import Supposition, suppose
    from blogroi.decisions.total_influences import TotalInfluence, total_influences
    from blogroi.decisions.updating import Update, updates
    from blogroi.decisions.worth_measuring import MeasurementAdvice, Subject, worth_measuring
    from blogroi.errors import LimitError, MissingExtraError, SeriesError, UnknownTableError
    from blogroi.evaluation.evaluate import evaluate
    from blogroi.evaluation.net_benefits import NetBenefits
    from blogroi.evaluation.session import Session
    from blogroi.evaluation.simulate import Simulation, ToolDraws, simulate
    from blogroi.files.read import load, loads
    from blogroi.files.schema import case_schema
    from blogroi.files.template import template
    from blogroi.files.write import dump, dumps
    from blogroi.hindsight.history import History, history
    from blogroi.literature.figures import ReferenceFigure
    from blogroi.many.evaluate_into import Kept, evaluate_into
    from blogroi.many.evaluate_many import evaluate_many
    from blogroi.many.tables import Gathered, gather
    from blogroi.model import (
        Beta,
        BlogroiError,
        Case,
        CaseError,
        Chance,
        CheckPolicy,
        ChoiceRules,
        Correlation,
        Cost,
        Discounting,
        Driver,
        Duration,
        Effect,
        Estimate,
        Fault,
        FileError,
        Formula,
        Horizon,
        Indicator,
        Lever,
        Measured,
        Measurement,
        Normal,
        Objective,
        OptionError,
        Point,
        Prices,
        Published,
        Quantiles,
        QuantitySource,
        Range,
        RateBand,
        Samples,
        Scale,
        Scenario,
        ScenarioPublished,
        Stakeholder,
        Studies,
        SummaryError,
        ThreePoint,
        Tool,
        Total,
        Uniform,
        WeightRatio,
        Weights,
    )
    from blogroi.model.conventions import Conventions
    from blogroi.model.limits import Limits
    from blogroi.model.standing import PlanMove, PlanStanding
    from blogroi.plan import Finding, PlanReview, Question, check, questions, template_from
    from blogroi.report.figures.chain import chain
    from blogroi.report.figures.figure import Figure
    from blogroi.report.figures.priorities import priorities
    from blogroi.report.reporting import Report, report_on
    from blogroi.report.texts import html, markdown, text, workbook
    from blogroi.results.answer import Answer, DriverName, IndicatorName, Names
    from blogroi.results.checks import Check
    from blogroi.results.evaluation import Evaluation
    from blogroi.results.evidence import CorrectedVerdict, EvidenceCorrection
    from blogroi.results.fairness import Claim, Parity, Robustness, ToolRobustness
    from blogroi.results.hindsight import Adjusted, NpvOutcome, PostHocEffect, ToolEmergent
    from blogroi.results.net_present import NetPresentValues, ToolNetPresentValue
    from blogroi.results.ranking import Dominance, EffectChange, Ranking
    from blogroi.results.scores import Majority, Scores, WeightChange
    from blogroi.results.summary import InternalRate, Payback, Ratio, Summary
    from blogroi.results.table import Column, Heading, Layout, Table, Tables
    from blogroi.results.tool import Exclusion, ToolResult
    from blogroi.results.total import TotalResult
    from blogroi.revisions.plan_lock import Plan, register
    from blogroi.validation.validate import Validation, validate

__version__ = VERSION

__all__ = [
    "Adjusted",
    "Answer",
    "Beta",
    "BlogroiError",
    "Case",
    "CaseChange",
    "CaseError",
    "Certificate",
    "Chance",
    "Check",
    "CheckPolicy",
    "Choice",
    "ChoiceRules",
    "Claim",
    "Column",
    "ControlGroup",
    "Conventions",
    "CorrectedVerdict",
    "Correlation",
    "Cost",
    "Counts",
    "Decision",
    "Diff",
    "DiffSide",
    "Difference",
    "Discounting",
    "Dominance",
    "Driver",
    "DriverName",
    "Duration",
    "Effect",
    "EffectChange",
    "EfficientSet",
    "Estimate",
    "Evaluation",
    "EvidenceCorrection",
    "Exclusion",
    "Explanation",
    "Fault",
    "Figure",
    "FileError",
    "Finding",
    "Formula",
    "Gathered",
    "GreatestRegret",
    "Heading",
    "History",
    "Horizon",
    "Indicator",
    "IndicatorName",
    "Influence",
    "InternalRate",
    "Kept",
    "LaunchAdvice",
    "Layout",
    "LevelStudy",
    "Lever",
    "LimitError",
    "Limits",
    "Majority",
    "Measured",
    "Measurement",
    "MeasurementAdvice",
    "MissingExtraError",
    "Names",
    "NetBenefits",
    "NetPresentValues",
    "Normal",
    "NpvOutcome",
    "Objective",
    "Option",
    "OptionError",
    "OrderInfluence",
    "Parity",
    "Payback",
    "Pilot",
    "Plan",
    "PlanMove",
    "PlanReview",
    "PlanStanding",
    "PlannedStudy",
    "Point",
    "Poll",
    "PostHocEffect",
    "Prices",
    "Published",
    "Quantiles",
    "QuantitySource",
    "Question",
    "Range",
    "Ranking",
    "RateBand",
    "Ratio",
    "ReferenceFigure",
    "References",
    "Replay",
    "Report",
    "Robustness",
    "Samples",
    "Scale",
    "Scenario",
    "ScenarioFigures",
    "ScenarioPublished",
    "Scenarios",
    "Scores",
    "Sensitivity",
    "SeriesError",
    "Session",
    "Simulation",
    "Stakeholder",
    "Studies",
    "Study",
    "StudyModel",
    "Subject",
    "Summary",
    "SummaryError",
    "Supposition",
    "Survey",
    "Table",
    "Tables",
    "ThreePoint",
    "Tool",
    "ToolDraws",
    "ToolEmergent",
    "ToolInScenario",
    "ToolNetPresentValue",
    "ToolResult",
    "ToolRobustness",
    "ToolSensitivity",
    "Total",
    "TotalInfluence",
    "TotalResult",
    "Uniform",
    "UnknownTableError",
    "Update",
    "Validation",
    "WeightChange",
    "WeightRatio",
    "Weights",
    "__version__",
    "audit",
    "case_schema",
    "catalogue",
    "chain",
    "check",
    "choose",
    "decide",
    "diff",
    "dump",
    "dumps",
    "evaluate",
    "evaluate_into",
    "evaluate_many",
    "explain",
    "gather",
    "history",
    "html",
    "launch",
    "load",
    "loads",
    "markdown",
    "measured",
    "model",
    "neutrality",
    "priorities",
    "questions",
    "references",
    "register",
    "replay",
    "report_on",
    "scenarios",
    "sensitivity",
    "simulate",
    "suppose",
    "template",
    "template_from",
    "text",
    "total_influences",
    "updates",
    "validate",
    "workbook",
    "worth_measuring",
]

_HOME = {
    "blogroi.audit.diff": (
        "CaseChange",
        "Diff",
        "DiffSide",
        "diff",
    ),
    "blogroi.audit.neutrality": (
        "Certificate",
        "neutrality",
    ),
    "blogroi.audit.replay": (
        "Replay",
        "replay",
    ),
    "blogroi.audit.wording": ("Difference",),
    "blogroi.catalogue.references": (
        "References",
        "references",
    ),
    "blogroi.codes.codes": (
        "Explanation",
        "explain",
    ),
    "blogroi.decisions.choose": (
        "Choice",
        "choose",
    ),
    "blogroi.decisions.decision": (
        "Decision",
        "decide",
    ),
    "blogroi.decisions.knapsack": ("EfficientSet",),
    "blogroi.decisions.launch": (
        "LaunchAdvice",
        "launch",
    ),
    "blogroi.decisions.options": ("Option",),
    "blogroi.decisions.planned_studies": ("PlannedStudy",),
    "blogroi.decisions.scenarios": (
        "GreatestRegret",
        "ScenarioFigures",
        "Scenarios",
        "ToolInScenario",
        "scenarios",
    ),
    "blogroi.decisions.sensitivity": (
        "Influence",
        "OrderInfluence",
        "Sensitivity",
        "ToolSensitivity",
        "sensitivity",
    ),
    "blogroi.decisions.studies": (
        "ControlGroup",
        "Counts",
        "LevelStudy",
        "Pilot",
        "Poll",
        "Study",
        "StudyModel",
        "Survey",
    ),
    "blogroi.decisions.supposition": (
        "Supposition",
        "suppose",
    ),
    "blogroi.decisions.total_influences": (
        "TotalInfluence",
        "total_influences",
    ),
    "blogroi.decisions.updating": (
        "Update",
        "updates",
    ),
    "blogroi.decisions.worth_measuring": (
        "MeasurementAdvice",
        "Subject",
        "worth_measuring",
    ),
    "blogroi.errors": ("LimitError", "MissingExtraError", "SeriesError", "UnknownTableError"),
    "blogroi.evaluation.evaluate": ("evaluate",),
    "blogroi.evaluation.net_benefits": ("NetBenefits",),
    "blogroi.evaluation.session": ("Session",),
    "blogroi.evaluation.simulate": (
        "Simulation",
        "ToolDraws",
        "simulate",
    ),
    "blogroi.files.read": ("load", "loads"),
    "blogroi.files.schema": ("case_schema",),
    "blogroi.files.template": ("template",),
    "blogroi.files.write": ("dump", "dumps"),
    "blogroi.hindsight.history": (
        "History",
        "history",
    ),
    "blogroi.literature.figures": ("ReferenceFigure",),
    "blogroi.many.evaluate_into": ("Kept", "evaluate_into"),
    "blogroi.many.evaluate_many": ("evaluate_many",),
    "blogroi.many.tables": ("Gathered", "gather"),
    "blogroi.model.conventions": ("Conventions",),
    "blogroi.model.standing": ("PlanMove", "PlanStanding"),
    "blogroi.model": (
        "Beta",
        "BlogroiError",
        "Case",
        "CaseError",
        "Chance",
        "CheckPolicy",
        "ChoiceRules",
        "Correlation",
        "Cost",
        "Discounting",
        "Driver",
        "Duration",
        "Effect",
        "Estimate",
        "Fault",
        "FileError",
        "Formula",
        "Horizon",
        "Indicator",
        "Lever",
        "Measured",
        "Measurement",
        "Normal",
        "Objective",
        "OptionError",
        "Point",
        "Prices",
        "Published",
        "Quantiles",
        "QuantitySource",
        "Range",
        "RateBand",
        "Samples",
        "Scale",
        "Scenario",
        "ScenarioPublished",
        "Stakeholder",
        "Studies",
        "SummaryError",
        "ThreePoint",
        "Tool",
        "Total",
        "Uniform",
        "WeightRatio",
        "Weights",
    ),
    "blogroi.model.limits": ("Limits",),
    "blogroi.plan": (
        "Finding",
        "PlanReview",
        "Question",
        "check",
        "questions",
        "template_from",
    ),
    "blogroi.report.figures.chain": ("chain",),
    "blogroi.report.figures.figure": ("Figure",),
    "blogroi.report.figures.priorities": ("priorities",),
    "blogroi.report.texts": ("html", "markdown", "text", "workbook"),
    "blogroi.report.reporting": ("Report", "report_on"),
    "blogroi.results.answer": (
        "Answer",
        "DriverName",
        "IndicatorName",
        "Names",
    ),
    "blogroi.results.checks": ("Check",),
    "blogroi.results.evaluation": ("Evaluation",),
    "blogroi.results.evidence": (
        "CorrectedVerdict",
        "EvidenceCorrection",
    ),
    "blogroi.results.fairness": (
        "Claim",
        "Parity",
        "Robustness",
        "ToolRobustness",
    ),
    "blogroi.results.hindsight": (
        "Adjusted",
        "PostHocEffect",
        "NpvOutcome",
        "ToolEmergent",
    ),
    "blogroi.results.net_present": ("NetPresentValues", "ToolNetPresentValue"),
    "blogroi.results.ranking": (
        "Dominance",
        "EffectChange",
        "Ranking",
    ),
    "blogroi.results.scores": (
        "Majority",
        "Scores",
        "WeightChange",
    ),
    "blogroi.results.summary": (
        "InternalRate",
        "Payback",
        "Ratio",
        "Summary",
    ),
    "blogroi.results.tool": (
        "ToolResult",
        "Exclusion",
    ),
    "blogroi.revisions.plan_lock": ("Plan", "register"),
    "blogroi.results.table": ("Column", "Heading", "Layout", "Table", "Tables"),
    "blogroi.results.total": ("TotalResult",),
    "blogroi.validation.validate": ("Validation", "validate"),
}
_MODULES = ("audit", "catalogue", "measured", "model")
_LATER = {name: module for module, names in _HOME.items() for name in names}


def __getattr__(name: str) -> object:
    """Load what is asked for the first time (PEP 562)."""
    if name not in _LATER and name not in _MODULES:
        raise AttributeError(f"module 'blogroi' has no attribute {name!r}")
    value = import_module(f"blogroi.{name}") if name in _MODULES else getattr(import_module(_LATER[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names, loaded or not."""
    return sorted({*globals(), *__all__})
