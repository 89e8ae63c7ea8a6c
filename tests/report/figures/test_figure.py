"""A figure is saved whole, shown in notebooks as an image, and said in a language."""

import base64
import pickle
import re
from html import unescape
from pathlib import Path

import attrs
import pytest

import blogroi
from blogroi import FileError, OptionError
from blogroi.report.figures.figure import Figure
from tests.report.figures.drawings import SVG, parsed

RESULT = blogroi.evaluate(blogroi.load(Path(__file__).parents[3] / "examples" / "chamber.toml"), draws=300)


@pytest.fixture
def figure() -> Figure:
    drawn: Figure = RESULT.figures.npv()
    return drawn


def test_it_is_saved_as_it_is(figure: Figure, tmp_path: Path) -> None:
    place = tmp_path / "npv.svg"
    assert figure.save(place) == place
    assert place.read_text(encoding="utf-8") == figure.svg
    assert figure.save(str(tmp_path / "NPV.SVG")).exists()
    assert {found.name.lower() for found in tmp_path.iterdir()} == {"npv.svg"}


@pytest.mark.parametrize("name", ["npv.png", "npv", "npv.svg.pdf", ".svg"])
def test_another_ending_is_refused_with_what_to_do(figure: Figure, tmp_path: Path, name: str) -> None:
    with pytest.raises(OptionError, match=r"does not end in `\.svg`.*matplotlib or Altair"):
        figure.save(tmp_path / name)
    assert not [*tmp_path.iterdir()]


def test_a_file_that_cannot_be_written_leaves_nothing(figure: Figure, tmp_path: Path) -> None:
    with pytest.raises(FileError):
        figure.save(tmp_path / "none" / "npv.svg")
    assert not [*tmp_path.iterdir()]


def test_a_notebook_shows_it_as_an_image_with_what_it_says(figure: Figure) -> None:
    bundle = figure._repr_mimebundle_()
    assert [*bundle] == ["text/html", "image/svg+xml", "text/plain"]
    shown = re.fullmatch(r'<img src="data:image/svg\+xml;base64,([^"]*)" alt="([^"]*)">', bundle["text/html"])
    assert shown
    assert base64.b64decode(shown[1]).decode("utf-8") == figure.svg == bundle["image/svg+xml"]
    assert unescape(shown[2]) == f"{figure.title} {figure.description}"
    assert bundle["text/plain"] == repr(figure) == "<Figure npv: Net gain by tool>"


def test_it_is_said_in_the_language_that_is_asked_for(figure: Figure) -> None:
    french = figure.in_language("fr")
    assert french == RESULT.figures.npv(language="fr")
    assert french != figure
    assert french.table == figure.table
    assert parsed(french.svg).get("lang") == "fr"
    assert parsed(french.svg).findtext(f"{SVG}title") == "Gain net par outil"
    assert "-7\u202f700 (" in french.svg
    with pytest.raises(OptionError, match="language"):
        figure.in_language("de")  # type: ignore[arg-type]


def test_it_cannot_be_changed_and_is_pickled_as_other_values(figure: Figure) -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        figure.title = "other"  # type: ignore[misc]
    again = pickle.loads(pickle.dumps(figure))
    assert again == figure
    assert again.svg == figure.svg


def test_two_drawings_of_one_figure_are_the_same_to_the_last_byte(figure: Figure) -> None:
    again: Figure = RESULT.figures.npv()
    assert (again, again.svg, again.inline) == (figure, figure.svg, figure.inline)
