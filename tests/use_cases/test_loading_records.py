"""What a loaded file says of meetings, actions, requests, offers and groups becomes the records that it tells of."""

from __future__ import annotations

from datetime import date

import pytest

from tests.use_cases.filing import CLAIRE, CR, DONE, DYLAN, MINUTES, NAT, Shelf
from tests.use_cases.filing import file as file  # noqa: PLC0414 - a fixture


class TestMeetings:
    def test_filed_by_two_it_is_merged_and_the_fuller_wins(self, file: Shelf) -> None:
        short = "Conseil d'administration du 06/03/2008 à Paris : 2 CRES autour de la table (Basse-Normandie, Bretagne). Budget validé."
        file.says(CLAIRE, "2008-03-06T18:00:00+01:00", short)
        file.says(NAT, "2008-03-07T09:00:00+01:00", MINUTES.replace("Bureau", "CA"))
        assert file.load().counts[""] == {"filed": 1, "merged": 1}
        [row] = file.exported("meeting_minutes")
        assert (row["event_id"], row["fields"]["body"], row["fields"]["excused"]) == ("Ev-L002", "CA", ["PIC"])

    def test_the_fuller_wins_also_when_it_came_first(self, file: Shelf) -> None:
        file.says(NAT, "2008-03-07T09:00:00+01:00", MINUTES)
        file.says(CLAIRE, "2008-03-08T18:00:00+01:00", "CR Bureau – 06/03/2008 – Lyon\nPrésents (2) : Basse-Normandie, Bretagne").load()
        [row] = file.exported("meeting_minutes")
        assert (row["event_id"], row["fields"]["place"], row["fields"]["next_meeting"]) == ("Ev-L001", "Paris", "2008-05-15")

    def test_another_day_is_another_meeting(self, file: Shelf) -> None:
        file.says(NAT, "2008-03-07T09:00:00+01:00", MINUTES).says(NAT, "2008-04-11T09:00:00+02:00", CR.format(day="10/04/2008"))
        assert file.load().counts[""] == {"filed": 2}

    def test_a_correction_replaces_what_it_says_and_leaves_the_rest(self, file: Shelf) -> None:
        corrected = "Correction du CR Bureau – 06/03/2008 – Paris, présentiel\nPrésents (3) : Basse-Normandie, Bretagne, Picardie"
        file.says(NAT, "2008-03-07T09:00:00+01:00", MINUTES)
        file.says(NAT, "2008-03-09T09:00:00+01:00", corrected, fields={"edit_of": "L001"})
        assert file.load().counts[""] == {"filed": 1, "edited": 1}
        [row] = file.exported("meeting_minutes")
        assert (row["event_id"], row["text"], row["fields"]["edit_of"]) == ("Ev-L002", corrected, "L001")
        assert (row["fields"]["participants"], row["fields"]["present"]) == (3, ["BNO", "BRE", "PIC"])
        assert row["fields"]["next_meeting"] == "2008-05-15"
        assert [action["action_id"] for action in row["fields"]["actions"]] == [DONE]

    def test_so_does_one_that_does_not_say_which_line_it_corrects(self, file: Shelf) -> None:
        file.says(NAT, "2008-03-07T09:00:00+01:00", MINUTES)
        file.says(NAT, "2008-03-09T09:00:00+01:00", "Correction du CR Bureau – 06/03/2008\nPrésents (1) : Bretagne").load()
        fields = file.fields("meeting_minutes")
        assert (fields["present"], fields["excused"], fields["next_meeting"]) == (["BRE"], ["PIC"], "2008-05-15")

    @pytest.mark.parametrize(
        ("said", "told"),
        [
            ("fait (Envoyer la note).", {"state": "done", "done_on": date(2008, 3, 27)}),
            ("reportée au 15/04/2008", {"state": "open", "due": date(2008, 4, 15)}),
            ("confiée à la Bretagne", {"state": "open", "owner_chamber": "BRE"}),
            ("abandonnée", {"state": "dropped", "done_on": None}),
        ],
    )
    def test_what_becomes_of_an_action(self, file: Shelf, said: str, told: dict[str, object]) -> None:
        file.says(NAT, "2008-03-07T09:00:00+01:00", MINUTES).says(CLAIRE, "2008-03-27T09:00:00+01:00", f"{DONE} : {said}").load()
        [action] = file.store.read(lambda tx: tx.actions.every())
        assert {name: getattr(action, name) for name in told} == told
        assert file.fields("action_update")["action_id"] == DONE

    def test_an_action_by_another_name_of_its_body(self, file: Shelf) -> None:
        file.says(NAT, "2008-03-07T09:00:00+01:00", MINUTES)
        file.says(CLAIRE, "2008-03-27T09:00:00+01:00", "BUR-2008-03-06-A1 : fait.", fields={"action_id": "BUR-2008-03-06-A1"}).load()
        [action] = file.store.read(lambda tx: tx.actions.every())
        assert (action.state, file.fields("action_update")["action_id"]) == ("done", "BUR-2008-03-06-A1")

    def test_an_action_of_nowhere_is_not_understood(self, file: Shelf) -> None:
        file.says(CLAIRE, "2008-03-27T09:00:00+01:00", f"{DONE} : fait.", kind="action_update")
        assert file.load().of("unknown") == {"action_update": 1}
        assert file.counted()["loaded"] == 0


class TestCorrections:
    @pytest.mark.parametrize(
        ("first", "then", "told"),
        [
            (
                "Offre d'emploi : comptable, Caen. CDI. Candidatures avant le 20/04/2008.",
                "Correction : Offre d'emploi : comptable, Caen. CDD 6 mois. Candidatures avant le 20/04/2008.",
                {"title": "comptable", "contract": "CDD", "deadline": "2008-04-20"},
            ),
            (
                "Cherche un juriste en droit du travail",
                "Correction de la demande : cherche un juriste en droit social",
                {"topic": "un juriste en droit social"},
            ),
            (
                "GT Communication – avancée : charte graphique validée.",
                "Correction : GT Communication – avancée : charte graphique relue et validée.",
                {"working_group": "GT Communication", "outcome": "charte graphique relue et validée"},
            ),
        ],
    )
    def test_what_it_says_is_what_is_valid(self, file: Shelf, first: str, then: str, told: dict[str, str]) -> None:
        file.says(CLAIRE, "2008-03-07T09:00:00+01:00", first)
        file.says(NAT, "2008-03-09T09:00:00+01:00", then, fields={"edit_of": "Ev-L001"})
        assert file.load().counts[""] == {"filed": 1, "edited": 1}
        [row] = file.exported()
        assert {name: row["fields"][name] for name in told} == told
        assert row["fields"].get("chamber", "BNO") == "BNO", "it stays whose it was"

    def test_of_what_is_not_there_it_is_a_text_like_any_other(self, file: Shelf) -> None:
        file.says(CLAIRE, "2008-03-07T09:00:00+01:00", "Cherche un juriste", fields={"edit_of": "L999"})
        assert file.load().counts[""] == {"filed": 1}


class TestOtherNumbers:
    """Files of others number their records as they like."""

    def test_of_requests(self, file: Shelf) -> None:
        file.says(CLAIRE, "2008-03-07T09:00:00+01:00", "Cherche un juriste", fields={"request_id": "SOL/2008/14"})
        passed = "SOL/2008/14 réaiguillée vers Bretagne."
        file.says(NAT, "2008-03-08T09:00:00+01:00", passed, fields={"request_id": "SOL/2008/14"})
        answered = "Réponse à SOL/2008/14 : voici un nom. Demande close."
        file.says(NAT, "2008-03-09T09:00:00+01:00", answered, fields={"request_id": "SOL/2008/14"})
        assert file.load().counts[""] == {"filed": 3}
        assert (file.fields("help_routing")["routed_to"], file.fields("help_reply")["status"]) == ("BRE", "resolved")

    def test_of_actions(self, file: Shelf) -> None:
        file.says(NAT, "2008-03-07T09:00:00+01:00", MINUTES)
        file.says(CLAIRE, "2008-03-27T09:00:00+01:00", "ACT-77 : fait.", fields={"action_id": "ACT-77"}, kind="action_update")
        assert file.load().of("unknown") == {"action_update": 1}, "nothing says which action that is"


class TestGroups:
    SHEET = "Création du GT Europe. Animation : Bretagne. CRES membres (2) : Bretagne, Picardie.\nObjectifs :\n- écrire une note"

    def test_its_sheet_enters_it_and_what_follows_changes_it(self, file: Shelf) -> None:
        file.says(("@dir.bre", "director", "BRE"), "2008-03-07T09:00:00+01:00", self.SHEET)
        file.says(CLAIRE, "2008-04-07T09:00:00+02:00", "Basse-Normandie rejoint le GT Europe")
        assert file.load().counts[""] == {"filed": 2}
        [body] = file.store.read(lambda tx: [body for body in tx.bodies.all() if body.is_group])
        assert (body.name, body.lead, body.created_on) == ("GT Europe", "BRE", date(2008, 3, 7))
        assert set(body.chambers_on(date(2008, 12, 31))) == {"BRE", "PIC", "BNO"}
        sheet, joined = file.exported("working_group")
        assert (sheet["fields"]["members"], sheet["fields"]["created_in_2008"]) == (["BRE", "PIC"], True)
        assert (joined["fields"]["change"], joined["fields"]["chamber"]) == ("joined", "BNO")


class TestRequests:
    ASKED = ("2008-03-07T09:00:00+01:00", "Cherche un intervenant sur le statut SCIC. – Basse-Normandie")

    def test_passed_on_and_answered(self, file: Shelf) -> None:
        file.says(CLAIRE, *self.ASKED, fields={"request_id": "HR-2008-010"})
        file.says(NAT, "2008-03-08T09:00:00+01:00", "HR-2008-010 réaiguillée vers Bretagne (expérience sur : le statut SCIC).")
        answered = "Réponse à HR-2008-010 : éléments transmis. Demande close."
        file.says(("@dir.bre", "director", "BRE"), "2008-03-11T18:30:00+01:00", answered)
        assert file.load().counts[""] == {"filed": 3}
        [request] = file.exported("help_request")
        assert (request["state"], request["fields"]["type"]) == ("resolved", "intervenants_partenaires")
        assert file.fields("help_routing") == {"request_id": "HR-2008-010", "routed_to": "BRE", "why": "le statut SCIC"}
        reply = file.fields("help_reply")
        assert (reply["status"], reply["date"], reply["text"]) == ("resolved", "2008-03-11", "éléments transmis")

    def test_what_comes_after_it_is_settled_is_kept(self, file: Shelf) -> None:
        file.says(CLAIRE, *self.ASKED, fields={"request_id": "HR-2008-010"})
        file.says(NAT, "2008-03-08T09:00:00+01:00", "Réponse à HR-2008-010 : voici un nom. Demande close.")
        file.says(NAT, "2008-03-09T09:00:00+01:00", "Réponse à HR-2008-010 : et un second nom, plus près.")
        file.says(NAT, "2008-03-10T09:00:00+01:00", "HR-2008-010 réaiguillée vers Bretagne.")
        assert file.load().counts[""] == {"filed": 4}
        [request] = file.exported("help_request")
        counted = file.counted()
        assert (request["state"], counted["replies"], counted["routings"]) == ("resolved", 2, 1)

    def test_nobody_is_asked_by_the_house(self, file: Shelf) -> None:
        file.says(CLAIRE, *self.ASKED).load()
        counted = file.counted()
        assert (counted["routings"], counted["pursuits"]) == (0, 0)

    def test_what_is_an_offer_is_filed_once_as_the_offer(self, file: Shelf) -> None:
        file.says(DYLAN, "2008-01-11T08:02:00-04:00", "Diffuser une offre : animateur. – Martinique", fields={"request_id": "HR-5"})
        terms = "Offre d'emploi : animateur, Martinique. CDD 12 mois. Candidatures avant le 01/02/2008."
        file.says(DYLAN, "2008-01-11T08:04:00-04:00", terms, fields={"request_id": "HR-5", "offer_id": "JO-005"}).load()
        assert file.counted()["contributions"] == 1
        offer, request = file.fields("job_offer"), file.fields("help_request")
        assert (offer["title"], offer["contract"], offer["deadline"]) == ("animateur", "CDD", "2008-02-01")
        assert (request["type"], request["request_id"], request["offer_id"]) == ("offres_emploi", "HR-5", "JO-005")

    @pytest.mark.parametrize("order", [(0, 1), (1, 0)])
    def test_so_it_is_without_a_number_and_whichever_came_first(self, file: Shelf, order: tuple[int, int]) -> None:
        said = ("Diffuser une offre : animateur. – Basse-Normandie", "Offre d'emploi : animateur, Basse-Normandie. CDI.")
        for minute, place in enumerate(order):
            file.says(CLAIRE, f"2008-01-11T08:0{minute}:00+01:00", said[place])
        file.load()
        assert file.counted()["contributions"] == 1
        assert file.fields("job_offer")["contract"] == "CDI"
        assert file.fields("help_request")["offer_id"] == "JO-001"

    def test_an_answer_to_it_leaves_the_offer_open(self, file: Shelf) -> None:
        file.says(CLAIRE, "2008-01-11T08:02:00+01:00", "Diffuser une offre : animateur. – Caen", fields={"request_id": "HR-5"})
        file.says(NAT, "2008-01-12T08:02:00+01:00", "Réponse à HR-5 : éléments transmis. Demande close.", fields={"request_id": "HR-5"})
        assert file.load().counts[""] == {"filed": 2}
        [offer] = file.exported("job_offer")
        assert offer["state"] == "published"

    def test_an_answer_to_nothing_is_not_understood(self, file: Shelf) -> None:
        file.says(NAT, "2008-01-12T08:02:00+01:00", "Réponse à HR-9 : éléments transmis. Demande close.", kind="help_reply")
        assert file.load().of("unknown") == {"help_reply": 1}
