"""Forms, buttons and late messages on a phone: question by question, in messages of 1,000 bytes, through a network that comes and goes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.town import Town

SAID = "offre : animateur ESS, St-Laurent, CDD 12 mois, avant le 15/12"
MOST_BYTES = 1000


def heard(town: Town) -> list[str]:
    """All that Dylan has received, each within the limit."""
    texts = [town.dylan.text(message) for message in town.dylan.received()]
    assert all(len(text.encode()) <= MOST_BYTES for text in texts)
    return texts


async def test_the_ambassadors_offer(town: Town) -> None:
    """DIALOGUES.md 3: one message typed, none pressed, one received."""
    before = len(heard(town))
    await town.dylan.says(SAID)
    said = (
        "Offre 1 reçue : animateur ESS, Saint-Laurent-du-Maroni (973), CDD 12 mois, avant mar. 15/12.\n"
        "Votre chambre (Guyane) la relit. Sans réponse mardi 8 h, l'équipe nationale s'en charge.\n"
        "Une erreur ? Écrivez « corriger »."
    )
    assert heard(town)[before:] == [said]


async def test_a_form_question_by_question(town: Town) -> None:
    await town.dylan.says("/offre")
    assert town.dylan.sees("Intitulé du poste ?")
    await town.dylan.says("cuisinière")
    assert town.dylan.sees("Jusqu'à quand ?")
    await town.dylan.presses("1 ven. 04/12")
    assert town.dylan.sees("Offre 1 reçue : cuisinière, avant ven. 04/12.")
    heard(town)


async def test_a_pressed_answer_is_the_next_question_in_the_same_message(town: Town) -> None:
    await town.dylan.says("/offre")
    await town.dylan.says("cuisinière")
    before = len(heard(town))
    await town.dylan.presses("Retour")
    assert town.dylan.sees("Maintenant : cuisinière")
    assert len(heard(town)) == before


async def test_correcting_is_one_list(town: Town) -> None:
    await town.dylan.says(SAID)
    await town.dylan.presses("Corriger")
    assert "3 lieu : St-Laurent" in town.dylan.text(town.dylan.last())
    await town.dylan.says("3 Kourou")
    assert town.dylan.sees("Corrigé : lieu, Kourou (avant : St-Laurent).")
    await town.dylan.says("corriger")
    await town.dylan.says("contrat : CDI")
    assert town.dylan.sees("Corrigé : contrat, CDI (avant : CDD).")
    heard(town)


async def test_the_longest_answers_still_make_a_short_list(town: Town) -> None:
    await town.dylan.says(SAID)
    await town.dylan.says("corriger")
    await town.dylan.says(f"1 {'é' * 150}\n2 {'ù' * 150}\n3 {'à' * 150}\n7 {'ç' * 100}\n10 {'&a>' * 60}\n11 https://exemple.fr/{'a' * 400}")
    await town.dylan.says("corriger")
    assert "12 annonce : –" in heard(town)[-1]


async def test_typed_offline_it_says_when_it_was_written(town: Town) -> None:
    town.dylan.goes_offline()
    await town.dylan.says(SAID)
    town.clock.now += timedelta(hours=3, minutes=8)
    await town.dylan.comes_online(twice=True)
    await town.quiet()
    assert town.dylan.sees("Offre 1 reçue (écrite à 6 h) : animateur ESS")
    assert len(town.read(lambda tx: list(tx.contributions.every("job_offer")))) == 1


async def test_a_form_is_answered_from_a_phone_that_was_offline(town: Town) -> None:
    await town.dylan.says("/offre")
    town.dylan.goes_offline()
    await town.dylan.says("cuisinière")
    await town.dylan.says("dans 10 jours")
    town.clock.now += timedelta(days=2)
    await town.dylan.comes_online(twice=True)
    await town.quiet()
    assert town.dylan.sees("Offre 1 reçue (écrite ven. 20/11 à 6 h) : cuisinière, avant lun. 30/11.")


@pytest.mark.parametrize("empty", ["\u200b\u200b", "\u2800", "\u202e\u202d", "🎉", "🎉" * 2048])
async def test_what_says_nothing_gets_the_help(town: Town, empty: str) -> None:
    await town.dylan.says(empty)
    assert town.dylan.sees("Je ne lis que ce qui m'est adressé.")
    assert town.read(lambda tx: tx.drafts.waiting()) == []
    heard(town)


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        ("photo", "Je ne lis pas les photos. Copiez le texte de l'annonce ici, ou envoyez le lien."),
        ("voice", "Je n'écoute pas les messages vocaux. Écrivez-le ici en une ligne ou deux."),
        ("sticker", "Je ne lis pas les autocollants. Écrivez ici ce que vous voulez dire, ou « aide »."),
        ("document", "Je ne lis pas les fichiers. Copiez le texte ici, ou envoyez le lien."),
        ("location", "Je ne lis pas les positions. Écrivez le nom de la commune."),
        ("poll", "Je ne lis pas les sondages. Écrivez ici ce que vous voulez demander."),
    ],
)
async def test_each_thing_has_its_sentence(town: Town, what: str, sentence: str) -> None:
    await town.dylan.sends(what)
    assert town.dylan.text(town.dylan.last()) == sentence


async def test_a_word_presses_a_button(town: Town) -> None:
    await town.dylan.says("aide")
    await town.dylan.says("diffuser une offre")
    assert town.dylan.sees("Intitulé du poste ?")
