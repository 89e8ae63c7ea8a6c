"""The pages of the documentation for machines that read text: llms.txt, llms-full.txt, and each page as Markdown beside its HTML.

Follows https://llmstxt.org. Pages and their order are those of the tables of contents, so that a page cannot be forgotten; what Sphinx
would fill in (included files, the reference from docstrings) is filled in here. Needs nothing but the standard library.
"""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

SUMMARY = (
    "A Python library and command that says what a corporate blog brings in beside every other communication tool (newsletter, intranet, "
    "magazine, fair), by the same criteria for all: costs and effects as ranges, NPV, ROI, BCR, IRR, payback, gaps that stay visible, "
    "rankings under open weights, value of information, effects measured in a series."
)
DETAILS = (
    "A case is a TOML or JSON file, or a workbook; `blogroi.load` reads it and `blogroi.evaluate` evaluates it; `blogroi new` prints one to start from, "
    "`blogroi schema` its JSON Schema. Every Python example in these pages is executed by the tests of the project."
)
NOTES = {
    "why": "what goes wrong when somebody asks what the blog brings in, with GM's FastLane recomputed.",
    "quickstart": "install, a first case, a first evaluation, in Python and from the command line.",
    "demarrage": "the start in French: from an empty file to a verdict of one's own.",
    "fr/decider": "in French: what the verdict depends on, what is worth measuring, whether to launch, what to show.",
    "fr/un-an-apres": "in French: the plan before launch, what came of it a year later, effects that nobody foresaw.",
    "fr/glossaire": "the words, in French, with their names in the file.",
    "before-launch": "objectives, levers and indicators first, and the checks that say what is missing.",
    "command-line": "all commands, their options and their exit status.",
    "tutorials/before-launch": "from an idea to a plan that can be evaluated.",
    "tutorials/later": "what came of estimates, two years later.",
    "tutorials/portfolio": "several tools and a budget.",
    "tutorials/taxpayers": "a public body: whose money, and who gains.",
    "tutorials/notebook": "tables, draws and statistics of your own in a notebook.",
    "internal-effects": "a worked case in which four effects were found after launch.",
    "figures": "how NPV, ROI, BCR, payback and IRR are computed, draw by draw.",
    "gaps": "three policies for what is not known, one for all tools.",
    "same-criteria": "who is asked what, who claims what, double standards, the swap of dates.",
    "scores": "scales, rank acceptability, choosing within a budget.",
    "weights": "weights as numbers, ranges, orders, ratios, swings, by stakeholder.",
    "scenarios": "what several things together would change, expectation and regret, and what can be chosen together.",
    "sensitivity": "shares of variance, tornado bars, break-even values, correlated inputs.",
    "measuring": "value of information, studies, and whether to launch first and measure later.",
    "emergent": "effects that nobody foresaw: kept apart, and corrected for having been searched for.",
    "history": "the same house at several dates, and how far its estimates could be trusted.",
    "peers": "what other packages do, where they are better, when to use them instead.",
    "missing-cell": "what several packages make of one blank cell.",
    "methods": "SROI, TEI, Phillips and others as cases, with their published tables recomputed.",
    "rooms": "which modules there are, how data goes through them, and where to add.",
    "quality": "the gates, and the faults that were planted to try them.",
    "mutation": "small faults put into the engine and the audits, and how many the tests notice.",
    "guarantees": "ten guarantees of a fair comparison, as functions for any evaluator.",
    "many-cases": "a folder or a generator of cases, by processes or a cluster, part by part, and going on after a kill.",
    "embedding": "threads, errors, limits, a service, a scheduled job.",
    "case-file": "every key of the case file, version 1.",
    "catalogue": "levers and indicators to start from, with their traps.",
    "result": "the plain data of every answer, version 2.",
    "checks": "every code of a finding: what it means and how to fix it.",
    "glossary": "the words, in English and French.",
    "reference/index": "every public function and class, with parameters and examples.",
    "promises": "what is public, and what a new version may change.",
    "decisions/index": "why it was built this way.",
    "changelog": "what changed for users.",
}
OPTIONAL = ("decisions/", "changelog", "demarrage", "fr/")
FENCE = re.compile(r"^```\{(?P<kind>[\w-]+)\}(?P<argument>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?P<page>[\w./-]+)\.md(?P<anchor>#[\w-]*)?\)")


class Page(NamedTuple):
    """A page: where it stands, what it is called, what it is about, and all of it as Markdown."""

    section: str
    name: str
    title: str
    note: str
    text: str


def pages(docs: Path) -> list[Page]:
    """List the pages in the order of the tables of contents, the first page first."""
    return list(_below(docs, "index", ""))


def _below(docs: Path, name: str, section: str) -> Iterator[Page]:
    source = (docs / f"{name}.md").read_text(encoding="utf-8")
    text = FENCE.sub(lambda fence: _filled(fence, (docs / name).parent), source)
    title, note = _headline(text)
    place = "Optional" if name.startswith(OPTIONAL) else section
    yield Page(place, name, title, NOTES.get(name, note), text)
    for fence in FENCE.finditer(source):
        if fence["kind"] == "toctree":
            caption = re.search(r"^:caption: (.+)$", fence["body"], re.MULTILINE)
            for entry in _entries(fence["body"]):
                path = (Path(name).parent / entry).as_posix()
                yield from _below(docs, path, caption[1] if caption else section)


def _entries(body: str) -> list[str]:
    return [line.strip() for line in body.splitlines() if line.strip() and not line.startswith(":")]


def _headline(text: str) -> tuple[str, str]:
    """Find the title, and the first sentence in case nobody wrote a note."""
    title = re.search(r"^# (.+)$", text, re.MULTILINE)
    assert title is not None
    prose = next((part for part in text[title.end() :].split("\n\n") if re.match(r"[\w`*\"]", part.strip())), title[1])
    prose = re.sub(r"\A\s*\*[\d-]+\.\*", "", prose)
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", " ".join(prose.split()))
    return title[1], re.split(r"(?<=[.!?])\s", plain)[0].rstrip(".:") + "."


def _filled(fence: re.Match[str], folder: Path) -> str:
    """Put in what a directive stands for."""
    argument, body = fence["argument"].strip(), fence["body"]
    match fence["kind"]:
        case "include":
            return (folder / argument).resolve().read_text(encoding="utf-8").strip()
        case "literalinclude":
            language = re.search(r"^:language: (\w+)$", body, re.MULTILINE)
            content = (folder / argument).resolve().read_text(encoding="utf-8").strip()
            return f"```{language[1] if language else ''}\n{content}\n```"
        case "toctree":
            return "\n".join(f"- [{entry}]({entry}.md)" for entry in _entries(body))
        case "eval-rst":
            named = re.findall(r"^\.\. auto(\w+):: ([\w.]+)$", body, re.MULTILINE)
            return "\n\n".join(part for kind, name in named for part in _documented(kind, name))
    raise ValueError(f"nothing is known of the directive {fence['kind']}")


def _documented(kind: str, path: str) -> Iterator[str]:
    if kind == "module":
        module = importlib.import_module(path)
        yield f"### Module {path}\n\n{inspect.getdoc(module) or ''}"
        for name in getattr(module, "__all__", ()):
            thing = getattr(module, name)
            if getattr(thing, "__module__", None) == path:
                yield from _described(f"{path}.{name}", thing)
    else:
        home, _, name = path.rpartition(".")
        yield from _described(path, getattr(importlib.import_module(home), name))


def _described(path: str, thing: Any) -> Iterator[str]:
    """Give the signature and the docstring of a function, or of a class and its methods."""
    yield f"#### {path}{_signature(thing)}\n\n{inspect.getdoc(thing) or ''}"
    if inspect.isclass(thing):
        for name, member in vars(thing).items():
            if not name.startswith("_") and (inspect.isroutine(member) or isinstance(member, property)):
                found = inspect.getdoc(member)
                if found:
                    yield f"##### {path}.{name}{_signature(getattr(thing, name))}\n\n{found}"


def _signature(thing: Any) -> str:
    try:
        return re.sub(r" at 0x[0-9a-f]+", "", str(inspect.signature(thing)))
    except (TypeError, ValueError):
        return ""


def overview(found: list[Page], base: str = "") -> str:
    """Write llms.txt: a title, a summary, and the pages by section, each with one line."""
    first, rest = found[0], found[1:]
    sections = sorted(dict.fromkeys(page.section for page in rest), key=lambda section: section == "Optional")
    lines = [
        f"# {first.title}",
        "",
        f"> {SUMMARY}",
        "",
        DETAILS,
        f"All pages in one file: [llms-full.txt]({base}llms-full.txt).",
        "",
    ]
    for section in sections:
        lines += [f"## {section}", ""]
        lines += [
            f"- [{page.title}]({base}{page.name}.html.md): {page.note}" for page in rest if page.section == section
        ]
        lines.append("")
    return "\n".join(lines)


def in_full(found: list[Page]) -> str:
    """Write llms-full.txt: one page after the other, each under its address."""
    return "\n\n".join(f"<!-- {page.name}.html -->\n\n{_linked(page)}" for page in found) + "\n"


def _linked(page: Page) -> str:
    """Let links lead to the Markdown of the other pages."""
    return LINK.sub(lambda link: f"]({link['page']}.html.md{link['anchor'] or ''})", page.text.strip())


def write(docs: Path, out: Path, base: str = "") -> None:
    """Write all of it beside the pages in HTML."""
    found = pages(docs)
    (out / "llms.txt").write_text(overview(found, base), encoding="utf-8")
    (out / "llms-full.txt").write_text(in_full(found), encoding="utf-8")
    for page in found:
        place = out / f"{page.name}.html.md"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(_linked(page) + "\n", encoding="utf-8")
