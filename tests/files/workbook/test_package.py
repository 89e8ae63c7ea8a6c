"""What is no workbook, or could do something, is refused at once, and nothing that a workbook points to is ever opened."""

import re
import socket
import struct
import time
import zipfile
from io import BytesIO

import pytest

from blogroi import CaseError
from blogroi.files.workbook.package import Package
from tests.files.workbook.books import DAMAGED, MAIN, TEMPLATE, book_of_xml, faults_of, packed, parts_of, read, written

PARTS = parts_of(written())


def seconds(content: bytes) -> float:
    before = time.process_time()
    faults_of(content)
    return time.process_time() - before


CASE = min(seconds(written()) for _ in range(3))
"""The time that a case takes which can be read: all else is held against it, on whatever machine."""


def bomb(mebibytes: int) -> bytes:
    """Pack a sheet of nothing but blanks."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in PARTS.items():
            if name != "xl/worksheets/sheet3.xml":
                archive.writestr(name, part)
        with archive.open("xl/worksheets/sheet3.xml", "w") as blanks:
            for _ in range(mebibytes):
                blanks.write(b" " * 2**20)
    return made.getvalue()


def lying(content: bytes) -> bytes:
    """Let the headers of an archive say that its largest part is small."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        size = max(info.file_size for info in archive.infolist())
    return content.replace(struct.pack("<I", size), struct.pack("<I", 1000))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "the file is empty: `blogroi new --format xlsx` makes a workbook to start from"),
        (b"PK\x03\x04", DAMAGED),
        (written()[:-200], DAMAGED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "is a workbook of the old format: save it as .xlsx"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000) + "EncryptedPackage".encode("utf-16-le"),
            "is encrypted: save it without a password",
        ),
        (packed({"a.txt": "a"}), "is an archive, and no workbook"),
        (
            packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
            "is an OpenDocument file: save it as .xlsx",
        ),
        (packed({"Index/Document.iwa": "a"}), "is a document of Numbers: export it as .xlsx"),
        (packed({**PARTS, "xl/workbook.bin": b"a"}), "is a binary workbook: save it as .xlsx"),
        (
            packed({**PARTS, "xl/vbaProject.bin": b"a"}),
            "holds macros, which are never run: save it as a workbook without macros, .xlsx",
        ),
        (packed({**PARTS, "XL/Workbook.xml": b"a"}), "is damaged: two of its parts have one name"),
        (
            packed({**PARTS, "xl/worksheets/sheet3.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>'}),
            "declares a document type, as no workbook does: save it again as .xlsx",
        ),
        (
            packed({name: part for name, part in PARTS.items() if name != "xl/worksheets/sheet3.xml"}),
            "is damaged: its part xl/worksheets/sheet3.xml is missing",
        ),
        (
            packed({**PARTS, "xl/worksheets/sheet3.xml": b"<worksheet><sheetData>"}),
            DAMAGED,
        ),
        (bomb(60), "unpacks to more than 50 MiB: no case needs that"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_workbook_to_be_read_is_refused(content: bytes, told: str) -> None:
    assert faults_of(content) == [told]


def test_a_header_that_lies_of_a_size_is_found_out() -> None:
    assert faults_of(lying(bomb(60))) == [DAMAGED]


def test_bombs_are_refused_sooner_than_a_case_is_read() -> None:
    many = packed({f"part{number}": b"" for number in range(30_000)})
    for content in (bomb(400), many, packed({"a.xlsx": bomb(60)})):
        assert seconds(content) < 5 * CASE + 0.05


def test_an_archive_within_an_archive_is_not_opened() -> None:
    assert faults_of(packed({**PARTS, "xl/embeddings/book.xlsx": bomb(40), "../../etc/passwd": b"root"})) == []


def test_links_to_other_files_are_never_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("nothing is to be opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr("builtins.open", refuse)
    name = next(name for name, part in PARTS.items() if b"<v>4000</v>" in part)
    linked = PARTS[name].replace(b"<v>4000</v>", b"<f>[1]Sums!$A$1</f><v>4000</v>")
    link = (
        '<Relationship Id="x" Type="a/externalLinkPath" Target="http://127.0.0.1:9/other.xlsx" TargetMode="External"/>'
    )
    others = {
        "xl/externalLinks/externalLink1.xml": "<externalLink/>",
        "xl/externalLinks/_rels/externalLink1.xml.rels": f"<Relationships>{link}</Relationships>",
        "xl/connections.xml": '<connections><connection><webPr url="http://127.0.0.1:9/"/></connection></connections>',
    }
    assert read(packed({**PARTS, name: linked, **others})) == TEMPLATE


@pytest.mark.parametrize("sent", [b' TargetMode="External"', b""])
def test_a_sheet_that_lies_elsewhere_is_not_passed_over(sent: bytes) -> None:
    parts = parts_of(written())
    rels = parts["xl/_rels/workbook.xml.rels"]
    sheet = re.search(rb'<Relationship [^>]*worksheets/sheet3.xml"[^>]*?(?=/>)', rels)
    assert sheet is not None
    parts["xl/_rels/workbook.xml.rels"] = rels.replace(sheet[0] + b"/>", sheet[0] + sent + b"/>" if sent else b"")
    (fault,) = faults_of(packed(parts))
    assert re.search(r"is damaged: its part \w+ is missing", fault)


def test_laughs_are_not_multiplied() -> None:
    entities = "".join(f'<!ENTITY a{number} "{f"&a{number - 1};" * 10}">' for number in range(1, 12))
    content = packed(
        {
            **PARTS,
            "xl/sharedStrings.xml": f'<!DOCTYPE sst [<!ENTITY a0 "ha">{entities}]><sst><si><t>&a11;</t></si></sst>',
        }
    )
    assert seconds(content) < 30 * CASE
    assert packed({**PARTS, "xl/workbook.xml": f"<!DOCTYPE w [{entities}]><workbook/>"})


def test_a_million_rows_that_are_merely_coloured_are_passed_over() -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}" s="1"/></row>' for row in range(9, 1_000_001))
    part = PARTS["xl/worksheets/sheet3.xml"].replace(b"</sheetData>", rows.encode() + b"</sheetData>")
    content = packed({**PARTS, "xl/worksheets/sheet3.xml": part})
    assert faults_of(content) == []
    assert seconds(content) < 250 * CASE


def test_a_million_cells_are_refused() -> None:
    rows = "".join("<row><c><v>1</v></c><c><v>1</v></c></row>" for _ in range(150_000))
    (told,) = faults_of(book_of_xml({"tools": rows}))
    assert told == "has more than 200,000 cells with something in them: no case needs that"


@pytest.mark.parametrize("tag", ["a", "c", "v", "is"])
def test_what_is_nested_without_end_is_refused_at_once(tag: str) -> None:
    content = book_of_xml({"tools": f"<{tag}>" * 2_000_000 + f"</{tag}>" * 2_000_000})
    assert faults_of(content) == ["is nested more deeply than any workbook"]
    assert seconds(content) < 30 * CASE


def test_an_endless_word_takes_no_longer_than_its_length() -> None:
    long = book_of_xml({"tools": f'<row><c t="{"x" * 20_000_000}"><v>1</v></c></row>'})
    assert seconds(long) < 60 * CASE


def test_parts_of_another_namespace_prefix_are_read() -> None:
    part = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>odd</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>'
    told = faults_of(packed({**PARTS, "xl/worksheets/sheet3.xml": part}))
    assert "objectives!A1: odd: is not known here" in "\n".join(told)


def test_what_is_inflated_is_counted_over_all_parts_whatever_their_headers_say() -> None:
    package = Package(packed({"[Content_Types].xml": "x", "a": b" " * 1000, "b": b" " * 1000}))
    package._left = 1500
    assert len(package.read("a")) == 1000
    with pytest.raises(CaseError, match="unpacks to more than 50 MiB"):
        package.read("b")
