"""A mapping that cannot be changed, can be hashed and can be pickled."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest

from blogroi.model import FrozenMap


def test_it_reads_like_a_dict_in_the_order_given() -> None:
    items = FrozenMap({"b": 1, "a": 2})
    assert list(items.items()) == [("b", 1), ("a", 2)]
    assert items["a"] == 2
    assert len(items) == 2
    assert "b" in items
    assert items.get("c") is None


def test_what_is_not_there_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        FrozenMap({"a": 1})["b"]


def test_it_cannot_be_changed() -> None:
    items: Any = FrozenMap({"a": 1})
    with pytest.raises(TypeError):
        items["a"] = 2
    with pytest.raises(TypeError):
        del items["a"]
    with pytest.raises(AttributeError):
        items.update({"a": 2})
    with pytest.raises(AttributeError):
        items.other = 2


def test_later_changes_of_the_original_do_not_show() -> None:
    original = {"a": 1}
    items = FrozenMap(original)
    original["a"] = 2
    assert items["a"] == 1


def test_nothing_makes_an_empty_one() -> None:
    assert len(FrozenMap()) == len(FrozenMap(None)) == 0


def test_order_does_not_matter_for_equality_and_hash() -> None:
    one, other = FrozenMap({"a": 1, "b": 2}), FrozenMap({"b": 2, "a": 1})
    assert one == other
    assert hash(one) == hash(other)


def test_it_equals_a_dict_of_the_same_items_and_nothing_else() -> None:
    assert FrozenMap({"a": 1}) == {"a": 1}
    assert FrozenMap({"a": 1}) != {"a": 2}
    assert FrozenMap({"a": 1}) != [("a", 1)]


def test_it_can_be_copied_and_pickled() -> None:
    items = FrozenMap({"a": FrozenMap({"b": 1})})
    assert pickle.loads(pickle.dumps(items)) == items
    assert copy.deepcopy(items) == items


def test_it_shows_what_it_holds() -> None:
    assert repr(FrozenMap({"a": 1})) == "FrozenMap({'a': 1})"
