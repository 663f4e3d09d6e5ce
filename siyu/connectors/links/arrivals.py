"""What is kept of one coming to an entry: a line of the spool, with a checksum of its own."""

import zlib

import msgspec


class Arrival(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody, or a machine, came to an entry. `touch` is its id; `why` says why it is no touch, if so."""

    touch: str
    at: int
    """Microseconds since 1970."""
    entry: str
    action: str
    app: str
    device: str
    visitor: str = ""
    """The first-party id; empty for machines."""
    why: str = ""
    """`preview`, `crawler`, `prefetch`, `asked` (HEAD), `continued` (from an app into the browser)."""
    outcome: str = ""
    """What they got: `through`, `browser`, `scheme`, `copy`, `ended`, `nowhere`."""
    clicks: dict[str, str] = {}
    referrer: str = ""
    query: str = ""
    agent: str = ""
    address: str = ""


_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Arrival).decode


def line_of(arrival: Arrival) -> bytes:
    """One line: the checksum of the rest, a blank, JSON."""
    body = _encode(arrival)
    return b"%08x %s\n" % (zlib.crc32(body), body)


def arrival_of(line: bytes) -> Arrival | None:
    """The arrival of a line; None when the line is damaged."""
    said, _, body = line.rstrip(b"\n").partition(b" ")
    try:
        if int(said, 16) != zlib.crc32(body):
            return None
        return _decode(body)
    except (ValueError, msgspec.DecodeError):
        return None
