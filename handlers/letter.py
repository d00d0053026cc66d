"""The letter's settings, changed by a few words: "lettre emploi, Normandie, mardi 9 h". (DIALOGUES.md 5)"""

from __future__ import annotations

import dataclasses
import re
from datetime import date, timedelta

from bot.domain.dates import Day, read_date, short
from bot.domain.errors import Gone, NotAllowed, Refused
from bot.domain.folding import words as folded
from bot.domain.i18n import mark as _
from bot.domain.messages import Button, Message
from bot.domain.people import Person
from bot.domain.permissions import Act, Grant, grant
from bot.domain.ports import Address
from bot.domain.subscription import TOPICS, Subscription, topic_name
from bot.wording import Words
from handlers.answer import Answer, Reply, for_him_alone
from handlers.edition import preview
from handlers.letter_reading import changed
from storage.transaction import Tx

PAUSE_DAYS = 28
_HERE, _AT_ONCE = {"ici", "here"}, ("tout de suite", "at once", "aussitot")
_STOP = {"stop", "arret", "arreter", "desabonner", "unsubscribe", "quitter"}
_RESUME = {"reprendre", "reprise", "resume", "start", "recommencer"}
_UNTIL = re.compile(r"^(?:jusqu['’ ]?(?:au|à|a|en)|until|till|au)\s+", re.IGNORECASE)


WEEKDAY_NAMES = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"))


def letter_words(text: str, person: Person, tx: Tx, *, channel: Address | None = None, channel_name: str = "") -> Answer:
    """What stands after "lettre". Nothing shows the settings. Raises Refused for a word it does not know: nothing is half changed."""
    first, _sep, rest = text.strip().partition(" ")
    word = folded(first)
    if word in _HERE:
        return _set_channel(rest, person, tx, channel, channel_name)
    return for_him_alone(_own_letter(text, word, rest, person, tx))


def _own_letter(text: str, word: str, rest: str, person: Person, tx: Tx) -> Answer:
    if word in ("changer", "change", "aide", "help"):
        return _how(person, tx, language={"aide": "fr", "help": "en"}.get(word, ""))
    if word == "pause":
        return _pause(of_person(person, tx), rest.strip(), person, tx)
    return _about_own(text, of_person(person, tx), person, tx)


def _about_own(text: str, own: Subscription, person: Person, tx: Tx) -> Answer:
    said = folded(text)
    if not said or said in ("pourquoi", "why"):
        return show(own, person, tx, why=bool(said))
    if said in ("apercu", "preview"):
        return preview(own, person, tx)
    if set(said.split()) & _STOP:
        return _end(own, person, tx)
    if any(phrase in said for phrase in _AT_ONCE):
        raise Refused(
            "“At once” is for a group: type there “/letter here jobs at once”."
            if person.plainly
            else "“At once” is for a channel: type there “/letter here jobs at once”."
        )
    if set(said.split()) & _RESUME:
        return _save(dataclasses.replace(own, paused_until=None, ended_at=None), person, tx)
    return _save(changed(own, text, person, tx), person, tx)


def of_person(person: Person, tx: Tx) -> Subscription:
    """A person's own settings; those of a newcomer: everything, on Monday at 8."""
    new = Subscription(person_id=person.id, language=person.language, zone=person.zone, since=tx.now)
    return tx.subscriptions.of_person(person.id) or new


def _save(after: Subscription, person: Person, tx: Tx) -> Reply:
    saved = tx.subscriptions.save(after)
    tx.audit.note("letter", by=person.id, after=_noted(saved))
    return show(saved, person, tx, noted=True)


def _noted(saved: Subscription) -> dict[str, object]:
    return {
        "topics": list(saved.topics),
        "regions": list(saved.regions),
        "weekday": saved.weekday,
        "hour": saved.hour,
        "rhythm": saved.rhythm,
    }


def _pause(own: Subscription, until: str, person: Person, tx: Tx) -> Reply:
    return _save(dataclasses.replace(own, paused_until=_until(until, person, tx)), person, tx)


def _until(typed: str, person: Person, tx: Tx) -> date:
    today = tx.today(person.zone)
    if not typed:
        return today + timedelta(days=PAUSE_DAYS)
    typed = _UNTIL.sub("", typed)
    read = read_date(typed, now=tx.now, zone=person.zone, day_first=person.language != "en")
    if not isinstance(read, Day):
        raise Refused(
            "I did not understand the date “{typed}”. Type for example: pause until {day}.", typed=typed, day=_example(person, tx)
        )
    if read.value <= today:
        words = tx.words(person.language, person.zone)
        raise Refused(
            "{day} is past. Type a day to come, for example: pause until {example}.",
            day=words.day(read.value, today),
            example=_example(person, tx),
        )
    return read.value


def _example(person: Person, tx: Tx, *, language: str = "") -> str:
    """A day as this person would type it. `language`: that of the text in which it stands, where it is not his own."""
    return short(tx.today(person.zone) + timedelta(days=PAUSE_DAYS), language or person.language)


def _end(own: Subscription, person: Person, tx: Tx) -> Reply:
    ended = tx.subscriptions.save(dataclasses.replace(own, ended_at=tx.now))
    tx.audit.note("letter_ended", by=person.id, after=_noted(ended))
    words = tx.words(person.language, person.zone)
    undo = Button(label=words.text("Undo"), act="letter:resume", word=words.text("resume"))
    return Reply(message=Message.of(words.markdown("Done, {name}: no more letter.", name=person.name.split()[0]), undo))


def _how(person: Person, tx: Tx, *, language: str = "") -> Reply:
    words = tx.words(language or person.language, person.zone)
    topics = [words.text(topic_name(topic)) for topic in TOPICS]
    chooses = grant(person, Act.SET_CHANNEL) is Grant.YES
    day = _example(person, tx, language=words.language)
    return Reply(message=Message.of(words.render("shared/letter_how", topics=topics, chooses=chooses, groups=person.plainly, day=day)))


def show(own: Subscription, person: Person, tx: Tx, *, noted: bool = False, why: bool = False) -> Reply:
    """What is received, since when, and how to change it."""
    words = tx.words(person.language, person.zone)
    values = described(own, words, tx) | {
        "noted": noted,
        "why": why,
        "today": tx.today(person.zone),
        "paused": own.paused_until,
        "ended": own.ended_at,
    }
    buttons = [Button(label=words.text("Change"), act="letter:change", word=words.text("change"))]
    if own.ended_at or own.paused_until:
        buttons.append(Button(label=words.text("Resume"), act="letter:resume", word=words.text("resume")))
    else:
        buttons.append(Button(label=words.text("Pause"), act="letter:pause", word=words.text("pause")))
        buttons.append(Button(label=words.text("Unsubscribe"), act="letter:stop", word=words.text("stop")))
    return Reply(message=Message.of(words.render("shared/letter_settings", **values), *buttons))


def described(own: Subscription, words: Words, tx: Tx) -> dict[str, object]:
    """Topics, regions, day and hour as people say them."""
    chambers = [tx.directory.get(code) for code in own.regions]
    return {
        "topics": [words.text(topic_name(topic)) for topic in own.topics],
        "regions": [chamber.region for chamber in chambers if chamber],
        "weekday": words.text(WEEKDAY_NAMES[own.weekday]),
        "hour": f"{own.hour} h" if words.language == "fr" else f"{own.hour}:00",
        "since": own.since,
        "at_once": own.rhythm == "at_once",
        "other_language": own.language if own.language != words.language else "",
    }


def _set_channel(text: str, person: Person, tx: Tx, channel: Address | None, name: str) -> Reply:
    """The letter of a channel: weekly, or each item at once."""
    if channel is None:
        raise Refused(
            "Type this in the group that should receive the letter."
            if person.plainly
            else "Type this in the channel that should receive the letter."
        )
    if grant(person, Act.SET_CHANNEL) is not Grant.YES:
        raise NotAllowed(
            "Directors and the national team choose what a group receives."
            if person.plainly
            else "Directors and the national team choose what a channel receives."
        )
    words, said = tx.words(person.language, person.zone), folded(text)
    new = Subscription(channel=channel, language=person.language, zone=person.zone, since=tx.now)
    before = tx.subscriptions.of_channel(channel) or new
    if set(said.split()) & _STOP:
        tx.subscriptions.save(dataclasses.replace(before, ended_at=tx.now))
        tx.audit.note("letter_channel_ended", by=person.id, after={"channel": channel.channel})
        return Reply(message=Message.of(words.markdown("Done: nothing more in {place}.", place=_place(name, person, words))))
    at_once = next((phrase for phrase in _AT_ONCE if phrase in said), "")
    after = changed(before, said.replace(at_once, " ") if at_once else text, person, tx)
    saved = tx.subscriptions.save(dataclasses.replace(after, rhythm="at_once" if at_once else "weekly"))
    if name:
        tx.outbox.name_channel((channel.platform, channel.workspace, channel.channel), name if person.plainly else f"#{name}")
    tx.outbox.revive((channel.platform, channel.workspace, channel.channel))
    tx.audit.note("letter_channel", by=person.id, after=_noted(saved) | {"channel": channel.channel})
    text = words.render("shared/letter_channel", place=_place(name, person, words), **described(saved, words, tx))
    return Reply(message=Message.of(text))


def _place(name: str, person: Person, words: Words) -> str:
    """The channel or group as its name says it, where the answer stands elsewhere: on a platform of groups it goes to him alone."""
    if person.plainly:
        return words.text("“{name}”", name=name) if name else words.text("this group")
    return words.text("this channel")


def press_letter(rest: list[str], person: Person, tx: Tx) -> Answer:
    """The buttons of the letter and its settings."""
    if rest == ["show"]:
        return dataclasses.replace(show(of_person(person, tx), person, tx), fresh=True)
    said = {"change": "changer", "pause": "pause", "stop": "stop", "resume": "reprendre"}.get(":".join(rest))
    if said is None:
        raise Gone("This button has expired. Type “help” to see what I can do.")
    return letter_words(said, person, tx)
