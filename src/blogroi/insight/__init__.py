"""What a verdict rests on, and what it is worth to know more before deciding.

Nothing here changes a figure of the evaluation: it reads the same draws once more.
"""

from blogroi.insight.answer import Answer, IndicatorName, Names, names_of
from blogroi.insight.decision import Decision, decide
from blogroi.insight.launch import LaunchAdvice, Option, launch
from blogroi.insight.sensitivity import (
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
from blogroi.insight.studies import ControlGroup, Counts, Pilot, Poll, Series, Study, StudyModel, Survey
from blogroi.insight.updating import Update, updates
from blogroi.insight.worth_measuring import MeasurementAdvice, PlannedStudy, Subject, worth_measuring

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
