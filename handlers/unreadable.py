"""What carries no text: what to do instead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.domain.i18n import mark as _
from bot.domain.messages import Message
from bot.domain.people import Person
from handlers.answer import Answer, Reply
from storage.transaction import Tx

_SENTENCES: Final[Mapping[str, str]] = {
    "photo": _("I do not read photos. Copy the text of the advertisement here, or send the link."),
    "voice": _("I do not listen to voice messages. Type it here in a line or two."),
    "sticker": _("I do not read stickers. Type here what you mean, or “help”."),
    "video": _("I do not watch videos. Type here what it says, or send the link."),
    "document": _("I do not read files. Copy the text here, or send the link."),
    "location": _("I do not read locations. Type the name of the town."),
    "poll": _("I do not read polls. Type here what you want to ask."),
    "contact": _("I do not read contact cards. Type the name and the address here."),
}
_SAME: Final[Mapping[str, str]] = {"file": "document", "audio": "voice", "video_note": "video", "animation": "video", "venue": "location"}


def tell_unreadable(what: str, person: Person, tx: Tx) -> Answer:
    """`what`: photo, voice, sticker, video, document, location, poll, contact. The same for whatever a platform may add."""
    words = tx.words(person.language, person.zone)
    sentence = _SENTENCES.get(_SAME.get(what, what))
    return Reply(message=Message.of(words.markdown(sentence) if sentence else words.markdown("I read text alone. Type it here.")))
