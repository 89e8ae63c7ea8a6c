"""All tidy tables of an evaluation."""

from __future__ import annotations

from blogroi.results import fairness_tables, flow_tables, order_tables, score_tables, tool_tables
from blogroi.results.evaluation import Evaluation
from blogroi.results.table import Layout

__all__ = ["LAYOUTS"]

LAYOUTS: tuple[Layout[Evaluation], ...] = (
    *tool_tables.LAYOUTS,
    *flow_tables.LAYOUTS,
    *order_tables.LAYOUTS,
    *fairness_tables.LAYOUTS,
    *score_tables.LAYOUTS,
)
"""The tables of every evaluation, the first the one that is meant where none is named."""
