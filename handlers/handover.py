"""Who leaves, and who comes after: "Dylan Clet quitte", "Rose Ajoda remplace Dylan Clet". Nothing in the history is rewritten."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.contribution import Contribution, Scope
from bot.domain.errors import NotAllowed, Refused
from bot.domain.folding import words as folded
from bot.domain.messages import Message
from bot.domain.people import Person, Role
from bot.domain.permissions import Act, Grant, grant, may_close, may_invite
from bot.domain.roster import role_name
from bot.domain.subscription import Subscription
from handlers.answer import Answer, Reply
from handlers.contribute import says_confidential
from handlers.home import is_open
from handlers.homonyms import called, told_apart
from handlers.show import label
from handlers.taking_over import NOTHING, InHand, give_back, in_hand, pass_on
from handlers.typed import Typed
from storage.drafts import Draft
from storage.roster import Known
from storage.transaction import Tx

_LEAVES = re.compile(
    r"(?P<left>\S+(?: \S+){0,5}?) (?:nous quitte|quitte(?: le reseau| la chambre| la cress?)?|est partie?|leaves(?: us)?|has left)"
)
_REPLACES = re.compile(r"(?P<new>\S+(?: \S+){0,5}?) (?:remplace|succede a|replaces|succeeds) (?P<left>\S+(?: \S+){0,5})")
_FURTHEST = (Role.NATIONAL, Role.DIRECTOR, Role.ADMINISTRATOR, Role.EMPLOYEE, Role.AMBASSADOR, Role.PARTNER)
"""Whose role goes further keeps it: a director who takes over from an ambassador stays one."""


@dataclass(frozen=True, kw_only=True)
class Left:
    """What somebody who left had open: published or proposed items, drafts, and what he had in hand."""

    items: tuple[Contribution, ...]
    drafts: int = 0
    held: InHand = NOTHING


def handover_words(typed: Typed, person: Person, tx: Tx) -> Answer | None:
    """The answer to "X quitte" and "Y remplace X", said in private of people of the roster; None for any other text."""
    said = folded(typed.text) if typed.private and len(typed.text) < 200 else ""
    replaces, leaves = _REPLACES.fullmatch(said), _LEAVES.fullmatch(said)
    found = replaces or leaves
    candidates = called(found["left"], tx) if found else []
    if found is None or not candidates:
        return None
    left = _meant(candidates, person, tx)
    return _replaced(left, found["new"], person, tx) if replaces else _gone(left, person, tx)


def _meant(candidates: list[Known], person: Person, tx: Tx) -> Known:
    """Whose access this person may end. Raises NotAllowed, and Refused where it may be several."""
    if any(known.person.id == person.id for known in candidates) and len(candidates) == 1:
        if person.is_national:
            raise NotAllowed("Nobody closes his own access: somebody else of the national team does it.")
        raise NotAllowed("Nobody closes his own access: ask the national team.")
    reachable = [known for known in candidates if may_close(person, known.person, tx.directory)]
    if not reachable:
        raise NotAllowed(
            "A director says this of the employees, the elected and the ambassadors of the chamber; the national team of everybody."
        )
    with_access = [known for known in reachable if known.person.active] or reachable
    if len(with_access) > 1:
        raise Refused("Several people have that name: {names}. Write it so.", names=told_apart(with_access, tx))
    return with_access[0]


def _gone(left: Known, person: Person, tx: Tx) -> Reply:
    words, name = tx.words(person.language, person.zone), left.person.name
    if not left.person.active:
        return Reply(
            message=Message.of(words.markdown("{name} has no access any more, since {day}.", name=name, day=_since(left, person, tx)))
        )
    open_still = close_access(left, person, tx)
    message = Message.of(words.markdown("{name} has no access from now on, and receives nothing more.", name=name))
    if open_still.items:
        stays = words.nmarkdown(
            "{n} open item stays with the chamber. To hand it on, type: … replaces {name}",
            "{n} open items stay with the chamber. To hand them on, type: … replaces {name}",
            len(open_still.items),
            name=name,
        )
        message = message.then(stays)
    if open_still.held.actions:
        count = len(open_still.held.actions)
        message = message.then(words.nmarkdown("{n} action stays with the chamber.", "{n} actions stay with the chamber.", count))
    if open_still.held.requests:
        items = words.list_of(label(item, words).lower() for item in open_still.held.requests)
        message = message.then(words.markdown("Somebody else is asked: {items}.", items=items))
    return Reply(message=message.then(words.markdown("A mistake? Type “invite {name}”.", name=name)))


def _since(left: Known, person: Person, tx: Tx) -> str:
    words = tx.words(person.language, person.zone)
    return words.day(words.local(left.left_at).date(), tx.today(person.zone)) if left.left_at else "?"


def close_access(left: Known, by: Person | None, tx: Tx) -> Left:
    """Ends the access at once: links are revoked, the letter ends, nothing that waits is sent, and requests that he took are given back.
    `by` None: at a terminal."""
    person = left.person
    found = open_of(person, tx)
    give_back(found.held, tx.people.get(person.id) or person, tx)
    tx.roster.close(person.id)
    tx.invitations.revoke(person.id)
    letter = tx.subscriptions.of_person(person.id)
    if letter and letter.ended_at is None:
        tx.subscriptions.save(dataclasses.replace(letter, ended_at=tx.now))
    tx.audit.note("left", by=by.id if by else None, before={"role": person.role.value}, after={"person": person.id})
    return found


def open_of(person: Person, tx: Tx) -> Left:
    """What he has open now, with what he had inherited. What is confidential stays with him and the national team."""
    whole = tx.people.get(person.id) or person
    items = [item for state in ("proposed", "published") for item in tx.contributions.open_in(state=state)]
    own = tuple(item for item in items if whole.wrote(item.author_id) and item.scope is not Scope.NATIONAL and is_open(item, tx))
    drafts = tx.drafts.waiting(person.id)
    return Left(items=own, drafts=len(drafts) - len(_kept_back(drafts)), held=in_hand(whole, tx))


def _kept_back(drafts: Sequence[Draft]) -> list[int]:
    """Those that say confidential: they are for the national team, and for nobody who comes after."""
    return [draft.id for draft in drafts if says_confidential(" ".join([draft.raw_text, *draft.answers.values()]))]


def _replaced(left: Known, new: str, person: Person, tx: Tx) -> Reply:
    words = tx.words(person.language, person.zone)
    successor = _successor(new, left, person, tx)
    inherited = hand_over(left, successor, person, tx)
    facts = {"new": successor.person.name, "left": left.person.name}
    message = Message.of(words.markdown("{new} takes over from {left}, who has no access any more.", **facts))
    if inherited.items or inherited.held != NOTHING:
        message = message.then(words.markdown("Handed on: {items}.", items=_listed(inherited, person, tx)))
    if not successor.accounts:
        message = message.then(words.markdown("{new} is not here yet: type “invite {new}”.", new=successor.person.name))
    return Reply(message=message)


def _successor(new: str, left: Known, person: Person, tx: Tx) -> Known:
    """Raises Refused where nobody or several are called so, NotAllowed for a role that this person may not give."""
    found = [known for known in called(new, tx) if known.person.id != left.person.id and known.person.active]
    near = [known for known in found if known.person.chamber == left.person.chamber]
    if not found:
        raise Refused(
            "I know nobody with access called “{name}”. First type: invite {name}, {role}",
            name=new.title(),
            role=tx.words(person.language, person.zone).text(role_name(left.person.role)),
        )
    if len(near or found) > 1:
        raise Refused("Several people have that name: {names}. Write it so.", names=told_apart(near or found, tx))
    [successor] = near or found
    if not _reaches(successor.person, left.person, person, tx):
        raise NotAllowed("Only the national team can give that role to {name}.", name=successor.person.name)
    return successor


def _reaches(successor: Person, left: Person, person: Person, tx: Tx) -> bool:
    """Whether this person may make the one what the other was; of who keeps his role, that he is of the same chamber."""
    role, chamber = _place_after(left, successor)
    if grant(person, Act.INVITE) is Grant.YES:
        return True
    if (role, chamber) == (successor.role, successor.chamber):
        return successor.chamber == left.chamber
    return may_invite(person, role, chamber, tx.directory) and may_invite(person, successor.role, successor.chamber, tx.directory)


def _place_after(left: Person, successor: Person) -> tuple[Role, str]:
    """The successor's role and chamber from then on."""
    gains = _FURTHEST.index(left.role) <= _FURTHEST.index(successor.role)
    return (left.role, left.chamber) if gains else (successor.role, successor.chamber)


def hand_over(left: Known, successor: Known, by: Person | None, tx: Tx) -> Left:
    """The successor has the role, the open items, the drafts, and the letter if he had none; the other's access ends."""
    before, after = left.person, successor.person
    letter = tx.subscriptions.of_person(before.id)
    inherited = open_of(before, tx)
    role, chamber = _place_after(before, after)
    placed = dataclasses.replace(after, role=role, chamber=chamber)
    inherited = dataclasses.replace(inherited, held=pass_on(inherited.held, placed, by.id if by else None, tx))
    if before.active:
        close_access(left, by, tx)
    drafts = tx.roster.succeed(before.id, after.id, but=_kept_back(tx.drafts.waiting(before.id)))
    tx.roster.change(after.id, role=role.value, chamber=chamber)
    if letter is not None and tx.subscriptions.of_person(after.id) is None:
        tx.subscriptions.save(_inherited_letter(letter, after, tx))
    tx.audit.note(
        "handed_over",
        by=by.id if by else None,
        before={"person": before.id, "successor_role": after.role.value, "successor_chamber": after.chamber},
        after={
            "successor": after.id,
            "role": role.value,
            "chamber": chamber,
            "drafts": drafts,
            "items": [item.id for item in inherited.items],
            "requests": [item.id for item in inherited.held.requests],
            "actions": [action.id for action in inherited.held.actions],
        },
    )
    _tell_successor(inherited, before, after, tx)
    return inherited


def _inherited_letter(letter: Subscription, person: Person, tx: Tx) -> Subscription:
    return dataclasses.replace(
        letter, id=0, person_id=person.id, language=person.language, zone=person.zone, since=tx.now, paused_until=None, ended_at=None
    )


def _tell_successor(inherited: Left, left: Person, successor: Person, tx: Tx) -> None:
    """He learns it at once: from now on he is the one who is asked."""
    place = tx.people.address(successor.id)
    if place is None:
        return
    words = tx.words(successor.language, successor.zone)
    message = Message.of(words.markdown("You take over from {left}.", left=left.name))
    if inherited.items or inherited.held != NOTHING:
        items = _listed(inherited, successor, tx)
        message = message.then(words.markdown("Yours from now on: {items}. I ask you about them when their day comes.", items=items))
    if inherited.drafts:
        message = message.then(
            words.nmarkdown("{n} unfinished text waits for you.", "{n} unfinished texts wait for you.", inherited.drafts)
        )
    tx.outbox.post(place, message, purpose="notice")


def _listed(inherited: Left, reader: Person, tx: Tx) -> str:
    """Their spoken numbers, as far as a line goes."""
    words = tx.words(reader.language, reader.zone)
    whole = [*(label(item, words).lower() for item in inherited.items), *inherited.held.named(words)]
    named, more = whole[:5], len(whole[5:])
    return words.list_of([*named, words.ntext("{n} more", "{n} more", more)] if more else named)
