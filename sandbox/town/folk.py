"""Who people are: the identifiers they show, where, and which shops know them by which."""

from dataclasses import dataclass

import numpy as np

from sandbox.town.places import DOUYIN, JD, KUAISHOU, MINI, STORE, TMALL

COLUMNS = (
    "id.unionid",
    "id.external_userid",
    "id.openid",
    "id.openid.app",
    "id.phone",
    "id.taobao",
    "id.douyin",
    "id.jd",
)
APP = "wx-林间茶"
SHOP_IDS = {TMALL: "id.taobao", DOUYIN: "id.douyin", JD: "id.jd"}
WITH_PHONE = 0.9
MASKED = 0.35
"""Share of orders of a known customer on which the shop masks the phone."""


@dataclass(frozen=True)
class Person:
    """One made-up person."""

    number: int
    phone: str
    """Empty for those who never gave one: they buy in the mini-program only."""

    def identifier(self, kind: str) -> str:
        """The value of one of their identifiers."""
        if kind == "id.phone":
            return self.phone
        if kind == "id.openid.app":
            return APP
        return f"{PREFIX[kind]}{self.number:07d}"


PREFIX = {
    "id.unionid": "oTeaUnion",
    "id.external_userid": "wmTeaCustomer",
    "id.openid": "oTeaOpen",
    "id.taobao": "tb-",
    "id.douyin": "dy-",
    "id.jd": "jd-",
}
SHOWN = {
    "wecom": ("id.unionid", "id.external_userid", "id.phone"),
    "official_account": ("id.unionid", "id.openid", "id.openid.app", "id.phone"),
    "group": ("id.unionid", "id.phone"),
    "mini_program": ("id.unionid", "id.phone"),
    "tmall-林间茶": ("id.unionid", "id.taobao", "id.phone"),
    "jd-林间茶": ("id.unionid", "id.jd", "id.phone"),
    "fan_group": ("id.unionid", "id.douyin", "id.phone"),
}
"""Which identifiers a join shows, by pool, and by pool number where that says more."""


def people_from(draw: np.random.Generator, first: int, count: int) -> list[Person]:
    """So many new people, numbered from `first`; one in ten without a phone."""
    gave = draw.random(count) < WITH_PHONE
    return [Person(first + n, f"1380{first + n:07d}" if gave[n] else "") for n in range(count)]


def at_join(person: Person, pool: str, pool_id: str) -> dict[str, str]:
    """The identifiers on the row of a join or a leave."""
    kinds = SHOWN.get(pool_id) or SHOWN[pool]
    return {kind: person.identifier(kind) for kind in kinds}


def at_order(person: Person, shop: str, *, known: bool, masked: bool) -> dict[str, str]:
    """The identifiers on an order. `known`: this shop has seen the person with their phone before."""
    if shop == MINI:
        return {"id.unionid": person.identifier("id.unionid"), "id.phone": person.phone}
    if shop == STORE:
        return {"id.phone": person.phone}
    if shop == KUAISHOU:
        return {"id.phone": f"138****{person.number % 10_000:04d}"}
    phone = person.phone
    if known and masked and phone:
        phone = f"{phone[:3]}****{phone[-4:]}"
    kind = SHOP_IDS[shop]
    return {kind: person.identifier(kind), "id.phone": phone}
