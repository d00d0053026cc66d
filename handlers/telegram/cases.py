"""Which use case a message is for: a command, a word that a command stands for, something forwarded, or plain words."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from bot.domain.contribution import Kinds
from bot.domain.messages import Nothing
from bot.domain.people import Account, Person
from handlers.afterwards import filed_from_menu
from handlers.answer import Answer, Case, Unknown
from handlers.converse import command, hear
from handlers.guide import guide
from handlers.linking import accept, accept_known
from handlers.said import heard_in
from handlers.telegram.inbound import Spoken
from handlers.typed import Typed
from handlers.unreadable import tell_unreadable
from handlers.verbs import LETTER, SEARCH, commands
from storage.transaction import Tx

START: Final = "start"
WORDS: Final[Mapping[str, str]] = {
    "aide": "aide",
    "help": "help",
    "settings": "réglages",
    "privacy": "mes données",
    "stop": "stop",
}
"""Commands that stand for words."""
UNDO: Final = "annuler"
_OWN: Final = frozenset({START, UNDO, *WORDS, *LETTER, *SEARCH})
"""Those that concern nobody but who types them."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """A person's message: what it says, by whom, and what it is meant as. `first_name`, `language` (IETF): his, there. `album`: photos
    sent together."""

    typed: Typed
    spoken: Spoken
    verb: str
    account: Account
    first_name: str
    language: str
    forwarded: bool
    album: str
    topic: int | None

    @property
    def is_for_himself(self) -> bool:
        """A command whose answer concerns nobody else of the group: all but one that brings a contribution with it."""
        return bool(self.verb) and (self.verb in _OWN or not self.typed.text)


@dataclass(frozen=True)
class Chosen:
    """The use case, and what happens instead for an account that is nobody's yet."""

    run: Case
    unknown: Unknown | None = None


def plain_verb(verb: str) -> str:
    """A command as Telegram writes it: a-z, 0-9 and "_" alone."""
    letters = unicodedata.normalize("NFKD", verb.lower())
    return "".join(letter for letter in letters if letter.isascii() and (letter.isalnum() or letter == "_"))


def verbs_of(kinds: Kinds) -> dict[str, str]:
    """Every command that names what it is about, by the way Telegram writes it."""
    return {plain_verb(verb): verb for verb in commands(kinds)}


def meant(spoken: Spoken, kinds: Kinds, *, private: bool) -> str:
    """Our own name of the command; "" for no command. In a group, one we do not have is another bot's, unless it names us."""
    if not spoken.verb or spoken.verb in _OWN:
        return spoken.verb
    known = verbs_of(kinds).get(spoken.verb)
    return known or (spoken.verb if private or spoken.called else "")


def case_of(said: Said) -> Chosen | None:
    """None for what nobody is to answer: small talk of a group that nobody could read, and what happens to a chat."""
    if said.spoken.is_empty or (said.spoken.unreadable and not said.typed.addressed):
        return None
    if said.verb == START:
        return _started(said)
    return Chosen(_commanded(said) if said.verb else _worded(said))


def _commanded(said: Said) -> Case:
    word = WORDS.get(said.verb)
    return partial(hear, replace(said.typed, text=word, markdown=word)) if word else partial(command, said.verb, said.typed)


def _worded(said: Said) -> Case:
    if said.spoken.unreadable:
        return partial(_unreadable, said.spoken.unreadable, said.album)
    case: Case = partial(_forwarded if said.forwarded and said.typed.private else hear, said.typed)
    return partial(_captioned, said.album, case) if said.album else case


def _started(said: Said) -> Chosen:
    """The first contact, or an invitation. Who has just been greeted needs no help on top of it."""
    token = said.typed.text.strip()
    if token:
        return Chosen(partial(accept_known, token, said.account), accept(token, called=said.first_name))
    return Chosen(lambda person, tx: guide(person, tx) if tx.people.is_greeted(person.id) else Nothing())


def _unreadable(what: str, album: str, person: Person, tx: Tx) -> Answer:
    """Of photos sent together one is answered for all, and none where one of them had words."""
    return tell_unreadable(what, person, tx) if not album or _first_of(album, tx) else Nothing()


def _captioned(album: str, case: Case, person: Person, tx: Tx) -> Answer:
    _first_of(album, tx)
    return case(person, tx)


def _forwarded(typed: Typed, person: Person, tx: Tx) -> Answer:
    """Somebody else's words: they are filed for what they are, and are neither a command nor an answer of his who passes them on."""
    return filed_from_menu(heard_in(typed), person, tx)


def _first_of(album: str, tx: Tx) -> bool:
    return tx.received.first_time("telegram", f"album:{album}", "album")
