"""Finds tests that assert nothing: they pass whatever the code answers, as long as it answers."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

ASSERTING = {"raises", "warns", "deprecated_call", "fail"}  # of pytest; what is called assert_... asserts as well
GUARANTEES = "blogroi.testing"  # what it has of guarantees raises where one is broken
Place = tuple[str, str]
"""A module and the name of a function in it."""


def _called(function: ast.AST) -> Iterator[str]:
    """Name what a function calls, as far as it says, and what it may hand on to be called."""
    for node in ast.walk(function):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func.attr


def _says_what_is_there(node: ast.Assert) -> bool:
    """Whether an assertion is one for the type checker alone."""
    match node.test:
        case ast.Compare(ops=[ast.IsNot()], comparators=[ast.Constant(value=None)]):
            return True
        case ast.Call(func=ast.Name(id="isinstance")):
            return True
        case _:
            return False


def asserts(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a function asserts anything itself; of a helper, more than that something is there."""
    is_test = function.name.startswith("test_")
    stated = (node for node in ast.walk(function) if isinstance(node, ast.Assert))
    return any(is_test or not _says_what_is_there(node) for node in stated) or any(
        name in ASSERTING or name.startswith("assert_") for name in _called(function)
    )


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))


def _names(module: str, tree: ast.Module) -> dict[str, Place]:
    """Say what the names of a module of tests are: its own functions, and those of other modules of tests."""
    found: dict[str, Place] = {function.name: (module, function.name) for function in _functions(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            above = module.split(".")[: -node.level] if node.level else []
            home = ".".join((*above, *((node.module,) if node.module else ())))
            if home.startswith(("tests", GUARANTEES)):
                found |= {one.asname or one.name: (home, one.name) for one in node.names}
    return found


def silent(trees: Mapping[str, ast.Module]) -> list[str]:
    """Name the tests that assert nothing, neither themselves nor by a function of the tests that they call."""
    calls: dict[Place, set[Place]] = {}
    loud: set[Place] = set()
    for module, tree in trees.items():
        names = _names(module, tree)
        for function in _functions(tree):
            place = (module, function.name)
            calls.setdefault(place, set()).update(names[name] for name in _called(function) if name in names)
            if asserts(function):
                loud.add(place)
    called = {one for some in calls.values() for one in some}
    loud |= {
        (home, name)
        for home, name in called
        if home.startswith(GUARANTEES) and name.startswith(("check_", "GUARANTEES"))
    }
    while more := {place for place, some in calls.items() if place not in loud and some & loud}:
        loud |= more
    return sorted(
        f"{module}.{name}" for module, name in calls if name.startswith("test_") and (module, name) not in loud
    )


def parsed(folder: Path) -> dict[str, ast.Module]:
    """Parse all files of a folder of tests, by the names of their modules."""
    return {
        ".".join((folder.name, *path.relative_to(folder).with_suffix("").parts)): ast.parse(
            path.read_text(encoding="utf-8")
        )
        for path in sorted(folder.rglob("*.py"))
    }
