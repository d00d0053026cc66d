"""What follows a record, as people type it: answers, requests passed on, what becomes of actions, sheets of groups."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.reading.action_news import ActionNews, read_action_news
from bot.domain.reading.follow_ups import Reply, Routing, read_reply, read_routing
from bot.domain.reading.groups import GroupChange, GroupSheet, read_group_change, read_sheet
from tests.domain.language import TODAY, reading

TALK = (
    "Bonjour à tous, la demande est forte dans notre région",
    "on a 12 demandes en cours",
    "demande 12 : où en est-on ?",
    "Quelqu'un a une action à proposer pour le 12 ?",
    "j'ai 3 actions à finir demain",
    "l'A13 est bouchée ce matin",
    "RDV à 14 h salle 3",
    "on est 4 à venir au 12/12",
    "le GT Europe avance bien, trois dossiers déposés",
    "une fiche pour le groupe électrogène ?",
    "cherche modèle de convention de mise à disposition",
    "CR CA 12/11 : présents Anne, Luc. Décision : on garde le site. Action : Luc appelle la banque",
    "merci",
    "",
)


@pytest.mark.parametrize("text", TALK)
def test_ordinary_texts_follow_nothing(text: str) -> None:
    assert read_reply(text) is None
    assert read_routing(text, reading()) is None
    assert read_action_news(text, reading()) == ()
    assert read_sheet(text, reading()) is None
    assert read_group_change(text, reading()) is None


@pytest.mark.parametrize(
    ("text", "reference", "number", "status", "answer"),
    [
        ("Réponse à HR-2008-002 : éléments transmis. Demande close.", "HR-2008-002", 2, "resolved", "éléments transmis"),
        ("demande 12 : voici notre modèle, validé par la juriste", "", 12, "answered", "voici notre modèle, validé par la juriste"),
        ("Re demande 12 : appelle Josette à Dijon", "", 12, "answered", "appelle Josette à Dijon"),
        ("Pour la demande n°7, voyez le kit de la MSA.", "", 7, "answered", "voyez le kit de la MSA."),
        ("reponse 12 : oui on en a un", "", 12, "answered", "oui on en a un"),
        ("hr 2026 4 - documents envoyés par mail, c'est réglé", "HR-2026-4", 4, "resolved", "documents envoyés par mail"),
        ("demande 12 close", "", 12, "resolved", ""),
        ("clore la demande 12", "", 12, "resolved", ""),
        ("demande 12 : je m'en charge", "", 12, "claimed", ""),
        ("je prends la demande 12", "", 12, "claimed", ""),
        ("demande 12 : pas nous", "", 12, "declined", ""),
        ("demande 12 : finalement je ne peux plus", "", 12, "released", ""),
        ("rouvrir la demande 12", "", 12, "reopened", ""),
        ("demande 12 : pas réglée", "", 12, "reopened", ""),
        ("retirer la demande 9", "", 9, "withdrawn", ""),
        ("Demande 12 : je m'en charge volontiers mais voici déjà une première piste, la CPAM de Caen a un modèle", "", 12, "answered",
         "je m'en charge volontiers mais voici déjà une première piste, la CPAM de Caen a un modèle"),
        ("Reply to request 4: here is our template. Request closed.", "", 4, "resolved", "here is our template"),
    ],
)  # fmt: skip
def test_a_reply(text: str, reference: str, number: int, status: str, answer: str) -> None:
    found = read_reply(text)
    assert isinstance(found, Reply)
    assert (found.reference, found.number, found.status, found.text) == (reference, number, status, answer)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "HR-2008-003 réaiguillée vers Pays de la Loire (expérience sur : la finance solidaire).",
            Routing(reference="HR-2008-003", number=3, chamber="PDL", typed="Pays de la Loire", why="la finance solidaire"),
        ),
        ("demande 12 → Bretagne", Routing(reference="", number=12, chamber="BRE", typed="Bretagne")),
        (
            "passer la demande 12 à la Normandie car ils en ont signé une",
            Routing(reference="", number=12, chamber="NOR", typed="Normandie", why="ils en ont signé une"),
        ),
        (
            "Demande 4 : à voir avec la CRESS PACA, ils ont l'expérience des chantiers",
            Routing(reference="", number=4, chamber="PAC", typed="CRESS PACA", why="des chantiers"),
        ),
        ("demande 12 transmise à Normndie", Routing(reference="", number=12, chamber="", typed="Normndie")),
        ("request 3 forwarded to Brittany", Routing(reference="", number=3, chamber="BRE", typed="Brittany")),
    ],
)
def test_a_request_passed_on(text: str, expected: Routing) -> None:
    assert read_routing(text, reading()) == expected
    assert read_reply(text) is None


def _news(number: int = 3, status: str = "done", **more: object) -> ActionNews:
    return ActionNews(number=number, status=status, **more)  # type: ignore[arg-type] # a table's row


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("j'ai une action 3 fois par an", None),
        ("DIRCRES-2008-01-29-A2 : fait (Diffuser le gabarit)", _news(2, reference="DIRCRES-2008-01-29-A2", note="Diffuser le gabarit")),
        ("action 3 faite", _news()),
        ("L'action 3 est terminée", _news()),
        ("j'ai fini l'action 3", _news()),
        ("fait : action 3", _news()),
        ("action n°3 ✅", _news()),
        ("1 fait", _news(1, line=True)),
        ("annuler 1", _news(1, "undone", line=True)),
        ("action 3 pas faite", _news(3, "undone")),
        ("2 au 15/12", _news(2, "postponed", line=True, due=date(2026, 12, 15))),
        ("A4 reportée au 12/02", _news(4, "postponed", due=date(2027, 2, 12))),
        ("action 3 : pour le 18/12", _news(3, "postponed", due=date(2026, 12, 18))),
        ("reporter l'action 3 du 18/12 au 20/12", _news(3, "postponed", due=date(2026, 12, 20))),
        ("action 5 abandonnée", _news(5, "dropped")),
        ("abandonner l'action 5", _news(5, "dropped")),
        ("action 6 : passée à la Bretagne", _news(6, "handed_over", owner="Bretagne", chamber="BRE")),
        ("action 6 confiée à Claire", _news(6, "handed_over", owner="Claire")),
        ("6 → Claire", _news(6, "handed_over", line=True, owner="Claire")),
        ("confier l'action 6 à la CRESS Normandie", _news(6, "handed_over", owner="CRESS Normandie", chamber="NOR")),
        ("action 3: done", _news()),
        ("BUREAU-2026-10-02-A11 reportée au 04/12", _news(11, "postponed", reference="BUREAU-2026-10-02-A11", due=date(2026, 12, 4))),
    ],
)
def test_what_becomes_of_an_action(text: str, expected: ActionNews | None) -> None:
    assert read_action_news(text, reading()) == ((expected,) if expected else ())


def test_the_same_of_several_actions() -> None:
    assert read_action_news("1 et 3 faits", reading()) == (_news(1, line=True), _news(3, line=True))
    assert [one.reference for one in read_action_news("CA-2026-09-03-A2 et A3 : fait", reading())] == [
        "CA-2026-09-03-A2",
        "CA-2026-09-03-A3",
    ]


def test_a_day_that_may_be_two_is_a_doubt() -> None:
    [found] = read_action_news("action 3 reportée au 4 ou 5 décembre", reading())
    assert (found.status, found.due, found.doubt is not None) == ("postponed", None, True)


def test_a_sheet() -> None:
    text = """Fiche GT communication (poursuite 2025). Animation : Occitanie (et Paca pour le Mois de l'ESS). CRES membres (4) : Bretagne, CRESS PACA, Occitanie, La Réunion.
Objectifs :
- mutualiser les outils
- préparer le Mois"""
    assert read_sheet(text, reading()) == GroupSheet(
        name="GT communication",
        lead="OCC",
        lead_typed="Occitanie",
        co_lead="PAC",
        co_lead_scope="Mois de l'ESS",
        members=("BRE", "PAC", "OCC", "REU"),
        announced=4,
        objectives=("mutualiser les outils", "préparer le Mois"),
    )


@pytest.mark.parametrize(
    ("text", "name", "lead", "members", "created"),
    [
        ("Création du GT Financement. Animation : Pays de la Loire. Membres : Corse, Grand Est.", "GT Financement", "PDL", ("COR", "GES"), TODAY),
        ("Création d'un groupe de travail Achats responsables animé par la CRESS Bretagne", "GT Achats responsables", "BRE", (), TODAY),
        ("Nouveau GT : Numérique\nPilote : Normandie\nMembres : Guyane, Martinique et Mayotte", "GT Numérique", "NOR", ("GUF", "MTQ", "MYT"), TODAY),
        ("Lancement du GT Bois le 3 novembre. Pilote : Corse", "GT Bois le 3 novembre", "COR", (), TODAY),
        ("Fiche du groupe de travail Europe\nAnimatrice : Hauts-de-France\nComposition :\n- Bretagne\n- Grand Est", "GT Europe", "HDF",
         ("BRE", "GES"), None),
        ("New working group: Housing. Lead: Brittany. Members: Normandy, Corse", "GT Housing", "BRE", ("NOR", "COR"), TODAY),
        ("créer le GT Tiers-lieux", "GT Tiers-lieux", "", (), TODAY),
    ],
)  # fmt: skip
def test_sheets_as_people_type_them(text: str, name: str, lead: str, members: tuple[str, ...], created: date | None) -> None:
    found = read_sheet(text, reading())
    assert found is not None
    assert (found.name, found.lead, found.members, found.created) == (name, lead, members, created)


def test_who_is_no_chamber_is_named_as_typed() -> None:
    found = read_sheet("Création du GT Sport. Animation : Sophie Marchand. Membres : Bretagne, Ministère des sports.", reading())
    assert found is not None
    assert (found.lead, found.lead_typed, found.members, found.unknown) == ("", "Sophie Marchand", ("BRE",), ("Ministère des sports",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("La Bretagne rejoint le GT Europe", GroupChange(name="GT Europe", chamber="BRE", change="joined", since=TODAY)),
        ("nous quittons le GT Europe", GroupChange(name="GT Europe", chamber="", change="left", since=TODAY)),
        (
            "CRESS Normandie prend l'animation du GT Observation à partir du 01/12",
            GroupChange(name="GT Observation", chamber="NOR", change="leads", since=date(2026, 12, 1)),
        ),
        (
            "Paca co-anime le GT communication pour le Mois de l'ESS",
            GroupChange(name="GT communication", chamber="PAC", change="co_leads", since=TODAY, scope="Mois de l'ESS"),
        ),
        ("Le train rejoint le groupe à Rennes", None),
        ("La Bretagne rejoint la gare", None),
    ],
)
def test_who_joins_leaves_and_leads(text: str, expected: GroupChange | None) -> None:
    assert read_group_change(text, reading()) == expected


@pytest.mark.parametrize("bit", ["demande 12 ", "action 3, ", "GT ", "a1 et ", "HR-2008-", "(", "animation : ", "→ ", "1 "])
def test_hostile_repetitions_are_read_at_once(bit: str) -> None:
    text = bit * 3000
    read_reply(text)
    read_routing(text, reading())
    read_sheet(text, reading())
    read_group_change(text, reading())
    assert len(read_action_news(text, reading())) <= 3000
