"""Every option of every command reaches the function that it is for. An option without a row here fails."""

import argparse
import inspect
import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from attrs import frozen

import blogroi
from blogroi import cli, measured
from blogroi.cli.giving import give_page
from blogroi.cli.options import number
from blogroi.cli.program import COMMANDS, parser
from blogroi.model.conventions import DRAWS, SEED, ConventionKeywords, Conventions
from blogroi.results.answer import Answer

ROOT = Path(__file__).parents[2]
CHAMBER = str(ROOT / "examples" / "chamber.toml")
YEARS = [str(path) for path in sorted((ROOT / "examples" / "history").glob("*.toml"))]
CALLS = str(ROOT / "tests" / "golden" / "cases" / "calls.csv")
Rows = dict[str, tuple[str, object]]

PLAN = ROOT / "tests" / "golden" / "cases" / "plan.json"
PLANNED: Rows = {"--plan": (str(PLAN), blogroi.Plan.from_json(PLAN.read_text(encoding="utf-8")))}
DRAWN: Rows = {"--draws": ("1e3", 1000), "--seed": ("7", 7)}
CONVENTIONS: Rows = (
    DRAWN
    | PLANNED
    | {
        "--gaps": ("prior", "prior"),
        "--exclude": ("proxy, market price", ["proxy", "market price"]),
        "--viewpoint": ("members", "members"),
        "--view": ("whole-life", "whole-life"),
        "--claims": ("scaled", "scaled"),
        "--evidence": ("corrected", "corrected"),
    }
)
IN_ONE_SCENARIO: Rows = {"--scenario": ("slow", "slow")}
AGEING: Rows = {"--half-life": ("18 months", "18 months"), "--given-up": ("5e2", 500)}
SERIES: Rows = {"--clip": ("4", 4), "--at-least": ("3e1", 30)}
OPTIONS: dict[str, Rows] = {
    "evaluate": CONVENTIONS
    | IN_ONE_SCENARIO
    | {
        "--by": ("roi", "roi"),
        "--sure": ("0.75", 0.75),
        "--threads": ("2", 2),
        "--figures": ("default,irr", ("default", "irr")),
    },
    "evaluate-many": {name: row for name, row in CONVENTIONS.items() if name != "--plan"}
    | IN_ONE_SCENARIO
    | {
        "--by": ("roi", "roi"),
        "--sure": ("0.75", 0.75),
        "--figures": ("default,irr", ("default", "irr")),
        "--chunk": ("3", 3),
        "--part": ("2e2", 200),
    },
    "check": PLANNED | {"--select": ("BR1, BR2", ["BR1", "BR2"]), "--ignore": ("BR12", ["BR12"])},
    "choose": CONVENTIONS
    | IN_ONE_SCENARIO
    | {"--budget": ("6e4", 60_000), "--by": ("score", "score"), "--include": ("blog,magazine", ["blog", "magazine"])},
    "scenarios": CONVENTIONS,
    "worth-measuring": CONVENTIONS | IN_ONE_SCENARIO | AGEING | {"--choices": ("one", "one")},
    "launch": CONVENTIONS
    | IN_ONE_SCENARIO
    | AGEING
    | {
        "--tool": ("magazine", "magazine"),
        "--subject": ("tools.blog.costs", "tools.blog.costs"),
        "--size": ("50", 50),
        "--cost": ("800", 800),
        "--after": ("3months", "3months"),
        "--delay": ("2 weeks", "2 weeks"),
        "--stopping-costs": ("250.5", 250.5),
        "--error-ratio": ("0.5", 0.5),
    },
    "sensitivity": CONVENTIONS | IN_ONE_SCENARIO,
    "report": CONVENTIONS | IN_ONE_SCENARIO | {"--budget": ("6e4", 60_000)},
    "history": DRAWN | PLANNED | IN_ONE_SCENARIO,
    "diff": CONVENTIONS | IN_ONE_SCENARIO,
    "replay": PLANNED,
    "detectable": SERIES
    | {"--weeks": ("2,6", [2, 6]), "--lift": ("0.2", 0.2), "--launch": ("2025-12-29", "2025-12-29")},
    "effect": SERIES
    | {
        "--launch": ("2025-11-03", "2025-11-03"),
        "--until": ("2026-01-25", "2026-01-25"),
        "--skip": ("1", 1),
        "--state": ("off", "off"),
    },
    "series": {
        "--column": ("visits", "visits"),
        "--read-as": ("csv", "csv"),
        "--date": ("date", "date"),
        "--dates": ("day-first", "day-first"),
        "--decimal": (",", ","),
        "--step": ("day", "day"),
        "--scale": ("count", "count"),
    },
    "register": {"--day": ("2025-11-01", "2025-11-01")},
    "validate": {"--cases": ("3e2", 300), "--seed": ("7", 7)},
}
"""What is written behind an option, and what the argument of the same name then is."""

WORDS: dict[str, list[str]] = {
    "validate": [],
    "detectable": [CALLS, "--column", "calls"],
    "effect": [CALLS, "--column", "calls", "--launch", "2025-12-29"],
    "launch": [CHAMBER, "--tool", "blog"],
    "evaluate-many": [str(ROOT / "examples" / "history"), "--output", "nowhere"],
    "diff": YEARS[:2],
    "explain": ["BR111"],
    "history": YEARS,
    "references": ["call"],
    "catalogue": ["call"],
    "series": [str(ROOT / "tests" / "golden" / "cases" / "visits.csv")],
    "replay": [str(ROOT / "tests" / "golden" / "expected" / "evaluate.json"), CHAMBER],
}
"""What a command needs, where that is more than a case."""

INTO_A_FOLDER = {"evaluate-many"}
"""Commands whose output is a folder; what they write there has tests of its own."""

OF_A_COMMAND = {"progress", "executor", "root"}
"""Arguments that a command gives by itself."""

STATUS = {"replay": cli.FAULTS}
"""What it ends with then, where that is not `FINE`: that result is of another case."""

ENTERED = {"--into", "--tool", "--indicator", "--times", "--replace", "--dry-run"}
READ = {"--read-as", "--date", "--dates", "--decimal", "--step", "--scale"}
OF_ITS_OWN = {
    "check": {"--strict", "--scenario"},
    "evaluate-many": {"--workers"},
    "sensitivity": {"--suppose"},
    "new": {"--from", "--recipe"},
    "report": {"--title", "--logo", "--style"},
    "detectable": {"--column", "--control", *READ},
    "effect": {"--column", "--control", "--last-year", *READ, *ENTERED},
}
"""Options that are no argument of the function; each has a test of its own, as those of all answers have."""

OTHERWISE = {"--sure": "decision_probability", "--read-as": "format"}
"""Arguments that are called otherwise than their option."""

HOMES: dict[str, tuple[object, str]] = {
    "worth-measuring": (blogroi, "worth_measuring"),
    "launch": (blogroi, "launch"),
    "evaluate-many": (blogroi, "evaluate_into"),
    "replay": (blogroi.audit, "replay"),
    "report": (blogroi, "report_on"),
    "series": (measured, "contents"),
    "sensitivity": (blogroi, "sensitivity"),
    "detectable": (blogroi.measured, "detectable"),
    "effect": (blogroi.measured, "estimate"),
}


class SeenError(Exception):
    """The function was called, with these arguments."""

    def __init__(self, arguments: dict[str, object]) -> None:
        super().__init__(arguments)
        self.arguments = arguments


def home(command: str) -> tuple[object, str]:
    return HOMES.get(command, (blogroi, command))


def seen(monkeypatch: pytest.MonkeyPatch, where: object, name: str, words: list[str]) -> dict[str, Any]:
    """Run a command, and say with which arguments it calls a function."""
    signature = inspect.signature(getattr(where, name))

    def catch(*positional: object, **named: object) -> None:
        bound = signature.bind(*positional, **named).arguments
        raise SeenError({**bound, **bound.pop("stated", {})})

    with monkeypatch.context() as patch:
        patch.setattr(where, name, catch)
        with pytest.raises(SeenError) as caught:
            cli.main(words)
    return caught.value.arguments


def options_of(command: str) -> set[str]:
    (commands,) = (action for action in parser(command)._actions if isinstance(action, argparse._SubParsersAction))
    actions = commands.choices[command]._actions
    return {name for action in actions for name in action.option_strings if name.startswith("--")}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_has_a_row(command: str) -> None:
    general = {"--help", "--full", "--language", "--format", "--table", "--output"}
    assert options_of(command) - general == {*OPTIONS.get(command, {})} | OF_ITS_OWN.get(command, set())


@pytest.mark.parametrize(
    ("command", "option"), [(command, option) for command, rows in OPTIONS.items() for option in rows]
)
def test_every_option_reaches_its_argument(command: str, option: str, monkeypatch: pytest.MonkeyPatch) -> None:
    written, value = OPTIONS[command][option]
    words = [command, *WORDS.get(command, [CHAMBER])]
    argument = OTHERWISE.get(option, option.removeprefix("--").replace("-", "_"))
    assert seen(monkeypatch, *home(command), words).get(argument) != value
    reached = seen(monkeypatch, *home(command), [*words, option, written])
    assert reached[argument] == value
    assert type(reached[argument]) is type(value)


@pytest.mark.parametrize("command", [name for name, rows in OPTIONS.items() if "--draws" in rows])
def test_every_command_makes_the_same_draws(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    reached = seen(monkeypatch, *home(command), [command, *WORDS.get(command, [CHAMBER])])
    assert (reached["draws"], reached["seed"]) == (DRAWS, SEED)


@pytest.mark.parametrize("command", OPTIONS)
def test_what_is_left_out_is_as_if_it_were_left_out_in_python(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    where, name = home(command)
    parameters = inspect.signature(getattr(where, name)).parameters
    reached = seen(monkeypatch, where, name, [command, *WORDS.get(command, [CHAMBER])])
    for argument, parameter in parameters.items():
        if argument in reached and parameter.default is not inspect.Parameter.empty and argument not in OF_A_COMMAND:
            left_out = [] if parameter.default == () else parameter.default
            assert reached[argument] == left_out, argument
    stated: Any = {name: value for name, value in reached.items() if name in get_type_hints(ConventionKeywords)}
    case = blogroi.load(CHAMBER)
    assert Conventions.of(case, **stated) == Conventions.of(case)


def with_little_work(command: str) -> list[str]:
    little = {"--draws": "100", "--cases": "50"}
    return [word for option in little if option in options_of(command) for word in (option, little[option])]


def with_format(command: str) -> list[str]:
    return [*with_little_work(command), "--format"]


@pytest.mark.parametrize("command", [name for name in COMMANDS if {"--format", "--full"} <= options_of(name)])
def test_the_answer_is_given_in_the_form_that_is_asked_for(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = [command, *WORDS.get(command, [CHAMBER]), *with_format(command)]
    assert cli.main([*words, "text"]) == STATUS.get(command, cli.FINE)
    text = capsys.readouterr().out
    assert cli.main(words[:-1]) == STATUS.get(command, cli.FINE)
    assert capsys.readouterr().out == text
    assert cli.main([*words, "json"]) == STATUS.get(command, cli.FINE)
    assert isinstance(json.loads(capsys.readouterr().out), dict)
    if command == "evaluate":
        assert cli.main([*words, "markdown"]) == STATUS.get(command, cli.FINE)
        assert capsys.readouterr().out.startswith("# ")


@pytest.mark.parametrize(
    "command", [name for name in COMMANDS if "--output" in options_of(name) and name not in INTO_A_FOLDER]
)
def test_what_is_written_to_a_file_is_what_would_be_printed(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    needed = [] if command in ("new", "schema") else WORDS.get(command, [CHAMBER])
    words = [command, *needed, *with_little_work(command)]
    assert cli.main(words) == STATUS.get(command, cli.FINE)
    printed = capsys.readouterr().out
    assert cli.main([*words, "--output", str(tmp_path / "answer")]) == STATUS.get(command, cli.FINE)
    assert capsys.readouterr().out == ""
    assert (tmp_path / "answer").read_text(encoding="utf-8") == printed


def test_the_options_of_their_own_do_what_they_say(capsys: pytest.CaptureFixture[str]) -> None:
    def answers(*words: str) -> tuple[int, str]:
        return cli.main(list(words)), capsys.readouterr().out

    assert [answers("check", CHAMBER, *more)[0] for more in ([], ["--strict"])] == [cli.FINE, cli.FAULTS]
    assert answers("catalogue", "press") != answers("catalogue", "press", "--language", "fr")
    assert answers("references", "call") != answers("references", "call", "--language", "fr")
    new = (["--from", CHAMBER], ["--language", "fr"], ["--recipe", "chamber"])
    assert len({answers("new"), *(answers("new", *words) for words in new)}) == 4
    assert answers("diff", *YEARS[:2], "--draws", "100") != answers("diff", *YEARS[:2], "--draws", "100", "--full")
    supposed = answers("sensitivity", CHAMBER, "--draws", "100", "--suppose", "indicators.calls_avoided.value=1e1")
    assert supposed[0] == cli.FINE
    assert supposed != answers("sensitivity", CHAMBER, "--draws", "100")


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("100", 100),
        ("1e5", 100_000),
        ("1_000", 1000),
        ("+7", 7),
        ("-1", -1),
        ("0.5", 0.5),
        ("18446744073709551615", 2**64 - 1),
        ("many", "many"),
        ("", ""),
        ("1,5", "1,5"),
        ("1e", "1e"),
    ],
)
def test_numbers_are_read_as_people_write_them(written: str, value: object) -> None:
    assert number(written) == value
    assert type(number(written)) is type(value)


def refusal(function: Callable[..., object], **arguments: Any) -> str:
    with pytest.raises(blogroi.OptionError) as refused:
        function(blogroi.load(CHAMBER), **arguments)
    return str(refused.value)


@pytest.mark.parametrize(
    ("option", "written", "value"),
    [
        ("draws", "0", 0),
        ("draws", "-5", -5),
        ("draws", "1.5", 1.5),
        ("draws", "many", "many"),
        ("draws", "nan", float("nan")),
        ("draws", "1e99", 1e99),
        ("seed", "-1", -1),
        ("seed", "x", "x"),
        ("gaps", "zero", "zero"),
        ("exclude", "cahs", ["cahs"]),
        ("viewpoint", "nobody", "nobody"),
        ("view", "backward", "backward"),
        ("claims", "all", "all"),
    ],
)
def test_what_is_refused_is_refused_in_the_words_of_python(
    option: str, written: str, value: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    functions: dict[str, Callable[..., object]] = {
        "evaluate": blogroi.evaluate,
        "sensitivity": blogroi.sensitivity,
        "worth-measuring": blogroi.worth_measuring,
    }
    for command, function in functions.items():
        assert cli.main([command, CHAMBER, f"--{option}", written]) == cli.MISUSE
        printed = capsys.readouterr()
        assert printed.err == f"blogroi: --{refusal(function, **{option: value})}\n"
        assert printed.out == ""


@frozen(kw_only=True)
class Figure(Answer):
    ANSWER = "figure"

    npv: float


def test_what_is_no_number_is_never_given_as_json() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        give_page(argparse.Namespace(format="json", output=None), Figure(npv=math.nan))
