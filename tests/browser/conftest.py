"""A real browser on a real `siyu up`: what a person sees, and nothing else, decides.

    def test_prices_show_what_a_person_costs(page):      # desktop, Chinese, signed in, the worked example
        page.goto(f"/prices?{PERIOD}")                    # PERIOD from tests.browser.console
        expect(page.get_by_role("heading", level=1)).to_have_text("流量价格")

- `page`, `phone`, `english`: windows on the worked example, shared by all tests: look, don't write.
- `fresh`: an empty brand of the test's own (about four seconds), `fresh_page` a window on it. Write as you like;
  `fresh.bring_in("spend", path)` imports by the command line. `shared_fresh` is one empty brand for a module.
- `open_page(console=…, phone=…, language="zh"|"en", dark=…, signed_in=…)` opens any other window.
- `shot("name", page)` writes a picture to the folder named by SIYU_SHOTS; without it, to the test's own folder.

Every window is watched: errors of the console and of scripts, failed requests, answers of 400 and above, anything
asked of another host, violations of the content security policy and pages sent without a strict one. A test fails on
any of them. A test that provokes one says so: `watch_of(page).forgive("404")`.

Tests here see the console as its users do, so they use no Django; the database belongs to the installation.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.console import ARGUMENTS, Console, OpenPage, Watch, chromium, open_context, sign_in
from tests.faults.installation import Installation

# A machine that does much else at once is slow, not wrong.
expect.set_options(timeout=20_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser, and is skipped with the reason where there is none."""
    here = Path(__file__).parent
    missing = chromium() is None
    for item in items:
        if here in Path(item.path).parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))
            if missing:
                item.add_marker(
                    pytest.mark.skip(reason="no chromium, chromium-browser or google-chrome on PATH")
                )


@contextmanager
def _installed() -> Iterator[Console]:
    folder = Path(tempfile.mkdtemp(prefix="siyu-browser-"))
    folder.chmod(0o755)
    installation = Installation(folder / "home")
    try:
        yield Console.up(installation)
    finally:
        installation.end_all()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def example() -> Iterator[Console]:
    """The worked example, running; shared by all tests, so only looked at."""
    with _installed() as console:
        console.bring_in_the_example()
        yield console


@pytest.fixture
def fresh() -> Iterator[Console]:
    """An empty brand of the test's own."""
    with _installed() as console:
        yield console


@pytest.fixture(scope="module")
def shared_fresh() -> Iterator[Console]:
    """An empty brand for the tests of one module."""
    with _installed() as console:
        yield console


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for a module. It ends with it: Playwright's loop must not outlive it beside other tests."""
    path = chromium()
    assert path is not None
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS), headless=True)
        yield started
        started.close()


_watches: dict[Page, Watch] = {}


def watch_of(page: Page) -> Watch:
    """What watches a window."""
    return _watches[page]


@pytest.fixture
def open_page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[OpenPage]:
    """Opens windows; at the end each of them must have been without trouble."""
    opened: list[Page] = []

    def open_one(
        *,
        console: Console | None = None,
        phone: bool = False,
        language: str = "zh",
        dark: bool = False,
        signed_in: bool = True,
    ) -> Page:
        console = console or request.getfixturevalue("example")
        context = open_context(browser, console, phone=phone, language=language, dark=dark)
        if signed_in:
            sign_in(context, console)
        page = context.new_page()
        _watches[page] = Watch(console.address)
        _watches[page].over(page)
        opened.append(page)
        return page

    yield open_one
    troubles = []
    for page in opened:
        page.context.close()
        troubles += _watches.pop(page).unforgiven
    assert troubles == []


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A desktop in Chinese on the worked example."""
    return open_page()


@pytest.fixture
def phone(open_page: OpenPage) -> Page:
    """A phone in Chinese on the worked example."""
    return open_page(phone=True)


@pytest.fixture
def english(open_page: OpenPage) -> Page:
    """A desktop in English on the worked example."""
    return open_page(language="en")


@pytest.fixture
def fresh_page(open_page: OpenPage, fresh: Console) -> Page:
    """A desktop in Chinese on an empty brand of the test's own."""
    return open_page(console=fresh)


@pytest.fixture
def shot(tmp_path: Path) -> Callable[[str, Page], Path]:
    """Writes a picture of the whole page."""
    folder = Path(os.environ.get("SIYU_SHOTS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)

    def write(name: str, page: Page) -> Path:
        path = folder / f"{name}.png"
        page.screenshot(path=path, full_page=True)
        return path

    return write
