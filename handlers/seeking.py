"""The one question to who says "cherche …" and may mean a search as well as a request. (DIALOGUES.md 4)"""

from __future__ import annotations

import dataclasses

from bot.domain.contribution import Kind
from bot.domain.errors import Gone, NotAllowed
from bot.domain.messages import Button, Message
from bot.domain.people import Person
from bot.domain.permissions import Grant, files
from bot.domain.seeking import sought_in
from handlers.answer import Answer, Reply
from handlers.contribute import close_question, text_key
from handlers.search import search
from handlers.typed import Typed, late
from storage.drafts import DROPPED, WAITING, Draft
from storage.outbox import About
from storage.transaction import Tx


def asks_for(person: Person, tx: Tx) -> Kind | None:
    """The kind in which he may ask whoever knows; None for who may not."""
    kinds = (kind for kind in tx.kinds.values() if kind.cls.read_as == "request")
    return next((kind for kind in kinds if files(person, kind.cls) is not Grant.NO), None)


def ask_which(typed: Typed, kind: Kind, person: Person, tx: Tx) -> Reply:
    """Which of the two is it? The text is kept as it was typed."""
    words = tx.words(person.language, person.zone)
    draft = tx.drafts.add(
        Draft(
            kind="",
            number=None,
            person_id=person.id,
            question="kind",
            options=("", kind.name),  # the first is no kind: its button is pressed by its number
            answers={},
            raw_text=typed.text,
            text_key=text_key(typed.text),
            language=person.language,
            origin=typed.origin,
            said_at=tx.now,
            written_at=late(typed.written_at, tx.now),
        )
    )
    seek = Button(label=words.text("Search"), act=f"seek:{draft.id}", word="1")
    ask = Button(label=words.text(kind.cls.proposal), act=f"keep:{draft.id}:{kind.name}", word="2")
    text = words.markdown("“{typed}”: 1 search what was filed, or 2 ask the network?", typed=_what(typed.text, tx))
    return Reply(message=Message.of(text, seek, ask), about=About(draft=draft.id, person=person.id), purpose="card")


def press_seek(rest: list[str], person: Person, tx: Tx) -> Answer:
    """It was a search: the text is not kept any longer. Raises Gone, NotAllowed."""
    draft = tx.drafts.get(int(rest[0])) if len(rest) == 1 and rest[0].isdecimal() and len(rest[0]) < 18 else None
    if draft is None or draft.state != WAITING:
        raise Gone("This has been settled already. Nothing was changed.")
    if draft.person_id != person.id:
        raise NotAllowed("Only {name} can answer.", name=tx.people.named([draft.person_id]).get(draft.person_id, ""))
    tx.drafts.save(dataclasses.replace(draft, state=DROPPED))
    close_question(draft, tx)
    return search(_what(draft.raw_text, tx), person, tx)


def _what(typed: str, tx: Tx) -> str:
    sought = sought_in(typed, tx.directory)
    return sought.what if sought else typed
