"""QR codes are read back as what they should say."""

import io
from typing import Any
from urllib.parse import quote

import pytest
import zxingcpp
from django.test import Client
from PIL import Image

from tests.rooms.console.entries import make, text


@pytest.mark.parametrize("level", ["L", "M", "Q", "H"])
def test_a_code_is_read_back_as_the_link_with_a_scan(console: Client, level: str) -> None:
    entry = make(console, code="春茶-1")
    for size in (300, 1200):
        png = console.get(f"/entries/{entry.id}/code.png?level={level}&size={size}")
        picture = Image.open(io.BytesIO(png.content))
        assert size * 0.8 < picture.width <= size
        (read,) = zxingcpp.read_barcodes(picture)
        assert read.text == f"http://testserver/l/{quote('春茶-1')}?s=1"
        assert read.ec_level == level


def logo(kind: str = "PNG", size: tuple[int, int] = (400, 300)) -> Any:
    out = io.BytesIO()
    Image.new("RGB", size, "#2e6b4f").save(out, format=kind)
    out.seek(0)
    out.name = f"logo.{kind.lower()}"
    return out


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_code_with_a_logo_is_still_read_and_corrects_the_most(console: Client, kind: str) -> None:
    entry = make(console)
    png = console.post(
        f"/entries/{entry.id}/code.png", {"logo": logo(kind), "size": "600", "level": "L", "save": "1"}
    )
    picture = Image.open(io.BytesIO(png.content))
    middle = picture.getpixel((picture.width // 2, picture.height // 2))
    assert isinstance(middle, tuple)
    assert middle[1] > middle[0]  # the logo's green
    (read,) = zxingcpp.read_barcodes(picture)
    assert read.text.endswith(f"/l/{entry.code}?s=1")
    assert read.ec_level == "H"
    assert "attachment" in png["Content-Disposition"]


def test_what_is_no_picture_is_refused_as_a_logo(console: Client) -> None:
    entry = make(console)
    bad = io.BytesIO(b"<svg onload='alert(1)'/>")
    bad.name = "logo.png"
    answer = console.post(f"/entries/{entry.id}/code.png", {"logo": bad}, follow=True)
    assert "PNG、JPEG 或 WebP" in text(answer)
    huge = console.post(f"/entries/{entry.id}/code.png", {"logo": logo("PNG", (5000, 5000))}, follow=True)
    assert "像素太多" in text(huge)


def test_the_svg_says_the_same_modules_as_the_picture(console: Client) -> None:
    entry = make(console)
    svg = console.get(f"/entries/{entry.id}/code.svg?level=Q")
    assert svg["Content-Type"] == "image/svg+xml"
    assert b"<svg" in svg.content
    assert b"script" not in svg.content
