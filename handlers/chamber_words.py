"""Chambers asked about: "chambre 973", "quelle chambre pour Cayenne ?", "chambres", and where they stand."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.domain.chambers import Chamber
from bot.domain.departments import DEPARTMENTS
from bot.domain.folding import fold
from bot.domain.folding import words as folded
from bot.domain.membership import STATUS_NAMES, Status
from bot.domain.messages import Button, Message
from bot.domain.people import Person, Role
from bot.domain.roster import role_name, unknown_chamber
from bot.domain.towns import home_of
from bot.wording import Words
from handlers.answer import Answer, Reply
from handlers.chamber_status import change_status, standing, status_said, take_back, undo_said
from handlers.typed import Typed
from storage.seeds import MERGER
from storage.transaction import Tx

_ALL = ("chambres", "chambers", "les chambres", "the chambers", "toutes les chambres", "all chambers", "chambre", "chamber")
_ASKED = re.compile(
    r"(?:/?maillage\s+)?(?:(?:quelle|qui) (?:est )?(?:la )?chambre|(?:which|what) chamber(?: is)?|la chambre|the chamber|chambre|chamber)"
    r"(?:\s+(?:pour|for|de|d'|du|of|a|au|en|in|competente pour|regionale)\b)*[\s:]+(?P<name>\S.*)"
)
LONGEST_NAME = 60
MOST_PEOPLE = 5
BEFORE_2016 = MERGER - timedelta(days=1)
_ORDER = (Role.DIRECTOR, Role.ADMINISTRATOR, Role.EMPLOYEE, Role.AMBASSADOR, Role.NATIONAL)


def chamber_words(typed: Typed, person: Person, tx: Tx) -> Answer | None:
    """The card of a chamber, all of them by status, or a change of status. None: it is about something else."""
    text = typed.text.strip()
    if folded(text).removeprefix("maillage ") in _ALL:
        return all_chambers(person, tx)
    asked = _ASKED.fullmatch(fold(text)) if len(text) <= 4 * LONGEST_NAME and "\n" not in text else None
    if asked is None:
        return None
    said = text[asked.start("name") :]
    if (status := status_said(said)) is not None:
        return change_status(status, person, tx)
    if (undone := undo_said(said)) is not None:
        return take_back(undone, person, tx)
    name = said.strip(" ?!.")
    return _asked(name, person, tx) if folded(name) and len(name) <= LONGEST_NAME and ":" not in name else None


def _asked(name: str, person: Person, tx: Tx) -> Reply:
    chamber = tx.directory.resolve(name, tx.today(person.zone)) or tx.directory.resolve(home_of(name), tx.today(person.zone))
    return card(chamber, person, tx) if chamber else _unknown(name, person, tx)


def _unknown(name: str, person: Person, tx: Tx) -> Reply:
    words = tx.words(person.language, person.zone)
    close, problem = tx.directory.near(name), unknown_chamber(name, tx.directory)
    text = words.markdown(problem.message, **problem.values)
    buttons = [Button(label=chamber.region, act=f"chamber:{chamber.code}", word=_word(chamber, words)) for chamber in close]
    return Reply(message=Message.of(text, *buttons))


def _word(chamber: Chamber, words: Words) -> str:
    return words.text("chamber {name}", name=chamber.region)


def press_chamber(rest: list[str], person: Person, tx: Tx) -> Answer | None:
    """The button of a suggestion. None where there is no such chamber any more."""
    chamber = tx.directory.resolve(rest[0], tx.today(person.zone)) if rest else None
    return card(chamber, person, tx) if chamber else None


def card(chamber: Chamber, person: Person, tx: Tx) -> Reply:
    """What one wants to know of a chamber, in some ten lines."""
    words, today = tx.words(person.language, person.zone), tx.today(person.zone)
    step = tx.statuses.membership(tx.directory).step_on(chamber.code, today)
    merged = [one for code in sorted(tx.directory.lineage(chamber.code) - {chamber.code}) if (one := tx.directory.get(code))]
    departments = dict.fromkeys(number for one in (chamber, *merged) for number in one.departments)
    team, more = _team(chamber, person, tx, words)
    values = {
        "name": chamber.name,
        "departments": [f"{DEPARTMENTS[number]} ({number})" for number in departments],
        "clock": tx.words(person.language, chamber.zone).time(tx.now),
        "older": [one.region for one in merged if one.valid(BEFORE_2016) and one.region != chamber.region],
        "joined": [one.region for one in merged if not one.valid(BEFORE_2016)],
        "standing": standing(step, words, today) if step else "",
        "team": team,
        "more": more,
        "today": today,
    }
    return Reply(message=Message.of(words.render("shared/chamber", **values)))


def _team(chamber: Chamber, person: Person, tx: Tx, words: Words) -> tuple[list[str], int]:
    """Names and roles of those who answer for it, and how many more there are. A reader of the letter alone sees none."""
    if person.role is Role.PARTNER:
        return [], 0
    codes = tx.directory.lineage(chamber.code)
    there = [one for one in tx.people.active() if one.chamber in codes and one.role in _ORDER]
    there.sort(key=lambda one: (_ORDER.index(one.role), one.name))
    shown = [f"{one.name[:60]} ({words.text(role_name(one.role))})" for one in there[:MOST_PEOPLE]]
    return shown, len(there) - len(shown)


def all_chambers(person: Person, tx: Tx) -> Reply:
    """How many chambers stand where today, and which: those of the most usual status by their number alone, since they are the rest."""
    words, today = tx.words(person.language, person.zone), tx.today(person.zone)
    groups = tx.statuses.membership(tx.directory).on(today)
    shown = []
    for status in (*Status, None):
        if codes := groups.get(status, ()):
            regions = [chamber.region for code in codes if (chamber := tx.directory.get(code))]
            name = words.text(STATUS_NAMES[status]) if status else words.text("not known")
            shown.append({"name": name, "count": len(regions), "regions": regions})
    values = {"groups": shown, "total": sum(len(codes) for codes in groups.values()), "today": today, "national": person.is_national}
    return Reply(message=Message.of(words.render("shared/chambers", **values)))
