"""Zones in which days may begin."""

from functools import cache
from zoneinfo import available_timezones


@cache
def zones() -> tuple[str, ...]:
    """The zones that have a place in their name, and UTC."""
    apart = ("Etc/", "SystemV/", "posix/", "right/")
    named = (zone for zone in available_timezones() if "/" in zone and not zone.startswith(apart))
    return (*sorted(named), "UTC")


def zone_exists(name: str) -> bool:
    """Whether there is a zone of this name."""
    return name in available_timezones()
