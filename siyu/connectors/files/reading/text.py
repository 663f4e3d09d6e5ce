"""CSV in any of its dresses: encodings, delimiters, line ends, gzip; streamed."""

import codecs
import csv
import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from siyu.connectors.files.reading.trouble import NotReadable
from siyu.core.words import say

LONGEST_LINE = 1_000_000
"""Characters of a line, or of a quoted field: more is a damaged file, not data."""
CHUNK = 1 << 20
DELIMITERS = ",\t;"

csv.field_size_limit(LONGEST_LINE)


class TextSource:
    """A CSV file of known encoding and delimiter. Its rows can be read as often as one likes."""

    def __init__(self, path: Path, *, gzipped: bool) -> None:
        self.path = path
        self.gzipped = gzipped
        self.size = path.stat().st_size
        self.position = 0
        self.encoding = self._find_encoding()
        self.delimiter = self._find_delimiter()

    def records(self) -> Iterator[tuple[int, list[str] | None]]:
        """(row number, cells) of every record that is not blank; None for cells that cannot be parsed."""
        with self._open() as (raw, stream):
            text = io.TextIOWrapper(stream, encoding=self.encoding, newline="")
            lines = _Lines(text)
            reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
            number = 0
            while True:
                number += 1
                try:
                    cells = next(reader)
                except StopIteration:
                    break
                except csv.Error as trouble:
                    self._judge(trouble, number, lines)
                    yield number, None
                    continue
                if number % 1000 == 0:
                    self.position = raw.tell()
                if any(cell and not cell.isspace() for cell in cells):
                    yield number, cells

    def _judge(self, trouble: csv.Error, number: int, lines: "_Lines") -> None:
        if "limit" in str(trouble) or lines.ended:
            raise NotReadable(
                say(
                    f"第 {number} 行的引号没有闭合,后面的内容无法分行;请补上引号",
                    f"A quote that opens in row {number} is never closed, so what follows cannot be told apart; close it",
                )
            ) from trouble

    def _find_encoding(self) -> str:
        with self._open() as (_, stream):
            first = stream.read(4)
        if first[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return "utf-16"
        candidates = {name: codecs.getincrementaldecoder(name)("strict") for name in ("utf-8", "gb18030")}
        blank = True
        with self._open() as (_, stream):
            while chunk := stream.read(CHUNK):
                if b"\0" in chunk:
                    raise NotReadable(
                        say("这不是文本文件(含零字节)", "This is not a text file (it holds zero bytes)")
                    )
                blank = blank and not chunk.strip(b" \t\r\n\xef\xbb\xbf,;")
                for name in list(candidates):
                    try:
                        candidates[name].decode(chunk)
                    except UnicodeDecodeError:
                        del candidates[name]
                if not candidates:
                    raise _wrong_encoding()
        if blank:
            raise NotReadable(say("文件是空的", "The file is empty"))
        for name, decoder in candidates.items():
            try:
                decoder.decode(b"", final=True)
            except UnicodeDecodeError:
                continue
            return "utf-8-sig" if name == "utf-8" else name
        raise _wrong_encoding()

    def _find_delimiter(self) -> str:
        with self._open() as (_, stream):
            text = io.TextIOWrapper(stream, encoding=self.encoding, newline="")
            for line in _Lines(text):
                if line.strip(" \t\r\n,;"):
                    outside = "".join(line.split('"')[::2])
                    return max(DELIMITERS, key=outside.count)
        raise NotReadable(say("文件是空的", "The file is empty"))

    @contextmanager
    def _open(self) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
        with self.path.open("rb") as raw:
            if not self.gzipped:
                yield raw, raw
                return
            try:
                with gzip.open(raw) as stream:
                    yield raw, stream  # type: ignore[misc]
            except EOFError as trouble:
                raise NotReadable(
                    say(
                        "压缩文件不完整(可能没有下载完),请重新下载",
                        "The compressed file is cut short; download it again",
                    )
                ) from trouble
            except (gzip.BadGzipFile, zlib.error) as trouble:
                raise NotReadable(say("压缩文件已损坏", "The compressed file is damaged")) from trouble


class _Lines:
    """The lines of a text, none longer than we can hold."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self.text = text
        self.number = 0
        self.ended = False

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self.text.readline(LONGEST_LINE)
        if not line:
            self.ended = True
            raise StopIteration
        self.number += 1
        if len(line) >= LONGEST_LINE and line[-1] not in "\r\n":
            raise NotReadable(
                say(
                    f"第 {self.number} 行超过 {LONGEST_LINE:,} 个字符,不像表格",
                    f"Line {self.number} is longer than {LONGEST_LINE:,} characters: this is no table",
                )
            )
        return line


def _wrong_encoding() -> NotReadable:
    return NotReadable(
        say(
            "文字编码既不是 UTF-8 也不是 GB18030;请另存为 UTF-8 的 CSV",
            "The text is neither UTF-8 nor GB18030; save it as CSV in UTF-8",
        )
    )
