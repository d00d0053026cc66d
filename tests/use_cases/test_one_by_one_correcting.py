"""A filed offer corrected question by question: one message lists its fields, a number or a name with its value changes them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from storage.forms import DROPPED
from storage.transaction import Tx
from tests.use_cases.speaking import Speaker, filed, speaker

FULL = "offre : animateur ESS, Cayenne, CDD 12 mois, avant le 15/12"


@pytest.fixture
def dylan(tmp_path: Path) -> Iterator[Speaker]:
    made = speaker(tmp_path)
    yield made
    made.store.close()


def states(tx: Tx) -> list[str]:
    return [row.state for row in tx.connection.execute(tx.tables.forms.select().order_by(tx.tables.forms.c.id))]


def offer_1(tx: Tx) -> object:
    return tx.contributions.numbered("job_offer", 1)


class TestCorrecting:
    @pytest.fixture(autouse=True)
    def _filed(self, dylan: Speaker) -> None:
        dylan.says(FULL)

    def test_one_message_lists_the_fields(self, dylan: Speaker) -> None:
        listed = dylan.says("corriger")
        assert "3 lieu : Cayenne" in listed
        assert "4 contrat : CDD" in listed
        assert "12 annonce : –" in listed
        assert "chambre" not in listed, "his chamber reads it over: it is not his to choose"
        assert len(listed.encode()) <= 1000

    def test_the_button_asks_the_same(self, dylan: Speaker) -> None:
        assert "3 lieu : Cayenne" in dylan.presses("Corriger")

    @pytest.mark.parametrize(
        "typed", ["3 Kourou", "3. Kourou", "3: Kourou", "3 : Kourou", "3) Kourou", "lieu : Kourou", "Lieu: Kourou", "place: Kourou"]
    )
    def test_a_number_or_a_name_with_its_value(self, dylan: Speaker, typed: str) -> None:
        dylan.says("corriger")
        assert dylan.says(typed) == "Corrigé : lieu, Kourou (avant : Cayenne)."
        assert dylan.read(filed) == [(1, "animateur ESS", "Kourou")]

    def test_the_number_alone_then_the_value(self, dylan: Speaker) -> None:
        dylan.says("corriger")
        assert "Lieu ?\nMaintenant : Cayenne" in dylan.says("3")
        assert dylan.says("Kourou") == "Corrigé : lieu, Kourou (avant : Cayenne)."

    def test_a_choice_has_its_numbers(self, dylan: Speaker) -> None:
        dylan.says("corriger")
        dylan.says("4")
        assert dylan.labels()[:3] == ["1 CDI", "2 CDD", "3 alternance"]
        assert dylan.says("1") == "Corrigé : contrat, CDI (avant : CDD)."

    def test_several_at_once_and_one_after_the_other(self, dylan: Speaker) -> None:
        dylan.says("corriger")
        assert dylan.says("3 Kourou\n4 CDI") == "Corrigé : lieu, Kourou (avant : Cayenne).\nCorrigé : contrat, CDI (avant : CDD)."
        assert dylan.says("7 2000 €") == "Corrigé : salaire, 2000 € (avant : rien)."
        assert dylan.read(lambda tx: tx.contributions.get(1).version) == 3

    def test_a_field_is_emptied(self, dylan: Speaker) -> None:
        dylan.says("corriger")
        assert dylan.says("5 effacer") == "Corrigé : durée, rien (avant : 12 mois)."

    def test_what_is_wrong_asks_for_that_field(self, dylan: Speaker) -> None:
        dylan.says("corriger")
        again = dylan.says("9 31/02")
        assert again.startswith("Le 31/02 n'existe pas.")
        assert "Maintenant : mar. 15/12" in again
        assert dylan.says("18/12") == "Corrigé : candidatures avant, ven. 18/12 (avant : mar. 15/12)."

    def test_what_can_be_read_counts_beside_what_is_wrong(self, dylan: Speaker) -> None:
        dylan.says("corriger")
        again = dylan.says("3 Kourou\n9 31/02")
        assert again.startswith("Corrigé : lieu, Kourou (avant : Cayenne).\nLe 31/02 n'existe pas.")
        assert "3 lieu : Kourou" in dylan.says("corriger")
        assert dylan.read(filed) == [(1, "animateur ESS", "Kourou")]

    def test_a_text_of_several_lines(self, dylan: Speaker) -> None:
        dylan.says("corriger")
        dylan.says("12")
        dylan.says("Offre d'emploi : animer le réseau\nAvec *deux* étoiles")
        assert "Avec \\*deux\\* étoiles" in dylan.read(lambda tx: offer_1(tx).description)  # type: ignore[attr-defined]
        assert len(dylan.read(filed)) == 1  # type: ignore[arg-type]

    def test_what_somebody_corrected_meanwhile_stays(self, dylan: Speaker) -> None:
        dylan.says("corriger")

        def meanwhile(tx: Tx) -> None:
            item = tx.contributions.get(1)
            assert item is not None
            tx.contributions.change(dataclasses.replace(item, title="animatrice ESS"), act="correct", by=None)  # type: ignore[call-arg]

        dylan.store.submit(meanwhile).result()
        assert dylan.says("3 Kourou") == "Corrigé : lieu, Kourou (avant : Cayenne)."
        assert dylan.read(filed) == [(1, "animatrice ESS", "Kourou")]

    @pytest.mark.parametrize("word", ["aide", "lettre", "retirer"])
    def test_anything_else_closes_the_list(self, dylan: Speaker, word: str) -> None:
        dylan.says("corriger")
        assert "continuer" not in dylan.says(word)
        assert dylan.read(states) == [DROPPED]

    def test_its_numbers_mean_nothing_the_day_after_next(self, dylan: Speaker) -> None:
        dylan.says("corriger")
        dylan.clock.now += timedelta(days=2)
        dylan.says("3 Kourou")
        assert dylan.read(filed) == [(1, "animateur ESS", "Cayenne")]

    def test_stopping_changes_nothing(self, dylan: Speaker) -> None:
        dylan.says("corriger")
        assert dylan.says("annuler") == "Arrêté. Ce qui est là reste comme il est."
