"""One valid example: it feeds the tests, the documentation, the playground and previews. All names are invented."""

from __future__ import annotations

from typing import Any

SAMPLE: dict[str, Any] = {
    "said": "cherche modèle de convention de mise à disposition d'un agent communal svp",
    "on": "2026-11-20T10:00:00+00:00",
    "answers": {
        "topic": "modèle de convention de mise à disposition d'un agent communal",
        "type": "outils_types",
        "urgency": "normal",
        "date": "2026-11-20",
    },
}
