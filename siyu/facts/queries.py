"""Reading the log of facts."""

from siyu.facts.models import Fact, Import


def nothing_stated() -> bool:
    """Whether nobody has brought anything in yet: no fact states a row, and no import waits."""
    waits = Import.objects.filter(state__in=["waiting", "running", "done"]).exists()
    return not waits and not Fact.objects.filter(key__isnull=False).exists()
