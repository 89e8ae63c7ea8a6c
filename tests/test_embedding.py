"""What an application that embeds the library relies on: threads, processes, `python -O`, silence, and copies."""

from __future__ import annotations

import multiprocessing
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import blogroi
from blogroi import Case

EXAMPLES = Path(__file__).parents[1] / "examples"
NAMES = ("chamber.toml", "launch.toml", "internal-effects.toml", "fastlane-2006.toml")


def json_of(name: str) -> str:
    """Evaluate an example; at the top of the module, so that another process can."""
    return blogroi.evaluate(blogroi.load(EXAMPLES / name), draws=300).to_json()


def test_many_threads_give_the_same_bytes_as_one() -> None:
    alone = {name: json_of(name) for name in NAMES}
    with ThreadPoolExecutor(8) as executor:
        found = list(executor.map(json_of, NAMES * 6))
    assert found == [alone[name] for name in NAMES * 6]


def test_one_case_can_be_evaluated_by_many_threads_at_once() -> None:
    case = blogroi.load(EXAMPLES / "chamber.toml")
    with ThreadPoolExecutor(8) as executor:
        found = set(executor.map(lambda seed: blogroi.evaluate(case, draws=300, seed=seed % 2).to_json(), range(16)))
    assert len(found) == 2


@pytest.mark.parametrize("method", sorted(set(multiprocessing.get_all_start_methods()) - {"forkserver"}))
def test_other_processes_give_the_same_bytes(method: str) -> None:
    command = (
        "import multiprocessing, sys; sys.path.insert(0, sys.argv[1]);"
        "import blogroi, hashlib;"
        f"context = multiprocessing.get_context({method!r});"
        "from tests.embedded import digest;"
        "pool = context.Pool(1); print(pool.apply(digest, (sys.argv[2],))); pool.close(); pool.join()"
    )
    root = Path(__file__).parents[1]
    path = str(EXAMPLES / "chamber.toml")
    done = subprocess.run(
        [sys.executable, "-c", command, str(root), path], capture_output=True, text=True, check=True, cwd=root
    )
    from tests.embedded import digest

    assert done.stdout.strip() == digest(path)


def test_without_assertions_the_figures_and_refusals_are_the_same() -> None:
    command = (
        "import blogroi, hashlib, sys\n"
        "result = blogroi.evaluate(blogroi.load(sys.argv[1]), draws=300)\n"
        "print(hashlib.sha256(result.to_json().encode()).hexdigest())\n"
        "try:\n"
        "    blogroi.loads('blogroi = 1')\n"
        "except blogroi.CaseError as error:\n"
        "    print(len(error.faults))\n"
    )
    path = str(EXAMPLES / "chamber.toml")
    said = [
        subprocess.run([sys.executable, *flags, "-c", command, path], capture_output=True, text=True, check=True).stdout
        for flags in ([], ["-O"])
    ]
    assert said[0] == said[1]
    assert int(said[0].split()[1]) > 1


def test_importing_says_nothing_and_warns_of_nothing() -> None:
    command = "import blogroi; blogroi.evaluate; blogroi.launch; blogroi.catalogue; blogroi.audit"
    done = subprocess.run([sys.executable, "-W", "error", "-c", command], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")


def test_cases_and_results_can_be_copied_to_another_process() -> None:
    case = blogroi.load(EXAMPLES / "chamber.toml")
    result = blogroi.evaluate(case, draws=100)
    assert pickle.loads(pickle.dumps(case)) == case
    assert pickle.loads(pickle.dumps(result)) == result


def test_one_evaluation_leaves_nothing_behind_for_the_next() -> None:
    case = blogroi.load(EXAMPLES / "chamber.toml")
    before = blogroi.evaluate(case, draws=200).to_json()
    blogroi.evaluate(blogroi.load(EXAMPLES / "internal-effects.toml"), draws=700, seed=9, gaps="prior", by="score")
    blogroi.worth_measuring(case, draws=300, seed=4)
    assert blogroi.evaluate(case, draws=200).to_json() == before


def test_a_result_holds_nothing_that_can_be_changed() -> None:
    result = blogroi.evaluate(blogroi.load(EXAMPLES / "chamber.toml"), draws=100)
    with pytest.raises(AttributeError):
        result.title = "Another"  # type: ignore[misc]
    with pytest.raises(TypeError):
        result.tools["blog"] = None  # type: ignore[index]
    assert isinstance(blogroi.load(EXAMPLES / "chamber.toml"), Case)
