"""What is refused is said in one sentence, with its place, so that it can be mended."""

from __future__ import annotations

import pickle
from collections.abc import Iterable
from itertools import count, islice, repeat
from pathlib import Path
from typing import Any

import attrs
import pytest

from blogroi.errors import (
    FileError,
    LimitError,
    MissingExtraError,
    Needing,
    SeriesError,
    SummaryError,
    UnknownTableError,
    raise_faults,
    with_cure,
)
from blogroi.language.spoken import message, spoken
from blogroi.model import BlogroiError, CaseError, Fault, OptionError


class TestFault:
    @pytest.mark.parametrize(
        ("fault", "expected"),
        [
            (Fault("a.b", "is missing"), "a.b: is missing"),
            (Fault("a.b", "is missing", line=3), "line 3: a.b: is missing"),
            (Fault("", "is empty"), "is empty"),
            (Fault("", "is empty", line=1), "line 1: is empty"),
            (Fault("a.b", "is missing", cell="case!B6"), "case!B6: a.b: is missing"),
            (Fault("", "is empty", cell="case!B6"), "case!B6: is empty"),
            (Fault("a.b", "is missing", line=3, cell="case!B6"), "line 3: a.b: is missing"),
        ],
    )
    def test_it_is_one_line(self, fault: Fault, expected: str) -> None:
        assert str(fault) == expected

    def test_its_path_can_be_read_from_further_up(self) -> None:
        fault = Fault("amount", "is missing", line=7).under("tools.blog.costs[1]")
        assert fault == Fault("tools.blog.costs[1].amount", "is missing", line=7)

    def test_it_is_under_a_part_with_all_that_was_found(self) -> None:
        fault = Fault("amount", "is missing", 7, "is not there", cell="case!B6")
        assert attrs.astuple(fault.under("tools")) == ("tools.amount", "is missing", 7, "is not there", "case!B6")
        assert Fault("", "is missing").under("tools").path == "tools"
        assert Fault("amount", "is missing").under("").path == "amount"

    def test_a_cell_is_named_by_its_word_alone(self) -> None:
        assert Fault("a", "is missing") == Fault("a", "is missing", None, "")
        with pytest.raises(TypeError):
            Fault("a", "is missing", 3, "", "case!B6")  # type: ignore[call-arg]

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

    def test_faults_may_come_one_after_the_other(self) -> None:
        error = CaseError(Fault(name, "is missing") for name in "ab")
        assert [fault.path for fault in pickle.loads(pickle.dumps(error)).faults] == ["a", "b"]
        assert error.args == (error.faults, "")

    def test_where_a_file_is_named_one_fault_is_counted_too(self) -> None:
        assert str(CaseError([Fault("a", "is missing")])) == "a: is missing"
        assert str(CaseError([])) == "0 faults"
        assert str(CaseError([], source="case.toml")) == "case.toml: 0 faults"

    def test_it_is_said_in_french_as_it_is_in_english(self) -> None:
        error = CaseError([Fault("a", message("is missing"), 2), Fault("b", "b")], source="case.toml")
        assert spoken(error.said, "fr").splitlines()[0] == "case.toml\N{NO-BREAK SPACE}: 2 fautes"
        assert len(spoken(error.said, "fr").splitlines()) == 3


class TestFileError:
    @pytest.mark.parametrize("path", ["a/case.toml", Path("a/case.toml")])
    def test_it_names_the_file_and_what_could_not_be_done(self, path: Any) -> None:
        for done in ("read", "written"):
            error = FileError.of(path, done, "there is no room left")
            assert str(error) == f"{path} cannot be {done}: there is no room left"
            assert (error.faults[0].path, error.source) == ("", "")

    def test_what_stands_for_a_file_is_said_in_each_language(self) -> None:
        error = FileError.of(message("no case"), "read", message("there is no such file"))
        assert str(error) == "no case cannot be read: there is no such file"
        assert "no case" not in spoken(error.said, "fr")
        assert "no such file" not in spoken(error.said, "fr")


class TestFaultsThatAreRaised:
    def test_none_are_none(self) -> None:
        none: list[Iterable[Fault]] = [[], (), iter(())]
        for faults in none:
            assert raise_faults(faults) is None  # type: ignore[func-returns-value]

    def test_all_are_raised_together_under_their_part(self) -> None:
        with pytest.raises(CaseError) as raised:
            raise_faults(iter([Fault("b", "is missing"), Fault("", "is empty")]), under="tools")
        assert [fault.path for fault in raised.value.faults] == ["tools.b", "tools"]

    def test_no_more_than_a_thousand_are_listed(self) -> None:
        for faults in (repeat(Fault("a", "is missing")), islice(repeat(Fault("a", "is missing")), 1000)):
            with pytest.raises(CaseError) as raised:
                raise_faults(faults)
            assert len(raised.value.faults) == 1000
        seen = count()
        with pytest.raises(CaseError):
            raise_faults(Fault(str(next(seen)), "is missing") for _ in repeat(None))
        assert next(seen) == 1000


def test_what_to_write_is_said_in_the_words_of_python_and_of_a_file() -> None:
    both = with_cure("5-20 is no number", "write Range(5, 20)", "write { low = 5, high = 20 }")
    assert (both.path, both.message) == ("", "5-20 is no number: write Range(5, 20)")
    assert both.in_file == "5-20 is no number: write { low = 5, high = 20 }"
    python = with_cure("5-20 is no number", "write Range(5, 20)")
    assert (python.path, python.message, python.in_file) == ("", "5-20 is no number: write Range(5, 20)", "")
    neither = with_cure("5-20 is no number", None, "write { low = 5, high = 20 }")
    assert (neither.path, neither.message, neither.in_file) == ("", "5-20 is no number", "")


class TestOptionError:
    def test_it_names_the_option(self) -> None:
        assert str(OptionError("draws", "0 is too few")) == "draws: 0 is too few"

    def test_it_can_be_sent_to_another_process(self) -> None:
        error = pickle.loads(pickle.dumps(OptionError("draws", "0 is too few")))
        assert (error.option, error.message) == ("draws", "0 is too few")

    def test_it_can_be_made_by_name(self) -> None:
        error = OptionError(option="draws", message="0 is too few")
        assert error.args == ("draws", "0 is too few")
        assert str(pickle.loads(pickle.dumps(error))) == "draws: 0 is too few"


EVERY_OTHER = [
    FileError.of("case.toml", "read", "there is no such file"),
    SeriesError([Fault("visits", "is not a number", line=4)], source="visits.csv"),
    LimitError(limit="draws", asked=5.0, allowed=3.0, message="5 draws are more than 3"),
    UnknownTableError("tols", iter(["tools"]), on_command_line="--table"),
    UnknownTableError("flows", ["tools"], request="figures=...", on_command_line="--figures"),
    MissingExtraError(option="table", library="nanoarrow", extra="frames"),
    SummaryError(message="write `.mean > 0`"),
]


@pytest.mark.parametrize("error", EVERY_OTHER, ids=lambda error: type(error).__name__)
def test_every_error_goes_to_another_process_with_all_that_it_says(error: Any) -> None:
    there = pickle.loads(pickle.dumps(error))
    assert type(there) is type(error)
    assert vars(there) == vars(error)
    assert (str(there), there.args) == (str(error), error.args)
    assert str(error) != ""


def test_what_asks_for_more_than_a_limit_says_how_much() -> None:
    error = LimitError("draws", 5.0, 3.0, "5 draws are more than 3")
    assert (error.limit, error.asked, error.allowed, error.option) == ("draws", 5.0, 3.0, "limits")
    assert str(error) == "limits: 5 draws are more than 3"
    assert error.args == ("limits", "5 draws are more than 3")


def test_only_the_library_that_comes_with_an_extra_is_taken_for_a_missing_extra() -> None:
    with pytest.raises(MissingExtraError) as missing, Needing("nanoarrow", "frames", option="table"):
        raise ModuleNotFoundError("No module named 'nanoarrow'", name="nanoarrow")
    assert (missing.value.option, missing.value.library, missing.value.extra) == ("table", "nanoarrow", "frames")
    assert str(missing.value) == 'table: needs nanoarrow: `python -m pip install "blogroi[frames]"`'
    with pytest.raises(ModuleNotFoundError, match="what it needs itself"), Needing("a", "frames", option="table"):
        raise ModuleNotFoundError("what it needs itself", name="b")
    with pytest.raises(ImportError, match="too old") as other, Needing("a", "frames", option="table"):
        raise ImportError("too old", name="a")
    assert type(other.value) is ImportError
    with Needing("json", "frames", option="table") as nothing:
        assert nothing is None


@pytest.mark.parametrize("error", [CaseError.at("a", "b"), OptionError("a", "b"), *EVERY_OTHER])
def test_all_errors_can_be_caught_as_one(error: Exception) -> None:
    assert isinstance(error, BlogroiError)
    assert isinstance(error, TypeError if isinstance(error, SummaryError) else ValueError)
    assert isinstance(error, KeyError) is isinstance(error, UnknownTableError)


def test_where_a_fault_was_found_in_a_file_is_no_part_of_it() -> None:
    assert Fault("a.b", "is wrong", in_file="[a]") == Fault("a.b", "is wrong")
    assert "[a]" not in repr(Fault("a.b", "is wrong", in_file="[a]"))
    assert Fault("a.b", "is wrong", cell="case!B6") != Fault("a.b", "is wrong")


def test_a_table_that_is_not_there_is_refused_as_an_argument_is() -> None:
    error = UnknownTableError("tolos", ["tools", "ranks"])
    assert (error.option, str(error)) == ("table", "table: 'tolos' is not known: did you mean `tools`?")
    asked = UnknownTableError("cash", ["tools"], request='figures=("cash",)')
    assert str(asked) == 'table: `cash` is made on request: write `figures=("cash",)`'
    assert asked.args == ("table", asked.message)
    for name in (5, None, ["cash"]):
        said = str(UnknownTableError(name, ["tools", "ranks"], request="figures=..."))
        assert said.startswith("table: ")
        assert said.endswith(" is not known: one of ranks, tools"), said
    assert UnknownTableError("tols", ["tools"]).args == ("table", "'tols' is not known: did you mean `tools`?")
