"""QR codes of links: for print and screen, with a logo in the middle where there is one."""

import io
from typing import Any

from siyu.core.refusals import Refusal
from siyu.core.words import Say, say

LEVELS: dict[str, Say] = {
    "L": say("7% 可缺损", "7 % may be lost"),
    "M": say("15% 可缺损", "15 % may be lost"),
    "Q": say("25% 可缺损", "25 % may be lost"),
    "H": say("30% 可缺损,放标志用这个", "30 % may be lost; for a logo"),
}
SIZES = (300, 600, 1200, 2400)
"""Pixels of a picture's side, about."""
LARGEST_LOGO = 2_000_000
MOST_PIXELS = 16_000_000
SHARE = 0.22
"""How much of the side a logo takes: a twentieth of the area, well within what level H restores."""
QUIET = 4
"""Modules of white around a code, as the standard asks."""


def svg(text: str, *, level: str) -> bytes:
    """The code as a drawing of any size."""
    out = io.BytesIO()
    _made(text, level).save(
        out, kind="svg", border=QUIET, xmldecl=True, svgns=True, dark="#000", light="#fff", omitsize=True
    )
    return out.getvalue()


def png(text: str, *, level: str, size: int, logo: bytes | None = None) -> bytes:
    """The code as a picture; a logo asks for level H, whatever was chosen."""
    made = _made(text, "H" if logo else level)
    scale = max(1, size // (made.symbol_size(border=QUIET)[0]))
    out = io.BytesIO()
    made.save(out, kind="png", scale=scale, border=QUIET, dark="#000", light="#fff")
    return _with_logo(out.getvalue(), logo) if logo else out.getvalue()


def _made(text: str, level: str) -> Any:
    import segno

    return segno.make_qr(text, error=level if level in LEVELS else "M", boost_error=False)


def _with_logo(code: bytes, logo: bytes) -> bytes:
    from PIL import Image, UnidentifiedImageError

    if len(logo) > LARGEST_LOGO:
        raise Refusal(say("标志最大 2 MB", "A logo has at most 2 MB"))
    try:
        opened = Image.open(io.BytesIO(logo), formats=("PNG", "JPEG", "WEBP"))
        if opened.width * opened.height > MOST_PIXELS:
            raise Refusal(say("标志的像素太多,请缩小", "The logo has too many pixels; make it smaller"))
        mark = opened.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as trouble:
        raise Refusal(
            say("标志要是 PNG、JPEG 或 WebP 图片", "A logo is a PNG, JPEG or WebP picture")
        ) from trouble
    picture = Image.open(io.BytesIO(code)).convert("RGBA")
    side = int(picture.width * SHARE)
    mark.thumbnail((side, side))
    margin = max(2, side // 12)
    plate = Image.new("RGBA", (mark.width + 2 * margin, mark.height + 2 * margin), "#ffffff")
    plate.alpha_composite(mark, (margin, margin))
    picture.alpha_composite(plate, ((picture.width - plate.width) // 2, (picture.height - plate.height) // 2))
    out = io.BytesIO()
    picture.convert("RGB").save(out, format="PNG", optimize=True)
    return out.getvalue()
