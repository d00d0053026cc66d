"""How every use case is run for somebody who waits: each event once, a refusal as a sentence, the answer where it belongs."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.errors import Refused
from bot.domain.messages import Form, FormErrors, Home, Message, Nothing
from bot.domain.people import Account, Person
from bot.domain.ports import Address
from handlers.asking import open_form
from handlers.greeting import greeting
from handlers.strangers import stranger
from storage.outbox import About, Purpose
from storage.transaction import Tx


@dataclass(frozen=True, kw_only=True)
class Reply:
    """A message for the one who acts. `about` lets it be found again when what it shows changes; `filed`: from which message. `refused`:
    it is for him alone, whatever message he acted on. `alone`: it is about himself, or confidential, and others do not read it. `fresh`: a
    message of its own, even when it answers a button. `form`: what is asked instead where forms are asked question by question."""

    message: Message
    about: About = About()  # noqa: RUF009 - frozen
    purpose: Purpose = "answer"
    filed: str = ""
    refused: bool = False
    alone: bool = False
    fresh: bool = False
    form: Form | None = None


LOOKED_IN = "app_home_opened"
"""The event of who opens his page, and has said nothing."""

Answer = Reply | Form | FormErrors | Home | Nothing


def for_him_alone(answer: Answer) -> Answer:
    """The same: where others read, it is said in his own conversation."""
    return dataclasses.replace(answer, alone=True) if isinstance(answer, Reply) else answer


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
    somebody unknown hears nothing; `language` is that of his account, where the platform tells it. `one_by_one`: no window can be opened,
    so that a form is asked question by question."""

    post: Address | None = None
    edit: str = ""
    act: str = ""
    mark: bool = False
    own: Address | None = None
    alone: Address | None = None
    quiet: bool = False
    language: str = ""
    one_by_one: bool = False

    @property
    def aside(self) -> Address | None:
        """Where he alone reads, when others read `post`; None where nobody else does."""
        return self.alone if self.post and self.own is None else None

    @property
    def asks(self) -> Address | None:
        """The conversation in which a form is asked question by question, which nobody else reads. None where it opens as a whole: that
        takes a press or a command, and a typed message is neither."""
        at = self.own or self.alone or self.post if self.one_by_one else self.own if self.post and not self.edit else None
        return dataclasses.replace(at, thread="") if at else None


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
            told = Reply(message=stranger(account, tx, language=where.language), refused=True)
            return Nothing() if where.quiet else _placed(tx, told, where)
        tx.people.used(account)
        person = dataclasses.replace(person, plainly=where.one_by_one, aloud=where.aside is not None)
        if where.own and tx.people.greet(person.id):
            tx.outbox.post(where.own, greeting(person, tx), purpose="notice")
        elif event.type != LOOKED_IN:
            tx.people.agree(person.id)
        answer = _attempt(tx, person, case)
        if isinstance(answer, FormErrors):
            tx.received.unnote(event.platform, event.id)  # the same form comes again, corrected
        form = _form_in(answer, where)
        if form is not None and where.asks is not None:
            tx.outbox.post(where.asks, open_form(form, where.asks, person, tx), purpose="answer")
            return Nothing()
        return _placed(tx, answer, where) if isinstance(answer, Reply) else answer

    return run


def _form_in(answer: Answer, where: Where) -> Form | None:
    """The form that an answer is, or holds for where forms are asked question by question."""
    if isinstance(answer, Reply):
        return answer.form if where.one_by_one else None
    return answer if isinstance(answer, Form) else None


def _attempt(tx: Tx, person: Person, case: Case) -> Answer:
    """A refusal undoes what the use case began, and becomes its sentence."""
    try:
        with tx.undone_if_it_fails():
            return case(person, tx)
    except Refused as refused:
        words = tx.words(person.language, person.zone)
        return Reply(message=Message.of(words.markdown(refused.message, **refused.values)), refused=True)


def _placed(tx: Tx, answer: Reply, where: Where) -> Answer:
    """In the outbox; what only the one who acts may read, and what has no message to stand in, is given back."""
    if where.post is None or (where.edit and answer.refused):
        return answer
    if where.mark and answer.filed:
        tx.outbox.react(dataclasses.replace(where.post, thread=""), answer.filed)
    aside = where.alone if answer.refused else where.aside if answer.alone else None
    if aside:
        tx.outbox.post(aside, answer.message, purpose=answer.purpose, about=answer.about)
        return Nothing()
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
