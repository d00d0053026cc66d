"""`maillage export --jsonl` of what was done in the house itself: each thing on a line that is the same at every export."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from bot.domain.people import Person, Role
from bot.domain.reading.groups import GroupSheet
from handlers.groups.registry import file_sheet
from handlers.requests.answers import answer
from handlers.requests.claims import route
from storage.contributions import Origin
from storage.export_jsonl import lines
from storage.transaction import Tx
from tests import four_kinds
from tests.shelf import offer
from tests.use_cases.talk import Talk


def exported(talk: Talk, kind: str = "") -> list[dict[str, Any]]:
    rows = talk.store.read(lambda tx: [json.loads(line) for line in lines(tx)])
    return [row for row in rows if not kind or row["kind"] == kind]


def does(talk: Talk, case: Callable[[Tx], object]) -> None:
    talk.clock.now += timedelta(minutes=1)
    talk.store.submit(case).result()


def malik(talk: Talk) -> Person:
    return talk.add("Malik Diop", role=Role.NATIONAL, chamber="NAT")


def test_nothing_is_nothing(talk: Talk) -> None:
    assert exported(talk) == []


def test_an_offer_as_it_was_said(talk: Talk) -> None:
    talk.says(talk.add(), "Offre d'emploi : comptable, Caen, CDI, avant le 12/12")
    [row] = exported(talk)
    assert {name: row[name] for name in ("event_id", "id", "ts", "kind", "text", "state")} == {
        "event_id": "JO-001",
        "id": "JO-001",
        "ts": "2026-11-20T10:00:00+01:00",
        "kind": "job_offer",
        "text": "Offre d'emploi : comptable, Caen, CDI, avant le 12/12",
        "state": "published",
    }
    assert row["author"] == {"handle": "Claire Le Goff", "role": "director", "chamber": "NOR"}
    assert (row["fields"]["offer_id"], row["fields"]["deadline"], row["fields"]["region"]) == ("JO-001", "2026-12-12", "Normandie")


def test_what_is_valid_now(talk: Talk) -> None:
    claire = talk.add()
    does(talk, lambda tx: offer(tx, claire))

    def corrected(tx: Tx) -> None:
        item = tx.contributions.numbered("job_offer", 1)
        assert item is not None
        changed = dataclasses.replace(item, title="directrice", deadline=date(2026, 12, 24), state="withdrawn")  # type: ignore[call-arg] # of that kind
        tx.contributions.change(changed, act="test", by=claire.id)

    does(talk, corrected)
    [row] = exported(talk)
    assert (row["fields"]["title"], row["fields"]["deadline"], row["state"]) == ("directrice", "2026-12-24", "withdrawn")


def test_minutes_with_their_lists_and_actions(talk: Talk) -> None:
    claire = talk.add()
    does(talk, lambda tx: four_kinds.minutes(tx, claire, present="Bretagne (2) [BRE]\nMadame Tout"))
    fields = exported(talk, "meeting_minutes")[0]["fields"]
    assert (fields["present"], fields["persons_by_chamber"], fields["days"]) == (["BRE", "Madame Tout"], {"BRE": 2}, 1)
    assert fields["decisions"] == ["La charte graphique est adoptée", "Les cotisations augmentent de 2 %"]
    [action] = fields["actions"]
    assert {name: action[name] for name in ("owner", "what", "due")} == {
        "owner": "BRE",
        "what": "Envoyer le guide d'évaluation",
        "due": "2026-12-11",
    }


def test_a_request_passed_on_and_answered(talk: Talk) -> None:
    claire, team = talk.add(), malik(talk)
    does(talk, lambda tx: four_kinds.request(tx, claire))
    [asked] = exported(talk, "help_request")

    def item(tx: Tx) -> Any:
        return tx.contributions.numbered("help_request", 1)

    does(talk, lambda tx: route(item(tx), "BRE", "elle en a une", team, tx))
    origin = Origin(platform="slack", workspace="T1", channel="D7", message="7")
    does(talk, lambda tx: answer(item(tx), "Voici la nôtre", team, tx, origin=origin))
    [routing], [reply] = exported(talk, "help_routing"), exported(talk, "help_reply")
    assert routing["fields"] == {"request_id": asked["event_id"], "routed_to": "BRE", "why": "elle en a une"}
    assert (reply["fields"]["request_id"], reply["text"], reply["author"]["role"]) == (
        asked["event_id"],
        "Voici la nôtre",
        "national_team",
    )
    assert (routing["ts"], reply["ts"]) == ("2026-11-20T10:02:00+01:00", "2026-11-20T10:03:00+01:00")


def test_what_became_of_an_action(talk: Talk) -> None:
    claire = talk.add()
    does(talk, lambda tx: four_kinds.minutes(tx, claire))

    def done(tx: Tx) -> None:
        for action in tx.actions.every():
            tx.actions.change(action, action.done(date(2026, 11, 20)), act="done", by=claire.id)

    does(talk, done)
    told = {row["fields"]["action_id"]: row["fields"] for row in exported(talk, "action_update")}
    listed = [action["action_id"] for action in exported(talk, "meeting_minutes")[0]["fields"]["actions"]]
    assert [told[action]["status"] for action in listed] == ["done"]


def test_a_working_group(talk: Talk) -> None:
    claire = talk.add()
    sheet = GroupSheet(name="GT Europe", lead="NOR", members=("NOR", "BRE"), objectives=("écrire une note",), created=date(2026, 11, 20))
    does(talk, lambda tx: file_sheet(sheet, claire, tx))
    [row] = exported(talk, "working_group")
    assert (row["fields"]["name"], row["fields"]["lead"], row["fields"]["members"]) == ("GT Europe", "NOR", ["NOR", "BRE"])
    assert (row["fields"]["created"], row["fields"]["objectives"]) == ("2026-11-20", ["écrire une note"])


def test_twice_is_the_same(talk: Talk) -> None:
    claire = talk.add()
    for title in ("comptable", "juriste"):
        does(talk, lambda tx, title=title: offer(tx, claire, title=title))  # type: ignore[misc] # mypy does not follow defaults
    does(talk, lambda tx: four_kinds.minutes(tx, claire))
    assert exported(talk) == exported(talk)
    assert len({row["event_id"] for row in exported(talk)}) == len(exported(talk)) == 3
