"""The same in English, word for word: whoever reads English never meets French, whatever the asker speaks."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.people import Person
from tests.use_cases.asking import asked_by, told
from tests.use_cases.talk import Talk

FRENCH = ("demande", "chambre", "équipe", "écrivez", "réseau", "répondu", "charge")


@pytest.fixture
def emma(talk: Talk) -> Person:
    return talk.add("Emma Wilson", chamber="NAQ", language="en")


@pytest.fixture
def owen(talk: Talk) -> Person:
    return talk.add("Owen Hart", chamber="NOR", language="en")


def without_french(text: str) -> str:
    assert [word for word in FRENCH if word in text.lower()] == [], text
    return text


def test_asked_taken_answered_settled(talk: Talk, emma: Person, owen: Person) -> None:
    assert (
        talk.says(owen, "expertise: volunteering").text
        == "Noted. Normandie knows about: volunteering. Requests on these come to you first."
    )
    asked = talk.says(emma, "request: template of a volunteering charter")
    assert without_french(asked.text) == "Request 1 received. The network is asked. You hear more by Wed 25 Nov."
    assert asked.buttons == ("Correct", "Withdraw")
    taken = talk.says(owen, "request 1: I'll take it")
    assert taken.text == "Request 1: you take it on. Emma (Nouvelle-Aquitaine) knows. Answer under this message, or type “request 1: …”."
    assert taken.buttons == ("It is answered", "Give it back")
    assert told(talk, emma) == ["Request 1: Owen (Normandie) takes it on."]
    assert talk.says(owen, "request 1: here is ours, two pages.").text == "Request 1: sent to Emma (Nouvelle-Aquitaine)."
    assert told(talk, emma)[-1] == "Owen (Normandie): “here is ours, two pages.” To answer Owen, write here."
    assert talk.says(emma, "request 1: do you have the annex?").text == "Request 1: sent to Owen (Normandie)."
    assert told(talk, owen)[-1] == "Request 1 Emma (Nouvelle-Aquitaine): “do you have the annex?” To answer Emma, write here."
    assert talk.presses(emma, "req:good:HR-001").text == "Request 1: settled. Thank you."
    assert talk.says(emma, "reopen request 1").text == "Request 1: Owen (Normandie) knows. What is missing? Type it here."
    assert told(talk, owen)[-1] == "Request 1: Emma (Nouvelle-Aquitaine) still needs something."


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("request 1: I'll take it", "Request 1 is your own chamber's: another one takes it. To add something, type “request 1: …”."),
        ("request 1 → Zanzibar", "I do not know “Zanzibar”. Type the name of a chamber."),
        ("request 1 → Nouvelle-Aquitaine", "Request 1 is asked by Nouvelle-Aquitaine: name another chamber."),
        ("request 1 → Brittany", "Request 1: Bretagne is asked."),
        ("request 1: released", "Request 1: nobody has taken it on. Nothing was changed."),
        ("request 1: it is for a small town.", "Request 1: noted. Whoever is asked reads it."),
        ("who knows knitting?", "No chamber is known for “knitting”. Ask in one line, and I look for somebody who knows."),
        ("request 9: I'll take it", "I do not find “request 9”. Check the number."),
    ],
)
def test_what_she_is_told_about_her_own(talk: Talk, emma: Person, typed: str, answer: str) -> None:
    asked_by(talk, emma)
    assert without_french(talk.says(emma, typed).text) == answer


def test_two_at_once_and_passed_on(talk: Talk, emma: Person, owen: Person) -> None:
    nina = talk.add("Nina Shaw", chamber="BRE", language="en")
    asked_by(talk, emma)
    talk.presses(owen, "req:claim:HR-001")
    assert talk.presses(nina, "req:claim:HR-001").text == "Normandie has just taken it, at 10:00. You can add a word in the thread."
    talk.clock.now += timedelta(days=1)
    assert talk.presses(nina, "req:claim:HR-001").text == "Normandie took it on Fri 20 Nov. You can add a word in the thread."
    assert talk.presses(owen, "req:release:HR-001").text == "Request 1: given back. Somebody else is asked."
    assert told(talk, emma)[-1] == "Request 1: I ask the national team. You hear more by Wed 25 Nov."
    talk.presses(emma, "do:withdraw:HR-001")
    assert talk.presses(owen, "req:claim:HR-001").text == "Request 1 was withdrawn. Nothing was sent."


def test_confidential(talk: Talk, emma: Person) -> None:
    said = talk.says(emma, "confidential: looking for a lawyer")
    assert without_french(said.text) == (
        "Request 1 received, confidential: the national team alone sees it. It will ask you before it speaks of it to a chamber."
    )
    malik = talk.add("Max Moore", role="national_team", chamber="NAT", language="en")
    assert talk.says(malik, "request 1 → Bretagne").text == "Request 1 is confidential. Its author opens it with “request 1 network only”."


def test_many_at_once(talk: Talk, emma: Person) -> None:
    topics = ("volunteers", "statutes", "insurance", "calendar", "training", "budget", "payroll")
    answers = [talk.says(emma, f"request: {topic} template").text for topic in topics]
    assert answers[5].endswith(
        "You are sending many at once. I have received them all and deal with them one by one; I answer no more for a minute."
    )
    assert answers[6] == "Nothing"
