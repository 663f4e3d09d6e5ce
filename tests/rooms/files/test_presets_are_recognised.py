"""Whose export a file is, is seen from its first rows: notes, totals and all."""

import csv
import io

import pytest

from siyu.connectors.files.kinds import KINDS
from siyu.connectors.files.reading.built_in import built_in
from siyu.connectors.files.reading.likeness import SECOND, likenesses
from tests.presets import SAMPLES, orders, spend
from tests.presets.sample import Sample


def seen(text: str) -> list[str]:
    top = list(csv.reader(io.StringIO(text)))[:30]
    return [one.preset.name for one in likenesses(top, presets=built_in().values(), kinds=KINDS)]


def test_every_preset_has_a_made_up_file() -> None:
    assert {sample.preset for sample in SAMPLES} == set(built_in())


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.preset)
def test_a_file_in_a_platforms_shape_is_recognised(sample: Sample) -> None:
    preset = built_in()[sample.preset]
    first = seen(sample.text)[0]
    assert preset.kind == sample.kind
    if preset.kind in SECOND and preset.companion:
        assert first == preset.companion, "what a file is first"
        assert sample.preset in seen(sample.text)
    else:
        assert first == sample.preset


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_with_our_own_headers_is_taken_for_no_platforms(kind: str) -> None:
    names = KINDS[kind].columns
    for header in ([one.name for one in names], [one.zh for one in names]):
        assert seen(",".join(header)) == []
    assert seen(",".join(one.aliases[0] if one.aliases else one.zh for one in names)) == []


def test_a_file_with_one_header_changed_is_still_recognised() -> None:
    assert seen(spend.OCEAN.text.replace("消耗,展示数", "消耗额,展示数"))[0] == "ocean-engine"
    assert seen(orders.DOUYIN.text.replace("订单应付金额", "应付"))[0] == "douyin-shop-orders"


def test_what_is_nobodys_is_recognised_as_nothing() -> None:
    assert seen("") == []
    assert seen("a,b\n1,2\n") == []
    assert seen("日期,消耗\n2026-03-01,5\n") == []
    assert seen("订单号,店铺,支付时间,实付\no1,s,2026-03-01,5\n") == []


def test_the_companion_of_a_preset_reads_the_same_file() -> None:
    for preset in built_in().values():
        if preset.companion:
            other = built_in()[preset.companion]
            assert other.companion == preset.name
            assert {preset.kind, other.kind} in ({"orders", "refunds"}, {"joins", "presences"})
