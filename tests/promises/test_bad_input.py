"""PROMISES.md 8, 9 and the catalogue of bad input, for what exists: whatever is typed is kept letter for letter, and never acts."""

from __future__ import annotations

import asyncio
import csv
import io
import re
import sqlite3
from collections.abc import AsyncIterator, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
import structlog

from bot.domain.kinds import discover
from bot.house import setting_for
from bot.logs import _traces, redact
from bot.playground.screen import flat
from bot.playground.slack import Message, Person, Rules
from bot.wording.escape import clean, title
from storage.export import csv_of, harmless
from storage.schema import NewerDatabase, opened
from storage.transaction import Tx
from storage.writer import StoreFailed
from tests.domain.hostile import CATALOGUE
from tests.town import MovedClock, Town, opened_town

SINGLE = {"Intitulé du poste": "title", "Employeur": "employer", "Lieu": "place", "Contact": "contact"}
"""Fields of one line, and their names."""
MORE = (
    '=HYPERLINK("http://x";"y")',
    "+33 2 31 00 00 00",
    "-1",
    "@a",
    "＝1+1",
    "x" * 100,
    "🎉" * 48,
    "Réunion\u2028ATTENDEE:mailto:e@x",
    "l'`apostrophe` ’",
)
TEXTS = [flat(clean(text))[:100].strip() for text in (*CATALOGUE, *MORE)]
ALLOWED = re.compile(r"^(?:https?://|mailto:)")


@pytest.fixture(autouse=True)
def logs_as_they_run() -> Iterator[None]:
    """Without the values of variables, which are members' texts and take a second to print."""
    structlog.configure(processors=[_traces, redact, structlog.processors.KeyValueRenderer()])
    yield
    structlog.reset_defaults()


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with opened_town(tmp_path) as made:
        yield made


def all_messages(town: Town) -> list[tuple[Person, Message]]:
    people = [town.slack.person(name) for name in ("claire", "yann", "paul", "malik")]
    bot = town.slack.bot_user_id
    return [(person, one) for person in people for one in person.everything() if one.user == bot]


def nothing_acts(town: Town) -> None:
    for _, message in all_messages(town):
        assert message.live_mentions == ()
        assert all(ALLOWED.match(address) for address, _ in message.links), message.links
    assert not town.claire.errors
    refused = [call for call in town.slack.log if call.error and call.error != "message_not_found"]
    assert refused == []


def shows(person: Person, place: str | None, typed: str) -> bool:
    """Letter for letter, but for blanks and what would turn the line around."""
    return person.sees(flat(title(typed)), place)


@pytest.mark.parametrize("typed", TEXTS)
async def test_in_every_field_of_a_form_and_on_every_output(town: Town, typed: str) -> None:
    claire, yann = town.claire, town.yann
    await claire.types_command("/offre")
    await claire.submits(dict.fromkeys(SINGLE, typed) | {"Annonce": typed, "Candidatures avant": date(2026, 12, 15)})
    assert claire.modal is None, claire.field_errors
    kept = " ".join(typed.split())
    item = town.read(lambda tx: tx.contributions.numbered("job_offer", 1))
    assert item is not None
    assert [getattr(item, name) for name in SINGLE.values()] == [kept] * 4, "stored as typed"
    assert shows(yann, "#emploi", typed), "relay"
    assert shows(claire, None, typed), "card"
    await claire.presses("Corriger")
    assert {field.label: field.current for field in claire.fields()}["Lieu"] == kept, "prefilled form"
    await claire.submits({"Salaire": "2 100 €"})
    item = town.read(lambda tx: tx.contributions.numbered("job_offer", 1))
    assert (item.place, item.salary) == (kept, "2 100 €"), "nothing changes by being shown"  # type: ignore[union-attr]
    await claire.opens_home()
    assert flat(title(typed)) in flat(claire.view_text("home"))
    await town.at(datetime(2026, 11, 23, 8, 0))
    assert shows(yann, "#reseau", typed), "letter"
    rows = list(csv.reader(io.StringIO(csv_of(discover()["job_offer"], town.read(lambda tx: tx.contributions.every("job_offer"))))))
    assert dict(zip(rows[0], rows[1], strict=True))["place"] == harmless(kept)
    nothing_acts(town)


@pytest.mark.parametrize("typed", TEXTS)
async def test_in_a_message(town: Town, typed: str) -> None:
    """Recognition may cut a title elsewhere; nothing acts, nothing fails, and what was typed is kept."""
    said = f"Offre d'emploi : comptable {typed}, Rouen, CDI, avant le 15/12\nEmployeur : {typed}\nContact : {typed}"
    await town.claire.says(said, pasted=True)
    await town.claire.types_command("/offre", f"comptable {typed}, Rouen, CDI, avant le 15/12")
    await town.at(datetime(2026, 11, 23, 8, 0))
    nothing_acts(town)
    raw = town.read(
        lambda tx: [row[0] for row in tx.connection.exec_driver_sql("SELECT raw_text FROM contributions UNION SELECT raw_text FROM drafts")]
    )
    assert raw
    if "{{7*7}}" in typed:
        assert town.claire.sees("{{7*7}}")
        assert not any(re.search(r"\b49\b", person.text(one)) for person, one in all_messages(town))


@pytest.mark.parametrize("typed", TEXTS)
async def test_in_small_talk_settings_and_gestures(town: Town, typed: str) -> None:
    for text in (typed, f"lettre {typed}", f"corriger {typed} : x", f"pause {typed}", f"offre 1 {typed}"):
        await town.claire.says(text, pasted=True)
        await town.claire.types_command("/maillage", text)
    await town.claire.types_command("/lettre", f"ici {typed}", in_="#general")
    nothing_acts(town)


@pytest.mark.parametrize("length", [4_097, 40_001])
async def test_a_text_of_any_length_gets_an_answer(town: Town, length: int) -> None:
    prose = ("Missions variées au sein d'une équipe, dans un cadre associatif. " * 700)[:length]
    await town.claire.says(f"Offre d'emploi : comptable, Rouen, CDI, avant le 15/12\n{prose}", pasted=True)
    assert town.claire.sees("Offre 1 publiée, jusqu'au mar. 15/12.", None)
    raw = town.read(lambda tx: tx.connection.exec_driver_sql("SELECT raw_text FROM contributions").scalar_one())
    assert len(raw) >= length, "kept whole"
    await town.claire.says("x" * length, pasted=True)
    assert town.claire.sees("Je n'ai pas compris.", None)
    nothing_acts(town)


async def test_an_advertisement_too_long_for_the_form_stays_in_the_form(town: Town) -> None:
    await town.claire.types_command("/offre")
    await town.claire.submits({"Intitulé du poste": "Comptable", "Annonce": "é" * 20_001})
    assert list(town.claire.field_errors) == ["Annonce"]
    assert "20" in town.claire.field_errors["Annonce"]
    assert town.claire.modal is not None


async def test_a_past_deadline_is_refused_in_a_form_and_kept_with_an_old_advertisement(town: Town) -> None:
    await town.claire.types_command("/offre")
    await town.claire.submits({"Intitulé du poste": "Comptable", "Candidatures avant": date(2026, 11, 1)})
    assert town.claire.field_errors == {"Candidatures avant": "Le 01/11/2026 n'est pas possible ici : du 20/11/2026 au 21/11/2027."}
    await town.claire.closes_modal()
    await town.claire.says("Offre d'emploi : comptable, Rouen, CDI, avant le 01/11/2026")
    assert town.claire.sees("Offre 1 gardée : sa date limite, dim. 01/11, est passée. Elle n'est dans aucune liste.", None)
    assert not town.yann.sees("comptable", "#emploi")


async def test_a_day_that_does_not_exist_is_a_question(town: Town) -> None:
    await town.claire.says("Offre d'emploi : comptable, Rouen, CDI, avant le 31/02")
    assert town.claire.sees("Le 31/02 n'existe pas. Jusqu'à quand ? (ou écrivez une date)", None)
    assert town.claire.buttons() == ["ven. 04/12", "lun. 21/12", "Sans date"]
    await town.claire.says("18/12")
    assert town.claire.sees("Offre 1 publiée, jusqu'au ven. 18/12.", None)


async def test_an_unknown_chamber_gets_three_suggestions(town: Town) -> None:
    await town.claire.says("Poste : comptable\nLieu : Rouen\nContrat : CDI\nRégion : Normndie\nCandidatures avant le 12/12")
    assert town.claire.sees("Je ne connais pas « Normndie ». Normandie, ", None)
    assert len(town.claire.buttons()) == 5, "three chambers, correct, withdraw"
    await town.claire.opens_home()
    assert "Normandie" in town.claire.buttons("home")
    await town.claire.presses("Normandie")
    assert town.claire.sees("Offre 1 publiée, jusqu'au sam. 12/12.", None)


async def test_a_deadline_in_many_years_is_refused_and_the_message_can_be_mended(town: Town) -> None:
    said = await town.claire.says("Offre d'emploi : comptable, Rouen, CDI, avant le 15/12/2036")
    assert town.claire.sees("Une date limite est à un an au plus : vérifiez l'année.", None)
    await town.claire.edits(said, "Offre d'emploi : comptable, Rouen, CDI, avant le 15/12/2026")
    assert town.claire.sees("Offre 1 publiée, jusqu'au mar. 15/12.", None)


class TestTheStoreFails:
    """A full disk, or a database that somebody holds: nothing is acknowledged that is not kept, and nothing typed is lost."""

    TEXT = "comptable, Rouen, CDI, avant le 15/12, *avec* <!channel> " + "et beaucoup de texte " * 3000

    async def full(self, town: Town, *, full: bool) -> None:
        def limit(tx: Tx) -> None:
            pages = tx.connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            tx.connection.exec_driver_sql(f"PRAGMA max_page_count={pages if full else 1_000_000}")

        await town.store.do(limit)

    async def test_a_command(self, town: Town) -> None:
        await self.full(town, full=True)
        await town.claire.types_command("/offre", self.TEXT)
        last = town.claire.text(town.claire.last())
        assert re.search(
            r"Je n'ai pas pu enregistrer\. Rien n'est perdu : votre texte est toujours là\. Réessayez, ou donnez le code [A-Z2-9]{4} à Malik\.",
            flat(last),
        )
        assert "<!channel>" in last
        assert town.claire.last().live_mentions == ()
        await self.full(town, full=False)
        assert town.read(lambda tx: tx.contributions.open_in()) == []
        await town.claire.types_command("/offre", "comptable, Rouen, CDI, avant le 15/12")
        assert town.claire.sees("publiée, jusqu'au mar. 15/12.", None)

    async def test_a_form(self, town: Town) -> None:
        await town.claire.types_command("/offre")
        await self.full(town, full=True)
        await town.claire.submits({"Intitulé du poste": "Comptable", "Annonce": self.TEXT[:15_000]})
        assert list(town.claire.field_errors) == ["Intitulé du poste"]
        assert "donnez le code" in town.claire.field_errors["Intitulé du poste"]
        await self.full(town, full=False)
        await town.claire.submits({})
        assert town.claire.sees("Offre 1 – Comptable", None)
        assert town.read(lambda tx: len(tx.contributions.open_in())) == 1

    async def test_an_event_comes_again_and_is_filed_once(self, tmp_path: Path) -> None:
        async with opened_town(tmp_path, rules=Rules(retry_delays=(0.2, 0.2, 0.2))) as town:
            await self.full(town, full=True)

            async def mended() -> None:
                while not any(one.answer.failure for one in town.slack.delivery.attempts):  # noqa: ASYNC110 - the playground tells nobody
                    await asyncio.sleep(0.02)
                await self.full(town, full=False)

            mending = asyncio.create_task(mended())
            await town.claire.says(f"Offre d'emploi : {self.TEXT[:35_000]}", pasted=True)
            await mending
            await town.quiet()
            assert [
                bool(one.answer.failure) for one in town.slack.delivery.attempts if one.payload["event"].get("user") == town.claire.id
            ] == [True, False]
            assert town.read(lambda tx: len(tx.contributions.open_in())) == 1

    async def test_a_button_while_somebody_holds_the_database(self, town: Town) -> None:
        await town.claire.says("Offre d'emploi : comptable, Rouen, CDI")
        other = sqlite3.connect(town.store.path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        try:
            await town.claire.presses("Sans date")
            assert town.claire.sees("donnez le code", None)
            assert town.claire.errors == []
        finally:
            other.execute("ROLLBACK")
            other.close()
        assert town.read(lambda tx: tx.contributions.open_in()) == []
        asked = next(one for one in town.claire.messages() if "Sans date" in town.claire.buttons(one))
        await town.claire.presses("Sans date", on=asked)
        assert town.claire.sees("Offre 1 publiée", None)

    async def test_the_page_still_opens_after(self, town: Town) -> None:
        await self.full(town, full=True)
        with pytest.raises(StoreFailed):
            await town.store.do(lambda tx: tx.audit.note("x" * 10, by=None, after={"big": "x" * 500_000}))
        await self.full(town, full=False)
        await town.claire.opens_home()
        assert "Claire" in town.claire.view_text("home")


def test_a_database_from_a_newer_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "town.db"
    opened(path, setting_for(discover(), MovedClock())).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'f00d'")
    connection.close()
    with pytest.raises(NewerDatabase, match="f00d"):
        opened(path, setting_for(discover(), MovedClock()))
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("f00d",)
    connection.close()
