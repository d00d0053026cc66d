"""Who is meant by "passer à …": a chamber, one of its people, or somebody who has left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.errors import Gone, Refused
from bot.domain.messages import Button, Message
from bot.domain.people import Person, Role
from bot.domain.roster import chamber_of, unknown_chamber
from handlers.actions.offering import offer_owners
from handlers.actions.speaking import Meant
from handlers.answer import Reply
from handlers.homonyms import called, told_apart
from storage.roster import Known
from storage.transaction import Tx


@dataclass(frozen=True, kw_only=True)
class Receiver:
    """A chamber by its code, and the id of the person, where one is named. `key`: how a button names it."""

    chamber: str
    person: int | None = None

    @property
    def key(self) -> str:
        return self.chamber if self.person is None else f"p{self.person}"


def receiver(name: str, several: Sequence[Meant], person: Person, tx: Tx) -> Receiver | Reply | None:
    """Whom that name means, or the question that it raises about these actions; None for a name that is nobody's. Raises Refused for one
    that is several's, and for a reader of the letter alone."""
    typed = name.strip(" .!?")
    if chamber := chamber_of(typed, tx.directory, tx.today(person.zone)):
        return Receiver(chamber=chamber.code)
    found = called(typed, tx)
    if not found:
        return None
    active = [known for known in found if known.person.active]
    if not active:
        return _left(found[0], several, person, tx)
    near = [known for known in active if known.person.chamber == person.chamber] or active
    if len(near) > 1:
        raise Refused("Several people have that name: {names}. Write it so.", names=told_apart(near, tx))
    return _of(near[0].person)


def _of(found: Person) -> Receiver:
    if found.role is Role.PARTNER:
        raise Refused("{name} only reads the letter. Pass it to somebody else.", name=found.name)
    return Receiver(chamber=found.chamber, person=found.id)


def _left(known: Known, several: Sequence[Meant], person: Person, tx: Tx) -> Reply:
    """Who has left is replaced by his successor, if that one is there; else by whoever is chosen now."""
    words, name = tx.words(person.language, person.zone), known.person.name
    successor = tx.roster.get(known.successor_id) if known.successor_id else None
    if not several:
        raise Refused("{name} has left the network. Type the name of a colleague, or a region.", name=name)
    if successor is None or not successor.person.active:
        return offer_owners(several, person, tx, said=words.markdown("{name} has left the network.", name=name))
    text = words.markdown("{name} has left the network: {successor} came after. Pass it there?", name=name, successor=successor.person.name)
    one = several[0]
    label = words.text("Pass to {name}", name=successor.person.first_name)
    button = Button(label=label, act=f"act:to:{one.action.id}:{one.number}:p{successor.person.id}", word=words.text("yes"))
    return Reply(message=Message.of(text, button), fresh=True)


def unknown(name: str, one: Meant, person: Person, tx: Tx) -> Reply:
    """Nobody has that name: who may be meant, as buttons where a chamber is close."""
    words, problem = tx.words(person.language, person.zone), unknown_chamber(name, tx.directory)
    buttons = [
        Button(label=near.region, act=f"act:to:{one.action.id}:{one.number}:{near.code}", word=near.region)
        for near in tx.directory.near(name)
    ]
    return Reply(message=Message.of(words.markdown(problem.message, **problem.values), *buttons), fresh=True)


def by_key(key: str, tx: Tx) -> Receiver:
    """Whom a button names. It may be forged, or old. Raises Gone, and Refused for a reader of the letter alone."""
    number = key[1:]
    if key.startswith("p") and number.isascii() and number.isdecimal() and len(number) < 18:
        found = tx.people.get(int(number))
        if found is not None and found.active:
            return _of(found)
    elif tx.directory.get(key) in tx.directory.on(tx.now.date()):
        return Receiver(chamber=key)
    raise Gone("This has been settled already. Nothing was changed.")
