"""Time as people live it: through the real applications and the strict Slack."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.kinds import discover
from bot.house import running, setting_for
from bot.playhouse import settings_for, slack_of_the_playground
from storage.schema import opened
from tests.town import FAST, MovedClock, Town, opened_town, private, settle_people

AD = "Offre d'emploi : comptable, Caen, CDI, avant le 04/12"


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with opened_town(tmp_path) as opened:
        yield opened


async def test_what_is_not_answered_leaves_the_page_after_a_week(town: Town) -> None:
    await town.claire.says(AD)
    await town.at(datetime(2026, 12, 4, 8, 0))
    assert town.claire.sees("Offre 1, comptable à Caen : pourvue ?")
    await town.at(datetime(2026, 12, 10, 12, 0))
    await town.claire.opens_home()
    assert "comptable" in town.claire.view_text("home")
    await town.at(datetime(2026, 12, 11, 12, 0))
    await town.claire.opens_home()
    assert "comptable" not in town.claire.view_text("home")
    assert len([message for message in private(town.claire) if "pourvue ?" in message.text]) == 1


async def test_fifteen_more_days_and_it_is_asked_again(town: Town) -> None:
    await town.claire.says(AD)
    await town.at(datetime(2026, 12, 4, 8, 0))
    await town.claire.presses("Encore 15 jours")
    await town.until(datetime(2026, 12, 22, 8, 0), step=timedelta(hours=12))
    asked = [message for message in town.claire.messages() if "Offre 1, comptable à Caen : pourvue ?" in message.text]
    assert len(asked) == 1, "the first became its answer"
    assert town.claire.buttons(asked[0]) == ["Pourvue", "Encore 15 jours", "Retirer"]


async def test_an_archived_channel_holds_up_nobody_and_is_told_once(town: Town) -> None:
    town.slack.world.channel_named("emploi").archived = True
    await town.claire.says(AD)
    assert town.claire.sees("Offre 1 publiée")
    await town.at(datetime(2026, 11, 23, 8, 0))
    assert town.yann.sees("comptable", "#reseau")
    assert town.paul.sees("Offre 1 comptable")
    assert town.malik.sees("#emploi ne reçoit plus rien : is_archived.")
    await town.until(datetime(2026, 11, 27, 20, 0), step=timedelta(hours=12))
    assert len([message for message in private(town.malik) if "ne reçoit plus rien" in message.text]) == 1
    assert not [message for message in private(town.claire) if "ne reçoit plus rien" in message.text]


async def test_everybody_reads_it_at_eight_on_his_own_clock(town: Town) -> None:
    await town.malik.says("Offre d'emploi : comptable, Montreuil, CDI, avant le 31/12")
    await town.until(datetime(2026, 11, 24, 20, 0))
    letters = town.read(lambda tx: list(tx.connection.execute(tx.tables.outbox.select().where(tx.tables.outbox.c.purpose == "letter"))))
    people = town.read(lambda tx: {person.id: person.name.split()[0] for person in tx.people.active()})
    sent = {people.get(row.person_id, "channel"): f"{row.sent_at:%a %H:%M}" for row in letters}
    assert {name: sent.get(name) for name in ("Claire", "Hina", "Luc", "Marie-Ange", "channel")} == {
        "Claire": "Mon 07:00",
        "Hina": "Mon 05:00",
        "Luc": "Mon 04:00",
        "Marie-Ange": "Mon 11:00",
        "channel": "Mon 07:00",
    }
    assert {row.state for row in letters} == {"sent"}
    assert "Jeanne" not in sent, "she has no letter"


async def test_a_partner_does_not_read_what_is_the_networks(town: Town) -> None:
    await town.claire.says(AD)
    await town.claire.presses("Réseau seulement")
    await town.at(datetime(2026, 11, 23, 8, 0))
    assert not private(town.paul)
    assert town.yann.sees("Offre 1 comptable")


async def test_a_dead_token_stops_it_and_a_new_one_sends_what_waited(tmp_path: Path) -> None:
    clock = MovedClock()
    async with slack_of_the_playground(clock, rules=FAST) as slack:
        setting = setting_for(discover(), clock, organiser="Malik")
        store = opened(tmp_path / "town.db", setting)
        await settle_people(store, slack)
        async with running(store, settings_for(slack), pace=0.0, ticking=False) as house:
            slack.settle_with(house.delivery.idle)
            await slack.person("claire").says(AD)
            slack.revoke_token()
            before = len(slack.log)
            clock.now = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
            await house.jobs.due()
            await house.delivery.idle()
            assert 1 <= len(slack.log) - before <= 20, "one call for each that was on its way, and no storm"
        slack.workspace.tokens.revoked.clear()
        store = opened(tmp_path / "town.db", setting)
        async with running(store, settings_for(slack), pace=0.0, ticking=False) as house:
            await house.delivery.idle()
            assert slack.person("paul").sees("Offre 1 comptable")
            assert len(private(slack.person("paul"))) == 1
            assert store.read(lambda tx: {row.state for row in tx.connection.execute(tx.tables.outbox.select())}) == {"sent"}
