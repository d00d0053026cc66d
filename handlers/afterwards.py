"""A message, after it was said: edited, deleted, or chosen in a menu."""

from __future__ import annotations

import dataclasses

from bot.domain.contribution import DRAFTED, PUBLISHED, Contribution, Scope
from bot.domain.edited import carried_over
from bot.domain.fields import LISTS, Question
from bot.domain.folding import words as folded
from bot.domain.messages import Message, Nothing
from bot.domain.people import Person
from bot.domain.permissions import may_change
from bot.wording.plain import plain
from handlers.answer import Answer, Reply
from handlers.contribute import announcing, says_confidential, text_key
from handlers.fill import corrected
from handlers.minutes.merging import MERGED
from handlers.proposals import PROPOSED
from handlers.respond import act_on, drop
from handlers.said import Heard, already, file_text, heard_in, reread, reread_draft, understood_kind
from handlers.show import label, own
from handlers.typed import Typed
from handlers.unreadable import tell_unreadable
from storage.contributions import Origin, answers_of
from storage.drafts import WAITING, Draft
from storage.transaction import Tx


def edited(typed: Typed, person: Person, tx: Tx) -> Answer:
    """The message something was filed from was edited: what it says now is the next version. Who may not change it changes nothing."""
    item = tx.contributions.said_in(typed.origin)
    heard = heard_in(typed)
    if item is None:
        draft = tx.drafts.said_in(typed.origin)
        if draft is None:
            return file_text(heard, person, tx) if understood_kind(heard, person, tx) else Nothing()
        mine = draft.person_id == person.id and draft.state == WAITING
        return reread_draft(draft, heard, person, tx) if mine else Nothing()
    if not may_change(person, item, tx.directory):
        return Nothing()
    kind = tx.kinds[item.kind]
    said = dataclasses.replace(heard, addressed=True, kind=item.kind)
    answers = reread(said, person, tx)
    earlier = reread(dataclasses.replace(said, text=tx.contributions.text_of(item.id), markdown=""), person, tx)
    before = answers_of(item, kind)
    merged = any(row.act == MERGED for row in tx.contributions.versions(item.id))
    after = before | {
        name: _edited(kind.question(name), before[name], earlier.get(name), text, merged=merged)
        for name, text in answers.items()
        if name != "chamber"
    }
    scope = Scope.NATIONAL if says_confidential(announcing(typed.text, kind)) else item.scope
    tx.contributions.reword(item.id, raw_text=typed.text, text_key=text_key(typed.text))
    if after == before and scope is item.scope:
        return Nothing()
    return _unless_shown(item, corrected(item, after, person, tx, scope=scope), tx)


def _edited(question: Question, before: str, earlier: str | None, now: str, *, merged: bool) -> str:
    """An answer of an edited text, over what stands there: of a list, what was settled of an entry that says what it said stays, and what
    others added. `merged`: a text that stands there may be somebody else's, who said more."""
    if question.type == "rich_text":
        others = merged and folded(plain(before)) != folded(plain(earlier or ""))
        return before if others else now
    if earlier is None:
        return now
    if now == earlier:
        return before
    if question.type not in LISTS:
        return now
    return "\n".join(carried_over(*(text.splitlines() for text in (before, earlier, now))))


def _unless_shown(item: Contribution, answer: Answer, tx: Tx) -> Answer:
    """The card that shows it has become the answer: nothing more is sent."""
    return Nothing() if tx.outbox.showing(item.id, "card") else answer


def deleted(origin: Origin, person: Person, tx: Tx) -> Answer:
    """The message something was filed from was deleted: it is withdrawn, with its trace, and can be restored."""
    item = tx.contributions.said_in(origin)
    if item is not None and item.state not in (PUBLISHED, PROPOSED, DRAFTED):
        return Nothing()
    if item is not None:
        return _unless_shown(item, act_on(item, "withdraw", person, tx), tx) if may_change(person, item, tx.directory) else Nothing()
    draft = tx.drafts.said_in(origin)
    return drop(draft, person, tx) if draft and draft.person_id == person.id and draft.state == WAITING else Nothing()


def filed_from_menu(heard: Heard, person: Person, tx: Tx) -> Answer:
    """Somebody chose "file it" in the menu of a message, his own or another's. The answer is for him alone."""
    known = already(heard.origin, tx)
    if known is None:
        return file_text(heard, person, tx) if folded(heard.text) else tell_unreadable("file", person, tx)
    words = tx.words(person.language, person.zone)
    if isinstance(known, Draft):
        author = tx.people.named([known.person_id]).get(known.person_id, "")
        return Reply(message=Message.of(words.markdown("{name} is filing this message already. Nothing was filed twice.", name=author)))
    if may_change(person, known, tx.directory):
        return own(tx, person, known)
    said = label(known, words).lower()
    return Reply(message=Message.of(words.markdown("Noted: {label} is there already. Nothing was filed twice.", label=said)))
