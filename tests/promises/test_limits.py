"""How often one writes, and whom a limit, a refusal or an outage holds up. (PROMISES.md 7, 11, 46, 47)"""

from __future__ import annotations

import asyncio
import itertools
from pathlib import Path

import pytest

from bot.playground.slack import faults
from bot.playground.slack.web_api import ApiCall
from handlers.slack.sender import DEAD_WORKSPACE_REASONS, retry_after
from scheduler.pace import Pace
from tests.promises.post_office import PostOffice, opened_post_office, until

DEAD_CHANNEL = ("is_archived", "channel_not_found", "not_in_channel", "restricted_action")
DEAD_MESSAGE = ("msg_too_long", "invalid_blocks", "msg_blocks_too_long", "no_text")


def spacing(calls: list[ApiCall]) -> list[float]:
    """Seconds between one accepted call and the next, as Slack saw them."""
    instants = [call.instant for call in calls if call.accepted]
    return [after - before for before, after in itertools.pairwise(instants)]


class TestPace:
    async def test_a_second_between_two_messages_of_a_channel(self, tmp_path: Path) -> None:
        async with opened_post_office(tmp_path, pace=1.0, strict_pacing=True) as office:
            rows = [row for name in "ab" for row in await office.post(name, f"{name}1", f"{name}2", f"{name}3")]
            await office.until_sent(*rows)
            for name in "ab":
                assert min(spacing(office.calls(name=name))) >= 1.0
                assert office.shown(name) == [f"{name}1", f"{name}2", f"{name}3"]
            assert not [call for call in office.calls() if call.error == "ratelimited"]

    async def test_channels_do_not_wait_for_each_other(self, tmp_path: Path) -> None:
        names = [f"c{number}" for number in range(50)]
        async with opened_post_office(tmp_path, pace=1.0, strict_pacing=True, channels=["busy", *names]) as office:
            await office.post("busy", *(str(number) for number in range(500)))
            rows = [row for name in names for row in await office.post(name, "x")]
            await office.until_sent(*rows)
            assert len(office.shown("busy")) <= 25, "all fifty were served while the long queue was at its beginning"

    async def test_what_was_found_there_counts_as_just_written(self, tmp_path: Path) -> None:
        async with opened_post_office(tmp_path, pace=1.0, strict_pacing=True) as office:
            office.slack.faults.arm("chat.postMessage", faults.accept_then_drop())
            rows = await office.post("a", "1", "2")
            await office.until_sent(*rows)
            assert min(spacing(office.calls())) >= 1.0


class TestRateLimits:
    @pytest.mark.parametrize(
        ("header", "seconds"),
        [("1", 1), ("0", 1), ("", 1), ("soon", 1), ("-5", 1), ("nan", 1), ("2.5", 2.5), ("30", 30), ("3600", 3600), ("9" * 9, 3600)],
    )
    def test_the_wait_is_at_least_a_second_and_at_most_an_hour(self, header: str, seconds: float) -> None:
        assert retry_after(header) == seconds

    @pytest.mark.parametrize("header", ["1", "0", "", "soon", None])
    async def test_a_limited_channel_waits_and_no_other(self, office: PostOffice, header: str | None) -> None:
        office.slack.faults.arm("chat.postMessage", faults.rate_limited(header), channel=office.place("a").channel)
        first, second = await office.post("a", "a1", "a2")
        others = [row for name in "bcd" for row in await office.post(name, f"{name}1", f"{name}2")]
        await office.until_sent(first, second, *others)
        refused, *accepted = office.calls(name="a")
        assert accepted[0].instant - refused.instant >= 1.0
        assert office.shown("a") == ["a1", "a2"]
        assert all(office.calls(name=name)[0].instant < accepted[0].instant for name in "bcd")

    async def test_an_hour_is_an_hour(self, office: PostOffice) -> None:
        office.slack.faults.arm("chat.postMessage", faults.rate_limited("3600"), channel=office.place("a").channel)
        await office.post("a", "a1", "a2")
        others = await office.post("b", "b1", "b2")
        await office.until_sent(*others)
        await office.settled()
        assert len(office.calls(name="a")) == 1
        assert [row.state for row in office.rows()] == ["due", "due", "sent", "sent"], "the queue is kept"

    async def test_when_a_second_channel_is_limited_too_the_workspace_waits(self, office: PostOffice) -> None:
        for name in "ab":
            office.slack.faults.arm("chat.postMessage", faults.rate_limited("2"), channel=office.place(name).channel)
        rows = await office.post("a", "a1") + await office.post("b", "b1")
        await until(lambda: len(office.calls()) >= 2)
        await office.store.ask(lambda _tx: None)
        await asyncio.sleep(0.1)
        rows += await office.post("c", "c1") + await office.post("d", "d1")
        await office.until_sent(*rows)
        limited = max(call.instant for call in office.calls() if call.error == "ratelimited" or call.fault == "rate_limited")
        assert min(call.instant for name in "cd" for call in office.calls(name=name)) - limited >= 2.0

    async def test_a_limit_is_no_fault_of_the_message(self, office: PostOffice) -> None:
        office.slack.faults.arm("chat.postMessage", faults.rate_limited("0"), times=3)
        (row,) = await office.post("a", "x")
        await office.until_sent(row)
        table = office.store.tables.outbox
        assert office.store.read(lambda tx: tx.connection.execute(table.select()).one().attempts) == 1

    def test_another_workspace_is_never_held_up(self) -> None:
        pace = Pace(0.0)
        for channel in "ab":
            pace.limit(("slack", "T1", channel), 60)
        assert pace.held() == [("slack", "T1")]
        pace.limit(("slack", "T2", "a"), 60)
        assert pace.held() == [("slack", "T1")]

    def test_the_same_channel_twice_is_still_one_channel(self) -> None:
        pace = Pace(0.0)
        pace.limit(("slack", "T1", "a"), 60)
        pace.limit(("slack", "T1", "a"), 60)
        assert pace.held() == []


class TestRefusals:
    @pytest.mark.parametrize("reason", DEAD_CHANNEL)
    async def test_a_dead_channel_is_parked_with_all_that_waits_for_it(self, office: PostOffice, reason: str) -> None:
        office.slack.faults.arm("chat.postMessage", faults.ok_false(reason), channel=office.place("a").channel)
        await office.post("a", "a1", "a2", "a3")
        others = [row for name in "bcd" for row in await office.post(name, f"{name}1", f"{name}2")]
        await office.until_sent(*others)
        await office.settled()
        assert office.states()[:3] == [("parked", reason)] * 3
        assert len(office.calls(name="a")) == 1, "asked once"
        (dead,) = office.store.read(lambda tx: tx.outbox.dead())
        assert (dead.lane[2], dead.reason) == (office.place("a").channel, reason)

    async def test_a_channel_that_is_really_archived(self, office: PostOffice) -> None:
        office.slack.world.channel(office.place("a").channel).archived = True
        await office.post("a", "x", "y")
        others = await office.post("b", "1", "2")
        await office.until_sent(*others)
        await office.settled()
        assert office.states()[:2] == [("parked", "is_archived")] * 2

    @pytest.mark.parametrize("reason", DEAD_MESSAGE)
    async def test_a_bad_message_is_parked_alone(self, office: PostOffice, reason: str) -> None:
        office.slack.faults.arm("chat.postMessage", faults.ok_false(reason))
        rows = await office.post("a", "bad", "good")
        await office.until_sent(rows[1])
        assert office.states() == [("parked", reason), ("sent", "")]
        assert office.store.read(lambda tx: tx.outbox.dead()) == []

    @pytest.mark.parametrize("reason", DEAD_WORKSPACE_REASONS)
    async def test_a_dead_token_stops_the_workspace_without_a_storm(self, office: PostOffice, reason: str) -> None:
        office.slack.faults.arm("chat.postMessage", faults.ok_false(reason), times=1000)
        for name in "abcd":
            await office.post(name, *(f"{name}{number}" for number in range(25)))
        await office.settled()
        assert len(office.calls()) <= 4, "no more than was on its way"
        assert {state for state, _ in office.states()} <= {"due", "parked"}
        office.slack.faults.disarm()

    async def test_a_message_that_never_gets_an_answer_is_given_up_at_last(self, office: PostOffice) -> None:
        (row,) = await office.post("a", "poison")
        await office.until_sent(row)
        await office.store.do(
            lambda tx: tx.connection.execute(tx.tables.outbox.update().values(state="sending", attempts=30, reason="HTTP 500"))
        )
        office.slack.world.delete(office.messages("a")[0], by=office.slack.bot_user_id)
        (after,) = await office.post("a", "next")
        await office.until_sent(after)
        assert office.states()[0] == ("parked", "given up after 30 tries: HTTP 500")


class TestOutages:
    async def test_slack_is_down_and_comes_back(self, office: PostOffice) -> None:
        await office.slack._runner.cleanup()
        rows = [row for name in "abcd" for row in await office.post(name, f"{name}1", f"{name}2")]
        await asyncio.sleep(0.3)
        assert {state for state, _ in office.states()} <= {"due", "sending"}
        await office.slack._serve()
        await office.until_sent(*rows)
        for name in "abcd":
            assert office.shown(name) == [f"{name}1", f"{name}2"]

    async def test_an_outage_of_any_length_is_nobodys_fault(self, office: PostOffice) -> None:
        await office.slack._runner.cleanup()
        (row,) = await office.post("a", "x")
        await asyncio.sleep(0.5)
        await office.slack._serve()
        await office.until_sent(row)
        table = office.store.tables.outbox
        assert office.store.read(lambda tx: tx.connection.execute(table.select()).one().attempts) == 1, "only the try that succeeded counts"

    async def test_what_was_on_its_way_when_slack_went_is_asked_about(self, office: PostOffice) -> None:
        office.slack.faults.arm("chat.postMessage", faults.accept_then_drop())
        (row,) = await office.post("a", "x")
        await until(lambda: bool(office.shown("a")), step=0.001)
        await office.slack._runner.cleanup()
        await asyncio.sleep(0.4)
        assert [state for state, _ in office.states()] == ["sending"]
        await office.slack._serve()
        await office.until_sent(row)
        assert office.shown("a") == ["x"]
