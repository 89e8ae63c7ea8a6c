"""Properties that are asked of fewer drawn examples, for as many mutants as there are."""

from __future__ import annotations

import pytest
from hypothesis import settings

OPTIONS = [
    "-q", "--doctest-modules", "-o", "addopts=--import-mode=importlib", "-o", "testpaths=", "-p", "no:cacheprovider",
    "-W", "ignore::pytest.PytestAssertRewriteWarning",
]  # fmt: skip
"""Whatever was loaded before."""

EXAMPLES = 15
HELD = "_hypothesis_internal_use_settings"


class QuickProperties:
    """Lets every property try at most so many examples, whatever it states itself."""

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Lower the number of examples of each property."""
        for item in items:
            function = getattr(item, "obj", None)
            stated = getattr(function, HELD, None)
            if stated is not None and stated.max_examples > EXAMPLES:
                setattr(getattr(function, "__func__", function), HELD, settings(stated, max_examples=EXAMPLES))
