"""The catalogue: whole, in two languages, and without a money value for what is only put out."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import asdict, evolve

from blogroi import Case, CaseError, Horizon, Indicator, Lever, Objective, OptionError, Scale, cli
from blogroi.catalogue import Catalogue, IndicatorEntry, Language, LeverEntry, catalogue

from ..builders import a_case

OWN = catalogue.load()
PAGE = Path(__file__).parents[2] / "docs" / "catalogue.md"
DAY = date(2026, 1, 5)


@pytest.mark.parametrize("key", OWN.indicators)
def test_every_indicator_makes_one_of_a_case(key: str) -> None:
    entry = OWN.indicators[key]
    for language in ("en", "fr"):
        made = entry.indicator(declared=DAY, value=3.0 if entry.valuation else None, language=language)
        assert made.statement == getattr(entry, language)
        assert made.scale is not None
        assert (made.valuation, made.cash) == (entry.valuation, entry.cash)
    assert entry.sources
    assert entry.trap.endswith(".")


@pytest.mark.parametrize("key", OWN.levers)
def test_every_lever_makes_one_of_a_case_and_is_shown_by_indicators(key: str) -> None:
    assert OWN.levers[key].lever(objective="renewals", language="fr").statement == OWN.levers[key].fr
    assert sum(entry.lever == key for entry in OWN.indicators.values()) >= 1


def test_what_is_only_put_out_has_no_money_value() -> None:
    outputs = [entry for entry in OWN.indicators.values() if entry.stage in ("input", "activity", "output")]
    assert len(outputs) >= 4
    assert all(entry.valuation is None and entry.cash is None for entry in outputs)
    assert not any(entry.valuation == "advertising equivalent" for entry in OWN.indicators.values())


def test_statements_differ_between_languages_and_entries() -> None:
    for language in ("en", "fr"):
        said = [getattr(entry, language) for entry in (*OWN.levers.values(), *OWN.indicators.values())]
        assert len(set(said)) == len(said)
    assert all(entry.en != entry.fr for entry in OWN.indicators.values())


def test_the_four_internal_effects_each_have_a_published_scale() -> None:
    for lever in ("strategy_shared", "upward_information", "working_together", "conviviality"):
        assert any("items" in entry.reference for entry in OWN.indicators.values() if entry.lever == lever)


def test_a_case_can_be_made_of_it() -> None:
    lever, calls = OWN.levers["answers"], OWN.indicators["calls_avoided"]
    case = a_case(
        horizon=Horizon(start=DAY, periods=1),
        objectives={"renewals": Objective("They renew", aim="revenue")},
        levers={"answers": lever.lever(objective="renewals")},
        indicators={"calls_avoided": calls.indicator(declared=DAY, value=8, margin=0.5)},
    )
    assert isinstance(case, Case)
    assert case.indicators["calls_avoided"].margin is not None


def test_without_a_value_there_is_no_valuation() -> None:
    assert OWN.indicators["calls_avoided"].indicator(declared=DAY).valuation is None


def test_entries_are_found_by_key_and_statement_in_either_language() -> None:
    assert [entry.key for entry in OWN.find("PRESS")] == ["press_mentions"]
    assert {entry.key for entry in OWN.find("convivial", language="fr")} == {"conviviality"}
    assert OWN.find("nothing of this sort") == ()
    with pytest.raises(OptionError, match="language: 'de' is not known"):
        OWN.find("x", language="de")  # type: ignore[arg-type]


class TestOnesOwn:
    entry = """
        [indicators.rooms]
        lever = "reputation"
        en = "Rooms let"
        fr = "Salles louées"
        unit = "room"
        better = "higher"
        stage = "impact"
        sources = ["booking system"]
        measure = "count"
        trap = "Rooms were full before."
    """

    def file(self, tmp_path: Path, text: str) -> Path:
        path = tmp_path / "own.toml"
        path.write_text(text, encoding="utf-8")
        return path

    def test_a_file_of_ones_own_stands_beside_the_catalogue(self, tmp_path: Path) -> None:
        both = catalogue.load(self.file(tmp_path, self.entry), beside=OWN)
        assert len(both.indicators) == len(OWN.indicators) + 1
        assert both.indicators["rooms"].indicator(declared=DAY).scale is None
        assert "rooms" not in catalogue.load().indicators

    def test_entries_of_another_catalogue_stand_instead(self) -> None:
        own = LeverEntry(key="answers", en="Mine", fr="À moi", family="sales")
        both = OWN.extended(Catalogue(levers={"answers": own}, indicators={}))
        assert (both.levers["answers"].en, OWN.levers["answers"].en != "Mine") == ("Mine", True)
        assert catalogue.load(beside=both).levers["answers"] == OWN.levers["answers"]

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            (('better = "higher"', 'better = "hihger"'), "indicators.rooms.better: 'hihger' is not known"),
            (('trap = "Rooms', 'tarp = "Rooms'), "did you mean `trap`"),
            (('unit = "room"', ""), "indicators.rooms.unit: is missing"),
            (('lever = "reputation"', 'lever = "reputations"'), "did you mean `reputation`"),
            (("[indicators.rooms]", "[indicator.rooms]"), "indicator: is not known"),
            (("[indicators.rooms]", "[indicators"), "write \\[indicators\\]"),
            (('stage = "impact"', 'stage = "impact"\nvaluation = "wishes"'), "'wishes' is not known"),
        ],
    )
    def test_what_is_wrong_is_said_with_its_place(self, tmp_path: Path, change: tuple[str, str], message: str) -> None:
        with pytest.raises(CaseError, match=message):
            catalogue.load(self.file(tmp_path, self.entry.replace(*change)), beside=OWN)

    @pytest.mark.parametrize(
        ("text", "faults"),
        [
            ("levers = 3", ["levers: 3 is not a table"]),
            ("[levers]\nanswers = 3", ["levers.answers: 3 is not a table"]),
            (
                "levers = 3\nlever = 4\n[indicators]\nvisits = 5",
                [
                    "lever: is not known: `levers` and `indicators` are",
                    "levers: 3 is not a table",
                    "indicators.visits: 5 is not a table",
                ],
            ),
            (
                "[levers.mine]\nen = 'Mine'\nfmily = 'sales'\nkey = 'mine'",
                [
                    "levers.mine.fmily: is not known here: did you mean `family`?",
                    "levers.mine.key: is not known here: one of en, family, fr",
                ],
            ),
            ("[levers.mine]\nen = 'Mine'", ["levers.mine.fr: is missing", "levers.mine.family: is missing"]),
            ("[levers", ["line 1: levers: the header is not closed: write [levers]"]),
            (
                "[levers.mine]\nen = 5\nfr = 'À moi'\nfamily = 'sales'",
                ['levers.mine.en: 5 is not a text: put it in quotes, "5"'],
            ),
        ],
    )
    def test_all_that_is_wrong_is_said_with_the_name_of_the_file(
        self, tmp_path: Path, text: str, faults: list[str]
    ) -> None:
        path = self.file(tmp_path, text)
        with pytest.raises(CaseError) as refused:
            catalogue.load(path)
        assert refused.value.source == str(path)
        assert [str(fault) for fault in refused.value.faults] == faults

    def test_a_file_that_is_not_there_is_named(self, tmp_path: Path) -> None:
        path = tmp_path / "none.toml"
        with pytest.raises(CaseError) as refused:
            catalogue.load(path)
        assert str(refused.value) == f"{path}: 1 fault\n  cannot be read: No such file or directory"

    def test_a_file_that_is_no_text_is_refused(self, tmp_path: Path) -> None:
        path = tmp_path / "own.toml"
        path.write_bytes(b"\xff")
        with pytest.raises(CaseError) as refused:
            catalogue.load(str(path))
        assert refused.value.source == str(path)
        assert str(refused.value.faults[0]).startswith("cannot be read: 'utf-8' codec can't decode byte 0xff")

    def test_a_file_is_read_as_utf_8_on_every_machine(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(io, "text_encoding", lambda encoding, stacklevel=2: encoding or "ascii")
        own = catalogue.load(self.file(tmp_path, self.entry), beside=OWN)
        assert own.indicators["rooms"].fr == "Salles louées"

    def test_what_stands_beside_is_kept_without_a_file(self) -> None:
        lever = LeverEntry(key="mine", en="Mine", fr="À moi", family="sales")
        beside = Catalogue(levers={"mine": lever}, indicators={"own": evolve(OWN.indicators["visits"], lever="mine")})
        both = catalogue.load(beside=beside)
        assert list(both.levers) == ["mine", *OWN.levers]
        assert list(both.indicators) == ["own", *OWN.indicators]
        assert list(OWN.extended(beside).indicators) == [*OWN.indicators, "own"]
        assert catalogue.load() is catalogue.load()


def test_the_page_lists_every_entry() -> None:
    written = PAGE.read_text(encoding="utf-8")
    for entry in OWN.indicators.values():
        assert f"| `{entry.key}` | {entry.en} | {entry.fr} | {entry.stage} | {entry.trap} |" in written
    for lever in OWN.levers.values():
        assert f"`{lever.key}`: {lever.en} / {lever.fr}" in written


def test_the_command_line_lists_entries(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["catalogue", "press"]) == cli.FINE
    assert "What goes wrong most often: Valued at the price of advertising" in capsys.readouterr().out
    assert cli.main(["catalogue", "appels", "--language", "fr"]) == cli.FINE
    assert "\nAppels évités" in capsys.readouterr().out
    assert cli.main(["catalogue", "appels"]) == cli.FINE
    assert "\nCalls to the help desk avoided" in capsys.readouterr().out
    assert cli.main(["catalogue", "zzz"]) == cli.FAULTS


def test_entries_are_immutable() -> None:
    entry = OWN.indicators["visits"]
    assert isinstance(entry, IndicatorEntry)
    with pytest.raises(AttributeError):
        entry.unit = "reader"  # type: ignore[misc]


def test_an_indicator_whose_lever_is_not_there_is_refused_at_its_place() -> None:
    calls = OWN.indicators["calls_avoided"]
    with pytest.raises(CaseError) as refused:
        evolve(OWN, indicators={"calls_avoided": evolve(calls, lever="answrs")})
    assert str(refused.value) == "indicators.calls_avoided.lever: there is no lever `answrs`: did you mean `answers`?"


def test_every_text_of_an_entry_is_one() -> None:
    entries: list[Any] = [OWN.levers["answers"], OWN.indicators["calls_avoided"]]
    for entry in entries:
        texts = [name for name, value in asdict(entry, recurse=False).items() if type(value) is str]
        for name in texts:
            with pytest.raises(CaseError, match=f"^{name}: "):
                evolve(entry, **{name: 5})


def test_an_indicator_of_a_case_holds_all_that_its_entry_says() -> None:
    calls = OWN.indicators["calls_avoided"]
    stated: dict[str, Any] = {
        "statement": "Appels évités à l\u2019accueil téléphonique",
        "lever": "answers",
        "unit": "call",
        "better": "higher",
        "stage": "outcome",
        "scale": Scale(worst=0, best=4000),
    }
    assert calls.indicator(language="fr") == Indicator(**stated)
    valued = Indicator(**stated | {"declared": DAY, "value": 8, "valuation": "cost avoided", "cash": "capacity"})
    assert calls.indicator(declared=DAY, value=8, language="fr") == valued
    changed = calls.indicator(lever="mine", unit="hour", scale=None)
    assert (changed.lever, changed.unit, changed.scale) == ("mine", "hour", None)
    assert changed.statement == calls.en


def test_a_lever_of_a_case_holds_all_that_its_entry_says() -> None:
    answers = OWN.levers["answers"]
    assert answers.lever(objective="renewals") == Lever(answers.en, objective="renewals", family="process")
    with pytest.raises(OptionError, match=r"^language: 'de' is not known: one of en, fr$"):
        answers.lever(objective="renewals", language="de")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "language", "levers", "indicators"),
    [
        ("trust", "en", ["trust"], ["orders"]),
        ("convivial", "fr", ["conviviality"], ["belonging", "workplace_friendship", "engagement", "departures"]),
        ("Press_", "en", ["reputation"], ["press_mentions"]),  # in its key
        ("appels", "fr", ["answers"], ["calls_avoided"]),
        ("appels", "en", [], []),
    ],
)
def test_what_holds_a_text_comes_with_what_it_shows_or_what_shows_it(
    text: str, language: Language, levers: list[str], indicators: list[str]
) -> None:
    part = OWN.holding(text, language=language)
    assert (list(part.levers), list(part.indicators)) == (levers, indicators)
    assert all(part.levers[key] is OWN.levers[key] for key in part.levers)
    assert all(part.indicators[key] is OWN.indicators[key] for key in part.indicators)


def test_a_lever_and_an_indicator_of_one_key_are_two_things() -> None:
    levers = {
        key: LeverEntry(key=key, en=said, fr=said, family="sales") for key, said in (("a", "Alpha"), ("b", "Beta"))
    }
    visits = OWN.indicators["visits"]
    indicators = {
        "a": evolve(visits, key="a", en="Gamma", fr="Gamma", lever="b"),
        "b": evolve(visits, key="b", en="Delta", fr="Delta", lever="a"),
    }
    both = Catalogue(levers=levers, indicators=indicators)
    assert [list(part) for part in (both.holding("alpha").levers, both.holding("alpha").indicators)] == [["a"], ["b"]]
    assert [list(part) for part in (both.holding("gamma").levers, both.holding("gamma").indicators)] == [["b"], ["a"]]


def test_it_says_how_much_it_holds() -> None:
    assert repr(OWN) == "<Catalogue: 12 levers; 38 indicators>"
    assert repr(OWN.holding("trust")) == "<Catalogue: 1 lever; 1 indicator>"


def test_its_tables_hold_every_entry_whole() -> None:
    assert list(OWN.tables) == ["indicators", "levers"]
    rows = {row["key"]: row for row in OWN.tables["indicators"]}
    assert list(rows) == list(OWN.indicators)
    for key, entry in OWN.indicators.items():
        stated = asdict(entry, recurse=False)
        worst, best = stated.pop("scale") or (None, None)
        told = {name: value or None for name, value in stated.items()}
        assert dict(rows[key]) == {**told, "sources": "; ".join(entry.sources) or None, "worst": worst, "best": best}
    assert [dict(row) for row in OWN.tables["levers"]] == [asdict(entry) for entry in OWN.levers.values()]
