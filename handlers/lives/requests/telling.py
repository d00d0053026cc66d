"""What is said of a request to those whom it concerns, each where he reads."""

from __future__ import annotations

from bot.domain.contribution import Contribution, Scope
from bot.domain.expertise import telling
from bot.domain.fields import Choice
from bot.domain.folding import words as folded
from bot.domain.messages import Button, Message
from bot.domain.people import Person
from bot.domain.requests import Routing, shaped
from bot.wording import Words
from bot.wording.escape import shorten
from handlers.lives.requests.facts import reason_text, region_of, said
from storage.outbox import About
from storage.stems import stems
from storage.transaction import Tx

LONGEST_QUOTED = 300
"""Letters of what somebody asked, where the topic does not say it all."""
_HOW_SOON = frozenset(stems("urgent urgence confidentiel confidentielle rapidement aujourd'hui demain"))
MAIN_WORDS = 10
"""So many of the words of a sort of help name it in so many words: "modèle", "intervenant"."""


def act(verb: str, item: Contribution, *more: str) -> str:
    """What a button about a request carries."""
    return ":".join(("req", verb, item.reference, *more))


def asked(item: Contribution, routing: Routing, person: Person, tx: Tx) -> Message:
    """A chamber is asked: what is looked for, why it, and its three answers."""
    words = tx.words(person.language, person.zone)
    return Message.of(asked_text(item, routing, words, tx), *asked_buttons(item, words))


def asked_text(item: Contribution, routing: Routing, words: Words, tx: Tx) -> str:
    """The words of it, as it was typed where the topic does not say it all, with what the asker has added since."""
    region, typed = region_of(item.chamber, words, tx), tx.pursuits.typed(item.id)
    more = telling(stems(typed)) - telling(stems(item.heading())) - _HOW_SOON
    topic = item.heading() if more else topic_of(item, words)
    text = words.markdown("**{label}** – {region} looks for: {topic}", label=said(item, words), region=region, topic=topic)
    quoted = [words.markdown("“{text}”", text=shorten(" ".join(typed.split()), LONGEST_QUOTED))] if more else []
    added = [words.render(f"{item.kind}/added", text=one.text) for one in tx.pursuits.said(item.id) if one.author_id == item.author_id]
    return "\n".join(str(line) for line in (text, *quoted, *added, reason_text(routing, words, tx)) if line)


def topic_of(item: Contribution, words: Words) -> str:
    """What is looked for, and which sort of help it is where that is not said by it: "les SCIC (intervenants et partenaires)"."""
    need, topic = shaped(item, "need"), item.heading()
    told = isinstance(need, Choice) and not any(f" {folded(word)} " in f" {folded(topic)} " for word in need.words[:MAIN_WORDS])
    return f"{topic} ({words.text(need.label)})" if told else topic


def asked_buttons(item: Contribution, words: Words, *, named: bool = False) -> tuple[Button, ...]:
    """What a chamber answers. `named`: with the number, where several stand in one message."""
    claim = words.text("{label}: I take it", label=said(item, words)) if named else words.text("I take it")
    take = Button(label=claim, act=act("claim", item), word=words.text("i take it"), style="primary")
    if named:
        return (take,)
    decline = Button(label=words.text("Not us"), act=act("not", item), word=words.text("not us"))
    return take, decline, Button(label=words.text("Ask somebody else…"), act=act("see", item), word=words.text("ask somebody else"))


def held_buttons(item: Contribution, words: Words) -> tuple[Button, ...]:
    """What the one who has taken it does with it."""
    done = Button(label=words.text("It is answered"), act=act("done", item), word=words.text("answered"))
    return done, Button(label=words.text("Give it back"), act=act("release", item), word=words.text("give it back"))


def tell(person_id: int, item: Contribution, message: Message, key: str, tx: Tx) -> bool:
    """Says it to somebody where he reads now. False: he reads nowhere."""
    address = tx.people.address(person_id)
    if address is None:
        return False
    tx.outbox.post(address, message, purpose="notice", about=About(contribution=item.id, person=person_id), key=key[:80])
    return True


def asker_of(item: Contribution, tx: Tx) -> Person | None:
    """Whose request it is now: its author's, or of who came after him; what is confidential passes to nobody."""
    author = tx.people.get(item.author_id)
    if author is None or author.active or item.scope is Scope.NATIONAL:
        return author
    return next((person for person in tx.people.active() if person.wrote(author.id)), author)


def tell_author(item: Contribution, sentence: str, key: str, tx: Tx, *buttons: str, **values: object) -> bool:
    """A step of his own running request, at once. `buttons`: verbs of those that stand under it."""
    author = asker_of(item, tx)
    if author is None:
        return False
    words = tx.words(author.language, author.zone)
    shown = {name: value(words) if callable(value) else value for name, value in values.items()}
    text = words.markdown(sentence, label=said(item, words), **shown)
    return tell(author.id, item, Message.of(text, *(_BUTTONS[verb](item, words) for verb in buttons)), key, tx)


def good_button(item: Contribution, words: Words) -> Button:
    """It helped, and nothing more is needed."""
    return Button(label=words.text("That is what I needed"), act=act("good", item), word=words.text("that is it"))


def reopen_button(item: Contribution, words: Words) -> Button:
    """It is to be looked for again."""
    return Button(label=words.text("Reopen"), act=act("reopen", item), word=words.text("reopen"))


_BUTTONS = {"good": good_button, "reopen": reopen_button}
