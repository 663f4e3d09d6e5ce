"""Pages of the console, against a view of the same process that does next to nothing."""

import http.cookiejar
import re
import urllib.parse
import urllib.request
from collections.abc import Callable

from benchmarks.installation import Installation, Up
from benchmarks.lines import Line, by_turns, clocked, progress

PERIOD = "?from=2025-07-01&to=2027-01-01&as_of=2027-01-01"
PAGES = {"home": f"/{PERIOD}", "prices": f"/prices{PERIOD}", "person": "/people/1"}


def open_pages(town: Installation) -> list[Line]:
    """A line a page."""
    with town.up() as running:
        progress("  pages")
        get = _signed_in(running)
        bare = f"http://127.0.0.1:{running.port}/healthz"
        lines = []
        for name, path in PAGES.items():
            address = f"http://127.0.0.1:{running.port}{path}"
            get(address)
            mine, theirs = by_turns(lambda at=address: get(at), lambda: get(bare), times=town.times)  # type: ignore[misc]
            lines.append(Line(f"page {name}", "/healthz", mine, theirs))
    return lines


def _signed_in(running: Up) -> Callable[[str], float]:
    """A browser of sorts that is signed in; answers how long an address took, and refuses all but 200."""
    jar = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    link = running.sign_in_link()
    with opener.open(link) as page:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.read().decode())
    if token is None:
        raise RuntimeError("the sign-in page has no form")
    form = urllib.parse.urlencode({"csrfmiddlewaretoken": token[1]}).encode()
    opener.open(urllib.request.Request(link, data=form, headers={"Referer": link})).close()

    def get(address: str) -> float:
        with clocked() as took, opener.open(address) as answer:
            answer.read()
            if "sign-in" in answer.url:
                raise RuntimeError(f"not signed in at {address}")
        return took.seconds

    return get
