"""The checks of the project, each in an environment of its own: `nox` runs them all, `nox -s tests` one of them."""

import nox

nox.options.default_venv_backend = "venv"
nox.options.sessions = ["tests", "types", "lint", "docs"]


@nox.session
def tests(session: nox.Session) -> None:
    session.install(".[test]")
    session.run("python", "-m", "pytest", "--cov", "--cov-report=term", *session.posargs)


@nox.session
def types(session: nox.Session) -> None:
    session.install(".[dev]")
    session.run("mypy")
    session.run("pyright")
    session.run("pyright", "--verifytypes", "blogroi", "--ignoreexternal")


@nox.session
def lint(session: nox.Session) -> None:
    session.install(".[dev]")
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    session.run("codespell")
    session.run("lint-imports")
    session.run("deptry", "src")


@nox.session
def docs(session: nox.Session) -> None:
    session.install(".[docs]")
    session.run("sphinx-build", "-W", "-n", "-q", "docs", "docs/_build/html")


@nox.session
def bench(session: nox.Session) -> None:
    session.install(".[bench]")
    session.run("python", "benchmarks", *session.posargs)
