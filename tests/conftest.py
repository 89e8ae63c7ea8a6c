"""Settings that hold for all tests: the same examples in every run, and no deadline on a busy machine."""

import os

import pytest
from hypothesis import HealthCheck, Phase, settings

MUTANT = os.environ.get(
    "MUTANT_UNDER_TEST"
)  # set by tests/mutating, which asks for a failure and not for the smallest one

settings.register_profile(
    "blogroi",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
    phases=list(Phase) if MUTANT is None else [Phase.explicit, Phase.generate],
)
settings.load_profile("blogroi")

collect_ignore = ["fuzzing"]  # needs a fuzzer, and runs for as long as it is told to


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take what is made now for what is expected: the answers in `tests/golden`, the schema in `tests/files`."""
    parser.addoption("--renew", action="store_true", help="keep what is made now as what should be made")
