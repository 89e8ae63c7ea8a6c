"""A measured effect in a case: put in as text, nothing else moved, read again, shown where another stands, left where it cannot be."""

import datetime
from pathlib import Path

import pytest
from attrs import evolve

import blogroi
from blogroi import OptionError, cli
from blogroi.files.insertion import commented_out, inserted
from blogroi.measured import estimate, placebos
from blogroi.measured.entering import Entered, entered, measured_effect
from tests.measured import MONDAY, wandering, weekly

SERIES = weekly(wandering(70))
LAUNCH = MONDAY + datetime.timedelta(weeks=60)
FOUND = evolve(estimate(SERIES, launch=LAUNCH), placebos=placebos(SERIES, launch=LAUNCH))
CASE = """blogroi = 1
title = "Ours"   # a remark
currency = "EUR"

[horizon]
start = 2026-01-01
periods = 3

[discounting]
rate = 0.04

[indicators.calls]
statement = "Calls avoided"
unit = "call"
better = "higher"

# the blog, as of March
[tools.blog]
kind = "blog"

[[tools.blog.costs]]
item = "Writing"
amount = 1000
when = "each"

# an old one
[tools."fair"]
kind = "fair"   # of 1998
"""
ROOT = Path(__file__).parents[2]
CALLS = str(ROOT / "tests" / "golden" / "cases" / "calls.csv")
ASKED = ["effect", CALLS, "--column", "calls", "--launch", "2025-12-29", "--indicator", "calls", "--times", "-1"]


def put(text: str = CASE, tool: str = "blog", *, replace: bool = False) -> Entered:
    return entered(text, blogroi.loads(text), FOUND, tool=tool, indicator="calls", replace=replace)


@pytest.mark.parametrize("tool", ["blog", "fair"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_it_stands_behind_the_last_table_of_the_tool_and_nothing_else_has_moved(tool: str, end: str) -> None:
    text = CASE.replace("\n", end)
    made = put(text, tool)
    assert made.outcome == "new"
    new: str = made.text
    before, after = text.split(end), new.split(end)
    assert len(after) > len(before)
    kept = iter(after)
    assert all(line in kept for line in before)  # in the same order
    read = blogroi.loads(new)
    assert read.tools[tool].effects["calls"] == measured_effect(FOUND, blogroi.loads(text))
    assert new.count("\r\n") == (new.count("\n") if end == "\r\n" else 0)
    if tool == "blog":
        assert new.index('when = "each"') < new.index("effects.calls]") < new.index("# an old one")


def test_every_line_keeps_its_own_end_where_a_file_has_both() -> None:
    lines = CASE.splitlines(keepends=True)
    text = "".join(line.replace("\n", "\r\n") if place % 2 else line for place, line in enumerate(lines))
    for tool in ("blog", "fair"):
        kept = iter(put(text, tool).text.splitlines(keepends=True))
        assert all(line in kept for line in text.splitlines(keepends=True))
    standing = put(text).text.replace("measured", "observed", 1)
    replaced = put(standing, replace=True).text.splitlines(keepends=True)
    assert all(line in replaced or f"# {line}" in replaced for line in standing.splitlines(keepends=True))
    short: str = put(CASE.rstrip("\n").replace("\n", "\r\n"), "fair").text
    assert short.count("\n") == short.count("\r\n")


def test_the_same_twice_changes_no_byte_and_another_is_left_unless_it_is_replaced() -> None:
    once: str = put().text
    again = put(once)
    assert (again.outcome, again.text) == ("the same", once)
    other = once.replace('evidence = "measured"', 'evidence = "observed"')
    left = put(other)
    assert (left.outcome, left.text) == ("another", other)
    assert 'evidence = "observed"' in left.standing
    replaced = put(other, replace=True)
    assert replaced.outcome == "replaced"
    assert '# evidence = "observed"' in replaced.text
    assert blogroi.loads(replaced.text) == blogroi.loads(once)


@pytest.mark.parametrize("replace", [False, True])
@pytest.mark.parametrize(
    ("odd", "reason"),
    [
        (CASE.replace("[[tools.blog.costs]]", "effects = {}\n\n[[tools.blog.costs]]"), "a table of its own"),
        (
            CASE.replace('kind = "blog"', 'kind = "blog"\nnot_applicable = { calls = "nobody calls" }'),
            "keep one of the two",
        ),
    ],
)
def test_what_cannot_be_put_in_leaves_the_text_as_it_is(odd: str, reason: str, *, replace: bool) -> None:
    made = put(odd, replace=replace)
    assert (made.outcome, made.text) == ("refused", odd)
    assert reason in made.reason
    assert "line" not in made.reason  # nobody has seen the lines that it would have had
    assert "[tools.blog.effects.calls]" in made.table


def test_a_tool_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(OptionError, match="did you mean `blog`"):
        put(tool="blgo")


def test_the_effect_is_that_of_a_period_and_says_how_it_was_measured() -> None:
    effect = measured_effect(FOUND, blogroi.loads(CASE), times=-1)
    measured = effect.measurement
    assert measured is not None
    assert effect.evidence == "measured"
    assert effect.change.estimate == pytest.approx(-FOUND.per_week.estimate * 365.25 / 7, rel=1e-2)  # type: ignore[union-attr]
    assert effect.change.low == pytest.approx(-FOUND.per_week.high * 365.25 / 7, rel=1e-2)  # type: ignore[union-attr]
    assert (measured.series_sha256, measured.launch, measured.weeks_before) == (SERIES.sha256, LAUNCH, 60)
    assert measured.placebo is not None
    assert measured.placebo.launches == FOUND.placebos.launches  # type: ignore[union-attr]
    assert effect.blinded().measurement is None


def test_how_it_was_measured_touches_no_figure() -> None:
    case = blogroi.loads(put().text)
    tool = case.tools["blog"]
    bare = evolve(tool, effects={"calls": evolve(tool.effects["calls"], measurement=None)})
    without = evolve(case, tools={**case.tools, "blog": bare})
    one, other = (blogroi.evaluate(each, draws=100).tools for each in (case, without))
    assert one == other


def test_an_array_of_tables_and_a_text_over_lines_are_no_headers() -> None:
    text = '[tools.blog]\nnote = """\n[tools.blog.x]\n"""\n[[tools.blog.costs]]\na = [\n  [1],\n]\n[total]\n'
    made = inserted(text, "[tools.blog.y]\nz = 1\n", after=("tools", "blog"))
    assert made.index("  [1],\n]") < made.index("[tools.blog.y]") < made.index("[total]")
    assert commented_out(text, ("tools", "blog", "x")) == text


def run(folder: Path, *words: str) -> int:
    return cli.main([*ASKED, *words, "--into", str(folder / "case.toml")])


def test_the_command_writes_keeps_what_was_there_and_writes_no_more(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, backup = tmp_path / "case.toml", tmp_path / "case.toml.bak"
    path.write_text(CASE, encoding="utf-8")
    assert run(tmp_path, "--tool", "blog", "--dry-run") == cli.FINE
    assert "+[tools.blog.effects.calls.measurement]" in capsys.readouterr().out
    assert (path.read_text(encoding="utf-8"), backup.exists()) == (CASE, False)
    assert run(tmp_path, "--tool", "blog") == cli.FINE
    assert "It stands in" in capsys.readouterr().out
    assert backup.read_text(encoding="utf-8") == CASE
    written = path.read_bytes()
    assert run(tmp_path, "--tool", "blog", "--format", "json") == cli.FINE
    told = capsys.readouterr()
    assert told.out.startswith("{")
    assert "Nothing was changed" in told.err
    assert (path.read_bytes(), backup.read_text(encoding="utf-8")) == (written, CASE)
    assert run(tmp_path, "--tool", "blog", "--skip", "1") == cli.FAULTS
    assert path.read_bytes() == written
    assert run(tmp_path, "--tool", "blog", "--skip", "1", "--replace") == cli.FINE
    assert blogroi.load(path).tools["blog"].effects["calls"].measurement.skipped == 1  # type: ignore[union-attr]


@pytest.mark.parametrize("form", ["text", "json"])
def test_where_nothing_can_be_written_nothing_is_said_to_stand_there(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "case.toml").write_text(CASE, encoding="utf-8")
    (tmp_path / "case.toml.bak").mkdir()
    assert run(tmp_path, "--tool", "blog", "--format", form) not in (cli.FINE, cli.FAULTS)
    told = capsys.readouterr()
    assert "stands in" not in told.out + told.err
    assert (tmp_path / "case.toml").read_text(encoding="utf-8") == CASE


@pytest.mark.parametrize("ending", [".json", ".xlsx"])
def test_into_others_nothing_is_written_and_what_to_add_is_shown(
    ending: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / f"case{ending}"
    blogroi.dump(blogroi.loads(CASE), path)
    before = path.read_bytes()
    assert cli.main([*ASKED, "--tool", "blog", "--into", str(path)]) == cli.FINE
    assert "series_sha256" in capsys.readouterr().out
    assert path.read_bytes() == before


def test_another_window_than_the_planned_one_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = '\n[indicators.calls.measurement]\nmethod = "count"\nfile = "calls.csv"\ncolumn = "calls"\nweeks = 13\n'
    (tmp_path / "case.toml").write_text(CASE.replace("\n# the blog", f"{plan}\n# the blog"), encoding="utf-8")
    assert run(tmp_path, "--tool", "blog") == cli.FINE
    assert "The plan says 13 weeks, and 8 weeks were measured" in " ".join(capsys.readouterr().out.split())


def test_the_check_reads_whether_the_series_is_still_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = '\n[indicators.calls.measurement]\nmethod = "count"\nfile = "calls.csv"\ncolumn = "calls"\nweeks = 8\n'
    (tmp_path / "case.toml").write_text(CASE.replace("\n# the blog", f"{plan}\n# the blog"), encoding="utf-8")
    text = Path(CALLS).read_text(encoding="utf-8")
    (tmp_path / "calls.csv").write_text(text, encoding="utf-8")
    assert run(tmp_path, "--tool", "blog") == cli.FINE
    said = {}
    for name, content in (
        ("same", text),
        ("grown", text.rstrip("\n") + "\n2026-02-23,400,300\n"),
        ("other", text.replace(",420,", ",421,", 1)),
        ("none", "nothing"),
    ):
        (tmp_path / "calls.csv").write_text(content, encoding="utf-8")
        capsys.readouterr()
        assert cli.main(["check", str(tmp_path / "case.toml"), "--full"]) == cli.FAULTS  # without an objective
        said[name] = "BR177" in capsys.readouterr().out
    assert said == {"same": False, "grown": False, "other": True, "none": False}


@pytest.mark.parametrize("words", [["--tool", "blog"], ["--dry-run"]])
def test_half_of_what_is_needed_is_refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([*ASKED[:6], *words]) == cli.MISUSE
    assert capsys.readouterr().err.startswith("blogroi: --into: ")


def test_the_difference_is_that_of_the_lines() -> None:
    made = Entered(outcome="new", text="a = 1\nb = 3\n", table="", before="a = 1\nb = 2\n")
    assert made.difference("case.toml") == "--- case.toml\n+++ case.toml\n@@ -1,2 +1,2 @@\n a = 1\n-b = 2\n+b = 3\n"
