"""The commands that can be typed after a slash, from one list: each platform writes them as it allows."""

from __future__ import annotations

from bot.domain.contribution import Kind, Kinds
from bot.domain.people import Person
from bot.domain.permissions import Grant, files
from bot.domain.towns import first_town
from bot.wording import Words
from storage.transaction import Tx

ROOT = "maillage"
_ANYWHERE = "Caen"
"""The town of an example for who belongs to no region."""
LETTER = ("lettre", "letter")
SEARCH = ("chercher", "find")
"""Not `search`: Slack has a command of that name. As a word it is understood all the same."""


def commands(kinds: Kinds) -> list[str]:
    """Every command, without the slash: a kind's French and English verbs, the search, the letter, and the root."""
    verbs = [verb for kind in kinds.values() for verb in (kind.cls.command.french, kind.cls.command.english)]
    return [*dict.fromkeys(verbs), *SEARCH, *LETTER, ROOT]


def filed_by(person: Person, kinds: Kinds) -> list[Kind]:
    """The kinds that this person may file, in the order of letters and pages."""
    return sorted((kind for kind in kinds.values() if files(person, kind.cls) is not Grant.NO), key=lambda kind: kind.cls.rank)


def example_of(kind: Kind, person: Person, words: Words, tx: Tx) -> str:
    """How one of that kind is announced, in a town of the reader's own chamber."""
    chamber = tx.directory.get(person.chamber)
    town = first_town(chamber.departments) if chamber else ""
    return words.text(kind.cls.command.example, place=town or _ANYWHERE)


def verb_of(kind: Kind, words: Words) -> str:
    """A kind's command in the reader's language."""
    return kind.cls.command.english if words.language == "en" else kind.cls.command.french


def described(verb: str, kinds: Kinds, words: Words) -> tuple[str, str]:
    """What a command does, and what can stand after it."""
    kind = next((kind for kind in kinds.values() if verb in (kind.cls.command.french, kind.cls.command.english)), None)
    if kind is not None:
        return words.text(kind.cls.proposal), words.text("the advertisement, or nothing for the form")
    if verb in SEARCH:
        return words.text("Find what was filed"), words.text("funding Normandie")
    if verb in LETTER:
        return words.text("Your letter, every week"), words.text("jobs, Normandie, Tuesday 9 h")
    return words.text("Help, and everything else in a few words"), words.text("help")
