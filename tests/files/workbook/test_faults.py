"""What is wrong with a workbook is said of its cells, all together, with what to write."""

import datetime
from pathlib import Path
from typing import Any

import pytest

import blogroi
from blogroi import CaseError, cli
from blogroi.language.spoken import spoken
from tests.files.workbook.books import TEMPLATE, changed, faults_of, packed, parts_of, read, with_cells, written

CHANGE = "effects!C3: tools.blog.effects.calls_avoided.change: "


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("0,4", "'0,4' is not a number: write 0.4, with a decimal point"),
        ("20 %", "'20 %' is not a number: write 0.2, for 20 %"),
        ("6 000", "'6 000' is not a number: write 6000, without spaces"),
        ("6\u00a0000 EUR", "'6 000 EUR' is not a number: write 6000, without the currency"),
        ("5-20", "'5-20' is not a number: write { low = 5, high = 20 }"),
        ("400 to 250", "the range is reversed: low 400 is above high 250: write low = 250, high = 400"),
        ("\u0663", "'\u0663' is not a number: write 3, without quotes"),
        ("{ low = 1", "the { that opens here has no }"),
        (True, "true is not a number: write the number itself"),
        (
            datetime.date(2026, 5, 9),
            "is the day 2026-05-09, which spreadsheets make of numbers with slashes or hyphens: format the cell as text, and write them again",
        ),
        (
            datetime.datetime(2026, 5, 9, 12),
            "is a time of day, or no day at all: write a day alone, such as 2026-06-30",
        ),
        ("#N/A", "shows #N/A, an error: mend it, or empty the cell"),
        ("#NAME?", "shows #NAME?, an error: a formula of drivers is written as a text, without the = before it"),
        ("#REF!", "shows #REF!, an error: mend it, or empty the cell"),
        (
            "=1+1",
            "is a formula without a stored value: open the workbook in a spreadsheet program, and save it there",
        ),
    ],
)
def test_what_is_no_quantity_is_answered_by_what_to_write(value: Any, told: str) -> None:
    assert faults_of(with_cells({"effects!C3": value})) == [CHANGE + told]


def test_a_number_with_two_points_is_none() -> None:
    (fault,) = faults_of(with_cells({"effects!C3": "1.2.3"}))
    assert fault.startswith(CHANGE)
    assert "`1.2.3` is not a plain number" in fault


@pytest.mark.parametrize(
    ("value", "same"),
    [
        ("250 to 400", "{ low = 250, high = 400 }"),
        ("250 \u00e0 400", "{ low = 250, high = 400 }"),
        (" 250\u00a0TO  400 ", "{ low = 250, high = 400 }"),
        ("400/700/1500", "{ low = 400, mode = 700, high = 1500 }"),
        ("80 +/- 20", "{ estimate = 80, low = 60, high = 100 }"),
        ("0.3 \u00b1 0.1", "{ estimate = 0.3, low = 0.2, high = 0.4 }"),
        ("{ mean = 8, sd = 1 }", "{ mean = 8, sd = 1 }"),
        ('{"mean": 8, "sd": 1}', "{ mean = 8, sd = 1 }"),
        ("100; 120 to 130; 140", "[100, { low = 120, high = 130 }, 140]"),
        ("0.4", "0.4"),
        ("1500", "1500"),  # behind an apostrophe
        (1500.0, "1500"),
    ],
)
def test_a_quantity_may_be_written_in_many_ways(value: Any, same: str) -> None:
    text = blogroi.template().replace("{ low = 900, mode = 1500, high = 2600 }", same)
    assert read(with_cells({"effects!C3": value})) == blogroi.loads(text)


def test_all_faults_come_together_by_sheets_and_rows() -> None:
    told = faults_of(
        with_cells(
            {
                "case!B6": None,
                "case!A40": "titl",
                "case!A41": "title",
                "indicators!D3": None,
                "indicators!E4": "hihger",
                "indicators!C4": "trusst",
                "tools!D3": "05/09/2026",
                "costs!A6": "blogg",
                "costs!B7": "of nobody",
                "effects!C1": "chnge",
                "effects!D3": "40",
                "effects!A9": "blog",
                "effects!B9": "memberships_kept",
                "not_applicable!C3": None,
            }
        )
    )
    assert told == [
        "case!B6: horizon.start: is missing: a date such as 2026-06-30",
        "case!A40: titl: is not known here: did you mean `title`?",
        "case!A41: title: stands twice, first in case!A3: keep one of the two",
        "indicators!D3: indicators.calls_avoided.unit: is missing: a text",
        "indicators!C4: indicators.memberships_kept.lever: there is no lever `trusst`: did you mean `trust`?",
        "indicators!E4: indicators.memberships_kept.better: 'hihger' is not known: did you mean `higher`?",
        "tools!D3: tools.blog.introduced: '05/09/2026' is not a date: write 2026-09-05 if the day stands first, or 2026-05-09 if the month does",
        "costs!A6: there is no tool 'blogg': did you mean `blog`?",
        "costs!A7: tool: is empty: write the tool that the row is of",
        "effects!C1: chnge: is not known here: did you mean `change`?",
        "effects!D3: tools.blog.effects.calls_avoided.deadweight: 40 is not a share between 0 and 1: for 40 % write 0.4",
        "effects!B9: tools.blog.effects.memberships_kept: stands twice, first in effects!A4: keep one of the two",
        "not_applicable!C3: tools.magazine.not_applicable.calls_avoided: is empty: give the reason why no effect is possible",
    ]


def test_faults_are_said_in_french_too() -> None:
    with pytest.raises(CaseError) as refused:
        read(with_cells({"effects!C3": "0,4"}))
    said = spoken(refused.value.said, "fr")
    assert said.startswith(
        "effects!C3\u00a0: tools.blog.effects.calls_avoided.change\u00a0: '0,4' n\u2019est pas un nombre"
    )


def test_a_sheet_that_is_not_known_is_refused_unless_it_is_a_remark_or_empty() -> None:
    def change(book: Any) -> None:
        book.create_sheet("effectz")["A1"] = "tool"
        book.create_sheet("# my sums")["A1"] = "=1/0"
        book.create_sheet("Feuil1")

    assert faults_of(changed(change)) == [
        "effectz: is the name of no table (did you mean `effects`?); a sheet that is not to be read has a name that begins with #"
    ]


def test_two_sheets_of_one_name_are_a_fault() -> None:
    parts = parts_of(written())
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b'name="measurement"', b'name="Effects "')
    assert "effects: is there twice, as `Effects ` too: put both together" in faults_of(packed(parts))


def test_a_sheet_of_a_near_name_is_read_so_that_nothing_else_is_missed() -> None:
    def change(book: Any) -> None:
        book["indicators"].title = "indicatrs"

    (told,) = faults_of(changed(change))
    assert told.startswith("indicatrs: is the name of no table (did you mean `indicators`?)")


def test_a_row_of_the_case_that_was_taken_out_is_missed_on_its_sheet() -> None:
    assert faults_of(changed(lambda book: book["case"].delete_rows(3))) == ["case: title: is missing: a text"]
    (told,) = faults_of(changed(lambda book: book["case"].delete_rows(2)))
    assert told.startswith("case: blogroi: is missing: a case file opens with `blogroi = 1`")


def test_a_workbook_that_is_no_case_is_answered_by_that_alone() -> None:
    answer = blogroi.workbook(blogroi.evaluate(TEMPLATE, draws=100))
    for content in (answer, changed(lambda book: book.remove(book["case"]))):
        (told,) = faults_of(content)
        assert told.startswith("there is no sheet `case`, with title, currency, horizon")


def test_a_column_without_a_header_or_a_key_is_a_fault() -> None:
    told = faults_of(with_cells({"costs!Z4": 5, "tools!A1": None}))
    assert "costs!Z4: stands in a column without a header: give it one, or # for a remark" in told
    assert "tools!A1: has no column `key`: it says of what each row is" in told


def test_two_columns_of_one_header_are_a_fault() -> None:
    assert faults_of(with_cells({"tools!H1": "kind"})) == [
        "tools!H1: kind: is the header of two columns, first of tools!C1: keep one of the two"
    ]


def test_merged_cells_with_a_value_are_a_fault_and_empty_ones_are_not() -> None:
    def change(book: Any) -> None:
        book["effects"].merge_cells("D3:D4")
        book["effects"].merge_cells("G20:H22")
        book["costs"].insert_rows(1)
        book["costs"]["A1"] = "# all that each tool costs"
        book["costs"].merge_cells("A1:F1")

    assert faults_of(changed(change)) == [
        "effects!D3: is merged over D3:D4: unmerge it, and write the value into each cell that it is of"
    ]


def test_what_a_spreadsheet_makes_numbers_and_days_of_is_read_as_the_text_that_is_wanted() -> None:
    case = read(with_cells({"effects!M3": 2025, "tools!C3": datetime.date(2026, 1, 15), "tools!E3": 7, "costs!C3": 12}))
    blog = case.tools["blog"]
    assert (blog.effects["calls_avoided"].source, blog.kind, blog.audience, blog.costs[0].key) == (
        "2025",
        "2026-01-15",
        ("7",),
        "12",
    )


def test_words_are_read_with_spaces_around_them_and_flags_in_either_form() -> None:
    case = read(with_cells({"effects!L3": " observed ", "costs!L3": "TRUE", "costs!L4": True, "costs!G5": " 2 "}))
    assert case.tools["blog"].effects["calls_avoided"].evidence == "observed"
    assert [cost.sunk for cost in case.tools["blog"].costs] == [True, True]
    assert case.tools["magazine"].costs[0].when == 2


def test_shares_and_scales_stand_in_one_cell() -> None:
    case = read(
        with_cells(
            {
                "objectives!A4": "fees",
                "objectives!B4": "Fees are paid",
                "levers!D3": None,
                "levers!E3": "renewals = 0.6, fees = 0.4",
                "indicators!O3": "0 -> 4000",
                "indicators!O4": "{ points = [[0, 0], [10, 0.5], [40, 1]] }",
                "objectives!E3": "0.3 to 0.6",
            }
        )
    )
    assert case.levers["answers"].shares == {"renewals": 0.6, "fees": 0.4}
    assert [indicator.scale for indicator in case.indicators.values()] == [
        blogroi.Scale(0, 4000),
        blogroi.Scale(points=[(0, 0), (10, 0.5), (40, 1)]),
    ]
    assert case.objectives["renewals"].weight == blogroi.Range(0.3, 0.6)


def test_rows_of_tables_below_tables_find_their_place() -> None:
    case = read(
        with_cells(
            {
                "scenarios!A3": "slow",
                "scenarios!B3": "Slow",
                "scenarios.set!A3": "slow",
                "scenarios.set!B3": "discounting.rate",
                "scenarios.set!C3": 0.06,
                "demands!A3": "blog",
                "demands!B3": "calls_avoided, memberships_kept",
                "demands!A4": "magazine",
                "checks.ignore!A3": "BR121",
                "measurement!A3": "calls_avoided",
                "measurement!B3": "count of tickets",
                "choice.needs!A3": "blog",
                "choice.needs!B3": "magazine",
            }
        )
    )
    assert case.scenarios["slow"].set == {"discounting.rate": blogroi.Point(0.06)}
    assert case.demands == {"blog": ("calls_avoided", "memberships_kept"), "magazine": ()}
    assert case.checks.ignore == {"BR121": ""}
    assert case.indicators["calls_avoided"].measurement == blogroi.Measurement(method="count of tickets")
    assert case.choice.needs == {"blog": ("magazine",)}


def test_what_is_at_fault_in_a_key_or_missing_beside_it_is_said_of_its_cell() -> None:
    cells = {
        "scenarios!A3": "slow",
        "scenarios!B3": "Slow",
        "scenarios.set!A3": "slow",
        "scenarios.set!B3": "discounting.rate",
        "measurement!A3": "calls_avoided",
        "measurement!B3": "count",
        "measurement!A4": "calls_avoided",
        "measurement!B4": "count again",
        "costs!A7": "#REF!",
        "costs!B7": "of nobody",
        "case!A40": "weights",
        "case!B40": "{ ratios = 5 }",
        "weights.ratios!A3": "renewals",
        "weights.ratios!B3": "fees",
    }
    assert faults_of(with_cells(cells)) == [
        "measurement!A4: indicators.calls_avoided.measurement: stands twice, first in measurement!A3: keep one of the two",
        "costs!A7: shows #REF!, an error: mend it, or empty the cell",
        "weights.ratios!A3: weights.ratios: is said twice: the sheet `case` states it too",
        'scenarios.set!C3: scenarios.slow.set."discounting.rate": is missing: a number, or a table such as { low = 6, high = 11 }',
    ]


def test_what_is_said_once_is_said_in_one_way() -> None:
    told = faults_of(with_cells({"case!A40": "horizon", "case!B40": "{ start = 2026-01-01, periods = 3 }"}))
    assert told == ["case!B40: horizon: is said twice: once alone, and once with the whole table"]


def test_a_note_beside_a_value_is_a_fault_unless_it_is_a_remark() -> None:
    assert faults_of(with_cells({"case!D4": "# mine"})) == []
    assert faults_of(with_cells({"case!D4": "mine"})) == [
        "case!D4: stands beside the value, where nothing is read: put # before a remark"
    ]


def test_rows_columns_and_sheets_of_another_order_are_the_same_case() -> None:
    def change(book: Any) -> None:
        book["tools"].insert_rows(1, 3)
        book["tools"].insert_cols(1, 2)
        book["effects"].insert_rows(4, 5)
        book["effects"]["A4"] = "# a remark"
        book["effects"].auto_filter.ref = "A1:R12"
        book["effects"].row_dimensions[10].hidden = True
        book["costs"].column_dimensions["D"].hidden = True
        book["levers"].sheet_state = "hidden"
        book["objectives"]["H1"] = "# my notes"
        book["objectives"]["H3"] = "ask Ann"
        book["effects"]["C1"] = " Change "
        book["case"]["A1"], book["case"]["A3"], book["case"]["A2"] = "Field", " Title", "Blogroi"
        book["drivers"].insert_cols(1)
        for sheet in (book["tools"], book["levers"]):  # the columns the other way round
            for row in sheet.iter_rows():
                values = [cell.value for cell in row][::-1]
                for cell, value in zip(row, values, strict=True):
                    cell.value = value
        book.move_sheet("tools", offset=-7)

    assert read(changed(change)) == TEMPLATE


def test_what_shows_only_when_a_case_is_evaluated_is_said_of_its_cell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "case.xlsx"
    path.write_bytes(
        with_cells(
            {"costs!D4": "0 - 5 * hour", "drivers!A3": "hour", "drivers!B3": "An hour", "drivers!C3": "20 to 40"}
        )
    )
    assert cli.main(["evaluate", str(path), "--draws", "100"]) == cli.FAULTS
    assert "costs!D4: tools.blog.costs.Set-up.amount: " in capsys.readouterr().err


def test_faults_of_a_file_are_those_of_its_cells(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "case.xlsx"
    path.write_bytes(with_cells({"effects!C3": "0,4", "tools!D3": "soon"}))
    assert cli.main(["check", str(path)]) == cli.FAULTS
    assert capsys.readouterr().err.splitlines()[1:] == [
        "  tools!D3: tools.blog.introduced: 'soon' is not a date: write it as 2026-06-30",
        f"  {CHANGE}'0,4' is not a number: write 0.4, with a decimal point",
    ]


@pytest.mark.parametrize("name", ["case.toml", "case.json"])
def test_a_workbook_of_another_name_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(written())
    with pytest.raises(CaseError, match=r"a workbook has a name that ends in \.xlsx"):
        blogroi.load(tmp_path / name)


def test_a_text_of_the_name_of_a_workbook_is_refused(tmp_path: Path) -> None:
    (tmp_path / "case.xlsx").write_text(blogroi.template(), encoding="utf-8")
    with pytest.raises(CaseError, match=r"is not a workbook: a case in TOML has a name that ends in \.toml"):
        blogroi.load(tmp_path / "case.xlsx")


@pytest.mark.parametrize("ending", ["xls", "xlsm", "xlsb", "ods", "numbers", "csv"])
def test_names_of_other_tables_are_answered_by_what_to_save(ending: str, tmp_path: Path) -> None:
    (tmp_path / f"case.{ending}").write_bytes(written())
    with pytest.raises(CaseError, match=r"\.xlsx"):
        blogroi.load(tmp_path / f"case.{ending}")


def test_a_workbook_is_no_text() -> None:
    with pytest.raises(CaseError, match=r"`blogroi\.dump` writes one to a file"):
        blogroi.dumps(TEMPLATE, format="xlsx")  # type: ignore[arg-type]
