"""Leave: said in a few words, ended by one; days that cannot be are asked about or refused. (DIALOGUES.md 6)"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.shelf import offer
from tests.use_cases.talk import Talk

SILENT = "ni rappel, ni lettre, ni demande."


def leave_of(talk: Talk, name: str = "Claire Le Goff") -> tuple[date | None, date | None]:
    [person] = [one for one in talk.store.read(lambda tx: tx.people.active()) if one.name == name]
    return person.away_from, person.away_until


def test_what_was_typed_is_quoted_shortly(talk: Talk) -> None:
    claire = talk.add()
    for text in ("congé jusqu'au " + "😀" * 4000, "fuseau " + "é" * 3000, "inviter Zoé Test, ambassadrice, " + "a@" * 900):
        answer = talk.says(claire, text)
        assert len(answer.text.encode()) < 700, answer.text[:200]
    assert "😀😀😀…" in talk.says(claire, "congé jusqu'au " + "😀" * 4000).text


@pytest.mark.parametrize(
    ("text", "first", "back"),
    [
        ("congé jusqu'au 04/01", "2026-11-20", "2027-01-04"),
        ("Congé jusqu’au 4 janvier.", "2026-11-20", "2027-01-04"),
        ("je suis en congé jusqu'au 04/01", "2026-11-20", "2027-01-04"),
        ("en vacances jusqu'au 04/01/2027", "2026-11-20", "2027-01-04"),
        ("absente jusqu'à lundi", "2026-11-20", "2026-11-23"),
        ("congé jusqu'au 24/12 inclus", "2026-11-20", "2026-12-28"),
        ("congé jusqu'au 03/01", "2026-11-20", "2027-01-04"),
        ("congé du 21/12 au 04/01", "2026-12-21", "2027-01-04"),
        ("congé du 21 au 24/12", "2026-12-21", "2026-12-24"),
        ("congé 21/12 - 04/01", "2026-12-21", "2027-01-04"),
        ("congé la semaine prochaine", "2026-11-23", "2026-11-30"),
        ("congé en août", "2027-08-01", "2027-09-01"),
        ("congé demain", "2026-11-21", "2026-11-23"),
        ("congé le 11/12", "2026-12-11", "2026-12-14"),
        ("on leave until 4 January", "2026-11-20", "2027-01-04"),
        ("I'm on leave from 21 December to 4 January", "2026-12-21", "2027-01-04"),
        ("I am away until Monday", "2026-11-20", "2026-11-23"),
        ("holidays until 31 December included", "2026-11-20", "2027-01-04"),
        ("out of office next week", "2026-11-23", "2026-11-30"),
    ],
)
def test_a_leave_as_people_say_it(talk: Talk, text: str, first: str, back: str) -> None:
    claire = talk.add()
    answer = talk.says(claire, text)
    assert not answer.refused, answer.text
    assert leave_of(talk) == (date.fromisoformat(first), date.fromisoformat(back))
    assert SILENT in answer.text


@pytest.mark.parametrize(
    ("text", "first", "back"),
    [
        ("congé 2 semaines", "2026-11-20", "2026-12-04"),
        ("congé deux semaines", "2026-11-20", "2026-12-04"),
        ("congé d'une semaine à partir du 21/12", "2026-12-21", "2026-12-28"),
        ("congé d’une semaine", "2026-11-20", "2026-11-27"),
        ("je pars en vacances pour 3 semaines", "2026-11-20", "2026-12-11"),
        ("congé 3 jours à partir de lundi", "2026-11-23", "2026-11-26"),
        ("congé à partir du 21/12 pour dix jours", "2026-12-21", "2026-12-31"),
        ("congé d'un mois dès le 01/12", "2026-12-01", "2027-01-04"),
        ("congé 3 mois à compter du 30/11", "2026-11-30", "2027-03-01"),
        ("congé 365 jours", "2026-11-20", "2027-11-22"),
        ("en vacances du 21/12 au 04/01", "2026-12-21", "2027-01-04"),
        ("absent jusqu'au 4 janvier inclus", "2026-11-20", "2027-01-05"),
        ("je suis en congé demain", "2026-11-21", "2026-11-23"),
        ("absente lundi et mardi", "2026-11-23", "2026-11-25"),
        ("absente du lundi au mercredi", "2026-11-23", "2026-11-25"),
        ("absente du lundi au mercredi inclus", "2026-11-23", "2026-11-26"),
        ("retour le 04/01", "2026-11-20", "2027-01-04"),
        ("Je reviens lundi.", "2026-11-20", "2026-11-23"),
        ("de retour le 4 janvier", "2026-11-20", "2027-01-04"),
        ("congé du 16/11 au 30/11", "2026-11-20", "2026-11-30"),
        ("on leave for two weeks from 21 December", "2026-12-21", "2027-01-04"),
        ("on holiday from 21 December for a week", "2026-12-21", "2026-12-28"),
        ("away for 10 days starting Monday", "2026-11-23", "2026-12-03"),
        ("leave 3 days", "2026-11-20", "2026-11-23"),
        ("back on 4 January", "2026-11-20", "2027-01-04"),
        ("I'll be back on Monday", "2026-11-20", "2026-11-23"),
        ("out of office Monday and Tuesday", "2026-11-23", "2026-11-25"),
    ],
)
def test_by_how_long_by_its_ends_or_by_the_day_back(talk: Talk, text: str, first: str, back: str) -> None:
    claire = talk.add()
    answer = talk.says(claire, text)
    assert not answer.refused, answer.text
    assert leave_of(talk) == (date.fromisoformat(first), date.fromisoformat(back))
    day = date.fromisoformat(back)
    assert f"{day:%d/%m}" in answer.text, "the first day back is said, so that a misreading is seen"


@pytest.mark.parametrize(
    "text",
    [
        "congé bientôt",
        "congé jusqu'à la saint-glinglin",
        "congé du lundi au n'importe quand",
        "congé parental",
        "vacances de Noël",
        "congé 0 jours",
    ],
)
def test_what_says_no_day_is_asked_once_with_days_to_choose(talk: Talk, text: str) -> None:
    claire = talk.add()
    answer = talk.says(claire, text)
    assert answer.text.startswith("Quand revenez-vous ? Je n'ai pas compris le jour dans « ")
    assert answer.text.endswith("Écrivez par exemple : congé jusqu'au 11/12/2026")
    assert answer.buttons == ("ven. 27/11", "ven. 04/12", "ven. 11/12")
    assert leave_of(talk) == (None, None)
    talk.presses(claire, answer.acts[1])
    assert leave_of(talk) == (date(2026, 11, 20), date(2026, 12, 4))
    talk.says(claire, answer.words[2])
    assert leave_of(talk)[1] == date(2026, 12, 11)


@pytest.mark.parametrize(
    ("language", "text", "asked"),
    [
        (
            "fr",
            "congé à partir du 21/12",
            "À partir du lun. 21/12, jusqu'à quand ? Écrivez par exemple : congé du 21/12/2026 au 11/01/2027",
        ),
        ("en", "on leave from 21 December", "From Mon 21 Dec on, until when? Type for example: leave from 21 Dec 2026 to 11 Jan 2027"),
    ],
)
def test_a_first_day_alone_is_asked_until_when(talk: Talk, language: str, text: str, asked: str) -> None:
    claire = talk.add(language=language)
    answer = talk.says(claire, text)
    assert answer.text == asked
    assert leave_of(talk) == (None, None)
    talk.presses(claire, answer.acts[0])
    assert leave_of(talk) == (date(2026, 12, 21), date(2026, 12, 28))
    talk.says(claire, answer.words[2])
    assert leave_of(talk) == (date(2026, 12, 21), date(2027, 1, 11))


@pytest.mark.parametrize(
    "text", ["retour de la réunion", "back to work on the report", "je reviens vers vous", "retour sur investissement", "de retour bientôt"]
)
def test_a_return_that_names_no_day_is_none(talk: Talk, text: str) -> None:
    claire = talk.add()
    assert talk.says(claire, text).text.startswith("Je n'ai pas compris.")
    assert leave_of(talk) == (None, None)


def test_back_today_ends_it(talk: Talk) -> None:
    claire = talk.add()
    talk.says(claire, "congé jusqu'au 04/01")
    talk.clock.now += timedelta(days=3)
    assert talk.says(claire, "de retour aujourd'hui").text.startswith("Bon retour.")


def test_the_answer_says_until_when_and_what_comes_due(talk: Talk) -> None:
    claire = talk.add()
    talk.store.submit(
        lambda tx: [offer(tx, claire, title=day, deadline=day) for day in ("2026-12-04", "2026-12-31", "2027-01-04")]
    ).result()
    answer = talk.says(claire, "congé jusqu'au 04/01")
    assert answer.text == "Noté. Rien avant lun. 04/01, 8 h : ni rappel, ni lettre, ni demande. 2 offres arrivent à échéance d'ici là."
    assert (answer.buttons, answer.words) == (("De retour",), ("de retour",))
    assert talk.says(claire, "congé du 21/12 au 04/01").text == (
        "Noté. Rien du lun. 21/12 à votre retour, lun. 04/01, 8 h : ni rappel, ni lettre, ni demande. 1 offre arrive à échéance d'ici là."
    )


def test_in_english(talk: Talk) -> None:
    emma = talk.add("Emma Wilson", language="en")
    talk.store.submit(lambda tx: offer(tx, emma, deadline="2026-12-04")).result()
    answer = talk.says(emma, "on leave until 4 January")
    assert answer.text == "Noted. Nothing before Mon 4 Jan, 8:00: no reminder, no letter, no request. 1 offer comes due before then."
    assert answer.buttons == ("I am back",)


def test_another_leave_replaces_it(talk: Talk) -> None:
    claire = talk.add()
    talk.says(claire, "congé jusqu'au 04/01")
    talk.says(claire, "congé jusqu'au 07/12")
    assert leave_of(talk) == (date(2026, 11, 20), date(2026, 12, 7))
    assert talk.says(claire, "congé").text == f"Noté. Rien avant lun. 07/12, 8 h : {SILENT}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("congé jusqu'au 31/02", "31/02 n'existe pas"),
        ("congé jusqu'au 01/11/2026", "Le dim. 01/11 est passé. Écrivez un jour à venir, par exemple : congé jusqu'au 04/12."),
        ("congé jusqu'à aujourd'hui", "est passé"),
        ("congé jusqu'au 04/01/2062", "est dans plus d'un an"),
        ("congé hier", "Le jeu. 19/11 est passé."),
        ("congé du 01/11/2026 au 10/11/2026", "Le mar. 10/11 est passé."),
        ("congé du 01/11 au 10/11", "10/11/2026 ou 10/11/2027 ?"),
        ("congé d'une semaine à partir du 02/11/2026", "est passé"),
        ("retour le 02/11/2026", "Le lun. 02/11 est passé."),
        ("congé 3 ans", "est dans plus d'un an"),
        ("congé 9999 jours", "est dans plus d'un an"),
        ("congé 14 mois", "est dans plus d'un an"),
        ("congé du 21/12/2026 au 04/01/2029", "est dans plus d'un an"),
        ("congé d'une semaine à partir du 31/02", "31/02 n'existe pas"),
    ],
)
def test_days_that_cannot_be(talk: Talk, text: str, said: str) -> None:
    claire = talk.add()
    answer = talk.says(claire, text)
    assert answer.refused
    assert said in answer.text
    assert leave_of(talk) == (None, None)


def test_a_day_that_may_be_two_is_asked_and_one_press_settles_it(talk: Talk) -> None:
    emma = talk.add("Emma Wilson", language="en")
    answer = talk.says(emma, "on leave until 03/04")
    assert answer.text == "“03/04”: 3 Apr 2027 or 4 Mar 2027? Type the date in full."
    assert answer.words == ("leave until 3 Apr 2027", "leave until 4 Mar 2027")
    assert leave_of(talk, "Emma Wilson") == (None, None)
    talk.presses(emma, answer.acts[1])
    assert leave_of(talk, "Emma Wilson")[1] == date(2027, 3, 4)
    talk.says(emma, answer.words[0])
    assert leave_of(talk, "Emma Wilson")[1] == date(2027, 4, 5), "3 April 2027 is a Saturday"


@pytest.mark.parametrize(
    "text",
    [
        "Congé maternité : nous cherchons un comptable, CDD 6 mois, Caen, avant le 12/12",
        "vacances apprenantes : animateur, Caen, CDD, avant le 12/12",
        "Absence de comptable, CDD de remplacement à Caen, qui peut nous aider cet hiver ?",
    ],
)
def test_a_post_that_begins_with_a_leave_is_none(talk: Talk, text: str) -> None:
    claire = talk.add()
    talk.says(claire, text)
    assert leave_of(talk) == (None, None)


class TestBack:
    def test_earlier_than_said(self, talk: Talk) -> None:
        claire = talk.add()
        talk.says(claire, "congé jusqu'au 04/01")
        talk.clock.now = talk.clock.now.replace(month=12, day=2)
        yann = talk.add("Yann Le Bras", chamber="BRE")
        talk.store.submit(lambda tx: offer(tx, yann, deadline="2026-12-31")).result()
        talk.clock.now += timedelta(hours=1)
        answer = talk.says(claire, "de retour")
        assert answer.text == "Bon retour. Le reste : 1 offre."
        assert leave_of(talk) == (date(2026, 11, 20), date(2026, 12, 2))
        assert "comptable" in talk.says(claire, "voir").text
        assert "comptable" in talk.presses(claire, answer.acts[0]).text
        assert talk.says(claire, "de retour").text == "Vous n'êtes pas en congé : tout vous parvient comme d'habitude."

    def test_before_it_begins_it_is_called_off(self, talk: Talk) -> None:
        claire = talk.add()
        talk.says(claire, "congé du 21/12 au 04/01")
        assert talk.presses(claire, "leave:end").text == "Noté : pas de congé. Tout vous parvient comme d'habitude."
        assert leave_of(talk) == (None, None)

    def test_who_never_left(self, talk: Talk) -> None:
        claire = talk.add()
        assert talk.says(claire, "de retour").refused
        assert talk.says(claire, "congé").text == "Vous n'êtes pas en congé. Écrivez par exemple : congé jusqu'au 04/12."
        assert talk.says(claire, "voir").text.startswith("Je n'ai pas compris."), "nothing to open: it is kept like any text"


@pytest.mark.parametrize(
    "act",
    [
        "leave",
        "leave:",
        "leave:see",
        "leave:until:",
        "leave:until:tomorrow",
        "leave:until:2027-02-30",
        "leave:x:y",
        "leave:from:2026-12-21",
        "leave:from:x:2026-12-28",
        "leave:from:2026-12-28:2026-12-21",
    ],
)
def test_forged_buttons(talk: Talk, act: str) -> None:
    claire = talk.add()
    assert talk.presses(claire, act).refused
    assert leave_of(talk) == (None, None)


def test_a_forged_day_long_past_or_far_is_refused(talk: Talk) -> None:
    claire = talk.add()
    for day in ("0001-01-01", "2026-11-20", "9999-12-31"):
        assert talk.presses(claire, f"leave:until:{day}").refused
    assert leave_of(talk) == (None, None)
