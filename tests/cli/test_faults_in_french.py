"""What is wrong is said in the language that was asked for, with what to write in the one syntax of the file."""

from pathlib import Path

import pytest

import blogroi
from blogroi import cli
from blogroi.language.spoken import spoken

WRONG = (
    ("drop_off = 0.1", "drop_off = 40", "40 n\u2019est pas une part entre 0 et 1\xa0: pour 40\xa0%, \u00e9crivez 0.4"),
    (
        "unit_cost = 38",
        'unit_cost = "5-20"',
        "'5-20' n\u2019est pas un nombre\xa0: \u00e9crivez `{ low = 5, high = 20 }`",
    ),
    ('step = "year"', 'stepp = "year"', "n\u2019est pas connu ici\xa0: vouliez-vous dire `step`\u202f?"),
    (
        "start = 2026-01-01",
        "start = 2026-01",
        "2026-01 n\u2019est pas une date\xa0: \u00e9crivez un jour, comme 2026-01-01",
    ),
    (
        'when = "each"',
        'when = "monthly"',
        "'monthly' n\u2019est pas connu\xa0: \u00e9crivez `\"each\"`, pour chaque p\u00e9riode de la fen\u00eatre",
    ),
    (
        "value = { low = 6, high = 11 }",
        'value = { value = 8, year = "2025" }',
        "'2025' n\u2019est pas un nombre entier\xa0: \u00e9crivez 2025, sans guillemets",
    ),
    (
        "value = { low = 6, high = 11 }",
        'value = { reference = "contact_cost.fr_3939_call_2007" }',
        'dites par quoi multiplier, comme dans { reference = "contact_cost.fr_3939_call_2007", times = 1.1 }',
    ),
    (
        "value = { low = 6, high = 11 }",
        'value = { reference = "post_life.izea_half" }',
        "ce sont des ordres de grandeur conseill\u00e9s, et non une fourchette\xa0: dites avec quelle probabilit\u00e9",
    ),
    (
        "value = { low = 6, high = 11 }",
        "value = { samples = 3 }",
        "3 n\u2019est pas une liste de nombres",
    ),
)


@pytest.mark.parametrize(("old", "new", "said"), WRONG, ids=[new for _, new, _ in WRONG])
def test_a_fault_of_a_case_is_said_in_french(
    old: str, new: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "case.toml"
    path.write_text(blogroi.template().replace(old, new, 1), encoding="utf-8")
    monkeypatch.setenv("BLOGROI_LANGUAGE", "fr")
    assert cli.main(["choose", str(path)]) == 1
    assert said in capsys.readouterr().err
    monkeypatch.setenv("BLOGROI_LANGUAGE", "en")
    cli.main(["choose", str(path)])
    assert "\xa0" not in capsys.readouterr().err


def test_the_option_goes_before_the_environment(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BLOGROI_LANGUAGE", "en")
    assert cli.main(["choose", "nowhere.toml", "--language", "fr"]) == 2
    assert (
        capsys.readouterr().err == "blogroi: nowhere.toml ne peut pas \u00eatre lu\xa0: ce fichier n\u2019existe pas\n"
    )


def test_a_language_that_cannot_be_given_is_refused_in_english(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BLOGROI_LANGUAGE", "de")
    assert cli.main(["choose", "nowhere.toml"]) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_python_has_the_english_and_can_ask_for_the_french() -> None:
    with pytest.raises(blogroi.CaseError) as caught:
        blogroi.loads(blogroi.template().replace("drop_off = 0.1", "drop_off = 40"), source="case.toml")
    assert str(caught.value).startswith("case.toml: 1 fault\n  line ")
    assert spoken(caught.value.said, "fr").startswith("case.toml\xa0: 1 faute\n  ligne ")


def test_plain_data_hold_plain_texts() -> None:
    result = blogroi.evaluate(blogroi.load(Path(__file__).parents[2] / "examples" / "chamber.toml"), draws=100)
    told = result.to_dict()
    assert {type(check["message"]) for check in told["checks"]} == {str}
    assert {type(said) for said in told["parity"]["double_standards"]} == {str}
