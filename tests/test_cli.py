import io
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

import blogroi
from blogroi import cli
from blogroi.cli import waiting
from blogroi.cli.program import COMMANDS
from blogroi.codes.codes import explanations
from blogroi.language.spoken import message, spoken

ROOT = Path(__file__).parents[1]
FASTLANE = ROOT / "examples" / "fastlane-2006.toml"
CHAMBER = ROOT / "examples" / "chamber.toml"


@pytest.fixture
def case_file(tmp_path: Path) -> Path:
    path = tmp_path / "case.toml"
    path.write_text(blogroi.template(), encoding="utf-8")
    return path


def test_evaluate_gives_the_verdict_first(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["evaluate", str(FASTLANE), "--draws", "100"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[3] == "GM FastLane pays: it is expected to bring in 156,000 USD net. In cash it is"


def test_it_is_said_unasked_that_fastlane_loses_without_advertising_equivalence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    cli.main(["evaluate", str(FASTLANE), "--draws", "100"])
    said = " ".join(capsys.readouterr().out.split())
    assert "GM FastLane would lose money without what is valued as advertising: ROI 61 % with, -23 % without" in said


def test_the_press_is_contradicted(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["evaluate", str(FASTLANE), "--draws", "100"])
    said = " ".join(capsys.readouterr().out.split())
    assert "InformationWeek, 26 January 2007 gives ROI as 67 %; its own parts give 61.4 %" in said


def test_json_is_the_result_file(case_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["evaluate", str(case_file), "--format", "json", "--draws", "100", "--seed", "7"]) == 0
    result = json.loads(capsys.readouterr().out)
    held = result["conventions"]
    assert (result["blogroi"], held["draws"], held["seed"]) == (2, 100, 7)
    assert result == json.loads(blogroi.evaluate(blogroi.load(case_file), draws=100, seed=7).to_json())


def test_options_reach_the_evaluation(case_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--gaps", "prior", "--exclude", "cash", "--exclude", "proxy", "--viewpoint", "members", "--threads", "2"]
    assert cli.main(["evaluate", str(case_file), "--draws", "100", "--format", "json", *options]) == 0
    result = json.loads(capsys.readouterr().out)
    held = result["conventions"]
    assert (held["gaps"], held["exclude"], held["viewpoint"]) == ("prior", ["cash", "proxy"], "members")


def test_markdown_has_a_table(case_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["evaluate", str(case_file), "--format", "markdown", "--draws", "100"]) == 0
    assert "net gain | 90 % range | chance to pay | in cash |" in capsys.readouterr().out


def test_output_goes_to_a_file_and_nowhere_else(
    case_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "result.json"
    arguments = ["evaluate", str(case_file), "--format", "json", "--draws", "10", "--output", str(target)]
    assert cli.main(arguments) == 0
    assert capsys.readouterr().out == ""
    assert json.loads(target.read_text(encoding="utf-8"))["conventions"]["draws"] == 10
    assert sorted(path.name for path in tmp_path.iterdir()) == ["case.toml", "result.json"]


def test_faults_end_with_status_1_and_no_number(case_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = case_file.read_text(encoding="utf-8").replace("deadweight = 0.2", "deadweight = 1.2")
    case_file.write_text(text.replace("periods = 3", "periods = 0"), encoding="utf-8")
    assert cli.main(["evaluate", str(case_file)]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "line 8: horizon.periods: 0 is not between 1 and 1200" in captured.err
    assert "tools.blog.effects.calls_avoided.deadweight: 1.2 is not a share between 0 and 1" in captured.err


def test_nothing_is_written_where_there_are_faults(case_file: Path, tmp_path: Path) -> None:
    case_file.write_text("blogroi = 1", encoding="utf-8")
    assert cli.main(["evaluate", str(case_file), "--output", str(tmp_path / "result.txt")]) == 1
    assert not (tmp_path / "result.txt").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--draws", "0"], "--draws: 0 is not between 1 and 10000000"),
        (["--draws", "1000000000"], "--draws: 1000000000 is not between 1 and 10000000"),
        (["--seed", "-1"], "--seed: -1 is not between 0 and"),
        (["--draws", "1 000"], "--draws: '1 000' is not a whole number: write 1000, without spaces"),
        (["--sure", "90"], "--sure: 90 is not a share from 0.5 to 1: write 0.9, for 90 %"),
        (["--gaps", "zero"], "--gaps: 'zero' is not known: write \"no-credit\""),
        (["--by", "NPV"], "--by: 'NPV' is not known: write \"npv\""),
        (["--exclude", "adverising equivalent"], "did you mean `advertising equivalent`?"),
    ],
)
def test_a_bad_option_is_misuse(
    case_file: Path, options: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["evaluate", str(case_file), *options]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "there is no command: evaluate, evaluate-many, check, "),
        (["evaluate"], "FILE is needed"),
        (["evaluat", "x"], "COMMAND: 'evaluat' is not known: did you mean `evaluate`?"),
        (["check", "x", "--format", "jsn"], "--format: 'jsn' is not known: did you mean `json`?"),
        (["check", "x", "--stric"], "there is no option --stric: did you mean `--strict`?"),
        (["evaluate", "x", "y"], "'y' is one word too many: see `blogroi evaluate --help`"),
        (["evaluate", "x", "--draws"], "--draws: needs a value"),
        (["evaluate", ""], "FILE: is empty: write the name of a file"),
        (["new", "--output", ""], "--output: is empty: write the name of a file"),
        (["new", "--output", "case.json"], "--output: 'case.json' would hold TOML: write a name that ends in .toml"),
        (["new", "--recipe", "chamber", "--from", "x"], "--recipe: goes without --from: it is a whole case of its own"),
        (["check", "x", "--format", "JSON"], "--format: 'JSON' is not known: write \"json\""),
    ],
)
def test_a_command_that_cannot_be_taken_is_answered_in_one_line(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(f"blogroi: {said}")
    assert printed.err.count("\n") == 1


@pytest.mark.parametrize("command", ["evaluate", "check", "replay"])
def test_a_file_that_is_not_there_is_misuse(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([command, *["nowhere.toml"] * (2 if command == "replay" else 1)]) == 2
    assert capsys.readouterr().err == "blogroi: nowhere.toml cannot be read: there is no such file\n"


@pytest.mark.parametrize("arguments", [["--help"], ["launch", "--help"], ["--version"]])
def test_help_and_version_are_asked_for_and_no_misuse(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(arguments) == 0
    assert "blogroi" in capsys.readouterr().out


def test_a_prior_that_is_missing_is_a_fault_of_the_case(case_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = blogroi.template().replace("prior = { low = 0, high = 800 }", "")
    text = text.replace('calls_avoided = "printed twice a year, gives no practical answers"', "")
    case_file.write_text(text, encoding="utf-8")
    assert cli.main(["evaluate", str(case_file), "--gaps", "prior"]) == 1
    assert 'indicators.calls_avoided.prior: is missing: gaps = "prior"' in capsys.readouterr().err


def test_check_says_that_all_is_well(case_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", str(case_file)]) == 0
    assert "No fault in the file: 1 objective, 2 levers, 2 indicators, 2 tools" in capsys.readouterr().out


def test_check_lists_the_faults(case_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case_file.write_text("blogroi = 3", encoding="utf-8")
    assert cli.main(["check", str(case_file)]) == 1
    assert "this file is of version 3" in capsys.readouterr().err


def test_new_prints_a_case_that_evaluates(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["new"]) == 0
    assert blogroi.loads(capsys.readouterr().out).title
    assert cli.main(["new", "--output", str(tmp_path / "new.toml")]) == 0
    assert cli.main(["evaluate", str(tmp_path / "new.toml"), "--draws", "10"]) == 0


@pytest.mark.parametrize("command", ["new", "schema"])
def test_a_file_that_is_there_is_not_replaced_by_a_template(
    command: str, case_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = case_file.read_bytes()
    assert cli.main([command, "--output", str(case_file)]) == 2
    assert case_file.read_bytes() == before
    assert "is there already" in capsys.readouterr().err


def test_schema_prints_the_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == blogroi.case_schema()


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("case.toml/below.txt", "one of its folders is a file"),
        ("nowhere/result.txt", "there is no such folder"),
        (".", "it is a folder"),
    ],
)
def test_an_output_that_cannot_be_written_is_said(
    target: str, reason: str, case_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = case_file.parent / target
    assert cli.main(["evaluate", str(case_file), "--draws", "10", "--output", str(place)]) == 2
    assert capsys.readouterr().err == f"blogroi: {place} cannot be written: {reason}\n"
    assert [path.name for path in case_file.parent.iterdir()] == ["case.toml"]


WAITED_FOR = {
    "evaluate-many",
    *("evaluate", "replay", "choose", "scenarios", "worth-measuring", "launch", "sensitivity", "diff", "history"),
    "report",
    "validate",
}


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (["evaluate"], "computing: 40 % done, about 3 s left"),
        (["choose", "--language", "fr"], "calcul en cours\u00a0: 40\u00a0% faits, encore 3 s environ"),
    ],
    ids=lambda words: words[0] if isinstance(words, list) else "",
)
def test_how_far_it_is_is_shown_on_a_terminal_and_wiped(
    words: list[str], shown: str, case_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(waiting, "_PATIENCE", 0.0)
    monkeypatch.setattr(waiting, "_PAUSE", 0.01)
    said = message("computing: {percent} % done, about {seconds} s left", percent="40", seconds="3")
    monkeypatch.setattr(waiting.Waiting, "line", lambda self: said)
    assert cli.main([words[0], str(case_file), "--draws", "50000", *words[1:]]) == 0
    assert shown in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\x1b[K")


@pytest.mark.parametrize("command", [name for name in COMMANDS if name in WAITED_FOR], ids=str)
def test_every_command_that_draws_says_how_far_it_is(
    command: str, case_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[int, int]] = []
    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setattr(waiting.Waiting, "__call__", lambda self, done, units: told.append((done, units)))
    files, few = [str(case_file)], ["--draws", "100"]
    if command == "diff":
        files = [str(case_file), str(case_file)]
    if command == "replay":
        result = tmp_path / "result.json"
        assert cli.main(["evaluate", str(case_file), *few, "--output", str(result)]) == 0
        told.clear()
        files, few = [str(result), str(case_file)], []
    if command == "validate":
        files, few = [], ["--cases", "50"]
    if command == "report":
        few += ["--output", str(tmp_path / "page.html")]
    if command == "evaluate-many":
        files, few = [str(tmp_path)], [*few, "--workers", "1", "--output", str(tmp_path / "answers")]
    assert cli.main([command, *files, *few, *(["--tool", "blog"] if command == "launch" else [])]) == 0
    assert told
    assert told == sorted(told, key=lambda one: one[0])
    assert told[-1][0] == told[-1][1]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    seconds = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: seconds[0])
    return seconds


def test_what_is_left_is_what_the_rest_takes(clock: list[float]) -> None:
    seen = waiting.Waiting("en")
    seen.end()
    clock[0] += 10.0
    assert seen.line() == "computing, 10 s so far"
    seen(1, 4)
    assert seen.line() == "computing: 25 % done, about 30 s left"
    seen(4, 4)
    assert seen.line() == "computing: 99 % done, about 1 s left"


def test_a_long_time_is_told_in_minutes(clock: list[float]) -> None:
    seen = waiting.Waiting("fr")
    seen.end()
    clock[0] += 100.0
    seen(1, 4)
    assert spoken(seen.line(), "fr") == "calcul en cours\u00a0: 25\u00a0% faits, encore 5 min environ"


def test_a_time_that_was_said_runs_down_while_the_pace_wavers(clock: list[float]) -> None:
    seen, said = waiting.Waiting("en"), []
    seen.end()
    for second in range(1, 119):
        clock[0] += 1.0
        seen(second + second % 2, 120)
        said.append(int(seen.line().split("about ")[1].split()[0]) if second > 10 else 110)
    assert said == sorted(said, reverse=True)
    assert said[-1] <= 2


def test_a_time_that_is_far_off_is_set_right(clock: list[float]) -> None:
    seen = waiting.Waiting("en")
    seen.end()
    clock[0] += 10.0
    seen(1, 2)
    assert "about 10 s left" in seen.line()
    clock[0] += 20.0
    seen(6, 10)
    assert "about 20 s left" in seen.line()


def test_nothing_of_it_goes_where_there_is_no_terminal(case_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["evaluate", str(case_file), "--draws", "10"])
    assert capsys.readouterr().err == ""


def test_being_stopped_is_no_traceback(
    case_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(blogroi, "evaluate", stop)
    assert cli.main(["evaluate", str(case_file)]) == 130
    assert capsys.readouterr().err == "blogroi: stopped\n"


def run(*arguments: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "blogroi", *arguments]
    return subprocess.run(command, capture_output=True, check=False, **options)  # type: ignore[call-overload, no-any-return]


def test_a_terminal_of_another_encoding_is_no_traceback(tmp_path: Path) -> None:
    path = tmp_path / "case.toml"
    path.write_text(blogroi.template().replace("The blog", "Le blog de l\u2019\u00e9t\u00e9 \u2615"), encoding="utf-8")
    done = run(
        "evaluate", str(path), "--draws", "10", env=os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    )
    assert done.returncode == 0, done.stderr
    assert b"Le blog de l'?t? ?" in done.stdout


def test_a_reader_who_has_gone_is_no_traceback(case_file: Path) -> None:
    command = f"{sys.executable} -m blogroi evaluate {case_file} --draws 10 --format json | true"
    done = subprocess.run(command, shell=True, capture_output=True, check=False)
    assert done.stderr == b""


def test_the_same_seed_gives_the_same_bytes_in_another_process(case_file: Path) -> None:
    first, second = (
        run("evaluate", str(case_file), "--format", "json", env=os.environ | {"PYTHONHASHSEED": salt}).stdout
        for salt in ("1", "2")
    )
    assert first == second
    assert first


def test_replay_gives_the_same_bits(case_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    result = tmp_path / "result.json"
    cli.main(["evaluate", str(case_file), "--draws", "50", "--format", "json", "--output", str(result)])
    assert cli.main(["replay", str(result), str(case_file)]) == 0
    assert "The same figures, to the last digit.\n" in capsys.readouterr().out


def test_replay_says_what_differs(case_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "result.json"
    result = blogroi.evaluate(blogroi.load(case_file), draws=50).to_dict()
    result["version"], result["numpy"] = "0.0.0", "0.0"
    result["fingerprint"] = "sha256:0"
    path.write_text(json.dumps(result), encoding="utf-8")
    assert cli.main(["replay", str(path), str(case_file)]) == 1
    said = capsys.readouterr().out
    assert "Not the same result: it differs in 2 places." in said
    assert "The case is not the one that the result was made of." in said
    assert f"The result was made by another version than {blogroi.__version__}.\n" in said
    assert f"made with another numpy than {np.__version__}, which" in said
    assert "  - What the case states: 1 place\n  - Version of blogroi: 1 place\n" in said


def test_replay_names_the_tools_that_differ_the_most_first(
    case_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, result = tmp_path / "result.json", blogroi.evaluate(blogroi.load(case_file), draws=50).to_dict()
    for tool, figures in (("magazine", ["npv"]), ("blog", ["npv", "benefits"])):
        for figure in figures:
            result["tools"][tool][figure]["p50"] += 1.0
    result["total"]["npv"]["p50"] += 1.0
    path.write_text(json.dumps(result), encoding="utf-8")
    assert cli.main(["replay", str(path), str(case_file)]) == 1
    said = capsys.readouterr().out
    assert "Case and versions are the same" in said
    parts = ["The blog: 2 places", "The printed magazine: 1 place", "All tools together: 1 place"]
    assert [line.removeprefix("  - ") for line in said.splitlines() if line.startswith("  - ")] == parts


def test_replay_lists_no_more_than_fits_unless_all_of_it_is_asked_for(
    case_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "result.json"
    path.write_text(blogroi.evaluate(blogroi.load(case_file), draws=50, seed=2).to_json(), encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace('"seed": 2', '"seed": 3'), encoding="utf-8")
    assert cli.main(["replay", str(path), str(case_file)]) == 1
    short = capsys.readouterr().out
    assert len(short.splitlines()) <= 25
    assert "`" not in short.partition("Where the result differs")[2].partition("Next:")[0]
    assert cli.main(["replay", str(path), str(case_file), "--full"]) == 1
    assert capsys.readouterr().out.count("  - `") > short.count("  - `")


def test_replay_of_what_is_no_result_is_refused(
    case_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "result.json"
    path.write_text("[1]", encoding="utf-8")
    assert cli.main(["replay", str(path), str(case_file)]) == 1
    path.write_text("{}", encoding="utf-8")
    assert cli.main(["replay", str(path), str(case_file)]) == 2
    assert cli.main(["replay", "nowhere.json", str(case_file)]) == 2
    assert "nowhere.json cannot be read" in capsys.readouterr().err


def test_worth_measuring_says_what_to_find_out(capsys: pytest.CaptureFixture[str]) -> None:
    command = ["worth-measuring", str(CHAMBER), "--draws", "500"]
    assert cli.main(command) == cli.FINE
    said = " ".join(capsys.readouterr().out.split())
    assert "Find out first: The intranet, effect on 'Hours spent looking for what a colleague knows, in a year'" in said
    assert cli.main([*command, "--format", "json"]) == cli.FINE
    found = json.loads(capsys.readouterr().out)
    assert set(found["evpi_by_tool"]) == {"blog", "intranet", "magazine", "newsletter"}
    held = found["conventions"]
    assert (held["draws"], found["stated_gaps"], held["gaps"]) == (500, "no-credit", "prior")
    assert cli.main(["worth-measuring", "no.toml"]) == cli.MISUSE


def test_launch_weighs_the_ways_for_one_tool(capsys: pytest.CaptureFixture[str]) -> None:
    command = ["launch", str(CHAMBER), "--draws", "500", "--full", "--tool"]
    assert cli.main([*command, "intranet"]) == cli.FINE
    assert "Launching 1 year later" in capsys.readouterr().out
    assert cli.main([*command, "intranet", "--delay", "3 months", "--after", "26 weeks"]) == cli.FINE
    assert "Launching 3 months later" in capsys.readouterr().out
    assert cli.main([*command, "intranet", "--after", "1"]) == cli.MISUSE
    assert capsys.readouterr().err.startswith("blogroi: --after: '1' is not a duration: write \"3 months\"")
    assert cli.main([*command, "intranett"]) == cli.MISUSE
    assert capsys.readouterr().err == "blogroi: --tool: there is no tool 'intranett': did you mean `intranet`?\n"
    assert cli.main([*command, "intranet", "--stopping-costs", "-1"]) == cli.MISUSE
    assert capsys.readouterr().err.startswith("blogroi: --stopping-costs: -1 ")


def test_sensitivity_says_what_it_rests_on_and_answers_what_if(capsys: pytest.CaptureFixture[str]) -> None:
    command = ["sensitivity", str(CHAMBER), "--draws", "500"]
    assert cli.main(command) == cli.FINE
    assert "That depends most on: " in capsys.readouterr().out
    assert cli.main([*command, "--full"]) == cli.FINE
    assert "quantity of 'Writing' [`tools.blog.costs.Writing.units`]: " in capsys.readouterr().out
    suppose = ["--suppose", "tools.blog.costs.Writing.units=200", "--suppose", "indicators.calls_avoided.value=9"]
    assert cli.main([*command, *suppose, "--format", "json"]) == cli.FINE
    assert json.loads(capsys.readouterr().out)["npv"]["blog"]["mean"] > 0
    assert cli.main([*command, "--suppose", "writing=many"]) == cli.MISUSE
    assert "is not a path, `=` and a number" in capsys.readouterr().err
    assert cli.main([*command, "--suppose", "writing=1"]) == cli.MISUSE
    assert capsys.readouterr().err.startswith("blogroi: --suppose: writing: is not a quantity of the case")
    assert cli.main(["sensitivity", "no.toml"]) == cli.MISUSE


def test_check_says_what_the_plan_lacks(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", str(CHAMBER)]) == 0
    said = capsys.readouterr().out
    assert (
        "No fault in the file: 3 objectives, 6 levers, 7 indicators, 4 tools\n\nThe tools are running already." in said
    )
    assert "\nWhat to do next\n  1. BR111, 7 times: " in said
    assert cli.main(["check", str(CHAMBER), "--strict"]) == 1
    assert cli.main(["check", str(CHAMBER), "--strict", "--select", "BR12"]) == 0


def test_check_selects_and_sets_aside(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [
        "--select",
        "BR124, BR125, BR121, BR161",
        "--ignore",
        "BR121 indicators.press_mentions,BR124",
        "--format",
        "json",
    ]
    assert cli.main(["check", str(CHAMBER), *arguments]) == 0
    read = json.loads(capsys.readouterr().out)
    assert [one["code"] for one in read["findings"]] == ["BR125", "BR161"]
    assert [one["code"] for one in read["ignored"]] == ["BR121", "BR124"]
    assert cli.main(["check", str(CHAMBER), "--select", "BR7"]) == 2
    assert "--select: 'BR7' does not name a check of the plan" in capsys.readouterr().err


def test_check_fails_where_the_plan_contradicts_itself(case_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with case_file.open("a", encoding="utf-8") as file:
        file.write('[objectives.savings]\nstatement = "Less is spent"\naim = "cost"\n')
    assert cli.main(["check", str(case_file)]) == 1
    assert "x BR102         1  an objective without a lever" in capsys.readouterr().out
    assert cli.main(["check", str(case_file), "--ignore", "BR102"]) == 0
    assert "1 point was set aside." in capsys.readouterr().out
    assert cli.main(["check", str(case_file), "--ignore", "BR102", "--full"]) == 0
    assert "`objectives.savings`: no reason given" in " ".join(capsys.readouterr().out.split())


def test_explain_says_why_and_how(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["explain", "BR111", "br301"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("BR111: an indicator without a baseline\nwarning\n\n")
    assert "\nBR301: a published figure" in said
    assert cli.main(["explain", "BR111", "--format", "json"]) == 0
    assert blogroi.explain("BR111").to_dict() == json.loads(capsys.readouterr().out)
    assert cli.main(["explain", "--format", "json"]) == 2
    assert capsys.readouterr().err == "blogroi: --format json: name one code, such as BR111\n"
    assert cli.main(["explain", "BR999"]) == 2
    assert capsys.readouterr().err.startswith("blogroi: there is no code 'BR999': did you mean")


def test_explain_lists_kinds_of_codes_and_the_codes_of_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["explain"]) == 0
    kinds = capsys.readouterr().out
    assert "BR111-BR119         9  baselines, targets, review dates" in kinds
    assert sum(int(line.split()[1]) for line in kinds.splitlines() if line.startswith("BR")) == len(explanations())
    assert cli.main(["explain", "br11"]) == 0
    assert re.findall(r"(?m)^BR\d+", capsys.readouterr().out) == [code for code in explanations() if code[:4] == "BR11"]
    assert cli.main(["explain", "--full"]) == 0
    assert re.findall(r"(?m)^  - (BR\d+): ", capsys.readouterr().out) == list(explanations())


def test_new_keeps_what_another_case_wants(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "new.toml"
    assert cli.main(["new", "--from", str(CHAMBER), "--output", str(target)]) == 0
    assert blogroi.load(target).indicators == blogroi.load(CHAMBER).indicators
    assert cli.main(["new", "--from", str(CHAMBER), "--output", str(target)]) == 2
    assert cli.main(["new", "--from", "nowhere.toml"]) == 2
    assert "nowhere.toml cannot be read" in capsys.readouterr().err


def test_check_finds_weights_that_cannot_hold_together(case_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = CHAMBER.read_text(encoding="utf-8")
    said = '\n[weights]\nratios = [{ more = "fees", less = "renewals", at_least = 9 }]\n'
    case_file.write_text(text + said, encoding="utf-8")
    assert cli.main(["check", str(case_file)]) == cli.FAULTS
    assert "cannot hold together" in capsys.readouterr().err


def test_what_cannot_be_evaluated_is_found_in_the_file(case_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = case_file.read_text(encoding="utf-8")
    wrong = text.replace("amount = 4000\n", 'amount = "4000 - hours"\n')
    wrong += '\n[drivers.hours]\nstatement = "Hours"\nvalue = { low = 6000, high = 9000 }\n'
    case_file.write_text(wrong, encoding="utf-8")
    line = wrong.splitlines().index('amount = "4000 - hours"') + 1
    assert cli.main(["evaluate", str(case_file), "--draws", "100"]) == 1
    said = capsys.readouterr().err
    assert f"{case_file}: 1 fault\n  line {line}: tools.blog.costs.Set-up.amount: leaves 0 and above in" in said
