import time

import pytest

from blogroi.files.positions import line_of_deep_key, line_where, lines_of, repeated_key

TOML = '''# comment with [brackets] and = signs
title = "a [text] = { with } signs" # and a comment
horizon = { start = 2026-01-01,
  # TOML 1.0 has no line breaks here, but a tolerant scanner may
  periods = 3 }
numbers = [
  1,
  { low = 1,
    high = 2 },
]
text = """
[not.a.table]
key = 1
"""
"quoted key" = 1
a.b.c = 2

[[tools.blog.costs]]
item = "one"
[[tools.blog.costs]]
item = "two"
[tools.blog.costs.part]
x = 1
[tools . blog . effects]
calls = { change = [1, 2] }
'''


def test_toml_paths_are_found() -> None:
    expected = {
        "title": 2, "horizon": 3, "horizon.periods": 5, "numbers[1]": 7, "numbers[2].low": 8, "numbers[2].high": 9,
        "text": 11, "quoted key": 15, "a.b.c": 16, "a.b": 16, "tools.blog.costs[1].item": 19,
        "tools.blog.costs[2]": 20, "tools.blog.costs[2].item": 21, "tools.blog.costs[2].part.x": 23,
        "tools.blog.effects.calls.change[2]": 25,
    }  # fmt: skip
    assert lines_of(TOML, "toml", expected) == expected


def test_the_nearest_table_stands_for_what_is_not_there() -> None:
    assert lines_of(TOML, "toml", ["tools.blog.costs[2].amount", "tools.blog.effects.mail"]) == {
        "tools.blog.costs[2].amount": 20,
        "tools.blog.effects.mail": 24,
    }
    assert lines_of(TOML, "toml", ["nowhere"]) == {}


def test_json_paths_are_found() -> None:
    text = '{\n "a": {"b": [1,\n {"c": "x,y:{}"},\n [5, 6]]},\n "d": 1\n}'
    paths = ["a", "a.b", "a.b[1]", "a.b[2].c", "a.b[3]", "a.b[3][2]", "d"]
    assert lines_of(text, "json", paths) == dict(zip(paths, [2, 2, 2, 3, 4, 4, 5], strict=True))


def test_a_header_stands_for_a_table_that_has_none_of_its_own() -> None:
    text = "a = 1\n[tools.blog.effects.calls]\nx = 1\n[tools.blog]\ny = 1\n"
    assert lines_of(text, "toml", ["tools.blog.name", "tools.blog.effects.mail", "tools.fair"]) == {
        "tools.blog.name": 4,
        "tools.blog.effects.mail": 2,
        "tools.fair": 2,
    }


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ('"a b" = 1', '"a b"'),
        ("'a.b' = 1", '"a.b"'),
        ("'a\"b' = 1", r'"a\"b"'),
        ("'a\\b' = 1", r'"a\\b"'),
        ('"\\u00e9t\\u00e9" = 1', "été"),
        ('"\\U000000e9" = 1', "é"),
        ('[tools."a b"]', 'tools."a b"'),
        ("[x]\r\n[tools]\r\nblog.'a b'={c=1}", 'tools.blog."a b".c'),
    ],
)
def test_odd_keys_are_found(text: str, path: str) -> None:
    assert lines_of(f"# first\n{text}\n", "toml", [path])[path] == 1 + len(text.splitlines())


def test_a_key_with_a_dot_is_not_two_keys() -> None:
    text = '"a.b" = 1\n[a]\nb = 2\n"[1]" = 3\n[[c]]\nd = 4\n'
    paths = {'"a.b"': 1, "a.b": 3, 'a."[1]"': 4, "c[1].d": 6}
    assert lines_of(text, "toml", list(paths)) == paths


@pytest.mark.parametrize("quotes", ['"""', "'''"])
def test_what_stands_in_a_text_is_no_place(quotes: str) -> None:
    text = f"a = {quotes}\n[b]\nc = 1 # ]\n{quotes}\n[b] # [b]\nc = 2"
    assert lines_of(text, "toml", ["b", "b.c"]) == {"b": 5, "b.c": 6}


@pytest.mark.parametrize("format", ["toml", "json"])
@pytest.mark.parametrize("text", ["", "[", "{", "a", "a =", "[[a", '{"a": [', '"', "a = [1,\n\n", "a = }", "]]"])
def test_a_text_cut_short_is_passed_over(text: str, format: str) -> None:
    assert lines_of(text, format, ["x.y"]).get("x.y", 1) == 1


def test_a_repeated_key_is_found_in_its_own_table() -> None:
    assert repeated_key('{"a": {"b": 1},\n "b": [{"b": 2}, {"b": 3}],\n "\\u0061": 4}') == ("a", 3)


def test_a_word_is_found_outside_texts_alone() -> None:
    assert line_where('{"NaN": "NaN",\n"b": NaN}', lambda word: word == "NaN") == 2
    assert line_where("a = 1", lambda word: word == "NaN") is None


def test_the_parts_of_a_key_are_counted_outside_texts_alone() -> None:
    assert line_of_deep_key("a = '....'\nb = [1.5, 2.5, 3.5]\n[a.b.c]\n'x'.y.\"z\".u = 1", 3) == 4
    assert line_of_deep_key("a = '....'\nb = [1.5, 2.5, 3.5]", 3) is None


@pytest.mark.parametrize(
    ("format", "text", "paths"),
    [
        ("toml", "x = [" + "[1, 'a', \"\\\\\"], " * 20_000 + "]\n", ["x[1]", "y"]),
        ("toml", 'x = """' + '"" ' * 300_000 + '"""\n', ["y"]),
        ("toml", "[[x]]\n" * 60_000, ["x[59999]", "y"]),
        ("json", '{"' + "k" * 500_000 + '": [' + "1, " * 200_000 + "1]}", ["k" * 500_000]),
        ("json", "[" * 20_000 + "1, " * 100_000 + "1" + "]" * 20_000, ["[1]" * 20_000]),
        ("json", '{"' + "a." * 200_000 + '": 1}', ["a." * 200_000]),
    ],
)
def test_time_grows_with_the_text_and_no_faster(format: str, text: str, paths: list[str]) -> None:
    started = time.process_time()
    lines_of(text, format, paths)
    assert time.process_time() - started < 3  # the square of these sizes would take minutes
