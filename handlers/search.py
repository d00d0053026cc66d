"""Search: what was ever filed and may be read, five at a time, each with its number, its day and how to open it. (DOMAIN.md F55)"""

from __future__ import annotations

from bot.domain.contribution import Contribution, Kind
from bot.domain.digest import body_of
from bot.domain.errors import Gone
from bot.domain.messages import Button, Message
from bot.domain.people import Person
from bot.domain.permissions import Reach, reach
from bot.wording import Words
from bot.wording.escape import shorten
from handlers.answer import Answer, Reply
from handlers.forms import find
from handlers.lives import life_of
from handlers.show import label, shown_to
from storage.search import Asked, Found, asked, spelt
from storage.searched_texts import saying, took_place_on
from storage.transaction import Tx

MOST_SHOWN = 5
MOST_PROPOSED = 3
LONGEST_SHOWN = 60
"""Letters of the question that the answer repeats."""
LONGEST_HEADING, LONGEST_ON_A_PHONE, LONGEST_BESIDE = 100, 40, 18
"""Letters of what a hit is called, and of what one of its entries says; on a phone all five fit into 1,000 bytes, where the heading leaves
room for the entry."""
_OPEN = "#"
"""Before a written number, in the act of a button that opens: nobody's question begins so."""


def search(text: str, person: Person, tx: Tx, *, private: bool = True) -> Reply:
    """The best of what says these words, or what to type instead. `private`: nobody but the person reads the answer."""
    wanted, may, words = asked(text, tx.directory), reach(person, tx.directory), tx.words(person.language, person.zone)
    if not private:
        may = may.in_channel()
    if not wanted.words:
        asking = words.markdown("What are you looking for? Type for example: “find funding Normandie”.")
        return Reply(message=Message.of(asking))
    found = tx.search.find(wanted, may, MOST_SHOWN)
    if not found.best:
        return _nothing(text, wanted, may, person, tx, private=private)
    return _hits(text, wanted, found, person, tx, private=private)


def press_search(rest: list[str], person: Person, tx: Tx) -> Answer:
    """A button under an answer: a hit, or the word that was meant. Raises Gone for what is not there for him."""
    text = ":".join(rest)
    if text.startswith(_OPEN):
        return shown_to(person, find(text.removeprefix(_OPEN), person, tx), tx)
    if not text:
        raise Gone("This button has expired. Type “help” to see what I can do.")
    return search(text, person, tx)


def _hits(text: str, wanted: Asked, found: Found, person: Person, tx: Tx, *, private: bool) -> Reply:
    words = tx.words(person.language, person.zone)
    items = [item for one in found.best if (item := tx.contributions.get(one))]
    values = {
        "said": shorten(" ".join(text.split()), LONGEST_SHOWN),
        "count": found.count,
        "more": found.more,
        "hits": [_hit(item, wanted, person, words, tx) for item in items],
        "word": label(items[0], words).lower(),
        "today": tx.today(person.zone),
    }
    buttons = [_opening(item, words) for item in items] if private else []
    return Reply(message=Message.of(words.render("shared/found", **values), *buttons))


def _hit(item: Contribution, wanted: Asked, person: Person, words: Words, tx: Tx) -> dict[str, object]:
    chamber, kind = tx.directory.get(item.chamber), tx.kinds[item.kind]
    ended = next((action for action in item.actions if action.to_state and action.to_state == item.state), None)
    links = [question.name for question in kind.questions if question.type == "link"]
    said = _said(item, wanted, person, words, tx)
    return {
        "label": label(item, words),
        "heading": ", ".join((body_of(item), *(str(getattr(item, name)) for name in _told(kind)))),
        "longest": LONGEST_HEADING if not person.plainly else LONGEST_BESIDE if said else LONGEST_ON_A_PHONE,
        "said": said,
        "region": chamber.region if chamber and not (said and person.plainly) else "",
        "day": took_place_on(item, kind) or words.local(item.said_at or item.filed_at).date(),
        "state": words.text(ended.label).lower() if ended else "" if person.plainly else _state(item, words, tx),
        "link": "" if person.plainly else next((link for name in links if (link := getattr(item, name))), ""),
    }


def _state(item: Contribution, words: Words, tx: Tx) -> str:
    """What became of it so far, where its life says so in words."""
    state = life_of(item).facts(item, words, tx).get("state", "")
    return state if isinstance(state, str) else ""


def _told(kind: Kind) -> list[str]:
    """The answers that say what is new, where a kind has any: the name of its group alone tells nothing."""
    return [question.name for question in kind.questions if question.shape == "news"]


def _said(item: Contribution, wanted: Asked, person: Person, words: Words, tx: Tx) -> str:
    """Which of its decisions or actions says what was looked for, by its number: "decision 2: The graphic charter"."""
    found = saying(item, tx.kinds[item.kind], wanted.words)
    if found is None:
        return ""
    text = shorten(" ".join(found.text.split()), LONGEST_ON_A_PHONE if person.plainly else LONGEST_HEADING)
    if found.type == "decisions":
        return words.markdown("decision {n}: {text}", n=found.place, text=text)
    return words.markdown("action {n}: {text}", n=found.place, text=text)


def _opening(item: Contribution, words: Words) -> Button:
    said = label(item, words)
    return Button(label=said, act=f"search:{_OPEN}{item.reference}", word=said.lower())


def _nothing(text: str, wanted: Asked, may: Reach, person: Person, tx: Tx, *, private: bool) -> Reply:
    """What stands in the way, and what to type instead: another word that is known, or fewer."""
    words, said = tx.words(person.language, person.zone), shorten(" ".join(text.split()), LONGEST_SHOWN)
    unknown = tx.search.unknown(wanted, may)
    if not unknown:
        return Reply(message=Message.of(words.markdown("Nothing has all of “{said}”. Try with fewer words.", said=said)))
    meant = _meant(unknown[0], may, tx)
    if not meant:
        nothing = words.markdown("Nothing that you can read says “{word}”. Try another word, or without it.", word=unknown[0])
        return Reply(message=Message.of(nothing))
    listed = ", ".join(meant)
    proposed = words.markdown("Nothing that you can read says “{word}”. Did you mean: {words}?", word=unknown[0], words=listed)
    others = [" ".join(one if said == unknown[0] else said for said in wanted.said) for one in meant]
    buttons = [_again(one, other, words) for one, other in zip(meant, others, strict=True) if len(other.encode()) <= LONGEST_SHOWN - 4]
    return Reply(message=Message.of(proposed, *(buttons if private else ())))


def _meant(word: str, may: Reach, tx: Tx) -> list[str]:
    """Known words that are spelt nearly so, as something readable spells them."""
    found: dict[str, None] = {}
    for stem, one in tx.search.near(word, may, MOST_PROPOSED):
        item = tx.contributions.get(one)
        found.setdefault(spelt(stem, item, tx.kinds[item.kind]) if item else stem)
    return list(found)


def _again(one: str, whole: str, words: Words) -> Button:
    return Button(label=one, act=f"search:{whole}", word=words.text("find {words}", words=whole))
