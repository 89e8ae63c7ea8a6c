"""The scale on which an indicator is scored, from worst to best."""

from __future__ import annotations

import itertools

from attrs import field

from blogroi.errors import Fault, raise_faults
from blogroi.language.spoken import message
from blogroi.model.forms import Listed, Number, entry
from blogroi.model.intake import as_list, as_number
from blogroi.model.number import number_faults
from blogroi.records import frozen

__all__ = ["Scale"]


def _as_points(value: object) -> tuple[tuple[float, float], ...] | None:
    if value is None:
        return None
    points = as_list(value)
    if not isinstance(points, list):
        return value  # type: ignore[return-value]
    return tuple(tuple(map(as_number, point)) if isinstance(point, list) else point for point in map(as_list, points))


@frozen
class Scale:
    """A fixed scale from worst to best, the same for all tools and read off none of them.

    Parameters
    ----------
    worst, best : float, optional
        Values of the indicator that score 0 and 1; either may be the greater.
    points : sequence of (float, float), optional
        Value and score, for a scale that is not straight: values ascending, scores within [0, 1] and all one way. With
        ``worst`` and ``best`` left out, the ends are read off the points.

    Raises
    ------
    CaseError
        With all that is wrong.

    Examples
    --------
    >>> Scale(worst=0, best=4000).knots
    ((0, 0.0), (4000, 1.0))
    >>> Scale(points=[(50, 1), (75, 0.8), (90, 0.5), (100, 0)]).knots[0]
    (50, 1)
    """

    worst: float | None = field(
        default=None,
        converter=as_number,
        metadata=entry(Number(), "Value that scores 0; either end may be the greater."),
    )
    best: float | None = field(default=None, converter=as_number, metadata=entry(Number(), "Value that scores 1."))
    points: tuple[tuple[float, float], ...] | None = field(
        default=None,
        converter=_as_points,
        metadata=entry(
            Listed(Listed(Number(), least=2, most=2), least=2),
            "Value and score at several points, for a scale that is not straight: values ascending, scores from 0 to 1.",
        ),
    )

    def __attrs_post_init__(self) -> None:
        """Refuse a scale that has no two ends, or turns back on itself."""
        faults: list[Fault] = []
        for name in ("worst", "best"):
            value = getattr(self, name)
            if value is not None:
                faults += number_faults(name, value)
        if (self.worst is None) != (self.best is None):
            faults.append(Fault("best" if self.best is None else "worst", message("is missing: a scale has two ends")))
        if self.points is None:
            if self.worst is None and self.best is None:
                faults.append(Fault("", message("give `worst` and `best`, or `points`")))
            elif not faults and self.worst == self.best:
                faults.append(Fault("best", message("worst and best are both {worst}", worst=f"{self.worst:g}")))
        else:
            faults += self._point_faults(self.points)
        raise_faults(faults)

    def _point_faults(self, points: object) -> list[Fault]:
        if not isinstance(points, tuple) or len(points) < 2:
            return [Fault("points", message("is not a list of at least two [value, score] pairs"))]
        faults: list[Fault] = []
        for position, point in enumerate(points, start=1):
            if not isinstance(point, tuple) or len(point) != 2:
                faults.append(Fault(f"points[{position}]", message("is not a pair of a value and a score")))
                continue
            faults += number_faults(f"points[{position}]", point[0]) + number_faults(f"points[{position}]", point[1])
        if faults:
            return faults
        values, scores = [point[0] for point in points], [point[1] for point in points]
        if any(later <= earlier for earlier, later in itertools.pairwise(values)):
            faults.append(Fault("points", message("the values are not in ascending order")))
        if not all(0.0 <= score <= 1.0 for score in scores):
            faults.append(Fault("points", message("a score lies outside 0 and 1")))
        steps = [later - earlier for earlier, later in itertools.pairwise(scores)]
        if not (all(step >= 0 for step in steps) or all(step <= 0 for step in steps)):
            faults.append(Fault("points", message("the scores go up and down: a scale goes one way")))
        for name, end in (("worst", 0.0), ("best", 1.0)):
            value = getattr(self, name)
            stated = value is not None and not number_faults(name, value)
            if not faults and stated and (value, end) not in ((v, s) for v, s in points):
                faults.append(
                    Fault(
                        "points",
                        message(
                            "`{name}` is {value}, but the points do not give it {end}",
                            name=name,
                            value=f"{value:g}",
                            end=f"{end:g}",
                        ),
                    )
                )
        return faults

    @property
    def knots(self) -> tuple[tuple[float, float], ...]:
        """Value and score at each point of the scale, values ascending."""
        if self.points is not None:
            return self.points
        if self.worst is None or self.best is None:  # refused on the way in
            return ()
        return tuple(sorted([(self.worst, 0.0), (self.best, 1.0)]))
