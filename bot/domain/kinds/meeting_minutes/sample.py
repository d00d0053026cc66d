"""One valid example: it feeds the tests, the documentation, the playground and previews. All names are invented."""

from __future__ import annotations

from typing import Any

SAMPLE: dict[str, Any] = {
    "said": (
        "Compte rendu – Comité des Directions, 19 et 20/11/2026, Rennes\n"
        "Présents (3) : Bretagne, Normandie, Corse\n"
        "Excusés (1) : Mayotte\n"
        "Ordre du jour : 1. Outils ; 2. Budget\n"
        "Décisions :\n"
        "D1. Les outils collaboratifs sont refondus en 2027 (unanimité)\n"
        "Actions :\n"
        "A1. Bretagne – Envoyer le guide d'évaluation – pour le 11/12/2026\n"
        "Prochaine réunion : 21/01/2027"
    ),
    "on": "2026-11-20T16:00:00+00:00",
    "answers": {
        "body": "Comité des Directions",
        "date_start": "2026-11-19",
        "date_end": "2026-11-20",
        "place": "Rennes",
        "participants": "3",
        "present": "Bretagne [BRE]\nNormandie [NOR]\nCorse [COR]",
        "excused": "Mayotte [MYT]",
        "agenda": "Outils\nBudget",
        "decisions": "Les outils collaboratifs sont refondus en 2027 | unanimous",
        "action_items": "Bretagne [BRE] | Envoyer le guide d'évaluation | 2026-12-11",
        "next_meeting": "2027-01-21",
    },
}
