"""The menu of commands that Telegram's clients show, in each language and each sort of chat: set when it is another than the one there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import structlog
from telegram import Bot, BotCommand, BotCommandScope, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats, BotCommandScopeChat
from telegram.error import BadRequest

from bot.domain.contribution import Kinds
from bot.domain.i18n import mark as _
from bot.wording import Words
from handlers.telegram.cases import plain_verb
from handlers.verbs import LETTER, SEARCH, described
from storage.transaction import Setting

LANGUAGES: Final = (("", "fr"), ("en", "en"))
"""Telegram's code, and ours: who reads neither has the first."""
_OF_GROUPS: Final = ("aide", "help")
_SHARED: Final = {
    "aide": _("What I can do"),
    "help": _("What I can do"),
    "settings": _("My settings"),
    "annuler": _("Undo, or leave the questions"),
    "privacy": _("My data"),
    "stop": _("Stop the letter"),
}
_ONLY_IN: Final = {"aide": "fr", "help": "en"}

log = structlog.get_logger("telegram")


def menu(kinds: Kinds, words: Words, *, private: bool) -> list[BotCommand]:
    """The commands in that language: what can be filed, the search, the letter, help, and in private what concerns oneself."""
    french = words.language == "fr"
    verbs = [kind.cls.command.french if french else kind.cls.command.english for kind in kinds.values()]
    verbs += [french_one if french else english_one for french_one, english_one in (SEARCH, LETTER)]
    named = [BotCommand(plain_verb(verb), described(verb, kinds, words)[0]) for verb in verbs]
    shared = [BotCommand(name, words.text(said)) for name, said in _SHARED.items() if _ONLY_IN.get(name, words.language) == words.language]
    return [*named, *(one for one in shared if private or one.command in _OF_GROUPS)]


async def set_menus(bot: Bot, setting: Setting) -> None:
    """Each menu, where it differs from what Telegram has. Raises TelegramError; a menu that is refused is done without."""
    scopes: Iterable[tuple[BotCommandScope, bool]] = ((BotCommandScopeAllPrivateChats(), True), (BotCommandScopeAllGroupChats(), False))
    for scope, private in scopes:
        for code, language in LANGUAGES:
            wanted = menu(setting.kinds, setting.wording.words(language, "Europe/Paris"), private=private)
            try:
                await _set(bot, wanted, scope, code)
            except BadRequest as refused:
                log.error("a menu of commands was refused", scope=scope.type, language=language, reason=refused.message)


async def set_own_menu(bot: Bot, setting: Setting, chat: int, language: str) -> None:
    """The menu of one's own chat in the language that one has chosen, whatever that of the telephone is. Raises TelegramError."""
    wanted = menu(setting.kinds, setting.wording.words(language, "Europe/Paris"), private=True)
    await _set(bot, wanted, BotCommandScopeChat(chat), "")


async def _set(bot: Bot, wanted: list[BotCommand], scope: BotCommandScope, code: str) -> None:
    if list(await bot.get_my_commands(scope, code or None)) != wanted:
        await bot.set_my_commands(wanted, scope, code or None)
        log.info("a menu of commands was set", scope=scope.type, language=code)
