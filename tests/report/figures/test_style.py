"""Colours can be told apart by every kind of colour vision and stand out from their ground, in light and in dark."""

import itertools
import re
from collections.abc import Mapping

import numpy as np
import pytest
from numpy.typing import NDArray

from blogroi.model.frozen_map import FrozenMap
from blogroi.report.figures.style import DARK, LIGHT, PAGE, TOOLS, classes_of, own_style
from blogroi.results.table import Column, Table

# Machado, Oliveira and Fernandes (2009), a physiologically-based model for simulation of colour vision deficiency, severity 1
VISIONS = {
    "all three cones": np.eye(3),
    "no long cones": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "no middle cones": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "no short cones": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
# Ottosson (2020), a perceptual colour space for image processing
CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
OPPONENTS = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
BOTH = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


def linear(colour: str) -> NDArray[np.float64]:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    told = np.array([int(digits[place : place + 2], 16) / 255.0 for place in (0, 2, 4)])
    return np.where(told <= 0.04045, told / 12.92, ((told + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    lights = sorted(float(linear(colour) @ np.array([0.2126, 0.7152, 0.0722])) for colour in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def of(keys: tuple[str, ...]) -> Table:
    """Return a table of some tools."""
    return Table("tools", FrozenMap({"tool": Column("text", keys)}))


@BOTH
def test_letters_and_colours_stand_out_from_their_ground(colours: Mapping[str, str]) -> None:
    for name in ("ink", "soft"):
        assert contrast(colours[name], colours["paper"]) >= 4.5
        assert contrast(colours[name], colours["grid"]) >= 4.5 or name == "soft"
    for place in range(TOOLS):
        assert contrast(colours[str(place)], colours["paper"]) >= 3.0


@BOTH
@pytest.mark.parametrize("vision", VISIONS)
def test_no_two_colours_look_alike(colours: Mapping[str, str], vision: str) -> None:
    seen = [
        OPPONENTS @ np.cbrt(CONES @ np.clip(VISIONS[vision] @ linear(colours[str(place)]), 0.0, 1.0))
        for place in range(TOOLS)
    ]
    assert min(float(np.linalg.norm(one - other)) for one, other in itertools.combinations(seen, 2)) > 0.11


def test_a_tool_has_the_colour_of_its_key_whatever_the_order() -> None:
    keys = tuple(f"tool{place:02}" for place in range(24))
    colours = classes_of(of(keys))
    assert colours == classes_of(of(keys[::-1])) == classes_of(of(()), keys) == classes_of(of(keys[3:5]), keys)
    assert len(set(colours.values())) == 24


def test_a_style_of_its_own_has_no_variables_and_what_is_used_alone() -> None:
    style = own_style({"b", "t3", "t8", "h1"})
    assert "var(" not in style
    assert set(re.findall(r"\.([a-z]\w*)", style)) == {"b", "t3", "h1"}
    assert LIGHT["3"] in style.partition("@media")[0]
    assert DARK["3"] in style.partition("@media")[2]


def test_colours_that_repeat_are_drawn_otherwise() -> None:
    assert ".fig .b.h1{" in PAGE
    assert ".b.h1{" in own_style({"b", "h1"})


def test_a_page_can_set_every_colour_anew() -> None:
    rules = PAGE.partition(".fig{")[2]
    assert "#" not in rules
    assert set(re.findall(r"var\(--fig-(\w+)\)", PAGE)) == {*LIGHT}
