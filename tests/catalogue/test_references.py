"""Reference figures as an answer."""

import json

import pytest
from attrs import asdict

import blogroi
from blogroi import cli
from blogroi.report.references import references_sheet
from blogroi.report.terminal import Face, text


def test_a_word_is_looked_for_in_keys_statements_units_and_uses() -> None:
    assert "contact_cost.fr_3939_call_2007" in blogroi.references("CALL").found
    assert "labour_cost.fr_2018" in blogroi.references("unit_cost").found
    assert "cost_per_lead.first_page_sage_construction_organic" in blogroi.references("usd/lead").found
    assert list(blogroi.references("heure de travail", language="fr").found) == [
        "labour_cost.fr_2018",
        "labour_cost.fr_2020",
    ]
    assert len(blogroi.references("nothing of the sort")) == 0


def test_a_word_may_stand_in_the_plural() -> None:
    assert [*blogroi.references("calls").found] == [*blogroi.references("call").found]
    assert not blogroi.references("xs").found
    assert [*blogroi.references("ctrs").found] == [*blogroi.references("ctr").found]
    assert blogroi.references("fr").found
    assert not blogroi.references("frs").found  # too short to be a plural
    assert [*blogroi.references("leads").found] == [*blogroi.references("lead").found]


def test_without_a_word_there_are_all_of_them() -> None:
    assert len(blogroi.references()) == 78
    assert list(blogroi.references()) == list(blogroi.references().found)


@pytest.mark.parametrize(("arguments", "option"), [({"word": 5}, "word"), ({"language": "de"}, "language")])
def test_what_cannot_be_taken_is_refused(arguments: dict[str, object], option: str) -> None:
    with pytest.raises(blogroi.OptionError, match=f"^{option}: "):
        blogroi.references(**arguments)  # type: ignore[arg-type]


def test_an_unknown_key_is_answered_by_a_near_one() -> None:
    with pytest.raises(blogroi.CaseError, match=r"did you mean `labour_cost\.fr_2018`"):
        blogroi.references()["labour_costs.fr_2018"]
    with pytest.raises(blogroi.CaseError, match="blogroi references WORD"):
        blogroi.references()["x"]


def test_the_command_says_the_same_as_data(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["references", "call", "--format", "json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert blogroi.References.from_dict(printed) == blogroi.references("call")


def test_the_command_is_at_a_loss_where_no_figure_holds_the_word(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["references", "nothing of the sort"]) == 1
    assert "No published figure holds that word." in capsys.readouterr().out


def test_traps_come_last_and_are_called_so() -> None:
    said = text(references_sheet(blogroi.references("self-service")))
    assert "1 of them is a trap" in said
    assert said.index("settled in self-service, with nobody") < said.index(
        "\nTrap: Share of customer journeys that pass"
    )


def test_every_figure_is_said_with_its_address_its_year_and_what_its_ends_are() -> None:
    found = blogroi.references()
    said = text(references_sheet(found, full=True), Face(language="fr", width=400))
    for figure in found.found.values():
        assert f"{figure.fr}\n" in said
        assert f"`{figure.key}`" in said
        assert figure.url in said
    assert said.count("(déduite\u00a0: la source n\u2019en donne pas)") == sum(
        one.year_inferred for one in found.found.values()
    )


def test_it_says_what_was_looked_for_and_found() -> None:
    assert (
        repr(blogroi.references("call"))
        == "<References for 'call': 2 figures; contact_cost.fr_3939_call_2007 and 1 more>"
    )
    assert (
        repr(blogroi.references())
        == "<References for '': 78 figures; post_life.compounding_share_of_posts and 77 more>"
    )
    assert blogroi.references("Calls").word == "Calls"


def test_the_words_are_those_of_the_language() -> None:
    """What a figure is, its unit and its use, as they are shown; its key in either language."""
    assert list(blogroi.references("appel traité", language="fr").found) == ["contact_cost.fr_3939_call_2007"]
    assert not blogroi.references("appel traité").found
    assert not blogroi.references("labour hour", language="fr").found
    assert list(blogroi.references("labour_cost.fr", language="fr").found) == [
        "labour_cost.fr_2018",
        "labour_cost.fr_2020",
    ]


def test_what_cannot_be_taken_is_refused_in_a_sentence() -> None:
    with pytest.raises(blogroi.OptionError) as refused:
        blogroi.references(5)  # type: ignore[arg-type]
    assert str(refused.value) == "word: 5 is not a text"
    with pytest.raises(blogroi.CaseError) as unknown:
        blogroi.references("call")["labour_cost.fr_2018"]  # not among those that were found
    assert str(unknown.value).startswith("reference: there is no reference figure `labour_cost.fr_2018`: ")


def test_its_table_holds_every_figure_whole() -> None:
    found = blogroi.references()
    rows = [dict(row) for row in found.tables["references"]]
    told = [
        {name: None if value == "" else value for name, value in asdict(one).items()} for one in found.found.values()
    ]
    assert rows == told
