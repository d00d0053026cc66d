"""Who writes and is nobody's account: told what to do, and nothing of his is filed."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.chambers import NETWORK_ZONE
from bot.domain.i18n import mark as _
from bot.domain.messages import Message
from bot.domain.people import Account
from bot.wording.catalogue import LANGUAGES
from storage.transaction import Tx

NETWORK_LANGUAGE = "fr"
BY_LINK = "telegram"
"""The platform whose accounts are joined by a link: it gives no address by which one could be recognised."""

_UNKNOWN = _("I do not know you yet, so I kept nothing of this. Ask {who} to add you, then send it again.")
_WITHOUT_LINK = _("I do not know this Telegram yet, so I kept nothing of this. Ask your chamber for a link, open it, then send it again.")
_LEFT = _("Your access has ended: this message is not kept. For your data, or if that is a mistake, write to {who}.")
_SENTENCES: Mapping[str, str] = {
    "claimed": _(
        "Your address is already that of another account here, so I kept nothing of this. Ask {who} to mend it, then send it again."
    ),
    "unconfirmed": _("Your e-mail address is not confirmed in Slack, so I kept nothing of this. Confirm it, then send it again."),
    "guest": _("I recognise only members of this Slack, not its guests. I kept nothing of this: ask {who} what to do."),
    "unasked": _("Slack did not tell me who you are, so I kept nothing of this. Send it again in a minute."),
}
"""By the reason for which an account was not linked."""


def stranger(account: Account, tx: Tx, *, reason: str = "", language: str = "") -> Message:
    """What he reads. `language`: his account's, where the platform tells it (an IETF tag); else, and for those we do not speak, it is the
    network's."""
    spoken = language.replace("_", "-").partition("-")[0].lower()
    words = tx.words(spoken if spoken in LANGUAGES else NETWORK_LANGUAGE, NETWORK_ZONE)
    who = tx.setting.organiser or words.text("the national team")
    return Message.of(words.markdown(_sentence(account, tx, reason), who=who))


def _sentence(account: Account, tx: Tx, reason: str) -> str:
    if tx.roster.holder(account) is not None:
        return _LEFT
    return _SENTENCES.get(reason) or (_WITHOUT_LINK if account.platform == BY_LINK else _UNKNOWN)
