"""How far the work on a question is: units that are done, of one piece of work and of parts of it."""

import threading

from blogroi.engine.frame import Flow
from blogroi.engine.graph.node import number
from blogroi.evaluation.progress import Work, units_of, units_of_ranking


class Told(list[tuple[int, int]]):
    def __call__(self, done: int, units: int) -> None:
        self.append((done, units))


def test_a_part_is_worth_its_units_however_many_it_has_of_its_own() -> None:
    told = Told()
    work = Work(told, 10)
    part = work.part(8)
    assert part is not None
    for done in range(1, 1001):
        part(done, 1000)
    work.did(2)
    assert told == [(done, 10) for done in (1, 2, 3, 4, 5, 6, 7, 8, 10)]
    assert work.left == 0


def test_steps_of_a_part_share_its_units() -> None:
    told = Told()
    work = Work(told, 100)
    steps = work.steps(90, 3)
    for _ in range(3):
        steps.did()
    assert [done for done, _ in told] == [30, 60, 90]


def test_more_may_turn_out_to_be_done_than_was_thought() -> None:
    told = Told()
    work = Work(told, 2)
    work.did(5)
    assert told == [(2, 2)]


def test_nothing_is_counted_where_nobody_waits() -> None:
    work = Work(None, 10)
    work.did(4)
    assert (work.left, work.part(3), work.is_watched) == (10, None, False)
    assert not work.steps(3, 2).is_watched


def test_threads_count_together() -> None:
    told = Told()
    work = Work(told, 400)

    def count() -> None:
        for _ in range(100):
            work.did()

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == [(done, 400) for done in range(1, 401)]


def test_what_is_certain_takes_next_to_no_work() -> None:
    assert units_of([Flow(number(5))], 37) == 1


def test_scores_are_work_beside_money() -> None:
    assert units_of_ranking(1, scored=False) == 0
    assert units_of_ranking(3, scored=True) > 2 * units_of_ranking(3, scored=False) > 0
