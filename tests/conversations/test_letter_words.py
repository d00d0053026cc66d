"""The letter, changed by a few words; for a person, and for a channel."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.town import Town

SETTINGS = "Vous recevez : tout, le lundi à 8 h."


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("emploi, Normandie, mardi 9 h", "Noté. Vous recevez : emploi, Normandie, le mardi à 9 h."),
        ("emploi et formation en Bretagne", "Noté. Vous recevez : emploi, formation, Bretagne, le lundi à 8 h."),
        ("Emploi Normandie Bretagne", "Noté. Vous recevez : emploi, Normandie, Bretagne, le lundi à 8 h."),
        ("Île-de-France", "Noté. Vous recevez : Île-de-France, le lundi à 8 h."),
        ("pays de la loire et hauts-de-france", "Noté. Vous recevez : Pays de la Loire, Hauts-de-France, le lundi à 8 h."),
        ("Haute-Normandie", "Noté. Vous recevez : Normandie, le lundi à 8 h."),
        ("mois de l'ess", "Noté. Vous recevez : Mois de l'ESS, le lundi à 8 h."),
        ("le jeudi", "Noté. Vous recevez : tout, le jeudi à 8 h."),
        ("à 14 h", "Noté. Vous recevez : tout, le lundi à 14 h."),
        ("chaque vendredi à 17h", "Noté. Vous recevez : tout, le vendredi à 17 h."),
        ("mardi 10:00", "Noté. Vous recevez : tout, le mardi à 10 h."),
        ("en anglais", "La lettre est en anglais."),
        ("tout", "Noté. " + SETTINGS),
        ("pause", "Rien avant le ven. 18/12."),
        ("pause jusqu'au 04/01", "Rien avant le lun. 04/01."),
        ("pause jusqu’au 4 janvier", "Rien avant le lun. 04/01."),
        ("stop", "C'est fait, Claire : plus de lettre."),
        ("reprendre", "Noté. " + SETTINGS),
        ("pourquoi", "Parce que vous suivez cela depuis le ven. 20/11 : tout. « changer » pour modifier."),
        ("changer", "Écrivez par exemple : « lettre emploi, Normandie, mardi 9 h »."),
        ("aperçu", "Aperçu : la lettre à ce jour, telle que vous la liriez."),
        ("", SETTINGS),
    ],
)
async def test_what_is_understood(town: Town, typed: str, read: str) -> None:
    await town.claire.types_command("/lettre", typed)
    assert town.claire.sees(read, None), town.claire.text(town.claire.last())
    await town.claire.says(f"lettre {typed}")
    assert town.claire.sees(read, None)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Normndie", "Je ne connais pas « normndie ». Normandie, "),
        ("emploi, Normndie, mardi 9 h", "Je ne connais pas « normndie ». Normandie, "),
        ("mardi emplois Narnia Bretagne", "Je ne connais pas « narnia ». "),
        ("empoli", "Je ne connais pas « empoli ». emploi, "),
        ("samedi", "La lettre part du lundi au vendredi. Écrivez un de ces jours."),
        ("à 6 h", "La lettre part à l'heure pile, entre 8 h et 18 h. Écrivez une heure entre les deux."),
        ("mardi 23 h", "La lettre part à l'heure pile, entre 8 h et 18 h."),
        ("9h30", "La lettre part à l'heure pile, entre 8 h et 18 h."),
        ("pause jusqu'au 31/02", "Je n'ai pas compris la date « 31/02 ». Écrivez par exemple : pause jusqu'au 18/12."),
        ("pause jusqu'à plus soif", "Je n'ai pas compris la date « plus soif »."),
        ("pause jusqu'au 01/11/2026", "est passé. Écrivez un jour à venir"),
        ("tout de suite", "« Tout de suite » est pour un canal : écrivez dans ce canal « /lettre ici emploi tout de suite »."),
        ("ici emploi", "Écrivez cela dans le canal qui doit recevoir la lettre."),
    ],
)
async def test_what_is_not_known_gets_suggestions_and_nothing_is_half_changed(town: Town, typed: str, read: str) -> None:
    await town.claire.says(f"lettre {typed}")
    assert town.claire.sees(read, None), town.claire.text(town.claire.last())
    await town.claire.says("lettre")
    assert town.claire.text(town.claire.last()) == SETTINGS
    await town.claire.types_command("/lettre", typed)
    if "ici" not in typed:
        assert town.claire.sees(typed, None), "what was typed is given back"


@pytest.mark.parametrize(
    ("typed", "read"), [("pause", "Rien avant le"), ("stop", "plus de lettre"), ("pourquoi", "Parce que"), ("changer", "Thèmes")]
)
async def test_the_words_of_its_buttons(town: Town, typed: str, read: str) -> None:
    await town.claire.says(typed)
    assert town.claire.sees(read, None)
    await town.claire.says("reprendre")
    assert town.claire.sees("Noté. " + SETTINGS, None)


async def test_the_buttons(town: Town) -> None:
    await town.claire.says("lettre")
    card = town.claire.last()
    await town.claire.presses("Pause")
    assert town.claire.buttons(card) == ["Changer", "Reprendre"]
    await town.claire.presses("Reprendre")
    await town.claire.presses("Me désabonner")
    assert town.claire.sees("C'est fait, Claire : plus de lettre.", None)
    await town.claire.presses("Annuler")
    assert town.claire.sees("Noté. " + SETTINGS, None)
    await town.claire.presses("Changer")
    assert town.claire.sees("Thèmes : emploi, mutualisation", None)


async def test_what_is_chosen_is_what_comes(town: Town) -> None:
    await town.yann.says("Offre d'emploi : animateur, Rennes, CDI, avant le 15/12")
    await town.claire.says("lettre emploi, Normandie")
    await town.jeanne.says("lettre emploi, Bretagne")
    await town.soraya.says("lettre stop")
    await town.at(datetime(2026, 11, 23, 8, 0))
    assert town.jeanne.sees("animateur", None)
    assert not town.claire.sees("animateur", None)
    assert not town.soraya.sees("Lettre du", None)


class TestChannels:
    async def test_each_item_at_once(self, town: Town) -> None:
        await town.claire.types_command("/lettre", "ici emploi tout de suite", in_="#general")
        assert town.claire.sees("Noté : ce canal reçoit chaque annonce tout de suite (emploi).", "#general")
        await town.yann.says("Offre d'emploi : animateur, Rennes, CDI, avant le 15/12")
        assert town.claire.sees("Offre 1 – animateur", "#general")
        assert town.yann.sees("Dans #emploi et #general maintenant", None)

    async def test_the_weekly_letter(self, town: Town) -> None:
        await town.claire.types_command("/lettre", "ici Bretagne mardi 9 h", in_="#general")
        assert town.claire.sees("Noté : ce canal reçoit la lettre (Bretagne), le mardi à 9 h.", "#general")
        await town.yann.says("Offre d'emploi : animateur, Rennes, CDI, avant le 15/12")
        await town.at(datetime(2026, 11, 24, 9, 0))
        assert town.claire.sees("Offre 1 animateur", "#general")

    async def test_the_end(self, town: Town) -> None:
        await town.claire.types_command("/lettre", "ici emploi tout de suite", in_="#general")
        await town.claire.types_command("/lettre", "ici stop", in_="#general")
        assert town.claire.sees("C'est fait : plus rien dans ce canal.", "#general")
        await town.yann.says("Offre d'emploi : animateur, Rennes, CDI, avant le 15/12")
        assert not town.claire.sees("animateur", "#general")

    async def test_who_may(self, town: Town) -> None:
        await town.jeanne.types_command("/lettre", "ici emploi tout de suite", in_="#general")
        assert town.jeanne.sees("Les directions et l'équipe nationale choisissent ce qu'un canal reçoit.", "#general")
        await town.yann.says("Offre d'emploi : animateur, Rennes, CDI, avant le 15/12")
        assert not town.claire.sees("animateur", "#general")
