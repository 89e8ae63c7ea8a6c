"""Where an answer goes to says how it looks: its width, its colours, its signs, its language, its form."""

import argparse
import html
import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from blogroi import cli
from blogroi.cli.faces import languages_from

HOUSE = Path(__file__).parents[1] / "golden" / "cases" / "house.toml"
EARLIER = HOUSE.with_name("house-2024.toml")
COMMAND = ["choose", str(HOUSE), "--draws", "100"]


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "BLOGROI_LANGUAGE", "COLUMNS", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)


def said(capsys: pytest.CaptureFixture[str], *options: str) -> str:
    assert cli.main([*COMMAND, *options]) == cli.FINE
    return capsys.readouterr().out


def test_a_pipe_is_eighty_columns_wide_and_without_colour(capsys: pytest.CaptureFixture[str]) -> None:
    lines = said(capsys).splitlines()
    assert len(lines) <= 25
    assert max(map(len, lines)) <= 80
    assert "\x1b" not in "".join(lines)


def test_columns_say_another_width(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    assert max(map(len, said(capsys).splitlines())) <= 50


@pytest.mark.parametrize("named", [["--language", "fr"], ["BLOGROI_LANGUAGE"], ["LC_ALL"]])
def test_a_language_is_asked_for_by_option_by_variable_or_by_how_the_machine_is_set(
    named: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if len(named) == 1:
        monkeypatch.setenv(named[0], "fr" if named[0].startswith("BLOGROI") else "fr_CA.UTF-8")
    assert "Avant de décider" in said(capsys, *(named if len(named) == 2 else []))


def test_an_option_counts_more_than_a_variable_and_that_more_than_the_machine(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    monkeypatch.setenv("BLOGROI_LANGUAGE", "en")
    assert "Before you decide" in said(capsys)
    assert "Avant de décider" in said(capsys, "--language", "fr")


@pytest.mark.parametrize(
    "command",
    [
        *(f"{name} CASE --draws 20" for name in ("evaluate", "choose", "sensitivity", "worth-measuring", "scenarios")),
        *("launch CASE --tool blog --draws 20", "history EARLIER CASE --draws 20", "diff EARLIER CASE --draws 20"),
        *("check CASE", "explain BR111", "catalogue hours", "references hour", "references cost", "series VISITS"),
    ],
)
def test_data_is_the_same_in_every_language(
    command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"CASE": HOUSE, "EARLIER": EARLIER, "VISITS": HOUSE.with_name("visits.csv")}
    asked = [*(str(files.get(word, word)) for word in command.split()), "--format", "json"]

    def data(*options: str) -> str:
        cli.main([*asked, *options])
        return capsys.readouterr().out

    english = data()
    assert json.loads(english)
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    assert data() == english
    assert data("--language", "fr") == english


def test_a_language_that_nobody_speaks_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([*COMMAND, "--language", "de"]) == cli.MISUSE
    assert capsys.readouterr().err.startswith("blogroi: --language: 'de' is not a language")


def test_without_what_french_needs_whoever_asks_is_told_and_whoever_does_not_is_answered(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def without_babel(name: str) -> object:
        return None if name == "babel" else find_spec(name)

    monkeypatch.setattr("blogroi.report.languages.find_spec", without_babel)
    assert cli.main([*COMMAND, "--language", "fr"]) == cli.MISUSE
    refused = capsys.readouterr().err
    assert refused.count("\n") == 1
    assert "blogroi[report]" in refused
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    assert cli.main(COMMAND) == cli.FINE
    printed = capsys.readouterr()
    assert "Before you decide" in printed.out
    assert printed.err.count("\n") == 1
    assert "blogroi[report]" in printed.err


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("a.json", "{"),
        ("a.md", "# "),
        ("a.txt", "A house"),
        ("a", "A house"),
        ("a.html", "<!doctype html>"),
        ("a.HTM", "<!doctype html>"),
    ],
)
def test_the_ending_of_a_file_says_its_form(
    name: str, begins: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said(capsys, "--output", str(tmp_path / name)) == ""
    text = (tmp_path / name).read_text(encoding="utf-8")
    assert text.startswith(begins)
    if begins == "{":
        assert json.loads(text)["answer"] == "choice"


def test_a_form_that_is_not_that_of_the_ending_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.json"
    assert cli.main([*COMMAND, "--output", str(path), "--format", "markdown"]) == cli.MISUSE
    assert "write a name that ends in .md" in capsys.readouterr().err
    assert not path.exists()


@pytest.mark.parametrize("ending", ["docx", "PDF", "toml", "ods"])
def test_an_ending_that_stands_for_something_else_is_refused(
    ending: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / f"a.{ending}"
    assert cli.main([*COMMAND, "--output", str(path)]) == cli.MISUSE
    assert capsys.readouterr().err.endswith("write a name that ends in .txt, .md, .json, .html, .csv or .xlsx\n")
    assert not path.exists()
    assert cli.main([*COMMAND, "--output", str(path), "--format", "text"]) == cli.MISUSE
    assert "would hold text: write a name that ends in .txt" in capsys.readouterr().err
    assert not path.exists()


@pytest.mark.parametrize("words", [["--format", "html"], ["--output", "a.html"]])
def test_without_what_a_page_needs_one_line_names_it_before_the_work(
    words: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("blogroi.report.page.html.find_spec", lambda name: None)
    assert cli.main(["choose", "nothing.toml", *words]) == cli.MISUSE
    assert capsys.readouterr().err == ('blogroi: --format: needs Jinja2: `python -m pip install "blogroi[report]"`\n')


def test_a_page_is_the_same_in_every_encoding_of_a_pipe() -> None:
    pages = [
        subprocess.run(
            [sys.executable, "-m", "blogroi", *COMMAND, "--format", "html", "--language", "fr"],
            env=os.environ | {"PYTHONIOENCODING": encoding},
            capture_output=True,
            check=True,
        ).stdout
        for encoding in ("utf-8", "latin-1", "ascii")
    ]
    assert pages[1].isascii()
    assert pages[1] == pages[2] != pages[0]
    assert html.unescape(pages[1].decode()) == html.unescape(pages[0].decode())


@pytest.mark.parametrize("options", [["--output", "a.pdf"], ["--output", "a.json", "--format", "markdown"]])
def test_a_form_that_cannot_be_had_is_refused_before_the_work(
    options: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["choose", str(tmp_path / "nothing.toml"), *options]) == cli.MISUSE
    assert "write a name that ends in" in capsys.readouterr().err


def run(*options: str, **variables: str) -> str:
    """Return what a terminal of 72 columns is sent."""
    import pty  # which not every system has

    main, other = pty.openpty()
    environment = {**os.environ, "COLUMNS": "72", "TERM": "xterm", "PYTHONPATH": os.pathsep.join(sys.path), **variables}
    with subprocess.Popen(
        [sys.executable, "-m", "blogroi", *COMMAND, *options], stdout=other, stderr=subprocess.DEVNULL, env=environment
    ) as process:
        os.close(other)
        parts = []
        while True:
            try:
                part = os.read(main, 65536)
            except OSError:  # the other end is closed
                break
            if not part:
                break
            parts.append(part)
        process.wait()
    os.close(main)
    return b"".join(parts).decode("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pseudo-terminal")
def test_on_a_terminal_titles_are_bold_unless_colour_is_not_wanted() -> None:
    assert "\x1b[1mA house" in run()
    assert "\x1b" not in run(NO_COLOR="1")
    assert "\x1b" not in run(TERM="dumb")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pseudo-terminal")
def test_a_file_is_the_same_whatever_terminal_it_is_written_from(tmp_path: Path) -> None:
    for name, variables in (("a.txt", {}), ("b.txt", {"PYTHONIOENCODING": "ascii", "COLUMNS": "50"})):
        assert run("--output", str(tmp_path / name), **variables) == ""
    written = (tmp_path / "a.txt").read_text(encoding="utf-8")
    assert "\x1b" not in written
    assert max(map(len, written.splitlines())) > 72
    assert (tmp_path / "b.txt").read_text(encoding="utf-8") == written


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pseudo-terminal")
def test_signs_that_an_encoding_lacks_are_drawn_in_ascii() -> None:
    assert run(PYTHONIOENCODING="ascii", NO_COLOR="1").isascii()


@pytest.mark.parametrize(
    ("language", "form", "languages"),
    [
        ("fr", "text", ["fr", "en"]),
        ("en", "text", ["en", "fr"]),
        ("fr", "json", ["en", "fr"]),
        ("fr", "csv", ["en", "fr"]),
    ],
)
def test_words_are_looked_for_in_the_language_of_the_answer_first(
    language: str, form: str, languages: list[str]
) -> None:
    assert languages_from(argparse.Namespace(language=language, format=form, output=None)) == languages
