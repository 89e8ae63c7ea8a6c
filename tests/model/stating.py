"""The classes that people state cases, catalogues and reference figures by."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Mapping, Set
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


def constants(module: Any) -> dict[str, Any]:
    """Give the numbers, words and tables that a module states, and none that it has from another."""
    tree = ast.parse(inspect.getsource(module))
    targets = [
        target
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
    ]
    names = [one.id for target in targets for one in ast.walk(target) if isinstance(one, ast.Name)]
    kinds = (str, int, float, tuple, Set, Mapping, re.Pattern)
    return {
        name: value
        for name in names
        if name != "__all__" and (isinstance(value := getattr(module, name, None), kinds) or attrs.has(type(value)))
    }
