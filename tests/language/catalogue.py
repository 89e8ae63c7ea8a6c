"""Every sentence of the source that is to be translated, and the French catalogue: read, renewed and compiled."""

from __future__ import annotations

import ast
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import TypeAlias

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).parents[2] / "src" / "blogroi"
FRENCH = SOURCE / "language" / "locale" / "fr" / "LC_MESSAGES" / "blogroi.po"
COMPILED = FRENCH.with_suffix(".mo")
FIGURES_IN_WORDS = ("unit", "denominator", "population", "definition", "reliability", "feeds", "spread_note", "trap")
PLURALS = [("Plural-Forms", "nplurals=2; plural=(n > 1);")]  # as our figures are said: no French form for millions
CONTEXTS = {"unit": "unit", "feeds": "use"}
ENTRIES_IN_WORDS = ("unit", "measure", "trap")
CODES_IN_WORDS = ("severity_note", "title", "why", "fix", "singular", "plural", "question")

Sentence: TypeAlias = tuple[str, str | tuple[str, str]]
"""What tells a sentence apart: its context, and its words in English, or those for one and for several."""


def said() -> dict[Sentence, list[str]]:
    """Return every sentence of the source, with the files in which it stands."""
    found: dict[Sentence, set[str]] = defaultdict(set)
    for path in sorted(SOURCE.rglob("*.py")):
        for sentence in in_code(ast.parse(path.read_text(encoding="utf-8"))):
            found[sentence].add(path.relative_to(SOURCE).as_posix())
    for name, sentences in (
        ("codes/codes.toml", _in_codes()),
        ("catalogue/catalogue.toml", _in_entries()),
        ("literature/figures.toml", _in_figures()),
    ):
        for sentence in sentences:
            found[sentence].add(name)
    return {sentence: sorted(files) for sentence, files in found.items()}


def in_code(tree: ast.AST) -> Iterator[Sentence]:
    """Return the sentences of a part of the source."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("message", "plural"):
            words = [ast.literal_eval(argument) for argument in node.args[: 1 if node.func.id == "message" else 2]]
            named = {one.arg: one.value for one in node.keywords}
            context = ast.literal_eval(named["context"]) if "context" in named else ""
            yield context, words[0] if len(words) == 1 else (words[0], words[1])
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "entry":
            yield "", ast.literal_eval(node.args[1])  # what a field means: a workbook says it in each language


def _in_codes() -> Iterator[Sentence]:
    codes: Mapping[str, Mapping[str, str]] = tomllib.loads(
        (SOURCE / "codes" / "codes.toml").read_text(encoding="utf-8")
    )
    for parts in codes.values():
        counted = ("singular", "plural") if parts.get("plural") else ()
        yield from (("", parts[name]) for name in CODES_IN_WORDS if parts.get(name) and name not in counted)
        if counted:
            yield "", (parts["singular"], parts["plural"])


def _in_entries() -> Iterator[Sentence]:
    """Return what the catalogue of levers and indicators says beside its statements, which have their French with them."""
    tables = tomllib.loads((SOURCE / "catalogue" / "catalogue.toml").read_text(encoding="utf-8"))
    for parts in tables["indicators"].values():
        yield from (_stated(name, parts) for name in ENTRIES_IN_WORDS)


def _stated(name: str, parts: Mapping[str, str]) -> Sentence:
    """Tell a unit and a use, which are words, from sentences of the same words."""
    return CONTEXTS.get(name, ""), parts[name]


def _in_figures() -> Iterator[Sentence]:
    """Return what the reference figures say beside their statements, which have their French with them."""
    tables = tomllib.loads((SOURCE / "literature" / "figures.toml").read_text(encoding="utf-8"))
    for group in tables.values():
        for parts in group.values():
            yield from (_stated(name, parts) for name in FIGURES_IN_WORDS if parts.get(name))


def french() -> Catalog:
    """Read the French catalogue."""
    return read_po(BytesIO(FRENCH.read_bytes()), locale="fr")


def renew() -> None:
    """Give every sentence its place in the catalogue, drop those that nobody says any more, and compile it."""
    old = french() if FRENCH.exists() else _French(locale="fr")
    new = _French(
        locale="fr", project="blogroi", version="", header_comment="# What blogroi says, in French.", fuzzy=False
    )
    new.mime_headers = PLURALS
    for (context, words), files in sorted(said().items(), key=str):
        known = old.get(words if isinstance(words, str) else words[0], context or None)
        kept = known.string if known is not None and isinstance(known.string, str) == isinstance(words, str) else None
        new.add(words, kept, locations=[(file, 0) for file in files], context=context or None)
    written = BytesIO()
    write_po(written, new, width=0, omit_header=False, include_lineno=False)
    FRENCH.write_bytes(_without_dates(written.getvalue()))
    COMPILED.write_bytes(compiled(french()))


def compiled(catalogue: Catalog) -> bytes:
    """Return a catalogue as programs read it."""
    plain = _Undated(locale=catalogue.locale)
    plain.mime_headers = PLURALS
    for one in catalogue:
        if one.id:
            plain.add(one.id, one.string, context=one.context)
    made = BytesIO()
    write_mo(made, plain)
    return made.getvalue()


class _French(Catalog):
    """A French catalogue in which whatever is more than one is several, also where a version of Babel tells millions apart."""

    @property
    def num_plurals(self) -> int:
        """Return how many forms a sentence about several things has."""
        return 2

    @property
    def plural_expr(self) -> str:
        """Return which of the forms a number takes."""
        return "(n > 1)"


class _Undated(_French):
    """A catalogue that says nothing of when and by what it was made, so that the same sentences make the same file."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """Return what programs need to know."""
        needed = ("language", "plural-forms", "mime-version", "content-type", "content-transfer-encoding")
        return [header for header in super().mime_headers if header[0].lower() in needed]

    @mime_headers.setter
    def mime_headers(self, stated: Iterable[tuple[str, str]]) -> None:
        """Take how many forms a plural has, and nothing else."""
        self._set_mime_headers([header for header in stated if header in PLURALS])


def _without_dates(text: bytes) -> bytes:
    """Leave out who translated when, so that the same sentences make the same file."""
    dropped = (
        b'"POT-Creation-Date',
        b'"PO-Revision-Date',
        b'"Last-Translator',
        b'"Language-Team',
        b'"Generated-By',
        b'"Report-Msgid',
    )
    return b"\n".join(line for line in text.split(b"\n") if not line.startswith(dropped))
