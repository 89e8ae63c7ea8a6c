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
PAGES = llms.pages(DOCS)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("html")
    llms.write(DOCS, folder)
    return folder


def test_every_page_is_there_once() -> None:
    names = [page.name for page in PAGES]
    written = {
        path.relative_to(DOCS).with_suffix("").as_posix() for path in DOCS.rglob("*.md") if "_build" not in path.parts
    }
    assert sorted(names) == sorted(written)


def test_a_note_is_about_a_page_that_is_there() -> None:
    assert set(llms.NOTES) <= {page.name for page in PAGES}
    assert all(page.note.endswith(".") and "\n" not in page.note and len(page.note) < 250 for page in PAGES)


def test_the_overview_has_a_title_a_summary_and_lists_of_links_with_notes() -> None:
    lines = [line for line in llms.overview(PAGES).splitlines() if line]
    assert lines[0] == "# blogroi"
    assert lines[1].startswith("> ")
    listed = lines[next(place for place, line in enumerate(lines) if line.startswith("## ")) :]
    assert all(re.fullmatch(r"## \w[\w ]*|- \[[^\]]+\]\([\w/.-]+\): .+", line) for line in listed)
    assert len([line for line in listed if line.startswith("- ")]) == len(PAGES) - 1


def test_every_link_leads_to_a_file(built: Path) -> None:
    for path in [built / "llms.txt", *built.rglob("*.html.md")]:
        for link in re.findall(r"\]\(([\w/.-]+\.(?:html\.md|txt))(?:#[\w-]*)?\)", path.read_text(encoding="utf-8")):
            assert (path.parent / link).is_file(), (path.name, link)


def test_an_address_can_be_put_before_the_links() -> None:
    assert "(https://example.org/why.html.md)" in llms.overview(PAGES, "https://example.org/")


def test_the_whole_has_every_page_and_the_reference_and_no_directive(built: Path) -> None:
    whole = (built / "llms-full.txt").read_text(encoding="utf-8")
    assert all(f"# {page.title}" in whole for page in PAGES)
    assert "```{" not in whole
    assert "#### blogroi.evaluate(case" in whole
    assert "The same case, version, seed and draws give the same bytes." in whole  # from a docstring
    assert " at 0x" not in whole


def test_a_page_without_a_note_gets_its_first_sentence(tmp_path: Path) -> None:
    (tmp_path / "index.md").write_text("# House\n\n```{toctree}\n:caption: Rooms\n\nhall\n```\n")
    (tmp_path / "hall.md").write_text("# Hall\n\nWho [enters](index.md) is\nhere. Then one goes on.\n")
    assert [(page.section, page.title, page.note) for page in llms.pages(tmp_path)][1] == (
        "Rooms",
        "Hall",
        "Who enters is here.",
    )


def test_a_directive_that_is_not_known_is_refused(tmp_path: Path) -> None:
    (tmp_path / "index.md").write_text("# House\n\n```{figure} a.svg\n```\n")
    with pytest.raises(ValueError, match="figure"):
        llms.pages(tmp_path)
