"""Who knows what: declared by a chamber ("expertise : observatoire"), asked by anybody ("qui sait observatoire ?"). (DOMAIN.md F42)"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.domain.chambers import NATIONAL
from bot.domain.errors import NotAllowed, Refused
from bot.domain.expertise import ANSWERED, CO_LEADS, DECLARED, LEADS, candidates, telling
from bot.domain.folding import fold
from bot.domain.messages import Message
from bot.domain.people import Person
from bot.domain.permissions import Act, Grant, grant
from bot.wording import Words
from bot.wording.escape import shorten
from handlers.answer import Answer, Reply
from handlers.lives.requests.facts import region_of
from handlers.lives.requests.seeking import knowledge
from handlers.typed import Typed
from storage.stems import stems
from storage.transaction import Tx

MOST_SHOWN = 5
MOST_TOPICS = 10
LONGEST_TOPIC = 60
_DECLARED = re.compile(
    r"\s*(?P<not>(?:plus d['’ ]?|sans |retirer |no )?)(?:notre |mon |mes |nos |our |my )?expertises?(?: de ma chambre)?\s*"
    r"(?P<sign>[:=]?)\s*(?P<topics>.*?)\s*",
    re.DOTALL,
)
_WHO_KNOWS = re.compile(
    r"\s*(?:qui|quelle (?:chambre|cress)|who) (?:sait|s'y connait en|connait|connaitrait|knows(?: about)?)\s*(?P<what>.*?)[\s?.]*",
    re.DOTALL,
)
_LEAD_IN = re.compile(r"^(?:(?:quelque chose |tout )?(?:sur|en|a propos de|about|de|des|du) )?(?:le |la |les |l')?", re.IGNORECASE)


def knowing_words(typed: Typed, person: Person, tx: Tx) -> Answer | None:
    """The answer to "expertise : …" and to "qui sait … ?". None for any other text, and for who reads the letter alone. Raises NotAllowed,
    Refused."""
    if grant(person, Act.READ_NETWORK) is not Grant.YES:
        return None
    text, folded = typed.text, fold(typed.text)
    if asked := _WHO_KNOWS.fullmatch(folded):
        return who_knows(text[slice(*asked.span("what"))], person, tx)
    said = _DECLARED.fullmatch(folded)
    if said is None or "\n" in text.strip():
        return None
    declared = said["sign"] or re.fullmatch(r"[^:,;]+", said["topics"])
    if not declared and said["topics"]:
        return None
    topics = [topic.strip(" .") for topic in re.split(r"[,;]", text[slice(*said.span("topics"))]) if topic.strip(" .")]
    return _declared(topics, person, tx, gone=bool(said["not"])) if topics else _ours(person, tx)


def _declared(topics: list[str], person: Person, tx: Tx, *, gone: bool) -> Reply:
    words = tx.words(person.language, person.zone)
    if grant(person, Act.ANSWER_REQUEST) is not Grant.YES or person.chamber == NATIONAL:
        raise NotAllowed("What a chamber knows about is said by its directors, employees and elected.")
    if len(topics) > MOST_TOPICS or any(len(topic) > LONGEST_TOPIC for topic in topics):
        raise Refused("Type a few topics of one or two words, with commas. For example: “expertise: observatory, social clauses”.")
    for topic in topics:
        if gone:
            tx.pursuits.undeclare(person.chamber, topic)
        else:
            tx.pursuits.declare(person.chamber, topic, person.id)
    tx.audit.note("expertise", by=person.id, after={"topics": topics, "gone": gone})
    return _ours(person, tx, told=words.markdown("Noted."))


def _ours(person: Person, tx: Tx, *, told: str = "") -> Reply:
    """What his chamber has said of itself."""
    words = tx.words(person.language, person.zone)
    mine = [one.topic for one in reversed(tx.pursuits.declared()) if one.chamber == person.chamber]
    region = region_of(person.chamber, words, tx)
    text = (
        words.markdown("{region} knows about: {topics}. Requests on these come to you first.", region=region, topics=", ".join(mine))
        if mine
        else words.markdown(
            "{region} has not said what it knows about. Type for example: “expertise: observatory, social clauses”.", region=region
        )
    )
    return Reply(message=Message.of(" ".join(part for part in (told, str(text)) if part)))


def who_knows(what: str, person: Person, tx: Tx) -> Reply:
    """The chambers that may know, each with why one thinks so, the likeliest first."""
    words = tx.words(person.language, person.zone)
    topic = _LEAD_IN.sub("", what.strip(), count=1)
    shown = shorten(" ".join(topic.split()), LONGEST_TOPIC)
    if not telling(stems(topic)):
        raise Refused("What is it about? Type for example: “who knows observatory?”.")
    found = candidates(stems(topic), knowledge(tx), never={NATIONAL})[:MOST_SHOWN]
    if not found:
        ask = words.markdown("No chamber is known for “{topic}”. Ask in one line, and I look for somebody who knows.", topic=shown)
        return Reply(message=Message.of(ask))
    lines = [words.markdown("Who knows about “{topic}”:", topic=shown)]
    for one in found:
        reasons = " · ".join(_evidence(code, said, words) for code, said in ((one.reason, one.evidence), *one.more))
        lines.append(words.markdown("{region}: {reasons}", region=region_of(one.chamber, words, tx), reasons=reasons))
    return Reply(message=Message.of("\n".join(str(line) for line in lines)))


def _evidence(code: str, said: Mapping[str, Any], words: Words) -> str:
    if code == LEADS:
        return words.text("leads {group}", group=said["group"])
    if code == CO_LEADS:
        return words.text("co-leads {group}", group=said["group"])
    if code == DECLARED:
        return words.text("says that it knows {topics}", topics=", ".join(said["topics"]))
    assert code == ANSWERED
    last = words.month(date.fromisoformat(said["on"]))
    return words.ntext("answered {n} request, in {month}", "answered {n} requests, the last in {month}", int(said["n"]), month=last)
