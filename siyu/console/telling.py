"""One person in lines, for a terminal."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from siyu.core.words import Say, say

MOST = 20
"""Of each sort of thing; `--json` holds all of them."""


def localised(value: Any, write: Callable[[datetime], str]) -> Any:
    """A document with its moments written by `write`, and its days as `YYYY-MM-DD`."""
    if isinstance(value, dict):
        return {name: localised(one, write) for name, one in value.items()}
    if isinstance(value, list):
        return [localised(one, write) for one in value]
    if isinstance(value, datetime):
        return write(value)
    return value.isoformat() if isinstance(value, date) else value


def told_person(document: dict[str, Any]) -> Iterator[Say]:
    """What is known of a person, as `person_document` has it, its moments written out."""
    yield say(f"客户 {document['person']}", f"Person {document['person']}")
    yield _won(document)
    yield _value(document)
    yield from _part(say("标识", "Identifiers"), [_identifier(one) for one in document["identifiers"]])
    yield from _part(say("证据", "Evidence"), [_pair(one) for one in document["evidence"]])
    yield from _part(say("在哪些池", "Memberships"), [_membership(one) for one in document["memberships"]])
    yield from _part(
        say("触点", "Touches"),
        [_same(f"{one['at']}  {one['touch_id']} {one['entry']}") for one in document["touches"]],
    )
    yield from _part(
        say("订单", "Orders"),
        [_money(one["at"], f"{one['shop']} {one['order_id']}", one) for one in document["orders"]],
    )
    yield from _part(
        say("退款", "Refunds"),
        [
            _money(one["at"], f"{one['shop']} {one['refund_id']} → {one['order_id']}", one)
            for one in document["refunds"]
        ],
    )
    yield from _part(
        say("费用", "Costs"),
        [
            _same(f"{one['date']}  {one['kind']} {one['cost_id']}  {_yuan(one['amount_fen'])}")
            for one in document["costs"]
        ],
    )


def _won(document: dict[str, Any]) -> Say:
    won = document["won_by"]
    if won is None:
        return say("还没有进过任何池", "Never joined a pool")
    place = " / ".join(won[name] for name in ("platform", "account", "campaign", "placement"))
    how = {
        "entry": say(f"入口 {won['entry']}", f"entry {won['entry']}"),
        "touch": say(
            f"7 天内最后的触点,入口 {won['entry']}", f"the last touch in 7 days, entry {won['entry']}"
        ),
        "unknown": say("没有入口也没有触点", "no entry and no touch"),
    }[won["by"]]
    at = document["won_at"]
    return say(f"赢得于 {at},{place}({how.zh})", f"Won {at} by {place} ({how.en})")


def _value(document: dict[str, Any]) -> Say:
    ledger = _yuan(document["ledger_sum_fen"])
    if document["value_fen"] is not None:
        value = _yuan(document["value_fen"])
        return say(f"至今价值 {value} 元,账目合计 {ledger} 元", f"Value to date ¥{value}, ledger ¥{ledger}")
    why = {
        "not won": say("未入池", "not won"),
        "not known since when": say("名单里就有,不知何时来的", "in a list, nobody knows since when"),
        "without identifier": say("一行一人,没有标识", "a row without an identifier"),
        "cost of goods unknown": say("缺货品成本", "cost of goods unknown"),
    }[document["value_unknown_because"]]
    return say(
        f"至今价值未知({why.zh}),账目合计 {ledger} 元", f"Value to date unknown ({why.en}), ledger ¥{ledger}"
    )


def _part(title: Say, lines: list[Say]) -> Iterator[Say]:
    if not lines:
        return
    yield say(f"{title.zh}({len(lines)})", f"{title.en} ({len(lines)})")
    yield from (say(f"  {line.zh}", f"  {line.en}") for line in lines[:MOST])
    if len(lines) > MOST:
        yield say(f"  ……还有 {len(lines) - MOST} 条,见 --json", f"  … {len(lines) - MOST} more: see --json")


def _identifier(one: dict[str, Any]) -> Say:
    name = f"{one['kind']}:{one['value']}" + (f"@{one['app']}" if one["app"] else "")
    weak = say("", "") if one["strong"] else say("(弱)", " (weak)")
    return say(
        f"{name}{weak.zh}  {one['sightings']} 行同现", f"{name}{weak.en}  {one['sightings']} shared rows"
    )


def _pair(one: dict[str, Any]) -> Say:
    pair = f"{one['a_kind']}:{one['a_value']} – {one['b_kind']}:{one['b_value']}"
    first = one["sources"][0]
    files = ", ".join(first["files"] or ())
    where = f"{first['kind']}, {files}"
    refused = say("  未采纳", "  refused") if one["standing"] == "refused" else say("", "")
    return say(
        f"{pair}  {one['rows']} 行,最早 {one['first_at']}({where} 第 {first['row']} 行){refused.zh}",
        f"{pair}  {one['rows']} rows, first {one['first_at']} ({where} row {first['row']}){refused.en}",
    )


def _membership(one: dict[str, Any]) -> Say:
    place = f"{one['pool']} {one['pool_id']}" + (f" {one['seat']}" if one["seat"] else "")
    joined, left = one["joined_at"], one["left_at"]
    came = (say("", ""), say("(两份名单之间)", " (between two lists)"), say("(之前就在)", " or before"))
    how = came[one["since"]]
    if left is None:
        return say(f"{place}  {joined}{how.zh} 起,在池", f"{place}  since {joined}{how.en}, live")
    gone = say("(名单里不见了)", " (missing in a list)") if one["left_by_list"] else say("", "")
    return say(
        f"{place}  {joined}{how.zh} 至 {left}{gone.zh}", f"{place}  {joined}{how.en} to {left}{gone.en}"
    )


def _same(text: str) -> Say:
    """What reads the same in both languages."""
    return Say(text, text)


def _money(at: str, what: str, row: dict[str, Any]) -> Say:
    margin = row["margin_fen"]
    zh = "未知" if margin is None else _yuan(margin)
    en = "unknown" if margin is None else _yuan(margin)
    said = f"{at}  {what}  {_yuan(row['amount_fen'])}"
    return say(f"{said}  毛利 {zh}", f"{said}  margin {en}")


def _yuan(fen: int) -> str:
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100:,}.{abs(fen) % 100:02d}"
