"""The life of groups by words and buttons: who may, what is kept, what is forged or badly typed. (DOMAIN.md F10, F20, 2.5)"""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from bot.domain.bodies import Body
from bot.domain.people import Person
from bot.domain.ports import Address
from handlers.converse import hear
from handlers.typed import Typed
from storage.contributions import Origin
from tests.use_cases.talk import Said, Talk, said

SHEET = "créer le GT Financement, animation Normandie, membres : Bretagne, Pays de la Loire"


def body(talk: Talk, name: str = "GT Financement") -> Body:
    found = talk.store.read(lambda tx: tx.bodies.known(name))
    assert found is not None
    return found


def members(talk: Talk, name: str = "GT Financement", day: date = date(2026, 11, 20)) -> set[str]:
    return set(body(talk, name).chambers_on(day))


def groups(talk: Talk) -> list[str]:
    return [one.name for one in talk.store.read(lambda tx: tx.bodies.groups())]


@pytest.fixture
def claire(talk: Talk) -> Person:
    """Director in Normandie; she leads GT Financement."""
    person = talk.add()
    assert talk.says(person, SHEET).text.startswith(
        "GT Financement Animation : Normandie 3 chambres : Bretagne, Pays de la Loire, Normandie"
    )
    return person


class TestCreating:
    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("créer le GT Europe", "GT Europe"),
            ("Créer un groupe de travail Europe, animation Normandie", "GT Europe"),
            ("create the GT Europe, led by Normandie", "GT Europe"),
            ("Création du GT Europe. Animation : Normandie.", "GT Europe"),
            ("nouveau GT Europe", "GT Europe"),
            ("nouveau groupe : GT Europe, animé par Normandie", "GT Europe"),
            ("créer le GT 🐝, animation Normandie", "GT 🐝"),
            ("créer le GT Ça & là (2026), animation Normandie", "GT Ça & là"),
        ],
    )
    def test_in_the_words_that_people_use(self, talk: Talk, text: str, name: str) -> None:
        claire = talk.add()
        talk.says(claire, text)
        assert groups(talk) == [name]
        assert (body(talk, name).lead, body(talk, name).lead_id) == ("NOR", claire.id)

    @pytest.mark.parametrize(
        "text",
        ["nouveau groupe : GT Alimentation, animé par Normandie", "créer le groupe GT Alimentation, animation Normandie",
         "nouveau groupe de travail : GT Alimentation", "create the working group GT Alimentation"],
    )  # fmt: skip
    def test_a_noun_that_is_said_twice_stands_once(self, talk: Talk, text: str) -> None:
        talk.says(talk.add(), text)
        assert groups(talk) == ["GT Alimentation"]

    @pytest.mark.parametrize(
        "text",
        [
            "créer GT Numérique animé par Claire",
            "créer le GT Numérique, animé par Claire Le Goff",
            "créer le GT Numérique, animation Claire",
        ],
    )
    def test_led_by_somebody_who_is_named(self, talk: Talk, text: str) -> None:
        claire = talk.add()
        told = talk.says(talk.add("Malik Benali", role="national_team", chamber="NAT"), text)
        assert "Je ne connais pas" not in told.text
        assert (body(talk, "GT Numérique").lead, body(talk, "GT Numérique").lead_id) == ("NOR", claire.id)
        assert members(talk, "GT Numérique") == {"NOR"}

    def test_of_two_who_are_called_so_one_is_asked_for(self, talk: Talk) -> None:
        talk.add()
        talk.add("Claire Morin", chamber="BRE")
        told = talk.says(talk.add("Yann Le Bras", chamber="BRE"), "créer le GT Numérique, animé par Claire")
        assert (told.refused, groups(talk)) == (True, [])
        assert all(name in told.text for name in ("Claire Le Goff", "Claire Morin"))

    def test_it_leaves_a_trace(self, talk: Talk, claire: Person) -> None:
        talk.says(claire, "GT Financement : animation à Bretagne")
        turns = talk.store.read(lambda tx: tx.bodies.turns(body(talk).id))
        assert [(one.act, one.by) for one in turns] == [("created", claire.id), ("leads", claire.id)]
        assert (turns[1].before["lead"], turns[1].chamber) == ("NOR", "BRE")

    def test_twice_it_is_the_same_one(self, talk: Talk, claire: Person) -> None:
        told = talk.says(claire, SHEET.upper().replace("CRÉER", "Créer"))
        assert groups(talk) == ["GT Financement"]
        assert "Sa fiche est à jour." in told.text

    def test_a_fuller_sheet_completes_it(self, talk: Talk, claire: Person) -> None:
        talk.says(
            claire,
            "Fiche GT Financement. Animation : Normandie. CRESS membres (3) : Corse, Bretagne, Normandie.\nObjectifs :\n- diversifier",
        )
        assert members(talk) == {"NOR", "BRE", "PDL", "COR"}
        assert body(talk).objectives == ("diversifier",)

    def test_two_names_that_begin_alike_are_two_groups(self, talk: Talk, claire: Person) -> None:
        talk.says(claire, "créer le GT Financement participatif, animation Normandie")
        assert groups(talk) == ["GT Financement", "GT Financement participatif"]
        talk.says(talk.add("Yann Le Bras", chamber="BRE"), "quitter le GT Financement")
        assert members(talk) == {"NOR", "PDL"}

    def test_the_name_of_a_committee_is_taken(self, talk: Talk) -> None:
        told = talk.says(talk.add(), "créer le groupe Bureau, animation Normandie")
        assert told.text.startswith(("GT Bureau", "Bureau est une instance"))

    def test_two_hundred_members_of_which_few_are_chambers(self, talk: Talk) -> None:
        claire = talk.add()
        many = ", ".join(f"Chambre imaginaire {n}" for n in range(200))
        told = talk.says(claire, f"Fiche GT Foule. Animation : Normandie. CRESS membres (200) : Bretagne, {many}.")
        assert members(talk, "GT Foule") == {"NOR", "BRE"}
        assert "La fiche annonce 200 chambres ; j'en lis 1." in told.text
        assert len(told.text) < 1000

    def test_a_name_that_is_too_long(self, talk: Talk) -> None:
        told = talk.says(talk.add(), f"créer le GT {'x' * 120}, animation Normandie")
        assert (groups(talk), told.text) == ([], "Le nom d'un groupe a 100 caractères au plus.")

    def test_a_lead_that_nobody_knows_is_said(self, talk: Talk) -> None:
        told = talk.says(talk.add(), "créer le GT Europe, animation : Atlantide")
        assert "Je ne connais pas « Atlantide » : personne ne l'anime encore." in told.text
        assert body(talk, "GT Europe").lead == ""

    @pytest.mark.parametrize("role", ["employee", "ambassador", "partner"])
    def test_not_by_everybody(self, talk: Talk, role: str) -> None:
        told = talk.says(talk.add("Soraya Haddad", role=role, chamber="IDF"), "créer le GT Europe, animation Bretagne")
        assert groups(talk) == []
        assert told.refused or role == "partner"

    @pytest.mark.parametrize(
        "text",
        [
            "Nouveau GT sur l'alimentation, on cherche des volontaires !",
            "créer une offre d'emploi : comptable, Caen, CDI",
            "créer du lien entre les chambres, une idée ?",
            "Création d'un groupe de parole pour les salariés : qui l'a déjà fait chez lui ?",
        ],
    )
    def test_what_only_sounds_like_it_creates_none(self, talk: Talk, text: str) -> None:
        talk.says(talk.add(), text)
        assert groups(talk) == []


class TestComingAndGoing:
    @pytest.mark.parametrize(
        "text", ["rejoindre gt-financement", "rejoindre le GT Financement", "nous rejoignons le GT Financement", "join Financement"]
    )
    def test_ones_chamber_joins(self, talk: Talk, claire: Person, text: str) -> None:
        told = talk.says(talk.add("Bruno Castel", chamber="OCC"), text)
        assert told.text == "GT Financement : Occitanie y est, 4 chambres en tout. Normandie le lira dans son prochain message du matin."
        assert "OCC" in members(talk)

    def test_twice_is_once(self, talk: Talk, claire: Person) -> None:
        bruno = talk.add("Bruno Castel", chamber="OCC")
        talk.says(bruno, "rejoindre le GT Financement")
        assert talk.says(bruno, "rejoindre le GT Financement").text == "GT Financement : Occitanie y est déjà."
        assert len([one for one in body(talk).members if one.chamber == "OCC"]) == 1

    def test_it_leaves_and_comes_back(self, talk: Talk, claire: Person) -> None:
        yann = talk.add("Yann Le Bras", chamber="BRE")
        told = talk.says(yann, "quitter le GT Financement")
        assert told.text.startswith("GT Financement : Bretagne n'y est plus, 2 chambres restent.")
        talk.presses(yann, told.acts[0])
        assert "BRE" in members(talk)

    def test_from_a_day_on(self, talk: Talk, claire: Person) -> None:
        talk.says(talk.add("Bruno Castel", chamber="OCC"), "nous rejoignons le GT Financement à partir du 01/01/2027")
        assert "OCC" not in members(talk)
        assert "OCC" in members(talk, day=date(2027, 1, 1))

    def test_who_leads_does_not_just_leave(self, talk: Talk, claire: Person) -> None:
        told = talk.says(claire, "quitter le GT Financement")
        assert told.refused
        assert told.text.startswith("Normandie anime le GT Financement : passez d'abord la main.")

    def test_who_is_not_in_does_not_leave(self, talk: Talk, claire: Person) -> None:
        told = talk.says(talk.add("Bruno Castel", chamber="OCC"), "quitter le GT Financement")
        assert told.text == "Occitanie n'est pas membre : GT Financement."

    def test_another_chamber_only_by_who_leads(self, talk: Talk, claire: Person) -> None:
        bruno = talk.add("Bruno Castel", chamber="OCC")
        assert talk.says(bruno, "Corse rejoint le GT Financement").refused
        assert not talk.says(claire, "Corse rejoint le GT Financement").refused
        assert members(talk) == {"NOR", "BRE", "PDL", "COR"}

    def test_the_national_team_has_no_chamber_to_bring(self, talk: Talk, claire: Person) -> None:
        malik = talk.add("Malik Benali", role="national_team", chamber="NAT")
        assert talk.says(malik, "rejoindre le GT Financement").text.startswith("Quelle chambre ?")

    def test_a_group_that_nobody_knows(self, talk: Talk, claire: Person) -> None:
        told = talk.says(talk.add("Bruno Castel", chamber="OCC"), "rejoindre le GT Finacement")
        assert told.text == "Je ne connais pas « GT Finacement ». Écrivez « groupes » pour les voir."
        assert told.buttons == ("GT Financement",)


class TestLeading:
    def test_handed_over(self, talk: Talk, claire: Person) -> None:
        assert talk.says(claire, "GT Financement : animation à Bretagne").text == "GT Financement : animation Bretagne (avant : Normandie)."
        assert (body(talk).lead, body(talk).lead_id) == ("BRE", None)

    @pytest.mark.parametrize(
        "text",
        ["je passe l'animation du GT Financement à Bruno", "GT Financement : animation à Bruno", "confier le GT Financement à Bruno Castel",
         "Bruno anime le GT Financement", "passer la main du GT Financement à Bruno"],
    )  # fmt: skip
    def test_handed_to_somebody_by_name(self, talk: Talk, claire: Person, text: str) -> None:
        bruno = talk.add("Bruno Castel", chamber="OCC")
        assert talk.says(claire, text).text == "GT Financement : animation Bruno Castel (Occitanie) (avant : Normandie)."
        assert (body(talk).lead, body(talk).lead_id) == ("OCC", bruno.id)
        assert "OCC" in members(talk)

    def test_the_verb_takes_a_chamber_too(self, talk: Talk, claire: Person) -> None:
        assert talk.says(claire, "je passe l'animation du GT Financement à la Bretagne").text.startswith(
            "GT Financement : animation Bretagne"
        )

    @pytest.mark.parametrize(
        "text", ["GT Financement : animation à revoir", "Hector anime le GT Financement", "Dylan anime le GT Financement"]
    )
    def test_nobody_of_that_name_leads_nothing(self, talk: Talk, claire: Person, text: str) -> None:
        talk.add("Dylan Clet", role="ambassador", chamber="GUF")
        talk.says(claire, text)
        assert (body(talk).lead, body(talk).lead_id) == ("NOR", claire.id)

    def test_nobody_takes_it_by_his_own_name(self, talk: Talk, claire: Person) -> None:
        assert talk.says(talk.add("Bruno Castel", chamber="OCC"), "Bruno anime le GT Financement").refused
        assert body(talk).lead_id == claire.id

    def test_co_led_for_a_part(self, talk: Talk, claire: Person) -> None:
        told = talk.says(claire, "GT Financement : co-animation à Corse pour le Mois de l'ESS")
        assert told.text == "GT Financement : co-animation Corse, pour Mois de l'ESS."
        assert (body(talk).co_lead, body(talk).co_lead_scope) == ("COR", "Mois de l'ESS")
        assert "COR" in members(talk)

    def test_not_taken_by_another(self, talk: Talk, claire: Person) -> None:
        told = talk.says(talk.add("Bruno Castel", chamber="OCC"), "Occitanie anime le GT Financement")
        assert told.text == "Normandie anime le GT Financement : seules Normandie et l'équipe nationale peuvent le faire."
        assert body(talk).lead == "NOR"

    def test_two_take_it_at_once(self, talk: Talk, claire: Person) -> None:
        """The second is told who leads it now, and nothing is lost of the first."""
        talk.says(claire, "GT Financement : animation à Bretagne")
        again = talk.says(claire, "GT Financement : animation à Corse")
        assert (again.refused, body(talk).lead) == (True, "BRE")

    def test_a_colleague_of_its_chamber_may(self, talk: Talk, claire: Person) -> None:
        assert not talk.says(talk.add("Jeanne Aubry", role="employee"), "clore le GT Financement").refused


class TestItsGroupOnTelegram:
    """The channel of a group may be a group of another platform, and an answer there is the same."""

    HERE = Address(platform="telegram", workspace="7000001", channel="-100500")

    def says(self, talk: Talk, who: Person, text: str, message: str) -> Said:
        origin = Origin(platform=self.HERE.platform, workspace=self.HERE.workspace, channel=self.HERE.channel, message=message)
        typed = Typed(text=text, origin=origin, addressed=True, private=False, channel=self.HERE, channel_name="Financement")
        return said(talk.store.submit(lambda tx: hear(typed, dataclasses.replace(who, plainly=True), tx)).result())

    def test_settled_and_told_in_it(self, talk: Talk, claire: Person) -> None:
        told = self.says(talk, claire, "ce groupe est celui du GT Financement", "1")
        assert told.text.startswith("Ce groupe : GT Financement.")
        told = self.says(talk, claire, "trois chambres testent le tableau de bord", "2")
        assert told.text == "Noté pour le GT Financement. Paraîtra dans la lettre de lundi."
        assert told.buttons == ("Corriger", "Retirer")

    def test_an_open_question_takes_no_sentence_for_the_name_of_a_group(self, talk: Talk, claire: Person) -> None:
        self.says(talk, claire, "ici GT Financement", "1")
        assert "Quel groupe de travail est-ce ?" in self.says(talk, claire, "GT Europe : le dossier est déposé en préfecture", "2").text
        assert self.says(talk, claire, "trois chambres testent le tableau de bord", "3").text.startswith("Noté pour le GT Financement.")
        assert self.says(talk, claire, "GT Financement", "4").text.startswith("Noté pour le GT Financement.")

    def test_it_goes_along_when_the_group_becomes_another(self, talk: Talk, claire: Person) -> None:
        self.says(talk, claire, "ici GT Financement", "1")
        talk.store.submit(lambda tx: tx.outbox.move("telegram", "7000001", "-100500", "-100777")).result()
        channel = body(talk).channel
        assert channel is not None
        assert channel.channel == "-100777"
        assert self.says(talk, claire, "trois chambres testent le tableau de bord", "2").text.startswith("Je n'ai pas compris")

    def test_a_closed_group_has_no_channel_any_more(self, talk: Talk, claire: Person) -> None:
        self.says(talk, claire, "ici GT Financement", "1")
        talk.says(claire, "clore le GT Financement")
        assert self.says(talk, claire, "trois chambres testent le tableau de bord", "2").text.startswith("Je n'ai pas compris")


class TestEnding:
    def test_closed_and_opened_again(self, talk: Talk, claire: Person) -> None:
        told = talk.says(claire, "clore le GT Financement")
        assert (told.text, groups(talk)) == ("GT Financement : clos. Ce qui y a été déposé est gardé.", [])
        talk.presses(claire, told.acts[0])
        assert groups(talk) == ["GT Financement"]

    def test_a_closed_one_is_not_joined(self, talk: Talk, claire: Person) -> None:
        talk.says(claire, "clore le GT Financement")
        told = talk.says(talk.add("Bruno Castel", chamber="OCC"), "rejoindre le GT Financement")
        assert told.refused
        assert told.text.startswith("GT Financement est clos.")

    def test_not_by_another(self, talk: Talk, claire: Person) -> None:
        assert talk.says(talk.add("Bruno Castel", chamber="OCC"), "clore le GT Financement").refused
        assert groups(talk) == ["GT Financement"]
