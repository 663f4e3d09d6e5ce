"""Workbooks written by hand, so that a test may hold what no library would write."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def inline(text: str) -> str:
    return f't="inlineStr"><is><t>{text}</t></is>'


def sheet(*rows: list[str]) -> str:
    """A sheet of cells, each given as what follows `<c r="A1" `; an empty text is no cell."""
    body = ""
    for number, row in enumerate(rows, 1):
        cells = "".join(f'<c r="{chr(65 + at)}{number}" {cell}</c>' for at, cell in enumerate(row) if cell)
        body += f'<row r="{number}">{cells}</row>'
    return f'<worksheet xmlns="{MAIN}"><sheetData>{body}</sheetData></worksheet>'


def workbook(
    path: Path,
    first: str,
    *,
    strings: str = "",
    formats: Mapping[int, str] | None = None,
    styles: tuple[int, ...] = (0,),
    of_1904: bool = False,
    head: str = "",
    more: Mapping[str, str] | None = None,
) -> Path:
    """An `.xlsx` of these parts; `styles` lists the number format of each cell style."""
    custom = "".join(f'<numFmt numFmtId="{n}" formatCode="{code}"/>' for n, code in (formats or {}).items())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{RELATION}"><workbookPr date1904="{int(of_1904)}"/>'
            '<sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
        )
        package.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{PACKAGE}">'
            f'<Relationship Id="rId1" Type="{RELATION}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="rId2" Type="{RELATION}/sharedStrings" Target="sharedStrings.xml"/>'
            f'<Relationship Id="rId3" Type="{RELATION}/styles" Target="/xl/styles.xml"/></Relationships>',
        )
        package.writestr("xl/worksheets/sheet1.xml", head + first)
        package.writestr(
            "xl/styles.xml",
            f'<styleSheet xmlns="{MAIN}"><numFmts>{custom}</numFmts><cellXfs>'
            + "".join(f'<xf numFmtId="{n}"/>' for n in styles)
            + "</cellXfs></styleSheet>",
        )
        if strings:
            package.writestr("xl/sharedStrings.xml", strings)
        for name, content in (more or {}).items():
            package.writestr(name, content)
    return path
