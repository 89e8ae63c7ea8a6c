"""Levers and indicators to start from, in English and French."""

from blogroi.catalogue.catalogue import Catalogue, IndicatorEntry, Language, LeverEntry, load

__all__ = ["Catalogue", "IndicatorEntry", "Language", "LeverEntry", "load"]
