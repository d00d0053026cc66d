"""What is worth a question before minutes are published: a table of texts, and what is asked of each."""

from __future__ import annotations

import pytest

from tests.shelf import FRIDAY
from tests.use_cases.talk import Said, Talk

HEAD = "CR Bureau, 19/11/2026, Caen\nPrésents (2) : Bretagne, Normandie\nDécisions :\nD1. Le budget est voté (unanimité)\n"
ASKED = "Relire"


def card(talk: Talk, text: str) -> Said:
    """What its author reads of minutes that he has just pasted."""
    said = talk.says(talk.add(), text)
    assert said.text.startswith("Compte rendu – "), said
    return said


def points(said: Said) -> str:
    """What is asked, without the head of the card."""
    return said.text.partition("avant de publier ")[2]


def ways(said: Said) -> list[str]:
    return list(said.buttons[: said.buttons.index(ASKED)])


@pytest.mark.parametrize(
    ("actions", "asked", "offered"),
    [
        ("A1. Loire – Convoquer le GT – pour le 15/12/2026", "Action 1, « Loire » :", ["Pays de la Loire", "Centre-Val de Loire"]),
        (
            "A1. Normandie – Écrire – pour le 13/12/2026",
            "Action 1, pour le 13/12 : c'est un dimanche.",
            ["ven. 11/12", "lun. 14/12", "Garder le 13/12"],
        ),
        (
            "A1. Normandie – Écrire – pour le 12/12/2026",
            "Action 1, pour le 12/12 : c'est un samedi.",
            ["ven. 11/12", "lun. 14/12", "Garder le 12/12"],
        ),
        (
            "A1. Normandie – Écrire – pour le 25/12/2026",
            "Action 1, pour le 25/12 : c'est un jour férié.",
            ["jeu. 24/12", "lun. 28/12", "Garder le 25/12"],
        ),
        (
            "A1. Gaston – Écrire – pour le 14/12/2026",
            "Action 1 : je ne connais pas « Gaston ». Son rappel vous viendra.",
            ["Publier ainsi"],
        ),
        (
            "A1. Normndie – Écrire – pour le 14/12/2026",
            "Action 1, « Normndie » :",
            ["Normandie", "Nouvelle-Aquitaine", "Pays de la Loire"],
        ),
        (
            "A1. Normandie – Écrire – pour le 05/01/2026",
            "Action 1, pour le 05/01/2026 : c'est avant la réunion.",
            ["mar. 05/01", "Garder", "Sans échéance"],
        ),
    ],
)
def test_an_action_that_cannot_be_kept_is_asked_about(talk: Talk, actions: str, asked: str, offered: list[str]) -> None:
    said = card(talk, HEAD + "Actions :\n" + actions)
    assert "1 point à trancher avant de publier" in said.text
    assert (points(said), ways(said)) == (asked, offered)
    assert "Publier" not in said.buttons


@pytest.mark.parametrize(
    ("text", "asked", "offered"),
    [
        (
            "CR Bureau, 19/11/2026\nPrésents (3) : Bretagne, Normandie\nDécisions :\nD1. Le budget est voté",
            "Présents : le texte en annonce 3, la liste en nomme 2.",
            ["Il y en avait 3", "Il y en avait 2"],
        ),
        (
            "CR Bureau, 19/11/2026\nPrésents (2) : Bretagne, Normandie\nExcusés (3) : Corse, Mayotte\nDécisions :\nD1. Le budget est voté",
            "Excusés : le texte en annonce 3, la liste en nomme 2.",
            ["Il y en avait 2"],
        ),
        (
            "CR Bureau, 19/11/2026\nPrésents (2) : Bretagne, Normandie\nExcusés (1) : Bretagne\nDécisions :\nD1. Le budget est voté",
            "« Bretagne » est dans deux listes. Laquelle est la bonne ?",
            ["Présents", "Excusés"],
        ),
        (
            "CR Bureau, 19/11/2026\nPrésents (2) : Bretagne, Normandie\nDécisions :\nD1. Le budget est voté\nProchaine réunion : 21/01/2026",
            "Prochaine réunion le 21/01/2026 : ce n'est pas après celle-ci.",
            ["jeu. 21/01/2027", "Sans date"],
        ),
        (
            "CR Bureau, 03/12/2026\nPrésents (2) : Bretagne, Normandie\nDécisions :\nD1. Le budget est voté",
            "La réunion du 03/12/2026 est encore à venir : est-ce le bon jour ?",
            ["mer. 03/12/2025", "Garder le 03/12"],
        ),
    ],
)
def test_lists_and_days_that_contradict_each_other_are_asked_about(talk: Talk, text: str, asked: str, offered: list[str]) -> None:
    said = card(talk, text)
    assert (points(said), ways(said)) == (asked, offered)


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "Actions :\nA1. Normandie – Écrire – pour le 14/12/2026",
        HEAD,  # no next meeting, no action
        HEAD + "Actions :\nA1. Normandie – Écrire – avant les vacances",  # a term that is no day
        HEAD + "Actions :\nA1. Équipe nationale – Écrire – pour le 14/12/2026",
        "CR Bureau, 19/11/2026\nPrésents : Paule, Karine\nActions :\n- Karine → devis (30/11/2026)\nDécisions :\n- on garde la salle",
    ],
)
def test_what_is_worth_no_question_is_published_as_it_stands(talk: Talk, text: str) -> None:
    said = card(talk, text)
    assert said.buttons == ("Publier", "Relire", "Corriger")
    assert "trancher" not in said.text


def test_old_minutes_have_one_line_about_all_that_is_overdue(talk: Talk) -> None:
    """Terms of a year ago, a Sunday among them: nobody is asked nine questions about the past."""
    days = ("13/01/2026", "20/01/2026", "18/01/2026", "09/02/2026")
    actions = "\n".join(f"A{n}. Normandie – Écrire la note {n} – pour le {day}" for n, day in enumerate(days, start=1))
    said = card(talk, f"CR Bureau, 08/01/2026, Caen\nPrésents (2) : Bretagne, Normandie\nActions :\n{actions}")
    assert "4 échéances sont déjà passées." in said.text
    assert said.buttons[0] == "Publier"


def test_the_same_trouble_many_times_is_one_question(talk: Talk) -> None:
    sundays = ("13/12/2026", "20/12/2026", "10/01/2027", "17/01/2027")
    actions = "\n".join(f"A{n}. Normandie – Écrire la note {n} – pour le {day}" for n, day in enumerate(sundays, start=1))
    claire = talk.add()
    said = talk.says(claire, f"{HEAD}Actions :\n{actions}")
    assert points(said) == "Actions 1, 2, 3, 4 : leur échéance tombe un jour chômé."
    assert ways(said) == ["Le jour ouvré d'avant", "Le jour ouvré d'après", "Garder"]
    after = talk.presses(claire, said.acts[1])
    assert after.buttons[0] == "Publier"
    [item] = talk.store.read(lambda tx: tx.contributions.every("meeting_minutes"))
    assert [f"{one.due:%d/%m}" for one in item.action_items] == ["14/12", "21/12", "11/01", "18/01"]


def test_the_same_name_is_asked_about_once(talk: Talk) -> None:
    claire = talk.add()
    actions = "A1. Loire – Convoquer – pour le 14/12/2026\nA2. Corse – Relire – pour le 14/12/2026\nA3. Loire – Clore – pour le 15/12/2026"
    said = talk.says(claire, f"{HEAD}Actions :\n{actions}")
    assert points(said) == "Actions 1, 3, « Loire » :"
    talk.presses(claire, said.acts[1])
    [item] = talk.store.read(lambda tx: tx.contributions.every("meeting_minutes"))
    assert [one.chamber for one in item.action_items] == ["CVL", "COR", "CVL"]


def test_several_strangers_are_one_question(talk: Talk) -> None:
    actions = "A1. Gaston – Convoquer – pour le 14/12/2026\nA2. Prunelle – Relire – pour le 14/12/2026"
    said = card(talk, f"{HEAD}Actions :\n{actions}")
    assert points(said) == "Actions 1, 2 : je ne connais pas Gaston, Prunelle. Leurs rappels vous viendront."


def test_somebody_of_the_network_is_no_stranger(talk: Talk) -> None:
    talk.add("Gaston Lagaffe", chamber="BRE")
    assert card(talk, f"{HEAD}Actions :\nA1. Gaston – Convoquer – pour le 14/12/2026").buttons[0] == "Publier"


def test_an_answer_settles_its_point_for_good(talk: Talk) -> None:
    """Keeping a Sunday changes nothing of the minutes: it is remembered all the same, whatever is corrected later."""
    claire = talk.add()
    said = talk.says(claire, f"{HEAD}Actions :\nA1. Normandie – Écrire – pour le 13/12/2026")
    kept = talk.presses(claire, said.acts[2])
    assert kept.buttons == ("Publier", "Relire", "Corriger")
    assert "Plus de doute. Je ne connais pas de canal" in kept.text
    assert "trancher" not in talk.says(claire, "corriger lieu : Rouen").text
    assert talk.says(claire, "compte rendu 1").buttons[0] == "Publier"
    again = talk.presses(claire, said.acts[2])
    assert again.text == "C'est déjà réglé. Rien n'a changé."


def test_a_stale_or_forged_button_settles_nothing(talk: Talk) -> None:
    claire = talk.add()
    said = talk.says(claire, f"{HEAD}Actions :\nA1. Normandie – Écrire – pour le 13/12/2026")
    for act in ("minutes:settle:CR-001:000000000000", "minutes:settle:CR-002:00", "minutes:nothing:CR-001", "minutes", "minutes:settle"):
        assert talk.presses(claire, act).refused
    stranger = talk.add("Soraya Haddad", chamber="IDF")
    assert talk.presses(stranger, said.acts[0]).refused
    assert talk.presses(claire, "minutes:publish:CR-001").text == "Il reste à trancher avant de publier : 1."


def test_the_clock_of_the_day_decides(talk: Talk) -> None:
    """Minutes of 2008 filed in 2008: their terms are to come."""
    talk.clock.now = FRIDAY.replace(year=2008, month=10, day=17)
    said = card(talk, "CR Bureau, 16/10/2008, Paris\nPrésents (2) : Bretagne, Alsace\nActions :\nA1. Alsace – Écrire – pour le 16/11/2008")
    assert points(said) == "Action 1, pour le 16/11 : c'est un dimanche."


def test_terms_of_old_minutes_are_counted_from_the_meeting(talk: Talk) -> None:
    """Filed in November, "pour le 27/02" of a meeting of February is no day of next year."""
    text = "CR Bureau, 16/02/2026, Caen\nPrésents (2) : Bretagne, Normandie\nActions :\nA1. Normandie – Écrire – pour le 27/02"
    said = card(talk, text)
    assert "1 échéance est déjà passée." in said.text
    [item] = talk.store.read(lambda tx: tx.contributions.every("meeting_minutes"))
    assert item.action_items[0].due.isoformat() == "2026-02-27"
