"""Help, in two languages, from what is really there and what its reader may do."""

from __future__ import annotations

from bot.domain.messages import Button, Message
from bot.domain.people import Person
from bot.domain.permissions import Act, Grant, grant
from handlers.answer import Reply
from storage.transaction import Tx


def guide(person: Person, tx: Tx, *, language: str = "") -> Reply:
    """What one can say, with an example of each. `language`: that of the word typed (`aide`, `help`)."""
    words = tx.words(language or person.language, person.zone)
    offered = [] if grant(person, Act.FILE) is Grant.NO else list(tx.kinds.values())
    kinds = [
        {
            "proposal": words.text(kind.cls.proposal),
            "example": words.text(kind.cls.command.example),
            "command": kind.cls.command.english if words.language == "en" else kind.cls.command.french,
        }
        for kind in offered
    ]
    buttons = [Button(label=words.text(kind.cls.proposal), act=f"new:{kind.name}") for kind in offered]
    settings = Button(label=words.text("My letter"), act="letter:show", word="lettre")
    return Reply(message=Message.of(words.render("shared/guide", kinds=kinds), *buttons, settings), fresh=True)
