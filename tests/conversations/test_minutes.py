"""Minutes pasted once, settled point by point, published by one tap. (DIALOGUES.md 1)"""

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta

import pytest

from bot.domain.ports import Address
from bot.playground.slack import Message
from storage.transaction import Tx
from tests.town import Town

CR = """Compte rendu – Comité des Directions, 19 et 20/11/2026, Rennes
Présents (14) : Auvergne-Rhône-Alpes, Bourgogne-Franche-Comté, Bretagne, Centre-Val de Loire, Grand Est, Hauts-de-France, Île-de-France, \
Normandie, Nouvelle-Aquitaine, Occitanie, Pays de la Loire, PACA, La Réunion, Mayotte
Représenté (1) : Corse (pouvoir à PACA)
Excusés (2) : Guadeloupe, Martinique
Absent (1) : Guyane
Ordre du jour : 1. Outils ; 2. Budget ; 3. Calendrier
Décisions :
D1. Les outils collaboratifs sont refondus en 2027 (unanimité)
D2. Le budget 2027 est présenté en janvier
D3. Le guide d'évaluation est diffusé aux 18 chambres
D4. La cotisation reste à 0,5 %
D5. Le séminaire a lieu à Rennes
D6. Le GT Financement est prolongé d'un an
Actions :
A1. Bretagne – Envoyer le guide d'évaluation – pour le 11/12/2026
A2. Normandie – Relire le guide d'évaluation – pour le 27/11/2026
A3. Bretagne – Réserver la salle – pour le 11/12/2026
A4. Occitanie – Diffuser le questionnaire – pour le 04/12/2026
A5. Équipe nationale – Préparer le budget – pour le 08/01/2027
A6. Mayotte – Envoyer la liste des structures – pour le 02/12/2026
A7. Loire – Convoquer le GT Financement – pour le 15/12/2026
A8. La Réunion – Proposer deux dates de formation – pour le 18/12/2026
A9. Normandie – Écrire à la Région – pour le 13/12/2026
Prochaine réunion : 21/01/2027"""
CLEAR = CR.replace("A7. Loire", "A7. Pays de la Loire").replace("13/12/2026", "14/12/2026")
CHANNEL = "#comite-directions"
HEAD = (
    "Compte rendu – Comité des Directions, 19 et 20/11/2026, Rennes "
    "14 présents · 1 représenté · 2 excusés · 1 absent : les 18 chambres y sont "
    "6 décisions · 9 actions · prochaine réunion jeu. 21/01/2027"
)
SETTLED = "Plus de doute. Publier envoie ce compte rendu à #comite-directions (18 chambres)."
PUBLISHED = "Publié à 16 h 42. Les 7 responsables d'actions le liront dans leur message de lundi, 8 h. L'approbation est à l'ordre du jour du 21/01."


def flat(text: str) -> str:
    return " ".join(text.split())


async def settle_body(town: Town, name: str = "Comité des Directions", here: Address | None = None) -> None:
    """That channel is that body's: #comite-directions where no other is named."""
    room = town.slack.world.channel_named("comite-directions")
    place = here or Address(platform="slack", workspace=town.slack.team_id, channel=room.id)

    def case(tx: Tx) -> None:
        body = tx.bodies.named(name)
        assert body is not None
        tx.bodies.change(body, dataclasses.replace(body, channel=place), act="channel", by=None)

    await town.store.do(case)


def own_card(town: Town) -> Message:
    """What Claire reads: the one message of ours in her conversation."""
    [card] = to_her(town)
    return card


def to_her(town: Town) -> list[Message]:
    """All that we said to her alone, as it stands now."""
    return [one for one in town.claire.messages() if one.user == town.slack.bot_user_id]


def in_channel(town: Town) -> list[Message]:
    return [one for one in town.yann.messages(CHANNEL) if one.user == town.slack.bot_user_id]


async def test_the_whole_dialogue(town: Town) -> None:
    """U 1 · T 3 · B 1; each chamber B 1."""
    await settle_body(town)
    await town.at(datetime(2026, 11, 20, 16, 42))
    await town.claire.says(CR)
    card = own_card(town)
    assert flat(town.claire.text(card)) == (
        f"{HEAD} 2 points à trancher avant de publier Action 7, « Loire » : Action 9, pour le 13/12 : c'est un dimanche."
    )
    assert town.claire.buttons(card) == [
        "Pays de la Loire", "Centre-Val de Loire", "ven. 11/12", "lun. 14/12", "Garder le 13/12", "Relire", "Corriger",
        "Garder en brouillon",
    ]  # fmt: skip
    assert in_channel(town) == []

    await town.claire.presses("Pays de la Loire")
    assert "1 point à trancher avant de publier Action 9" in flat(town.claire.text(own_card(town)))
    await town.claire.presses("lun. 14/12")
    card = own_card(town)
    assert flat(town.claire.text(card)).endswith(SETTLED)
    assert town.claire.buttons(card) == ["Publier", "Relire", "Corriger"]

    await town.claire.presses("Publier")
    card = own_card(town)
    assert flat(town.claire.text(card)).endswith(PUBLISHED)
    assert town.claire.buttons(card) == ["Corriger", "Retirer"]
    assert len(to_her(town)) == 1, "B 1: every tap edits the same card"


async def test_what_the_channel_reads_once_with_the_text_in_its_thread(town: Town) -> None:
    await settle_body(town)
    await town.claire.says(CLEAR)
    await town.claire.presses("Publier")
    short, whole = in_channel(town)
    assert flat(town.yann.text(short)).startswith(
        "Compte rendu – Comité des Directions, 19 et 20/11, Rennes (Claire, Normandie) "
        "Décisions 1. Les outils collaboratifs sont refondus en 2027 – unanimité · 2. Le budget 2027 est présenté en janvier · 3."
    )
    assert "Actions Bretagne : envoyer le guide d'évaluation, ven. 11/12 · Normandie : relire" in flat(town.yann.text(short))
    assert flat(town.yann.text(short)).endswith("(9) Prochaine réunion : jeu. 21/01/2027. Une erreur ? Répondez dans le fil.")
    assert (whole.thread_ts, short.thread_ts) == (short.ts, "")
    assert "A6. Mayotte – Envoyer la liste des structures" in flat(town.yann.text(whole)), "the full text"
    assert [call.error for call in town.slack.log if call.error] == []


async def test_without_a_doubt_one_tap(town: Town) -> None:
    """U 1 · T 1 · B 1."""
    await settle_body(town)
    await town.claire.says(CLEAR)
    card = own_card(town)
    assert flat(town.claire.text(card)) == f"{HEAD} Publier envoie ce compte rendu à #comite-directions (18 chambres)."
    assert town.claire.buttons(card) == ["Publier", "Relire", "Corriger"]
    await town.claire.presses("Publier")
    assert "Publié à" in town.claire.text(own_card(town))


async def test_pressed_twice_it_is_published_once(town: Town) -> None:
    await settle_body(town)
    await town.claire.says(CLEAR)
    card = own_card(town)
    await town.claire.presses("Publier", on=card)
    assert len(in_channel(town)) == 2
    item = town.read(lambda tx: tx.contributions.numbered("meeting_minutes", 1))
    assert item is not None
    assert (item.state, item.version) == ("published", 2)
    assert len(town.read(lambda tx: tx.actions.of_minutes(item.id))) == 9


async def test_a_draft_is_read_by_its_chamber_alone(town: Town) -> None:
    await town.claire.says(CR)
    await town.jeanne.says("compte rendu 1")
    assert "2 points à trancher" in town.jeanne.text(town.jeanne.last()), "of the same chamber"
    await town.yann.says("compte rendu 1")
    assert "Comité des Directions" not in town.yann.text(town.yann.last())
    await town.yann.says("chercher collaboratifs")
    assert "Comité des Directions" not in town.yann.text(town.yann.last())
    await town.claire.says(CLEAR.replace("Rennes", "Brest"))
    await town.claire.presses("Non, une autre réunion")


async def test_without_a_channel_it_is_said_plainly(town: Town) -> None:
    await town.claire.says(CLEAR)
    assert flat(town.claire.text(own_card(town))).endswith(
        "Je ne connais pas de canal à cette instance : Publier ouvre ce compte rendu à tout le réseau, dans la lettre et la recherche."
    )
    await town.claire.presses("Publier")
    assert "Dans la lettre et la recherche : je ne connais pas de canal à cette instance." in flat(town.claire.text(own_card(town)))
    assert in_channel(town) == []
    await town.yann.says("chercher collaboratifs")
    assert "Comité des Directions" in town.yann.text(town.yann.last())


async def test_words_do_what_the_buttons_do(town: Town) -> None:
    await settle_body(town)
    await town.claire.says(CR)
    for said in ("Centre-Val de Loire", "garder", "publier"):
        await town.claire.says(said)
    assert all("Publié à" in town.claire.text(one) for one in to_her(town)), "every card says what it is now"
    [_, whole] = in_channel(town)
    assert whole.thread_ts
    item = town.read(lambda tx: tx.contributions.numbered("meeting_minutes", 1))
    assert (item.action_items[6].chamber, f"{item.action_items[8].due:%d/%m}") == ("CVL", "13/12")  # type: ignore[union-attr]


async def test_reading_over_shows_what_the_others_will_read(town: Town) -> None:
    await town.claire.says(CR)
    await town.claire.presses("Relire")
    shown = flat(town.claire.text(to_her(town)[-1]))
    assert shown.startswith("Compte rendu – Comité des Directions, 19 et 20/11, Rennes (Claire, Normandie) Décisions 1.")
    assert "A9. Normandie – Écrire à la Région – pour le 13/12/2026" in shown


async def test_a_draft_is_recalled_once_and_then_waits_at_home(town: Town) -> None:
    await town.claire.says(CR)
    await town.until(datetime(2026, 11, 23, 9, 0))
    recalled = "Compte rendu – Comité des Directions, 19 et 20/11/2026, Rennes : 2 points à trancher avant de publier."
    found = [one for one in to_her(town) if recalled in flat(town.claire.text(one))]
    assert len(found) == 1
    await town.until(datetime(2026, 11, 27, 12, 0), step=timedelta(hours=4))
    assert len([one for one in to_her(town) if recalled in flat(town.claire.text(one))]) == 1
    assert town.read(lambda tx: tx.contributions.numbered("meeting_minutes", 1)).state == "draft"  # type: ignore[union-attr]
    await town.claire.opens_home()
    assert "2 points à trancher avant de publier" in town.claire.view_text("home")
    await town.claire.presses("Pays de la Loire", on="home")
    await town.claire.presses("lun. 14/12", on="home")
    await town.claire.presses("Publier", on="home")
    assert town.read(lambda tx: tx.contributions.numbered("meeting_minutes", 1)).state == "published"  # type: ignore[union-attr]


async def test_kept_as_a_draft_it_is_not_recalled(town: Town) -> None:
    await town.claire.says(CR)
    await town.claire.presses("Garder en brouillon")
    assert "Gardé en brouillon, dans votre Accueil : rien n'est publié sans vous." in flat(town.claire.text(own_card(town)))
    await town.until(datetime(2026, 11, 24, 9, 0), step=timedelta(hours=2))
    assert not [one for one in to_her(town) if "à trancher avant de publier." in town.claire.text(one)]


async def test_a_correction_after_publication_tells_the_difference_alone(town: Town) -> None:
    await settle_body(town)
    await town.claire.says(CLEAR)
    await town.claire.presses("Publier")
    await town.claire.says("corriger prochaine réunion : 28/01/2027")
    short, whole, difference = in_channel(town)
    assert "Prochaine réunion : jeu. 28/01/2027" in flat(town.yann.text(short)), "edited in place"
    assert flat(town.yann.text(difference)) == "Corrigé : prochaine réunion, jeu. 28/01/2027 (avant : jeu. 21/01/2027)"
    assert difference.thread_ts == whole.thread_ts == short.ts


async def test_an_edited_message_keeps_what_was_settled(town: Town) -> None:
    await settle_body(town)
    message = await town.claire.says(CR)
    await town.claire.presses("Pays de la Loire")
    await town.claire.presses("ven. 11/12")
    await town.claire.edits(message, CR.replace("Réserver la salle", "Réserver la grande salle"))
    items = town.read(lambda tx: tx.contributions.numbered("meeting_minutes", 1)).action_items  # type: ignore[union-attr]
    assert (items[2].what, items[6].chamber, f"{items[8].due:%d/%m}") == ("Réserver la grande salle", "PDL", "11/12")
    assert town.claire.buttons(own_card(town))[0] == "Publier"


async def test_withdrawn_it_leaves_its_trace(town: Town) -> None:
    await settle_body(town)
    message = await town.claire.says(CLEAR)
    await town.claire.presses("Publier")
    await town.claire.deletes(message)
    short, whole = in_channel(town)
    assert flat(town.yann.text(short)) == "Compte rendu – Comité des Directions, 19 et 20/11, Rennes : retiré."
    assert flat(town.yann.text(whole)) == "Compte rendu – Comité des Directions, 19 et 20/11, Rennes : retiré."
    item = town.read(lambda tx: tx.contributions.numbered("meeting_minutes", 1))
    assert {one.state for one in town.read(lambda tx: tx.actions.of_minutes(item.id))} == {"dropped"}  # type: ignore[union-attr]
    await town.claire.presses("Annuler")
    assert "Décisions 1." in flat(town.yann.text(in_channel(town)[0]))
    assert {one.state for one in town.read(lambda tx: tx.actions.of_minutes(item.id))} == {"open"}  # type: ignore[union-attr]
    assert len(in_channel(town)) == 2, "nothing is posted anew"


async def test_pasted_in_a_channel_the_draft_is_hers_alone(town: Town) -> None:
    """The channel sees a check mark on what she pasted, and nothing of what is left to settle."""
    said = await town.claire.says(CR, in_="#general")
    assert [one.user for one in town.yann.messages(said)] == [town.claire.id]
    assert "2 points à trancher avant de publier" in town.claire.text(own_card(town))
    assert town.yann.messages(said)[0].reactions


async def test_a_correction_by_the_form(town: Town) -> None:
    await settle_body(town)
    await town.claire.says(CLEAR)
    await town.claire.presses("Corriger")
    await town.claire.submits({"Lieu": "Brest"})
    assert flat(town.claire.text(own_card(town))).startswith("Compte rendu – Comité des Directions, 19 et 20/11/2026, Brest")


async def test_by_the_command_of_slack(town: Town) -> None:
    """Its answer is for her alone, and its buttons do the same."""
    await settle_body(town)
    await town.claire.types_command("/cr", CR, in_="#general")
    for label in ("Pays de la Loire", "lun. 14/12", "Publier"):
        await town.claire.presses(label)
    [card] = town.claire.messages("#general")
    assert "Publié à" in town.claire.text(card)
    assert town.yann.messages("#general") == []
    assert len(in_channel(town)) == 2


async def test_two_people_of_the_same_meeting(town: Town) -> None:
    await town.claire.says(CLEAR)
    await town.yann.says(CLEAR.replace("Compte rendu –", "CR du").replace("Rennes", "Brest"))
    assert flat(town.yann.text(town.yann.last())).endswith("On dirait le compte rendu déjà déposé par Claire (Normandie). Fusionner ?")
    await town.yann.presses("Oui")
    assert "Fusionné avec le compte rendu de Claire Le Goff." in town.yann.text(town.yann.last())
    assert len(town.read(lambda tx: list(tx.contributions.every("meeting_minutes")))) == 1


@pytest.mark.parametrize("text", ["CR demain, désolée", "le CR arrive bientôt", "je relis le CR ce soir"])
async def test_small_talk_files_nothing(town: Town, text: str) -> None:
    await town.claire.says(text, in_=CHANNEL)
    assert town.read(lambda tx: list(tx.contributions.every("meeting_minutes"))) == []
    assert in_channel(town) == []
