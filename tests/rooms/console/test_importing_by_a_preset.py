"""A platform's file at the console: recognised, asked about, mended in a minute, remembered."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from siyu.connectors.files.reading.built_in import built_in
from siyu.connectors.files.reading.likeness import SECOND
from tests.presets import SAMPLES, joins, orders, spend
from tests.presets.sample import Sample

Send = Callable[..., Any]
PLAIN = spend.BILIBILI
ASKING = spend.QIANCHUAN


def decide(console: Client, taken: Any, **posted: str) -> Any:
    console.post(f"/imports/{taken.id}/decide", posted)
    taken.refresh_from_db()
    return taken


def columns(taken: Any) -> dict[str, str]:
    """What the page posts when nobody changed a column."""
    from siyu.connectors.files.mapping import columns_beside, header_of

    header, _ = header_of(taken)
    return {f"column-{one['at']}": one["target"] for one in columns_beside(taken, header)["columns"]}


def sent(send: Send, sample: Sample, folder: Path) -> Any:
    return send(sample.file, sample.write(folder).read_bytes())


@pytest.mark.parametrize(
    "sample",
    SAMPLES,
    ids=lambda sample: sample.preset,
)
def test_a_platforms_file_is_recognised_when_it_is_dropped(
    sample: Sample, send: Send, tmp_path: Path
) -> None:
    taken = sent(send, sample, tmp_path)
    preset = built_in()[sample.preset]
    whole = preset if preset.kind not in SECOND or not preset.companion else built_in()[preset.companion]
    assert (taken.preset, taken.kind, taken.reading) == (whole.name, whole.kind, whole.reading)


def test_the_page_says_what_it_looks_like_how_sure_we_are_and_of_what_month(
    console: Client, send: Send, tmp_path: Path
) -> None:
    taken = sent(send, PLAIN, tmp_path)
    page = console.get(f"/imports/{taken.id}").content.decode()
    assert "看起来是 B站 三连推广(必选、起飞)分日报表。" in page
    assert "推测,未见过真实表头 · 知识截至 2026-11" in page
    assert "还不能导入" not in page
    assert "预设已知: 平台 B站" in page


def test_a_file_that_says_everything_is_brought_in_by_one_press_and_remembers_nothing(
    console: Client, send: Send, work: Callable[[], None], tmp_path: Path
) -> None:
    from siyu.facts.models import Preset

    taken = sent(send, PLAIN, tmp_path)
    decide(console, taken, wish="run", **columns(taken))
    work()
    taken.refresh_from_db()
    assert (taken.state, taken.accepted, taken.left_out, taken.mapping) == ("done", 1, 1, {})
    assert not Preset.objects.exists()


def test_what_the_file_does_not_say_is_asked_once_and_kept(
    console: Client, send: Send, work: Callable[[], None], tmp_path: Path
) -> None:
    from siyu.facts.models import Preset

    taken = sent(send, ASKING, tmp_path)
    page = console.get(f"/imports/{taken.id}").content.decode()
    assert "还不能导入:下面标出的几项要先回答。" in page
    assert "这是哪个千川账户的报表?" in page
    asked = decide(console, taken, wish="run", **columns(taken))
    assert (asked.state, asked.stage) == ("waiting", ""), "nothing is begun that cannot end well"

    answers = {f"fixed-{name}": value for name, value in ASKING.answers.items()}
    decide(console, taken, wish="keep", **columns(taken), **answers)
    page = console.get(f"/imports/{taken.id}").content.decode()
    assert "还不能导入" not in page
    assert 'value="巨量千川 分日报表 · qc-forest"' in page
    name = "巨量千川 分日报表 · qc-forest"
    decide(console, taken, wish="run", preset_name=name, **columns(taken), **answers)
    work()
    taken.refresh_from_db()
    assert (taken.state, taken.accepted, taken.preset) == ("done", 2, name)
    kept = Preset.objects.get()
    assert (kept.name, kept.base, kept.mapping) == (name, "qianchuan", {})
    assert kept.constants == dict(ASKING.answers)

    again = sent(send, ASKING, tmp_path)
    page = console.get(f"/imports/{again.id}").content.decode()
    assert (again.preset, again.constants) == (name, dict(ASKING.answers))
    assert f"用了预设「{name}」" in page
    assert "还不能导入" not in page


def test_an_own_preset_follows_when_the_platform_adds_a_column(
    console: Client, send: Send, work: Callable[[], None], tmp_path: Path
) -> None:
    taken = sent(send, spend.JINNIU, tmp_path)
    decide(console, taken, wish="run", preset_name="金牛", **columns(taken), **{"fixed-placement": "直播间"})
    changed = spend.JINNIU.text.replace("直播间支付订单数", "直播间支付订单数,新的一列").replace(
        ",3\n", ",3,x\n"
    )
    again = send("新.csv", changed.replace(",1\n", ",1,y\n"))
    assert (again.preset, again.constants) == ("金牛", {"placement": "直播间"})


def test_a_changed_header_is_pointed_to_and_remembered(
    console: Client, send: Send, work: Callable[[], None]
) -> None:
    from siyu.facts.models import Preset

    text = orders.YOUZAN.text.replace("订单实付金额", "客户实际付款")
    taken = send("订单报表.csv", text)
    assert taken.preset == "youzan-orders"
    page = console.get(f"/imports/{taken.id}").content.decode()
    assert "哪一列是「实付」?" in page
    assert "找过: 订单实付金额" in page
    at = next(name for name, _ in columns(taken).items() if text.split(",")[int(name[7:])] == "客户实际付款")
    decide(console, taken, wish="keep", **columns(taken), **{"point-amount": at.removeprefix("column-")})
    assert taken.mapping == {"客户实际付款": "amount"}
    assert "还不能导入" not in console.get(f"/imports/{taken.id}").content.decode()
    decide(console, taken, wish="run", preset_name="有赞 新表头", **columns(taken))
    work()
    taken.refresh_from_db()
    assert (taken.state, taken.accepted, taken.left_out) == ("done", 2, 2)
    assert Preset.objects.get().mapping == {"客户实际付款": "amount"}
    assert send("下周.csv", text).preset == "有赞 新表头"


def test_another_preset_or_none_is_chosen_by_hand(console: Client, send: Send, tmp_path: Path) -> None:
    taken = sent(send, orders.TMALL, tmp_path)
    decide(console, taken, wish="preset", preset="tmall-order-refunds")
    assert (taken.kind, taken.preset) == ("refunds", "tmall-order-refunds")
    decide(console, taken, wish="preset", preset="")
    assert (taken.kind, taken.preset, taken.reading) == ("refunds", "", {})
    page = console.post(f"/imports/{taken.id}/decide", {"wish": "preset", "preset": "no-such"}, follow=True)
    assert "没有预设“no-such”" in page.content.decode()


def test_a_kind_that_is_chosen_against_the_preset_lets_the_preset_go(
    console: Client, send: Send, tmp_path: Path
) -> None:
    taken = sent(send, orders.TMALL, tmp_path)
    decide(console, taken, wish="keep", kind="costs")
    assert (taken.kind, taken.preset, taken.reading) == ("costs", "", {})


def test_the_first_rows_shown_are_rows_and_no_totals(console: Client, send: Send, tmp_path: Path) -> None:
    taken = sent(send, ASKING, tmp_path)
    page = console.get(f"/imports/{taken.id}").content.decode()
    assert "<span>2026-03-01</span>" in page
    assert "全部" not in page.split("<table", 1)[1].split("</table", 1)[0]


def test_the_day_of_a_list_is_never_remembered(
    console: Client, send: Send, work: Callable[[], None], tmp_path: Path
) -> None:
    from siyu.facts.models import Preset

    taken = send("客户列表.xlsx", joins.PRESENT.write(tmp_path).read_bytes())
    decide(console, taken, wish="preset", preset="wecom-present")
    answers = {"fixed-day": "2026-03-08", "fixed-pool_id": "wp"}
    decide(console, taken, wish="run", preset_name="谁还在", **columns(taken), **answers)
    work()
    taken.refresh_from_db()
    assert (taken.state, taken.accepted) == ("done", 3)
    assert Preset.objects.get().constants == {"pool_id": "wp"}
    again = send("客户列表.xlsx", joins.PRESENT.write(tmp_path).read_bytes())
    assert (again.preset, again.constants) == ("谁还在", {"pool_id": "wp"})
    page = console.get(f"/imports/{again.id}").content.decode()
    assert "这是哪一天的名单" in page
    assert "还不能导入" in page


def test_another_account_gets_a_preset_beside_the_one_that_was_remembered(
    console: Client, send: Send, work: Callable[[], None], tmp_path: Path
) -> None:
    taken = sent(send, ASKING, tmp_path)
    answers = {f"fixed-{name}": value for name, value in ASKING.answers.items()}
    decide(console, taken, wish="run", preset_name="千川", **columns(taken), **answers)
    again = sent(send, ASKING, tmp_path)
    assert 'name="preset_name" value="千川"' in console.get(f"/imports/{again.id}").content.decode()
    other = {**answers, "fixed-account": "qc-2"}
    decide(console, again, wish="keep", **columns(again), **other)
    page = console.get(f"/imports/{again.id}").content.decode()
    assert 'name="preset_name" value="巨量千川 分日报表 · qc-2"' in page
