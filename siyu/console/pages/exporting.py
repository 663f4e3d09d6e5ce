"""Every table as a file."""

import io
from collections.abc import Iterator

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from siyu.connectors.files.exports import Table, table
from siyu.connectors.files.writing import csv_lines, write
from siyu.console.asking import answered, question_of
from siyu.core.refusals import Refusal
from siyu.insight.questions import BY
from siyu.market.commands.report import flat


@login_required
def export(request: HttpRequest, name: str) -> HttpResponseBase:
    """A table, or `report:NAME` with the page's question, as CSV or Excel."""
    try:
        chosen = _report(request, name.removeprefix("report:")) if name.startswith("report:") else table(name)
    except Refusal as refusal:
        return HttpResponse(str(refusal), status=404, content_type="text/plain; charset=utf-8")
    return as_file(chosen, stem=name.replace(":", "-"), excel=request.GET.get("format") == "xlsx")


def as_file(table: Table, *, stem: str, excel: bool) -> HttpResponseBase:
    """A table as a download, CSV or a workbook."""
    if excel:
        out = io.BytesIO()
        write(table, "xlsx", out)
        out.seek(0)
        return FileResponse(out, as_attachment=True, filename=f"{stem}.xlsx")
    response = StreamingHttpResponse(_with_mark(csv_lines(table)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{stem}.csv"'
    return response


def _report(request: HttpRequest, name: str) -> Table:
    if name not in BY:
        return table(name)
    question, problem = question_of(request, name)
    if problem is not None:
        raise Refusal(problem)
    rows = flat(answered(name, question))
    return Table(list(rows[0]) if rows else [], lambda: ([*row.values()] for row in rows))


def _with_mark(lines: Iterator[bytes]) -> Iterator[bytes]:
    """Excel takes CSV for UTF-8 only with a mark."""
    yield b"\xef\xbb\xbf"
    yield from lines
