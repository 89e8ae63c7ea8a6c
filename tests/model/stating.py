"""The classes that people state cases, catalogues and reference figures by."""

from __future__ import annotations

import importlib
import pkgutil
from typing import Any

import attrs

import blogroi.catalogue.catalogue
import blogroi.literature.figures
from blogroi import model

ROOMS = [
    *(importlib.import_module(one.name) for one in pkgutil.walk_packages(model.__path__, f"{model.__name__}.")),
    blogroi.catalogue.catalogue,
    blogroi.literature.figures,
]
CLASSES: dict[str, Any] = {
    f"{module.__name__.removeprefix('blogroi.')}.{name}": cls
    for module in ROOMS
    for name, cls in vars(module).items()
    if isinstance(cls, type) and cls.__module__ == module.__name__ and attrs.has(cls)
}
