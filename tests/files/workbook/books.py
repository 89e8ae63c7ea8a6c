"""Workbooks for tests: one that was written, with some of its cells changed; and ones put together from XML, as other programs write it."""

import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO
from typing import Any

import openpyxl

import blogroi
from blogroi import Case, CaseError
from blogroi.files.workbook.write import case_to_workbook

TEMPLATE = blogroi.loads(blogroi.template())
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKED = "http://schemas.openxmlformats.org/package/2006"
_DATE_STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="[$-40C]d\\ mmm\\ yyyy;@"/></numFmts>'
    '<cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs>'
    '<cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="9"/></cellXfs></styleSheet>'
)
DAMAGED = "is damaged: copy it anew, or open it in a spreadsheet program, and save it there"
DAY, LONG_DAY, PER_CENT = 1, 2, 3
"""Styles of the workbooks that are put together here."""


@cache
def written() -> bytes:
    """Give the template as a workbook."""
    return case_to_workbook(TEMPLATE)


def changed(change: Callable[[Any], object], content: bytes | None = None) -> bytes:
    """Change a workbook with openpyxl."""
    book = openpyxl.load_workbook(BytesIO(written() if content is None else content))
    change(book)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def with_cells(cells: Mapping[str, Any]) -> bytes:
    """Change some cells, by their places."""

    def change(book: Any) -> None:
        for at, value in cells.items():
            sheet, _, cell = at.partition("!")
            book[sheet][cell] = value

    return changed(change)


def read(content: bytes) -> Case:
    return blogroi.loads(content, format="xlsx")


def faults_of(content: bytes) -> list[str]:
    """Read a workbook, and list what is wrong with it."""
    try:
        read(content)
    except CaseError as error:
        return [str(fault) for fault in error.faults]
    return []


def packed(parts: Mapping[str, bytes | str]) -> bytes:
    """Pack parts into an archive."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return made.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    """Give the parts of a workbook."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def book_of_xml(
    sheets: Mapping[str, str],
    *,
    strings: str = "",
    properties: str = "",
    after_sheets: str = "",
    namespace: str = MAIN,
    more: Mapping[str, bytes | str] | None = None,
) -> bytes:
    """Put a workbook together of sheets, each the inside of its ``sheetData``, and what comes behind that after ``|``."""
    names = list(sheets)
    listed = "".join(f'<sheet name="{name}" sheetId="{at}" r:id="s{at}"/>' for at, name in enumerate(names, start=1))
    targets = "".join(
        f'<Relationship Id="s{at}" Type="{_RELATED}/worksheet" Target="worksheets/sheet{at}.xml"/>'
        for at in range(1, len(names) + 1)
    )
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKED}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKED}/relationships"><Relationship Id="r" Type="{_RELATED}/officeDocument" Target="/xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{namespace}" xmlns:r="{_RELATED}"><workbookPr {properties}/><sheets>{listed}</sheets>{after_sheets}</workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKED}/relationships">{targets}'
        f'<Relationship Id="t" Type="{_RELATED}/sharedStrings" Target="sharedStrings.xml"/>'
        f'<Relationship Id="f" Type="{_RELATED}/styles" Target="styles.xml"/>'
        f'<Relationship Id="x" Type="{_RELATED}/externalLink" Target="https://example.org/other.xlsx" TargetMode="External"/></Relationships>',
        "xl/styles.xml": _DATE_STYLES,
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
    }
    for at, inside in enumerate(sheets.values(), start=1):
        rows, _, behind = inside.partition("|")
        parts[f"xl/worksheets/sheet{at}.xml"] = (
            f'<worksheet xmlns="{namespace}"><dimension ref="A1:XFD1048576"/><sheetData>{rows}</sheetData>{behind}</worksheet>'
        )
    return packed(parts | dict(more or {}))
