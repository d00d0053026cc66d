"""Actions whose term falls into a leave: kept, or entrusted to somebody in one more gesture. (DIALOGUES.md 6)"""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.actions import ActionRecord
from bot.domain.errors import Gone
from bot.domain.messages import Button, Message
from bot.domain.people import Person
from bot.wording import Words
from handlers.actions.acts import handed_over
from handlers.actions.meaning import due_to
from handlers.actions.offering import receivers
from handlers.actions.owners import chamber_named
from handlers.actions.receiving import Receiver
from handlers.actions.speaking import Meant
from handlers.answer import Reply
from storage.transaction import Tx


def due_on_leave(away: Person, tx: Tx) -> list[ActionRecord]:
    """What comes due while he is away, and what is late already: nobody is reminded of it meanwhile."""
    back = away.away_until
    return [action for action in due_to(away, tx) if back and action.due and action.due < back]


def leave_buttons(words: Words) -> tuple[Button, ...]:
    """The two answers to what comes due before he is back."""
    keep = Button(label=words.text("Keep them"), act="act:keep", word=words.text("keep them"))
    return keep, Button(label=words.text("Entrust them to…"), act="act:entrust", word=words.text("entrust them"))


def keep_all(person: Person, tx: Tx) -> Reply:
    """They wait for him: the first message after the leave counts them."""
    words = tx.words(person.language, person.zone)
    return Reply(message=Message.of(words.markdown("Noted: they stay in your name, and wait until you are back."), _back_button(words)))


def _back_button(words: Words) -> Button:
    return Button(label=words.text("I am back"), act="leave:end", word=words.text("I am back").lower())


def entrust(person: Person, tx: Tx) -> Reply:
    """To whom? Raises Gone where nothing comes due any more."""
    found, words = _due(person, tx), tx.words(person.language, person.zone)
    people = receivers(person, tx)
    buttons = [Button(label=name, act=f"act:all:{key}", word=name) for key, name in people]
    example = people[0][1] if people else ""
    text = words.nmarkdown(
        "To whom do I pass {n} action? Or type “entrust them to {name}”.",
        "To whom do I pass {n} actions? Or type “entrust them to {name}”.",
        len(found),
        name=example,
    )
    return Reply(message=Message.of(text, *buttons), fresh=True)


def _due(person: Person, tx: Tx) -> Sequence[ActionRecord]:
    found = due_on_leave(person, tx)
    if not found:
        raise Gone("No action of yours comes due before you are back.")
    return found


def entrust_all(to: Receiver, person: Person, tx: Tx) -> Reply:
    """All that come due before he is back, in one gesture. Raises Gone."""
    found, words = _due(person, tx), tx.words(person.language, person.zone)
    for action in found:
        handed_over(Meant(action=action, number=action.position), to.chamber, to.person, person, tx)
    name = tx.people.named([to.person]).get(to.person, "") if to.person is not None else chamber_named(to.chamber, tx, words)
    return Reply(
        message=Message.of(
            words.nmarkdown(
                "Noted: {n} action goes to {owner}, who will read it in the next message.",
                "Noted: {n} actions go to {owner}, who will read them in the next message.",
                len(found),
                owner=name,
            ),
            _back_button(words),
        )
    )
