"""The watch sees what it is there for; without this a silent page would prove nothing."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import watch_of

PROVOKED = {
    "csp": "const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.head.append(s)",
    "console": "console.error('something is wrong')",
    "error": "setTimeout(() => { throw new Error('something is wrong') })",
    "answer": "fetch('/no-such-page')",
}


@pytest.mark.parametrize("what", PROVOKED)
def test_trouble_is_seen(page: Page, what: str) -> None:
    watch = watch_of(page)
    page.goto("/settings")
    assert watch.unforgiven == []
    page.evaluate(PROVOKED[what])
    page.wait_for_function("() => true")
    page.goto("/settings")  # whatever was on its way has arrived by then
    assert [told for told in watch.unforgiven if told.startswith(what)]
    assert not page.evaluate("window.ran")
    watch.forgive(".")
