"""What a typed message is: a word of command, the word of a button, an answer to an open question, or a contribution."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable

from bot.domain.contribution import Kind
from bot.domain.folding import words as folded
from bot.domain.messages import Nothing
from bot.domain.people import Person
from bot.domain.requests import LIFE
from handlers.actions.words import action_words
from handlers.afterwards import deleted, edited, filed_from_menu
from handlers.answer import Answer
from handlers.chamber_words import chamber_words
from handlers.courtesies import is_courtesy, is_praise
from handlers.forms import blank_form
from handlers.gesture import gesture, idle
from handlers.groups.words import group_command, group_words
from handlers.guide import guide, help_asked
from handlers.handover import handover_words
from handlers.inviting import inviting_words
from handlers.leave import leave_words
from handlers.letter import letter_words
from handlers.minutes.entries import entry_words
from handlers.minutes.words import minutes_words
from handlers.natural import as_meant, natural_words
from handlers.news.silence import answer_silence, nothing_new
from handlers.news.unsaid import news_of_no_group
from handlers.one_by_one import answer_form, form_of, form_word, go_on, made_way
from handlers.open_answer import open_answer
from handlers.own_words import own_words
from handlers.pieces import next_piece
from handlers.requests.knowing import knowing_words
from handlers.requests.words import request_words, under_request
from handlers.said import file_text, heard_in, understood_in
from handlers.search_words import search_command, search_words
from handlers.troubles import trouble_words
from handlers.typed import Typed, said_at
from handlers.typed_button import newer_button, typed_button
from handlers.unreadable import tell_unreadable
from handlers.verbs import LETTER, SEARCH
from storage.forms import Asked
from storage.transaction import Tx

__all__ = ["Typed", "command", "deleted", "edited", "filed_from_menu", "hear", "tell_unreadable"]

LONGEST_COMMAND = 60
"""A word of command with what it is about is shorter."""
ENOUGH = 3
"""Fields named in one message: it is a contribution of its own, not the answer to one of them."""

_HELP = {"aide": "fr", "aidez moi": "fr", "help": "en", "help me": "en", "bonjour": "fr", "hello": "en", "menu": ""}
_LETTER = ("lettre", "letter", "reglages", "settings", "mes reglages", "my settings", "ma lettre", "my letter")
_LETTER_ALONE = ("pause", "stop", "pourquoi", "why", "changer", "change", "reprendre", "resume", "me desabonner", "unsubscribe", "apercu")


def hear(typed: Typed, person: Person, tx: Tx) -> Answer:
    """The answer to a typed message. In a channel, only what is addressed to us or begins as a contribution begins gets one."""
    if is_courtesy(typed.text):
        return Nothing()
    if not typed.addressed:
        return (_reply(typed, person, tx) if typed.thread else None) or file_text(heard_in(typed), person, tx)
    asked = form_of(typed, person, tx)
    answer = _in_form(asked, typed, person, tx) if asked else None
    return answer or _understood(typed, person, tx)


def _understood(typed: Typed, person: Person, tx: Tx) -> Answer:
    """What is there already comes first: nothing is filed that was meant for it."""
    if not folded(typed.text):
        return guide(person, tx)
    if len(typed.text) > LONGEST_COMMAND and (whole := next_piece(typed, person, tx)):
        return whole
    about = _command(typed, person, tx) or _gesture(typed, person, tx)
    about = about or newer_button(typed, person, tx) or open_answer(typed, person, tx) or typed_button(typed, person, tx)
    about = about or _meant(typed, person, tx) or minutes_words(typed, person, tx) or idle(typed.text, person, tx)
    about = about or nothing_new(typed, person, tx)
    about = about or _goes_on(typed, person, tx) or answer_silence(typed, person, tx) or news_of_no_group(typed, person, tx)
    about = about or (Nothing() if is_praise(typed.text) else None)
    return about or next_piece(typed, person, tx) or file_text(heard_in(typed), person, tx)


def _goes_on(typed: Typed, person: Person, tx: Tx) -> Answer | None:
    """The next word of a conversation about a request, unless it announces something else."""
    other = understood_in(dataclasses.replace(heard_in(typed), addressed=False), person, tx).kind
    return under_request(typed, person, tx) if other is None or tx.kinds[other].cls.life == LIFE else None


def _meant(typed: Typed, person: Person, tx: Tx) -> Answer | None:
    """What a text is in other words, or with a slip of the thumb: never a text to file."""
    said = as_meant(typed)
    if said is typed:
        return None
    return _command(said, person, tx) or _gesture(said, person, tx) or typed_button(said, person, tx) or idle(said.text, person, tx)


def _gesture(typed: Typed, person: Person, tx: Tx, *, numbered: bool = False) -> Answer | None:
    return gesture(typed.text, person, tx, numbered=numbered, now=said_at(typed.written_at, tx.now))


def _in_form(asked: Asked, typed: Typed, person: Person, tx: Tx) -> Answer | None:
    """In the middle of a form: its own words, then what is surely something else, then its answer. None: it had nothing to do with it."""
    word = form_word(asked, typed, person, tx)
    if word is None and not _is_long_answer(asked, typed):
        word = form_word(asked, as_meant(typed), person, tx)
    if word is not None:
        return word
    if _announces(asked, typed, person, tx):
        return made_way(asked, file_text(heard_in(typed), person, tx), person, tx, filed=True)
    if not _is_long_answer(asked, typed):
        other = _command(as_meant(typed), person, tx) or _gesture(typed, person, tx)
        if other is not None:
            return made_way(asked, other, person, tx)
    answer = answer_form(asked, typed, person, tx)
    return answer if answer is not None else made_way(asked, _understood(typed, person, tx), person, tx)


def _is_long_answer(asked: Asked, typed: Typed) -> bool:
    """Some lines for a field that takes lines: whatever they begin with, they are its text."""
    return bool(asked.asking) and asked.form.input(asked.asking).type == "rich_text" and len(typed.text) > LONGEST_COMMAND


def _announces(asked: Asked, typed: Typed, person: Person, tx: Tx) -> bool:
    """Whether the text is another contribution. "Stage en communication" answers "Job title?"; with a place and a date it is an offer."""
    if asked.asking and asked.form.input(asked.asking).type == "rich_text":
        return False
    understood = understood_in(dataclasses.replace(heard_in(typed), addressed=False), person, tx)
    if understood.kind is None:
        return False
    said = [name for name in understood.answers if not tx.kinds[understood.kind].question(name).inferred]
    return not asked.asking or ":" in typed.text.partition("\n")[0] or len(said) >= ENOUGH


def _reply(typed: Typed, person: Person, tx: Tx) -> Answer | None:
    """In a thread, a gesture that names its number ("offre 21 pourvue") or the answer to the question that was asked there; small talk
    gets nothing."""
    return _gesture(typed, person, tx, numbered=True) or open_answer(typed, person, tx)


def _command(typed: Typed, person: Person, tx: Tx) -> Answer | None:
    """The first of the words of command that the text is."""
    for words in _COMMANDS:
        answer = words(typed, person, tx)
        if answer is not None:
            return answer
    return None


def _help_words(typed: Typed, person: Person, tx: Tx) -> Answer | None:
    said = folded(typed.text)
    return guide(person, tx, language=_HELP[said]) if said in _HELP else None


def _letter_words(typed: Typed, person: Person, tx: Tx) -> Answer | None:
    said = folded(typed.text)
    for word in _LETTER:
        if said == word or said.startswith(word + " "):
            about = _after(len(word.split()), typed.text)
            return letter_words(about, person, tx, channel=typed.channel, channel_name=typed.channel_name)
    if said in _LETTER_ALONE or said.startswith("pause "):
        return letter_words(typed.text, person, tx)
    return None


_COMMANDS: tuple[Callable[[Typed, Person, Tx], Answer | None], ...] = (
    go_on,
    _help_words,
    inviting_words,
    handover_words,
    own_words,
    leave_words,
    chamber_words,
    trouble_words,
    group_words,
    entry_words,
    action_words,
    request_words,
    knowing_words,
    search_words,
    _letter_words,
    natural_words,
)
"""What is understood before anything is taken for a contribution, in this order."""


def _after(count: int, text: str) -> str:
    """The text as typed, without its first words: a date in it keeps its slashes."""
    return re.sub(rf"^\W*(?:\w+\W*?){{{count}}}(?:[\s:]+|$)", "", text)


def command(verb: str, typed: Typed, person: Person, tx: Tx) -> Answer:
    """A command of a platform, by its name without the slash. Bare, a kind's opens its form; with words, the words are the text."""
    asked = form_of(typed, person, tx)
    answer = group_command(verb, typed, person, tx) or _commanded(verb, typed, person, tx)
    return made_way(asked, answer, person, tx) if asked and tx.forms.get(asked.id) == asked else answer


def _commanded(verb: str, typed: Typed, person: Person, tx: Tx) -> Answer:
    if language := help_asked(verb, typed.text):
        return guide(person, tx, language=language)
    if verb in LETTER:
        return letter_words(typed.text, person, tx, channel=typed.channel, channel_name=typed.channel_name)
    if verb in SEARCH:
        return search_command(typed, person, tx)
    kind = next((kind for kind in tx.kinds.values() if verb in (kind.cls.command.french, kind.cls.command.english)), None)
    if kind is None:
        return _other_command(verb, typed, person, tx)
    if not folded(typed.text):
        return blank_form(kind, person, tx)
    named = _numbered(verb, kind, typed, person, tx)
    return named or file_text(heard_in(typed, kind=kind.name), person, tx)


def _numbered(verb: str, kind: Kind, typed: Typed, person: Person, tx: Tx) -> Answer | None:
    """What a command with a number after it is about: "/demande 12 : voici la nôtre", "/offre 21 pourvue"."""
    spoken = dataclasses.replace(typed, text=f"{verb} {typed.text}", markdown="")
    about = request_words(spoken, person, tx) if kind.cls.life == LIFE else None
    return about or gesture(spoken.text, person, tx, numbered=True, now=said_at(typed.written_at, tx.now))


def _other_command(verb: str, typed: Typed, person: Person, tx: Tx) -> Answer:
    """The words of a menu ("/mes_donnees", "/annuler") are those that can be typed; after the root, the text is what was meant."""
    text = f"{verb.replace('_', ' ')} {typed.text}".strip()
    as_words = dataclasses.replace(typed, text=text, markdown="")
    asked = form_of(as_words, person, tx)
    answer = (form_word(asked, as_words, person, tx) if asked else None) or _command(as_words, person, tx)
    answer = answer or _gesture(as_words, person, tx) or _meant(as_words, person, tx) or idle(as_words.text, person, tx)
    return answer or (hear(typed, person, tx) if folded(typed.text) else guide(person, tx))
