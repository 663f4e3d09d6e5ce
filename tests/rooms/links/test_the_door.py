"""What a link answers, and what is kept of it."""

import re
from collections.abc import Callable
from typing import Any

from siyu.connectors.links.door import Answer
from siyu.traffic.publication import Door, Target
from tests.rooms.links import agents
from tests.rooms.links.conftest import AT

OWN = "https://forest.example/tea?x=1"
TAOBAO = "https://item.taobao.com/item.htm?id=1"
Ask = Callable[..., Answer]
Publish = Callable[..., None]


def header(answer: Answer, name: str) -> str | None:
    return next((value for one, value in answer.headers + answer.extra if one == name), None)


def test_it_leads_on_knows_the_click_and_gives_the_visitor_an_id(publish: Publish, ask: Ask) -> None:
    publish(tea=Door("春茶", OWN))
    answer = ask("/l/tea?gdt_vid=abc&s=1", referer="https://mp.weixin.qq.com/")
    assert (answer.status, header(answer, "location"), header(answer, "cache-control")) == (
        302,
        OWN,
        "no-store, private",
    )
    kept = answer.arrival
    assert kept is not None
    assert (kept.entry, kept.action, kept.app, kept.device, kept.why) == (
        "tea",
        "scan",
        "browser",
        "phone",
        "",
    )
    assert (kept.clicks, kept.referrer, kept.at) == (
        {"gdt_vid": "abc"},
        "https://mp.weixin.qq.com/",
        AT // 1000,
    )
    cookie = header(answer, "set-cookie")
    assert cookie is not None
    assert re.match(rf"siyu_id={kept.visitor}; Max-Age=\d+; Path=/; HttpOnly; SameSite=Lax$", cookie)


def test_a_visitor_who_comes_again_is_known_and_a_made_up_cookie_is_not(publish: Publish, ask: Ask) -> None:
    publish(tea=Door("春茶", OWN))
    known = "0123456789abcdef" * 2
    again = ask("/l/tea", cookie=f"a=b; siyu_id={known}")
    assert again.arrival is not None
    assert again.arrival.visitor == known
    assert header(again, "set-cookie") is None
    forged = ask("/l/tea", cookie="siyu_id=' OR 1=1")
    assert forged.arrival is not None
    assert re.fullmatch(r"[0-9a-f]{32}", forged.arrival.visitor)


def test_touches_of_one_moment_have_ids_in_their_order(publish: Publish, ask: Ask) -> None:
    publish(tea=Door("春茶", OWN))
    ids = [ask("/l/tea").arrival.touch for _ in range(50)]  # type: ignore[union-attr]
    assert ids == sorted(set(ids))


def test_machines_prefetches_and_heads_are_led_on_kept_and_no_touch(publish: Publish, ask: Ask) -> None:
    publish(tea=Door("春茶", OWN))
    for why, how in {
        "crawler": {"agent": agents.BAIDU_SPIDER},
        "preview": {"agent": agents.SLACK},
        "prefetch": {"sec_purpose": "prefetch"},
        "asked": {"method": "HEAD"},
    }.items():
        answer = ask("/l/tea", **how)
        assert answer.status == 302
        assert answer.arrival is not None
        assert (answer.arrival.why, answer.arrival.visitor) == (why, "")
        assert header(answer, "set-cookie") is None


def test_an_unknown_code_is_a_page_in_both_languages_and_keeps_nothing(publish: Publish, ask: Ask) -> None:
    publish(tea=Door("春茶", OWN))
    answer = ask("/l/tee<script>")
    page = answer.body.decode()
    assert (answer.status, answer.arrival) == (404, None)
    assert "没有这个入口" in page
    assert "There is no such entry" in page
    assert "林间茶" in page
    assert "<script>" not in page.replace("</script>", "").replace("<script src", "")


def test_a_code_is_found_in_whatever_case_and_may_be_chinese(publish: Publish, ask: Ask) -> None:
    publish(**{"Tea": Door("春茶", OWN), "春茶/海报": Door("海报", TAOBAO)})
    assert ask("/l/tEA").arrival.entry == "Tea"  # type: ignore[union-attr]
    assert ask("/l/春茶/海报").arrival.entry == "春茶/海报"  # type: ignore[union-attr]


def test_a_new_entry_is_known_at_once(publish: Publish, ask: Ask) -> None:
    publish(tea=Door("春茶", OWN))
    assert ask("/l/new").status == 404
    publish(tea=Door("春茶", OWN), new=Door("新", TAOBAO))
    assert ask("/l/new").status == 302


def test_nobody_but_the_brand_says_where_a_link_leads(publish: Publish, ask: Ask) -> None:
    publish(tea=Door("春茶", "https://forest.example/{clickid}?c={clickid}&t={touch}&e={entry}&n={gdt_vid}"))
    answer = ask("/l/tea?clickid=%2F%2Fevil.example%2F%26x%3D1&url=https://evil.example&next=//evil.example")
    assert answer.arrival is not None
    # Placeholders stand after the question mark alone, and what fills them cannot leave its place.
    assert header(answer, "location") == (
        "https://forest.example/%7Bclickid%7D?c=%2F%2Fevil.example%2F%26x%3D1"
        f"&t={answer.arrival.touch}&e=tea&n="
    )
    assert ask("/l//evil.example").status == 404


def test_only_get_and_head_are_answered(publish: Publish, ask: Ask) -> None:
    publish(tea=Door("春茶", OWN))
    answer = ask("/l/tea", method="POST")
    assert (answer.status, answer.arrival) == (405, None)


def test_the_cookie_is_for_https_alone_where_a_proxy_of_ours_says_so(publish: Publish, ask: Ask) -> None:
    publish(tea=Door("春茶", OWN))
    assert "Secure" in str(header(ask("/l/tea", x_forwarded_proto="https"), "set-cookie"))
    assert "Secure" not in str(
        header(ask("/l/tea", x_forwarded_proto="https", peer="203.0.113.9"), "set-cookie")
    )


def test_the_address_is_what_our_own_proxy_tells_and_nobody_else(publish: Publish, ask: Ask) -> None:
    publish(tea=Door("春茶", OWN))
    told = {"x_forwarded_for": "1.1.1.1, 203.0.113.7"}
    assert ask("/l/tea", **told).arrival.address == "203.0.113.7"  # type: ignore[union-attr]
    assert ask("/l/tea", **told, peer="203.0.113.9").arrival.address == "203.0.113.9"  # type: ignore[union-attr]


def test_a_link_that_the_app_does_not_open_is_carried_into_the_browser_and_touched_once(
    publish: Publish, ask: Ask
) -> None:
    publish(tea=Door("春茶", TAOBAO))
    first = ask("/l/tea", agent=agents.DOUYIN)
    assert first.arrival is not None
    assert (first.status, first.arrival.why, first.arrival.outcome) == (302, "", "browser")
    here = header(first, "location")
    assert here is not None
    assert here.startswith("/l/tea?via=")
    cookie = {"cookie": str(header(first, "set-cookie")).split(";")[0]}
    shown = ask(here, agent=agents.DOUYIN, **cookie)
    assert (shown.status, shown.arrival) == (200, None)
    assert f"http://go.forest.example{here}" in shown.body.decode()
    carried = ask(here, agent=agents.SAFARI)
    assert (carried.status, header(carried, "location")) == (302, TAOBAO)
    assert carried.arrival is not None
    assert (carried.arrival.why, carried.arrival.visitor) == ("continued", first.arrival.visitor)


def test_a_carried_link_that_is_passed_on_forged_or_old_is_a_touch_of_its_own(
    publish: Publish, ask: Ask
) -> None:
    publish(tea=Door("春茶", TAOBAO))
    here = str(header(ask("/l/tea", agent=agents.DOUYIN), "location"))
    friend = ask(here, agent=agents.DOUYIN)
    forged = ask(here[:-1] + ("0" if here[-1] != "0" else "1"), agent=agents.SAFARI)
    late = ask(here, agent=agents.SAFARI, at=AT + 31 * 60 * 10**9)
    for answer in (friend, forged, late):
        assert answer.arrival is not None
        assert answer.arrival.why == ""


def test_words_to_copy_an_app_to_open_the_end_and_nowhere_have_pages_and_are_touches(
    publish: Publish, ask: Ask
) -> None:
    publish(
        words=Door("春茶", OWN, {"any": Target("copy", "8.2 <复制> ¥abc¥")}),
        app=Door("春茶", OWN, {"any": Target("scheme", 'taobao://x"y')}),
        over=Door("春茶", OWN, {"any": Target("ended", "")}),
        empty=Door("春茶"),
    )
    for code, status, told in (
        ("words", 200, "8.2 &lt;复制&gt; ¥abc¥"),
        ("app", 200, 'href="taobao://x&quot;y"'),
        ("over", 410, "活动已结束"),
        ("empty", 200, "这里还在准备"),
    ):
        answer = ask(f"/l/{code}")
        assert (answer.status, told in answer.body.decode()) == (status, True), code
        assert answer.arrival is not None
        assert answer.arrival.why == ""


def test_files_of_the_platforms_stand_at_the_root_and_nothing_else_does(
    publish: Publish, ask: Ask, doors: Any
) -> None:
    publish(files={"MP_verify_abc.txt": "abc"}, tea=Door("春茶", OWN))
    doors.table.look()
    assert doors.claims("/MP_verify_abc.txt")
    assert not doors.claims("/prices")
    answer = ask("/MP_verify_abc.txt")
    assert (answer.status, answer.body, header(answer, "content-type")) == (
        200,
        b"abc",
        "text/plain; charset=utf-8",
    )
    assert ask("/MP_verify_other.txt").status == 404


def test_it_greets_with_a_word_that_other_installations_do_not_know(
    publish: Publish, ask: Ask, doors: Any
) -> None:
    publish(tea=Door("春茶", OWN))
    assert ask("/l/~hello").body.decode() == doors.greeting
    assert ask("/l/~door.css").status == ask("/l/~door.js").status == 200
    assert ask("/l/~../door.py").status == 404


def test_a_damaged_or_missing_file_leaves_what_is_known(publish: Publish, ask: Ask, doors: Any) -> None:
    assert ask("/l/tea").status == 404
    publish(tea=Door("春茶", OWN))
    assert ask("/l/tea").status == 302
    doors.table.path.write_text("{")
    doors.table.look()
    assert ask("/l/tea").status == 302
    doors.table.path.unlink()
    doors.table.look()
    assert ask("/l/tea").status == 302


def test_a_link_cannot_end_its_header_and_begin_another_one(publish: Publish, ask: Ask) -> None:
    publish(tea=Door("春茶", "https://forest.example/a b\r\nset-cookie: x=1?茶"))
    told = str(header(ask("/l/tea"), "location"))
    assert told == "https://forest.example/a%20b%0D%0Aset-cookie:%20x=1?%E8%8C%B6"
