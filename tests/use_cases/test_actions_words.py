"""Actions by word and by button: done, postponed, handed over, dropped, undone. (DIALOGUES.md 1, 6)"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.domain.people import Role
from tests.use_cases.meeting import MORNING, Room, room

LIST = (
    "Bonjour Hina, 2 actions à votre nom :\n\n"
    "1. Envoyer la liste des structures de Mayotte – demain, mer. 02/12\n"
    "2. Relire le guide d'évaluation – mar. 08/12\n\n"
    "Écrivez par exemple « 1 fait » ou « 2 au 15/12 »."
)
FIRST_DONE = "1. Envoyer la liste des structures de Mayotte – fait. « annuler 1 » si erreur."


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Room]:
    """The minutes of 19/11 are published; it is the morning of Tuesday 01/12."""
    found = room(tmp_path)
    found.meets()
    found.morning(MORNING)
    yield found
    found.store.close()


class TestTheMorningList:
    def test_as_the_reference_has_it(self, here: Room) -> None:
        assert here.sees("hina") == LIST
        assert here.labels("hina") == ["1 Fait", "2 Fait", "Reporter", "Passer à…"]

    def test_done_by_button_the_same_message_says_so(self, here: Room) -> None:
        here.presses("hina", "1 Fait")
        assert here.count("hina") == 1
        assert here.sees("hina").splitlines()[2:4] == [FIRST_DONE, "2. Relire le guide d'évaluation – mar. 08/12"]
        assert here.labels("hina") == ["2 Fait", "Reporter", "Passer à…"]
        assert (here.action(1).state, here.action(1).done_on) == ("done", date(2026, 12, 1))

    def test_with_the_last_one_done_nothing_is_left_to_press(self, here: Room) -> None:
        here.presses("hina", "1 Fait")
        here.presses("hina", "2 Fait")
        assert here.labels("hina") == []

    @pytest.mark.parametrize("typed", ["1 fait", "1 Fait.", "fait 1", "1 : fait", "1 c'est fait", "1 terminée", "1 done", "action 1 faite"])
    def test_done_by_word_the_message_follows(self, here: Room, typed: str) -> None:
        assert here.says("hina", typed) == FIRST_DONE
        assert FIRST_DONE in here.sees("hina", back=2)
        assert here.labels("hina", back=2) == ["2 Fait", "Reporter", "Passer à…"]
        assert here.action(1).state == "done"

    @pytest.mark.parametrize("typed", ["1 et 2 faits", "1, 2 fait", "1 and 2 done", "actions 1 et 2 faites"])
    def test_several_at_once(self, here: Room, typed: str) -> None:
        answer = here.says("hina", typed)
        assert FIRST_DONE in answer
        assert "2. Relire le guide d'évaluation – fait." in answer
        assert (here.action(1).state, here.action(2).state) == ("done", "done")

    def test_pressed_twice_is_once(self, here: Room) -> None:
        act = here.buttons("hina")[0].act
        here.acts("hina", act)
        assert here.acts("hina", act) == FIRST_DONE
        assert here.acts_on(1) == ["done"]

    @pytest.mark.parametrize("undo", ["annuler 1", "undo 1", "1 annuler", "annuler action 1", "action 1 : annuler"])
    def test_undone_the_line_is_back_with_its_gesture(self, here: Room, undo: str) -> None:
        here.presses("hina", "1 Fait")
        assert here.says("hina", undo) == "Noté : action 1 comme avant, demain, mer. 02/12."
        assert here.sees("hina", back=2) == LIST
        assert sorted(here.labels("hina", back=2)) == ["1 Fait", "2 Fait", "Passer à…", "Reporter"]
        assert (here.action(1).state, here.action(1).done_on) == ("open", None)

    def test_there_is_one_undo_for_one_act(self, here: Room) -> None:
        here.says("hina", "1 fait")
        here.says("hina", "annuler 1")
        assert here.says("hina", "annuler 1") == "Action 1 : il n'y a rien à annuler."
        assert here.action(1).state == "open"


class TestAWordWithoutANumber:
    def test_with_two_lines_one_question_names_them(self, here: Room) -> None:
        assert here.says("hina", "fait") == (
            "Laquelle ?\n\n1. Envoyer la liste des structures de Mayotte (Comité des Directions, jeu. 19/11)\n"
            "2. Relire le guide d'évaluation (Comité des Directions, jeu. 19/11)"
        )
        here.presses("hina", "2")
        assert (here.action(1).state, here.action(2).state) == ("open", "done")
        assert "2. Relire le guide d'évaluation – fait." in here.sees("hina", back=2), "the morning's line follows"

    def test_the_number_can_be_typed(self, here: Room) -> None:
        here.says("hina", "fait")
        here.says("hina", "1")
        assert (here.action(1).state, here.action(2).state) == ("done", "open")

    @pytest.mark.parametrize("typed", ["fait", "Fait.", "c'est fait", "done", "it's done"])
    def test_with_one_line_left_it_is_meant(self, here: Room, typed: str) -> None:
        here.says("hina", "1 fait")
        assert here.says("hina", typed) == "2. Relire le guide d'évaluation – fait. « annuler 2 » si erreur."

    def test_without_such_a_message_it_is_about_something_else(self, here: Room) -> None:
        here.morning(MORNING + timedelta(days=1))
        here.clock.now += timedelta(days=40)
        assert "fait." not in here.says("yann", "fait")
        assert here.action(3).is_open

    def test_who_has_nothing_is_not_understood_as_speaking_of_actions(self, here: Room) -> None:
        assert "Laquelle" not in here.says("claire", "fait")
        assert here.says("claire", "mes actions") == "Vous n'avez pas d'action en cours."


class TestPostponed:
    @pytest.mark.parametrize(
        "typed",
        [
            "2 au 15/12",
            "2 to 15/12",
            "2 : pour le 15/12",
            "action 2 : pour le 15/12",
            "reporter 2 au 15/12",
            "2 reporté au 15/12",
            "2 by 15/12",
        ],
    )
    def test_by_word_without_a_reason(self, here: Room, typed: str) -> None:
        assert here.says("hina", typed) == "Noté : action 2, mar. 15/12."
        assert here.action(2).due == date(2026, 12, 15)
        assert "2. Relire le guide d'évaluation – mar. 15/12" in here.sees("hina", back=2)
        assert here.labels("hina", back=2) == ["1 Fait", "2 Fait", "Reporter", "Passer à…"]

    def test_by_button_in_one_more_gesture(self, here: Room) -> None:
        assert here.presses("hina", "Reporter") == "Laquelle, et à quand ? Ou écrivez « 2 au 15/12 »."
        assert here.labels("hina") == ["1 : mer. 09/12", "1 : mer. 16/12", "2 : mar. 15/12", "2 : mar. 22/12"]
        assert here.presses("hina", "2 : mar. 15/12") == "Noté : action 2, mar. 15/12."
        assert here.count("hina") == 2
        assert "2. Relire le guide d'évaluation – mar. 15/12" in here.sees("hina", back=2)

    @pytest.mark.parametrize(("typed", "day"), [("15/12", 15), ("mardi 15 décembre", 15), ("demain", 2)])
    def test_asked_about_one_a_day_alone_answers(self, here: Room, typed: str, day: int) -> None:
        here.says("hina", "1 fait")
        assert here.presses("hina", "Reporter") == "Action 2 : reportée à quand ? Ou écrivez « 2 au 15/12 »."
        here.says("hina", typed)
        assert here.action(2).due == date(2026, 12, day)

    def test_a_day_past_is_refused(self, here: Room) -> None:
        act = here.buttons("hina")[0].act.replace("act:done", "act:due") + ":2026-11-30"
        assert here.acts("hina", act) == "Le lun. 30/11 est passé. Écrivez un jour à venir."
        assert here.action(1).due == date(2026, 12, 2)

    def test_a_day_just_past_is_asked(self, here: Room) -> None:
        assert here.says("hina", "2 au 25/11") == "« 25/11 » : quel jour ?"
        assert here.labels("hina") == ["jeu. 25/11/2027"]

    @pytest.mark.parametrize("typed", ["2 au 31/02", "action 2 : pour le 31/02"])
    def test_a_day_that_does_not_exist(self, here: Room, typed: str) -> None:
        assert here.says("hina", typed) == "Le 31/02 n'existe pas."

    def test_what_is_no_day_is_said_where_the_word_action_stands(self, here: Room) -> None:
        answer = here.says("hina", "action 2 : pour la saint-glinglin")
        assert answer == "Je n'ai pas compris la date « la saint-glinglin ». Écrivez par exemple : 2 au 15/12"
        assert here.action(2).due == date(2026, 12, 8)

    def test_the_same_day_again_changes_nothing(self, here: Room) -> None:
        here.says("hina", "2 au 08/12")
        assert here.acts_on(2) == []


class TestTheSecretary:
    def test_corrects_what_is_another_chambers(self, here: Room) -> None:
        assert here.says("claire", "action 3 : pour le 18/12") == (
            "Corrigé : action 3, ven. 18/12 (avant : ven. 11/12). Bretagne le saura dans son prochain message."
        )
        assert here.acts_on(3) == ["corrected"]

    def test_and_its_owner_reads_it_the_next_morning_once(self, here: Room) -> None:
        assert here.count("yann") == 1, "the new action was told in the first morning"
        here.says("claire", "action 3 : pour le 18/12")
        here.morning(MORNING + timedelta(hours=2))
        assert here.count("yann") == 1
        here.morning(MORNING + timedelta(days=1))
        assert "1. Envoyer le guide d'évaluation – ven. 18/12" in here.sees("yann")
        here.morning(MORNING + timedelta(days=2))
        assert here.count("yann") == 2

    def test_but_does_not_close_it(self, here: Room) -> None:
        for typed in ("action 3 faite", "action 3 : abandonnée", "abandonner action 3", "action 3 en cours"):
            assert here.says("claire", typed) == "Cette action est à Bretagne : seules Bretagne et l'équipe nationale peuvent la clore."
        assert here.action(3).state == "open"

    def test_hands_it_to_another_chamber(self, here: Room) -> None:
        assert here.says("claire", "action 3 : passer à Mayotte") == (
            "Noté : action 3, passée à Mayotte. Mayotte le saura dans son prochain message."
        )
        here.morning(MORNING + timedelta(days=1))
        assert "Envoyer le guide d'évaluation – ven. 11/12" in here.sees("hina")


class TestWhoMayClose:
    """The owner's chamber, the owner, the national team. (DOMAIN.md 2.5)"""

    @pytest.mark.parametrize(
        ("role", "chamber", "may"),
        [
            (Role.DIRECTOR, "BRE", True),
            (Role.EMPLOYEE, "BRE", True),
            (Role.ADMINISTRATOR, "BRE", True),
            (Role.AMBASSADOR, "BRE", False),
            (Role.DIRECTOR, "PDL", False),
            (Role.EMPLOYEE, "PDL", False),
            (Role.ADMINISTRATOR, "PDL", False),
            (Role.AMBASSADOR, "PDL", False),
            (Role.NATIONAL, "NAT", True),
            (Role.PARTNER, "NAT", False),
            (Role.PARTNER, "BRE", False),
        ],
    )
    @pytest.mark.parametrize("verb", ["done", "drop", "due", "to", "start"])
    def test_the_matrix(self, here: Room, role: Role, chamber: str, may: bool, verb: str) -> None:
        here.add("Zoé Test", chamber, role)
        rest = {"due": ":2026-12-20", "to": ":MYT"}.get(verb, "")
        answer = here.acts("zoé", f"act:{verb}:{here.action(3).id}:3{rest}")
        refused = answer == "Cette action est à Bretagne : seules Bretagne et l'équipe nationale peuvent la clore."
        assert refused is not may, answer
        assert bool(here.acts_on(3)) is may

    def test_the_national_teams_own_is_nobody_elses(self, here: Room) -> None:
        here.add("Zoé Test", "NAT", Role.PARTNER)
        refusal = "Cette action est à l'équipe nationale : elle seule peut la clore."
        assert here.acts("zoé", f"act:done:{here.action(4).id}:4") == refusal
        assert here.acts("yann", f"act:done:{here.action(4).id}:4") == refusal
        assert here.acts("malik", f"act:done:{here.action(4).id}:4").startswith("4. Publier le panorama – fait.")

    def test_an_ambassador_closes_what_is_given_to_him(self, here: Room) -> None:
        here.add("Dylan Clet", "BRE", Role.AMBASSADOR)
        here.says("yann", "action 3 : passer à Dylan")
        assert here.says("dylan", "action 3 faite").startswith("3. Envoyer le guide d'évaluation – fait.")

    def test_the_national_team_closes_any_by_its_number(self, here: Room) -> None:
        assert here.says("malik", "action 3 faite") == "3. Envoyer le guide d'évaluation – fait. « annuler 3 » si erreur."

    def test_by_its_written_reference(self, here: Room) -> None:
        assert here.action(3).reference == "COMITE-DES-DIRECTIONS-2026-11-19-A3"
        answer = here.says("yann", "comite-des-directions-2026-11-19-A3 : fait (Envoyer le guide).")
        assert answer == "3. Envoyer le guide d'évaluation – fait. « annuler 3 » si erreur."
        assert here.says("yann", "COMITE-DES-DIRECTIONS-2026-11-19-A33 : fait").startswith("Je ne connais pas d'action")


class TestHandedOver:
    def test_to_a_chamber(self, here: Room) -> None:
        assert here.says("hina", "action 2 : passer à Bretagne") == (
            "Noté : action 2, passée à Bretagne. Bretagne le saura dans son prochain message."
        )
        assert (here.action(2).owner_chamber, here.action(2).owner_id) == ("BRE", None)
        here.morning(MORNING + timedelta(days=1))
        assert "Relire le guide d'évaluation – mar. 08/12" in here.sees("yann")

    def test_the_mornings_line_says_whose_it_is_and_has_its_gesture_again_when_undone(self, here: Room) -> None:
        here.presses("hina", "Passer à…")
        here.says("hina", "2 passer à Bretagne")
        assert "2. Relire le guide d'évaluation – Bretagne" in here.sees("hina", back=3)
        assert here.labels("hina", back=3) == ["1 Fait", "Reporter", "Passer à…"]
        here.says("hina", "annuler 2")
        assert here.sees("hina", back=4) == LIST
        assert sorted(here.labels("hina", back=4)) == ["1 Fait", "2 Fait", "Passer à…", "Reporter"]

    def test_what_is_late_alone_follows_too(self, here: Room) -> None:
        here.says("hina", "2 fait")
        here.morning(MORNING + timedelta(days=2))
        assert here.sees("hina").endswith("Action 1, en retard depuis le 02/12.")
        here.says("hina", "1 au 15/12")
        assert here.sees("hina", back=2) == ("Bonjour Hina.\n\n1. Envoyer la liste des structures de Mayotte – mar. 15/12")
        assert here.labels("hina", back=2) == ["Fait"]

    def test_to_a_person(self, here: Room) -> None:
        here.says("hina", "2 passer à Yann")
        assert here.action(2).owner_id == here.people["yann"].id
        assert here.says("hina", "2 fait") == "Cette action est à Bretagne : seules Bretagne et l'équipe nationale peuvent la clore."

    def test_who_handed_it_over_may_take_it_back(self, here: Room) -> None:
        here.says("hina", "2 passer à Yann")
        assert here.says("hina", "annuler 2") == "Noté : action 2 comme avant, mar. 08/12."
        assert here.action(2).owner_chamber == "MYT"

    def test_by_button_in_one_more_gesture(self, here: Room) -> None:
        here.add("Salim Bacar", "MYT", Role.EMPLOYEE)
        assert here.presses("hina", "Passer à…") == "Laquelle, et à qui ? Ou écrivez « 2 passer à Salim Bacar »."
        assert here.labels("hina") == ["1 : Salim Bacar", "1 : La Réunion", "2 : Salim Bacar", "2 : La Réunion"]
        assert here.presses("hina", "1 : Salim Bacar").startswith("Noté : action 1, passée à Salim Bacar.")
        assert here.action(1).owner_id == here.people["salim"].id

    @pytest.mark.parametrize("typed", ["Bretagne", "Yann", "Yann Le Bras", "passer à Bretagne"])
    def test_asked_about_one_a_name_alone_answers(self, here: Room, typed: str) -> None:
        here.says("hina", "1 fait")
        here.presses("hina", "Passer à…")
        assert here.says("hina", typed).startswith("Noté : action 2, passée à ")
        assert here.action(2).owner_chamber == "BRE"

    def test_an_unknown_name_is_asked_with_what_may_be_meant(self, here: Room) -> None:
        answer = here.says("hina", "2 passer à Normndie")
        assert answer == "Je ne connais pas « Normndie ». Normandie, Nouvelle-Aquitaine ou Pays de la Loire ?"
        here.presses("hina", "Normandie")
        assert here.action(2).owner_chamber == "NOR"

    def test_somebody_who_has_left_is_replaced_by_his_successor(self, here: Room) -> None:
        rose = here.add("Rose Ajoda", "GUF")
        left = here.add("Dylan Clet", "GUF")
        here.store.submit(lambda tx: (tx.roster.close(left.id), tx.roster.succeed(left.id, rose.id))).result()
        assert here.says("hina", "2 passer à Dylan") == "Dylan Clet a quitté le réseau : Rose Ajoda a pris la suite. La lui passer ?"
        assert here.says("hina", "oui").startswith("Noté : action 2, passée à Rose Ajoda.")
        assert here.action(2).owner_id == rose.id

    def test_without_a_successor_another_is_asked_for(self, here: Room) -> None:
        left = here.add("Dylan Clet", "GUF")
        here.store.submit(lambda tx: tx.roster.close(left.id)).result()
        assert here.says("hina", "2 passer à Dylan").startswith("Dylan Clet a quitté le réseau. Action 2 : à qui la passer ?")
        assert here.action(2).owner_chamber == "MYT"
        here.says("hina", "Bretagne")
        assert here.action(2).owner_chamber == "BRE"

    def test_two_of_one_name_are_told_apart(self, here: Room) -> None:
        here.add("Anne Roux", "BRE")
        here.add("Anne Petit", "BRE")
        assert "Plusieurs personnes" in here.says("hina", "2 passer à Anne")

    def test_a_reader_of_the_letter_has_nothing_to_do(self, here: Room) -> None:
        here.add("Paul Mercier", "NAT", Role.PARTNER)
        assert here.says("hina", "2 passer à Paul") == "Paul Mercier ne fait que lire la lettre. Passez-la à quelqu'un d'autre."
