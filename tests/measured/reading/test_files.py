"""What is no export at all, or means harm: refused under limits, never followed, and nothing of it kept."""

import contextlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogroi import cli, measured
from blogroi.errors import BlogroiError, FileError, SeriesError
from blogroi.measured.reading import raw, rows
from tests.measured.reading.exports import DAYS, VISITS, log_line, packed, refused, written, zipped

TABLE = "day,visits\n" + "".join(f"{day},{value}\n" for day, value in zip(DAYS, VISITS, strict=True))


def test_a_folder_an_address_and_what_is_not_there_are_no_files(tmp_path: Path) -> None:
    odd: list[tuple[Path | str, str]] = [
        (tmp_path, "it is a folder"),
        (tmp_path / "none.csv", "there is no such file"),
        ("https://example.org/export.csv", "it is an address: nothing is fetched"),
        (tmp_path / "a\0b", "a file name has no null character"),
    ]
    for path, said in odd:
        with pytest.raises(FileError, match=said):
            measured.read_series(path)
    assert "is not the name of a file" in refused(4)  # type: ignore[arg-type]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with a name here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FileError, match="a pipe or a device"):
        measured.read_series(tmp_path / "pipe")


@pytest.mark.skipif(os.name == "nt", reason="there is no such name there")
def test_what_comes_through_standard_input_is_read() -> None:
    asked = [sys.executable, "-m", "blogroi", "series", "/dev/stdin", "--format", "json"]
    for content in (TABLE.encode(), packed(TABLE)):
        done = subprocess.run(asked, input=content, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b"")
        assert b'"rows": 14' in done.stdout


def test_nothing_that_an_archive_names_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    monkeypatch.chdir(inner)
    for name in ("../../outside.csv", "/outside.csv", "..\\outside.csv", "C:\\outside.csv"):
        path = written(tmp_path, zipped({name: TABLE}), "export.zip")
        assert measured.read_series(path).values[0] == VISITS[0]
    assert {path.name for path in tmp_path.iterdir()} == {"inner", "export.zip"}


def test_archives_that_would_fill_the_memory_are_refused_while_they_are_inflated(tmp_path: Path) -> None:
    bomb = bytes(60 * 2**20)
    assert "unpacks to more than 50 MiB" in refused(written(tmp_path, zipped({"a.csv": bomb}), "a.zip"))
    two: dict[str, str | bytes] = {"a.csv": TABLE.encode() + bytes(30 * 2**20), "b.csv": bytes(30 * 2**20)}
    assert "unpacks to more than 50 MiB" in refused(written(tmp_path, zipped(two), "a.zip"))
    assert "is larger than 50 MiB" in refused(written(tmp_path, packed(TABLE + "0" * 60 * 2**20), "a.csv.gz"))
    lied = bytearray(zipped({"a.csv": b"0" * 70_000_000}))
    at = lied.rindex(b"PK\x01\x02")
    lied[at + 24 : at + 28] = (4).to_bytes(4, "little")  # what it says that it unpacks to
    assert refused(written(tmp_path, bytes(lied), "a.zip"))


def test_archives_that_hold_no_table_or_too_much_are_refused(tmp_path: Path) -> None:
    names: dict[str, str | bytes] = {f"{place}.csv": "" for place in range(1_001)}
    odd: list[tuple[dict[str, str | bytes], str]] = [
        ({"a.csv": zipped({"b.csv": TABLE})}, "holds an archive within an archive"),
        ({"a.md": "x", ".hidden.csv": TABLE}, "holds no text with a series in it"),
        ({"a.csv": TABLE, "b.csv": TABLE}, "holds 2 files"),
        (names, "holds more than 1,000 files"),
    ]
    for parts, said in odd:
        assert said in refused(written(tmp_path, zipped(parts), "a.zip"))
    locked = bytearray(zipped({"a.csv": TABLE}))
    locked[6] |= 1
    locked[locked.rindex(b"PK\x01\x02") + 8] |= 1
    assert "is encrypted" in refused(written(tmp_path, bytes(locked), "a.zip"))


def test_what_is_cut_or_no_text_is_refused(tmp_path: Path) -> None:
    for content, said in [
        (zipped({"a.csv": TABLE})[:100], "is damaged"),
        (packed(TABLE)[:60], "is damaged"),
        (packed(TABLE)[:-8] + b"12345678", "is damaged"),
        (os.urandom(5_000) + b"\0", "is not text"),
        (b"day,visits\n2026-06-01,\x81\n", "is neither in UTF-8, nor in UTF-16"),
        (b"\xef\xbb\xbfday,visits\n\xff,4\n", "line 2: is not in UTF-8, as it says that it is"),
    ]:
        assert said in refused(written(tmp_path, content))


def test_a_log_is_read_line_by_line_and_no_further_than_its_limits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from blogroi.measured.reading import access_log

    lines = "".join(log_line(f"01/Jun/2026:10:{minute:02}:00 +0200", f"203.0.113.{minute}") for minute in range(60))
    many = written(tmp_path, lines * 40, "access.log")
    assert measured.read_series(many, column="hits").values == (2400,)
    monkeypatch.setattr(raw, "MOST_STREAMED", 2**17)
    assert "one file a month" in refused(many, column="hits")
    monkeypatch.setattr(access_log, "_MOST_VISITORS", 50)
    assert "holds more than 50 visitors" in refused(many, column="hits")


def test_a_table_is_refused_where_it_has_more_rows_than_a_series(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(raw, "MOST_BYTES", 2**17)
    assert "is larger than 0 MiB" in refused(written(tmp_path, TABLE * 1_000))
    assert rows.MOST_ROWS == 200_000


def test_words_that_nobody_knows_are_refused_with_those_that_there_are(tmp_path: Path) -> None:
    path = written(tmp_path, TABLE)
    assert "format: 'matmo' is not known: did you mean `matomo`?" in refused(path, format="matmo")
    assert "dates: 'dayfirst' is not known" in refused(path, dates="dayfirst")
    assert "decimal: ';' is not known" in refused(path, decimal=";")
    assert "step: 'hour' is not known" in refused(path, step="hour")
    assert "scale: 'sum' is not known" in refused(path, scale="sum")
    for kind in (
        "brevo",
        "mailchimp",
        "ga4-report",
        "ga4-data-api",
        "wordpress",
        "xlsx",
        "parquet",
        "matomo-weeks",
        "access-log",
    ):
        assert refused(path, format=kind)
    for kind in ("csv", "matomo", "plausible", "ga4-exploration"):
        assert len(measured.read_series(path, format=kind)) == 14


def test_the_command_says_what_is_wrong_and_ends_with_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, "day,visits\n05/09/2026,4\n06/09/2026,5\n")
    for words, said in [
        ([str(path)], "line 2: day: can be read as"),
        ([str(tmp_path)], "it is a folder"),
        (
            [str(written(tmp_path, TABLE, "b.csv")), "--column", "visit"],
            "--column: 'visit' is not a column of numbers: did you mean `visits`?",
        ),
        ([str(path), "--read-as", "excel"], "--read-as: 'excel' is not known"),
        ([str(path), "--dates", "us"], "--dates: 'us' is not known"),
    ]:
        assert cli.main(["series", *words]) == cli.MISUSE
        printed = capsys.readouterr()
        assert said in printed.err
        assert printed.out == ""
    assert cli.main(["series", str(path), "--dates", "day-first"]) == cli.FINE


def test_what_is_in_a_file_is_said_column_by_column(tmp_path: Path) -> None:
    text = "day,visits,page,debt\n" + "".join(
        f"{day},{value},home,-4\n" for day, value in zip(DAYS, VISITS, strict=True)
    )
    found = measured.contents(written(tmp_path, text, "a.csv"))
    assert [column.name for column in found.columns] == ["visits"]
    assert [(column.name, column.line) for column in found.unread] == [("page", 2), ("debt", None)]
    assert (found.first, found.last, found.rows, found.missing, found.last_full_week) == (
        DAYS[0],
        DAYS[-1],
        14,
        0,
        DAYS[7],
    )
    (visits,) = found.columns
    assert (visits.full_weeks, visits.low, visits.high) == (
        2,
        min(sum(VISITS[:7]), sum(VISITS[7:])),
        max(sum(VISITS[:7]), sum(VISITS[7:])),
    )
    assert measured.Contents.from_json(found.to_json()) == found
    with pytest.raises(SeriesError, match="is below zero"):
        measured.contents(written(tmp_path, text, "a.csv"), column="debt")


WHOLE = [path.read_bytes() for path in sorted((Path(__file__).parents[2] / "golden" / "cases").glob("*.csv"))]
PIECES = [
    *(
        b"#",
        b"# Start date: 20260601\n",
        b"# ------------\n",
        b"Nth day,a\n0000,4\n",
        b"date",
        b"label,",
        b"nb_visits",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
    ),
    *(
        b"PK\x03\x04",
        b"PAR1",
        b"\x1f\x8b\x08",
        b'{"dimensionHeaders":[{"name":"date"}],"metricHeaders":[],"rows":[',
        b'{"fields":["period"],',
    ),
    *(
        b"Campaign ID;Email_ID;Send_Date\n",
        b"Send Date,Total Recipients,Unique Opens\n",
        b"Date,Clicks,Impressions,CTR,Position\n",
        b"\0",
    ),
    *(
        b"2026-06-01",
        b"05/09/2026",
        b"2026-W36",
        b"1,204",
        b"12,5 %",
        b"Total",
        b";",
        b",",
        b"\t",
        b"\n",
        b"\r\n",
        b'"',
        b"[",
        b"}",
        b"]",
    ),
    log_line("01/Jun/2026:10:00:00 +0200").encode(),
]


def assert_sound(found: measured.Contents) -> None:
    assert found.first <= found.last
    assert found.rows >= 1
    assert found.columns or found.unread
    assert min(found.missing, found.totals, found.left_out) >= 0


@given(st.lists(st.sampled_from(PIECES) | st.binary(max_size=20), max_size=40).map(b"".join) | st.binary(max_size=400))
def test_whatever_stands_in_a_file_it_is_read_or_refused(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = written(Path(folder), content)
        for kind in (None, "csv", "matomo-weeks", "brevo", "ga4-data-api", "search-console", "access-log"):
            with contextlib.suppress(BlogroiError):
                assert_sound(measured.contents(path, format=kind))


@given(st.sampled_from(WHOLE), st.integers(0, 3_000), st.integers(0, 3_000), st.sampled_from(PIECES))
def test_an_export_that_somebody_has_cut_about_is_read_or_refused(
    whole: bytes, start: int, length: int, piece: bytes
) -> None:
    with tempfile.TemporaryDirectory() as folder, contextlib.suppress(BlogroiError):
        assert_sound(measured.contents(written(Path(folder), whole[:start] + piece + whole[start + length :])))
