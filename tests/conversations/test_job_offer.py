"""DIALOGUES.md 3: a job offer, from the pasted advertisement to "filled"."""

from __future__ import annotations

from datetime import datetime

from tests.town import Town, private

AD = "Offre d'emploi : chargé·e de mission développement territorial, Caen (14), CDI, temps plein. Écrire à recrutement@exemple.fr"


async def test_pasted_asked_once_published_read_on_monday_and_filled(town: Town) -> None:
    claire = town.claire
    await claire.says(AD)
    assert claire.sees("Offre 1 – chargé·e de mission développement territorial")
    assert claire.sees("CRESS Normandie, Caen (14) · CDI, temps plein · écrire à recrutement@exemple.fr")
    assert claire.sees("Jusqu'à quand ? (ou écrivez une date)")
    assert claire.buttons(claire.last()) == ["ven. 04/12", "lun. 21/12", "Sans date"]

    await claire.presses("ven. 04/12")
    assert claire.sees(
        "Offre 1 publiée, jusqu'au ven. 04/12. Dans #emploi maintenant, dans la lettre de lundi (emploi, Normandie). "
        "Tout le monde peut la lire, y compris les partenaires."
    )
    assert claire.buttons(claire.last()) == ["Corriger", "Retirer", "Réseau seulement"]
    assert len(private(claire)) == 1, "the card became the answer: nothing more was sent"
    assert town.yann.sees("Offre 1 – chargé·e de mission développement territorial", "#emploi")

    await town.at(datetime(2026, 11, 23, 8, 0))
    assert town.paul.sees(
        "Offre 1 chargé·e de mission développement territorial, CRESS Normandie, Caen (14) · CDI, temps plein, jusqu'au ven. 04/12."
    )
    assert town.yann.sees("Lettre du lun. 23/11", "#reseau")

    await town.until(datetime(2026, 12, 4, 8, 0))
    assert claire.sees("Offre 1, chargé·e de mission développement territorial à Caen (14) : pourvue ?")
    assert claire.buttons(claire.last()) == ["Pourvue", "Encore 15 jours", "Retirer"]
    await claire.presses("Pourvue")
    assert claire.sees("Offre 1 : pourvue. Merci.")
    assert claire.buttons(claire.last()) == []
    assert town.yann.sees("Offre 1 – chargé·e de mission développement territorial : pourvue.", "#emploi")

    await town.until(datetime(2026, 12, 20, 8, 0))
    assert not claire.errors
