"""The exports of each program, made anew with what they are known for, and read as that program means them."""

import datetime
import io
import json
from pathlib import Path

import openpyxl
import pyarrow
import pyarrow.parquet
import pytest

from blogroi.errors import OptionError, SeriesError
from blogroi.measured import contents, read_series
from blogroi.measured.reading import raw
from tests.measured.reading.exports import DAYS, VISITS, ga4_answer, log_line, packed, refused, written, zipped

RULE = "# ----------------------------------------\n"
FIRST, LAST = f"{DAYS[0]:%Y%m%d}", f"{DAYS[-1]:%Y%m%d}"
WEEKS = [sum(VISITS[:7]), sum(VISITS[7:])]
DATED = f"# All Users\n# Start date: {FIRST}\n# End date: {LAST}\n"
SEARCH = "".join(f"{day},{value},{10 * value},8%,3.2\n" for day, value in reversed([*zip(DAYS, VISITS, strict=True)]))


def nth(name: str = "Nth day", count: int = 14) -> str:
    return f"{name},Organic Search,Email\n" + "".join(f"{place:04},{VISITS[place]},{place}\n" for place in range(count))


def report(*blocks: str) -> str:
    return f"{RULE}# Traffic acquisition\n# Account: A house\n{RULE}#\n" + "\n#\n".join(blocks)


def test_a_report_of_google_counts_its_days_from_the_one_it_begins_with(tmp_path: Path) -> None:
    table = f"{DATED}Session primary channel group (Default Channel Group),Sessions\nOrganic Search,{sum(VISITS)}\n"
    path = written(tmp_path, report(DATED + nth(), table))
    series = read_series(path, column="Organic Search")
    assert (series.days, [*series.weeks().values()]) == (tuple(DAYS), WEEKS)
    found = contents(path)
    assert (found.format, found.remarks) == ("ga4-report", ("1 table without days is left out",))
    assert read_series(
        written(tmp_path, report(f"# Property: 20269999\n{DATED}{nth()}")), column="Email"
    ).days == tuple(DAYS)
    both = contents(written(tmp_path, report(DATED + nth(), DATED + nth().replace("Email", "Paid"))))
    assert [column.name for column in both.columns] == ["Organic Search#1", "Email", "Organic Search#2", "Paid"]


def test_a_report_in_another_language_goes_by_day_where_it_has_as_many_rows(tmp_path: Path) -> None:
    translated = DATED.replace("Start date", "Date de début").replace("End date", "Date de fin") + nth("Énième jour")
    assert read_series(written(tmp_path, report(translated)), column="Email").days == tuple(DAYS)
    assert "does not go by day" in refused(written(tmp_path, report(DATED + nth("Semaine", count=2))), column="Email")


@pytest.mark.parametrize(
    ("block", "said"),
    [
        (DATED + nth("Nth week", count=2), "does not go by day"),
        (DATED + DATED + nth(), "compares two periods"),
        (DATED + "Channel,Sessions\nmail,4\n", "no table of this report goes by day"),
        (DATED.replace(FIRST, "20260231") + nth(), "names a day that does not exist"),
    ],
)
def test_a_report_that_does_not_go_by_day_is_refused(tmp_path: Path, block: str, said: str) -> None:
    assert said in refused(written(tmp_path, report(block)))


def test_a_report_without_the_day_that_it_begins_with_is_refused(tmp_path: Path) -> None:
    two = report(f"{DATED}Channel,Sessions\nmail,4\n", nth())
    assert "has no line `# Start date: ...` above it" in refused(written(tmp_path, two))


def test_an_exploration_has_a_row_of_totals_that_is_longer_than_its_names(tmp_path: Path) -> None:
    rows = "".join(f"{day:%Y%m%d},{value},2\n" for day, value in zip(DAYS, VISITS, strict=True))
    head = f"{RULE}# Free form 1\n# {FIRST}-{LAST}\n{RULE}\nDate,Sessions,Key events\n,{sum(VISITS)},28,Grand total\n"
    path = written(tmp_path, head + rows)
    found = contents(path)
    assert (found.format, found.totals, found.rows) == ("ga4-exploration", 1, 14)
    assert [*read_series(path, column="Sessions").weeks().values()] == WEEKS
    start = datetime.date(2010, 1, 1)
    many = "".join(f"{start + datetime.timedelta(day):%Y%m%d},4,2\n" for day in range(5_000))
    assert "it may be cut" in contents(written(tmp_path, head + many)).warnings[0]


def test_the_data_api_leaves_out_days_of_zero_and_that_is_said(tmp_path: Path) -> None:
    fewer = [day for day in DAYS if day != DAYS[3]]
    answer = ga4_answer(fewer, [4] * 13, rowCount=13, metadata={"timeZone": "Europe/Paris"})
    series = read_series(written(tmp_path, answer, "answer.json"))
    assert (series.values[3], len(series)) == (0.0, 14)
    assert "1 day that is left out is a zero" in series.warnings[0]
    assert "days are those of the time zone Europe/Paris" in series.warnings[1]
    assert "are zeros" not in " ".join(read_series(written(tmp_path, ga4_answer(DAYS, VISITS), "answer.json")).warnings)


@pytest.mark.parametrize("told", ["subjectToThresholding", "dataLossFromOtherRow"])
def test_days_that_google_holds_back_are_no_zeros(tmp_path: Path, told: str) -> None:
    fewer = [day for day in DAYS if day != DAYS[3]]
    series = read_series(written(tmp_path, ga4_answer(fewer, [4] * 13, metadata={told: True}), "answer.json"))
    assert DAYS[3] not in series.days
    assert [*series.weeks().values()] == [28.0]
    assert "unknown" in series.warnings[0]


def test_a_sample_is_said_and_goes_along_with_every_figure(tmp_path: Path) -> None:
    told = {"samplingMetadatas": [{"samplesReadCount": "10", "samplingSpaceSize": "100"}]}
    assert (
        "a sample of the events" in read_series(written(tmp_path, ga4_answer(DAYS, VISITS, metadata=told))).warnings[0]
    )


def test_the_data_api_by_week_and_by_month(tmp_path: Path) -> None:
    by_week = json.loads(ga4_answer(DAYS[:2], [4, 5]))
    for name, values, step in [
        ("isoYearIsoWeek", ["202623", "202624"], "week"),
        ("yearMonth", ["202606", "202607"], "month"),
    ]:
        by_week["dimensionHeaders"] = [{"name": name}]
        for row, value in zip(by_week["rows"], values, strict=True):
            row["dimensionValues"] = [{"value": value}]
        series = read_series(written(tmp_path, json.dumps(by_week)))
        assert (series.step, series.days[0]) == (step, DAYS[0])


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (ga4_answer(DAYS, VISITS, rowCount=400), "holds 14 of 400 rows"),
        (ga4_answer([], []), "holds no rows"),
        (
            ga4_answer(DAYS, VISITS, dimensionHeaders=[{"name": "date"}, {"name": "channel"}]),
            "ask for the dimension `date` alone",
        ),
        (ga4_answer(DAYS, VISITS, dimensionHeaders=[]), "goes by nothing"),
        (ga4_answer(DAYS, VISITS, metricHeaders=4), "`metricHeaders` is not a list"),
        (ga4_answer(DAYS, VISITS, rows=[{"dimensionValues": []}]), "`metricValues` is missing"),
        ('{"reports": [{"dimensionHeaders": []}, {}]}', "holds 2 reports"),
        ('{"reports": [4], "dimensionHeaders": 4}', "is not an answer of the Data API"),
        ('{"dimensionHeaders":' + "[" * 200, "nested more deeply"),
        ('{"dimensionHeaders": [', "line 1: is not JSON"),
        ('{"dimensionHeaders": NaN}', "holds NaN, which is not a number"),
        ('{"dimensionHeaders": ' + "9" * 5_000 + "}", "is not JSON that can be read"),
        ('{"a": 1}', "is JSON, and neither"),
        ("[1, 2]", "is JSON, and neither"),
    ],
)
def test_an_answer_that_cannot_be_read_is_refused(tmp_path: Path, answer: str, said: str) -> None:
    assert said in refused(written(tmp_path, answer, "answer.json"))


def test_matomo_writes_utf_16_and_names_in_each_language(tmp_path: Path) -> None:
    rows = "".join(f"{day},{value - 20},{value},41%\n" for day, value in zip(DAYS, VISITS, strict=True))
    for head, column in [
        ("Date,Unique visitors,Visits,Bounce Rate", "Visits"),
        ("Date,Visiteurs uniques,Visites,Taux de rebond", "Visites"),
    ]:
        path = written(tmp_path, ("\ufeff" + f"{head}\n{rows}").encode("utf-16-le"))
        assert [*read_series(path, column=column).weeks().values()] == WEEKS
        assert contents(path).format == "matomo"
    by_excel = written(tmp_path, ("\ufeff" + f"Date\tVisits\n{DAYS[0]}\t4\n").encode("utf-16-le"))
    assert contents(by_excel).format == "csv"
    raw = written(tmp_path, f"date,nb_uniq_visitors,nb_visits,bounce_rate\n{rows}")
    assert [*read_series(raw, column="nb_visits").weeks().values()] == WEEKS
    assert "who comes on several days" in read_series(raw, column="nb_uniq_visitors").warnings[0]


def test_weeks_of_matomo_without_quotation_marks_are_refused_until_they_are_said_to_be_that(tmp_path: Path) -> None:
    path = written(
        tmp_path, "date,nb_uniq_visitors,nb_visits\n2026-06-01,2026-06-07,700,825\n2026-06-08,2026-06-14,720,844\n"
    )
    assert "add `--read-as matomo-weeks`" in refused(path, column="nb_visits")
    series = read_series(path, column="nb_visits", format="matomo-weeks")
    assert (series.days, series.values) == ((DAYS[0], DAYS[7]), (825.0, 844.0))
    quoted = written(tmp_path, 'date,nb_visits\n"2026-06-01,2026-06-07",825\n"2026-06-08,2026-06-14",844\n')
    assert read_series(quoted).values == (825.0, 844.0)
    assert "does not begin with the first and the last day" in refused(quoted, format="matomo-weeks")


def test_matomo_without_data_or_without_days_is_refused(tmp_path: Path) -> None:
    assert "`No data available` alone" in refused(written(tmp_path, "No data available"))
    assert "`No data available` alone" in refused(written(tmp_path, "\ufeffNo data available".encode("utf-16-le")))
    assert "and no days" in refused(written(tmp_path, "label,nb_visits\nmail,4\n"))


def test_plausible_is_read_out_of_its_archive_in_pieces_or_whole(tmp_path: Path) -> None:
    head = '"date","visitors","pageviews","bounces","visits","visit_duration"\n'
    rows = [
        f'"{day}",{value - 20},{2 * value},40,{value},{80 * value}\n' for day, value in zip(DAYS, VISITS, strict=True)
    ]
    parts: dict[str, str | bytes] = {
        "imported_visitors_20260601_20260607.csv": head + "".join(rows[:7]),
        "imported_visitors_20260608_20260614.csv": head + "".join(rows[7:]),
        "imported_sources_20260601_20260614.csv": '"date","source","visitors"\n"2026-06-01","mail",4\n',
    }
    path = written(tmp_path, zipped(parts), "export.zip")
    assert [*read_series(path, column="visits").weeks().values()] == WEEKS
    assert contents(path).format == "plausible"
    gap = written(tmp_path, head + "".join(row for row in rows if row != rows[4]))
    assert [*read_series(gap, column="visits").weeks().values()] == WEEKS[1:]
    again = written(
        tmp_path,
        zipped(parts | {"imported_visitors_20260608_20260615.csv": head + rows[7].replace(",40,", ",41,")}),
        "export.zip",
    )
    assert "several files with the same days" in refused(again, column="visits")


def test_search_console_is_newest_first_and_its_last_days_are_still_counted(tmp_path: Path) -> None:
    english = f"Date,Clicks,Impressions,CTR,Position\n{SEARCH}"
    french = english.replace("Clicks", "Clics")
    queries = "Top queries,Clicks,Impressions,CTR,Position\nblog,4,50,8%,3.2\n"
    archive = zipped({"Queries.csv": queries, "Dates.csv": english, "Filters.csv": "Filter,Value\nSearch type,Web\n"})
    for path, column in [
        (written(tmp_path, english), "Clicks"),
        (written(tmp_path, archive, "export.zip"), "Clicks"),
        (written(tmp_path, zipped({"Graphique.csv": french, "Filtres.csv": "Filtre,Valeur\n"}), "fr.zip"), "Clics"),
        (written(tmp_path, zipped({"Chart.csv": english, "Dates.csv": english}), "both.zip"), "Clicks"),
    ]:
        series = read_series(path, column=column)
        assert series.days == tuple(DAYS)
        assert series.values == (*map(float, VISITS[:-3]), None, None, None)
        assert [*series.weeks().values()] == WEEKS[:1]
        assert f"from {DAYS[-3]} to {DAYS[-1]}" in series.warnings[0]
        assert read_series(path, column="CTR").scale == read_series(path, column="Position").scale == "identity"
    assert "holds no days" in refused(written(tmp_path, queries))
    assert "holds no days" in refused(written(tmp_path, zipped({"Queries.csv": queries}), "export.zip"))


MAILCHIMP = (
    'Title,Subject,List,"Send Date","Send Weekday","Total Recipients","Unique Opens","Open Rate","Unique Clicks"\n'
)


def test_sendings_of_mailchimp_are_added_up_by_week_and_a_week_without_one_is_a_gap(tmp_path: Path) -> None:
    rows = (
        'One,a@example.org,Members,"Jun 01, 2026 09:30 pm",Monday,"1,204",512,42.74%,96\n'
        'Two,b,Members,"Jun 04, 2026 12:00 am",Thursday,"1,200",500,40%,4\n'
        'Three,c,Members,"Jun 17, 2026 09:30 am",Wednesday,"1,198",490,41%,\n'
        'Four,d,Members,"Jun 24, 2026 09:30 am",Wednesday,"1,198",480,41%,70\n'
    )
    path = written(tmp_path, MAILCHIMP + rows)
    clicks = read_series(path, column="Unique Clicks")
    assert [*clicks.weeks().items()] == [
        (DAYS[0], 100.0),
        (DAYS[7], None),
        (DAYS[7] + datetime.timedelta(7), None),
        (DAYS[7] + datetime.timedelta(14), 70.0),
    ]
    assert not any("opens" in warning for warning in clicks.warnings)
    opens = read_series(path, column="Unique Opens")
    assert any("opens are counted too high" in warning for warning in opens.warnings)
    rate = read_series(path, column="Open Rate")
    assert rate.scale == "identity"
    assert rate.values[0] == pytest.approx(0.4137)
    newer = written(tmp_path, (MAILCHIMP + rows).replace("List", "Audience"))
    assert read_series(newer, column="Total Recipients").values[0] == 2404
    share = written(
        tmp_path, (MAILCHIMP + rows).replace("Unique Opens", "Opened").replace(",512,", ",5%,").replace(",500,", ",7%,")
    )
    assert read_series(share, column="Opened", format="mailchimp").values[0] == pytest.approx(0.06)
    assert "line 2: Send Date: is not a day" in refused(
        written(tmp_path, MAILCHIMP + rows.replace("Jun 01", "soon")), column="Unique Clicks"
    )
    figures = written(tmp_path, (MAILCHIMP + rows).replace("Jun 01, 2026 09:30 pm", "06/01/2026 21:30"))
    assert "line 2: Send Date: may be read in two ways" in refused(figures, column="Unique Clicks")
    assert read_series(figures, column="Unique Clicks", dates="month-first").days[0] == DAYS[0]
    late = written(tmp_path, (MAILCHIMP + rows).replace("Jun 01, 2026 09:30 pm", "06/13/2026 21:30"))
    assert "is not a day, read as `day-first`" in refused(late, column="Unique Clicks", dates="day-first")
    assert "holds no sendings" in refused(written(tmp_path, MAILCHIMP))
    assert "line 2: has 3 cells" in refused(written(tmp_path, MAILCHIMP + "One,a,b\n"))


BREVO = (
    "Campaign ID;Campaign Name;Email_ID;Send_Date;Delivered_Date;Open_Date;Total Opens;Total Apple MPP Opens;Unsubscribe_Date;Open_IP;"
    "Clicked_Links_Count;Complaint_date;https://example.org/a;https://example.org/b\n"
)


def test_recipients_of_brevo_are_counted_and_forgotten(tmp_path: Path) -> None:
    rows = (
        "42;June;anna@example.org;01-06-2026 09:30:06;01-06-2026 09:30:09;02-06-2026 10:02:11;2;1;;192.0.2.1;;;1;\n"
        "42;June;bob@example.org;01-06-2026 09:30:06;01-06-2026 09:30:09;02-06-2026 10:02:11;1;1;;192.0.2.2;0;;;\n"
        "42;June;carl@example.org;01-06-2026 09:30:06;;;;;;;;;;\n"
        "43;June 2;dora@example.org;12-06-2026 09:30:06;12-06-2026 09:31:00;;0;0;12-06-2026 10:00:00;;2;;;\n"
    )
    path = written(tmp_path, ("\ufeff" + BREVO + rows).replace("\n", "\r\n"))
    counted = {
        name: read_series(path, column=name).values
        for name in ("sent", "delivered", "opened", "clicked", "unsubscribed")
    }
    assert counted == {"sent": (3, 1), "delivered": (2, 1), "opened": (1, 0), "clicked": (1, 1), "unsubscribed": (0, 1)}
    assert read_series(path, column="sent").days == (DAYS[0], DAYS[7])
    told = contents(path).to_json() + refused(path, column="Email_ID") + refused(path)
    told += refused(written(tmp_path, BREVO + "42;June;anna@example.org;soon;;;;;;192.0.2.1;;;;\n"), column="sent")
    told += refused(written(tmp_path, BREVO + "42;anna@example.org\n"), column="sent")
    assert not any(name in told for name in ("anna", "bob", "carl", "dora", "192.0", "example.org"))
    assert "holds no recipients" in refused(written(tmp_path, BREVO))


def test_wordpress_answers_with_fields_and_rows(tmp_path: Path) -> None:
    data = [[str(day), value, value // 2] for day, value in zip(DAYS, VISITS, strict=True)]
    answer: dict[str, object] = {
        "date": str(DAYS[-1]),
        "unit": "day",
        "fields": ["period", "views", "visitors"],
        "data": data,
        "utc_offset": "+02:00",
    }
    series = read_series(written(tmp_path, json.dumps(answer), "stats.json"), column="views")
    assert [*series.weeks().values()] == WEEKS
    assert [*series.warnings] == [
        "days are those of the zone UTC+02:00",
        f"the last day, {DAYS[-1]}, is that of the export: it may not have been over",
    ]
    unknown = json.dumps(answer | {"data": [[str(DAYS[0]), None, 4], *data[1:]]})
    assert read_series(written(tmp_path, unknown), column="views").values[0] is None
    odd: list[tuple[dict[str, object], str]] = [
        ({"data": []}, "holds no rows"),
        ({"data": 4}, "`data` is not a list"),
        ({"data": [["2026-06-01", 4]]}, "line 1: is not a row of as many cells"),
        ({"fields": ["day", "period_", "views"]}, "no field is called `period`"),
    ]
    for more, said in odd:
        assert said in refused(written(tmp_path, json.dumps(answer | {"note": '"period"'} | more)), format="wordpress")


ROBOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"


def test_a_log_counts_files_visits_and_visitors_and_leaves_robots_out(tmp_path: Path) -> None:
    lines = [
        log_line("01/Jun/2026:10:00:00 +0200"),
        log_line("01/Jun/2026:10:20:00 +0200", status=304),
        log_line("01/Jun/2026:11:30:00 +0200"),
        log_line("01/Jun/2026:11:31:00 +0200", "198.51.100.9"),
        log_line("01/Jun/2026:11:31:00 +0200", "198.51.100.9", program="Mozilla/5.0 (Windows NT 10.0)"),
        log_line("01/Jun/2026:11:32:00 +0200", program=ROBOT),
        log_line("01/Jun/2026:11:33:00 +0200", program="-"),
        log_line("01/Jun/2026:11:34:00 +0200", status=404),
        log_line("01/Jun/2026:11:35:00 +0200", asked="POST /login"),
        log_line("02/Jun/2026:00:05:00 +0200", program="Mozilla/5.0 (Linux; Android 10; CUBOT NOTE 20)"),
    ]
    for content in ("".join(lines).encode(), packed("".join(lines))):
        path = written(tmp_path, content, "access.log")
        counted = {name: read_series(path, column=name).values for name in ("hits", "visits", "visitors")}
        assert counted == {"hits": (5, 1), "visits": (4, 1), "visitors": (3, 1)}
        found = contents(path)
        assert (found.format, found.left_out) == ("access-log", 4)
        assert "2 requests of robots are left out" in found.warnings[0]
        assert not any(address in found.to_json() for address in ("203.0", "198.51", "CUBOT"))


def test_a_day_of_robots_alone_is_a_zero_of_a_log_and_a_day_without_a_line_a_gap(tmp_path: Path) -> None:
    stamps = [(1, ROBOT), (2, "Firefox"), (3, ROBOT), (5, "Firefox"), (6, ROBOT)]
    lines = [log_line(f"0{day}/Jun/2026:10:00:00 +0200", program=program) for day, program in stamps]
    series = read_series(written(tmp_path, "".join(lines), "access.log"), column="visits")
    assert dict(series) == {DAYS[1]: 1.0, DAYS[2]: 0.0, DAYS[4]: 1.0}
    assert "1 day on which nobody asked for anything but robots is a zero: the log was kept on it" in series.warnings


def test_a_log_is_dated_by_its_own_zone_and_a_visit_may_go_over_midnight(tmp_path: Path) -> None:
    lines = [
        log_line("29/Mar/2026:23:55:00 +0100"),
        log_line("30/Mar/2026:00:05:00 +0200"),
        "x" * 100_000 + "\n",
        *(log_line(f"30/Mar/2026:0{hour}:05:00 +0200", f"203.0.113.{hour}") for hour in range(1, 9)),
        *(log_line("31/Mar/2026:09:05:00 +0200", f"203.0.113.{place}") for place in range(9)),
    ]
    path = written(tmp_path, "".join(lines), "access.log")
    assert read_series(path, column="visits").values == (1, 8, 9)
    assert read_series(path, column="hits").days == (
        datetime.date(2026, 3, 29),
        datetime.date(2026, 3, 30),
        datetime.date(2026, 3, 31),
    )
    warnings = read_series(path, column="hits").warnings
    assert any("whose zones are +0100, +0200" in warning for warning in warnings)
    assert any("1 line cannot be read" in warning for warning in warnings)


@pytest.mark.parametrize("site", ["", "www.example.org:443 ", "www.example.org "])
@pytest.mark.parametrize("network", ["203.0.113.", "2001:db8::", "2001:db8:0:0:0:0:0:1"])
def test_who_asks_is_told_apart_whatever_address_and_site_stand_first(tmp_path: Path, site: str, network: str) -> None:
    lines = [site + log_line("01/Jun/2026:10:00:00 +0200", f"{network}{place}") for place in range(1, 9)]
    path = written(tmp_path, "".join(lines), "access.log")
    assert [read_series(path, column=name).values for name in ("hits", "visits", "visitors")] == [(8.0,)] * 3


def test_a_log_without_programs_or_without_people_is_refused(tmp_path: Path) -> None:
    common = '203.0.113.7 - - [01/Jun/2026:10:00:00 +0200] "GET / HTTP/1.1" 200 512\n'
    assert "in the combined form" in refused(written(tmp_path, common * 9, "access.log"), column="hits")
    assert "in the combined form" in refused(
        written(tmp_path, common + log_line("01/Jun/2026:10:00:00 +0200") * 5), format="access-log", column="hits"
    )
    assert "in the combined form" in refused(written(tmp_path, log_line("01/Jun/2026:10:00:00 +0200", program=ROBOT)))
    odd = (
        log_line("41/Jun/2026:10:00:00 +0200")
        + log_line("01/Foo/2026:10:00:00 +0200")
        + log_line("01/Jun/2026:10:00:00 +0200") * 40
    )
    assert read_series(written(tmp_path, odd), column="hits").values == (40,)


def workbook(*sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for place, rows in enumerate(sheets):
        sheet = book.create_sheet(f"Sheet {place}")
        for row in rows:
            sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def test_a_workbook_is_read_from_the_sheet_that_holds_days(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Calls", None, None], ["Date", "Calls", "Share"]]
    rows += [[day, value, value / 1000] for day, value in zip(DAYS, VISITS, strict=True)]
    rows += [["Total", sum(VISITS), None]]
    path = written(tmp_path, workbook([["Read me"], ["made by hand"]], rows), "calls.xlsx")
    assert [*read_series(path, column="Calls").weeks().values()] == WEEKS
    found = contents(path)
    assert (found.format, found.totals) == ("xlsx", 1)
    assert "several sheets hold days, `Sheet 0`, `Sheet 1`" in refused(
        written(tmp_path, workbook(rows, rows), "calls.xlsx")
    )
    assert "no sheet holds a column of days" in refused(written(tmp_path, workbook([["a", 1]]), "calls.xlsx"))
    timed: list[list[object]] = [
        ["Date", "Calls"],
        [datetime.datetime(2026, 6, 1, 9, 30), 4],
        [datetime.datetime(2026, 6, 2, 9, 30), 4],
    ]
    assert "has a time of day" in refused(written(tmp_path, workbook(timed), "calls.xlsx"))
    formula: list[list[object]] = [["Date", "Calls"], [DAYS[0], "=1+1"]]
    assert "line 2: has a formula without a stored value" in refused(written(tmp_path, workbook(formula), "calls.xlsx"))
    odd: list[list[object]] = [["Date", "Calls"], [DAYS[0], True], [DAYS[1], "#N/A"]]
    assert "line 2: Calls: is not a number" in refused(written(tmp_path, workbook(odd), "calls.xlsx"))
    assert "is a workbook of the old format" in refused(
        written(tmp_path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "calls.xls")
    )


def workbook_of_moments(*serials: float) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Calls", 0)
    sheet.append(["Date", "Calls"])
    for place, serial in enumerate(serials):
        sheet.append([serial, 4 + place])
        sheet.cell(2 + place, 1).number_format = "yyyy-mm-dd hh:mm"
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def test_a_moment_within_a_second_of_midnight_is_its_day(tmp_path: Path) -> None:
    series = read_series(written(tmp_path, workbook_of_moments(46174.000001, 46175.000001), "calls.xlsx"))
    assert series.days == (DAYS[0], DAYS[1])
    assert series.values == (4.0, 5.0)


@pytest.mark.parametrize(
    ("serial", "said"),
    [
        (46175.4375, "line 3: Date: has a time of day"),
        (3e6, "line 3: Date: is not a day"),
        (1e300, "line 3: Date: is not a day"),
        (-1e300, "line 3: Date: is not a day"),
    ],
)
def test_a_moment_is_no_day_nor_is_what_is_past_all_calendars(tmp_path: Path, serial: float, said: str) -> None:
    assert said in refused(written(tmp_path, workbook_of_moments(46174, serial), "calls.xlsx"))


def test_a_parquet_file_is_read_through_pyarrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "calls.parquet"
    stamps = [datetime.datetime.combine(day, datetime.time()) for day in DAYS]
    calls: list[int | None] = [*VISITS[:13], None]
    for days in (DAYS, stamps, [str(day) for day in DAYS]):
        pyarrow.parquet.write_table(
            pyarrow.table({"day": days, "calls": calls, "share": [float("nan"), *([0.5] * 13)]}), path
        )
        assert read_series(path, column="calls").values == tuple(
            None if call is None else float(call) for call in calls
        )
        assert read_series(path, column="share").values[0] is None
    pyarrow.parquet.write_table(pyarrow.table({"day": [stamps[0].replace(hour=9)], "calls": [4]}), path)
    assert "has a time of day" in refused(path)
    long = {"day": DAYS, "page": ["x" * 300_000] * 14, "tags": [["a"]] * 14, "raw": [b"a"] * 14, "calls": VISITS}
    pyarrow.parquet.write_table(pyarrow.table(long), path)
    assert [column.name for column in contents(path).columns] == ["calls"]
    assert contents(path).unread == ()
    pyarrow.parquet.write_table(pyarrow.table({"n": range(200_001)}), path)
    assert "has more than 200,000 rows" in refused(path)
    assert "is damaged" in refused(written(tmp_path, b"PAR1" + bytes(50), "calls.parquet"))
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(OptionError, match="a Parquet file needs pyarrow"):
        read_series(path)


@pytest.mark.parametrize("row", ["Blog,Magazine,700,825", "2026-06-08,2026-06-08,720,844"])
def test_a_row_of_a_cell_too_many_is_no_week_unless_it_begins_with_one(tmp_path: Path, row: str) -> None:
    head = "date,nb_visits,nb_hits\n2026-06-01,2026-06-07,700,825\n"
    said = refused(written(tmp_path, head + row), format="matomo-weeks")
    assert "line 3: does not begin with the first and the last day of a week" in said
    path = written(tmp_path, f"date,nb_visits,nb_hits\n2026-06-01,700,825\n{row}\n")
    assert "line 3: 4 cells, where there are 3 names" in refused(path)


def test_an_archive_of_as_many_files_as_are_looked_at_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raw, "_MOST_PARTS", 3)
    kept = {f"{place}.csv": f"day,visits\n2026-06-0{place},1\n" for place in range(1, 5)}
    few = raw.Raw.of("export.zip", zipped(dict([*kept.items()][:3])))
    assert [part.name for part in few.parts()] == ["1.csv", "2.csv", "3.csv"]
    with pytest.raises(SeriesError, match="holds more than 3 files: no export does"):
        raw.Raw.of("export.zip", zipped({**kept})).parts()
