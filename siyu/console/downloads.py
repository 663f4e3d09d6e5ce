"""Tables as downloads, in bounded memory."""

from collections.abc import Iterator
from tempfile import TemporaryFile

from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from siyu.connectors.files.exports import Table
from siyu.connectors.files.writing import csv_lines, write
from siyu.core.refusals import Refusal


def as_file(table: Table, *, stem: str, excel: bool) -> HttpResponseBase:
    """A table as a download, CSV or a workbook; what a workbook cannot hold is refused with the reason."""
    if excel:
        # The workbook lies in a file without a name, which is gone once it is sent.
        out = TemporaryFile()  # noqa: SIM115
        try:
            write(table, "xlsx", out)
        except Refusal as refusal:
            out.close()
            return HttpResponse(str(refusal), status=409, content_type="text/plain; charset=utf-8")
        except BaseException:
            out.close()
            raise
        out.seek(0)
        return FileResponse(out, as_attachment=True, filename=f"{stem}.xlsx")
    response = StreamingHttpResponse(_with_mark(csv_lines(table)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{stem}.csv"'
    return response


def _with_mark(lines: Iterator[bytes]) -> Iterator[bytes]:
    """Excel takes CSV for UTF-8 only with a mark."""
    yield b"\xef\xbb\xbf"
    yield from lines
