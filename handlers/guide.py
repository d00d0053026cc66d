"""Help, in two languages, from what is really there and what its reader may do."""

from __future__ import annotations

from bot.domain.folding import words as folded
from bot.domain.messages import Button, Message
from bot.domain.people import Account, Person
from bot.domain.permissions import Act, Grant, grant
from handlers.answer import Reply
from handlers.leave_reading import example
from handlers.strangers import BY_LINK
from handlers.troubles import may_see
from handlers.verbs import example_of, filed_by, verb_of
from storage.transaction import Tx


def help_asked(verb: str, text: str) -> str:
    """The language of the help that a command asks for (`/offre aide`), or nothing. `/lettre aide` is about the letter."""
    return {"aide": "fr", "help": "en"}.get(folded(text), "") if verb not in ("lettre", "letter") else ""


def help_alone(account: Account, language: str, tx: Tx) -> Reply | None:
    """Help by reading alone: nothing is noted of it, so that nobody waits for a disk. None for who is not greeted yet."""
    person = tx.people.by_account(account)
    return guide(person, tx, language=language) if person and tx.people.is_greeted(person.id) else None


def guide(person: Person, tx: Tx, *, language: str = "") -> Reply:
    """What one can say, with an example of each; in few words, and without menus, where there are none. `language`: that of the word typed
    (`aide`, `help`)."""
    words = tx.words(language or person.language, person.zone)
    offered = filed_by(person, tx.kinds)
    kinds = [
        {
            "proposal": words.text(kind.cls.proposal),
            "example": example_of(kind, person, words, tx),
            "command": verb_of(kind, words),
        }
        for kind in offered
    ]
    buttons = [Button(label=words.text(kind.cls.proposal), act=f"new:{kind.name}", word=verb_of(kind, words)) for kind in offered]
    buttons.append(Button(label=words.text("My letter"), act="letter:show", word=words.text("letter")))
    buttons.append(Button(label=words.text("My settings"), act="own:settings", word=words.text("my settings")))
    page = "shared/guide_plain" if person.plainly else "shared/guide"
    values = {
        "kinds": kinds,
        "day": example(person, tx, language=words.language),
        "acts": grant(person, Act.CLOSE_ACTION) not in (Grant.NO, Grant.OWN),
        "invites": grant(person, Act.INVITE) is not Grant.NO,
        "organises": may_see(person),
        "links": bool(tx.setting.telegram_bot) and BY_LINK not in tx.people.platforms(person.id),
    }
    return Reply(message=Message.of(words.render(page, **values), *buttons), fresh=True)
