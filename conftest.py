"""Runs the examples of the README and of the documentation as tests."""

from sybil import Sybil
from sybil.parsers.rest import DocTestParser

pytest_collect_file = Sybil(
    parsers=[DocTestParser()], patterns=["README.md", "docs/*.md", "docs/**/*.md"], excludes=["docs/_build/**"]
).pytest()
