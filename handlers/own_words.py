"""The words and the buttons by which a person sees and changes what is his own: his settings, and what is held about him."""

from __future__ import annotations

from bot.domain.errors import Gone
from bot.domain.people import Person
from handlers.answer import Answer, for_him_alone
from handlers.held import held_words, page, summary
from handlers.own_clock import choose_zone, clock_words
from handlers.own_settings import set_language, set_platform, settings_words, shown
from handlers.typed import Typed
from storage.transaction import Tx


def own_words(typed: Typed, person: Person, tx: Tx) -> Answer | None:
    """The answer to "mes réglages", "langue anglais", "sur Telegram", "mes données", "tout"; None for other words. Raises Refused, Gone."""
    answer = settings_words(typed.text, person, tx) or clock_words(typed.text, person, tx) or held_words(typed.text, person, tx)
    return for_him_alone(answer) if answer else None


def press_own(rest: list[str], person: Person, tx: Tx) -> Answer:
    """The same by a button. Raises Gone for what is none of ours."""
    match rest:
        case ["settings"]:
            return shown(person, tx)
        case ["data"]:
            return summary(person, tx)
        case ["all", number] if number.isascii() and number.isdecimal() and len(number) < 5:
            return page(int(number), person, tx)
        case ["language", language]:
            return set_language(language, person, tx)
        case ["zone", zone]:
            return choose_zone(zone, person, tx)
        case ["platform", platform]:
            return set_platform(platform, person, tx)
    raise Gone("This button has expired. Type “help” to see what I can do.")
