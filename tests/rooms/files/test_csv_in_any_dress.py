"""CSV in any of its dresses says the same."""

import gzip
from pathlib import Path

import pytest

from siyu.connectors.files.reading import NotReadable
from siyu.core.words import speaking
from tests.rooms.files.rows import ROW, SPEND, plan, read, write

TEXT = f"{SPEND}\n{ROW}\n"
LAST = {
    "date": "2026-03-02",
    "platform": "tencent",
    "account": "ta-01",
    "campaign": "春茶",
    "placement": "朋友圈",
}
SAID = [{**LAST, "cost_fen": 12000}]


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("gb18030"),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.replace(",", "\t").encode(),
        TEXT.replace(",", ";").encode("gb18030"),
        ("sep=;\n" + TEXT.replace(",", ";")).encode(),
        ("sep=;\r\n" + TEXT.replace(",", ";").replace("\n", "\r\n")).encode("utf-8-sig"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        f"\n\n{SPEND}\r\n{ROW}\n\r\n,,,,,\n   \n".encode(),
        TEXT.rstrip("\n").encode(),
        "\n".join(
            ",".join(f'"{cell}"' for cell in line.split(",")) for line in TEXT.split("\n")[:2]
        ).encode(),
        ("\ufeff" + TEXT.replace("tencent", "\ufefftencent")).encode("utf-8-sig"),
    ],
    ids=[
        "utf8",
        "bom",
        "gb18030",
        "utf16",
        "utf16be",
        "tab",
        "semicolon",
        "sep",
        "sep-bom",
        "crlf",
        "cr",
        "blank-lines",
        "no-end",
        "quoted",
        "feff",
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_a_table_says_the_same_in_every_encoding_delimiter_and_line_end(
    tmp_path: Path, content: bytes, packed: bool
) -> None:
    path = write(tmp_path, gzip.compress(content) if packed else content, "f.csv.gz" if packed else "f.csv")
    seen = read(path)
    assert seen.data == SAID
    assert seen.rejected == []


def test_gb18030_is_found_when_its_first_wide_character_comes_after_a_megabyte(tmp_path: Path) -> None:
    plain = "2026-03-02,tencent,ta-{:06d},c,p,1.00\n"
    text = SPEND + "\n" + "".join(plain.format(n) for n in range(40_000)) + ROW + "\n"
    assert len(text) > 1 << 20
    seen = read(write(tmp_path, text.encode("gb18030")))
    assert len(seen.rows) == 40_001
    assert seen.rows[-1].data["campaign"] == "春茶"


@pytest.mark.parametrize("at", [(1 << 20) - 1, 1 << 20, (1 << 20) + 1])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_character_that_lies_across_two_chunks_is_one(tmp_path: Path, at: int, encoding: str) -> None:
    head = f"{SPEND},note\n{ROW},".encode(encoding)
    body = b"x" * (600_000 - len(head)) + b"\n" + ROW.encode(encoding) + b","
    filler = b"y" * (at - len(head) - len(body))
    seen = read(write(tmp_path, head + body + filler + "茶".encode(encoding) + b"\n"))
    assert [row.data["cost_fen"] for row in seen.rows] == [12000, 12000]
    assert (seen.rows[1].extras or {})["note"].endswith("y茶")


def test_a_quoted_field_may_hold_delimiters_quotes_and_line_breaks(tmp_path: Path) -> None:
    seen = read(
        write(tmp_path, f'{SPEND},备注\r\n{ROW},"一, ""二""\r\n三"\r\n{ROW.replace("120", "130")},x\n')
    )
    assert seen.rows[0].extras == {"备注": '一, "二"\r\n三'}
    assert [row.number for row in seen.rows] == [2, 3]


def test_row_numbers_are_those_a_spreadsheet_shows(tmp_path: Path) -> None:
    seen = read(write(tmp_path, f"{SPEND}\n{ROW}\n\n{ROW.replace('120', '-1')}\n"))
    assert [row.number for row in seen.rows] == [2]
    assert [row.number for row in seen.rejected] == [4]


def test_a_row_of_wrong_quotes_is_refused_alone_with_its_cells(tmp_path: Path) -> None:
    bad = ROW.replace("春茶", '"春"茶')
    seen = read(write(tmp_path, f"{SPEND}\n{ROW}\n{bad}\n{ROW}\n"))
    assert [row.number for row in seen.rows] == [2, 4]
    assert [row.number for row in seen.rejected] == [3]
    assert seen.rejected[0].cells[:3] == ["2026-03-02", "tencent", "ta-01"]
    assert "引号" in seen.why[0]


@pytest.mark.parametrize("extra", [",more", ",more,still more"])
def test_a_row_with_too_many_cells_is_refused(tmp_path: Path, extra: str) -> None:
    seen = read(write(tmp_path, f"{SPEND}\n{ROW}{extra}\n{ROW},,\n"))
    assert len(seen.rows) == 1
    assert seen.rejected[0].number == 2
    with speaking("en"):
        assert f"this row has {6 + extra.count(',')} cells, the header 6" in str(seen.rejected[0].reasons[0])


def test_a_row_with_too_few_cells_is_refused_rather_than_guessed(tmp_path: Path) -> None:
    seen = read(write(tmp_path, f"{SPEND},rebate\n{ROW}\n{ROW},1.00\n"))
    assert [row.number for row in seen.rejected] == [2]
    assert [row.number for row in seen.rows] == [3]


def test_a_quote_that_is_never_closed_is_told_with_its_row(tmp_path: Path) -> None:
    with pytest.raises(NotReadable, match="第 3 行的引号没有闭合"):
        read(write(tmp_path, f'{SPEND}\n{ROW}\n"{ROW}\n{ROW}\n'))
    long = "\n".join([ROW] * 60_000)
    with pytest.raises(NotReadable, match="第 2 行的引号没有闭合"):
        read(write(tmp_path, f'{SPEND}\n"{long}\n'))


def test_control_characters_in_a_column_of_ours_refuse_the_row_and_in_an_extra_nothing(
    tmp_path: Path,
) -> None:
    for bad in ("\0", "\x07", "\x1f", "\x7f", "\x85", "\u2028"):
        seen = read(
            write(tmp_path, f"{SPEND},note\n{ROW.replace('ta-01', 'ta' + bad + '01')},n\n{ROW},n{bad}\n")
        )
        assert [row.number for row in seen.rows] == [3], repr(bad)
        assert "控制字符" in seen.why[0], repr(bad)
        assert "\0" not in (seen.rows[0].extras or {})["note"]


def test_memory_does_not_grow_with_the_length_of_rows(tmp_path: Path) -> None:
    text = f"{SPEND},note\n" + f"{ROW},{'x' * 900_000}\n" * 12
    batches = list(plan(write(tmp_path, text)).batches())
    assert sum(len(batch.rows) for batch in batches) == 12
    assert max(len(batch.rows) for batch in batches) <= 3


def test_ten_thousand_columns_are_extras_like_any_other(tmp_path: Path) -> None:
    names = ",".join(f"c{n}" for n in range(10_000))
    cells = ",".join(str(n) for n in range(10_000))
    seen = read(write(tmp_path, f"{SPEND},{names}\n{ROW},{cells}\n"))
    assert len(seen.rows[0].extras or {}) == 10_000
    with pytest.raises(NotReadable, match="最多 16,384 列"):
        read(write(tmp_path, SPEND + ",x" * 20_000 + "\n"))
