"""One made-up export: what the file looks like, what is answered, and what must come out."""

import csv
import html
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.rooms.files.workbooks import inline, sheet, workbook


@dataclass(frozen=True)
class Sample:
    """A file of the platform `preset` reads. `text` is its cells as CSV, whatever it is written as."""

    preset: str
    kind: str
    file: str
    text: str
    expected: str
    """The rows that must stand afterwards, in columns of ours, as an export writes them."""
    rows: int
    left_out: int = 0
    combined_from: int = 0
    answers: Mapping[str, str] = field(default_factory=dict)
    encoding: str = "utf-8-sig"
    password: str = ""
    linked: int | None = None
    """How many of the rows show somebody; for orders and joins."""

    def write(self, folder: Path) -> Path:
        """The file, as its name says: text, a workbook, a web page called .xls, or packed."""
        path = folder / self.file
        match path.suffix:
            case ".xlsx":
                cells = list(csv.reader(io.StringIO(self.text)))
                rows = [[inline(html.escape(cell)) if cell else "" for cell in row] for row in cells]
                return workbook(path, sheet(*rows))
            case ".xls":
                path.write_text(_page(list(csv.reader(io.StringIO(self.text)))), encoding="utf-8")
            case ".zip":
                with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
                    package.writestr(f"{path.stem}.csv", self.text.encode(self.encoding))
            case _:
                path.write_bytes(self.text.encode(self.encoding))
        return path

    @property
    def wanted(self) -> list[dict[str, str]]:
        """The expected rows, by column."""
        return list(csv.DictReader(io.StringIO(self.expected)))

    def among(self, exported: str) -> list[dict[str, str]]:
        """Of what an export holds, the rows of this sample's own account, shop or pool; columns as expected."""
        wanted = self.wanted
        own = next(name for name in ("account", "shop", "pool_id") if name in wanted[0])
        mine = {row[own] for row in wanted}
        found = [row for row in csv.DictReader(io.StringIO(exported)) if row[own] in mine]
        return sorted(({name: row[name] for name in wanted[0]} for row in found), key=str)


def _page(rows: list[list[str]]) -> str:
    """What some consoles send and call an Excel file."""
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f'<html><head><meta charset="utf-8"></head><body><table border="1">{body}</table></body></html>'
