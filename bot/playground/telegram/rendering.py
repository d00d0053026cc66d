"""How a message looks to a person: lines of styled text and rows of buttons, in the same shapes as the playground's Slack."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from bot.playground.screen import Control, Line, Part, Row, Span
from bot.playground.telegram.entities import Json, Message
from bot.playground.telegram.world import World

STYLES = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "h",
    "code": "c",
    "pre": "c",
    "blockquote": "d",
    "expandable_blockquote": "d",
}
# A client has its own words for these in each language; signs are read in all of them.
MEDIA = {
    "voice": "🎤",
    "sticker": "🏷",
    "photo": "🖼",
    "document": "📎",
    "poll": "📊",
    "location": "📍",
    "contact": "👤",
    "video": "🎬",
    "audio": "🎵",
}
SERVICE = {
    "forum_topic_created": "#",
    "new_chat_members": "→",
    "left_chat_member": "←",
    "migrate_to_chat_id": "⇒",
    "migrate_from_chat_id": "⇐",
}


class Renderer:
    """Knows the names behind ids. A span's style holds Slack's letters, and u underlined, h hidden until touched."""

    def __init__(self, world: World) -> None:
        self._world = world

    def message(self, message: Message) -> list[Part]:
        """A message as its readers see it, its buttons below."""
        parts: list[Part] = [*self._above(message), *self._lines(message)]
        return parts + [Row(tuple(_control(one) for one in row)) for row in message.rows]

    def _above(self, message: Message) -> Iterator[Line]:
        if origin := message.forward_origin:
            yield _dimmed("↪", origin.get("sender_user", {}).get("first_name") or origin.get("sender_user_name", ""))
        for kind, content in message.media.items():
            yield _dimmed(MEDIA[kind], _name_of(content))
        for kind, content in message.service.items():
            yield _dimmed(SERVICE[kind], _name_of(content))

    def _lines(self, message: Message) -> Iterator[Line]:
        if not message.text:
            return
        line: list[Span] = []
        for text, style in _runs(message):
            first, *others = text.split("\n")
            line += [Span(first, style)] if first else []
            for other in others:
                yield Line(tuple(line))
                line = [Span(other, style)] if other else []
        yield Line(tuple(line))


def _runs(message: Message) -> Iterator[tuple[str, str]]:
    """Stretches of one style, cut where an entity begins or ends (offsets are UTF-16 units)."""
    raw = message.text.encode("utf-16-le", "surrogatepass")
    edges = {0, len(raw) // 2}
    for one in message.entities:
        edges |= {one["offset"], one["offset"] + one["length"]}
    ordered = sorted(edge for edge in edges if edge <= len(raw) // 2)
    for start, end in pairwise(ordered):
        yield raw[start * 2 : end * 2].decode("utf-16-le", "replace"), _style(message, start)


def _style(message: Message, at: int) -> str:
    covering = (one for one in message.entities if one["offset"] <= at < one["offset"] + one["length"])
    return "".join(dict.fromkeys(STYLES.get(one["type"], "") for one in covering))


def _control(button: Json) -> Control:
    # The type stands where Slack's buttons have theirs: whoever draws buttons asks for it.
    return Control(str(button["text"]), "", {"type": "button", **button})


def _dimmed(sign: str, name: str) -> Line:
    return Line((Span(f"{sign} {name}".strip(), "d"),))


def _name_of(content: object) -> str:
    first = content[0] if isinstance(content, list) else content
    known = first if isinstance(first, dict) else {"name": first}
    return str(next((known[key] for key in ("file_name", "question", "name", "first_name") if key in known), ""))
