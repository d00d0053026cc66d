"""Help in a command is answered by reading alone: nothing is kept of it, and nobody waits for a disk. Who is new is greeted first."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from storage.transaction import Tx
from tests.town import Town, opened_town


def noted(tx: Tx) -> int:
    return int(tx.connection.execute(sa.select(sa.func.count()).select_from(tx.tables.received)).scalar_one())


async def test_help_is_read_and_an_offer_is_noted(town: Town) -> None:
    await town.claire.types_command("/maillage", "aide")
    assert town.claire.sees("Écrivez-moi comme à un collègue.", None)
    assert town.read(noted) == 0
    await town.claire.types_command("/offre", "comptable, Caen, CDI, avant le 12/12")
    assert town.read(noted) == 1


async def test_the_first_word_of_all_is_the_greeting(tmp_path: Path) -> None:
    async with opened_town(tmp_path, greeted=False) as town:
        await town.claire.types_command("/maillage", "aide")
        assert town.claire.sees("Bonjour Claire. Je suis Maillage", None)
        assert town.read(noted) == 1
        await town.claire.types_command("/maillage", "aide")
        assert town.read(noted) == 1
