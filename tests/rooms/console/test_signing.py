"""Coming in, and what keeps others out."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.cast import NOW

PASSWORD = "a pot of spring tea"


def with_password(owner: Any) -> Client:
    from siyu.console.actions import set_password

    set_password(staff=owner, password=PASSWORD, at=NOW)
    return Client()


def link_for(owner: Any, *, old: bool = False) -> str:
    from datetime import UTC, datetime

    from siyu.core.actions import issue_login_link

    at = datetime.now(UTC) - (timedelta(hours=25) if old else timedelta())
    return f"/sign-in/{issue_login_link(email=owner.email, at=at)}"


def test_a_password_is_kept_by_argon2(owner: Any) -> None:
    with_password(owner)
    owner.refresh_from_db()
    assert owner.password.startswith("argon2$argon2id$")


def test_looking_at_a_link_does_not_spend_it_and_pressing_does(owner: Any) -> None:
    from siyu.facts.models import Fact

    link = link_for(owner)
    for _ in range(3):
        assert Client().get(link).status_code == 200
    first, second = Client(), Client()
    assert first.post(link).status_code == 302
    assert first.get("/settings").status_code == 200
    again = second.post(link)
    assert again.status_code == 410
    assert "siyu staff link" in again.content.decode()
    assert Fact.objects.get(name="staff.signed_in").data == {"staff": owner.id, "by": "link"}


def test_an_old_link_says_how_to_get_another(owner: Any) -> None:
    answer = Client().post(link_for(owner, old=True))
    assert answer.status_code == 410
    assert "siyu staff link" in answer.content.decode()


def test_wrong_guesses_are_slowed_down_even_for_the_right_password(owner: Any) -> None:
    client = with_password(owner)
    for _ in range(8):
        assert client.post("/sign-in", {"email": owner.email, "password": "x"}).status_code == 401
    answer = client.post("/sign-in", {"email": owner.email.upper(), "password": PASSWORD})
    assert answer.status_code == 429
    assert "一次性链接" in answer.content.decode()


def test_one_address_cannot_try_everybody(owner: Any) -> None:
    client = with_password(owner)
    for n in range(40):
        client.post("/sign-in", {"email": f"{n}@example.com", "password": "x"})
    assert client.post("/sign-in", {"email": owner.email, "password": PASSWORD}).status_code == 429


def test_signing_in_makes_another_session_and_its_cookie_is_not_for_scripts(owner: Any) -> None:
    client = with_password(owner)
    session = client.session
    session["before"] = "x"
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    client.post("/sign-in", {"email": owner.email, "password": PASSWORD})
    cookie = client.cookies["sessionid"]
    assert cookie.value != before
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_signing_out_ends_the_session_and_needs_a_press(console: Client) -> None:
    assert console.get("/sign-out").status_code == 405
    key = console.cookies["sessionid"].value
    console.post("/sign-out")
    thief = Client()
    thief.cookies["sessionid"] = key
    assert thief.get("/settings").status_code == 302


@pytest.mark.parametrize(
    "target",
    ["//evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example/x", "javascript:alert(1)", "///evil", "http:///evil", " //evil.example"],
)  # fmt: skip
def test_nobody_is_led_to_another_site(owner: Any, target: str) -> None:
    client = with_password(owner)
    page = client.get("/sign-in", {"next": target}).content.decode()
    assert 'name="next" value=""' in page
    answer = client.post("/sign-in", {"email": owner.email, "password": PASSWORD, "next": target})
    assert answer["Location"] == "/"
    assert client.post("/language", {"language": "en", "next": target})["Location"] == "/"


def test_after_signing_in_one_is_where_one_wanted_to_be(owner: Any) -> None:
    client = with_password(owner)
    asked = client.get("/ledger?by=day")
    assert asked["Location"] == "/sign-in?next=/ledger%3Fby%3Dday"
    page = client.get(asked["Location"]).content.decode()
    assert 'name="next" value="/ledger?by=day"' in page
    signed = client.post("/sign-in", {"email": owner.email, "password": PASSWORD, "next": "/ledger?by=day"})
    assert signed["Location"] == "/ledger?by=day"


def test_a_password_is_changed_by_who_knows_it_or_came_by_a_link(owner: Any) -> None:
    client = with_password(owner)
    client.post("/sign-in", {"email": owner.email, "password": PASSWORD})
    fresh = {"password": "another pot of tea", "again": "another pot of tea"}
    assert client.post("/password", fresh).status_code == 422
    elsewhere = Client()
    elsewhere.post("/sign-in", {"email": owner.email, "password": PASSWORD})
    assert client.post("/password", {**fresh, "present": PASSWORD}).status_code == 302
    assert client.get("/settings").status_code == 200
    assert elsewhere.get("/settings").status_code == 302
    by_link = Client()
    by_link.post(link_for(owner))
    forgotten = {"password": "a third pot of tea", "again": "a third pot of tea"}
    assert by_link.post("/password", forgotten).status_code == 302


@pytest.mark.parametrize(
    ("chosen", "told"), [("short", "At least 10 characters"), ("password123", "This password is too common")]
)
def test_a_weak_password_is_refused_in_the_readers_language(console: Client, chosen: str, told: str) -> None:
    console.cookies["language"] = "en"
    answer = console.post("/password", {"password": chosen, "again": chosen})
    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_a_forged_form_is_refused_in_the_readers_language(owner: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(owner)
    for language, told in (("zh", "这张表单过期了"), ("en", "This form is out of date")):
        client.cookies["language"] = language
        answer = client.post("/settings", {"act": "brand"})
        assert answer.status_code == 403
        assert told in answer.content.decode()


def test_missing_pages_speak_both_languages_in_our_look(console: Client) -> None:
    for language, told in (("zh", "没有这一页"), ("en", "There is no such page")):
        console.cookies["language"] = language
        for address in ("/nowhere", "/people/999999", "/imports/999999"):
            answer = console.get(address)
            assert answer.status_code == 404
            assert told in answer.content.decode()
            assert "siyu.css" in answer.content.decode()


def test_a_mistake_of_ours_is_told_without_the_database(rf: Any) -> None:
    from siyu.console.pages.errors import broken

    request = rf.get("/")
    request.COOKIES["language"] = "en"
    answer = broken(request)
    assert answer.status_code == 500
    assert "siyu made a mistake" in answer.content.decode()
    assert not re.search(r"[\u4e00-\u9fff]", answer.content.decode())
