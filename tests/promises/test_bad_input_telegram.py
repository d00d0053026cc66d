"""The catalogue of bad input on the second door (PROMISES.md 3, 13-53 where they concern it): nothing acts, nothing is refused by Telegram,
nothing is lost."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import structlog

from bot.logs import _traces, redact
from bot.playground.screen import flat
from bot.playground.telegram import Message, Person, faults
from bot.wording.escape import clean
from storage.transaction import Tx
from storage.writer import StoreFailed
from tests.domain.hostile import CATALOGUE
from tests.town import Town, opened_town

AD = "Offre d'emploi : comptable, Mamoudzou, CDI, avant le 15/12"
MORE = (
    "🎉" * 4_096,
    "\u200b\u200c\u200d\u2060\ufeff",
    "\u2800 \u3164",
    "\u202eenver\u202c à l'endroit",
    "<b>gras</b> <a href=tg://user?id=1>x</a> </code> & &amp; &lt;",
    "[ici](tg://user?id=1) @maillage_bot @durov https://t.me/maillage_bot?start=x",
    "/offre /start /stop",
    "{{7*7}} {% for i in range(10**9) %}",
    "١٢٣ ½ ² ⁿ",
)
ALLOWED = re.compile(r"^(?:https?://|mailto:)")
TEXTS = [flat(one)[:4_000] for one in (*CATALOGUE, *MORE)]


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


def rows(town: Town, table: str) -> int:
    return int(town.read(lambda tx: tx.connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()))


def of_the_bot(town: Town) -> list[tuple[Person, Message]]:
    people = [town.phone(handle) for handle in ("dylan", "hina", "claire")]
    return [(person, one) for person in people for one in person.everything() if one.sender == town.telegram.bot_id]


def nothing_acts(town: Town) -> None:
    """Telegram has refused nothing, and in our messages nothing is a link, a mention or a command that a member wrote."""
    assert [call.error for call in town.telegram.log if call.error and "message is not modified" not in call.error] == []
    assert [call.error for call in town.slack.log if call.error] == []
    for _, message in of_the_bot(town):
        assert "text_mention" not in {entity["type"] for entity in message.entities}, message.text
        assert all(ALLOWED.match(entity["url"]) for entity in message.entities if entity["type"] == "text_link"), message.entities
    assert rows(town, "parked") == 0
    assert town.telegram.unanswered == []


@contextlib.asynccontextmanager
async def full(town: Town) -> AsyncIterator[None]:
    """A disk on which nothing more can be written."""

    async def limit(*, full_now: bool) -> None:
        def pages(tx: Tx) -> None:
            count = tx.connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            tx.connection.exec_driver_sql(f"PRAGMA max_page_count={count if full_now else 1_000_000}")

        await town.store.do(pages)

    await limit(full_now=True)
    for size in (65_536, 4_096, 256):
        with contextlib.suppress(StoreFailed):
            while True:
                await town.store.do(lambda tx, size=size: tx.audit.note("x", by=None, after={"big": "x" * size}))  # type: ignore[misc] # bound at once
    yield
    await limit(full_now=False)


class TestTexts:
    """17-28, 42-44."""

    @pytest.mark.parametrize("typed", [text for text in TEXTS if text.strip()])
    async def test_alone(self, town: Town, typed: str) -> None:
        """It gets an answer and files nothing by itself. (A text of spaces alone leaves no phone.)"""
        await town.dylan.says(typed, pasted=True)
        assert town.dylan.received() or typed.startswith("/")
        nothing_acts(town)

    @pytest.mark.parametrize("typed", TEXTS)
    async def test_in_an_advertisement_on_both_doors_and_in_the_letter(self, town: Town, typed: str) -> None:
        short = flat(clean(typed))[:100].strip()
        await town.phone("hina").says(f"{AD}\nEmployeur : {short}\nContact : {short}\nAnnonce complète : {typed}", pasted=True)
        await town.at(datetime(2026, 11, 23, 11, 0, tzinfo=UTC))
        await town.dylan.says("offre 1")
        nothing_acts(town)
        for person, message in of_the_bot(town):
            assert "{{7*7}}" not in typed or not re.search(r"\b49\b", person.text(message))

    @pytest.mark.parametrize("typed", TEXTS)
    async def test_as_a_word_to_us(self, town: Town, typed: str) -> None:
        await town.phone("hina").says(AD)
        for text in (f"lettre {typed}", f"corriger lieu : {typed}", f"congé {typed}", f"offre 1 {typed}", f"/start {typed}"):
            await town.phone("hina").says(text, pasted=True)
        nothing_acts(town)

    @pytest.mark.parametrize("length", [4_096, 4_097, 40_001])
    async def test_of_any_length(self, town: Town, length: int) -> None:
        prose = ("Missions variées au sein d'une équipe, dans un cadre associatif. " * 700)[:length]
        await town.phone("hina").says(f"{AD}\n{prose}", pasted=True)
        assert town.phone("hina").received()
        nothing_acts(town)

    async def test_what_was_typed_is_shown_as_it_was_typed(self, town: Town) -> None:
        """On Telegram but for a sign that nobody sees, without which "/b" would be a command to touch."""
        typed = "<b>gras</b> & </code> 1<2"
        await town.phone("hina").says(f"{AD}\nEmployeur : {typed}", pasted=True)
        assert typed in town.phone("hina").text(town.phone("hina").last()).replace("\u200c", "")
        assert town.yann.sees(typed, "#emploi")

    @pytest.mark.parametrize("invisible", ["\u200b\u200c\u200d\u2060", "\u2800", "\u202e\u202c", "\u3164\u3164"])
    async def test_nothing_visible_is_nothing(self, town: Town, invisible: str) -> None:
        await town.dylan.says(f"{invisible}", pasted=True)
        assert (rows(town, "contributions"), rows(town, "drafts")) == (0, 0)
        nothing_acts(town)


class TestFieldsAndDays:
    """30, 36, 37."""

    @pytest.mark.parametrize(
        ("day", "said"),
        [
            ("31/02", "Le 31/02 n'existe pas."),
            ("15/12/2036", "Une date limite est à un an au plus"),
            ("01/11/2026", "est passée"),
        ],
    )
    async def test_a_day_that_cannot_be(self, town: Town, day: str, said: str) -> None:
        await town.phone("hina").says(f"Offre d'emploi : comptable, Mamoudzou, CDI, avant le {day}")
        assert town.phone("hina").sees(said, None)
        assert not town.yann.sees("comptable", "#emploi")

    async def test_an_unknown_chamber_gets_three_suggestions_that_can_be_typed(self, town: Town) -> None:
        hina = town.phone("hina")
        await hina.says("Poste : comptable\nLieu : Rouen\nContrat : CDI\nRégion : Normndie\nCandidatures avant le 12/12")
        assert hina.sees("Je ne connais pas « Normndie ». Normandie, ", None)
        await hina.says("Normandie")
        assert hina.sees("Offre 1 publiée, jusqu'au sam. 12/12.", None)

    @pytest.mark.parametrize("text", ["/offre@maillage_bot", "/offre  ", "/lettre Ile de France", "/lettre l’Île-de-France", "/conge hier"])
    async def test_a_command_with_odd_words(self, town: Town, text: str) -> None:
        await town.phone("hina").says(text)
        assert town.phone("hina").received()
        nothing_acts(town)


class TestButtons:
    """33-35. What a button carries comes from outside: it can be forged, kept, and pressed by another."""

    async def press(self, town: Town, who: Person, data: str) -> None:
        """A press that no button of ours offers, as a forged client sends it."""
        message = who.last()
        callback = town.telegram.messenger.callbacks.new(who.id, message, data)
        who._query(callback)
        await town.telegram.quiet()
        await town.quiet()

    @pytest.mark.parametrize(
        "data", ["", "x", "withdraw:JO-999", "withdraw:JO-001:2", "relay:JO-001", "é" * 32, "form:1:title", "own:data:2", "\x00", "a:" * 30]
    )
    async def test_forged(self, town: Town, data: str) -> None:
        await town.phone("hina").says(AD)
        await town.dylan.says("aide")
        await self.press(town, town.dylan, data)
        assert [item.state for item in town.read(lambda tx: tx.contributions.every("job_offer"))] == ["published"]
        nothing_acts(town)

    async def test_another_persons_button(self, town: Town) -> None:
        await town.phone("hina").says(AD)
        (data,) = [one["callback_data"] for row in town.phone("hina").last().rows for one in row if one["text"] == "Retirer"]
        await town.dylan.says("aide")
        await self.press(town, town.dylan, data)
        assert len(town.read(lambda tx: tx.contributions.open_in())) == 1
        nothing_acts(town)

    async def test_pressed_twice(self, town: Town) -> None:
        await town.phone("hina").says(AD)
        card = town.phone("hina").last()
        await town.phone("hina").presses("Retirer", on=card)
        await town.phone("hina").presses("Retirer", on=card)
        acts = town.read(lambda tx: [row.act for row in tx.contributions.versions(1)])
        assert acts.count("withdraw") == 1
        nothing_acts(town)

    async def test_the_chamber_relays_on_slack_while_the_author_withdraws_on_telegram(self, town: Town) -> None:
        await town.dylan.says("offre : animateur ESS, St-Laurent, CDD 12 mois, avant le 15/12")
        await town.dylan.presses("Retirer")
        await town.marie.says("relayer l'offre 1")
        assert town.read(lambda tx: tx.contributions.open_in()) == []
        assert not town.yann.sees("animateur", "#emploi")


class TestWhatTelegramAnswers:
    """47-51."""

    async def test_a_429_is_waited_for(self, town: Town) -> None:
        town.telegram.faults.arm("sendMessage", faults.rate_limited(1))
        await town.dylan.says("aide")
        assert len(town.dylan.received()) == 1

    @pytest.mark.parametrize("fault", [faults.http_500(), faults.html_page(), faults.empty_body(), faults.drop_before_accept()])
    async def test_trouble_that_passes(self, town: Town, fault: faults.Fault) -> None:
        town.telegram.faults.arm("sendMessage", fault)
        await town.dylan.says("aide")
        assert town.dylan.received(), "later"

    @pytest.mark.parametrize("fault", [faults.http_500(), faults.html_page(), faults.empty_body(), faults.rate_limited(1)])
    async def test_while_it_is_asked_what_is_new(self, town: Town, fault: faults.Fault) -> None:
        town.telegram.faults.arm("getUpdates", fault)
        await town.dylan.says(AD)
        await town.dylan.says("aide")
        assert rows(town, "contributions") == 1
        assert len(town.dylan.received()) == 2

    async def test_a_button_whose_answer_fails_has_done_its_work(self, town: Town) -> None:
        await town.dylan.says(AD)
        town.telegram.faults.arm(
            "answerCallbackQuery", faults.refused("Bad Request: query is too old and response timeout expired or query ID is invalid")
        )
        await town.dylan.presses("Retirer")
        assert town.dylan.sees("Offre 1 retirée", None)

    async def test_an_edit_that_changes_nothing_is_done(self, town: Town) -> None:
        said = await town.dylan.says(AD)
        await town.dylan.edits(said, AD + " ")
        await town.dylan.edits(said, AD)
        nothing_acts(town)


class TestTheStoreFails:
    """53. What is not kept is not confirmed, and comes again."""

    async def test_a_full_disk(self, town: Town) -> None:
        town.telegram.stage.patience = 0.3
        text = f"{AD}\n" + "beaucoup de texte " * 200
        async with full(town):
            await town.dylan.says(text, pasted=True)
            assert town.telegram.pending, "not confirmed"
        town.telegram.stage.patience = 5.0
        await town.telegram.quiet()
        await town.quiet()
        assert rows(town, "contributions") == 1
        assert town.dylan.sees("Offre 1 reçue", None)

    async def test_while_somebody_holds_the_database(self, town: Town) -> None:
        town.telegram.stage.patience = 0.3
        other = sqlite3.connect(town.store.path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        try:
            await town.dylan.says(AD)
            assert rows(town, "contributions") == 0
        finally:
            other.execute("ROLLBACK")
            other.close()
        town.telegram.stage.patience = 5.0
        await town.telegram.quiet()
        await town.quiet()
        assert rows(town, "contributions") == 1


class TestThePresent:
    """52."""

    @pytest.mark.parametrize("hours", [-1, 1, 8])
    async def test_a_clock_that_jumps_loses_and_doubles_nothing(self, town: Town, hours: int) -> None:
        await town.dylan.says(AD)
        town.clock.now = town.clock.now.replace(hour=(town.clock.now.hour + hours) % 24)
        await town.dylan.says("Offre d'emploi : cuisinier, Kourou, CDI, avant le 15/12")
        await town.tick()
        assert rows(town, "contributions") == 2
        nothing_acts(town)
