"""`blogroi check` reads the series that effects were measured in, where their files lie beside the case."""

import json
from pathlib import Path

import pytest

import blogroi
from blogroi import cli
from blogroi.measured import read_series
from tests.plan.test_rules import SOUND, both, measured, measurement

CALLS = Path(__file__).parents[1] / "golden" / "cases" / "calls.csv"
ANOTHER = "0a" * 32


def codes(folder: Path, hashed: str, capsys: pytest.CaptureFixture[str], *more: str) -> set[str]:
    case = both(measurement(file="calls.csv", column="calls"), measured(series_sha256=hashed))(SOUND)
    (folder / "case.toml").write_text(blogroi.dumps(case), encoding="utf-8")
    assert cli.main(["check", str(folder / "case.toml"), "--format", "json", *more]) == cli.FINE
    printed = capsys.readouterr()
    assert printed.err == ""
    return {finding["code"] for finding in json.loads(printed.out)["findings"]}


def test_a_series_that_is_another_one_now_is_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "calls.csv").write_bytes(CALLS.read_bytes())
    assert codes(tmp_path, ANOTHER, capsys) == {"BR177"}
    assert codes(tmp_path, ANOTHER, capsys, "--ignore", "BR177") == set()
    assert codes(tmp_path, ANOTHER, capsys, "--select", "BR11") == set()
    assert codes(tmp_path, min(read_series(CALLS, column="calls").beginnings), capsys) == set()


@pytest.mark.parametrize("content", [None, "no table at all", "day,visits\n2025-01-06,3\n2025-01-13,4\n"])
def test_a_file_that_is_not_there_or_cannot_be_read_is_passed_over(
    content: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if content is not None:
        (tmp_path / "calls.csv").write_text(content, encoding="utf-8")
    assert codes(tmp_path, ANOTHER, capsys) == set()


def test_what_is_wrong_is_a_fault_where_it_is_an_error_or_readiness_was_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def status(text: str, *more: str) -> int:
        (tmp_path / "case.toml").write_text(text, encoding="utf-8")
        return cli.main(["check", str(tmp_path / "case.toml"), *more])

    sound = blogroi.dumps(SOUND)
    assert [status(sound), status(sound, "--strict")] == [cli.FINE, cli.FINE]
    template = blogroi.template()
    ready = blogroi.check(blogroi.loads(template)).ready
    assert not ready
    assert [status(template), status(template, "--strict")] == [cli.FINE, cli.FAULTS]
    capsys.readouterr()
