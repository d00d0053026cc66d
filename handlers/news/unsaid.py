"""News that names no group, in a private message: of which of one's groups is it? (DIALOGUES.md 2: "Groupe inconnu")"""

from __future__ import annotations

import dataclasses

from bot.domain.bodies import LIFE
from bot.domain.people import Person
from bot.domain.permissions import Grant, files
from handlers.answer import Answer
from handlers.groups.which import own_groups
from handlers.said import file_text, heard_in, understood_in
from handlers.typed import Typed
from storage.transaction import Tx


def news_of_no_group(typed: Typed, person: Person, tx: Tx) -> Answer | None:
    """Asks which group it is, of what would be news in the channel of one and may be nothing else. None for any other text, and for who has
    no group."""
    kind = next((kind for kind in tx.kinds.values() if kind.cls.life == LIFE), None)
    groups = own_groups(person, tx) if kind and typed.private and files(person, kind.cls) is not Grant.NO else []
    if kind is None or not groups:
        return None
    heard = heard_in(typed)
    alone = understood_in(heard, person, tx)
    there = understood_in(dataclasses.replace(heard, group=groups[0].name), person, tx)
    if alone.kind is not None or alone.likely or there.kind != kind.name:
        return None
    return file_text(dataclasses.replace(heard, kind=kind.name), person, tx)
