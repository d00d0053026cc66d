"""Minutes, closely: lists with their counts, terms that are no day, tables, and what an account of a meeting must not be taken for."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.domain.fields import as_text, from_text
from bot.domain.kinds.meeting_minutes import MeetingMinutes, Mode
from bot.domain.records import ActionItem, Attendee
from tests.domain.language import ALL_KINDS, FRIDAY, TODAY, on, say

DIRCRES = (
    "CR Comité des Directions – 19-20/11/2026 – Rennes, présentiel – séminaire de 2 jours\n"
    "Présents (3) : Bretagne (2), CRESS Normandie (1), DREETS\nReprésentés (1) : Corse\nExcusés : Pays de la Loire, Mayotte\nInvités : Avise\n"
    "Ordre du jour : 1. Tour des régions ; 2. Outils\n"
    "Décisions :\nD1. Les outils sont refondus en 2027 (unanimité)\nD2. Le budget est voté : 12 pour, 1 contre, 2 abstentions\n"
    "Actions :\nA1. Bretagne – Envoyer le guide – pour le 11/12/2026\nA2. Équipe nationale – Relire le guide – avant les vacances\n"
    "Prochaine réunion : 21/01/2027"
)


def answers(text: str) -> dict[str, Any]:
    understood = say(text, kinds=ALL_KINDS)
    assert understood.kind == "meeting_minutes"
    return dict(understood.answers)


def test_every_part_of_minutes() -> None:
    found = answers(DIRCRES)
    assert (found["body"], found["place"], found["mode"], found["seminar"]) == ("Comité des Directions", "Rennes", Mode.IN_PERSON, True)
    assert (found["date_start"], found["date_end"], found["next_meeting"]) == (on("2026-11-19"), on("2026-11-20"), on("2027-01-21"))
    assert found["present"] == (
        Attendee(name="Bretagne", chamber="BRE", persons=2),
        Attendee(name="CRESS Normandie", chamber="NOR", persons=1),
        Attendee(name="DREETS"),
    )
    assert [one.chamber for one in found["represented"] + found["excused"]] == ["COR", "PDL", "MYT"]
    assert found["guests"] == (Attendee(name="Avise"),)
    assert found["agenda"] == ("Tour des régions", "Outils")
    assert [(one.result, one.votes) for one in found["decisions"]] == [("unanimous", None), ("majority", (12, 1, 2))]
    assert found["action_items"] == (
        ActionItem(who="Bretagne", chamber="BRE", what="Envoyer le guide", due=on("2026-12-11")),
        ActionItem(who="Équipe nationale", chamber="NAT", what="Relire le guide", said="avant les vacances"),
    )
    assert found["notes"] == DIRCRES


def test_counts_and_terms_that_do_not_add_up_are_asked() -> None:
    doubts = {doubt.field: doubt.candidates for doubt in say(DIRCRES, kinds=ALL_KINDS).doubts}
    assert doubts == {"participants": ("3", "4"), "action_items": ()}


@pytest.mark.parametrize("name", ["present", "agenda", "decisions", "action_items", "date_start", "mode", "seminar", "body"])
def test_answers_are_kept_as_text_and_come_back(name: str) -> None:
    value = answers(DIRCRES)[name]
    question = ALL_KINDS["meeting_minutes"].question(name)
    assert from_text(question, as_text(value)) == value


@pytest.mark.parametrize(
    ("text", "field", "candidates"),
    [
        (
            "CR du bureau du 12 ou 13 novembre\nPrésents : Ana, Luc\nDécision : on garde le local",
            "date_start",
            ("2026-11-12", "2026-11-13"),
        ),
        ("CR du bureau du 31/11\nPrésents : Ana, Luc\nDécision : on garde le local", "date_start", ()),
        ("Point Europe du 12/11\nPrésents : Ana, Luc\nDécision : on garde le local", "body", ()),
        ("CR du bureau du 12/11\nPrésents (12) : …\nDécision : on garde le local", "present", ()),
        ("CR du bureau du 12/11\nPrésents : Ana, Luc\nProchaine réunion mi-décembre", "next_meeting", ("2026-12-15",)),
        ("CR du bureau du 12/11\nPrésents : Ana, Luc\nProchain bureau en janvier", "next_meeting", ()),
    ],
)
def test_a_doubt_is_a_question_and_no_guess(text: str, field: str, candidates: tuple[str, ...]) -> None:
    understood = say(text, kinds=ALL_KINDS)
    assert understood.kind == "meeting_minutes"
    assert {doubt.field: doubt.candidates for doubt in understood.doubts} == {field: candidates}
    assert field not in understood.answers


@pytest.mark.parametrize(
    "text",
    [
        "CR demain, désolée",
        "Le CR suivra",
        "Convocation du bureau, lundi 30/11 à 14h, Caen. Ordre du jour : budget. Merci d'indiquer présent / excusé.",
        "Le bureau du 30/11 est annulé",
        "Total annoncé : 7 GT et 3 JEM.",
        "> CR du bureau du 12/11\n> Présents : Ana, Luc\nJe n'étais pas là, moi ?",
        "Formation « cartographie », session 1 (1 jour), 12/11/2026. Participants (3) : Bretagne (1), Corse (1), PACA (1).",
        "Très bonne réunion, présents : Ana, Luc et tout le monde",
    ],
)
def test_what_is_no_account_of_a_meeting(text: str) -> None:
    assert say(text, kinds=ALL_KINDS).kind is None


def test_in_a_channel_minutes_are_minutes() -> None:
    assert say(DIRCRES, kinds=ALL_KINDS, addressed=False).kind == "meeting_minutes"


def test_a_command_names_the_kind() -> None:
    understood = say("Bureau 12/11\nAna et Luc\non garde le local", kinds=ALL_KINDS, kind="meeting_minutes")
    assert understood.kind == "meeting_minutes"
    assert understood.answers["body"] == "Bureau"


def test_minutes_hold_offers_and_news_and_are_neither() -> None:
    text = "CR CA du 12/11/2026\nPrésents : Ana, Luc\nDécisions :\n- La CRESS Normandie recrute une comptable en CDI à Caen, candidatures avant le 12/12\n- GT Santé : relancé"
    assert [one.text for one in answers(text)["decisions"]][1] == "GT Santé : relancé"


@pytest.mark.parametrize(("people", "actions"), [(60, 0), (3, 200)])
def test_long_lists(people: int, actions: int) -> None:
    names = ", ".join(f"Membre {chr(65 + place % 26)}{chr(97 + place // 26)}" for place in range(people))
    todo = "\n".join(f"- Bretagne : tâche numéro {place} (11/12/2026)" for place in range(actions))
    found = answers(f"CR du CA du 12/11/2026\nPrésents ({people}) : {names}\nDécision : le budget est adopté\nActions :\n{todo}")
    assert len(found["present"]) == people
    assert len(found.get("action_items", ())) == actions


def test_a_hostile_text_comes_to_an_end() -> None:
    """A reader that goes back and forth over its text would need hours for these."""
    for text in (
        "CR du bureau " + "présents : " * 2000,
        "GT " + "a " * 9000,
        "cherche " * 2500,
        "CR " + "on a décidé de " * 1200,
        "Décisions :\n" + "- a → b\n" * 2000,
    ):
        assert say(text, kinds=ALL_KINDS).kind in (None, "meeting_minutes", "help_request")


def minutes(**known: Any) -> MeetingMinutes:
    return MeetingMinutes(filed_at=FRIDAY, body="Bureau", **known)


def test_what_contradicts_itself_is_said() -> None:
    ana = Attendee(name="Ana")
    assert minutes(present=(ana,), excused=(ana,)).problems(TODAY) == {}, "a point to settle, and no refusal"
    assert set(minutes(date_start=date(2026, 11, 2), date_end=date(2026, 11, 1)).problems(TODAY)) == {"date_end"}
    good = minutes(date_start=date(2026, 11, 19), date_end=date(2026, 11, 20), present=(ana,))
    assert (good.problems(TODAY), good.days, good.heading()) == ({}, 2, "Bureau, 19/11/2026")
