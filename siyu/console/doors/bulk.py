"""Many entries at once, from a table that somebody pasted: a file of the kind `entries`, codes made up."""

import csv
import io

from siyu.connectors.files.reading.header import folded
from siyu.console.doors.reading import fresh_codes
from siyu.core.refusals import Refusal
from siyu.core.words import say
from siyu.traffic.facts import ENTRIES

MOST = 5000
LONGEST = 2_000_000


def as_file(text: str) -> bytes:
    """The pasted table as CSV, every row with a code. Refuses what has no header or no rows.

    A header names our columns in English or 中文, as in a file; a table without the column of codes gets one.
    """
    if len(text) > LONGEST:
        raise Refusal(say("粘贴的表太大,请用文件导入", "The table is too large; import it as a file"))
    first = text.lstrip("\ufeff").split("\n", 1)[0]
    delimiter = max("\t,;", key=first.count)
    rows = [row for row in csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=delimiter) if any(row)]
    if len(rows) < 2:
        raise Refusal(
            say(
                "第一行写列名(如 名称 平台 账户 计划 版位 目标链接),下面一行一个入口",
                "Columns in the first row (such as title platform account campaign placement url), "
                "then an entry a row",
            )
        )
    if len(rows) > MOST + 1:
        raise Refusal(say(f"一次最多 {MOST} 个", f"At most {MOST} at once"))
    header = rows[0]
    names = {folded(one) for one in ("code", ENTRIES.column("code").zh)}
    place = next((at for at, one in enumerate(header) if folded(one) in names), None)
    if place is None:
        header, place = ["code", *header], 0
        rows = [header, *(["", *row] for row in rows[1:])]
    said = [row[place].strip() if place < len(row) else "" for row in rows[1:]]
    fresh = iter(fresh_codes(said.count(""), besides=said))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    for row, code in zip(rows[1:], said, strict=True):
        padded = row + [""] * (len(header) - len(row))
        padded[place] = code or next(fresh)
        writer.writerow(padded)
    return out.getvalue().encode()
