"""Each message stands on Slack exactly once, whatever happens between the call and its answer. (PROMISES.md 1, 2, 48, 49, 50)"""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.messages import Message
from bot.playground.slack import faults
from bot.playground.slack.faults import Fault
from tests.promises.post_office import PATIENCE, PostOffice, opened_post_office, until

ARRIVED = {
    "the connection drops": faults.accept_then_drop(),
    "500, and it was done": faults.http_500(effect=True),
    "the answer comes too late": faults.late(PATIENCE * 2),
    "a proxy's page, and it was done": faults.html_page(effect=True),
    "a proxy's page that says 200": faults.html_page(200, effect=True),
    "an empty body, and it was done": faults.empty_body(effect=True),
    "no answer at all, and it was done": faults.hang(effect=True),
    "internal_error, and it was done": faults.ok_false("internal_error", effect=True),
}
NOT_ARRIVED = {
    "the connection drops before": faults.drop_before_accept(),
    "500, and nothing was done": faults.http_500(),
    "a proxy's page": faults.html_page(),
    "an empty body": faults.empty_body(),
    "no answer at all": faults.hang(),
    "fatal_error": faults.ok_false("fatal_error"),
    "429": faults.rate_limited(None),
}
BOTH = ARRIVED | NOT_ARRIVED


@pytest.mark.parametrize("fault", ARRIVED.values(), ids=ARRIVED)
async def test_what_arrived_is_not_sent_again(office: PostOffice, fault: Fault) -> None:
    office.slack.faults.arm("chat.postMessage", fault)
    (row,) = await office.post("a", "one")
    await office.until_sent(row)
    (shown,) = office.messages("a")
    assert len(office.calls()) == 1
    assert [(one.state, one.ref) for one in office.rows()] == [("sent", shown.ts)], "found by the key it carries"


@pytest.mark.parametrize("fault", NOT_ARRIVED.values(), ids=NOT_ARRIVED)
async def test_what_did_not_arrive_is_sent_again(office: PostOffice, fault: Fault) -> None:
    office.slack.faults.arm("chat.postMessage", fault)
    rows = await office.post("a", "one", "two")
    await office.until_sent(*rows)
    assert office.shown("a") == ["one", "two"], "in their order"
    assert [row.ref for row in office.rows()] == [message.ts for message in office.messages("a")]


@pytest.mark.parametrize("fault", BOTH.values(), ids=BOTH)
async def test_a_private_message_too(office: PostOffice, fault: Fault) -> None:
    office.slack.faults.arm("chat.postMessage", fault)
    (row,) = await office.post("claire", "one")
    await office.until_sent(row)
    assert [message.text for message in office.slack.person("claire").received(0)] == ["one"]


@pytest.mark.parametrize("fault", BOTH.values(), ids=BOTH)
async def test_and_an_answer_in_a_thread(office: PostOffice, fault: Fault) -> None:
    (root,) = await office.post("a", "root")
    await office.until_sent(root)
    office.slack.faults.arm("chat.postMessage", fault)
    to = office.place("a", thread=office.rows()[0].ref)
    row = await office.store.do(lambda tx: tx.outbox.post(to, Message.of("reply"), purpose="answer"))
    await office.until_sent(row)
    assert office.shown("a") == ["root", "reply"]


class TestTheQuestionItself:
    @pytest.mark.parametrize(
        "trouble",
        [
            faults.rate_limited(1),
            faults.drop_before_accept(),
            faults.http_500(),
            faults.html_page(),
            faults.hang(),
            faults.ok_false("internal_error"),
        ],
        ids=["429", "dropped", "500", "page", "silence", "internal_error"],
    )
    async def test_while_it_cannot_be_answered_nothing_is_sent(self, office: PostOffice, trouble: Fault) -> None:
        """A question that fails is not a no: taken for one, the message would stand there twice."""
        office.slack.faults.arm("chat.postMessage", faults.accept_then_drop())
        office.slack.faults.arm("conversations.history", trouble, times=3)
        (row,) = await office.post("a", "one")
        await office.until_sent(row)
        assert office.shown("a") == ["one"]
        assert office.slack.faults.left <= 1, "the client asks a dropped question twice by itself"

    async def test_it_looks_through_all_that_was_said_since(self, office: PostOffice) -> None:
        office.slack.faults.arm("chat.postMessage", faults.late(PATIENCE * 2))
        (row,) = await office.post("a", "one")
        await until(lambda: bool(office.shown("a")))
        for number in range(900):
            office.claire_says("a", f"small talk {number}")
        await office.until_sent(row)
        assert office.shown("a").count("one") == 1

    async def test_somebody_elses_message_with_the_same_words_is_not_ours(self, office: PostOffice) -> None:
        office.claire_says("a", "one")
        office.slack.faults.arm("chat.postMessage", faults.drop_before_accept())
        (row,) = await office.post("a", "one")
        await office.until_sent(row)
        assert office.shown("a") == ["one", "one"]


class TestLongMessages:
    """One that Slack would refuse for its length stands there as several."""

    @pytest.fixture
    def long(self) -> str:
        return "\n\n".join(f"Paragraph {number} " + "word " * 200 for number in range(30))

    @pytest.mark.parametrize("fault", BOTH.values(), ids=BOTH)
    @pytest.mark.parametrize("which", [0, 1])
    async def test_no_piece_is_lost_or_doubled(self, office: PostOffice, long: str, fault: Fault, which: int) -> None:
        (plain,) = await office.post("a", long)
        await office.until_sent(plain)
        pieces = office.shown("a")
        assert len(pieces) > 1
        for _ in range(which):
            office.slack.faults.arm("chat.postMessage", faults.late(0.0))
        office.slack.faults.arm("chat.postMessage", fault)
        (row,) = await office.post("b", long)
        await office.until_sent(row)
        assert office.shown("b") == pieces
        assert office.rows()[-1].ref.split() == [message.ts for message in office.messages("b")]

    async def test_an_edit_changes_all_of_them(self, office: PostOffice, long: str) -> None:
        (row,) = await office.post("a", long)
        await office.edit(row, long.replace("word", "term"))
        await office.settled()
        assert len(office.shown("a")) > 1
        assert not [text for text in office.shown("a") if "word" in text]
        await office.edit(row, "short")
        await office.settled()
        assert office.shown("a") == ["short"]
        await office.edit(row, long)
        await office.settled()
        assert "\n\n".join(office.shown("a")).split() == long.split()
        assert office.rows()[0].ref.split() == [message.ts for message in office.messages("a")]

    @pytest.mark.parametrize("fault", BOTH.values(), ids=BOTH)
    async def test_no_piece_that_an_edit_adds_is_lost_or_doubled(self, office: PostOffice, long: str, fault: Fault) -> None:
        (row,) = await office.post("a", "short")
        await office.until_sent(row)
        office.slack.faults.arm("chat.postMessage", fault)
        edit = await office.edit(row, long)
        await office.until_sent(edit)
        assert "\n\n".join(office.shown("a")).split() == long.split()

    @pytest.mark.parametrize("fault", BOTH.values(), ids=BOTH)
    async def test_what_an_edit_no_longer_needs_goes(self, office: PostOffice, long: str, fault: Fault) -> None:
        (row,) = await office.post("a", long)
        await office.until_sent(row)
        office.slack.faults.arm("chat.delete", fault)
        edit = await office.edit(row, "short")
        await office.until_sent(edit)
        assert office.shown("a") == ["short"]


class TestEditsAndMarks:
    @pytest.mark.parametrize("fault", BOTH.values(), ids=BOTH)
    async def test_an_edit_arrives(self, office: PostOffice, fault: Fault) -> None:
        (row,) = await office.post("a", "before")
        office.slack.faults.arm("chat.update", fault)
        edit = await office.edit(row, "after")
        await office.until_sent(row, edit)
        assert office.shown("a") == ["after"]

    @pytest.mark.parametrize("fault", BOTH.values(), ids=BOTH)
    async def test_a_mark_arrives_and_being_there_is_as_good(self, office: PostOffice, fault: Fault) -> None:
        said = office.claire_says("a", "x")
        office.slack.faults.arm("reactions.add", fault)
        row = await office.store.do(lambda tx: tx.outbox.react(office.place("a"), said.ts))
        await office.until_sent(row)
        assert list(office.messages("a")[0].reactions) == ["white_check_mark"]

    async def test_an_edit_or_mark_of_what_was_deleted_is_parked_alone(self, office: PostOffice) -> None:
        (row,) = await office.post("a", "before")
        await office.until_sent(row)
        office.slack.world.delete(office.messages("a")[0], by=office.slack.bot_user_id)
        edit = await office.edit(row, "after")
        mark = await office.store.do(lambda tx: tx.outbox.react(office.place("a"), office.rows()[0].ref))
        (last,) = await office.post("a", "next")
        await office.until_sent(last)
        found = {one.id: (one.state, one.reason) for one in office.rows()}
        assert (found[edit], found[mark]) == (("parked", "message_not_found"), ("parked", "message_not_found"))
        assert office.shown("a") == ["next"]


async def test_one_post_in_twenty_dropped_after_it_was_done(tmp_path: Path) -> None:
    async with opened_post_office(tmp_path) as office:
        for _ in range(10):
            office.slack.faults.arm("chat.postMessage", faults.late(0.0), times=19)
            office.slack.faults.arm("chat.postMessage", faults.accept_then_drop())
        rows = [row for name in "abcd" for row in await office.post(name, *(f"{name}{number}" for number in range(50)))]
        await office.until_sent(*rows)
        for name in "abcd":
            assert office.shown(name) == [f"{name}{number}" for number in range(50)]
        assert len(office.calls()) == 200
