"""A stream belongs to a quantity: its key follows from the seed and the path, and from nothing else."""

import numpy as np
import pytest

from blogroi.numerics.streams import stream, stream_key


def test_the_same_seed_and_path_give_the_same_key() -> None:
    assert stream_key(1, "tools.blog.costs.Writing.amount") == stream_key(1, "tools.blog.costs.Writing.amount")


@pytest.mark.parametrize(
    ("seed", "path"), [(2, "a.b"), (1, "a.c"), (1, "a"), (1, "a.b "), (1, ""), (11, ".b"), (12**15, "a.b")]
)
def test_another_seed_or_path_gives_another_key(seed: int, path: str) -> None:
    assert stream_key(seed, path) != stream_key(1, "a.b")


def test_a_seed_and_a_path_cannot_run_into_each_other() -> None:
    assert stream_key(1, "1.a") != stream_key(11, ".a")


def test_a_key_is_a_number_of_128_bits() -> None:
    keys = [stream_key(1, f"path {number}") for number in range(1000)]
    assert all(0 <= key < 2**128 for key in keys)
    assert len(set(keys)) == 1000


def test_a_key_is_the_same_on_every_machine() -> None:
    # worked out once by hashlib: another figure would silently change every published result
    assert stream_key(1, "tools.blog.effects.calls.change") == 22_053_972_086_660_293_264_033_583_566_075_773_762


def test_a_path_may_hold_any_letter() -> None:
    assert stream_key(1, "tools.blog.costs.Écriture, 日本.amount") >= 0


def test_a_stream_begins_at_its_beginning() -> None:
    assert stream(7).random(5).tolist() == stream(7).random(5).tolist()


def test_a_stream_goes_on_where_it_was() -> None:
    whole, parts = stream(7).random(10), stream(7)
    assert np.concatenate([parts.random(3), parts.random(7)]).tolist() == whole.tolist()


def test_streams_of_neighbouring_keys_have_nothing_in_common() -> None:
    draws = 10_000
    correlation = np.corrcoef(stream(7).random(draws), stream(8).random(draws))[0, 1]
    assert abs(correlation) < 5 / np.sqrt(draws)  # five standard errors
