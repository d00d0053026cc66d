"""What Telegram's answers become, against a Telegram that refuses as the real one does."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError

from bot import logs
from bot.domain.messages import Button, Message
from bot.domain.ports import (
    Address,
    Delivery,
    Later,
    Missing,
    Moved,
    Operation,
    Outcome,
    Partly,
    Refusal,
    Sent,
    Unclear,
    Unreachable,
    Untold,
)
from bot.playground.telegram import Contact, Group, StrictTelegram, faults
from bot.playground.telegram.faults import Fault
from handlers.telegram.client import Bots
from handlers.telegram.places import thread_of, topic_and_reply
from handlers.telegram.sender import DEAD_WORKSPACE_REASONS, LEFT_OVER, LONGEST_WAIT, MARK, TelegramSender, outcome_of
from tests.promises.telegram_office import TelegramOffice, opened_telegram_office
from tests.town import MovedClock

LONG = "\n\n".join(f"Paragraphe {number}. " + "Une phrase. " * 60 for number in range(3))
SHORT = "\n\n".join(f"Paragraphe {number}. " + "Une autre. " * 60 for number in range(2))


class Bench:
    """A sender and its Telegram, without a store."""

    def __init__(self, telegram: StrictTelegram, sender: TelegramSender, clock: MovedClock) -> None:
        self.telegram, self.sender, self.clock = telegram, sender, clock

    def delivery(
        self, text: str, to: int | str = "dylan", *, operation: Operation = "post", thread: str = "", targets: tuple[str, ...] = ()
    ) -> Delivery:
        chat = self.telegram.person(to).id if isinstance(to, str) else to
        address = Address(platform="telegram", workspace=str(self.telegram.bot_id), channel=str(chat), thread=thread)
        message = Message.of(text)
        return Delivery(
            key="k", operation=operation, to=address, message=message, targets=targets, written_at=datetime(2026, 11, 20, tzinfo=UTC)
        )

    async def whole(self, delivery: Delivery) -> Outcome:
        """Called as delivery calls it, until nothing more is to be done."""
        outcome = await self.sender.send(delivery)
        while isinstance(outcome, Partly):
            delivery = replace(delivery, done=outcome.refs)
            outcome = await self.sender.send(delivery)
        return outcome

    async def sent(self, text: str) -> tuple[str, ...]:
        outcome = await self.whole(self.delivery(text))
        assert isinstance(outcome, Sent)
        return outcome.refs

    def shown(self, name: str = "dylan") -> list[str]:
        return [message.text for message in self.telegram.person(name).messages()]


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    clock = MovedClock()
    people = [Contact(name="dylan", started=True), Contact(name="stranger")]
    groups = [Group(name="emploi", members=("dylan",)), Group(name="forum", members=("dylan",), topics=True)]
    async with (
        StrictTelegram(clock=clock, people=people, groups=groups) as telegram,
        Bots(telegram.token, telegram.api_url, seconds=0.3) as bots,
    ):
        yield Bench(telegram, TelegramSender(bots.calls), clock)


class TestPosting:
    async def test_one_call_one_message(self, bench: Bench) -> None:
        outcome = await bench.sender.send(bench.delivery("**Offre 22** reçue"))
        (message,) = bench.telegram.person("dylan").messages()
        assert outcome == Sent((str(message.message_id),), str(bench.telegram.person("dylan").id))
        assert message.text == "Offre 22 reçue"
        assert [entity["type"] for entity in message.entities] == ["bold"]
        (call,) = bench.telegram.log
        assert call.arguments["link_preview_options"] in ({"is_disabled": True}, '{"is_disabled": true}')

    async def test_a_long_one_is_a_call_for_each_piece(self, bench: Bench) -> None:
        delivery = bench.delivery(LONG)
        first = await bench.sender.send(delivery)
        assert isinstance(first, Partly)
        assert len(bench.shown()) == 1
        outcome = await bench.whole(replace(delivery, done=first.refs))
        assert isinstance(outcome, Sent)
        assert outcome.refs[:1] == first.refs
        assert "\n\n".join(bench.shown()).split() == LONG.split()
        assert [str(message.message_id) for message in bench.telegram.person("dylan").messages()] == list(outcome.refs)

    async def test_buttons_are_pressable(self, bench: Bench) -> None:
        delivery = replace(
            bench.delivery(""), message=Message.of("Offre 21", Button(label="Pourvue", act="do:filled:JO-021:1", word="pourvue"))
        )
        await bench.sender.send(delivery)
        assert bench.telegram.person("dylan").buttons() == ["Pourvue"]

    async def test_in_answer_to_a_message_even_one_that_is_gone(self, bench: Bench) -> None:
        group = bench.telegram.group_id("emploi")
        said = await bench.telegram.person("dylan").says("bonjour", "emploi")
        await bench.sender.send(bench.delivery("oui", group, thread=thread_of(None, said.message_id)))
        outcome = await bench.sender.send(bench.delivery("oui ?", group, thread=thread_of(None, 4242)))
        assert isinstance(outcome, Sent)
        answers = bench.telegram.person("dylan").messages("emploi")[1:]
        assert [(answer.text, answer.reply_to) for answer in answers] == [("oui", said.message_id), ("oui ?", 0)]

    async def test_in_a_topic_the_first_piece_answers(self, bench: Bench) -> None:
        said = await bench.telegram.person("dylan").says("bonjour", "forum", topic="Emploi")
        await bench.whole(bench.delivery(LONG, bench.telegram.group_id("forum"), thread=thread_of(said.topic, said.message_id)))
        answers = bench.telegram.person("dylan").messages(said)[-3:]
        assert [(answer.topic, answer.reply_to) for answer in answers] == [(said.topic, said.message_id), (said.topic, 0), (said.topic, 0)]

    async def test_nothing_to_show_is_refused_here(self, bench: Bench) -> None:
        assert await bench.sender.send(bench.delivery("")) == Refusal("nothing to show")
        assert bench.telegram.log == []


class TestEditing:
    async def test_every_piece_changes(self, bench: Bench) -> None:
        refs = await bench.sent(LONG)
        other = LONG.replace("phrase", "parole")
        assert await bench.whole(bench.delivery(other, operation="edit", targets=refs)) == Sent(
            refs, str(bench.telegram.person("dylan").id)
        )
        assert "\n\n".join(bench.shown()).split() == other.split()

    async def test_fewer_pieces_the_rest_goes(self, bench: Bench) -> None:
        refs = await bench.sent(LONG)
        outcome = await bench.whole(bench.delivery("court", operation="edit", targets=refs))
        assert isinstance(outcome, Sent)
        assert outcome.refs == refs[:1]
        assert bench.shown() == ["court"]

    async def test_what_is_too_old_to_be_deleted_says_nothing_any_more(self, bench: Bench) -> None:
        refs = await bench.sent(LONG)
        bench.clock.now += timedelta(days=3)
        await bench.whole(bench.delivery("court", operation="edit", targets=refs))
        assert bench.shown() == ["court", LEFT_OVER, LEFT_OVER]

    async def test_what_is_gone_already_is_no_fault(self, bench: Bench) -> None:
        refs = await bench.sent(LONG)
        message = bench.telegram.person("dylan").messages()[-1]
        bench.telegram.world.delete(message, by=bench.telegram.bot_id)
        assert isinstance(await bench.whole(bench.delivery("court", operation="edit", targets=refs)), Sent)
        assert bench.shown() == ["court"]

    async def test_more_pieces_the_others_go_at_the_end(self, bench: Bench) -> None:
        refs = await bench.sent("court")
        await bench.sent("entre-temps")
        outcome = await bench.whole(bench.delivery(LONG, operation="edit", targets=refs))
        assert isinstance(outcome, Sent)
        assert outcome.refs[0] == refs[0]
        first, between, *others = bench.shown()
        assert between == "entre-temps"
        assert " ".join([first, *others]).split() == LONG.split()

    async def test_the_same_again_is_as_good(self, bench: Bench) -> None:
        refs = await bench.sent("a")
        assert await bench.sender.send(bench.delivery("a", operation="edit", targets=refs)) == Sent(
            refs, str(bench.telegram.person("dylan").id)
        )

    async def test_an_edit_of_what_is_gone_is_refused_alone(self, bench: Bench) -> None:
        assert await bench.sender.send(bench.delivery("a", operation="edit", targets=("4242",))) == Refusal("Message to edit not found")


class TestMarks:
    async def test_it_is_one_that_telegram_takes(self, bench: Bench) -> None:
        said = await bench.telegram.person("dylan").says("offre", "emploi")
        group = bench.telegram.group_id("emploi")
        delivery = bench.delivery("", group, operation="react", targets=(str(said.message_id),))
        assert await bench.sender.send(delivery) == Sent((str(said.message_id),), str(group))
        assert bench.telegram.world.current(said).reactions == {bench.telegram.bot_id: (MARK,)}

    @pytest.mark.parametrize("refused", ["REACTION_INVALID", "message to react not found", "REACTION_NOT_ALLOWED"])
    async def test_a_mark_that_is_not_taken_loses_nothing(self, bench: Bench, refused: str) -> None:
        bench.telegram.faults.arm("setMessageReaction", faults.refused(f"Bad Request: {refused}"))
        assert isinstance(await bench.sender.send(bench.delivery("", operation="react", targets=("1",))), Sent)

    async def test_in_a_dead_chat_it_tells_so(self, bench: Bench) -> None:
        outcome = await bench.sender.send(bench.delivery("", 987, operation="react", targets=("1",)))
        assert outcome == Refusal("Chat not found", "channel")


class TestRefusals:
    async def test_he_blocked_us(self, bench: Bench) -> None:
        await bench.telegram.person("dylan").blocks()
        assert await bench.sender.send(bench.delivery("x")) == Refusal("Forbidden: bot was blocked by the user", "channel")

    async def test_he_never_wrote_to_us(self, bench: Bench) -> None:
        outcome = await bench.sender.send(bench.delivery("x", "stranger"))
        assert outcome == Refusal("Forbidden: bot can't initiate conversation with a user", "channel")

    async def test_nobody_knows_that_chat(self, bench: Bench) -> None:
        assert await bench.sender.send(bench.delivery("x", -77)) == Refusal("Chat not found", "channel")

    async def test_a_group_that_has_become_another(self, bench: Bench) -> None:
        old = bench.telegram.group_id("emploi")
        new = bench.telegram.migrates("emploi")
        for operation in ("post", "edit", "react"):
            assert await bench.sender.send(bench.delivery("x", old, operation=operation, targets=("1",))) == Moved(str(new))  # type: ignore[arg-type] # one of the three

    async def test_a_dead_token(self, bench: Bench) -> None:
        bench.telegram.revoke_token()
        assert await bench.sender.send(bench.delivery("x")) == Refusal(DEAD_WORKSPACE_REASONS[0], "workspace")

    @pytest.mark.parametrize(
        ("description", "dead"),
        [
            ("Bad Request: message is too long", "message"),
            ("Bad Request: message thread not found", "message"),
            ("Bad Request: can't parse entities: x", "message"),
            ("Bad Request: BUTTON_DATA_INVALID", "message"),
            ("Bad Request: chat not found", "channel"),
            ("Bad Request: not enough rights to send text messages to the chat", "channel"),
            ("Bad Request: have no rights to send a message", "channel"),
            ("Bad Request: CHAT_WRITE_FORBIDDEN", "channel"),
        ],
    )
    async def test_bad_requests(self, bench: Bench, description: str, dead: str) -> None:
        bench.telegram.faults.arm("sendMessage", faults.refused(description))
        outcome = await bench.sender.send(bench.delivery("x"))
        assert isinstance(outcome, Refusal)
        assert (outcome.reason.lower(), outcome.dead) == (description.removeprefix("Bad Request: ").lower(), dead)

    @pytest.mark.parametrize("description", ["Forbidden: user is deactivated", "Forbidden: bot was kicked from the supergroup chat"])
    async def test_forbidden_is_for_ever(self, bench: Bench, description: str) -> None:
        bench.telegram.faults.arm("sendMessage", faults.refused(description, 403))
        outcome = await bench.sender.send(bench.delivery("x"))
        assert isinstance(outcome, Refusal)
        assert outcome.dead == "channel"


class TestTheNetwork:
    @pytest.mark.parametrize(
        "fault",
        [
            faults.accept_then_drop(), faults.drop_before_accept(), faults.http_500(), faults.html_page(), faults.html_page(200),
            faults.empty_body(), faults.hang(), faults.late(0.6), faults.html_page(502),
        ],
        ids=["dropped after", "dropped before", "500", "page", "page that says 200", "empty", "silence", "late", "502"],
    )  # fmt: skip
    async def test_no_answer_is_unclear(self, bench: Bench, fault: Fault, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.CRITICAL, "telegram")
        bench.telegram.faults.arm("sendMessage", fault)
        assert isinstance(await bench.sender.send(bench.delivery("x")), Unclear)

    async def test_nobody_there_is_unreachable(self, bench: Bench) -> None:
        await bench.telegram._runner.cleanup()
        outcome = await bench.sender.send(bench.delivery("x"))
        assert isinstance(outcome, Unreachable)
        assert outcome.reason == "Telegram cannot be reached: ConnectError"

    @pytest.mark.parametrize(("asked", "seconds"), [(1, 1), (30, 30), (86_400, LONGEST_WAIT), (0, 1)])
    async def test_it_waits_as_long_as_it_is_told(self, bench: Bench, asked: int, seconds: float) -> None:
        bench.telegram.faults.arm("sendMessage", faults.rate_limited(asked))
        assert await bench.sender.send(bench.delivery("x")) == Later(seconds, "too many requests")

    @pytest.mark.parametrize("wait", [7, timedelta(seconds=7)])
    def test_a_wait_is_a_number_or_a_timedelta(self, wait: int | timedelta) -> None:
        assert outcome_of(RetryAfter(wait)) == Later(7.0, "too many requests")

    @pytest.mark.parametrize("error", [InvalidToken("The token `1:SECRET` was rejected"), TelegramError("1:SECRET"), BadRequest("x")])
    def test_no_reason_has_the_token(self, error: TelegramError) -> None:
        assert "SECRET" not in repr(outcome_of(error))


class TestWhatMayBeDoneAgain:
    """Telegram cannot be asked: only what does no harm twice is done twice without a question."""

    async def test_a_new_message(self, bench: Bench) -> None:
        assert await bench.sender.find(bench.delivery("x")) == Untold()

    async def test_a_further_piece(self, bench: Bench) -> None:
        assert await bench.sender.find(replace(bench.delivery(LONG), done=("1",))) == Untold()

    async def test_a_mark_an_edit_and_a_deletion(self, bench: Bench) -> None:
        assert await bench.sender.find(bench.delivery("", operation="react", targets=("1",))) == Missing()
        assert await bench.sender.find(bench.delivery("x", operation="edit", targets=("1",))) == Missing()
        edit = replace(bench.delivery("x", operation="edit", targets=("1", "2")), done=("1",))
        assert await bench.sender.find(edit) == Missing()

    async def test_a_piece_that_an_edit_adds(self, bench: Bench) -> None:
        edit = replace(bench.delivery(LONG, operation="edit", targets=("1",)), done=("1",))
        assert await bench.sender.find(edit) == Untold()
        assert bench.telegram.log == []


class TestPlaces:
    @pytest.mark.parametrize(("topic", "message", "thread"), [(None, None, ""), (7, None, "7/"), (None, 15, "/15"), (7, 15, "7/15")])
    def test_there_and_back(self, topic: int | None, message: int | None, thread: str) -> None:
        assert thread_of(topic, message) == thread
        assert topic_and_reply(thread) == (topic, message)

    @pytest.mark.parametrize("thread", ["1605.0002", "x", "1/2/3", "/", "-1/2", "9" * 30 + "/"])
    def test_what_is_no_place_is_none(self, thread: str) -> None:
        assert topic_and_reply(thread) == (None, None)


async def test_the_token_is_in_no_log_at_any_level(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """httpx writes the address of each call at INFO, and the address holds the token: bot.logs keeps such libraries at WARNING."""
    caplog.set_level(logging.DEBUG)
    for chatty in logs._CHATTY:
        caplog.set_level(logging.WARNING, chatty)
    async with opened_telegram_office(tmp_path) as office:
        office.telegram.faults.arm("sendMessage", faults.http_500())
        await office.post("dylan", "x")
        await office.settled()
        office.telegram.revoke_token()
        await office.post("hina", "y")
        await office.settled()
        secret = office.telegram.token.partition(":")[2]
    assert secret not in caplog.text
    assert isinstance(office, TelegramOffice)
