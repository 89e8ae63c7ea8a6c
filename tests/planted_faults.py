"""Shows that each gate of the project fails where it should: plants one fault at a time in a copy, and runs the gate on it.

``nox -s planted`` runs all of them and prints the table that `docs/quality.md` shows. A gate that lets its fault through is
named, and the status is then 1. This is no part of the tests: it tries the gates themselves.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import frozen

ROOT = Path(__file__).parents[1]
LEFT_OUT = shutil.ignore_patterns(
    ".*_cache", ".git", ".hypothesis", ".nox", ".venv*", "_build", "__pycache__", "build", "dist"
)
PYTEST = "python -m pytest -q -x -p no:cacheprovider"


@frozen
class Fault:
    """A fault, the gate that must stop it, and a word of what the gate says then.

    Without ``old``, ``new`` is put at the end of the file, which is made where it is not there.
    """

    what: str
    gate: str
    path: str
    old: str
    new: str
    says: str

    def plant(self, root: Path) -> None:
        """Change the copy."""
        path = root / self.path
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        assert self.old in text, f"{self.path} has no {self.old!r}: the fault cannot be planted"
        changed = text.replace(self.old, self.new, 1) if self.old else text + self.new
        path.write_text(changed, encoding="utf-8")


FAULTS = (
    Fault("discounting by one period too many", f"{PYTEST} tests/engine/test_timing.py", "src/blogroi/engine/compile/timing.py",
          "(1.0 + discounting.rate) ** -time", "(1.0 + discounting.rate) ** -(time + 1)", "failed"),
    Fault("tools of before 2000 are spared their yearly costs", f"{PYTEST} tests/testing/test_guarantees.py",
          "src/blogroi/model/case.py", "costs=tool.costs,",
          "costs=tuple(cost for cost in tool.costs if tool.introduced is None or tool.introduced.year > 2000 or "
          'cost.when != "each"),', "age-blindness"),
    Fault("the engine reads a date", f"{PYTEST} tests/engine/test_wall.py", "src/blogroi/engine/compile/timing.py", "",
          "\n\ndef planted(tool: object) -> object:\n    return tool.introduced\n", "introduced"),
    Fault("a hundredth of the deadweight forgotten", f"{PYTEST} tests/oracle/test_oracle.py", "src/blogroi/engine/compile/effects.py",
          'less(ONE, _corrected(basis, tool, name, effect, "deadweight"))',
          'less(ONE, multiply(__import__("blogroi").engine.graph.node.number(0.99), _corrected(basis, tool, name, effect, "deadweight")))',
          "failed"),
    Fault("a gap counted as a benefit of one", f"{PYTEST} tests/evaluation/test_evaluate.py", "src/blogroi/engine/compile/build.py",
          'elif name in gaps and basis.gaps == "prior":', "elif name in gaps:", "failed"),
    Fault("weeks after a launch taken for independent of each other", f"{PYTEST} tests/measured/test_coverage.py",
          "src/blogroi/measured/level.py", "np.minimum.outer(ahead, ahead)", "np.eye(len(ahead))", "failed"),
    Fault("a gap in a series taken for a zero", f"{PYTEST} tests/measured/test_series.py", "src/blogroi/measured/series.py",
          "sums[there < whole] = np.nan", "sums[there < 0] = np.nan", "failed"),
    Fault("a measured effect is greater where a tool is old", f"{PYTEST} tests/measured/test_effects.py -k whatever_tool",
          "src/blogroi/measured/effects.py", "steps = steps_in_a_period(estimate, case)",
          "steps = steps_in_a_period(estimate, case) * (1.1 if any(one.introduced and one.introduced.year < 2000 "
          "for one in case.tools.values()) else 1.0)", "same estimator"),
    Fault("another amount in a published case", f"{PYTEST} tests/test_examples.py", "examples/salesloft.toml",
          "53150", "53250", "failed"),
    Fault("another figure in an example of the documentation", f"{PYTEST} docs/weights.md docs/figures.md docs/gaps.md docs/why.md",
          "docs/why.md", ">>> import blogroi\n", ">>> import blogroi\n>>> 1\n2\n", "did not evaluate as expected"),
    Fault("a command in the documentation that does not exist", f"{PYTEST} tests/test_documentation.py",
          "docs/quickstart.md", "blogroi check case.toml\n", "blogroi chekk case.toml\n", "is not known"),
    Fault("an output in the README that is not printed", f"{PYTEST} tests/test_documentation.py", "README.md",
          "bring in 156,000 USD", "bring in 159,000 USD", "failed"),
    Fault("an import that is not needed at start", f"{PYTEST} tests/test_package.py", "src/blogroi/__init__.py",
          "from importlib import import_module", "import hypothesis\nfrom importlib import import_module", "failed"),
    Fault("a fifth of the tests left", "python -m pytest -q -p no:cacheprovider tests/model --cov --cov-report=term",
          "README.md", "", "\n", "Required test coverage of 95"),
    Fault("a text given as a number", "mypy", "src/blogroi/numerics/streams.py", "",
          '\n\ndef _planted() -> int:\n    return "a text"\n', "Incompatible return value type"),
    Fault("a match that forgets a case", "pyright", "src/blogroi/numerics/streams.py", "",
          "\n\ndef _planted(word: object) -> None:\n    match word:\n        case int():\n            pass\n", "do not exhaustively"),
    Fault("a public name without types", "pyright --verifytypes blogroi --ignoreexternal", "src/blogroi/numerics/streams.py", "",
          '\n\ndef planted(word):\n    """Plant."""\n    return word\n', "is missing"),
    Fault("a public function without a docstring", "ruff check", "src/blogroi/model/fields.py", "",
          "\n\ndef planted() -> None:\n    pass\n", "D103"),
    Fault("a random number without a stream of its own", "ruff check", "src/blogroi/numerics/streams.py", "",
          "\nPLANTED = np.random.rand()\n", "NPY002"),
    Fault("a line out of shape", "ruff format --check", "src/blogroi/numerics/streams.py", "", "\nPLANTED   = 1\n",
          "reformatted"),
    Fault("a word misspelt", "codespell", "docs/why.md", "", "\nRec" "ieve it.\n", "==>"),
    Fault("the mathematics look at a tool", "lint-imports", "src/blogroi/numerics/money.py", "import numpy as np\n",
          "import numpy as np\n\nfrom blogroi.model.tool import Tool  # noqa: F401\n",
          "Numerics are arrays: they know nothing that people state BROKEN"),
    Fault("a new module of the mathematics takes what people state", "lint-imports", "src/blogroi/numerics/planted.py", "",
          "from blogroi.model.quantity import Range  # noqa: F401\n",
          "Numerics are arrays: they know nothing that people state BROKEN"),
    Fault("the model imports the engine", "lint-imports", "src/blogroi/model/fields.py", "from attrs import",
          "import blogroi.numerics.money\nfrom attrs import", "broken"),
    Fault("a package that is not declared", "deptry src", "src/blogroi/numerics/money.py", "import numpy as np\n",
          "import numpy as np\nimport requests\n", "requests"),
    Fault("a link to nowhere", "sphinx-build -W -n -q docs {tmp}", "docs/why.md", "", "\n[here](nowhere.md)\n",
          "nowhere"),
    Fault("a name in a docstring that is not there", "sphinx-build -W -n -q docs {tmp}", "src/blogroi/numerics/money.py",
          '"""Find the first time', '"""Find, as :func:`blogroi.nowhere`, the first time', "reference target not found"),
    Fault("a licence that is a number", "validate-pyproject pyproject.toml", "pyproject.toml", 'license = "MIT"', "license = 5",
          "must be"),
    Fault("a test that may be expected to fail, and passes", "sp-repo-review . --show err", "pyproject.toml",
          "xfail_strict = true\n", "", "PP305"),
    Fault("a page wider than a telephone", "nox -s browser -- -x -k chamber", "src/blogroi/report/page/page.css",
          "body { margin: 0 auto;", "body { min-width: 40rem; margin: 0 auto;", "assert 640 <= 390"),
    Fault("a wheel without its types", "nox -s package", "pyproject.toml", 'packages = ["src/blogroi"]',
          'packages = ["src/blogroi"]\nexclude = ["py.typed"]', "the wheel lacks py.typed"),
    Fault("a package without a description", "nox -s package", "pyproject.toml", 'readme = "README.md"\n', "",
          "long_description"),
    Fault("a fifth dependency", "nox -s package", "pyproject.toml", '"scipy>=1.13.1"]', '"scipy>=1.11", "six>=1.16"]',
          "brings in six"),
    Fault("a function that the lowest NumPy lacks", "nox -s lowest -- -x tests/numerics/test_money.py",
          "src/blogroi/numerics/money.py", "import numpy as np\n", "import numpy as np\n\nnp.unstack\n",
          "has no attribute 'unstack'"),
    Fault("a fault of the reader that is not one of the case", "nox -s fuzz -- -max_total_time=30",
          "src/blogroi/files/documents.py", "    return document\n", '    assert document["objectives"]\n    return document\n', "Uncaught Python exception"),
)  # fmt: skip


def run(fault: Fault) -> tuple[bool, str]:
    """Plant a fault in a fresh copy, and say whether its gate stopped it, and what the gate printed."""
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
        fault.plant(copy)
        environment = os.environ | {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(copy / "src"),
            "OPENBLAS_NUM_THREADS": "1",
        }
        if fault.gate.startswith("nox"):
            del environment["PYTHONPATH"]  # its environments have the copy installed
        command = fault.gate.format(tmp=Path(folder) / "out").split()
        done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, check=False)
        printed = done.stdout + done.stderr
        return done.returncode != 0 and fault.says in printed, printed


def main(words: list[str]) -> int:
    """Run the faults that have a word in their text, or all of them."""
    let_through = 0
    print("| planted | gate | stopped |\n|---|---|---|")
    for fault in FAULTS:
        if words and not any(word in f"{fault.what} {fault.gate}" for word in words):
            continue
        stopped, printed = run(fault)
        gate = fault.gate.replace(f"{PYTEST} ", "pytest ").replace("python -m pytest -q -p no:cacheprovider", "pytest")
        print(
            f"| {fault.what} | `{gate.replace(' {tmp}', '')}` | {f'`{fault.says}`' if stopped else '**no**'} |",
            flush=True,
        )
        if not stopped:
            let_through += 1
            print(printed[-3000:], file=sys.stderr)
    return 1 if let_through else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
