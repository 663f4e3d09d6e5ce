"""入口 → 域名: the brand's own domain, and the files at its root."""

import io
from typing import Any

import pytest
from django.test import Client

from siyu.traffic.models import RootFile
from tests.rooms.console.entries import make, text


def test_the_domain_is_kept_only_once_a_call_to_it_came_back_to_us(console: Client, door_server: Any) -> None:
    from siyu.core.models import Brand

    refused = text(console.post("/entries/address", {"act": "set", "url": "http://127.0.0.1:9"}, follow=True))
    assert "打不开 http://127.0.0.1:9" in refused
    for path, why in (("/elsewhere", "转到了"), ("/other", "不是这套 siyu")):
        door_server.lead = path
        assert why in text(
            console.post("/entries/address", {"act": "set", "url": door_server.address}, follow=True)
        )
    assert Brand.objects.get().link_url == ""
    door_server.lead = ""
    console.post("/entries/address", {"act": "set", "url": door_server.address})
    assert Brand.objects.get().link_url == door_server.address
    assert "通到这里" in text(console.post("/entries/address", {"act": "try"}, follow=True))
    assert door_server.asked == ["/l/~hello"] * 4  # nothing was followed
    page = text(console.get("/entries/address"))
    assert "只有这台机器能打开" in page
    console.post("/entries/address", {"act": "set", "url": "https://go.forest.example", "anyway": "yes"})
    assert Brand.objects.get().link_url == "https://go.forest.example"
    assert "不要打印" not in text(console.get("/entries/address"))
    entry = make(console)
    assert f"https://go.forest.example/l/{entry.code}" in text(console.get(f"/entries/{entry.id}"))


def test_verification_files_are_put_in_place_by_file_or_by_hand_and_removed(console: Client) -> None:
    sent = io.BytesIO(b"Ab12")
    sent.name = "WW_verify_Ab12.txt"
    console.post("/entries/address", {"act": "place", "file": sent})
    console.post("/entries/address", {"act": "place", "name": "MP_verify_x9.txt", "content": "x9"})
    assert dict(RootFile.objects.values_list("name", "content")) == {
        "WW_verify_Ab12.txt": "Ab12",
        "MP_verify_x9.txt": "x9",
    }
    assert "WW_verify_Ab12.txt" in text(console.get("/entries/address"))
    bad = text(
        console.post("/entries/address", {"act": "place", "name": "robots.txt", "content": "x"}, follow=True)
    )
    assert "文件名应像" in bad
    console.post("/entries/address", {"act": "remove", "name": "MP_verify_x9.txt"})
    assert RootFile.objects.get().name == "WW_verify_Ab12.txt"


@pytest.fixture
def door_server() -> Any:
    """A server on loopback that greets as our link process does, unless told to lead elsewhere."""
    import threading
    from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

    from siyu.connectors.links.calling import greeting

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.asked.append(self.path)  # type: ignore[attr-defined]
            if server.lead == "/elsewhere":  # type: ignore[attr-defined]
                self.send_response(302)
                self.send_header("Location", f"{server.address}/l/~hello?again")  # type: ignore[attr-defined]
                self.end_headers()
                return
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"hi" if server.lead else greeting().encode())  # type: ignore[attr-defined]

        def log_message(self, *told: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    server.address = f"http://127.0.0.1:{server.server_port}"  # type: ignore[attr-defined]
    server.asked, server.lead = [], ""  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()
