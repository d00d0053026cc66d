"""What is typed about requests: with their number ("demande 12 : voici la nôtre", "HR-2008-003 réaiguillée vers Bretagne"), or as the next
word of a conversation ("merci, c'est bon")."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from bot.domain.chambers import NATIONAL
from bot.domain.contribution import PUBLISHED, Contribution
from bot.domain.errors import Refused
from bot.domain.folding import fold
from bot.domain.folding import words as folded
from bot.domain.people import Person
from bot.domain.reading.answers import Reading
from bot.domain.reading.follow_ups import read_reply, read_routing
from bot.domain.requests import LIFE
from bot.wording.escape import literal_lines
from handlers.answer import Answer, Reply
from handlers.forms import check_may_change, find
from handlers.lives.requests.facts import is_own_chamber, request_kind, said
from handlers.publishing import PUBLISHING
from handlers.requests.answers import answer, asked_back, done, helped, reopen, replied
from handlers.requests.claims import claim, decline, release, route
from handlers.show import shown_to
from handlers.typed import Typed, said_at
from storage.transaction import Tx

_GOOD = re.compile(
    r"(?:(?:merci|super|parfait|top|ok|oui)(?: (?:beaucoup|bien))? )*(?:c est (?:bon|parfait|tout bon|regle|ok)|j ai (?:tout )?ce qu il "
    r"(?:me )?(?:faut|fallait)|(?:c est )?(?:resolu|regle)e?|that is it|that s it|all good|solved)(?: (?:merci|thanks)(?: \w+){0,3})?"
)
_CLAIMED = re.compile(r"(?:oui |ok )?(?:je m en (?:charge|occupe)|on s en (?:charge|occupe)|je (?:la )?prends|i take it|i ll take it)")
_ANSWERED = re.compile(r"(?:c est )?(?:repondu|fait|reponse (?:faite|donnee|envoyee))(?: merci)?|(?:it is |it s )?(?:answered|done)")
_RELEASED = re.compile(
    r"(?:desolee? )?(?:finalement )?(?:je (?:ne )?peux plus|nous (?:ne )?pouvons plus|je la rends|i can t any ?more|give it back)"
)
_ABOUT = re.compile(
    r"\W*(?:la |the )?(?:demande|request|hr)(?: n ?[o°]?| num(?:ero)?)?[ -]?(?:20\d\d[ -])?0*(?P<number>\d{1,6})\s*:\s*(?P<text>\S.*\?)\s*",
    re.DOTALL,
)
_SIGNED = re.compile(
    r"[^\d]*\d[\d -]*\s*[:,–—-]|\W*reponse|"
    r"\W*(?:voici |voila )?(?:notre |ma |une )?(?:rep|re|reply|answer|suite|pour|sur|concernant)\b"
)
"""An answer says so, or stands after a sign: "demande 12 chaises" asks for chairs."""
_OF_ITS_HOLDER: tuple[tuple[re.Pattern[str], Callable[[Contribution, Person, Tx], Reply]], ...] = ((_RELEASED, release), (_ANSWERED, done))
"""What somebody who has a request says instead of an answer."""
_OTHER_GESTURE = re.compile(
    r"(?:corrig|modifi|correct|annul|undo|cancel|retabl|relay|reseau seulement|network only|tout le monde|open to all)\w*"
)
_HOW_IT_STANDS = re.compile(r"\bou en (?:est|sont|etes|sommes)|des nouvelles|du nouveau|any news|how far|\bstatus\b")
_ASKS_ANEW = re.compile(r"(?:urgent\W+)?(?:re)?cherch|(?:nouvelle |autre |une )?(?:demande|question|request|besoin)\b|looking for")
"""How a new request begins, where the next word of a conversation would not."""


def request_words(typed: Typed, person: Person, tx: Tx) -> Answer | None:
    """What a text does that names a request. None for any other text. Raises Gone, NotAllowed, Refused."""
    if request_kind(tx) is None:
        return None
    return _routed(typed, person, tx) or _replied(typed, person, tx)


def _routed(typed: Typed, person: Person, tx: Tx) -> Answer | None:
    now = said_at(typed.written_at, tx.now)
    reading = Reading(now=now, zone=person.zone, language=person.language, directory=tx.directory)
    found = read_routing(typed.text, reading)
    if found is None:
        return None
    item = _numbered(found.number, person, tx)
    if not found.chamber:
        if re.search(r"\b(?:equipe nationale|national team|esse? france|reseau)\b", fold(found.typed)):
            return route(item, NATIONAL, found.why, person, tx)
        raise Refused("I do not know “{typed}”. Type the name of a chamber.", typed=found.typed)
    return route(item, found.chamber, found.why, person, tx)


def _replied(typed: Typed, person: Person, tx: Tx) -> Answer | None:
    found = read_reply(typed.text)
    if found is None:
        return _asked_back(typed, person, tx)
    if found.status == "answered" and (not found.text or not _SIGNED.match(fold(typed.text)) or _OTHER_GESTURE.match(fold(found.text))):
        return None
    item = _numbered(found.number, person, tx)
    gesture = _STATUSES.get(found.status)
    if gesture is not None:
        return gesture(item, person, tx)
    if found.status == "withdrawn":
        check_may_change(item, person, tx)
        return PUBLISHING["withdraw"](item, person, tx)
    text = _markdown(typed, found.text)
    if found.status == "resolved" and (person.wrote(item.author_id) or not text):
        return helped(item, "yes", person, tx) if person.wrote(item.author_id) else _settles(item, person, tx)
    return said_about(item, text, person, tx, typed, close=found.status == "resolved")


def _asked_back(typed: Typed, person: Person, tx: Tx) -> Answer | None:
    """A question about a request, by its number: to whoever has it, or to its author. How it stands is for us to say."""
    found = _ABOUT.fullmatch(fold(typed.text))
    if found is None:
        return None
    item, text = _numbered(int(found["number"]), person, tx), typed.text[slice(*found.span("text"))].strip()
    if _HOW_IT_STANDS.search(found["text"]):
        return shown_to(person, item, tx)
    if person.wrote(item.author_id):
        return replied(item, literal_lines(text), person, tx, origin=typed.origin)
    return asked_back(item, literal_lines(text), person, tx, origin=typed.origin)


def _settles(item: Contribution, person: Person, tx: Tx) -> Reply:
    """Closed without a word: by its own chamber and the national team, as settled; by who answered it, as answered."""
    if person.is_national or is_own_chamber(person, item, tx):
        return answer(item, "", person, tx, close=True)
    return done(item, person, tx)


_STATUSES: Mapping[str, Callable[[Contribution, Person, Tx], Reply]] = {
    "claimed": claim,
    "declined": decline,
    "released": release,
    "reopened": reopen,
}


def said_about(item: Contribution, text: str, person: Person, tx: Tx, typed: Typed, *, close: bool = False) -> Reply:
    """A word of its author goes to whoever has it; anybody else's is an answer. A message that was kept already says nothing twice."""
    if person.wrote(item.author_id):
        return replied(item, text, person, tx, origin=typed.origin)
    return answer(item, text, person, tx, close=close, origin=typed.origin, files=typed.files)


def _numbered(number: int, person: Person, tx: Tx) -> Contribution:
    kind = request_kind(tx)
    return find(f"{kind.cls.prefix if kind else ''}-{number}", person, tx)


def _markdown(typed: Typed, text: str) -> str:
    """What was said of it, with its formatting where the message holds it whole."""
    if typed.markdown and typed.markdown.endswith(literal_lines(text)):
        return literal_lines(text)
    at = typed.markdown.find(text) if typed.markdown and text else -1
    return typed.markdown[at:] if at >= 0 and typed.markdown.rstrip().endswith(text.rstrip()) else literal_lines(text)


def under_request(typed: Typed, person: Person, tx: Tx) -> Answer | None:
    """What is written under one of our messages about a request, or right after it in a private conversation. None for anything else."""
    if not typed.private or not folded(typed.text):
        return None
    answered = typed.thread.rpartition("/")[2]
    shown = tx.pursuits.shown_in(typed.origin, answered)
    if shown and shown[0] is None and answered and shown[1] in ("morning", "letter"):
        return _under_several(typed, person, tx)
    item = tx.contributions.get(shown[0]) if shown and shown[0] is not None else None
    if shown is None or item is None or item.life != LIFE:
        return None
    return _goes_on(item, typed, person, tx, threaded=bool(answered), purpose=shown[1])


def _under_several(typed: Typed, person: Person, tx: Tx) -> Answer | None:
    """Under a message of several lines, it is about the one request that he has taken. Raises Refused where he has taken several."""
    held = [item for one in tx.pursuits.claimed([person.id]) if (item := tx.contributions.get(one.request_id)) and item.state == PUBLISHED]
    if not held:
        return None
    words = tx.words(person.language, person.zone)
    if len(held) > 1:
        raise Refused("You have taken several requests. Type “{typed}: …” with its number.", typed=said(held[0], words).lower())
    return _goes_on(held[0], typed, person, tx, threaded=True, purpose="notice")


def _goes_on(item: Contribution, typed: Typed, person: Person, tx: Tx, *, threaded: bool, purpose: str) -> Answer | None:
    typed_words, pursuit = folded(typed.text), tx.pursuits.get(item.id)
    text = typed.markdown or literal_lines(typed.text)
    if person.wrote(item.author_id):
        if pursuit.claimed_by is None or (purpose == "card" and not threaded):
            return None
        if _GOOD.fullmatch(typed_words):
            return helped(item, "yes", person, tx)
        return replied(item, text, person, tx, origin=typed.origin) if threaded or not _ASKS_ANEW.match(fold(typed.text)) else None
    if _CLAIMED.fullmatch(typed_words):
        return claim(item, person, tx)
    has_it = pursuit.claimed_by is not None and person.wrote(pursuit.claimed_by)
    gesture = next((does for said_so, does in _OF_ITS_HOLDER if said_so.fullmatch(typed_words)), None)
    if has_it and gesture:
        return gesture(item, person, tx)
    return answer(item, text, person, tx, origin=typed.origin, files=typed.files) if threaded or has_it else None
