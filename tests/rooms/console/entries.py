"""Making entries on their page."""

from typing import Any

from django.test import Client

from siyu.traffic.models import Entry

TEA = {"title": "春茶", "url": "https://forest.example/tea", "platform": "tencent", "account": "a", "campaign": "c", "placement": "朋友圈", "form": "commercial"}  # fmt: skip


def text(answer: Any) -> str:
    return str(answer.content.decode())


def make(console: Client, **more: str) -> Entry:
    """An entry, made on the page."""
    session = console.session
    session["links_without_domain"] = True
    session.save()
    answer = console.post("/entries/new", {**TEA, **more})
    assert answer.status_code == 302, text(answer)
    return Entry.objects.get(id=int(answer["Location"].rsplit("/", 1)[1]))
