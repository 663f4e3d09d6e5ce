"""What every number means: the pages of docs/numbers, as text."""

import re
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from markdown_it import MarkdownIt

from siyu.core.words import language, say

LINK = re.compile(r"\]\(([a-z-]+)\.(?:zh|en)\.md\)")
"""A link from one page to another, as it stands in the folder."""
ENDING = re.compile(r"\.(zh|en)\.md$")


@login_required
def definition(request: HttpRequest, name: str) -> HttpResponse:
    """One page of docs/numbers in the reader's language, and the way to the others."""
    titles = _titles(language())
    if name not in titles:
        raise Http404
    text = LINK.sub(r"](/numbers/\1)", _path(name, language()).read_text(encoding="utf-8"))
    html = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    # A table of an example may be wider than a phone: it scrolls by itself, also by the keyboard.
    label = say("例子", "An example")
    wrapped = html.replace(
        "<table>", f'<div class="scroll" tabindex="0" role="region" aria-label="{label}"><table>'
    )
    context = {
        "html": wrapped.replace("</table>", "</table></div>"),
        "title": titles[name],
        "others": [(one, title) for one, title in titles.items() if one != name],
        "page": "prices",
    }
    return render(request, "console/definition.html", context)


@cache
def _titles(spoken: str) -> dict[str, str]:
    """What each page is called, by its name."""
    names = sorted({ENDING.sub("", path.name) for path in _folder().glob(f"*.{spoken}.md")})
    return {name: _heading(_path(name, spoken)) for name in names}


def _heading(path: Path) -> str:
    with path.open(encoding="utf-8") as file:
        return next((line.removeprefix("# ").strip() for line in file if line.startswith("# ")), path.stem)


def _path(name: str, spoken: str) -> Path:
    return _folder() / f"{name}.{spoken}.md"


def _folder() -> Path:
    return Path(settings.SOURCE) / "docs" / "numbers"
