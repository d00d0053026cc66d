"""A form asked question by question: kept in the store, answered by what is typed, filed once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.messages import Form, Input, Option
from bot.domain.people import Role
from bot.wording.escape import clean
from storage.forms import DROPPED, OPEN, SENT, STOPPED, WAITING
from storage.transaction import Tx
from tests.use_cases.speaking import Speaker, filed, speaker

FULL = "offre : animateur ESS, Cayenne, CDD 12 mois, avant le 15/12"
TITLE = "Diffuser une offre 1/2\nIntitulé du poste ?"
UNTIL = "Jusqu'à quand ? (ou écrivez une date)"
WITHOUT = "sans date limite ; retirée le dim. 20/12"


@pytest.fixture
def dylan(tmp_path: Path) -> Iterator[Speaker]:
    made = speaker(tmp_path)
    yield made
    made.store.close()


def states(tx: Tx) -> list[str]:
    return [row.state for row in tx.connection.execute(tx.tables.forms.select().order_by(tx.tables.forms.c.id))]


class TestANewOne:
    def test_only_what_is_needed_is_asked(self, dylan: Speaker) -> None:
        first = dylan.commands("offre")
        assert first.startswith(TITLE)
        assert "Répondez ici. « retour » : la question d'avant. « annuler » : arrêter." in first
        assert UNTIL in dylan.says("cuisinière")
        assert dylan.labels() == ["1 ven. 04/12", "2 lun. 21/12", "3 Sans date", "Retour", "Annuler"]
        answer = dylan.says("04/12")
        assert answer.startswith("Offre 1 reçue : cuisinière, avant ven. 04/12.")
        assert dylan.read(filed) == [(1, "cuisinière", "")]
        assert dylan.read(states) == [SENT]

    @pytest.mark.parametrize(
        ("typed", "until"),
        [("1", "avant ven. 04/12"), ("2", "avant lun. 21/12"), ("ven. 04/12", "avant ven. 04/12"), ("21 décembre", "avant lun. 21/12"),
         ("dans 3 semaines", "avant ven. 11/12"), ("sans date", WITHOUT), ("3", WITHOUT), ("passer", WITHOUT)],
    )  # fmt: skip
    def test_an_answer_is_a_number_a_word_or_the_value(self, dylan: Speaker, typed: str, until: str) -> None:
        dylan.commands("offre")
        dylan.says("cuisinière")
        assert f", {until}." in dylan.says(typed)

    @pytest.mark.parametrize("label", ["1 ven. 04/12", "3 Sans date"])
    def test_or_a_button(self, dylan: Speaker, label: str) -> None:
        dylan.commands("offre")
        dylan.says("cuisinière")
        assert dylan.presses(label).startswith("Offre 1 reçue")

    def test_the_button_of_an_earlier_question_answers_nothing(self, dylan: Speaker) -> None:
        dylan.commands("offre")
        dylan.says("cuisinière")
        act = dylan.buttons()[0].act  # type: ignore[attr-defined]
        dylan.says("retour")
        assert dylan.acts(act) == "C'est déjà réglé. Rien n'a changé."
        dylan.says("serveur")
        dylan.acts(act)
        assert dylan.acts(act) == "C'est déjà réglé. Rien n'a changé."
        assert dylan.read(filed) == [(1, "serveur", "")]

    def test_anything_else_can_be_said_by_its_name_at_any_time(self, dylan: Speaker) -> None:
        dylan.commands("offre")
        again = dylan.says("lieu : Kourou (*973*)")
        assert again.startswith("Noté : lieu, Kourou (*973*).")
        assert "Intitulé du poste ?" in again
        dylan.says("cuisinière")
        dylan.says("contrat : CDI\nsalaire : 2000 €")
        assert dylan.says("1").startswith("Offre 1 reçue : cuisinière, Kourou (*973*), CDI, 2000 €, avant ven. 04/12.")

    def test_nothing_is_lost_beside_what_is_wrong(self, dylan: Speaker) -> None:
        dylan.commands("offre")
        again = dylan.says("lieu : Kourou\ncandidatures avant : 31/02")
        assert again.startswith("Noté : lieu, Kourou.\nLe 31/02 n'existe pas.")
        dylan.says("cuisinière")
        assert dylan.says("1").startswith("Offre 1 reçue : cuisinière, Kourou (973)")

    def test_one_goes_back_and_sees_what_stood_there(self, dylan: Speaker) -> None:
        dylan.commands("offre")
        dylan.says("cuisinier")
        assert "Maintenant : cuisinier" in dylan.says("retour")
        dylan.says("cuisinière")
        dylan.says("1")
        assert dylan.read(filed) == [(1, "cuisinière", "")]

    def test_what_is_needed_cannot_be_passed_over(self, dylan: Speaker) -> None:
        dylan.commands("offre")
        again = dylan.says("passer")
        assert again == "Ce champ est nécessaire.\nDiffuser une offre 1/2\nIntitulé du poste ?"
        assert dylan.read(states) == [OPEN]

    def test_a_wrong_answer_is_told_and_asked_again(self, dylan: Speaker) -> None:
        dylan.commands("offre")
        dylan.says("cuisinière")
        again = dylan.says("31/02")
        assert again.startswith("Le 31/02 n'existe pas.")
        assert UNTIL in again
        assert dylan.says("1").startswith("Offre 1 reçue")

    @pytest.mark.parametrize("empty", ["\u200b\u200b", "\u2800", "   ", "\u202e\u202d", "🎉" * 4096, "…"])
    def test_what_says_nothing_is_no_answer(self, dylan: Speaker, empty: str) -> None:
        dylan.commands("offre")
        again = dylan.says(empty)
        assert again.startswith("Je n'y vois aucun mot")
        assert len(again.encode()) < 1000
        assert dylan.read(filed) == []

    def test_a_title_that_is_too_long_is_asked_again(self, dylan: Speaker) -> None:
        dylan.commands("offre")
        assert dylan.says("x" * 4000).startswith("Au plus 150 caractères : ce texte en a 4000.")

    def test_what_is_wrong_by_the_end_is_asked_again_with_all_kept(self, dylan: Speaker) -> None:
        dylan.commands("offre")
        dylan.says("candidatures avant : 27/11")
        dylan.clock.now += timedelta(days=10)
        again = dylan.says("cuisinière")
        assert again.startswith("Le 27/11/2026 n'est pas possible ici : du 30/11/2026")
        assert "Maintenant : ven. 27/11" in again
        assert dylan.says("15/12").startswith("Offre 1 reçue : cuisinière, avant mar. 15/12.")

    def test_a_chamber_that_is_not_known_is_suggested(self, dylan: Speaker) -> None:
        dylan.commands("offre")
        assert dylan.says("chambre : Normndie").startswith("Je ne connais pas « Normndie ». Normandie, ")

    def test_it_survives_a_restart_and_a_week_of_silence(self, dylan: Speaker) -> None:
        dylan.commands("offre")
        dylan.says("cuisinière")
        dylan.restarts()
        dylan.clock.now += timedelta(days=7)
        assert dylan.says("dans 10 jours").startswith("Offre 1 reçue : cuisinière, avant lun. 07/12.")

    def test_after_a_month_a_message_is_a_message(self, dylan: Speaker) -> None:
        dylan.commands("offre")
        dylan.says("cuisinière")
        dylan.clock.now += timedelta(days=30)
        assert "Offre 1 reçue : animateur ESS" in dylan.says("offre : animateur ESS, Cayenne, CDI, avant le 15/01/2027")
        assert UNTIL in dylan.says("continuer")

    def test_a_date_is_read_from_when_it_was_written(self, dylan: Speaker) -> None:
        dylan.commands("offre")
        dylan.says("cuisinière")
        dylan.clock.now = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
        answer = dylan.says("demain", written_at=datetime(2026, 11, 20, 22, 0, tzinfo=UTC))
        assert answer.startswith("Offre 1 reçue (écrite ven. 20/11 à 19 h) : cuisinière, avant sam. 21/11.")


class TestVerbsWin:
    """Words that do something elsewhere do it in the middle of a form too; and those that say nothing are no answer."""

    def test_a_correction_is_about_what_was_filed_before(self, dylan: Speaker) -> None:
        dylan.says(FULL)
        dylan.commands("offre")
        assert "Corrigé : durée, 18 mois (avant : 12 mois)." in dylan.says("corriger durée : 18 mois")
        assert dylan.read(filed) == [(1, "animateur ESS", "Cayenne (973)")] or dylan.read(filed) == [(1, "animateur ESS", "Cayenne")]

    def test_or_about_the_form_that_has_answers_already(self, dylan: Speaker) -> None:
        dylan.says(FULL)
        dylan.commands("offre")
        dylan.says("cuisinière")
        assert "Noté : lieu, Kourou." in dylan.says("corriger lieu : Kourou")
        assert UNTIL in dylan.says("corriger durée : 6 mois")
        assert dylan.says("corriger").startswith(TITLE)

    def test_with_nothing_filed_it_is_no_title(self, dylan: Speaker) -> None:
        dylan.commands("offre")
        assert dylan.says("corriger lieu : Kourou").startswith("Noté : lieu, Kourou.")
        assert dylan.read(filed) == []

    @pytest.mark.parametrize("text", ["voir", "je sais pas", "Je ne sais pas.", "aucune idée"])
    def test_what_says_nothing_is_no_job_title(self, dylan: Speaker, text: str) -> None:
        dylan.commands("offre")
        assert "Intitulé du poste ?" in dylan.says(text)

    def test_je_sais_pas_passes_what_is_not_needed(self, dylan: Speaker) -> None:
        dylan.commands("offre")
        dylan.says("cuisinière")
        assert "Offre 1 reçue : cuisinière" in dylan.says("je sais pas")


class TestStopping:
    def test_what_was_stopped_is_not_said_to_wait(self, dylan: Speaker) -> None:
        dylan.commands("offre")
        dylan.says("cuisinière")
        dylan.says("annuler")
        dylan.commands("offre")
        dylan.says("comptable")
        assert "attend" not in dylan.says("04/12")
        assert "Diffuser une offre" in dylan.says("continuer")

    @pytest.mark.parametrize("word", ["annuler", "Annuler.", "cancel", "arrêter", "stop", "retirer"])
    def test_it_is_kept_and_taken_up_again(self, dylan: Speaker, word: str) -> None:
        dylan.commands("offre")
        dylan.says("cuisinière")
        assert dylan.says(word) == "Arrêté : rien n'est déposé. Ce que vous avez écrit est gardé : « continuer » pour le reprendre."
        assert dylan.read(states) == [STOPPED]
        assert UNTIL in dylan.says("continuer")
        assert dylan.says("1").startswith("Offre 1 reçue : cuisinière")

    def test_by_the_button_too(self, dylan: Speaker) -> None:
        dylan.commands("offre")
        dylan.says("cuisinière")
        dylan.presses("Annuler")
        assert dylan.labels() == ["Continuer"]
        assert dylan.presses("Continuer")
        assert dylan.read(states) == [OPEN]

    def test_what_holds_nothing_is_not_kept(self, dylan: Speaker) -> None:
        dylan.commands("offre")
        assert dylan.says("annuler") == "Arrêté : rien n'est déposé."
        assert dylan.read(states) == [DROPPED]

    def test_continue_without_anything_is_no_word(self, dylan: Speaker) -> None:
        assert "Je n'ai pas compris" in dylan.says("continuer")


class TestInTheMiddle:
    def test_another_contribution_is_filed_and_the_form_waits(self, dylan: Speaker) -> None:
        dylan.commands("offre")
        dylan.says("cuisinière")
        answer = dylan.says(FULL)
        assert answer.startswith("Offre 1 reçue : animateur ESS, Cayenne (973)")
        assert answer.endswith("« Diffuser une offre » attend : écrivez « continuer ».")
        assert dylan.read(states) == [WAITING]
        dylan.says("continuer")
        assert dylan.says("1").startswith("Offre 2 reçue : cuisinière")

    def test_a_form_without_an_answer_makes_room_for_the_whole_text(self, dylan: Speaker) -> None:
        dylan.commands("offre")
        assert "continuer" not in dylan.says(FULL)
        assert dylan.read(states) == [DROPPED]

    @pytest.mark.parametrize("word", ["aide", "lettre", "offre 1"])
    def test_a_command_is_done_and_the_form_waits(self, dylan: Speaker, word: str) -> None:
        dylan.says(FULL)
        dylan.commands("offre")
        assert dylan.says(word).endswith("« Diffuser une offre » attend : écrivez « continuer ».")
        assert "Intitulé du poste ?" in dylan.says("continuer")

    def test_a_command_with_a_slash_too(self, dylan: Speaker) -> None:
        dylan.commands("offre")
        assert dylan.commands("lettre").endswith("« Diffuser une offre » attend : écrivez « continuer ».")

    def test_a_slash_before_the_words_of_the_form(self, dylan: Speaker) -> None:
        dylan.commands("offre")
        dylan.says("cuisinière")
        assert dylan.commands("annuler").startswith("Arrêté")

    def test_another_form_is_asked_first(self, dylan: Speaker) -> None:
        dylan.commands("offre")
        dylan.says("cuisinière")
        assert "« Diffuser une offre » attend" in dylan.commands("offre")
        dylan.says("serveur")
        assert dylan.says("1").endswith("« Diffuser une offre » attend : écrivez « continuer ».")
        dylan.says("continuer")
        dylan.says("1")
        assert [title for _, title, _ in dylan.read(filed)] == ["serveur", "cuisinière"]  # type: ignore[attr-defined]

    @pytest.mark.parametrize("title", ["Stage en communication", "Service civique", "Alternance"])
    def test_a_title_that_sounds_like_an_announcement_is_a_title(self, dylan: Speaker, title: str) -> None:
        dylan.commands("offre")
        assert UNTIL in dylan.says(title)

    def test_thanks_get_nothing(self, dylan: Speaker) -> None:
        dylan.commands("offre")
        assert dylan.says("merci") == ""
        assert dylan.read(states) == [OPEN]


def test_in_english(tmp_path: Path) -> None:
    emma = speaker(tmp_path, role=Role.EMPLOYEE, language="en")
    assert emma.commands("offer").startswith("Post a job offer 1/2\nJob title?")
    assert "Until when? (or type a date)" in emma.says("cook")
    assert emma.labels()[-3:] == ["3 No date", "Back", "Cancel"]
    assert emma.says("cancel").endswith("“continue” takes it up again.")
    emma.says("continue")
    assert "Offer 1 published, until Fri 4 Dec." in emma.says("1")
    emma.says("correct")
    assert emma.says("place: Kourou") == "Corrected: place, Kourou (before: nothing)."
    emma.store.close()


def test_who_may_file_no_longer_keeps_what_he_typed(dylan: Speaker) -> None:
    dylan.commands("offre")
    dylan.says("cuisinière")
    dylan.store.submit(lambda tx: tx.connection.execute(tx.tables.people.update().values(role="partner"))).result()
    assert "Écrivez à votre chambre" in dylan.says("1")
    assert dylan.read(filed) == []
    assert dylan.read(states) == [WAITING]


def test_a_draft_is_finished_question_by_question(dylan: Speaker) -> None:
    assert "que dois-je écrire" in dylan.commands("offre", "lieu : Kourou\ncontrat : CDI")
    assert dylan.presses("Corriger").startswith("Diffuser une offre 1/2\nIntitulé du poste : que dois-je écrire ?")
    dylan.says("cuisinière")
    assert dylan.says("1").startswith("Offre 1 reçue : cuisinière, Kourou (973), CDI, avant ven. 04/12.")
    assert dylan.read(lambda tx: tx.drafts.waiting()) == []


@pytest.mark.parametrize(
    "act", ["form", "form:", "form:1", "form:x:go", "form:99:go", "form:1:is", "form:1:is:abc", "form:1:skip:title", "form:1:explode"]
)
def test_a_forged_act_does_nothing(dylan: Speaker, act: str) -> None:
    dylan.commands("offre")
    dylan.acts(act)
    assert dylan.read(filed) == []
    assert dylan.read(states) == [OPEN]


def test_nobody_answers_the_form_of_another(dylan: Speaker, tmp_path: Path) -> None:
    dylan.commands("offre")
    dylan.store.submit(lambda tx: tx.connection.execute(tx.tables.forms.update().values(person_id=_other(tx)))).result()
    assert dylan.acts("form:1:stop") == "C'est déjà réglé. Rien n'a changé."
    assert dylan.read(states) == [OPEN]


def _other(tx: Tx) -> int:
    row = tx.connection.execute(tx.tables.people.select()).first()
    assert row is not None
    values = dict(row._mapping) | {"id": None, "name": "Hina", "email": None}
    return int(tx.connection.execute(tx.tables.people.insert().values(values)).inserted_primary_key[0])  # type: ignore[index]


def test_a_form_comes_back_from_the_store_as_it_was() -> None:
    form = Form(
        title="t", submit="s", cancel="c", token="new:job_offer:x", correcting=True,
        inputs=(Input(name="deadline", label="l", type="date", required=False, asked="?", offered=(Option("2026-12-04", "ven."), Option("", "sans"))),
                Input(name="contract", label="c", type="choice", required=True, options=(Option("CDI", "CDI"),), value="CDI", limit=3)),
    )  # fmt: skip
    assert Form.from_json(form.as_json()) == form
    assert date(2026, 12, 4).isoformat() == form.input("deadline").offered[0].value


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.lists(st.text(st.characters(blacklist_categories=()), max_size=60).map(clean), min_size=1, max_size=4))
def test_whatever_is_typed_is_answered_in_a_short_message(dylan: Speaker, said: list[str]) -> None:
    dylan.commands("offre")
    for text in said:
        assert len(dylan.says(text).encode()) <= 1000
    dylan.says(FULL)
    dylan.says("corriger")
    for text in said:
        assert len(dylan.says(text).encode()) <= 1000
