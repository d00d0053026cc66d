"""One valid example: it feeds the tests, the documentation, the playground and previews. All names are invented."""

from __future__ import annotations

from typing import Any

SAMPLE: dict[str, Any] = {
    "said": (
        "Offre d'emploi : chargé·e de mission développement territorial\n"
        "Employeur : CRESS Normandie\n"
        "Lieu : Caen (14)\n"
        "Contrat : CDI, temps plein\n"
        "Candidatures avant le 04/12/2026\n"
        "Écrire à recrutement@exemple.fr"
    ),
    "on": "2026-11-20T10:00:00+00:00",
    "answers": {
        "title": "chargé·e de mission développement territorial",
        "employer": "CRESS Normandie",
        "place": "Caen (14)",
        "contract": "CDI",
        "hours": "temps plein",
        "deadline": "2026-12-04",
        "contact": "recrutement@exemple.fr",
    },
}
