"""What is held about a person, read page by page as he reads it: in his words, in short messages, nothing of it a name of ours."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.domain.messages import Message
from bot.domain.people import Account, Person, Role
from bot.domain.ports import Address
from bot.wording.plain import plain
from handlers.held import exported, page
from handlers.own_facts import ACTS
from handlers.own_rows import ORDER, Telling
from handlers.telegram.markup import pieces
from storage.own import OwnRow
from tests.use_cases.talk import Talk
from tests.use_cases.test_own_data import seeded

PHONE = Account(platform="telegram", workspace="42", user="700100")
PRIVATE = Address(platform="telegram", workspace="42", channel="700100")


def dylan(talk: Talk, language: str = "fr") -> Person:
    return talk.add(
        "Dylan Clet", role=Role.AMBASSADOR, chamber="GUF", zone="America/Cayenne", language=language, accounts=(PHONE,)
    )  # fmt: skip


def pages(talk: Talk, person: Person) -> list[Message]:
    """All pages, as they are written for him."""
    found = [talk.store.submit(lambda tx: page(1, person, tx)).result().message]
    while found[-1].buttons:
        number = len(found) + 1
        assert [button.act for button in found[-1].buttons] == [f"own:all:{number}"]
        found.append(talk.store.submit(lambda tx, n=number: page(n, person, tx)).result().message)
    return found


def aloud(talk: Talk, person: Person) -> str:
    return " ".join(" ".join(plain(one.markdown) for one in pages(talk, person)).split())


def test_what_dylan_reads(talk: Talk) -> None:
    person = dylan(talk)
    talk.says(PHONE, "offre : animateur ESS, St-Laurent, CDD 12 mois, avant le 15/12", plainly=True)
    talk.says(PHONE, "corriger lieu : Kourou", plainly=True)
    talk.says(PHONE, "fuseau Paris", plainly=True)
    talk.says(PHONE, "fuseau Cayenne", plainly=True)
    talk.says(PHONE, "congé jusqu'au 04/01", plainly=True)
    talk.store.submit(lambda tx: tx.outbox.post(PRIVATE, Message.of("Bonjour *Dylan*"), purpose="notice")).result()
    said = aloud(talk, person)
    for line in (
        "Vous : Dylan Clet · ambassadeur·rice · Guyane · français · heure de Cayenne",
        "retour de congé : lun. 04/01",
        "Votre compte : Telegram 700100 · dernier usage : ven. 20/11, 6 h",
        "Offre 1, dépôt sur Telegram, ven. 20/11, 6 h : « offre : animateur ESS, St-Laurent, CDD 12 mois, avant le 15/12 »",
        "Offre 1, en détail : Intitulé du poste : animateur ESS",
        "Lieu : Kourou",
        "Candidatures avant : mar. 15/12",
        "Offre 1, version 1, ven. 20/11, 6 h, par vous : dépôt.",
        "Offre 1, version 2, ven. 20/11, 6 h, par vous : correction. Lieu : Kourou",
        "Message à envoyer sur Telegram, ven. 20/11, 6 h : « Bonjour Dylan »",
        "réglages changés · Cayenne → Paris",
        "congé noté · ven. 20/11, lun. 04/01",
        "lecture de ces pages",
    ):
        assert line in said


def test_what_emma_reads(talk: Talk) -> None:
    person = talk.add("Emma Wilson", language="en", accounts=(PHONE,))
    talk.says(PHONE, "offer: accountant, Caen, permanent, before 15 December", plainly=True)
    talk.says(PHONE, "time zone Cayenne", plainly=True)
    said = aloud(talk, person)
    for line in (
        "You: Emma Wilson · director · Normandie · English · clock of",
        "Offer 1, filed on Telegram, Fri 20 Nov, 10:00: “offer: accountant",
        "Offer 1, in full: Job title: accountant",
        "Contract: permanent",
        "by you: filed.",
        "settings changed · Paris → Cayenne",
    ):
        assert line in said
    assert [button.label for button in pages(talk, person)[0].buttons] == ["Next"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_name_of_a_column_or_a_table_is_read(talk: Talk, language: str) -> None:
    eve = seeded(talk)
    talk.store.submit(lambda tx: tx.connection.execute(sa.update(tx.tables.people).values(language=language))).result()
    person = talk.store.read(lambda tx: tx.people.get(eve.id))
    assert person is not None
    said = aloud(talk, person)
    names = talk.store.read(lambda tx: {column.name for table in tx.tables.metadata.sorted_tables for column in table.c})
    spoken = {"chamber", "channel", "account", "message", "letter", "language", "number", "version", "place", "title", "text", "contract",
              "form", "reason", "name", "status", "platform", "employer", "link", "kind", "zone", "role", "at", "state", "until", "description", "since", "item", "lead", "said"}  # fmt: skip
    found = {name for name in names - spoken if re.search(rf"(?<!\w){name}(?!\w)", said)}
    assert found == set()
    assert "None" not in said
    assert "{" not in said


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "fr",
            (
                "Action 1, Compte rendu 1 : « envoyer la liste » Ève-Lise D'Angeli · mer. 02/12 · à faire",
                "Action 1, Compte rendu 1 : « envoyer la liste », ven. 20/11, 10 h, par vous : report. Avant : Ève-Lise D'Angeli · mar. 01/12.",
                "GT Observation : vous l'animez",
                "GT Observation, ven. 20/11, 10 h, par quelqu'un d'autre : animation changée.",
                "Demande 1 : prise par vous : ven. 20/11, 10 h · répondue : ven. 20/11, 10 h · c'était utile",
                "Demande 1, proposée, ven. 20/11, 10 h (vous) : prise.",
                "Demande 2, proposée, ven. 20/11, 10 h (Bretagne) : pas encore de réponse.",
                "Demande 1, dit par vous sur Slack, ven. 20/11, 10 h : « Voici la nôtre »",
                "Guyane connaît « la forêt » : dit par vous, ven. 20/11, 10 h.",
                "Repris d'un fichier, comme dit sur Slack, ven. 20/11, 10 h : « dit jadis »",
                "Mots pour le retrouver, Offre 1 : « anim",
            ),
        ),
        (
            "en",
            (
                "Action 1, Minutes 1: “envoyer la liste” Ève-Lise D'Angeli · Wed 2 Dec · to be done",
                "by you: put off. Before: Ève-Lise D'Angeli · Tue 1 Dec.",
                "GT Observation: you lead it",
                "GT Observation, Fri 20 Nov, 10:00, by somebody else: its lead changed.",
                "Request 1: taken by you: Fri 20 Nov, 10:00 · answered: Fri 20 Nov, 10:00 · it helped",
                "Request 2, put to Bretagne, Fri 20 Nov, 10:00: no answer yet.",
                "Request 1, said by you on Slack, Fri 20 Nov, 10:00: “Voici la nôtre”",
                "Guyane knows about “la forêt”: said by you, Fri 20 Nov, 10:00.",
                "From a file, as said on Slack, Fri 20 Nov, 10:00: “dit jadis”",
            ),
        ),
    ],
)
def test_what_has_a_life_of_its_own(talk: Talk, language: str, lines: tuple[str, ...]) -> None:
    eve = seeded(talk)
    values = {"language": language, "zone": "Europe/Paris"}
    talk.store.submit(lambda tx: tx.connection.execute(sa.update(tx.tables.people).values(values))).result()
    person = talk.store.read(lambda tx: tx.people.get(eve.id))
    assert person is not None
    said = aloud(talk, person).replace("’", "'")
    for line in lines:
        assert line in said


def test_each_page_is_one_short_message_on_a_telephone(talk: Talk) -> None:
    person = dylan(talk)
    for text in ("🙂" * 900, "<&>" * 700, "é" * 3000, "offre : " + "n" * 140 + ", Cayenne, CDI", "a\n" * 500, "*" * 300):
        talk.says(PHONE, text, plainly=True)
    for text in ("*_`" * 300, "x" * 4000, *(f"{number} " + "y" * 900 for number in range(12))):
        talk.store.submit(lambda tx, text=text: tx.outbox.post(PRIVATE, Message.of(text), purpose="notice")).result()
    read = pages(talk, person)
    assert len(read) > 2
    for one in read:
        sent = pieces(one)
        assert len(sent) == 1
        assert len(sent[0].html.encode()) <= 1000


def test_what_is_cut_says_so_and_the_export_has_it_whole(talk: Talk) -> None:
    person = dylan(talk)
    long = "cherche quelque chose de bien précis " + "mot " * 200 + "FIN"
    talk.says(PHONE, long, plainly=True)
    [cut] = [one for one in pages(talk, person) if "cherche quelque" in one.markdown]
    said = plain(cut.markdown)
    assert "FIN" not in said
    assert "…" in said
    assert "Ce qui finit par « … » est plus long : Malik peut vous donner le tout." in said
    assert "mot FIN" in talk.store.read(lambda tx: exported(person.id, tx))


def test_without_a_cut_nothing_is_said_of_it(talk: Talk) -> None:
    assert "…" not in aloud(talk, dylan(talk))


def test_the_next_page_by_its_button_and_its_word(talk: Talk) -> None:
    seeded(talk)
    account = Account(platform="slack", workspace="T1", user="UEVELISE")
    first = talk.says(account, "tout")
    assert (first.buttons, first.words) == (("Suite",), ("tout 2",))
    assert first.text.endswith("Suite : « tout 2 ».")
    assert talk.says(account, "tout 2").text.startswith("Ce que je garde sur vous, page 2 sur")


def test_every_act_that_leaves_a_trace_has_its_word() -> None:
    """Read from the code: what is noted somewhere is told in plain words here."""
    noted = set()
    for path in Path(__file__).parents[2].glob("handlers/**/*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "note" and node.args:
                first = node.args[0]
                noted |= {first.value} if isinstance(first, ast.Constant) else set()
    assert len(noted) > 12
    assert noted <= set(ACTS)


def test_every_table_about_a_person_is_told_by_its_own_sentence(talk: Talk) -> None:
    tables = talk.store.read(lambda tx: {table.name for table in tx.tables.metadata.sorted_tables} - set(tx.kinds))
    assert tables - set(ORDER) == {"chambers", "keys", "leases", "memberships"} & tables


def test_a_table_that_nobody_foresaw_is_told_all_the_same(talk: Talk) -> None:
    person = dylan(talk)
    row = OwnRow(table="working_groups", key=(1,), columns={"id": 1, "title": "GT Emploi", "secret_id": 7}, mention=False)
    told = talk.store.read(lambda tx: Telling(person, [row], tx).told(row, 200))
    assert plain(told) == "Autre note : GT Emploi"
