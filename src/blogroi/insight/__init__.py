"""What a verdict rests on, and what it is worth to know more before deciding.

Nothing here changes a figure of the evaluation: it reads the same draws once more.
"""

from blogroi.insight.decision import Decision, decide
from blogroi.insight.launch import LaunchAdvice, Way, launch
from blogroi.insight.measure import Advice, InputWorth, PlannedStudy, measure
from blogroi.insight.sensitivity import (
    Influence,
    OrderInfluence,
    Sensitivity,
    ToolSensitivity,
    TotalInfluence,
    scenario,
    sensitivity,
    total_influences,
)
from blogroi.insight.studies import ControlGroup, Counts, Pilot, Poll, Reader, Series, Study, Survey
from blogroi.insight.updating import Update, updates

__all__ = [
    "Advice",
    "ControlGroup",
    "Counts",
    "Decision",
    "Influence",
    "InputWorth",
    "LaunchAdvice",
    "OrderInfluence",
    "Pilot",
    "PlannedStudy",
    "Poll",
    "Reader",
    "Sensitivity",
    "Series",
    "Study",
    "Survey",
    "ToolSensitivity",
    "TotalInfluence",
    "Update",
    "Way",
    "decide",
    "launch",
    "measure",
    "scenario",
    "sensitivity",
    "total_influences",
    "updates",
]
