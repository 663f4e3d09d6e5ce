"""What a preset does with a file, in words: for its page in the console and its page in the documentation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from siyu.connectors.files.reading.header import base_of, folded
from siyu.connectors.files.reading.shape import LeaveOut, Shape
from siyu.core.words import Say, say
from siyu.facts.kinds import IdentifierKind, Kind

SURE: Mapping[str, Say] = {
    "header seen in public material": say("表头见于公开材料", "header seen in public material"),
    "documented by the platform": say("列名见于平台文档", "documented by the platform"),
    "guessed": say("推测,未见过真实表头", "guessed; no real header was seen"),
}
"""How sure we are of a preset, as it is shown."""
RULES: Mapping[str, Say] = {
    "sum": say("加总", "added up"),
    "min": say("取最小(最早)", "the least (earliest)"),
    "max": say("取最大(最晚)", "the greatest (latest)"),
    "first": say("取最早一行的", "that of the earliest line"),
    "last": say("取最晚一行的", "that of the latest line"),
}
"""How the lines of one key are combined, as it is shown."""


@dataclass(frozen=True)
class Line:
    """One column of ours: where it comes from, and what becomes of several lines of a key."""

    name: str
    title: Say
    required: bool
    theirs: tuple[str, ...]
    otherwise: Say | None
    """Where it comes from when the file has no such column."""
    combined: Say | None


def lines(shape: Shape, *, kind: Kind, identifiers: Sequence[IdentifierKind]) -> list[Line]:
    """Every column of ours that a preset fills, in the order of the kind."""
    titles = {column.name: say(column.zh, column.name) for column in kind.columns}
    for one in identifiers:
        titles[f"id.{one.name}"] = say(one.zh, one.en)
        titles[f"id.{one.name}.app"] = say(f"{one.zh} 所属应用", f"the app of {one.en}")
    required = {column.name for column in kind.required}
    wanted = {base_of(name): name for name in shape.names}
    order = [name for name in titles if name in wanted]
    found = []
    for plain in order:
        name = wanted[plain]
        theirs = shape.columns.get(name, ())
        otherwise = _otherwise(shape, name, kind)
        if not theirs and otherwise is None:
            continue
        rule = shape.combine.get(name)
        found.append(
            Line(
                name=name,
                title=titles[plain],
                required=plain in required,
                theirs=theirs,
                otherwise=otherwise,
                combined=RULES[rule] if rule else None,
            )
        )
    return found


def _otherwise(shape: Shape, name: str, kind: Kind) -> Say | None:
    if name in shape.from_note:
        return say("从表头上方的说明里取", "taken from the lines above the header")
    if name in shape.from_name:
        return say("从文件名里取", "taken from the file's name")
    if name in shape.fixed:
        value = shape.fixed[name]
        for column in kind.columns:
            if column.name == name and value in column.codes:
                word = column.codes[value]
                return say(f"固定为 {word.zh}", f"always {word.en}")
        return say(f"固定为 {value}", f"always {value}")
    if name in shape.ask:
        question = shape.ask[name]
        return say(f"问一次:{question.zh}", f"asked once: {question.en}")
    return None


def habits(shape: Shape, *, kind: Kind) -> list[Say]:
    """What else is done with the file: rows that are none, what means nothing, units, sheets."""
    told = [_left_out(rule, kind) for rule in shape.leave_out]
    if shape.empty:
        words = _listed(sorted(shape.empty))
        told.append(say(f"{words} 表示没有写", f"{words} mean that nothing is stated"))
    for theirs, factor in shape.units.items():
        told.append(say(f"“{theirs}”乘以 {factor}", f"“{theirs}” is multiplied by {factor}"))
    if shape.header_rows > 1:
        told.append(say(f"表头有 {shape.header_rows} 行", f"the header has {shape.header_rows} rows"))
    if shape.sheet.all:
        told.append(say("读表头相同的每一张表", "every sheet with this header is read"))
    elif shape.sheet.name:
        told.append(say(f"读“{shape.sheet.name}”这张表", f"the sheet “{shape.sheet.name}” is read"))
    if shape.combine:
        told.append(
            say(
                "比一天一版位(或一笔订单)更细的行,先按键合并",
                "lines finer than our key are combined by key first",
            )
        )
    if shape.entry:
        names = _listed(shape.entry["from"])
        told.append(
            say(
                f"{names} 里的文字当入口,之后可挂到版位",
                f"the text in {names} stands for the entry and can be attached to a placement later",
            )
        )
    if shape.present.get("alone"):
        told.append(
            say(
                "没有标识的行各算一个人:人数对,价值未知",
                "a row without an identifier stands for somebody of its own: counts right, value unknown",
            )
        )
    return told


def _left_out(rule: LeaveOut, kind: Kind) -> Say:
    ours = {column.name: column.zh for column in kind.columns}
    zh = _listed([ours.get(name, name) for name in rule.headers])
    en = _listed(rule.headers)
    # The same word with commas of another width is one word to a reader.
    plain = {folded(word): word for word in reversed(rule.words)}
    words = _listed([word for word in rule.words if word and word in plain.values()])
    blank_zh = "空着" + ("或" if words else "") if "" in rule.words else ""
    blank_en = "empty" + (" or " if words else "") if "" in rule.words else ""
    match rule.how:
        case "not_in":
            return say(f"只有 {zh} 是 {words} 的行算数", f"only rows whose {en} is one of {words} are rows")
        case "starts":
            return say(f"{zh} 以 {words} 开头的行不算", f"rows whose {en} begins with {words} are none")
        case _:
            is_zh, is_en = (f"是 {words} ", f"one of {words}") if words else ("", "")
            return say(f"{zh} {blank_zh}{is_zh}的行不算", f"rows whose {en} is {blank_en}{is_en} are none")


def _listed(words: Sequence[str]) -> str:
    return "、".join(f"“{word}”" for word in words)
