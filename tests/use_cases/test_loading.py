"""A file of contributions, loaded: each is filed as if its author had said it then, and nobody is told now."""

from __future__ import annotations

import json
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from bot import app
from bot.domain.chambers import Directory
from bot.loading import Report, load
from bot.loading.lines import Lines
from storage.seeds import chambers
from tests.shelf import new_file
from tests.use_cases.filing import CLAIRE, DONE, DYLAN, MINUTES, NAT, Shelf
from tests.use_cases.filing import file as file  # noqa: PLC0414 - a fixture


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


def test_two_at_once_wait_for_each_other_and_file_each_line_once(tmp_path: Path) -> None:
    """As long as the other one takes: at a terminal, what is locked is in use and not lost."""
    author = {"handle": "@dir.bno", "role": "director", "chamber": "BNO"}
    offer = "Offre d'emploi : {}, Caen. CDI. Candidatures avant le 01/05/2008."
    rows = [
        {"event_id": f"Ev-{n}", "ts": f"2008-04-01T09:{n:02d}:00+02:00", "platform": "slack", "author": author, "text": offer.format(job)}
        for n, job in enumerate(("comptable", "juriste", "animatrice", "boulanger", "maçonne", "jardinier"))
    ]
    (tmp_path / "said.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    new_file(tmp_path)
    with ThreadPoolExecutor(2) as both:
        told = list(both.map(lambda _: _loaded(tmp_path), range(2)))
    assert [sum(report.of(fate).get("", 0) for report in told) for fate in ("filed", "left")] == [len(rows), len(rows)]


def _loaded(folder: Path) -> Report:
    with app.store_of(f"sqlite:///{folder / 'town.db'}") as store:
        return load(folder / "said.jsonl", store)


class TestLines:
    @pytest.mark.parametrize(
        ("more", "why"),
        [
            ({"ts": ""}, "ts"),
            ({"ts": "hier"}, "ts: hier"),
            ({"ts": "0001-01-01T00:00:00+14:00"}, "ts: 0001-01-01T00:00:00+14:00"),
            ({"ts": "9999-12-31T23:59:59-12:00"}, "ts: 9999-12-31T23:59:59-12:00"),
            ({"text": "x" * 100_001}, "text (100001 > 100000)"),
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

    def test_nor_does_it_stand_in_the_names_and_numbers_beside_the_text(self, file: Shelf) -> None:
        """One line that no database holds would stop all that follow it."""
        author = {"handle": "@dir.bno", "name": "Cl\0aire \ud83d", "role": "director", "chamber": "BNO"}
        more = {"author": author, "id": "L\0\ud83d1", "lang": "\ud83d\0", "kind": "help\ud83d", "fields": {"request_id": "HR-\ud83d7"}}
        file.says(CLAIRE, "2008-07-07T09:00:00+02:00", "Cherche un juriste", **more).says(NAT, "2008-07-07T10:00:00+02:00", MINUTES)
        report = file.load()
        assert (report.mistakes, report.of("filed")) == ([], {"": 1, "help": 1})
        [row] = file.exported("help_request")
        assert (row["id"], row["lang"], row["fields"]["request_id"]) == ("L1", "fr", "HR-7")

    @pytest.mark.parametrize("row", ["[" * 200_000, '{"author":' * 100_000, '{"ts": ' + "9" * 10_000 + "}", "[]", "null", "\0\0"])
    def test_a_row_that_is_no_line_is_told(self, tmp_path: Path, row: str) -> None:
        (tmp_path / "rows.jsonl").write_text(f"{row}\n{row}\n", encoding="utf-8")
        lines = Lines(tmp_path / "rows.jsonl", Directory(chambers()))
        assert [(one.number, one.why) for one in lines.mistakes] == [(1, "JSON"), (2, "JSON")]
        assert list(lines) == []

    def test_of_a_long_file_little_is_held_at_a_time(self, tmp_path: Path) -> None:
        author = {"handle": "@dir.bno", "role": "director", "chamber": "BNO"}
        line = {"event_id": "Ev", "ts": "2008-07-07T09:00:00+02:00", "platform": "slack", "author": author, "text": "bonjour " * 200}
        file = tmp_path / "long.jsonl"
        file.write_text(f"{json.dumps(line)}\n" * 4_000, encoding="utf-8")
        directory = Directory(chambers())
        tracemalloc.start()
        assert sum(1 for _ in Lines(file, directory)) == 4_000
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert most < file.stat().st_size / 4
