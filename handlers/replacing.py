"""The text "Correction du CR Bureau – 11/09/2008": what it says replaces what was filed of that meeting, as a version."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

from bot.domain.contribution import Contribution
from bot.domain.folding import fold
from bot.domain.minutes import LIFE
from bot.domain.people import Person
from bot.domain.permissions import may_change
from handlers.answer import Reply
from handlers.change import record
from handlers.lives.minutes.settling import minutes_of
from handlers.lives.minutes.twins import twins
from handlers.show import own
from storage.contributions import read_answers
from storage.drafts import DROPPED, Draft
from storage.transaction import Tx

_CORRECTS = re.compile(r"\W*(?:correction|correctif|rectificatif|rectification|corrected|errat(?:um|a))\b")
_WHOLE = 0.7
"""A text of that much of the one before is all of it; a shorter one is told below it."""


def corrected_by(draft: Draft, person: Person, tx: Tx) -> Reply | None:
    """The minutes that the text corrects, corrected. None where it says no such thing, or corrects nothing that is his to change."""
    if tx.kinds[draft.kind].cls.life != LIFE or not _CORRECTS.match(fold(draft.raw_text[:40])):
        return None
    found = [item for item in twins(draft.answers, tx) if may_change(person, item, tx.directory)]
    if not found:
        return None
    if draft.id:
        tx.drafts.save(dataclasses.replace(draft, state=DROPPED, contribution_id=found[-1].id))
    said = {name: text for name, text in draft.answers.items() if text and name != "chamber"}
    answers: dict[str, Any] = read_answers(tx.kinds[draft.kind], said)
    after = dataclasses.replace(found[-1], **answers)
    return dataclasses.replace(own(tx, person, replaces(found[-1], after, person, tx)), filed=draft.origin.message or "")


def replaces(item: Contribution, corrected: Contribution, person: Person, tx: Tx) -> Contribution:
    """The item as it was corrected: its next version. Its text stays above that of a correction which is much shorter."""
    before, after = minutes_of(item).notes, minutes_of(corrected).notes
    if before and after != before and len(after) < _WHOLE * len(before):
        both: dict[str, Any] = {"notes": f"{before}\n\n{after}"}
        corrected = dataclasses.replace(corrected, **both)
    return record(item, corrected, "correct", person.id, tx) if corrected != item else item
