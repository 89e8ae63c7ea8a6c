"""From what a case says of the weights of its objectives to the set of weights that it leaves, voice by voice.

Objectives are taken in the order of their keys and sets know no names, so that the order of a file moves nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

from blogroi.engine.compile.weight_conflicts import conflict_faults
from blogroi.engine.compile.weight_statements import path_of, statements
from blogroi.engine.weights import Voice, WeightSet
from blogroi.errors import CaseError, Fault
from blogroi.language.spoken import message
from blogroi.model.strategy import Objective
from blogroi.model.weights import Weights
from blogroi.numerics.polytope.polytope import constrain_simplex
from blogroi.numerics.polytope.uniform import choose_method

__all__ = ["weight_set"]


def weight_set(objectives: Mapping[str, Objective], weights: Weights | None = None) -> WeightSet:
    """Return the weights that the statements of a case leave.

    Parameters
    ----------
    objectives : mapping of str to Objective
        Those of the case, some of which may have a weight.
    weights : Weights, optional
        What else is said of them. What is said for everybody holds for every stakeholder.

    Returns
    -------
    WeightSet

    Raises
    ------
    CaseError
        Where there is no objective to weigh, or where statements cannot hold together: a fault for each of a smallest
        set of them, which could hold together if any one were left out.

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.load("examples/chamber.toml")
    >>> weights = weight_set(case.objectives, case.weights)
    >>> weights.objectives
    ('fees', 'renewals', 'staff_time')
    >>> weights.voices[""].method.name
    'simplex'
    """
    if not objectives:
        raise CaseError.at("objectives", message("is empty: there is nothing to weigh"))
    keys = tuple(sorted(objectives))
    stakeholders = weights.stakeholders if weights is not None else {}
    total = sum(stakeholders[key].influence for key in sorted(stakeholders)) or 1.0
    voices: dict[str, Voice] = {}
    faults: list[Fault] = []
    for key in sorted(stakeholders) or [""]:
        said = statements(objectives, weights, key)
        polytope = constrain_simplex([statement.row(keys) for statement in said], len(keys))
        if polytope is None:
            faults += conflict_faults(said, keys)
        else:
            share = stakeholders[key].influence / total if key else 1.0
            voices[key] = Voice(path_of(key), share, choose_method(polytope))
    if faults:
        raise CaseError(dict.fromkeys(faults))
    return WeightSet(keys, voices)
