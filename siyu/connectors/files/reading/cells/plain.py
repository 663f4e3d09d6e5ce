"""Text, links, yes and no, codes, counts."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from siyu.connectors.files.reading.trouble import BadValue
from siyu.core.words import Say, say

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
SCIENTIFIC = re.compile(r"[+-]?\d(\.\d+)?[eE]\+?\d+")
NO_RESULT = "#FORMULA!"
"""How a formula without a saved result is shown."""
ERRORS = frozenset(
    {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#CALC!", "#SPILL!", NO_RESULT}
)
BLANKS = " \t\r\n\xa0\u202f\u3000\ufeff" + "".join(map(chr, range(0x2000, 0x200C)))
"""What is trimmed: blanks of every width, and the marks that files are glued together with."""
LONGEST = 255
LONGEST_URL = 2000
YES = {"yes", "y", "true", "1", "是", "付费", "有"}
NO = {"no", "n", "false", "0", "否", "免费", "不付费", "无"}


GUARDED = re.compile(r"'+[=+\-@\t\r]")
"""A text behind the quote that an export put before it."""
FORMULA = re.compile(r"'*[=+\-@\t\r]")
"""What a spreadsheet would run, or would be taken for a guarded text."""


def guarded(text: str) -> str:
    """The text as an export writes it: no spreadsheet runs it, `unguarded` gives it back to the letter."""
    return f"'{text}" if FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text of a cell without the quote that an export put before it."""
    return text[1:] if GUARDED.match(text) else text


def unwrapped(text: str) -> str | None:
    """What stands in `="…"`, by which a file says that a number is text; None when it does not."""
    if text.startswith('="') and text.endswith('"') and len(text) >= 3:
        return text[2:-1].strip(BLANKS)
    return None


def clean(text: str) -> str:
    """The text of a cell of ours: trimmed, without an export's quote; refuses control characters."""
    text = text.strip(BLANKS)
    if GUARDED.match(text):
        text = unguarded(text).strip(BLANKS)
    else:
        inner = unwrapped(text)
        text = text if inner is None else inner
    if CONTROL.search(text):
        raise BadValue(say("不能含控制字符或换行", "no control characters or line breaks here"))
    if text in ERRORS:
        raise BadValue(
            say(
                "这是表格软件的错误值,或公式没有算出结果;请填上值,或在表格软件里打开、保存后再导入",
                "a spreadsheet's error, or a formula without its result: fill in the value, "
                "or open and save the file in a spreadsheet",
            )
        )
    return text


def parse_text(text: str) -> str:
    """Any text of at most 255 characters that was not damaged by a spreadsheet."""
    if len(text) > LONGEST:
        raise BadValue(say(f"最多 {LONGEST} 个字符", f"at most {LONGEST} characters"))
    if SCIENTIFIC.fullmatch(text):
        raise BadValue(
            say(
                "像是被表格软件改成了科学计数法,原来的编号已损坏;请把该列设为文本后重新导出",
                "a spreadsheet seems to have turned this into scientific notation and damaged it; "
                "make the column text and export again",
            )
        )
    return text


def parse_url(text: str) -> str:
    """An http or https link of at most 2,000 characters."""
    if len(text) > LONGEST_URL:
        raise BadValue(say(f"链接最多 {LONGEST_URL} 个字符", f"a link has at most {LONGEST_URL} characters"))
    try:
        parts = urlsplit(text)
        fine = parts.scheme.lower() in ("http", "https") and bool(parts.hostname) and " " not in text
    except ValueError:
        fine = False
    if not fine:
        raise BadValue(say("链接要以 http:// 或 https:// 开头", "a link begins with http:// or https://"))
    return text


def parse_yesno(text: str) -> bool:
    """Yes or no, in either language."""
    word = unicodedata.normalize("NFKC", text).lower()
    if word in YES:
        return True
    if word in NO:
        return False
    raise BadValue(say("填 yes 或 no(是 或 否)", "say yes or no"))


def parse_count(text: str) -> int:
    """A whole number from 0; thousands may be parted by commas."""
    plain = unicodedata.normalize("NFKC", text)
    if re.fullmatch(r"\d{1,3}(,\d{3})+", plain):
        plain = plain.replace(",", "")
    if re.fullmatch(r"\d+\.0+", plain):
        plain = plain.split(".")[0]
    if not re.fullmatch(r"\d{1,16}", plain) or int(plain) > 10**15:
        raise BadValue(say("应为不小于 0 的整数,如 1200", "should be a whole number from 0, such as 1200"))
    return int(plain)


def code_parser(codes: Mapping[str, Say]) -> Callable[[str], str]:
    """A parser for one of these codes, or its Chinese or English name."""
    known: dict[str, str] = {}
    for code, name in codes.items():
        known.update({code: code, name.zh.lower(): code, name.en.lower(): code})
    listed = ", ".join(f"{code} {name.zh}" for code, name in codes.items())

    def parse_code(text: str) -> str:
        try:
            return known[unicodedata.normalize("NFKC", text).lower()]
        except KeyError:
            raise BadValue(say(f"应为以下之一:{listed}", f"should be one of: {listed}")) from None

    return parse_code
