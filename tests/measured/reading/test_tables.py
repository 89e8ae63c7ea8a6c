"""Any table with days and numbers: read as what it is, or refused with what to add."""

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogroi.errors import CaseError, OptionError, SeriesError
from blogroi.measured import contents, read_series
from blogroi.measured.reading.dates import read_date
from blogroi.measured.reading.export import Hints
from blogroi.measured.reading.numbers import read_number
from blogroi.measured.reading.table import read_table
from blogroi.report import terminal
from blogroi.report.sheets import sheet_of
from tests.measured.reading.exports import DAYS, VISITS, refused, written

WEEK, LATER = datetime.date(2026, 8, 31), datetime.date(2026, 9, 7)
NARROW = "\u202f"


def values(folder: Path, text: str | bytes, **stated: object) -> tuple[float | None, ...]:
    return read_series(written(folder, text), **stated).values  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "week,visits\n2026-08-31,1204\n2026-09-07,1187\n",
        "week;visits\n31/08/2026;1204\n07/09/2026;1187\n",
        f"Semaine;Visites\r\n31/08/2026;1{NARROW}204\r\n07/09/2026;1{NARROW}187\r\nTotal;2{NARROW}391\r\n",
        "week\tvisits\n31.08.2026\t1 204\n07.09.2026\t1\u00a0187\n",
        "week|visits\n8/31/2026|1204\n9/7/2026|1187\n",
        'week,visits\n"Aug 31, 2026","1,204"\n"Sep 7, 2026","1,187.0"\n',
        "Rapport\n\nweek,visits\n2026-08-31,1204\n2026-09-07,1187\n\n",
        "# made by hand\nweek,visits\n2026-08-31,1204\nweek,visits\n2026-09-07,1187\n",
        "sep=;\nweek;visits\n2026-08-31;1204\n2026-09-07;1187\n",
        "week,visits\r2026-08-31,1204\r2026-09-07,1187\r",
        'week,post,visits\n2026-08-31,"one; two,\n""three""",1204\n2026-09-07,four,1187\n',
        "week,visits,\n2026-08-31,1204,\n2026-09-07,1187,\n",
        "week,visits\n2026-09-07,1187\n2026-08-31,1204\n",
        "week,visits\n2026-W36,1204\n2026-W37,1187\n",
        'week,visits\n"2026-08-31,2026-09-06",1204\n"2026-09-07,2026-09-13",1187\n',
        "week,visits\nFrom 2026-08-31 to 2026-09-06,1204\nFrom 2026-09-07 to 2026-09-13,1187\n",
        "semaine;visites\n2026-S36;1204\n2026-S37;1187\n",
        "week,visits\n20260831,1204\n20260907,1187\n",
        '"week", "visits"\n"2026-08-31", "1204"\n"2026-09-07", "1187"\n',
        "week,visits\n2026-08-31T00:00:00+02:00,1204\n2026-09-07T00:00:00+02:00,1187\n",
        "week,visits\n31 August 2026,1204\n7 September 2026,1187\n",
        "semaine;visites\n31 août 2026;1204\n7 septembre 2026;1187\n",
        "Woche;Besuche\n31.08.2026;1'204\n07.09.2026;1'187\nGesamt;2'391\n",
        "week,visits\n2026-08-31,€1204\n2026-09-07,1187 EUR\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_the_same_two_weeks_are_read_however_they_are_written(tmp_path: Path, text: str, encoding: str) -> None:
    series = read_series(written(tmp_path, text.encode(encoding)))
    assert series.days == (WEEK, LATER)
    assert series.values == (1204.0, 1187.0)


def test_windows_of_western_europe_and_a_mark_that_was_taken_off_are_read(tmp_path: Path) -> None:
    table = "Semaine;Dépense\n31/08/2026;12450,50\n07/09/2026;11903,00\n"
    assert values(tmp_path, table.encode("cp1252")) == (12450.5, 11903.0)
    assert values(tmp_path, "week,visits\n2026-08-31,5\n2026-09-07,6\n".encode("utf-16-le")) == (5.0, 6.0)
    assert read_series(written(tmp_path, table.encode("cp1252"), "spent.csv")).name == "spent.csv"


def test_a_table_without_names_is_read_by_the_places_of_its_columns(tmp_path: Path) -> None:
    path = written(tmp_path, "2026-08-31,12,4\n2026-09-07,15,5\n")
    assert read_series(path, column="column 3").values == (4.0, 5.0)


def test_a_gap_stays_a_gap_and_so_does_what_stands_for_nothing(tmp_path: Path) -> None:
    rows = "".join(f"{day},{'' if place == 3 else VISITS[place]}\n" for place, day in enumerate(DAYS) if place != 9)
    series = read_series(written(tmp_path, f"day,visits\n{rows}"))
    assert series.values[3] is None
    assert [*series.weeks().values()] == []
    for nothing in ("", "-", "n/a", "NaN", "null", "#N/A", "\u2013"):
        assert values(tmp_path, f"day,v\n2026-06-01,{nothing}\n2026-06-02,5\n") == (None, 5.0)


def test_months_and_quarters_are_kept_as_they_are(tmp_path: Path) -> None:
    for rows, step in [
        (("2026-07", "2026-08", "2026-09"), "month"),
        (("juillet 2026", "août 2026", "sept. 2026"), "month"),
        (("2026-07-01", "2026-08-01", "2026-09-01"), "month"),
        (("2026-07-31", "2026-08-31", "2026-09-30"), "month"),
        (("2026-Q1", "2026-Q2", "2026-Q3"), "quarter"),
        (("2026-01-01", "2026-04-01", "2026-07-01"), "quarter"),
        (("2024-01-01", "2025-01-01", "2026-01-01"), "year"),
    ]:
        series = read_series(written(tmp_path, "when,n\n" + "".join(f"{row},4\n" for row in rows)))
        assert (series.step, len(series)) == (step, 3)
    assert read_series(written(tmp_path, "d,n\n2026-07-01,4\n2026-07-02,5\n"), step="day").step == "day"


def test_a_day_or_a_month_is_refused_until_somebody_says_which(tmp_path: Path) -> None:
    path = written(tmp_path, "Date,n\n05/09/2026,4\n12/09/2026,5\n")
    said = refused(path)
    assert "line 2: Date: can be read as 2026-09-05 or as 2026-05-09" in said
    assert "--dates day-first" in said
    assert read_series(path, dates="day-first").days[0] == datetime.date(2026, 9, 5)
    assert read_series(path, dates="month-first", step="day").days[0] == datetime.date(2026, 5, 9)
    decided = written(tmp_path, "Date,n\n05/09/2026,4\n12/09/2026,5\n19/09/2026,6\n")
    assert read_series(decided).days[0] == datetime.date(2026, 9, 5)
    assert "is not a day, read as `month-first`" in refused(decided, dates="month-first")
    both = written(tmp_path, "Date,n\n13/05/2026,4\n05/14/2026,5\n")
    assert "line 3: Date: is not a day where the day stands before the month" in refused(both)
    assert "years in two figures" in refused(written(tmp_path, "Date,n\n13/05/26,4\n"))


def test_a_comma_is_refused_until_a_number_or_somebody_decides(tmp_path: Path) -> None:
    path = written(tmp_path, "d;n\n2026-06-01;1,204\n2026-06-02;987\n")
    assert "n: can be read as 1204 or as 1.204" in refused(path)
    assert read_series(path, decimal=".").values == (1204.0, 987.0)
    assert read_series(path, decimal=",").values == (1.204, 987.0)
    decided = "d;n;cost\n2026-06-01;1,204;0,5\n2026-06-02;987;12,25\n"
    assert values(tmp_path, decided, column="n") == (1.204, 987.0)
    mixed = written(tmp_path, 'd,n,m\n2026-06-01,"1,5",1.5\n2026-06-02,"2,5",2.5\n')
    assert "some numbers of this file have a comma before decimals" in refused(mixed, column="n")
    assert "is not a number where `.` stands before decimals" in refused(mixed, column="n", decimal=".")
    assert "can be read as 1.204 or as 1204" in refused(written(tmp_path, "d;n\n2026-06-01;1.204\n"))


def test_per_cent_and_means_are_averaged_and_counts_added_up(tmp_path: Path) -> None:
    rows = "".join(
        f"{day:%d/%m/%Y};{value};41,5 %;{value / 10:.1f}\n".replace(".", ",")
        for day, value in zip(DAYS, VISITS, strict=True)
    )
    path = written(tmp_path, f"Date;Visites;Taux de rebond;Durée moyenne\n{rows}")
    assert read_series(path, column="Visites").weeks()[DAYS[0]] == sum(VISITS[:7])
    rebound = read_series(path, column="Taux de rebond")
    assert rebound.scale == "identity"
    assert rebound.weeks()[DAYS[0]] == pytest.approx(0.415)
    assert read_series(path, column="Durée moyenne").scale == "identity"
    assert read_series(path, column="Durée moyenne", scale="count").scale == "count"
    assert "has no per cent sign" in refused(written(tmp_path, "d,n\n2026-06-01,41%\n2026-06-02,5\n"))


def test_counts_below_zero_are_refused_and_differences_are_not(tmp_path: Path) -> None:
    path = written(tmp_path, "d,n\n2026-06-01,-4\n2026-06-02,5\n")
    assert "n: is below zero on 2026-06-01" in refused(path)
    assert read_series(path, scale="identity").values == (-4.0, 5.0)


def test_the_column_has_to_be_said_where_there_are_several(tmp_path: Path) -> None:
    path = written(tmp_path, "Date,Visits,Visits,Key events,Page\n2026-06-01,1,2,3,home\n2026-06-02,3,4,5,home\n")
    assert "say which one is meant: `Visits#1`, `Visits#2`, `Key events`" in refused(path)
    assert read_series(path, column="Visits#2").values == (2.0, 4.0)
    assert "one of Visits#1, Visits#2" in refused(path, column="Visits")
    assert "did you mean `Key events`?" in refused(path, column="Conversions")
    assert "line 2: Page: is not a number" in refused(path, column="Page")
    assert "is not the name of a column" in refused(path, column=3)
    assert "'Date' is not a column of numbers" in refused(path, column="Date")
    assert "holds no column of numbers" in refused(written(tmp_path, "d,n\n2026-06-01,\n"))


def test_the_column_of_days_has_to_be_said_where_there_are_several(tmp_path: Path) -> None:
    rows = "".join(f"{day},{day + datetime.timedelta(2)},4\n" for day in DAYS)
    path = written(tmp_path, f"written,published,visits\n{rows}")
    assert "several columns hold days, `written`, `published`" in refused(path)
    assert read_series(path, date="published").days[0] == DAYS[2]
    assert "did you mean `published`?" in refused(path, date="publish")
    assert "is not the name of a column" in refused(path, date=4)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        ("\ufeff\n \n", "is empty"),
        ("visits\n4\n5\n", "no column holds days"),
        ("<!doctype html><html></html>", "no column holds days"),
        ("year,visits\n2024,3\n2025,4\n", "no column holds days"),
        ("day,visits\n2026-06-01,many\n", "line 2: visits: is not a number"),
        ("month,2025,2026\nsoon,4,5\n2026-06,4,5\n", "line 2: month: is not a day"),
        ("channel,2026-06-01,2026-06-02\nmail,4,5\nweb,6,7\n", "line 1: has its days side by side"),
        ("day,visits\nsoon,4\n2026-06-02,5\n2026-06-03,5\n", "line 2: day: is not a day"),
        ("day,visits\n2026-06-01,4\n2026-06-02,=1+1\n", "line 3: visits: is not a number"),
        ("day,visits\n2026-06-01,4\n2026-06-01,5\n", "line 3: 2026-06-01 stands in line 2 too"),
        ("day,channel,visits\n2026-06-01,mail,4\n2026-06-01,web,5\n", "export without the column that tells them apart"),
        ("day,visits\n2026-06-01,4\n2026-06-02,5\nSource: us\n", "line 4: 1 cell, where there are 2 names"),
        ("day,visits\n2026-06-01,4\n\nchannel,visits\nmail,9\n", "line 4: day: is not a day: several tables in one file"),
        ("day,visits\n2026-06-01,4\n,5\n2026-06-03,6\n", "line 3: day: has no day"),
        ("day,visits\n2026-06-01,4,5\n", "line 2: 3 cells, where there are 2 names"),
        ("day,visits\n2026-06-01 09:00,4\n2026-06-01 10:00,5\n", "has a time of day"),
        ("day,visits\n2026-06-01T22:00:00Z,4\n2026-06-02T22:00:00Z,5\n", "has a time of day"),
        ("day,visits\n2026-06-01,4\n2026-06-02,5\n2026-06,9\n", "line 4: day: names another length of time"),
        ("day,visits\n2026-06-01,\"4\n" + "2026-06-02,5\n" * 20_000, "a quotation mark that is not closed"),
        ("day,visits\n2026-06-01,\0\n", "is not text"),
        ("day,visits\n2026-06-01," + "9" * 200_000, "line 2: is longer than 131,072 characters"),
        ("day" + ",v" * 3_000 + "\n", "line 1: has more than 2,000 cells"),
        ("day,visits\n" + "2026-06-01,4\n" * 200_001, "has more than 200,000 rows"),
        ("day" + ",v" * 1_000 + "\n" + ("2026-06-01" + ",1" * 1_000 + "\n") * 2_000, "has more than 200,000 rows"),
        ("week,visits\n2026-06-01,4\n2026-06-08,5\n2026-06-16,5\n2026-06-22,5\n", "2026-06-16 begins a week on another day"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    path = written(tmp_path, text)
    assert said in refused(path)
    with pytest.raises((SeriesError, OptionError)):
        contents(path)


def test_the_first_lines_that_are_wrong_are_named_and_the_others_counted(tmp_path: Path) -> None:
    rows = "".join(f"{day},4,5\n" for day in DAYS)
    said = refused(written(tmp_path, f"day,visits\n{rows}"))
    assert said.count("3 cells, where there are 2 names") == 4
    assert said.endswith("10 more lines are like that")


def test_a_row_other_says_that_days_are_too_low(tmp_path: Path) -> None:
    series = read_series(written(tmp_path, "Date,Sessions\n20260601,4\n20260602,5\n(other),90\n"))
    assert series.values == (4.0, 5.0)
    assert "days are counted too low" in series.warnings[0]


def test_nothing_of_a_cell_is_shown_nor_a_name_that_may_be_an_address(tmp_path: Path) -> None:
    for text in (
        "email,signed\nanna@example.org,2026-06-01\nbob@example.org,2026-06-02\n",
        "anna@example.org,bob@example.org\n2026-06-01,carl@example.org\n",
        "2001:db8::7,203.0.113.9\n2026-06-01,carl@example.org\n",
        "day,visits\nanna@example.org,4\n2026-06-01,5\n2026-06-02,5\n",
        "day,visits\n2026-06-01,4\nanna@example.org,5,6\n",
        "day,seen\n2026-06-01,203.0.113.9\n2026-06-02,203.0.113.9\n",
    ):
        said = refused(written(tmp_path, text))
        assert not any(told in said for told in ("anna", "bob", "carl", "203.0", "2001:")), said


@pytest.mark.parametrize(
    ("text", "point", "comma"),
    [
        ("1204", 1204, 1204),
        ("1,204", 1204, 1.204),
        ("1.204", 1.204, 1204),
        ("1,204,567", 1204567, None),
        ("1.204.567,5", None, 1204567.5),
        ("0,204", None, 0.204),
        ("1204,567", None, 1204.567),
        ("1,204.5", 1204.5, None),
        (".5", 0.5, None),
        ("12 450,50 €", None, 12450.5),
        ("-3", -3, -3),
        ("\u22123.5", -3.5, None),
        ("1e3", 1000, 1000),
        ("1.5E+03", 1500, None),
        ("$1,200.50", 1200.5, None),
    ],
)
def test_a_number_is_read_under_each_mark_that_it_may_have(text: str, point: float | None, comma: float | None) -> None:
    found = read_number(text)
    assert found is not None
    assert (found.point, found.comma) == (point, comma)


@pytest.mark.parametrize(
    "text", ["", "1.2.3", "12 34", "1,20,400", "inf", "0x10", "1_000", "--3", "3 visits", "(4)", "\u0663", "9" * 50]
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize("text", ["", "soon", "2026-02-30", "31/02/2026", "2026-13", "2026-W60", "2026-Q5", "2026", "x" * 80 + "1", "Foo 3, 2026", "2026-08-31,2026-09-01"])  # fmt: skip
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_date(text) is None


@given(st.floats(-1e9, 1e9, allow_nan=False))
def test_every_number_that_python_writes_is_read_back(value: float) -> None:
    found = read_number(repr(value))
    assert found is not None
    assert found.point == value


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2199, 12, 31)))
def test_every_day_is_read_back_in_each_way_of_writing_it(day: datetime.date) -> None:
    for written_day in (
        f"{day}",
        f"{day:%Y%m%d}",
        f"{day:%Y/%m/%d}",
        f"{day.day} {day:%B} {day.year}",
        f"{day}T00:00:00Z",
    ):
        found = read_date(written_day)
        assert found is not None
        assert found.day_first == found.month_first == day
    in_figures = read_date(f"{day:%d/%m/%Y}")
    assert in_figures is not None
    assert in_figures.day_first == day


@given(st.text(max_size=300))
def test_no_text_breaks_the_reader_of_tables(text: str) -> None:
    try:
        found = read_table(f"day,n\n2026-06-01,4\n{text}", Hints())
    except (CaseError, OptionError):
        return
    assert list(found.days) == sorted(found.days)
    assert {len(column.values) for column in found.columns} == {len(found.days)}


def test_an_empty_cell_is_said_even_where_its_week_is_left_out(tmp_path: Path) -> None:
    rows = "".join(f"{day},{'' if day == DAYS[3] else 5},0.0167\n" for day in DAYS)
    found = contents(written(tmp_path, f"day,visits,rate\n{rows}"))
    assert (found.missing, found.columns[0].full_weeks) == (0, 1)
    assert found.warnings == ("`visits`: 1 row has no number: it is unknown, and no zero",)


def test_a_week_of_a_small_share_keeps_its_figures(tmp_path: Path) -> None:
    found = contents(written(tmp_path, "day,rate\n" + "".join(f"{day},0.00412\n" for day in DAYS)))
    said = terminal.text(sheet_of(found), terminal.Face(language="en"))
    assert said.count("0.00412") == 5


def test_one_week_alone_is_called_a_week(tmp_path: Path) -> None:
    found = contents(written(tmp_path, "week,visits\n2026-W36,1204\n"))
    assert (found.step, found.rows) == ("week", 1)
    assert found.warnings == ("one row alone does not tell a week from a day, and makes no full week",)


def test_a_title_that_begins_with_a_word_of_totals_is_none_where_it_is_long(tmp_path: Path) -> None:
    rows = "title;week;visits\nThe first;2026-08-31;1204\nTotal of all;2026-09-07;1187\nTotal of all;;2391\n"
    assert contents(written(tmp_path, rows)).totals == 1
    assert values(tmp_path, rows, column="visits") == (1204.0, 1187.0)
    title = "Total cost of a blog, and what a town came to know of it in the years that followed"
    assert "line 5: week: has no day" in refused(written(tmp_path, f"{rows}{title};;1190\n"))
