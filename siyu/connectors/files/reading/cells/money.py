"""Money: yuan with at most two decimals, or whole fen."""

import re
import unicodedata

from siyu.connectors.files.reading.trouble import BadValue
from siyu.core.words import say

YUAN = re.compile(r"([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+|(?=\.[0-9]))(?:\.([0-9]*))?")
MOST_YUAN = 10**12
MOST_FEN = MOST_YUAN * 100
TOO_MUCH = say("金额超过 1 万亿元", "more than 1e12 yuan")


def parse_yuan(text: str) -> int:
    """Fen from `12.30`, `¥1,234.50`, `1280元`. No exponent, no third decimal, from 0 to 1e12 yuan."""
    plain = unicodedata.normalize("NFKC", text).replace(" ", "")
    plain = plain.removeprefix("¥").removeprefix("CNY").removeprefix("RMB").removesuffix("元")
    if plain.startswith("-") or (plain.startswith("(") and plain.endswith(")")):
        raise BadValue(say("金额不能为负", "money is not negative here"))
    found = YUAN.fullmatch(plain.removeprefix("+"))
    if found is None:
        raise BadValue(say("应为元,如 1234.50", "should be yuan, such as 1234.50"))
    decimals = found[2] or ""
    if len(decimals) > 2:
        raise BadValue(say("最多两位小数", "at most two decimals"))
    if len(found[1]) > 20:
        raise BadValue(TOO_MUCH)
    fen = int(found[1].replace(",", "") or 0) * 100 + int((decimals + "00")[:2])
    if fen > MOST_FEN:
        raise BadValue(TOO_MUCH)
    return fen


def parse_fen(text: str) -> int:
    """Fen as a whole number."""
    plain = unicodedata.normalize("NFKC", text)
    if plain.startswith("-"):
        raise BadValue(say("金额不能为负", "money is not negative here"))
    if re.fullmatch(r"[0-9]+\.0+", plain):
        plain = plain.split(".")[0]
    if not re.fullmatch(r"[0-9]{1,16}", plain):
        raise BadValue(say("这一列以分为单位,应为整数", "this column is in fen: a whole number"))
    if int(plain) > MOST_FEN:
        raise BadValue(TOO_MUCH)
    return int(plain)
