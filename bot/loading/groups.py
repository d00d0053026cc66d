"""The sheets of working groups, and who joins, leaves and leads them, as a file tells it."""

from __future__ import annotations

import re
from typing import Any

from bot.domain.reading.groups import GroupSheet, read_group_change, read_sheet
from bot.loading.telling import Telling
from handlers.groups.registry import change_group, file_sheet
from storage.loaded import Outcome

GROUP = "working_group"
"""As exports call them."""
_AT_FIRST = re.compile(r"\b(?:initialement|au départ|initially)\b", re.IGNORECASE)
"""Whoever is named led it then: another one came after."""


def of_group(told: Telling) -> Outcome | None:
    """The sheet of a group, or a change of one. None: the text is neither. Raises Refused."""
    return _described(told) or _changed(told)


def _described(told: Telling) -> Outcome | None:
    sheet = read_sheet(told.line.text, told.reading)
    if sheet is None:
        return None
    body = file_sheet(sheet, told.person, told.tx)
    return told.keep(GROUP, "filed", reference=sheet.name[:200], fields=_fields(sheet, told), body_id=body.id)


def _fields(sheet: GroupSheet, told: Telling) -> dict[str, Any]:
    """As the sheet says it: what the group became since is told by what followed."""
    fields: dict[str, Any] = {"name": sheet.name, "lead": sheet.lead or told.person.chamber, "members": list(sheet.members)}
    fields |= {"objectives": list(sheet.objectives), "created": sheet.created.isoformat() if sheet.created else None}
    fields |= {f"created_in_{told.reading.today.year}": sheet.created is not None}
    fields |= {"lead_initial": True} if _AT_FIRST.search(told.line.text) else {}
    return fields | ({"co_lead": sheet.co_lead, "co_lead_scope": sheet.co_lead_scope} if sheet.co_lead else {})


def _changed(told: Telling) -> Outcome | None:
    change = read_group_change(told.line.text, told.reading)
    if change is None or told.tx.bodies.known(change.name) is None:
        return None
    body = change_group(change, told.person, told.tx)
    fields = {"name": body.name, "change": change.change, "chamber": change.chamber or told.person.chamber}
    fields |= {"since": change.since.isoformat()} | ({"co_lead_scope": change.scope} if change.scope else {})
    return told.keep(GROUP, "filed", reference=body.name[:200], fields=fields, body_id=body.id)
