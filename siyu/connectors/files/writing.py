"""Writing rows as CSV, Parquet or Excel, in bounded memory."""

import csv
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import batched
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from siyu.connectors.files.exports import Table
from siyu.connectors.files.reading.cells.plain import guarded
from siyu.core.refusals import Refusal
from siyu.core.words import say

FORMATS = ("csv", "parquet", "xlsx")
CHUNK = 10_000
MOST_EXCEL_ROWS = 1_048_575
LONGEST_EXCEL_CELL = 32_767
UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
"""What XML cannot hold or would change, and what looks like its stand-in `_x000D_`."""
NO_ERRORS = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A")


def tamed(value: Any) -> Any:
    """A text that a spreadsheet would run as a formula gets a leading quote; import takes it off again.

    One that begins with a quote and then like a formula gets one more, or it would come back without its own.
    """
    return guarded(value) if isinstance(value, str) else value


def csv_lines(table: Table) -> Iterator[bytes]:
    """CSV in UTF-8, some thousand rows at a time."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(table.columns)
    for rows in batched(table.rows(), CHUNK):
        writer.writerows([["" if value is None else tamed(value) for value in row] for row in rows])
        yield buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue().encode()


def write(table: Table, format_: str, out: IO[bytes]) -> None:
    """Write a table to a binary file or to stdout."""
    if format_ == "csv":
        for chunk in csv_lines(table):
            out.write(chunk)
    elif format_ == "xlsx":
        _write_excel(table, out)
    else:
        _write_parquet(table, out)


def _write_excel(table: Table, out: IO[bytes]) -> None:
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("siyu")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "export.xlsx"
        try:
            _fill(sheet, table)
            book.save(path)
        except BaseException:
            # What was written so far lies in a file of openpyxl's, which only a finished book takes along.
            sheet.close()
            with suppress(FileNotFoundError):
                sheet._writer.cleanup()
            raise
        _copy(path, out)


def _fill(sheet: Any, table: Table) -> None:
    sheet.append(list(table.columns))
    for number, row in enumerate(table.rows(), 1):
        if number > MOST_EXCEL_ROWS:
            # More sheets would be lost on the way back: import reads the first.
            raise Refusal(
                say(
                    f"超过 {MOST_EXCEL_ROWS:,} 行,Excel 放不下;请导出为 CSV 或 Parquet",
                    f"More than {MOST_EXCEL_ROWS:,} rows do not fit in Excel; export CSV or Parquet",
                )
            )
        sheet.append([_cell(sheet, value, column) for value, column in zip(row, table.columns, strict=True)])


def _cell(sheet: Any, value: Any, column: str) -> Any:
    """A value as a cell holds it; refuses a text that Excel would cut off."""
    from openpyxl.cell import WriteOnlyCell

    if not isinstance(value, str):
        return value
    text = UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", guarded(value))
    if len(text) > LONGEST_EXCEL_CELL:
        raise Refusal(
            say(
                f"“{column}”里有一格超过 {LONGEST_EXCEL_CELL:,} 个字符,Excel 放不下;请导出为 CSV 或 Parquet",
                f"A cell of “{column}” has more than {LONGEST_EXCEL_CELL:,} characters, which Excel would "
                "cut off; export CSV or Parquet",
            )
        )
    if text not in NO_ERRORS:
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"  # a text, not the error it looks like
    return cell


def _write_parquet(table: Table, out: IO[bytes]) -> None:
    import pyarrow
    import pyarrow.parquet

    # Every row has a say in the types: a column may be empty for long before it holds a number.
    kinds: list[set[type]] = [set() for _ in table.columns]
    for row in table.rows():
        for seen, value in zip(kinds, row, strict=True):
            seen.add(type(value))
    types = [_arrow_type(seen - {type(None)}) for seen in kinds]
    schema = pyarrow.schema(list(zip(table.columns, types, strict=True)))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "export.parquet"
        with pyarrow.parquet.ParquetWriter(path, schema, compression="zstd") as writer:
            for rows in batched(table.rows(), CHUNK):
                columns = [
                    pyarrow.array([_fit(row[n], field.type) for row in rows], type=field.type)
                    for n, field in enumerate(schema)
                ]
                writer.write_batch(pyarrow.record_batch(columns, schema=schema))
        _copy(path, out)


def _arrow_type(kinds: set[type]) -> Any:
    import pyarrow

    if kinds == {bool}:
        return pyarrow.bool_()
    if kinds == {int}:
        return pyarrow.int64()
    if kinds and kinds <= {int, float}:
        return pyarrow.float64()
    return pyarrow.string()


def _fit(value: Any, type_: Any) -> Any:
    return str(value) if value is not None and str(type_) == "string" else value


def _copy(path: Path, out: IO[bytes]) -> None:
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            out.write(chunk)
