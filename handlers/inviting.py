"""Bringing somebody in, and oneself on a second platform: "inviter Dylan Clet, ambassadeur", "mon telegram", "délier telegram"."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from bot.domain.errors import Gone, NotAllowed, Refused
from bot.domain.fields import Problem
from bot.domain.folding import words as folded
from bot.domain.i18n import mark as _
from bot.domain.messages import Button, Message, Nothing
from bot.domain.people import Person, Role
from bot.domain.permissions import Act, Grant, grant, may_invite
from bot.domain.roster import (
    NO_ADDRESS,
    UNKNOWN_ROLE,
    chamber_of,
    email_of,
    may_be_one,
    name_of,
    role_name,
    role_of,
    unknown_chamber,
    zone_for,
)
from bot.domain.subscription import Subscription
from handlers.answer import Answer, Reply
from handlers.homonyms import called, told_apart
from handlers.linking import cut, link_to
from handlers.strangers import BY_LINK
from handlers.typed import Typed
from storage.invitations import LIVES
from storage.roster import Known
from storage.transaction import Tx

_OWN = ("mon telegram", "my telegram", "lier telegram", "relier telegram", "lier mon telegram", "link telegram", "link my telegram")
_INVITE, _CUT = ("inviter", "invite"), ("delier", "unlink")
_ARTICLE = re.compile(r"^(?:une?|an?|le|la|the|l['’])\s*(?=\S)", re.IGNORECASE)
_MOST_WORDS = 14
"""A longer text that begins with "inviter" tells of something else."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Who is to be invited, as far as it was said. `chamber` is a code."""

    name: str
    email: str = ""
    role: Role | None = None
    chamber: str = ""


def inviting_words(typed: Typed, person: Person, tx: Tx) -> Answer | None:
    """The answer to words about invitations and links; None for any other text. What carries a link is said in private alone."""
    said = folded(typed.text)
    verb, _sep, rest = said.partition(" ")
    if said not in _OWN and verb not in _INVITE + _CUT:
        return None
    if len(said.split()) > _MOST_WORDS:
        return None
    if not typed.private:
        raise Refused("Type this to me in private: a link is for one person alone.")
    if said in _OWN or (verb in _INVITE and not rest and grant(person, Act.INVITE) is Grant.NO):
        return own_link(person, tx)
    after = re.sub(r"^\W*\w+[\s:,]*", "", unicodedata.normalize("NFC", typed.text))
    return _cut_words(after, person, tx) if verb in _CUT else _invite_words(after, person, tx)


def own_link(person: Person, tx: Tx) -> Reply:
    """A link by which one's own Telegram is joined, behind a button. Raises Refused."""
    words, known = tx.words(person.language, person.zone), tx.roster.get(person.id)
    if known and known.on(BY_LINK):
        said = words.markdown("Your Telegram is linked already. “unlink telegram” cuts it.")
        return Reply(message=Message.of(said), fresh=True)
    opened = Button(label=words.text("Open Telegram"), act="invite:open", style="primary", url=_new_link(person.id, person, tx))
    day = words.day((tx.now + LIVES).astimezone(words.zone).date(), tx.today(person.zone))
    text = words.markdown(
        "Open this link where your Telegram is, then press Start. It works once, until {day}. Forward it to nobody.", day=day
    )
    return Reply(message=Message.of(text, opened), fresh=True)


def _new_link(person_id: int, by: Person | None, tx: Tx) -> str:
    if not tx.setting.telegram_bot:
        raise Refused("There is no Telegram in this network yet.")
    tx.audit.note("invited", by=by.id if by else None, after={"person": person_id})
    return link_to(tx.invitations.issue(person_id, by=by.id if by else None), tx.setting.telegram_bot)


def _invite_words(text: str, person: Person, tx: Tx) -> Reply:
    if grant(person, Act.INVITE) is Grant.NO:
        raise NotAllowed("The director of your chamber and the national team invite people. “my telegram” is for your own Telegram.")
    wanted = _wanted(text, tx)
    if not wanted.name and not wanted.email:
        raise Refused("Type for example: invite Dylan Clet, ambassador, dylan@example.org. For your own Telegram: my telegram")
    return invite(wanted, person, tx)


def _wanted(text: str, tx: Tx) -> Wanted:
    """The parts of "Dylan Clet, ambassadeur, dylan@…", in any order but for the name, which comes before the chamber."""
    email = next((address for word in re.split(r"[\s,;]+", text) if (address := email_of(word))), "")
    without = re.sub(r"\S*@\S*", ",", text) if email else text
    parts = [" ".join(part.split()) for part in re.split(r"[,;\n]", without)]
    said = [part for whole in parts for part in _without_role(whole) if part]
    role = next((role for part in said if (role := _role(part))), None)
    names = [part for part in said if _role(part) is None]
    name = name_of(names[0]) if names else ""
    if names and not name:
        raise Refused("“{typed}” is no name.", typed=names[0][:40])
    return Wanted(name=name, email=email, role=role, chamber=_chamber(names[1:], role, tx))


def _role(part: str) -> Role | None:
    """As `role_of`; "un ambassadeur" says a role too, and nobody's name."""
    return role_of(part) or role_of(_ARTICLE.sub("", part))


def _without_role(part: str) -> tuple[str, ...]:
    """A name and the role that follows it without a comma, apart."""
    said = part.split()
    for count in (1, 2, 3):
        if len(said) > count + 1 and role_of(" ".join(said[-count:])) is not None:
            return " ".join(said[:-count]), " ".join(said[-count:])
    return (part,)


def _chamber(parts: list[str], role: Role | None, tx: Tx) -> str:
    """The code of the chamber among the parts that are no name and no role. Raises Refused for one that is nothing we know."""
    found = [(part, chamber_of(part, tx.directory, tx.now.date())) for part in parts]
    codes = [chamber.code for _part, chamber in found if chamber]
    for part, chamber in found:
        if chamber is None:
            problem = _unknown(part, role, tx, chamber=bool(codes))
            raise Refused(problem.message, **problem.values)
    return codes[0] if codes else ""


def _unknown(part: str, role: Role | None, tx: Tx, *, chamber: bool) -> Problem:
    """What that part should have been: whatever else was not said."""
    if "@" in part:
        return Problem(NO_ADDRESS, {"typed": part})
    if role and chamber:
        return Problem(_("“{typed}” is no e-mail address, no role and no chamber."), {"typed": part})
    if role is None and (chamber or not tx.directory.near(part)):
        return Problem(UNKNOWN_ROLE, {"typed": part})
    return unknown_chamber(part, tx.directory)


def invite(wanted: Wanted, person: Person, tx: Tx) -> Reply:
    """Puts somebody into the roster, or finds him there, and gives a link to forward. Raises Refused, NotAllowed."""
    known = _there_already(wanted, person, tx)
    invited = _brought_up_to_date(known, wanted, person, tx) if known else _added(wanted, person, tx)
    words = tx.words(person.language, person.zone)
    chamber = tx.directory.get(invited.chamber)
    facts = {"name": invited.name, "role": words.text(role_name(invited.role)), "chamber": chamber.region if chamber else invited.chamber}
    said = words.markdown("{name} was in the roster already: {role}, {chamber}.", **facts) if known else ""
    message = Message.of(said or words.markdown("{name} is in the roster now: {role}, {chamber}.", **facts))
    email = tx.roster.get(invited.id)
    if email and email.email:
        message = message.then(words.markdown("On Slack the address {email} is enough.", email=email.email))
    if tx.setting.telegram_bot:
        day = words.day((tx.now + LIVES).astimezone(words.zone).date(), tx.today(person.zone))
        forward = words.markdown("For Telegram, forward this link to {name} alone. It works once, until {day}:", name=invited.name, day=day)
        message = message.then(forward).then(f"<{_new_link(invited.id, person, tx)}>")
    return Reply(message=message, fresh=True)


def _there_already(wanted: Wanted, person: Person, tx: Tx) -> Known | None:
    """By address, else by name in the chamber in question. Raises Refused where the address is somebody else's."""
    by_email = tx.roster.by_email(wanted.email)
    if by_email is not None:
        alike = may_be_one(by_email.person.name, wanted.name)
        if not may_invite(person, by_email.person.role, by_email.person.chamber, tx.directory) or (wanted.name and not alike):
            if person.is_national:
                raise Refused("{email} is the address of {name}.", email=by_email.email, name=by_email.person.name)
            raise Refused("This address is somebody else's already. The national team can tell whose.")
        return by_email
    chamber = wanted.chamber or ("" if person.is_national else person.chamber)
    found = [known for known in tx.roster.called(wanted.name) if not chamber or known.person.chamber == chamber]
    reachable = [known for known in found if may_invite(person, known.person.role, known.person.chamber, tx.directory)]
    same_name = [known for known in reachable if folded(known.person.name) == folded(wanted.name)] or (
        reachable if wanted.role is None else []
    )
    if len(same_name) > 1:
        raise Refused("Several people have that name: {names}. Add the e-mail address.", names=told_apart(same_name, tx))
    if not same_name and not wanted.email:
        _check_is_new(wanted, person, tx)
    return same_name[0] if same_name else None


def _check_is_new(wanted: Wanted, person: Person, tx: Tx) -> None:
    """Raises Refused where somebody of another chamber has that very name: the two would be told apart by nothing."""
    namesakes = [known for known in tx.roster.called(wanted.name) if wanted.name and folded(known.person.name) == folded(wanted.name)]
    if namesakes and person.is_national:
        raise Refused(
            "{names}: in the roster already. The same person: invite {name}. Somebody else: add the e-mail address.",
            names=told_apart(namesakes, tx),
            name=wanted.name,
        )
    if namesakes:
        raise Refused("{names}: in the roster already. If it is somebody else, add the e-mail address.", names=told_apart(namesakes, tx))


def _added(wanted: Wanted, person: Person, tx: Tx) -> Person:
    if wanted.role is None or not wanted.name:
        raise Refused("I do not know {name}. Add the role, for example: invite {name}, ambassador", name=wanted.name or wanted.email)
    chamber = wanted.chamber or person.chamber
    _check(person, wanted.role, chamber, tx)
    zone = zone_for(chamber, tx.directory)
    new = tx.roster.add(name=wanted.name, role=wanted.role, chamber=chamber, language="fr", zone=zone, email=wanted.email)
    tx.subscriptions.save(Subscription(person_id=new.id, language=new.language, zone=zone, since=tx.now))
    tx.audit.note("person", by=person.id, after={"person": new.id, "role": new.role.value, "chamber": chamber})
    return new


def _check(person: Person, role: Role, chamber: str, tx: Tx) -> None:
    if not may_invite(person, role, chamber, tx.directory):
        raise NotAllowed("You can invite the employees, the elected and the ambassadors of your chamber. Ask the national team for others.")


def _brought_up_to_date(known: Known, wanted: Wanted, person: Person, tx: Tx) -> Person:
    """Who has left comes back; an address that was missing is added, and a role that was named is given."""
    role = wanted.role or known.person.role
    _check(person, role, known.person.chamber, tx)
    changed = {"email": wanted.email} if wanted.email and not known.email else {}
    changed |= {"role": role.value} if role is not known.person.role else {}
    if changed:
        tx.roster.change(known.person.id, **changed)
    if not known.person.active:
        tx.roster.reopen(known.person.id)
    if changed or not known.person.active:
        tx.audit.note("person", by=person.id, after={"person": known.person.id, "active": True} | changed)
    return tx.people.get(known.person.id) or known.person


def _cut_words(text: str, person: Person, tx: Tx) -> Reply:
    """After "délier": nothing, a platform, a name, or both. One's own Slack is known by the address, and is not cut."""
    said = folded(text).split()
    platform = said.pop() if said and said[-1] in ("slack", "telegram") else ""
    name = " ".join(word for word in said if word not in ("mon", "my", "de"))
    if name:
        return cut(_whose(name, person, tx), platform or BY_LINK, person, tx)
    if platform == "slack":
        raise Refused("Slack knows you by your e-mail address: there is no link to cut. The national team can close an access.")
    return cut(person, BY_LINK, person, tx, surely=bool(platform))


def _whose(name: str, person: Person, tx: Tx) -> Person:
    found = called(name, tx)
    if not found:
        raise Refused("I know nobody called “{typed}”.", typed=name)
    reachable = [known for known in found if may_invite(person, known.person.role, known.person.chamber, tx.directory)]
    if len(reachable) > 1:
        raise Refused("Several people have that name: {names}. Write it so.", names=told_apart(reachable, tx))
    return (reachable or found)[0].person


def press_invite(rest: list[str], person: Person, tx: Tx) -> Answer:
    """The buttons: one's own link, the page it opens, and cutting. Raises Gone."""
    if rest == ["me"]:
        return own_link(person, tx)
    if rest == ["open"]:
        return Nothing()
    if rest == ["unlink", BY_LINK]:
        return cut(person, BY_LINK, person, tx)
    raise Gone("This button has expired. Type “help” to see what I can do.")
