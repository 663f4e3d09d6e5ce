"""Kinds of identifiers beside ours."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from siyu.core.refusals import Refusal
from siyu.core.words import say
from siyu.facts.actions import record
from siyu.people.facts import KIND_DECLARED
from siyu.people.models import IdentifierKind


def declare_identifier_kind(
    *, name: str, zh: str, en: str, strong: bool, single_valued: bool, actor: str, at: datetime
) -> IdentifierKind:
    """A kind of identifier that files may carry as `id.<name>` from now on.

    What came in before is not read again.
    """
    name = name.strip().lower()
    if not name.isascii() or not name.replace("_", "a").isalnum() or len(name) > 40:
        raise Refusal(say("名称只能用字母、数字和下划线", "A name is letters, digits and underscores"))
    if single_valued and not strong:
        raise Refusal(say("弱标识不能是一人一个", "A weak identifier cannot be single-valued"))
    with transaction.atomic():
        if IdentifierKind.objects.filter(name=name).exists():
            raise Refusal(say(f"标识类型“{name}”已经有了", f"There is an identifier kind “{name}” already"))
        same = IdentifierKind.objects.filter(strong=strong).aggregate(last=Max("rank"))["last"] or 0
        kind = IdentifierKind.objects.create(
            name=name,
            zh=zh.strip() or name,
            en=en.strip() or name,
            strong=strong,
            single_valued=single_valued,
            rank=max(same + 1, 100),
            declared=True,
        )
        record(
            name=KIND_DECLARED.name,
            data={"name": name, "strong": strong, "single_valued": single_valued},
            actor=actor,
            at=at,
        )
    return kind
