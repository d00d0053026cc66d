"""Which kind of thing a gesture means that does not say it: "pourvue 21", "retirer 21", "pourvue". (DIALOGUES.md, rule 4)"""

from __future__ import annotations

from bot.domain.contribution import Contribution, Kind
from bot.domain.errors import Refused
from bot.domain.people import Person
from bot.domain.permissions import may_change, may_relay
from handlers.home import is_open
from handlers.show import spoken
from storage.transaction import Tx


def knowing(verb: str, tx: Tx) -> list[Kind]:
    """The kinds that have this gesture: those that declare it; all of them when none does, for it is then everybody's."""
    return [kind for kind in tx.kinds.values() if kind.action(verb)] or list(tx.kinds.values())


def meant(verb: str, number: int, said: str, person: Person, tx: Tx) -> Kind | None:
    """Whose number it is: that of the only kind that has the gesture, or of the only thing of that number that he may change so. Of several
    the open one (for "undo", one that is over), and his own before another's. None where there is none. Raises Refused where it may
    still be several; `said`: the word as it was typed."""
    kinds = {kind.name: kind for kind in knowing(verb, tx)}
    if len(kinds) == 1:
        return next(iter(kinds.values()))
    held = [draft.kind for draft in tx.drafts.waiting(person.id) if draft.number == number and draft.kind in kinds]
    close = held or [item.kind for item in _nearest(list(kinds), verb, number, person, tx)]
    if len(close) > 1:
        words = tx.words(person.language, person.zone)
        named = [spoken(kinds[name].cls, number, words).lower() for name in close]
        raise Refused(
            "Several have that number: {items}. Type for example: {word} {item}", items=words.list_of(named), word=said, item=named[0]
        )
    return kinds[close[0]] if close else None


def _nearest(kinds: list[str], verb: str, number: int, person: Person, tx: Tx) -> list[Contribution]:
    found = [item for kind in kinds if (item := tx.contributions.numbered(kind, number)) and _may(verb, item, person, tx)]
    fitting = [item for item in found if is_open(item, tx) is not (verb == "restore")] or found
    return [item for item in fitting if person.wrote(item.author_id)] or fitting


def _may(verb: str, item: Contribution, person: Person, tx: Tx) -> bool:
    return may_relay(person, item, tx.directory) if verb == "relay" else may_change(person, item, tx.directory)
