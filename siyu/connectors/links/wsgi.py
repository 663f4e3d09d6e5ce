"""Links over WSGI: the console answers them too, so that one public port is enough."""

import logging
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from http import HTTPStatus
from typing import Any

from siyu.connectors.links.arrivals import line_of
from siyu.connectors.links.door import HEADERS, Answer, Doors, Request
from siyu.connectors.links.spool import Spool
from siyu.connectors.links.table import Table
from siyu.core.home import secret_key
from siyu.traffic.publication import links_folder

Environ = dict[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], object]
WSGI = Callable[[Environ, Any], Iterable[bytes]]
_VARIABLES = {name: "HTTP_" + name.upper().replace("-", "_") for name in HEADERS}
_log = logging.getLogger(__name__)


class _Ticket:
    """Somebody who waits until their touch is on disk."""

    __slots__ = ("durable", "told")

    def __init__(self) -> None:
        self.told = threading.Event()
        self.durable = False


def _tell(tickets: Sequence[_Ticket], trouble: OSError | None) -> None:
    if trouble is not None:
        _log.error("%s touches could not be stored: %s", len(tickets), trouble)
    for ticket in tickets:
        ticket.durable = trouble is None
        ticket.told.set()


class WithLinks:
    """A WSGI application that answers links before the one behind it, which may need the database."""

    def __init__(self, behind: WSGI, *, secure: bool) -> None:
        self.behind = behind
        self.folder = links_folder()
        self.table = Table(self.folder)
        self.doors = Doors(self.table, secret=secret_key(), secure=secure)
        self._spool: Spool | None = None
        self._begin = threading.Lock()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        path = environ.get("PATH_INFO", "").encode("latin-1").decode("utf-8", "replace")
        self.table.look()
        if not self.doors.claims(path):
            return self.behind(environ, start_response)
        answer = self.doors.answer(_request(environ, path))
        if answer.arrival is not None and not self._keep(line_of(answer.arrival)):
            answer = Answer(answer.status, answer.headers, answer.body)
        status = HTTPStatus(answer.status)
        headers = [*answer.headers, *answer.extra, ("content-length", str(len(answer.body)))]
        start_response(f"{status.value} {status.phrase}", headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [answer.body]

    def _keep(self, line: bytes) -> bool:
        with self._begin:
            if self._spool is None:
                self._spool = Spool(self.folder / "spool", _tell)
        ticket = _Ticket()
        self._spool.put(line, ticket)
        ticket.told.wait()
        return ticket.durable


def _request(environ: Environ, path: str) -> Request:
    return Request(
        method=environ["REQUEST_METHOD"],
        path=path,
        query=environ.get("QUERY_STRING", ""),
        headers={name: environ[key] for name, key in _VARIABLES.items() if key in environ},
        peer=environ.get("REMOTE_ADDR", ""),
        at_ns=time.time_ns(),
    )
