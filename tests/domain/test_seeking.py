"""“Cherche …”: looked for or asked for. What people type, each with what a careful reader understands."""

from __future__ import annotations

import pytest

from bot.domain.chambers import Directory
from bot.domain.seeking import sought_in
from storage.seeds import chambers

DIRECTORY = Directory(chambers())

SEARCHES = """
cherche financement Haute-Normandie
cherche financement Normandie
cherche haute normandie financement
cherche normandie
cherche Basse-Normandie
cherche FINANCEMENTS
cherche financer
chercher evreux
cherche directeur
cherche œuvre laique
cherche comptable
cherche comptable en Bretagne
cherche formateur Bretagne
cherche la réunion
cherche bulletin de paie
cherche l'épicerie
cherche comptable Paris
cherche le CR du bureau
cherche CR DIRCRES
cherche compte rendu comité des directions octobre
cherche offre animateur Bretagne
cherche offres d'emploi Normandie
cherche offre 21
cherche les décisions sur les cotisations
cherche décision charte graphique
cherche la charte graphique
cherche charte graphique 2008
cherche mes demandes
cherche demandes FSE
cherche emploi Guyane
cherche emploi
cherche stage communication
cherche alternance Rennes
cherche gt observation
cherche les nouvelles du GT Financement
cherche dircres 27/03/2008
cherche JO-021
cherche demande 12
cherche à Caen
cherche cotisations
cherche agrément ESUS
cherche insertion par l'activité économique
cherche mois de l'ESS 2009
cherche la convention de Bretagne
cherche les statuts du réseau
cherche questionnaire DROM 2026
cherche étude Occitanie 2025
cherche subventions
chercher charte graphique Normandie
chercher le guide d'évaluation
chercher comptable
find funding Normandie
find funding officers in Brittany
find jobs in Brittany
find the minutes of the Board
Find conseiller
search for conseiller
search charter 2008
maillage cherche conseiller
@Maillage cherche animateur
CHERCHE DIRECTRICE
cherche
""".strip("\n").split("\n")

REQUESTS = """
cherche modèle convention mise à dispo agent mairie svp
cherche modèle de convention de mise à disposition
Cherche un intervenant sur l'entrepreneuriat social
Cherche un intervenant sur le statut SCIC. – PACA
cherche intervenant sur le FSE
cherche intervenante égalité femmes-hommes
cherche un modèle
cherche modele
cherche modèles de statuts
cherche exemple de charte d'achats responsables
cherche trame de rapport d'activité
cherche une trame
cherche gabarit de newsletter
cherche un comptable pour notre AG
cherche comptable svp
cherche convention de mise à disposition
cherche convention avec une mairie stp
cherche charte de bénévolat pour une asso
cherche une charte graphique
cherche des chiffres sur l'emploi associatif
cherche chiffres clés ESS agricole
cherche quelqu'un pour animer un atelier
cherche qqun qui connait les fonds FEDER
cherche expert finances solidaires urgent
cherche expert en évaluation d'utilité sociale
cherche spécialiste de la TVA
cherche retour d'expérience sur les CJS
cherche retours d'expérience monnaies locales
cherche benchmark des cotisations
cherche coup de main pour le budget
cherche de l'aide pour remplir le dossier FSE
cherche aide pour un dossier
cherche infos sur le dispositif local d'accompagnement
cherche des infos
cherche un traiteur bio à Cayenne
cherche salle pour notre AG le 12 mars
cherche fiche de poste chargé de mission stp
cherche un bon formateur comptabilité
cherche formateur comptabilité associative pour jeudi
cherche contact à la Région pour un dossier
cherche le contact d'un juriste en droit social urgent
cherche conférencier pour le Mois de l'ESS
cherche témoignages de coopératives de plus de 50 salariés
cherche bénévoles pour tenir le stand
cherche idées pour la semaine européenne
cherche partenaire pour un projet européen
cherche logiciel de gestion d'adhérents merci
cherche guide pour rédiger les statuts
cherche financement pour notre tiers-lieu
cherche local qui accepte les associations
cherche cahier des charges de site internet
chercher un intervenant sur le FSE
find a template of a secondment agreement
find someone who knows ERDF funds
find a speaker on fair trade please
cherche animateur capable de tenir un débat
cherche toujours un intervenant pour samedi
cherche encore comptable
cherche désespérément traducteur créole
cherche en urgence convention de stage
cherche à joindre la CRESS Corse
cherche à savoir comment déclarer un salarié
""".strip("\n").split("\n")

UNSURE = """
cherche charte graphique
cherche statuts SCIC
cherche guide d'évaluation
cherche intervenant Normandie
cherche photographe à Caen
cherche convention
cherche logiciel d'adhésion
cherche fiche de poste
cherche études emploi
chercher modèle convention
find template
""".strip("\n").split("\n")

NEITHER = [
    "cherche comptable, CDI, Caen",
    "cherche : comptable",
    "cherche comptable\npour Caen",
    "cherche vite !",
    "recherche comptable",
    "cherchez",
    "on cherche un comptable",
    "je cherche un modèle de convention",
    "looking for a template",
    "findings of the study",
    "find attached the minutes of the Board",
    "cherche " + "mot " * 13,
    "",
]


def test_so_many_of_each() -> None:
    assert min(len(set(SEARCHES)), len(set(REQUESTS))) >= 40


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *((one, "search") for one in SEARCHES),
        *((one, "request") for one in REQUESTS),
        *((one, "unsure") for one in UNSURE),
        *((one, None) for one in NEITHER),
    ],
)
def test_what_was_meant(typed: str, meant: str | None) -> None:
    sought = sought_in(typed, DIRECTORY)
    assert (sought.meant if sought else None) == meant


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        ("cherche  Financement  Haute-Normandie ", "Financement  Haute-Normandie"),
        ("Chercher l'Épicerie", "l'Épicerie"),
        ("search for conseiller", "conseiller"),
        ("search conseiller", "conseiller"),
        ("maillage find funding", "funding"),
        ("cherche", ""),
    ],
)
def test_what_is_looked_for_is_as_typed(typed: str, what: str) -> None:
    sought = sought_in(typed, DIRECTORY)
    assert sought is not None
    assert sought.what == what
