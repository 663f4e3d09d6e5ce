"""入口: the brand's doors: all of them, making one or many, and the domain they stand on."""

import csv
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from siyu.connectors.files import actions as files
from siyu.connectors.files.mapping import proposed
from siyu.console.asking import periods, question_of
from siyu.console.doors.addressing import addressed
from siyu.console.doors.bulk import as_file
from siyu.console.doors.listing import SOON, STANDINGS, columns, entry_rows
from siyu.console.doors.reading import entry_of
from siyu.console.reader import reader
from siyu.console.tables import Listing, Rows
from siyu.core.home import folder
from siyu.core.refusals import Refusal
from siyu.core.words import language, say
from siyu.traffic.codes import FORMS, PLATFORMS
from siyu.traffic.models import Entry, Placement
from siyu.traffic.queries import expiring_targets
from siyu.traffic.rules import UTM


@login_required
def doors(request: HttpRequest) -> HttpResponseBase:
    """Every entry, what it brought in the period, and what is to be seen to."""
    question, problem = question_of(request, "prices")
    now = datetime.now(UTC)
    rows = entry_rows(replace(question, by="placement", horizon=90), at=now)
    listing = Listing(
        request, columns(), Rows(rows), caption=say("入口", "Entries"), stem="entries", sort="-touches"
    )
    if listing.wants_file:
        return listing.file()
    return render(
        request,
        "console/doors.html",
        {
            "page": "entries",
            "problem": problem,
            "question": question,
            "periods": periods(question),
            "listing": listing,
            "some": bool(rows),
            "undescribed": sum(1 for row in rows if row["standing"] == "undescribed"),
            "expiring": [(one, one.expires_at is not None and one.expires_at <= now) for one in _soon(now)],
            "standings": STANDINGS,
            **addressed(request),
        },
    )


def _soon(now: datetime) -> list[Any]:
    return list(expiring_targets(before=now + SOON)[:20])


@login_required
def make(request: HttpRequest) -> HttpResponse:
    """One entry. The brand's domain is asked for before the first one."""
    known = addressed(request)
    if not known["address"] and not known["skipped"] and request.method != "POST":
        return redirect("/entries/address?first=1")
    if request.method == "POST":
        posted = request.POST.dict()
        try:
            row = entry_of({name: str(value) for name, value in posted.items()})
            files.state_rows(kind="entries", rows=[row], actor=reader(request).email, at=datetime.now(UTC))
        except Refusal as refusal:
            return render(
                request,
                "console/door_make.html",
                {**known, **form_page(posted), "refusal": str(refusal)},
                status=422,
            )
        messages.success(request, str(say("入口做好了,现在就能用", "The entry is made and works now")))
        return redirect(f"/entries/{Entry.objects.get(code=row['code']).id}")
    return render(request, "console/door_make.html", {**known, **form_page(request.GET.dict())})


def form_page(filled: Any) -> dict[str, Any]:
    """What the form of an entry needs."""
    return {
        "page": "entries",
        "filled": filled,
        "platforms": PLATFORMS,
        "forms": FORMS,
        "utm": [(name, filled.get(name, "")) for name in UTM],
        "utm_said": any(filled.get(name) for name in UTM),
        "accounts": _names("account"),
        "campaigns": _names("campaign"),
        "placements": _names("placement"),
    }


def _names(field: str) -> list[str]:
    return list(Placement.objects.order_by(field).values_list(field, flat=True).distinct()[:500])


@login_required
def bulk(request: HttpRequest) -> HttpResponse:
    """Many entries from a pasted table: it becomes a file that is looked at, tried and brought in as any."""
    text = ""
    if request.method == "POST":
        text = request.POST.get("table", "")
        try:
            content = as_file(text)
            path, digest = files.keep_upload(chunks=[content], folder=folder("uploads"))
            name = str(say("粘贴的入口", "pasted entries")) + ".csv"
            taken = files.start_import(
                kind="entries",
                files=[{"name": name, "path": str(path), "sha256": digest}],
                mapping=proposed(next(csv.reader([content.decode().splitlines()[0]])), kind="entries"),
                language=language(),
                actor=reader(request).email,
                at=datetime.now(UTC),
            )
            return redirect(f"/imports/{taken.id}")
        except Refusal as refusal:
            messages.error(request, str(refusal))
    return render(request, "console/door_bulk.html", {"page": "entries", "text": text, **addressed(request)})
