"""Archives: the tables in them are one file together, whatever they are called and encrypted with."""

import io
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest
import pyzipper

from siyu.connectors.files.reading import NotReadable
from siyu.connectors.files.reading.archive import PasswordNeeded, is_archive, unpack
from siyu.core.words import speaking
from tests.rooms.files.rows import ROW, SPEND
from tests.rooms.files.workbooks import inline, sheet, workbook

TEXT = f"{SPEND}\n{ROW}\n"


def packed(path: Path, members: dict[str, str | bytes], *, aes: str = "") -> Path:
    if aes:
        with pyzipper.AESZipFile(
            path, "w", compression=zipfile.ZIP_DEFLATED, encryption=pyzipper.WZ_AES
        ) as out:
            out.setpassword(aes.encode())
            for name, content in members.items():
                out.writestr(name, content)
        return path
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


class ZipCrypto:
    """The old cipher of archives, written out from its public description: consoles still send it."""

    def __init__(self, password: bytes) -> None:
        self.keys = [0x12345678, 0x23456789, 0x34567890]
        for byte in password:
            self.update(byte)

    def update(self, byte: int) -> None:
        one, two, three = self.keys
        one = zlib.crc32(bytes([byte]), one ^ 0xFFFFFFFF) ^ 0xFFFFFFFF
        two = ((two + (one & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        three = zlib.crc32(bytes([two >> 24]), three ^ 0xFFFFFFFF) ^ 0xFFFFFFFF
        self.keys = [one, two, three]

    def encrypt(self, plain: bytes) -> bytes:
        out = bytearray()
        for byte in plain:
            pad = (self.keys[2] | 2) & 0xFFFF
            out.append(byte ^ (((pad * (pad ^ 1)) >> 8) & 0xFF))
            self.update(byte)
        return bytes(out)


def old_cipher(path: Path, name: bytes, content: bytes, password: bytes) -> Path:
    """An archive of one stored member, encrypted with the old cipher."""
    crc = zlib.crc32(content)
    body = ZipCrypto(password).encrypt(b"eleven byte" + bytes([crc >> 24]) + content)
    head = struct.pack("<HHHHHIIIHH", 20, 1, 0, 0, 0x5C21, crc, len(body), len(content), len(name), 0)
    local = b"PK\x03\x04" + head + name + body
    central = b"PK\x01\x02" + struct.pack("<H", 20) + head + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)
    path.write_bytes(local + central + end)
    return path


def names(path: Path, folder: Path, **more: Any) -> list[str]:
    return [member.name for member in unpack(path, folder=folder, **more)]


def test_the_tables_of_an_archive_are_unpacked_and_nothing_else(tmp_path: Path) -> None:
    path = packed(
        tmp_path / "a.zip",
        {"b/第二.csv": TEXT, "a.CSV": TEXT, "说明.pdf": b"%PDF", "__MACOSX/a.csv": b"x", ".DS_Store": b"x", "空.csv": ""},
    )  # fmt: skip
    assert is_archive(path)
    members = unpack(path, folder=tmp_path)
    assert [member.name for member in members] == ["a.CSV", "b/第二.csv"]
    assert all(member.path.parent == tmp_path for member in members)
    assert members[0].path.read_text() == TEXT


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_that_do_not_say_their_encoding_are_read_all_the_same(tmp_path: Path, encoding: str) -> None:
    path = old_cipher(tmp_path / "a.zip", "订单明细.csv".encode(encoding), TEXT.encode(), b"1234")
    assert names(path, tmp_path, password="1234") == ["订单明细.csv"]


def aes(folder: Path) -> Path:
    return packed(folder / "a.zip", {"a.csv": TEXT}, aes="秘密1234")


def old(folder: Path) -> Path:
    return old_cipher(folder / "a.zip", b"a.csv", TEXT.encode(), "秘密1234".encode())


@pytest.mark.parametrize("make", [aes, old])
def test_an_archive_with_a_password_asks_for_it_and_opens_with_it(tmp_path: Path, make: Any) -> None:
    path = make(tmp_path)
    inside = tmp_path / "inside"
    inside.mkdir()
    assert is_archive(path)
    with pytest.raises(PasswordNeeded, match="压缩包有密码"):
        unpack(path, folder=inside)
    for wrong in range(3):
        with pytest.raises(PasswordNeeded) as told:
            unpack(path, folder=inside, password=f"wrong {wrong}")
        with speaking("en"):
            assert str(told.value) == "The password is wrong, or the archive is damaged"
    assert list(inside.iterdir()) == [], "what was begun is cleaned up"
    (member,) = unpack(path, folder=inside, password="秘密1234")
    assert member.path.read_text() == TEXT


def test_a_workbook_is_no_archive_though_it_is_packed_as_one(tmp_path: Path) -> None:
    book = workbook(tmp_path / "a.xlsx", sheet([inline("x")]))
    assert not is_archive(book)
    assert not is_archive(packed(tmp_path / "b.ods", {"mimetype": "x", "content.xml": "x"}))
    assert not is_archive(tmp_path / "nothing")
    (tmp_path / "text.csv").write_text(TEXT)
    assert not is_archive(tmp_path / "text.csv")
    (tmp_path / "half.zip").write_bytes(packed(tmp_path / "c.zip", {"a.csv": TEXT}).read_bytes()[:60])
    assert not is_archive(tmp_path / "half.zip")


@pytest.mark.parametrize(
    ("members", "why"),
    [
        ({"a.pdf": b"x"}, "没有表格"),
        ({"a.csv": b""}, "没有表格"),
        ({"a.zip": b"x", "b.csv": TEXT}, "还有压缩包“a.zip”"),
        ({f"{n}.csv": "x" for n in range(1001)}, "超过 1000 个文件"),
    ],
)
def test_an_archive_without_tables_or_with_too_many_says_so(tmp_path: Path, members: Any, why: str) -> None:
    with pytest.raises(NotReadable, match=why):
        unpack(packed(tmp_path / "a.zip", members), folder=tmp_path)


def test_an_archive_that_unpacks_without_end_is_given_up_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("siyu.connectors.files.reading.archive.BOMB", 5_000_000)
    path = packed(tmp_path / "a.zip", {"a.csv": b"\n" * 30_000_000, "b.csv": TEXT})
    inside = tmp_path / "inside"
    inside.mkdir()
    with pytest.raises(NotReadable, match="解开后大得不像表格"):
        unpack(path, folder=inside)
    assert list(inside.iterdir()) == []


def test_a_damaged_archive_says_so(tmp_path: Path) -> None:
    whole = packed(tmp_path / "a.zip", {"a.csv": TEXT * 50}).read_bytes()
    (tmp_path / "b.zip").write_bytes(whole[:50] + b"\xff" * 20 + whole[70:])
    with pytest.raises(NotReadable, match="压缩包已损坏"):
        unpack(tmp_path / "b.zip", folder=tmp_path)


def test_a_name_that_climbs_out_of_its_folder_names_nothing_on_the_disk(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    path = packed(tmp_path / "a.zip", {"../../evil.csv": TEXT, "/etc/evil.csv": TEXT})
    assert len(unpack(path, folder=inside)) == 2
    assert {one.name for one in tmp_path.iterdir()} == {"inside", "a.zip"}


def test_a_member_packed_by_a_method_nobody_knows_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.csv", TEXT)
    odd = out.getvalue().replace(b"PK\x01\x02\x14\x03\x14\0\0\0\0\0", b"PK\x01\x02\x14\x03\x14\0\0\0\x2a\0")
    (tmp_path / "a.zip").write_bytes(odd)
    with pytest.raises(NotReadable, match="压缩包已损坏"):
        unpack(tmp_path / "a.zip", folder=tmp_path)
