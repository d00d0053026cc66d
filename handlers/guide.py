"""Help, in two languages, from what is really there."""

from __future__ import annotations

from bot.domain.messages import Button, Message
from bot.domain.people import Person
from handlers.answer import Reply
from storage.transaction import Tx


def guide(person: Person, tx: Tx, *, language: str = "") -> Reply:
    """What one can say, with an example of each. `language`: that of the word typed (`aide`, `help`)."""
    words = tx.words(language or person.language, person.zone)
    kinds = [
        {
            "proposal": words.text(kind.cls.proposal),
            "example": words.text(kind.cls.command.example),
            "command": kind.cls.command.french,
        }
        for kind in tx.kinds.values()
    ]
    buttons = [Button(label=words.text(kind.cls.proposal), act=f"new:{kind.name}") for kind in tx.kinds.values()]
    settings = Button(label=words.text("My letter"), act="letter:show", word="lettre")
    return Reply(message=Message.of(words.render("shared/guide", kinds=kinds), *buttons, settings), fresh=True)
