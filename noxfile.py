# /// script
# dependencies = ["nox"]
# ///
"""The checks of the project, each in an environment of its own: `nox` runs them all, `nox -s tests` one of them."""

import json
import os
import shutil
import sys
from pathlib import Path

import nox

nox.needs_version = ">=2024.10.9"
nox.options.default_venv_backend = "venv"

nox.options.error_on_missing_interpreters = False  # of the Pythons that the project is for, those that the machine has

PROJECT = nox.project.load_toml("pyproject.toml")
PYTHONS = nox.project.python_versions(PROJECT)
IN_THE_WHEEL = (
    "py.typed",
    "catalogue/catalogue.toml",
    "codes/codes.toml",
    "files/case.schema.json",
    "files/new.toml",
    "language/locale/fr/LC_MESSAGES/blogroi.mo",
    "literature/figures.toml",
    "report/page/body.html.j2",
    "report/page/page.css",
    "report/page/page.html.j2",
)
COVERED = ("--quiet", "-n", "auto", "--dist", "loadfile", "--cov", "--cov-report=term")
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
TRY = """
import blogroi
case = blogroi.loads(blogroi.template())
assert blogroi.evaluate(case, draws=100).tools
assert blogroi.check(case).findings is not None
"""


@nox.session(python=PYTHONS, default=False)
def tests(session: nox.Session) -> None:
    """All tests and all examples of the documentation, with branch coverage, on the newest of everything and each Python that is there."""
    session.install(".[examples,test]")
    session.run("python", "-m", "pytest", *COVERED, *session.posargs, env=ONE_THREAD)


@nox.session
def lowest(session: nox.Session) -> None:
    """The same with the lowest versions that pyproject.toml allows: the newest are those of the README's test line."""
    if sys.version_info >= (3, 13):
        session.skip("the lowest versions are built for Python 3.11 and 3.12")
    extras = PROJECT["project"]["optional-dependencies"]
    stated = [
        *PROJECT["project"]["dependencies"],
        *extras["frames"],
        *extras["report"],
        *extras["xlsx"],
        *extras["test"],
    ]
    needed = [requirement for requirement in stated if not requirement.startswith("blogroi")]
    session.install(".[examples]", *(requirement.replace(">=", "==") for requirement in needed))
    session.run("python", "-m", "pytest", *COVERED, *session.posargs, env=ONE_THREAD)


@nox.session
def browser(session: nox.Session) -> None:
    """Pages in Chromium, where the machine has it: what is asked for, what runs over, and whether everybody can read them."""
    if not any(map(shutil.which, CHROMIUM)):
        session.skip(f"there is no {' or '.join(CHROMIUM)} on this machine")
    session.install(".[browser]")
    session.run("python", "-m", "pytest", "--quiet", "tests/report/browser", *session.posargs, env=ONE_THREAD)


@nox.session
def types(session: nox.Session) -> None:
    """Types in the source and tests, and for those who import the package."""
    session.install(".[browser,dev]")
    session.run("mypy")
    session.run("pyright")
    session.run("pyright", "--verifytypes", "blogroi", "--ignoreexternal")


@nox.session
def lint(session: nox.Session) -> None:
    """Style, spelling, one-way imports, declared dependencies, the habits of scientific Python projects, workflows that leak nothing."""
    session.install(".[dev]")
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    session.run("codespell")
    session.run("lint-imports")
    session.run("deptry", "src")
    session.run("validate-pyproject", "pyproject.toml")
    session.run("sp-repo-review", ".", "--show", "err")
    session.run("zizmor", "--offline", "--quiet", ".github")


@nox.session
def docs(session: nox.Session) -> None:
    """The documentation, warnings being errors."""
    session.install(".[docs]")
    session.run("sphinx-build", "-W", "-n", "-q", "docs", "build/docs")


@nox.session
def package(session: nox.Session) -> None:
    """What is given away: metadata, contents, and whether it works where nothing else is installed."""
    session.install("build", "check-wheel-contents", "twine")
    folder = Path(session.create_tmp()).resolve()
    for old in folder.glob("blogroi-*"):
        old.unlink()
    session.run("python", "-m", "build", "--outdir", str(folder), silent=True)
    (wheel,), (source,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    session.run("twine", "check", "--strict", str(wheel), str(source))
    session.run("check-wheel-contents", str(wheel))
    names = session.run("python", "-m", "zipfile", "-l", str(wheel), silent=True, log=False)
    missing = [name for name in IN_THE_WHEEL if f"blogroi/{name}" not in str(names)]
    if missing:
        session.error(f"the wheel lacks {', '.join(missing)}")
    for built in (wheel, source):  # each in an environment that holds nothing else
        home = folder / f"try-{built.suffix[1:]}"
        session.run("python", "-m", "venv", "--clear", str(home))
        python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
        session.run(str(python), "-m", "pip", "install", "--quiet", str(built), external=True)
        session.run(str(python), "-W", "error", "-c", TRY, external=True)
        found = session.run(str(python), "-m", "pip", "list", "--format=json", external=True, silent=True, log=False)
        extra = {row["name"] for row in json.loads(str(found))} - {
            "attrs",
            "blogroi",
            "cattrs",
            "numpy",
            "pip",
            "scipy",
            "setuptools",
        }
        if extra - {"typing_extensions", "typing-extensions"}:
            session.error(f"installing blogroi brings in {', '.join(sorted(extra))}")


@nox.session
def fuzz(session: nox.Session) -> None:
    """Odd case files, the same ones for a minute, or others for as long as is said: `nox -s fuzz -- -max_total_time=600`."""
    if sys.platform != "linux":
        session.skip("atheris is built for Linux alone")
    session.install(".", "atheris")
    options = session.posargs or ["-seed=1", "-max_total_time=60"]
    session.run("python", "tests/fuzzing/read_case.py", *options, env=ONE_THREAD | {"PYTHONHASHSEED": "0"})


@nox.session(default=False)
def oracle(session: nox.Session) -> None:
    """Twenty times as many random cases computed a second time from the rules alone, in some minutes."""
    session.install(".[test]")
    session.run(
        "python", "-m", "pytest", "--quiet", "tests/oracle", *session.posargs, env=ONE_THREAD | {"ORACLE_TIMES": "20"}
    )


@nox.session(default=False)
def guarantees(session: nox.Session) -> None:
    """The guarantees on forty times as many random cases, for every public question, in an hour or so."""
    session.install(".[test]")
    more = ONE_THREAD | {"GUARANTEE_EXAMPLES": "120"}
    session.run("python", "-m", "pytest", "--quiet", "tests/testing/test_guarantees.py", *session.posargs, env=more)


@nox.session(default=False)
def planted(session: nox.Session) -> None:
    """Whether the gates hold: a fault planted for each, in a copy, and the gate must stop it."""
    session.install("-e", ".[dev]")
    session.run("python", "tests/planted_faults.py", *session.posargs)


@nox.session
def mutants(session: nox.Session) -> None:
    """Small faults in every room that the tests have noticed before, and have to notice again."""
    if not hasattr(os, "fork"):
        session.skip("each fault is tried in a copy of a process, which this system cannot make")
    session.install("-e", ".[examples,test]")
    session.run("python", "-m", "tests.mutating", "part", *session.posargs, env=ONE_THREAD)


@nox.session(default=False)
def all_mutants(session: nox.Session) -> None:
    """All small faults, in a day; `nox -s all_mutants -- cli --sample 40` tries some of a room."""
    session.install("-e", ".[examples,test]")
    session.run("python", "-m", "tests.mutating", "reach", env=ONE_THREAD)
    session.run("python", "-m", "tests.mutating", "try", *session.posargs, env=ONE_THREAD)


@nox.session(default=False)
def bench(session: nox.Session) -> None:
    """Figures beside other packages."""
    session.install(".[bench]")
    session.run("python", "benchmarks", *session.posargs)


if __name__ == "__main__":
    nox.main()
