"""What is held about a person: all of it, and nothing of others but where it names him. (PROMISES.md 14)

The scan that the export is compared with knows nothing of our tables: it opens the file, and looks at every value of every row.
"""

from __future__ import annotations

import contextlib
import json
import re
import sqlite3
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from bot.domain.messages import Message
from bot.domain.people import Account, Person, Role
from bot.domain.ports import Address
from bot.domain.subscription import Subscription
from handlers.held import exported
from storage.editions import Edition
from storage.outbox import About
from storage.transaction import Tx
from tests.shelf import TEAM, example, offer
from tests.use_cases.talk import Talk, account_of

NUMBER = 7_654_321
"""The id of the person: no other value anywhere is this one."""
NAME, EMAIL = "Ève-Lise D'Angeli", "eve-lise@exemple.fr"
TELEGRAM = Account(platform="telegram", workspace="42", user="88112233")
SLACK = Account(platform="slack", workspace=TEAM, user="UEVELISE")


def scanned(path: Any) -> set[tuple[str, str]]:
    """Table and row (all its values, as text) wherever the id, the name, the address or an account of hers stands."""
    found = set()
    with sqlite3.connect(path) as connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            keys = [column[1] for column in connection.execute(f"PRAGMA table_info({table})") if column[5]]
            for row in connection.execute(f"SELECT * FROM {table}").fetchall():
                names = [column[1] for column in connection.execute(f"PRAGMA table_info({table})")]
                if any(_is_hers(value) for value in row):
                    found.add((table, str([row[names.index(key)] for key in keys])))
    return found


def _is_hers(value: object) -> bool:
    if isinstance(value, int):
        return value == NUMBER
    decoded = _decoded(str(value))
    marks = (NAME, EMAIL, TELEGRAM.user, SLACK.user, str(NUMBER))
    return any(re.search(rf"(?<!\w){re.escape(mark)}(?!\w)", decoded) for mark in marks)


def _decoded(text: str) -> str:
    """What JSON writes as \\u00c8, as the letter that it is."""
    with contextlib.suppress(ValueError):
        return json.dumps(json.loads(text), ensure_ascii=False)
    return text


def seeded(talk: Talk) -> Person:
    """Rows of hers in every table that can hold any, among those of two others."""
    claire, malik = talk.add(), talk.add("Malik Benali", role=Role.NATIONAL, chamber="NAT")

    def case(tx: Tx) -> Person:
        tables, run = tx.tables, tx.connection.execute
        values = {"name": NAME, "role": "ambassador", "chamber": "GUF", "language": "fr", "zone": "America/Cayenne", "active": True}
        run(sa.insert(tables.people).values(id=NUMBER, email=EMAIL, **values))
        for account in (SLACK, TELEGRAM):
            row = {"platform": account.platform, "workspace": account.workspace, "user_id": account.user, "person_id": NUMBER}
            run(sa.insert(tables.accounts).values(row))
        run(sa.update(tables.people).where(tables.people.c.id == claire.id).values(successor_id=NUMBER))
        eve = tx.people.by_account(SLACK)
        assert eve is not None
        own, others = offer(tx, eve, title="animatrice"), offer(tx, claire, title=f"remplacer {NAME}")
        tx.contributions.change(others, act="correct", by=NUMBER)
        tx.contributions.change(own, act="relay", by=malik.id)
        tx.audit.note("correct", by=NUMBER, about=others.id)
        tx.audit.note("relay", by=malik.id, about=own.id)
        tx.audit.note("invite", by=malik.id, after={"email": EMAIL})
        letter = tx.subscriptions.save(Subscription(person_id=NUMBER, since=tx.now))
        tx.subscriptions.save(Subscription(person_id=claire.id, since=tx.now))
        tx.editions.add_all([Edition(subscription=letter.id, week="2026-W46", items=(own.id,), words=9)])
        place = Address(platform="telegram", workspace="42", channel=TELEGRAM.user)
        tx.outbox.post(place, Message.of("Bonjour"), purpose="notice")
        tx.outbox.post(
            Address(platform="slack", workspace=TEAM, channel="C1"), Message.of("x"), purpose="relay", about=About(contribution=own.id)
        )
        to_claire = Address(platform="slack", workspace=TEAM, channel="UCLAIRELEGOFF")
        tx.outbox.post(
            to_claire, Message.of(f"Votre secret.\n\nOffre 1, de {NAME} : la relayer ?"), purpose="morning", about=About(person=claire.id)
        )
        tx.outbox.post(to_claire, Message.of("Rien à voir"), purpose="notice", about=About(person=claire.id))
        tx.outbox.bury(("telegram", "42", TELEGRAM.user), "blocked")
        tx.periods.claim_all("unasked", [f"{NUMBER}:2026-11-20", f"{claire.id}:2026-11-20", f"{NUMBER}1:2026-11-20"])
        tx.received.first_time("telegram", f"message:{TELEGRAM.user}:5", "message")
        tx.received.first_time("telegram", f"message:{TELEGRAM.user}9:5", "message")
        _rows_of_the_second_door(tx, malik)
        _rows_of_what_lives(tx, eve, claire)
        return eve

    person: Person = talk.store.submit(case).result()
    talk.says(SLACK, "un texte que personne ne comprend")
    talk.says(claire, f"un mot de plus que personne ne comprend, {NAME}")
    return person


def _rows_of_the_second_door(tx: Tx, malik: Person) -> None:
    tables, run, day = tx.tables, tx.connection.execute, tx.now.date()
    later = tx.now + timedelta(days=7)
    invitation = {"created_at": tx.now, "expires_at": later, "used_at": tx.now}
    run(sa.insert(tables.invitations).values(digest="a" * 64, person_id=NUMBER, by_id=malik.id, user_id=TELEGRAM.user, **invitation))
    run(sa.insert(tables.invitations).values(digest="b" * 64, person_id=malik.id, by_id=NUMBER, user_id="", **invitation))
    run(sa.insert(tables.statuses).values(chamber="GUF", effective=day, status="member", decision="", by_id=NUMBER, noted_at=tx.now))
    place = {"platform": "telegram", "workspace": "42"}
    payload = {"message": {"from": {"id": int(TELEGRAM.user), "first_name": "Ève"}}}
    run(sa.insert(tables.parked).values(event_id="9", place="1", payload=payload, reason="x", at=tx.now, **place))
    run(sa.insert(tables.parked).values(event_id="10", place="2", payload={"message": {"from": {"id": 5}}}, reason="x", at=tx.now, **place))
    form = {"form": {"title": "x"}, "answers": {}, "asking": "", "state": "open", "opened_at": tx.now, "at": tx.now}
    run(sa.insert(tables.forms).values(person_id=NUMBER, channel=TELEGRAM.user, **form, **place))


def _rows_of_what_lives(tx: Tx, eve: Person, claire: Person) -> None:
    """She has an action of Claire's minutes, leads a group, took Claire's request and has one of her own."""
    run, tables = tx.connection.execute, tx.tables
    minutes, request, own = example(tx, claire, "meeting_minutes"), example(tx, claire, "help_request"), example(tx, eve, "help_request")
    run(sa.insert(tables.actions).values(_action(minutes.id, 1, "envoyer la liste", tx.now) | {"owner_id": NUMBER, "owner_name": NAME}))
    run(sa.insert(tables.actions).values(_action(minutes.id, 2, "secret des autres", tx.now)))
    [hers, others] = run(sa.select(tables.actions.c.id).order_by(tables.actions.c.position)).scalars()
    turn = {"act": "postponed", "at": tx.now, "before": {"due": "2026-12-01", "owner_name": NAME}}
    run(sa.insert(tables.action_turns).values(action_id=hers, by_id=NUMBER, **turn))
    run(sa.insert(tables.action_turns).values(action_id=others, by_id=claire.id, **turn | {"before": {}}))
    group = {
        "sort": "standing",
        "lead": "GUF",
        "co_lead": "",
        "co_lead_scope": "",
        "delegated_to": "",
        "objectives": "",
        "filed_at": tx.now,
    }
    group |= {"platform": "slack", "workspace": TEAM, "channel": "CGT"}
    led = run(sa.insert(tables.bodies).values(name="GT Observation", key="gt observation", lead_id=NUMBER, filed_by=claire.id, **group))
    run(sa.insert(tables.bodies).values(name="GT Secret", key="gt secret", lead_id=claire.id, filed_by=claire.id, **group))
    [body] = led.inserted_primary_key  # type: ignore[misc] # one row, one key
    run(sa.insert(tables.memberships).values(body_id=body, chamber="NOR"))
    run(sa.insert(tables.body_turns).values(body_id=body, act="leads", by_id=claire.id, at=tx.now, before={}))
    taken = {"step": 1, "claimed_by": NUMBER, "claimed_at": tx.now, "answered_at": tx.now, "satisfaction": "yes"}
    run(sa.insert(tables.pursuits).values(request_id=request.id, **taken))
    asked = {"reason": "leads", "evidence": {}, "result": "claimed", "at": tx.now}
    run(sa.insert(tables.routings).values(request_id=request.id, chamber="GUF", person_id=NUMBER, by_id=NUMBER, **asked))
    run(sa.insert(tables.routings).values(request_id=own.id, chamber="BRE", **asked | {"result": "asked"}))
    place = {"platform": "slack", "workspace": TEAM, "channel": "D9", "at": tx.now}
    run(sa.insert(tables.replies).values(request_id=request.id, author_id=NUMBER, text="Voici **la nôtre**", message="1", **place))
    run(sa.insert(tables.replies).values(request_id=own.id, author_id=claire.id, text="une parole de Claire", message="2", **place))
    run(sa.insert(tables.expertise).values(chamber="GUF", topic="la forêt", declared_by=NUMBER, at=tx.now))
    line = {"line": "1", "kind": "help_request", "reference": "", "outcome": "filed", "platform": "slack", "language": "fr", "fields": {}}
    line |= {"stands": True, "at": tx.now, "contribution_id": own.id}
    run(sa.insert(tables.loaded).values(event_id="a", author_id=NUMBER, text="dit jadis", **line))
    run(sa.insert(tables.loaded).values(event_id="b", author_id=claire.id, text="dit jadis par Claire", **line))


def _action(minutes: int, position: int, what: str, now: datetime) -> dict[str, Any]:
    row = {"minutes_id": minutes, "position": position, "what": what, "owner_chamber": "GUF", "owner_name": "Guyane", "said": ""}
    row |= {"state": "open", "due": date(2026, 12, 2), "body": "Comité", "reference": f"X-A{position}", "item": ""}
    return row | {"assigned_at": now, "changed_at": now}


def found(talk: Talk) -> set[tuple[str, str]]:
    """Table and primary key of what our own search finds, as text."""
    rows = talk.store.read(lambda tx: tx.own.rows(NUMBER))
    with_keys = talk.store.read(
        lambda tx: {table.name: [column.name for column in table.primary_key] for table in tx.tables.metadata.sorted_tables}
    )
    assert len(with_keys) > 15
    return {(row.table, str([_stored(value) for value in row.key])) for row in rows}


def _stored(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def test_every_row_that_names_her_anywhere_is_found(talk: Talk) -> None:
    seeded(talk)
    expected = scanned(talk.store.path)
    assert {table for table, _ in expected} >= {
        "people", "accounts", "statuses", "invitations", "contributions", "versions", "drafts", "forms", "received", "parked", "outbox",
        "subscriptions", "periods", "audit", "channels", "actions", "action_turns", "bodies", "pursuits", "routings", "replies",
        "expertise", "loaded",
    }  # fmt: skip
    assert expected - found(talk) == set()


def test_what_belongs_to_her_without_naming_her_is_found_too(talk: Talk) -> None:
    seeded(talk)
    beyond = found(talk) - scanned(talk.store.path)
    hers = {"job_offer", "help_request", "searched", "versions", "editions", "outbox", "audit", "routings", "body_turns"}
    assert {table for table, _ in beyond} == hers, "of her offer, her request, her group and her letter"


def test_nothing_of_others_is_given_but_where_it_names_her(talk: Talk) -> None:
    seeded(talk)
    whole = talk.store.read(lambda tx: exported(NUMBER, tx))
    assert "Votre secret" not in whole
    for others in ("Rien à voir", "secret des autres", "GT Secret", "une parole de Claire", "dit jadis par Claire"):
        assert others not in whole
    assert f"Offre 1, de {NAME} : la relayer ?" in whole
    assert f"{NUMBER}1" not in whole
    assert f"{TELEGRAM.user}9" not in whole
    rows = json.loads(whole)
    assert {row["table"] for row in rows if row["mention"]} >= {"outbox", "drafts", "parked", "received"}
    assert [
        row["columns"]["email"] for row in rows if row["table"] == "people" and not row["mention"] and row["columns"]["id"] == NUMBER
    ] == [EMAIL]


class TestInTheChat:
    @pytest.mark.parametrize("text", ["mes données", "Mes données ?", "my data", "privacy", "vie privée"])
    def test_the_summary_says_what_why_who_and_how_long(self, talk: Talk, text: str) -> None:
        seeded(talk)
        answer = talk.says(SLACK, text)
        assert answer.text.startswith(f"Ce que je garde sur vous, {NAME}")
        for said in (
            "pour vous reconnaître et vous écrire",
            "Les organisateurs le voient",
            "gardés 7 jours",
            "écrivez à Malik",
            "« tout »",
        ):
            assert said in answer.text
        assert (
            "2 comptes, 2 textes déposés, 1 brouillon, 1 formulaire commencé, 1 action, 1 groupe, 1 réponse à une demande," in answer.text
        )
        assert "1 événement d'une messagerie" in answer.text, "what she sent is hers, and no line of others"
        assert "lignes d'autrui vous nomment." in answer.text
        assert (answer.buttons, answer.words) == (("Tout recevoir",), ("tout",))
        assert len(answer.text.encode()) <= 1000

    def test_everything_comes_page_by_page(self, talk: Talk) -> None:
        seeded(talk)
        answer, pages = talk.says(SLACK, "tout"), list[str]()
        while answer.words:
            pages.append(answer.text)
            assert answer.words == (f"tout {len(pages) + 1}",)
            answer = talk.says(SLACK, answer.words[0])
        pages.append(answer.text)
        assert len(pages) > 2
        together = " ".join(pages)
        for said in (NAME, EMAIL, TELEGRAM.user, "animatrice", "un texte que personne ne comprend", "Bonjour", "qui vous nomme"):
            assert said in together
        assert "Votre secret" not in together
        assert talk.says(SLACK, f"tout {len(pages) + 5}").text.startswith("Il y a ")
        assert talk.presses(SLACK, "own:all:1").text.startswith("Ce que je garde sur vous, page 1 sur")

    def test_each_reading_of_everything_leaves_its_trace(self, talk: Talk) -> None:
        claire = talk.add()
        talk.says(claire, "tout")
        acts = talk.store.read(lambda tx: list(tx.connection.execute(sa.select(tx.tables.audit.c.act, tx.tables.audit.c.by_id))))
        assert acts == [("own_data", claire.id)]

    def test_one_reads_ones_own_alone(self, talk: Talk) -> None:
        seeded(talk)
        claire = account_of("Claire Le Goff")
        assert EMAIL not in talk.says(claire, "tout").text
        assert "animatrice" not in talk.says(claire, "tout").text

    @pytest.mark.parametrize("role", Role)
    def test_whatever_ones_role(self, talk: Talk, role: Role) -> None:
        person = talk.add("Dominique Roux", role=role)
        assert talk.says(person, "mes données").text.startswith("Ce que je garde sur vous, Dominique Roux")
        assert "Dominique Roux" in talk.says(person, "tout").text


def test_a_table_added_later_is_found_without_a_word_in_the_search(talk: Talk) -> None:
    """The search walks the schema: whatever refers to a person by a foreign key is his."""
    referring = talk.store.read(
        lambda tx: {
            table.name for table in tx.tables.metadata.sorted_tables for key in table.foreign_keys if key.column.table is tx.tables.people
        }
    )
    seeded(talk)
    assert referring <= {table for table, _ in found(talk)}
