"""The refused rows as a file of the same shape with a `why` column: mend it, import it again."""

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from siyu.connectors.files.reading.plan import Plan
from siyu.connectors.files.reading.rows import Rejected
from siyu.core.words import Say


class RejectsFile:
    """Written as rows are refused; there is no file when none was."""

    def __init__(self, path: Path, header: Sequence[str]) -> None:
        self.path = path
        self.header = list(header)
        self.rows = 0
        self.told: Counter[tuple[str, str]] = Counter()
        self._file: IO[str] | None = None
        self._writer: Any = None

    def __enter__(self) -> Self:
        self.path.unlink(missing_ok=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()

    def write(self, plan: Plan, refused: Rejected) -> None:
        """Add one refused row with all its reasons."""
        for reason in refused.reasons:
            self.told[reason.column, str(reason.text)] += 1
        why = "; ".join(str(reason) for reason in refused.reasons)
        self._write(plan, refused.cells, f"{plan.name} {self._row(refused.number)}: {why}")

    def write_rows(self, plan: Plan, numbers: Iterable[int], *, why: Say) -> None:
        """Add rows that are refused for what other rows say; `numbers` ascend. The file is read again."""
        wanted = iter(numbers)
        sought = next(wanted, None)
        for number, cells in plan.cells():
            if sought is None:
                return
            if number == sought and cells is not None:
                self.told["", str(why)] += 1
                self._write(plan, cells, f"{plan.name} {self._row(number)}: {why}")
                sought = next(wanted, None)

    def commonest(self, most: int = 20) -> list[dict[str, object]]:
        """The commonest reasons: [{"column", "why", "rows"}]."""
        return [
            {"column": column, "why": why, "rows": rows}
            for (column, why), rows in self.told.most_common(most)
        ]

    @staticmethod
    def _row(number: int) -> str:
        return str(Say(f"第 {number} 行", f"row {number}"))

    def _write(self, plan: Plan, cells: Sequence[str], why: str) -> None:
        if self._file is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self.path.open("w", encoding="utf-8-sig", newline="")
            self._writer = csv.writer(self._file)
            self._writer.writerow([*self.header, "why"])
        if plan.header == self.header:
            row = [*cells, *[""] * (len(self.header) - len(cells))][: len(self.header)]
        else:
            said = dict(zip(plan.header, cells, strict=False))
            row = [said.get(name, "") for name in self.header]
        self._writer.writerow([*row, why])
        self.rows += 1
