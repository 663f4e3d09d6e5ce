"""The console shows the page of every number, in the reader's language, and its links lead on."""

import re
from typing import Any

from tests.house.source import ROOT


def test_every_page_is_shown_in_both_languages_and_leads_to_others(brand: Any, client: Any) -> None:
    from siyu.core.actions import OWNER_EMAIL
    from siyu.core.models import Staff

    owner = Staff.objects.get(email=OWNER_EMAIL)
    slugs = {path.name.split(".")[0] for path in (ROOT / "docs" / "numbers").glob("*.md")}
    for language, word in (("zh", "笔算"), ("en", "By pencil")):
        Staff.objects.filter(id=owner.id).update(language=language)
        client.force_login(Staff.objects.get(id=owner.id))
        for slug in slugs:
            answer = client.get(f"/numbers/{slug}")
            assert answer.status_code == 200
            text = answer.content.decode()
            article = text[text.index("<article") : text.index("</article>")]
            assert slug == "index" or word in article
            led = set(re.findall(r'href="([^"]*)"', article))
            assert led
            assert {target.removeprefix("/numbers/") for target in led} <= slugs, (slug, led)
    assert client.get("/numbers/nothing-of-the-kind").status_code == 404
