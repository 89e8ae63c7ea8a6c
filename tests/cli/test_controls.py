"""Other series beside a series: read as that one, or by what stands in their own files."""

from pathlib import Path

import pytest

from blogroi.cli.parser import MisuseError
from blogroi.cli.program import parser
from blogroi.cli.series_options import controls_of
from blogroi.errors import BlogroiError
from blogroi.measured import Series

HERE = "date,nb_visits,nb_hits\n2026-06-01,2026-06-07,700,825\n2026-06-08,2026-06-14,720,844\n"
THERE = "jour;saisi;appels\n2026-06-01;2026-07-01;1.204\n2026-06-08;2026-07-02;1.187\n"
ALONE = "day,calls\n01/06/2026,12.5\n08/06/2026,13.5\n"


def controls(folder: Path, *said: str) -> list[Series]:
    for name, content in (("here.csv", HERE), ("there.csv", THERE), ("alone.csv", ALONE)):
        (folder / name).write_text(content)
    return controls_of(parser("detectable").parse_args(["detectable", str(folder / "here.csv"), *said]))


def test_what_is_said_of_a_file_holds_for_a_control_that_can_be_read_so(tmp_path: Path) -> None:
    said = ["--read-as", "csv", "--decimal", ",", "--date", "jour"]
    assert controls(tmp_path, *said, "--control", f"{tmp_path / 'there.csv'}:appels")[0].values == (1204.0, 1187.0)
    assert controls(tmp_path, "--read-as", "matomo-weeks", "--control", ":nb_hits")[0].values == (825.0, 844.0)


def test_a_control_that_is_written_otherwise_is_read_by_what_stands_in_it(tmp_path: Path) -> None:
    (tmp_path / "first.csv").write_text("week,calls\n2026-06-01,12.5\n2026-06-08,13.5\n")
    for said in (["--read-as", "matomo-weeks"], ["--date", "jour"], ["--decimal", ","]):
        (control,) = controls(tmp_path, *said, "--step", "day", "--control", f"{tmp_path / 'first.csv'}:calls")
        assert (control.values, control.step) == ((12.5, 13.5), "day")


@pytest.mark.parametrize("stated", ["there.csv", "there.csv:", "there.csv: ", ""])
def test_what_is_no_file_and_a_column_is_told_what_to_write(tmp_path: Path, stated: str) -> None:
    with pytest.raises(MisuseError) as caught:
        controls(tmp_path, "--control", stated)
    assert str(caught.value) == f"--control: {stated!r} is not a file and a column: write FILE:COLUMN"


def test_a_file_and_a_column_may_have_colons_and_spaces(tmp_path: Path) -> None:
    """The file is the longest one that is there."""
    (tmp_path / "first.csv").write_text("week,at 9:30,at 9:30:15\n2026-06-01,12.5,1.5\n2026-06-08,13.5,2.5\n")
    for column, values in (("at 9:30", (12.5, 13.5)), ("at 9:30:15", (1.5, 2.5))):
        assert controls(tmp_path, "--control", f"{tmp_path / 'first.csv'}:{column}")[0].values == values
    said = ["--read-as", "matomo-weeks", "--control", " :nb_hits", "--control", ":nb_visits"]
    assert [one.values for one in controls(tmp_path, *said)] == [(825.0, 844.0), (700.0, 720.0)]


def test_what_is_wrong_with_a_control_is_said_of_its_own_file(tmp_path: Path) -> None:
    (tmp_path / "first.csv").write_text("week,calls\n2026-06-01,12.5\n")
    for name, said in (("alone.csv:calls", "no row decides"), ("first.csv:call", "did you mean `calls`")):
        for more in ([], ["--read-as", "matomo-weeks"]):
            with pytest.raises(BlogroiError, match=said):
                controls(tmp_path, *more, "--control", f"{tmp_path / name}")
