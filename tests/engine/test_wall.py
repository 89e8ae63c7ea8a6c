"""The wall: nothing that computes can see what a tool is called, of what kind it is, or since when it is there.

Three things hold it. What the engine is given has no place for it; import contracts keep the engine and the mathematics from where
a tool can be had; and no module of theirs names it. Each is tried here with a breach.
"""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings

import blogroi
from blogroi import Case, Effect, Tool
from blogroi.model.blinded import Activity, BlindedCase
from blogroi.testing import cases
from blogroi.testing.variants.naming import with_exchanged, with_other_names
from tests.builders import a_tool, an_effect, chamber

ROOT = Path(__file__).parents[2]
PACKAGE = Path(blogroi.__file__).parent
ROOMS = ("engine", "numerics")
FOLDERS = ("engine", "engine/compile", "engine/graph", "engine/tape", "numerics", "numerics/polytope")
IMPORT = "from blogroi.model.tool import Tool"
READ = "since = tool.introduced"


def fields_of(one: type) -> set[str]:
    return {field.name for field in attrs.fields(one)}


OF_A_TOOL = fields_of(Tool) - fields_of(Activity)
OF_A_FINDING = {"observed", "searched", "noticed_by", "p_value"}  # of an effect: who found it, when, and among how many
OF_A_CASE = {"declared", "evaluated", "demands"}
UNSEEN = OF_A_TOOL | OF_A_FINDING | OF_A_CASE
"""Fields that nothing may read from which figures are computed."""


def names_read(source: str) -> Iterator[str]:
    """Name what a module reads of objects: attributes, also by their names as texts and in patterns, and what it imports."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Attribute(attr=name):
                yield name
            case ast.MatchClass(kwd_attrs=names):
                yield from names
            case ast.ImportFrom(names=aliases):
                yield from (alias.name for alias in aliases)
            case ast.Call(func=ast.Name(id="getattr" | "hasattr" | "attrgetter"), args=arguments):
                yield from (text for part in arguments if isinstance(part, ast.Constant) for text in [str(part.value)])


def breaches(package: Path) -> set[tuple[str, str]]:
    """Walk all modules of the two rooms, and find those that look at a tool: module, and what it names."""
    found = set()
    for path in (path for room in ROOMS for path in (package / room).rglob("*.py")):
        module = path.relative_to(package).as_posix()
        # a method of drawing has a name too: no tool comes as far as the mathematics
        unseen = UNSEEN - {"name"} if module.startswith("numerics") else UNSEEN
        names = set(names_read(path.read_text(encoding="utf-8")))
        found |= {(module, name) for name in names & (unseen | {"Case", "Tool"})}
    return found


def lint_imports(root: Path) -> str:
    """Hold the package under a folder against the contracts of the project."""
    shutil.copy(ROOT / "pyproject.toml", root)
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run(['--no-cache'])"]
    path = {"PYTHONPATH": str(root / "src"), "PATH": "", "COLUMNS": "500"}
    return subprocess.run(command, cwd=root, env=path, capture_output=True, text=True, check=False).stdout


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Copy the package to where faults can be planted."""
    package = tmp_path / "src" / "blogroi"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    return package


def modules(package: Path) -> list[Path]:
    """List every module of the two rooms, and one in each folder that is new."""
    return [
        *(path for room in ROOMS for path in sorted((package / room).rglob("*.py"))),
        *(package / folder / "brand_new.py" for folder in FOLDERS),
    ]


def test_no_module_that_computes_looks_at_a_tool() -> None:
    assert breaches(PACKAGE) == set()


@pytest.mark.parametrize(
    ("read", "name"),
    [
        (READ, "introduced"),
        ("old = getattr(tool, 'introduced')", "introduced"),
        ("is_blog = tool.kind == 'blog'", "kind"),
        ("match tool:\n    case object(audience=readers):\n        pass", "audience"),
        ("late = effect.observed", "observed"),
        ("late = indicator.declared", "declared"),
        (IMPORT, "Tool"),
        ("from blogroi.model import Case as Anything", "Case"),
    ],
)
def test_a_module_that_looks_at_a_tool_is_found_wherever_it_is(copy: Path, read: str, name: str) -> None:
    planted = modules(copy)
    for path in planted:
        with path.open("a", encoding="utf-8") as file:
            file.write(f"\n{read}\n")
    assert breaches(copy) == {(path.relative_to(copy).as_posix(), name) for path in planted}


@pytest.mark.parametrize(
    "planted",
    [
        IMPORT,
        "import blogroi.model.case",
        "from blogroi.model import Tool",
        "from blogroi import Tool",
        "from blogroi.files import load",
        "def late():\n    from blogroi.model.purpose import labels",
    ],
)
def test_the_contracts_are_broken_by_every_module_that_imports_a_tool(copy: Path, planted: str) -> None:
    paths = modules(copy)
    for path in paths:
        with path.open("a", encoding="utf-8") as file:
            file.write(f"\n{planted}\n")
    said = lint_imports(copy.parents[1])
    for path in paths:
        module = ".".join(path.relative_to(copy.parent).with_suffix("").parts).removesuffix(".__init__")
        assert f"{module} is not allowed to import blogroi" in said, module


@pytest.mark.parametrize(
    "planted", ["from blogroi.model.quantity import Range", "def late():\n    import blogroi.model"]
)
def test_the_contracts_are_broken_by_every_module_of_numerics_that_imports_what_people_state(
    copy: Path, planted: str
) -> None:
    paths = [path for path in modules(copy) if path.is_relative_to(copy / "numerics")]
    for path in paths:
        with path.open("a", encoding="utf-8") as file:
            file.write(f"\n{planted}\n")
    said = lint_imports(copy.parents[1])
    assert "Numerics are arrays: they know nothing that people state BROKEN" in said
    for path in paths:
        module = ".".join(path.relative_to(copy.parent).with_suffix("").parts).removesuffix(".__init__")
        assert f"{module} -> blogroi.model" in said, module


def test_without_a_breach_the_contracts_are_kept(copy: Path) -> None:
    assert " 0 broken" in lint_imports(copy.parents[1])


def test_what_is_computed_from_has_no_place_for_what_a_tool_is() -> None:
    assert fields_of(Activity) == {"costs", "effects", "not_applicable"}
    assert not fields_of(BlindedCase) & {"tools", "title", "evaluated", "demands", "checks"}


def test_of_an_effect_it_is_left_out_who_found_it_and_when() -> None:
    found = an_effect(5.0, observed=date(2020, 1, 1), searched=20, noticed_by="The editor", p_value=0.04)
    activities = chamber(tools={"blog": a_tool({"calls_avoided": found})}).activities()
    assert activities["blog"].effects["calls_avoided"] == an_effect(5.0)
    assert fields_of(Effect) >= OF_A_FINDING


@given(cases(most_tools=3))
@settings(max_examples=30)
def test_tools_of_other_names_and_dates_are_the_same_to_the_engine(case: Case) -> None:
    blinded = case.blinded()
    assert with_other_names(case).blinded() == blinded
    assert with_exchanged(case, name="introduced").blinded() == blinded
