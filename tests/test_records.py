"""Records behave as those that attrs would make, whichever of their methods they share."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import attrs
import pytest

from blogroi import records


class Plain:
    pages: int
    title: str = "home"
    seen: object = attrs.field(default=None, eq=False)
    hidden: int = attrs.field(default=0, repr=False)


class Nothing:
    pass


class Alone:
    value: float


class Worded:
    value: float

    def __repr__(self) -> str:
        return "so it says"

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 7


def made(body: type, by: Any, **options: Any) -> Any:
    """Make a record of the same body by one decorator or another."""
    held = {name: value for name, value in vars(body).items() if name not in ("__dict__", "__weakref__")}
    return by(type(body.__name__, (), held), **options)


@pytest.mark.parametrize("options", [{}, {"kw_only": True}, {"eq": False}, {"repr": False}])
@pytest.mark.parametrize(
    ("body", "stated"),
    [
        (Plain, [{"pages": 1}, {"pages": 1, "seen": "yes"}, {"pages": 1, "title": "jobs"}, {"pages": 2, "hidden": 3}]),
        (Nothing, [{}, {}]),
        (Alone, [{"value": 1.0}, {"value": 1}, {"value": 2.0}]),
        (Worded, [{"value": 1.0}, {"value": 2.0}]),
    ],
)
def test_records_are_shown_and_compared_as_those_of_attrs(
    body: type, stated: list[dict[str, Any]], options: dict[str, Any]
) -> None:
    by_us, by_attrs = (made(body, by, **options) for by in (records.frozen, attrs.frozen))
    ours, theirs = ([cls(**one) for one in stated] for cls in (by_us, by_attrs))
    for this, other in zip(ours, theirs, strict=True):
        if options != {"repr": False} or body is Worded:
            assert repr(this) == repr(other)
        else:
            assert repr(this).startswith("<")
    for this, other in zip(ours, theirs, strict=True):
        assert [this == another for another in ours] == [other == another for another in theirs]
        assert [hash(this) == hash(another) for another in ours] == [hash(other) == hash(another) for another in theirs]


def test_records_of_two_classes_are_never_equal_even_with_the_same_fields() -> None:
    first, second = made(Alone, records.frozen), made(Alone, records.frozen)
    assert first(1.0) != second(1.0)
    assert first(1.0) != 1.0
    assert first(1.0).__eq__(second(1.0)) is NotImplemented
    assert len({first(1.0), second(1.0)}) == 2


def test_a_field_that_was_added_below_is_compared_and_shown() -> None:
    @records.frozen
    class Base:
        page: str

    @records.frozen
    class Below(Base):
        count: int

    assert Below("home", 1) != Below("home", 2)
    assert hash(Below("home", 1)) == hash(Below("home", 1))
    assert repr(Below("home", 1)) == "Below(page='home', count=1)"


@records.frozen
class Kept:
    page: str
    parts: tuple[Any, ...] = ()


@records.frozen
class Single:
    value: Any


@records.frozen
class Empty:
    pass


@records.frozen
class Later(Kept):
    """A record with a field of its own, one that is no part of how it is compared, and one that is set afterwards."""

    note: str = attrs.field(default="unseen", eq=False)
    found: Any = attrs.field(init=False, default=None)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "found", self.page.upper())


@records.frozen
class OfItsOwn:
    page: str

    def __getstate__(self) -> tuple[str]:
        return (self.page.upper(),)

    def __setstate__(self, state: tuple[str]) -> None:
        object.__setattr__(self, "page", state[0])


def test_records_with_an_order_are_compared_by_attrs() -> None:
    ordered = made(Plain, records.frozen, order=True)
    assert ordered(1) < ordered(2)
    assert ordered(1) == ordered(1)
    assert repr(ordered(1)) == "Plain(pages=1, title='home', seen=None)"


def test_a_record_travels_and_is_frozen() -> None:
    kept = Kept("home", (Kept("jobs"),))
    assert pickle.loads(pickle.dumps(kept)) == kept
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        kept.page = "jobs"  # type: ignore[misc]


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
@pytest.mark.parametrize(
    "record", [Single(None), Single(()), Single((1, 2)), Empty(), Later("home"), Kept("home", (Single(None),))]
)
def test_a_record_travels_by_the_values_of_all_its_fields(record: Any, protocol: int) -> None:
    for there in (pickle.loads(pickle.dumps(record, protocol)), copy.copy(record), copy.deepcopy(record)):
        assert there == record
        assert [getattr(there, one.name) for one in attrs.fields(type(record))] == [
            getattr(record, one.name) for one in attrs.fields(type(record))
        ]
    assert record.__getstate__() is not None
    assert b"parts" not in pickle.dumps(Kept("home"), protocol)


def test_a_class_that_says_how_it_travels_is_left_to_it() -> None:
    assert pickle.loads(pickle.dumps(OfItsOwn("home"))).page == "HOME"


def test_a_record_that_holds_itself_is_shown_once() -> None:
    parts: list[Any] = []
    kept = Kept("home", (parts,))
    parts.append(kept)
    assert repr(kept) == "Kept(page='home', parts=([...],))"


def test_nothing_that_all_records_share_is_compiled_for_a_class() -> None:
    for name in ("__eq__", "__hash__", "__repr__", "__getstate__", "__setstate__"):
        assert vars(Kept)[name] is vars(made(Alone, records.frozen))[name]
