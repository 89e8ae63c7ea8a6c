"""The changes from one case to another make the one of the other, all of them at once."""

from __future__ import annotations

import attrs
import pytest

import blogroi
from blogroi import Case
from blogroi.files.fingerprint import fingerprint
from blogroi.revisions.changes import changes_between, with_changes
from blogroi.revisions.matching import matched, translated
from tests.revisions.houses import HOUSE, OTHER_KEYS, TEXT, altered


def made(old: Case, new: Case) -> Case:
    """The earlier case with all that was changed, in its words."""
    return with_changes(old, changes_between(old, translated(new, matched(old, new))))


@pytest.mark.parametrize("part", OTHER_KEYS)
def test_a_case_of_other_keys_is_told_in_those_that_were(part: str) -> None:
    case = OTHER_KEYS[part]
    assert any(matched(HOUSE, case).parts.values()) or matched(HOUSE, case).costs
    assert fingerprint(translated(case, matched(HOUSE, case))) == fingerprint(HOUSE)
    assert not any(matched(HOUSE, HOUSE).parts.values())


def test_drivers_of_other_keys_are_told_wherever_formulas_name_them() -> None:
    text = (
        '[drivers.wage]\nstatement = "What an hour costs"\nvalue = 40\n\n[drivers.hours]\nstatement = "Hours"\nvalue = "wage * 2"\n\n'
        "[indicators.calls]\n"
    )
    old = blogroi.loads(
        TEXT.replace("[indicators.calls]\n", text, 1).replace("value = 700", 'value = "5 * wage + hours"')
    )
    new = blogroi.loads(blogroi.dumps(old).replace("drivers.wage", "drivers.pay").replace("wage * 2", "pay * 2").replace("5 * wage", "5 * pay"))  # fmt: skip
    match = matched(old, new)
    assert match.parts["drivers"] == {"pay": "wage"}
    assert fingerprint(translated(new, match)) == fingerprint(old)


@pytest.mark.parametrize(
    "new",
    [
        altered(("deadweight = 0.2", "deadweight = 0.3"), ("amount = 6000", "amount = 7000")),
        altered(('objective = "sales"', "objectives = { sales = 0.5, spending = 0.5 }")),
        altered(("value = 700\n", "")),
        attrs.evolve(HOUSE, tools={key: tool for key, tool in HOUSE.tools.items() if key != "fair"}),
        attrs.evolve(HOUSE, correlations=(), weights=None),
    ],
)
def test_all_changes_at_once_make_the_later_case(new: Case) -> None:
    for one, other in ((HOUSE, new), (new, HOUSE)):
        assert changes_between(made(one, other), other) == ()


def test_a_cost_is_known_again_by_its_name() -> None:
    case = altered(("amount = 6000", "amount = 7000"))
    (change,) = changes_between(HOUSE, case)
    assert (change.steps, change.before, change.after) == (("tools", "blog", "costs", "Set-up", "amount"), 6000, 7000)
    assert not change.is_part
