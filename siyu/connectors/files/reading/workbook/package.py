"""The zip around a workbook: what is in it, and how its XML is read without ever holding much of it."""

import lzma
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.parsers import expat

from siyu.connectors.files.reading.trouble import NotReadable
from siyu.core.words import say

MOST_UNPACKED = 4_000_000_000
LARGEST_DIRECTORY = 8_000_000
LONGEST_TOKEN = 4_000_000
"""Bytes of one tag with its attributes: more is no workbook."""
CHUNK = 1 << 18
ENDING = b"PK\x05\x06"
DAMAGE = (
    *(expat.ExpatError, zipfile.BadZipFile, zlib.error, lzma.LZMAError),
    *(EOFError, NotImplementedError, OSError),
)
"""What the readers below us raise on a file that was cut short or is something else."""


class Package:
    """The parts of a workbook by name."""

    def __init__(self, path: Path) -> None:
        look_at_directory(path)
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError) as trouble:
            raise damaged() from trouble
        self._sizes = {part.filename.lstrip("/"): part for part in self._zip.infolist()}
        if sum(part.file_size for part in self._sizes.values()) > MOST_UNPACKED:
            self.close()
            raise NotReadable(
                say(
                    "工作簿解开后太大;请另存为 CSV", "The workbook is too large when unpacked; save it as CSV"
                )
            )

    def close(self) -> None:
        """Let go of the file."""
        self._zip.close()

    def __contains__(self, name: str) -> bool:
        return name in self._sizes

    def size(self, name: str) -> int:
        """Bytes of a part, unpacked."""
        return self._sizes[name].file_size

    def feed(self, name: str, parser: "expat.XMLParserType") -> Iterator[int]:
        """Let an expat parser read a part, piece by piece; yields the bytes it has seen so far.

        Declarations are refused before anything is expanded, wherever they stand; so is a tag without end.
        """
        parser.StartDoctypeDeclHandler = refuse_declaration
        parser.buffer_text = True
        seen = 0
        try:
            with self._zip.open(self._sizes[name]) as stream:
                while chunk := stream.read(CHUNK):
                    parser.Parse(chunk, False)
                    seen += len(chunk)
                    if seen - parser.CurrentByteIndex > LONGEST_TOKEN:
                        raise damaged()
                    yield seen
            parser.Parse(b"", True)
        except RuntimeError as trouble:
            if "password" in str(trouble):
                raise NotReadable(
                    say("工作簿有密码;请去掉密码后再导入", "The workbook has a password; save it without one")
                ) from trouble
            raise
        except DAMAGE as trouble:
            raise damaged() from trouble
        yield seen

    def tags(self, name: str) -> list[tuple[str, Mapping[str, str]]]:
        """Every tag of a small part with its attributes, by local names."""
        found: list[tuple[str, Mapping[str, str]]] = []

        def start(tag: str, attributes: dict[str, str]) -> None:
            if len(found) > MOST_TAGS:
                raise damaged()
            found.append((tag.rpartition(" ")[2], {k.rpartition(" ")[2]: v for k, v in attributes.items()}))

        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = start
        for _ in self.feed(name, parser):
            pass
        return found


MOST_TAGS = 200_000
"""Of the parts that are held: the list of sheets, their files, the styles."""


def damaged() -> NotReadable:
    """What is said of a workbook that cannot be opened."""
    return NotReadable(say("工作簿已损坏,打不开", "The workbook is damaged and cannot be opened"))


def refuse_declaration(*_: object) -> None:
    """Nothing is expanded that a file declares by itself."""
    raise NotReadable(
        say("工作簿里有 DOCTYPE 声明,可能是恶意文件", "The workbook declares a DOCTYPE: it may be hostile")
    )


def look_at_directory(path: Path) -> None:
    """A zip's list of parts is read at once by whoever opens it: it has to be small."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - 66_000))
        tail = file.read()
    at = tail.rfind(ENDING)
    if at < 0 or len(tail) < at + 22:
        raise damaged()
    if int.from_bytes(tail[at + 12 : at + 16], "little") > LARGEST_DIRECTORY:
        raise damaged()
