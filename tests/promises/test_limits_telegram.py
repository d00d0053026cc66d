"""How often one writes to Telegram, what becomes of what may have arrived, and whom a refusal holds up. (PROMISES.md 2, 7, 11, 47, 51)"""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import get_args

import pytest

from bot.domain.messages import Button, Message
from bot.domain.ports import Rate
from bot.domain.subscription import Subscription
from bot.playground.telegram import faults
from bot.playground.telegram.bot_api import ApiCall
from bot.playground.telegram.faults import Fault
from handlers.telegram.limits import EACH_GROUP, EACH_PERSON, IN_ALL
from handlers.telegram.places import thread_of
from handlers.telegram.sender import DEAD_WORKSPACE_REASONS, MARK
from scheduler.delivery import BETTER_TWICE, MAY_HAVE_ARRIVED, MOST_BLIND_ATTEMPTS
from scheduler.pace import Meter, Pace
from storage.channels import MOVED
from storage.outbox import Purpose
from tests.promises.post_office import PATIENCE, until
from tests.promises.telegram_office import TelegramOffice, opened_telegram_office

LONG = "\n\n".join(f"Paragraphe {number}. " + "Une phrase. " * 60 for number in range(3))
ARRIVED = {
    "the connection drops": faults.accept_then_drop(),
    "500, and it was done": faults.http_500(effect=True),
    "the answer comes too late": faults.late(PATIENCE * 2),
    "no answer at all, and it was done": faults.hang(effect=True),
}
NOT_ARRIVED = {
    "the connection drops before": faults.drop_before_accept(),
    "500, and nothing was done": faults.http_500(),
    "silence": faults.hang(),
}
TWICE = [purpose for purpose, better in BETTER_TWICE.items() if better]
ONCE = [purpose for purpose, better in BETTER_TWICE.items() if not better]


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[TelegramOffice]:
    async with opened_telegram_office(tmp_path) as opened:
        yield opened


def spacing(calls: list[ApiCall]) -> list[float]:
    instants = [call.instant for call in calls if call.accepted]
    return [after - before for before, after in itertools.pairwise(instants)]


class TestWhatMayHaveArrived:
    def test_each_purpose_has_its_policy(self) -> None:
        assert set(BETTER_TWICE) == set(get_args(Purpose))

    @pytest.mark.parametrize("purpose", TWICE)
    @pytest.mark.parametrize("fault", ARRIVED.values(), ids=ARRIVED)
    async def test_one_who_waits_reads_it_twice_rather_than_never(self, office: TelegramOffice, purpose: Purpose, fault: Fault) -> None:
        office.telegram.faults.arm("sendMessage", fault)
        rows = await office.post("dylan", "x", purpose=purpose)
        await office.until_done(*rows)
        assert office.shown("dylan") == ["x", "x"]
        assert office.states() == [("sent", "")]
        assert office.rows()[0].ref == office.messages("dylan")[1].ts

    @pytest.mark.parametrize("purpose", ONCE)
    @pytest.mark.parametrize("fault", (ARRIVED | NOT_ARRIVED).values(), ids=ARRIVED | NOT_ARRIVED)
    async def test_what_comes_unasked_for_never_comes_twice(self, office: TelegramOffice, purpose: Purpose, fault: Fault) -> None:
        office.telegram.faults.arm("sendMessage", fault)
        rows = await office.post("dylan", "x", "next", purpose=purpose)
        await office.until_done(*rows)
        assert [text for text in office.shown("dylan") if text == "x"] in ([], ["x"])
        assert office.states() == [("parked", MAY_HAVE_ARRIVED), ("sent", "")], "where an organiser sees it; the next one goes its way"

    @pytest.mark.parametrize("fault", NOT_ARRIVED.values(), ids=NOT_ARRIVED)
    async def test_what_did_not_arrive_is_sent_again(self, office: TelegramOffice, fault: Fault) -> None:
        office.telegram.faults.arm("sendMessage", fault)
        rows = await office.post("dylan", "one", "two", purpose="answer")
        await office.until_done(*rows)
        assert office.shown("dylan") == ["one", "two"]

    async def test_a_wait_that_was_asked_for_is_no_doubt(self, office: TelegramOffice) -> None:
        office.telegram.faults.arm("sendMessage", faults.rate_limited(1))
        rows = await office.post("dylan", "x", purpose="letter")
        await office.until_done(*rows)
        assert (office.shown("dylan"), office.states()) == (["x"], [("sent", "")])

    async def test_one_that_never_gets_an_answer_is_not_said_for_ever(self, office: TelegramOffice) -> None:
        office.telegram.faults.arm("sendMessage", faults.http_500(), times=MOST_BLIND_ATTEMPTS)
        (row,) = await office.post("dylan", "x", purpose="answer")
        await until(lambda: len(office.calls()) >= 2)
        table = office.store.tables.outbox
        await office.store.do(lambda tx: tx.connection.execute(table.update().values(attempts=MOST_BLIND_ATTEMPTS)))
        await office.until_done(row)
        assert office.states() == [("parked", MAY_HAVE_ARRIVED)]

    @pytest.mark.parametrize("fault", (ARRIVED | NOT_ARRIVED).values(), ids=ARRIVED | NOT_ARRIVED)
    async def test_edits_and_marks_are_done_again(self, office: TelegramOffice, fault: Fault) -> None:
        (row,) = await office.post("dylan", "before", purpose="letter")
        await office.until_done(row)
        office.telegram.faults.arm("editMessageText", fault)
        office.telegram.faults.arm("setMessageReaction", fault)
        edit = await office.edit(row, "after")
        mark = await office.react("dylan", office.rows()[0].ref)
        await office.until_done(edit, mark)
        (message,) = office.messages("dylan")
        assert (message.text, list(message.reactions.values())) == ("after", [(MARK,)])
        assert office.telegram.faults.left == 0


class TestLongMessages:
    async def test_all_pieces_are_known(self, office: TelegramOffice) -> None:
        (row,) = await office.post("dylan", LONG)
        await office.until_done(row)
        refs = [message.ts for message in office.messages("dylan")]
        assert len(refs) == 3
        assert office.rows()[0].ref.split() == refs
        to = office.place("dylan")
        for ref in refs:
            found = office.store.read(lambda tx, ref=ref: tx.outbox.by_ref(to, ref))
            assert found is not None
            assert found.id == row
        assert office.store.read(lambda tx: tx.outbox.by_ref(to, refs[0] + "0")) is None
        assert office.store.read(lambda tx: tx.outbox.by_ref(to, "")) is None

    @pytest.mark.parametrize("which", [0, 1, 2])
    async def test_only_one_piece_is_ever_in_doubt(self, office: TelegramOffice, which: int) -> None:
        for _ in range(which):
            office.telegram.faults.arm("sendMessage", faults.late(0.0))
        office.telegram.faults.arm("sendMessage", faults.accept_then_drop())
        (row,) = await office.post("dylan", LONG, purpose="answer")
        await office.until_done(row)
        starts = [text.split(".")[0] for text in office.shown("dylan")]
        expected = [f"Paragraphe {number}" for number in range(3)]
        assert starts == expected[: which + 1] + expected[which:]
        assert len(office.rows()[0].ref.split()) == 3

    async def test_a_run_that_died_goes_on_where_it_was(self, tmp_path: Path) -> None:
        async with opened_telegram_office(tmp_path) as office:
            office.telegram.faults.arm("sendMessage", faults.late(0.0))
            office.telegram.faults.arm("sendMessage", faults.rate_limited(3600))
            await office.post("dylan", LONG, purpose="letter")
            await until(lambda: len(office.calls()) == 2)
            await office.settled()
            (row,) = office.rows()
            assert (row.state, row.ref) == ("due", office.messages("dylan")[0].ts), "one is there, nothing is in doubt"

    async def test_an_edit_changes_all_of_them_and_the_row_knows_what_is_left(self, office: TelegramOffice) -> None:
        (row,) = await office.post("dylan", LONG)
        await office.edit(row, LONG.replace("phrase", "parole"))
        await office.settled()
        assert "phrase" not in " ".join(office.shown("dylan"))
        await office.edit(row, "court")
        await office.settled()
        assert office.shown("dylan") == ["court"]
        await office.edit(row, LONG)
        await office.settled()
        assert "\n\n".join(office.shown("dylan")).split() == LONG.split()
        assert office.rows()[0].ref.split() == [message.ts for message in office.messages("dylan")]

    async def test_an_edit_while_it_is_half_sent_waits_for_the_rest(self, office: TelegramOffice) -> None:
        office.telegram.faults.arm("sendMessage", faults.late(0.1), times=3)
        (row,) = await office.post("dylan", LONG)
        await until(lambda: len(office.shown("dylan")) == 1)
        await office.edit(row, "court")
        await office.settled()
        assert office.shown("dylan") == ["court"]

    async def test_the_buttons_of_an_edit_are_under_its_end(self, office: TelegramOffice) -> None:
        row = await office.show("dylan", Message.of(LONG, Button(label="Pourvue", act="a", word="pourvue")))
        await office.settled()
        assert office.telegram.person("dylan").buttons() == ["Pourvue"]
        await office.edit(row, "Offre 21 : pourvue. Merci.")
        await office.settled()
        assert office.telegram.person("dylan").buttons() == []


class TestAGroupThatMoves:
    async def test_everything_follows_it_and_arrives_once(self, office: TelegramOffice) -> None:
        (before,) = await office.post("emploi", "before")
        await office.until_done(before)
        old = office.place("emploi")
        lane = (old.platform, old.workspace, old.channel)
        letter = Subscription(channel=old, rhythm="at_once", since=office.clock())
        await office.store.do(lambda tx: (tx.outbox.name_channel(lane, "Emploi ESS"), tx.subscriptions.save(letter)))
        office.telegram.migrates("emploi")
        to = [(old, "one"), (old, "two")]
        rows = await office.store.do(lambda tx: [tx.outbox.post(place, Message.of(text), purpose="relay") for place, text in to])
        await office.until_done(*rows)
        assert office.shown("emploi") == ["one", "two"]
        new = office.place("emploi")
        assert new.channel != old.channel
        moved = office.store.read(lambda tx: tx.subscriptions.running("at_once"))
        assert [one.channel for one in moved] == [new]
        named = office.store.read(lambda tx: {row.channel: row.name for row in tx.connection.execute(tx.tables.channels.select())})
        assert named == {new.channel: "Emploi ESS"}

    async def test_what_changes_an_old_message_is_parked_and_an_answer_loses_its_place(self, office: TelegramOffice) -> None:
        (row,) = await office.post("emploi", "before")
        await office.until_done(row)
        old, ref = office.place("emploi"), office.rows()[0].ref
        office.telegram.migrates("emploi")

        def write(tx: object) -> list[int]:
            outbox = tx.outbox  # type: ignore[attr-defined]
            return [outbox.edit(row, Message.of("after")), outbox.react(old, ref), outbox.edit_message(old, ref, Message.of("y"))]

        changes = await office.store.do(write)
        thread = thread_of(None, int(ref))
        to = office.place("emploi")
        answer = await office.store.do(lambda tx: tx.outbox.post(
            to.__class__(platform=to.platform, workspace=to.workspace, channel=old.channel, thread=thread), Message.of("answer"), purpose="answer"))  # fmt: skip
        await office.until_done(*changes, answer)
        assert office.states()[1:] == [("parked", MOVED)] * 3 + [("sent", "")]
        (message,) = office.messages("emploi")
        assert (message.text, message.reply_to) == ("answer", 0)
        late = await office.edit(row, "later still")
        await office.until_done(late)
        assert office.states()[-1] == ("parked", MOVED), "ids of the old group mean other messages in the new one"

    async def test_twice_is_once_and_two_letters_are_one(self, office: TelegramOffice) -> None:
        old = office.place("emploi")
        new = old.__class__(platform=old.platform, workspace=old.workspace, channel="-1009")
        letters = [Subscription(channel=place, rhythm="weekly", since=office.clock()) for place in (old, new)]
        await office.store.do(lambda tx: [tx.subscriptions.save(letter) for letter in letters])
        for _ in range(2):
            await office.store.do(lambda tx: tx.outbox.move(old.platform, old.workspace, old.channel, "-1009"))
        assert [one.channel for one in office.store.read(lambda tx: tx.subscriptions.running("weekly"))] == [new]


class TestRefusals:
    async def test_one_who_blocked_us_holds_up_nobody(self, office: TelegramOffice) -> None:
        await office.telegram.person("dylan").blocks()
        blocked = await office.post("dylan", "1", "2", "3")
        others = [row for name in ("hina", "malik") for row in await office.post(name, "x")]
        await office.until_done(*blocked, *others)
        await office.settled()
        assert office.states() == [("parked", "Forbidden: bot was blocked by the user")] * 3 + [("sent", "")] * 2
        assert len(office.calls(name="dylan")) == 1, "asked once"
        (dead,) = office.store.read(lambda tx: tx.outbox.dead())
        assert dead.lane[2] == office.place("dylan").channel

    async def test_a_dead_token_stops_all_without_a_storm(self, office: TelegramOffice) -> None:
        office.telegram.revoke_token()
        for name in ("dylan", "hina", "malik", "rose"):
            await office.post(name, *(str(number) for number in range(10)))
        await office.settled()
        assert len(office.calls()) <= 4
        parked = [reason for state, reason in office.states() if state == "parked"]
        assert set(parked) == set(DEAD_WORKSPACE_REASONS)
        bot = str(office.telegram.bot_id)
        assert await office.store.do(lambda tx: tx.outbox.release("telegram", bot, DEAD_WORKSPACE_REASONS)) == len(parked)

    async def test_telegram_is_away_and_comes_back(self, office: TelegramOffice) -> None:
        await office.telegram._runner.cleanup()
        rows = [row for name in ("dylan", "hina") for row in await office.post(name, "1", "2", purpose="letter")]
        await asyncio.sleep(0.1)
        await office.telegram._serve()
        await office.until_done(*rows)
        assert [office.shown(name) for name in ("dylan", "hina")] == [["1", "2"]] * 2, "nothing of it was in doubt"


class TestPace:
    async def test_a_second_between_two_messages_to_a_person_pieces_and_edits_too(self, tmp_path: Path) -> None:
        async with opened_telegram_office(tmp_path, pace=1.0, strict_pacing=True) as office:
            rows = await office.post("dylan", "\n\n".join(LONG.split("\n\n")[:2])) + await office.post("hina", "1", "2")
            rows += [await office.edit(rows[0], "court")]
            await office.until_done(*rows)
            for name in ("dylan", "hina"):
                calls = [call for call in office.telegram.log if call.chat == int(office.place(name).channel)]
                assert min(spacing(calls)) >= 1.0
            assert not [call for call in office.telegram.log if call.error]

    async def test_people_do_not_wait_for_each_other_but_all_are_few_at_once(self, tmp_path: Path) -> None:
        people = [f"p{number}" for number in range(40)]
        async with opened_telegram_office(tmp_path, pace=1.0, strict_pacing=True, people=people) as office:
            rows = [row for name in people for row in await office.post(name, "x")]
            await office.until_done(*rows)
            calls = office.calls()
            assert not [call for call in calls if call.error], "never more than Telegram takes in a second"
            assert calls[-1].instant - calls[0].instant >= 1.0

    def test_a_group_is_written_to_twenty_times_a_minute(self) -> None:
        meter = Meter(EACH_GROUP, 1.0)
        meter.count(19)
        assert 0.9 < meter.wait() <= 1.0
        assert meter.room() == 0
        meter.count()
        assert 59.0 < meter.wait() <= 60.0

    @pytest.mark.parametrize(("rates", "most", "wait"), [(EACH_PERSON, 1, 1.0), (IN_ALL, 5, 0.2), ((Rate(2, 3.0), Rate(9, 60.0)), 2, 3.0)])
    def test_a_meter_fills(self, rates: tuple[Rate, ...], most: int, wait: float) -> None:
        meter = Meter(rates, 1.0)
        assert (meter.room(), meter.wait(), meter.forgets()) == (most, 0.0, True)
        meter.count(most)
        assert meter.room() == 0
        assert wait - 0.1 < meter.wait() <= wait
        assert not meter.forgets()

    def test_without_a_pace_nothing_is_counted(self) -> None:
        meter = Meter(EACH_GROUP, 0.0)
        meter.count(500)
        assert meter.wait() == 0.0
        assert meter.room() > 500

    async def test_a_full_platform_holds_up_no_other(self, tmp_path: Path) -> None:
        async with opened_telegram_office(tmp_path) as office:
            pace = Pace(1.0, {"telegram": office.delivery._senders["telegram"]})
            pace.leaving("telegram", 5)
            assert pace.room("telegram") == 0
            free = pace.next_free()
            assert free is not None
            assert 0.0 < free <= 0.2
            assert pace.held() == []

    async def test_a_limited_chat_waits_and_when_a_second_is_limited_all_do(self, office: TelegramOffice) -> None:
        office.telegram.faults.arm("sendMessage", faults.rate_limited(1), channel=office.place("dylan").channel)
        office.telegram.faults.arm("sendMessage", faults.rate_limited(2), channel=office.place("hina").channel)
        rows = await office.post("dylan", "1")
        await until(lambda: len(office.calls()) == 1)
        rows += await office.post("malik", "1")
        await office.until_done(rows[-1])
        assert office.shown("dylan") == [], "malik did not wait for him"
        rows += await office.post("hina", "1")
        await until(lambda: len(office.calls(name="hina")) == 1)
        await office.store.ask(lambda _tx: None)
        await asyncio.sleep(0.02)
        limited, before = office.calls(name="hina")[0].instant, time.monotonic()
        rows += await office.post("rose", "1")
        await office.until_done(*rows)
        assert before < limited + 1.0
        assert office.calls(name="rose")[0].instant - limited >= 2.0
