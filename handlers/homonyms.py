"""People of one name: found with their chamber said after it, and told apart where they are several."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.folding import words as folded
from bot.domain.roster import chamber_of
from storage.roster import Known
from storage.transaction import Tx

_LONGEST_CHAMBER = 5
_MOST_TOLD = 5


def called(name: str, tx: Tx) -> list[Known]:
    """Who has that name, that name in that chamber ("Dylan Clet (Bretagne)"), or that address. Those who have access come first."""
    if found := tx.roster.called(name):
        return found
    said = folded(name).split()
    for count in range(1, min(_LONGEST_CHAMBER, len(said) - 1) + 1):
        chamber = chamber_of(" ".join(said[-count:]), tx.directory, tx.now.date())
        named = tx.roster.called(" ".join(said[:-count])) if chamber else []
        if chamber and (there := [known for known in named if known.person.chamber == chamber.code]):
            return there
    return [known for known in tx.roster.everyone() if known.email and folded(known.email) == " ".join(said)]


def told_apart(several: Sequence[Known], tx: Tx) -> str:
    """Each as it can be typed to mean this one: with the chamber where two have one name, and the address where that says no more."""
    return ", ".join(as_typed(known, several, tx) for known in several[:_MOST_TOLD])


def as_typed(known: Known, several: Sequence[Known], tx: Tx) -> str:
    """How to mean this one of several."""
    chamber = tx.directory.get(known.person.chamber)
    region = chamber.region if chamber else known.person.chamber
    namesakes = [one for one in several if folded(one.person.name) == folded(known.person.name)]
    twins = [one for one in namesakes if one.person.chamber == known.person.chamber]
    more = [region] * (len(namesakes) > 1) + [known.email] * (len(twins) > 1 and bool(known.email))
    return f"{known.person.name} ({', '.join(more)})" if more else known.person.name
