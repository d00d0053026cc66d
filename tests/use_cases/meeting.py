"""A meeting of 19/11/2026 whose minutes are published, with actions of several chambers; and people who have them to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from bot.domain.actions import ActionRecord, Meeting
from bot.domain.messages import Button, Message
from bot.domain.people import Person, Role
from bot.domain.ports import Address
from bot.domain.records import ActionItem
from bot.wording.plain import plain
from handlers.actions.filing import sync_actions
from handlers.answer import Event, Where, answered
from handlers.converse import hear
from handlers.edition import Kept
from handlers.respond import press
from handlers.typed import Typed
from handlers.unasked import plan, send_letters, send_mornings
from storage.contributions import Origin
from storage.store import Store
from storage.transaction import Tx
from tests.shelf import TEAM, new_file, offer, somebody, store_at
from tests.town import MovedClock

ITEMS = (
    ActionItem(who="Mayotte", chamber="MYT", what="Envoyer la liste des structures de Mayotte", due=date(2026, 12, 2)),
    ActionItem(who="Mayotte", chamber="MYT", what="Relire le guide d'évaluation", due=date(2026, 12, 8)),
    ActionItem(who="Bretagne", chamber="BRE", what="Envoyer le guide d'évaluation", due=date(2026, 12, 11)),
    ActionItem(who="équipe nationale", chamber="NAT", what="Publier le panorama", due=date(2026, 12, 18)),
)
MORNING = datetime(2026, 12, 1, 7, 5, tzinfo=UTC)
"""Tuesday 01/12, 10 h 05 in Mayotte, 8 h 05 in Paris."""
BODY = "Comité des Directions"


def item(who: str, chamber: str, what: str, due: date | None = None, said: str = "") -> ActionItem:
    return ActionItem(who=who, chamber=chamber, what=what, due=due, said=said)


@dataclass
class Room:
    """People in their own conversations on Slack; what is posted arrives at once."""

    store: Store
    clock: MovedClock
    people: dict[str, Person] = field(default_factory=dict)
    events: int = 0

    def add(self, name: str, chamber: str = "NOR", role: Role = Role.DIRECTOR, zone: str = "Europe/Paris") -> Person:
        def case(tx: Tx) -> Person:
            person = somebody(tx, name, chamber=chamber, role=role, zone=zone)
            tx.people.greet(person.id)
            return person

        person: Person = self.store.submit(case).result()
        self.people[name.split(maxsplit=1)[0].lower()] = person
        return person

    def meets(
        self, secretary: str = "claire", items: Sequence[ActionItem] = ITEMS, body: str = BODY, next_on: date | None = date(2027, 1, 21)
    ) -> tuple[ActionRecord, ...]:
        """Minutes that this person filed, published now."""

        def case(tx: Tx) -> tuple[ActionRecord, ...]:
            minutes = offer(tx, self.people[secretary])
            meeting = Meeting(minutes_id=minutes.id, body=body, held_on=date(2026, 11, 19), next_on=next_on)
            return sync_actions(meeting, items, self.people[secretary].id, tx)

        found: tuple[ActionRecord, ...] = self.store.submit(case).result()
        return found

    def morning(self, at: datetime | None = None) -> None:
        """A tick then; what is due is written and arrives."""
        self.clock.now = at or self.clock.now

        def case(tx: Tx) -> None:
            found = plan(tx)
            send_letters(found.letters, Kept(), tx)
            send_mornings(found.mornings, tx)

        self.store.submit(case).result()
        self.store.submit(self._arrive).result()

    def says(self, who: str, text: str, *, private: bool = True) -> str:
        """Types it, and reads what is answered ("" for nothing)."""
        user = _user(self.people[who])
        origin = Origin(platform="slack", workspace=TEAM, channel=user if private else "C1", message=f"m{self.events}")
        typed = Typed(text=text, origin=origin, addressed=True, private=private)
        return self._answered(who, lambda person, tx: hear(typed, person, tx))

    def presses(self, who: str, label: str) -> str:
        """That button of the last message that has one of the name; gives what that message has become, or the new one."""
        for row in reversed(self._rows(who)):
            shown = self.store.read(lambda tx, row=row: tx.outbox.current(row))
            found = [button for button in shown.buttons if button.label == label]
            if found:
                return self.acts(who, found[0].act, edit=row)
        raise AssertionError(f"{who} sees no {label}: {[button.label for button in self.buttons(who)]}")

    def acts(self, who: str, act: str, *, edit: int = 0) -> str:
        """A button that may be forged, in the message of that row."""
        return self._answered(who, lambda person, tx: press(act, person, tx), edit=edit, act=act)

    def sees(self, who: str, back: int = 1) -> str:
        """The words of the last message in his conversation, as it is now; `back`: or one before."""
        rows = self._rows(who)
        return plain(self.store.read(lambda tx: tx.outbox.current(rows[-back])).markdown) if len(rows) >= back else ""

    def buttons(self, who: str, back: int = 1) -> tuple[Button, ...]:
        rows = self._rows(who)
        return self.store.read(lambda tx: tx.outbox.current(rows[-back])).buttons if len(rows) >= back else ()

    def labels(self, who: str, back: int = 1) -> list[str]:
        return [button.label for button in self.buttons(who, back)]

    def count(self, who: str) -> int:
        """How many messages he has got: an edit counts 0."""
        return len(self._rows(who))

    def action(self, position: int, minutes: int = 1) -> ActionRecord:
        found: ActionRecord = self.store.read(lambda tx: tx.actions.of_minutes(minutes)[position - 1])
        return found

    def acts_on(self, position: int) -> list[str]:
        """What became of it."""
        return [turn.act for turn in self.store.read(lambda tx: tx.actions.turns(self.action(position).id))]

    def _answered(self, who: str, case: object, *, edit: int = 0, act: str = "") -> str:
        self.events += 1
        user = _user(self.people[who])
        account = self.store.read(lambda tx: tx.roster.get(self.people[who].id)).accounts[0]
        here = Address(platform="slack", workspace=TEAM, channel=user)
        event = Event(platform="slack", id=f"e{self.events}", type="message")
        where = Where(post=here, own=here, edit=f"{edit}.1" if edit else "", act=act)
        before = self._rows(who)
        back = self.store.submit(answered(event, account, where, case)).result()  # type: ignore[arg-type]
        self.store.submit(self._arrive).result()
        if isinstance(getattr(back, "message", None), Message):
            return plain(back.message.markdown)  # a refusal of a press is for him alone
        rows = self._rows(who)
        shown = rows[-1] if len(rows) > len(before) else edit
        return plain(self.store.read(lambda tx: tx.outbox.current(shown)).markdown) if shown else ""

    def _rows(self, who: str) -> list[int]:
        def read(tx: Tx) -> list[int]:
            table = tx.tables.outbox
            rows = tx.connection.execute(table.select().where(table.c.operation == "post").order_by(table.c.id))
            return [row.id for row in rows if row.channel == _user(self.people[who])]

        return self.store.read(read)

    @staticmethod
    def _arrive(tx: Tx) -> None:
        while rows := tx.outbox.reserve(platforms=["slack"], most=99):
            for row in rows:
                edited = row.delivery.operation == "edit"
                tx.outbox.sent(row.id, row.delivery.targets[0] if edited else f"{row.id}.1", row.delivery.to.channel)


def _user(person: Person) -> str:
    return f"U{person.name.upper().replace(' ', '')}"


def room(folder: Path) -> Room:
    """Claire (Normandie), the secretary; Hina (Mayotte); Yann (Bretagne); Malik of the national team. It is Friday 20/11, 10 h."""
    clock = MovedClock()
    found = Room(store_at(new_file(folder), clock), clock)
    found.add("Claire Le Goff")
    found.add("Hina Attoumani", "MYT", zone="Indian/Mayotte")
    found.add("Yann Le Bras", "BRE")
    found.add("Malik Benali", "NAT", Role.NATIONAL)
    return found
