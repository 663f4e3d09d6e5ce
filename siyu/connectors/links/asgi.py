"""Links over ASGI: the process that does nothing else, fast and durable."""

import asyncio
import logging
import threading
import time
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from typing import Any

from siyu.connectors.links.arrivals import line_of
from siyu.connectors.links.door import HEADERS, Answer, Doors, Request
from siyu.connectors.links.spool import Spool
from siyu.connectors.links.table import Table
from siyu.core.home import secret_key
from siyu.traffic.publication import links_folder

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
_WANTED = {name.encode(): name for name in HEADERS}
_log = logging.getLogger(__name__)


class Links:
    """The ASGI application. Its threads begin with the first request, in the process that answers."""

    def __init__(self, *, secure: bool) -> None:
        self.folder = links_folder()
        self.table = Table(self.folder)
        self.doors = Doors(self.table, secret=secret_key(), secure=secure)
        self._spool: Spool | None = None

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request; a touch is on disk before its answer leaves."""
        del receive
        if scope["type"] != "http":
            return
        if scope["path"] == "/healthz":
            await _send(send, Answer(200, (("content-type", "text/plain; charset=utf-8"),), b"ok\n"), "GET")
            return
        answer = self.doors.answer(_request(scope))
        if answer.arrival is not None and not await self._keep(line_of(answer.arrival)):
            answer = Answer(answer.status, answer.headers, answer.body)  # nobody is known by an id we lost
        await _send(send, answer, scope["method"])

    async def _keep(self, line: bytes) -> bool:
        """Wait until the line is durable; a visitor is sent on even where the disk is full, and we say so."""
        if self._spool is None:
            loop = asyncio.get_running_loop()

            def tell(tickets: Sequence["asyncio.Future[bool]"], trouble: OSError | None) -> None:
                loop.call_soon_threadsafe(_wake, tickets, trouble)

            self._spool = Spool(self.folder / "spool", tell)
            threading.Thread(target=self.table.keep_looking, args=(threading.Event(),), daemon=True).start()
        ticket: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._spool.put(line, ticket)
        return await ticket


def _wake(tickets: Sequence["asyncio.Future[bool]"], trouble: OSError | None) -> None:
    if trouble is not None:
        _log.error("%s touches could not be stored: %s", len(tickets), trouble)
    for ticket in tickets:
        if not ticket.done():
            ticket.set_result(trouble is None)


def _request(scope: Message) -> Request:
    headers = {}
    for name, value in scope["headers"]:
        wanted = _WANTED.get(name)
        if wanted is not None:
            headers[wanted] = value.decode("latin-1")
    peer = scope.get("client")
    return Request(
        method=scope["method"],
        path=scope["path"],
        query=scope["query_string"].decode("latin-1"),
        headers=headers,
        peer=peer[0] if peer else "",
        at_ns=time.time_ns(),
    )


async def _send(send: Send, answer: Answer, method: str) -> None:
    headers = [(name.encode(), value.encode("latin-1")) for name, value in answer.headers + answer.extra]
    headers.append((b"content-length", b"%d" % len(answer.body)))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if method == "HEAD" else answer.body})
