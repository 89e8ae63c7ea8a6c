"""Every path is read back as what it was made of, whatever tools, indicators and items are called."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from blogroi.model.fields import KEY, REFUSED
from blogroi.model.locations import PartPath, part_of
from blogroi.model.paths import CostPath, CostsPath, EffectPath, EvidencePath, GapPath, IndicatorPath, Path, parse_path

WORDS = ["costs", "effects", "gaps", "indicators", "tools", "change", "amount", "value", "1", "a-b", "é", "日本"]
KEYS = st.sampled_from(WORDS) | st.from_regex(KEY, fullmatch=True)
ITEMS = st.sampled_from(
    [*WORDS, "costs[2]", "[2]", "[2].A", "A.amount[1]", ".", "a.", ".a", "'", '"', "\\", "\n.amount", "tools.a.costs.b.amount"]
) | st.text(min_size=1).filter(lambda item: bool(item.strip()) and not REFUSED.search(item))  # fmt: skip
FIELDS = st.sampled_from(["value", "change", "drop_off", "unit_cost", "amount", "contingency"])
PERIODS = st.none() | st.integers(1, 1200)
PATHS = (
    st.builds(IndicatorPath, KEYS)
    | st.builds(IndicatorPath, KEYS, FIELDS, PERIODS)
    | st.builds(EffectPath, KEYS, KEYS)
    | st.builds(EffectPath, KEYS, KEYS, FIELDS, PERIODS)
    | st.builds(GapPath, KEYS, KEYS, PERIODS)
    | st.builds(CostsPath, KEYS)
    | st.builds(CostPath, KEYS, ITEMS, FIELDS, PERIODS)
)


@given(PATHS)
def test_what_is_printed_is_read_back(path: Path) -> None:
    assert parse_path(str(path)) == path


@given(PATHS, PATHS)
def test_no_two_paths_are_printed_alike(one: Path, other: Path) -> None:
    assume(one != other)
    assert str(one) != str(other)


@given(PATHS)
def test_a_subject_is_its_own_and_lies_in_the_same_part_of_the_case(path: Path) -> None:
    subject = path.subject
    assert subject.subject == subject
    assert part_of(str(subject)) == part_of(str(path))
    section, key = ("tools", path.tool) if path.tool else ("indicators", path.indicator)
    assert part_of(str(path)) == PartPath(section, key)


@given(PATHS)
def test_a_field_and_a_period_lead_back_to_where_they_were_taken_from(path: Path) -> None:
    if isinstance(path, CostsPath | EvidencePath):
        return
    assert path.in_period(7).in_period(path.period) == path
    if not isinstance(path, GapPath):
        assert path.at(path.field).in_period(path.period) == path
