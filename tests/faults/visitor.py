"""Somebody at the console: signs in by the link, sends files, presses buttons, over HTTP alone."""

import http.client
import json
import re
import socket
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

BOUNDARY = "----siyu-visitor"


class Visitor:
    """One session; every request is a connection of its own, so that a killed console is met again."""

    def __init__(self, port: int, link: str) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}
        token = link.rpartition("/sign-in/")[2]
        # The link is opened, and answered by a button, so that a preview of the link does not spend it.
        self.get(f"/sign-in/{token}")
        self.post(f"/sign-in/{token}")

    def get(self, path: str) -> tuple[int, str]:
        """(status, page)."""
        return self._ask("GET", path, b"", {})

    def post(self, path: str, **fields: str) -> tuple[int, str]:
        """Send a form; answers (status, where it leads to, or the page)."""
        body = urlencode({**fields, "csrfmiddlewaretoken": self.cookies.get("csrftoken", "")}).encode()
        return self._ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def upload(self, name: str, content: bytes) -> int:
        """Drop a file in; answers the number of its import."""
        self.get("/imports/new")
        status, told = self._ask("POST", "/imports/new", self._form(name, content), self._headers())
        assert status == 200, told
        found = re.fullmatch(r"/imports/(\d+)", json.loads(told)["to"])
        assert found, told
        return int(found[1])

    def begin_upload(self, name: str, content: bytes) -> socket.socket:
        """Send all of a file but its end; answers the open connection."""
        self.get("/imports/new")
        body = self._form(name, content)
        head = {
            "Host": f"127.0.0.1:{self.port}",
            "Content-Length": str(len(body)),
            **self._headers(),
            **self._cookie(),
        }
        lines = ["POST /imports/new HTTP/1.1", *(f"{key}: {value}" for key, value in head.items()), "", ""]
        sender = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        sender.sendall("\r\n".join(lines).encode() + body[:-1000])
        return sender

    def press(self, page: str, action: str, **more: str) -> tuple[int, str]:
        """Send a page's form to `action` as it stands there, with a button's value."""
        reading = Fields(action)
        reading.feed(self.get(page)[1])
        return self.post(action, **{**reading.fields, **more})

    def _form(self, name: str, content: bytes) -> bytes:
        token = self.cookies["csrftoken"]
        parts = [
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n',
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n',
        ]
        return "".join(parts).encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()

    def _headers(self) -> dict[str, str]:
        return {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}", "Accept": "application/json"}

    def _cookie(self) -> dict[str, str]:
        told = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"Cookie": told} if told else {}

    def _ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
        caller = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            caller.request(method, path, body or None, {**headers, **self._cookie()})
            answer = caller.getresponse()
            told = answer.read().decode(errors="replace")
            for name, value in answer.getheaders():
                if name.lower() == "set-cookie":
                    key, _, rest = value.partition("=")
                    self.cookies[key] = rest.partition(";")[0]
            return answer.status, answer.getheader("Location") or told
        finally:
            caller.close()


class Fields(HTMLParser):
    """What the form of a page with this action would send: its inputs and the chosen options."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.action = action
        self.inside = False
        self.select = ""
        self.fields: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = told.get("action") == self.action
        elif self.inside and tag == "input" and told.get("name"):
            self.fields[told["name"]] = told.get("value", "")
        elif self.inside and tag == "select":
            self.select = told.get("name", "")
        elif self.inside and tag == "option" and ("selected" in told or self.select not in self.fields):
            self.fields[self.select] = told.get("value", "")


def sign_in_link(process: Any) -> str:
    """The one-time link that `siyu up --json` prints."""
    assert process.stdout is not None
    said = ""
    while not said.rstrip().endswith("}"):
        said += process.stdout.readline()
    return str(json.loads(said)["sign_in"])
