"""What a person can send besides words, in the Bot API's shapes."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from bot.playground.screen import GestureError
from bot.playground.telegram.entities import Json

Files = dict[str, bytes]


def attachment(kind: str, name: str, content: bytes, files: Files) -> Json:
    """The fields of a message that carries it; `content` can then be fetched. Raises GestureError no_such_attachment."""
    if kind not in SHAPES:
        raise GestureError("no_such_attachment", kind)
    stored: Json = {"file_id": secrets.token_urlsafe(18), "file_size": len(content)}
    stored["file_unique_id"] = stored["file_id"][:12]
    files[stored["file_id"]] = content
    return {kind: SHAPES[kind](stored, name)}


def _sticker(stored: Json, _: str) -> Json:
    return stored | {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False, "emoji": "👍"}


def _poll(_: Json, name: str) -> Json:
    options = [{"text": text, "persistent_id": text, "voter_count": 0} for text in ("Oui", "Non")]
    shape = {"is_closed": False, "is_anonymous": True, "type": "regular", "allows_multiple_answers": False}
    more = {"allows_revoting": True, "members_only": False, "country_codes": []}
    return {"id": secrets.token_hex(6), "question": name or "?", "options": options, "total_voter_count": 0} | shape | more


SHAPES: dict[str, Callable[[Json, str], object]] = {
    "voice": lambda stored, _: stored | {"duration": 7, "mime_type": "audio/ogg"},
    "audio": lambda stored, name: stored | {"duration": 60, "file_name": name or "son.mp3"},
    "video": lambda stored, name: stored | {"duration": 9, "width": 640, "height": 480, "file_name": name or "film.mp4"},
    "sticker": _sticker,
    "photo": lambda stored, _: [stored | {"width": 90, "height": 60}],
    "document": lambda stored, name: stored | {"file_name": name or "document.pdf", "mime_type": "application/octet-stream"},
    "location": lambda _, __: {"latitude": 4.9372, "longitude": -52.326},
    "contact": lambda _, name: {"phone_number": "+594694000000", "first_name": name or "Somebody"},
    "poll": _poll,
}
