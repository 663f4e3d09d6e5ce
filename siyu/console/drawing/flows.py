"""Won there, kept there, bought there: three columns of posts and the streams between them. Pure."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from siyu.core.words import say
from siyu.insight.crossings import NOWHERE

WIDTH = 760
POST = 10
"""How wide a post is."""
GAP = 26
"""Between two posts of a column: room for a line of text."""
COLUMNS_AT = (0, 300, 600)
"""Where the posts of each column stand."""
HEIGHT = 260
"""How high all posts of a column are together, without their gaps."""
THINNEST = 1.5
MOST_POSTS = 12

Named = Callable[[str | None], str]


@dataclass(frozen=True)
class Post:
    """A platform, a pool or a shop: where it stands, how high it is, how many stand for it."""

    x: float
    y: float
    height: float
    name: str
    count: int
    """People, everybody once."""
    of: str
    """The platform whose colour it has; empty for pools and shops."""


@dataclass(frozen=True)
class Stream:
    """Those who went from one post to another: a ribbon, and how many they are."""

    path: str
    of: str
    told: str


@dataclass(frozen=True)
class Flow:
    """The whole picture."""

    width: int
    height: float
    posts: Sequence[Post]
    streams: Sequence[Stream]


def flow(
    rows: Sequence[Mapping[str, Any]],
    people_in: Mapping[str, Mapping[str, int]],
    names: tuple[Named, Named, Named],
) -> Flow | None:
    """The crossings as streams as wide as the people in them; None where there is nobody."""
    total = sum(row["people"] for row in rows)
    if not total:
        return None
    fields = ("platform", "pool", "shop")
    scale = HEIGHT / total
    posts: dict[tuple[int, str | None], Post] = {}
    tallest = 0.0
    few = [_fewest(rows, field) for field in fields]
    for column, field in enumerate(fields):
        y = float(GAP)
        counts = Counter[str | None]()
        for row in rows:
            counts[few[column].get(row[field], row[field])] += row["people"]
        for key, people in sorted(counts.items(), key=_rank):
            height = max(THINNEST, people * scale)
            of = str(key) if column == 0 else ""
            name = names[column](key) if key != REST else str(say("其余", "others"))
            count = people_in[field].get(NOWHERE if key is None else key, people)
            posts[column, key] = Post(COLUMNS_AT[column], round(y, 1), round(height, 1), name, count, of)
            y += height + GAP
        tallest = max(tallest, y)
    streams = [stream for column in (0, 1) for stream in _streams(rows, column, fields, few, posts, scale)]
    return Flow(WIDTH, round(tallest, 1), list(posts.values()), streams)


def _rank(one: tuple[str | None, int]) -> tuple[bool, bool, int, str]:
    """The most first, then what is told together, nowhere last."""
    return one[0] is None, one[0] == REST, -one[1], str(one[0])


REST = "\x00rest"
"""The post of everything that is too little to have one of its own."""


def _fewest(rows: Sequence[Mapping[str, Any]], field: str) -> Mapping[str | None, str]:
    """Which values are told together, because there are too many posts."""
    counts = Counter[str | None]()
    for row in rows:
        counts[row[field]] += row["people"]
    named = [key for key, _ in counts.most_common() if key is not None]
    return dict.fromkeys(named[MOST_POSTS - 1 :], REST) if len(named) > MOST_POSTS else {}


def _streams(
    rows: Sequence[Mapping[str, Any]],
    column: int,
    fields: tuple[str, str, str],
    few: Sequence[Mapping[str | None, str]],
    posts: Mapping[tuple[int, str | None], Post],
    scale: float,
) -> list[Stream]:
    counts = Counter[tuple[str | None, str | None]]()
    for row in rows:
        ends = tuple(few[at].get(row[fields[at]], row[fields[at]]) for at in (column, column + 1))
        counts[ends[0], ends[1]] += row["people"]
    order = {key: number for number, key in enumerate(posts)}
    pairs = sorted(counts.items(), key=lambda one: (order[column, one[0][0]], order[column + 1, one[0][1]]))
    leaving = Counter[str | None]()
    arriving = Counter[str | None]()
    streams = []
    for (start, end), people in pairs:
        one, other = posts[column, start], posts[column + 1, end]
        y = one.y + leaving[start] * scale
        to = other.y + arriving[end] * scale
        leaving[start] += people
        arriving[end] += people
        streams.append(
            Stream(
                _ribbon(one.x + POST, y, other.x, to, max(THINNEST, people * scale)),
                one.of,
                f"{one.name} → {other.name} {people:,}",
            )
        )
    return streams


def _ribbon(x: float, y: float, to_x: float, to_y: float, height: float) -> str:
    bend = (x + to_x) / 2
    return (
        f"M{x} {y:.1f}C{bend} {y:.1f} {bend} {to_y:.1f} {to_x} {to_y:.1f}"
        f"V{to_y + height:.1f}C{bend} {to_y + height:.1f} {bend} {y + height:.1f} {x} {y + height:.1f}Z"
    )
