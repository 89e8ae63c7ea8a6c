"""What is said of the changes between two cases: what came and what went."""

import blogroi
from tests.builders import a_case, a_cost, a_tool, an_effect

BLOG = a_tool({"calls": an_effect(100.0)}, [a_cost(10.0)])
FAIR = a_tool({"calls": an_effect(50.0)}, [a_cost(20.0)], name="Fair")


def test_what_came_is_called_new_and_what_went_is_called_gone() -> None:
    few, many = a_case({"blog": BLOG}), a_case({"blog": BLOG, "fair": FAIR})
    came = blogroi.text(blogroi.diff(few, many, draws=10))
    went = blogroi.text(blogroi.diff(many, few, draws=10))
    assert "New: Fair." in came
    assert "\nnew: Fair" in came
    assert "No longer there: Fair." in went
    assert "\ngone: Fair" in went
