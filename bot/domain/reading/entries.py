"""The lists of a form, as people type them: "Hina – envoyer le budget – pour le 4 décembre", "Le guide est adopté (unanimité)"."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from bot.domain.messages import InputType
from bot.domain.reading.answers import Reading
from bot.domain.reading.lists import READ_LIST
from bot.domain.reading.minutes.acting import labelled_actions
from bot.domain.reading.minutes.deciding import decision

_BAR = re.compile(r"(?:^|\s)\|(?:\s|$)")
_BULLET = re.compile(r"^\s*(?:[-*•·–—]|\d{1,3}[.)]|[A-Z]\d{1,3}[.)])\s+")
SPOKEN: Collection[InputType] = ("decisions", "actions")
"""Types of lists whose entries have parts: each is read as it would be in minutes."""


def read_entries(kind: InputType, typed: str, reading: Reading) -> tuple[Any, ...]:
    """The entries of a list of a type in SPOKEN, one a line; a line with bars is one in the text form that is stored."""
    found: list[Any] = []
    for line in (one for one in typed.splitlines() if one.strip()):
        said = _BULLET.sub("", line).strip()
        if _BAR.search(line) or not said:
            found += READ_LIST[kind](line, reading.directory, reading.today)
        elif kind == "decisions":
            found.append(decision(said))
        else:
            found += [acted.item for acted in labelled_actions(said, (), reading)]
    return tuple(found)
