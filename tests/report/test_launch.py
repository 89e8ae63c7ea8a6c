"""What is said of launching a tool: no range where nothing is uncertain, and nothing of measuring where nothing can be measured."""

import blogroi
from tests.builders import a_case, a_cost, a_tool, an_effect


def test_a_loss_that_is_certain_has_no_range_and_nothing_is_measured_first() -> None:
    case = a_case({"blog": a_tool({"calls": an_effect(1.0)}, [a_cost(90.0)])})
    said = blogroi.text(blogroi.launch(case, tool="blog", draws=10)).splitlines()
    verdict = said[said.index("") + 1 :]
    assert verdict[: verdict.index("")] == ["The blog: do not run it.", "Running it is expected to lose 89 EUR."]
