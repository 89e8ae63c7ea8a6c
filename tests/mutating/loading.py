"""Has a module of the package loaded from another tree than its file holds: one with a mutant, or one that says where it was."""

from __future__ import annotations

import ast
import importlib.util
import sys
from collections.abc import Callable, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType

PACKAGE = "blogroi"


def home() -> Path:
    """Where the package is, without loading it."""
    spec = importlib.util.find_spec(PACKAGE)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent


class Loader(SourceFileLoader):
    """Loads a module from a tree, and the data beside it from where it is."""

    def __init__(self, name: str, path: Path, tree: ast.Module, given: dict[str, object]) -> None:
        super().__init__(name, str(path))
        self.tree = tree
        self.given = given

    def get_code(self, fullname: str) -> CodeType:
        """Compile the tree; what was compiled of the file before is left alone."""
        return compile(self.tree, self.path, "exec", dont_inherit=True)

    def exec_module(self, module: ModuleType) -> None:
        """Run the module, with what the tree needs beside."""
        module.__dict__.update(self.given)
        super().exec_module(module)


class Finder(MetaPathFinder):
    """Finds the modules of the package for which there is a tree."""

    def __init__(self, root: Path, tree: Callable[[str], ast.Module | None], given: dict[str, object]) -> None:
        self.root = root
        self.tree = tree
        self.given = given

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Give a module with its tree, and leave all others to the other finders."""
        if fullname.partition(".")[0] != PACKAGE:
            return None
        inside = fullname.split(".")[1:]
        for file in (self.root.joinpath(*inside, "__init__.py"), self.root.joinpath(*inside).with_suffix(".py")):
            if file.is_file():
                tree = self.tree(file.relative_to(self.root).as_posix())
                if tree is None:
                    return None
                loader = Loader(fullname, file, tree, self.given)
                places = [str(file.parent)] if file.name == "__init__.py" else None
                return importlib.util.spec_from_file_location(
                    fullname, file, loader=loader, submodule_search_locations=places
                )
        return None


def install(root: Path, tree: Callable[[str], ast.Module | None], given: dict[str, object] | None = None) -> None:
    """Put the finder before all others."""
    assert PACKAGE not in sys.modules
    sys.meta_path.insert(0, Finder(root, tree, given or {}))
