"""Reading the brand."""

from zoneinfo import ZoneInfo

from siyu.core.models import Brand


def brand() -> Brand:
    """The one brand of this installation."""
    return Brand.objects.get(id=1)


def brand_zone() -> ZoneInfo:
    """The zone in which the brand's days begin."""
    return ZoneInfo(brand().zone)
