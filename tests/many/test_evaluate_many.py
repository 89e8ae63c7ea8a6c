"""Many cases: the answers of each alone, in their order, whoever evaluates them and whatever happens to them."""

from __future__ import annotations

import datetime
import gc
import itertools
import multiprocessing
import os
import pickle
import shutil
import weakref
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import attrs
import pytest

import blogroi
from blogroi.language.spoken import spoken
from blogroi.many.in_order import in_order
from blogroi.many.question import Answers, question_of
from tests.many.pools import CASES, DRAWS, Pools, Watched, at, cases, processes, shown

HOUSE = CASES / "house.toml"
NO_PRIOR = attrs.evolve(
    blogroi.load(HOUSE),
    indicators={key: attrs.evolve(indicator, prior=None) for key, indicator in blogroi.load(HOUSE).indicators.items()},
    gaps="no-credit",
)


@pytest.fixture(scope="module")
def alone() -> list[tuple[int, str]]:
    """What is said of a dozen cases, each evaluated by itself."""
    return [(place, blogroi.evaluate(case, draws=DRAWS).to_json()) for place, case in enumerate(cases(12))]


class TestOrderAndBytes:
    @pytest.mark.parametrize("chunk", [1, 5, 8, 12, 100])
    def test_answers_are_those_of_each_case_alone_in_their_order(
        self, chunk: int, alone: list[tuple[int, str]]
    ) -> None:
        with ThreadPoolExecutor(3) as threads:
            assert shown(blogroi.evaluate_many(cases(12), executor=threads, chunk=chunk, draws=DRAWS)) == alone
        assert shown(blogroi.evaluate_many(cases(12), chunk=chunk, draws=DRAWS)) == alone

    def test_processes_give_the_same_bytes_and_survive_the_death_of_one(self, alone: list[tuple[int, str]]) -> None:
        pools = Pools()
        answers = blogroi.evaluate_many(cases(12), executor=pools, chunk=2, ahead=4, draws=DRAWS)
        assert shown(at(3, answers, pools.kill)) == alone
        assert len(pools.made) >= 2

    def test_every_argument_reaches_the_evaluation(self) -> None:
        case = blogroi.load(CASES / "scores.toml")
        asked: dict[str, Any] = {
            "draws": DRAWS,
            "seed": 4,
            "by": "score",
            "decision_probability": 0.6,
            "figures": ("default", "irr", "cash_by_period"),
            "gaps": "bounds",
            "exclude": ["capacity"],
            "viewpoint": "members",
            "view": "whole-life",
            "claims": "scaled",
        }
        ((_, answer),) = blogroi.evaluate_many([case], **asked)
        assert answer == blogroi.evaluate(case, **asked)

    def test_the_scenario_and_the_evidence_reach_it_too(self) -> None:
        case = blogroi.load(CASES / "scenarios.toml")
        ((_, answer),) = blogroi.evaluate_many([case], draws=DRAWS, scenario="slow", evidence="corrected")
        assert answer == blogroi.evaluate(case, draws=DRAWS, scenario="slow", evidence="corrected")

    def test_without_a_policy_for_gaps_each_case_has_its_own(self) -> None:
        case = attrs.evolve(blogroi.load(HOUSE), gaps="bounds")
        (_, answer), (_, other) = blogroi.evaluate_many([case, attrs.evolve(case, gaps="prior")], draws=DRAWS)
        assert isinstance(answer, blogroi.Evaluation)
        assert isinstance(other, blogroi.Evaluation)
        assert (answer.conventions.gaps, other.conventions.gaps) == ("bounds", "prior")

    def test_a_file_without_a_day_is_read_on_the_day_on_which_all_are_asked_for(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "case.toml"
        lines = HOUSE.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(line for line in lines if not line.startswith("evaluated")), encoding="utf-8")
        monkeypatch.setattr("blogroi.many.question.today", lambda: datetime.date(2026, 12, 31))
        answers = blogroi.evaluate_many([path, HOUSE], draws=DRAWS)
        monkeypatch.setattr("blogroi.files.structure.today", lambda: datetime.date(2027, 1, 1))
        days = [answer.conventions.evaluated for _, answer in answers if isinstance(answer, blogroi.Evaluation)]
        assert days == [datetime.date(2026, 12, 31), blogroi.load(HOUSE).evaluated]

    def test_no_cases_have_no_answers(self) -> None:
        with ThreadPoolExecutor(1) as threads:
            assert list(blogroi.evaluate_many([], executor=threads)) == list(blogroi.evaluate_many([])) == []


class TestBounds:
    def test_ten_million_cases_are_read_as_their_turn_comes(self) -> None:
        case = blogroi.loads(blogroi.template())
        read = itertools.count()
        many = (case for _ in itertools.takewhile(lambda place: place < 10**7, read))
        answers = blogroi.evaluate_many(many, executor=(watched := Watched()), chunk=2, draws=DRAWS)
        assert next(read) == 0
        for _ in range(7):
            next(answers)
        assert watched.most == 4 * 3
        assert next(read) <= 1 + 2 * (watched.most + 4)
        answers.close()

    def test_what_is_in_flight_can_be_said(self) -> None:
        watched = Watched()
        list(blogroi.evaluate_many(cases(12), executor=watched, chunk=2, ahead=2, draws=DRAWS))
        assert (watched.most, watched.tasks) == (2, 6)

    def test_an_executor_that_does_not_say_how_many_workers_it_has_gets_some_for_each_processor(self) -> None:
        watched = Watched()
        watched._max_workers = None  # type: ignore[assignment]
        many = itertools.repeat(blogroi.loads(blogroi.template()))
        next(blogroi.evaluate_many(many, executor=watched, chunk=1, draws=DRAWS))
        assert watched.most == 4 * (os.cpu_count() or 1)

    def test_what_is_not_asked_for_any_more_is_taken_back(self) -> None:
        with ThreadPoolExecutor(1) as threads:
            answers = blogroi.evaluate_many(
                itertools.repeat(blogroi.loads(blogroi.template())), executor=threads, chunk=1, draws=DRAWS
            )
            next(answers)
            answers.close()
            assert threads._work_queue.qsize() <= 4  # which were cancelled, and are thrown away

    def test_an_answer_keeps_nothing_of_what_it_was_made_of(self) -> None:
        kept = []
        for _, answer in blogroi.evaluate_many([NO_PRIOR, "nowhere.toml"], draws=DRAWS, gaps="prior"):
            assert isinstance(answer, blogroi.CaseError)
            assert (answer.__traceback__, answer.__context__, answer.__cause__) == (None, None, None)
            kept.append(weakref.ref(answer))
        del answer
        gc.collect()
        assert [one() for one in kept] == [None, None]


class TestFaults:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        (tmp_path / "good.toml").write_text(blogroi.template(), encoding="utf-8")
        broken = blogroi.template().replace('currency = "EUR"', "currency = 5").replace("rate = ", "rat = ")
        (tmp_path / "broken.toml").write_text(broken, encoding="utf-8")
        return tmp_path

    @pytest.mark.parametrize("executor", [None, lambda: ThreadPoolExecutor(2), processes])
    def test_a_faulty_case_is_an_item_with_all_its_faults(
        self, folder: Path, executor: Callable[[], Executor] | None
    ) -> None:
        given: list[Path | str] = [
            folder / "good.toml",
            str(folder / "broken.toml"),
            folder / "none.toml",
            folder / "good.toml",
        ]
        answers = [answer for _, answer in blogroi.evaluate_many(given, executor=executor, chunk=3, draws=DRAWS)]
        assert [type(answer) for answer in answers] == [
            blogroi.Evaluation,
            blogroi.CaseError,
            blogroi.FileError,
            blogroi.Evaluation,
        ]
        with pytest.raises(blogroi.CaseError) as alone:
            blogroi.load(folder / "broken.toml")
        error = answers[1]
        assert isinstance(error, blogroi.CaseError)
        assert error.faults == alone.value.faults
        assert len(error.faults) >= 2
        assert all(fault.line for fault in error.faults)
        assert error.source == str(folder / "broken.toml")
        assert spoken(error.said, "fr") == spoken(alone.value.said, "fr") != str(error)
        assert str(answers[2]).endswith("none.toml cannot be read: there is no such file")

    def test_what_is_found_when_it_is_evaluated_has_the_lines_of_the_file(self, tmp_path: Path) -> None:
        path = tmp_path / "case.toml"
        blogroi.dump(NO_PRIOR, path)
        (_, by_file), (_, by_case) = blogroi.evaluate_many([path, NO_PRIOR], draws=DRAWS, gaps="prior")
        assert isinstance(by_file, blogroi.CaseError)
        assert isinstance(by_case, blogroi.CaseError)
        assert by_file.source == str(path)
        assert by_case.source == ""
        assert [fault.message for fault in by_file.faults] == [fault.message for fault in by_case.faults]
        assert any(fault.line for fault in by_file.faults)

    def test_what_an_argument_asks_of_a_case_that_lacks_it_is_a_fault_of_that_case(self) -> None:
        given = [CASES / "scenarios.toml", HOUSE]
        (_, answer), (_, error) = blogroi.evaluate_many(given, draws=DRAWS, scenario="slow")
        assert isinstance(answer, blogroi.Evaluation)
        assert isinstance(error, blogroi.CaseError)
        assert error.source == str(HOUSE)
        assert "scenario: there is no scenario 'slow'" in str(error)

    def test_no_memory_for_one_case_is_its_fault(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(*_: object, **__: object) -> None:
            raise MemoryError

        monkeypatch.setattr("blogroi.many.question.evaluate", full)
        ((_, error),) = blogroi.evaluate_many([HOUSE])
        assert str(error) == f"{HOUSE}: 1 fault\n  there is not enough memory: take fewer draws"

    def test_what_is_no_case_is_an_item_too(self) -> None:
        given: list[Any] = [5, None, HOUSE]
        (_, five), (_, none), (_, answer) = blogroi.evaluate_many(given, draws=DRAWS)
        assert str(five) == "5 is neither a case nor the name of a file"
        assert str(none) == "nothing is neither a case nor the name of a file"
        assert isinstance(answer, blogroi.Evaluation)

    def test_a_fault_of_the_library_is_raised_where_its_answer_would_be(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def wrong(case: blogroi.Case, **_: object) -> str:
            if case.title.startswith("2 "):
                raise RuntimeError("planted")
            return case.title

        monkeypatch.setattr("blogroi.many.question.evaluate", wrong)
        with ThreadPoolExecutor(2) as threads:
            answers = blogroi.evaluate_many(cases(6), executor=threads, chunk=4, draws=DRAWS)
            assert [index for index, _ in itertools.islice(answers, 2)] == [0, 1]
            with pytest.raises(RuntimeError, match="planted") as raised:
                next(answers)
        assert "while at work on <Case '2 " in raised.value.__notes__[0]

    def test_what_keeps_from_reading_more_is_raised_after_what_was_read_is_answered(self) -> None:
        def giving() -> Iterator[blogroi.Case]:
            yield from cases(3)
            raise OSError("the disk is gone")

        with ThreadPoolExecutor(2) as threads:
            answers = blogroi.evaluate_many(giving(), executor=threads, chunk=2, draws=DRAWS)
            assert [index for index, _ in itertools.islice(answers, 3)] == [0, 1, 2]
            with pytest.raises(OSError, match="the disk is gone"):
                next(answers)

    @pytest.mark.parametrize(
        "error",
        [
            blogroi.CaseError.at("a.b", "is missing"),
            blogroi.FileError.of("case.toml", "read", "there is no such file"),
            blogroi.OptionError("draws", "0 is too few"),
            blogroi.SeriesError([blogroi.Fault("visits", "is not a number", line=4)], source="visits.csv"),
            blogroi.SummaryError("write `.mean > 0`"),
            blogroi.UnknownTableError("tols", ["tools"], request="figures=..."),
            blogroi.MissingExtraError("table", "nanoarrow", "frames"),
        ],
        ids=lambda error: type(error).__name__,
    )
    def test_errors_go_to_another_process_whole(self, error: Any) -> None:
        for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
            there = pickle.loads(pickle.dumps(error, protocol))
            assert type(there) is type(error)
            assert {**vars(there)} == {**vars(error)}
            assert [spoken(there.said, language) for language in ("en", "fr")] == [
                spoken(error.said, language) for language in ("en", "fr")
            ]


class TestArguments:
    @pytest.mark.parametrize(
        ("asked", "said"),
        [
            ({"draws": 0}, "draws: 0 is not"),
            ({"seed": "x"}, "seed: 'x' is not"),
            ({"gaps": "zero"}, "gaps: 'zero' is not known"),
            ({"by": "bcr"}, "by: 'bcr' is not known"),
            ({"figures": "irr"}, "figures: 'irr' is not a list"),
            ({"decision_probability": 0.2}, "decision_probability: 0.2 is"),
            ({"chunk": 0}, "chunk: 0 is"),
            ({"ahead": -1}, "ahead: -1 is"),
            ({"executor": 4}, "executor: 4 is neither an executor"),
        ],
    )
    def test_what_no_case_could_be_asked_is_refused_at_once(self, asked: dict[str, Any], said: str) -> None:
        with pytest.raises(blogroi.OptionError) as refused:
            blogroi.evaluate_many(itertools.repeat(NO_PRIOR), **asked)
        assert str(refused.value).startswith(said)

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ("case.toml", "'case.toml' is one alone: put it in a list"),
            (HOUSE, "is one alone: put it in a list"),
            (NO_PRIOR, "is one alone: put it in a list"),
            ({"a": NO_PRIOR}, "has keys: give its values"),
            (5, "5 holds no cases"),
        ],
        ids=lambda value: type(value).__name__,
    )
    def test_what_holds_no_cases_is_refused_at_once(self, given: Any, said: str) -> None:
        with pytest.raises(blogroi.OptionError) as refused:
            blogroi.evaluate_many(given)
        assert said in str(refused.value)

    @pytest.mark.parametrize("name", ["threads", "conventions", "window", "drws"])
    def test_there_are_no_other_arguments(self, name: str) -> None:
        with pytest.raises(TypeError, match=f"unexpected keyword argument '{name}'"):
            blogroi.evaluate_many([], **{name: 1})  # type: ignore[arg-type]


def ends_the_process(given: object) -> object:
    """Work with which a process dies on some cases."""
    if isinstance(given, str) and given.startswith("deadly") and multiprocessing.parent_process() is not None:
        os._exit(1)
    return given


@attrs.frozen
class Deadly:
    """The same, as work."""

    def __call__(self, given: object) -> object:
        return ends_the_process(given)

    def lost(self, given: object) -> object:
        return f"lost {given}"


class TestDeaths:
    def test_a_case_that_ends_processes_is_an_item_and_the_rest_is_answered(self) -> None:
        pools, given = Pools(), ["a", "b", "deadly", "c", "d", "e"]
        found = list(in_order(Deadly(), given, executor=pools, chunk=3, ahead=2))
        assert found == ["a", "b", "lost deadly", "c", "d", "e"]

    def test_where_all_processes_die_it_ends(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("blogroi.many.in_order._LOST_IN_A_ROW", 2)
        given = ["deadly 1", "deadly 2", "deadly 3"]
        with pytest.raises(BrokenProcessPool) as raised:
            list(in_order(Deadly(), given, executor=lambda: processes(1), chunk=9, ahead=1))
        assert "2 cases in a row, each alone: it is no case that ends the processes" in raised.value.__notes__

    def test_an_executor_that_somebody_gave_is_theirs_to_replace(self) -> None:
        with processes(1) as pool:
            answers = in_order(Deadly(), ["a", "deadly"], executor=pool, chunk=1, ahead=1)
            assert next(answers) == "a"
            with pytest.raises(BrokenExecutor) as raised:
                next(answers)
        assert "give a function that makes an executor" in raised.value.__notes__[0]

    def test_it_is_said_of_a_case_what_may_be_the_reason(self) -> None:
        question = question_of(by="npv", decision_probability=0.9, figures=["default"])
        said = Answers(question).lost(HOUSE)
        assert str(said) == (
            f"{HOUSE}: 1 fault\n  the process that evaluated it was ended, and so was another: "
            "it may need more memory than there is"
        )


def test_cases_are_found_where_they_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(HOUSE, tmp_path / "case.toml")
    monkeypatch.chdir(tmp_path)
    ((_, answer),) = blogroi.evaluate_many(["case.toml"], executor=processes, draws=DRAWS)
    assert isinstance(answer, blogroi.Evaluation)
