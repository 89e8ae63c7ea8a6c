"""From a series to a measured effect, by the same procedure for every tool, whether it is new or has always been there.

A series is what was counted by day or week; :func:`read_series` reads one from an export of another program, and :func:`contents` says what is
in such a file. :func:`estimate` says what a launch changed in it; :func:`placebos` how often the same
procedure is right where nothing had happened; :func:`detectable`, before a launch, what it could find at all; and :func:`as_effect` makes an effect
of a case of it.
"""

from blogroi.measured.detection import Detectable, DetectableRow, detectable
from blogroi.measured.effects import as_effect
from blogroi.measured.estimation import Counterfactual, Estimate, MeasuredWeek, counterfactual, estimate
from blogroi.measured.interval import Interval
from blogroi.measured.level_study import level_study
from blogroi.measured.placebo import PlaceboLaunch, Placebos, placebos
from blogroi.measured.reading.reader import read_series
from blogroi.measured.series import Series
from blogroi.measured.survey import ColumnContents, Contents, CountedWeek, UnreadColumn, contents
from blogroi.measured.window import EarlierWeek

__all__ = [
    "ColumnContents",
    "Contents",
    "CountedWeek",
    "Counterfactual",
    "Detectable",
    "DetectableRow",
    "EarlierWeek",
    "Estimate",
    "Interval",
    "MeasuredWeek",
    "PlaceboLaunch",
    "Placebos",
    "Series",
    "UnreadColumn",
    "as_effect",
    "contents",
    "counterfactual",
    "detectable",
    "estimate",
    "level_study",
    "placebos",
    "read_series",
]
