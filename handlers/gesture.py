"""The word of a button, typed: about a number ("offre 21 pourvue"), or about what one filed last ("retirer", "corriger lieu : Rouen")."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.contribution import PUBLISHED, Contribution, Kind, Scope
from bot.domain.errors import Gone, Refused
from bot.domain.fields import LISTS, Choice, Problem, Question, as_text, from_text
from bot.domain.folding import words as folded
from bot.domain.messages import Message
from bot.domain.people import Person
from bot.domain.permissions import may_relay
from bot.domain.text import Reading, read_answer
from bot.wording import Words
from bot.wording.escape import shorten
from bot.wording.plain import plain
from handlers.answer import Answer, Reply, for_him_alone
from handlers.bare_number import knowing, meant
from handlers.contribute import advance, close_question
from handlers.fill import corrected
from handlers.forms import check_may_change, check_may_place, correction_form, find
from handlers.home import is_open
from handlers.listed import in_words
from handlers.proposals import PROPOSED
from handlers.respond import act_on, drop, undrop
from handlers.said_field import field_and_value, names_of, typed_as
from handlers.show import own, shown_to
from storage.contributions import answers_of
from storage.drafts import DROPPED, Draft
from storage.outbox import About
from storage.transaction import Tx

_GESTURES = {
    "correct": ("corriger", "correct", "modifier"),
    "withdraw": ("retirer", "withdraw", "supprimer"),
    "restore": ("annuler", "undo", "cancel", "retablir"),
    "network": ("reseau seulement", "network only"),
    "everyone": ("tout le monde", "open to all"),
    "relay": ("relayer", "relay"),
}
MOST_NAMED = 12
"""So many fields at most are named to whoever named none."""
RECENT = timedelta(days=7)
"""For so long after its last change, a word without a number can be about what is over."""
_MINUS = re.compile(r"(?<!\S)[-−‐‑–—]\d")
_BARE = re.compile(r"(\d{1,6})")
_BEFORE_A_NUMBER = r"(?:20\d\d )?(?:n |no |numero )?0*"


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """What a text says about something that is there: the number it names, if any, the gesture, what it is about, and the new value. `now`
    is when it was said."""

    kind: Kind | None
    number: int
    verb: str
    what: str
    value: str
    now: datetime
    head: str = ""
    """The text before a colon, as typed."""


def gesture(text: str, person: Person, tx: Tx, *, numbered: bool = False, now: datetime | None = None) -> Answer | None:
    """What the text does to an item or a draft; None when it is no gesture. `numbered`: only one that names its number. `now`: when it
    was typed."""
    spoken = _of_its_kind(_spoken(text, now or tx.now, tx), person, tx)
    if spoken is None or (numbered and spoken.kind is None):
        return None
    draft = _own_draft(spoken, person, tx)
    if draft is not None:
        return _on_draft(draft, spoken, person, tx)
    item = _item(spoken, person, tx)
    if item is None:
        return _nothing_to_undo(person, tx) if spoken.verb == "restore" and spoken.kind is None else None
    answer = _on_item(item, spoken, person, tx)
    return for_him_alone(answer) if item.scope is Scope.NATIONAL else answer


def _on_item(item: Contribution, spoken: Spoken, person: Person, tx: Tx) -> Answer:
    if not spoken.verb:
        return shown_to(person, item, tx)
    if spoken.verb == "correct":
        return _correct(item, spoken, person, tx)
    return act_on(item, spoken.verb, person, tx)


def _nothing_to_undo(person: Person, tx: Tx) -> Reply:
    """Kept as a text to file, that word would be what the next "undo" speaks of."""
    return Reply(message=Message.of(tx.words(person.language, person.zone).markdown("There is nothing to undo.")))


def _spoken(text: str, now: datetime, tx: Tx) -> Spoken | None:
    head, _, value = text.partition(":")
    said = folded(head)
    kind, number, rest = (None, 0, said) if _MINUS.search(head) else _number_in(said, tx)
    verb, what = _verb(rest, kind, tx)
    if kind is None and verb and verb != "correct" and (bare := _BARE.fullmatch(what)):
        number, what = int(bare[1]), ""
    if not verb and (kind is None or rest or value.strip()):
        return None  # a number and other words: "offre 2 postes de comptable" announces something
    if kind is None and what and verb != "correct":
        return None
    return Spoken(kind=kind, number=number, verb=verb, what=what, value=value.strip(), now=now, head=head)


def _of_its_kind(spoken: Spoken | None, person: Person, tx: Tx) -> Spoken | None:
    """The same with the kind that is meant by a number alone; None where nothing has that number."""
    if spoken is None or spoken.kind is not None or not spoken.number:
        return spoken
    kind = meant(spoken.verb, spoken.number, spoken.head.rstrip("0123456789 "), person, tx)
    return dataclasses.replace(spoken, kind=kind) if kind else None


def _number_in(said: str, tx: Tx) -> tuple[Kind | None, int, str]:
    """The kind and number that the words name ("offre 21", "JO-021"), and the other words."""
    for kind in tx.kinds.values():
        names = "|".join(re.escape(name) for name in _names(kind, tx))
        if found := re.search(rf"\b(?:{names}) {_BEFORE_A_NUMBER}(\d{{1,6}})\b", said):
            rest = f"{said[: found.start()].strip()} {said[found.end() :].strip()}".strip()
            return kind, int(found[1]), re.sub(r"^(?:(?:l|la|le|the)(?: |$))+|(?: (?:l|la|le|the))+$", "", rest).strip()
    return None, 0, said


def _names(kind: Kind, tx: Tx) -> set[str]:
    spoken_names = {folded(tx.words(language, "UTC").text(kind.cls.noun)) for language in ("fr", "en")}
    return spoken_names | {kind.cls.prefix.lower()}


def _verb(rest: str, kind: Kind | None, tx: Tx) -> tuple[str, str]:
    """The gesture that the words begin with (or, about a number, end with), and what else they say."""
    words = {verb: list(names) for verb, names in _GESTURES.items()}
    for action in kind.cls.actions if kind else [action for known in tx.kinds.values() for action in known.cls.actions]:
        words.setdefault(action.name, []).extend(folded(word) for word in action.words)
    for verb, names in words.items():
        for name in sorted(names, key=len, reverse=True):
            if rest == name or rest.startswith(name + " ") or (kind and rest.endswith(" " + name)):
                return verb, rest.replace(name, "", 1).strip()
    return "", ""


def _own_draft(spoken: Spoken, person: Person, tx: Tx) -> Draft | None:
    """The open draft that is meant: that of the number, or the newest when no number is named; a dropped one for "undo"."""
    if spoken.kind is not None:
        name = spoken.kind.name
        return next((draft for draft in tx.drafts.waiting(person.id) if (draft.kind, draft.number) == (name, spoken.number)), None)
    if spoken.number or spoken.verb not in ("correct", "withdraw", "restore"):
        return None
    latest, item = tx.drafts.latest_of(person.id), tx.contributions.latest_of(person.id)
    for waiting in reversed(tx.drafts.waiting(person.id)):
        if _is_meant(waiting, spoken, item):
            return waiting
    dropped = spoken.verb == "restore" and latest is not None and latest.state == DROPPED and latest.contribution_id is None
    return latest if latest and dropped and (item is None or latest.said_at >= item.filed_at or item.state != "withdrawn") else None


def _is_meant(waiting: Draft, spoken: Spoken, item: Contribution | None) -> bool:
    """A text that was not understood, and a question older than what was filed last, do not come before it."""
    if spoken.verb == "restore":
        return bool(waiting.kind) or item is None or item.state in (PUBLISHED, PROPOSED)
    if not waiting.kind:
        return spoken.verb == "withdraw" and item is None
    return item is None or waiting.said_at >= item.filed_at


def _on_draft(draft: Draft, spoken: Spoken, person: Person, tx: Tx) -> Answer:
    if draft.state == DROPPED:
        return undrop(draft, person, tx)
    if spoken.verb in ("withdraw", "restore"):
        return drop(draft, person, tx)
    spoken = _told(tx.kinds[draft.kind], spoken, tx.words(person.language, person.zone)) if draft.kind else spoken
    if spoken.verb == "correct" and spoken.value and draft.kind:
        question, text = _new_value(tx.kinds[draft.kind], spoken, person, tx)
        close_question(draft, tx)
        return advance(dataclasses.replace(draft, answers=dict(draft.answers) | {question.name: text}), person, tx)
    close_question(draft, tx)
    again = undrop(draft, person, tx)
    return _with_example(again, draft, spoken, person, tx) if spoken.verb == "correct" and draft.kind else again


def _with_example(answer: Answer, draft: Draft, spoken: Spoken, person: Person, tx: Tx) -> Answer:
    """How to correct what is not filed yet, below the question that is still open."""
    kind, words = tx.kinds[draft.kind], tx.words(person.language, person.zone)
    question = _named(kind, spoken, words) if spoken.what else kind.questions[0]
    hint = words.markdown("Type for example: correct {field}: {value}", field=_called(question, words), value="…")
    return dataclasses.replace(answer, message=answer.message.then(hint)) if isinstance(answer, Reply) else answer


def _told(kind: Kind, spoken: Spoken, words: Words) -> Spoken:
    """The same with the field and its value apart: "lieu Rouen"."""
    if spoken.verb != "correct" or not spoken.what:
        return spoken
    question, value = field_and_value(spoken.what, spoken.head, spoken.value, kind, words)
    return dataclasses.replace(spoken, what=question.name if question else spoken.what, value=value)


def idle(text: str, person: Person, tx: Tx) -> Reply | None:
    """The word of a gesture, and nothing that it could be about. None for any other text. Raises Gone for a number that nothing has."""
    spoken = _spoken(text, tx.now, tx)
    if spoken is None or spoken.kind is not None or spoken.what or spoken.value:
        return None
    if spoken.number:
        raise Gone("I do not find “{said}”. Check the number.", said=str(spoken.number))
    words = tx.words(person.language, person.zone)
    return Reply(message=Message.of(words.markdown("You have nothing open here. Type “help” to see what I can do.")))


def _item(spoken: Spoken, person: Person, tx: Tx) -> Contribution | None:
    if spoken.kind is not None:
        return find(f"{spoken.kind.cls.prefix}-{spoken.number}", person, tx)
    if spoken.verb == "relay":
        proposed = tx.contributions.open_in(state=PROPOSED)
        return next((item for item in proposed if may_relay(person, item, tx.directory)), None)
    latest = tx.contributions.latest_of(person.id, [kind.name for kind in knowing(spoken.verb, tx)])
    return latest if latest and (is_open(latest, tx) or _changed_lately(latest, tx)) else None


def _changed_lately(item: Contribution, tx: Tx) -> bool:
    return bool(tx.contributions.versions(item.id)[-1].at >= tx.now - RECENT)


def _correct(item: Contribution, spoken: Spoken, person: Person, tx: Tx) -> Answer:
    """Changes one answer ("corriger lieu : Rouen"), and says which. Without a value, the card comes back with its button."""
    check_may_change(item, person, tx)
    kind = tx.kinds[item.kind]
    words = tx.words(person.language, person.zone)
    spoken = _told(kind, spoken, words)
    if not spoken.value and spoken.what:
        question = _named(kind, spoken, words)
        if not person.aloud:
            return dataclasses.replace(correction_form(item, person, tx), first=question.name)
        now = _readable(question, answers_of(item, kind)[question.name], person, tx) or "…"
        return Reply(
            message=Message.of(words.markdown("Type for example: correct {field}: {value}", field=_called(question, words), value=now))
        )
    if not spoken.value:
        shown = own(tx, person, item)
        hint = words.markdown("Press Correct, or type for example: correct {field}: …", field=words.text(kind.questions[0].label).lower())
        return Reply(message=shown.message.then(hint), about=shown.about, form=correction_form(item, person, tx))
    question, text = _new_value(kind, spoken, person, tx)
    before = answers_of(item, kind)
    answer = corrected(item, before | {question.name: text}, person, tx)
    shown_before, shown_after = (_readable(question, value, person, tx) for value in (before[question.name], text))
    if not tx.outbox.showing(item.id, "card") or text == before[question.name]:
        return answer
    said = words.markdown(
        "Corrected: {field}, {after} (before: {before}).",
        field=_called(question, words),
        after=shown_after,
        before=shown_before or words.text("nothing"),
    )
    return Reply(message=Message.of(said), about=About(contribution=item.id, person=person.id))


def _new_value(kind: Kind, spoken: Spoken, person: Person, tx: Tx) -> tuple[Question, str]:
    """The question that is named, and its new answer in stored form. Raises Refused with what can be corrected, or what is wrong."""
    words = tx.words(person.language, person.zone)
    question = _named(kind, spoken, words)
    reading = Reading(now=spoken.now, zone=person.zone, language=person.language, directory=tx.directory, in_form=True)
    answer = read_answer(question, spoken.value, reading)
    if isinstance(answer, Problem):
        raise Refused(answer.message, **answer.values)
    if question.type == "chamber":
        check_may_place(person.chamber, str(answer), person)
    return question, answer if isinstance(answer, str) else as_text(answer)


def _named(kind: Kind, spoken: Spoken, words: Words) -> Question:
    """The question that is named. Raises Refused with what can be corrected."""
    if question := names_of(kind, words).get(folded(spoken.what)):
        return question
    called = [_called(question, words) for question in kind.questions if question.type != "flag"]
    fields = ", ".join([name for name in called if not name.endswith("?")][:MOST_NAMED])
    raise Refused("I do not know what “{typed}” is. You can correct: {fields}.", typed=typed_as(spoken.what, spoken.head), fields=fields)


def _called(question: Question, words: Words) -> str:
    return words.text(question.label).lower()


def _readable(question: Question, stored: str, person: Person, tx: Tx) -> str:
    """A stored answer as its author would say it, in one short line."""
    value = from_text(question, stored)
    words = tx.words(person.language, person.zone)
    if isinstance(value, date):
        return words.day(value, tx.today(person.zone))
    if isinstance(value, Choice):
        return words.text(value.label)
    if question.type in LISTS:
        return shorten(in_words(question.type, stored, words, tx.today(person.zone)), 80)
    chamber = tx.directory.get(stored) if question.type == "chamber" else None
    return chamber.region if chamber else shorten(plain(stored) if question.type == "rich_text" else stored, 80)
