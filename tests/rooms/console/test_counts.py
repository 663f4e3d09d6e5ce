"""What the console tells of counts by platforms."""

import re
from collections.abc import Callable
from typing import Any

from django.test import Client

SPEND = "date,platform,account,campaign,placement,cost\n2026-03-02,baidu,b,c,p,60\n"
ENTRY = "code,title,platform,account,campaign,placement\n搜一搜,搜索来的,baidu,b,c,p\n"


def test_the_prices_page_tells_the_price_by_counts_where_nobody_is_known(
    console: Client, bring_in: Callable[..., Any]
) -> None:
    bring_in("spend", SPEND)
    bring_in("entries", ENTRY)
    bring_in(
        "pool_counts", "date,pool,pool_id,entry,joined,left\n2026-03-02,official_account,gh,搜一搜,20,\n"
    )
    page = console.get("/prices?from=2026-03-02&to=2026-04-01&as_of=2026-04-01").content.decode()
    told = " ".join(re.sub(r"<[^>]+>", "", page).split())
    assert "按平台计数每次加入 3.00(20 次)" in told, told[:3000]
