"""Checks and questions send their reader to a section, a part, a field, or a place in a list of the file."""

from __future__ import annotations

import pytest

from blogroi.model.locations import ListedPath, PartPath, part_of


def test_parts_and_listed_costs_are_where_a_reader_edits() -> None:
    assert str(PartPath("tools", "blog", "introduced")) == "tools.blog.introduced"
    assert str(PartPath("")) == ""
    assert str(ListedPath("blog", "costs", 2, "amount")) == "tools.blog.costs[2].amount"
    assert str(ListedPath("blog", "costs", 2)) == "tools.blog.costs[2]"
    assert str(ListedPath("blog", "published", None).at("by_indicator", "calls")) == (
        "tools.blog.published.by_indicator.calls"
    )


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("tools.blog.costs[2].amount", PartPath("tools", "blog")),
        ("discounting.rate[2].rate", PartPath("discounting", "rate[2]")),
        ("tools", PartPath("tools")),
        ("", PartPath("")),
    ],
)
def test_a_path_lies_in_a_part_of_the_case(text: str, part: PartPath) -> None:
    assert part_of(text) == part
