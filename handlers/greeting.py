"""The first message of a person's life with us, said once. (DIALOGUES.md, "Premier message")"""

from __future__ import annotations

from bot.domain.messages import Button, Message
from bot.domain.people import Person
from bot.domain.permissions import Grant, files
from handlers.verbs import example_of
from storage.transaction import Tx


def greeting(person: Person, tx: Tx) -> Message:
    """Who speaks, what one can write, who sees it, an example; a reader, what he receives. With the ways to his settings and data."""
    words = tx.words(person.language, person.zone)
    kinds = [kind for kind in tx.kinds.values() if files(person, kind.cls) is not Grant.NO]
    values = {
        "name": person.first_name,
        "files": bool(kinds),
        "things": [
            *(words.text(kind.cls.named) for kind in kinds if kind.cls.named),
            words.text("a chamber to find"),
            words.text("a leave"),
        ],
        "waits": person.plainly,
        "example": example_of(kinds[0], person, words, tx) if kinds else "",
    }
    return Message.of(
        words.render("shared/greeting", **values),
        Button(label=words.text("My settings"), act="own:settings", word=words.text("my settings")),
        Button(label=words.text("My data"), act="own:data", word=words.text("my data")),
    )
