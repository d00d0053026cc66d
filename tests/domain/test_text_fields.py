"""The fields of advertisements, in the layouts in which they come: labelled, one line, bulleted, in capitals, forwarded, English."""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.kinds.job_offer import Contract
from bot.domain.kinds.job_offer.sample import SAMPLE
from tests.domain.language import on, say, spoken

ONE_LINE: list[tuple[str, dict[str, str]]] = [
    (
        "offre : animateur ESS, St-Laurent, CDD 12 mois, avant le 15/12",
        {"title": "animateur ESS", "place": "St-Laurent", "contract": "CDD", "duration": "12 mois", "deadline": "2026-12-15"},
    ),
    (
        "offer: project officer, Caen, permanent, before 12/12",
        {"title": "project officer", "place": "Caen", "contract": "CDI", "deadline": "2026-12-12"},
    ),
    (
        "Offre d'emploi : comptable unique, SCIC Bann'Kaz, Le Port, CDI 28h. CV à rh@bannkaz.example avant le 30/06",
        {"title": "comptable unique", "employer": "SCIC Bann'Kaz", "place": "Le Port", "hours": "28h", "contact": "rh@bannkaz.example"},
    ),
    (
        "Poste à pourvoir : chargé(e) de communication – CRESS Bretagne – Rennes – CDI – temps plein – 2 400 € brut – candidature avant le 15 décembre",
        {
            "title": "chargé(e) de communication",
            "employer": "CRESS Bretagne",
            "place": "Rennes",
            "hours": "temps plein",
            "salary": "2 400 € brut",
            "chamber": "BRE",
        },
    ),
    (
        "Vacancy: Policy Officer, ESS France, Brussels, full-time, fixed-term 24 months. Deadline 15 January 2027. Apply at https://jobs.example/42",
        {
            "title": "Policy Officer",
            "employer": "ESS France",
            "place": "Brussels",
            "contract": "CDD",
            "duration": "24 months",
            "hours": "full-time",
            "deadline": "2027-01-15",
            "link": "https://jobs.example/42",
        },
    ),
    (
        "RECRUTEMENT : DIRECTEUR GÉNÉRAL, ASSOCIATION SOLIDARITÉS NOUVELLES, ROUEN, CDI, AVANT LE 12/12/2026",
        {"title": "DIRECTEUR GÉNÉRAL", "employer": "ASSOCIATION SOLIDARITÉS NOUVELLES", "place": "ROUEN", "deadline": "2026-12-12"},
    ),
    (
        "Offre de stage : cartographie des acteurs, 6 mois, Cherbourg, 600 €/mois, avant le 15/01",
        {
            "title": "cartographie des acteurs",
            "contract": "stage",
            "duration": "6 mois",
            "place": "Cherbourg",
            "salary": "600 €/mois",
            "deadline": "2027-01-15",
        },
    ),
    (
        "Offre d'emploi : CRESS Occitanie, chargée de projet, Toulouse, CDI",
        {"title": "chargée de projet", "employer": "CRESS Occitanie", "place": "Toulouse", "chamber": "OCC"},
    ),
    ("offre animateur nature, CDI, Caen", {"title": "animateur nature", "place": "Caen", "contract": "CDI"}),
    (
        "Offre d'emploi : aide-soignante, Évreux (27), intérim, mi-temps, 02 32 00 00 00",
        {
            "title": "aide-soignante",
            "place": "Évreux (27)",
            "contract": "interim",
            "hours": "mi-temps",
            "contact": "02 32 00 00 00",
            "chamber": "NOR",
        },
    ),
    ("offre d'emploi : éducateur, Rennes (35), CDI", {"place": "Rennes (35)", "chamber": "BRE"}),
    ("offre d'emploi : éducateur, Guyane, CDI", {"place": "Guyane", "chamber": "GUF"}),
]
SENTENCES: list[tuple[str, dict[str, str]]] = [
    (
        "L'ADESS Pays de Brest recrute une coordinatrice en CDI à Brest. Postuler avant le 5 janvier.",
        {"title": "coordinatrice", "employer": "L'ADESS Pays de Brest", "place": "Brest", "deadline": "2027-01-05"},
    ),
    (
        "Nous recrutons un·e chargé·e de mission « économie circulaire » à Caen (CDI, 35h). Candidatures avant le 10 décembre à contact@exemple.fr",
        {
            "title": "chargé·e de mission « économie circulaire »",
            "place": "Caen",
            "hours": "35h",
            "contact": "contact@exemple.fr",
            "deadline": "2026-12-10",
        },
    ),
    ("La CRESS Normandie recrute un chargé de mission", {"title": "chargé de mission", "employer": "CRESS Normandie"}),
    (
        "Bonjour, la SCOP Les Copains embauche un boulanger, CDI, à Lisieux, merci de diffuser",
        {"title": "boulanger", "employer": "SCOP Les Copains", "place": "Lisieux"},
    ),
    (
        "CRESS Corse is hiring an accountant in Ajaccio, permanent. Apply by 12 January 2027",
        {
            "title": "accountant",
            "employer": "CRESS Corse",
            "place": "Ajaccio",
            "contract": "CDI",
            "deadline": "2027-01-12",
            "chamber": "COR",
        },
    ),
    (
        'La CRESS Normandie accueille un stagiaire "observatoire" à Rouen, candidatures jusqu\'au 15/01',
        {"title": "observatoire", "contract": "stage", "place": "Rouen"},
    ),
]
LABELLED: list[tuple[str, dict[str, str]]] = [
    (
        "**Offre d'emploi**\n\n**Poste** : Comptable\n**Structure** : SCOP Les Lilas\n**Lieu** : Évreux (27)\n**Contrat** : CDD de 18 mois, mi-temps\n"
        "**Salaire** : 1 200 € brut par mois\n**Candidatures avant** : 31/01/2027\nContact : 02 31 00 00 00",
        {
            "title": "Comptable",
            "employer": "SCOP Les Lilas",
            "place": "Évreux (27)",
            "contract": "CDD",
            "duration": "18 mois",
            "hours": "mi-temps",
            "salary": "1 200 € brut par mois",
            "deadline": "2027-01-31",
            "contact": "02 31 00 00 00",
        },
    ),
    (
        "INTITULÉ DU POSTE\u00a0: Animatrice\nEMPLOYEUR\u00a0: Foyer rural\nDATE LIMITE\u00a0: 12 décembre",
        {"title": "Animatrice", "employer": "Foyer rural", "deadline": "2026-12-12"},
    ),
    (
        "Poste : technicienne - Lieu : Vire - Contrat : CDI - Date limite : 12/12",
        {"title": "technicienne", "place": "Vire", "contract": "CDI", "deadline": "2026-12-12"},
    ),
    (
        "Offre d'emploi\nPoste :\nResponsable administrative\nLieu :\nDieppe\nContrat :\nCDI",
        {"title": "Responsable administrative", "place": "Dieppe", "contract": "CDI"},
    ),
    (
        "Position: Trainer\nEmployer: Coop Network\nLocation: Lille (59)\nContract: fixed-term, 12 months\nApply by: 10 January 2027\nLink: <https://jobs.example/a_b_c>",
        {
            "title": "Trainer",
            "employer": "Coop Network",
            "place": "Lille (59)",
            "contract": "CDD",
            "duration": "12 months",
            "deadline": "2027-01-10",
            "link": "https://jobs.example/a_b_c",
            "chamber": "HDF",
        },
    ),
]
LAYOUTS: list[tuple[str, dict[str, str]]] = [
    (
        "🚨 URGENT recrutement 🚨\n👉 Vendeuse en ressourcerie\n👉 CDD 3 mois\n👉 Ressourcerie du Bocage\n👉 Flers",
        {
            "title": "Vendeuse en ressourcerie",
            "employer": "Ressourcerie du Bocage",
            "contract": "CDD",
            "duration": "3 mois",
            "place": "Flers",
        },
    ),
    (
        "OFFRE D'EMPLOI\nCHEFFE DE PROJET\nFÉDÉRATION DES FOYERS\nCDI - ALENÇON - 35H\nDATE LIMITE : 05/01/2027",
        {
            "title": "CHEFFE DE PROJET",
            "employer": "FÉDÉRATION DES FOYERS",
            "place": "ALENÇON",
            "contract": "CDI",
            "hours": "35H",
            "deadline": "2027-01-05",
        },
    ),
    (
        "> ---------- Forwarded message ---------\n> From: a@exemple.fr\n> Subject: Fwd: Offre d'emploi : animateur jeunesse\n>\n> La MJC Bleue recrute en CDD à Caen.\n> Date limite : 06/12/2026\n\nFYI",
        {"title": "animateur jeunesse", "employer": "MJC Bleue", "contract": "CDD", "place": "Caen", "deadline": "2026-12-06"},
    ),
    (
        "[ALTERNANCE] La CRESS Normandie accueille un·e alternant·e « chargé·e de communication » à Caen. Dossiers jusqu'au 30 avril.",
        {"title": "chargé·e de communication", "contract": "alternance", "place": "Caen", "deadline": "2027-04-30"},
    ),
]


@pytest.mark.parametrize(
    ("text", "expected"), [*ONE_LINE, *SENTENCES, *LABELLED, *LAYOUTS], ids=lambda value: value[:40] if isinstance(value, str) else ""
)
def test_fields(text: str, expected: dict[str, str]) -> None:
    understood = say(text)
    assert understood.kind == "job_offer"
    assert {name: spoken(understood.answers.get(name)).removeprefix("La ").removeprefix("la ") for name in expected} == expected
    assert understood.doubts == ()


def test_the_sample_is_read_as_it_declares() -> None:
    answers = say(SAMPLE["said"]).answers
    assert {name: spoken(answers[name]) for name in SAMPLE["answers"]} == SAMPLE["answers"]


@pytest.mark.parametrize(
    ("text", "field", "candidates"),
    [
        ("Offre d'emploi : comptable, CDI, Caen, avant le 31/02/2027", "deadline", ()),
        ("Offre d'emploi : comptable, CDI, Caen, avant le 05/11", "deadline", ("2026-11-05", "2027-11-05")),
        ("Offre d'emploi : comptable, CDI, Caen, avant jeudi 15 janvier", "deadline", ("2027-01-14", "2027-01-15")),
        ("Offre d'emploi : comptable, CDI, Caen, avant mi-janvier", "deadline", ("2027-01-15",)),
        ("Offre d'emploi : comptable, CDI, Caen, candidatures du 1er au 15 décembre", "deadline", ("2026-12-01", "2026-12-15")),
        ("Offre d'emploi : comptable, CDD ou CDI, Caen", "contract", ("CDD", "CDI")),
        ("Offre d'emploi : comptable, Caen, CDD je crois", "contract", ("CDD",)),
        ("Offre d'emploi\nPoste : comptable\nContrat : bail\nLieu : Caen", "contract", tuple(option.value for option in Contract)),
        ("Offre d'emploi\nPoste : comptable\nRégion : Normndie\nContrat : CDI", "chamber", ("NOR", "HDF", "NAQ")),
        (f"Offre d'emploi\nPoste : comptable\nContrat : CDI\nEmployeur : {'x' * 151}", "employer", ()),
    ],
)
def test_a_doubt_is_asked_and_answered_by_a_tap(text: str, field: str, candidates: tuple[str, ...]) -> None:
    understood = say(text)
    assert understood.kind == "job_offer"
    assert [(doubt.field, doubt.candidates) for doubt in understood.doubts] == [(field, candidates)]
    assert field not in understood.answers


def test_in_english_a_numeric_day_is_asked() -> None:
    understood = say("Job offer: accountant, Caen, permanent, before 03/04/2027", language="en")
    assert [doubt.candidates for doubt in understood.doubts] == [("2027-04-03", "2027-03-04")]


def test_an_old_advertisement_keeps_its_own_day() -> None:
    assert say("Offre d'emploi : comptable, CDI, Caen. Candidatures avant le 04/03/2008.").answers["deadline"] == on("2008-03-04")


def test_what_is_not_said_is_the_authors() -> None:
    answers = say("offre : comptable, CDI, Mamoudzou", by="MYT").answers
    assert (answers["chamber"], answers["employer"]) == ("MYT", "CRESS Mayotte")
    assert say("offre : comptable, CDI, CRESS Bretagne", by="MYT").answers["chamber"] == "BRE"
    assert "employer" not in say("offre : comptable, CDI, Mamoudzou", by="").answers


PROSE = (
    "La SCOP Les Lilas recrute une comptable en CDI à Caen.\n\nVos missions\n• tenir la comptabilité générale de trois structures voisines ;\n"
    "• préparer les bilans avec le cabinet.\n\nCandidatures jusqu'au 12/12."
)


def test_an_advertisement_that_says_more_is_kept_whole() -> None:
    answers = say(PROSE).answers
    assert answers["description"] == PROSE
    assert answers["title"] == "comptable"
    assert "description" not in say("Offre d'emploi : comptable\nLieu : Caen\nContrat : CDI").answers


@pytest.mark.parametrize("text", [ONE_LINE[0][0], SENTENCES[0][0], LABELLED[0][0]])
def test_greetings_mentions_and_relays_change_nothing(text: str) -> None:
    plain: dict[str, Any] = dict(say(text).answers)
    plain.pop("description", None)
    for before in (
        "Bonjour,\n",
        "@Maillage ",
        "<@U07BOT> ",
        "Bonjour à toutes et tous,\n\nMerci de relayer l'annonce suivante :\n\n",
        "URGENT ",
        "🚨 ",
    ):
        answers = dict(say(before + text + "\n\nCordialement,\nClaire").answers)
        answers.pop("description", None)
        assert answers == plain, before
