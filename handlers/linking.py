"""One person, several accounts: joined by a link that was given to him, recognised by his address, cut by a word. (DOMAIN.md F03)"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from bot.domain.errors import NotAllowed, Refused
from bot.domain.i18n import mark as _
from bot.domain.messages import Button, Message
from bot.domain.people import Account, Person
from bot.domain.permissions import may_invite
from bot.domain.ports import Address
from handlers.answer import Reply, Unknown
from handlers.greeting import greeting
from handlers.strangers import BY_LINK
from storage.invitations import Invitation
from storage.roster import Known
from storage.transaction import Tx

PLATFORM_NAMES = {"slack": "Slack", "telegram": "Telegram"}
_NOT_OURS = _("I do not know this link. Ask your chamber for another one.")
_USED = _("This link was used already, and works once. Ask your chamber for another one.")
_OVER = _("This link works no more: it lasts 7 days, or until another one is used. Ask your chamber for another one.")

_ASTRAY = _(
    "Somebody else opened the link to Telegram that was for {name}. It works no more, and linked nothing. A new one: “invite {name}”."
)
_ASTRAY_OWN = _(
    "Somebody else opened the link to Telegram that was for you. It works no more, and linked nothing. A new one: “my telegram”."
)
_USED_NATIONAL = _("This link was used already, and works once. “invite” and a name make another one.")
_OVER_NATIONAL = _("This link works no more. “invite” and a name make another one.")


def link_to(token: str, bot: str) -> str:
    """The address that opens our bot and brings the token with it. (LIMITS.md B.2)"""
    return f"https://t.me/{bot}?start={token}"


def accept(token: str, called: str = "") -> Unknown:
    """What happens when an account that is nobody's opens a link: it becomes that of the person to whom the link was given.

    `called` is what the account's owner calls himself there: the person reads it on his other platform, and knows whether it is he.
    """

    def run(account: Account, tx: Tx) -> Reply:
        invitation = tx.invitations.find(token)
        known = tx.roster.get(invitation.person_id) if invitation else None
        if invitation is None or known is None or not known.person.active or not tx.invitations.is_open(invitation):
            return _said(_why_not(invitation), tx)
        return _joined(invitation, known, account, called, tx)

    return run


def _why_not(invitation: Invitation | None, person: Person | None = None) -> str:
    """What is wrong with the link; to whom invites by himself, not that his chamber could."""
    if invitation is None:
        return _NOT_OURS
    if person is not None and person.is_national:
        return _USED_NATIONAL if invitation.used_at else _OVER_NATIONAL
    return _USED if invitation.used_at else _OVER


def _said(message: str, tx: Tx) -> Reply:
    """To somebody of whom we know nothing, in the network's language."""
    return Reply(message=Message.of(tx.words("fr", "Europe/Paris").markdown(message)), refused=True)


def _joined(invitation: Invitation, known: Known, account: Account, called: str, tx: Tx) -> Reply:
    person = dataclasses.replace(known.person, plainly=True)
    elsewhere = tx.people.address(person.id)
    tx.roster.link(account, person.id)
    tx.roster.agreed(person.id)
    tx.invitations.spend(invitation, account.user)
    tx.audit.note("linked", by=person.id, after=_noted(account) | {"person": person.id, "invitation": invitation.id})
    _tell_of(person, invitation, elsewhere, called, tx)
    if tx.people.greet(person.id):
        return Reply(message=greeting(person, tx))
    words = tx.words(person.language, person.zone)
    return Reply(
        message=Message.of(words.markdown("Done, {name}: this Telegram is yours. Write to me here as well.", name=person.first_name))
    )


def _noted(account: Account) -> dict[str, object]:
    return {"platform": account.platform, "workspace": account.workspace, "user": account.user}


def _tell_of(person: Person, invitation: Invitation, elsewhere: Address | None, called: str, tx: Tx) -> None:
    """At once, since a link may have been forwarded: himself where he reads, else the one who invited him."""
    if elsewhere is not None:
        words = tx.words(person.language, person.zone)
        text = words.markdown("Your Telegram ({called}) is linked. Is it not you? Type “unlink”.", called=called or "…")
        cut = Button(label=words.text("Unlink"), act=f"invite:unlink:{BY_LINK}", word=words.text("unlink"))
        tx.outbox.post(elsewhere, Message.of(text, cut), purpose="notice")
        return
    host = tx.people.get(invitation.by_id) if invitation.by_id else None
    place = tx.people.address(host.id) if host and host.active else None
    if host and place:
        words = tx.words(host.language, host.zone)
        text = words.markdown(
            "{name} is here: Telegram ({called}) is linked. Is it somebody else? Type “unlink {name}”.",
            name=person.name,
            called=called or "…",
        )
        tx.outbox.post(place, Message.of(text), purpose="notice")


def accept_known(token: str, account: Account, person: Person, tx: Tx) -> Reply:
    """What happens when an account that is somebody's opens a link. His own: nothing to do. Another's: it is void, and tells nothing."""
    invitation = tx.invitations.find(token)
    words = tx.words(person.language, person.zone)
    own = invitation is not None and invitation.person_id == person.id
    if invitation is None or not (own or tx.invitations.is_open(invitation)):
        return Reply(message=Message.of(words.markdown(_why_not(invitation, person))), refused=True)
    if own:
        if tx.invitations.is_open(invitation):
            tx.invitations.spend(invitation, account.user)
        return Reply(message=Message.of(words.markdown("This Telegram is yours already, {name}.", name=person.first_name)))
    if invitation.by_id == person.id:
        name = tx.people.named([invitation.person_id]).get(invitation.person_id, "")
        return Reply(message=Message.of(words.markdown("This link is for {name}: forward it. It still works.", name=name)), refused=True)
    _void(invitation, account, person, tx)
    said = words.markdown("This link was made for somebody else. Nothing changed for you, and it works no more.")
    return Reply(message=Message.of(said), refused=True)


def _void(invitation: Invitation, account: Account, opened_by: Person, tx: Tx) -> None:
    """It went astray: whoever it was for, and whoever made it, can make another."""
    tx.invitations.spend(invitation, account.user)
    tx.audit.note("link_astray", by=opened_by.id, after={"person": invitation.person_id, "invitation": invitation.id})
    name = tx.people.named([invitation.person_id]).get(invitation.person_id, "")
    for person in tx.people.active({invitation.person_id} | ({invitation.by_id} if invitation.by_id else set())):
        place = tx.people.address(person.id)
        words = tx.words(person.language, person.zone)
        own = person.id == invitation.person_id
        text = words.markdown(_ASTRAY_OWN if own else _ASTRAY, name=name)
        if place:
            tx.outbox.post(place, Message.of(text), purpose="notice")


@dataclass(frozen=True, kw_only=True)
class Profile:
    """What a platform says of an account. `standing`: what it is there, "member" for whom the platform vouches. `language`: an IETF tag."""

    email: str
    standing: str = "member"
    language: str = ""


def recognise(account: Account, profile: Profile, tx: Tx, *, noting: bool = True) -> str:
    """Links an account to the active person of its address. Gives why it was not: nothing when it was.

    `noting`: the reason is kept where an organiser finds it.
    """
    known = tx.roster.by_email(profile.email)
    reason = _not_his(account, profile, known, tx)
    if not reason and known is not None:
        tx.roster.link(account, known.person.id)
        tx.roster.agreed(known.person.id)
        tx.audit.note("recognised", by=known.person.id, after=_noted(account) | {"person": known.person.id})
    elif noting and known is not None:
        tx.audit.note("not_recognised", by=None, after=_noted(account) | {"person": known.person.id, "reason": reason})
    return reason


def _not_his(account: Account, profile: Profile, known: Known | None, tx: Tx) -> str:
    if known is None or not known.person.active:
        return "unknown"
    if profile.standing != "member":
        return profile.standing
    holder = tx.roster.holder(account)
    same_place = any((one.platform, one.workspace) == (account.platform, account.workspace) for one in known.accounts)
    return "claimed" if same_place or holder is not None else ""


def cut(person: Person, platform: str, by: Person, tx: Tx, *, surely: bool = False) -> Reply:
    """The person's accounts on that platform are nobody's from now on; what waits for them is not sent. Raises Refused, NotAllowed."""
    words, name = tx.words(by.language, by.zone), PLATFORM_NAMES[platform]
    if person.id != by.id and not may_invite(by, person.role, person.chamber, tx.directory):
        raise NotAllowed("{name} can do that, or whoever may invite to that chamber.", name=person.name)
    known = tx.roster.get(person.id)
    accounts = known.on(platform) if known else ()
    if known is None or not accounts:
        raise Refused("No {platform} is linked: there is nothing to cut.", platform=name)
    if person.id == by.id and len(accounts) == len(known.accounts) and not surely:
        raise Refused("I know you only here. Type “unlink telegram” to cut it all the same; your chamber would have to invite you again.")
    tx.roster.unlink(accounts)
    tx.invitations.revoke(person.id)
    tx.audit.note("unlinked", by=by.id, before={"person": person.id, "accounts": [_noted(account) for account in accounts]})
    if person.id == by.id:
        return Reply(message=Message.of(words.markdown("Done: that {platform} is no longer yours, and reads nothing more.", platform=name)))
    said = words.markdown(
        "Done: that {platform} is no longer that of {name}. “invite {name}” makes a new link.", platform=name, name=person.name
    )
    return Reply(message=Message.of(said))
