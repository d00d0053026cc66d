"""What Telegram refuses in buttons under or below a message (InlineKeyboardMarkup and its three cousins in the Bot API)."""

from __future__ import annotations

import re

from bot.playground.telegram.entities import Json, bad
from bot.playground.telegram.spans import is_empty

ROW, ALL, CALLBACK_BYTES = 8, 100, 64
KINDS = ("inline_keyboard", "keyboard", "remove_keyboard", "force_reply")
ACTIONS = {"url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat", "copy_text", "pay"}
STYLE = {"text", "style", "icon_custom_emoji_id"}
ADDRESS = re.compile(r"(?:https?://|tg://)\S+|(?:[\w-]+\.)+[a-z]{2,}\S*", re.IGNORECASE)


def check_markup(markup: Json | None, *, inline_only: bool = False) -> Json | None:
    """The same, None for none or one without buttons. Raises TelegramError BUTTON_DATA_INVALID and its like."""
    if not markup:
        return None
    kind = next((one for one in KINDS if one in markup), None)
    if kind is None or (inline_only and kind != "inline_keyboard"):
        raise bad("inline keyboard expected" if inline_only else "object expected as reply markup")
    if kind in ("remove_keyboard", "force_reply"):
        return markup
    rows = _rows(markup[kind])
    for button in (one for row in rows for one in row):
        _check_inline(button) if kind == "inline_keyboard" else _check_plain(button)
    return {**markup, kind: rows} if rows else None


def _rows(given: object) -> list[list[Json]]:
    if not isinstance(given, list) or not all(isinstance(row, list) for row in given):
        raise bad("can't parse reply keyboard markup JSON object: expected an Array of Arrays")
    rows = [[{"text": one} if isinstance(one, str) else one for one in row] for row in given if row]
    if not all(isinstance(one, dict) for row in rows for one in row):
        raise bad("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    # What happens to a ninth button depends on the client; past a hundred the server refuses.
    if any(len(row) > ROW for row in rows) or sum(map(len, rows)) > ALL:
        raise bad("reply markup is too long")
    return rows


def _check_inline(button: Json) -> None:
    _check_text(button)
    if unknown := set(button) - ACTIONS - STYLE:
        raise bad(f'can\'t parse inline keyboard button: unknown field "{min(unknown)}"')
    actions = ACTIONS & set(button)
    if not actions:
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad("can't parse inline keyboard button: exactly one action is expected")
    if "callback_data" in button and not 1 <= len(str(button["callback_data"]).encode()) <= CALLBACK_BYTES:
        raise bad("BUTTON_DATA_INVALID")
    if "url" in button and not ADDRESS.fullmatch(str(button["url"])):
        raise bad("BUTTON_URL_INVALID")


def _check_plain(button: Json) -> None:
    _check_text(button)


def _check_text(button: Json) -> None:
    if not isinstance(button.get("text"), str):
        raise bad("can't parse inline keyboard button: can't find field \"text\"")
    if is_empty(button["text"]):
        raise bad("can't parse inline keyboard button: button text must be non-empty")
