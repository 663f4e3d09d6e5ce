"""The rows of one file into the temporary table `stage`, by COPY; what is refused into the rejects file."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import msgspec
from django.db import connection

from siyu.connectors.files.actions.combining import (
    add_up,
    fields_of,
    open_finer,
    spoiled_rows,
    why_spoiled,
)
from siyu.connectors.files.actions.progress import Progress
from siyu.connectors.files.reading import Batch, Plan, Rejected, RejectsFile, Row
from siyu.core.words import Say, say
from siyu.facts.actions import open_stage
from siyu.facts.kinds import key_of

JSON = msgspec.json.Encoder()


@dataclass(frozen=True)
class Staged:
    """How many rows the file had, how many of them were refused by themselves; and how many were none.

    `combined_from`: how many rows of the file those that are not refused were added up from; 0 when none was.
    """

    rows: int
    rejected: int
    left_out: int
    combined_from: int
    places: "Places"


class Places:
    """Where a row stands: the parts of a file (sheets, files of an archive) are numbered through."""

    def __init__(self) -> None:
        self.parts: list[Plan] = []
        self.starts: list[int] = []

    def begin(self, part: Plan, *, after: int) -> None:
        """A part whose row 1 follows on row `after` of the whole."""
        self.parts.append(part)
        self.starts.append(after)

    def __getitem__(self, row: int) -> tuple[Plan, int]:
        at = max(0, bisect_right(self.starts, row - 1) - 1)
        return self.parts[at], row - self.starts[at]

    def named(self, row: int) -> Say:
        """A row as a person finds it."""
        part, number = self[row]
        if len(self.parts) == 1:
            return say(f"第 {number} 行", f"row {number}")
        return say(f"{part.name} 第 {number} 行", f"{part.name} row {number}")


def stage_file(*, parts: Sequence[Plan], rejects: RejectsFile, progress: Progress) -> Staged:
    """Read the whole file in batches; bounded memory whatever its size."""
    combine = parts[0].shape.combine
    open_stage()
    if combine:
        open_finer()
    rows = rejected = left_out = last = 0
    before, places = progress.done, Places()
    into = "finer" if combine else "stage"
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {into} (row, key, data, extras) FROM STDIN") as copy,
    ):
        for part in parts:
            start = last
            places.begin(part, after=start)
            for batch in part.batches():
                copy.write(_lines(part.kind.name, batch.rows, after=start))
                if combine:
                    copy.write(_refused_lines(batch.rejected, after=start))
                for refused in batch.rejected:
                    rejects.write(part, refused)
                rows += len(batch.rows) + len(batch.rejected)
                rejected += len(batch.rejected)
                left_out += batch.left_out
                last = start + _last(batch)
                progress.advance(done=before + batch.position, rows=rows)
            before += part.size
            progress.advance(done=before, rows=rows)
    if not combine:
        return Staged(rows, rejected, left_out, 0, places)
    fields = fields_of([part.parser.fields for part in parts], combine=combine)
    added = add_up(kind=parts[0].kind, fields=fields)
    if added.spoiled:
        _write_spoiled(rejects, places)
    sent_back = rejected + added.spoiled
    combined_from = added.of if added.of != added.rows else 0
    return Staged(added.rows + sent_back, sent_back, left_out, combined_from, places)


def write_clashes(*, places: Places, rejects: RejectsFile) -> None:
    """Refuse the rows whose key another row of the file says something else of: read again, row by row."""
    question = say(
        "这份文件里同一个键有几行内容不同。文件比我们的键更细吗?请先按键汇总再导入",
        "several rows of this file share one key and differ. Is the file finer than our key? Add the rows up "
        "by key first, then import it",
    )
    key = ", ".join(f"{column.zh} {column.name}" for column in places.parts[0].kind.key)
    with connection.connection.cursor(name="clashed") as cursor:
        cursor.itersize = 10_000
        cursor.execute("SELECT row FROM judged WHERE verdict = 'clashed' ORDER BY row")
        _write(rejects, places, ((row, question + f" ({key})") for (row,) in cursor))


def _write_spoiled(rejects: RejectsFile, places: Places) -> None:
    """Refuse the rows of keys that cannot be added up: read again, row by row."""

    differing = ((row, why_spoiled(differs)) for row, refused, differs in spoiled_rows() if refused is None)
    _write(rejects, places, differing)
    beside = (
        (row, _beside(places.named(refused))) for row, refused, _ in spoiled_rows() if refused is not None
    )
    _write(rejects, places, beside, counted=_beside(say("另一行", "another row")))


def _beside(mate: Say) -> Say:
    return say(
        f"同一个键的{mate.zh}被拒收,各行要一起加总,所以一起退回;修好后一起再导入",
        f"{mate.en} of the same key was refused; rows that are added up come back together: "
        "mend it and import them together",
    )


def _write(
    rejects: RejectsFile, places: Places, rows: Iterable[tuple[int, Say]], *, counted: Say | None = None
) -> None:
    coming: Iterator[tuple[int, Say]] = iter(rows)
    following = next(coming, None)
    for at, part in enumerate(places.parts):
        end = places.starts[at + 1] if at + 1 < len(places.starts) else None

        def of_part(start: int = places.starts[at], end: int | None = end) -> Iterator[tuple[int, Say]]:
            nonlocal following
            while following is not None and (end is None or following[0] <= end):
                yield following[0] - start, following[1]
                following = next(coming, None)

        rejects.write_rows(part, of_part(), counted=counted)


def _last(batch: Batch) -> int:
    understood = [row.number for row in batch.rows[-1:]]
    return max([*understood, *(row.number for row in batch.rejected[-1:])], default=0)


def _lines(kind: str, rows: list[Row], *, after: int) -> bytes:
    r"""COPY's text format: backslashes doubled; JSON holds no raw tab or line break. NULL is \N."""
    encode = JSON.encode
    return b"".join(
        b"%d\t%s\t%s\t%s\n"
        % (
            row.number + after,
            key_of(kind, row.key_text).hex().encode(),
            encode(row.data).replace(b"\\", b"\\\\"),
            encode(row.extras).replace(b"\\", b"\\\\") if row.extras else b"\\N",
        )
        for row in rows
    )


def _refused_lines(rejected: list[Rejected], *, after: int) -> bytes:
    """Refused rows beside the others: without a key, with what could be read of it."""
    return b"".join(
        b"%d\t\\N\t%s\t\\N\n" % (row.number + after, JSON.encode(row.known).replace(b"\\", b"\\\\"))
        for row in rejected
    )
