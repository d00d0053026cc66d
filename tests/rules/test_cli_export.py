"""`maillage people export`: all that is held about one person, for who asks the organiser."""

from __future__ import annotations

import json

from tests.rules.test_cli import DATABASE, Maillage
from tests.rules.test_cli import maillage as maillage  # noqa: PLC0414 - a fixture
from tests.rules.test_cli_people import CLAIRE, DYLAN
from tests.rules.test_cli_people import load as load  # noqa: PLC0414 - a fixture


def test_it_prints_json_of_that_person_alone(load: Maillage, maillage: Maillage) -> None:
    load(CLAIRE + DYLAN)
    ran = maillage("people", "export", "Dylan Clet", "--database", DATABASE)
    assert (ran.code, ran.err) == (0, "")
    rows = json.loads(ran.out)
    assert {row["table"] for row in rows} >= {"people", "subscriptions"}
    assert "dylan@exemple.fr" in ran.out
    assert "claire@exemple.fr" not in ran.out


def test_who_left_may_ask_too(load: Maillage, maillage: Maillage) -> None:
    load(DYLAN)
    maillage("people", "leave", "dylan@exemple.fr", "--database", DATABASE)
    assert "America/Cayenne" in maillage("people", "export", "dylan@exemple.fr", "--database", DATABASE).out


def test_nobody_of_that_name(load: Maillage, maillage: Maillage) -> None:
    load(CLAIRE)
    ran = maillage("people", "export", "Personne", "--database", DATABASE)
    assert (ran.code, ran.out) == (1, "")
    assert "Personne" in ran.err
