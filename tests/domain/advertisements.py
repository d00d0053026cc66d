"""Advertisements in the layouts in which they come, and what each says. All names are invented."""

from __future__ import annotations

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
SEEN_LATER: list[tuple[str, dict[str, str]]] = [
    (
        (
            "Annonce d'emploi : Technicien·ne paysagiste en CDD (8 mois) au sein de l'association Terre d'Avenir à Dieppe (76). "
            "Date limite de candidature : 15/01/2027. Envoyer CV et LM à jobs@terre.example"
        ),
        {
            "title": "Technicien·ne paysagiste",
            "employer": "Terre d'Avenir",
            "place": "Dieppe (76)",
            "duration": "8 mois",
            "deadline": "2027-01-15",
        },
    ),
    (
        "La CRESS Centre-Val de Loire recrute son/sa directeur·rice ! CDI temps plein à Orléans. Candidatures jusqu'au 10 janvier 2027",
        {"title": "directeur·rice", "employer": "CRESS Centre-Val de Loire", "place": "Orléans", "hours": "temps plein", "chamber": "CVL"},
    ),
    (
        "Hi all, the Brittany chamber is hiring a communications officer in Rennes (fixed-term, 6 months). Please apply before 15 December 2026.",
        {
            "title": "communications officer",
            "employer": "Brittany chamber",
            "place": "Rennes",
            "duration": "6 months",
            "deadline": "2026-12-15",
        },
    ),
    (
        "Poste d'animateur territorial à pourvoir à la CRESS Hauts-de-France (Amiens), CDI, dès janvier. Postulez avant le 18/12.",
        {
            "title": "animateur territorial",
            "employer": "CRESS Hauts-de-France",
            "place": "Amiens",
            "deadline": "2026-12-18",
            "chamber": "HDF",
        },
    ),
    (
        "Stage : 6 mois, observatoire, CRESS Normandie, Caen, gratifié. Candidatures avant fin décembre",
        {"title": "observatoire", "contract": "stage", "duration": "6 mois", "place": "Caen", "deadline": "2026-12-31"},
    ),
    (
        "L'association Les Petits Débrouillards recrute un(e) coordinateur(trice) pédagogique - CDI - Rouen - avant le 12 décembre 2026",
        {"title": "coordinateur(trice) pédagogique", "employer": "Les Petits Débrouillards", "place": "Rouen", "contract": "CDI"},
    ),
    (
        "Un poste de juriste est ouvert à ESS France (Paris, CDI). Candidatures avant le 15/12 : rh@ess.example",
        {"title": "juriste", "employer": "ESS France", "place": "Paris", "contract": "CDI", "contact": "rh@ess.example", "chamber": "NAT"},
    ),
    (
        "Offre d'emploi : Responsable du pôle Europe, ESS France, Paris, CDI, 38-42 k€ brut annuel, avant le 15 décembre 2026",
        {"title": "Responsable du pôle Europe", "salary": "38-42 k€ brut", "deadline": "2026-12-15"},
    ),
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
        (
            "**Offre d'emploi**\n\n**Poste** : Comptable\n**Structure** : SCOP Les Lilas\n**Lieu** : Évreux (27)\n**Contrat** : CDD de 18 mois, mi-temps\n"
            "**Salaire** : 1 200 € brut par mois\n**Candidatures avant** : 31/01/2027\nContact : 02 31 00 00 00"
        ),
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
