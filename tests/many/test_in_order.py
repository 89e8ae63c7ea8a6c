"""Chunks in flight: what has come is kept, what nobody has begun is taken back, and what was lost is done again."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from typing import Any

import pytest

import blogroi
from blogroi.many import in_order as module
from blogroi.many.in_order import MOST_CHUNK, in_order, run_chunk


class Echo:
    """Work that gives back what it was given, and counts."""

    def __init__(self) -> None:
        self.done: list[object] = []

    def __call__(self, given: object) -> Any:
        if given == "wrong":
            raise ValueError("planted")
        self.done.append(given)
        return given

    def lost(self, given: object) -> Any:
        return f"lost {given}"


class Slow(Executor):
    """An executor that begins nothing by itself: whoever tests says what becomes of each task."""

    def __init__(self, *become: str) -> None:
        self.become = list(become)
        self.futures: list[Future[Any]] = []
        self.parts: list[list[object]] = []
        self.is_down = False

    def submit(self, fn: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
        """Take a task, and let it come, break, be cancelled or wait."""
        future: Future[Any] = Future()
        self.futures.append(future)
        self.parts.append([*given[1]])
        match self.become.pop(0) if self.become else "come":
            case "come":
                future.set_result(fn(*given, **named))
            case "break":
                future.set_exception(BrokenExecutor("a process died"))
            case "cancel":
                future.cancel()
            case "refuse":
                raise BrokenExecutor("it is broken already")
            case _:
                pass
        return future

    def shutdown(self, *_: Any, **__: Any) -> None:
        """Note that it was let go."""
        self.is_down = True


def test_what_has_come_before_a_process_died_is_not_done_again() -> None:
    first, second = Slow("break", "come", "break", "cancel", "refuse"), Slow()
    made = iter([first, second])
    work = Echo()
    given = [*"abcdefghijkl"]
    assert list(in_order(work, given, executor=lambda: next(made), chunk=2, ahead=5)) == given
    assert first.parts == [["a", "b"], ["c", "d"], ["e", "f"], ["g", "h"], ["i", "j"]]
    assert second.parts == [["a"], ["b"], ["e", "f"], ["g", "h"], ["i", "j"], ["k", "l"]]
    assert work.done == [*"cdab", *"efghij", *"kl"]
    assert (first.is_down, second.is_down) == (True, True)


def test_a_case_is_tried_twice_alone_and_then_lost() -> None:
    made = [Slow("break"), Slow("break"), Slow("break"), Slow()]
    crew = iter(made)
    found = list(in_order(Echo(), ["a", "b"], executor=lambda: next(crew), chunk=2, ahead=1))
    assert found == ["lost a", "b"]
    assert [one.parts for one in made] == [[["a", "b"]], [["a"]], [["a"]], [["b"]]]
    assert all(one.is_down for one in made)


@pytest.mark.parametrize("count", [7, 8])
def test_eight_lost_in_a_row_are_no_fault_of_cases(count: int) -> None:
    made = [Slow("break") for _ in range(1 + 2 * count)] + [Slow()]
    crew = iter(made)
    answers = in_order(Echo(), range(9), executor=lambda: next(crew), chunk=9, ahead=1)  # type: ignore[arg-type]
    if count == 7:
        assert list(answers) == [*(f"lost {one}" for one in range(7)), 7, 8]
        return
    with pytest.raises(BrokenExecutor) as raised:
        list(answers)
    assert raised.value.__notes__ == ["8 cases in a row, each alone: it is no case that ends the processes"]


def test_a_case_that_is_answered_begins_the_count_anew() -> None:
    become = [["break"], *([["break"]] * 14), ["come", "break"], *([["break"]] * 13), ["come"]]
    crew = iter([Slow(*words) for words in become])
    found = list(in_order(Echo(), range(15), executor=lambda: next(crew), chunk=15, ahead=1))  # type: ignore[arg-type]
    assert found == [*(f"lost {one}" for one in range(7)), 7, *(f"lost {one}" for one in range(8, 15))]


def test_an_executor_that_somebody_gave_is_neither_replaced_nor_let_go() -> None:
    given = Slow("come", "break")
    answers = in_order(Echo(), ["a", "b", "c"], executor=given, chunk=1, ahead=2)
    assert next(answers) == "a"
    with pytest.raises(BrokenExecutor) as raised:
        next(answers)
    assert raised.value.__notes__ == [
        "what was not answered yet is lost: give a function that makes an executor, and it is done again"
    ]
    assert not given.is_down


def test_what_nobody_has_begun_is_taken_back() -> None:
    given = Slow("come", "wait", "wait", "wait")
    answers = in_order(Echo(), [*"abcdef"], executor=given, chunk=1, ahead=3)
    assert next(answers) == "a"
    answers.close()
    assert [future.cancelled() for future in given.futures] == [False, True, True]
    assert not given.is_down


def test_as_many_chunks_are_in_flight_as_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def flying(executor: Slow, **asked: Any) -> int:
        answers = in_order(Echo(), range(100), executor=executor, chunk=1, **asked)  # type: ignore[arg-type]
        next(answers)
        return len(executor.parts)

    assert flying(Slow(), ahead=1) == 1
    assert flying(Slow(), ahead=3) == 3
    two = Slow()
    two._max_workers = 2  # type: ignore[attr-defined]
    assert flying(two, ahead=None) == 8
    monkeypatch.setattr("os.cpu_count", lambda: 5)
    assert flying(Slow(), ahead=None) == 20
    monkeypatch.setattr("os.cpu_count", lambda: None)
    assert flying(Slow(), ahead=None) == 4


def test_what_comes_before_a_fault_of_the_work_is_given_and_the_fault_says_at_what() -> None:
    answers = in_order(Echo(), ["a", "wrong", "b"], executor=Slow(), chunk=3, ahead=1)
    assert next(answers) == "a"
    with pytest.raises(ValueError, match="planted") as raised:
        next(answers)
    assert raised.value.__notes__ == ["while at work on 'wrong'"]
    done, error = run_chunk(Echo(), ["a", "x" * 300, "wrong"])
    assert (done, type(error)) == (["a", "x" * 300], ValueError)
    _, error = run_chunk(lambda given: [].index(given), ["x" * 300])  # type: ignore[arg-type]
    assert error is not None
    assert error.__notes__ == ["while at work on '" + "x" * 199]


def test_a_fault_of_whoever_gives_the_cases_comes_after_what_they_gave() -> None:
    def giving() -> Any:
        yield "a"
        raise OSError("gone")

    executor = Slow()
    answers = in_order(Echo(), giving(), executor=executor, chunk=5, ahead=4)
    assert next(answers) == "a"
    with pytest.raises(OSError, match="gone"):
        next(answers)
    assert executor.parts == [["a"]]


@pytest.mark.parametrize("name", ["chunk", "ahead"])
def test_chunks_have_a_size_and_so_has_what_is_in_flight(name: str) -> None:
    usual: dict[str, Any] = {"executor": None, "chunk": 1, "ahead": None}
    assert MOST_CHUNK == 100_000
    for value in (1, MOST_CHUNK):
        assert list(in_order(Echo(), ["a"], **(usual | {name: value}))) == ["a"]
    for wrong in (0, MOST_CHUNK + 1):
        with pytest.raises(blogroi.OptionError, match=rf"{name}: {wrong} is not between 1 and 100000"):
            in_order(Echo(), ["a"], **(usual | {name: wrong}))


def test_who_works_is_an_executor_or_what_makes_one() -> None:
    with pytest.raises(blogroi.OptionError) as refused:
        in_order(Echo(), ["a"], executor="threads", chunk=1, ahead=None)  # type: ignore[arg-type]
    assert str(refused.value) == (
        "executor: 'threads' is neither an executor of `concurrent.futures` nor a function that makes one"
    )
    assert module._AHEAD == 4
