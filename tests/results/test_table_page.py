"""The page of all tables says what each column is: it is made of the layouts, and a stale one fails."""

from collections.abc import Iterator
from functools import reduce
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import blogroi
from blogroi.results.answer import READERS, Answer
from blogroi.results.table import CURRENCY, STEP, Layout

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "tables.md"
GUIDE = Path(__file__).parents[2] / "docs" / "tables.md"
UNITS = {CURRENCY: "the currency", STEP: "steps of the window"}
HEAD = """# All tables

What stands in each column of each [table](../tables.md). A `text` is a text, a `number` a real number, a `whole` number has no fraction, a `flag` is
true or false, a `date` a day. Nothing stands in a cell of which nothing is known. Every answer that was held against a
[locked plan](../before-launch.md) has the table `moves` besides.
"""


def reader_of(answer: str) -> type[Answer]:
    first, *rest = READERS[answer].split(".")
    start: Any = import_module(f"blogroi.{first}") if rest else getattr(blogroi, first)
    found: type[Answer] = reduce(getattr, rest, start)
    return found


def lines_of(name: str, meaning: str, request: str, columns: Any) -> Iterator[str]:
    yield f"### `{name}`\n"
    yield meaning + (f" Made on request: `{request}`." if request else "") + "\n"
    yield "| column | kind | counted in | meaning |"
    yield "|---|---|---|---|"
    for column, held in columns.items():
        unit = UNITS.get(held.unit or "", held.unit or "")
        yield f"| `{column}` | {held.kind} | {unit} | {held.meaning.replace('|', chr(92) + '|')} |"
    yield ""


def of_layout(layout: Layout[Any]) -> Iterator[str]:
    yield from lines_of(layout.name, layout.meaning, layout.request, layout.headings)


def page() -> str:
    lines = [HEAD]
    shown: set[str] = set()
    for answer in READERS:
        cls = reader_of(answer)
        if cls.TABLES in shown:
            continue
        shown.add(cls.TABLES)
        lines.append(f"## {', '.join(f'`{one}`' for one in READERS if reader_of(one).TABLES == cls.TABLES)}\n")
        lines += [line for layout in cls.layouts() if layout.name != "moves" for line in of_layout(layout)]
    simulation = blogroi.simulate(blogroi.loads(blogroi.template()), draws=1)
    lines.append("## `blogroi.simulate`\n")
    for name, table in simulation.tables.items():
        text = "\n".join(lines_of(name, "A row for each tool and draw.", "", table.columns))
        lines.append(text.replace("| EUR |", f"| {UNITS[CURRENCY]} |"))
    lines.append("## Every answer that was held against a plan\n")
    (moves,) = [layout for layout in blogroi.Evaluation.layouts() if layout.name == "moves"]
    lines += of_layout(moves)
    return "\n".join(lines).rstrip() + "\n"


def test_the_page_says_what_every_column_is(request: pytest.FixtureRequest) -> None:
    """Renew it with ``pytest tests/results/test_table_page.py --renew``."""
    made = page()
    if request.config.getoption("--renew"):
        PAGE.write_text(made, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == made


def test_the_guide_names_every_table() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    for answer in READERS:
        for layout in reader_of(answer).layouts():
            assert f"`{layout.name}`" in text, (answer, layout.name)


@pytest.mark.parametrize("answer", READERS)
def test_every_answer_lays_out_tables_of_names_of_its_own(answer: str) -> None:
    layouts = reader_of(answer).layouts()
    names = [layout.name for layout in layouts]
    assert len(set(names)) == len(names) > 0
    assert all(layout.meaning.endswith(".") for layout in layouts)
    for layout in layouts:
        for name, heading in layout.headings.items():
            assert heading.meaning.endswith("."), (layout.name, name)
            assert heading.unit is None or heading.kind in ("number", "whole"), (layout.name, name)
