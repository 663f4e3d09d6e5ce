"""Looking the expected figures up in a report."""

from typing import Any

from tests.spec.telling import Table

KEYS = (
    "platform",
    "account",
    "campaign",
    "placement",
    "form",
    "pool",
    "pool_id",
    "seat",
    "kind",
    "day",
    "shop",
    "week",
)


def value(cell: str) -> Any:
    """A cell as the report says it."""
    if cell in ("null", "true", "false"):
        return {"null": None, "true": True, "false": False}[cell]
    for read in (int, float):
        try:
            return read(cell)
        except ValueError:
            continue
    return cell


def found(row: Any, path: str) -> Any:
    """A field, or one within it: `value_at.90`."""
    for step in path.split("."):
        row = row if row is None else row[int(step)] if isinstance(row, list) else row[step]
    return row


def wrong(wanted: Table, report: dict[str, Any]) -> list[str]:
    """Every figure that is not as expected. A row called `totals` is the totals; `(no row)` must not be there."""
    told = []
    places = [*report["rows"], *report.get("weeks", [])]
    for row in wanted:
        keys = [name for name in row if name in KEYS]
        if "totals" in row.values() or not keys:
            those = [report["totals"]]
            keys = [name for name in keys if row[name] in ("totals", "")]
        else:
            those = [one for one in places if all(_same(value(row[k]), one.get(k)) for k in keys)]
            those = [one for one in those if all(n.split(".")[0] in one for n in row)]
        named = " ".join(row[k] for k in keys)
        if "(no row)" in row.values():
            told += (
                [f"{named}: there is a row"] if [o for o in places if o.get(keys[0]) == row[keys[0]]] else []
            )
            continue
        if len(those) != 1:
            told.append(f"{named}: {len(those)} rows")
            continue
        for name, cell in row.items():
            if name not in keys and not _same(value(cell), found(those[0], name)):
                told.append(f"{named} {name}: {found(those[0], name)!r}, not {cell}")
    return told


def _same(wanted: Any, got: Any) -> bool:
    if isinstance(wanted, float):
        return isinstance(got, float) and abs(wanted - got) < 1e-9
    if isinstance(wanted, int) and not isinstance(wanted, bool):
        return got == wanted and not isinstance(got, bool)
    return bool(wanted == got)
