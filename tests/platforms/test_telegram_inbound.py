"""What comes in from Telegram: read, told apart, and answered where it belongs. (PROMISES.md 43-51)"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from telegram import Message

from handlers.telegram.inbound import author_of, same_message, spoken, thread_under
from tests.platforms.telegram_door import BOT, DYLAN, GROUP, ME, message
from tests.shelf import FRIDAY


def marked(text: str, *entities: tuple[str, str], **more: Any) -> Message:
    """The same with entities on parts of the text."""
    before = {part: len(text[: text.index(part)].encode("utf-16-le")) // 2 for _, part in entities}
    shown = [{"type": kind, "offset": before[part], "length": len(part.encode("utf-16-le")) // 2} for kind, part in entities]
    return message(text, entities=shown, **more)


class TestWords:
    @pytest.mark.parametrize(
        ("given", "verb", "text", "called"),
        [
            (message("bonjour"), "", "bonjour", False),
            (marked("/offre comptable, Caen", ("bot_command", "/offre")), "offre", "comptable, Caen", False),
            (marked("/offre@Maillage_Bot \n comptable", ("bot_command", "/offre@Maillage_Bot")), "offre", "comptable", True),
            (marked("/offre@other_bot comptable", ("bot_command", "/offre@other_bot")), "", "/offre@other_bot comptable", False),
            (marked("/OFFRE", ("bot_command", "/OFFRE")), "offre", "", False),
            (marked("voir /offre", ("bot_command", "/offre")), "", "voir /offre", False),
            (message("/2 postes à Caen"), "", "/2 postes à Caen", False),
            (marked("@maillage_bot bonjour", ("mention", "@maillage_bot")), "", "bonjour", True),
            (marked("🙂 dis @MAILLAGE_bot bonjour", ("mention", "@MAILLAGE_bot")), "", "🙂 dis bonjour", True),
            (marked("@somebody bonjour", ("mention", "@somebody")), "", "@somebody bonjour", False),
            (message("@maillage_bot sans marque"), "", "@maillage_bot sans marque", False),
            (
                message(photo=[{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}], caption="Offre : x"),
                "",
                "Offre : x",
                False,
            ),
            (message("oui", reply_to_message={"message_id": 4, "date": 1, "chat": GROUP, "from": ME, "text": "?"}), "", "oui", True),
            (message("oui", reply_to_message={"message_id": 4, "date": 1, "chat": GROUP, "from": DYLAN, "text": "?"}), "", "oui", False),
        ],
    )
    def test_what_is_said_and_to_whom(self, given: Message, verb: str, text: str, called: bool) -> None:
        said = spoken(given, BOT)
        assert (said.verb, said.text, said.called, said.unreadable) == (verb, text, called, "")

    def test_a_person_without_a_username_is_mentioned_by_id(self) -> None:
        entity = {"type": "text_mention", "offset": 0, "length": 8, "user": ME}
        assert spoken(message("Maillage bonjour", entities=[entity]), BOT).called

    def test_what_follows_a_command_keeps_its_formatting(self) -> None:
        said = spoken(marked("/offre 🙂 un poste urgent", ("bot_command", "/offre"), ("bold", "urgent")), BOT)
        assert said.text == "🙂 un poste urgent"
        assert said.markdown == "🙂 un poste **urgent**"

    @pytest.mark.parametrize(
        ("carried", "what"),
        [
            ({"voice": {"file_id": "f", "file_unique_id": "u", "duration": 3}}, "voice"),
            ({"sticker": {"file_id": "f", "file_unique_id": "u", "type": "regular", "width": 1, "height": 1, "is_animated": False, "is_video": False}}, "sticker"),
            ({"location": {"latitude": 5.5, "longitude": -54.0}}, "location"),
            ({"contact": {"phone_number": "1", "first_name": "x"}}, "contact"),
            ({"document": {"file_id": "f", "file_unique_id": "u"}}, "document"),
            ({"document": {"file_id": "f", "file_unique_id": "u"}, "animation": {"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1, "duration": 1}}, "video"),
            ({"photo": [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]}, "photo"),
            ({"new_chat_title": "x"}, ""),
        ],
    )  # fmt: skip
    def test_what_is_carried_instead_of_words(self, carried: dict[str, Any], what: str) -> None:
        said = spoken(message(**carried), BOT)
        assert said.unreadable == what
        assert said.is_empty == (what == "")


class TestWhoAndWhere:
    @pytest.mark.parametrize(
        "more",
        [
            {"from": ME},
            {"from": {"id": 9, "is_bot": True, "first_name": "other"}},
            {"from": None},
            {"sender_chat": {"id": -1, "type": "channel", "title": "x"}},
            {"chat": {"id": -1, "type": "channel", "title": "x"}},
        ],
    )
    def test_nobody_whom_we_hear(self, more: dict[str, Any]) -> None:
        assert author_of(message("bonjour", **more), BOT) is None

    def test_a_person(self) -> None:
        author = author_of(message("bonjour"), BOT)
        assert author is not None
        assert author.id == DYLAN["id"]

    @pytest.mark.parametrize(
        ("more", "thread"),
        [
            ({}, ""),
            ({"reply_to_message": {"message_id": 4, "date": 1, "chat": GROUP, "from": DYLAN, "text": "?"}}, "/4"),
            # In a topic everything answers the message that opened it.
            ({"is_topic_message": True, "message_thread_id": 3, "reply_to_message": {"message_id": 3, "date": 1, "chat": GROUP}}, ""),
            ({"is_topic_message": True, "message_thread_id": 3, "reply_to_message": {"message_id": 4, "date": 1, "chat": GROUP}}, "3/4"),
            # A chain of answers has a thread id as well, which is no topic.
            ({"message_thread_id": 3, "reply_to_message": {"message_id": 4, "date": 1, "chat": GROUP}}, "/4"),
        ],
    )
    def test_the_thread(self, more: dict[str, Any], thread: str) -> None:
        assert thread_under(message("oui", **more)) == thread

    @pytest.mark.parametrize(
        ("minutes", "ids", "same"), [(0, (5, 6), False), (90, (5, 6), True), (-60 * 24 * 365 * 5, (5, 6), True), (0, (5, 5), True)]
    )
    def test_what_waited_for_the_network_may_come_twice(self, minutes: int, ids: tuple[int, int], same: bool) -> None:
        now = FRIDAY + timedelta(minutes=minutes)
        one, other = (same_message(message("oui", message_id=number), now) for number in ids)
        assert (one == other) is same

    def test_two_people_who_say_the_same_at_once_are_two(self) -> None:
        now = FRIDAY + timedelta(hours=3)
        other = {**DYLAN, "id": DYLAN["id"] + 1}
        assert same_message(message("oui", message_id=5), now) != same_message(message("oui", message_id=6, **{"from": other}), now)

    def test_other_words_of_the_same_instant_are_another_message(self) -> None:
        now = FRIDAY + timedelta(hours=3)
        assert same_message(message("oui", message_id=5), now) != same_message(message("non", message_id=6), now)
