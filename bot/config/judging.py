"""From what the validation found to sentences with a mend."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from typing import Final

from pydantic_core import ErrorDetails

from bot.config.layers import Found, Key, variable
from bot.config.mistakes import Mistake, Place
from bot.domain.i18n import mark as _

_NOT_UNDERSTOOD = _("This is not understood: config.example.toml shows what may stand here.")
_NUMBER_OF_PORT = _("Write a number from 1 to 65535.")
_TEXT = _("Write a text, between quotes in a file.")
SENTENCES: Final = {
    "empty": _("This is empty: fill it in, or take it away."),
    "string_too_short": _("This is empty: fill it in, or take it away."),
    "belongs_elsewhere": _("This looks like what belongs in {belongs}: put it there."),
    "user_token": _("This is a user's token. The bot's own begins with xoxb-."),
    "unfinished": _("This is not whole, or is another thing: copy it again from the Slack app's page, without spaces."),
    "unfinished_telegram_token": _("This is not whole, or is another thing: copy it again from BotFather's message, without spaces."),
    "unfinished_telegram_secret": _("Make one up: 16 to 256 letters, digits, - and _, as `openssl rand -hex 32` prints."),
    "not_sqlite": _(
        "This version keeps its data in SQLite alone: write sqlite:/// and a path, as in sqlite:////var/lib/maillage/maillage.db."
    ),
    "in_memory": _("A database in memory forgets everything at each start: write a path, as in sqlite:////var/lib/maillage/maillage.db."),
    "not_an_api": _("Write an address that begins with https://, as in https://slack.com/api/."),
    "not_a_bot_api": _("Write an address that begins with https://, as in https://api.telegram.org/bot."),
    "not_public": _("Write the address of your proxy as Telegram sees it: it begins with https://."),
    "not_a_port_of_telegram": _("Telegram calls the ports 443, 80, 88 and 8443 alone: write an address with one of them, or with none."),
    "same_path": _("Slack's requests arrive there: write another path, as in /telegram."),
    "not_a_count": _("Write a number from 0 (until it is done) to 52."),
    "not_a_path": _("Write a path that begins with /, as in /slack/events."),
    "literal_error": _("Write one of: {choices}."),
    "int_parsing": _NUMBER_OF_PORT,
    "int_type": _NUMBER_OF_PORT,
    "int_from_float": _NUMBER_OF_PORT,
    "greater_than_equal": _NUMBER_OF_PORT,
    "less_than_equal": _NUMBER_OF_PORT,
    "string_type": _TEXT,
    "path_type": _TEXT,
    "model_type": _("This is a section: write [{key}] on a line of its own, and its settings below."),
}
_NO_PLATFORM = _(
    "Missing, and telegram.token too: Slack, Telegram or both, one at least. Fill in the section [slack], or the section [telegram]."
)
_MISSING: Final = {
    "database": _("Missing. Write where the data is kept, as in sqlite:////var/lib/maillage/maillage.db."),
    "organiser": _("Missing. Write who members may turn to, as in: Claire Martin, 01 23 45 67 89."),
    "network_name": _("Missing. Write the network's name, as members know it."),
    "telegram.token": _("Missing. Copy the token that BotFather gave for your bot: digits, a colon, 35 letters."),
    "telegram.secret": _(
        "Missing, and without it anybody could pass for Telegram. "
        "Make one up: 16 to 256 letters, digits, - and _, as `openssl rand -hex 32` prints."
    ),
    "telegram.public_url": _("Missing. Write the address of your proxy as Telegram sees it, as in https://maillage.exemple.fr."),
    "slack.bot_token": _("Missing. Copy the Bot User OAuth Token of the Slack app, page OAuth & Permissions: it begins with xoxb-."),
    "slack.app_token": _(
        "Missing. Make an App-Level Token with the scope connections:write, page Basic Information of the Slack app: it begins with xapp-."
    ),
    "slack.signing_secret": _("Missing, and without it anybody could pass for Slack. Copy it from Basic Information, App Credentials."),
}


def mistakes_of(errors: Iterable[ErrorDetails], found: Found, known: Sequence[Key]) -> list[Mistake]:
    """The mistakes that the validation found. What misses is not told of a file that could not be read: it may stand there."""
    told = [_mistake(error, found, known) for error in errors]
    return [mistake for mistake in told if not (found.mistakes and mistake.sentence in {*_MISSING.values(), _NO_PLATFORM})]


def _mistake(error: ErrorDetails, found: Found, known: Sequence[Key]) -> Mistake:
    key = tuple(str(name) for name in error["loc"])
    dotted = ".".join(key)
    if error["type"] == "missing":
        return Mistake(dotted, _nowhere(key, found), _MISSING[dotted])
    if error["type"] == "no_platform":
        return Mistake("slack.bot_token", _nowhere(("slack", "bot_token"), found), _NO_PLATFORM)
    if error["type"] == "extra_forbidden":
        return _unknown(dotted, found.place(key), known)
    choices = str(error.get("ctx", {}).get("expected", "")).replace(" or ", ", ").replace("'", "")
    return Mistake(
        dotted,
        found.place(key),
        SENTENCES.get(error["type"], _NOT_UNDERSTOOD),
        {"key": dotted, "choices": choices, **error.get("ctx", {})},
    )


def _unknown(dotted: str, place: Place | None, known: Sequence[Key]) -> Mistake:
    near = difflib.get_close_matches(dotted, [".".join(key) for key in known], n=1)
    if near:
        return Mistake(dotted, place, _("There is no such setting. Did you mean {near}?"), {"near": near[0]})
    return Mistake(dotted, place, _("There is no such setting: take it away."))


def _nowhere(key: Key, found: Found) -> Place:
    if found.file:
        return Place(_("neither in {file} nor in {name}"), {"file": found.file, "name": variable(key)})
    return Place(_("no file, no variable {name}"), {"name": variable(key)})
