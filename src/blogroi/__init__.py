"""What a corporate blog brings in, beside every other communication tool, by the same criteria for all of them.

Everything is loaded when it is first asked for: a program that only states cases does not wait for what works on them, and the
command line can answer a signal before anything is there.
"""

from importlib import import_module

from blogroi._version import VERSION

TYPE_CHECKING = False  # as that of `typing`, which takes as long to load as all the rest of this
if TYPE_CHECKING:
    from blogroi import decisions as insight
    from blogroi.audit.audit import audit
    from blogroi.catalogue.catalogue import catalogue
    from blogroi.codes.codes import Explanation, explain
    from blogroi.decisions.choose import Choice, EfficientSet, choose
    from blogroi.evaluation.evaluate import Simulation, ToolDraws, evaluate, simulate
    from blogroi.files import case_schema, dump, dumps, load, loads, template
    from blogroi.hindsight.history import History, history
    from blogroi.model import (
        Beta,
        BlogroiError,
        Case,
        CaseError,
        CheckPolicy,
        Correlation,
        Cost,
        Discounting,
        Duration,
        Effect,
        Fault,
        FileError,
        Horizon,
        Indicator,
        Lever,
        Measurement,
        Normal,
        Objective,
        OptionError,
        Point,
        Published,
        Range,
        RateBand,
        Samples,
        Scale,
        Stakeholder,
        ThreePoint,
        Tool,
        Uniform,
        WeightRatio,
        Weights,
    )
    from blogroi.plan import Finding, PlanReview, Question, check, questions, template_from
    from blogroi.results.results import (
        Check,
        Claim,
        Corrected,
        Dominance,
        EffectChange,
        Evaluation,
        FoundByLooking,
        InternalRate,
        Majority,
        Outlook,
        Parity,
        Payback,
        Ranking,
        Ratio,
        Robustness,
        Scores,
        Summary,
        ToolEmergent,
        ToolResult,
        ToolRobustness,
        WeightChange,
        Window,
        Without,
    )

__version__ = VERSION

__all__ = [
    "Beta",
    "BlogroiError",
    "Case",
    "CaseError",
    "Check",
    "CheckPolicy",
    "Choice",
    "Claim",
    "Corrected",
    "Correlation",
    "Cost",
    "Discounting",
    "Dominance",
    "Duration",
    "Effect",
    "EffectChange",
    "EfficientSet",
    "Evaluation",
    "Explanation",
    "Fault",
    "FileError",
    "Finding",
    "FoundByLooking",
    "History",
    "Horizon",
    "Indicator",
    "InternalRate",
    "Lever",
    "Majority",
    "Measurement",
    "Normal",
    "Objective",
    "OptionError",
    "Outlook",
    "Parity",
    "Payback",
    "PlanReview",
    "Point",
    "Published",
    "Question",
    "Range",
    "Ranking",
    "RateBand",
    "Ratio",
    "Robustness",
    "Samples",
    "Scale",
    "Scores",
    "Simulation",
    "Stakeholder",
    "Summary",
    "ThreePoint",
    "Tool",
    "ToolDraws",
    "ToolEmergent",
    "ToolResult",
    "ToolRobustness",
    "Uniform",
    "WeightChange",
    "WeightRatio",
    "Weights",
    "Window",
    "Without",
    "__version__",
    "audit",
    "case_schema",
    "catalogue",
    "check",
    "choose",
    "dump",
    "dumps",
    "evaluate",
    "explain",
    "history",
    "insight",
    "load",
    "loads",
    "questions",
    "simulate",
    "template",
    "template_from",
]

_HOME = {
    "blogroi.decisions.choose": ("Choice", "EfficientSet", "choose"),
    "blogroi.codes.codes": ("Explanation", "explain"),
    "blogroi.evaluation.evaluate": ("Simulation", "ToolDraws", "evaluate", "simulate"),
    "blogroi.files": ("case_schema", "dump", "dumps", "load", "loads", "template"),
    "blogroi.model": (
        "Beta",
        "BlogroiError",
        "Case",
        "CaseError",
        "CheckPolicy",
        "Correlation",
        "Cost",
        "Discounting",
        "Duration",
        "Effect",
        "Fault",
        "FileError",
        "Horizon",
        "Indicator",
        "Lever",
        "Measurement",
        "Normal",
        "Objective",
        "OptionError",
        "Point",
        "Published",
        "Range",
        "RateBand",
        "Samples",
        "Scale",
        "Stakeholder",
        "ThreePoint",
        "Tool",
        "Uniform",
        "WeightRatio",
        "Weights",
    ),
    "blogroi.plan": ("Finding", "PlanReview", "Question", "check", "questions", "template_from"),
    "blogroi.hindsight.history": ("History", "history"),
    "blogroi.results.results": (
        "Check",
        "Claim",
        "Dominance",
        "EffectChange",
        "Evaluation",
        "Majority",
        "Corrected",
        "FoundByLooking",
        "InternalRate",
        "Outlook",
        "Parity",
        "Payback",
        "Ranking",
        "Ratio",
        "Robustness",
        "Scores",
        "Summary",
        "ToolEmergent",
        "ToolResult",
        "ToolRobustness",
        "WeightChange",
        "Window",
        "Without",
    ),
}
_MODULES = ("audit", "catalogue", "insight", "model")
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
