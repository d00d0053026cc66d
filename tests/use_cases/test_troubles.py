"""What does not arrive is told to those who can mend it: on their page, by a word, in the morning; and nothing of anybody's text."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.messages import Home
from bot.domain.people import Account, Person, Role
from bot.wording.plain import plain
from handlers.home import home
from handlers.reminders import lines_for
from storage.transaction import Tx
from tests.shelf import TEAM
from tests.use_cases.talk import Talk, account_of

TELEGRAM = Account(platform="telegram", workspace="42", user="700100")
SECRET = "HUSH il est malade"


def malik(talk: Talk, language: str = "fr") -> Person:
    return talk.add("Malik Benali", role=Role.NATIONAL, chamber="NAT", language=language)


def parks(talk: Talk, number: int, reason: str) -> None:
    def case(tx: Tx) -> None:
        tx.parked.park("telegram", "42", str(number), place="1", payload={"message": {"text": SECRET}}, reason=reason)

    talk.store.submit(case).result()


def dies(talk: Talk, account: Account, reason: str = "blocked") -> None:
    talk.store.submit(lambda tx: tx.outbox.bury((account.platform, account.workspace, account.user), reason)).result()


def page(talk: Talk, person: Person) -> str:
    shown = talk.store.read(lambda tx: home(person, tx))
    assert isinstance(shown, Home)
    return " ".join(plain(shown.message.markdown).split())


def morning(talk: Talk, person: Person) -> list[str]:
    return [plain(line.markdown) for line in talk.store.read(lambda tx: lines_for([person], tx)).get(person.id, [])]


class TestWhatCouldNotBeTakenIn:
    @pytest.mark.parametrize(
        ("language", "word", "said"),
        [
            ("fr", "pannes", "Pannes 2 messages de Telegram n'ont pas pu être lus, depuis le ven. 20/11 : ValueError (K7F2, M3P9)."),
            ("en", "faults", "Faults 2 messages from Telegram could not be taken in, since Fri 20 Nov: ValueError (K7F2, M3P9)."),
        ],
    )
    def test_how_many_since_when_and_why(self, talk: Talk, language: str, word: str, said: str) -> None:
        organiser = malik(talk, language)
        parks(talk, 1, f"K7F2 ValueError: {SECRET}")
        talk.clock.now += timedelta(days=1)
        parks(talk, 2, f"M3P9 ValueError: {SECRET}")
        assert talk.says(organiser, word).text == said
        assert said in page(talk, organiser)
        [line] = morning(talk, organiser)
        assert line == said.split(" ", 1)[1]
        assert "HUSH" not in said

    def test_kinds_of_fault_stand_apart(self, talk: Talk) -> None:
        organiser = malik(talk)
        parks(talk, 1, "K7F2 ValueError: x")
        parks(talk, 2, "AAAA KeyError: y")
        assert len(morning(talk, organiser)) == 2

    @pytest.mark.parametrize("reason", ["", SECRET, f"k7f2 {SECRET}", f"K7F2: {SECRET}"])
    def test_a_reason_of_another_form_says_nothing(self, talk: Talk, reason: str) -> None:
        organiser = malik(talk)
        parks(talk, 1, reason)
        said = talk.says(organiser, "pannes").text
        assert said.startswith("Pannes 1 message de Telegram n'a pas pu être lu")
        assert "HUSH" not in said
        assert "malade" not in said

    def test_a_new_one_is_said_again_in_the_morning(self, talk: Talk) -> None:
        organiser = malik(talk)
        parks(talk, 1, "K7F2 ValueError: x")
        first = talk.store.read(lambda tx: lines_for([organiser], tx)[organiser.id])
        talk.store.submit(lambda tx: tx.periods.claim("said", first[0].key)).result()
        assert morning(talk, organiser) == []
        talk.clock.now += timedelta(hours=1)
        parks(talk, 2, "M3P9 ValueError: x")
        assert len(morning(talk, organiser)) == 1

    @pytest.mark.parametrize("role", [role for role in Role if role is not Role.NATIONAL])
    def test_nobody_else_sees_them(self, talk: Talk, role: Role) -> None:
        someone = talk.add("Dominique Roux", role=role)
        parks(talk, 1, "K7F2 ValueError: x")
        assert "ValueError" not in talk.says(someone, "pannes").text
        assert "ValueError" not in page(talk, someone)
        assert morning(talk, someone) == []

    def test_many_are_cut_short(self, talk: Talk) -> None:
        organiser = malik(talk)
        for number in range(30):
            parks(talk, number, f"K7F2 Error{number:02}: x")
        assert talk.says(organiser, "pannes").text.endswith("et 22 autres")


class TestWhoIsReachedNoLonger:
    def test_while_another_door_is_open_his_messages_go_there(self, talk: Talk) -> None:
        organiser = malik(talk)
        talk.add("Hina Attoumani", accounts=(TELEGRAM,))
        dies(talk, TELEGRAM)
        assert morning(talk, organiser) == ["Hina Attoumani : Telegram bloqué, ses messages vont sur Slack."]
        english = talk.add("Emma Wilson", role=Role.NATIONAL, chamber="NAT", language="en")
        assert morning(talk, english) == ["Hina Attoumani: Telegram refuses messages, what I write goes to Slack."]

    def test_when_none_is_he_receives_nothing(self, talk: Talk) -> None:
        organiser = malik(talk)
        hina = talk.add("Hina Attoumani", accounts=(TELEGRAM,))
        dies(talk, TELEGRAM)
        dies(talk, account_of(hina), "user_disabled")
        assert sorted(morning(talk, organiser)) == [
            "Hina Attoumani ne reçoit plus rien : blocked.",
            "Hina Attoumani ne reçoit plus rien : user_disabled.",
        ]

    def test_who_has_left_is_no_trouble(self, talk: Talk) -> None:
        organiser = malik(talk)
        hina = talk.add("Hina Attoumani", accounts=(TELEGRAM,))
        dies(talk, TELEGRAM)
        talk.store.submit(lambda tx: tx.roster.close(hina.id)).result()
        assert morning(talk, organiser) == []

    def test_a_channel_by_its_name(self, talk: Talk) -> None:
        organiser = malik(talk)
        talk.store.submit(lambda tx: tx.outbox.name_channel(("slack", TEAM, "C1"), "#emploi")).result()
        dies(talk, Account(platform="slack", workspace=TEAM, user="C1"), "is_archived")
        assert talk.says(organiser, "pannes").text == "Pannes #emploi ne reçoit plus rien : is_archived."


def test_where_all_is_well(talk: Talk) -> None:
    assert talk.says(malik(talk), "pannes").text == "Aucune panne connue : tout arrive."
    assert "Pannes" not in page(talk, malik(talk))
