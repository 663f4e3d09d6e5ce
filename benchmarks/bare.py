"""The least that an ASGI server can do: the same redirect, nothing looked up, nothing kept."""

import sys
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

Message = MutableMapping[str, Any]
HEADERS = [
    (b"location", b"https://shop.forest.example/tea"),
    (b"cache-control", b"no-store, private"),
    (b"set-cookie", b"siyu_id=00000000000000000000000000000000; Max-Age=34560000; Path=/; HttpOnly"),
    (b"content-length", b"0"),
]


async def application(
    scope: Message, receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]
) -> None:
    """Answer 302, whatever is asked."""
    del scope, receive
    await send({"type": "http.response.start", "status": 302, "headers": HEADERS})
    await send({"type": "http.response.body", "body": b""})


if __name__ == "__main__":
    Granian(
        "benchmarks.bare:application",
        address="127.0.0.1",
        port=int(sys.argv[1]),
        interface=Interfaces.ASGINL,
        workers=1,
        websockets=False,
        log_level=LogLevels.warning,
    ).serve()
