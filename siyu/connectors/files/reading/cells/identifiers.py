"""Identifiers: phones, e-mails and the rest; masked ones are none."""

import re
import unicodedata
from hashlib import sha256
from typing import Any

from siyu.connectors.files.reading.cells.plain import parse_text
from siyu.connectors.files.reading.trouble import BadValue
from siyu.core.words import say

MASK = re.compile(r"[*＊✱•●]")
CIPHER = re.compile(r"(##|\$\$).*|([#$~])[^\s#$~]{8,}\2.*", re.DOTALL)
"""What shops write for a phone or a name until it is decrypted: `$$Qx7L…$$`, `##…##`, `~Ag…~`."""
PHONE_MARKS = re.compile(r"[\s\-().·\u2010-\u2015]")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def masked(text: str) -> bool:
    """Whether a platform has hidden the value, or part of it."""
    return MASK.search(text) is not None or CIPHER.fullmatch(text) is not None


def parse_phone(text: str) -> str:
    """A phone as it is dialled: mainland mobiles as 11 digits, others as digits, abroad with a leading +."""
    plain = unicodedata.normalize("NFKC", text)
    plain = PHONE_MARKS.sub("", re.sub(r"^(\d{8,})\.0+$", r"\1", plain))
    for prefix in ("+86", "0086"):
        if plain.startswith(prefix):
            plain = plain.removeprefix(prefix)
            break
    else:
        if re.fullmatch(r"861[3-9]\d{9}", plain, re.ASCII):
            plain = plain[2:]
    abroad = plain.startswith(("+", "00"))
    digits = plain.removeprefix("+").removeprefix("00") if abroad else plain
    fine = (
        re.fullmatch(r"[0-9]{6,15}", digits)
        if abroad
        else re.fullmatch(r"1[3-9][0-9]{9}|0[0-9]{9,11}|[48]00[0-9]{7}", digits)
    )
    if not fine:
        raise BadValue(say("不是电话号码,如 13800138000", "this cannot be a phone; write 13800138000"))
    return f"+{digits}" if abroad else digits


def parse_email(text: str) -> str:
    """An e-mail address in lower case."""
    plain = unicodedata.normalize("NFKC", parse_text(text)).lower()
    if not EMAIL.fullmatch(plain):
        raise BadValue(
            say("不是邮箱地址,如 mei@example.com", "this is no e-mail address, such as mei@example.com")
        )
    return plain


ALONE_IDENTIFIER = "id.alone"
ALONE = ("pool", "pool_id", "seat")
LONGEST = 255


def stand_alone(data: dict[str, Any]) -> None:
    """Let a row that shows nobody stand for somebody of its own, told apart by pool, seat, name and time.

    Takes the name out of the row, and puts an identifier of a kind of ours in its place, which links to
    nothing. A row that shows somebody, or has neither name nor time, is left as it is.
    """
    name = data.pop("alone.name", None)
    if not (name or data.get("at")) or any(
        value for key, value in data.items() if key.startswith("id.") and not key.endswith(".app")
    ):
        return
    parts = [str(data.get(key) or "") for key in ALONE] + [name or "", data.get("at") or ""]
    value = "/".join(quote(part) for part in parts)
    if len(value) > LONGEST:
        value = value[:200] + "~" + sha256(value.encode()).hexdigest()[:32]
    data[ALONE_IDENTIFIER] = value


def quote(part: str) -> str:
    """A part of a namespaced value, so that no two rows are written alike."""
    return part.replace("%", "%25").replace("/", "%2F")
