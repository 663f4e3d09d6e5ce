"""The rows of one file into the temporary table `stage`, by COPY; what is refused into the rejects file."""

from dataclasses import dataclass

import msgspec
from django.db import connection

from siyu.connectors.files.actions.progress import Progress
from siyu.connectors.files.reading import Plan, RejectsFile, Row
from siyu.core.words import say
from siyu.facts.actions import open_stage
from siyu.facts.kinds import key_of

JSON = msgspec.json.Encoder()


@dataclass(frozen=True)
class Staged:
    """How many rows the file had, how many of them were refused by themselves; and how many were none."""

    rows: int
    rejected: int
    left_out: int


def stage_file(*, plan: Plan, rejects: RejectsFile, progress: Progress) -> Staged:
    """Read the whole file in batches; bounded memory whatever its size."""
    rows = rejected = left_out = 0
    before = progress.done
    open_stage()
    with connection.cursor() as cursor, cursor.copy("COPY stage (row, key, data, extras) FROM STDIN") as copy:
        for batch in plan.batches():
            copy.write(_lines(plan.kind.name, batch.rows))
            for refused in batch.rejected:
                rejects.write(plan, refused)
            rows += len(batch.rows) + len(batch.rejected)
            rejected += len(batch.rejected)
            left_out += batch.left_out
            progress.advance(done=before + batch.position, rows=rows)
    progress.advance(done=before + plan.size, rows=rows)
    return Staged(rows=rows, rejected=rejected, left_out=left_out)


def write_clashes(*, plan: Plan, rejects: RejectsFile) -> None:
    """Refuse the rows whose key another row of the file says something else of: read again, row by row."""
    question = say(
        "这份文件里同一个键有几行内容不同。文件比我们的键更细吗?请先按键汇总再导入",
        "several rows of this file share one key and differ. Is the file finer than our key? Add the rows up "
        "by key first, then import it",
    )
    key = ", ".join(f"{column.zh} {column.name}" for column in plan.kind.key)
    with connection.connection.cursor(name="clashed") as cursor:
        cursor.itersize = 10_000
        cursor.execute("SELECT row FROM judged WHERE verdict = 'clashed' ORDER BY row")
        rejects.write_rows(plan, (number for (number,) in cursor), why=question + f" ({key})")


def _lines(kind: str, rows: list[Row]) -> bytes:
    r"""COPY's text format: backslashes doubled; JSON holds no raw tab or line break. NULL is \N."""
    encode = JSON.encode
    return b"".join(
        b"%d\t%s\t%s\t%s\n"
        % (
            row.number,
            key_of(kind, row.key_text).hex().encode(),
            encode(row.data).replace(b"\\", b"\\\\"),
            encode(row.extras).replace(b"\\", b"\\\\") if row.extras else b"\\N",
        )
        for row in rows
    )
