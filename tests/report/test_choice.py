"""What is said of a choice: what keeping a tool costs, or that it costs nothing."""

import blogroi
from tests.builders import a_case, a_cost, a_tool, an_effect


def test_what_keeping_a_tool_costs_is_said_also_where_it_is_nothing() -> None:
    good = a_tool({"calls": an_effect(100.0)}, [a_cost(10.0)])
    poor = a_tool({"calls": an_effect(1.0)}, [a_cost(31.0)], name="Fair")
    case = a_case({"good": good, "poor": poor})
    kept = [blogroi.text(blogroi.choose(case, include=[key], draws=10)) for key in ("good", "poor")]
    assert "Keeping The blog costs nothing: the best choice has it anyway." in kept[0]
    assert "Keeping Fair costs 30 EUR compared with choosing The blog alone." in kept[1]
