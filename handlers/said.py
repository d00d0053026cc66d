"""What was said becomes a draft: recognised, told from what was sent before, or kept with one question."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.domain.contribution import Contribution, Kind
from bot.domain.fields import Choice, as_text
from bot.domain.folding import words as folded
from bot.domain.messages import Button, Message, Nothing
from bot.domain.people import Person
from bot.domain.permissions import Act, Grant, files, grant
from bot.domain.text import Said, Understood, understand
from bot.wording.escape import literal_lines
from handlers.answer import Answer, Reply
from handlers.contribute import advance, answer_act, check_may_file, close_question, in_place, text_key
from handlers.groups.channels import channel_group
from handlers.show import label
from handlers.slowing import slowed
from handlers.typed import Typed, late, said_at
from storage.contributions import Origin
from storage.drafts import Draft
from storage.outbox import About
from storage.transaction import Tx

_SECOND_WORD = re.compile(r"^(\s*[^\W\d]+(?: d['’]emploi)?) confidentiel(?:le)?\b", re.IGNORECASE)
"""Who may read it is no part of what is announced: without that word, "offre confidentielle : …" begins as every offer does."""
SAME_TEXT_WITHIN = timedelta(hours=6)
LONGEST_QUESTION = 8
"""So many words at most has a question about what we can do; a longer one may be worth keeping."""
HELP: Final = "help"
"""The last of the offered answers to "what is this?"."""


@dataclass(frozen=True, kw_only=True)
class Heard:
    """Something a person said. `addressed`: to us (private message, mention, command, shortcut). `kind`: a command named it. `markdown`:
    the same text with its formatting, where the platform has any. `written_at` (UTC): when, where it may come much later. `group`: the one
    it is about, where that is known; else that of its channel, unless it was said in `private`."""

    text: str
    origin: Origin
    addressed: bool
    kind: str = ""
    markdown: str = ""
    written_at: datetime | None = None
    group: str = ""
    private: bool = False


def heard_in(typed: Typed, *, kind: str = "") -> Heard:
    """What somebody typed. `kind`: a command named it."""
    return Heard(
        text=typed.text,
        markdown=typed.markdown,
        origin=typed.origin,
        addressed=typed.addressed or bool(kind),
        kind=kind,
        written_at=typed.written_at,
        private=typed.private and not kind,
    )


def file_text(heard: Heard, person: Person, tx: Tx) -> Answer:
    """Files what the text says. In a channel, what is not a contribution gets nothing at all."""
    if already(heard.origin, tx):
        return Nothing()
    understood = understood_in(heard, person, tx)
    if understood.kind and (other := _said_of_another(understood, tx)):
        understood = understood_in(dataclasses.replace(heard, text=_without_announcement(heard.text, understood), kind=other), person, tx)
    if understood.kind is None:
        return not_understood(heard, person, tx) if heard.addressed else Nothing()
    check_may_file(person, tx, tx.kinds[understood.kind])
    key = text_key(heard.text)
    if same := tx.contributions.same_text(person.id, key, SAME_TEXT_WITHIN):
        return _same_again(same, heard, understood, person, tx)
    if waiting := next((draft for draft in tx.drafts.waiting(person.id) if draft.text_key == key and draft.kind), None):
        close_question(waiting, tx)
        return advance(waiting, person, tx, understood=understood)
    answer = advance(_draft(heard, tx.kinds[understood.kind], understood, person, tx), person, tx, understood=understood)
    return slowed(answer, tx.kinds[understood.kind], person, tx)


def _without_announcement(text: str, understood: Understood) -> str:
    """The text after the words by which it says that it belongs elsewhere: they are no part of what is announced."""
    words = [word for answer in understood.answers.values() if isinstance(answer, Choice) for word in answer.words]
    longest = sorted((re.escape(word) for word in words), key=len, reverse=True)
    return re.sub(rf"^\W*(?:{'|'.join(longest)})\s*:\s*", "", text, count=1, flags=re.IGNORECASE)


def _said_of_another(understood: Understood, tx: Tx) -> str:
    """The kind by whose words an answer says that it belongs elsewhere: a request to pass on an offer is filed once, as the offer."""
    options = (answer for answer in understood.answers.values() if isinstance(answer, Choice) and answer.belongs_elsewhere)
    announced = {word for option in options for word in option.words}
    return next((name for name, kind in tx.kinds.items() if name != understood.kind and announced & set(kind.cls.said)), "")


def already(origin: Origin, tx: Tx) -> Contribution | Draft | None:
    """What was made of that message before: one message can arrive as two events (`message` and `app_mention`)."""
    if origin.message is None:
        return None
    return tx.contributions.said_in(origin) or tx.drafts.said_in(origin)


def understood_in(heard: Heard, person: Person, tx: Tx) -> Understood:
    """What the text says: its kind, when that is sure, and the answers."""
    said = Said(
        text=_SECOND_WORD.sub(r"\1", heard.text),
        now=said_at(heard.written_at, tx.now),
        zone=person.zone,
        language=person.language,
        chamber=tx.directory.get(person.chamber),
        addressed=heard.addressed,
        kind=heard.kind,
        group=heard.group or ("" if heard.private else channel_group(heard.origin, tx)),
    )
    return understand(said, tx.kinds, tx.directory)


def understood_kind(heard: Heard, person: Person, tx: Tx) -> str | None:
    """The kind that the text surely is."""
    return understood_in(heard, person, tx).kind


def reread(heard: Heard, person: Person, tx: Tx) -> dict[str, str]:
    """What the text says, in stored form."""
    return stored_answers(understood_in(heard, person, tx), tx.kinds[heard.kind], heard)


def reread_draft(draft: Draft, heard: Heard, person: Person, tx: Tx) -> Answer:
    """The message of an open draft was edited: the question is asked of what it says now, or is answered by it."""
    named = dataclasses.replace(heard, kind=draft.kind)
    understood = understood_in(named, person, tx)
    if understood.kind is None:
        tx.drafts.save(dataclasses.replace(draft, raw_text=heard.text, text_key=text_key(heard.text)))
        return Nothing()
    fresh = dataclasses.replace(_draft(named, tx.kinds[understood.kind], understood, person, tx), id=draft.id)
    if draft.kind:
        fresh = dataclasses.replace(fresh, number=draft.number)
    return in_place(advance(fresh, person, tx, understood=understood), draft, tx)


def _draft(heard: Heard, kind: Kind, understood: Understood, person: Person, tx: Tx) -> Draft:
    return Draft(
        kind=kind.name,
        number=tx.contributions.next_number(kind.name),
        person_id=person.id,
        question="",
        answers=stored_answers(understood, kind, heard),
        raw_text=heard.text,
        text_key=text_key(heard.text),
        language=person.language,
        origin=heard.origin,
        said_at=tx.now,
        written_at=late(heard.written_at, tx.now),
    )


def stored_answers(understood: Understood, kind: Kind, heard: Heard) -> dict[str, str]:
    """What was understood, in stored form. A text that is kept whole keeps its formatting."""
    stored = {name: as_text(value) for name, value in understood.answers.items()}
    rich = [question.name for question in kind.questions if question.type == "rich_text" and stored.get(question.name)]
    return stored | {name: heard.markdown or literal_lines(stored[name]) for name in rich}


def _same_again(same: Contribution, heard: Heard, understood: Understood, person: Person, tx: Tx) -> Reply:
    """The same words from the same person within 6 h: offered as the same, kept in case they are not."""
    words = tx.words(person.language, person.zone)
    draft = _draft(heard, tx.kinds[same.kind], understood, person, tx)
    draft = tx.drafts.add(dataclasses.replace(draft, question=f"same:{same.id}", options=("same", "other")))
    text = words.markdown("You sent this already: {label}. Is it the same?", label=label(same, words).lower())
    buttons = (
        Button(label=words.text(same.alike.same), act=answer_act(draft, draft.question, "same"), word=words.text("yes")),
        Button(label=words.text(same.alike.other), act=answer_act(draft, draft.question, "other"), word=words.text("no")),
    )
    return Reply(message=Message.of(text, *buttons), about=About(draft=draft.id, person=person.id), purpose="card")


def _asks_us(text: str) -> bool:
    """A word alone, or a short question: it was meant for us."""
    count = len(folded(text).split())
    return count == 1 or (count <= LONGEST_QUESTION and text.rstrip().endswith("?"))


def not_understood(heard: Heard, person: Person, tx: Tx) -> Reply:
    """The text is kept, with one question; a word alone or a short question is nothing to file. Who may not file learns what he may do."""
    if grant(person, Act.FILE) is not Grant.NO and not _asks_us(heard.text):
        return kept_again(_kept(heard, person, tx), person, tx)
    words = tx.words(person.language, person.zone)
    help_button = Button(label=words.text("Help"), act="help", word=words.text("help"))
    return Reply(message=Message.of(words.markdown("I did not understand. Type “help” to see what I can do."), help_button))


def kept_again(draft: Draft, person: Person, tx: Tx) -> Reply:
    """What is this text? The kinds it can be filed as, numbered, and the help."""
    words = tx.words(person.language, person.zone)
    buttons = [
        Button(label=words.text(tx.kinds[name].cls.proposal), act=f"keep:{draft.id}:{name}", word=str(n))
        for n, name in enumerate((name for name in draft.options if name in tx.kinds), start=1)
    ]
    said = [*(f"{button.label[:1].lower()}{button.label[1:]}" for button in buttons), words.text("see the help")]
    choices = ", ".join(f"{n} {choice}" for n, choice in enumerate(said, start=1))
    text = words.markdown("I did not understand. Would you like to: {choices}? Your text is kept.", choices=choices)
    help_button = Button(label=words.text("Help"), act="help", word=words.text("help"))
    return Reply(message=Message.of(text, *buttons, help_button), about=About(draft=draft.id, person=person.id), purpose="card")


def kept_as_it_is(draft: Draft, person: Person, tx: Tx) -> Reply:
    """The text of a draft that is not what it was taken for: what is it?"""
    kept = dataclasses.replace(draft, kind="", number=None, question="kind", options=(*tx.kinds, HELP), answers={}, settled=())
    tx.drafts.save(kept)
    return kept_again(kept, person, tx)


def _kept(heard: Heard, person: Person, tx: Tx) -> Draft:
    draft = Draft(
        kind="",
        number=None,
        person_id=person.id,
        question="kind",
        options=(*(name for name, kind in tx.kinds.items() if files(person, kind.cls) is not Grant.NO), HELP),
        answers={},
        raw_text=heard.text,
        text_key=text_key(heard.text),
        language=person.language,
        origin=heard.origin,
        said_at=tx.now,
        written_at=late(heard.written_at, tx.now),
    )
    return tx.drafts.add(draft)


def file_kept(draft: Draft, kind: str, person: Person, tx: Tx) -> Reply:
    """The person said what the kept text is."""
    heard = Heard(text=draft.raw_text, origin=draft.origin, addressed=True, kind=kind, written_at=draft.written_at)
    check_may_file(person, tx)
    understood = understood_in(heard, person, tx)
    fresh = dataclasses.replace(_draft(heard, tx.kinds[kind], understood, person, tx), id=draft.id, written_at=draft.written_at)
    return advance(fresh, person, tx, understood=understood)
