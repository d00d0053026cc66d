"""Links by which an account is proved to be a person's: signed, used once, for seven days. The store keeps their digests alone."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from storage.columns import new_id
from storage.keys import Keys
from storage.tables import Tables

LIVES = timedelta(days=7)
_NONCE, _SIGNATURE = 18, 24
"""Bytes. Multiples of three, so that each token is written in one way only: 56 characters, where Telegram takes 64 of A-Za-z0-9_-."""
_TOKEN = re.compile(r"[A-Za-z0-9_-]{56}")
CARRIER, COVERED = "?start=", "used"
"""What stands before a token in a link, and what stands in its place once the link is told."""
_CARRIED = re.compile(r"(\?start=)([A-Za-z0-9_-]{56})(?![A-Za-z0-9_-])")


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """One link. `by_id` made it, None at a terminal; `used_at` and `user_id` say when, and by which account of a platform."""

    id: int
    person_id: int
    by_id: int | None
    expires_at: datetime
    used_at: datetime | None = None
    user_id: str = ""


class Invitations:
    """All of them."""

    def __init__(self, connection: sa.Connection, tables: Tables, now: datetime) -> None:
        self._connection, self._table, self._now = connection, tables.invitations, now
        self._keys = Keys(connection, tables)

    def issue(self, person_id: int, *, by: int | None) -> str:
        """A new link's token. It is told once: only its digest is kept."""
        nonce = secrets.token_bytes(_NONCE)
        token = _written(nonce + self._signature(nonce))
        row: dict[str, Any] = {"digest": _digest(token), "person_id": person_id, "by_id": by, "user_id": ""}
        row |= {"created_at": self._now, "expires_at": self._now + LIVES, "used_at": None}
        new_id(self._connection.execute(sa.insert(self._table), row))
        return token

    def find(self, token: str) -> Invitation | None:
        """The invitation of that token, whatever became of it; None for one that we never made."""
        if not self._is_ours(token):
            return None
        row = self._connection.execute(sa.select(self._table).where(self._table.c.digest == _digest(token))).one_or_none()
        names = ("id", "person_id", "by_id", "expires_at", "used_at", "user_id")
        return Invitation(**{name: getattr(row, name) for name in names}) if row else None

    def covered(self, text: str) -> str:
        """The text with the tokens in it that are ours put out of sight. A link opened without its token asks for another."""
        return _CARRIED.sub(lambda found: f"{found[1]}{COVERED}" if self._is_ours(found[2]) else found[0], text)

    def is_open(self, invitation: Invitation) -> bool:
        """Whether it can still be used."""
        return invitation.used_at is None and self._now < invitation.expires_at

    def spend(self, invitation: Invitation, user: str) -> None:
        """It was used, by that account; the person's other links are revoked with it."""
        used = {"used_at": self._now, "user_id": user}
        self._connection.execute(sa.update(self._table).where(self._table.c.id == invitation.id).values(used))
        self.revoke(invitation.person_id)

    def revoke(self, person_id: int) -> int:
        """The person's open links work no more. Gives how many there were."""
        column = self._table.c
        still_open = (column.person_id == person_id, column.used_at.is_(None), column.expires_at > self._now)
        return self._connection.execute(sa.update(self._table).where(*still_open).values(expires_at=self._now)).rowcount

    def _is_ours(self, token: str) -> bool:
        """Whether the signature is right: a made-up token asks nothing of the database."""
        if not _TOKEN.fullmatch(token):
            return False
        raw = base64.urlsafe_b64decode(token)
        return hmac.compare_digest(self._signature(raw[:_NONCE]), raw[_NONCE:])

    def _signature(self, nonce: bytes) -> bytes:
        return hmac.digest(self._keys.secret("invitations"), nonce, "sha256")[:_SIGNATURE]


def _written(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode("ascii")


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
