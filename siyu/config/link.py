"""The process of links and collection, bare ASGI. For now it says that it is alive; its doors come next."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from siyu.config.serving import end_with_server

Message = MutableMapping[str, Any]
end_with_server()


async def application(
    scope: Message, receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]
) -> None:
    """Answer `/healthz`; everything else is not there yet."""
    del receive
    found = scope["type"] == "http" and scope["path"] == "/healthz"
    body = b"ok\n" if found else b"not found\n"
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200 if found else 404, "headers": headers})
    await send({"type": "http.response.body", "body": body})
