"""Files that are not imported at all, and the sentence that says so in both languages."""

import gzip
import os
from pathlib import Path

import pytest

from siyu.connectors.files.reading import NotReadable
from siyu.core.words import speaking
from tests.rooms.files.rows import ROW, SPEND, read, write


def told(path: Path, kind: str = "spend") -> tuple[str, str]:
    with pytest.raises(NotReadable) as trouble:
        read(path, kind)
    with speaking("en"):
        return trouble.value.text.zh, str(trouble.value)


@pytest.mark.parametrize(
    ("content", "zh", "en"),
    [
        (b"", "文件是空的", "The file is empty"),
        (b"\xef\xbb\xbf", "文件是空的", "The file is empty"),
        (b"\r\n \t\n,,,\n;;\n", "文件是空的", "The file is empty"),
        (b"\xff\xfe\n\0\n\0", "文件是空的", "The file is empty"),
        (b"%PDF-1.7\n%\xe2\xe3", "这是PDF", "This is a PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG 图片", "a PNG picture"),
        (b"\xff\xd8\xff\xe0", "JPEG", "a JPEG picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "工作簿已损坏", "The workbook is damaged"),
        (b"<!doctype html><html>", "网页", "a web page"),
        (b"PAR1", "Parquet", "a Parquet file"),
        (b"Rar!\x1a\x07\0", "RAR", "a RAR archive"),
        (b"\0" * 5000, "零字节", "zero bytes"),
        (f"{SPEND}\n1,2\n".encode("utf-16-le"), "零字节", "zero bytes"),
        (f"{SPEND}\n{ROW}\n".encode("utf-32"), "既不是 UTF-8 也不是 GB18030", "neither UTF-8 nor GB18030"),
        (f"{SPEND}\n".encode() + b"\xe6\x98\xff\xfe\x80\n", "既不是 UTF-8 也不是 GB18030", "neither UTF-8 nor GB18030"),
        (f"{SPEND}\n{ROW}\n".encode()[:-9] + b"\xed\xa0\x80\xff\n", "既不是 UTF-8 也不是", "neither UTF-8 nor"),
        (f"{SPEND}\n{ROW}\n".encode("utf-16")[:-1], "既不是 UTF-8 也不是", "neither UTF-8 nor"),
        (b"\xff\xfe" + SPEND.encode("utf-16-le") + b"\n\0\x00\xd8,\0", "既不是 UTF-8 也不是", "neither UTF-8 nor"),
        (b"\x1f\x8b", "压缩文件不完整", "cut short"),
        (gzip.compress(f"{SPEND}\n{ROW}\n".encode() * 500, mtime=0)[:-20], "压缩文件不完整", "cut short"),
        (b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + b"\xff" * 500, "压缩文件已损坏", "is damaged"),
        (gzip.compress(b"", mtime=0), "文件是空的", "The file is empty"),
        (gzip.compress(f"{SPEND}\n".encode(), mtime=0)[:-8] + b"\0" * 8, "压缩文件已损坏", "is damaged"),
        (b'"date\n', "没有闭合", "is never closed"),
        (b"x" * 1_200_000 + b"\n", "超过 1,000,000 个字符", "longer than 1,000,000 characters"),
        (f"{SPEND}\n{ROW}\n".encode() + b"x" * 5_000_000, "超过 1,000,000 个字符", "longer than 1,000,000 characters"),
        (gzip.compress(b"x" * 30_000_000, mtime=0), "超过 1,000,000 个字符", "longer than 1,000,000 characters"),
        (b"date;platform;account\n", "缺少必需的列", "Required columns are missing"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(tmp_path: Path, content: bytes, zh: str, en: str) -> None:
    chinese, english = told(write(tmp_path, content))
    assert zh in chinese
    assert en in english


def test_folders_devices_pipes_and_missing_files_say_what_they_are(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for place, zh, en in (
        (tmp_path, "是文件夹", "is a folder"),
        (Path("/dev/zero"), "不是普通文件", "is no regular file"),
        (tmp_path / "pipe", "不是普通文件", "is no regular file"),
        (tmp_path / "nothing.csv", "没有文件", "There is no file"),
        (tmp_path / ("x" * 300), "打不开", "cannot be opened"),
        (Path("a\0b"), "打不开", "cannot be opened"),
    ):
        chinese, english = told(place)
        assert zh in chinese
        assert en in english


def test_a_file_that_may_not_be_read_says_so(tmp_path: Path) -> None:
    path = write(tmp_path, f"{SPEND}\n{ROW}\n")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("whoever runs this test may read everything")
    assert "cannot be opened" in told(path)[1]


def test_a_gzip_that_unpacks_without_end_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("siyu.connectors.files.reading.text.BOMB", 5_000_000)
    bomb = gzip.compress(f"{SPEND}\n".encode() + b"\n" * 50_000_000)
    chinese, english = told(write(tmp_path, bomb, "bomb.csv.gz"))
    assert "解开后大得不像表格" in chinese
    assert "larger than a table would be" in english


def test_an_ordinary_gzip_of_that_size_is_no_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("siyu.connectors.files.reading.text.BOMB", 500_000)
    rows = "".join(ROW.replace("120.00", f"{n}.{n * 7919 % 100:02d}") + "\n" for n in range(15_000))
    assert len(read(write(tmp_path, gzip.compress(f"{SPEND}\n{rows}".encode()))).rows) == 15_000


def test_a_header_without_rows_is_a_table_without_rows(tmp_path: Path) -> None:
    seen = read(write(tmp_path, SPEND))
    assert seen.rows == []
    assert seen.rejected == []
