"""What is wrong with a configuration, told so that it can be mended: the key, where it stands, what to write instead."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.wording import Words

_SECRET = re.compile(r"x(?:ox[a-z]|app)-[\w-]{3,}|\d+:[\w-]{35,}")
"""A token where a key should be: even there it is not shown."""


@dataclass(frozen=True)
class Place:
    """Where a setting is written: a message id and what fills it."""

    message: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Mistake:
    """One thing to mend. `sentence` is a message id; no value of the configuration is ever in it."""

    key: str
    place: Place | None
    sentence: str
    values: Mapping[str, Any] = field(default_factory=dict)


class Misconfigured(Exception):  # noqa: N818 - reads as what it is
    """The configuration is not complete or not right: every mistake of it."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        super().__init__(_SECRET.sub("…", "; ".join(mistake.key for mistake in mistakes)))
        self.mistakes = tuple(mistakes)

    def told(self, words: Words) -> str:
        """What the person who installs reads: one paragraph per mistake."""
        count = len(self.mistakes)
        title = words.ntext("The configuration has {n} mistake:", "The configuration has {n} mistakes:", count)
        advice = words.text("Every setting is explained in config.example.toml. To check again: maillage config check")
        return _SECRET.sub("…", "\n\n".join([title, *(_told(mistake, words) for mistake in self.mistakes), advice]))


def _told(mistake: Mistake, words: Words) -> str:
    place = words.text(mistake.place.message, **mistake.place.values) if mistake.place else ""
    return f"  {mistake.key}" + (f"  ({place})" if place else "") + f"\n      {words.text(mistake.sentence, **mistake.values)}"
