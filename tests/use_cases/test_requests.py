"""Requests among people: what is filed, who takes and passes on what; two at once; what is forged, and too much. (DIALOGUES.md 4)"""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest

from bot.domain.contribution import Scope
from bot.domain.people import Person, Role
from bot.domain.requests import Standing
from bot.domain.subscription import Subscription
from bot.wording.plain import plain
from handlers.change import record
from storage.transaction import Tx
from tests.shelf import channel
from tests.use_cases.asking import asked_by, chambers, item_of, spoken, standing, told
from tests.use_cases.talk import Talk


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


class TestFiling:
    def test_one_line_and_nothing_to_fill(self, talk: Talk, dylan: Person, claire: Person, malik: Person) -> None:
        said = talk.says(dylan, "cherche modèle de charte du bénévolat svp")
        assert said.text == "Demande 1 reçue. Demandé à l'équipe nationale. Prochaine nouvelle au plus tard mer. 25/11."
        assert said.buttons == ("Corriger", "Retirer"), "who reads it is no choice of his"

    def test_the_network_is_asked_where_somebody_knows(self, talk: Talk, dylan: Person, claire: Person) -> None:
        talk.says(claire, "expertise : bénévolat")
        assert "Demandé au réseau." in talk.says(dylan, "cherche modèle de charte du bénévolat svp").text
        assert chambers(talk) == [("NOR", "asked")]

    def test_a_partner_asks_his_chamber(self, talk: Talk) -> None:
        paul = talk.add("Paul Mercier", role="partner", chamber="NAT")
        said = talk.says(paul, "demande : cherche modèle de charte du bénévolat svp")
        assert said.refused
        assert talk.store.read(lambda tx: list(tx.contributions.every("help_request"))) == []

    @pytest.mark.parametrize("role", ["ambassador", "employee", "administrator", "director", "national_team"])
    def test_everybody_else_asks_the_network(self, talk: Talk, role: str) -> None:
        somebody = talk.add("Somebody Else", role=role, chamber="NAT" if role == "national_team" else "GUF")
        assert talk.says(somebody, "demande : modèle de charte du bénévolat").text.startswith("Demande 1 reçue.")
        assert item_of(talk).scope is Scope.NETWORK

    def test_confidential(self, talk: Talk, dylan: Person, claire: Person, malik: Person) -> None:
        said = talk.says(dylan, "confidentiel : cherche un avocat pour un licenciement")
        assert said.text == (
            "Demande 1 reçue, confidentielle : seule l'équipe nationale la voit. Elle vous demandera avant d'en parler à une chambre."
        )
        assert chambers(talk) == [("NAT", "asked")]
        for typed in ("demande 1", "demande 1 : je m'en charge", "demande 1 : voir avec Bretagne", "cherche licenciement"):
            assert "avocat" not in talk.says(claire, typed).text, typed
        assert talk.says(malik, "demande 1 : je m'en charge").text.startswith("Demande 1 : vous vous en chargez.")

    def test_what_becomes_confidential_is_asked_of_no_chamber_any_more(self, talk: Talk, dylan: Person, claire: Person) -> None:
        talk.says(claire, "expertise : mise à disposition")
        item = asked_by(talk, dylan)

        def narrow(tx: Tx) -> None:

            record(item, dataclasses.replace(item, scope=Scope.NATIONAL), "scope", dylan.id, tx)

        talk.store.submit(narrow).result()
        assert chambers(talk) == [("NOR", "over"), ("NAT", "asked")]

    def test_a_request_that_is_an_offer_is_filed_once_as_the_offer(self, talk: Talk, claire: Person) -> None:
        said = talk.says(claire, "Diffuser une offre : comptable, Caen, CDI, avant le 12/12")
        assert said.text.startswith("Offre 1 – comptable")
        assert talk.store.read(lambda tx: len(list(tx.contributions.every("help_request")))) == 0

    def test_fifty_in_a_minute_are_all_there_and_a_few_are_answered(self, talk: Talk, dylan: Person) -> None:
        letters = "abcdefghijklmnopqrstuvwxyz"
        names = [f"{one}{two}" * 9 for one in letters[:10] for two in letters[10:15]]
        answers = [talk.says(dylan, f"demande : {name} modèle {name}") for name in names]
        shown = [said.text for said in answers if said.text != "Nothing"]
        assert len(shown) == 6
        assert shown[5].endswith(
            "Je les ai toutes reçues. Il y en a beaucoup d'un coup : je les traite une à une, sans répondre à chacune."
        )
        assert talk.store.read(lambda tx: len(list(tx.contributions.every("help_request")))) == 50
        talk.clock.now += timedelta(minutes=2)
        assert talk.says(dylan, "demande : modèle de statuts de SCIC").text.startswith("Demande 51 reçue.")


class TestTaking:
    @pytest.mark.parametrize(
        ("role", "chamber", "may"),
        [
            (Role.NATIONAL, "NAT", True),
            (Role.DIRECTOR, "NOR", True),
            (Role.EMPLOYEE, "NOR", True),
            (Role.ADMINISTRATOR, "NOR", True),
            (Role.AMBASSADOR, "NOR", False),
            (Role.PARTNER, "NAT", False),
            (Role.DIRECTOR, "GUF", False),
        ],
    )
    @pytest.mark.parametrize("how", ["word", "button"])
    def test_who_may(self, talk: Talk, role: Role, chamber: str, may: bool, how: str) -> None:
        dylan = talk.add("Dylan Clet", role="ambassador", chamber="GUF", zone="America/Cayenne")
        asked_by(talk, dylan)
        somebody = talk.add("Somebody Else", role=role.value, chamber=chamber)
        said = talk.says(somebody, "demande 1 : je m'en charge") if how == "word" else talk.presses(somebody, "req:claim:HR-001")
        assert said.refused is not may, said.text
        assert (standing(talk) is Standing.CLAIMED) is may
        assert bool(told(talk, dylan)) is may

    @pytest.mark.parametrize("typed", ["je m'en charge demande 1", "on s'en occupe, demande 1", "je prends la demande 1"])
    def test_with_the_number_behind_the_words(self, talk: Talk, dylan: Person, claire: Person, typed: str) -> None:
        asked_by(talk, dylan)
        talk.says(claire, typed)
        assert standing(talk) is Standing.CLAIMED

    @pytest.mark.parametrize("typed", ["demande 1 : clore", "demande 1 : fermer", "clore la demande 1"])
    def test_its_author_closes_it_in_a_word(self, talk: Talk, dylan: Person, claire: Person, typed: str) -> None:
        asked_by(talk, dylan)
        talk.says(claire, "je prends la demande 1")
        assert talk.says(dylan, typed).text == "Demande 1 : réglée. Merci."

    def test_its_own_chamber_is_told_how_to_add_something(self, talk: Talk, dylan: Person) -> None:
        marie = talk.add("Marie Sinamary", chamber="GUF")
        asked_by(talk, dylan)
        said = talk.presses(marie, "req:claim:HR-001")
        assert said.text == (
            "Demande 1 : c'est votre chambre qui demande, une autre s'en charge. Pour ajouter un mot, écrivez « demande 1 : … »."
        )
        assert talk.says(marie, "demande 1 : c'est pour la commune de Sinnamary").text == "Demande 1 : noté avec la demande."
        assert standing(talk) is not Standing.ANSWERED

    def test_two_at_once(self, talk: Talk, dylan: Person, claire: Person, yann: Person) -> None:
        asked_by(talk, dylan)
        first, second = talk.presses(yann, "req:claim:HR-001"), talk.presses(claire, "req:claim:HR-001")
        assert first.text.startswith("Demande 1 : vous vous en chargez. Dylan (Guyane) le sait.")
        assert first.buttons == ("C'est répondu", "Rendre")
        assert second.text == "Bretagne vient de la prendre, à 10 h. Vous pouvez ajouter un mot dans le fil."
        assert told(talk, dylan) == ["Demande 1 : Yann (Bretagne) s'en charge."], "one person, one message"
        assert spoken(talk) == "prise par Bretagne"
        talk.clock.now += timedelta(days=1)
        assert talk.presses(claire, "req:claim:HR-001").text.startswith("Bretagne l'a prise ven. 20/11.")

    def test_pressed_twice_it_is_taken_once(self, talk: Talk, dylan: Person, claire: Person) -> None:
        asked_by(talk, dylan)
        assert talk.presses(claire, "req:claim:HR-001") == talk.presses(claire, "req:claim:HR-001")
        assert len(told(talk, dylan)) == 1

    @pytest.mark.parametrize("typed", ["demande 1 : je ne peux plus", "demande 1 : finalement je ne peux plus", "je rends la demande 1"])
    def test_given_back(self, talk: Talk, dylan: Person, claire: Person, yann: Person, typed: str) -> None:
        asked_by(talk, dylan)
        talk.presses(claire, "req:claim:HR-001")
        assert talk.says(yann, "demande 1 : je ne peux plus").refused, "it is not his"
        assert talk.says(claire, typed).text == "Demande 1 : rendue. Je demande à quelqu'un d'autre."
        assert standing(talk) is Standing.ESCALATED
        assert spoken(talk) == "en cours"
        assert "je demande à l'équipe nationale" in told(talk, dylan)[-1]

    @pytest.mark.parametrize(
        "typed",
        ["je m'en charge demande 1", "ok je m'en occupe, demande 1", "je m’en charge de la demande 1", "on s'en occupe demande 1",
         "nous nous en chargeons : demande 1", "je prends la demande 1", "demande 1 je m'en charge"],
    )  # fmt: skip
    def test_with_the_number_before_or_after(self, talk: Talk, dylan: Person, claire: Person, typed: str) -> None:
        asked_by(talk, dylan)
        talk.says(claire, "demande 1 : je m'en charge")
        talk.says(claire, "rendre la demande 1")
        assert talk.says(claire, typed).text.startswith("Demande 1 : vous vous en chargez.")
        assert standing(talk) is Standing.CLAIMED

    def test_on_a_phone_nobody_is_sent_to_a_thread(self, talk: Talk, dylan: Person, claire: Person, yann: Person) -> None:
        asked_by(talk, dylan)
        talk.presses(yann, "req:claim:HR-001")
        said = talk.says(claire, "demande 1 : je m'en charge", plainly=True)
        assert said.text == "Bretagne vient de la prendre, à 10 h. Pour ajouter un mot, écrivez « demande 1 : … »."
        talk.clock.now += timedelta(days=1)
        said = talk.says(claire, "demande 1 : je m'en charge", plainly=True)
        assert said.text == "Bretagne l'a prise ven. 20/11. Pour ajouter un mot, écrivez « demande 1 : … »."

    @pytest.mark.parametrize(
        "act",
        ["req", "req:", "req:claim", "req:claim:", "req:claim:HR-999", "req:claim:HR-x", "req:claim:JO-001", "req:boo:HR-001",
         "req:claim:HR-001:NOR", "req:see:HR-001:XXX", "req:see:HR-001:BNO", "req:claim:HR-001:a:b", "req:not:HR-001", "req:release:HR-001"],
    )  # fmt: skip
    def test_forged_buttons_do_nothing(self, talk: Talk, dylan: Person, claire: Person, act: str) -> None:
        asked_by(talk, dylan)
        before = chambers(talk)
        said = talk.presses(claire, act)
        assert said.refused
        assert (chambers(talk), told(talk, dylan)) == (before, [])


class TestPassingOn:
    def test_to_the_same_chamber_by_two_people_it_is_passed_once(self, talk: Talk, dylan: Person, malik: Person) -> None:
        marie = talk.add("Marie Sinamary", chamber="GUF")
        asked_by(talk, dylan)
        assert talk.says(marie, "demande 1 : passer à Normandie").text == "Demande 1 : Normandie est consultée."
        before, read = chambers(talk), told(talk, dylan)
        assert talk.says(malik, "demande 1 : passer à Normandie").text == "Demande 1 : Normandie est consultée."
        assert (chambers(talk), told(talk, dylan)) == (before, read)

    @pytest.mark.parametrize(
        ("who", "may"),
        [
            ("national_team", True),
            ("director", False),
            ("employee", False),
            ("administrator", False),
            ("ambassador", False),
            ("partner", False),
        ],
    )
    def test_who_passes_on_what_others_ask(self, talk: Talk, dylan: Person, who: str, may: bool) -> None:
        somebody = talk.add("Somebody Else", role=who, chamber="NAT" if who in ("national_team", "partner") else "NOR")
        asked_by(talk, dylan)
        said = talk.says(somebody, "demande 1 : réaiguiller vers Bretagne")
        assert said.refused is not may, said.text
        assert (("BRE", "asked") in chambers(talk)) is may

    def test_a_director_his_own(self, talk: Talk, dylan: Person) -> None:
        marie = talk.add("Marie Sinamary", chamber="GUF")
        asked_by(talk, dylan)
        assert talk.says(marie, "demande 1 → Bretagne").text == "Demande 1 : Bretagne est consultée."

    def test_whoever_is_asked_names_another_one(self, talk: Talk, dylan: Person, claire: Person, yann: Person) -> None:
        talk.says(claire, "expertise : mise à disposition")
        talk.says(yann, "expertise : conventions")
        asked_by(talk, dylan)
        said = talk.presses(claire, "req:see:HR-001")
        assert said.text == "Demande 1 : avec quelle chambre ? Écrivez par exemple « demande 1 : voir avec Bretagne »."
        assert talk.says(claire, "demande 1 : voir avec la Bretagne").text == "Demande 1 : Bretagne est consultée."
        assert chambers(talk) == [("NOR", "passed"), ("BRE", "asked")]
        assert talk.says(claire, "demande 1 : voir avec la Corse").refused, "it is not asked of her any more"

    def test_the_sentence_of_the_national_team(self, talk: Talk, dylan: Person, malik: Person, yann: Person) -> None:
        asked_by(talk, dylan)
        said = talk.says(malik, "HR-2008-001 réaiguillée vers Bretagne (expérience sur : la mise à disposition).")
        assert said.text == "Demande 1 : Bretagne est consultée."
        last = talk.store.read(lambda tx: tx.pursuits.routings(item_of(talk).id)[-1])
        assert (last.chamber, last.by, last.evidence) == ("BRE", malik.id, {"why": "la mise à disposition"})
        assert "je demande à une autre chambre" in told(talk, dylan)[-1]

    @pytest.mark.parametrize("typed", ["demande 1 : voir avec la Guyane", "demande 1 : réaiguiller vers Guyane"])
    def test_never_to_the_one_who_asks(self, talk: Talk, dylan: Person, malik: Person, typed: str) -> None:
        asked_by(talk, dylan)
        before = chambers(talk)
        assert talk.says(malik, typed).text == "Demande 1 : c'est Guyane qui demande. Nommez une autre chambre."
        assert chambers(talk) == before

    def test_a_name_that_is_none(self, talk: Talk, dylan: Person, malik: Person) -> None:
        asked_by(talk, dylan)
        said = talk.says(malik, "demande 1 : réaiguiller vers Zanzibar")
        assert (said.refused, said.text) == (True, "Je ne connais pas « Zanzibar ». Écrivez le nom d'une chambre.")


class TestAskedByTheNationalTeam:
    def test_it_is_not_put_to_itself_but_told_how_to_name_a_chamber(self, talk: Talk, malik: Person) -> None:
        said = talk.says(malik, "cherche modèle de charte du bénévolat svp")
        assert said.text == (
            "Demande 1 reçue. Aucune chambre connue pour cela. Pour en nommer une, écrivez « demande 1 : voir avec Bretagne »."
        )

    def test_given_back_it_says_the_same(self, talk: Talk, malik: Person, claire: Person) -> None:
        asked_by(talk, malik)
        talk.says(claire, "demande 1 : je m'en charge")
        talk.says(claire, "rendre la demande 1")
        assert told(talk, malik)[-1] == (
            "Demande 1 : aucune autre chambre connue pour cela. Pour en nommer une, écrivez « demande 1 : voir avec Bretagne »."
        )
        assert talk.says(malik, "demande 1 : voir avec Bretagne").text == "Demande 1 : Bretagne est consultée."

    def test_urgent_it_comes_to_his_colleagues_and_not_to_himself(self, talk: Talk, malik: Person) -> None:
        nadia = talk.add("Nadia Roux", role="national_team", chamber="NAT")
        talk.says(malik, "urgent : cherche modèle de charte du bénévolat")
        assert len(told(talk, nadia)) == 1
        assert told(talk, malik) == []


class TestWhatIsNoWordAboutOne:
    @pytest.mark.parametrize(
        "typed", ["demande 12 chaises pour l'AG du 3", "corriger demande 1 : objet : charte", "demande 1", "offre 1 pourvue", "1"]
    )
    def test_it_answers_nothing(self, talk: Talk, dylan: Person, claire: Person, typed: str) -> None:
        asked_by(talk, dylan)
        talk.says(claire, typed)
        assert told(talk, dylan) == []
        assert standing(talk) is Standing.ESCALATED

    @pytest.mark.parametrize(
        ("typed", "verb"), [("demande 1 retirer", "retirée"), ("demande 1 : retirer", "retirée"), ("retirer ma demande", "retirée")]
    )
    def test_its_author_changes_it_as_everything_else(self, talk: Talk, dylan: Person, typed: str, verb: str) -> None:
        asked_by(talk, dylan)
        assert verb in talk.says(dylan, typed).text
        assert standing(talk) is Standing.WITHDRAWN

    def test_of_several_things_the_one_that_is_named(self, talk: Talk, claire: Person) -> None:
        asked_by(talk, claire)
        talk.says(claire, "Offre d'emploi : comptable, Caen, CDI, avant le 12/12")
        assert "Demande 1" in talk.says(claire, "mes demandes").text
        assert "Offre 1" not in talk.says(claire, "mes demandes").text
        assert "retirée" in talk.says(claire, "retirer ma demande").text
        assert (item_of(talk).state, talk.says(claire, "mes offres").text[:7]) == ("withdrawn", "Offre 1")


class TestConfidential:
    def test_the_national_team_asks_before_it_passes_it_on(self, talk: Talk, dylan: Person, malik: Person, claire: Person) -> None:
        talk.says(dylan, "confidentiel : urgent, cherche un avocat")
        said = talk.says(malik, "demande 1 : voir avec la Normandie")
        assert said.text == "Demande 1 : confidentielle. Qui l'a posée l'ouvre en écrivant « demande 1 réseau seulement »."
        assert told(talk, claire) == []

    def test_its_author_opens_it_and_the_chambers_are_asked(self, talk: Talk, dylan: Person, malik: Person, claire: Person) -> None:
        talk.says(claire, "expertise : licenciement")
        said = talk.says(dylan, "confidentiel : cherche un avocat pour un licenciement")
        assert said.buttons == ("Corriger", "Retirer", "Réseau seulement")
        opened = talk.says(dylan, "demande 1 réseau seulement")
        assert "Demandé au réseau." in opened.text
        assert (item_of(talk).scope, item_of(talk).state) == (Scope.NETWORK, "published"), "nobody reads it over"
        assert chambers(talk) == [("NAT", "over"), ("NOR", "asked")]

    def test_his_chamber_does_not_open_it_for_him(self, talk: Talk, dylan: Person) -> None:
        marie = talk.add("Marie Sinamary", chamber="GUF")
        talk.says(dylan, "confidentiel : cherche un avocat pour un licenciement")
        assert talk.says(marie, "demande 1 réseau seulement").refused
        assert item_of(talk).scope is Scope.NATIONAL


def test_who_comes_after_the_asker_reads_the_answer(talk: Talk, dylan: Person, claire: Person) -> None:
    asked_by(talk, dylan)
    lea = talk.add("Léa Roy", role="ambassador", chamber="GUF")

    def leaves(tx: Tx) -> None:
        people = tx.tables.people
        tx.connection.execute(people.update().where(people.c.id == dylan.id).values(active=False, successor_id=lea.id))

    talk.store.submit(leaves).result()
    assert talk.says(claire, "demande 1 : Voici la nôtre.").text == "Demande 1 : transmis à Léa (Guyane)."
    assert told(talk, lea)[-1].startswith("Claire (Normandie) : « Voici la nôtre. »")


def test_a_channel_that_shows_it_says_how_it_stands(talk: Talk, dylan: Person, claire: Person) -> None:
    def follows(tx: Tx) -> None:
        tx.subscriptions.save(Subscription(channel=channel("C9"), topics=("mutualisation",), rhythm="at_once", since=tx.now))

    talk.store.submit(follows).result()
    talk.says(dylan, "demande : modèle de charte du bénévolat")

    def shown(tx: Tx) -> str:
        [row] = tx.outbox.showing(item_of(talk).id, "relay")
        return " ".join(plain(tx.outbox.current(row.row).markdown).split())

    assert talk.store.read(shown).startswith("Demande 1 – modèle de charte du bénévolat Guyane · en cours Vous savez ?")
    talk.says(claire, "demande 1 : je m'en charge")
    assert talk.store.read(shown) == "Demande 1 – modèle de charte du bénévolat Guyane · prise par Normandie"


def test_what_the_topic_leaves_out_is_quoted_to_whoever_is_asked(talk: Talk, dylan: Person, claire: Person) -> None:
    talk.says(claire, "expertise : licenciement économique")
    talk.says(dylan, "urgent : cherche un avocat pour un licenciement collectif")
    [read] = told(talk, claire)
    assert "cherche : un avocat « urgent : cherche un avocat pour un licenciement collectif » Pourquoi vous : Normandie connaît" in read
