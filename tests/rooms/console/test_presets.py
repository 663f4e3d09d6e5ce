"""The pages of presets; a finer file; the refunds in a file of orders; who can be followed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from siyu.connectors.files.reading.built_in import built_in
from tests.cast import NOW
from tests.presets import joins, orders, spend
from tests.presets.sample import Sample
from tests.rooms.console.test_importing_by_a_preset import columns, decide, sent

Send = Callable[..., Any]
FINER = (
    "日期,平台,账户,计划,版位,消耗,点击\n"
    "2026-03-01,tencent,a,c,p,1.50,10\n2026-03-01,tencent,a,c,p,2.50,\n2026-03-02,tencent,a,c,p,4.00,7\n"
)


def spent() -> list[tuple[int, int | None]]:
    from siyu.traffic.models import Spend

    return list(Spend.objects.order_by("date").values_list("cost_fen", "clicks"))


def test_the_presets_are_listed_with_how_sure_we_are(console: Client) -> None:
    page = console.get("/imports/presets").content.decode()
    for preset in built_in().values():
        assert str(preset.title) in page
        assert f'href="/imports/presets/{preset.name}"' in page
    assert "表头见于公开材料" in page
    assert "推测,未见过真实表头" in page


def test_every_preset_has_a_page_of_what_it_reads(console: Client) -> None:
    for preset in built_in().values():
        page = console.get(f"/imports/presets/{preset.name}").content.decode()
        assert preset.as_of in page
        assert str(preset.where) in page
        for theirs in preset.shape.theirs:
            assert theirs in page
    assert console.get("/imports/presets/no-such").status_code == 404


def test_an_own_preset_is_renamed_and_forgotten(
    console: Client, send: Send, work: Callable[[], None], tmp_path: Path
) -> None:
    from siyu.facts.models import Preset

    taken = sent(send, spend.JINNIU, tmp_path)
    answer = {"fixed-placement": "直播间"}
    decide(console, taken, wish="run", preset_name="金牛", **columns(taken), **answer)
    kept = Preset.objects.get()
    assert "来自" in console.get(f"/imports/presets/own/{kept.id}").content.decode()
    assert "金牛" in console.get("/imports/presets").content.decode()
    door = f"/imports/presets/own/{kept.id}/change"
    console.post(door, {"act": "rename", "name": "金牛 直播"})
    assert Preset.objects.get().name == "金牛 直播"
    page = console.post(door, {"act": "rename", "name": " "}, follow=True)
    assert "预设要有名字" in page.content.decode()
    console.post(door, {"act": "forget"})
    assert not Preset.objects.exists()
    assert sent(send, spend.JINNIU, tmp_path).preset == "kuaishou-jinniu"


def test_a_finer_file_is_added_up_by_key_and_the_rules_are_kept(
    console: Client, send: Send, work: Callable[[], None]
) -> None:
    from siyu.facts.models import Preset

    taken = send("分素材.csv", FINER)
    decide(console, taken, wish="try", **columns(taken))
    work()
    page = console.get(f"/imports/{taken.id}").content.decode()
    assert "这份文件比我们的键更细" in page
    decide(
        console, taken, wish="combine", **columns(taken), **{"combine-cost": "sum", "combine-clicks": "max"}
    )
    assert taken.reading == {"combine": {"cost": "sum", "clicks": "max"}}
    page = console.get(f"/imports/{taken.id}").content.decode()
    assert "同一个键的几行会合并: 消耗 加总、点击 取最大(最晚)" in page
    decide(console, taken, wish="run", preset_name="分素材", **columns(taken))
    work()
    taken.refresh_from_db()
    assert (taken.rows, taken.accepted, taken.combined_from) == (2, 2, 3)
    assert spent() == [(400, 10), (400, 7)]
    assert Preset.objects.get().reading == taken.reading
    assert "3 行合并而来" in console.get(f"/imports/{taken.id}").content.decode()
    assert send("下周.csv", FINER).preset == "分素材"


def test_a_finer_file_that_came_in_by_half_comes_in_whole_once_combined(
    console: Client, send: Send, work: Callable[[], None]
) -> None:
    from siyu.facts.models import Import

    taken = send("分素材.csv", FINER)
    decide(console, taken, wish="run", **columns(taken))
    work()
    taken.refresh_from_db()
    assert (taken.accepted, taken.rejected, taken.clashed) == (1, 2, 2)
    assert "按键合并后再导入" in console.get(f"/imports/{taken.id}").content.decode()
    answer = console.post(f"/imports/{taken.id}/again")
    fresh = Import.objects.latest("id")
    assert answer.headers["Location"] == f"/imports/{fresh.id}?finer=1"
    assert "怎么合成一行" in console.get(f"/imports/{fresh.id}?finer=1").content.decode()
    rules = {"combine-cost": "sum", "combine-clicks": "sum"}
    decide(console, fresh, wish="combine", **columns(fresh), **rules)
    decide(console, fresh, wish="run", **columns(fresh))
    work()
    fresh.refresh_from_db()
    assert (fresh.rows, fresh.accepted, fresh.duplicate) == (2, 1, 1)
    assert spent() == [(400, 10), (400, 7)]


@pytest.mark.parametrize(("sample", "refunds"), [(orders.YOUZAN, 1), (orders.WECHAT, 2)])
def test_the_refunds_in_a_file_of_orders_come_in_with_it_when_asked(
    sample: Sample, refunds: int, console: Client, send: Send, work: Callable[[], None], tmp_path: Path
) -> None:
    from siyu.facts.models import Import

    taken = sent(send, sample, tmp_path)
    assert "同时导入这份文件里的退款" in console.get(f"/imports/{taken.id}").content.decode()
    answers = {f"fixed-{name}": value for name, value in sample.answers.items()}
    decide(console, taken, wish="run", companion="1", **columns(taken), **answers)
    work()
    brought = Import.objects.get(kind="refunds")
    assert (brought.state, brought.problem, brought.accepted) == ("done", "", refunds)
    assert brought.preset == built_in()[sample.preset].companion
    assert not any(Path(file["path"]).exists() for file in brought.files), "nothing needs the file any more"


def test_the_page_says_what_share_can_be_followed_and_what_would_raise_it(
    console: Client, send: Send, work: Callable[[], None], tmp_path: Path, bring_in: Any
) -> None:
    joined = "at,pool,pool_id,id.phone\n2026-01-01,wecom,w,13800138001\n"
    bring_in("joins", joined, at=NOW)
    taken = sent(send, orders.TMALL, tmp_path)
    decide(console, taken, wish="run", **columns(taken))
    work()
    page = console.get(f"/imports/{taken.id}").content.decode()
    assert "3 行里 2 行(67%)能跟到客户,其中 1 行的客户进过私域;其余不知道是谁,要更多:按平台的规则导出" in page
    assert "另有 2 行不算行" in page


def test_nobody_is_followed_where_rows_mean_nobody(
    console: Client, send: Send, work: Callable[[], None], tmp_path: Path
) -> None:
    taken = sent(send, spend.BILIBILI, tmp_path)
    decide(console, taken, wish="run", **columns(taken))
    work()
    assert "能跟到客户" not in console.get(f"/imports/{taken.id}").content.decode()


def test_who_stands_for_itself_alone_is_followed_nowhere(
    console: Client, send: Send, work: Callable[[], None], tmp_path: Path
) -> None:
    taken = send("客户列表.xlsx", joins.WECOM.write(tmp_path).read_bytes())
    decide(console, taken, wish="run", **columns(taken), **{"fixed-pool_id": "wc"})
    work()
    page = console.get(f"/imports/{taken.id}").content.decode()
    assert "3 行里 1 行(33%)能跟到客户;其余不知道是谁,要更多:请导购备注手机号" in page


def test_of_a_large_import_it_is_said_when_asked(
    console: Client, send: Send, work: Callable[[], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("siyu.console.pages.importing.AT_ONCE", 1)
    taken = sent(send, orders.TMALL, tmp_path)
    decide(console, taken, wish="run", **columns(taken))
    work()
    page = console.get(f"/imports/{taken.id}").content.decode()
    assert "能跟到客户,其中" not in page
    assert f'href="/imports/{taken.id}?followed=1"' in page
    assert "3 行里 2 行(67%)能跟到客户" in console.get(f"/imports/{taken.id}?followed=1").content.decode()
