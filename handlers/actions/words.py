"""What is typed about actions: "1 fait", "2 au 15/12", "action 3 : passer à Bretagne", "annuler 1", "mes actions". (DIALOGUES.md 1, 6)"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from bot.domain.dates import Ambiguous, Day, Impossible, read_date, short
from bot.domain.errors import Gone, Refused
from bot.domain.folding import fold
from bot.domain.folding import words as folded
from bot.domain.messages import Button, Message
from bot.domain.people import Person, Role
from bot.domain.reading.answers import Reading
from handlers.actions.acts import check_may_correct, done, dropped, handed_over, last_turn, looked_at, postponed, started, undone
from handlers.actions.leaving import entrust_all
from handlers.actions.listing import mine
from handlers.actions.meaning import RECENT, brought_into_line, meant, number_of, numbers_of_last
from handlers.actions.offering import ask_which
from handlers.actions.reading import Spoken, asks_for_mine, read_gesture, read_sentence, says_all_done
from handlers.actions.receiving import Receiver, receiver, unknown
from handlers.actions.speaking import Meant, suggested
from handlers.answer import Answer, Reply, for_him_alone
from handlers.typed import Typed, said_at
from storage.conversation import last_said
from storage.transaction import Tx

_ALL = re.compile(r"(?:les confier|confier (?:les|mes) actions|entrust them|entrust my actions)\s(?:a|au|aux|to)\s+(?P<name>\S.*)")
_ASKED = re.compile(r"act:(?P<verb>due|to):(?P<action>\d{1,18}):(?P<number>\d{1,6}):")
_UNDO = re.compile(
    r"annul(?:er|e|ez)(?: ca)?|undo|(?:non )?(?:finalement )?(?:pas fait|pas faite|not done)(?: finalement)?|je me suis trompee?|erreur"
)
JUST_NOW = timedelta(hours=1)
LONGEST_NAME = 60


def action_words(typed: Typed, person: Person, tx: Tx) -> Answer | None:
    """The answer to words about actions, to himself alone; None where they are about something else. Raises Refused."""
    if person.role is Role.PARTNER:
        return None
    if asks_for_mine(typed.text):
        return mine(person, tx)
    answer = _just_undone(typed, person, tx) or _entrusted(typed, person, tx) or _spoken_of(typed, person, tx) or _chosen(typed, person, tx)
    return for_him_alone(answer) if answer else None


def _just_undone(typed: Typed, person: Person, tx: Tx) -> Answer | None:
    """The word alone takes back what he did to an action, where that was the last thing he did."""
    found = tx.actions.last_changed_by(person.id, tx.now - JUST_NOW) if typed.private and _UNDO.fullmatch(folded(typed.text)) else None
    if found is None:
        return None
    action, turn = found
    draft, item = tx.drafts.latest_of(person.id), tx.contributions.latest_of(person.id)
    later = [draft.said_at] if draft else []
    later += [tx.contributions.versions(item.id)[-1].at] if item else []
    if last_turn(action, tx) != turn or any(at > turn.at for at in later):
        return None
    one = Meant(action=action, number=number_of(action, person, tx))
    return _in_line(undone(one, person, tx), one, person, tx)


def _entrusted(typed: Typed, person: Person, tx: Tx) -> Answer | None:
    found = _ALL.fullmatch(fold(typed.text.strip())) if typed.private and len(typed.text) < LONGEST_NAME * 2 else None
    if found is None:
        return None
    name = typed.text.strip()[found.start("name") :]
    to = receiver(name, (), person, tx)
    if not isinstance(to, Receiver):
        raise Refused("I know nobody with access called “{typed}”. Type the name of a colleague, or a region.", typed=name)
    return entrust_all(to, person, tx)


def _spoken_of(typed: Typed, person: Person, tx: Tx) -> Answer | None:
    spoken = read_gesture(typed.text) or _all_done(typed, person, tx) or _told(typed, person, tx)
    if spoken is None or not (typed.private or spoken.prefixed):
        return None
    answers = list[Reply]()
    for number in spoken.numbers or (0,):
        several = meant(spoken, number, person, tx)
        if not several:
            _check_known(spoken, number)
            return None
        answer = _about(several, spoken, typed, person, tx)
        if answer is None or len(several) > 1:
            return answer
        answers.append(answer)
    first, *others = answers
    texts = [first.message.markdown, *(one.message.markdown for one in others)]
    return Reply(message=Message.of("\n".join(texts))) if others else first


def _all_done(typed: Typed, person: Person, tx: Tx) -> Spoken | None:
    numbers = numbers_of_last(person, tx) if says_all_done(typed.text) else ()
    return Spoken(verb="done", numbers=numbers) if numbers else None


def _told(typed: Typed, person: Person, tx: Tx) -> Spoken | None:
    """In a sentence; a number without the word "action" is then one that he has just read."""
    reading = Reading(now=said_at(typed.written_at, tx.now), zone=person.zone, language=person.language, directory=tx.directory)
    told = read_sentence(typed.text, reading)
    read = told is not None and (told.prefixed or set(told.numbers) <= set(numbers_of_last(person, tx, is_open=False)))
    return told if read else None


def _check_known(spoken: Spoken, number: int) -> None:
    """A number alone may be about anything; "action 12" is about actions. Raises Gone."""
    if spoken.prefixed:
        raise Gone("I know no action {number}. Type “my actions” to see yours.", number=spoken.reference or number)


def _about(several: Sequence[Meant], spoken: Spoken, typed: Typed, person: Person, tx: Tx) -> Reply | None:
    """The gesture itself, or the one question that stands before it."""
    one = several[0]
    if spoken.verb == "due":
        return _postponed(several, spoken, typed, person, tx)
    if spoken.verb == "to":
        return _handed(several, spoken, person, tx)
    if len(several) > 1:
        return ask_which(several, spoken.verb, "", person, tx)
    act = {"done": done, "start": started, "drop": dropped, "undo": undone, "show": looked_at}[spoken.verb]
    return _in_line(act(one, person, tx), one, person, tx)


def _in_line(answer: Reply, one: Meant, person: Person, tx: Tx) -> Reply:
    brought_into_line(one.action, person, tx)
    return answer


def _postponed(several: Sequence[Meant], spoken: Spoken, typed: Typed, person: Person, tx: Tx) -> Reply | None:
    day = _day(spoken.rest, several, typed, person, tx)
    if day is None:
        _check_is_about_something_else(several[0], spoken, person, tx)
        return None
    if not isinstance(day, date):
        return day
    if len(several) > 1:
        return ask_which(several, "due", day.isoformat(), person, tx)
    return _in_line(postponed(several[0], day, person, tx), several[0], person, tx)


def _day(said: str, several: Sequence[Meant], typed: Typed, person: Person, tx: Tx) -> date | Reply | None:
    """The day that is typed; where it may be two, the question, for the first that is meant."""
    read = read_date(said, now=said_at(typed.written_at, tx.now), zone=person.zone, day_first=person.language != "en")
    if isinstance(read, Day):
        return read.value
    if isinstance(read, Impossible):
        raise Refused("{typed} does not exist.", typed=read.typed)
    if not isinstance(read, Ambiguous) or len(several) > 1:
        return None
    words, today, one = tx.words(person.language, person.zone), tx.today(person.zone), several[0]
    check_may_correct(one.action, person, tx)
    buttons = [
        Button(label=words.day(day, today), act=f"act:due:{one.action.id}:{one.number}:{day.isoformat()}", word=words.day(day, today))
        for day in read.candidates[:3]
        if day >= today
    ]
    return Reply(message=Message.of(words.markdown("“{typed}”: which day?", typed=said), *buttons)) if buttons else None


def _check_is_about_something_else(one: Meant, spoken: Spoken, person: Person, tx: Tx) -> None:
    """Without the word "action", what names no day is about something else. Raises Refused."""
    if not spoken.prefixed:
        return
    day = short(suggested(one.action, tx.today(person.zone)), person.language)
    raise Refused(
        "I did not understand the date “{typed}”. Type for example: {number} to {day}", typed=spoken.rest, number=one.number, day=day
    )


def _handed(several: Sequence[Meant], spoken: Spoken, person: Person, tx: Tx) -> Reply | None:
    one = several[0]
    to = receiver(spoken.rest, several, person, tx)
    if to is None and not spoken.numbers and not spoken.reference:
        return None
    check_may_correct(one.action, person, tx)
    if to is None:
        return unknown(spoken.rest, one, person, tx)
    if isinstance(to, Reply):
        return to
    if len(several) > 1:
        return ask_which(several, "to", to.key, person, tx)
    return _in_line(handed_over(one, to.chamber, to.person, person, tx), one, person, tx)


def _chosen(typed: Typed, person: Person, tx: Tx) -> Answer | None:
    """A day or a name alone, typed right after it was asked for."""
    if not typed.private or len(typed.text) > LONGEST_NAME:
        return None
    lane = (typed.origin.platform, typed.origin.workspace, typed.origin.channel)
    latest = last_said(tx.connection, tx.tables, lane=lane, since=tx.now - RECENT, most=1)
    acts = [button.act for one in latest for button in tx.outbox.current(one.row).buttons]
    if acts and all(act.startswith("act:all:") for act in acts):
        to = receiver(typed.text, (), person, tx)
        return entrust_all(to, person, tx) if isinstance(to, Receiver) else None
    asked = {_ASKED.match(act) for act in acts}
    about = {(found["verb"], int(found["action"]), int(found["number"])) for found in asked if found}
    if len(about) != 1 or None in asked:
        return None
    [(verb, action_id, number)] = about
    action = tx.actions.get(action_id)
    several = [Meant(action=action, number=number)] if action else []
    if verb == "due":
        return _postponed(several, Spoken(verb="due", rest=typed.text), typed, person, tx) if several else None
    return _handed(several, Spoken(verb="to", rest=typed.text), person, tx) if several else None
