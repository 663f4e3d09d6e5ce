"""`siyu person`: one person, seen whole; and who is who, decided by a human."""

import argparse
import sys
from datetime import UTC, datetime
from typing import Any

from siyu.core.output import note, show_json, tell
from siyu.core.refusals import Refusal
from siyu.core.starting import working
from siyu.core.words import Say, say

EXAMPLE = """siyu person show phone:13800138000
siyu person show openid:oMei@wx1 --json
siyu person merge unionid:uMei phone:13900139000
siyu person unmerge phone:13900139000"""

ACTS = ("show", "merge", "unmerge", "forget")
ACTOR = "cli"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """show KIND:VALUE, merge A B, unmerge A [B…]."""
    parser.add_argument(
        "act",
        choices=ACTS,
        help=str(
            say(
                "show 查看;merge 两位合成一位;unmerge 拆出所列标识(合并过的按原样分开);forget 后续版本提供",
                "show one; merge two into one; unmerge: the identifiers become a person of their own "
                "(people who were merged part as they were); forget comes later",
            )
        ),
    )
    parser.add_argument(
        "identifiers",
        nargs="+",
        metavar="KIND:VALUE",
        help=str(
            say("标识,如 phone:13800138000、openid:oMei@应用", "such as phone:13800138000, openid:oMei@APP")
        ),
    )
    parser.add_argument("--yes", action="store_true", help=str(say("不再询问", "do not ask")))


def run(args: argparse.Namespace) -> int:
    """Status 0 when shown or decided, also when it was so already; 2 with a sentence when it cannot be."""
    if args.act == "forget":
        raise Refusal(say("遗忘在后续版本提供", "Forgetting somebody comes in a later release"))
    wanted = {"show": (1, 1), "merge": (2, 2), "unmerge": (1, 1000)}[args.act]
    if not wanted[0] <= len(args.identifiers) <= wanted[1]:
        raise Refusal(
            say(
                f"{args.act} 要{'两' if args.act == 'merge' else '一'}个标识",
                f"{args.act} takes {'two identifiers' if args.act == 'merge' else 'one identifier'}",
            )
        )
    with working():
        return {"show": _show, "merge": _merge, "unmerge": _unmerge}[args.act](args)


def _show(args: argparse.Namespace) -> int:
    from siyu.console.naming import person_named
    from siyu.console.person import person_document
    from siyu.console.telling import localised, told_person
    from siyu.core.queries import brand_zone

    zone = brand_zone()
    document = person_document(person_named(args.identifiers[0]))
    if args.json:
        show_json(localised(document, lambda at: at.astimezone(zone).isoformat()))
    else:
        for line in told_person(localised(document, lambda at: f"{at.astimezone(zone):%Y-%m-%d %H:%M}")):
            tell(line)
    return 0


def _merge(args: argparse.Namespace) -> int:
    from siyu.console.naming import strong_named
    from siyu.console.person import counts_of
    from siyu.people.actions import merge_people
    from siyu.people.queries import refuse_clash

    one, other = (strong_named(text) for text in args.identifiers)
    people = [int(each.person_id or 0) for each in (one, other)]
    before = [counts_of(person) for person in people]
    changed = people[0] != people[1]
    person = people[0]
    if changed:
        refuse_clash(*people)
        _ask(
            args,
            say(
                f"将合并:{_numbers(before[0]).zh} + {_numbers(before[1]).zh}。以后可以用 unmerge 撤销。",
                f"To be merged: {_numbers(before[0]).en} + {_numbers(before[1]).en}. unmerge undoes it.",
            ),
        )
        person = merge_people(a=one.id, b=other.id, actor=ACTOR, at=datetime.now(UTC))
    after = counts_of(person)
    if args.json:
        show_json({"act": "merge", "changed": changed, "person": person, "before": before, "after": after})
    elif changed:
        tell(
            say(
                f"已合并为客户 {person}:{_numbers(after).zh}",
                f"Merged into person {person}: {_numbers(after).en}",
            )
        )
    else:
        tell(say(f"他们已经是同一位客户({person})", f"They are one person already ({person})"))
    return 0


def _unmerge(args: argparse.Namespace) -> int:
    from siyu.console.naming import strong_named
    from siyu.console.person import counts_of
    from siyu.people.actions import split_person
    from siyu.people.models import Identifier
    from siyu.people.queries import leaving_of, members_of

    chosen = list(dict.fromkeys(strong_named(text).id for text in args.identifiers))
    people = set(Identifier.objects.filter(id__in=chosen).values_list("person_id", flat=True))
    members = [one for person in people for one in members_of(int(person or 0))]
    if len(people) == 1:
        leaving = len(leaving_of(chosen, members))
        if leaving < len(members):
            _ask(
                args,
                say(
                    f"将从 {len(members)} 个强标识中拆出 {leaving} 个成为另一位客户。以后可以用 merge 撤销。",
                    f"{leaving} of {len(members)} strong identifiers leave. merge undoes it.",
                ),
            )
    changed = split_person(identifiers=chosen, actor=ACTOR, at=datetime.now(UTC))
    now = Identifier.objects.filter(id__in=members, person_id__isnull=False).values_list(
        "person_id", flat=True
    )
    after = [counts_of(person) for person in sorted({int(one or 0) for one in now})]
    if args.json:
        show_json({"act": "unmerge", "changed": changed, "people": after})
    elif changed:
        for counts in after:
            tell(
                say(
                    f"客户 {counts['person']}:{_numbers(counts).zh}",
                    f"Person {counts['person']}: {_numbers(counts).en}",
                )
            )
    else:
        tell(say("已经是分开的客户,没有改变", "They are apart already: nothing changed"))
    return 0


def _numbers(counts: dict[str, Any]) -> Say:
    return say(
        f"{counts['identifiers']} 个标识、{counts['joins']} 次入池、{counts['orders']} 笔订单",
        f"{counts['identifiers']} identifiers, {counts['joins']} joins, {counts['orders']} orders",
    )


def _ask(args: argparse.Namespace, question: Say) -> None:
    """On a terminal, ask before the act; elsewhere the command line is the answer."""
    if args.yes or not sys.stdin.isatty():
        return
    note(question)
    sys.stderr.write(str(say("继续吗?[y/N] ", "Go on? [y/N] ")))
    sys.stderr.flush()
    if sys.stdin.readline().strip().lower() not in ("y", "yes", "是"):
        raise Refusal(say("没有改变任何东西", "Nothing was changed"))
