"""What must not be published or made up: mail headers, signatures, an employer in another region."""

from __future__ import annotations

import pytest

from bot.domain.folding import plain
from tests.domain.language import say

BODY = """Offre d'emploi : comptable, CDI, Caen, avant le 12/12
La structure accompagne depuis vingt ans les habitants du quartier dans leurs démarches et leurs projets collectifs.
Date : entretiens la dernière semaine de janvier"""
HEADERS = """---------- Forwarded message ---------
**De :** Paul Martin <paul.martin@exemple.fr>
Date: ven. 20 nov. 2026 à 09:12
Subject: TR: Offre d'emploi
To: Claire Petit <claire.petit@exemple.fr>
"""
SIGNATURE = "\n-- \nPaul Martin\n06 11 22 33 44"


@pytest.mark.parametrize(
    "mail",
    [
        f"{HEADERS}\n{BODY}{SIGNATURE}",
        f"{HEADERS}\n{BODY}\n\n**Cordialement,**\nPaul Martin\n06 11 22 33 44",
        "Merci de diffuser\n" + "\n".join(f"> {line}" for line in f"{HEADERS}\n{BODY}{SIGNATURE}".split("\n")),
    ],
    ids=["dashes", "regards", "quoted"],
)
def test_a_forwarded_mail_is_kept_without_headers_and_signature(mail: str) -> None:
    understood = say(mail, kind="job_offer")
    kept = understood.answers["description"]
    assert BODY in kept
    assert not [word for word in ("Martin", "Petit", "@exemple.fr", "06 11", "Forwarded", "09:12", "> ") if word in kept]
    assert "06 11" not in understood.answers.get("contact", "")


@pytest.mark.parametrize(
    ("place", "employer", "chamber"),
    [
        ("Caen (14)", "CRESS Normandie", "NOR"),
        ("Caen", "CRESS Normandie", "NOR"),
        ("Trifouilly", "CRESS Normandie", "NOR"),
        ("Nantes", "", "PDL"),
        ("Redon (35)", "", "BRE"),
        ("Paris 13e", "", "IDF"),
    ],
)
def test_an_employer_is_not_made_up_in_another_region(place: str, employer: str, chamber: str) -> None:
    answers = say(f"Offre : prof, {place}, CDI, avant le 12/12").answers
    assert (answers.get("employer", ""), answers["place"], answers["chamber"]) == (employer, place, chamber)


def test_a_formula_names_no_chamber() -> None:
    assert say('Offre : comptable <@U123> =HYPERLINK("http://x"), CDI, avant le 12/12').answers["chamber"] == "NOR"
    assert say('Lieu : =HYPERLINK("http://x") Bretagne\nPoste : comptable\nContrat : CDI', kind="job_offer").answers["chamber"] == "NOR"


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("{{7*7}}", "{{7*7}}"),
        ("a * b _ c ~ d", "a * b _ c ~ d"),
        ("**a *b* c** ~~d~~ `e` __f__", "a b c d e f"),
        ("**Poste : **comptable", "Poste : comptable"),
        (r"\*a\* snake\_case", "*a* snake_case"),
        ("👩‍👩‍👧‍👦 ❤️‍🔥", "👩‍👩‍👧‍👦 ❤️‍🔥"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("pour\u200cvue\u200d", "pourvue"),
    ],
)
def test_signs_stay_unless_they_are_a_pair(typed: str, seen: str) -> None:
    assert plain(typed) == seen
