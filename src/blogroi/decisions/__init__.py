"""What a verdict rests on, and what it is worth to know more before deciding.

Nothing here changes a figure of the evaluation: it reads the same draws once more.
"""

from blogroi.decisions.decision import Decision, decide
from blogroi.decisions.launch import LaunchAdvice, Option, launch
from blogroi.decisions.sensitivity import (
    Influence,
    OrderInfluence,
    Sensitivity,
    Supposition,
    ToolSensitivity,
    TotalInfluence,
    sensitivity,
    suppose,
    total_influences,
)
from blogroi.decisions.studies import ControlGroup, Counts, Pilot, Poll, Series, Study, StudyModel, Survey
from blogroi.decisions.updating import Update, updates
from blogroi.decisions.worth_measuring import MeasurementAdvice, PlannedStudy, Subject, worth_measuring
from blogroi.evaluation.answer import Answer, IndicatorName, Names, names_of

__all__ = [
    "Answer",
    "ControlGroup",
    "Counts",
    "Decision",
    "IndicatorName",
    "Influence",
    "LaunchAdvice",
    "MeasurementAdvice",
    "Names",
    "Option",
    "OrderInfluence",
    "Pilot",
    "PlannedStudy",
    "Poll",
    "Sensitivity",
    "Series",
    "Study",
    "StudyModel",
    "Subject",
    "Supposition",
    "Survey",
    "ToolSensitivity",
    "TotalInfluence",
    "Update",
    "decide",
    "launch",
    "names_of",
    "sensitivity",
    "suppose",
    "total_influences",
    "updates",
    "worth_measuring",
]
