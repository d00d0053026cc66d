"""Facts -> Markdown, in French or English. Templates and catalogues stand here and in the kinds' folders."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal
from jinja2 import Environment

from bot.wording import catalogue
from bot.wording.environment import Markdown, environment, fill, fill_markdown
from bot.wording.escape import shorten, title

__all__ = ["Markdown", "Wording", "Words"]

QUOTED = 60
"""What somebody `typed` is quoted to him in so many UTF-16 units at most: he knows it, and all of it would be a message of its own."""
_LOCALES = {"fr": "fr_FR", "en": "en_GB"}
_DAYS_UNTIL_YEAR_IS_SAID = 182
_DAYS_UNTIL_ANOTHER_YEAR_IS_SAID = 60


class Wording:
    """All that the house can say: one for the whole programme.

    `kind_folders` maps each kind to the folder of its templates and its .po file.
    """

    def __init__(self, kind_folders: Mapping[str, Path]) -> None:
        self._folders = {"shared": catalogue.SHARED / "templates", **kind_folders}
        self._catalogues = tuple(kind_folders.values())
        self._spoken: dict[tuple[str, str], Words] = {}

    def words(self, language: str, zone: str) -> Words:
        """What a reader of that language ("fr", "en") and IANA zone reads. Raises ValueError or ZoneInfoNotFoundError."""
        key = (language, zone)
        if key not in self._spoken:
            # Two threads may both make one: the first is kept, and both say the same.
            self._spoken.setdefault(key, Words(language, ZoneInfo(zone), self._catalogues, self._folders))
        return self._spoken[key]


class Words:
    """The words of one language, the hours of one zone. `text` gives plain text, `markdown` and `render` give Markdown."""

    def __init__(self, language: str, zone: ZoneInfo, catalogues: tuple[Path, ...], folders: Mapping[str, Path]) -> None:
        self._translations = catalogue.translations(language, catalogues)
        self.language = language
        self.zone = zone
        self._locale = _LOCALES[language]
        self._folders = folders

    @functools.cached_property
    def _templates(self) -> Environment:
        return environment(self, self._folders)

    def text(self, message: str, /, **values: Any) -> str:
        """The message in this language, `{name}` replaced by the value as it is. Plain text: a button, a form's label. Raises KeyError."""
        return fill(self._translations.gettext(message), _quoting(values))

    def ntext(self, singular: str, plural: str, n: int, /, **values: Any) -> str:
        """The form for `n`, which fills `{n}` too. In French, 0 is singular."""
        return fill(self._translations.ngettext(singular, plural, n), {"n": self.number(n), **_quoting(values)})

    def markdown(self, message: str, /, **values: Any) -> Markdown:
        """The same for a message that is Markdown: values are escaped, unless they are Markdown of ours already."""
        return fill_markdown(self._translations.gettext(message), _quoting(values))

    def nmarkdown(self, singular: str, plural: str, n: int, /, **values: Any) -> Markdown:
        """The form for `n` of a message that is Markdown."""
        return fill_markdown(self._translations.ngettext(singular, plural, n), {"n": self.number(n), **_quoting(values)})

    def render(self, template: str, /, **values: Any) -> str:
        """The Markdown of `shared/<name>` or `<kind>/<name>`. Raises UndefinedError for a value the template misses."""
        return str(self._templates.get_template(template).render(**values)).strip("\n")

    def day(self, day: date, today: date) -> str:
        """`ven. 04/12`, `Fri 4 Dec`; both dates are the reader's own.

        The year follows where a reader could take another one: more than 182 days away, or in another year and at least 60
        days away. So, from 20/11/2026, `lun. 04/01` and `jeu. 21/01/2027` (DIALOGUES.md 1 and 6).
        """
        away = abs((day - today).days)
        with_year = away > _DAYS_UNTIL_YEAR_IS_SAID or (day.year != today.year and away >= _DAYS_UNTIL_ANOTHER_YEAR_IS_SAID)
        pattern = "EEE dd/MM" if self.language == "fr" else "EEE d MMM"
        year = ("/y" if self.language == "fr" else " y") if with_year else ""
        return self._date(day, pattern + year)

    def day_full(self, day: date) -> str:
        """`vendredi 4 décembre 2026`, `Friday 4 December 2026`."""
        number = "d'er'" if self.language == "fr" and day.day == 1 else "d"
        return self._date(day, f"EEEE {number} MMMM y")

    def month(self, day: date) -> str:
        """`novembre 2026`."""
        return self._date(day, "MMMM y")

    def local(self, moment: datetime) -> datetime:
        """The same moment on the reader's clock. Raises ValueError for a moment without a zone."""
        if moment.tzinfo is None:
            raise ValueError(f"a moment without a zone: {moment}")
        return moment.astimezone(self.zone)

    def time(self, moment: datetime) -> str:
        """`8 h`, `16 h 42`; `8:00`, `16:42` in English: the reader's hour."""
        clock = self.local(moment)
        if self.language == "en":
            return f"{clock.hour}:{clock.minute:02}"
        return f"{clock.hour} h {clock.minute:02}" if clock.minute else f"{clock.hour} h"

    def list_of(self, texts: Iterable[str]) -> str:
        """`Bretagne, Normandie et Île-de-France`."""
        return format_list(list(texts), locale=self._locale)

    def number(self, number: float) -> str:
        """`1 234,5` with the narrow space of French; `1,234.5`."""
        return format_decimal(number, locale=self._locale)

    def _date(self, day: date, pattern: str) -> str:
        return _formatted(day, pattern, self._locale)


def _quoting(values: dict[str, Any]) -> dict[str, Any]:
    """The values of a message; of `typed`, on one line, as much as a quotation takes."""
    typed = values.get("typed")
    return values | {"typed": shorten(title(typed), QUOTED)} if isinstance(typed, str) and not isinstance(typed, Markdown) else values


@functools.lru_cache(maxsize=4096)
def _formatted(day: date, pattern: str, locale: str) -> str:
    """Kept: Babel reads the pattern anew at each call, and the same days come up in every card and line."""
    return format_date(day, pattern, locale=locale)
