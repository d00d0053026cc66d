"""Monday's letter with all four kinds, through the strict servers of both platforms."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.domain.digest import MOST_BYTES, MOST_WORDS
from bot.wording.plain import words_in
from storage.transaction import Tx
from tests.four_kinds import minutes, news, offer, request
from tests.town import Town, private

MONDAY = datetime(2026, 11, 23, 8, 0)
HOSTILE = "<!channel> *gras* _it_ & <b>x</b> [lien](javascript:x) `code` @Maillage"


def fill(town: Town, many: int, said: str = "") -> None:
    """A week's items of each kind, by a director."""

    def case(tx: Tx) -> None:
        [yann] = [person for person in tx.people.active() if person.name.startswith("Yann")]
        for number in range(many):
            minutes(tx, yann, f"Comité {number} {said}", date_start="2026-11-19", next_meeting="2026-11-26")
            news(tx, yann, f"questionnaire parti, {number} réponses {said}")
            request(tx, yann, f"modèle de convention {number} {said}")
            offer(tx, yann, title=f"comptable {number} {said}"[:140], deadline="2026-12-15")

    town.store.submit(case).result()


def order(text: str, headings: tuple[str, ...]) -> list[str]:
    return sorted((one for one in headings if one in text), key=text.index)


HEADINGS = ("Décisions", "Groupes de travail", "Demandes ouvertes", "Emploi", "Agenda")


@pytest.mark.parametrize(("many", "said"), [(1, ""), (15, ""), (4, HOSTILE)])
async def test_on_slack(town: Town, many: int, said: str) -> None:
    fill(town, many, said)
    await town.at(MONDAY)
    [letter] = [one for one in private(town.claire) if "Lettre du lun. 23/11" in town.claire.text(one)]
    text = town.claire.text(letter)
    assert order(text, HEADINGS) == list(HEADINGS)
    assert words_in(text.replace("*", "")) <= MOST_WORDS
    assert town.claire.buttons(letter)[-2:] == ["Changer", "Pause"]
    if many > 1:
        assert "et " in text


@pytest.mark.parametrize(("many", "said"), [(1, ""), (15, ""), (4, HOSTILE)])
async def test_on_telegram(town: Town, many: int, said: str) -> None:
    await town.dylan.says("lettre tout")
    await town.dylan.says("cherche un modèle de convention d'objectifs svp")
    fill(town, many, said)
    await town.at(MONDAY + timedelta(hours=4))  # 8 h in Cayenne
    letters = [one for one in town.dylan.received() if "Lettre du lun. 23/11" in town.dylan.text(one)]
    assert len(letters) == 1
    text = town.dylan.text(letters[0])
    assert len(text.encode()) <= MOST_BYTES
    assert text.index("Demande 1 : ") < text.index("Décisions")
    assert text.endswith("« réglages » pour changer, « pause » pour arrêter."), "and it is one message"


async def test_a_partner_reads_offers_alone(town: Town) -> None:
    fill(town, 3)
    await town.paul.says("lettre tout")
    await town.at(MONDAY)
    [letter] = [one for one in private(town.paul) if "Lettre du lun. 23/11" in town.paul.text(one)]
    assert order(town.paul.text(letter), HEADINGS) == ["Emploi"]


async def test_the_preview_is_the_letter_so_far(town: Town) -> None:
    fill(town, 1)
    await town.claire.says("lettre aperçu")
    assert order(town.claire.text(town.claire.last()), HEADINGS) == list(HEADINGS)
