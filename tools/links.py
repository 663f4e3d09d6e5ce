"""The tables of docs/links.md, from what the code declares; `tools/docs.py` writes them."""

from collections.abc import Iterable

from siyu.connectors.links.crossing import FAMILIES, OPENINGS
from siyu.connectors.links.landing import LANDINGS, link_of
from siyu.connectors.links.visitors import AS_OF, CLICK_IDS
from siyu.traffic.codes import APPS, PLATFORMS


def clicks() -> str:
    """The parameters by which platforms name a click."""

    rows = [(f"`{name}`", PLATFORMS[of].zh, PLATFORMS[of].en) for name, of in CLICK_IDS.items()]
    return _table(("", f"平台({AS_OF})", "platform"), rows)


def landings() -> str:
    """What is pasted into each platform's console."""

    rows = [
        (
            PLATFORMS[of].zh,
            f"`{link_of('https://…', 'code', asks=one.asks)}`",
            one.note.zh,
            one.note.en,
            one.sure,
        )
        for of, one in LANDINGS.items()
    ]
    return _table(("平台", "", "中文", "English", "sure"), rows)


def openings() -> str:
    """Which app opens what of which other."""

    hosts = dict(FAMILIES)
    rows = [
        (
            APPS[app].zh,
            f"{APPS[of].zh}(`{hosts[of][0]}` …)",
            f"`{one.how}`",
            f"{one.note.zh} / {one.note.en}",
            f"{one.as_of}, {one.sure}",
        )
        for (app, of), one in OPENINGS.items()
    ]
    return _table(("在 · in", "打开 · opens", "", "", "最后为真 · last true"), rows)


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    columns = list(head)
    lines = ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])
