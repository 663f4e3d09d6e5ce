"""CSV in any of its dresses: encodings, delimiters, line ends, gzip; streamed."""

import codecs
import csv
import gzip
import io
import re
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
BOMB = 1 << 30
BOMB_RATIO = 200
"""Unpacked bytes from which a gzip that packs this well is no table any more."""
SEPARATOR = re.compile(r"sep=([,;\t])\s*")
"""A first line by which spreadsheets are told the delimiter."""

csv.field_size_limit(LONGEST_LINE)


class Broken(list[str]):
    """The cells of a row whose quotes are wrong, as well as they can be told apart."""


class TextSource:
    """A CSV file of known encoding and delimiter. Its rows can be read as often as one likes."""

    ragged = False

    def __init__(self, path: Path, *, gzipped: bool) -> None:
        self.path = path
        self.gzipped = gzipped
        self.size = path.stat().st_size
        self.position = 0
        self.weight = 0
        """Characters read so far."""
        self.of_1904 = False
        self.preamble = 0
        self.encoding = self._find_encoding()
        self.delimiter = self._find_delimiter()

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """(row number, cells) of every record that is not blank; `Broken` cells where quotes are wrong."""
        try:
            yield from self._records()
        except UnicodeError as trouble:
            raise _wrong_encoding() from trouble

    def _records(self) -> Iterator[tuple[int, list[str]]]:
        with self._open() as (raw, stream):
            text = io.TextIOWrapper(stream, encoding=self.encoding, newline="")
            lines = _Lines(text)
            for _ in range(self.preamble):
                next(lines)
            reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
            number = 0
            while True:
                number += 1
                lines.last = ""
                try:
                    cells = next(reader)
                except StopIteration:
                    break
                except csv.Error as trouble:
                    self._judge(trouble, number, lines)
                    yield number, Broken(next(csv.reader([lines.last], delimiter=self.delimiter)))
                    continue
                if number % 1000 == 0:
                    self.position = raw.tell()
                self.weight = lines.characters
                if any(cell and not cell.isspace() for cell in cells):
                    yield number, cells

    def _judge(self, trouble: csv.Error, number: int, lines: "_Lines") -> None:
        if "limit" in str(trouble) or lines.ended:
            raise NotReadable(
                say(
                    f"第 {number} 行的引号没有闭合,后面的内容无法分行;请补上引号",
                    f"A quote that opens in row {number} is never closed, so what follows "
                    "cannot be told apart; close it",
                )
            ) from trouble

    def _find_encoding(self) -> str:
        with self._open() as (_, stream):
            first = stream.read(4)
        if first in (b"\xff\xfe\0\0", b"\0\0\xfe\xff"):
            raise _wrong_encoding()
        if first[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return "utf-16"
        for encoding in ("utf-8", "gb18030"):
            if self._is_written_in(encoding):
                return "utf-8-sig" if encoding == "utf-8" else encoding
        raise _wrong_encoding()

    def _is_written_in(self, encoding: str) -> bool:
        """Whether the whole file, not its beginning alone, can be read so; refuses what is no table."""
        decoder = codecs.getincrementaldecoder(encoding)("strict")
        blank = True
        unbroken = 0
        with self._open() as (raw, stream):
            unpacked = 0
            while chunk := stream.read(CHUNK):
                unpacked += len(chunk)
                if self.gzipped and unpacked > BOMB and unpacked > BOMB_RATIO * raw.tell():
                    raise NotReadable(
                        say(
                            "压缩文件解开后大得不像表格;请解压后再导入",
                            "Unpacked, this file is larger than a table would be; unpack it and import that",
                        )
                    )
                blank = blank and not chunk.strip(b" \t\r\n\xef\xbb\xbf,;")
                last = max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))
                unbroken = len(chunk) - 1 - last if last >= 0 else unbroken + len(chunk)
                if unbroken > 4 * LONGEST_LINE:
                    raise _long_line()
                try:
                    decoder.decode(chunk)
                except UnicodeDecodeError:
                    return False
        if blank:
            raise NotReadable(say("文件是空的", "The file is empty"))
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
        return True

    def _find_delimiter(self) -> str:
        with self._open() as (_, stream), _readable():
            text = io.TextIOWrapper(stream, encoding=self.encoding, newline="")
            for number, line in enumerate(_Lines(text)):
                if told := SEPARATOR.fullmatch(line) if number == 0 else None:
                    self.preamble = 1
                    return told[1]
                if line.strip(" \t\r\n,;"):
                    if "\0" in line:
                        raise NotReadable(
                            say(
                                "这不是文本文件(含零字节)",
                                "This is not a text file (it holds zero bytes)",
                            )
                        )
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
        self.characters = 0
        self.last = ""
        self.ended = False

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self.text.readline(LONGEST_LINE)
        if not line:
            self.ended = True
            raise StopIteration
        self.number += 1
        self.characters += len(line)
        self.last = line
        if len(line) >= LONGEST_LINE and line[-1] not in "\r\n":
            raise _long_line(self.number)
        return line


@contextmanager
def _readable() -> Iterator[None]:
    try:
        yield
    except UnicodeError as trouble:
        raise _wrong_encoding() from trouble


def _long_line(number: int = 0) -> NotReadable:
    zh, en = (f"第 {number} 行", f"Line {number}") if number else ("有一行", "A line")
    return NotReadable(
        say(
            f"{zh}超过 {LONGEST_LINE:,} 个字符,不像表格",
            f"{en} is longer than {LONGEST_LINE:,} characters: this is no table",
        )
    )


def _wrong_encoding() -> NotReadable:
    return NotReadable(
        say(
            "文字编码既不是 UTF-8 也不是 GB18030;请另存为 UTF-8 的 CSV",
            "The text is neither UTF-8 nor GB18030; save it as CSV in UTF-8",
        )
    )
