"""The letter's settings, changed by a few words: "lettre emploi, Normandie, mardi 9 h". (DIALOGUES.md 5)"""

from __future__ import annotations

import dataclasses
import re
from datetime import date, timedelta

from bot.domain.dates import Day, read_date
from bot.domain.errors import NotAllowed, Refused
from bot.domain.folding import words as folded
from bot.domain.i18n import mark as _
from bot.domain.messages import Button, Message
from bot.domain.people import Person
from bot.domain.permissions import Act, Grant, grant
from bot.domain.ports import Address
from bot.domain.subscription import TOPICS, Subscription, topic_name
from bot.domain.week import EARLIEST_HOUR, LATEST_HOUR
from bot.wording import Words
from handlers.answer import Answer, Reply
from handlers.edition import preview
from storage.transaction import Tx

PAUSE_DAYS = 28
_WEEKDAYS = (
    ("lundi", "monday", "lun", "mon"),
    ("mardi", "tuesday", "mar", "tue"),
    ("mercredi", "wednesday", "mer", "wed"),
    ("jeudi", "thursday", "jeu", "thu"),
    ("vendredi", "friday", "ven", "fri"),
)
WEEKDAY_NAMES = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"))
_HOUR = re.compile(r"\b(\d{1,2}) ?(?:h|heures?|:00|am|o clock)(?: ?00)?\b")
_SMALL = {
    "le",
    "la",
    "les",
    "l",
    "a",
    "au",
    "aux",
    "et",
    "de",
    "du",
    "des",
    "d",
    "en",
    "at",
    "on",
    "the",
    "and",
    "in",
    "of",
    "chaque",
    "every",
    "sur",
    "about",
}
_LANGUAGES = {"en": {"anglais", "english"}, "fr": {"francais", "french"}}
_HERE, _AT_ONCE = {"ici", "here"}, ("tout de suite", "at once", "aussitot")
_STOP = {"stop", "arret", "arreter", "desabonner", "unsubscribe", "quitter"}
_RESUME = {"reprendre", "reprise", "resume", "start", "recommencer"}


def letter_words(text: str, person: Person, tx: Tx, *, channel: Address | None = None, channel_name: str = "") -> Answer:
    """What stands after "lettre". Nothing shows the settings. Raises Refused for a word it does not know: nothing is half changed."""
    said = folded(text).split()
    if said and said[0] in _HERE:
        return _set_channel(said[1:], person, tx, channel, channel_name)
    own = of_person(person, tx)
    if not said:
        return show(own, person, tx)
    if said[0] in ("apercu", "preview"):
        return preview(own, person, tx)
    if set(said) & _STOP:
        return _end(own, person, tx)
    if set(said) & _RESUME:
        return _save(dataclasses.replace(own, paused_until=None, ended_at=None), person, tx)
    if said[0] == "pause":
        return _pause(own, " ".join(said[1:]), person, tx)
    if said[0] in ("changer", "change"):
        return _how(person, tx)
    if said[0] in ("pourquoi", "why"):
        return show(own, person, tx, why=True)
    return _save(changed(own, said, tx), person, tx)


def of_person(person: Person, tx: Tx) -> Subscription:
    """A person's own settings; those of a newcomer: everything, on Monday at 8."""
    new = Subscription(person_id=person.id, language=person.language, zone=person.zone, since=tx.now)
    return tx.subscriptions.of_person(person.id) or new


def changed(before: Subscription, said: list[str], tx: Tx) -> Subscription:
    """The settings that the words ask for: topics, regions, day, hour, language. Topics or regions that are named replace the old ones."""
    rest = " ".join(said)
    after = dataclasses.replace(before, ended_at=None, paused_until=None)
    if hour := _HOUR.search(rest):
        after = dataclasses.replace(after, hour=_hour(int(hour[1])))
        rest = rest.replace(hour[0], " ")
    for number, names in enumerate(_WEEKDAYS):
        if found := set(rest.split()) & set(names):
            after = dataclasses.replace(after, weekday=number)
            rest = " ".join(word for word in rest.split() if word not in found)
    for language, spoken in _LANGUAGES.items():
        if set(rest.split()) & spoken:
            after = dataclasses.replace(after, language=language)
            rest = " ".join(word for word in rest.split() if word not in spoken)
    if set(rest.split()) & {"tout", "everything", "all", "toutes", "tous"}:
        return dataclasses.replace(after, topics=(), regions=())
    topics, rest = _topics(rest, tx)
    regions = _regions(rest, tx)
    return dataclasses.replace(after, topics=topics or after.topics, regions=regions or after.regions)


def _hour(hour: int) -> int:
    if not EARLIEST_HOUR <= hour < LATEST_HOUR:
        raise Refused(
            "The letter leaves between {first} h and {last} h. Type an hour in between.", first=EARLIEST_HOUR, last=LATEST_HOUR - 1
        )
    return hour


def _topics(rest: str, tx: Tx) -> tuple[tuple[str, ...], str]:
    """The topics named in either language, and what is left."""
    found = []
    for topic in TOPICS:
        names = {
            topic.replace("-", " "),
            *(folded(tx.words(language, "UTC").text(topic_name(topic))) for language in ("fr", "en")),
        }
        names |= {name.removesuffix("s") for name in names}
        for name in sorted(names, key=len, reverse=True):
            pattern = rf"\b{re.escape(name)}s?\b"
            if re.search(pattern, rest):
                found.append(topic)
                rest = re.sub(pattern, " , ", rest)
                break
    return tuple(found), rest


def _regions(rest: str, tx: Tx) -> tuple[str, ...]:
    """The chambers named by what is left, the longest names first. Raises Refused with three suggestions."""
    codes: list[str] = []
    for part in re.split(r" , |,", rest):
        said = [word for word in part.split() if word not in _SMALL or len(part.split()) > 1]
        while said:
            code, used = _longest(said, tx)
            if not code:
                _refuse_unknown(said, tx)
                break
            codes.append(code)
            said = said[used:]
    return tuple(dict.fromkeys(codes))


def _longest(said: list[str], tx: Tx) -> tuple[str, int]:
    today = tx.now.date()
    for used in range(len(said), 0, -1):
        if chamber := tx.directory.resolve(" ".join(said[:used]), today):
            return chamber.code, used
    return "", 0


def _refuse_unknown(said: list[str], tx: Tx) -> None:
    unknown = " ".join(word for word in said if word not in _SMALL)
    if not unknown:
        return
    near = [chamber.region for chamber in tx.directory.suggest(unknown)]
    raise Refused("I do not know “{typed}”. {first}, {second} or {third}?", typed=unknown, first=near[0], second=near[1], third=near[2])


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
    day = _until(until, person, tx)
    return _save(dataclasses.replace(own, paused_until=day), person, tx)


def _until(text: str, person: Person, tx: Tx) -> date:
    if not text:
        return tx.today(person.zone) + timedelta(days=PAUSE_DAYS)
    read = read_date(re.sub(r"^(jusqu )?(au |a )?|^until ", "", text), now=tx.now, zone=person.zone)
    if not isinstance(read, Day):
        raise Refused("I did not understand the date “{typed}”. Type for example: pause until 04/01.", typed=text)
    return read.value


def _end(own: Subscription, person: Person, tx: Tx) -> Reply:
    ended = tx.subscriptions.save(dataclasses.replace(own, ended_at=tx.now))
    tx.audit.note("letter_ended", by=person.id, after=_noted(ended))
    words = tx.words(person.language, person.zone)
    undo = Button(label=words.text("Undo"), act="letter:resume", word="reprendre")
    return Reply(message=Message.of(words.markdown("Done, {name}: no more letter.", name=person.name), undo))


def _how(person: Person, tx: Tx) -> Reply:
    words = tx.words(person.language, person.zone)
    topics = [words.text(topic_name(topic)) for topic in TOPICS]
    return Reply(message=Message.of(words.render("shared/letter_how", topics=topics)))


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
    buttons = [Button(label=words.text("Change"), act="letter:change", word="changer")]
    if own.ended_at or own.paused_until:
        buttons.append(Button(label=words.text("Resume"), act="letter:resume", word="reprendre"))
    else:
        buttons.append(Button(label=words.text("Pause"), act="letter:pause", word="pause"))
        buttons.append(Button(label=words.text("Unsubscribe"), act="letter:stop", word="stop"))
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
    }


def _set_channel(said: list[str], person: Person, tx: Tx, channel: Address | None, name: str) -> Reply:
    """The letter of a channel: weekly, or each item at once."""
    if channel is None:
        raise Refused("Type this in the channel that should receive the letter.")
    if grant(person, Act.SET_CHANNEL) is not Grant.YES:
        raise NotAllowed("Directors and the national team choose what a channel receives.")
    new = Subscription(channel=channel, language=person.language, zone=person.zone, when_empty="short", since=tx.now)
    before = tx.subscriptions.of_channel(channel) or new
    rest = " ".join(said)
    if set(said) & _STOP:
        tx.subscriptions.save(dataclasses.replace(before, ended_at=tx.now))
        return Reply(message=Message.of(tx.words(person.language, person.zone).markdown("Done: nothing more in this channel.")))
    at_once = next((phrase for phrase in _AT_ONCE if phrase in rest), "")
    after = changed(before, rest.replace(at_once, " ").split() if at_once else said, tx)
    after = dataclasses.replace(after, rhythm="at_once" if at_once else "weekly")
    saved = tx.subscriptions.save(after)
    tx.outbox.name_channel((channel.platform, channel.workspace, channel.channel), f"#{name}" if name else "")
    tx.audit.note("letter_channel", by=person.id, after=_noted(saved) | {"channel": channel.channel})
    words = tx.words(person.language, person.zone)
    return Reply(message=Message.of(words.render("shared/letter_channel", **described(saved, words, tx))))


def press_letter(rest: list[str], person: Person, tx: Tx) -> Answer:
    """The buttons of the letter and its settings. Raises KeyError for one that does not exist."""
    own = of_person(person, tx)
    verb = rest[0]
    if verb == "show":
        return dataclasses.replace(show(own, person, tx), fresh=True)
    said = {"change": "changer", "pause": "pause", "stop": "stop", "resume": "reprendre"}[verb]
    return letter_words(said, person, tx)
