"""Every code explains itself, from one source."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import get_args

import pytest

import blogroi
from blogroi.codes.codes import explanations, page
from blogroi.codes.plausibility import PLAUSIBILITY
from blogroi.codes.quoted import QUOTED
from blogroi.language.languages import Language
from blogroi.language.spoken import spoken
from blogroi.plan.rules.rule import RULES, UNUSED
from blogroi.results.checks import Severity
from tests.language.catalogue import CODES_IN_WORDS
from tests.short import NEVER

SOURCE = Path(blogroi.__file__).parent
PAGE = Path(__file__).parents[2] / "docs" / "checks.md"


def test_every_rule_of_the_plan_is_explained_and_nothing_else_is() -> None:
    assert {code for code in explanations() if code.startswith("BR1")} | set(PLAUSIBILITY) | set(QUOTED) == {
        *RULES,
        UNUSED,
    }


@pytest.mark.parametrize("code", explanations())
def test_an_explanation_is_whole(code: str) -> None:
    found = blogroi.explain(code)
    assert found.code == code
    assert not found.title.endswith(".")
    assert found.why.endswith(".")
    assert found.fix.endswith(".")
    tomllib.loads(found.example)


def test_every_code_that_is_given_is_explained() -> None:
    """Read off the source: a code that no module gives is explained in vain, and one that is given must be explained."""
    given = {
        code
        for module in SOURCE.rglob("*.py")
        if module.name != "codes.py"
        for code in re.findall(r'"(BR\d{3})"', module.read_text(encoding="utf-8"))
    }
    assert given == set(explanations())


@pytest.mark.parametrize("code", explanations())
def test_an_explanation_is_in_words_that_people_know(code: str) -> None:
    found = blogroi.explain(code)
    said = re.sub(r"`[^`]*`", "", " ".join(getattr(found, name) for name in CODES_IN_WORDS)).lower()
    assert [words for words in NEVER if words in said] == []


def test_what_a_review_counts_has_a_title_that_leaves_room_for_where_it_is() -> None:
    """In 80 columns beside the code, how often it was found, and 14 columns of where."""
    for code in RULES:
        for language in get_args(Language):
            assert len(spoken(blogroi.explain(code).title, language)) <= 45, (code, language)


def test_codes_are_in_order() -> None:
    assert list(explanations()) == sorted(explanations())


def test_what_is_counted_and_asked_is_what_the_rules_of_the_plan_find() -> None:
    asked = {code for code, found in explanations().items() if found.singular or found.plural or found.question}
    assert asked == set(RULES)


def test_severities_are_words_of_their_own() -> None:
    assert {found.severity for found in explanations().values()} <= {*get_args(Severity)}


def test_an_evaluation_reads_no_explanation() -> None:
    code = (
        "import sys, blogroi; from blogroi.codes.codes import explanations;"
        " blogroi.evaluate(blogroi.loads(blogroi.template()), draws=100); print(explanations.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"


def test_a_code_is_known_in_small_letters_too() -> None:
    assert blogroi.explain(" br111 ") == blogroi.explain("BR111")


@pytest.mark.parametrize(("code", "hint"), [("BR119x", "did you mean"), ("", "one of BR101"), (5, "no code 5")])
def test_an_unknown_code_is_refused(code: str, hint: str) -> None:
    with pytest.raises(blogroi.OptionError, match=hint):
        blogroi.explain(code)


def test_the_page_of_the_documentation_is_made_of_the_explanations() -> None:
    """If it is not: ``python -c "from blogroi.codes.codes import page; print(page(), end='')"`` gives all below the introduction."""
    written = PAGE.read_text(encoding="utf-8")
    assert written[written.index("| code |") :] == page()


def test_every_check_of_the_plan_shows_how_it_is_fixed() -> None:
    silent = {code for code, found in explanations().items() if code in (*RULES, UNUSED) and not found.example}
    assert silent == {UNUSED}
