"""Settings say what they will do, then do it, and leave a fact."""

from decimal import Decimal
from typing import Any

from django.test import Client

ORDERS = "order_id,shop,paid_at,amount\no1,tea,2026-03-01T23:30:00,100.00\no2,tea,2026-03-02T12:00:00,50.00\n"
BRAND = {"act": "brand", "name": "林间茶", "language": "zh", "linkable_gap": "12.5", "zone": "Asia/Shanghai"}


def entries() -> list[tuple[str, str, int]]:
    from siyu.ledger.models import Entry

    return [(str(one.day), one.kind, one.amount_fen) for one in Entry.objects.order_by("id")]


def test_a_margin_is_foreseen_in_yuan_and_changes_the_ledger_only_when_sure(
    console: Client, bring_in: Any
) -> None:
    from siyu.commerce.models import Shop
    from siyu.facts.models import Fact

    bring_in("orders", ORDERS)
    page = console.post(
        "/settings", {"act": "shops", "shop": "tea", "margin": "52.25"}, follow=True
    ).content.decode()
    assert "没写成本的 2 笔订单" in page
    assert "从未知变成 71.63 元" in page
    assert Shop.objects.get().gross_margin is None
    page = console.post(
        "/settings", {"act": "shops", "shop": "tea", "margin": "52.25", "sure": "yes"}, follow=True
    ).content.decode()
    assert Shop.objects.get().gross_margin == Decimal("0.5225")
    assert "记了 2 笔分录" in page
    assert 'value="52.25"' in page
    assert sum(fen for _, kind, fen in entries() if kind == "cost_of_goods") == -7163
    assert Fact.objects.get(name="shop.margin_set").actor == "owner@siyu.local"


def test_a_margin_that_is_none_is_refused(console: Client, bring_in: Any) -> None:
    from siyu.commerce.models import Shop

    bring_in("orders", ORDERS)
    for wrong in ("abc", "-1", "101", "NaN", "Infinity", "55.555", "1e-9"):
        page = console.post(
            "/settings", {"act": "shops", "shop": "tea", "margin": wrong, "sure": "yes"}, follow=True
        ).content.decode()
        assert "毛利率是 0 到 100 的百分数" in page, wrong
    assert Shop.objects.get().gross_margin is None


def test_a_zone_is_foreseen_in_orders_and_moves_their_days_only_when_sure(
    console: Client, bring_in: Any
) -> None:
    from siyu.core.queries import brand

    bring_in("orders", ORDERS)
    asked = {**BRAND, "zone": "Asia/Tokyo"}
    page = console.post("/settings", asked, follow=True).content.decode()
    assert "1 笔订单、0 笔退款会落到另一天" in page
    assert (brand().zone, brand().name, brand().linkable_gap) == ("Asia/Shanghai", "林间茶", 0.125)
    page = console.post("/settings", {**asked, "sure": "yes"}, follow=True).content.decode()
    assert brand().zone == "Asia/Tokyo"
    assert "记了 2 笔分录" in page
    assert ("2026-03-02", "revenue", 10000) in entries()
    assert 'value="12.5"' in page


def test_an_unknown_zone_is_refused(console: Client) -> None:
    page = console.post("/settings", {**BRAND, "zone": "Mars/Olympus"}, follow=True).content.decode()
    assert "没有时区" in page


def test_an_invitation_s_link_is_shown_once_and_signs_in_once(console: Client) -> None:
    from siyu.facts.models import Fact

    invited = {"act": "staff", "email": "lin@example.com", "name": "Lin", "role": "buyer"}
    page = console.post("/settings", invited, follow=True).content.decode()
    link = page.split('class="once">')[1].split("<")[0]
    assert "只显示这一次" in page
    assert link not in console.get("/settings").content.decode()
    lin = Client()
    assert lin.post(link.removeprefix("http://testserver")).status_code == 302
    assert lin.get("/settings").status_code == 200
    assert {"staff.invited", "staff.linked", "staff.signed_in"} <= set(
        Fact.objects.values_list("name", flat=True)
    )


def test_only_an_owner_invites(console: Client, owner: Any) -> None:
    from siyu.core.models import Staff

    Staff.objects.filter(id=owner.id).update(role="analyst")
    page = console.post("/settings", {"act": "staff", "email": "x@example.com", "role": "owner"}, follow=True)
    assert "只有老板" in page.content.decode()
    assert Staff.objects.count() == 1


def test_declared_kinds_and_pools_stand_on_the_page_and_in_the_mapping(console: Client, send: Any) -> None:
    console.post(
        "/settings", {"act": "kinds", "name": "card", "zh": "礼品卡", "en": "Gift card", "single": "on"}
    )
    console.post("/settings", {"act": "pools", "code": "book_club", "zh": "读书会", "en": "Book club"})
    page = console.get("/settings").content.decode()
    assert "id.card" in page
    assert "读书会" in page
    taken = send("joins.csv", "at,pool,pool_id,id.card\n2026-03-01,读书会,b,c-1\n")
    page = console.get(f"/imports/{taken.id}").content.decode()
    assert "礼品卡 id.card" in page
    assert 'class="reading bad"' not in page
