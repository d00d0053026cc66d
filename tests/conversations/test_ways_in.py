"""Every way in: what is read, where the answer stands, and what becomes of a message that is edited or deleted."""

from __future__ import annotations

from typing import Any

from bot.playground.slack import Message, Person
from tests.town import Town, private

FULL = "Offre d'emploi : comptable, Rouen, CDD 6 mois, avant le 15/12"
PUBLISHED = "Offre 1 publiée, jusqu'au mar. 15/12."


def reactions(town: Town, message: Message) -> list[str]:
    return list(town.slack.world.current(message).reactions)


def threaded(person: Person, message: Message) -> list[str]:
    """What the bot said under a message."""
    return [person.text(one) for one in person.messages(message) if one.ts != message.ts]


async def test_a_private_message_is_filed_without_a_question(town: Town) -> None:
    await town.claire.says(FULL)
    assert town.claire.sees(PUBLISHED)
    assert town.claire.buttons() == ["Corriger", "Retirer", "Réseau seulement"]
    assert town.yann.sees("Offre 1 – comptable CRESS Normandie, Rouen (76) · CDD 6 mois Jusqu'au mar. 15/12.", "#emploi")
    assert len(private(town.claire)) == 1


async def test_a_mention_is_answered_in_its_thread_and_marked(town: Town) -> None:
    said = await town.claire.says(f"@Maillage {FULL}", in_="#general")
    assert PUBLISHED in threaded(town.claire, said)[0]
    assert reactions(town, said) == ["white_check_mark"]
    assert [one.ts for one in town.claire.messages("#general") if not one.thread_ts] == [said.ts], "nothing beside the thread"
    assert private(town.claire) == []


async def test_a_message_that_begins_as_an_offer_needs_no_mention(town: Town) -> None:
    said = await town.claire.says(FULL, in_="#general")
    assert PUBLISHED in threaded(town.claire, said)[0]
    assert reactions(town, said) == ["white_check_mark"]


async def test_a_question_in_a_thread_is_answered_there_and_the_announcement_is_marked(town: Town) -> None:
    said = await town.yann.says("Offre d'emploi : animateur, Rennes, CDI", in_="#general")
    assert "Jusqu'à quand ? (ou écrivez une date)" in threaded(town.yann, said)[0]
    assert reactions(town, said) == []
    await town.yann.says("merci à tous", in_="#general", thread=said)
    assert len(threaded(town.yann, said)) == 2, "small talk is not answered"
    await town.yann.says("21/12", in_="#general", thread=said)
    assert "Offre 1 publiée, jusqu'au lun. 21/12." in threaded(town.yann, said)[-1]
    assert reactions(town, said) == ["white_check_mark"]


async def test_a_button_in_a_thread_marks_the_announcement_too(town: Town) -> None:
    said = await town.yann.says("Offre d'emploi : animateur, Rennes, CDI", in_="#general")
    await town.yann.presses("Sans date")
    assert len(threaded(town.yann, said)) == 1, "the question became the answer"
    assert reactions(town, said) == ["white_check_mark"]


async def test_a_word_in_another_thread_is_no_answer(town: Town) -> None:
    await town.claire.says("Offre d'emploi : comptable, Caen, CDI")
    other = await town.malik.says("On se voit quand ?", in_="#general")
    await town.claire.says("lundi", in_="#general", thread=other)
    await town.claire.says("sans date", in_="#general", thread=other)
    assert town.claire.buttons() == ["ven. 04/12", "lun. 21/12", "Sans date"], "the question is still open"
    assert threaded(town.claire, other) == ["lundi", "sans date"]


async def test_small_talk_gets_nothing(town: Town) -> None:
    for text in ("bon week-end à tous", "quelqu'un connaît un comptable ?", "retirer", "1", "aide"):
        said = await town.claire.says(text, in_="#general")
        assert threaded(town.claire, said) == []
        assert reactions(town, said) == []
    assert private(town.claire) == []


async def test_the_bare_command_opens_the_form_and_the_form_files(town: Town) -> None:
    claire = town.claire
    await claire.types_command("/offre")
    assert claire.view_text("modal").startswith("Diffuser une offre")
    shown = {field.label: field.current for field in claire.fields()}
    assert (shown["Employeur"], shown["Chambre"]) == ("CRESS Normandie", "Normandie"), "inferred from who files"
    await claire.submits({"Intitulé du poste": "Cuisinier", "Lieu": "Bayeux", "Contrat": "CDI"})
    assert claire.modal is None
    assert claire.sees("Offre 1 – Cuisinier CRESS Normandie, Bayeux (14) · CDI Offre 1 publiée, sans date limite ; retirée le dim. 20/12.")
    assert claire.buttons() == ["Corriger", "Retirer", "Réseau seulement"]


async def test_the_command_with_words_is_the_text(town: Town) -> None:
    await town.claire.types_command("/offre", "comptable, Rouen, CDD 6 mois, avant le 15/12", in_="#general")
    assert town.claire.sees(PUBLISHED)
    assert not town.yann.sees(PUBLISHED), "a command is answered to the one who types it"


async def test_the_shortcut_files_the_message_of_somebody_else(town: Town) -> None:
    said = await town.annick.says(
        "On cherche un formateur bureautique, à Lorient, contrat CDD, candidatures avant le 18/12", in_="#general"
    )
    await town.malik.shortcut(said, "file_message")
    assert town.malik.buttons() != []
    assert threaded(town.annick, said) == [], "the channel asked for nothing"
    number = town.read(lambda tx: len(tx.drafts.waiting()) + len(tx.contributions.open_in()))
    assert number == 1
    await town.annick.shortcut(said, "file_message")
    assert town.annick.sees("Malik Benali dépose déjà ce message. Rien n'est déposé deux fois.") or town.annick.sees("déjà là")


async def test_the_shortcut_on_what_is_filed_already(town: Town) -> None:
    said = await town.claire.says(FULL, in_="#general")
    await town.yann.shortcut(said, "file_message")
    assert town.yann.sees("Noté : offre 1, déjà là. Rien n'est déposé deux fois.", None)
    await town.malik.shortcut(said, "file_message")
    assert town.malik.sees("Offre 1 – comptable", None)
    assert town.read(lambda tx: len(tx.contributions.open_in())) == 1


async def test_an_edited_message_is_the_next_version_and_the_relays_follow(town: Town) -> None:
    said = await town.claire.says(FULL)
    await town.claire.edits(said, "Offre d'emploi : comptable, Dieppe, CDD 6 mois, avant le 16/12")
    assert town.claire.sees("Offre 1 publiée, jusqu'au mer. 16/12.", None)
    assert town.yann.sees("CRESS Normandie, Dieppe (76) · CDD 6 mois", "#emploi")
    assert not town.yann.sees("Rouen", "#emploi")
    assert len(private(town.claire)) == 1, "the card became the new version: nothing more was sent"
    assert [row.act for row in town.read(lambda tx: tx.contributions.versions(1))] == ["file", "correct"]


async def test_an_edit_that_changes_nothing_that_is_kept_changes_nothing(town: Town) -> None:
    said = await town.claire.says(FULL)
    await town.claire.edits(said, FULL + " ")
    assert len(town.read(lambda tx: tx.contributions.versions(1))) == 1


async def test_an_edit_that_says_confidential_takes_it_back_from_the_channel(town: Town) -> None:
    said = await town.claire.says(FULL)
    await town.claire.edits(said, FULL + ", confidentiel")
    assert not town.yann.sees("comptable", "#emploi")
    assert town.claire.sees("Offre 1 reçue, confidentielle, jusqu'au mar. 15/12. Seules l'équipe nationale et vous la voyez.")
    await town.claire.presses("Tout le monde")
    assert town.yann.sees("Offre 1 – comptable", "#emploi")


async def test_an_edited_question_is_asked_of_what_the_message_says_now(town: Town) -> None:
    said = await town.claire.says("Offre d'emploi : comptable, Rouen, CDI")
    await town.claire.edits(said, "Offre d'emploi : comptable, Rouen, CDI, avant le 15/12")
    assert town.claire.sees(PUBLISHED)
    assert len(private(town.claire)) == 1, "the question became the answer"
    await town.claire.deletes(said)
    assert town.claire.sees("Offre 1 retirée. Elle n'est plus dans aucune liste.")
    assert len(private(town.claire)) == 1


async def test_what_was_not_understood_and_is_edited_is_read_again(town: Town) -> None:
    said = await town.claire.says("comptable à Rouen")
    assert town.claire.sees("Je n'ai pas compris.")
    await town.claire.edits(said, FULL)
    assert town.claire.sees(PUBLISHED)
    assert not town.claire.sees("Je n'ai pas compris.")


async def test_a_deleted_message_is_withdrawn_and_can_be_restored(town: Town) -> None:
    said = await town.claire.says(FULL)
    await town.claire.deletes(said)
    assert town.claire.sees("Offre 1 retirée. Elle n'est plus dans aucune liste.")
    assert town.yann.sees("Offre 1 : retirée.", "#emploi")
    await town.claire.presses("Annuler")
    assert town.claire.sees(PUBLISHED)
    assert town.yann.sees("Offre 1 – comptable", "#emploi")
    assert len(private(town.claire)) == 1


async def test_a_deleted_question_is_dropped(town: Town) -> None:
    said = await town.claire.says("Offre d'emploi : comptable, Rouen, CDI")
    await town.claire.deletes(said)
    assert town.claire.sees("Offre 1 : rien n'est déposé.")
    assert town.read(lambda tx: tx.drafts.waiting()) == []


async def test_the_number_in_a_thread_closes_it(town: Town) -> None:
    said = await town.claire.says(FULL, in_="#general")
    await town.claire.says("offre 1 pourvue", in_="#general", thread=said)
    assert town.yann.sees("Offre 1 – comptable : pourvue.", "#emploi")
    assert town.claire.sees("Offre 1 : pourvue. Merci.", said)


async def test_somebody_elses_edit_or_deletion_changes_nothing(town: Town) -> None:
    said = await town.annick.says(FULL.replace("Rouen", "Lorient"), in_="#general")
    item = town.read(lambda tx: tx.contributions.get(1))
    assert item is not None
    assert item.author_id == town.read(lambda tx: next(one.id for one in tx.people.active() if one.name.startswith("Annick")))
    other = await town.claire.says("merci", in_="#general", thread=said)
    await town.claire.edits(other, "Offre d'emploi : directeur, Caen, CDI")
    await town.claire.deletes(other)
    assert town.read(lambda tx: [one.state for one in tx.contributions.open_in()]) == ["published"]


async def test_a_photo_and_a_file_are_told_what_to_send_instead(town: Town) -> None:
    for mimetype, sentence in (("image/jpeg", "Je ne lis pas les photos. Copiez le texte de l'annonce ici, ou envoyez le lien."),
                               ("application/pdf", "Je ne lis pas les fichiers. Copiez le texte ici, ou envoyez le lien.")):  # fmt: skip
        claire = town.slack.person("claire")
        event: dict[str, Any] = {
            "type": "message",
            "subtype": "file_share",
            "user": claire.id,
            "channel": claire.room().id,
            "channel_type": "im",
            "text": "",
        }
        event |= {"ts": town.slack.world.next_ts(), "files": [{"id": "F1", "mimetype": mimetype}]}
        assert (await town.slack.stage.events.send(event)).acknowledged
        await town.quiet()
        assert claire.sees(sentence)


async def test_a_person_who_is_mentioned_is_named_and_not_notified(town: Town) -> None:
    await town.claire.says(
        "Offre d'emploi : comptable, Rouen, CDI, avant le 15/12. Écrire à @malik pour en savoir plus sur ce poste chez nous"
    )
    for message in town.yann.messages("#emploi"):
        assert message.live_mentions == ()
    item = town.read(lambda tx: tx.contributions.numbered("job_offer", 1))
    assert "U00000MALIK" not in str(item)
