"""Help and misuse, in the language that is asked for."""

import argparse
from itertools import product

import pytest

from blogroi import cli
from blogroi.cli.program import COMMANDS, parser
from blogroi.cli.tongue import asked_language, in_language
from blogroi.report.languages import choose_language


@pytest.mark.parametrize(
    "asked", [["--language", "fr"], ["--language=fr"]], ids=lambda words: "=".join(words) if words else "none"
)
def test_help_is_given_in_the_language_that_is_asked_for(asked: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["choose", "--help", *asked]) == 0
    said = capsys.readouterr().out
    assert said.startswith("utilisation\u00a0: blogroi choose [-h]")
    assert "\nChoisir les outils" in said
    assert "affiche ceci et s\u2019arrête" in said


@pytest.mark.parametrize(
    ("variables", "first"),
    [({"BLOGROI_LANGUAGE": "fr"}, "utilisation"), ({"LANG": "fr_FR.UTF-8"}, "utilisation"), ({"LANG": "C"}, "usage")],
)
def test_help_is_given_in_the_language_of_the_machine(
    variables: dict[str, str], first: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("BLOGROI_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert cli.main(["--help"]) == 0
    assert capsys.readouterr().out.startswith(first)


def test_a_command_that_cannot_be_taken_is_answered_in_french(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["choose", "x", "--language", "fr", "--draws"]) == 2
    assert capsys.readouterr().err == "blogroi: --draws\u00a0: demande une valeur\n"
    assert cli.main(["--language", "fr", "choose"]) == 2
    assert capsys.readouterr().err == "blogroi: il manque FILE\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_help_is_there_in_french(command: str) -> None:
    (below,) = (one for one in parser(command)._actions if isinstance(one, argparse._SubParsersAction))
    said = [action.help for action in below.choices[command]._actions if action.help is not None]
    assert [words for words in said if in_language(words, "fr") == words] == []


def test_what_is_said_of_every_command_is_there_in_french() -> None:
    assert [words for words in COMMANDS.values() if in_language(words, "fr") == words] == []


def test_help_and_answers_are_in_the_same_language_whatever_is_set() -> None:
    names = ("BLOGROI_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
    for codes in product(("", "en", "fr"), repeat=len(names)):
        first = next((code for code in codes if code), "en")
        variables = {
            name: code if name == names[0] or not code else f"{code}_CA.UTF-8"
            for name, code in zip(names, codes, strict=True)
        }
        assert asked_language(["choose"], variables) == choose_language(None, variables).language == first, variables


@pytest.mark.parametrize(("language", "title"), [("en", "commands:"), ("fr", "commandes\u00a0:")])
def test_the_commands_are_listed_under_their_title(
    language: str, title: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["--help", "--language", language]) == 0
    lines = capsys.readouterr().out.splitlines()
    listed = [line.split()[0] for line in lines[lines.index(title) + 1 :] if line.startswith("    ") and line[4] != " "]
    assert listed == list(COMMANDS)
