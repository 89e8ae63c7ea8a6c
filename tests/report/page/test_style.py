"""Somebody's own colours: what can be set is set, and nothing else gets through."""

import re
from pathlib import Path

import pytest

import blogroi
from blogroi.report.page.style import DARK, FIGURES, LIGHT, TOOLS, Style, _contrast, read_style, style_of

OWN = """\
/* Of the house:
   blue */
:root { --accent: #004; --font: 'Source Sans 3', Georgia , serif; }
@media (prefers-color-scheme: dark) {
  :root { --accent: #9CF; --paper: #000000 }
}
"""


def test_colours_and_fonts_are_set_in_daylight_and_in_the_dark() -> None:
    style = read_style(OWN)
    assert dict(style.light) == {"--accent": "#000044"}
    assert dict(style.dark) == {"--accent": "#99ccff", "--paper": "#000000"}
    assert style.font == '"Source Sans 3","Georgia",serif'
    light, dark = style.css.split("@media screen and (prefers-color-scheme:dark)")
    assert "--accent:#000044;--" in light
    assert "--paper:#ffffff;" in light
    assert "--accent:#99ccff;--" in dark
    assert "--paper:#000000;" in dark
    assert '--font:"Source Sans 3","Georgia",serif}' in light


def test_nothing_set_is_nothing_changed() -> None:
    assert read_style("") == read_style(":root{}") == read_style(" /* nothing */ :root { ; } ") == Style()
    assert (
        read_style("@media screen and (prefers-color-scheme: light) { :root { --ink: #000 } }").light["--ink"]
        == "#000000"
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("@import url(https://example.org/x.css);", "line 1: only `:root { --accent: #1f5f99; }` can be set"),
        (":root { --accent: url(https://example.org) }", "line 1: `--accent` is not a colour such as `#1f5f99`"),
        (":root { --accent: red }", "`--accent` is not a colour"),
        (":root { --accent: #12 }", "`--accent` is not a colour"),
        (":root { --accent: expression(alert(1)) }", "is not a colour"),
        (":root {\n  --acent: #123456; }", "line 2: `--acent` cannot be set: did you mean `--accent`?"),
        (":root { background: #123456 }", "`background` cannot be set"),
        (":root { --font: url(x), serif }", "`--font` is not a list of names of fonts"),
        (':root { --font: "a\\27 " }', "`--font` is not a list of names of fonts"),
        (":root { --font: Arial;}</style><script>", "line 1: only `:root"),
        (":root { --font: Arial }\n\nbody { display: none }", "line 3: only `:root"),
        (":root { --ink }", "line 1: only `:root"),
        ("@media print { :root { --ink: #000 } }", "line 1: only `:root"),
        (":root { --ink: #000 ", "line 1: only `:root"),
        ("/* :root { }", "line 1: only `:root"),
        (
            ":root { --ink: #aaa }",
            "`--ink` (#aaaaaa) cannot be read on `--paper` (#ffffff): its contrast is 2.3, at least 4.5 is needed",
        ),
        (":root { --shade: #999 }", "cannot be read on `--shade` (#999999)"),
        (":root { --tool-2: #ddd }", "its contrast is 1.3, at least 3 is needed"),
        ("@media (prefers-color-scheme: dark) { :root { --paper: #777 } }", "cannot be read on `--paper` (#777777)"),
        (
            ":root { --paper: #2e90fe; --shade: #2e90fe; --ink: #000; --soft: #000; --accent: #000; --good: #000; --bad: #000; --open: #000 }",
            "`--tool-1` (#2e90fe) cannot be read",
        ),
    ],
)
def test_what_cannot_be_set_is_refused_where_it_stands(text: str, fault: str) -> None:
    with pytest.raises(blogroi.OptionError) as refused:
        read_style(text)
    assert refused.value.option == "style"
    assert fault in str(refused.value)


def test_on_a_paper_of_its_own_our_colours_of_tools_need_not_be_set_anew() -> None:
    assert dict(read_style(":root { --paper: #fff8e0 }").light) == {"--paper": "#fff8e0"}
    with pytest.raises(blogroi.OptionError, match="its contrast is 2\\.9, at least 3 is needed"):
        read_style(f":root {{ --paper: #fff8e0; --tool-8: {LIGHT['--tool-8']} }}")


def test_a_file_is_read_as_utf_8(tmp_path: Path) -> None:
    file = tmp_path / "house.css"
    file.write_bytes(b"\xef\xbb\xbf:root { --accent: #004400 }")
    assert style_of(file).light["--accent"] == "#004400"
    file.write_bytes(b"\xff\xfe:")
    with pytest.raises(blogroi.OptionError, match="is not a text in UTF-8"):
        style_of(file)
    with pytest.raises(blogroi.FileError):
        style_of(tmp_path / "none.css")


@pytest.mark.parametrize(("one", "other", "contrast"), [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.478)])
def test_contrasts_are_those_that_are_published(one: str, other: str, contrast: float) -> None:
    assert _contrast(one, other) == _contrast(other, one) == pytest.approx(contrast, abs=5e-4)


def test_figures_have_the_colours_of_the_page_and_no_others() -> None:
    assert FIGURES.startswith(".fig{")
    assert "prefers-color-scheme" not in FIGURES
    assert {f"var({name})" for name in ("--paper", "--ink", "--soft", "--line", *TOOLS)} <= set(
        re.findall(r"var\([-\w]+\)", FIGURES)
    )
    assert not re.search(r"#[0-9a-f]{3}", FIGURES)


def test_our_own_colours_can_be_read_in_daylight_and_in_the_dark() -> None:
    assert [*LIGHT] == [*DARK]
    everything = "".join(f"{name}: {colour};" for name, colour in LIGHT.items())
    dark = "".join(f"{name}: {colour};" for name, colour in DARK.items())
    style = read_style(f":root {{ {everything} }} @media (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}")
    assert (dict(style.light), dict(style.dark)) == (LIGHT, DARK)
    assert style.css == Style().css
    assert len(TOOLS) == len({LIGHT[name] for name in TOOLS}) == len({DARK[name] for name in TOOLS}) == 8
