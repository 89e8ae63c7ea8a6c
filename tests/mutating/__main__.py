"""Makes small faults in the package, one at a time, and says which the tests notice.

``python -m tests.mutating reach`` runs the tests once and keeps which lines each reaches (``build/mutating``). ``try`` then tries
mutants, all of them or a sample of each room. ``part`` tries the few that are held in ``held.json``: each was noticed before, by a
test that is named there, and has to be noticed again. ``hold`` chooses these from what was tried.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tests.mutating import choosing, reaching, saying, trying
from tests.mutating.changes import Mutant
from tests.mutating.loading import home
from tests.mutating.trying import CAUGHT, GONE, OUT_OF_TIME, SURVIVED, Job, Tried

HERE = Path(__file__).parent
HELD = HERE / "held.json"
EQUIVALENT = HERE / "equivalent.json"
TRIED = Path("build/mutating/tried.json")
ALL = ["tests/" + path.name for path in sorted(HERE.parent.iterdir()) if path.is_dir() and path.name[0] not in "_."]
SECONDS = 120.0  # of the processor: no test of the part takes a fiftieth of it
SLOW = {"tests/mutating", "tests/oracle", "tests/benchmarks", "tests/fuzzing", "tests/field", "tests/examples"}


def equivalents() -> dict[str, str]:
    """Read which mutants no input tells from the source, and why."""
    found: dict[str, str] = json.loads(EQUIVALENT.read_text(encoding="utf-8"))
    return found


def tried_before() -> dict[str, Tried]:
    """Read what was tried before."""
    if not TRIED.is_file():
        return {}
    return {key: Tried(*found) for key, found in json.loads(TRIED.read_text(encoding="utf-8")).items()}


def keep(found: dict[str, Tried]) -> None:
    """Keep what was tried."""
    TRIED.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({key: (one.end, one.test, one.seconds) for key, one in found.items()}, indent=0)
    whole = TRIED.with_suffix(f".{os.getpid()}")
    whole.write_text(text, encoding="utf-8")
    whole.replace(TRIED)


def jobs_of(mutants: Iterable[Mutant], reached: reaching.Reached, root: Path) -> tuple[list[Job], list[Job]]:
    """Choose the tests of mutants: the quickest, and many more for those that survive them."""
    first, then = [], []
    for mutant in mutants:
        quick = choosing.chosen_tests(
            mutant, reached, root, seconds=choosing.AT_FIRST, alike=choosing.ALIKE, files=choosing.FILES
        )
        more = choosing.chosen_tests(
            mutant, reached, root, seconds=choosing.AT_LAST, alike=100, files=choosing.MORE_FILES
        )
        first.append(Job(mutant.key, quick, 5 * choosing.AT_FIRST))
        then.append(Job(mutant.key, [name for name in more if name not in set(quick)], 5 * choosing.AT_LAST))
    return first, then


def try_mutants(given: argparse.Namespace) -> int:
    """Try a sample of each room, or all."""
    root = home()
    reached = reaching.Reached()
    by_room: dict[str, list[Mutant]] = defaultdict(list)
    for mutant in choosing.all_mutants(root):
        by_room[mutant.room].append(mutant)
    same = equivalents()
    for room in given.rooms or by_room:
        found = tried_before()
        some = [one for one in by_room[room] if not given.match or given.match in one.key]
        mutants = {
            one.key: one
            for one in choosing.sampled(some, given.sample or len(some), given.salt)
            if one.key not in same
            and (one.key not in found or (given.again and found[one.key].end in (SURVIVED, trying.UNTRIED)))
        }

        def done(job: Job, one: Tried, mutants: dict[str, Mutant] = mutants) -> None:
            if one.end == SURVIVED and saying.is_unheard(job.key, job.path, root):
                one = Tried(CAUGHT, saying.TEST, one.seconds)
            keep({**tried_before(), job.key: one})
            if given.verbose or one.end != CAUGHT:
                mutant = mutants[job.key]
                print(
                    f"{one.end} ({one.seconds} s, {one.test}): src/blogroi/{mutant.path}:{mutant.line}\n    {job.key}",
                    flush=True,
                )

        first, then = jobs_of(mutants.values(), reached, root)
        left = set(mutants)

        def kept(job: Job, one: Tried, left: set[str] = left, done: Any = done) -> None:
            if one.end not in (SURVIVED, trying.UNTRIED):
                left.discard(job.key)
                done(job, one)

        trying.try_all([job for job in first if job.tests], root, kept)
        again = [job for job in then if job.key in left]
        survived: list[Job] = [job for job in again if not job.tests]

        def noticed(job: Job, one: Tried, survived: list[Job] = survived, done: Any = done) -> None:
            if one.end == SURVIVED:
                survived.append(job)
            else:
                done(job, one)

        trying.try_all([job for job in again if job.tests], root, noticed)
        quick = {job.key: job for job in first}
        for job in survived:  # what is done once, where a module is loaded, was done before the mutant was there
            tests = [*quick[job.key].tests, *job.tests]
            cold = Job(job.key, tests, quick[job.key].seconds + job.seconds)
            done(job, trying.attempt_cold(cold, root) if tests else Tried(SURVIVED, "no test reaches it"))
    return report({room: by_room[room] for room in given.rooms or by_room}, given.least)


def report(by_room: dict[str, list[Mutant]], least: float) -> int:
    """Print how many of each room were tried and noticed; fail where it is less than the least, in percent."""
    same, found = equivalents(), tried_before()
    print(
        "| room | mutants | tried | equivalent | caught | out of time | survived | noticed |\n|---|--:|--:|--:|--:|--:|--:|--:|"
    )
    poor, by_words = False, 0
    for room, mutants in by_room.items():
        equal = sum(one.key in same for one in mutants)
        tried = [found[one.key] for one in mutants if one.key in found and one.key not in same]
        ends = Counter(one.end for one in tried)
        by_words += sum(one.test == saying.TEST for one in tried)
        counted = ends[CAUGHT] + ends[OUT_OF_TIME] + ends[SURVIVED]
        share = 100.0 * (1 - ends[SURVIVED] / counted) if counted else 0.0
        poor |= share < least
        print(
            f"| `{room}` | {len(mutants):,} | {counted + equal} | {equal} | {ends[CAUGHT]} | {ends[OUT_OF_TIME]} | {ends[SURVIVED]} "
            f"| {share:.0f} % |"
        )
    if by_words:
        print(f"{by_words} of these were caught by nothing but that they say a sentence without French.")
    return int(poor)


def hold(given: argparse.Namespace) -> int:
    """Choose so many of each room from those that were noticed, by quick tests, and never by the clock."""
    found, root = tried_before(), home()
    by_room: dict[str, list[Mutant]] = defaultdict(list)
    for mutant in choosing.all_mutants(root):
        one = found.get(mutant.key)
        if one is not None and one.end == CAUGHT and "::" in one.test and one.seconds < given.seconds:
            by_room[mutant.room].append(mutant)
    chosen = {
        mutant.key: found[mutant.key].test
        for mutants in by_room.values()
        for mutant in choosing.sampled(mutants, given.sample, given.salt)
    }
    again = tried_on(chosen, given.workers)
    held = {key: test for key, test in chosen.items() if again[key].end == CAUGHT}  # and by no accident
    HELD.write_text(
        json.dumps(held, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8", newline="\n"
    )
    print(f"{len(held)} mutants of {len(by_room)} rooms are held")
    return 0


def part(given: argparse.Namespace) -> int:
    """Try the mutants that are held, each on the test that noticed it before."""
    held: dict[str, str] = json.loads(given.held.read_text(encoding="utf-8"))
    return judged(tried_on(held, given.workers), held)


def tried_on(held: dict[str, str], workers: int) -> dict[str, Tried]:
    """Try mutants, each on one test."""
    root = home()
    jobs = sorted((Job(key, [test], SECONDS) for key, test in held.items()), key=lambda job: job.tests[0])
    found: dict[str, Tried] = {}
    shares = [jobs[len(jobs) * one // workers : len(jobs) * (one + 1) // workers] for one in range(workers)]
    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(lambda some: trying.try_all(some, root, lambda job, one: found.update({job.key: one})), shares))
    return found


def judged(found: dict[str, Tried], held: dict[str, str]) -> int:
    """Say what became of the mutants that are held; fail for one that survives, and where too many are not there any more."""
    ends = Counter(one.end for one in found.values())
    for key, one in found.items():
        if one.end in (SURVIVED, OUT_OF_TIME):
            print(f"{one.end}: {key}\n    before, it was noticed by {held[key]}")
    gone = [key for key, one in found.items() if one.end in (GONE, trying.UNTRIED)]
    print(f"{len(found)} mutants: " + ", ".join(f"{count} {end}" for end, count in sorted(ends.items())))
    if len(gone) > len(found) / 4:
        print("More than a quarter are not there any more, or their tests: hold others, as docs/mutation.md says.")
    return int(ends[SURVIVED] > 0 or len(gone) > len(found) / 4)


def main(words: Iterable[str] | None = None) -> int:
    """Do what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    reach = commands.add_parser("reach", help="run the tests once, and keep which lines each reaches")
    reach.add_argument("tests", nargs="*", help="folders or files of tests; all, where none is named")
    trial = commands.add_parser("try", help="try mutants")
    trial.add_argument("rooms", nargs="*", help="packages; all, where none is named")
    trial.add_argument("--sample", type=int, default=0, metavar="N", help="so many of each room; all without it")
    trial.add_argument("--salt", default="", help="any word: another word, another sample")
    trial.add_argument("--match", default="", help="only those whose name holds this")
    trial.add_argument("--again", action="store_true", help="try those again that survived before")
    trial.add_argument("--verbose", action="store_true", help="name those that are noticed as well")
    trial.add_argument(
        "--least", type=float, default=90.0, help="the share of a room that has to be noticed, in percent"
    )
    chosen = commands.add_parser("hold", help="choose the mutants that every change has to notice")
    chosen.add_argument("--sample", type=int, default=10, metavar="N")
    chosen.add_argument("--salt", default="")
    chosen.add_argument("--seconds", type=float, default=1.0)
    chosen.add_argument("--workers", type=int, default=min(os.cpu_count() or 1, 4))
    held = commands.add_parser("part", help="try the mutants that are held")
    held.add_argument("--held", type=Path, default=HELD, metavar="FILE", help="with others than those of the project")
    held.add_argument("--workers", type=int, default=min(os.cpu_count() or 1, 4))
    given = parser.parse_args(words)
    if given.command == "reach":
        return reaching.watch(given.tests or [name for name in ALL if name not in SLOW])
    os.environ["MUTANT_UNDER_TEST"] = "any"  # which asks for a failure, and not for the smallest one
    trying.load_others()
    return {"part": part, "hold": hold, "try": try_mutants}[given.command](given)


if __name__ == "__main__":
    sys.exit(main())
