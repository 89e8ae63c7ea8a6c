"""What a shell shows of a thing is one line, whatever the thing holds."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

import blogroi
from blogroi.model.brief import MOST, brief, count, some
from tests.builders import a_case, a_cost, a_tool, an_effect


def test_a_case_says_what_it_holds() -> None:
    case = a_case({"blog": a_tool({"calls": an_effect(1500)}, [a_cost(1000)])}, periods=3)
    assert repr(case) == "<Case 'A case': 1 tool; 1 indicator; 0 objectives; 3 years from 2026-01-01; EUR>"


def test_a_tool_says_what_is_stated_of_it() -> None:
    tool = a_tool({"calls": an_effect(1500)}, [a_cost(1000), a_cost(10, "Other")], name="The blog")
    assert repr(tool) == "<Tool 'The blog': 2 costs; 1 effect; introduced on 2026-01-15>"
    assert repr(a_tool(name="The fair", introduced=None)) == "<Tool 'The fair': 0 costs; 0 effects>"


def test_what_is_not_said_leaves_no_trace() -> None:
    assert (brief(()), brief((), "", name="A"), brief((), "a", "", "b")) == ("<tuple>", "<tuple 'A'>", "<tuple: a; b>")


@pytest.mark.parametrize(
    ("most", "shown"),
    [
        (100, "blog, fair, intranet"),
        (21, "blog, fair, intranet"),
        (19, "blog, fair and 1 more"),
        (4, "blog and 2 more"),
        (0, "... and 2 more"),
    ],
)
def test_a_list_names_what_there_is_room_for_and_counts_the_rest(most: int, shown: str) -> None:
    assert some(["blog", "fair", "intranet"], max(most, 3)) == shown


def test_one_thing_is_not_several() -> None:
    assert [count(number, "study", "studies") for number in (0, 1, 2_000)] == ["0 studies", "1 study", "2,000 studies"]


@given(st.text(), st.lists(st.text()), st.lists(st.text(min_size=1)))
def test_whatever_is_said_it_is_one_line_of_some_length_that_can_be_shown(
    name: str, said: list[str], listed: list[str]
) -> None:
    shown = brief((), *said, some(listed), name=name, of="of")
    assert len(shown) <= MOST
    assert shown.isprintable()
    assert shown.startswith("<tuple of ")
    assert shown.endswith(">")


def test_a_name_cannot_act_on_a_terminal_or_end_the_line() -> None:
    shown = brief((), "key\x1b[2J", name="Blog\n\x1b]0;gone\x07\u202e")
    assert shown == r"<tuple 'Blog\n\x1b]0;gone\x07\u202e': key\x1b[2J>"


def test_rich_shows_the_same_line() -> None:
    case = a_case({"blog": a_tool({"calls": an_effect(1500)}, [a_cost(1000)], name="[bold]The blog[/bold]")})
    for thing in (
        case,
        case.tools["blog"],
        blogroi.evaluate(case, draws=100),
        blogroi.evaluate(case, draws=100).tools["blog"],
    ):
        (told,) = thing.__rich_repr__()
        assert f"<{type(thing).__name__} {told!r}>" == repr(thing)
        assert thing.__rich_repr__.angular  # type: ignore[attr-defined]


def test_rich_itself_takes_no_more_than_that_line() -> None:
    console = pytest.importorskip("rich.console", reason="rich is not installed")
    case = a_case({"blog": a_tool({"calls": an_effect(1500)}, [a_cost(1000)], name="[bold]The blog[/bold]")})
    for thing in (case, case.tools["blog"]):
        shown = console.Console(file=io.StringIO(), width=200)
        shown.print(thing)
        assert shown.file.getvalue() == f"{thing!r}\n"
