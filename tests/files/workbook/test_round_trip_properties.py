"""Whatever case can be stated comes back equal from a workbook; and no bytes are answered by anything but a case or its faults."""

from pathlib import Path

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import blogroi
from blogroi import Case, CaseError
from blogroi.files.fingerprint import fingerprint
from blogroi.files.workbook.cells import Book, book_of
from blogroi.files.workbook.grid import Cell
from blogroi.files.workbook.read import case_in
from blogroi.files.workbook.short import cell_of, value_of
from blogroi.files.workbook.write import case_to_workbook
from blogroi.model.domain import Domain
from blogroi.model.forms import ByPeriod, Form, Key, Keyed, Listed, Number, Text
from tests.files.test_round_trip_properties import whole_cases
from tests.files.workbook.books import packed, parts_of, read, written


@given(whole_cases())
@settings(max_examples=40, deadline=None)
def test_a_case_comes_back_equal_from_a_workbook(case: Case) -> None:
    back = read(case_to_workbook(case))
    assert back == case
    assert fingerprint(back) == fingerprint(case)


@given(st.binary())
def test_no_bytes_are_answered_by_anything_but_a_list_of_faults(content: bytes) -> None:
    try:
        blogroi.loads(content, format="xlsx")
    except CaseError as error:
        assert error.faults


@given(st.data())
@settings(max_examples=80, deadline=None)
def test_a_workbook_with_bytes_changed_is_read_or_refused(data: st.DataObject) -> None:
    """The bytes of the archive, and those of a part in it."""
    content = bytearray(written())
    parts = parts_of(written())
    name = data.draw(st.sampled_from(sorted(parts)))
    part = bytearray(parts[name])
    is_part = data.draw(st.booleans())
    target = part if is_part else content
    for _ in range(data.draw(st.integers(1, 4))):
        target[data.draw(st.integers(0, len(target) - 1))] = data.draw(st.integers(0, 255))
    try:
        read(packed({**parts, name: bytes(part)}) if is_part else bytes(content))
    except CaseError as error:
        assert error.faults
        assert str(error).replace("\n", "").isprintable()


BOOK = book_of(case_to_workbook(blogroi.load(Path(__file__).parents[1] / "everything.toml")))
TEXTS = st.sampled_from(
    [
        "",
        " ",
        "#",
        "# x",
        "x",
        "key",
        "blog",
        "blogg",
        "renewals",
        "0,4",
        "20 %",
        "1.2.3",
        "1 to 2",
        "2 to 1",
        "1/2/3",
        "{",
        "[",
        '"',
        "{}",
        "[]",
        "[[]]",
        "[[1]]",
        "{ low = 1 }",
        "{ a = { b = 1 } }",
        "a = 1",
        "a = 1, a = 2",
        "a.b = 1",
        "1;2",
        ";",
        ",",
        "->",
        "1 -> 2",
        "true",
        "=1",
        "visits",
        "9" * 500,
        "1e999",
        "nan",
        "1 \u00b1 1e9999",
        "\u202e",
        "\x00",
        "2026-02-30",
    ]
)
CELLS = st.builds(
    Cell, TEXTS | st.text(max_size=6) | st.integers() | st.floats() | st.booleans() | st.dates()
) | st.builds(Cell, st.sampled_from(["#REF!", "#NAME?", ""]), st.sampled_from(["error", "uncalculated", "time"]))


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_a_workbook_with_some_cells_replaced_is_read_or_refused_by_its_cells(data: st.DataObject) -> None:
    grids = [evolve(grid, rows={row: dict(cells) for row, cells in grid.rows.items()}) for grid in BOOK.grids]
    for _ in range(data.draw(st.integers(1, 3))):
        grid = data.draw(st.sampled_from(grids[1:]))
        row = data.draw(st.sampled_from(sorted(grid.rows)) | st.integers(1, 40))
        cells = grid.rows.setdefault(row, {})
        cells[data.draw(st.integers(1, 20))] = data.draw(CELLS)
    try:
        case = case_in(Book(tuple(grids)))
    except CaseError as error:
        assert error.faults
        assert all(fault.message for fault in error.faults)
        assert str(error).replace("\n", "").isprintable()
    else:
        assert read(case_to_workbook(case)) == case


NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**18), 10**18)
QUANTITY = (
    NUMBERS
    | st.fixed_dictionaries({"low": NUMBERS, "high": NUMBERS})
    | st.fixed_dictionaries({"low": NUMBERS, "mode": NUMBERS, "high": NUMBERS})
    | st.fixed_dictionaries({"estimate": NUMBERS, "low": NUMBERS, "high": NUMBERS}, optional={"confidence": NUMBERS})
    | st.fixed_dictionaries({"samples": st.lists(NUMBERS)})
    | st.text("0123456789./ -+e±;to{}[]\"'abc")
)
STATED: dict[str, tuple[Form, st.SearchStrategy[object]]] = {
    "quantity": (
        ByPeriod(Domain.REAL),
        QUANTITY | st.lists(QUANTITY.filter(lambda one: not isinstance(one, str)), min_size=1),
    ),
    "texts": (Listed(Text()), st.lists(st.text(st.characters(blacklist_categories=["Cs"])))),
    "keys": (Listed(Listed(Key("tools"))), st.lists(st.lists(st.text("ab;, \n", max_size=4)))),
    "shares": (Keyed(Number()), st.dictionaries(st.text(st.characters(blacklist_categories=["Cs"])), NUMBERS)),
}


@given(st.data())
@settings(max_examples=300)
def test_what_stands_in_a_cell_is_read_as_what_was_put_there(data: st.DataObject) -> None:
    form, strategy = STATED[data.draw(st.sampled_from(sorted(STATED)))]
    stated = data.draw(strategy)
    if isinstance(stated, str) and not stated.strip():
        return  # no formula: a case cannot hold it
    assert value_of(form, cell_of(form, stated)) == stated
