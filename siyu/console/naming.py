"""Whom a person means by KIND:VALUE."""

from siyu.connectors.files.reading.cells.identifiers import masked, parse_email, parse_phone
from siyu.connectors.files.reading.trouble import BadValue
from siyu.core.refusals import Refusal
from siyu.core.words import say
from siyu.people.models import Identifier, IdentifierKind
from siyu.people.queries import strong_identifier

PARSERS = {"phone": parse_phone, "email": parse_email}


def identifiers_named(text: str) -> list[Identifier]:
    """The identifiers meant by `KIND:VALUE` or, of kinds that belong to an app, `KIND:VALUE@APP`.

    Without an app the identifier that has none is meant, else those of any app. Refuses an unknown kind, a
    value that cannot be one, and what no row names.
    """
    name, colon, value = text.strip().partition(":")
    kind = IdentifierKind.objects.filter(name=name.strip().removeprefix("id.")).first()
    if not colon or kind is None:
        known = ", ".join(IdentifierKind.objects.order_by("rank").values_list("name", flat=True))
        raise Refusal(
            say(
                f"“{text}”不是 类型:值(如 phone:13800138000);类型有 {known}",
                f"“{text}” is not KIND:VALUE (such as phone:13800138000); kinds are {known}",
            )
        )
    value = value.strip()
    if masked(value):
        raise Refusal(say(f"打码的值不是标识:{value}", f"A masked value is no identifier: {value}"))
    try:
        value = PARSERS.get(kind.name, str)(value)
    except BadValue as trouble:
        raise Refusal(say(f"{value}:{trouble.text.zh}", f"{value}: {trouble.text.en}")) from trouble
    known_ones = Identifier.objects.filter(kind=kind.name, seen=True).order_by("app")
    found = list(known_ones.filter(value=value))
    if kind.scoped and any(one.app == "" for one in found):
        found = [one for one in found if one.app == ""]
    if not found and kind.scoped and "@" in value:
        of, _, app = value.rpartition("@")
        found = list(known_ones.filter(value=of, app=app))
    if not found:
        raise Refusal(say(f"没有行提到过 {kind.name}:{value}", f"No row names {kind.name}:{value}"))
    return found


def one_named(text: str) -> Identifier:
    """The one identifier meant; refuses when several people are hit."""
    found = identifiers_named(text)
    if len({one.person_id for one in found}) > 1:
        listed = ", ".join(f"{one.kind}:{one.value}@{one.app}" for one in found)
        raise Refusal(
            say(
                f"“{text}”指向不止一位客户,请写明是哪个应用的:{listed}",
                f"“{text}” means more than one person; say of which app: {listed}",
            )
        )
    return found[0]


def person_named(text: str) -> int:
    """The person meant; refuses a weak identifier that belongs to nobody."""
    one = one_named(text)
    if one.person_id is None:
        raise Refusal(
            say(
                f"{one.kind}:{one.value} 是弱标识,没有和某一位客户单独出现过,不属于任何人",
                f"{one.kind}:{one.value} is weak and was not seen with just one person: it belongs to nobody",
            )
        )
    return one.person_id


def strong_named(text: str) -> Identifier:
    """The strong identifier meant; refuses weak ones, which can be neither merged nor split."""
    return strong_identifier(one_named(text).id)
