"""What a link answers. Nothing is written here: servers bring the request and make the touch durable."""

import hmac
import re
import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from urllib.parse import parse_qs, quote

from siyu.connectors.links import pages
from siyu.connectors.links.arrivals import Arrival
from siyu.connectors.links.crossing import Lead, lead
from siyu.connectors.links.table import Table
from siyu.connectors.links.visitors import Visitor, click_ids, is_prefetching, visitor
from siyu.traffic.publication import Door

LINKS = "/l/"
COOKIE = "siyu_id"
A_YEAR = 400 * 86400
CARRIED_ON = 30 * 60
"""Seconds in which somebody may carry a link from an app into the browser without touching it twice."""
ID = re.compile(r"[0-9a-f]{32}")
VIA = re.compile(r"(L[0-9a-f]{24})([0-9a-f]{32})([0-9a-f]{20})")
REMEMBERED = 20_000
HEADERS = frozenset(
    {
        *("user-agent", "cookie", "referer", "host", "purpose", "sec-purpose", "x-purpose", "x-moz"),
        *("x-forwarded-for", "x-forwarded-proto"),
    }
)
"""The headers that we look at."""
NO_STORE = ("cache-control", "no-store, private")
HTML = ("content-type", "text/html; charset=utf-8")
SAFE = (("x-content-type-options", "nosniff"), ("content-security-policy", pages.CSP))


@dataclass(frozen=True, slots=True)
class Request:
    """What came. `headers` are those of `HEADERS`, lower-case; `peer` the address that is connected."""

    method: str
    path: str
    query: str
    headers: dict[str, str]
    peer: str
    at_ns: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back, once `arrival` is durable."""

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    arrival: Arrival | None = None
    extra: tuple[tuple[str, str], ...] = field(default=())


class Doors:
    """The entries of the brand, answering. `secret` signs what a visitor carries from an app to the browser.

    `greeting` is what `/l/~hello` says: the same in every process of this installation, unknown elsewhere.
    """

    def __init__(self, table: Table, *, secret: str, secure: bool) -> None:
        self.table = table
        self.secure = secure
        self._key = _key(secret)
        self.greeting = self.greets(secret)
        self._visitors: dict[str, Visitor] = {}
        self._last = 0

    @staticmethod
    def greets(secret: str) -> str:
        """What an installation with this secret says to `/l/~hello`."""
        return hmac.new(_key(secret), b"hello", sha256).hexdigest()[:32]

    def claims(self, path: str) -> bool:
        """Whether a path is ours: a link, or a file at the root of the domain."""
        return path.startswith(LINKS) or path[1:] in self.table.now.files

    def answer(self, request: Request) -> Answer:
        """Answer one request; nothing is written here."""
        if request.method not in ("GET", "HEAD"):
            return Answer(405, (("allow", "GET, HEAD"), ("content-length", "0")))
        if not request.path.startswith(LINKS):
            return self._file(request.path[1:])
        code = request.path[len(LINKS) :]
        if code.startswith(pages.OURS):
            return self._own(code[1:])
        found = self.table.find(code)
        if found is None:
            return _html(404, pages.not_there(self.table.now.brand))
        return self._enter(request, *found)

    def _file(self, name: str) -> Answer:
        content = self.table.now.files.get(name)
        if content is None:
            return _html(404, pages.not_there(self.table.now.brand))
        return Answer(
            200,
            (("content-type", "text/plain; charset=utf-8"), ("cache-control", "max-age=60"), SAFE[0]),
            content.encode(),
        )

    def _own(self, name: str) -> Answer:
        if name == "hello":
            return Answer(
                200,
                (("content-type", "text/plain; charset=utf-8"), NO_STORE, SAFE[0]),
                self.greeting.encode(),
            )
        body = pages.asset(name)
        if body is None:
            return _html(404, pages.not_there(self.table.now.brand))
        kept = ("cache-control", "max-age=3600")
        return Answer(200, (("content-type", pages.TYPES[name]), kept, SAFE[0]), body)

    def _enter(self, request: Request, code: str, door: Door) -> Answer:
        headers = request.headers
        agent = headers.get("user-agent", "")
        who = self._visitor(agent)
        led = lead(door, app=who.app, at=request.at_ns / 1e9)
        known = _cookie(headers.get("cookie", ""))
        via = self._carried(request, known, who)
        if via and led.way == "browser":
            return _led(led, self.table.now.brand, door, who, request)  # the page it was sent to
        why = "continued" if via else self._no_touch(request, who)
        person = "" if why and not via else via[1] if via else known or secrets.token_hex(16)
        touch = self._touch_id(request.at_ns)
        arrival = Arrival(
            touch=touch,
            at=request.at_ns // 1000,
            entry=code,
            action="scan" if _is_scan(request.query) else "click",
            app=who.app,
            device=who.device,
            visitor=person,
            why=why,
            outcome=led.way,
            clicks=click_ids(request.query),
            referrer=headers.get("referer", "")[:500],
            query=request.query[:1000],
            agent=agent[:500],
            address=_address(request),
        )
        cookies = self._set_cookie(request, person) if person and person != known else ()
        if led.way == "browser" and not why:
            # The page stands at an address that the browser may open without touching the entry again.
            here = f"{LINKS}{quote(code)}?via={self._carry(touch, person)}"
            return Answer(302, (("location", here), NO_STORE), arrival=arrival, extra=cookies)
        answer = _led(led, self.table.now.brand, door, who, request, arrival)
        return Answer(answer.status, answer.headers, answer.body, arrival, cookies)

    def _visitor(self, agent: str) -> Visitor:
        found = self._visitors.get(agent)
        if found is None:
            if len(self._visitors) >= REMEMBERED:
                self._visitors.clear()
            found = self._visitors[agent] = visitor(agent)
        return found

    def _no_touch(self, request: Request, who: Visitor) -> str:
        if request.method == "HEAD":
            return "asked"
        if who.machine:
            return who.machine
        return "prefetch" if is_prefetching(request.headers) else ""

    def _touch_id(self, at_ns: int) -> str:
        """Of two touches in one moment the later has the greater id."""
        self._last = max(at_ns, self._last + 1)
        return f"L{self._last:016x}{secrets.token_hex(4)}"

    def _carry(self, touch: str, person: str) -> str:
        return f"{touch}{person}{self._sign(touch + person)}"

    def _sign(self, text: str) -> str:
        return hmac.new(self._key, text.encode(), sha256).hexdigest()[:20]

    def _carried(self, request: Request, known: str, who: Visitor) -> tuple[str, str] | None:
        """(touch, person) of somebody who comes on from an app into the browser.

        A link passed on to a friend is no such thing: in an app they have another id, and later it is late.
        """
        if "via=" not in request.query:
            return None
        found = VIA.fullmatch((parse_qs(request.query[:1000]).get("via") or [""])[0])
        if found is None or not hmac.compare_digest(self._sign(found[1] + found[2]), found[3]):
            return None
        age = request.at_ns / 1e9 - int(found[1][1:17], 16) / 1e9
        if not -60 <= age <= CARRIED_ON or (who.app != "browser" and known != found[2]):
            return None
        return found[1], found[2]

    def _set_cookie(self, request: Request, person: str) -> tuple[tuple[str, str], ...]:
        safe = "; Secure" if self.secure or _scheme(request) == "https" else ""
        return (
            (
                "set-cookie",
                f"{COOKIE}={person}; Max-Age={A_YEAR}; Path=/; HttpOnly; SameSite=Lax{safe}",
            ),
        )


def _is_scan(query: str) -> bool:
    """Whether a link was made for a QR code."""
    return "s=1" in query and "s=1" in query.split("&")


def _key(secret: str) -> bytes:
    return sha256(f"links\x1f{secret}".encode()).digest()


PLAIN = "!#$%&'()*+,/:;=?@[]~-._"
CARRIED = re.compile(rf"[A-Za-z0-9{re.escape(PLAIN)}]*")
"""What an address is made of; everything else in a link is quoted."""
FILLED = re.compile(r"\{(\w+)\}")


def filled(url: str, arrival: Arrival | None) -> str:
    """A link with its `{gdt_vid}`, `{clickid}`, `{touch}`, `{entry}` … filled in from what they brought.

    Only after the question mark: nobody but the brand says where a link leads.
    """
    head, mark, tail = url.partition("?")
    if arrival is None or "{" not in tail:
        return url
    known = {"touch": arrival.touch, "entry": arrival.entry, **arrival.clicks}
    return head + mark + FILLED.sub(lambda found: quote(known.get(found[1].lower(), ""), safe=""), tail)


def _led(
    led: Lead, brand: str, door: Door, who: Visitor, request: Request, arrival: Arrival | None = None
) -> Answer:
    if led.way == "through":
        return Answer(302, (("location", _ascii(filled(led.to, arrival))), NO_STORE))
    here = f"{_scheme(request)}://{request.headers.get('host', '')}{quote(request.path)}"
    if request.query and "via=" in request.query:
        here += f"?{request.query}"
    status = {"ended": 410}.get(led.way, 200)
    return _html(status, pages.told(brand, door.title, led, app=who.app, here=here))


def _ascii(url: str) -> str:
    """A link as a header may carry it: nothing in it ends the line or is read as something else."""
    return url if CARRIED.fullmatch(url) else quote(url, safe=PLAIN)


def _html(status: int, page: str) -> Answer:
    return Answer(status, (HTML, NO_STORE, *SAFE), page.encode())


def _cookie(header: str) -> str:
    """Our id among somebody's cookies; what is no id of ours is none."""
    for part in header.split(";"):
        name, _, value = part.strip().partition("=")
        if name == COOKIE and ID.fullmatch(value):
            return value
    return ""


def _behind_proxy(request: Request) -> bool:
    return request.peer in ("127.0.0.1", "::1", "")


def _scheme(request: Request) -> str:
    said = request.headers.get("x-forwarded-proto", "") if _behind_proxy(request) else ""
    return "https" if said.split(",")[0].strip() == "https" else "http"


def _address(request: Request) -> str:
    """Where they come from, as our own proxy tells it."""
    said = request.headers.get("x-forwarded-for", "") if _behind_proxy(request) else ""
    return (said.rsplit(",", 1)[-1].strip() or request.peer)[:45]
