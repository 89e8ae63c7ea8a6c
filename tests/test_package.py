import subprocess
import sys
from importlib.metadata import version

import pytest

import blogroi


def loaded_after(statement: str) -> set[str]:
    code = f"import sys; {statement}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return set(done.stdout.split())


def test_importing_loads_nothing_but_the_dependencies() -> None:
    names = {name.partition(".")[0] for name in loaded_after("import blogroi")}
    foreign = {name for name in names if name not in sys.stdlib_module_names and not name.startswith("_")}
    assert foreign <= {"blogroi", "attr", "attrs", "cattr", "cattrs", "numpy", "sitecustomize", "usercustomize"}


def test_what_works_on_a_case_is_loaded_when_it_is_asked_for() -> None:
    assert "blogroi.evaluation.evaluate" not in loaded_after("import blogroi")
    assert "blogroi.evaluation.evaluate" in loaded_after("from blogroi import evaluate")
    assert not {"cattrs", "statistics", "concurrent.futures"} & loaded_after("from blogroi import evaluate, load")


@pytest.mark.parametrize(
    "statement",
    [
        "import blogroi",
        "import blogroi; blogroi.loads(blogroi.template())",
        "import blogroi; blogroi.check(blogroi.loads(blogroi.template()))",
        "import blogroi; blogroi.evaluate(blogroi.loads(blogroi.template()), draws=100).to_json()",
        "import blogroi; blogroi.evaluate(blogroi.load('examples/chamber.toml'), draws=100, gaps='prior').to_json()",
        "import blogroi; blogroi.evaluate(blogroi.load('examples/internal-effects.toml'), draws=100).to_json()",
    ],
)
def test_nobody_waits_for_scipy_who_neither_correlates_nor_counts(statement: str) -> None:
    assert "scipy" not in loaded_after(statement)


def test_correlations_load_of_scipy_what_they_need_and_no_more() -> None:
    loaded = loaded_after("import blogroi; blogroi.evaluate(blogroi.load('tests/golden/cases/house.toml'), draws=100)")
    assert "scipy.special" in loaded
    assert not {"scipy.stats", "scipy.optimize"} & loaded


@pytest.mark.parametrize("name", blogroi.__all__)
def test_every_public_name_is_there_and_listed(name: str) -> None:
    assert getattr(blogroi, name) is not None
    assert name in dir(blogroi)


def test_an_unknown_name_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="no attribute 'evaluat'"):
        blogroi.evaluat  # noqa: B018


def test_the_version_is_that_of_the_distribution() -> None:
    assert blogroi.__version__ == version("blogroi")


def test_it_runs_as_a_module() -> None:
    done = subprocess.run([sys.executable, "-m", "blogroi", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"blogroi {blogroi.__version__}\n"
