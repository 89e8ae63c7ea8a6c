"""What is refused is said in one sentence, with its place, so that it can be mended."""

from __future__ import annotations

import pickle

import pytest

from blogroi.errors import UnknownTableError
from blogroi.model import BlogroiError, CaseError, Fault, OptionError


class TestFault:
    @pytest.mark.parametrize(
        ("fault", "expected"),
        [
            (Fault("a.b", "is missing"), "a.b: is missing"),
            (Fault("a.b", "is missing", line=3), "line 3: a.b: is missing"),
            (Fault("", "is empty"), "is empty"),
            (Fault("", "is empty", line=1), "line 1: is empty"),
        ],
    )
    def test_it_is_one_line(self, fault: Fault, expected: str) -> None:
        assert str(fault) == expected

    def test_its_path_can_be_read_from_further_up(self) -> None:
        fault = Fault("amount", "is missing", line=7).under("tools.blog.costs[1]")
        assert fault == Fault("tools.blog.costs[1].amount", "is missing", line=7)

    def test_faults_can_be_put_in_order(self) -> None:
        assert min([Fault("b", "x"), Fault("a", "y"), Fault("a", "x")]) == Fault("a", "x")


class TestCaseError:
    def test_one_fault_is_said_alone(self) -> None:
        assert str(CaseError.at("a", "is missing")) == "a: is missing"

    def test_several_are_counted_and_listed(self) -> None:
        error = CaseError([Fault("a", "is missing"), Fault("b", "is empty")])
        assert str(error) == "2 faults\n  a: is missing\n  b: is empty"

    def test_the_file_is_named(self) -> None:
        assert str(CaseError([Fault("a", "is missing")], source="case.toml")) == "case.toml: 1 fault\n  a: is missing"

    def test_it_can_be_sent_to_another_process(self) -> None:
        error = pickle.loads(pickle.dumps(CaseError([Fault("a", "is missing", 4)], source="case.toml")))
        assert error.faults == (Fault("a", "is missing", 4),)
        assert error.source == "case.toml"


class TestOptionError:
    def test_it_names_the_option(self) -> None:
        assert str(OptionError("draws", "0 is too few")) == "draws: 0 is too few"

    def test_it_can_be_sent_to_another_process(self) -> None:
        error = pickle.loads(pickle.dumps(OptionError("draws", "0 is too few")))
        assert (error.option, error.message) == ("draws", "0 is too few")


@pytest.mark.parametrize("error", [CaseError.at("a", "b"), OptionError("a", "b")])
def test_all_errors_can_be_caught_as_one(error: Exception) -> None:
    assert isinstance(error, BlogroiError)
    assert isinstance(error, ValueError)


def test_where_a_fault_was_found_in_a_file_is_no_part_of_it() -> None:
    assert Fault("a.b", "is wrong", in_file="[a]") == Fault("a.b", "is wrong")
    assert "[a]" not in repr(Fault("a.b", "is wrong", in_file="[a]"))
    assert Fault("a.b", "is wrong", cell="case!B6") != Fault("a.b", "is wrong")


def test_a_table_that_is_not_there_is_refused_as_an_argument_is() -> None:
    error = UnknownTableError("tolos", ["tools", "ranks"])
    assert (error.option, str(error)) == ("table", "table: 'tolos' is not known: did you mean `tools`?")
    asked = UnknownTableError("cash", ["tools"], request='figures=("cash",)')
    assert str(asked) == 'table: `cash` is made on request: write `figures=("cash",)`'
