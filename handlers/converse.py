"""What a typed message is: a word of command, the word of a button, an answer to an open question, or a contribution."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.domain.contribution import Contribution, Kind
from bot.domain.errors import Refused
from bot.domain.fields import Problem, as_text
from bot.domain.folding import words as folded
from bot.domain.messages import Message, Nothing
from bot.domain.people import Person
from bot.domain.ports import Address
from bot.domain.text import Reading, read_answer
from handlers.answer import Answer, Reply
from handlers.contribute import Heard, file_text, reread, reread_draft, understood_kind
from handlers.fill import blank_form, check_may_change, corrected, find
from handlers.guide import guide
from handlers.letter import letter_words
from handlers.respond import act_on, drop, press, settle, settle_typed
from handlers.show import own
from storage.contributions import Origin, answers_of
from storage.drafts import Draft
from storage.transaction import Tx

_HELP = {"aide": "fr", "aidez moi": "fr", "help": "en", "bonjour": "fr", "hello": "en", "menu": "fr"}
_LETTER = ("lettre", "letter", "reglages", "settings", "mes reglages", "my settings")
_GESTURES = {
    "correct": ("corriger", "correct", "modifier"),
    "withdraw": ("retirer", "withdraw", "supprimer"),
    "restore": ("annuler", "undo", "retablir"),
    "network": ("reseau seulement", "network only"),
    "everyone": ("tout le monde", "open to all"),
    "relay": ("relayer", "relay"),
}


@dataclass(frozen=True, kw_only=True)
class Typed:
    """A message as typed, and as `markdown` with its formatting. `in_thread`: under another message. `private`: to us alone. `channel`, `channel_name`: where, when a channel can be meant ("lettre ici")."""

    text: str
    origin: Origin
    addressed: bool
    private: bool
    markdown: str = ""
    in_thread: bool = False
    channel: Address | None = None
    channel_name: str = ""


def hear(typed: Typed, person: Person, tx: Tx) -> Answer:
    """The answer to a typed message. In a channel, only what is addressed to us or begins as a contribution begins gets one."""
    heard = Heard(text=typed.text, markdown=typed.markdown, origin=typed.origin, addressed=typed.addressed)
    if not typed.addressed:
        return (_reply(typed, person, tx) if typed.in_thread else None) or file_text(heard, person, tx)
    if not folded(typed.text) and not typed.text.strip():
        return guide(person, tx)
    return (
        _command(typed, person, tx) or _gesture(typed.text, person, tx) or _open_answer(typed, person, tx) or file_text(heard, person, tx)
    )


def _reply(typed: Typed, person: Person, tx: Tx) -> Answer | None:
    """In a thread, a gesture that names its number ("offre 21 pourvue") or the answer to one's own question; small talk gets nothing."""
    item, _ = _spoken_of(folded(typed.text), tx)
    return (_gesture(typed.text, person, tx) if item else None) or _open_answer(typed, person, tx)


def _command(typed: Typed, person: Person, tx: Tx) -> Answer | None:
    said = folded(typed.text)
    if said in _HELP:
        return guide(person, tx, language=_HELP[said])
    for word in _LETTER:
        if said == word or said.startswith(word + " "):
            return letter_words(said[len(word) :], person, tx, channel=typed.channel, channel_name=typed.channel_name)
    if said in ("pause", "stop", "pourquoi", "why", "changer", "change") or said.startswith("pause "):
        return letter_words(said, person, tx)
    return None


def _gesture(text: str, person: Person, tx: Tx) -> Answer | None:
    """ "offre 21 pourvue", "retirer", "corriger lieu : Rouen": the word of a button, about a number or about what was filed last."""
    head, _, value = text.partition(":")
    said = folded(head)
    item, rest = _spoken_of(said, tx)
    verb, what = _verb(rest, item, tx)
    if not verb or (item is None and what and verb != "correct"):
        return None
    draft = tx.drafts.waiting_for(person.id) if item is None else None
    if draft is not None:
        return drop(draft, person, tx) if verb == "withdraw" else None
    item = item or tx.contributions.latest_of(person.id)
    if item is None:
        return None
    if verb == "correct":
        return _correct(item, what, value.strip(), person, tx)
    return act_on(item, verb, person, tx)


def _spoken_of(said: str, tx: Tx) -> tuple[Contribution | None, str]:
    """The item that a number names ("offre 21", "JO-021"), and the other words."""
    for kind in tx.kinds.values():
        names = "|".join({re.escape(name) for name in _names(kind, tx)})
        if found := re.search(rf"\b(?:{names}) (?:20\d\d )?(?:n |no |numero )?0*(\d{{1,6}})\b", said):
            rest = (said[: found.start()] + said[found.end() :]).strip()
            return find(f"{kind.cls.prefix}-{found[1]}", tx), re.sub(r"^(l |la |le )+", "", rest).strip()
    return None, said


def _names(kind: Kind, tx: Tx) -> set[str]:
    spoken_names = {folded(tx.words(language, "UTC").text(kind.cls.noun)) for language in ("fr", "en")}
    return spoken_names | {kind.cls.prefix.lower()}


def _verb(rest: str, item: Contribution | None, tx: Tx) -> tuple[str, str]:
    """The gesture that the words begin with, and what follows it."""
    words = {verb: list(names) for verb, names in _GESTURES.items()}
    actions = item.actions if item else tuple(action for kind in tx.kinds.values() for action in kind.cls.actions)
    words |= {action.name: [folded(word) for word in action.words] for action in actions}
    for verb, names in words.items():
        for name in names:
            if rest == name or rest.startswith(name + " ") or (item and rest.endswith(" " + name)):
                return verb, rest.replace(name, "", 1).strip()
    return "", ""


def _correct(item: Contribution, what: str, value: str, person: Person, tx: Tx) -> Answer:
    """ "corriger lieu : Rouen" changes one answer. Without a field, the card comes back with its button."""
    check_may_change(item, person, tx)
    kind = tx.kinds[item.kind]
    words = tx.words(person.language, person.zone)
    if not value:
        card = own(tx, person, item)
        hint = words.markdown("Press Correct, or type for example: correct {field}: …", field=words.text(kind.questions[0].label).lower())
        return Reply(message=card.message.then(hint), about=card.about)
    for question in kind.questions:
        names = {folded(name) for name in (*question.labels, words.text(question.label), question.label, question.name)}
        if what in names:
            reading = Reading(now=tx.now, zone=person.zone, language=person.language, directory=tx.directory, in_form=True)
            answer = read_answer(question, value, reading)
            if isinstance(answer, Problem):
                raise Refused(answer.message, **answer.values)
            text = answer if isinstance(answer, str) else as_text(answer)
            return corrected(item, answers_of(item, kind) | {question.name: text}, person, tx)
    fields = ", ".join(words.text(question.label).lower() for question in kind.questions)
    raise Refused("I do not know what “{field}” is. You can correct: {fields}.", field=what, fields=fields)


def _open_answer(typed: Typed, person: Person, tx: Tx) -> Answer | None:
    """The answer to one's own open question: a button's word or number, or the field's own value. Another contribution is not an answer."""
    draft = tx.drafts.waiting_for(person.id)
    if draft is None:
        return None
    chosen = _option(draft, typed.text, person, tx)
    if chosen is not None:
        return chosen
    return settle_typed(draft, typed.text, person, tx) if draft.kind and not _is_contribution(typed, person, tx) else None


def _option(draft: Draft, text: str, person: Person, tx: Tx) -> Answer | None:
    said = folded(text)
    if draft.question == "kind":
        number = int(said) - 1 if said.isdecimal() else -1
        named = draft.options[number] if 0 <= number < len(draft.options) else ""
        return press(f"keep:{draft.id}:{named}", person, tx) if named else None
    from_words = _option_words(draft, person, tx)
    return settle(draft, from_words[said], person, tx) if said in from_words else None


def _option_words(draft: Draft, person: Person, tx: Tx) -> dict[str, str]:
    """Each offered answer by its number and by what can be typed for it."""
    words = tx.words(person.language, person.zone)
    numbered = {str(n): value for n, value in enumerate(draft.options, start=1)}
    typed = {"same": ("oui", "yes", "la meme", "the same"), "other": ("non", "no", "une autre", "another one")}
    named = {name: value for value in draft.options for name in typed.get(value, ())}
    missing = tx.kinds[draft.kind].question(draft.question).missing if draft.question in tx.kinds[draft.kind].asked_once else None
    without = {folded(words.text(missing.without)): ""} if missing and "" in draft.options else {}
    return numbered | named | without


def _is_contribution(typed: Typed, person: Person, tx: Tx) -> bool:
    """Whether the text stands by itself as something to file, in a channel as well."""
    from_channel = Heard(text=typed.text, origin=typed.origin, addressed=False)
    return understood_kind(from_channel, person, tx) is not None


def edited(typed: Typed, person: Person, tx: Tx) -> Answer:
    """The message something was filed from was edited: what it says now is the next version."""
    item = tx.contributions.said_in(typed.origin)
    if item is None:
        return _edited_draft(typed, person, tx)
    check_may_change(item, person, tx)
    answers = reread(Heard(text=typed.text, markdown=typed.markdown, origin=typed.origin, addressed=True, kind=item.kind), person, tx)
    kind = tx.kinds[item.kind]
    before = answers_of(item, kind)
    after = before | {name: text for name, text in answers.items() if name != "chamber"}
    return Nothing() if after == before else corrected(item, after, person, tx)


def _edited_draft(typed: Typed, person: Person, tx: Tx) -> Answer:
    draft = tx.drafts.said_in(typed.origin)
    if draft is None or draft.person_id != person.id or draft.state != "waiting" or not draft.kind:
        return Nothing()
    return reread_draft(draft, typed.text, person, tx)


def deleted(origin: Origin, person: Person, tx: Tx) -> Answer:
    """The message something was filed from was deleted: it is withdrawn, with its trace, and can be restored."""
    item = tx.contributions.said_in(origin)
    if item is not None:
        return act_on(item, "withdraw", person, tx)
    draft = tx.drafts.said_in(origin)
    return drop(draft, person, tx) if draft and draft.person_id == person.id and draft.state == "waiting" else Nothing()


def command(verb: str, typed: Typed, person: Person, tx: Tx) -> Answer:
    """A command of a platform, by its name without the slash. Bare, a kind's opens its form; with words, the words are the text."""
    said = folded(typed.text)
    if said in ("aide", "help"):
        return guide(person, tx, language="en" if said == "help" else "fr")
    kind = next((kind for kind in tx.kinds.values() if verb in (kind.cls.command.french, kind.cls.command.english)), None)
    if kind is not None:
        if not said:
            return blank_form(kind, person, tx)
        return _gesture(f"{verb} {typed.text}", person, tx) or file_text(
            Heard(text=typed.text, markdown=typed.markdown, origin=typed.origin, addressed=True, kind=kind.name), person, tx
        )
    if verb in ("lettre", "letter"):
        return letter_words(typed.text, person, tx, channel=typed.channel, channel_name=typed.channel_name)
    return hear(typed, person, tx) if said else guide(person, tx)


def tell_unreadable(what: str, person: Person, tx: Tx) -> Answer:
    """A photo, a voice message, a file alone: what to do instead."""
    words = tx.words(person.language, person.zone)
    sentences = {
        "photo": words.markdown("I do not read photos. Copy the text of the advertisement here, or send the link."),
        "file": words.markdown("I do not read files. Copy the text here, or send the link."),
    }
    return Reply(message=Message.of(sentences.get(what, sentences["file"])))
