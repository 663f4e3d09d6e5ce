"""With what a period is compared: the one before, the same days a year before, or nothing."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from siyu.console.asking import answered
from siyu.console.rules import change
from siyu.core.words import Say, say
from siyu.insight.questions import EARLIEST, Question

COMPARISONS: Mapping[str, Say] = {
    "previous": say("前一段", "the period before"),
    "year": say("去年同期", "a year before"),
    "none": say("不比较", "nothing"),
}
"""What a period may be compared with, by its name in an address; the first is meant when none is named."""
LONGEST = timedelta(days=400)


def comparison_asked(asked: Mapping[str, str]) -> str:
    """The comparison that an address asks for."""
    wanted = asked.get("compare", "")
    return wanted if wanted in COMPARISONS else next(iter(COMPARISONS))


def past_of(question: Question, comparison: str) -> Question | None:
    """The same question about the earlier period, as far after it as this one is asked after its own.

    People who were won longer ago have had longer to buy: only at the same distance is it a comparison. None
    when there is nothing to compare with, or the period is all there is.
    """
    length = question.until - question.since
    if comparison == "none" or not timedelta(days=1) <= length <= LONGEST:
        return None
    if comparison == "year":
        earlier = [_year_before(day) for day in (question.since, question.until, question.as_of)]
    else:
        earlier = [day - length for day in (question.since, question.until, question.as_of)]
    since, until, as_of = earlier
    return replace(question, since=since, until=until, as_of=as_of) if since >= EARLIEST else None


def _year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # the 29th of February
        return day.replace(year=day.year - 1, day=28)


def changes_of(totals: Mapping[str, Any], past: Question | None) -> dict[str, float | None]:
    """How far each figure is from where it stood in the earlier period; empty where nothing is compared."""
    if past is None:
        return {}
    before = answered("prices", past)["totals"]
    return {name: change(totals[name], before[name]) for name in COMPARED}


COMPARED = (
    *("spend_fen", "clicks", "touches", "won", "kept", "cost_per_mille_fen", "cost_per_click_fen"),
    *("cost_per_won_fen", "value_to_date_fen", "sale_return"),
)
