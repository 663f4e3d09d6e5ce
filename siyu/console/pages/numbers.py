"""What every number means: the pages of docs/numbers, as text."""

import re

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from markdown_it import MarkdownIt

from siyu.core.words import language

LINK = re.compile(r"\]\(([a-z-]+)\.(?:zh|en)\.md\)")
"""A link from one page to another, as it stands in the folder."""


@login_required
def definition(request: HttpRequest, name: str) -> HttpResponse:
    """One page of docs/numbers in the reader's language."""
    folder = settings.SOURCE / "docs" / "numbers"
    known = {path.name.split(".")[0] for path in folder.glob("*.md")}
    if name not in known:
        raise Http404
    path = folder / f"{name}.{language()}.md"
    text = LINK.sub(r"](/numbers/\1)", path.read_text(encoding="utf-8"))
    html = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    return render(request, "console/definition.html", {"html": html, "page": "prices"})
