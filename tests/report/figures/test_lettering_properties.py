"""Texts are broken and cut so that they fit, whatever they are."""

from hypothesis import example, given
from hypothesis import strategies as st

from blogroi.report.figures.lettering import shortened, width_of, wrapped
from blogroi.report.figures.svg import shown

TEXTS = st.text(max_size=150)


@given(TEXTS, st.floats(40.0, 400.0), st.integers(1, 4))
@example("x" * 300, 120.0, 3)
@example("a " * 300, 120.0, 3)
@example("\U0001f600" * 40, 60.0, 2)
def test_lines_are_as_many_and_as_wide_as_there_is_room(text: str, room: float, most: int) -> None:
    lines = wrapped(text, room, 13.0, most=most)
    assert 1 <= len(lines) <= most
    assert all(width_of(line, 13.0) <= room + 1e-9 for line in lines)


@given(TEXTS, st.floats(40.0, 400.0))
def test_nothing_is_lost_where_there_are_lines_enough(text: str, room: float) -> None:
    lines = wrapped(text, room, 13.0, most=1000)
    assert "".join(lines).replace(" ", "") == shown(text).replace(" ", "")


@given(TEXTS, st.floats(20.0, 400.0))
def test_what_is_cut_says_so_and_begins_alike(text: str, room: float) -> None:
    cut = shortened(text, room, 13.0)
    assert width_of(cut, 13.0) <= room + 1e-9
    assert cut == text or (cut.endswith("…") and text.startswith(cut[:-1]))


def test_a_number_stays_with_its_sign() -> None:
    assert wrapped("within 90 % of it", 80.0, 13.0) == ["within", "90 % of it"]
