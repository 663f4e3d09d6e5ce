"""From the address of a page to a question, and its answer, remembered while nothing changed."""

from collections import OrderedDict
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from threading import Lock
from typing import Any

from django.db import connection
from django.http import HttpRequest

from siyu.core.queries import brand_zone
from siyu.core.refusals import Refusal
from siyu.core.words import Say, language, say
from siyu.insight.questions import BY, Question, ask
from siyu.market.queries import first_day, today_in
from siyu.market.reports import answer, priced

KEPT = 64
_answers: "OrderedDict[tuple[Any, ...], dict[str, Any]]" = OrderedDict()
_making: dict[tuple[Any, ...], Lock] = {}
_lock = Lock()


def question_of(request: HttpRequest, report: str) -> tuple[Question, Say | None]:
    """What the address asks, and what was wrong: a wrong question is answered as if nothing was asked."""
    zone = brand_zone()
    today = today_in(zone, datetime.now(UTC))
    first = first_day(zone, today=today)
    asked = {name: request.GET.get(name) or None for name in ("from", "to", "as_of", "by", "horizon")}
    by = asked["by"] if asked["by"] in BY[report] else None
    try:
        question = ask(
            report,
            since=asked["from"],
            until=asked["to"],
            as_of=asked["as_of"],
            by=by,
            horizon=asked["horizon"],
            first_day=first,
            today=today,
            zone=zone,
        )
    except Refusal as refusal:
        question = ask(
            report,
            since=None,
            until=None,
            as_of=None,
            by=by,
            horizon=None,
            first_day=first,
            today=today,
            zone=zone,
        )
        return question, refusal.text
    return question, None


def answered(report: str, question: Question) -> dict[str, Any]:
    """The report's document: calculated once for a state of the data, a question and a language."""
    return remembered(report, question, lambda: answer(report, question))


def remembered(report: str, question: Question, calculate: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What was calculated before for the same data, question and language; else it is calculated now."""
    key = (report, question, language(), state())
    with _lock:
        making = _making.setdefault(key, Lock())
    # Whoever asks the same meanwhile waits for the answer instead of calculating it a second time.
    try:
        with making:
            with _lock:
                if key in _answers:
                    _answers.move_to_end(key)
                    return _answers[key]
            document = calculate()
            _keep(key, document)
            return document
    finally:
        with _lock:
            _making.pop(key, None)


def priced_together(question: Question, *, few: int) -> dict[str, Any]:
    """The report of prices with its curves and weekly prices, from one look at the data."""

    def calculate() -> dict[str, Any]:
        found = priced(question, few=few)
        _keep(("prices", question, language(), state()), found["prices"])
        return found

    return remembered("the page of prices", question, calculate)


def _keep(key: tuple[Any, ...], document: dict[str, Any]) -> None:
    with _lock:
        _answers[key] = document
        while len(_answers) > KEPT:
            _answers.popitem(last=False)


def state() -> tuple[Any, ...]:
    """What changes whenever any number might: the last fact (every change leaves one)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM facts_fact")
        return (connection.settings_dict["NAME"], cursor.fetchone()[0])


def periods(question: Question) -> list[dict[str, Any]]:
    """The periods a page offers: label, bounds, and whether it is the present one."""
    today = today_in(question.zone, datetime.now(UTC))
    tomorrow = today + timedelta(days=1)
    month = today.replace(day=1)
    last_month = (month - timedelta(days=1)).replace(day=1)
    offers: list[tuple[Say, date | None, date | None]] = [
        (say("近 7 天", "7 days"), tomorrow - timedelta(days=7), tomorrow),
        (say("近 30 天", "30 days"), tomorrow - timedelta(days=30), tomorrow),
        (say("近 90 天", "90 days"), tomorrow - timedelta(days=90), tomorrow),
        (say("本月", "This month"), month, tomorrow),
        (say("上月", "Last month"), last_month, month),
        (say("全部", "All"), None, None),
    ]
    first = first_day(question.zone, today=today)
    return [
        {
            "label": label,
            "since": since or "",
            "until": until or "",
            "chosen": (question.since, question.until) == (since or first, until or tomorrow),
        }
        for label, since, until in offers
    ]
