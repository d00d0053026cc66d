"""Who said what is exported, as files tell it."""

from __future__ import annotations

from bot.domain.people import Person
from storage.people import IN_A_FILE
from storage.transaction import Tx


class Authors:
    """Who said it, as files tell it: each person looked up once."""

    def __init__(self, tx: Tx) -> None:
        self._tx, self._known = tx, dict[int, tuple[Person | None, dict[str, str]]]()

    def told(self, person_id: int, platform: str) -> dict[str, str]:
        """His name as the file had it, else his own; his role and chamber."""
        if person_id not in self._known:
            known = self._tx.roster.get(person_id)
            handles = {account.platform: account.user for account in known.accounts if account.workspace == IN_A_FILE} if known else {}
            self._known[person_id] = (known.person if known else None, handles)
        person, handles = self._known[person_id]
        if person is None:
            return {"handle": "", "role": "", "chamber": ""}
        return {"handle": handles.get(platform, person.name), "role": person.role.value, "chamber": person.chamber}
