"""Filing: a draft becomes a contribution; with a doubt, it is kept with one question."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.domain.chambers import NATIONAL
from bot.domain.contribution import DRAFTED, PUBLISHED, Contribution, Kind, Scope
from bot.domain.errors import NotAllowed, Refused
from bot.domain.fields import ChamberCode, Problem
from bot.domain.folding import words as folded
from bot.domain.messages import Button, Message, Nothing
from bot.domain.people import Person
from bot.domain.permissions import Act, Grant, files, grant, publishes
from bot.domain.text import Understood
from handlers.answer import Answer, Reply
from handlers.groups.which import as_registered
from handlers.lives import life_of
from handlers.proposals import PROPOSED
from handlers.question import Question, next_question
from handlers.relay import relay, topics_and_regions
from handlers.replacing import corrected_by
from handlers.show import own, places_of, spoken
from handlers.verbs import filed_by
from storage.contributions import Origin, read_answers
from storage.drafts import FILED, WAITING, Draft
from storage.outbox import About
from storage.transaction import Tx


def check_may_file(person: Person, tx: Tx, kind: Kind | None = None) -> None:
    """Raises NotAllowed, saying what to do instead. Without a kind: whether he files anything at all."""
    if grant(person, Act.FILE) is Grant.NO:
        if person.chamber == NATIONAL:
            raise NotAllowed("Filing is for the chambers and the national team. Write to a chamber, which will file it for you.")
        raise NotAllowed("Filing is for the chambers and the national team. Write to your chamber, which will file it for you.")
    if kind and files(person, kind.cls) is Grant.NO:
        words = tx.words(person.language, person.zone)
        own = [words.text(known.cls.proposal) for known in filed_by(person, tx.kinds)]
        things = ", ".join(f"{label[:1].lower()}{label[1:]}" for label in own)
        raise NotAllowed(
            "That is filed by the chambers and the national team: send it to your chamber. You can yourself: {things}.", things=things
        )


def text_key(text: str) -> str:
    """The same words, whatever the case, accents and punctuation, have the same key."""
    return hashlib.sha256(folded(text).encode()).hexdigest()


def answer_act(draft: Draft, question: str, value: str) -> str:
    """The act of a button that answers a draft's question. It names question and answer: a button of an earlier question, still on
    somebody's screen, answers nothing."""
    return f"ans:{draft.id}:{hashlib.sha256(f'{question}={value}'.encode()).hexdigest()[:12]}"


def advance(draft: Draft, person: Person, tx: Tx, *, understood: Understood | None = None) -> Reply:
    """Files the draft, or keeps it and asks the one question that stands in the way."""
    if (corrected := corrected_by(draft, person, tx)) is not None:
        return corrected
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
    values["written"] = words.local(draft.written_at) if draft.written_at else None
    values |= {"answers": _shown_answers(draft, kind), "choice": lambda option: words.text(option.label) if option else ""}
    values["in_full"] = places_of(tx.directory.get(draft.answers.get("chamber") or person.chamber))
    offered = tuple(Button(label=one.label, act=answer_act(draft, question.name, one.value), word=one.word) for one in question.options)
    message = Message.of(words.render(f"{kind.name}/draft", **values), *offered)
    if question.options and question.closed:
        return message
    correct = Button(label=words.text("Correct"), act=f"draft:correct:{draft.id}", word=words.text("correct"))
    drop = Button(label=words.text("Withdraw"), act=f"draft:drop:{draft.id}", word=words.text("withdraw"))
    return Message((*message.parts[:1], *Message.of("", *offered, correct, drop).parts[1:]))


def _shown_answers(draft: Draft, kind: Kind) -> dict[str, Any]:
    empty: dict[str, Any] = {question.name: None if question.choice or question.type == "date" else "" for question in kind.questions}
    return empty | read_answers(kind, draft.answers)


def close_question(draft: Draft, tx: Tx) -> None:
    """The messages that asked keep their words and lose their buttons."""
    for asked in tx.outbox.asking(draft.id):
        tx.outbox.edit(asked.row, tx.outbox.current(asked.row).without_buttons())


def in_place(answer: Reply, draft: Draft, tx: Tx) -> Answer:
    """The newest message that asked about the draft becomes the answer: nothing more is sent. Without one, the answer is sent."""
    asked = tx.outbox.asking(draft.id)
    if not asked:
        return answer
    tx.outbox.edit(asked[-1].row, answer.message)
    if answer.about.contribution is not None:
        tx.outbox.attach(asked[-1].row, answer.about.contribution)
    return Nothing()


def _file(draft: Draft, person: Person, tx: Tx) -> Reply:
    item = tx.contributions.add(build(draft, person, tx), raw_text=draft.raw_text, text_key=draft.text_key, origin=draft.origin)
    asked = bool(draft.id)
    if asked:
        tx.drafts.save(dataclasses.replace(draft, state=FILED, contribution_id=item.id))
        close_question(draft, tx)
    tx.audit.note("file", by=person.id, about=item.id, after={"number": item.number})
    life_of(item).filed(item, person, tx)
    relay(tx, item, draft.origin)
    return dataclasses.replace(own(tx, person, item, full=not asked), filed=draft.origin.message or "")


def build(draft: Draft, person: Person, tx: Tx) -> Contribution:
    """The contribution a complete draft becomes. Raises Refused when its answers contradict each other."""
    kind = tx.kinds[draft.kind]
    answers = read_answers(kind, as_registered(draft.answers, kind, tx))
    said = answers.pop("chamber", "")
    chamber = said if said and publishes(person) else person.chamber  # who has to be confirmed does not choose by whom
    told = [announcing(draft.raw_text, kind), ticked(kind, draft.answers)]
    scope = scope_of(" ".join([*told, *(draft.answers.values() if kind.cls.read_as != "minutes" else ())]), kind)
    # What is confidential is the national team's at once: an ambassador's chamber has nothing to relay.
    proposed = files(person, kind.cls) is Grant.PROPOSES and scope is not Scope.NATIONAL
    topics, regions = topics_and_regions(kind, chamber, " ".join([draft.raw_text, *draft.answers.values()]))
    state = PROPOSED if proposed else DRAFTED if kind.cls.confirmed else PUBLISHED
    item = kind.cls(
        number=draft.number or tx.contributions.next_number(kind.name),
        author_id=person.id,
        chamber=ChamberCode(chamber),
        filed_at=tx.now,
        said_at=draft.written_at,
        published_at=tx.now if state == PUBLISHED else None,
        scope=Scope.CHAMBER if proposed else scope,
        topics=topics,
        regions=regions,
        language=draft.language,
        state=state,
        **answers,
    )
    check(item, tx)
    return item


def announcing(text: str, kind: Kind) -> str:
    """Where "confidential" says who may read it: of an account of a meeting, its first line, since the rest tells of anything."""
    return text.strip().partition("\n")[0] if kind.cls.read_as == "minutes" else text


def says_confidential(text: str) -> bool:
    """`confidentiel` in the text means the national team alone."""
    return bool(set(folded(text).split()) & {"confidentiel", "confidentielle", "confidential"})


def ticked(kind: Kind, answers: Mapping[str, str]) -> str:
    """The words of the boxes that are ticked: "confidentiel" by one of them is as if it had been written."""
    return " ".join(
        word for question in kind.questions if question.type == "flag" and answers.get(question.name) for word in question.words
    )


def scope_of(text: str, kind: Kind) -> Scope:
    """Who may read what this text says, when nobody has said more."""
    return Scope.NATIONAL if says_confidential(text) else kind.cls.default_scope


class Contradicted(Refused):
    """Answers that contradict each other: the first says so where there is one line, each under its own field in a form."""

    def __init__(self, problems: Mapping[str, Problem]) -> None:
        first = next(iter(problems.values()))
        super().__init__(first.message, **first.values)
        self.problems = problems


def check(item: Contribution, tx: Tx) -> None:
    """Raises Contradicted."""
    if problems := item.problems(tx.today(tx.directory.zone_of(item.chamber))):
        raise Contradicted(problems)


def file_answers(
    kind: Kind,
    answers: Mapping[str, str],
    origin: Origin,
    person: Person,
    tx: Tx,
    *,
    draft: Draft | None = None,
    written_at: datetime | None = None,
) -> Reply:
    """Files a checked form. A form asks everything, so nothing more is asked. `written_at` (UTC): when, where it came much later."""
    check_may_file(person, tx, kind)
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
        written_at=draft.written_at if draft else written_at,
        id=draft.id if draft else 0,
    )
    return _file(whole, person, tx)
