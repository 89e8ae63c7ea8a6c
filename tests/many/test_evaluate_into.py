"""Answers in a folder: the same bytes whoever evaluates and however often that was interrupted, nothing done twice, nothing half done."""

from __future__ import annotations

import itertools
import json
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import attrs
import pytest

import blogroi
from blogroi.evaluation.evaluate import evaluate
from blogroi.language.spoken import spoken
from blogroi.many.evaluate_into import evaluate_into
from tests.many.pools import CASES, DRAWS, Pools, at, cases

HOUSE = CASES / "house.toml"


def content(folder: Path) -> dict[str, bytes]:
    """All files of a folder, to the last byte, hidden ones too."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Eleven cases as files, one of which is faulty and one of which is not there."""
    home = tmp_path / "cases"
    home.mkdir()
    for place, case in enumerate(cases(10)):
        blogroi.dump(case, home / f"case-{place}.toml")
    (home / "case-4.toml").write_text('blogroi = 1\ntitle = "=HYPERLINK()"\n', encoding="utf-8")
    return home


def given(folder: Path) -> list[Any]:
    return [*sorted(folder.iterdir()), folder / "gone.toml"]


@pytest.fixture
def evaluated(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles of the cases that were evaluated, in this process."""
    seen: list[str] = []

    def watched(case: blogroi.Case, **asked: Any) -> blogroi.Evaluation:
        seen.append(case.title)
        return evaluate(case, **asked)

    monkeypatch.setattr("blogroi.many.question.evaluate", watched)
    return seen


def into(folder: Path, output: Path, **asked: Any) -> blogroi.Kept:
    return blogroi.evaluate_into(given(folder), output, root=folder, **({"draws": DRAWS, "part": 3} | asked))


class TestWhatIsThere:
    def test_the_parts_are_those_of_the_table_of_many_answers(self, folder: Path, tmp_path: Path) -> None:
        kept = into(folder, tmp_path / "out")
        parts = blogroi.gather(blogroi.evaluate_many(given(folder), draws=DRAWS), part=3)
        for number, part in enumerate(parts):
            written = (tmp_path / "out" / "tools" / f"part-{number:06d}.csv").read_bytes().decode()
            rows = [line.split(",", 2) for line in written.split("\r\n")[:-1]]
            assert [(index, rest) for index, _, rest in rows] == [
                (index, rest)
                for index, _, rest in (line.split(",", 2) for line in part.table.to_csv().split("\r\n")[:-1])
            ]
            assert {case for _, case, _ in rows[1:]} == {f"case-{row['index']}.toml" for row in part.table}
        assert (kept.cases, kept.before, kept.faulty, kept.parts) == (11, 0, 2, 4)
        assert kept.first_faulty == (("case-4.toml", 3), ("gone.toml", 1))
        assert sum(kept.verdicts.values()) == 2 * 9
        assert kept.folder == tmp_path / "out" / "tools"
        assert repr(attrs.evolve(kept, output=Path("out"))) == (
            "<Kept 'out': 11 cases; 0 of them before; 2 with faults; 4 parts>"
        )

    def test_faults_are_rows_by_file_and_line_and_no_spreadsheet_obeys_them(self, folder: Path, tmp_path: Path) -> None:
        into(folder, tmp_path / "out")
        lines = (tmp_path / "out" / "faults" / "part-000001.csv").read_text(encoding="utf-8").splitlines()
        assert lines[0] == "index,case,line,cell,path,message"
        assert all(line.startswith("4,case-4.toml,") for line in lines[1:])
        assert not (tmp_path / "out" / "faults" / "part-000000.csv").exists()

    def test_a_text_that_a_spreadsheet_would_obey_is_made_harmless(self, tmp_path: Path) -> None:
        case = attrs.evolve(blogroi.load(HOUSE), title="=1+1")
        blogroi.evaluate_into([case], tmp_path / "out", draws=DRAWS)
        assert ",'=1+1," in (tmp_path / "out" / "tools" / "part-000000.csv").read_text(encoding="utf-8")

    def test_each_answer_can_be_kept_whole(self, folder: Path, tmp_path: Path) -> None:
        kept = into(folder, tmp_path / "out", format="json")
        lines = [
            json.loads(line)
            for path in sorted((tmp_path / "out" / "answers").iterdir())
            for line in path.read_text(encoding="utf-8").splitlines()
        ]
        for line in lines:
            case = blogroi.load(folder / line["case"])
            case = case if case.evaluated else attrs.evolve(case, read_on=kept.question.day)
            assert blogroi.Evaluation.from_dict(line["answer"]) == blogroi.evaluate(case, draws=DRAWS)
        assert [line["index"] for line in lines] == [0, 1, 2, 3, 5, 6, 7, 8, 9]

    def test_a_table_can_be_parquet(self, folder: Path, tmp_path: Path) -> None:
        pyarrow = pytest.importorskip("pyarrow.parquet")
        into(folder, tmp_path / "csv")
        into(folder, tmp_path / "out", format="parquet")
        (part, *_) = blogroi.gather(blogroi.evaluate_many(given(folder), draws=DRAWS), part=11)
        read = pyarrow.read_table(tmp_path / "out" / "tools")
        assert read.column_names == [*part.table.columns]
        for name, column in part.table.columns.items():
            if name != "case":
                assert read.column(name).to_pylist() == [*column.values], name
        assert read.column("case").to_pylist() == [f"case-{row['index']}.toml" for row in part.table]
        faults = pyarrow.read_table(tmp_path / "out" / "faults")
        assert faults.column("message").to_pylist() == [row["message"] for row in part.faults]

    def test_a_name_that_is_no_text_is_shown_by_escapes(self, tmp_path: Path) -> None:
        pyarrow = pytest.importorskip("pyarrow.parquet")
        for form in ("csv", "json", "parquet"):
            kept = blogroi.evaluate_into(["\udcff\x1b\n.toml"], tmp_path / form, format=form)
            assert (kept.faulty, kept.first_faulty) == (1, (("\udcff\x1b\n.toml", 1),))
            assert blogroi.evaluate_into(["\udcff\x1b\n.toml"], tmp_path / form, format=form).before == 1
        assert pyarrow.read_table(tmp_path / "parquet" / "faults").column("case").to_pylist() == [
            "\\udcff\\u001b\n.toml"
        ]

    def test_cases_without_files_have_no_name_and_are_known_by_what_they_state(self, tmp_path: Path) -> None:
        kept = blogroi.evaluate_into([*cases(2), 5], tmp_path / "out", draws=DRAWS)  # type: ignore[list-item]
        assert kept.first_faulty == (("", 1),)
        seal = json.loads((tmp_path / "out" / "sealed" / "part-000000.json").read_text(encoding="utf-8"))
        assert [digest[:7] for _, digest, _ in seal["cases"]] == ["sha256:", "sha256:", ""]
        assert blogroi.evaluate_into([*cases(2), 5], tmp_path / "out", draws=DRAWS).before == 3  # type: ignore[list-item]

    def test_no_more_goes_from_process_to_process_than_is_written(self, folder: Path, tmp_path: Path) -> None:
        class Weighed(ThreadPoolExecutor):
            results: list[Any] = []  # noqa: RUF012

            def submit(self, fn: Any, /, *given: Any, **named: Any) -> Any:
                future = super().submit(fn, *given, **named)
                self.results.append(future)
                return future

        with Weighed(1) as executor:
            into(folder, tmp_path / "out", executor=executor)
        for future in Weighed.results:
            found, _ = future.result()
            assert all(not isinstance(one.told, blogroi.Evaluation) for one in found)


class TestGoingOn:
    @pytest.mark.parametrize("executor", [None, lambda: ThreadPoolExecutor(3)])
    def test_what_was_interrupted_anywhere_comes_to_the_same_bytes(
        self, folder: Path, tmp_path: Path, executor: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        whole = tmp_path / "whole"
        into(folder, whole)
        write, interrupted, count = os.replace, tmp_path / "interrupted", itertools.count(1)
        moments = {3, 5, 8, 12, 17}

        class KilledError(Exception):
            pass

        def killed(source: str, target: str) -> None:
            if next(count) in moments:  # before a file is in its place, whichever it is
                raise KilledError
            write(source, target)

        monkeypatch.setattr(os, "replace", killed)
        for _ in moments:
            with pytest.raises(KilledError):
                into(folder, interrupted, executor=executor)
        assert into(folder, interrupted, executor=executor).before > 0
        assert content(interrupted) == content(whole)

    def test_nothing_is_done_twice(self, folder: Path, tmp_path: Path, evaluated: list[str]) -> None:
        def until(number: int) -> Iterator[Path]:
            yield from given(folder)[:number]
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            blogroi.evaluate_into(until(8), tmp_path / "out", root=folder, draws=DRAWS, part=3)
        kept = into(folder, tmp_path / "out")
        assert kept.before == 6
        assert [title[0] for title in evaluated] == [*"0123567", *"6789"]  # what was in no part yet, once more
        evaluated.clear()
        assert into(folder, tmp_path / "out").before == 11
        assert evaluated == []

    def test_what_was_added_since_comes_behind(self, folder: Path, tmp_path: Path, evaluated: list[str]) -> None:
        out = tmp_path / "out"
        first = given(folder)[:4]
        blogroi.evaluate_into(first, out, root=folder, draws=DRAWS, part=3)
        before = content(out)
        evaluated.clear()
        kept = into(folder, out)
        assert (kept.before, kept.cases, kept.parts) == (4, 11, 5)
        assert [title[0] for title in evaluated] == [*"56789"]
        after = content(out)
        assert {name: after[name] for name in before} == before

    def test_only_the_part_of_a_case_that_has_changed_is_done_again(
        self, folder: Path, tmp_path: Path, evaluated: list[str]
    ) -> None:
        out = tmp_path / "out"
        into(folder, out)
        shutil.copy(folder / "case-3.toml", folder / "case-4.toml")  # it is mended
        evaluated.clear()
        kept = into(folder, out)
        assert [title[0] for title in evaluated] == [*"335"]
        assert (kept.before, kept.cases, kept.faulty) == (8, 11, 1)
        into(folder, tmp_path / "anew")
        assert content(out) == content(tmp_path / "anew")

    @pytest.mark.parametrize("harm", ["taken away", "cut"])
    def test_a_part_whose_files_are_not_as_they_were_is_done_again(
        self, harm: str, folder: Path, tmp_path: Path, evaluated: list[str]
    ) -> None:
        out = tmp_path / "out"
        into(folder, out)
        before = content(out)
        part = out / "tools" / "part-000001.csv"
        part.unlink() if harm == "taken away" else part.write_bytes(part.read_bytes()[:-5])
        evaluated.clear()
        into(folder, out)
        assert content(out) == before
        assert [title[0] for title in evaluated] == [*"35"]

    @pytest.mark.parametrize(
        "seal",
        [
            *("", "{}", "[1]", '{"number": 0}', "\udcff"),
            '{"number": 0, "first": 0, "cases": [["case-0.toml", "", 0]], "verdicts": {}, "files": {}}',
            '{"number": 2, "first": 6, "cases": [], "verdicts": {}, "files": {}}',
        ],
    )
    def test_a_seal_that_is_none_is_as_if_it_were_not_there(self, seal: str, folder: Path, tmp_path: Path) -> None:
        out = tmp_path / "out"
        into(folder, out)
        before = content(out)
        (out / "sealed" / "part-000002.json").write_bytes(seal.encode(errors="surrogateescape"))
        assert into(folder, out).before == 6
        assert content(out) == before

    def test_what_a_killed_process_was_writing_is_taken_away(self, folder: Path, tmp_path: Path) -> None:
        out = tmp_path / "out"
        into(folder, out)
        before = content(out)
        for name in ("", "tools", "faults", "sealed"):
            (out / name / ".blogroi-0123456789abcdef.part").write_text("half of it")
        into(folder, out)
        assert content(out) == before

    def test_it_goes_on_on_the_day_on_which_it_was_begun(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        case = tmp_path / "case.toml"
        lines = HOUSE.read_text(encoding="utf-8").splitlines(keepends=True)
        case.write_text("".join(line for line in lines if not line.startswith("evaluated")), encoding="utf-8")
        out, asked = tmp_path / "out", {"draws": DRAWS, "format": "json"}
        monkeypatch.setattr("blogroi.many.question.today", lambda: attrs.evolve(blogroi.load(HOUSE)).evaluated)
        blogroi.evaluate_into([case], out, **asked)  # type: ignore[arg-type]
        monkeypatch.undo()
        kept = blogroi.evaluate_into([case, case], out, **asked)  # type: ignore[arg-type]
        lines = "".join(path.read_text(encoding="utf-8") for path in sorted(kept.folder.iterdir())).splitlines()
        answers = [json.loads(line)["answer"] for line in lines]
        assert answers[0] == answers[1]

    def test_processes_that_die_make_no_difference(self, folder: Path, tmp_path: Path) -> None:
        into(folder, tmp_path / "whole")
        pools = Pools()
        killing = at(5, iter(given(folder)), pools.kill)
        blogroi.evaluate_into(
            killing, tmp_path / "out", root=folder, executor=pools, chunk=1, ahead=3, draws=DRAWS, part=3
        )
        assert len(pools.made) >= 2
        assert content(tmp_path / "out") == content(tmp_path / "whole")


class TestRefused:
    @pytest.mark.parametrize(
        ("asked", "name"),
        [
            ({"draws": 120}, "draws"),
            ({"seed": 3}, "seed"),
            ({"gaps": "bounds"}, "gaps"),
            ({"exclude": ["capacity"]}, "exclude"),
            ({"viewpoint": "members"}, "viewpoint"),
            ({"view": "whole-life"}, "view"),
            ({"claims": "scaled"}, "claims"),
            ({"evidence": "corrected"}, "evidence"),
            ({"scenario": "slow"}, "scenario"),
            ({"by": "roi"}, "by"),
            ({"decision_probability": 0.8}, "decision_probability"),
            ({"figures": ("default", "irr")}, "figures"),
            ({"table": "ranks"}, "table"),
            ({"format": "json"}, "format"),
            ({"part": 4}, "part"),
        ],
    )
    def test_answers_to_another_question_are_left_as_they_are(
        self, asked: dict[str, Any], name: str, tmp_path: Path
    ) -> None:
        out = tmp_path / "out"
        blogroi.evaluate_into([HOUSE], out, draws=DRAWS, part=3)
        before = content(out)
        with pytest.raises(blogroi.OptionError) as refused:
            blogroi.evaluate_into([HOUSE], out, **({"draws": DRAWS, "part": 3} | asked))
        assert str(refused.value).startswith(f"output: {out} holds answers with `{name}` ")
        assert str(refused.value).endswith("now: name another folder, or take this one away")
        assert spoken(refused.value.said, "fr") != str(refused.value)
        assert content(out) == before

    @pytest.mark.parametrize("name", ["version", "numpy"])
    def test_answers_of_another_version_are_too(self, name: str, tmp_path: Path) -> None:
        out = tmp_path / "out"
        blogroi.evaluate_into([HOUSE], out, draws=DRAWS)
        told = json.loads((out / "run.json").read_text(encoding="utf-8"))
        (out / "run.json").write_text(json.dumps(told | {name: "0.0.1"}), encoding="utf-8")
        with pytest.raises(blogroi.OptionError, match=f"`{name}` '0.0.1', and it is"):
            blogroi.evaluate_into([HOUSE], out, draws=DRAWS)

    @pytest.mark.parametrize(
        ("later", "said"),
        [
            ([HOUSE, HOUSE], "holds answers of {case}, and in its place there is {house} now"),
            ([], "holds answers of {house}, and in its place there is no case now"),
        ],
    )
    def test_other_cases_are_too(self, later: list[Path], said: str, tmp_path: Path) -> None:
        out, case = tmp_path / "out", CASES / "scores.toml"
        blogroi.evaluate_into([HOUSE, case], out, draws=DRAWS)
        before = content(out)
        with pytest.raises(blogroi.OptionError) as refused:
            blogroi.evaluate_into(later, out, draws=DRAWS)
        assert said.format(case=case.as_posix(), house=HOUSE.as_posix()) in str(refused.value)
        assert content(out) == before

    def test_a_folder_of_other_files_is_left_alone(self, tmp_path: Path) -> None:
        (tmp_path / "letter.txt").write_text("dear")
        with pytest.raises(blogroi.OptionError, match="holds other files: name a folder that is empty"):
            blogroi.evaluate_into([HOUSE], tmp_path, draws=DRAWS)
        assert [*content(tmp_path)] == ["letter.txt"]

    @pytest.mark.parametrize("manifest", ["", "not JSON", "[]"])
    def test_a_manifest_that_is_none_is_left_alone(self, manifest: str, tmp_path: Path) -> None:
        (tmp_path / "run.json").write_text(manifest)
        with pytest.raises(blogroi.OptionError, match=r"^output: "):
            blogroi.evaluate_into([HOUSE], tmp_path, draws=DRAWS)

    def test_a_file_is_no_folder(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        for place in ("file", "file/within"):
            with pytest.raises(blogroi.FileError, match="cannot be written"):
                blogroi.evaluate_into([HOUSE], tmp_path / place, draws=DRAWS)

    @pytest.mark.parametrize(
        ("asked", "said"),
        [
            ({"format": "xlsx"}, "format: 'xlsx' is not known"),
            ({"table": "tols"}, "table: 'tols' is not known"),
            ({"table": "flows"}, "table: `flows` is made on request"),
            ({"part": 0}, "part: 0 is not"),
            ({"chunk": 0}, "chunk: 0 is not"),
            ({"draws": 0}, "draws: 0 is not"),
        ],
    )
    def test_what_cannot_be_is_refused_before_anything_is_written(
        self, asked: dict[str, Any], said: str, tmp_path: Path
    ) -> None:
        with pytest.raises(blogroi.OptionError) as refused:
            blogroi.evaluate_into([HOUSE], tmp_path / "out", **asked)
        assert str(refused.value).startswith(said)
        assert not (tmp_path / "out" / "sealed").exists()

    def test_parquet_needs_pyarrow(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(__import__("sys").modules, "pyarrow.parquet", None)
        with pytest.raises(
            blogroi.OptionError, match="format: pyarrow is not installed: `python -m pip install pyarrow`"
        ):
            blogroi.evaluate_into([HOUSE], tmp_path / "out", format="parquet")

    @pytest.mark.parametrize("name", ["version", "numpy"])
    def test_workers_of_another_version_are_not_mixed_in(
        self, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        other = {name: "0.0.1"}

        def elsewhere(case: blogroi.Case, **asked: Any) -> blogroi.Evaluation:
            answer: Any = evaluate(case, **asked)
            return attrs.evolve(answer, **other)  # type: ignore[no-any-return]

        monkeypatch.setattr("blogroi.many.question.evaluate", elsewhere)
        with pytest.raises(blogroi.OptionError, match=r"executor: a worker has .*0\.0\.1.*: give all of them the same"):
            blogroi.evaluate_into([HOUSE], tmp_path / "out", draws=DRAWS)


def test_progress_is_told_case_by_case_of_those_that_are_left(folder: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    note = lambda done, units: told.append((done, units))  # noqa: E731
    blogroi.evaluate_into(given(folder)[:3], tmp_path / "out", root=folder, draws=DRAWS, part=3, progress=note)
    assert told == [(1, 3), (2, 3), (3, 3)]
    told.clear()
    into(folder, tmp_path / "out", progress=note)
    assert told == [(done, 8) for done in range(1, 9)]
    told.clear()
    blogroi.evaluate_into(iter(given(folder)[:1]), tmp_path / "other", draws=DRAWS, progress=note)
    assert told == []


def test_every_argument_reaches_the_answers(tmp_path: Path) -> None:
    asked: dict[str, Any] = {
        "draws": DRAWS,
        "seed": 4,
        "by": "score",
        "decision_probability": 0.6,
        "figures": ("default", "irr"),
        "exclude": ["capacity"],
        "evidence": "corrected",
    }
    case = blogroi.load(CASES / "scores.toml")
    kept = evaluate_into([case], tmp_path / "out", format="json", **asked)
    (line,) = (kept.folder / "part-000000.jsonl").read_text(encoding="utf-8").splitlines()
    assert blogroi.Evaluation.from_dict(json.loads(line)["answer"]) == blogroi.evaluate(case, **asked)


def test_an_executor_is_taken_as_it_is(tmp_path: Path) -> None:
    made: list[Executor] = []

    class Seen(ThreadPoolExecutor):
        def submit(self, fn: Any, /, *given: Any, **named: Any) -> Any:
            made.append(self)
            return super().submit(fn, *given, **named)

    with Seen(2) as executor:
        blogroi.evaluate_into(cases(5), tmp_path / "out", executor=executor, chunk=2, ahead=1, draws=DRAWS)
    assert len(made) == 3
