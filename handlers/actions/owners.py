"""Who answers for an action: its owner, his successor, or whoever speaks for the chamber."""

from __future__ import annotations

from functools import cached_property

from bot.domain.actions import ActionRecord, may_see
from bot.domain.chambers import NATIONAL
from bot.domain.people import Person, Role
from bot.wording import Words
from storage.transaction import Tx

_SPEAK = (Role.DIRECTOR, Role.EMPLOYEE, Role.ADMINISTRATOR)
"""Of a chamber, the first of these that it has is reminded."""


class Owners:
    """Everybody who has access, looked up once for many actions."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx
        self._chambers: dict[str, list[Person]] = {}

    @cached_property
    def _active(self) -> list[Person]:
        return self._tx.people.active()

    @cached_property
    def _standing_for(self) -> dict[int, Person]:
        """Each person, and who came after those who left."""
        own = {person.id: person for person in self._active}
        return {before: person for person in self._active for before in person.stands_for} | own

    def of(self, action: ActionRecord) -> list[Person]:
        """Who is reminded of it: the person, or his successor; else who speaks for the chamber; else who filed the minutes; else the
        national team, so that nothing is lost. What somebody may not see he does not hear of."""
        return [person for person in self._named(action) if may_see(person, action)] or self.of_chamber(NATIONAL)

    def _named(self, action: ActionRecord) -> list[Person]:
        person = self._standing_for.get(action.owner_id) if action.owner_id is not None else None
        if person is not None:
            return [person]
        if found := self.of_chamber(action.owner_chamber):
            return found
        secretary = self._standing_for.get(action.secretary_id) if action.secretary_id is not None else None
        return [secretary] if secretary else []

    def of_chamber(self, code: str) -> list[Person]:
        """Its directors, else its employees, else its elected; all of the national team."""
        if code not in self._chambers:
            self._chambers[code] = self._speaking_for(code)
        return self._chambers[code]

    def _speaking_for(self, code: str) -> list[Person]:
        there = [person for person in self._active if code and code in self._tx.directory.lineage(person.chamber)]
        if code == NATIONAL:
            return [person for person in there if person.is_national]
        return next((some for role in _SPEAK if (some := [person for person in there if person.role is role])), [])


def named(action: ActionRecord, tx: Tx, words: Words) -> str:
    """Its owner as one reads it: a person's name, a region, or what was written."""
    if action.owner_id is not None and (name := tx.people.named([action.owner_id]).get(action.owner_id)):
        return name
    return chamber_named(action.owner_chamber, tx, words) or action.owner_name


def chamber_named(code: str, tx: Tx, words: Words) -> str:
    """The region of a chamber; the national team by its own name. Empty for no chamber."""
    chamber = tx.directory.get(code)
    return "" if chamber is None else words.text("the national team") if code == NATIONAL else chamber.region
