"""Every table as a file."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from siyu.connectors.files.exports import Table, table
from siyu.console.asking import answered, question_of
from siyu.console.downloads import as_file
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


def _report(request: HttpRequest, name: str) -> Table:
    if name not in BY:
        return table(name)
    question, problem = question_of(request, name)
    if problem is not None:
        raise Refusal(problem)
    rows = flat(answered(name, question))
    return Table(list(rows[0]) if rows else [], lambda: ([*row.values()] for row in rows))
