"""Filing: something said, or a form, becomes a contribution; with a doubt, a kept draft and one question."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.domain.contribution import PUBLISHED, Contribution, Kind, Scope
from bot.domain.errors import NotAllowed, Refused
from bot.domain.fields import ChamberCode, as_text
from bot.domain.folding import words as folded
from bot.domain.messages import Button, Message, Nothing
from bot.domain.people import Person
from bot.domain.permissions import Act, Grant, grant
from bot.domain.text import Said, Understood, understand
from bot.wording.escape import literal_lines
from handlers.answer import Answer, Reply
from handlers.question import Question, next_question
from handlers.relay import relay, topics_and_regions
from handlers.show import PROPOSED, own, spoken
from storage.contributions import Origin, read_answers
from storage.drafts import FILED, WAITING, Draft
from storage.outbox import About
from storage.transaction import Tx

SAME_TEXT_WITHIN = timedelta(hours=6)


@dataclass(frozen=True, kw_only=True)
class Heard:
    """Something a person said. `addressed`: to us (private message, mention, command, shortcut). `kind`: a command named it. `markdown`:
    the same text with its formatting, where the platform has any."""

    text: str
    origin: Origin
    addressed: bool
    kind: str = ""
    markdown: str = ""


def file_text(heard: Heard, person: Person, tx: Tx) -> Answer:
    """Files what the text says. In a channel, what is not a contribution gets nothing at all."""
    if _known_message(heard.origin, tx):
        return Nothing()
    understood = _understand(heard, person, tx)
    if understood.kind is None:
        return not_understood(heard, person, tx) if heard.addressed else Nothing()
    _check_may_file(person)
    kind = tx.kinds[understood.kind]
    if same := tx.contributions.same_text(person.id, text_key(heard.text), SAME_TEXT_WITHIN):
        return same_again(same, heard, understood, person, tx)
    return advance(_draft(heard, kind, understood, person, tx), person, tx, understood=understood)


def _known_message(origin: Origin, tx: Tx) -> bool:
    """One message can arrive as two events (`message` and `app_mention`)."""
    return origin.message is not None and bool(tx.contributions.said_in(origin) or tx.drafts.said_in(origin))


def _understand(heard: Heard, person: Person, tx: Tx) -> Understood:
    said = Said(
        text=heard.text,
        now=tx.now,
        zone=person.zone,
        language=person.language,
        chamber=tx.directory.get(person.chamber),
        addressed=heard.addressed,
        kind=heard.kind,
    )
    return understand(said, tx.kinds, tx.directory)


def understood_kind(heard: Heard, person: Person, tx: Tx) -> str | None:
    """The kind that the text surely is."""
    return _understand(heard, person, tx).kind


def reread(heard: Heard, person: Person, tx: Tx) -> dict[str, str]:
    """What the text says, in stored form."""
    return stored_answers(_understand(heard, person, tx), tx.kinds[heard.kind], heard)


def reread_draft(draft: Draft, text: str, person: Person, tx: Tx) -> Answer:
    """The message of an open draft was edited: the question is asked of what it says now, or is answered by it."""
    heard = Heard(text=text, origin=draft.origin, addressed=True, kind=draft.kind)
    understood = _understand(heard, person, tx)
    answers = stored_answers(understood, tx.kinds[draft.kind], heard)
    fresh = dataclasses.replace(draft, answers=answers, raw_text=text, text_key=text_key(text))
    return advance(fresh, person, tx, understood=understood)


def _check_may_file(person: Person) -> None:
    if grant(person, Act.FILE) is Grant.NO:
        raise NotAllowed("Filing is for the chambers and the national team. Write to your chamber, which will file it for you.")


def text_key(text: str) -> str:
    """The same words, whatever the case, accents and punctuation, have the same key."""
    return hashlib.sha256(folded(text).encode()).hexdigest()


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
    )


def stored_answers(understood: Understood, kind: Kind, heard: Heard) -> dict[str, str]:
    """What was understood, in stored form. A text that is kept whole keeps its formatting."""
    stored = {name: as_text(value) for name, value in understood.answers.items()}
    rich = [question.name for question in kind.questions if question.type == "rich_text" and stored.get(question.name)]
    return stored | {name: heard.markdown or literal_lines(stored[name]) for name in rich}


def advance(draft: Draft, person: Person, tx: Tx, *, understood: Understood | None = None) -> Reply:
    """Files the draft, or keeps it and asks the one question that stands in the way."""
    question = next_question(draft, person, tx, doubts=understood.doubts if understood else ())
    if question is None:
        return _file(draft, person, tx)
    return _ask(draft, question, person, tx)


def _ask(draft: Draft, question: Question, person: Person, tx: Tx) -> Reply:
    asked = dataclasses.replace(draft, question=question.name, options=tuple(option.value for option in question.options), state=WAITING)
    if asked.id:
        tx.drafts.save(asked)
    else:
        asked = tx.drafts.add(asked)
    return Reply(message=draft_message(asked, question, person, tx), about=About(draft=asked.id, person=person.id), purpose="card")


def draft_message(draft: Draft, question: Question, person: Person, tx: Tx) -> Message:
    """What was understood so far, the question, and its answers as buttons."""
    words = tx.words(person.language, person.zone)
    kind = tx.kinds[draft.kind]
    values: dict[str, Any] = {"label": spoken(kind.cls, draft.number, words), "question": question.text, "today": tx.today(person.zone)}
    values |= {"answers": _shown_answers(draft, kind), "choice": lambda option: words.text(option.label) if option else ""}
    offered = tuple(Button(label=one.label, act=f"ans:{draft.id}:{n}", word=one.word) for n, one in enumerate(question.options))
    message = Message.of(words.render(f"{kind.name}/draft", **values), *offered)
    if question.options and question.closed:
        return message
    correct = Button(label=words.text("Correct"), act=f"draft:correct:{draft.id}", word="corriger")
    drop = Button(label=words.text("Withdraw"), act=f"draft:drop:{draft.id}", word="retirer")
    return Message((*message.parts[:1], *Message.of("", *offered, correct, drop).parts[1:]))


def _shown_answers(draft: Draft, kind: Kind) -> dict[str, Any]:
    empty: dict[str, Any] = {question.name: None if question.choice or question.type == "date" else "" for question in kind.questions}
    return empty | read_answers(kind, draft.answers)


def _file(draft: Draft, person: Person, tx: Tx) -> Reply:
    item = tx.contributions.add(build(draft, person, tx), raw_text=draft.raw_text, text_key=draft.text_key, origin=draft.origin)
    asked = bool(draft.id)
    if asked:
        tx.drafts.save(dataclasses.replace(draft, state=FILED, contribution_id=item.id))
        tx.outbox.attach(draft.id, item.id)
    tx.audit.note("file", by=person.id, about=item.id, after={"number": item.number})
    relay(tx, item)
    return dataclasses.replace(own(tx, person, item, full=not asked), filed=True)


def build(draft: Draft, person: Person, tx: Tx) -> Contribution:
    """The contribution a complete draft becomes. Raises Refused when its answers contradict each other."""
    kind = tx.kinds[draft.kind]
    answers = read_answers(kind, draft.answers)
    chamber = answers.pop("chamber", "") or person.chamber
    proposed = grant(person, Act.FILE) is Grant.PROPOSES
    topics, regions = topics_and_regions(kind, chamber)
    item = kind.cls(
        number=draft.number or tx.contributions.next_number(kind.name),
        author_id=person.id,
        chamber=ChamberCode(chamber),
        filed_at=tx.now,
        published_at=None if proposed else tx.now,
        scope=Scope.CHAMBER if proposed else scope_of(draft.raw_text, kind),
        topics=topics,
        regions=regions,
        language=draft.language,
        state=PROPOSED if proposed else PUBLISHED,
        **answers,
    )
    check(item, tx)
    return item


def scope_of(text: str, kind: Kind) -> Scope:
    """`confidentiel` in the text means the national team alone."""
    said = set(folded(text).split())
    return Scope.NATIONAL if said & {"confidentiel", "confidentielle", "confidential"} else kind.cls.default_scope


def check(item: Contribution, tx: Tx) -> None:
    """Raises Refused with the first thing that contradicts itself."""
    for problem in item.problems(tx.today(tx.directory.zone_of(item.chamber))).values():
        raise Refused(problem.message, **problem.values)


def same_again(same: Contribution, heard: Heard, understood: Understood, person: Person, tx: Tx) -> Reply:
    """The same words from the same person within 6 h: offered as the same, kept in case they are not."""
    words = tx.words(person.language, person.zone)
    draft = _draft(heard, tx.kinds[same.kind], understood, person, tx)
    draft = tx.drafts.add(dataclasses.replace(draft, question=f"same:{same.id}", options=("same", "other")))
    text = words.markdown("You sent this already: it is {label}. Is it another one?", label=spoken(same, same.number, words))
    buttons = (
        Button(label=words.text("The same"), act=f"ans:{draft.id}:0", word="la même"),
        Button(label=words.text("Another one"), act=f"ans:{draft.id}:1", word="une autre"),
    )
    return Reply(message=Message.of(text, *buttons), about=About(draft=draft.id, person=person.id), purpose="card")


def not_understood(heard: Heard, person: Person, tx: Tx) -> Reply:
    """One question, and the text is kept."""
    words = tx.words(person.language, person.zone)
    kinds = [kind for kind in tx.kinds.values() if grant(person, Act.FILE) is not Grant.NO]
    draft = _kept(heard, person, tx)
    buttons = [
        Button(label=words.text(kind.cls.proposal), act=f"keep:{draft.id}:{kind.name}", word=str(n))
        for n, kind in enumerate(kinds, start=1)
    ]
    choices = ", ".join(f"{button.word} {button.label[:1].lower()}{button.label[1:]}" for button in buttons)
    help_button = Button(label=words.text("Help"), act="help", word="aide")
    if not buttons:
        return Reply(message=Message.of(words.markdown("I did not understand. Type “help” to see what I can do."), help_button))
    text = words.markdown("I did not understand. Would you like to: {choices}? Your text is kept.", choices=choices)
    return Reply(message=Message.of(text, *buttons, help_button), about=About(draft=draft.id, person=person.id), purpose="card")


def _kept(heard: Heard, person: Person, tx: Tx) -> Draft:
    draft = Draft(
        kind="",
        number=None,
        person_id=person.id,
        question="kind",
        options=tuple(tx.kinds),
        answers={},
        raw_text=heard.text,
        text_key=text_key(heard.text),
        language=person.language,
        origin=heard.origin,
        said_at=tx.now,
    )
    return tx.drafts.add(draft)


def file_kept(draft: Draft, kind: str, person: Person, tx: Tx) -> Reply:
    """The person said what the kept text is."""
    heard = Heard(text=draft.raw_text, origin=draft.origin, addressed=True, kind=kind)
    _check_may_file(person)
    understood = _understand(heard, person, tx)
    fresh = dataclasses.replace(_draft(heard, tx.kinds[kind], understood, person, tx), id=draft.id)
    return advance(fresh, person, tx, understood=understood)


def file_answers(kind: Kind, answers: Mapping[str, str], origin: Origin, person: Person, tx: Tx, *, draft: Draft | None = None) -> Reply:
    """Files a checked form. A form asks everything, so nothing more is asked."""
    _check_may_file(person)
    whole = Draft(
        kind=kind.name,
        number=draft.number if draft and draft.number else tx.contributions.next_number(kind.name),
        person_id=person.id,
        question="",
        answers=dict(answers),
        raw_text=draft.raw_text if draft else "",
        text_key=draft.text_key if draft else text_key(" ".join(answers.values())),
        language=person.language,
        origin=draft.origin if draft else origin,
        said_at=tx.now,
        id=draft.id if draft else 0,
    )
    return _file(whole, person, tx)
