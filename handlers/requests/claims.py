"""Who takes a request: claimed, not for us, passed to another chamber, given back. Two who take it at once are told who was first."""

from __future__ import annotations

import dataclasses
from datetime import datetime

from bot.domain.chambers import NATIONAL
from bot.domain.contribution import Contribution, Scope
from bot.domain.errors import Gone, NotAllowed, Refused
from bot.domain.expertise import NAMED
from bot.domain.i18n import mark as _
from bot.domain.messages import Button, Message
from bot.domain.people import Person
from bot.domain.permissions import Act, Grant, grant
from bot.domain.requests import Routing, Standing
from bot.wording import Words
from handlers.answer import Reply
from handlers.lives.requests.facts import answers, is_own_chamber, of_chamber, region_of, said, standing_of, who
from handlers.lives.requests.seeking import ask, ask_next, likely
from handlers.lives.requests.telling import act, asker_of, held_buttons, tell_author
from handlers.relay import follow
from storage.outbox import About
from storage.transaction import Tx

MOST_NAMED = 3
"""So many chambers are offered to whoever would rather ask another one."""

_IN_A_THREAD = (
    _("{region} has just taken it, at {time}. You can add a word in the thread."),
    _("{region} took it on {day}. You can add a word in the thread."),
)
_WITHOUT_THREADS = (
    _("{region} has just taken it, at {time}. To add a word, type “{typed}: …”."),
    _("{region} took it on {day}. To add a word, type “{typed}: …”."),
)
"""What somebody reads who was second, today and later."""


def check_may_answer(item: Contribution, person: Person, tx: Tx) -> None:
    """Raises NotAllowed for who answers nobody, Gone for what is over."""
    words = tx.words(person.language, person.zone)
    if not answers(person):
        raise NotAllowed("Requests are answered by the chambers and the national team. Tell your chamber what you know.")
    check_not_over(item, words, tx)


def check_not_over(item: Contribution, words: Words, tx: Tx) -> None:
    """Raises Gone: what is withdrawn or settled waits for nobody."""
    now = standing_of(item, tx)
    if now is Standing.WITHDRAWN:
        raise Gone("{label} was withdrawn. Nothing was sent.", label=said(item, words))
    if now in (Standing.RESOLVED, Standing.CLOSED):
        raise Gone("{label} is settled already. Nothing was sent.", label=said(item, words))


def claim(item: Contribution, person: Person, tx: Tx) -> Reply:
    """He takes it; its author is told at once. Raises Refused for the asker's own chamber, NotAllowed, Gone."""
    check_may_answer(item, person, tx)
    words = tx.words(person.language, person.zone)
    if is_own_chamber(person, item, tx):
        raise Refused(
            "{label} is your own chamber's: another one takes it. To add something, type “{typed}: …”.",
            label=said(item, words),
            typed=said(item, words).lower(),
        )
    if not tx.pursuits.claim(item.id, person.id):
        holder = tx.pursuits.get(item.id)
        return held(item, person, tx) if holder.claimed_by == person.id else _taken(item, holder.claimed_by, holder.claimed_at, person, tx)
    _settled_for(item, person, tx)
    show_anew(item, tx)
    tx.audit.note("claim", by=person.id, about=item.id)
    step = tx.pursuits.get(item.id).step
    tell_author(item, _("{label}: {name} takes it on."), f"claimed:{item.id}:{step}:{person.id}", tx, name=lambda one: who(person, one, tx))
    return held(item, person, tx)


def show_anew(item: Contribution, tx: Tx) -> None:
    """The channels that show it say how it stands now."""
    if tx.outbox.showing(item.id, "relay"):
        follow(tx, item)


def _settled_for(item: Contribution, person: Person, tx: Tx) -> None:
    """Whoever was asked for his chamber has said yes; the others are asked no more."""
    asked = next(
        (one for one in tx.pursuits.routings(item.id) if one.result == "asked" and person in of_chamber([person], one.chamber, tx)), None
    )
    if asked:
        tx.pursuits.settle(item.id, "claimed", asked.chamber, by=person.id)
    else:
        chamber = NATIONAL if person.is_national else person.chamber
        own = Routing(request_id=item.id, chamber=chamber, reason="", result="claimed", by=person.id, at=tx.now)
        tx.pursuits.add_routing(own)
    tx.pursuits.settle(item.id, "over")


def held(item: Contribution, person: Person, tx: Tx) -> Reply:
    """What the one who has it reads: who knows of it, and how he answers."""
    words = tx.words(person.language, person.zone)
    author = asker_of(item, tx)
    name = who(author, words, tx) if author else ""
    text = words.markdown("{label}: you take it on. {name} knows.", label=said(item, words), name=name)
    how = words.markdown("Answer under this message, or type “{typed}: …”.", typed=said(item, words).lower())
    return _about(item, person, Message.of(f"{text}\n{how}", *held_buttons(item, words)))


def _taken(item: Contribution, by: int | None, at: datetime | None, person: Person, tx: Tx) -> Reply:
    """Somebody was first."""
    words = tx.words(person.language, person.zone)
    holder = tx.people.get(by) if by is not None else None
    region = region_of(holder.chamber, words, tx) if holder else ""
    when = words.local(at) if at else words.local(tx.now)
    values = {"region": region, "time": words.time(when), "day": words.day(when.date(), tx.today(person.zone))}
    values["typed"] = said(item, words).lower()
    just_now, earlier = _WITHOUT_THREADS if person.plainly else _IN_A_THREAD
    sentence = just_now if when.date() == tx.today(person.zone) else earlier
    return _about(item, person, Message.of(words.markdown(sentence, **values)))


def decline(item: Contribution, person: Person, tx: Tx) -> Reply:
    """Not for his chamber: the next one is asked, and the asker hears nothing but until when. Raises NotAllowed, Gone."""
    check_may_answer(item, person, tx)
    words = tx.words(person.language, person.zone)
    asked = _asked_of(item, person, tx)
    if asked is None:
        raise Gone("{label} is not asked of you any more. Nothing was changed.", label=said(item, words))
    tx.pursuits.settle(item.id, "declined", asked.chamber, by=person.id)
    tx.audit.note("decline", by=person.id, about=item.id)
    if not _is_asked(item, tx) and tx.pursuits.get(item.id).claimed_by is None:
        _passed_on(item, tx)
    return _about(item, person, Message.of(words.markdown("{label}: noted, not you. Somebody else is asked.", label=said(item, words))))


def _passed_on(item: Contribution, tx: Tx) -> None:
    """Somebody else is asked; the asker reads until when, when that is later than he was told."""
    before = tx.pursuits.get(item.id).next_at
    routing = ask_next(item, tx)
    until = tx.pursuits.get(item.id).next_at
    if before is not None and until is not None and until > before:
        tell_passed_on(item, routing, tx)


def tell_passed_on(item: Contribution, routing: Routing, tx: Tx) -> None:
    """The asker hears that it goes on, and until when; of nobody that he was silent. What comes back to his own team, he can put to a
    chamber."""
    until = tx.pursuits.get(item.id).next_at
    if routing.chamber == NATIONAL == item.chamber:
        sentence = _("{label}: I know no other chamber for it. To name one, type “{typed}: ask Bretagne”.")
        tell_author(item, sentence, f"passed:{routing.id}", tx, typed=lambda words: said(item, words).lower())
        return
    sentence = (
        _("{label}: I ask the national team. You hear more by {day}.")
        if routing.chamber == NATIONAL
        else _("{label}: I ask another chamber. You hear more by {day}.")
    )
    tell_author(item, sentence, f"passed:{routing.id}", tx, day=lambda words: _day(until, words, tx))


def _day(moment: datetime | None, words: Words, tx: Tx) -> str:
    return words.day(words.local(moment or tx.now).date(), words.local(tx.now).date())


def release(item: Contribution, person: Person, tx: Tx) -> Reply:
    """He cannot go on with it: the next one is asked, and the asker told. Raises NotAllowed when another has it."""
    check_may_answer(item, person, tx)
    words, pursuit = tx.words(person.language, person.zone), tx.pursuits.get(item.id)
    holder = tx.people.get(pursuit.claimed_by) if pursuit.claimed_by is not None else None
    if holder is None:
        raise Gone("{label}: nobody has taken it on. Nothing was changed.", label=said(item, words))
    if not (person.wrote(holder.id) or person.is_national or person in of_chamber([person], holder.chamber, tx)):
        raise NotAllowed("{label} is with {name}, who can give it back.", label=said(item, words), name=who(holder, words, tx))
    tx.pursuits.save(dataclasses.replace(pursuit, claimed_by=None, claimed_at=None, answered_at=None))
    _released(item, holder, tx)
    show_anew(item, tx)
    tx.audit.note("release", by=person.id, about=item.id)
    tell_passed_on(item, ask_next(item, tx), tx)
    return _about(item, person, Message.of(words.markdown("{label}: given back. Somebody else is asked.", label=said(item, words))))


def _released(item: Contribution, holder: Person, tx: Tx) -> None:
    chamber = NATIONAL if holder.is_national else holder.chamber
    tx.pursuits.add_routing(Routing(request_id=item.id, chamber=chamber, reason="", result="released", by=holder.id, at=tx.now))


def see(item: Contribution, person: Person, tx: Tx) -> Reply:
    """Whom else to ask: the likeliest, as buttons, and what to type. Raises NotAllowed, Gone."""
    _check_may_route(item, person, tx)
    words = tx.words(person.language, person.zone)
    named = list(dict.fromkeys(one.chamber for one in likely(item, tx)))[:MOST_NAMED]
    buttons = [Button(label=region_of(code, words, tx), act=act("see", item, code), word=region_of(code, words, tx)) for code in named]
    text = words.markdown(
        "{label}: with which chamber? Type for example “{typed}: ask Bretagne”.", label=said(item, words), typed=said(item, words).lower()
    )
    return dataclasses.replace(_about(item, person, Message.of(text, *buttons)), fresh=True)


def route(item: Contribution, chamber: str, reason: str, by: Person, tx: Tx, *, tell: bool = True) -> Reply:
    """That chamber is asked from now on, by his hand. `reason` as typed, or empty. Raises NotAllowed, Refused, Gone."""
    _check_may_route(item, by, tx)
    words = tx.words(by.language, by.zone)
    region = region_of(chamber, words, tx)
    if chamber == item.chamber or item.chamber in tx.directory.lineage(chamber):
        raise Refused("{label} is asked by {region}: name another chamber.", label=said(item, words), region=region)
    if item.scope is Scope.NATIONAL and chamber != NATIONAL:
        raise Refused(
            "{label} is confidential. Its author opens it with “{typed} network only”.",
            label=said(item, words),
            typed=said(item, words).lower(),
        )
    told = words.markdown("{label}: {region} is asked.", label=said(item, words), region=region)
    mine = _asked_of(item, by, tx)
    if tell and not mine and any((one.chamber, one.result) == (chamber, "asked") for one in tx.pursuits.routings(item.id)):
        return _about(item, by, Message.of(told))  # asked by somebody else a moment ago: nobody hears of it twice
    if mine:
        tx.pursuits.settle(item.id, "passed", mine.chamber, by=by.id)
    tx.pursuits.settle(item.id, "passed", by=by.id)
    routing = ask(item, chamber, NAMED, {"why": reason} if reason else {}, tx, by=by.id, tell_it=tell)
    tx.audit.note("route", by=by.id, about=item.id, after={"chamber": chamber})
    if tell and not by.wrote(item.author_id) and tx.pursuits.get(item.id).claimed_by is None:
        tell_passed_on(item, routing, tx)
    return _about(item, by, Message.of(told))


def _check_may_route(item: Contribution, person: Person, tx: Tx) -> None:
    """The national team everything, a director his own, and whoever is asked what he is asked. Raises NotAllowed, Gone."""
    check_not_over(item, tx.words(person.language, person.zone), tx)
    how_far = grant(person, Act.ROUTE_REQUEST)
    own = how_far is Grant.OWN and is_own_chamber(person, item, tx)
    holder = tx.pursuits.get(item.id).claimed_by
    if not (how_far is Grant.YES or own or _asked_of(item, person, tx) or (holder is not None and person.wrote(holder))):
        raise NotAllowed("The national team, its author's director, and whoever is asked can pass a request on.")


def _asked_of(item: Contribution, person: Person, tx: Tx) -> Routing | None:
    """The question that waits for his chamber."""
    if not answers(person):
        return None
    waiting = (one for one in tx.pursuits.routings(item.id) if one.result == "asked")
    return next((one for one in waiting if of_chamber([person], one.chamber, tx)), None)


def _is_asked(item: Contribution, tx: Tx) -> bool:
    return any(one.result == "asked" for one in tx.pursuits.routings(item.id))


def _about(item: Contribution, person: Person, message: Message) -> Reply:
    return Reply(message=message, about=About(contribution=item.id, person=person.id), alone=True)
