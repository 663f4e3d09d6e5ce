"""Whatever a text begins with, an export and an import leave it as it was; so does the file of refused rows."""

import io
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyu.connectors.files.exports import Table
from siyu.connectors.files.reading.cells.plain import CONTROL, clean
from siyu.connectors.files.reading.rejects import tamed
from siyu.connectors.files.reading.trouble import BadValue
from siyu.connectors.files.writing import write
from siyu.core.refusals import Refusal
from tests.rooms.files.rows import read
from tests.rooms.files.rows import write as put

FORMULA = ("=", "+", "-", "@", "\t", "\r")
NASTY = [
    "=1+1", "'=1+1", "''=1+1", "'", "''", "'a", "-", "+86", "@here", '="283900"', "'=\"283900\"", '="', '=""',
    "_x0041_", "_x005F_x0041_", "a_x000D_b", "_", "x", "\uffff", "\ufffe", "𠮷", "1E", "00012", "é", "'+", "=\ttab",
]  # fmt: skip
TEXTS = st.one_of(
    st.sampled_from(NASTY),
    st.text(alphabet="'=+-@\"_x0041D a", max_size=8),
    st.text(alphabet=st.characters(codec="utf-8"), max_size=30),
)


def kept(text: str) -> str | None:
    """What is stored of a cell; None when it is refused."""
    try:
        return clean(text)
    except BadValue:
        return None


def through(texts: list[str], form: str) -> list[str]:
    """Titles of entries, written as an export and read as an import."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"entries.{form}"
        with path.open("wb") as file:
            rows = [[f"e-{n}", text] for n, text in enumerate(texts)]
            write(Table(["code", "title"], lambda: iter(rows)), form, file)
        seen = read(path, "entries")
        assert seen.why == []
        return [str(data["title"]) for data in seen.data]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@given(raw=st.lists(TEXTS, min_size=1, max_size=20))
def test_a_stored_text_comes_in_as_it_went_out(form: str, raw: list[str]) -> None:
    stored = [text for text in map(kept, [*NASTY, *raw]) if text]
    assert through(stored, form) == stored


@given(TEXTS)
def test_a_text_that_another_door_stored_is_kept_too(text: str) -> None:
    """No blanks around it and no control characters, but whatever else: as a page or a program may store it."""
    if text.strip() and text == text.strip() and not CONTROL.search(text) and kept(text) is not None:
        assert through([text], "csv") == [text]


@given(TEXTS)
def test_a_refused_cell_is_read_again_as_it_was_read_and_no_spreadsheet_runs_it(raw: str) -> None:
    again = tamed(raw)
    assert kept(again) == kept(raw)
    if again.startswith("=") and again != raw:
        pytest.fail(again)
    if again.startswith(FORMULA):
        number = again.lstrip("+-").replace(",", "").replace(".", "")
        assert number.isdigit() or (again[:2] == '="' and again[-1] == '"' and '"' not in again[2:-1])


def test_controls_go_into_a_workbook_as_excel_writes_them() -> None:
    rows = [["note"], ["a\x01b\x0b\rc_x0041_"]]
    out = io.BytesIO()
    write(Table(rows[0], lambda: iter(rows[1:])), "xlsx", out)
    with TemporaryDirectory() as folder:
        path = put(Path(folder), out.getvalue(), "x.xlsx")
        from siyu.connectors.files.reading.plan import open_source

        assert [cells for _, cells in open_source(path).records()] == rows


def test_a_text_that_looks_like_an_error_is_a_text_in_a_workbook() -> None:
    import openpyxl

    out = io.BytesIO()
    write(Table(["note"], lambda: iter([["#N/A"]])), "xlsx", out)
    sheet = openpyxl.load_workbook(out).worksheets[0]
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("#N/A", "s")


def test_a_text_that_a_workbook_would_cut_off_is_refused() -> None:
    write(Table(["note"], lambda: iter([["x" * 32_767]])), "xlsx", io.BytesIO())
    for text in ("x" * 32_768, "\x01" * 5_000):
        with pytest.raises(Refusal, match="32,767"):
            write(Table(["note"], lambda text=text: iter([[text]])), "xlsx", io.BytesIO())
