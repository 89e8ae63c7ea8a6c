"""Runs tests on mutants, each in a process of its own.

Most mutants change the body of a function. For these, the tests are collected once; then each mutant is a copy of that process in
which the function has another code, and costs no more than the tests that are run. What a module does when it is loaded is changed
before anything of this project is loaded, in a process that has loaded what others made.
"""

from __future__ import annotations

import ast
import gc
import importlib
import json
import os
import select
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import CodeType, FunctionType

import pytest
from attrs import asdict, frozen

from tests.mutating.changes import mutated
from tests.mutating.loading import install
from tests.mutating.quick import OPTIONS, QuickProperties

OTHERS = (
    "attrs", "cattrs", "cattrs.preconf", "hypothesis", "hypothesis.extra.numpy", "hypothesis.strategies", "numpy", "numpy.random",
    "scipy", "scipy.linalg", "scipy.optimize", "scipy.special", "scipy.stats", "jinja2", "babel", "babel.numbers", "babel.dates",
    "openpyxl", "pandas", "polars", "pyarrow", "narwhals", "jsonschema", "sybil",
)  # fmt: skip
CAUGHT, SURVIVED, OUT_OF_TIME, GONE, UNTRIED = "caught", "survived", "out of time", "gone", "untried"
COLD = "cold"  # it cannot be put into functions that are loaded
PATIENCE = 40.0  # how many times longer by the clock than by the processor a process may take on a busy machine


@frozen
class Job:
    """A mutant, its tests in the order in which they are run, and for how many seconds of the processor they may run."""

    key: str
    tests: Sequence[str]
    seconds: float

    @property
    def path(self) -> str:
        """The module that is changed."""
        return self.key.partition(" | ")[0]


@frozen
class Tried:
    """What became of a mutant, which test noticed it, and in how many seconds of the processor."""

    end: str
    test: str = ""
    seconds: float = 0.0


Done = Callable[[Job, Tried], None]


class Noticing:
    """Keeps the first test that fails."""

    def __init__(self) -> None:
        self.test = ""
        self.ran = 0

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep a test that fails, in itself or in what it needs."""
        self.ran += report.when == "call"
        if report.failed and not self.test:
            self.test = report.nodeid

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep a file whose tests cannot even be found."""
        if report.failed and not self.test:
            self.test = report.nodeid

    def run(self, items: Sequence[pytest.Item]) -> Tried:
        """Run tests until one fails."""
        for place, item in enumerate(items):
            after = items[place + 1] if place + 1 < len(items) else None
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
            if self.test:
                return Tried(CAUGHT, self.test)
        return Tried(SURVIVED, f"{self.ran} tests") if self.ran else Tried(UNTRIED)


class Serving:
    """Tries mutants of functions once the tests are collected, instead of running these."""

    def __init__(self, jobs: Sequence[Job], root: Path, done: Done) -> None:
        self.jobs = jobs
        self.root = root
        self.done = done
        self.noticing = Noticing()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try one mutant after the other."""
        session.config.pluginmanager.register(self.noticing)
        items = {item.nodeid: item for item in session.items}
        functions = functions_of(self.root)
        for job in self.jobs:
            chosen = [items[name] for name in job.tests if name in items]

            def attempt(job: Job = job, chosen: list[pytest.Item] = chosen) -> Tried:
                tree = mutated(job.key, job.path, self.root)
                if tree is None:
                    return Tried(GONE)
                if not changed(functions, self.root / job.path, tree):
                    return Tried(COLD)
                return self.noticing.run(chosen)

            self.done(job, in_a_process(attempt, job.seconds))
        return True


def functions_of(root: Path) -> dict[tuple[str, int, str], list[FunctionType]]:
    """Find the functions of the package that are loaded, by where they stand."""
    found: dict[tuple[str, int, str], list[FunctionType]] = {}
    for one in gc.get_objects():
        if type(one) is FunctionType and one.__code__.co_filename.startswith(str(root)):
            found.setdefault(_place(one.__code__), []).append(one)
    return found


def _place(code: CodeType) -> tuple[str, int, str]:
    return code.co_filename, code.co_firstlineno, code.co_name


def _outermost(code: CodeType) -> Iterator[CodeType]:
    """Give the codes of the functions of a module and of the methods of its classes, and of none that are inside functions."""
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            if constant.co_flags & 0x2:  # of a function, which has local variables of its own
                yield constant
            else:
                yield from _outermost(constant)


def changed(functions: dict[tuple[str, int, str], list[FunctionType]], path: Path, tree: ast.Module) -> bool:
    """Give a loaded function the code that it has in a tree; say whether that is all that the tree changes."""
    text = path.read_text(encoding="utf-8")
    before, after = (compile(one, str(path), "exec", dont_inherit=True) for one in (text, tree))
    differing = [new for old, new in zip(_outermost(before), _outermost(after), strict=False) if old != new]
    if len(differing) != 1 or "<" in differing[0].co_name:
        return False
    (new,) = differing
    known = functions.get(_place(new), [])
    for function in known:
        if function.__code__.co_freevars != new.co_freevars:
            return False
        function.__code__ = new
    return bool(known)


def in_a_process(attempt: Callable[[], Tried], seconds: float) -> Tried:
    """Do something in a copy of this process that has so many seconds of the processor, whatever else the machine does meanwhile."""
    import resource  # not there where processes cannot be copied

    hears, says = os.pipe()
    sys.stdout.flush()
    child = os.fork()
    if not child:
        try:
            os.close(hears)
            resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 3))
            _be_quiet()
            _say(says, attempt())
        except BaseException as error:
            _say(says, Tried(CAUGHT, f"{type(error).__name__} where tests are run"))
        finally:
            os._exit(0)
    os.close(says)
    ready, _, _ = select.select([hears], [], [], 30.0 + PATIENCE * seconds)
    if not ready:
        os.kill(child, signal.SIGKILL)
    with os.fdopen(hears, "rb") as heard:
        said = heard.read() if ready else b""
    _, status, used = os.wait4(child, 0)
    spent = round(used.ru_utime + used.ru_stime, 2)
    if said:
        word, test, _ = json.loads(said)
        return Tried(word, test, spent)
    if not ready:
        return Tried(UNTRIED, "it hung", spent)
    ended = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    if ended == signal.SIGXCPU or (ended == signal.SIGKILL and spent >= seconds):
        return Tried(OUT_OF_TIME, "", spent)
    return Tried(CAUGHT, f"the process ended ({ended})", spent)


def _be_quiet() -> None:
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)


def _say(to: int, found: Tried) -> None:
    os.write(to, json.dumps([*asdict(found).values()]).encode())


def load_others() -> None:
    """Load the packages of others once, for all processes that follow."""
    for name in OTHERS:
        importlib.import_module(name)


def _files_of(tests: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(name.partition("::")[0] for name in tests))


def attempt_cold(job: Job, root: Path) -> Tried:
    """Try a mutant in a process that loads this project anew, with the mutant in it."""

    def attempt() -> Tried:
        tree = mutated(job.key, job.path, root)
        if tree is None:
            return Tried(GONE)
        install(root, lambda name: tree if name == job.path else None)
        # of a module whose examples are run, pytest loads one of its own, without the mutant, in the place of the other
        tests = [name for name in job.tests if not name.startswith("src/")] or job.tests
        return _of_pytest(_files_of(tests), OnlyThese(tests), Noticing())

    return in_a_process(attempt, job.seconds + 5.0)


class OnlyThese:
    """Runs chosen tests, in the order in which they were chosen."""

    def __init__(self, names: Sequence[str]) -> None:
        self.order = {name: place for place, name in enumerate(names)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave out the others."""
        items[:] = sorted((one for one in items if one.nodeid in self.order), key=lambda one: self.order[one.nodeid])


def _of_pytest(files: Sequence[str], only: OnlyThese, noticing: Noticing) -> Tried:
    with tempfile.TemporaryDirectory() as folder:
        status = pytest.main(
            [*OPTIONS, "-x", f"--basetemp={folder}/tests", *files], [only, noticing, QuickProperties()]
        )
    if noticing.test:
        return Tried(CAUGHT, noticing.test)
    if status == pytest.ExitCode.OK:
        return Tried(SURVIVED, f"{noticing.ran} tests")
    return Tried(UNTRIED) if status == pytest.ExitCode.NO_TESTS_COLLECTED else Tried(CAUGHT, "tests cannot be run")


def try_all(jobs: Sequence[Job], root: Path, done: Done) -> None:
    """Try mutants: those of functions once for all tests, the others one by one."""
    hears, says = os.pipe()
    folder = tempfile.mkdtemp()
    sys.stdout.flush()
    server = os.fork()
    if not server:
        try:
            os.close(hears)
            _serve(jobs, root, folder, says)
        finally:
            os._exit(0)
    os.close(says)
    by_key = {job.key: job for job in jobs}
    tried = set()
    with os.fdopen(hears, encoding="utf-8") as heard:
        for line in heard:
            key, end, test, seconds = json.loads(line)
            if end != COLD:
                tried.add(key)
                done(by_key[key], Tried(end, test, seconds))
    os.waitpid(server, 0)
    shutil.rmtree(folder, ignore_errors=True)
    for job in jobs:
        if job.key not in tried:
            done(job, attempt_cold(job, root))


def _serve(jobs: Sequence[Job], root: Path, folder: str, says: int) -> None:
    _be_quiet()

    def done(job: Job, found: Tried) -> None:
        os.write(says, (json.dumps([job.key, *asdict(found).values()]) + "\n").encode())

    files = _files_of([name for job in jobs for name in job.tests])
    pytest.main([*OPTIONS, f"--basetemp={folder}/tests", *files], [Serving(jobs, root, done), QuickProperties()])
