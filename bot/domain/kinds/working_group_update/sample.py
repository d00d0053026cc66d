"""One valid example: it feeds the tests, the documentation, the playground and previews. All names are invented."""

from __future__ import annotations

from typing import Any

SAMPLE: dict[str, Any] = {
    "said": "GT Observation : le questionnaire est parti aux 18 chambres, 7 réponses à ce jour",
    "on": "2026-11-20T10:00:00+00:00",
    "answers": {
        "working_group": "GT Observation",
        "outcome": "le questionnaire est parti aux 18 chambres, 7 réponses à ce jour",
        "date": "2026-11-20",
    },
}
