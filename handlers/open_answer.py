"""The answer to one's own open question, in words."""

from __future__ import annotations

import dataclasses

from bot.domain.folding import words as folded
from bot.domain.people import Person
from handlers.answer import Answer
from handlers.guide import guide
from handlers.respond import press, settle, settle_typed
from handlers.said import HELP, heard_in, understood_kind
from handlers.typed import Typed, said_at
from storage.drafts import Draft
from storage.transaction import Tx


def open_answer(typed: Typed, person: Person, tx: Tx) -> Answer | None:
    """The answer to one's own open question: a button's word or number, or the field's own value. Another contribution is not an answer."""
    draft = tx.drafts.waiting_for(person.id) if typed.addressed else _asked_here(typed, person, tx)
    if draft is None:
        return None
    chosen = _option(draft, typed.text, person, tx)
    if chosen is not None:
        return chosen
    if not draft.kind or is_contribution(typed, person, tx):
        return None
    return settle_typed(draft, typed.text, person, tx, now=said_at(typed.written_at, tx.now))


def _asked_here(typed: Typed, person: Person, tx: Tx) -> Draft | None:
    """The person's question that stands in this very thread: a word in another one is no answer to it."""
    for draft in tx.drafts.waiting(person.id):
        if any((asked.place.channel, asked.place.thread) == (typed.origin.channel, typed.thread) for asked in tx.outbox.asking(draft.id)):
            return draft
    return None


def _option(draft: Draft, text: str, person: Person, tx: Tx) -> Answer | None:
    said = folded(text)
    if draft.question == "kind":
        number = int(said) - 1 if said.isdecimal() and len(said) < 4 else -1
        number = 0 if said in ("oui", "yes") and [*draft.options[1:]] in ([], [HELP]) else number
        named = draft.options[number] if 0 <= number < len(draft.options) else ""
        return guide(person, tx) if named == HELP else press(f"keep:{draft.id}:{named}", person, tx) if named else None
    from_words = _option_words(draft, person, tx)
    return settle(draft, from_words[said], person, tx) if said in from_words else None


def _option_words(draft: Draft, person: Person, tx: Tx) -> dict[str, str]:
    """Each offered answer by its number and by what can be typed for it."""
    words = tx.words(person.language, person.zone)
    numbered = {str(n): value for n, value in enumerate(draft.options, start=1)}
    typed = {"same": ("oui", "yes", "la meme", "the same", "oui la meme"), "other": ("non", "no", "une autre", "another one")}
    named = {name: value for value in draft.options for name in typed.get(value, ())}
    missing = tx.kinds[draft.kind].question(draft.question).missing if draft.question in tx.kinds[draft.kind].asked_once else None
    without = {folded(words.text(missing.without)): ""} if missing and "" in draft.options else {}
    return numbered | named | without


def is_contribution(typed: Typed, person: Person, tx: Tx) -> bool:
    """Whether the text stands by itself as something to file, in a channel as well."""
    return understood_kind(dataclasses.replace(heard_in(typed), addressed=False), person, tx) is not None
