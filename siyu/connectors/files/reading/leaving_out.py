"""Rows that are no rows: totals, unpaid, closed, the header over again."""

from collections.abc import Iterable, Sequence

from siyu.connectors.files.reading.cells.plain import BLANKS, unguarded
from siyu.connectors.files.reading.header import Recognised, folded
from siyu.connectors.files.reading.shape import LeaveOut, Shape


class LeavingOut:
    """Knows which rows of one file a preset leaves out."""

    def __init__(self, shape: Shape, header: Sequence[str], recognised: Recognised) -> None:
        ours = {slot.target: slot.at for slot in recognised.slots if slot.target}
        theirs: dict[str, int] = {}
        for at, name in enumerate(header):
            theirs.setdefault(folded(name), at)
        self.header = list(header)
        self.empty = shape.empty
        self.rules: list[tuple[int, LeaveOut]] = []
        for rule in shape.leave_out:
            places = [theirs.get(folded(name), ours.get(name)) for name in rule.headers]
            first = next((at for at in places if at is not None), None)
            if first is not None:
                self.rules.append((first, rule))

    def leaves_out(self, cells: Sequence[str]) -> bool:
        """Whether this row is none."""
        for at, rule in self.rules:
            cell = unguarded(cells[at].strip(BLANKS)) if at < len(cells) else ""
            if rule.leaves_out(cell) or (cell in self.empty and rule.leaves_out("")):
                return True
        return bool(cells) and cells[0].strip() == self.header[0] and self._is_header(cells)

    def _is_header(self, cells: Iterable[str]) -> bool:
        names = [cell.strip() for cell in cells]
        return names[: len(self.header)] == self.header and not any(names[len(self.header) :])
