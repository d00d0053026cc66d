"""Buttons: what each does, pressed twice, by two people at once, by somebody else, or forged."""

from __future__ import annotations

import asyncio
from datetime import date, datetime

import pytest

from bot.playground.slack import Message, Person
from storage.transaction import Tx
from tests.town import Town, private

FULL = "Offre d'emploi : comptable, Rouen, CDD 6 mois, avant le 15/12"
EXPIRED = "Ce bouton n'est plus valable. Écrivez « aide » pour voir ce que je sais faire."
SETTLED = "C'est déjà réglé. Rien n'a changé."


async def filed(town: Town, text: str = FULL) -> Message:
    await town.claire.says(text)
    return town.claire.last()


async def pressed(town: Town, person: Person, act: str) -> None:
    """A press whose act nobody would find on his screen."""
    stage, message = person.stage, person.last()
    action = {
        "type": "button",
        "action_id": "act:1",
        "block_id": "b",
        "value": act,
        "action_ts": "1.000001",
        "text": {"type": "plain_text", "text": "x"},
    }
    payload = stage.workspace.payloads.pressed(person._gesture(message.channel, message.ts), action, message, {"values": {}})
    answer = await stage.delivery.gesture("interactive", payload)
    assert answer.acknowledged
    await stage.settle()


async def test_correct_opens_the_form_with_what_is_known(town: Town) -> None:
    await filed(town)
    await town.claire.presses("Corriger")
    assert town.claire.view_text("modal").startswith("Offre 1")
    shown = {field.label: field.current for field in town.claire.fields()}
    assert (
        shown
        | {
            "Intitulé du poste": "comptable",
            "Lieu": "Rouen",
            "Contrat": "CDD",
            "Durée": "6 mois",
            "Candidatures avant": "2026-12-15",
            "Chambre": "Normandie",
        }
        == shown
    )
    await town.claire.submits({"Lieu": "Dieppe", "Candidatures avant": date(2026, 12, 18)})
    assert town.claire.modal is None
    assert town.claire.sees("CRESS Normandie, Dieppe (76) · CDD 6 mois Offre 1 publiée, jusqu'au ven. 18/12.", None)
    assert town.yann.sees("Dieppe", "#emploi")
    assert len(private(town.claire)) == 1


async def test_two_people_correct_the_same_offer(town: Town) -> None:
    await filed(town)
    await town.jeanne.opens_home()
    await town.claire.presses("Corriger")
    await town.jeanne.presses("Corriger", on="home")
    await town.jeanne.submits({"Lieu": "Le Havre"})
    await town.claire.submits({"Lieu": "Dieppe", "Salaire": "2 100 €"})
    assert list(town.claire.field_errors.values()) == [
        "Quelqu'un l'a corrigée entre-temps. Copiez votre texte, fermez le formulaire et rouvrez-le."
    ]
    shown = {field.label: field.current for field in town.claire.fields()}
    assert (shown["Lieu"], shown["Salaire"]) == ("Dieppe", "2 100 €"), "what was typed is still there"
    await town.claire.closes_modal()
    await town.claire.presses("Corriger")
    assert {field.label: field.current for field in town.claire.fields()}["Lieu"] == "Le Havre"


async def test_withdraw_and_undo(town: Town) -> None:
    await filed(town)
    await town.claire.presses("Retirer")
    assert town.claire.sees("Offre 1 retirée. Elle n'est plus dans aucune liste.", None)
    assert town.yann.sees("Offre 1 : retirée.", "#emploi")
    await town.claire.presses("Annuler")
    assert town.yann.sees("Offre 1 – comptable", "#emploi")
    assert len(private(town.claire)) == 1


async def test_network_only_and_open_to_all(town: Town) -> None:
    await filed(town)
    await town.claire.presses("Réseau seulement")
    assert town.claire.sees("Le réseau seul la lit.", None)
    await town.at(datetime(2026, 11, 23, 8, 0))
    assert not town.paul.sees("comptable", None), "a partner reads what is public"
    await town.claire.presses("Tout le monde")
    assert town.claire.sees("Tout le monde peut la lire, y compris les partenaires.", None)


async def test_the_whole_life_costs_what_the_dialogue_allows(town: Town) -> None:
    """DIALOGUES.md 3: one message typed, two taps, two bot messages from filing to closing."""
    await town.claire.says("Offre d'emploi : comptable, Rouen, CDI")
    await town.claire.presses("ven. 04/12")
    await town.until(datetime(2026, 12, 4, 8, 0))
    await town.claire.presses("Pourvue")
    said = [town.claire.text(one) for one in private(town.claire)]
    letters = [text for text in said if text.startswith("Lettre")]
    assert len(said) - len(letters) == 2, said


async def test_a_double_click_counts_once(town: Town) -> None:
    await town.claire.says("Offre d'emploi : comptable, Rouen, CDI")
    card = town.claire.last()
    await asyncio.gather(*(town.claire.presses("ven. 04/12", on=card) for _ in range(3)))
    assert town.read(lambda tx: len(tx.contributions.open_in())) == 1
    assert town.claire.buttons(card) == ["Corriger", "Retirer", "Réseau seulement"]
    await asyncio.gather(*(town.claire.presses("Retirer", on=card) for _ in range(2)))
    assert [row.act for row in town.read(lambda tx: tx.contributions.versions(1))] == ["file", "withdraw"]


async def test_fifteen_more_days_are_fifteen_however_often_it_is_pressed(town: Town) -> None:
    await town.claire.says("Offre d'emploi : comptable, Rouen, CDI, avant le 04/12")
    await town.until(datetime(2026, 12, 4, 8, 0))
    morning = town.claire.last()
    await asyncio.gather(*(town.claire.presses("Encore 15 jours", on=morning) for _ in range(3)))
    assert town.claire.sees("Offre 1 : ouverte jusqu'au sam. 19/12.", None)
    assert [row.act for row in town.read(lambda tx: tx.contributions.versions(1))] == ["file", "extend"]


async def test_two_people_settle_it_at_once(town: Town) -> None:
    card = await filed(town)
    await town.jeanne.opens_home()
    await asyncio.gather(town.jeanne.presses("Pourvue", on="home"), town.claire.presses("Retirer", on=card))
    acts = [row.act for row in town.read(lambda tx: tx.contributions.versions(1))]
    assert len(acts) == 2, "one of them; the other is told"
    assert not town.claire.errors
    assert not town.jeanne.errors


async def test_a_form_sent_twice_is_filed_once(town: Town) -> None:
    await town.claire.types_command("/offre")
    view = town.claire.view("modal")
    await town.claire.submits({"Intitulé du poste": "Cuisinier"})
    stage = town.claire.stage
    again = stage.workspace.payloads.submitted(town.claire._gesture(), view)
    again["view"]["state"]["values"]["title"] = {"answer": {"type": "plain_text_input", "value": "Cuisinier"}}
    await stage.delivery.gesture("interactive", again)
    await town.quiet()
    assert town.read(lambda tx: len(tx.contributions.open_in())) == 1


async def test_somebody_elses_button_says_in_private_who_may(town: Town) -> None:
    await town.yann.says("Offre d'emploi : animateur, Rennes, CDI, avant le 15/12", in_="#general")
    card = town.claire.last("#general")
    for label in ("Retirer", "Corriger", "Réseau seulement"):
        await town.claire.presses(label, on=card)
        refusal = town.claire.last("#general")
        assert refusal.ephemeral_to == town.claire.id
        assert town.claire.text(refusal) == "C'est à Bretagne : seules Bretagne et l'équipe nationale peuvent y toucher."
    assert town.claire.modal is None
    assert not town.yann.sees("seules Bretagne")
    await town.malik.presses("Retirer", on=card)
    assert town.yann.sees("Offre 1 retirée.", "#general"), "the national team may"


async def test_somebody_elses_question_is_his_to_answer(town: Town) -> None:
    await town.yann.says("Offre d'emploi : animateur, Rennes, CDI", in_="#general")
    await town.annick.presses("Sans date", on=town.annick.last("#general"))
    assert town.annick.sees("C'est à Yann Le Bras de répondre.")
    assert not town.yann.sees("C'est à Yann Le Bras de répondre.")
    assert town.read(lambda tx: tx.contributions.open_in()) == []


async def test_what_belongs_to_the_national_team(town: Town) -> None:
    await town.malik.says(FULL, in_="#general")
    await town.claire.presses("Retirer", on=town.claire.last("#general"))
    assert town.claire.sees("C'est à l'équipe nationale : elle seule peut y toucher.")


async def test_the_button_of_an_earlier_question_answers_nothing(town: Town) -> None:
    await town.claire.says("Offre d'emploi : comptable, Rouen, CDI")
    asked = town.claire.last()
    await town.claire.says("corriger lieu : Caen")
    assert town.claire.buttons(town.slack.world.current(asked)) == []
    await town.claire.presses("Sans date", on=town.claire.last())
    await town.claire.presses("ven. 04/12", on=asked)
    assert town.claire.sees(SETTLED)
    assert town.read(lambda tx: len(tx.contributions.open_in())) == 1


@pytest.mark.parametrize(
    "act",
    [
        "", ":", "do", "do:", "do:withdraw", "do:withdraw:", "do:withdraw:JO-", "do:withdraw:JO-0", "do:withdraw:JO-²", "do:withdraw:XX-001",
        "do:explode:JO-001", "do:withdraw:JO-001:1:2", "do:filled:JO-001:x", "do:withdraw:JO-99999999999999999999999", "ans", "ans:", "ans:1",
        "ans:x:0", "ans:999:abc", "ans:99999999999999999999:0", "ans:-1:0", "draft", "draft:explode:1", "draft:drop:x", "draft:correct:",
        "undrop", "undrop:x", "undrop:1", "keep", "keep:1", "keep:x:job_offer", "keep:1:", "new", "new:nothing", "letter", "letter:explode",
        "letter:show:x", "home:x:y", "\x00", "do:withdraw:JO-001\n", "é" * 3000, "__class__", "do:__class__:JO-001",
    ],
)  # fmt: skip
async def test_a_forged_act_gets_one_sentence_and_does_nothing(town: Town, act: str) -> None:
    await filed(town)
    before = town.read(state_of)
    await pressed(town, town.yann, act) if private(town.yann) else await _first(town, act)
    assert town.read(state_of) == before
    assert not town.yann.errors


async def _first(town: Town, act: str) -> None:
    await town.yann.says("aide")
    await pressed(town, town.yann, act)
    last = town.yann.text(town.yann.last())
    assert "Traceback" not in last
    assert "code" not in last


def state_of(tx: Tx) -> tuple[object, ...]:
    filed = [(item.number, item.state, item.version, item.scope) for item in tx.contributions.every("job_offer")]
    return (filed, tx.drafts.waiting())


async def test_a_forged_act_reads_as_an_expired_button(town: Town) -> None:
    await town.yann.says("aide")
    await pressed(town, town.yann, "do:explode")
    assert town.yann.sees(EXPIRED)
    await pressed(town, town.yann, "do:withdraw:JO-077")
    assert town.yann.sees("Je ne trouve pas « offre 77 ». Vérifiez le numéro.")


async def test_nobody_reaches_the_draft_of_another_by_its_number(town: Town) -> None:
    await town.claire.says("Offre d'emploi : comptable, Rouen, CDI")
    await town.yann.says("aide")
    for act in ("draft:drop:1", "draft:correct:1", "keep:1:job_offer"):
        await pressed(town, town.yann, act)
        assert town.yann.sees("C'est à Claire Le Goff de répondre.")
        assert town.yann.modal is None
    assert len(town.read(lambda tx: tx.drafts.waiting())) == 1


async def test_what_one_may_not_read_is_not_there(town: Town) -> None:
    await town.claire.says(f"{FULL}, confidentiel")
    await town.yann.says("aide")
    for act in ("do:withdraw:JO-001", "do:correct:JO-001", "do:filled:JO-001", "do:everyone:JO-001"):
        await pressed(town, town.yann, act)
        assert town.yann.sees("Je ne trouve pas « offre 1 ». Vérifiez le numéro.")
    await town.yann.says("offre 1")
    assert not town.yann.sees("comptable")
    await town.yann.opens_home()
    await town.jeanne.opens_home()
    assert "comptable" not in town.jeanne.view_text("home"), "confidential from one's own chamber too"
