"""Every command that gives an answer gives its tables as comma-separated values."""

import csv
import io
from pathlib import Path

import pytest

from blogroi import cli
from blogroi.catalogue import load
from tests.results.answers import CHAMBER

ROOT = Path(__file__).parents[2]
CASE = str(ROOT / "examples" / "chamber.toml")
YEARS = [str(path) for path in sorted((ROOT / "examples" / "history").glob("*.toml"))]
CALLS = str(ROOT / "tests" / "golden" / "cases" / "calls.csv")
DRAWS = ["--draws", "100"]
COMMANDS = {
    "evaluate": ([CASE, *DRAWS], "tools"),
    "choose": ([CASE, *DRAWS], "tools"),
    "scenarios": ([CASE, *DRAWS], "scenarios"),
    "worth-measuring": ([CASE, *DRAWS], "worth_measuring"),
    "launch": ([CASE, "--tool", "blog", *DRAWS], "launch"),
    "sensitivity": ([CASE, *DRAWS], "sensitivity"),
    "check": ([CASE], "findings"),
    "explain": (["BR111"], "explanation"),
    "history": ([*YEARS, *DRAWS], "history"),
    "diff": ([*YEARS[:2], *DRAWS], "diff"),
    "catalogue": (["call"], "indicators"),
    "series": ([str(ROOT / "tests" / "golden" / "cases" / "visits.csv")], "columns"),
    "references": (["call"], "references"),
    "validate": (["--cases", "50"], "promises"),
    "detectable": ([CALLS, "--column", "calls"], "windows"),
    "effect": ([CALLS, "--column", "calls", "--launch", "2025-12-29"], "effects"),
    "replay": ([str(ROOT / "tests" / "golden" / "expected" / "evaluate.json"), CASE], "same"),
}


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


@pytest.mark.parametrize("command", COMMANDS)
def test_the_first_table_is_given_where_none_is_named(command: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    words, first = COMMANDS[command]
    assert cli.main([command, *words, "--format", "csv"]) in (cli.FINE, cli.FAULTS)
    told = capsysbinary.readouterr().out
    assert cli.main([command, *words, "--format", "csv", "--table", first]) in (cli.FINE, cli.FAULTS)
    assert capsysbinary.readouterr().out == told
    found = rows(told.decode())
    assert len(found) > 1
    assert {len(row) for row in found} == {len(found[0])}


def test_a_table_is_written_to_a_file_by_its_ending(tmp_path: Path) -> None:
    target = tmp_path / "places.csv"
    assert cli.main(["evaluate", CASE, *DRAWS, "--output", str(target), "--table", "ranks"]) == cli.FINE
    found = rows(target.read_bytes().decode())
    assert found[0] == ["by", "tool", "name", "rank", "share", "mc_error"]
    assert {row[1] for row in found[1:]} == set(CHAMBER.tools)


def test_a_table_is_the_same_in_every_language(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    words = ["evaluate", CASE, *DRAWS, "--format", "csv", "--table", "checks"]
    assert cli.main(words) == cli.FINE
    english = capsysbinary.readouterr().out
    assert cli.main([*words, "--language", "fr"]) == cli.FINE
    assert capsysbinary.readouterr().out == english


def test_what_a_table_holds_is_in_utf_8_and_has_a_line_for_each_row(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert cli.main(["catalogue", "--format", "csv", "--table", "levers"]) == cli.FINE
    told = capsysbinary.readouterr().out
    assert told.count(b"\r\n") == 1 + len(load().levers)
    assert "\u00e9".encode() in told


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--format", "csv", "--table", "tolls"], "--table: 'tolls' is not known: did you mean `tools`?"),
        (
            ["--format", "csv", "--table", "flows"],
            "--table: `flows` is made on request: write `--figures default,cash_by_period`",
        ),
        (
            ["--format", "csv", "--table", "evidence"],
            "--table: `evidence` is made on request: write `--evidence corrected`",
        ),
        (["--table", "tools"], "--table: goes with `--format csv`, or a file whose name ends in .csv"),
        (["--table", "tools", "--format", "json"], "--table: goes with `--format csv`, or a file"),
        (
            ["--output", "x.csv", "--format", "json"],
            "--output: 'x.csv' would hold json: write a name that ends in .json",
        ),
        (
            ["--output", "case.toml", "--format", "json"],
            "--output: 'case.toml' would hold json: write a name that ends in .json",
        ),
    ],
)
def test_what_cannot_be_given_is_refused(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["evaluate", CASE, *DRAWS, *words]) == cli.MISUSE
    assert said in capsys.readouterr().err


def test_a_wrong_name_lists_the_tables_that_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["choose", CASE, *DRAWS, "--format", "csv", "--table", "x"]) == cli.MISUSE
    assert "one of members, moves, sets, tools" in capsys.readouterr().err


@pytest.mark.parametrize("command", COMMANDS)
def test_a_wrong_name_is_refused_before_the_work_is_done(
    command: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    missing = [
        str(tmp_path / "not there.toml") if word.endswith((".toml", ".json", ".csv")) else word
        for word in COMMANDS[command][0]
    ]
    assert cli.main([command, *missing, "--format", "csv", "--table", "no_such"]) == cli.MISUSE
    assert "--table: 'no_such' is not known: one of" in capsys.readouterr().err


def test_what_is_supposed_has_tables_of_its_own(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    words = ["sensitivity", CASE, *DRAWS, "--suppose", "tools.blog.costs.Writing.units=200", "--format", "csv"]
    assert cli.main([*words, "--table", "settings"]) == cli.FINE
    assert rows(capsysbinary.readouterr().out.decode())[1][-1] == "200.0"
    assert cli.main([*words, "--table", "lines"]) == cli.MISUSE


def test_several_codes_are_no_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["explain", "--format", "csv"]) == cli.MISUSE
    assert "--format csv: name one code, such as BR111" in capsys.readouterr().err


def test_what_is_asked_for_is_there(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    words = ["evaluate", CASE, *DRAWS, "--figures", "default,cash_by_period", "--format", "csv", "--table", "flows"]
    assert cli.main(words) == cli.FINE
    assert len(rows(capsysbinary.readouterr().out.decode())) == 1 + 4 * len(CHAMBER.tools)
