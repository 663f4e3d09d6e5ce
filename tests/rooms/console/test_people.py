"""Finding people and saying who is who."""

from typing import Any

from django.test import Client

JOINS = "at,pool,pool_id,entry,id.unionid,id.phone,id.openid,id.openid.app\n"
ORDERS = "order_id,shop,paid_at,amount,id.phone\n"


def person_of(value: str) -> int:
    from siyu.people.models import Identifier

    owner = Identifier.objects.get(value=value).person_id
    assert owner is not None
    return owner


def two_people(bring_in: Any) -> tuple[int, int]:
    bring_in("joins", f"{JOINS}2026-03-01,wecom,w,,uMei,13800138000,oMei,wx1\n")
    bring_in(
        "orders", f"{ORDERS}A-1,tea,2026-03-02,100.00,13800138000\nA-2,tea,2026-03-03,50.00,13900000000\n"
    )
    return person_of("13800138000"), person_of("13900000000")


def test_any_writing_of_an_identifier_or_an_order_opens_the_person(console: Client, bring_in: Any) -> None:
    mei, _ = two_people(bring_in)
    for text in ("+86 138-0013-8000", "138 0013 8000", "１３８００１３８０００", "unionid:uMei", "uMei", "oMei@wx1", "openid:oMei@wx1", "A-1", " A-1 "):  # fmt: skip
        answer = console.get("/people", {"q": text})
        assert answer["Location"] == f"/people/{mei}", text


def test_nobody_found_says_what_to_do(console: Client, bring_in: Any) -> None:
    two_people(bring_in)
    page = console.get("/people", {"q": "138****8000"}).content.decode()
    assert "打码的手机号" in page
    assert 'href="/imports"' in page


def test_a_person_shows_the_row_behind_what_is_known(console: Client, bring_in: Any) -> None:
    mei, _ = two_people(bring_in)
    page = console.get(f"/people/{mei}").content.decode()
    assert "第 2 行" in page
    assert "uMei — phone 13800138000" in page
    assert "来路未知" in page


def test_a_merge_says_its_numbers_first_and_is_undone_where_it_stands(console: Client, bring_in: Any) -> None:
    from siyu.facts.models import Fact

    mei, other = two_people(bring_in)
    page = console.get(f"/people/{mei}", {"with": "139-0000-0000"}).content.decode()
    assert "将合并 2 位客户的 2 笔订单(¥150.00)、4 个标识、1 次入池" in page
    console.post(f"/people/{mei}/merge", {"other": other})
    assert person_of("13900000000") == person_of("uMei")
    assert Fact.objects.get(name="person.merged").actor == "owner@siyu.local"
    page = console.get(f"/people/{person_of('uMei')}").content.decode()
    undo = page[page.index("人工决定") :]
    field = undo.split('name="identifier" value="')[1].split('"')[0]
    console.post(f"/people/{person_of('uMei')}/split", {"identifier": field})
    assert person_of("13900000000") != person_of("uMei")


def test_a_split_says_its_numbers_first_and_is_undone_where_it_stands(console: Client, bring_in: Any) -> None:
    from siyu.people.models import Identifier

    mei, _ = two_people(bring_in)
    phone = Identifier.objects.get(value="13800138000").id
    page = console.get(f"/people/{mei}", {"off": phone}).content.decode()
    assert "将把 1 个标识拆成另一位客户,随之带走 1 笔订单(¥100.00)" in page
    console.post(f"/people/{mei}/split", {"identifier": phone})
    assert person_of("13800138000") != person_of("uMei")
    page = console.get(f"/people/{person_of('uMei')}").content.decode()
    other = page[page.index("人工决定") :].split('name="other" value="')[1].split('"')[0]
    console.post(f"/people/{person_of('uMei')}/merge", {"other": other})
    assert person_of("13800138000") == person_of("uMei")


def test_two_with_different_unionids_are_not_offered_a_merge(console: Client, bring_in: Any) -> None:
    bring_in(
        "joins", f"{JOINS}2026-03-01,wecom,w,,uMei,13800138000,,\n2026-03-02,wecom,w,,uBo,13800138000,,\n"
    )
    page = console.get(f"/people/{person_of('uMei')}", {"with": "uBo"}).content.decode()
    assert "不能合并:两位客户各有一个unionid" in page
    conflicts = console.get("/people/conflicts").content.decode()
    assert "会有两个unionid" in conflicts
    assert "uBo" in conflicts


def test_all_strong_identifiers_cannot_leave(console: Client, bring_in: Any) -> None:
    from siyu.people.models import Identifier

    mei, _ = two_people(bring_in)
    everything = list(Identifier.objects.filter(person_id=mei).values_list("id", flat=True))
    assert "至少留一个" in console.get(f"/people/{mei}", {"off": everything}).content.decode()
