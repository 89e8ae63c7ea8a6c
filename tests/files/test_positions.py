import time

from blogroi.files.positions import lines_of

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


def test_time_grows_with_the_text_and_no_faster() -> None:
    def seconds(size: int) -> float:
        text = "x = [" + "[1, 'a', \"\\\\\"], " * size + "]\n"
        started = time.process_time()
        lines_of(text, "toml", ["x[1]", "y"])
        return time.process_time() - started

    small, large = seconds(2_000), seconds(20_000)
    assert large < 40 * small + 0.05
