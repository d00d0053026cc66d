"""What a piece of news of a group does in its life, for handlers/lives/."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from typing import Any

from bot.domain.bodies import bare_name
from bot.domain.contribution import Contribution
from bot.domain.folding import words as folded
from bot.domain.people import Person
from bot.wording import Words
from storage.transaction import Tx

_MASCULINE = re.compile(r"(?:gt|gp|groupe|comite|copil|collectif|club|cercle|chantier)\b.*")
"""Nouns of groups before which French says "le"."""


def filed(item: Contribution, person: Person, tx: Tx) -> None:
    """What the news says that the group has entrusted to a chamber is noted there."""
    questions = tx.kinds[item.kind].questions
    codes = (str(getattr(item, question.name)) for question in questions if question.type == "chamber" and question.cues)
    chamber = next((code for code in codes if code), "")
    body = tx.bodies.known(_shaped(item, "group", tx)) if chamber else None
    if body and body.is_group:
        tx.bodies.change(body, dataclasses.replace(body, delegated_to=chamber), act="entrusted", by=person.id, about=chamber)


def facts(item: Contribution, words: Words, tx: Tx) -> Mapping[str, Any]:
    """The group as it is registered, or as it was said, and what is new."""
    del words
    said = _shaped(item, "group", tx)
    body = tx.bodies.known(said)
    name = body.name if body else bare_name(said)
    return {"group": name, "news": _shaped(item, "news", tx), "masculine": _MASCULINE.fullmatch(folded(name)) is not None}


def _shaped(item: Contribution, shape: str, tx: Tx) -> str:
    return next((str(getattr(item, question.name)) for question in tx.kinds[item.kind].questions if question.shape == shape), "")
