import ast
import io
import json
import sys
import tomllib
from pathlib import Path

import pytest

import blogroi
from blogroi import cli
from blogroi.cli.outlet import say
from blogroi.language.acting import one_line, printable

SOURCE = Path(blogroi.__file__).parent
ACTING = [*range(9), *range(0x0B, 0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xDCFF]
KEPT = "\t\n\u200e\u200f\u061c\u00e9\u2615\U0001f680"


def in_encoding(encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="strict")


def said(stream: io.TextIOWrapper) -> str:
    return stream.buffer.getvalue().decode("utf-8")  # type: ignore[attr-defined, no-any-return]


@pytest.mark.parametrize("number", ACTING)
def test_what_acts_on_a_terminal_is_escaped(number: int) -> None:
    assert printable(f"a{chr(number)}b") == f"a\\u{number:04x}b"


def test_what_is_shown_is_left_alone() -> None:
    assert printable(KEPT) == KEPT
    assert one_line("a\tb\nc") == "a\\u0009b\\u000ac"


def test_data_that_is_escaped_is_the_same_data() -> None:
    data = {"k\x1b\u202e": "\u2066\x9b\x00"}
    text = printable(json.dumps(data, ensure_ascii=False))
    assert json.loads(text) == data
    assert not {*text} & {chr(number) for number in ACTING}


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
def test_data_stays_the_same_in_any_encoding(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = {"title": KEPT}
    for form in ("json", "toml"):
        monkeypatch.setattr(sys, "stdout", stream := in_encoding(encoding))
        text = (
            json.dumps(data, ensure_ascii=False)
            if form == "json"
            else f"title = {json.dumps(KEPT, ensure_ascii=False)}\n"
        )
        say(text, data=form)
        read = (json.loads if form == "json" else tomllib.loads)(stream.buffer.getvalue().decode(encoding))  # type: ignore[attr-defined]
        assert read == data


def test_words_that_the_encoding_lacks_have_a_question_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", stream := in_encoding("ascii"))
    say("Le blog de l\u2019\u00e9t\u00e9\n")
    assert said(stream) == "Le blog de l??t?\n"


@pytest.mark.parametrize("name", ["a\x1b[2Jb.toml", "a\nblogroi: all is well.toml", "a\u202elmot.toml", "a\udcff.toml"])
@pytest.mark.parametrize("command", ["check", "evaluate", "new"])
def test_a_file_name_can_neither_act_nor_forge_a_line(
    name: str, command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_text("blogroi = 1", encoding="utf-8")
    if command == "new":
        assert cli.main(["new", "--output", str(tmp_path / name)]) == cli.MISUSE
    else:
        assert cli.main([command, str(tmp_path / name)]) == cli.FAULTS
    head = capsys.readouterr().err.splitlines()[0]
    assert one_line(name) in head
    assert head == printable(head)


def test_the_words_of_a_command_can_neither_act_nor_forge_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["check", "x", "--\x1b[2J"], ["\x1b\n"], ["explain", "BR\x1b\n1"], ["check", "x", "y\x1b\nz"]):
        assert cli.main(arguments) == cli.MISUSE
        line = capsys.readouterr().err
        assert "\x1b" not in line
        assert line.count("\n") == 1


def test_the_keys_of_a_result_can_neither_act_nor_forge_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case, result = tmp_path / "case.toml", tmp_path / "result.json"
    case.write_text(blogroi.template(), encoding="utf-8")
    found = blogroi.evaluate(blogroi.load(case), draws=10).to_dict() | {"\x1b[2J\u202e\nall is well": 1}
    result.write_text(json.dumps(found), encoding="utf-8")
    assert cli.main(["replay", str(result), str(case), "--full"]) == cli.FAULTS
    said = capsys.readouterr().out
    assert "it differs in 1 place." in said
    assert "  - `\\u001b[2J\\u202e all is well`\n" in said


def test_nothing_is_printed_but_through_the_outlet() -> None:
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_print = isinstance(node, ast.Name) and node.id == "print"
            is_stream = isinstance(node, ast.Attribute) and node.attr in ("stdout", "stderr")
            assert not (is_print or is_stream) or path.name == "outlet.py", f"{path}:{node.lineno}"  # type: ignore[attr-defined]
