"""A definition as small tables: what is given, what is asked, what must come out. Test, specification and page at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Both = tuple[str, str]
"""A text in 中文 and in English."""
Table = list[dict[str, str]]


@dataclass(frozen=True)
class Case:
    """Rows of files, questions, and the figures that must come out, with the sum by pencil.

    `given`: blocks of a kind's name and a table, a blank line between them. `answers`: question → table of rows.
    `cast` says that the standing placements and entries are brought in as well.
    """

    title: Both
    given: str
    answers: Mapping[str, str]
    pencil: Both
    zone: str = "Asia/Shanghai"
    margins: Mapping[str, str] = field(default_factory=dict)
    cast: bool = True


@dataclass(frozen=True)
class Definition:
    """What a number means: a sentence, and cases. `report`: the page also lists every column of that report."""

    slug: str
    title: Both
    sentence: Both
    cases: tuple[Case, ...]
    report: str = ""


CAST = """
placements
platform  | account | campaign | placement | form         | paid
tencent   | ta-1    | tea      | feed      | add          | yes
baidu     | bd-1    | tea      | search    | commercial   | yes
bytedance | oc-1    | tea      | video     | buy_and_join | yes
referral  | fx-1    | tea      | share     | group        |
offline   | st-1    | tea      | window    |              | no

entries
code     | placement
e-feed   | feed
e-search | search
e-video  | video
e-share  | share
e-window | window
e-card   |
"""
"""The placements and entries that stand in every case; `e-card` is the card in the parcel, which nobody paid for."""

NAMED = ("platform", "account", "campaign", "placement")
PLACES = {
    "feed": ("tencent", "ta-1", "tea", "feed"),
    "search": ("baidu", "bd-1", "tea", "search"),
    "video": ("bytedance", "oc-1", "tea", "video"),
    "share": ("referral", "fx-1", "tea", "share"),
    "window": ("offline", "st-1", "tea", "window"),
}
COUNTED = {"touches": "touch_id", "orders": "order_id", "refunds": "refund_id", "costs": "cost_id"}
SUPPOSED = {
    "joins": {"pool": "wecom", "pool_id": "w-1"},
    "leaves": {"pool": "wecom", "pool_id": "w-1"},
    "presences": {"pool": "wecom", "pool_id": "w-1"},
    "pool_counts": {"pool": "wecom", "pool_id": "w-1"},
    "orders": {"shop": "tea"},
    "refunds": {"shop": "tea"},
}


def table(text: str) -> Table:
    """An ASCII table as rows."""
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def blocks(text: str) -> list[tuple[str, Table]]:
    """Kinds with their rows, in the order in which they come in."""
    found = []
    for block in text.strip().split("\n\n"):
        kind, _, rest = "\n".join(line.strip() for line in block.strip().splitlines()).partition("\n")
        if kind:
            found.append((kind, table(rest)))
    return found


def whole(kind: str, rows: Table) -> Table:
    """The rows with what every case leaves out: names of placements in full, numbers of rows, one pool and one shop."""
    found = []
    for number, row in enumerate(rows, 1):
        full = dict(SUPPOSED.get(kind, {})) | row
        if kind in COUNTED:
            full = {COUNTED[kind]: f"{kind[0]}-{number}"} | full
        if kind == "entries":
            full["title"] = row["code"]
        if "placement" in row and "platform" not in row:
            full |= dict(zip(NAMED, PLACES.get(row["placement"], ("",) * 4), strict=True))
        found.append(full)
    return found


def csv_of(rows: Table) -> str:
    """Rows as the text of a file."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    lines = [",".join(names), *(",".join(row.get(name, "") for name in names) for row in rows)]
    return "\n".join(lines) + "\n"


def question(text: str) -> tuple[str, dict[str, str]]:
    """A question as it is typed: the report's name and its options, in March 2026 unless said."""
    name, *words = text.split()
    told = {word.removeprefix("--"): value for word, value in zip(words[::2], words[1::2], strict=True)}
    days = {"from": "2026-03-01", "to": "2026-04-01", "as-of": "2026-07-01"} | told
    options = {"since": days.pop("from"), "until": days.pop("to"), "as_of": days.pop("as-of")}
    return name, options | days
