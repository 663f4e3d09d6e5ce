"""Writing rows as CSV, Parquet or Excel, in bounded memory."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import batched
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from siyu.connectors.files.exports import Table

FORMATS = ("csv", "parquet", "xlsx")
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
CHUNK = 10_000
MOST_EXCEL_ROWS = 1_048_575


def tamed(value: Any) -> Any:
    """A text that a spreadsheet would run as a formula gets a leading quote; import takes it off again."""
    return f"'{value}" if isinstance(value, str) and value.startswith(DANGEROUS) else value


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
    sheet.append(list(table.columns))
    for number, row in enumerate(table.rows(), 1):
        if number % MOST_EXCEL_ROWS == 0:
            sheet = book.create_sheet()
            sheet.append(list(table.columns))
        sheet.append([tamed(value) for value in row])
    with TemporaryDirectory() as folder:
        path = Path(folder) / "export.xlsx"
        book.save(path)
        _copy(path, out)


def _write_parquet(table: Table, out: IO[bytes]) -> None:
    import pyarrow
    import pyarrow.parquet

    # Every column as text or whole number, decided by what stands in it first; later rows must agree.
    batches = batched(table.rows(), CHUNK)
    first = next(batches, ())
    schema = pyarrow.schema(
        [(name, _arrow_type(row[n] for row in first)) for n, name in enumerate(table.columns)]
    )
    with TemporaryDirectory() as folder:
        path = Path(folder) / "export.parquet"
        with pyarrow.parquet.ParquetWriter(path, schema, compression="zstd") as writer:
            for rows in _all(first, batches):
                columns = [
                    pyarrow.array([_fit(row[n], field.type) for row in rows], type=field.type)
                    for n, field in enumerate(schema)
                ]
                writer.write_batch(pyarrow.record_batch(columns, schema=schema))
        _copy(path, out)


def _all(first: Sequence[Any], rest: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    if first:
        yield first
    yield from rest


def _arrow_type(values: Iterable[Any]) -> Any:
    import pyarrow

    kinds = {type(value) for value in values if value is not None}
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
