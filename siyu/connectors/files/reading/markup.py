"""Text between tags: what consoles send under the name of a workbook. Decoded piece by piece."""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from siyu.connectors.files.reading.trouble import NotReadable
from siyu.core.words import say

CHUNK = 1 << 18
LOOKED_AT = 8192
SPREADSHEET = "urn:schemas-microsoft-com:office:spreadsheet"
PAGE = re.compile(r"(<!--.*?-->\s*)*<(html|!doctype html|table|head|body|meta|style|div)\b", re.DOTALL)
DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]+)""")
CHINESE = ("gbk", "gb2312", "gb18030", "cp936", "x-gbk")


def what_markup(start: bytes) -> str:
    """`page`, `xml` or nothing, by the first bytes of a file."""
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if start.startswith(mark):
            start = start[2:].decode(encoding, "replace").encode()
    text = start.removeprefix(b"\xef\xbb\xbf").decode("latin-1").lstrip().lower()
    if text.startswith(("<?xml", "<workbook")) and SPREADSHEET in text:
        return "xml"
    return "page" if PAGE.match(text) or (text.startswith("<?xml") and "<html" in text) else ""


def decoded(path: Path) -> Iterator[tuple[str, int]]:
    """The text of a file with the bytes read so far; its own word on its encoding comes first."""
    with path.open("rb") as file:
        start = file.read(LOOKED_AT)
        found = DECLARED.search(start)
        said = found[1].decode().lower() if found else ""
        encodings = ["utf-8-sig", "gb18030"]
        if start.startswith((b"\xff\xfe", b"\xfe\xff")):
            encodings = ["utf-16"]
        elif said in CHINESE:
            encodings.reverse()
        encoding = next((one for one in encodings if _is_written_in(path, one)), None)
        if encoding is None:
            raise NotReadable(
                say("文字编码既不是 UTF-8 也不是 GB18030", "The text is neither UTF-8 nor GB18030")
            )
        decoder = codecs.getincrementaldecoder(encoding)("strict")
        file.seek(0)
        while chunk := file.read(CHUNK):
            yield decoder.decode(chunk), file.tell()


def _is_written_in(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    with path.open("rb") as file:
        try:
            while chunk := file.read(CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True
