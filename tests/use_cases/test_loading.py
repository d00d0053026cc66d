"""A file of contributions, loaded: each is filed as if its author had said it then, and nobody is told now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.shelf import new_file, store_at
from tests.use_cases.filing import CLAIRE, DYLAN, NAT, Shelf, shelf

CR = """CR Bureau – {day} – Paris, présentiel
Présents (2) : Basse-Normandie, Bretagne
Excusés (1) : Picardie
Actions :
A1. Basse-Normandie – Envoyer la note – pour le 28/03/2008
Prochaine réunion : 15/05/2008"""
MINUTES = CR.format(day="06/03/2008")
DONE = "BUREAU-2008-03-06-A1"


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Shelf]:
    with shelf(tmp_path, store_at(new_file(tmp_path))) as made:
        yield made


class TestFiled:
    def test_as_if_said_then_by_its_author_there(self, file: Shelf) -> None:
        file.says(DYLAN, "2008-04-23T17:24:00-04:00", "Offre d'emploi : comptable, Fort-de-France. CDI.", platform="telegram").load()
        [row] = file.exported()
        assert row["author"] == {"handle": "@amb.mtq", "role": "ambassador", "chamber": "MTQ"}
        assert (row["ts"], row["platform"], row["state"]) == ("2008-04-23T17:24:00-04:00", "telegram", "published")
        assert (row["fields"]["title"], row["fields"]["chamber"], row["fields"]["date"]) == ("comptable", "MTQ", "2008-04-23")

    def test_nobody_is_written_to(self, file: Shelf) -> None:
        file.says(NAT, "2008-03-07T09:00:00+01:00", MINUTES).says(CLAIRE, "2008-03-08T09:00:00+01:00", "Urgent : cherche un juriste").load()
        counted = file.counted()
        assert (counted["contributions"], counted["outbox"], counted["drafts"]) == (2, 0, 0)

    def test_people_are_known_by_their_name_on_whatever_platform(self, file: Shelf) -> None:
        offer = "Offre d'emploi : {}, Caen. CDI. Candidatures avant le 01/05/2008."
        file.says(CLAIRE, "2008-04-01T09:00:00+02:00", offer.format("comptable"))
        file.says(CLAIRE, "2008-04-02T09:00:00+02:00", offer.format("animatrice"), platform="telegram").load()
        counted = file.counted()
        assert (counted["people"], counted["accounts"]) == (1, 2)

    def test_in_the_order_of_time_whatever_that_of_the_file(self, file: Shelf) -> None:
        file.says(CLAIRE, "2008-03-27T09:00:00+01:00", f"{DONE} : fait (Envoyer la note).")
        file.says(NAT, "2008-03-07T09:00:00+01:00", MINUTES).load()
        [action] = file.store.read(lambda tx: tx.actions.every())
        assert (action.state, action.done_on) == ("done", date(2008, 3, 27))

    def test_a_line_says_its_own_number_and_nothing_else(self, file: Shelf) -> None:
        told = {"offer_id": "JO-021", "title": "capitaine", "deadline": "2030-01-01", "chamber": "PAC"}
        file.says(CLAIRE, "2008-04-01T09:00:00+02:00", "Offre d'emploi : comptable, Caen. CDI.", fields=told).load()
        fields = file.fields("job_offer")
        assert (fields["offer_id"], fields["title"], fields["deadline"], fields["chamber"]) == ("JO-021", "comptable", None, "BNO")
        assert file.store.read(lambda tx: tx.contributions.numbered("job_offer", 21)) is not None

    def test_a_number_that_is_taken_is_not_spoken_twice(self, file: Shelf) -> None:
        offer = "Offre d'emploi : {}, Caen. CDI."
        file.says(CLAIRE, "2008-04-01T09:00:00+02:00", offer.format("comptable"), fields={"offer_id": "A-7"})
        file.says(NAT, "2008-04-02T09:00:00+02:00", offer.format("juriste"), fields={"offer_id": "B-7"}).load()
        items = file.store.read(lambda tx: list(tx.contributions.every("job_offer")))
        assert [item.number for item in items] == [7, 8]
        assert [row["fields"]["offer_id"] for row in file.exported()] == ["A-7", "B-7"]


class TestNothingTwice:
    def test_the_same_file_again_changes_nothing(self, file: Shelf) -> None:
        file.says(NAT, "2008-03-07T09:00:00+01:00", MINUTES)
        file.says(CLAIRE, "2008-03-10T09:00:00+01:00", "Bonne journée à tous", kind="chat")
        file.says(CLAIRE, "2008-03-27T09:00:00+01:00", f"{DONE} : fait.").load()
        before, told = file.counted(), file.exported()
        again = file.load()
        assert (file.counted(), file.exported()) == (before, told)
        assert again.of("left") == {"": 2, "chat": 1}

    def test_one_event_brought_twice_is_one(self, file: Shelf) -> None:
        for _ in range(2):
            file.says(NAT, "2008-03-07T09:00:00+01:00", MINUTES, event_id="Ev-1")
        assert file.load().counts[""] == {"filed": 1, "left": 1}

    def test_the_same_words_within_six_hours_are_one(self, file: Shelf) -> None:
        for hour in (9, 11, 20):
            file.says(CLAIRE, f"2008-03-07T{hour:02d}:00:00+01:00", "Cherche un modèle de convention")
        assert file.load().counts[""] == {"filed": 2, "left": 1}

    def test_the_same_number_is_the_same_record(self, file: Shelf) -> None:
        for day, words in ((7, "Cherche un juriste"), (9, "Cherche un juriste en droit social")):
            file.says(CLAIRE, f"2008-03-0{day}T09:00:00+01:00", words, fields={"request_id": "HR-1"})
        assert file.load().counts[""] == {"filed": 1, "merged": 1}
        assert "droit social" in file.fields("help_request")["topic"]


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


class TestReport:
    def test_small_talk_is_left_alone_and_what_is_to_come_is_named(self, file: Shelf) -> None:
        file.says(CLAIRE, "2008-01-11T16:55:00+01:00", "Bonne année à toutes et tous !", kind="chat")
        file.says(NAT, "2008-01-11T16:56:00+01:00", "RDV partenaire 03/01/2008 : Ceges – rendez-vous.", kind="partner_meeting")
        file.says(NAT, "2008-01-11T16:57:00+01:00", "Rien de tout cela", kind="meeting_minutes")
        report = file.load()
        assert (report.of("left"), report.of("none"), report.of("unknown")) == (
            {"chat": 1},
            {"partner_meeting": 1},
            {"meeting_minutes": 1},
        )

    def test_what_a_role_may_not_file_is_refused(self, file: Shelf) -> None:
        file.says(DYLAN, "2008-03-07T09:00:00+01:00", MINUTES, kind="meeting_minutes")
        report = file.load()
        assert (report.of("unknown"), len(report.refused)) == ({"meeting_minutes": 1}, 1)
        assert file.exported() == []


class TestLines:
    @pytest.mark.parametrize(
        ("more", "why"),
        [
            ({"ts": ""}, "ts"),
            ({"ts": "hier"}, "ts: hier"),
            ({"text": "  "}, "text"),
            ({"author": None}, "author"),
            ({"author": {"handle": "@x", "role": "king", "chamber": "NAT"}}, "role: king"),
            ({"author": {"handle": "@x", "role": "director", "chamber": "Atlantide"}}, "chamber: Atlantide"),
            ({"event_id": "", "id": ""}, "id"),
        ],
    )
    def test_a_broken_one_is_told_and_the_others_are_loaded(self, file: Shelf, more: dict[str, object], why: str) -> None:
        file.says(CLAIRE, "2008-03-07T09:00:00+01:00", "Cherche un juriste", **more).says(NAT, "2008-03-07T09:00:00+01:00", MINUTES)
        report = file.load()
        assert [(one.number, one.why) for one in report.mistakes] == [(1, why)]
        assert report.counts[""] == {"filed": 1}

    def test_without_a_zone_the_time_is_that_of_paris(self, file: Shelf) -> None:
        file.says(CLAIRE, "2008-07-07T09:00:00", "Cherche un juriste").load()
        assert file.exported()[0]["ts"] == "2008-07-07T09:00:00+02:00"

    def test_what_no_database_holds_is_left_out(self, file: Shelf) -> None:
        file.says(CLAIRE, "2008-07-07T09:00:00+02:00", "Cherche un ju\0riste \ud83d").load()
        assert file.exported()[0]["text"] == "Cherche un juriste "
