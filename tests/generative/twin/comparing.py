"""Where a report and the twin say different things."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

from tests.generative.twin import rest
from tests.generative.twin.people import People
from tests.generative.twin.prices import FIELDS, Prices, loop
from tests.generative.twin.story import Story
from tests.generative.twin.world import World

Ask = Callable[..., dict[str, Any]]
KEPT = (
    "spend_fen",
    "spend_known",
    "cost_fen",
    "won",
    "sale_orders",
    "sale_revenue_fen",
    "sale_margin_fen",
    "sale_return",
    "payback_day",
)
LEVELLED = ("cost_per_click_fen", "cost_per_mille_fen", "cost_per_won_fen")


def close(name: str, wanted: Any, got: Any) -> bool:
    if isinstance(wanted, dict):
        return isinstance(got, dict) and all(close(name, value, got[key]) for key, value in wanted.items())
    if wanted is None or got is None or isinstance(wanted, str | bool):
        return wanted is got or wanted == got
    exact = isinstance(wanted, int)
    if exact:
        return wanted == got and not isinstance(got, float)
    digits = 2 if name in ("value_at", "cost_per_won_fen", "cost_per_click_fen", "cost_per_mille_fen") else 6
    return abs(float(wanted) - got) <= 0.51 * 10**-digits + 1e-9 * abs(float(wanted))


def differ(where: str, wanted: dict[str, Any], got: dict[str, Any]) -> list[str]:
    return [
        f"{where} {name}: {got.get(name)!r}, not {_plain(value)}"
        for name, value in wanted.items()
        if not name.startswith("_") and not close(name, value, got.get(name))
    ]


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return value if value is None or isinstance(value, int | str) else float(value)


def differences(world: World, ask: Ask, *, since: date, until: date, as_of: date, horizon: int) -> list[str]:
    """Every field of every report in which siyu and the twin disagree."""
    days = {"since": since.isoformat(), "until": until.isoformat(), "as_of": as_of.isoformat()}
    story = Story(world, since, until, as_of)
    found: list[str] = []
    for by in ("placement", "campaign", "account", "platform", "form"):
        told = ask("prices", by=by, horizon=horizon, **days)
        twin = Prices(story, by, horizon)
        rows = twin.rows()
        found += _rows(f"prices --by {by}", rows, told["rows"], (*FIELDS, "form"))
        found += differ(f"prices --by {by} totals", twin.totals(), told["totals"])
        for row in told["rows"]:
            if (row["index"] is None or not row["spend_known"]) and not row["reasons"]:
                found.append(f"prices --by {by}: no reason {row}")
    twin = Prices(story, "placement", horizon)
    loops = ask("loops", horizon=horizon, **days)
    rows = {key: {n: row[n] for n in KEPT} | loop(row) for key, row in twin.rows().items()}
    found += _rows("loops", rows, loops["rows"], (*FIELDS, "form"))
    total = twin.totals()
    found += differ("loops totals", {n: total[n] for n in KEPT} | loop(total), loops["totals"])
    found += _pools(story, ask("pool", **days))
    found += differ("people", People(world).report(), ask("people", **days)["totals"])
    found += _ledgers(world, ask, since, until, as_of, days)
    found += _crossings(story, ask("crossings", **days))
    for by in ("placement", "platform"):
        found += _levelling(world, ask("levelling", by=by, **days), since, until, as_of, by)
    return found


def _rows(
    where: str, wanted: dict[Any, dict[str, Any]], got: list[dict[str, Any]], fields: tuple[str, ...]
) -> list[str]:
    known = {key[1:]: row for key, row in wanted.items()}
    if len(known) != len(wanted):
        raise AssertionError("a world in which a placement is called like the row of the unknown")
    told = {tuple(row[name] for name in fields): row for row in got}
    if known.keys() != told.keys() or len(got) != len(told):
        return [f"{where}: rows {sorted(told, key=str)}, not {sorted(known, key=str)}"]
    return [line for key, row in known.items() for line in differ(f"{where} {key}", row, told[key])]


def _pools(story: Story, got: dict[str, Any]) -> list[str]:
    rows, totals = rest.pool(story)
    told = {(row["pool"], row["pool_id"]): row for row in got["rows"]}
    if told.keys() != rows.keys():
        return [f"pool: rows {told.keys()}, not {rows.keys()}"]
    found = [line for key, row in rows.items() for line in differ(f"pool {key}", row, told[key])]
    return found + differ("pool totals", totals, got["totals"])


def _ledgers(
    world: World, ask: Ask, since: date, until: date, as_of: date, days: dict[str, str]
) -> list[str]:
    entries = rest.ledger(world, since, until, as_of)
    found = []
    for by, at in (("kind", 1), ("day", 0), ("placement", 3), ("person", 4)):
        told = ask("ledger", by=by, **days)
        sums: Counter[Any] = Counter()
        for entry in entries:
            sums[entry[at].isoformat() if by == "day" else entry[at]] += entry[2]
        if by == "placement":
            got = {
                tuple(row[name] for name in FIELDS) if row["platform"] else None: row["amount_fen"]
                for row in told["rows"]
            }
        else:
            got = {row[by]: row["amount_fen"] for row in told["rows"]}
        if by == "person":
            same = sorted(v for k, v in sums.items() if k and v) == sorted(
                v for k, v in got.items() if k and v
            )
            same = same and sums.get(None, 0) == got.get(None, 0)
        else:
            same = {k: v for k, v in sums.items() if v} == {k: v for k, v in got.items() if v}
        if not same or told["totals"]["amount_fen"] != sum(sums.values()):
            found.append(f"ledger --by {by}: {got} {told['totals']}, not {dict(sums)}")
    return found


def _crossings(story: Story, got: dict[str, Any]) -> list[str]:
    rows, totals = rest.crossings(story)
    told = {
        (r["platform"], r["pool"], r["shop"]): (r["people"], r["orders"], r["margin_fen"])
        for r in got["rows"]
    }
    found = [] if told == rows else [f"crossings: {told}, not {rows}"]
    total = tuple(got["totals"][name] for name in ("people", "orders", "margin_fen"))
    return found if total == totals else [*found, f"crossings totals: {total}, not {totals}"]


def _levelling(
    world: World, got: dict[str, Any], since: date, until: date, as_of: date, by: str
) -> list[str]:
    found = []
    weeks = rest.levelling(world, since, until, as_of, by)
    told = {(r["week"], *(r[name] for name in FIELDS)): r for r in got["rows"]}
    for week, rows in weeks.items():
        for key, row in rows.items():
            line = told.get((week, *key))
            quiet = all(row[name] is None for name in LEVELLED)
            if line is None:
                if not quiet:
                    found.append(f"levelling --by {by} {week} {key}: missing")
                continue
            found += differ(f"levelling --by {by} {week} {key}", {name: row[name] for name in LEVELLED}, line)
        line = next((one for one in got["weeks"] if one["week"] == week), None)
        for price in LEVELLED:
            spread = rest.dispersion(rows.values(), price)
            name = price.replace("_fen", "_dispersion")
            if (line is None and spread is not None) or (
                line and not close("dispersion", spread, line[name])
            ):
                found.append(f"levelling --by {by} {week} {name}: {line and line[name]}, not {spread}")
    return found
