"""Who may do what with a group: who founds one, who leads it, who is asked for its news. (DOMAIN.md 2.5)"""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.bodies import Body
from bot.domain.errors import NotAllowed
from bot.domain.people import Person, Role
from bot.domain.permissions import Act, Grant, grant
from handlers.lives.requests.facts import readers
from storage.transaction import Tx

_LEAD_FOR_A_CHAMBER = (Role.DIRECTOR, Role.EMPLOYEE, Role.ADMINISTRATOR)


def founds(person: Person) -> bool:
    """Whether he may create a group, and speak for his chamber in one."""
    return grant(person, Act.LEAD_GROUP) is Grant.YES


def leads(person: Person, body: Body, tx: Tx) -> bool:
    """Whether the group is his to change: the national team's every one, else that of who leads it, or of his chamber's staff."""
    if person.is_national or (body.lead_id is not None and person.wrote(body.lead_id)):
        return True
    his = tx.directory.lineage(person.chamber) | {person.chamber}
    return person.role in _LEAD_FOR_A_CHAMBER and bool({body.lead, body.co_lead} & his)


def may_lead(person: Person) -> bool:
    """Whether a group can be his: the staff and the elected of chambers, and the national team."""
    return person.is_national or person.role in _LEAD_FOR_A_CHAMBER


def leaders(people: Sequence[Person], body: Body, tx: Tx) -> list[Person]:
    """Who is asked for news of the group, and told who comes and goes: the person who leads it, else those who read for its chamber."""
    named = [person for person in people if body.lead_id is not None and person.wrote(body.lead_id)]
    return named or (readers(people, body.lead, tx) if body.lead else [])


def region(code: str, tx: Tx) -> str:
    """A chamber as one says it."""
    chamber = tx.directory.get(code)
    return chamber.region if chamber else code


def check_founds(person: Person) -> None:
    """Raises NotAllowed."""
    if not founds(person):
        raise NotAllowed("Working groups are created and joined by directors, elected members and the national team.")


def check_leads(person: Person, body: Body, tx: Tx) -> None:
    """Raises NotAllowed, naming who may. A group that nobody leads is for whoever may found one."""
    if leads(person, body, tx) or (not body.lead and body.lead_id is None and founds(person)):
        return
    if not body.lead:
        raise NotAllowed("{group} is led by nobody yet: a director or the national team can do this.", group=body.name)
    raise NotAllowed(
        "{group} is led by {lead}: only {lead} and the national team can do this.", group=body.name, lead=region(body.lead, tx)
    )
