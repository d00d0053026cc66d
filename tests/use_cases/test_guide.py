"""The guide tells each person of what he may do, by an example that works; on a telephone in one small message."""

from __future__ import annotations

import dataclasses

import pytest

from bot.domain.messages import Message
from bot.domain.people import Person, Role
from bot.wording.plain import plain
from handlers.guide import guide
from handlers.home import home
from handlers.telegram.limits import BYTES
from handlers.telegram.markup import pieces
from storage.transaction import Tx
from tests.use_cases.talk import Talk

EXAMPLES = {
    "minutes": {"fr": "« CR du bureau, 19/11/2026, Caen.", "en": "“Minutes of the Board, 19/11/2026, Caen."},
    "news": {"fr": "« GT Observation : le questionnaire", "en": "“GT Observation: the survey"},
    "request": {"fr": "« cherche un modèle", "en": "“looking for a template"},
    "offer": {"fr": "« offre : chargé de mission", "en": "“offer: project officer"},
}
"""What each kind is shown by."""
BUTTONS = {
    "minutes": "Déposer un compte rendu",
    "news": "Donner une nouvelle d'un groupe de travail",
    "request": "Demander de l'aide",
    "offer": "Diffuser une offre",
}
EVERYTHING = tuple(EXAMPLES)
TOLD = {
    Role.NATIONAL: EVERYTHING,
    Role.DIRECTOR: EVERYTHING,
    Role.EMPLOYEE: EVERYTHING,
    Role.ADMINISTRATOR: EVERYTHING,
    Role.AMBASSADOR: ("request", "offer"),
    Role.PARTNER: (),
}


def somebody(talk: Talk, role: Role) -> Person:
    return talk.add("Dominique Le Goff", role=role.value, chamber="NAT" if role in (Role.NATIONAL, Role.PARTNER) else "NOR")


def guided(talk: Talk, person: Person, language: str, *, plainly: bool = False) -> Message:
    """The guide as he reads it, in that language; `plainly`: on a telephone."""
    return talk.store.read(lambda tx: guide(dataclasses.replace(person, plainly=plainly), tx, language=language).message)


def labels(message: Message) -> list[str]:
    return [button.label.replace("’", "'") for button in message.buttons]


@pytest.mark.parametrize("plainly", [False, True])
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("role", Role)
def test_who_is_told_of_what(talk: Talk, role: Role, language: str, *, plainly: bool) -> None:
    text = plain(guided(talk, somebody(talk, role), language, plainly=plainly).markdown)
    assert tuple(name for name in EVERYTHING if EXAMPLES[name][language] in text) == TOLD[role]
    assert ("colleague" in text or "collègue" in text) == bool(TOLD[role]), "who files nothing is not told to write"
    acts = {"fr": "« mes actions »", "en": "“my actions”"}[language]
    assert (acts in text) == ("minutes" in TOLD[role])


@pytest.mark.parametrize("role", Role)
def test_buttons_for_the_same_and_no_others(talk: Talk, role: Role) -> None:
    person = somebody(talk, role)
    own = [BUTTONS[name] for name in TOLD[role]]
    assert labels(guided(talk, person, "fr")) == [*own, "Ma lettre", "Mes réglages"]

    def page(tx: Tx) -> list[str]:
        return labels(home(person, tx).message)

    assert talk.store.read(page) == [*own, "Ma lettre", "Mes réglages", "Aide"]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("role", Role)
def test_one_small_message_of_a_telephone(talk: Talk, role: Role, language: str) -> None:
    [piece] = pieces(guided(talk, somebody(talk, role), language, plainly=True))
    assert len(piece.html.encode()) <= BYTES


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_the_examples_say_is_understood(talk: Talk, language: str) -> None:
    claire = talk.add("Claire Le Goff", language=language)
    text = plain(guided(talk, claire, language, plainly=True).markdown)
    opening, closing = {"fr": ("« ", " »"), "en": ("“", "”")}[language]
    lines = [line.removeprefix("• ") for line in text.splitlines() if line.startswith(f"• {opening}")]
    for line in lines:
        talk.says(claire, line.removeprefix(opening).removesuffix(closing))

    def kinds(tx: Tx) -> list[str]:
        filed = [item for name in tx.kinds for item in tx.contributions.every(name)]
        waiting = [draft.kind for draft in tx.drafts.waiting()]
        return sorted([*(item.kind for item in filed), *waiting])

    assert talk.store.read(kinds) == ["help_request", "job_offer", "meeting_minutes", "working_group_update"]
