"""What a typed message is: a word of command, the word of a button, an answer to an open question, or a contribution."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.contribution import PUBLISHED, Contribution, Scope
from bot.domain.folding import words as folded
from bot.domain.messages import Message, Nothing
from bot.domain.people import Person
from bot.domain.permissions import may_change
from bot.domain.ports import Address
from handlers.answer import Answer, Reply
from handlers.contribute import says_confidential
from handlers.fill import blank_form, corrected
from handlers.gesture import gesture
from handlers.guide import guide, help_asked
from handlers.letter import letter_words
from handlers.respond import act_on, drop, press, settle, settle_typed
from handlers.said import HELP, Heard, already, file_text, reread, reread_draft, understood_kind
from handlers.show import PROPOSED, label, own
from storage.contributions import Origin, answers_of
from storage.drafts import WAITING, Draft
from storage.transaction import Tx

_HELP = {"aide": "fr", "aidez moi": "fr", "help": "en", "help me": "en", "bonjour": "fr", "hello": "en", "menu": ""}
_LETTER = ("lettre", "letter", "reglages", "settings", "mes reglages", "my settings", "ma lettre", "my letter")
_LETTER_ALONE = ("pause", "stop", "pourquoi", "why", "changer", "change", "reprendre", "resume", "me desabonner", "unsubscribe", "apercu")

_COURTESIES = re.compile(
    r"(?:(?:merci(?: (?:beaucoup|bien|a vous|a toi))?|ok|d accord|dac|entendu|super|"
    r"parfait|tres bien|c est note|bonne journee|bonne soiree|"
    r"bon week end|au revoir|thanks(?: a lot)?|thank you(?: very much)?|great|fine|perfect|have a nice day|bye)(?: |$))+"
)
_SIGNS = {"👍", "👍👍", "🙏", "👌", "😊", "🙂", ":+1:", ":thumbsup:", ":pray:", ":ok_hand:"}


@dataclass(frozen=True, kw_only=True)
class Typed:
    """A message as typed, and as `markdown` with its formatting. `thread`: the message under which it stands. `private`: to us alone.
    `channel`, `channel_name`: where, when a channel can be meant ("lettre ici"). `written_at` (UTC): when it was typed, where the platform
    may bring it much later."""

    text: str
    origin: Origin
    addressed: bool
    private: bool
    markdown: str = ""
    thread: str = ""
    channel: Address | None = None
    channel_name: str = ""
    written_at: datetime | None = None


def hear(typed: Typed, person: Person, tx: Tx) -> Answer:
    """The answer to a typed message. In a channel, only what is addressed to us or begins as a contribution begins gets one."""
    heard = Heard(text=typed.text, markdown=typed.markdown, origin=typed.origin, addressed=typed.addressed)
    if not typed.addressed:
        return (_reply(typed, person, tx) if typed.thread else None) or file_text(heard, person, tx)
    if typed.private and _is_courtesy(typed.text):
        return Nothing()
    if not folded(typed.text):
        return guide(person, tx)
    return _command(typed, person, tx) or gesture(typed.text, person, tx) or _open_answer(typed, person, tx) or file_text(heard, person, tx)


def _is_courtesy(text: str) -> bool:
    """A thank-you asks for nothing: answered, kept or recalled, it would become an errand."""
    return text.strip(" .!\u00a0\u202f\ufe0f") in _SIGNS or _COURTESIES.fullmatch(folded(text)) is not None


def _reply(typed: Typed, person: Person, tx: Tx) -> Answer | None:
    """In a thread, a gesture that names its number ("offre 21 pourvue") or the answer to the question that was asked there; small talk
    gets nothing."""
    return gesture(typed.text, person, tx, numbered=True) or _open_answer(typed, person, tx)


def _command(typed: Typed, person: Person, tx: Tx) -> Answer | None:
    """The first of the words of command that the text is."""
    for words in _COMMANDS:
        answer = words(typed, person, tx)
        if answer is not None:
            return answer
    return None


def _help_words(typed: Typed, person: Person, tx: Tx) -> Answer | None:
    said = folded(typed.text)
    return guide(person, tx, language=_HELP[said]) if said in _HELP else None


def _letter_words(typed: Typed, person: Person, tx: Tx) -> Answer | None:
    said = folded(typed.text)
    for word in _LETTER:
        if said == word or said.startswith(word + " "):
            about = _after(len(word.split()), typed.text)
            return letter_words(about, person, tx, channel=typed.channel, channel_name=typed.channel_name)
    if said in _LETTER_ALONE or said.startswith("pause "):
        return letter_words(typed.text, person, tx)
    return None


_COMMANDS: tuple[Callable[[Typed, Person, Tx], Answer | None], ...] = (_help_words, _letter_words)
"""What is understood before anything is taken for a contribution, in this order."""


def _after(count: int, text: str) -> str:
    """The text as typed, without its first words: a date in it keeps its slashes."""
    return re.sub(rf"^\W*(?:\w+\W*?){{{count}}}(?:[\s:]+|$)", "", text)


def _open_answer(typed: Typed, person: Person, tx: Tx) -> Answer | None:
    """The answer to one's own open question: a button's word or number, or the field's own value. Another contribution is not an answer."""
    draft = tx.drafts.waiting_for(person.id) if typed.addressed else _asked_here(typed, person, tx)
    if draft is None:
        return None
    chosen = _option(draft, typed.text, person, tx)
    if chosen is not None:
        return chosen
    return settle_typed(draft, typed.text, person, tx) if draft.kind and not _is_contribution(typed, person, tx) else None


def _asked_here(typed: Typed, person: Person, tx: Tx) -> Draft | None:
    """The person's question that stands in this very thread: a word in another one is no answer to it."""
    for draft in tx.drafts.waiting(person.id):
        if any((asked.place.channel, asked.place.thread) == (typed.origin.channel, typed.thread) for asked in tx.outbox.asking(draft.id)):
            return draft
    return None


def _option(draft: Draft, text: str, person: Person, tx: Tx) -> Answer | None:
    said = folded(text)
    if draft.question == "kind":
        number = int(said) - 1 if said.isdecimal() and len(said) < 4 else -1
        number = 0 if said in ("oui", "yes") and len(tx.kinds) == 1 else number
        named = draft.options[number] if 0 <= number < len(draft.options) else ""
        return guide(person, tx) if named == HELP else press(f"keep:{draft.id}:{named}", person, tx) if named else None
    from_words = _option_words(draft, person, tx)
    return settle(draft, from_words[said], person, tx) if said in from_words else None


def _option_words(draft: Draft, person: Person, tx: Tx) -> dict[str, str]:
    """Each offered answer by its number and by what can be typed for it."""
    words = tx.words(person.language, person.zone)
    numbered = {str(n): value for n, value in enumerate(draft.options, start=1)}
    typed = {"same": ("oui", "yes", "la meme", "the same", "oui la meme"), "other": ("non", "no", "une autre", "another one")}
    named = {name: value for value in draft.options for name in typed.get(value, ())}
    missing = tx.kinds[draft.kind].question(draft.question).missing if draft.question in tx.kinds[draft.kind].asked_once else None
    without = {folded(words.text(missing.without)): ""} if missing and "" in draft.options else {}
    return numbered | named | without


def _is_contribution(typed: Typed, person: Person, tx: Tx) -> bool:
    """Whether the text stands by itself as something to file, in a channel as well."""
    from_channel = Heard(text=typed.text, origin=typed.origin, addressed=False)
    return understood_kind(from_channel, person, tx) is not None


def edited(typed: Typed, person: Person, tx: Tx) -> Answer:
    """The message something was filed from was edited: what it says now is the next version. Who may not change it changes nothing."""
    item = tx.contributions.said_in(typed.origin)
    heard = Heard(text=typed.text, markdown=typed.markdown, origin=typed.origin, addressed=typed.addressed)
    if item is None:
        draft = tx.drafts.said_in(typed.origin)
        if draft is None:
            return file_text(heard, person, tx) if understood_kind(heard, person, tx) else Nothing()
        mine = draft.person_id == person.id and draft.state == WAITING
        return reread_draft(draft, heard, person, tx) if mine else Nothing()
    if not may_change(person, item, tx.directory):
        return Nothing()
    kind = tx.kinds[item.kind]
    answers = reread(Heard(text=typed.text, markdown=typed.markdown, origin=typed.origin, addressed=True, kind=item.kind), person, tx)
    before = answers_of(item, kind)
    after = before | {name: text for name, text in answers.items() if name != "chamber"}
    scope = Scope.NATIONAL if says_confidential(typed.text) else item.scope
    if after == before and scope is item.scope:
        return Nothing()
    return _unless_shown(item, corrected(item, after, person, tx, scope=scope), tx)


def _unless_shown(item: Contribution, answer: Answer, tx: Tx) -> Answer:
    """The card that shows it has become the answer: nothing more is sent."""
    return Nothing() if tx.outbox.showing(item.id, "card") else answer


def deleted(origin: Origin, person: Person, tx: Tx) -> Answer:
    """The message something was filed from was deleted: it is withdrawn, with its trace, and can be restored."""
    item = tx.contributions.said_in(origin)
    if item is not None and item.state not in (PUBLISHED, PROPOSED):
        return Nothing()
    if item is not None:
        return _unless_shown(item, act_on(item, "withdraw", person, tx), tx) if may_change(person, item, tx.directory) else Nothing()
    draft = tx.drafts.said_in(origin)
    return drop(draft, person, tx) if draft and draft.person_id == person.id and draft.state == WAITING else Nothing()


def filed_from_menu(heard: Heard, person: Person, tx: Tx) -> Answer:
    """Somebody chose "file it" in the menu of a message, his own or another's. The answer is for him alone."""
    known = already(heard.origin, tx)
    if known is None:
        return file_text(heard, person, tx) if folded(heard.text) else tell_unreadable("file", person, tx)
    words = tx.words(person.language, person.zone)
    if isinstance(known, Draft):
        author = tx.people.named([known.person_id]).get(known.person_id, "")
        return Reply(message=Message.of(words.markdown("{name} is filing this message already. Nothing was filed twice.", name=author)))
    if may_change(person, known, tx.directory):
        return own(tx, person, known)
    said = label(known, words).lower()
    return Reply(message=Message.of(words.markdown("Noted: {label} is there already. Nothing was filed twice.", label=said)))


def command(verb: str, typed: Typed, person: Person, tx: Tx) -> Answer:
    """A command of a platform, by its name without the slash. Bare, a kind's opens its form; with words, the words are the text."""
    said = folded(typed.text)
    if language := help_asked(verb, typed.text):
        return guide(person, tx, language=language)
    if verb in ("lettre", "letter"):
        return letter_words(typed.text, person, tx, channel=typed.channel, channel_name=typed.channel_name)
    kind = next((kind for kind in tx.kinds.values() if verb in (kind.cls.command.french, kind.cls.command.english)), None)
    if kind is None:
        return hear(typed, person, tx) if said else guide(person, tx)
    if not said:
        return blank_form(kind, person, tx)
    heard = Heard(text=typed.text, markdown=typed.markdown, origin=typed.origin, addressed=True, kind=kind.name)
    return gesture(f"{verb} {typed.text}", person, tx, numbered=True) or file_text(heard, person, tx)


def tell_unreadable(what: str, person: Person, tx: Tx) -> Answer:
    """A photo, a voice message, a file alone: what to do instead."""
    words = tx.words(person.language, person.zone)
    sentences = {
        "photo": words.markdown("I do not read photos. Copy the text of the advertisement here, or send the link."),
        "file": words.markdown("I do not read files. Copy the text here, or send the link."),
    }
    return Reply(message=Message.of(sentences.get(what, sentences["file"])))
