"""What entries brought: the people that each of them won."""

from siyu.insight.behind import opened
from siyu.insight.questions import Question
from siyu.insight.relations import statement

WON_NOW = 5
"""How many of the relations of `prices` have to be built for who was won in the period."""


def won_by_entry(question: Question) -> dict[int, int]:
    """{entry: people won in the period}; who was won by no entry and no touch is in none."""
    with opened(question, WON_NOW) as duck:
        return dict(duck.execute(statement("behind/won_by_entry")).fetchall())
