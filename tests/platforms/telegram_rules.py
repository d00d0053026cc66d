"""What Telegram would refuse, or make of a text by itself: the strict Telegram's own reading, and what our messages may not have."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from telegram import MessageEntity

from bot.playground.telegram.entities import TelegramError
from bot.playground.telegram.keyboards import check_markup
from bot.playground.telegram.markup import parse_html
from bot.playground.telegram.spans import cut, detected, is_empty, trimmed, units
from handlers.telegram.markup import Piece

LIVE = {"mention", "text_mention", "bot_command", "custom_emoji"}
"""What acts, or rings at somebody."""
GUARDS = re.compile(r"(?<=[@/:])\u200c(?=[A-Za-z0-9_/])")


def read(piece: Piece) -> tuple[str, list[dict[str, Any]]]:
    """Letters and entities, as a telephone shows them."""
    text, entities = trimmed(*parse_html(piece.html))
    return text, list(entities)


def letters(pieces: Iterable[Piece]) -> str:
    """All letters, without what our renderer put in between."""
    return "".join(GUARDS.sub("", parse_html(piece.html)[0]) for piece in pieces)


def solid(text: str) -> str:
    """Letters without blanks, marks of lists and lines across."""
    return re.sub(r"[\s─•\u200c]", "", text)


def heard(piece: Piece) -> tuple[str, list[MessageEntity]]:
    """The same message as a person would send it on: what our inbound reading gets."""
    text, entities = read(piece)
    known = ({key: one[key] for key in ("type", "offset", "length", "url") if key in one} for one in entities)
    return text, [MessageEntity(**one) for one in known]


def faults_of(pieces: Iterable[Piece]) -> list[str]:
    """Everything that Telegram would refuse, and all that would act."""
    return [fault for piece in pieces for fault in _faults(piece)]


def _faults(piece: Piece) -> list[str]:
    try:
        text, entities = read(piece)
        check_markup(piece.keyboard.to_dict() if piece.keyboard else None, inline_only=True)
    except TelegramError as refused:
        return [refused.description]
    found = ["empty"] if is_empty(text) else []
    found += ["too long"] if units(text) > 4096 else []
    found += ["too many entities"] if len(entities) > 100 else []
    found += ["nested code"] if _nested(entities) else []
    live = [(one["type"], cut(text, one["offset"], one["length"])) for one in detected(text, entities) if one["type"] in LIVE]
    found += [f"live {type_} {letters!r}" for type_, letters in live]
    return found + [f"link {one['url'][:40]}" for one in entities if "url" in one and not re.match(r"https?:", one["url"])]


def _nested(entities: list[dict[str, Any]]) -> bool:
    """Code holds nothing and stands in nothing but a quotation; a quotation stands in none."""
    spans = [(one["offset"], one["offset"] + one["length"], one["type"]) for one in entities]
    code = [span for span in spans if span[2] in ("code", "pre")]
    quotes = [span for span in spans if span[2] == "blockquote"]
    crossed = any(a != b and a[0] < b[1] and b[0] < a[1] and b[2] != "blockquote" for a in code for b in spans)
    return crossed or any(a != b and a[0] < b[1] and b[0] < a[1] for a in quotes for b in quotes)
