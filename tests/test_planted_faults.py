"""Each fault that is planted to try the gates can still be planted where it says, before a gate that is there."""

import re

import pytest

from tests.planted_faults import FAULTS, ROOT, Fault

TABLE = (ROOT / "docs" / "quality.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.what)
def test_the_line_to_spoil_and_the_tests_to_run_are_there(fault: Fault) -> None:
    path = ROOT / fault.path
    assert not fault.old or fault.old in path.read_text(encoding="utf-8")  # without, the file may be new
    named = re.findall(r"(?:tests|docs|src)/[\w./]+", fault.gate)
    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.what)
def test_the_page_on_quality_names_every_fault(fault: Fault) -> None:
    assert f"| {fault.what} |" in TABLE
