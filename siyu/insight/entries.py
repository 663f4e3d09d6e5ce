"""What entries brought: the people that each of them won."""

from siyu.insight.behind import opened
from siyu.insight.questions import Question
from siyu.insight.relations import statement


def won_by_entry(question: Question) -> dict[int, int]:
    """{entry: people won in the period}; who was won by no entry and no touch is in none."""
    with opened(question, "won_now") as duck:
        return dict(duck.execute(statement("behind/won_by_entry")).fetchall())
