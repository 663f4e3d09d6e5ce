"""A real `siyu up` with somebody signed in, and a page that remembers whatever went wrong on it."""

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, Response

from tests.faults.installation import SOURCE, Installation

BINARIES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Nobody is asked for a name: what lies elsewhere is not there, at once and always.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
EXAMPLE = SOURCE / "examples" / "tea"
ORDER = (
    "placements", "entries", "spend", "touches", "joins", "leaves", "orders", "refunds", "costs", "spend-restated",
)  # fmt: skip
PERIOD = "from=2026-03-02&to=2026-04-13&as_of=2026-07-15"
"""The period whose figures stand in examples/tea/expected.json."""
DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
REPORTS_OF_CSP = """
document.addEventListener("securitypolicyviolation", (event) => {
  window.noteViolation(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile || ""}:${event.lineNumber}`);
});
"""


def chromium() -> str | None:
    """Where the installed browser is, if there is one."""
    return next((found for name in BINARIES if (found := shutil.which(name))), None)


@dataclass
class Console:
    """A running console: its installation, its address, and the cookies of somebody who signed in."""

    installation: Installation
    address: str
    sign_in: str
    cookies: Any = None

    @classmethod
    def up(cls, installation: Installation) -> "Console":
        """Start it, and read what it prints."""
        process = installation.up(SIYU_LANGUAGE="zh")
        assert process.stdout is not None
        told = ""
        while not told.endswith("}\n"):
            line = process.stdout.readline()
            assert line, f"siyu up ended without an address: {told}"
            told += line
        said = json.loads(told)
        return cls(installation, said["address"], said["sign_in"])

    def bring_in(self, kind: str, file: Path, *more: str) -> dict[str, Any]:
        """Import a file by the command line; answers what it counted."""
        done = self.installation.siyu("import", kind, str(file), "--json", *more)
        assert done.returncode == 0, done.stderr + done.stdout
        counted: dict[str, Any] = json.loads(done.stdout)
        return counted

    def bring_in_the_example(self) -> None:
        for name in ORDER:
            self.bring_in(name.split("-")[0], EXAMPLE / f"{name}.csv")


@dataclass
class Watch:
    """What went wrong on a page. `forgiven` holds patterns of what a test provokes on purpose."""

    address: str
    troubles: list[str] = field(default_factory=list)
    # Chromium tells so when a page came too late or too early to fade into: nobody misses anything.
    forgiven: list[str] = field(default_factory=lambda: ["Transition was (aborted|skipped)"])

    def forgive(self, pattern: str) -> None:
        """A test says so when it provokes something: `watch.forgive("404")`."""
        self.forgiven.append(pattern)

    @property
    def unforgiven(self) -> list[str]:
        return [told for told in self.troubles if not any(re.search(one, told) for one in self.forgiven)]

    def note(self, what: str, detail: object) -> None:
        self.troubles.append(f"{what}: {detail}")

    def over(self, page: Page) -> None:
        """Begin to watch."""
        page.expose_function("noteViolation", lambda told: self.note("csp", told))
        page.add_init_script(REPORTS_OF_CSP)
        page.on("console", lambda said: self.note("console", said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.note("error", error))
        page.on(
            "requestfailed",
            # What the page itself gave up (a download, a link followed meanwhile) is no failure.
            lambda request: (
                None
                if request.failure == "net::ERR_ABORTED"
                else self.note("request", f"{request.url} {request.failure}")
            ),
        )
        page.on("response", self._look_at)

    def _look_at(self, response: Response) -> None:
        if response.status >= 400:
            self.note("answer", f"{response.status} {response.url}")
        if not response.url.startswith(self.address):
            self.note("elsewhere", response.url)
        if response.headers.get("content-type", "").startswith("text/html"):
            policy = response.headers.get("content-security-policy", "")
            if "default-src 'none'" not in policy or "unsafe" in policy:
                self.note("csp", f"{response.url} answers with the policy “{policy}”")


OpenPage = Callable[..., Page]


def open_context(browser: Any, console: Console, *, phone: bool, language: str, dark: bool) -> BrowserContext:
    """A window of its own: nothing is shared with another but the sign-in."""
    context: BrowserContext = browser.new_context(
        base_url=console.address,
        viewport=PHONE if phone else DESKTOP,
        device_scale_factor=2 if phone else 1,
        is_mobile=phone,
        has_touch=phone,
        color_scheme="dark" if dark else "light",
        locale="zh-CN" if language == "zh" else "en-GB",
        timezone_id="Asia/Shanghai",
    )
    context.set_default_timeout(30_000)
    context.add_cookies([{"name": "language", "value": language, "url": console.address}])
    return context


def sign_in(context: BrowserContext, console: Console) -> None:
    """By the one-time link the first time, by its cookies afterwards."""
    if console.cookies is None:
        page = context.new_page()
        page.goto(console.sign_in)
        page.locator("main form button.primary").click()
        page.wait_for_url(f"{console.address}/")
        page.close()
        console.cookies = [one for one in context.cookies() if one["name"] == "sessionid"]
    else:
        context.add_cookies(console.cookies)
