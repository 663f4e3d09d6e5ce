"""Zones by name. Pure."""

from zoneinfo import ZoneInfo, available_timezones


def zone_exists(name: str) -> bool:
    """Whether there is a zone of this name."""
    return name in available_timezones() and bool(ZoneInfo(name))
