"""However finely a file is cut, and in whatever order its lines stand, the tables are those of the coarse file."""

import csv
import io
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from siyu.connectors.files import actions
from siyu.facts.models import Fact
from tests.cast import NOW, import_text
from tests.worlds import everything, failing_checks, forget_everything

SPEND = ("date", "platform", "account", "campaign", "placement", "cost", "rebate", "impressions", "clicks")
BY_HOUR = {
    "combine": {"cost": "sum", "rebate": "sum", "impressions": "sum", "clicks": "sum"},
    "empty": {"values": ["--"]},
}
ORDERS = ("order_id", "shop", "paid_at", "amount", "cost_of_goods", "entry", "id.phone", "id.unionid")
BY_LINE = {"combine": {"amount": "sum", "cost_of_goods": "sum", "paid_at": "first", "entry": "last"}}
AMOUNTS = st.none() | st.integers(0, 10**6)


def yuan(fen: int | None) -> str:
    return "" if fen is None else f"{fen // 100}.{fen % 100:02}"


def text(head: tuple[str, ...], rows: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows([head, *rows])
    return out.getvalue()


def total(values: list[int | None]) -> int | None:
    """The sum of what is stated; of nothing stated there is none."""
    stated = [value for value in values if value is not None]
    return sum(stated) if stated else None


@st.composite
def spend(draw: st.DrawFn) -> tuple[str, str]:
    """A file by hour in any order, and the same by day."""
    days = draw(
        st.lists(st.tuples(st.integers(1, 3), st.sampled_from("ab")), min_size=1, max_size=4, unique=True)
    )
    hours, by_day = [], []
    for day, account in days:
        lines = draw(
            st.lists(st.tuples(st.integers(0, 10**6), AMOUNTS, AMOUNTS, AMOUNTS), min_size=1, max_size=6)
        )
        key = [f"2026-03-{day:02}", "tencent", account, "c", "p"]
        for cost, rebate, impressions, clicks in lines:
            counts = ["--" if count is None else str(count) for count in (impressions, clicks)]
            hours.append([*key, yuan(cost), yuan(rebate), *counts])
        cost, rebate, *sums = (total(list(column)) for column in zip(*lines, strict=True))
        by_day.append([*key, yuan(cost), yuan(rebate), *("" if one is None else str(one) for one in sums)])
    return text(SPEND, draw(st.permutations(hours))), text(SPEND, by_day)


@st.composite
def orders(draw: st.DrawFn) -> tuple[str, str]:
    """A file by order line in any order, some of its phones masked, and the same by order."""
    lines, whole = [], []
    for number in draw(st.lists(st.integers(1, 5), min_size=1, max_size=3, unique=True)):
        parts = draw(
            st.lists(
                st.tuples(st.integers(0, 59), st.integers(0, 10**6), AMOUNTS, st.sampled_from(["", "e1", "e2"]), st.booleans()),
                min_size=1, max_size=5,
            )
        )  # fmt: skip
        phone = f"1380013800{number}"
        for minute, amount, cost, entry, masked in parts:
            lines.append(
                [f"o{number}", "s", f"2026-03-02 10:{minute:02}", yuan(amount), yuan(cost), entry,
                 f"138****800{number}" if masked else phone, f"u{number}"]
            )  # fmt: skip
        entries = [(minute, entry) for minute, _, _, entry, _ in parts if entry]
        whole.append(
            [f"o{number}", "s", f"2026-03-02 10:{min(minute for minute, *_ in parts):02}",
             yuan(sum(amount for _, amount, *_ in parts)), yuan(total([cost for _, _, cost, *_ in parts])),
             max(entries)[1] if entries else "", phone if not all(masked for *_, masked in parts) else "", f"u{number}"]
        )  # fmt: skip
    return text(ORDERS, draw(st.permutations(lines))), text(ORDERS, whole)


def facts() -> list[Any]:
    return sorted(
        (str(key), sorted(data.items(), key=str))
        for key, data in Fact.objects.exclude(key=None).values_list("key", "data")
    )


def compare(kind: str, fine: str, coarse: str, reading: Any, folder: Path) -> None:
    forget_everything()
    import_text(kind, coarse, folder=folder)
    told = everything(), facts()
    forget_everything()
    first = import_text(kind, fine, folder=folder, reading=reading)
    assert (first.rejected, first.rows, first.accepted) == (0, coarse.count("\n") - 1, first.rows)
    assert (everything(), facts()) == told, "the log holds the coarse rows, too"
    assert failing_checks() == []
    again = import_text(kind, fine, folder=folder, reading=reading)
    assert (again.duplicate, again.restated) == (first.rows, 0)
    coarsely = import_text(kind, coarse, folder=folder)
    assert (coarsely.duplicate, coarsely.restated) == (first.rows, 0)
    for taken in (again, coarsely, first):
        actions.withdraw_import(import_id=taken.id, actor="test", at=NOW)
    assert everything()[kind] == []


LITTLE = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@LITTLE
@given(files=spend())
def test_spend_by_hour_in_any_order_is_spend_by_day(
    brand: Any, tmp_path: Path, files: tuple[str, str]
) -> None:
    compare("spend", *files, BY_HOUR, tmp_path)


@LITTLE
@given(files=orders())
def test_order_lines_in_any_order_are_their_orders(
    brand: Any, tmp_path: Path, files: tuple[str, str]
) -> None:
    compare("orders", *files, BY_LINE, tmp_path)
