"""Which group a piece of news is of: asked where it says none, or one that nobody knows. (DIALOGUES.md 2)"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.bodies import LIFE, Body, bare_name, body_key, near
from bot.domain.contribution import Kind
from bot.domain.errors import Refused
from bot.domain.folding import words as folded
from bot.domain.people import Person
from bot.domain.reading.groups import GroupSheet
from handlers.groups.registry import file_sheet
from handlers.groups.rights import founds
from storage.drafts import Draft
from storage.transaction import Tx

NONE, NEW = "-", "+"
"""Answers that are no name: of no group, of a new one."""
MOST_OFFERED = 5
_ENGLISH = re.compile(r"\b(?:wg|working group)\b", re.IGNORECASE)
MOST_WORDS = 6
"""A name that is typed in answer has no more."""


@dataclass(frozen=True, kw_only=True)
class Which:
    """What is asked, of which field: each choice is a stored value, what is read on its button, and the word that can be typed."""

    field: str
    text: str
    choices: tuple[tuple[str, str, str], ...]


def which_group(draft: Draft, kind: Kind, person: Person, tx: Tx) -> Which | None:
    """The question, if there is one: none where the group is known, and none in a network that has entered no group."""
    if kind.cls.life != LIFE:
        return None
    field = _field(kind)
    said = draft.answers.get(field, "")
    groups = tx.bodies.groups()
    if not groups or (said and tx.bodies.known(said)):
        return None
    words = tx.words(person.language, person.zone)
    own = own_groups(person, tx) or groups
    close = (near(said, groups) or own) if said else own
    choices = [(body.name, body.name, body.name) for body in close[:MOST_OFFERED]]
    if said and founds(person):
        name = bare_name(said)
        choices.append((NEW, words.text("Create {group}", group=name), words.text("create")))
    choices.append((NONE, words.text("None"), words.text("none")))
    asked = (
        words.text("I know no “{name}”. Which working group is it?", name=bare_name(said))
        if said
        else words.text("For which working group?")
    )
    return Which(field=field, text=asked, choices=tuple(choices))


def own_groups(person: Person, tx: Tx) -> list[Body]:
    """The open groups of his chamber."""
    codes, today = tx.directory.lineage(person.chamber) | {person.chamber}, tx.today(person.zone)
    return [body for body in tx.bodies.groups() if body.lead in codes or codes & set(body.chambers_on(today))]


def _field(kind: Kind) -> str:
    return next(question.name for question in kind.questions if question.shape == "group")


def as_registered(answers: Mapping[str, str], kind: Kind, tx: Tx) -> dict[str, str]:
    """The answers with the group by its French name, where it was said in English: what all others read and look for."""
    field = _field(kind) if kind.cls.life == LIFE else ""
    said = answers.get(field, "")
    if not _ENGLISH.search(said):
        return dict(answers)
    body = tx.bodies.known(said)
    return dict(answers) | {field: body.name if body else bare_name(said)}


def asks_group(draft: Draft, tx: Tx) -> bool:
    """Whether the open question of that draft is which group it is of."""
    kind = tx.kinds.get(draft.kind)
    return kind is not None and kind.cls.life == LIFE and draft.question == _field(kind)


def _typed(value: str, person: Person, tx: Tx) -> str:
    """The answer that is meant by its word, typed."""
    words = tx.words(person.language, person.zone)
    said = {folded(words.text("none")): NONE, folded(words.text("create")): NEW}
    return said.get(folded(value), value)


def names_group(typed: str, person: Person, tx: Tx) -> bool:
    """Whether a typed text answers the question: a group that is there, a name that is written as one, or the word of a button."""
    said = folded(typed)
    if tx.bodies.known(typed) or _typed(typed, person, tx) in (NONE, NEW):
        return True
    short = len(said.split()) <= MOST_WORDS and "\n" not in typed.strip() and not typed.rstrip().endswith("?")
    return short and (body_key(typed).startswith("gt ") or bool(near(typed, tx.bodies.groups())))


def chosen_group(draft: Draft, value: str, person: Person, tx: Tx) -> str:
    """The name that an answer comes to; "" for none. A new group is created. Raises Refused."""
    meant = _typed(value, person, tx)
    if meant == NONE:
        return ""
    if meant != NEW:
        return value
    said = draft.answers.get(draft.question, "")
    if not said:
        raise Refused("Type the name of the group.")
    body = tx.bodies.known(said) or file_sheet(GroupSheet(name=said, created=tx.today(person.zone)), person, tx)
    return body.name
