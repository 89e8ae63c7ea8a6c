"""Which tests reach which lines: each block of code is made to say that it was run, and the tests are run once.

A block is what is run as a whole: the body of a function, of a branch, of a loop. To say so costs a call; line by line would cost
several times as much, and says little more.
"""

from __future__ import annotations

import ast
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.mutating.loading import home, install
from tests.mutating.quick import OPTIONS, QuickProperties

KEPT = Path("build/mutating/reached.json")
MARK = "__reached__"


def blocks(tree: ast.Module) -> dict[str, list[ast.stmt]]:
    """Give the blocks of code inside functions, outermost first, by names that stay when lines move."""
    found: dict[str, list[ast.stmt]] = {}
    for name, function in _functions(tree, ""):
        found[f"{name}#0"] = function.body
        place = 0
        for node in _inside(function):
            for field in ("body", "orelse", "finalbody"):
                held = getattr(node, field, None)
                if isinstance(held, list) and held and isinstance(held[0], ast.stmt):
                    place += 1
                    found[f"{name}#{place}"] = held
    return found


def _functions(node: ast.AST, where: str) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for child in ast.iter_child_nodes(node):
        inside = where
        if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            inside = f"{where}.{child.name}".lstrip(".")
            if not isinstance(child, ast.ClassDef):
                yield inside, child
        yield from _functions(child, inside)


def _inside(node: ast.AST) -> Iterator[ast.AST]:
    """Walk through what is in a function, and in none that is in it."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield child
            yield from _inside(child)


def block_of(path: Path, line: int) -> str:
    """Name the innermost block around a line; nothing outside of functions."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    around = {
        name: (body[-1].end_lineno or 0) - body[0].lineno
        for name, body in blocks(tree).items()
        if body[0].lineno <= line <= (body[-1].end_lineno or 0)
    }
    return min(around, key=lambda name: around[name]) if around else ""


def watched(path: Path, name: str) -> ast.Module:
    """Make a module whose blocks say that they are run."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for block, body in blocks(tree).items():
        says = ast.Expr(ast.Call(ast.Name(MARK, ast.Load()), [ast.Constant(f"{name}:{block}")], []))
        first = body[0]
        is_text = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
        body.insert(1 if is_text else 0, ast.copy_location(says, first))
    return ast.fix_missing_locations(tree)


class Watch:
    """Keeps which blocks each test reached, and how long it took; tests that fail as things are, are left out."""

    def __init__(self) -> None:
        self.now: set[str] = set()
        self.found: dict[str, tuple[float, list[str]]] = {}

    def reached(self, place: str) -> None:
        """Keep that a block was run."""
        self.now.add(place)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Begin with each test anew."""
        self.now.clear()
        begun = time.process_time()
        yield
        seconds = time.process_time() - begun
        if item.nodeid in self.found:
            self.found[item.nodeid] = (round(seconds, 3), sorted(self.now))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep a test that passes."""
        if report.when == "call" and report.passed:
            self.found[report.nodeid] = (0.0, [])


def watch(arguments: list[str], kept: Path = KEPT) -> int:
    """Run tests, and keep what they reached beside what was found before."""
    root = home()
    one = Watch()
    install(root, lambda name: watched(root / name, name), {MARK: one.reached})
    status = pytest.main([*OPTIONS, *arguments], plugins=[one, QuickProperties()])
    kept.parent.mkdir(parents=True, exist_ok=True)
    _write(_read(kept) | one.found, kept)
    print(f"{len(one.found)} tests and what they reach are kept in {kept}")
    return int(status not in (0, 1))


def _read(kept: Path) -> dict[str, tuple[float, list[str]]]:
    """Read what each test reached, and how long it took."""
    if not kept.is_file():
        return {}
    data: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8"))
    return {
        name: (seconds, [data["blocks"][place] for place in places])
        for name, (seconds, places) in data["tests"].items()
    }


def _write(found: dict[str, tuple[float, list[str]]], kept: Path) -> None:
    """Keep it, each block by its place in a list."""
    blocks = {block: place for place, block in enumerate(sorted({one for _, some in found.values() for one in some}))}
    tests = {name: (seconds, [blocks[one] for one in some]) for name, (seconds, some) in found.items()}
    kept.write_text(json.dumps({"blocks": list(blocks), "tests": tests}), encoding="utf-8")


class Reached:
    """Which tests reach a line."""

    def __init__(self, kept: Path = KEPT) -> None:
        tests = _read(kept)
        self.seconds: dict[str, float] = {name: seconds for name, (seconds, _) in tests.items()}
        self.by_module: dict[str, dict[str, list[str]]] = {}
        for name, (_, found) in tests.items():
            for place in found:
                path, _, block = place.partition(":")
                self.by_module.setdefault(path, {}).setdefault(block, []).append(name)

    def by_line(self, path: str, line: int, root: Path) -> list[str]:
        """Give the tests that reach the innermost block around a line; those of the module where there is none."""
        block = block_of(root / path, line)
        return self.by_module.get(path, {}).get(block, []) if block else sorted(self.of_module(path))

    def of_module(self, path: str) -> set[str]:
        """Give the tests that reach anything of a module."""
        return {name for names in self.by_module.get(path, {}).values() for name in names}
