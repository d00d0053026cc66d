"""What was asked for in a year, and who was named as knowing it. (DOMAIN.md F40, F41)"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from bot.domain.contribution import WITHDRAWN, Contribution
from bot.domain.expertise import NAMED
from bot.domain.fields import as_text
from bot.domain.requests import Routing, shaped


def asked_by_type(items: Iterable[Contribution], offered: Iterable[Mapping[str, Any]], year: int) -> Counter[str]:
    """How many requests of each type, by its written name. `offered`: the requests that were filed as the offers they are, as exports tell
    them: they were asked for all the same."""
    days = ((shaped(item, "need"), item) for item in items if item.state != WITHDRAWN)
    own = Counter(as_text(need) for need, item in days if (item.said_at or item.filed_at).year == year)
    return own + Counter(str(fields.get("type")) for fields in offered if str(fields.get("date", "")).startswith(f"{year}-"))


def passed_on(routings: Iterable[Routing]) -> Counter[str]:
    """How many requests were passed to each chamber by somebody's hand; what the house itself proposes is not counted."""
    return Counter(routing.chamber for routing in routings if routing.reason == NAMED and routing.by is not None)
