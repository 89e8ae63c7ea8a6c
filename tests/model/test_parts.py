"""What holds for every part of a case: it cannot be changed, equals its like, and can be sent to another process."""

from __future__ import annotations

import pickle
from datetime import date
from typing import Any

import attrs
import pytest

from blogroi import (
    Lever,
    Objective,
    Published,
    Range,
    Scale,
)

from ..builders import a_cost, an_effect, chamber

PARTS: list[Any] = [
    Objective("Members renew", aim="service", beneficiary="members", weight=Range(0.1, 0.2)),
    Lever("Questions are answered", family="process", objectives={"a": 0.7, "b": 0.3}),
    Scale(worst=0, best=4),
    chamber().indicators["calls_avoided"],
    chamber().tools["blog"],
    a_cost([1, Range(1, 2)]),
    an_effect([1, Range(1, 2)], observed=date(2026, 1, 1)),
    Published(roi=0.5, source="The Gazette"),
]


@pytest.mark.parametrize("part", PARTS, ids=lambda part: type(part).__name__)
class TestEveryPart:
    def test_it_cannot_be_changed(self, part: Any) -> None:
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(part, attrs.fields(type(part))[0].name, None)

    def test_it_is_equal_to_its_like_and_hashed_alike(self, part: Any) -> None:
        again = attrs.evolve(part)
        assert again == part
        assert hash(again) == hash(part)

    def test_it_can_be_sent_to_another_process(self, part: Any) -> None:
        assert pickle.loads(pickle.dumps(part)) == part
