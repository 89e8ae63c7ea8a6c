"""What is written for machines that read text has every page, and leads nowhere that is not there."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

DOCS = Path(__file__).parents[1] / "docs"


def loaded() -> ModuleType:
    spec = importlib.util.spec_from_file_location("llms", DOCS / "llms.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


llms = loaded()
PAGES = list(llms.pages(DOCS))
NAME, TITLE, ABOUT = 1, 2, 3


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("html")
    llms.write(DOCS, folder)
    return folder


def test_every_page_is_there_once() -> None:
    names = [page[NAME] for page in PAGES]
    written = {
        path.relative_to(DOCS).with_suffix("").as_posix() for path in DOCS.rglob("*.md") if "_build" not in path.parts
    }
    assert sorted(names) == sorted(written)


def test_of_every_page_it_is_said_what_it_is_about() -> None:
    assert all("\n" not in page[ABOUT] and page[ABOUT].endswith(".") and 10 <= len(page[ABOUT]) < 600 for page in PAGES)


def test_the_overview_has_a_title_a_summary_and_lists_of_links_with_notes(built: Path) -> None:
    lines = [line for line in (built / "llms.txt").read_text(encoding="utf-8").splitlines() if line]
    assert lines[0] == "# blogroi"
    assert lines[1].startswith("> ")
    listed = lines[next(place for place, line in enumerate(lines) if line.startswith("## ")) :]
    assert all(re.fullmatch(r"## \w[\w ]*|- \[[^\]]+\]\([\w/.-]+\): .+", line) for line in listed)
    assert len([line for line in listed if line.startswith("- ")]) == len(PAGES) - 1


def test_every_link_leads_to_a_file(built: Path) -> None:
    for path in [built / "llms.txt", *built.rglob("*.html.md")]:
        for link in re.findall(r"\]\(([\w/.-]+\.(?:html\.md|txt))(?:#[\w-]*)?\)", path.read_text(encoding="utf-8")):
            assert (path.parent / link).is_file(), (path.name, link)


def test_an_address_can_be_put_before_the_links(tmp_path: Path) -> None:
    (tmp_path / "index.md").write_text("# House\n\n```{toctree}\nhall\n```\n", encoding="utf-8")
    (tmp_path / "hall.md").write_text("# Hall\n", encoding="utf-8")
    llms.write(tmp_path, tmp_path / "out", "https://example.org/")
    assert "(https://example.org/hall.html.md)" in (tmp_path / "out" / "llms.txt").read_text(encoding="utf-8")


def test_the_whole_has_every_page_and_the_reference_and_no_directive(built: Path) -> None:
    whole = (built / "llms-full.txt").read_text(encoding="utf-8")
    assert all(f"# {page[TITLE]}" in whole for page in PAGES)
    assert "```{" not in whole
    assert "#### blogroi.evaluate(case" in whole
    assert "The same case, version, seed and draws give the same bytes." in whole  # from a docstring
    assert " at 0x" not in whole


def test_a_page_is_about_its_first_sentence_and_its_headings(tmp_path: Path) -> None:
    (tmp_path / "index.md").write_text("# House\n\n```{toctree}\n:caption: Rooms\n\nhall\n```\n", encoding="utf-8")
    text = "# Hall\n\n```console\nknock\n```\n\nWho [enters](index.md) is\nhere. Then one goes on.\n\n## Doors\n\n## Windows\n"
    (tmp_path / "hall.md").write_text(text, encoding="utf-8")
    assert [page[:4] for page in llms.pages(tmp_path)][1] == (
        "Rooms",
        "hall",
        "Hall",
        "Who enters is here (Doors; Windows).",
    )


def test_a_directive_that_is_not_known_is_refused(tmp_path: Path) -> None:
    (tmp_path / "index.md").write_text("# House\n\n```{figure} a.svg\n```\n", encoding="utf-8")
    with pytest.raises(OSError, match=r"a\.svg"):
        list(llms.pages(tmp_path))
