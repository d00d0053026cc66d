"""How every use case is run for somebody who waits: each event once, a refusal as a sentence, the answer where it belongs."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.errors import Refused
from bot.domain.messages import Button, Form, FormErrors, Home, Message, Nothing
from bot.domain.people import Account, Person
from bot.domain.permissions import Act, Grant, grant
from bot.domain.ports import Address
from storage.outbox import About, Purpose
from storage.transaction import Tx


@dataclass(frozen=True, kw_only=True)
class Reply:
    """A message for the one who acts. `about` lets it be found again when what it shows changes; `filed`: from which message. `refused`:
    it is for him alone, whatever message he acted on. `fresh`: a message of its own, even when it answers a button."""

    message: Message
    about: About = About()  # noqa: RUF009 - frozen
    purpose: Purpose = "answer"
    filed: str = ""
    refused: bool = False
    fresh: bool = False


Answer = Reply | Form | FormErrors | Home | Nothing


@dataclass(frozen=True, kw_only=True)
class Event:
    """What happened on a platform, under the platform's own id: the second delivery changes nothing."""

    platform: str
    id: str
    type: str


@dataclass(frozen=True, kw_only=True)
class Where:
    """Where the answer goes. `post`: as a new message there. `edit`: the message `edit` in `post`, under whose button `act` stands, becomes
    the answer. Neither: it is given back to the one who asks. `mark`: a message of that channel gets a check mark when it is filed.
    `own`: the person's own conversation, where he is greeted once; `alone`: where a refusal goes, when `post` is read by others. `quiet`:
    somebody unknown hears nothing."""

    post: Address | None = None
    edit: str = ""
    act: str = ""
    mark: bool = False
    own: Address | None = None
    alone: Address | None = None
    quiet: bool = False


Case = Callable[[Person, Tx], Answer]
Unknown = Callable[[Account, Tx], Reply]


def answered(event: Event, account: Account, where: Where, case: Case, *, unknown: Unknown | None = None) -> Callable[[Tx], Answer]:
    """The use case, ready for the store: it runs once per event, and its answer is in the outbox of the same transaction.

    `unknown` is what happens for an account that is nobody's yet, when it brings something with it (an invitation)."""

    def run(tx: Tx) -> Answer:
        if not tx.received.first_time(event.platform, event.id, event.type):
            return Nothing()
        person = tx.people.by_account(account)
        if person is None:
            if unknown is not None:
                return _placed(tx, unknown(account, tx), where)
            return Nothing() if where.quiet else _placed(tx, Reply(message=_stranger(tx), refused=True), where)
        tx.people.used(account)
        if where.own and tx.people.greet(person.id):
            tx.outbox.post(where.own, greeting(person, tx), purpose="notice")
        answer = _attempt(tx, person, case)
        if isinstance(answer, FormErrors):
            tx.received.unnote(event.platform, event.id)  # the same form comes again, corrected
        return _placed(tx, answer, where) if isinstance(answer, Reply) else answer

    return run


def _attempt(tx: Tx, person: Person, case: Case) -> Answer:
    """A refusal undoes what the use case began, and becomes its sentence."""
    try:
        with tx.undone_if_it_fails():
            return case(person, tx)
    except Refused as refused:
        words = tx.words(person.language, person.zone)
        return Reply(message=Message.of(words.markdown(refused.message, **refused.values)), refused=True)


def _stranger(tx: Tx) -> Message:
    words = tx.words("fr", "Europe/Paris")
    who = tx.setting.organiser or words.text("the national team")
    return Message.of(
        words.markdown("I do not know you yet, so I kept nothing of this. Ask {who} to add you, then send it again.", who=who)
    )


def greeting(person: Person, tx: Tx) -> Message:
    """The first message of a person's life with us, once."""
    words = tx.words(person.language, person.zone)
    files = grant(person, Act.FILE) is not Grant.NO
    example = next(iter(tx.kinds.values())).cls.command.example
    settings = Button(label=words.text("My letter"), act="letter:show", word="lettre")
    text = words.render("shared/greeting", name=person.name.split()[0], example=words.text(example) if files else "")
    return Message.of(text, settings, Button(label=words.text("Help"), act="help", word="aide"))


def _placed(tx: Tx, answer: Reply, where: Where) -> Answer:
    """In the outbox; what only the one who acts may read, and what has no message to stand in, is given back."""
    if where.post is None or (where.edit and answer.refused):
        return answer
    if answer.refused and where.alone:
        tx.outbox.post(where.alone, answer.message, purpose=answer.purpose, about=answer.about)
        return Nothing()
    if where.mark and answer.filed:
        tx.outbox.react(dataclasses.replace(where.post, thread=""), answer.filed)
    if where.edit and not answer.fresh:
        _edit(tx, where.post, where.edit, where.act, answer)
    else:
        tx.outbox.post(where.post, answer.message, purpose=answer.purpose, about=answer.about)
    return Nothing()


def _edit(tx: Tx, at: Address, ref: str, act: str, answer: Reply) -> None:
    """A card becomes the answer; in a message of several lines, only the line of the button does."""
    row = tx.outbox.by_ref(at, ref)
    if row is None:
        tx.outbox.edit_message(at, ref, answer.message)
    elif row.purpose in ("morning", "letter"):
        tx.outbox.edit(row.id, tx.outbox.current(row.id).replacing(act, answer.message))
    else:
        tx.outbox.edit(row.id, answer.message)
        if row.draft_id is not None and answer.about.contribution is not None:
            tx.outbox.attach(row.id, answer.about.contribution)
