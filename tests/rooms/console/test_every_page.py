"""What holds for every page of the console."""

import re
from typing import Any

from django.test import Client
from django.urls import URLPattern

from siyu.console.urls import urlpatterns

OPEN = {"sign-in", "sign-in/<str:token>", "sign-out", "language", "healthz", "readyz"}
VALUES = {
    "<int:person_id>": "1",
    "<uuid:key>": "00000000-0000-0000-0000-000000000000",
    "<int:import_id>": "1",
    "<slug:name>": "value",
    "<str:name>": "people",
    "<str:token>": "x",
    "<int:entry_id>": "1",
    "<int:preset_id>": "1",
}
POSTED = (
    "/imports/new", "/imports/1/decide", "/imports/1/cancel", "/imports/1/again", "/imports/1/withdraw", "/people/1/merge", "/imports/presets/own/1/change",
    "/people/1/split", "/entries", "/entries/new", "/entries/bulk", "/entries/address", "/entries/1", "/settings", "/password", "/sign-in", "/sign-in/x", "/sign-out", "/language", "/entries/texts",
)  # fmt: skip
PAGES = (
    "/imports", "/imports/new", "/people", "/people?q=nobody", "/people/conflicts", "/ledger", "/ledger?by=day", "/ledger?by=person",
    "/ledger?by=placement&kind=spend", "/settings", "/password", "/sign-in/x",
    "/orders", "/orders?find=o-1",
    "/entries/texts", "/entries", "/entries?standing=ended", "/entries/bulk", "/entries/address",
    "/loops", "/loops?age=30",
    "/crossings", "/crossings/people?platform=tencent",
    "/imports/presets", "/imports/presets?find=JD",
    "/pools", "/pools?by=seat", "/pools/people?which=left",
)  # fmt: skip
HAN = re.compile(r"[\u4e00-\u9fff]")
DATA = re.compile(
    r"林间茶|红包|裂变|老带新|搜索|门店|朋友圈|春茶|抖加|试饮装|品牌词|直播间|中文|老客|[\w-]*茶[\w-]*|百度|包裹卡"
)


def address(pattern: URLPattern) -> str:
    text = f"/{pattern.pattern}"
    for name, value in VALUES.items():
        text = text.replace(name, value)
    return text


def test_nobody_sees_anything_without_signing_in(brand: Any) -> None:
    for pattern in urlpatterns:
        if str(pattern.pattern) in OPEN:
            continue
        for method in ("get", "post"):
            answer = getattr(Client(), method)(address(pattern))
            assert answer.status_code == 302, pattern
            assert answer["Location"].startswith("/sign-in?next="), pattern


def test_every_post_needs_its_token(owner: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(owner)
    for path in POSTED:
        assert client.post(path, {"act": "brand", "name": "x"}).status_code == 403, path


def test_every_page_speaks_english_completely(console: Client, example: None) -> None:
    console.cookies["language"] = "en"
    for path in PAGES:
        answer = console.get(path)
        assert answer.status_code == 200, path
        words = DATA.sub("", re.sub(r"<[^>]*>", " ", visible(answer.content.decode())))
        assert not HAN.search(words), (path, HAN.findall(words))


def test_a_person_and_an_import_speak_english_completely(console: Client, example: None) -> None:
    from siyu.facts.models import Import
    from siyu.people.models import Identifier

    console.cookies["language"] = "en"
    mei = Identifier.objects.get(value="uMei").person_id
    for path in (
        f"/people/{mei}",
        f"/people/{mei}?with=uBo",
        *(f"/imports/{one.id}" for one in Import.objects.all()),
    ):
        words = DATA.sub("", re.sub(r"<[^>]*>", " ", visible(console.get(path).content.decode())))
        assert not HAN.search(words), (path, HAN.findall(words))


def test_every_field_has_a_label_and_every_table_a_caption(console: Client, example: None) -> None:
    for path in PAGES:
        page = console.get(path).content.decode()
        for table in re.findall(r"<table.*?</table>", page, re.DOTALL):
            assert "<caption" in table, (path, table[:200])
            assert all("scope=" in head for head in re.findall(r"<th[ >].*?>", table)), (path, table[:300])
        for field in re.findall(r"<(?:input|select)[^>]*>", page):
            if 'type="hidden"' in field or "aria-label=" in field or 'id="file"' in field:
                continue
            before = page[: page.index(field)]
            assert before.rfind("<label") > before.rfind("</label>"), (path, field)


def visible(page: str) -> str:
    """The text of a page, with what is said aloud or on hover, without other languages' names."""
    said = " ".join(re.findall(r'(?:aria-label|title|placeholder|data-ask|data-[a-z-]+)="([^"]*)"', page))
    main = re.sub(r'<(\w+)[^>]*lang="zh-CN"[^>]*>.*?</\1>', " ", page[page.index("<body") :])
    return f"{main} {said}"
