"""Runs the examples of the README and of the documentation as tests."""

from hypothesis import settings
from sybil import Sybil
from sybil.parsers.rest import DocTestParser

settings.register_profile("documentation", deadline=None, derandomize=True)  # on a busy machine too
settings.load_profile("documentation")

pytest_collect_file = Sybil(
    parsers=[DocTestParser()], patterns=["README.md", "docs/*.md", "docs/**/*.md"], excludes=["docs/_build/**"]
).pytest()
