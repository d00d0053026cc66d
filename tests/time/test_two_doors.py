"""One person behind two doors: what time brings reaches him once, on the platform he used last or chose. (DOMAIN.md F03)"""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest

from bot.domain.people import Account, Person
from storage.transaction import Tx
from tests.time.season import Season, paris

CHAT = Account(platform="telegram", workspace="42", user="700100")
SLACK = Account(platform="slack", workspace="T1", user="UHINA")


@pytest.fixture
def hina(season: Season) -> Person:
    """On Slack first, then linked on Telegram; a letter every Monday at 8 in Paris."""
    person = season.add("Hina")

    def link(tx: Tx) -> None:
        row = {"platform": CHAT.platform, "workspace": CHAT.workspace, "user_id": CHAT.user, "person_id": person.id}
        tx.connection.execute(tx.tables.accounts.insert().values(row))
        tx.people.used(SLACK)

    season.store.submit(link).result()
    yann = season.add("Yann", letter=False)
    season.offer(yann, "of the week", deadline="2027-02-01")
    season.offer(yann, "of the next", at=paris(2026, 11, 24), deadline="2027-02-01")
    season.offer(yann, "of the one after", at=paris(2026, 12, 1), deadline="2027-02-01")
    season.clock.now = paris(2026, 11, 16, 9)
    return person


def uses(season: Season, account: Account) -> None:
    season.clock.now += timedelta(minutes=1)
    season.store.submit(lambda tx: tx.people.used(account)).result()


def chooses(season: Season, person: Person, platform: str) -> None:
    season.store.submit(lambda tx: tx.people.set_settings(dataclasses.replace(person, platform=platform))).result()


def places(season: Season, person: Person) -> list[tuple[str, str]]:
    """On which platform each message was written to him, and to which of his own places."""

    def read(tx: Tx) -> list[tuple[str, str]]:
        table = tx.tables.outbox
        rows = tx.connection.execute(table.select().where(table.c.person_id == person.id).order_by(table.c.id))
        return [(row.platform, row.channel) for row in rows]

    return season.store.read(read)


async def test_one_letter_where_he_wrote_last(season: Season, hina: Person) -> None:
    await season.until(paris(2026, 11, 24))
    assert places(season, hina) == [("slack", "UHINA")]
    uses(season, CHAT)
    await season.until(paris(2026, 12, 1))
    assert places(season, hina) == [("slack", "UHINA"), ("telegram", "700100")]
    uses(season, SLACK)
    await season.until(paris(2026, 12, 8))
    assert [platform for platform, _ in places(season, hina)] == ["slack", "telegram", "slack"]


async def test_one_reminder_for_the_two(season: Season, hina: Person) -> None:
    uses(season, CHAT)
    season.offer(hina, deadline="2026-11-18")
    await season.until(paris(2026, 11, 20))
    assert places(season, hina) == [("telegram", "700100")]


async def test_what_he_chose_outlives_the_last_use(season: Season, hina: Person) -> None:
    chooses(season, hina, "telegram")
    uses(season, SLACK)
    await season.until(paris(2026, 11, 24))
    assert places(season, hina) == [("telegram", "700100")]


async def test_a_chat_that_blocked_us_gives_way_to_the_other_door(season: Season, hina: Person) -> None:
    chooses(season, hina, "telegram")
    uses(season, CHAT)
    season.store.submit(lambda tx: tx.outbox.bury(("telegram", "42", "700100"), "blocked")).result()
    await season.until(paris(2026, 11, 24))
    assert places(season, hina) == [("slack", "UHINA")]
    season.store.submit(lambda tx: tx.outbox.revive(("telegram", "42", "700100"))).result()
    await season.until(paris(2026, 12, 1))
    assert places(season, hina) == [("slack", "UHINA"), ("telegram", "700100")]


async def test_with_both_doors_dead_nothing_is_written_and_no_week_counts_as_missed(season: Season, hina: Person) -> None:
    for lane in (("telegram", "42", "700100"), ("slack", "T1", "UHINA")):
        season.store.submit(lambda tx, lane=lane: tx.outbox.bury(lane, "blocked")).result()  # type: ignore[misc]
    await season.until(paris(2026, 12, 12))
    assert places(season, hina) == []
    assert season.store.read(lambda tx: tx.periods.with_outcome("edition", "missed")) == []


async def test_the_same_user_id_elsewhere_is_somebody_else(season: Season, hina: Person) -> None:
    """The chat of that number with another bot is dead; his own is not."""
    uses(season, CHAT)
    season.store.submit(lambda tx: tx.outbox.bury(("telegram", "43", "700100"), "blocked")).result()
    season.store.submit(lambda tx: tx.outbox.bury(("slack", "T1", "700100"), "user_disabled")).result()
    await season.until(paris(2026, 11, 24))
    assert places(season, hina) == [("telegram", "700100")]


async def test_who_was_never_heard_is_reached_where_he_is_known(season: Season) -> None:
    claire, yann = season.add("Claire"), season.add("Yann", letter=False)
    season.offer(yann, "of the week")
    await season.until(paris(2026, 11, 24))
    assert places(season, claire) == [("slack", "UCLAIRE")]


async def test_a_choice_of_a_platform_that_he_no_longer_has_is_no_choice(season: Season, hina: Person) -> None:
    chooses(season, hina, "matrix")
    await season.until(paris(2026, 11, 24))
    assert places(season, hina) == [("slack", "UHINA")]
