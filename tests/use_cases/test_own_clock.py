"""A zone told by the clock on the wall. It is 9:00 UTC: 10 h in Paris, 6 h in Cayenne, 12 h in Mayotte, 13 h in La Réunion."""

from __future__ import annotations

import pytest

from tests.use_cases.talk import Talk
from tests.use_cases.test_own_settings import now


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("il est 6h ici", "America/Cayenne"),
        ("Ici il est 6 h 05 maintenant", "America/Cayenne"),
        ("il est 12 heures chez moi", "Indian/Mayotte"),
        ("il est 13:10 ici", "Indian/Reunion"),
        ("It's 10 am here", "Europe/Paris"),
        ("it is 1 pm here", "Indian/Reunion"),
        ("fuseau Mayotte", "Indian/Mayotte"),
        ("fuseau Europe/Paris", "Europe/Paris"),
    ],
)
def test_the_zone_in_which_it_is_that_hour(talk: Talk, text: str, zone: str) -> None:
    dylan = talk.add("Dylan Clet", zone="Pacific/Noumea")
    assert not talk.says(dylan, text).refused
    assert now(talk, dylan).zone == zone


@pytest.mark.parametrize(
    ("language", "text", "asked"),
    [("fr", "il est 5h ici", "Dans lequel de ces fuseaux êtes-vous ?"), ("en", "it's 5 am here", "In which of these zones are you?")],
)
def test_where_two_clocks_say_the_same_one_is_chosen(talk: Talk, language: str, text: str, asked: str) -> None:
    dylan = talk.add("Dylan Clet", zone="Europe/Paris", language=language)
    answer = talk.says(dylan, text)
    assert answer.text == asked
    assert answer.buttons == ("Guadeloupe", "Martinique")
    assert now(talk, dylan).zone == "Europe/Paris"
    talk.presses(dylan, answer.acts[1])
    assert now(talk, dylan).zone == "America/Martinique"
    talk.says(dylan, answer.words[0])
    assert now(talk, dylan).zone == "America/Guadeloupe"


def test_a_clock_that_is_right_already_changes_nothing(talk: Talk) -> None:
    claire = talk.add()
    assert talk.says(claire, "il est 10h ici").text.startswith("Vos réglages Langue : français. Fuseau : Paris")
    assert now(talk, claire) == claire


@pytest.mark.parametrize(
    ("text", "said"),
    [("il est 20h ici", "Je ne connais pas « 20:00 »."), ("il est 99h ici", "Écrivez le fuseau avec sa ville")],
)
def test_a_clock_that_is_nowhere(talk: Talk, text: str, said: str) -> None:
    claire = talk.add()
    answer = talk.says(claire, text)
    assert answer.refused
    assert answer.text.startswith(said)
    assert now(talk, claire) == claire


@pytest.mark.parametrize("text", ["il est 14h", "il est 14h ici et tout va bien", "notifications"])
def test_other_words_are_none_of_it(talk: Talk, text: str) -> None:
    claire = talk.add()
    assert talk.says(claire, text).text.startswith("Je n'ai pas compris.")
    assert now(talk, claire) == claire
