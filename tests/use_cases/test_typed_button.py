"""Every button has a word: typed, it does what the button does, when nothing else understands it first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.messages import Button, Message
from bot.domain.people import Role
from bot.domain.ports import Address
from handlers.typed import late, said_at
from storage.outbox import Purpose
from storage.transaction import Tx
from tests.use_cases.speaking import HERE, Speaker, filed, speaker

FULL = "offre : comptable, Cayenne, CDI, avant le 15/12"
NOT_UNDERSTOOD = "Je n'ai pas compris."


@pytest.fixture
def marie(tmp_path: Path) -> Iterator[Speaker]:
    made = speaker(tmp_path, role=Role.DIRECTOR)
    yield made
    made.store.close()


def posts(marie: Speaker, *buttons: Button, to: Address = HERE, purpose: Purpose = "answer", text: str = "Voici.") -> int:
    """A message of ours with these buttons, sent."""

    def write(tx: Tx) -> int:
        return tx.outbox.post(to, Message.of(text, *buttons), purpose=purpose)

    row = marie.store.submit(write).result()
    marie.store.submit(lambda tx: [tx.outbox.sent(one.id, f"{one.id}.1", one.delivery.to.channel) for one in _waiting(tx)]).result()
    return row


def _waiting(tx: Tx) -> list[object]:
    return list(tx.outbox.reserve(platforms=["slack"], most=9))


def state(tx: Tx) -> str:
    item = tx.contributions.numbered("job_offer", 1)
    return f"{item.state}, {item.scope.value}" if item else ""


WITHDRAW = Button(label="Faire disparaître", act="do:withdraw:JO-001", word="oust")
NETWORK = Button(label="🔒 Entre nous", act="do:network:JO-001", word="entre nous")
PAGE = Button(label="Lire la page", act="page", url="https://exemple.fr/")


@pytest.mark.parametrize("typed", ["oust", "Oust !", "faire disparaitre", "Faire disparaître", "2", "2.", " 2 "])
def test_its_word_its_label_or_its_place(marie: Speaker, typed: str) -> None:
    marie.says(FULL)
    posts(marie, NETWORK, PAGE, WITHDRAW)
    assert marie.says(typed).startswith("Offre 1 retirée.")


@pytest.mark.parametrize("typed", ["lire la page", "3", "0", "page", "ous", "oust donc", "77777777777777777777"])
def test_what_opens_a_page_and_what_is_not_there(marie: Speaker, typed: str) -> None:
    marie.says(FULL)
    posts(marie, NETWORK, PAGE, WITHDRAW)
    assert marie.says(typed).startswith(NOT_UNDERSTOOD)
    assert marie.read(state) == "published, public"


def test_a_number_is_about_the_last_message_alone(marie: Speaker) -> None:
    marie.says(FULL)
    posts(marie, NETWORK, WITHDRAW)
    posts(marie, NETWORK)
    marie.says("2")
    assert marie.read(state) == "published, public"
    marie.says("oust")
    assert marie.read(state) == "withdrawn, public", "a word is about the latest few"


def test_far_back_or_long_ago_it_means_nothing(marie: Speaker) -> None:
    marie.says(FULL)
    posts(marie, WITHDRAW)
    for _ in range(3):
        posts(marie)
    marie.says("oust")
    posts(marie, WITHDRAW)
    marie.clock.now += timedelta(days=8)
    marie.says("oust")
    assert marie.read(state) == "published, public"


def test_as_it_is_shown_now(marie: Speaker) -> None:
    marie.says(FULL)
    row = posts(marie, WITHDRAW)
    marie.store.submit(lambda tx: tx.outbox.edit(row, Message.of("C'est fait."))).result()
    marie.says("oust")
    assert marie.read(state) == "published, public"


def test_in_another_conversation_it_means_nothing(marie: Speaker) -> None:
    marie.says(FULL)
    posts(marie, WITHDRAW, to=Address(platform="slack", workspace=HERE.workspace, channel="CEMPLOI"))
    posts(marie, WITHDRAW, to=Address(platform="telegram", workspace="7", channel=HERE.channel))
    marie.says("oust")
    assert marie.read(state) == "published, public"


def test_one_word_for_two_things_does_neither(marie: Speaker) -> None:
    marie.says(FULL)
    posts(marie, WITHDRAW, Button(label="Faire disparaître", act="do:withdraw:JO-002", word="oust"))
    assert marie.says("oust").startswith(NOT_UNDERSTOOD)
    assert marie.read(state) == "published, public"


def test_what_a_press_refuses_is_refused(marie: Speaker) -> None:
    posts(marie, WITHDRAW)
    assert marie.says("oust") == "Je ne trouve pas « offre 1 ». Vérifiez le numéro."
    posts(marie, Button(label="Explose", act="do:explode"))
    assert marie.says("explose").startswith("Ce bouton n'est plus valable.")


class TestAnOpenQuestion:
    def test_comes_before_what_we_said_earlier(self, marie: Speaker) -> None:
        posts(marie, Button(label="Aide", act="help", word="1"))
        marie.says("offre : comptable, Cayenne, CDI")
        assert "Offre 1 publiée, jusqu'au ven. 04/12." in marie.says("1")

    def test_yields_to_what_we_said_since(self, marie: Speaker) -> None:
        marie.says("Recherche comptable CDI Cayenne avant le 10/12")
        marie.says("offre : directeur, Cayenne, CDI, avant le 10/12")
        marie.says("lettre")
        assert marie.labels()[:2] == ["Changer", "Pause"]
        assert marie.says("1").startswith("Écrivez par exemple : « lettre emploi"), "the newest message with buttons"
        assert [title for _, title, _ in marie.read(filed)] == ["directeur"]

    def test_keeps_its_own_words_and_numbers(self, marie: Speaker) -> None:
        marie.says("offre : comptable, Cayenne, CDI")
        posts(marie, Button(label="Aide", act="help", word="aide"))
        assert "Offre 1 publiée, jusqu'au lun. 21/12." in marie.says("2"), "there is no second button there"

    def test_does_not_yield_to_a_message_without_buttons(self, marie: Speaker) -> None:
        marie.says("offre : comptable, Cayenne, CDI")
        posts(marie, PAGE)
        posts(marie)
        assert "Offre 1 publiée, jusqu'au ven. 04/12." in marie.says("1")

    def test_asked_again_it_is_the_newest(self, marie: Speaker) -> None:
        marie.says("offre : comptable, Cayenne, CDI")
        row = marie.last_row
        posts(marie, Button(label="Aide", act="help", word="aide"))
        marie.store.submit(lambda tx: tx.outbox.edit(row, tx.outbox.current(row))).result()
        assert "Offre 1 publiée, jusqu'au ven. 04/12." in marie.says("1")


def test_a_gesture_comes_first(marie: Speaker) -> None:
    marie.says(FULL)
    posts(marie, Button(label="Aide", act="help", word="retirer"))
    assert marie.says("retirer").startswith("Offre 1 retirée.")


def test_the_line_of_a_morning_message_becomes_the_answer(marie: Speaker) -> None:
    marie.says(FULL)
    row = posts(marie, WITHDRAW, purpose="morning", text="Offre 1 : pourvue ?")
    assert marie.says("oust").startswith("Offre 1 retirée.")
    now = marie.store.read(lambda tx: tx.outbox.current(row))
    assert "retirée" in now.markdown
    assert WITHDRAW not in now.buttons


def test_a_form_of_a_button_is_asked_question_by_question(marie: Speaker) -> None:
    marie.says("aide")
    assert marie.says("diffuser une offre").startswith("Diffuser une offre 1/2")


NOW = datetime(2026, 11, 21, 12, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "said", "worth_saying"),
    [
        (None, NOW, False),
        (NOW, NOW, False),
        (NOW - timedelta(minutes=14), NOW - timedelta(minutes=14), False),
        (NOW - timedelta(minutes=15), NOW - timedelta(minutes=15), True),
        (NOW - timedelta(days=7), NOW - timedelta(days=7), True),
        (NOW - timedelta(days=7, seconds=1), NOW, False),
        (NOW + timedelta(seconds=1), NOW, False),
        (datetime(2031, 1, 1, tzinfo=UTC), NOW, False),
    ],
)
def test_when_something_was_said(written: datetime | None, said: datetime, *, worth_saying: bool) -> None:
    assert said_at(written, NOW) == said
    assert late(written, NOW) == (said if worth_saying else None)


class TestLate:
    def test_both_times_are_said_and_kept(self, marie: Speaker) -> None:
        written = marie.clock.now - timedelta(hours=3, minutes=8)
        answer = marie.says(FULL, written_at=written)
        assert "Offre 1 publiée (écrite à 2 h 52), jusqu'au mar. 15/12." in answer
        assert marie.read(lambda tx: tx.contributions.get(1).said_at) == written
        assert "écrite" not in marie.says("réseau seulement"), "what was changed since is not the message of then"

    def test_tomorrow_is_the_day_after_it_was_written(self, marie: Speaker) -> None:
        marie.clock.now = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)
        answer = marie.says("offre : comptable, Cayenne, CDI, avant demain", written_at=datetime(2026, 11, 21, 2, 50, tzinfo=UTC))
        assert "(écrite ven. 20/11 à 23 h 50), jusqu'au sam. 21/11." in answer

    def test_a_question_keeps_it_until_it_is_filed(self, marie: Speaker) -> None:
        written = marie.clock.now - timedelta(hours=2)
        assert "Offre 1 – comptable (écrite à 4 h)" in marie.says("offre : comptable, Cayenne, CDI", written_at=written)
        marie.says("1")
        assert marie.read(lambda tx: tx.contributions.get(1).said_at) == written

    def test_an_answer_and_a_correction_are_read_from_then(self, marie: Speaker) -> None:
        written = marie.clock.now - timedelta(hours=20)
        marie.says("offre : comptable, Cayenne, CDI")
        assert "jusqu'au ven. 20/11" in marie.says("demain", written_at=written)
        assert "ven. 20/11" in marie.says("corriger date limite : aujourd'hui")
        assert marie.says("corriger date limite : dans 2 jours", written_at=written).startswith("Corrigé : candidatures avant, sam. 21/11")

    @pytest.mark.parametrize("away", [timedelta(minutes=3), timedelta(days=-1600), timedelta(days=8)])
    def test_a_clock_that_cannot_be_right_is_ignored(self, marie: Speaker, away: timedelta) -> None:
        assert "écrite" not in marie.says(FULL, written_at=marie.clock.now - away)
        assert marie.read(lambda tx: tx.contributions.get(1).said_at) is None


@pytest.mark.parametrize(("typed", "becomes"), [("1", "withdrawn, public"), ("2", "published, network"), ("3", "published, public")])
def test_a_number_is_the_answer_written_with_it_wherever_it_stands(marie: Speaker, typed: str, becomes: str) -> None:
    marie.says(FULL)
    action = Button(label="1 : fait", act="act:done:99", word="1 fait")
    other = Button(label="Une autre chose", act="page:other", word="autre chose")
    yes = Button(label="1 Oui", act="do:withdraw:JO-001", word="oui")
    partly = Button(label="2 En partie", act="do:network:JO-001", word="en partie")
    posts(marie, action, other, yes, partly, Button(label="3 Non", act="page:other", word="non"), purpose="morning")
    marie.says(typed)
    assert marie.store.read(state) == becomes


def test_of_two_questions_in_one_message_a_number_answers_the_first(marie: Speaker) -> None:
    marie.says(FULL)
    marie.says("offre : animateur, Saint-Laurent, CDD, avant le 18/12")
    first, second = (Button(label="1 Oui", act=f"do:withdraw:JO-00{n}", word="oui") for n in (1, 2))
    posts(marie, first, second, purpose="morning")
    assert marie.says("1").startswith("Offre 1 retirée.")
