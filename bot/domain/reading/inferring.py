"""What was not said and is known all the same: the day on which it was said, the group whose channel it was said in."""

from __future__ import annotations

from bot.domain.reading.answers import Reading
from bot.domain.reading.drafts import Draft
from bot.domain.reading.grammar import Grammar


def infer_rest(draft: Draft, grammar: Grammar, reading: Reading) -> None:
    """The day and the group, where the kind declares that they are inferred."""
    known = {"today": reading.today, "group": reading.group}
    for question in grammar.questions.values():
        if draft.open(question.name) and known.get(question.inferred):
            draft.answers[question.name] = known[question.inferred]
