"""What is typed under the question for news of a silent group: the line that it asks for. (DIALOGUES.md 2: "répondez ici")"""

from __future__ import annotations

import dataclasses
import re
from datetime import timedelta

from bot.domain.bodies import LIFE, Body
from bot.domain.contribution import Kind
from bot.domain.folding import words as folded
from bot.domain.people import Person
from bot.domain.permissions import Grant, files
from handlers.answer import Answer
from handlers.groups.pressing import press_group
from handlers.groups.rights import leads
from handlers.said import file_text, heard_in, understood_in
from handlers.typed import Typed
from storage.conversation import last_said
from storage.transaction import Tx

RECENT = timedelta(days=7)
FEWEST_WORDS = 3
_ASKS = re.compile(r"grp:quiet:(\d{1,9})")
_NOTHING = re.compile(r"rien (?:de |d )?(?:bien |special|neuf|nouveau)+(?: .{0,30})?|ras|nothing new(?: .{0,30})?")
_NO_NEWS = re.compile(r"(?:merci|ok|oui|non|desolee?|pardon|bonjour|salut|yes|no|sorry|hello|thanks)\b")


def nothing_new(typed: Typed, person: Person, tx: Tx) -> Answer | None:
    """In the channel of a group, or in private by who leads one alone, "rien de neuf" is a full answer. None for any other text, and
    place. Raises NotAllowed."""
    if not typed.addressed or not _NOTHING.fullmatch(folded(typed.text)):
        return None
    place = typed.origin
    here = None if typed.private else tx.bodies.of_channel(place.platform, place.workspace, place.channel)
    own = [body for body in tx.bodies.groups() if body.lead_id is not None and person.wrote(body.lead_id)] if typed.private else []
    body = here if here and here.is_group and here.is_open else own[0] if len(own) == 1 else None
    return press_group(["quiet", str(body.id)], person, tx) if body else None


def answer_silence(typed: Typed, person: Person, tx: Tx) -> Answer | None:
    """Files the line as news of the group that was asked about; of several, asks which. None for what is surely something else."""
    groups = asked_groups(typed, person, tx)
    kind = _news_kind(tx)
    if not groups or kind is None or understood_in(heard_in(typed), person, tx).kind is not None:
        return None
    group = groups[0].name if len(groups) == 1 else ""
    return file_text(dataclasses.replace(heard_in(typed, kind=kind.name), group=group), person, tx)


def _news_kind(tx: Tx) -> Kind | None:
    return next((kind for kind in tx.kinds.values() if kind.cls.life == LIFE), None)


def asked_groups(typed: Typed, person: Person, tx: Tx) -> list[Body]:
    """The groups for whose news our last message there asks, and which he leads; none where the text tells nothing."""
    said = folded(typed.text)
    if not typed.private or len(said.split()) < FEWEST_WORDS or typed.text.rstrip().endswith("?") or _NO_NEWS.match(said):
        return []
    kind = _news_kind(tx)
    if kind is None or files(person, kind.cls) is Grant.NO:
        return []
    lane = (typed.origin.platform, typed.origin.workspace, typed.origin.channel)
    for message in last_said(tx.connection, tx.tables, lane=lane, since=tx.now - RECENT, most=1):
        if message.purpose in ("morning", "letter"):
            acts = (_ASKS.fullmatch(button.act) for button in tx.outbox.current(message.row).buttons)
            found = (tx.bodies.get(int(act[1])) for act in acts if act)
            return [body for body in found if body and body.is_open and leads(person, body, tx)]
    return []
