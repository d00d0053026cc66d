"""What is answered to a request, and what its author makes of it; who knows what. (DIALOGUES.md 4, DOMAIN.md F42)"""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from bot.domain.contribution import Contribution, Scope
from bot.domain.people import Person
from bot.domain.requests import Standing
from handlers.answer import Reply
from handlers.converse import hear
from handlers.typed import Attached, Typed
from storage.contributions import Origin
from tests.shelf import TEAM
from tests.use_cases.asking import asked_by, chambers, item_of, spoken, standing, told
from tests.use_cases.talk import Said, Talk


@pytest.fixture
def dylan(talk: Talk) -> Person:
    return talk.add("Dylan Clet", role="ambassador", chamber="GUF", zone="America/Cayenne")


@pytest.fixture
def claire(talk: Talk) -> Person:
    return talk.add("Claire Le Goff")


@pytest.fixture
def yann(talk: Talk) -> Person:
    return talk.add("Yann Le Bras", chamber="BRE")


@pytest.fixture
def malik(talk: Talk) -> Person:
    return talk.add("Malik Benali", role="national_team", chamber="NAT")


class TestAnswering:
    def test_an_answer_crosses_at_once_and_takes_it(self, talk: Talk, dylan: Person, claire: Person, yann: Person) -> None:
        asked_by(talk, dylan)
        said = talk.says(claire, "demande 1 : Voici la nôtre, validée par notre juriste. Appelez si besoin.")
        assert said.text == "Demande 1 : transmis à Dylan (Guyane)."
        assert told(talk, dylan) == [
            "Claire (Normandie) : « Voici la nôtre, validée par notre juriste. Appelez si besoin. » Pour répondre à Claire, écrivez ici."
        ]
        assert (standing(talk), spoken(talk)) == (Standing.ANSWERED, "répondue")
        assert said.buttons == ("C'est répondu",)
        also = talk.says(yann, "demande 1 : nous avons aussi un modèle, plus court.")
        assert (also.text, also.buttons) == ("Demande 1 : transmis à Dylan (Guyane).", ()), "it is not his to say that it is answered"
        assert told(talk, dylan)[-1].startswith("Yann (Bretagne) : « nous avons aussi un modèle, plus court. »"), "a word without taking it"

    @pytest.mark.parametrize(("role", "may"), [("ambassador", False), ("partner", False), ("employee", True)])
    def test_who_may(self, talk: Talk, dylan: Person, role: str, may: bool) -> None:
        asked_by(talk, dylan)
        somebody = talk.add("Somebody Else", role=role, chamber="NOR")
        said = talk.says(somebody, "demande 1 : appelez la mairie de Caen")
        assert said.refused is not may
        assert bool(told(talk, dylan)) is may

    @pytest.mark.parametrize("typed", ["demande 1 : clore", "demande 1 : à clore", "demande 1 : fermer", "clore la demande 1"])
    def test_closed_by_the_asker(self, talk: Talk, dylan: Person, claire: Person, typed: str) -> None:
        asked_by(talk, dylan)
        talk.says(claire, "demande 1 : Voici la nôtre.")
        heard = told(talk, claire)
        assert talk.says(dylan, typed).text == "Demande 1 : réglée. Merci."
        assert standing(talk) is Standing.RESOLVED
        assert told(talk, claire) == heard, "the word itself is sent to nobody"

    def test_answered_elsewhere(self, talk: Talk, dylan: Person, claire: Person, yann: Person) -> None:
        asked_by(talk, dylan)
        talk.presses(claire, "req:claim:HR-001")
        assert talk.presses(yann, "req:done:HR-001").refused
        assert talk.presses(claire, "req:done:HR-001").text == "Demande 1 : répondue. Merci."
        assert told(talk, dylan)[-1] == "Demande 1 : Claire (Normandie) vous a répondu par ailleurs."
        talk.presses(claire, "req:done:HR-001")
        assert len(told(talk, dylan)) == 2, "said once"

    def test_an_answer_that_closes(self, talk: Talk, dylan: Person, malik: Person) -> None:
        asked_by(talk, dylan)
        talk.says(malik, "Réponse à HR-2008-001 : éléments transmis. Demande close.")
        assert "éléments transmis" in told(talk, dylan)[-1]
        assert (standing(talk), item_of(talk).state) == (Standing.RESOLVED, "resolved")

    def test_closed_without_a_word_its_author_hears_by_whom(self, talk: Talk, dylan: Person, malik: Person, claire: Person) -> None:
        asked_by(talk, dylan)
        assert talk.says(claire, "demande 1 close").refused, "she has not taken it"
        assert talk.says(malik, "demande 1 close").text == "Demande 1 : réglée. Merci."
        assert told(talk, dylan) == ["Demande 1 : close par Malik (l'équipe nationale)."]
        assert talk.says(dylan, "rouvrir la demande 1").text.startswith("Demande 1 : je cherche encore.")

    def test_the_same_message_brought_twice_crosses_once(self, talk: Talk, dylan: Person, claire: Person) -> None:
        asked_by(talk, dylan)
        origin = Origin(platform="slack", workspace=TEAM, channel="D1", message="9")
        typed = Typed(text="demande 1 : voici la nôtre", origin=origin, addressed=True, private=True)
        first, second = (talk.store.submit(partial(hear, typed, claire)).result() for _ in range(2))
        assert first == second
        assert len(told(talk, dylan)) == 1

    def test_what_was_withdrawn_crosses_no_more(self, talk: Talk, dylan: Person, claire: Person) -> None:
        asked_by(talk, dylan)
        talk.presses(claire, "req:claim:HR-001")
        talk.presses(dylan, "do:withdraw:HR-001")
        for said in (talk.says(claire, "demande 1 : Voici la nôtre."), talk.presses(claire, "req:done:HR-001")):
            assert (said.refused, said.text) == (True, "Demande 1 : retirée entre-temps. Rien n'est parti.")
        assert len(told(talk, dylan)) == 1
        assert (standing(talk), spoken(talk)) == (Standing.WITHDRAWN, "retirée")

    def test_restored_it_is_looked_for_again(self, talk: Talk, dylan: Person, claire: Person) -> None:
        talk.says(claire, "expertise : mise à disposition")
        asked_by(talk, dylan)
        talk.presses(dylan, "do:withdraw:HR-001")
        assert chambers(talk) == [("NOR", "over")]
        talk.presses(dylan, "do:restore:HR-001")
        assert chambers(talk) == [("NOR", "over"), ("NOR", "asked")]

    @pytest.mark.parametrize(
        ("file", "read"),
        [
            (
                Attached("convention.docx"),
                "Document : convention.docx. Il est resté dans la conversation d'origine : demandez un lien à Claire.",
            ),
            (
                Attached("convention.docx", "https://exemple.fr/f/1"),
                "Document : convention.docx (https://exemple.fr/f/1), dans la conversation d'origine.",
            ),
        ],
        ids=["a name", "a link"],
    )
    def test_of_a_document_both_are_told_that_it_stays(self, talk: Talk, dylan: Person, claire: Person, file: Attached, read: str) -> None:
        asked_by(talk, dylan)
        origin = Origin(platform="slack", workspace=TEAM, channel="D1", message="9")
        typed = Typed(text="demande 1 : voici la nôtre", origin=origin, addressed=True, private=True, files=(file,))
        answer = talk.store.submit(partial(hear, typed, claire)).result()
        assert isinstance(answer, Reply)
        assert "Le document ne passe pas, seulement son nom." in answer.message.markdown
        assert read in told(talk, dylan)[-1]

    def test_a_question_to_the_asker_answers_nothing_yet(self, talk: Talk, dylan: Person, claire: Person) -> None:
        asked_by(talk, dylan)
        assert talk.says(claire, "demande 1 : c'est pour quelle commune ?").text == "Demande 1 : transmis à Dylan (Guyane)."
        assert "« c'est pour quelle commune ? »" in told(talk, dylan)[-1]
        assert standing(talk) is Standing.ESCALATED

    @pytest.mark.parametrize("typed", ["demande 1 : où en est-on ?", "demande 1 : du nouveau ?", "demande 1"])
    def test_how_it_stands_is_for_us_to_say(self, talk: Talk, dylan: Person, claire: Person, typed: str) -> None:
        asked_by(talk, dylan)
        assert "en cours" in talk.says(claire, typed).text
        assert talk.says(dylan, typed).text.startswith("Demande 1 reçue.")
        assert told(talk, dylan) == []

    def test_who_has_left_reads_nothing_and_it_is_kept(self, talk: Talk, dylan: Person, claire: Person) -> None:
        item = asked_by(talk, dylan)
        talk.store.submit(
            lambda tx: tx.connection.execute(tx.tables.people.update().where(tx.tables.people.c.id == dylan.id).values(active=False))
        ).result()
        said = talk.says(claire, "demande 1 : Voici la nôtre.")
        assert said.text == "Demande 1 : gardé avec la demande. Dylan (Guyane) ne lit plus ici."
        assert [one.text for one in talk.store.read(lambda tx: tx.pursuits.said(item.id))] == ["Voici la nôtre\\."], "as Markdown"


class TestAfterwards:
    @pytest.fixture
    def answered(self, talk: Talk, dylan: Person, claire: Person) -> Contribution:
        item = asked_by(talk, dylan)
        talk.says(claire, "demande 1 : Voici la nôtre.")
        return item

    def presses(self, talk: Talk, person: Person, verb: str) -> Said:
        return talk.presses(person, f"req:{verb}:HR-001")

    @pytest.mark.usefixtures("answered")
    def test_it_helped(self, talk: Talk, dylan: Person, claire: Person) -> None:
        assert self.presses(talk, claire, "good").refused, "who asked says so"
        assert self.presses(talk, dylan, "good").text == "Demande 1 : réglée. Merci."
        assert standing(talk) is Standing.RESOLVED
        assert talk.store.read(lambda tx: tx.pursuits.get(item_of(talk).id).satisfaction) == "yes"

    @pytest.mark.usefixtures("answered")
    def test_it_helped_in_part(self, talk: Talk, dylan: Person, claire: Person) -> None:
        said = self.presses(talk, dylan, "partly")
        assert said.text == "Demande 1 : Claire (Normandie) le sait. Que manque-t-il ? Écrivez-le ici."
        assert told(talk, claire)[-1] == "Demande 1 : il manque encore quelque chose à Dylan (Guyane)."
        assert standing(talk) is Standing.CLAIMED

    @pytest.mark.usefixtures("answered")
    def test_it_did_not_help_and_somebody_else_is_asked(self, talk: Talk, dylan: Person, yann: Person) -> None:
        talk.says(yann, "expertise : mise à disposition")
        said = self.presses(talk, dylan, "none")
        assert said.text == "Demande 1 : je cherche encore. Prochaine nouvelle au plus tard mer. 25/11."
        assert chambers(talk)[-1] == ("BRE", "asked")

    @pytest.mark.usefixtures("answered")
    def test_reopened_within_14_days(self, talk: Talk, dylan: Person, claire: Person) -> None:
        self.presses(talk, dylan, "good")
        talk.clock.now += timedelta(days=13)
        assert talk.says(claire, "rouvrir la demande 1").refused
        assert "Que manque-t-il ?" in talk.says(dylan, "rouvrir la demande 1").text
        self.presses(talk, dylan, "good")
        talk.clock.now += timedelta(days=15)
        said = talk.says(dylan, "rouvrir la demande 1")
        assert (said.refused, said.text) == (True, "Demande 1 : close depuis plus de 14 jours. Redemandez en une ligne.")
        assert spoken(talk) == "terminée"

    @pytest.mark.usefixtures("answered")
    def test_his_words_cross_back(self, talk: Talk, dylan: Person, claire: Person) -> None:
        assert talk.says(dylan, "demande 1 : et l'annexe, vous l'avez ?").text == "Demande 1 : transmis à Claire (Normandie)."
        assert told(talk, claire)[-1] == "Demande 1 Dylan (Guyane) : « et l'annexe, vous l'avez ? » Pour répondre à Dylan, écrivez ici."

    def test_before_anybody_has_it_what_he_adds_is_read_by_whoever_is_asked(self, talk: Talk, dylan: Person, claire: Person) -> None:
        talk.says(claire, "expertise : mise à disposition")
        asked_by(talk, dylan, urgency="today")
        assert talk.says(dylan, "demande 1 : c'est pour une association.").text == "Demande 1 : noté. Qui est consulté le lira."


class TestWhoKnows:
    def test_declared_asked_and_taken_back(self, talk: Talk, dylan: Person, claire: Person) -> None:
        assert talk.says(dylan, "expertise : observatoire").refused
        said = talk.says(claire, "expertise : observatoire, clauses sociales")
        assert said.text == "Noté. Normandie connaît : observatoire, clauses sociales. Les demandes sur ces thèmes vous viennent d'abord."
        assert talk.says(dylan, "qui sait observatoire ?").text == "Qui sait « observatoire » : Normandie : dit connaître observatoire"
        talk.says(claire, "plus d'expertise : observatoire")
        assert talk.says(dylan, "qui sait observatoire ?").text.startswith("Aucune chambre n'est connue pour « observatoire ».")

    def test_by_what_was_answered(self, talk: Talk, dylan: Person, claire: Person) -> None:
        asked_by(talk, dylan)
        talk.says(claire, "demande 1 : Voici la nôtre.")
        assert "Normandie : a répondu à 1 demande, en novembre 2026" in talk.says(dylan, "qui sait mise à disposition ?").text

    def test_what_was_answered_in_confidence_tells_nobody(self, talk: Talk, dylan: Person, malik: Person) -> None:
        asked_by(talk, dylan, scope=Scope.NATIONAL)
        talk.says(malik, "demande 1 : Voici la nôtre.")
        assert talk.says(dylan, "qui sait mise à disposition ?").text.startswith("Aucune chambre")

    @pytest.mark.parametrize("typed", ["expertise comptable : offre, Caen, CDI", "une expertise est prévue mardi", "qui sait ?"])
    def test_other_texts_declare_nothing(self, talk: Talk, claire: Person, typed: str) -> None:
        talk.says(claire, typed)
        assert talk.store.read(lambda tx: tx.pursuits.declared()) == []
