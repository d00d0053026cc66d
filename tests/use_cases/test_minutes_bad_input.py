"""Minutes as they come: without a date, with too much of everything, as a table, in a forwarded mail, from who may not file them."""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.people import Role
from handlers.fill import Filled, submit
from handlers.respond import press
from storage.contributions import Origin
from tests.shelf import TEAM
from tests.use_cases.talk import Talk

HEAD = "CR Bureau, 19/11/2026, Caen\nPrésents (2) : Bretagne, Normandie\n"
BODY = "Présents (2) : Bretagne, Normandie\nDécisions :\nD1. Le budget est voté (unanimité)"


def only(talk: Talk) -> Any:
    [item] = talk.store.read(lambda tx: list(tx.contributions.every("meeting_minutes")))
    return item


def test_without_a_date_one_question(talk: Talk) -> None:
    claire = talk.add()
    asked = talk.says(claire, f"CR du Bureau\n{BODY}")
    assert asked.text.endswith("Quel jour était-ce ? (ou écrivez une date)")
    assert asked.buttons[:2] == ("ven. 20/11", "jeu. 19/11")
    assert talk.says(claire, "18/11/2026").text.startswith("Compte rendu – Bureau, 18/11/2026")
    assert only(talk).date_start.isoformat() == "2026-11-18"


def test_with_two_dates_one_question(talk: Talk) -> None:
    claire = talk.add()
    asked = talk.says(claire, f"CR du Bureau du 05/11 ou du 12/11/2026\n{BODY}")
    assert "05/11/2026 ou 12/11/2026 ?" in asked.text
    assert not talk.store.read(lambda tx: list(tx.contributions.every("meeting_minutes")))
    assert talk.says(claire, "05/11/2026").text.startswith("Compte rendu – Bureau, 05/11/2026")


def test_sixty_people_are_all_kept(talk: Talk) -> None:
    claire = talk.add()
    names = ", ".join(f"Personne{n:02}" for n in range(1, 61))
    said = talk.says(claire, f"CR AG, 19/11/2026, Caen\nPrésents (60) : {names}\nDécisions :\nD1. Les comptes sont approuvés")
    assert "60 présents" in said.text
    assert len(only(talk).present) == 60
    assert said.buttons[0] == "Publier"


def test_two_hundred_actions_are_all_kept_and_none_is_cut(talk: Talk) -> None:
    """The form leaves them out and says how to change them; the channel reads the first, and how many there are."""
    claire = talk.add()
    actions = "\n".join(f"A{n}. Normandie – Rédiger la fiche numéro {n} du recueil – pour le 14/12/2026" for n in range(1, 201))
    said = talk.says(claire, f"{HEAD}Actions :\n{actions}")
    assert "200 actions" in said.text
    before = only(talk)
    assert len(before.action_items) == 200
    form = talk.store.submit(lambda tx: press("do:correct:CR-001", claire, tx)).result()
    assert "action_items" not in [one.name for one in form.inputs]
    assert form.intro == (
        "Trop long pour un formulaire, et laissé tel quel : actions et texte intégral. "
        "Pour le changer, modifiez le message où vous l'avez envoyé."
    )
    answers = {one.name: one.value for one in form.inputs} | {"place": "Rouen"}
    filled = Filled(token=form.token, answers=answers, origin=Origin(platform="slack", workspace=TEAM, channel="D1"))
    talk.store.submit(lambda tx: submit(filled, claire, tx)).result()
    after = only(talk)
    assert (after.place, after.action_items, after.notes) == ("Rouen", before.action_items, before.notes)
    talk.presses(claire, "minutes:publish:CR-001")
    assert len(talk.store.read(lambda tx: tx.actions.of_minutes(after.id))) == 200


@pytest.mark.parametrize("between", ["\t", " | "])
def test_a_table_of_a_word_processor(talk: Talk, between: str) -> None:
    claire = talk.add()
    rows = [("Qui", "Quoi", "Pour quand"), ("Bretagne", "Envoyer le guide", "14/12/2026"), ("Corse", "Relire le guide", "16/12/2026")]
    table = "\n".join(between.join(row) for row in rows)
    talk.says(claire, f"{HEAD}Décisions :\nD1. Le guide est refait\nActions :\n{table}")
    assert [(one.chamber, one.what, one.due.isoformat()) for one in only(talk).action_items] == [
        ("BRE", "Envoyer le guide", "2026-12-14"),
        ("COR", "Relire le guide", "2026-12-16"),
    ]


def test_a_forwarded_mail_with_its_signature_and_quotation(talk: Talk) -> None:
    claire = talk.add()
    mail = (
        "---------- Message transféré ----------\nDe : Yann Le Bras <yann@exemple.fr>\nDate : ven. 20 nov. 2026\nObjet : CR Bureau\n\n"
        f"{HEAD}Décisions :\nD1. Le budget est voté (unanimité)\nActions :\nA1. Bretagne – Envoyer le guide – pour le 14/12/2026\n"
        "Prochaine réunion : 21/01/2027\n\n-- \nYann Le Bras\nCRESS Bretagne\n02 99 00 00 00\n\n> Le 18 nov. 2026, Claire a écrit :\n"
        "> Peux-tu envoyer le CR avant le 25/12/2026 ?"
    )
    said = talk.says(claire, mail)
    item = only(talk)
    assert said.text.startswith("Compte rendu – Bureau, 19/11/2026, Caen")
    assert [(one.chamber, one.what) for one in item.action_items] == [("BRE", "Envoyer le guide")]
    assert len(item.decisions) == 1


@pytest.mark.parametrize("text", ["CR demain, désolée", "je relis le CR ce soir", "merci pour le CR !"])
def test_small_talk_is_no_account_of_anything(talk: Talk, text: str) -> None:
    talk.says(talk.add(), text)
    assert talk.store.read(lambda tx: list(tx.contributions.every("meeting_minutes"))) == []


@pytest.mark.parametrize("role", [Role.AMBASSADOR, Role.PARTNER])
def test_who_may_not_file_them_is_told(talk: Talk, role: Role) -> None:
    said = talk.says(talk.add(role=role.value), f"{HEAD}{BODY}")
    assert said.refused
    assert talk.store.read(lambda tx: list(tx.contributions.every("meeting_minutes"))) == []


def test_stars_and_brackets_of_a_member_act_nowhere(talk: Talk) -> None:
    claire = talk.add()
    said = talk.says(claire, f"{HEAD}Décisions :\nD1. *Gras* [lien](http://exemple.fr) <!channel> @here (unanimité)\n")
    read = talk.presses(claire, "minutes:read:CR-001")
    assert "1 décision" in said.text
    assert "*Gras* [lien](http://exemple.fr) <!channel> @here" in read.text


def test_another_chamber_neither_publishes_nor_withdraws_it(talk: Talk) -> None:
    claire, yann, malik = talk.add(), talk.add("Yann Le Bras", chamber="BRE"), talk.add("Malik Benali", role="national_team", chamber="NAT")
    talk.says(claire, f"{HEAD}Décisions :\nD1. Le budget est voté")
    assert talk.presses(yann, "minutes:publish:CR-001").refused
    assert talk.presses(yann, "do:withdraw:CR-001").refused
    assert only(talk).state == "draft"
    assert "Publié à" in talk.presses(malik, "minutes:publish:CR-001").text


def test_published_withdrawn_and_back(talk: Talk) -> None:
    claire = talk.add()
    talk.says(claire, f"{HEAD}Décisions :\nD1. Le budget est voté")
    assert talk.presses(claire, "do:withdraw:CR-001").buttons == ("Annuler",)
    assert talk.says(claire, "annuler").buttons[0] == "Publier", "a draft as before"
    talk.presses(claire, "minutes:publish:CR-001")
    talk.says(claire, "retirer")
    assert only(talk).state == "withdrawn"
    talk.says(claire, "annuler")
    assert only(talk).state == "published"
    assert talk.presses(claire, "minutes:publish:CR-001").buttons == ("Corriger", "Retirer")
