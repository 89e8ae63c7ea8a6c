"""The two case files that these tests read: the documented example, and one in which every field is said."""

from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def contract() -> str:
    """Give the documented example of a case file."""
    return (HERE / "contract.toml").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def everything() -> str:
    """Give a case file in which every field of every table is said."""
    return (HERE / "everything.toml").read_text(encoding="utf-8")
