"""Rules of codes, addresses, targets and verification files; and targets that come in by a file."""

from typing import Any

import pytest

from siyu.traffic.models import RootFile, Target
from siyu.traffic.rules import (
    address_of,
    reach_of,
    utm_of,
    with_utm,
    wrong_code,
    wrong_root_file,
    wrong_target,
)
from tests.cast import NOW
from tests.worlds import failing_checks


@pytest.mark.parametrize("code", ["spring", "春茶-1", "a.b_c", "A~1", "x" * 64])
def test_a_code_may_be_made_of_letters_of_any_script_digits_and_marks(code: str) -> None:
    assert wrong_code(code) is None


@pytest.mark.parametrize("code", ["", "~own", "a b", "a/b", "a?b", "a%2f", 'a"b', "a<b", "x" * 65])
def test_a_code_that_an_address_would_not_carry_is_refused(code: str) -> None:
    assert wrong_code(code) is not None


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (" https://go.forest.example/ ", "https://go.forest.example"),
        ("http://127.0.0.1:8001", "http://127.0.0.1:8001"),
        ("http://[::1]:8001", "http://[::1]:8001"),
        ("go.forest.example", None),
        ("https://go.forest.example/path", None),
        ("https://go.forest.example?x=1", None),
        ("https://me:secret@go.forest.example", None),
        ("javascript://go", None),
        ("https://", None),
        ("https://a:b", None),
        ("https://go forest", None),
    ],
)
def test_an_address_is_a_scheme_a_host_and_a_port(text: str, address: str | None) -> None:
    assert address_of(text) == address


@pytest.mark.parametrize(
    ("address", "reach"),
    [
        ("https://go.forest.example", "everybody"),
        ("http://8.8.8.8", "everybody"),
        ("http://localhost:8000", "machine"),
        ("http://127.0.0.5", "machine"),
        ("http://[::1]", "machine"),
        ("http://0.0.0.0", "machine"),
        ("http://192.168.1.5", "network"),
        ("http://tea.local", "network"),
    ],
)
def test_it_is_told_who_can_open_an_address(address: str, reach: str) -> None:
    assert reach_of(address) == reach


def test_utm_parameters_are_set_changed_and_taken_away_and_the_rest_stays() -> None:
    url = with_utm("https://forest.example/tea?x=1#top", {"utm_source": "微信", "utm_medium": " cpc "})
    assert url == "https://forest.example/tea?x=1&utm_source=%E5%BE%AE%E4%BF%A1&utm_medium=cpc#top"
    assert utm_of(url) == {"utm_source": "微信", "utm_medium": "cpc"}
    assert with_utm(url, {"utm_medium": ""}) == "https://forest.example/tea?x=1#top"


@pytest.mark.parametrize(
    ("way", "url", "words", "fine"),
    [
        ("link", "https://x", None, True),
        ("link", None, None, False),
        ("mini_program", None, "words", False),
        ("copy", None, "8.2 复制", True),
        ("copy", "https://x", None, False),
        ("scheme", None, "taobao://item?id=1", True),
        ("scheme", None, "weixin://dl/business/?t=x", True),
        ("scheme", None, "javascript:alert(1)", False),
        ("scheme", None, "https://x", False),
        ("scheme", None, "taobao item", False),
        ("ended", None, None, True),
        ("default", None, None, True),
    ],
)
def test_each_way_needs_its_link_or_its_words(
    way: str, url: str | None, words: str | None, fine: bool
) -> None:
    assert (wrong_target({"way": way, "url": url, "words": words}) is None) == fine


@pytest.mark.parametrize(
    ("name", "content", "fine"),
    [
        ("WW_verify_Ab12Cd34.txt", "Ab12Cd34", True),
        ("MP_verify_x1.txt", "x1\n", True),
        ("baidu_verify_code-x.html", "abc123", True),
        ("robots.txt", "User-agent: *", False),
        ("../secret.txt", "x", False),
        ("WW_verify_x.txt.exe", "x", False),
        ("WW_verify_x.txt", "", False),
        ("WW_verify_x.html", "<script>", False),
        ("WW_verify_x.txt", "x" * 1025, False),
        ("WW_verify_x.txt", "汉字", False),
    ],
)
def test_a_verification_file_is_a_line_of_letters_under_the_platforms_name(
    name: str, content: str, fine: bool
) -> None:
    assert (wrong_root_file(name, content) is None) == fine


def test_targets_come_in_by_a_file_are_mended_by_the_next_and_go_out_again(bring_in: Any) -> None:
    from siyu.connectors.files.exports import table

    taken = bring_in(
        "targets",
        "code,app,way,url,words,expires\n"
        "tea,微信,小程序 URL Link,https://wxaurl.cn/x,,2026-07-20 10:00\n"
        "tea,douyin,copy,,8.2 复制打开,\n"
        "tea,weibo,link,,,\n"
        "tea,browser,scheme,,javascript:alert(1),\n",
    )
    assert (taken.accepted, taken.rejected) == (2, 2)
    told = {one.app: (one.way, one.url, one.words, one.expires_at) for one in Target.objects.all()}
    assert told["wechat"][:2] == ("mini_program", "https://wxaurl.cn/x")
    assert told["wechat"][3].isoformat() == "2026-07-20T02:00:00+00:00"
    assert told["douyin"] == ("copy", None, "8.2 复制打开", None)
    again = bring_in("targets", "code,app,way\ntea,douyin,default\n")
    assert (again.restated, Target.objects.get(app="douyin").way) == (1, "default")
    rows = list(table("targets").rows())
    assert [row[:3] for row in rows] == [["tea", "douyin", "default"], ["tea", "wechat", "mini_program"]]
    assert failing_checks() == []


def test_targets_near_their_end_are_found_and_those_of_an_ended_entry_are_not(bring_in: Any) -> None:
    from datetime import timedelta

    from siyu.traffic.queries import expiring_targets

    bring_in(
        "targets",
        "code,app,way,url,expires\n"
        "soon,wechat,link,https://a.example,2026-07-18\n"
        "past,wechat,link,https://a.example,2026-07-01\n"
        "late,wechat,link,https://a.example,2026-08-18\n"
        "over,wechat,link,https://a.example,2026-07-18\n"
        "over,any,ended,,\n",
    )
    found = expiring_targets(before=NOW + timedelta(days=7))
    assert [one.entry.code for one in found] == ["past", "soon"]


def test_files_at_the_root_and_the_address_leave_facts_and_are_published(
    brand: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    import msgspec
    from django.db import connection

    from siyu.core.models import Brand
    from siyu.core.refusals import Refusal
    from siyu.facts.models import Fact
    from siyu.traffic.actions import place_root_file, remove_root_file, set_address
    from siyu.traffic.publication import PUBLISHED, Published, links_folder
    from siyu.traffic.queries import link_address

    monkeypatch.setenv("SIYU_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    by: dict[str, Any] = {"actor": "Lin", "at": NOW}
    place_root_file(name="WW_verify_x1.txt", content="x1", **by)
    file = links_folder(connection.settings_dict["NAME"]) / PUBLISHED
    assert msgspec.json.decode(file.read_bytes(), type=Published).files == {"WW_verify_x1.txt": "x1"}
    remove_root_file(name="WW_verify_x1.txt", **by)
    remove_root_file(name="WW_verify_x1.txt", **by)
    assert not RootFile.objects.exists()
    with pytest.raises(Refusal):
        place_root_file(name="x", content="x", **by)
    set_address(url="https://go.forest.example/", **by)
    assert link_address() == Brand.objects.get().link_url == "https://go.forest.example"
    monkeypatch.setenv("SIYU_LINK_URL", "https://other.example/")
    assert link_address() == "https://other.example"
    with pytest.raises(Refusal):
        set_address(url="go.forest.example", **by)
    assert list(Fact.objects.order_by("id").values_list("name", flat=True)) == [
        "root_file.placed",
        "root_file.removed",
        "link_address.set",
    ]
