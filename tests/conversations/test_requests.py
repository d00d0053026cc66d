"""Somebody asks, somebody knows. Dylan is on Telegram with little network; the chambers are on Slack. (DIALOGUES.md 4)"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.playground.slack import Person
from storage.transaction import Tx
from tests.town import Town, private

SAID = "cherche modèle convention mise à dispo agent mairie svp"
MONDAY = datetime(2026, 11, 23, 8, 0)
AT_NOON_IN_CAYENNE = datetime(2026, 11, 20, 15, 10, tzinfo=UTC)


def flat(text: str) -> str:
    return " ".join(text.replace("\xa0", " ").replace("\u202f", " ").split())


def dylan_read(town: Town, since: int = 0) -> list[str]:
    """The messages that Dylan got, one line each."""
    return [flat(town.dylan.text(message)) for message in town.dylan.received()[since:]]


def last_of(person: Person) -> str:
    """The last message of ours in somebody's own conversation."""
    return flat(person.text(private(person)[-1]))


async def know(town: Town, name: str, *topics: str) -> None:
    """That person's chamber has declared what it knows."""

    def case(tx: Tx) -> None:
        [known] = tx.roster.called(name)
        for topic in topics:
            tx.pursuits.declare(known.person.chamber, topic, known.person.id)

    await town.store.do(case)


async def asked(town: Town) -> None:
    """Dylan's request waits in Claire's Monday message."""
    await know(town, "Claire", "mise à disposition")
    await town.dylan.says(SAID)
    await town.at(MONDAY)


async def taken(town: Town) -> None:
    await asked(town)
    await town.claire.presses("Demande 1 : je m'en charge")


async def test_one_line_typed_offline_and_brought_twice(town: Town) -> None:
    """U 1 · T 0 · B 1."""
    await know(town, "Claire", "mise à disposition")
    town.clock.now = datetime(2026, 11, 20, 12, 2, tzinfo=UTC)
    town.dylan.goes_offline()
    await town.dylan.says(SAID)
    town.clock.now = AT_NOON_IN_CAYENNE
    await town.dylan.comes_online(twice=True)
    (answer,) = town.dylan.received()
    said = town.dylan.text(answer).replace("\xa0", " ").replace("\u202f", " ")
    assert said == "Demande 1 reçue (écrite à 9 h 02).\nDemandé au réseau. Prochaine nouvelle au plus tard mer. 25/11."
    assert town.dylan.buttons(answer) == ["Corriger", "Retirer"]
    assert len(answer.text.encode()) <= 1000
    assert private(town.claire) == [], "she reads it on Monday, in her own message"


async def test_the_one_who_may_know_reads_it_on_monday_and_takes_it(town: Town) -> None:
    """Claire U 0 · T 1, on top of her letter."""
    await asked(town)
    assert len(private(town.claire)) == 1, "one message on Monday, not two"
    assert town.claire.sees("Pour vous Demande 1 (Guyane) vous attend", None)
    await town.claire.presses("Demande 1 : je m'en charge")
    assert dylan_read(town)[-1] == "Demande 1 : Claire (Normandie) s'en charge."
    assert town.claire.sees("Demande 1 : vous vous en chargez. Dylan (Guyane) le sait.", None)
    assert "C'est répondu" in town.claire.buttons()
    assert len(private(town.claire)) == 1, "it is the same message"


async def test_on_another_day_it_says_why_it_is_asked_of_her(town: Town) -> None:
    await know(town, "Claire", "mise à disposition")
    await town.at(datetime(2026, 11, 24, 12, 0))
    await town.dylan.says(SAID)
    before = len(private(town.claire))
    await town.at(datetime(2026, 11, 25, 8, 0))
    (morning,) = private(town.claire)[before:]
    assert flat(town.claire.text(morning)) == (
        "Bonjour Claire. Demande 1 – Guyane cherche : modèle convention mise à dispo agent mairie Pourquoi vous : Normandie connaît mise à disposition."
    )
    assert town.claire.buttons(morning) == ["Je m'en charge", "Pas nous", "Voir avec…"]


async def test_her_answer_under_the_message_crosses_to_his_telephone(town: Town) -> None:
    await taken(town)
    before = len(town.dylan.received())
    await town.claire.says("Voici la nôtre, validée par notre juriste. Appelez si besoin.", thread=private(town.claire)[-1])
    assert dylan_read(town, before) == [
        "Claire (Normandie) : « Voici la nôtre, validée par notre juriste. Appelez si besoin. » Pour répondre à Claire, écrivez ici."
    ]
    assert last_of(town.claire) == "Demande 1 : transmis à Dylan (Guyane)."
    await town.claire.presses("C'est répondu", on=private(town.claire)[-1])
    assert town.claire.sees("Demande 1 : répondue. Merci.", None)
    assert len(dylan_read(town, before)) == 1, "he has read it already"


async def test_he_writes_back_as_to_a_colleague_and_she_too(town: Town) -> None:
    await taken(town)
    await town.claire.says("demande 1 : Voici la nôtre : https://exemple.fr/convention")
    assert "https://exemple.fr/convention" in town.dylan.text(town.dylan.received()[-1])
    await town.dylan.says("avez-vous aussi l'annexe ?")
    assert dylan_read(town)[-1] == "Demande 1 : transmis à Claire (Normandie)."
    assert last_of(town.claire) == "Demande 1 Dylan (Guyane) : « avez-vous aussi l'annexe ? » Pour répondre à Dylan, écrivez ici."
    await town.claire.says("oui, je vous l'envoie par mail")
    assert dylan_read(town)[-1].startswith("Claire (Normandie) : « oui, je vous l'envoie par mail »")
    read = len(private(town.claire))
    await town.dylan.says("merci beaucoup")
    assert len(private(town.claire)) == read, "a thank-you is nobody's errand"
    await town.dylan.says("merci, c'est bon")
    assert dylan_read(town)[-1] == "Demande 1 : réglée. Merci."


async def test_in_a_conversation_something_else_is_still_something_else(town: Town) -> None:
    await taken(town)
    await town.claire.says("demande 1 : Voici la nôtre.")
    read = len(private(town.claire))
    await town.dylan.says("offre : animateur ESS, St-Laurent, CDD 12 mois, avant le 15/12")
    assert "Offre 1 reçue" in dylan_read(town)[-1]
    await town.dylan.says("cherche un modèle de statuts de SCIC")
    assert dylan_read(town)[-1].startswith("Demande 2 reçue.")
    await town.dylan.says("réglages")
    assert len(private(town.claire)) == read


async def test_urgent_it_is_read_at_once_and_passed_on(town: Town) -> None:
    await know(town, "Yann", "SCIC")
    await town.dylan.says("urgent : cherche un intervenant sur les SCIC")
    assert last_of(town.yann) == (
        "Demande 1 – Guyane cherche : les SCIC (intervenants et partenaires) Pourquoi vous : Bretagne connaît SCIC."
    )
    await town.yann.presses("Voir avec…")
    assert last_of(town.yann) == "Demande 1 : avec quelle chambre ? Écrivez par exemple « demande 1 : voir avec Bretagne »."
    await town.yann.says("demande 1 : voir avec l'Occitanie")
    assert last_of(town.yann) == "Demande 1 : Occitanie est consultée."
    assert last_of(town.bruno).endswith("Pourquoi vous : Yann (Bretagne) a pensé à vous.")
    await town.bruno.says("je m'en charge")
    assert dylan_read(town)[-1] == "Demande 1 : Bruno (Occitanie) s'en charge."


async def test_taken_by_two_at_once(town: Town) -> None:
    await asked(town)
    page = private(town.claire)[-1]
    await town.yann.says("demande 1 : je m'en charge")
    await town.claire.presses("Demande 1 : je m'en charge", on=page)
    assert town.claire.sees("Bretagne vient de la prendre, à 8 h. Vous pouvez ajouter un mot dans le fil.", None)
    assert [text for text in dylan_read(town) if "s'en charge" in text] == ["Demande 1 : Yann (Bretagne) s'en charge."]


async def test_he_withdraws_it_by_deleting_nothing_but_with_a_word(town: Town) -> None:
    await taken(town)
    await town.dylan.says("retirer la demande 1")
    read = len(town.dylan.received())
    await town.claire.says("demande 1 : Voici la nôtre.")
    assert last_of(town.claire) == "Demande 1 : retirée entre-temps. Rien n'est parti."
    assert len(town.dylan.received()) == read
    await town.at(datetime(2026, 11, 24, 8, 0))
    assert town.claire.sees("Demande 1 : retirée. Il n'y a plus rien à faire.", None)


async def test_deleted_on_slack_it_is_withdrawn_and_the_answer_told_so(town: Town) -> None:
    said = await town.soraya.says("cherche un modèle de convention de mise à disposition d'un agent")
    assert last_of(town.soraya).startswith("Demande 1 reçue.")
    await town.soraya.deletes(said)
    await town.claire.says("demande 1 : Voici la nôtre.")
    assert last_of(town.claire) == "Demande 1 : retirée entre-temps. Rien n'est parti."
    assert not town.soraya.sees("Voici la nôtre", None)


async def test_confidential_it_is_in_nobodys_page_but_the_national_teams(town: Town) -> None:
    await know(town, "Claire", "licenciement")
    await town.dylan.says("confidentiel : cherche un avocat pour un licenciement")
    assert dylan_read(town) == [
        "Demande 1 reçue, confidentielle : seule l'équipe nationale la voit. Elle vous demandera avant d'en parler à une chambre."
    ]
    await town.at(datetime(2026, 11, 23, 12, 0))
    for reader in (town.claire, town.yann, town.marie):
        assert not reader.sees("avocat", None), reader
    assert town.malik.sees("Demande 1 (Guyane) vous attend", None)
    await town.claire.says("cherche licenciement")
    assert not town.claire.sees("avocat", None)


async def test_who_is_given_back_to(town: Town) -> None:
    await taken(town)
    await town.claire.presses("Rendre")
    assert town.claire.sees("Demande 1 : rendue. Je demande à quelqu'un d'autre.", None)
    assert dylan_read(town)[-1] == "Demande 1 : je demande à l'équipe nationale. Prochaine nouvelle au plus tard jeu. 26/11."


async def test_three_days_after_a_number_is_an_answer(town: Town) -> None:
    await taken(town)
    await town.claire.says("demande 1 : Voici la nôtre.")
    await town.until(datetime(2026, 11, 26, 13, 0), step=timedelta(hours=3))
    assert "Demande 1 : avez-vous eu ce qu'il fallait ? 1 oui, 2 en partie, 3 non" in dylan_read(town)[-1]
    await town.dylan.says("1")
    assert town.dylan.sees("Demande 1 : réglée. Merci.", None)


async def test_by_a_form_a_box_makes_it_confidential(town: Town) -> None:
    await town.claire.types_command("/demande")
    await town.claire.submits({"De quoi avez-vous besoin": "un avocat", "Pour l'équipe nationale seulement": "Oui"})
    assert town.claire.sees("Demande 1 reçue, confidentielle : seule l'équipe nationale la voit.", None)
    await know(town, "Yann", "avocat")
    assert not town.yann.sees("avocat", None)


async def test_a_command_with_a_number_is_about_that_request(town: Town) -> None:
    await town.dylan.says(SAID)
    await town.claire.types_command("/demande", "1 : je m'en charge")
    assert dylan_read(town)[-1] == "Demande 1 : Claire (Normandie) s'en charge."
    assert town.store.read(lambda tx: len(list(tx.contributions.every("help_request")))) == 1


async def test_an_offer_to_pass_on_is_filed_once_as_the_offer_on_both_doors(town: Town) -> None:
    await town.claire.says("Diffuser une offre : comptable, Caen, CDI, avant le 12/12")
    assert town.claire.sees("Offre 1 publiée", None)
    await town.dylan.says("diffuser une offre : animateur ESS, St-Laurent, CDD 12 mois, avant le 15/12")
    assert dylan_read(town)[-1].startswith("Offre 2 reçue : animateur ESS")
    kept = town.read(lambda tx: {name: len(list(tx.contributions.every(name))) for name in tx.kinds})
    assert {name: count for name, count in kept.items() if count} == {"job_offer": 2}
    assert town.read(lambda tx: tx.drafts.waiting()) == []


async def test_on_a_phone_a_number_answers_the_question_among_other_things(town: Town) -> None:
    await taken(town)
    await town.claire.says("demande 1 : Voici la nôtre.")
    await town.dylan.says("offre : animateur ESS, St-Laurent, CDD 12 mois, avant le 26/11")
    await town.until(datetime(2026, 11, 26, 13, 0), step=timedelta(hours=3))
    assert "Demande 1 : avez-vous eu ce qu'il fallait ? 1 oui, 2 en partie, 3 non" in dylan_read(town)[-1]
    await town.dylan.says("3")
    assert town.dylan.sees("Demande 1 : je cherche encore.", None)


async def test_whoever_takes_it_reads_how_to_answer_on_both_doors(town: Town) -> None:
    await asked(town)
    how = "Répondez sous ce message, ou écrivez « demande 1 : … »."
    await town.claire.presses("Demande 1 : je m'en charge")
    assert town.claire.sees(how, None)
    await town.claire.presses("Rendre")
    hina = town.phone("hina")
    await hina.says("demande 1 : je m'en charge")
    assert how in flat(hina.text(hina.last()))
    await hina.says("demande 1 : Voici la nôtre.")
    assert dylan_read(town)[-1].startswith("Hina (Mayotte) : « Voici la nôtre. »")
