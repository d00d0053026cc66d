"""One decision or one action of minutes, corrected by its number: "corriger décision 1 : …", "action 3 : pour le 25/11"."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.domain.contribution import DRAFTED, Contribution
from bot.domain.dates import Ambiguous, Impossible, read_date
from bot.domain.errors import Refused
from bot.domain.folding import fold
from bot.domain.folding import words as folded
from bot.domain.i18n import mark as _
from bot.domain.messages import Message
from bot.domain.minutes import LIFE
from bot.domain.people import Person
from bot.domain.reading.answers import does_not_exist, doubtful
from bot.domain.reading.entries import read_entries
from bot.domain.reading.lists import chamber_code
from bot.domain.records import ActionItem, Decision
from bot.domain.text import Reading
from handlers.actions.reading import read_gesture
from handlers.actions.words import action_words
from handlers.answer import Answer, Reply, for_him_alone
from handlers.change import revise
from handlers.forms import check_may_change
from handlers.lives.minutes.differences import differences
from handlers.lives.minutes.settling import SHELVED, acts, minutes_of
from handlers.typed import Typed, said_at
from storage.outbox import About
from storage.transaction import Tx

LONGEST = 500
_NAMED = re.compile(
    r"(?P<verb>(?:corriger|corrigez|corrige|modifier|modifie|changer|change|correct|edit)\s+)?(?:l'|la\s|the\s)?"
    r"(?P<what>decision|action)\s?(?:n°|no\.?\s|numero\s|#)?\s?(?P<number>\d{1,3})\s*(?P<sign>:|=|->|[–-]\s|\s)\s*(?P<said>\S.*)"
)
_GONE = {"retirer", "retire", "supprimer", "supprime", "effacer", "a retirer", "a supprimer", "remove", "withdraw", "delete"}
_UNTIL = re.compile(r"(?:pour|avant|d'ici|jusqu'a|by|before|until|on)?\s*(?:le|au|the)?\s*")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What is said of one entry: whether it is ordered to be corrected, which list and number, and what it should say, as typed."""

    ordered: bool
    decision: bool
    number: int
    said: str


def read_entry(text: str) -> Entry | None:
    """None for a text that names no entry."""
    typed = text.strip()
    found = _NAMED.fullmatch(fold(typed)) if len(typed) <= LONGEST and "\n" not in typed else None
    if found is None:
        return None
    decision = found["what"] == "decision"
    if decision and not (found["verb"] or found["sign"] in (":", "=")):
        return None
    return Entry(ordered=bool(found["verb"]), decision=decision, number=int(found["number"]), said=typed[found.start("said") :])


def entry_words(typed: Typed, person: Person, tx: Tx) -> Answer | None:
    """Corrects that entry of the minutes that he filed last. An action of what is published is one that people have to do: words about it
    go where those go. None where no entry of his is meant. Raises Refused, NotAllowed."""
    entry = read_entry(typed.text) if typed.private else None
    item = _last_minutes(person, tx) if entry else None
    if entry is None or item is None:
        return None
    if not entry.decision:
        if item.state != DRAFTED:
            about = dataclasses.replace(typed, text=f"action {entry.number} : {entry.said}", markdown="")
            done = action_words(about, person, tx) if entry.ordered else None
            if done is not None or not entry.ordered:
                return done
        elif not entry.ordered and _means_one_to_do(item, entry, person, tx):
            return None
    check_may_change(item, person, tx)
    return for_him_alone(_corrected(item, entry, typed, person, tx))


def _last_minutes(person: Person, tx: Tx) -> Contribution | None:
    return tx.contributions.latest_of(person.id, [kind.name for kind in tx.kinds.values() if kind.cls.life == LIFE])


def _means_one_to_do(item: Contribution, entry: Entry, person: Person, tx: Tx) -> bool:
    """Of a draft, an owner or a day is said; what is done is done by somebody, and a message since then numbers what he has to do."""
    spoken = read_gesture(f"action {entry.number} : {entry.said}")
    if spoken is not None and spoken.verb not in ("due", "to", "drop"):
        return True
    return SHELVED in acts(item, tx) or tx.actions.last_numbered(person.id, item.filed_at) is not None


def _corrected(item: Contribution, entry: Entry, typed: Typed, person: Person, tx: Tx) -> Reply:
    minutes, words = minutes_of(item), tx.words(person.language, person.zone)
    name: str = "decisions" if entry.decision else "action_items"
    entries: list[Any] = list(getattr(minutes, name))
    if not 0 < entry.number <= len(entries):
        sentence = (
            _("There is no decision {number}: there are {n}.") if entry.decision else _("There is no action {number}: there are {n}.")
        )
        raise Refused(sentence, number=entry.number, n=len(entries))
    place = entry.number - 1
    gone = folded(entry.said) in _GONE
    entries[place : place + 1] = [] if gone else [_now(entries[place], entry, _reading(typed, person, tx))]
    changes: dict[str, Any] = {name: tuple(entries)}
    after = dataclasses.replace(item, **changes)
    shown = revise(item, after, "correct", person, tx)
    if after == item or not tx.outbox.showing(item.id, "card"):
        return shown
    said = words.markdown("Corrected: {what}.", what="; ".join(differences(minutes, minutes_of(after), words, tx)))
    if gone:
        sentence = _("Decision {number}: taken out.") if entry.decision else _("Action {number}: taken out.")
        said = words.markdown(sentence, number=entry.number)
    return Reply(message=Message.of(said), about=About(contribution=item.id, person=person.id))


def _reading(typed: Typed, person: Person, tx: Tx) -> Reading:
    now = said_at(typed.written_at, tx.now)
    return Reading(now=now, zone=person.zone, language=person.language, directory=tx.directory, in_form=True)


def _now(before: Decision | ActionItem, entry: Entry, reading: Reading) -> Decision | ActionItem:
    """The entry with what was said of it: of an action, its owner, its term, what is to be done, or all of it."""
    if isinstance(before, Decision):
        return next((one for one in read_entries("decisions", entry.said, reading) if isinstance(one, Decision)), before)
    spoken = read_gesture(f"action {entry.number} : {entry.said}")
    said = spoken.rest if spoken and spoken.verb in ("due", "to") else entry.said
    if spoken is None or spoken.verb != "to":
        if day := _day(said, reading):
            return dataclasses.replace(before, due=day, said="")
        if spoken and spoken.verb == "due":
            return dataclasses.replace(before, due=None, said=entry.said)
    code = chamber_code(said, reading.directory, reading.today)
    if code or (spoken and spoken.verb == "to"):
        return dataclasses.replace(before, who=said, chamber=code)
    whole = (one for one in read_entries("actions", said, reading) if isinstance(one, ActionItem) and one.who)
    return next(whole, dataclasses.replace(before, what=said))


def _day(said: str, reading: Reading) -> date | None:
    """The day that a term names, which lies ahead; None where it names none. Raises Refused for one that is not, or may be several."""
    until = _UNTIL.match(fold(said))
    read = read_date(said[until.end() if until else 0 :], now=reading.now, zone=reading.zone, day_first=reading.language != "en")
    if isinstance(read, Impossible | Ambiguous):
        problem = does_not_exist(read.typed) if isinstance(read, Impossible) else doubtful(said, read, reading)
        raise Refused(problem.message, **problem.values)
    return read.value if read else None
