"""What makes no sense to ask is refused with a sentence; what is odd but sensible is answered."""

import json
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from siyu.core.refusals import Refusal
from siyu.core.words import speak
from siyu.insight.questions import BY, ask
from tests.cast import report
from tests.spec.telling import csv_of, table

DAY = date(2026, 7, 15)


def asked(name: str = "prices", **more: Any) -> Any:
    told: dict[str, Any] = {"since": None, "until": None, "as_of": None, "by": None, "horizon": None, **more}
    return ask(name, first_day=date(2026, 3, 1), today=DAY, zone=ZoneInfo("Asia/Shanghai"), **told)


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"since": "2026-04-01", "until": "2026-03-01"}, "2026-04-01"),
        ({"since": "2026-02-30"}, "2026-02-30"),
        ({"until": "2026-13-01"}, "2026-13-01"),
        ({"as_of": "yesterday"}, "yesterday"),
        ({"since": "2026-W10-1"}, "2026-W10-1"),
        ({"since": "20260301"}, "20260301"),
        ({"since": "0001-01-01"}, "0001-01-01"),
        ({"as_of": "9999-12-31"}, "9999-12-31"),
        ({"since": "2026-03-0١"}, "2026-03-0١"),
        ({"by": "moon"}, "moon"),
        ({"name": "pool", "by": "placement"}, "placement"),
        ({"name": "loops", "by": "platform"}, "platform"),
        ({"name": "ledger", "by": "form"}, "form"),
        ({"name": "weather"}, "weather"),
        ({"horizon": "0"}, "3650"),
        ({"horizon": -1}, "3650"),
        ({"horizon": 3651}, "3650"),
        ({"horizon": "9" * 5000}, "3650"),
        ({"horizon": "90.5"}, "3650"),
        ({"horizon": "ninety"}, "3650"),
        ({"horizon": "9_0"}, "3650"),
        ({"horizon": "nan"}, "3650"),
    ],
)
def test_a_wrong_question_is_refused_with_a_sentence(wrong: dict[str, Any], word: str) -> None:
    for language in ("zh", "en"):
        speak(language)
        with pytest.raises(Refusal) as refused:
            asked(**wrong)
        assert word in str(refused.value)


def test_without_bounds_everything_until_tomorrow_is_asked() -> None:
    question = asked()
    assert (question.since, question.until, question.as_of) == (
        date(2026, 3, 1),
        date(2026, 7, 16),
        date(2026, 7, 16),
    )
    assert (question.by, question.horizon) == ("placement", 90)
    assert asked(until="2020-01-01").since == date(2020, 1, 1)


SPEND = "date | platform | account | campaign | placement | cost\n"
JOINS = "at | pool | pool_id | entry | id.unionid\n"
ORDERS = "order_id | shop | paid_at | amount | cost_of_goods | id.unionid\n"
ENTRIES = "code | title | platform | account | campaign | placement\n"


def test_sums_beyond_what_a_float_holds_stay_exact(bring_in: Any) -> None:
    names = [f"tencent | a | c | p{n}" for n in range(3)]
    lines = [
        f"2026-03-0{d} | {name} | 999999999999.9{n}" for d in range(1, 9) for n, name in enumerate(names)
    ]
    bring_in("spend", csv_of(table(SPEND + "\n".join(lines))))
    orders = "\n".join(f"o{n} | tea | 2026-03-02 10:00 | 999999999999.99 | 0.01 | Mei" for n in range(200))
    bring_in("orders", csv_of(table(ORDERS + orders)))
    bring_in("joins", csv_of(table(JOINS + "2026-03-02 10:00 | wecom | w | | Mei")))
    days = {"since": "2026-03-01", "until": "2026-04-01", "as_of": "2026-07-01"}
    spent = sum(99999999999990 + n for n in range(3)) * 8
    assert spent > 2**50
    told = report("prices", by="platform", **days)
    assert told["totals"]["spend_fen"] == spent
    assert told["totals"]["value_to_date_fen"] == 99999999999998 * 200 > 2**53
    assert report("ledger", **days)["totals"]["amount_fen"] == 99999999999998 * 200 - spent
    assert report("crossings", **days)["totals"]["margin_fen"] == 99999999999998 * 200


def test_the_same_question_has_the_same_answer(bring_in: Any) -> None:
    from tests.conftest import EXAMPLE

    for kind in ("placements", "entries", "spend", "touches", "joins", "orders", "costs"):
        bring_in(kind, EXAMPLE / f"{kind}.csv")
    for name in BY:
        for by in BY[name] or (None,):
            told = [
                json.dumps({**report(name, by=by), "generated_at": 0, "notes": 0}, default=list)
                for _ in range(2)
            ]
            assert told[0] == told[1], (name, by)


def test_odd_names_come_out_as_they_went_in(bring_in: Any) -> None:
    names = ["a'b", 'say ""hi""', "半,角", "{curly}", "%(zone)s", "back\\\\slash", "-- x", "unknown", "🍵"]
    rows = "\n".join(f'2026-03-02,tencent,{n},"c","{name}",1.00' for n, name in enumerate(names))
    taken = bring_in("spend", f"date,platform,account,campaign,placement,cost\n{rows}\n")
    assert taken.accepted == len(names)
    told = report("prices", since="2026-03-01", until="2026-04-01")
    shown = {row["placement"] for row in told["rows"] if row["platform"] == "tencent"}
    assert shown == {name.replace('""', '"') for name in names}
    assert report("prices", by="platform")["totals"]["spend_fen"] == 100 * len(names)
    assert len([row for row in told["rows"] if row["placement"] == "unknown"]) == 2


def test_a_thousand_placements_over_twenty_years_are_answered(bring_in: Any) -> None:
    places = [f"tencent | a{n % 7} | c{n % 50} | p{n}" for n in range(1000)]
    spend = "\n".join(f"{2007 + n % 20}-0{1 + n % 9}-15 | {place} | 10.00" for n, place in enumerate(places))
    bring_in("spend", csv_of(table(SPEND + spend)))
    entries = "\n".join(f"e{n} | e | {place}" for n, place in enumerate(places))
    bring_in("entries", csv_of(table(ENTRIES + entries)))
    joins = "\n".join(f"{2007 + n % 19}-03-02 10:00 | wecom | w | e{n} | u{n}" for n in range(1000))
    bring_in("joins", csv_of(table(JOINS + joins)))
    days = {"since": "2007-01-01", "until": "2027-01-01", "as_of": "2027-01-01"}
    told = report("prices", **days)
    assert len(told["rows"]) == 1001
    assert (told["totals"]["spend_fen"], told["totals"]["won"]) == (1_000_000, 1000)
    assert len(report("levelling", **days)["weeks"]) > 180


def test_as_of_before_the_period_and_to_beyond_it_are_answered(bring_in: Any) -> None:
    bring_in("spend", csv_of(table(SPEND + "2026-03-02 | tencent | a | c | p | 10.00")))
    early = report("prices", since="2026-03-01", until="2026-04-01", as_of="2026-01-01")
    assert early["totals"]["spend_fen"] == 0
    late = report("prices", since="2026-03-01", until="2999-12-31", as_of="2026-04-01")
    assert late["totals"]["spend_fen"] == 1000
    for name in BY:
        report(name, since="1900-01-01", until="2999-12-31", as_of="2999-12-31")
