"""Texts that ask for more than they look: each is read in a process of its own, which says what came of it.

``python tests/files/bombs.py NAME`` prints what was said, the processor time, and by how much memory rose.
"""

from __future__ import annotations

import json
import sys
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

HEAD = """blogroi = 1
title = "x"
currency = "EUR"
horizon = { start = 2026-01-01, periods = 3, step = "year" }
discounting = { rate = 0.035 }
[objectives.o]
statement = "o"
aim = "cost"
[levers.l]
statement = "l"
objective = "o"
[indicators.i]
statement = "i"
lever = "l"
unit = "u"
better = "higher"
value = 3
"""
TOOL = '[tools.t]\nkind = "blog"\n'
COST = '[[tools.t.costs]]\nitem = "c"\namount = 1\nwhen = "each"\n'


def many(count: int, line: str) -> str:
    """Write a line so many times, each with its number in the place of a sharp sign."""
    return "".join(line.replace("#", str(number)) for number in range(count))


def tools(count: int) -> str:
    effect = '[tools.t#.effects.i]\nchange = { low = 1, high = 2 }\nevidence = "estimated"\n'
    cost = '[[tools.t#.costs]]\nitem = "c"\namount = { low = 1, high = 2 }\nwhen = "each"\n'
    return HEAD + many(count, '[tools.t#]\nkind = "blog"\n' + cost + effect)


def costs(count: int) -> str:
    return HEAD + TOOL + many(count, '[[tools.t.costs]]\nitem = "c#"\namount = 1\nwhen = "each"\n')


def ranges(count: int) -> str:
    cost = '[[tools.t.costs]]\nitem = "c#"\namount = { low = 1#, high = 9# }\nwhen = "each"\n'
    return HEAD + TOOL + many(count, cost).replace("low = 1", "low=1").replace(" }", "}")


def wide(count: int) -> str:
    """Return a case of so many indicators, on each of which a tool has an effect."""
    indicator = '[indicators.i#]\nstatement = "i#"\nlever = "l"\nunit = "u"\nbetter = "higher"\nvalue = 2\n'
    effect = '[tools.t.effects.i#]\nchange = 1\nevidence = "estimated"\n'
    return HEAD + many(count, indicator) + TOOL + many(count, effect) + COST


def changes(count: int) -> str:
    return ", ".join(f'"indicators.i{number}.value" = 1' for number in range(count))


def as_json(text: str) -> str:
    return json.dumps(tomllib.loads(text), default=str)


ONE = "blogroi = 1\n"
BOMBS: dict[str, Callable[[], str]] = {
    "200,000 headers": lambda: ONE + many(200_000, "[a#]\n"),
    "200,000 headers of tools": lambda: ONE + many(200_000, "[tools.t#]\n"),
    "200,000 headers of numbers": lambda: ONE + many(200_000, "[#]\n"),
    "200,000 tables of one list": lambda: ONE + many(200_000, "[[a]]\n"),
    "20,000 headers of 16 parts": lambda: ONE + many(20_000, f"[{'.'.join(['a#'] * 16)}]\n"),
    "60,000 keys of 11 parts": lambda: ONE + many(60_000, "a#.b.c.d.e.f.g.h.i.j.k = 1\n"),
    "50,000 costs": lambda: costs(50_000),
    "50,000 costs of one name": lambda: HEAD + TOOL + COST * 50_000,
    "10,000 tools": lambda: tools(10_000),
    "10,000 tools without a word": lambda: HEAD + many(10_000, "[tools.t#]\n"),
    "3,200 ranges": lambda: ranges(3200),
    "12,000 indicators with unknown keys": lambda: (
        HEAD + many(4900, '[indicators.i#]\nstatement = "i"\nlever = "l"\nunit = "u"\nbetter = "higher"\nzq# = 1\n')
    ),
    "20,000 unknown keys": lambda: ONE + many(20_000, "zq# = 1\n"),
    "many faults of all sorts": lambda: (
        HEAD
        + many(
            8000,
            '[tools.t#]\nnmae = "t"\n[[tools.t#.costs]]\nitm = "c"\namount = "x y"\n[tools.t#.effects.j#]\nchange = "a b"\n',
        )
    ),
    "200,000 lines that are none": lambda: HEAD + "a b c\n" * 200_000,
    "100,000 times one key": lambda: ONE + "a = 1\n" * 100_000,
    "100,000 times one table": lambda: ONE + "[a]\n" * 100_000,
    "50,000 brackets": lambda: ONE + "a = " + "[" * 50_000 + "]" * 50_000,
    "10,000 tables within each other": lambda: ONE + "a = " + "{a=" * 10_000 + "1" + "}" * 10_000,
    "a key of 50,000 parts": lambda: ONE + ".".join(["a"] * 50_000) + " = 1",
    "a key of 5 MB": lambda: ONE + "a" * 5_000_000 + " = 1",
    "a line of 10 MB": lambda: ONE + 'title = "' + "x" * 10_000_000 + '"',
    "a word of 10 MB": lambda: ONE + "title = " + "x" * 10_000_000,
    "a list of 2,000,000": lambda: ONE + "title = [" + "1," * 2_000_000 + "]",
    "a number of 100,000 digits": lambda: ONE + "title = " + "9" * 100_000,
    "a fraction of 1,000,000 digits": lambda: ONE + "title = 1." + "9" * 1_000_000,
    "500,000 numbers without end": lambda: ONE + "title = [" + "1e999," * 100_000 + "]",
    "a text that is not closed": lambda: HEAD + 'a = """' + '""\n' * 1_000_000,
    "200,000 lists that are not closed": lambda: HEAD + "a = [\n" * 200_000,
    "3,000 formulas in brackets": lambda: (
        HEAD + many(3000, f'[drivers.d#]\nstatement = "d"\nvalue = "{"(1+" * 40}1{")" * 40}"\n')
    ),
    "a circle of 10,000 drivers": lambda: HEAD + many(10_000, '[drivers.d#]\nstatement = "d"\nvalue = "d#"\n'),
    "200 scenarios of 2,000 indicators": lambda: (
        wide(2000) + many(200, '[scenarios.s#]\nstatement = "s"\nset = { "indicators.i0.value" = # }\n')
    ),
    "100,000 changes by scenarios": lambda: (
        wide(2000) + many(200, f'[scenarios.s#]\nstatement = "s"\nset = {{ {changes(500)} }}\n')
    ),
    "JSON: 200,000 keys": lambda: '{"blogroi": 1' + many(200_000, ', "a#": {}') + "}",
    "JSON: 200,000 times one key": lambda: '{"blogroi": 1' + ', "a": 1' * 200_000 + "}",
    "JSON: 50,000 costs": lambda: as_json(costs(50_000)),
    "JSON: 10,000 tools": lambda: as_json(tools(10_000)),
    "JSON: 3,200 ranges": lambda: as_json(ranges(3200)),
    "JSON: 100,000 brackets": lambda: '{"blogroi": 1, "a": ' + "[" * 100_000 + "]" * 100_000 + "}",
    "JSON: a number of 1,000,000 digits": lambda: '{"blogroi": 1, "title": ' + "9" * 1_000_000 + "}",
    "JSON: a line of 10 MB": lambda: '{"blogroi": 1, "title": "' + "x" * 10_000_000 + '"}',
    "JSON: a word of 10 MB": lambda: '{"blogroi": 1, "title": ' + "x" * 10_000_000 + "}",
    "JSON: 1,000,000 empty tables": lambda: '{"blogroi": 1, "a": [' + "{}," * 999_999 + "{}]}",
}


def peak() -> int:
    """Return the most memory so far, in bytes: that of this process alone, where `ru_maxrss` begins with its parent's."""
    status = Path("/proc/self/status")
    if status.exists():
        return 1024 * int(status.read_text().partition("VmHWM:")[2].split()[0])
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def main(names: list[str]) -> None:
    """Read each, and print what came of it."""
    import blogroi

    for name in names:
        text = BOMBS[name]().encode()
        before, begun = peak(), time.process_time()
        try:
            case = blogroi.loads(text, format="json" if name.startswith("JSON") else "toml")
            said = f"read: {len(case.tools)} tools"
        except blogroi.BlogroiError as error:
            said = f"{type(error).__name__}: {str(error)[:200]}"
        seconds = time.process_time() - begun
        rise = (peak() - before) / 2**20
        print(json.dumps({"name": name, "said": said, "seconds": seconds, "MiB": rise, "bytes": len(text)}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:] or list(BOMBS))
