"""`maillage people`: the roster from a file, who is in it, links, and who leaves."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from tests.rules.test_cli import DATABASE, Maillage, Ran
from tests.rules.test_cli import maillage as maillage  # noqa: PLC0414 - a fixture

HEAD = "Nom;E-mail;Rôle;Chambre;Fuseau;Slack\n"
CLAIRE = "Claire Le Goff;claire@exemple.fr;directrice;Normandie;;\n"
DYLAN = "Dylan Clet;dylan@exemple.fr;ambassadeur;973;America/Cayenne;\n"


@pytest.fixture
def load(maillage: Maillage) -> Maillage:
    """Writes lines into a file, and loads it."""

    def run(lines: str | bytes, *options: str) -> Ran:
        Path("r.csv").write_bytes(lines if isinstance(lines, bytes) else (HEAD + lines).encode())
        return maillage("people", "load", "r.csv", "--database", DATABASE, *options)

    return run


def rows(query: str) -> list[tuple[object, ...]]:
    with sqlite3.connect("town.db") as connection:
        found = connection.execute(query).fetchall()
    connection.close()
    return found


class TestLoading:
    def test_the_right_lines_are_applied_and_the_wrong_ones_named(self, load: Maillage) -> None:
        ran = load(CLAIRE + "Yann Le Bras;y@exemple.fr;élu;Normndie;;\n" + DYLAN + '"=HYPERLINK(""x"")";h@exemple.fr;élu;BRE;;\n')
        assert (ran.code, ran.err) == (1, "")
        lines = ran.out.splitlines()
        assert lines[:3] == [
            "Ajoutés : 2",
            "  ligne 2  Claire Le Goff · direction · Normandie · claire@exemple.fr",
            "  ligne 4  Dylan Clet · ambassadeur·rice · Guyane · dylan@exemple.fr",
        ]
        assert lines[3:6] == ["Changés : 0", "Sans changement : 0", "Refusés : 2"]
        assert lines[6].startswith("  ligne 3  Je ne connais pas « Normndie ». Normandie, ")
        assert lines[7].startswith('  ligne 5  « =HYPERLINK("x") » n\'est pas un nom')
        assert rows("SELECT name, email, role, chamber, zone, active FROM people") == [
            ("Claire Le Goff", "claire@exemple.fr", "director", "NOR", "Europe/Paris", 1),
            ("Dylan Clet", "dylan@exemple.fr", "ambassador", "GUF", "America/Cayenne", 1),
        ]
        assert rows("SELECT count(*) FROM subscriptions") == [(2,)], "a newcomer has the letter"

    def test_a_trial_writes_nothing(self, load: Maillage) -> None:
        ran = load(CLAIRE, "--dry-run")
        assert (ran.code, ran.out.splitlines()[:2]) == (0, ["Essai : rien n'est écrit.", "Ajoutés : 1"])
        assert not Path(DATABASE.removeprefix("sqlite:///")).exists(), "not even an empty database"
        load(CLAIRE)
        assert load(DYLAN, "--dry-run").out.splitlines()[1] == "Ajoutés : 1"
        assert rows("SELECT count(*) FROM people") == [(1,)]

    def test_two_newcomers_of_one_name_need_their_addresses(self, load: Maillage) -> None:
        ran = load("Bob Martin;;élu;NOR;;\nBob Martin;;élu;NOR;;\nBob Martin;;élu;BRE;;\n")
        assert (ran.code, "ligne 3  Bob Martin figure aussi ligne 2." in ran.out) == (1, True)
        assert rows("SELECT name, chamber FROM people") == [("Bob Martin", "NOR"), ("Bob Martin", "BRE")]
        assert load("Zoé Test;z1@exemple.fr;élu;NOR;;\nZoé Test;z2@exemple.fr;élu;NOR;;\n").code == 0

    @pytest.mark.parametrize(
        ("typed", "zone"), [("Paris", "Europe/Paris"), ("Cayenne", "America/Cayenne"), ("Mamoudzou", "Indian/Mayotte")]
    )
    def test_a_zone_as_the_chat_takes_it(self, load: Maillage, typed: str, zone: str) -> None:
        load(f"Bob Martin;;élu;NOR;{typed};\n")
        assert rows("SELECT zone FROM people") == [(zone,)]

    def test_twice_changes_nothing(self, load: Maillage) -> None:
        load(CLAIRE + DYLAN)
        before = rows("SELECT * FROM people") + rows("SELECT count(*) FROM audit")
        ran = load(CLAIRE + DYLAN)
        assert (ran.code, ran.out) == (0, "Ajoutés : 0\nChangés : 0\nSans changement : 2\nRefusés : 0\n")
        assert rows("SELECT * FROM people") + rows("SELECT count(*) FROM audit") == before

    def test_what_changed_is_said(self, load: Maillage) -> None:
        load(CLAIRE)
        ran = load("Claire Martin;claire@exemple.fr;élue;Bretagne;Europe/Paris;T012AB3CD:U012AB3CD\n")
        assert ran.out.splitlines()[2] == (
            "  ligne 2  Claire Le Goff · nom : Claire Martin (avant : Claire Le Goff), rôle : élu·e (avant : direction), "
            "chambre : Bretagne (avant : Normandie), compte slack T012AB3CD:U012AB3CD"
        )
        assert rows("SELECT user_id, person_id FROM accounts") == [("U012AB3CD", 1)]

    def test_a_cell_that_says_nothing_changes_nothing(self, load: Maillage) -> None:
        load(DYLAN)
        assert "Sans changement : 1" in load("Dylan Clet;dylan@exemple.fr;;;;\n").out
        assert rows("SELECT role, chamber, zone FROM people") == [("ambassador", "GUF", "America/Cayenne")]

    def test_by_name_in_the_chamber_where_there_was_no_address(self, load: Maillage, maillage: Maillage) -> None:
        add = ("--role", "director", "--chamber", "Normandie", "--slack", "T012AB3CD:U012AB3CD")
        assert maillage("person", "add", "--database", DATABASE, "--name", "Claire Le Goff", *add).code == 0
        assert "adresse électronique : claire@exemple.fr (avant : rien)" in load(CLAIRE).out
        assert rows("SELECT count(*) FROM people") == [(1,)]

    @pytest.mark.parametrize(
        ("line", "told"),
        [
            ("Yann Le Bras;claire@exemple.fr;élu;BRE;;\n", "claire@exemple.fr est l'adresse de Claire Le Goff."),
            ("Yann Le Bras;;élu;BRE;;T1:U1\n", "Ce compte est celui de Dylan Clet."),
            ("Claire Le Goff;claire@exemple.fr;;;;T1:U1\n", "Ce compte est celui de Dylan Clet."),
            ("Yann Le Bras;y@exemple.fr;;BRE;;\n", "Le rôle manque"),
            ("Yann Le Bras;y@exemple.fr;élu;;;\n", "La chambre manque"),
        ],
    )
    def test_what_contradicts_the_roster(self, load: Maillage, line: str, told: str) -> None:
        load(CLAIRE + DYLAN.replace(";\n", ";T1:U1\n"))
        before = rows("SELECT * FROM people") + rows("SELECT * FROM accounts")
        ran = load(line)
        assert (ran.code, "Refusés : 1" in ran.out, told in ran.out) == (1, True, True)
        assert rows("SELECT * FROM people") + rows("SELECT * FROM accounts") == before

    def test_two_lines_about_one_person(self, load: Maillage) -> None:
        load("Claire Le Goff;;directrice;NOR;;T1:U1\n")
        ran = load("Claire Le Goff;claire@exemple.fr;directrice;NOR;;\nClaire Goff;;élue;NOR;;T1:U1\n")
        assert "ligne 3  C'est encore Claire Le Goff, comme à la ligne 2" in ran.out

    def test_who_has_left_is_not_let_in_by_an_old_file(self, load: Maillage, maillage: Maillage) -> None:
        load(CLAIRE)
        maillage("people", "leave", "claire le goff", "--database", DATABASE)
        ran = load(CLAIRE)
        assert (ran.code, "L'accès de Claire Le Goff est fermé." in ran.out) == (1, True)
        assert rows("SELECT active FROM people") == [(0,)]

    @pytest.mark.parametrize(
        ("raw", "told"),
        [
            (b"", "Le fichier est vide."),
            (b"PK\x03\x04" + bytes(100), "C'est un classeur."),
            (b"\x00\x01\x02" * 99, "lettres de ce fichier"),
            ((HEAD + '"A" b;;;;;\n').encode(), "Ligne 2"),
        ],
    )
    def test_a_file_that_cannot_be_read(self, load: Maillage, raw: bytes, told: str) -> None:
        ran = load(raw)
        assert (ran.code, ran.out) == (1, "")
        assert told in ran.err

    def test_a_file_that_is_not_there(self, maillage: Maillage) -> None:
        ran = maillage("people", "load", "nowhere.csv", "--database", DATABASE)
        assert (ran.code, ran.err) == (2, "Il n'y a pas de fichier nowhere.csv.\n")

    def test_ten_thousand_lines(self, load: Maillage) -> None:
        lines = "".join(f"Personne {chr(97 + n % 26)}{n};p{n}@exemple.fr;élu;Bretagne;;\n" for n in range(10_000))
        assert load(lines).code == 0
        assert rows("SELECT count(*), count(DISTINCT email) FROM people") == [(10_000, 10_000)]
        assert "Sans changement : 10000" in load(lines).out


class TestOthers:
    def test_who_is_in_it(self, load: Maillage, maillage: Maillage) -> None:
        load(CLAIRE + DYLAN)
        maillage("people", "leave", "Dylan", "--database", DATABASE)
        ran = maillage("people", "list", "--database", DATABASE)
        first, second = ran.out.splitlines()
        assert first == "Claire Le Goff · direction · Normandie · claire@exemple.fr · pas encore de compte · Europe/Paris"
        assert re.search(r"accès fermé le \d\d/\d\d/20\d\d$", second), "as people write a day"

    def test_a_link(self, load: Maillage, maillage: Maillage) -> None:
        load(DYLAN)
        ran = maillage("people", "invite", "Dylan", "--bot", "@maillage_bot", "--database", DATABASE)
        assert ran.out.startswith("https://t.me/maillage_bot?start=")
        assert "Pour Dylan Clet et personne d'autre" in ran.err
        assert re.search(r"\d\d/\d\d/20\d\d", ran.err), "as people write a day"
        assert "rouvert" not in ran.err
        maillage("people", "leave", "Dylan", "--database", DATABASE)
        assert "L'accès de Dylan Clet était fermé : il est rouvert." in maillage("people", "invite", "Dylan", "--database", DATABASE).err
        typed = maillage("people", "invite", "dylan@exemple.fr", "--database", DATABASE).out
        assert typed.startswith("/start ")
        kept = rows("SELECT digest FROM invitations")
        assert len(kept) == 3
        assert all(str(digest) not in ran.out + typed for (digest,) in kept)

    def test_a_successor(self, load: Maillage, maillage: Maillage) -> None:
        load(DYLAN + CLAIRE)
        ran = maillage("people", "leave", "Dylan Clet", "--successor", "Claire", "--database", DATABASE)
        assert ran.out == "Dylan Clet n'a plus accès. Claire Le Goff prend la suite. Dépôts ouverts : 0.\n"
        assert rows("SELECT active, successor_id FROM people ORDER BY id") == [(0, 2), (1, None)]
        again = maillage("people", "leave", "Claire", "--successor", "Dylan Clet", "--database", DATABASE)
        assert (again.code, "ne peut pas prendre la suite" in again.err) == (1, True)

    @pytest.mark.parametrize("command", [("invite", "Zoé"), ("leave", "Zoé"), ("leave", "Claire", "--successor", "Zoé")])
    def test_nobody_of_that_name(self, load: Maillage, maillage: Maillage, command: tuple[str, ...]) -> None:
        load(CLAIRE)
        ran = maillage("people", *command, "--database", DATABASE)
        assert (ran.code, ran.out, "personne du nom de « Zoé »" in ran.err) == (1, "", True)
        assert rows("SELECT active FROM people") == [(1,)]

    def test_two_of_one_name_are_told_apart_by_their_addresses(self, load: Maillage, maillage: Maillage) -> None:
        load(DYLAN + "Dylan Payet;d.payet@exemple.fr;élu;REU;;\n")
        ran = maillage("people", "leave", "Dylan", "--database", DATABASE)
        assert (ran.code, "dylan@exemple.fr, d.payet@exemple.fr" in ran.err) == (1, True)
        load("Bob Martin;;élu;NOR;;\nBob Martin;;élu;BRE;;\n")
        assert "Bob Martin (Normandie), Bob Martin (Bretagne)" in maillage("people", "leave", "Bob Martin", "--database", DATABASE).err
        assert maillage("people", "leave", "Bob Martin (Bretagne)", "--database", DATABASE).code == 0

    def test_who_comes_back(self, load: Maillage, maillage: Maillage) -> None:
        add = ("person", "add", "--database", DATABASE, "--name", "Claire Le Goff", "--role", "director", "--chamber", "NOR")
        maillage(*add, "--slack", "T012AB3CD:U012AB3CD")
        maillage("people", "leave", "Claire Le Goff", "--database", DATABASE)
        assert maillage(*add, "--slack", "T012AB3CD:U012AB3CD").code == 0
        assert rows("SELECT id, active, left_at FROM people") == [(1, 1, None)]

    def test_a_second_account_is_no_second_person(self, load: Maillage, maillage: Maillage) -> None:
        load(CLAIRE)
        add = ("person", "add", "--database", DATABASE, "--name", "Claire Le Goff", "--role", "director", "--chamber", "NOR")
        maillage(*add, "--slack", "T012AB3CD:U012AB3CD")
        assert rows("SELECT people.id, email, user_id FROM people JOIN accounts ON person_id = people.id") == [
            (1, "claire@exemple.fr", "U012AB3CD")
        ]
