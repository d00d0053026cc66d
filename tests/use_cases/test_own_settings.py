"""One's own settings: shown in one short message, changed by a few words or a button."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from bot.domain.people import Account, Person
from bot.domain.subscription import Subscription
from tests.use_cases.talk import Talk

TELEGRAM = Account(platform="telegram", workspace="42", user="700100")


def now(talk: Talk, person: Person) -> Person:
    found = talk.store.read(lambda tx: tx.people.get(person.id))
    assert found is not None
    return found


def letter_of(talk: Talk, person: Person) -> Subscription:
    found = talk.store.read(lambda tx: tx.subscriptions.of_person(person.id))
    assert found is not None
    return found


def reads(talk: Talk, person: Person, **values: Any) -> None:
    kept = Subscription(person_id=person.id, since=talk.clock(), **values)
    talk.store.submit(lambda tx: tx.subscriptions.save(kept)).result()


@pytest.mark.parametrize("text", ["mes réglages", "réglages", "Réglages ?", "my settings", "settings", "préférences"])
def test_they_are_shown_in_one_message(talk: Talk, text: str) -> None:
    claire = talk.add()
    answer = talk.says(claire, text)
    assert answer.text == (
        "Vos réglages Langue : français. Fuseau : Paris, il y est 10 h. Je vous écris sur Slack, là où vous avez écrit en dernier. "
        "Lettre : tout, le lundi à 8 h. Écrivez par exemple « langue anglais », « fuseau Cayenne », « lettre mardi 9 h », "
        "« congé jusqu'au 04/12 »."
    )
    assert answer.buttons == ("Ma lettre", "Mes données", "In English")
    assert all(answer.words), "every button has its word"
    assert len(answer.text.encode()) < 900


def test_every_word_of_a_button_does_what_it_does(talk: Talk) -> None:
    hina = talk.add("Hina Attoumani", accounts=(TELEGRAM,))
    shown = talk.says(hina, "mes réglages")
    assert shown.buttons == ("Ma lettre", "Mes données", "In English", "Sur Telegram")
    for act, word in zip(shown.acts, shown.words, strict=True):
        pressed = talk.presses(hina, act)
        talk.says(hina, "langue français")
        talk.says(hina, "là où j'écris")
        typed = talk.says(hina, word)
        talk.says(hina, "langue français")
        talk.says(hina, "là où j'écris")
        assert pressed.text.split(".")[0] == typed.text.split(".")[0]


@pytest.mark.parametrize(
    "text", ["langue anglais", "langue english", "Langue : anglais", "language English", "en anglais", "in English", "langue en"]
)
def test_the_language_of_all_he_reads(talk: Talk, text: str) -> None:
    claire = talk.add()
    reads(talk, claire)
    answer = talk.says(claire, text)
    assert answer.text.startswith("Noted. Your settings Language: English.")
    assert (now(talk, claire).language, letter_of(talk, claire).language) == ("en", "en")
    assert talk.says(claire, "language French").text.startswith("Noté. Vos réglages Langue : français.")


def test_a_letter_in_another_language_keeps_it(talk: Talk) -> None:
    claire = talk.add()
    reads(talk, claire, language="en", zone="Indian/Mayotte")
    talk.says(claire, "langue anglais")
    talk.says(claire, "langue français")
    talk.says(claire, "fuseau Cayenne")
    assert (letter_of(talk, claire).language, letter_of(talk, claire).zone) == ("fr", "Indian/Mayotte"), (
        "the language was his own meanwhile"
    )


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("fuseau Cayenne", "America/Cayenne"),
        ("fuseau Guyane", "America/Cayenne"),
        ("fuseau horaire La Réunion", "Indian/Reunion"),
        ("fuseau America/Cayenne", "America/Cayenne"),
        ("time zone Mayotte", "Indian/Mayotte"),
        ("my timezone London", "Europe/London"),
        ("fuseau Paris", "Europe/Paris"),
        ("fuseau mamoudzou", "Indian/Mayotte"),
        ("fuseau Kourou", "America/Cayenne"),
        ("fuseau New York", "America/New_York"),
    ],
)
def test_the_zone_by_a_city_or_a_region(talk: Talk, text: str, zone: str) -> None:
    dylan = talk.add("Dylan Clet", zone="Pacific/Noumea")
    reads(talk, dylan, zone="Pacific/Noumea")
    assert not talk.says(dylan, text).refused
    assert (now(talk, dylan).zone, letter_of(talk, dylan).zone) == (zone, zone)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("langue", "Je parle français et anglais."),
        ("langue breton", "Je parle français et anglais. Écrivez « langue français » ou « langue anglais »."),
        ("fuseau", "Écrivez le fuseau avec sa ville ou sa région, par exemple : fuseau Cayenne."),
        ("fuseau Normndie", "Je ne connais pas « normndie ». Normandie,"),
        ("fuseau UTC+3", "Je ne connais pas le fuseau « utc 3 ». Écrivez-le avec sa ville ou sa région, par exemple : fuseau Cayenne."),
        ("fuseau +3", "Je ne connais pas le fuseau « 3 »."),
        ("fuseau ../../etc/passwd", "Je ne connais pas"),
    ],
)
def test_what_is_not_known_is_refused_with_what_is(talk: Talk, text: str, said: str) -> None:
    claire = talk.add()
    answer = talk.says(claire, text)
    assert answer.refused
    assert said in answer.text
    assert now(talk, claire) == claire


class TestPlatform:
    def test_the_last_used_until_another_is_chosen(self, talk: Talk) -> None:
        hina = talk.add("Hina Attoumani", accounts=(TELEGRAM,))
        assert "Je vous écris sur Slack, là où vous avez écrit en dernier." in talk.says(hina, "réglages").text
        talk.clock.now = talk.clock.now.replace(hour=10)
        assert "Je vous écris sur Telegram, là où vous avez écrit en dernier." in talk.says(TELEGRAM, "réglages").text
        chosen = talk.says(TELEGRAM, "sur Slack")
        assert "Noté. Vos réglages" in chosen.text
        assert "Je vous écris sur Slack, comme vous l'avez choisi." in chosen.text
        assert chosen.buttons[-2:] == ("Sur Telegram", "Là où j'écris")
        talk.clock.now = talk.clock.now.replace(hour=11)
        assert "sur Slack, comme vous l'avez choisi" in talk.says(TELEGRAM, "réglages").text, "a choice outlives the last use"
        assert "sur Telegram, là où vous avez écrit" in talk.says(TELEGRAM, "là où j'écris").text

    def test_one_where_he_has_no_account(self, talk: Talk) -> None:
        claire = talk.add()
        talk.add("Hina Attoumani", accounts=(TELEGRAM,))
        answer = talk.says(claire, "sur Telegram")
        assert (answer.text, answer.refused) == (
            "Je ne vous connais pas encore sur Telegram : reliez ce compte, ou écrivez-moi d'abord là-bas.",
            True,
        )
        assert now(talk, claire).platform == ""

    def test_a_place_is_no_platform(self, talk: Talk) -> None:
        claire = talk.add()
        assert talk.says(claire, "sur Caen").text.startswith("Je n'ai pas compris.")


@pytest.mark.parametrize(
    "act",
    [
        "own",
        "own:",
        "own:x",
        "own:zone:Mars/Base",
        "own:zone:",
        "own:language:de",
        "own:platform:telegram",
        "own:platform:x",
        "own:all:0",
        "own:all:99999",
        "own:all:²",
    ],
)
def test_forged_buttons(talk: Talk, act: str) -> None:
    claire = talk.add()
    assert talk.presses(claire, act).refused
    assert now(talk, claire) == claire


def test_a_change_leaves_its_trace(talk: Talk) -> None:
    claire = talk.add()
    talk.says(claire, "fuseau Cayenne")
    rows = talk.store.read(lambda tx: list(tx.connection.execute(tx.tables.audit.select().where(tx.tables.audit.c.act == "settings"))))
    assert [(row.by_id, row.before, row.after) for row in rows] == [(claire.id, {"zone": "Europe/Paris"}, {"zone": "America/Cayenne"})]


def test_nobody_changes_anothers(talk: Talk) -> None:
    claire, yann = talk.add(), talk.add("Yann Le Bras", chamber="BRE")
    talk.says(yann, "langue anglais")
    talk.says(yann, "congé jusqu'au 04/01")
    assert now(talk, claire) == claire
    assert now(talk, yann) == dataclasses.replace(now(talk, yann), language="en")


def test_the_letter_by_its_own_words_still(talk: Talk) -> None:
    claire = talk.add()
    assert "le mardi à 9 h" in talk.says(claire, "réglages emploi mardi 9 h").text
