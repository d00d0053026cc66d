"""Answers that are lists, as a card and a question of a form show them; typed back, they are the same again."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.fields import as_text, fields_of
from bot.domain.kinds.meeting_minutes import MeetingMinutes
from bot.domain.messages import InputType
from bot.domain.text import Reading, read_answer
from handlers.listed import in_words
from tests.shelf import FRIDAY
from tests.use_cases.talk import Talk

LISTS = [
    ("agenda", "lines", "Outils", "Outils"),
    ("agenda", "lines", "Outils\nBudget", "1. Outils · 2. Budget"),
    ("present", "attendance", "Bretagne [BRE]\nCRESS PACA (3) [PAC]\nAna", "Bretagne, CRESS PACA (3), Ana"),
    ("decisions", "decisions", "Le salon est annulé", "Le salon est annulé"),
    ("decisions", "decisions", "Le budget est voté | unanimous", "Le budget est voté – unanimité"),
    ("decisions", "decisions", "Le budget est voté à l'unanimité | unanimous", "Le budget est voté à l'unanimité"),
    ("decisions", "decisions", "Le salon est voté | majority | 12/1/2\nNon", "1. Le salon est voté – majorité · 2. Non"),
    ("action_items", "actions", "Corse [COR] | Relire | 2026-12-18", "Corse – Relire – ven. 18/12"),
    ("action_items", "actions", "Corse [COR] | Relire | avant les fêtes", "Corse – Relire – avant les fêtes"),
    ("action_items", "actions", "| Relire\nCorse [COR] | Écrire", "1. Relire · 2. Corse – Écrire"),
]


@pytest.mark.parametrize(("name", "kind", "stored", "shown"), LISTS)
def test_it_reads_as_one_says_it(talk: Talk, name: str, kind: InputType, stored: str, shown: str) -> None:
    assert talk.store.read(lambda tx: in_words(kind, stored, tx.words("fr", "Europe/Paris"), date(2026, 11, 20))) == shown


@pytest.mark.parametrize(
    ("name", "typed", "stored"),
    [
        ("decisions", "1. Le guide est adopté (unanimité)\n2. Le salon est annulé",
         "Le guide est adopté (unanimité) | unanimous\nLe salon est annulé"),
        ("decisions", "- Le budget est voté, 12 pour, 1 contre", "Le budget est voté, 12 pour, 1 contre | majority | 12/1/0"),
        ("decisions", "Le budget est reporté | deferred", "Le budget est reporté | deferred"),
        ("action_items", "Corse – Relire le guide – pour le 18/12", "Corse [COR] | Relire le guide | 2026-12-18"),
        ("action_items", "Corse – Relire le guide – ven. 18/12\n\nHina : écrire la note",
         "Corse [COR] | Relire le guide | 2026-12-18\nHina | écrire la note"),
        ("action_items", "Corse | Relire le guide | 2026-12-18", "Corse [COR] | Relire le guide | 2026-12-18"),
        ("action_items", "", ""),
    ],
)  # fmt: skip
def test_typed_so_it_is_what_is_stored(talk: Talk, name: str, typed: str, stored: str) -> None:
    question = next(one for one in fields_of(MeetingMinutes) if one.name == name)

    directory = talk.store.read(lambda tx: tx.directory)
    reading = Reading(now=FRIDAY, zone="Europe/Paris", language="fr", directory=directory, in_form=True)
    assert as_text(read_answer(question, typed, reading)) == stored
