"""How the lines of a morning become one message: by themselves, or on top of a letter. What finds no room waits for the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.messages import Message, Row, Text
from bot.domain.people import PLAIN, Person
from bot.wording import Markdown
from bot.wording.plain import plain
from handlers.actions.listing import LARGE, SMALL
from handlers.actions.speaking import MOST_ON_TOP, grouped
from handlers.morning import Line
from storage.transaction import Tx

MOST_LINES = 20
"""Each with its row of buttons; a platform shows so many."""

MOST_LONG_ON_TOP = 5
"""On top of a letter, which is there to be read."""


@dataclass(frozen=True, kw_only=True)
class Morning:
    """A message, and the lines that it says: the others are said another day."""

    message: Message
    told: tuple[Line, ...]


def morning(lines: Sequence[Line], person: Person, platform: str, tx: Tx) -> Morning:
    """The grouped message: actions as one numbered list, then the other lines as far as there is room."""
    room = SMALL if platform in PLAIN else LARGE
    words = tx.words(person.language, person.zone)
    actions = [line for line in lines if line.action]
    others = [line for line in lines if not line.action]
    if actions:
        message = grouped(actions, person, tx, most_bytes=room)
    else:
        message = Message.of(words.markdown("Good morning {name}.", name=person.first_name))
    said = list(actions)
    for line in others[:MOST_LINES]:
        longer = message.then(line.markdown, *line.buttons)
        if said and _size(longer) > room:
            continue
        message = longer
        said.append(line)
    return Morning(message=message, told=tuple(said))


def _size(message: Message) -> int:
    return len(plain(message.markdown).encode())


def above_a_letter(lines: Sequence[Line]) -> list[Line]:
    """Those that are said on the letter's day: of what takes a line of its own, the first few. The others are said another day."""
    long = [line for line in lines if not line.compact][MOST_LONG_ON_TOP:]
    return [line for line in lines if line not in long]


def on_top(lines: Sequence[Line], person: Person, tx: Tx) -> Message:
    """For the letter's day: what can be said in a few words in one line, then what cannot."""
    words = tx.words(person.language, person.zone)
    head = words.markdown("**For you**")
    actions = [line for line in lines if line.action]
    kept = [line for line in lines if line.compact and line not in actions[MOST_ON_TOP:]]
    parts = [Markdown(line.compact.markdown) for line in kept if line.compact]
    if left := len(actions[MOST_ON_TOP:]):
        parts.append(words.nmarkdown("and {n} more: type “my actions”.", "and {n} more: type “my actions”.", left))
    buttons = tuple(button for line in kept if line.compact for button in line.compact.buttons)
    message = Message((Text(" ".join([head, " · ".join(parts)]) if parts else head), *((Row(buttons),) if buttons else ())))
    for line in lines:
        if not line.compact:
            message = message.then(line.markdown, *line.buttons)
    return message
