"""The address that links are made for, and who can open it."""

from typing import Any

from django.http import HttpRequest

from siyu.traffic.queries import link_address
from siyu.traffic.rules import reach_of

SKIPPED = "links_without_domain"
"""In the session: somebody chose to try links on this machine first."""


def addressed(request: HttpRequest) -> dict[str, Any]:
    """`address` as it was set (or empty), `base` that links are made for now, `reach` of that."""
    address = link_address()
    base = address or request.build_absolute_uri("/").rstrip("/")
    return {
        "address": address,
        "base": base,
        "reach": reach_of(base),
        "skipped": bool(request.session.get(SKIPPED)),
    }
