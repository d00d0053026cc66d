"""A person's own settings: language, zone, platform; with the way to his letter and his leave. Changed by a few words. (DIALOGUES.md)"""

from __future__ import annotations

import dataclasses
import re

from bot.domain.errors import Refused
from bot.domain.folding import words as folded
from bot.domain.i18n import mark as _
from bot.domain.messages import Button, Message
from bot.domain.people import Person
from bot.domain.subscription import Subscription
from bot.domain.zones import zone_named
from bot.wording import Words
from handlers.answer import Answer, Reply
from handlers.leave_reading import example
from handlers.letter import described, of_person
from handlers.strangers import BY_LINK
from storage.transaction import Tx

LANGUAGES = {"fr": ("francais", "french", "fr"), "en": ("anglais", "english", "en")}
LANGUAGE_NAMES = {"fr": _("French"), "en": _("English")}
_SHOW = ("reglages", "mes reglages", "settings", "my settings", "preferences", "mes preferences")
_LANGUAGE = re.compile(r"(?:ma )?langue(?: |$)|(?:my )?language(?: |$)|(?:en|in) (?=(?:anglais|english|francais|french)$)")
_ZONE = re.compile(r"(?:mon )?fuseau(?: horaire)?(?: |$)|(?:my )?time ?zone(?: |$)")
_PLATFORM = re.compile(r"(?:sur|on) (\w+)")
_WHERE_I_WRITE = ("la ou j ecris", "la ou j ecris en dernier", "where i write", "where i wrote last")


def settings_words(text: str, person: Person, tx: Tx) -> Answer | None:
    """What these words show or change; None when they are about something else. Raises Refused, and nothing is half changed."""
    said = folded(text)
    if said in _SHOW:
        return shown(person, tx)
    if heading := _LANGUAGE.match(said):
        return set_language(_language(said[heading.end() :]), person, tx)
    if heading := _ZONE.match(said):
        return set_zone(_zone(said[heading.end() :], tx), person, tx)
    if said in _WHERE_I_WRITE:
        return set_platform("", person, tx)
    if (named := _PLATFORM.fullmatch(said)) and named[1] in tx.people.platforms():
        return set_platform(named[1], person, tx)
    return None


def _language(said: str) -> str:
    for language, names in LANGUAGES.items():
        if said in names:
            return language
    raise Refused("I speak French and English. Type “language English” or “language French”.")


def set_language(language: str, person: Person, tx: Tx) -> Reply:
    """What he reads is in that language from now on; his letter too, unless he has chosen another for it."""
    if language not in LANGUAGES:
        raise Refused("I speak French and English. Type “language English” or “language French”.")
    return _kept(dataclasses.replace(person, language=language), person, tx)


def _zone(said: str, tx: Tx) -> str:
    """The zone of a city, of a region, or by its own name. Raises Refused with what is close."""
    if zone := zone_named(said, tx.directory, tx.now.date()):
        return zone
    if not said:
        raise Refused("Type the zone with its city or region, for example: time zone Cayenne.")
    if not (close := tx.directory.near(said)):
        raise Refused("I do not know the time zone “{typed}”. Type it with its city or region, for example: time zone Cayenne.", typed=said)
    first, second, third = (one.region for one in close)
    raise Refused("I do not know “{typed}”. {first}, {second} or {third}?", typed=said, first=first, second=second, third=third)


def set_zone(zone: str, person: Person, tx: Tx) -> Reply:
    """His days and hours are those of that zone from now on; those of his letter too, unless it has others."""
    return _kept(dataclasses.replace(person, zone=zone), person, tx)


def set_platform(platform: str, person: Person, tx: Tx) -> Reply:
    """What he did not ask for comes there from now on; with "", where he wrote last. Raises Refused where he has no account."""
    if platform and platform not in tx.people.platforms(person.id):
        raise Refused("I do not know you on {platform} yet: link it, or write to me there first.", platform=platform.capitalize())
    return _kept(dataclasses.replace(person, platform=platform), person, tx)


def _kept(after: Person, before: Person, tx: Tx) -> Reply:
    """Keeps the change, and shows what holds now."""
    tx.people.set_settings(after)
    if after.language != before.language:
        tx.people.languages_chosen[before.id] = after.language
    own = tx.subscriptions.of_person(before.id)
    if own is not None:
        tx.subscriptions.save(_following(own, before, after))
    changed = {name: getattr(after, name) for name in ("language", "zone", "platform") if getattr(after, name) != getattr(before, name)}
    tx.audit.note("settings", by=before.id, before={name: getattr(before, name) for name in changed}, after=changed)
    return shown(after, tx, noted=True)


def _following(letter: Subscription, before: Person, after: Person) -> Subscription:
    """The letter with its reader's new language and zone, where it had the old ones."""
    language = after.language if letter.language == before.language else letter.language
    zone = after.zone if letter.zone == before.zone else letter.zone
    return dataclasses.replace(letter, language=language, zone=zone)


def shown(person: Person, tx: Tx, *, noted: bool = False) -> Reply:
    """All settings in one short message, and how each is changed."""
    words = tx.words(person.language, person.zone)
    own, place = of_person(person, tx), tx.people.address(person.id)
    values = described(own, words, tx) | {
        "noted": noted,
        "language": words.text(LANGUAGE_NAMES.get(person.language, "French")),
        "city": city(person.zone),
        "now": words.time(tx.now),
        "platform": place.platform.capitalize() if place else "",
        "chosen": bool(person.platform),
        "others": [name.capitalize() for name in _others(person, tx)],
        "today": tx.today(person.zone),
        "paused": own.paused_until,
        "ended": own.ended_at,
        "away": person.away_until if person.away_until and person.away_until > tx.today(person.zone) else None,
        "example": example(person, tx),
    }
    return Reply(message=Message.of(words.render("shared/settings", **values), *_gestures(person, words, tx)))


def city(zone: str) -> str:
    """How people call a zone: America/Cayenne is Cayenne."""
    return zone.rpartition("/")[2].replace("_", " ")


def _others(person: Person, tx: Tx) -> list[str]:
    """The platforms to which what he reads could move."""
    place = tx.people.address(person.id)
    return [name for name in tx.people.platforms(person.id) if place is None or name != place.platform]


def _gestures(person: Person, words: Words, tx: Tx) -> list[Button]:
    other = "en" if person.language == "fr" else "fr"
    inverse = tx.words(other, person.zone)
    buttons = [
        Button(label=words.text("My letter"), act="letter:show", word=words.text("letter")),
        Button(label=words.text("My data"), act="own:data", word=words.text("my data")),
        Button(
            label=inverse.text("In English") if other == "en" else inverse.text("In French"),
            act=f"own:language:{other}",
            word=words.text("language English") if other == "en" else words.text("language French"),
        ),
    ]
    for name in _others(person, tx):
        label = words.text("On {platform}", platform=name.capitalize())
        buttons.append(Button(label=label, act=f"own:platform:{name}", word=folded(label)))
    if tx.setting.telegram_bot and BY_LINK not in tx.people.platforms(person.id):
        buttons.append(Button(label=words.text("My Telegram"), act="invite:me", word=words.text("my telegram")))
    if person.platform:
        buttons.append(Button(label=words.text("Where I write"), act="own:platform:", word=folded(words.text("Where I write"))))
    return buttons
