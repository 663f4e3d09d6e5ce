"""The refused rows as a file of the same shape with a `why` column: mend it, import it again."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from siyu.connectors.files.reading.cells.plain import BLANKS, guarded, unwrapped
from siyu.connectors.files.reading.header import folded
from siyu.connectors.files.reading.plan import Plan
from siyu.connectors.files.reading.rows import Rejected
from siyu.core.refusals import Refusal
from siyu.core.words import Say, say

WHY = "why"
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
NUMBER = re.compile(r"[+-]?[0-9][0-9,.]*")
TEXT = re.compile(r'="[^"]*"')


class RejectsFile:
    """Written as rows are refused; there is no file when none was.

    Files of one import may name their columns differently: the first name of each column is the header.
    """

    def __init__(self, path: Path, plans: Sequence[Plan]) -> None:
        self.path = path
        self.rows = 0
        self.told: Counter[tuple[str, str]] = Counter()
        self._names: dict[str, str] = {}
        for plan in plans:
            for _, what, name in _columns(plan):
                self._names.setdefault(what, name)
        order = list(self._names)
        self._places = {
            id(plan): [(at, order.index(what)) for at, what, _ in _columns(plan)] for plan in plans
        }
        self._file: IO[str] | None = None
        self._writer: Any = None

    def __enter__(self) -> Self:
        if self.path.exists():
            self.path.unlink()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is None:
            return
        try:
            self._file.close()
        except OSError as trouble:
            if error is None:
                raise self._unwritable(trouble) from trouble
        finally:
            if error is not None:
                self.path.unlink(missing_ok=True)

    def write(self, plan: Plan, refused: Rejected) -> None:
        """Add one refused row with all its reasons."""
        for reason in refused.reasons:
            self.told[reason.column, str(reason.text)] += 1
        why = "; ".join(str(reason) for reason in refused.reasons)
        self._write(plan, refused.cells, f"{plan.name} {self._row(refused.number)}: {why}")

    def write_rows(self, plan: Plan, rows: Iterable[tuple[int, Say]], *, counted: Say | None = None) -> None:
        """Add rows that are refused for what other rows say: (number, why), ascending.

        The file is read again. `counted` is what the commonest reasons call it, where each row has its own.
        """
        wanted = iter(rows)
        sought = next(wanted, None)
        if sought is None:
            return
        for number, cells in plan.cells():
            if number == sought[0]:
                why = str(sought[1])
                self.told["", str(counted or why)] += 1
                self._write(plan, cells, f"{plan.name} {self._row(number)}: {why}")
                sought = next(wanted, None)
                if sought is None:
                    return

    def commonest(self, most: int = 20) -> list[dict[str, object]]:
        """The commonest reasons: [{"column", "why", "rows"}]."""
        return [
            {"column": column, "why": why, "rows": rows}
            for (column, why), rows in self.told.most_common(most)
        ]

    @staticmethod
    def _row(number: int) -> str:
        return str(say(f"第 {number} 行", f"row {number}"))

    def _write(self, plan: Plan, cells: Sequence[str], why: str) -> None:
        row = [""] * len(self._names)
        for at, place in self._places[id(plan)]:
            if at < len(cells):
                row[place] = tamed(cells[at])
        # What is more than the header has stands behind the reason: it cannot be taken for something else.
        surplus = [tamed(cell) for cell in cells[len(plan.header) :]]
        try:
            if self._file is None:
                self._open()
            self._writer.writerow([*row, why, *surplus])
        except OSError as trouble:
            raise self._unwritable(trouble) from trouble
        self.rows += 1

    def _open(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self.path.open("w", encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._file)
        self._writer.writerow([*self._names.values(), WHY])

    def _unwritable(self, trouble: OSError) -> Refusal:
        return Refusal(
            say(
                f"拒收的行写不到 {self.path}({trouble.strerror}),所以什么都没有导入",
                f"The refused rows cannot be written to {self.path} ({trouble.strerror}): "
                "nothing was imported",
            )
        )


def _columns(plan: Plan) -> list[tuple[int, str, str]]:
    """(place, what it is to us, name) of each column: ours by its own name, the others by theirs."""
    ours = {slot.at: slot.target for slot in plan.recognised.slots}
    return [
        (at, ours.get(at) or f"\0{folded(name)}\0{plan.header[:at].count(name)}", name)
        for at, name in enumerate(plan.header)
        if at in ours or folded(name) != WHY
    ]


def tamed(text: str) -> str:
    """A refused cell as it may stand in a file: import reads it as before, a spreadsheet runs nothing.

    A number keeps its sign. `="2839…"` stays as it is, so that a spreadsheet goes on seeing text: where
    nothing but a text stands between the quotes there is nothing to run.
    """
    if not text.startswith(DANGEROUS) or NUMBER.fullmatch(text):
        return text
    text = text.strip(BLANKS)
    if TEXT.fullmatch(text):
        return text
    inner = unwrapped(text)
    if inner is not None:
        return guarded(inner)
    return f"'{text}" if text.startswith(DANGEROUS) else text
