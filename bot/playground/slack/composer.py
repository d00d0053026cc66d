"""What a real client makes of what a person types: a rich_text block, and the same as mrkdwn text, escaped."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from itertools import groupby, takewhile

from bot.playground.slack.emoji import NAMES, SIGNS
from bot.playground.slack.entities import Json
from bot.playground.slack.escaping import escape
from bot.playground.slack.world import World

STYLES = {"*": "bold", "_": "italic", "~": "strike", "`": "code"}
MARKS = {style: mark for mark, style in STYLES.items()}
DOMAIN = r"(?:[\w-]+\.)+(?:fr|org|com|net|eu|coop|re|nc|yt|gp|mq|gf|info|io)\b"
FOUND_ANYWHERE = (
    r"(?P<url>https?://[^\s<>|]*[^\s<>|.,;:!?)\]»\"'*_~])",
    rf"(?P<email>[\w.+-]+@{DOMAIN})",
    rf"(?<![\w@/.])(?P<domain>{DOMAIN}(?:/[^\s<>|]*)?)",
    r"(?<!\w)@(?P<name>[\w.-]*\w)",
    r"(?<!\w)#(?P<room>[\w-]+)",
    r":(?P<emoji>[a-z0-9_+-]+):",
    f"(?P<sign>{'|'.join(map(re.escape, NAMES))})",
)
TYPED_ONLY = (
    r"`(?P<code>[^`\n]+)`",
    r"(?<![\w*_~])(?P<mark>[*_~])(?=\S)(?P<styled>[^\n]*?\S)(?P=mark)(?!\w)",
)
TYPED = re.compile("|".join(TYPED_ONLY + FOUND_ANYWHERE))
PASTED = re.compile("|".join(FOUND_ANYWHERE))
FENCE = re.compile(r"^```\s*$")
LINES = (
    ("bullet", re.compile(r"^(?P<indent> *)[-•] (?P<item>.*)$")),
    ("ordered", re.compile(r"^(?P<indent> *)\d{1,3}\. (?P<item>.*)$")),
    ("quote", re.compile(r"^(?P<indent>)> ?(?P<item>.*)$")),
    ("plain", re.compile(r"^(?P<indent>)(?P<item>.*)$")),
)
BROADCASTS = ("channel", "here", "everyone")
INDENT = 4


class Composer:
    """Knows the names one may mention in this workspace."""

    def __init__(self, world: World) -> None:
        self._world = world

    def compose(self, typed: str, *, pasted: bool = False) -> tuple[str, Json]:
        """The `text` and the rich_text block of a message. Pasted text keeps its stars, dashes and angle brackets."""
        parts = list(self._pasted(typed) if pasted else self._typed(typed))
        block = {"type": "rich_text", "block_id": secrets.token_hex(3), "elements": parts}
        return "\n".join(_as_mrkdwn(part) for part in parts), block

    def _pasted(self, text: str) -> Iterator[Json]:
        yield {"type": "rich_text_section", "elements": list(self._inline(text, PASTED, {}))}

    def _typed(self, text: str) -> Iterator[Json]:
        for kind, group in groupby(_kinds_of_lines(text), key=lambda line: line[:2]):
            lines = [item for _, _, item in group]
            style, indent = kind
            if style == "code":
                yield {"type": "rich_text_preformatted", "border": 0, "elements": [_text("\n".join(lines), {})]}
            elif style in ("bullet", "ordered"):
                items = [{"type": "rich_text_section", "elements": self._list(line)} for line in lines]
                yield {"type": "rich_text_list", "style": style, "indent": indent, "border": 0, "elements": items}
            else:
                shape = "rich_text_quote" if style == "quote" else "rich_text_section"
                yield {"type": shape, "elements": self._list("\n".join(lines))}

    def _list(self, text: str) -> list[Json]:
        return list(self._inline(text, TYPED, {}))

    def _inline(self, text: str, pattern: re.Pattern[str], style: Json) -> Iterator[Json]:
        position = 0
        for match in pattern.finditer(text):
            elements = list(self._recognised(match, pattern, style))
            if elements:
                yield from _plain(text[position : match.start()], style)
                yield from elements
                position = match.end()
        yield from _plain(text[position:], style)

    def _recognised(self, match: re.Match[str], pattern: re.Pattern[str], style: Json) -> Iterator[Json]:
        found = {name: value for name, value in match.groupdict().items() if value is not None}
        if "code" in found:
            yield _text(found["code"], style | {"code": True})
        elif "styled" in found:
            yield from self._inline(found["styled"], pattern, style | {STYLES[found["mark"]]: True})
        elif element := self._reference(found):
            yield element | ({"style": style} if style else {})

    def _reference(self, found: dict[str, str]) -> Json | None:
        match found:
            case {"url": url}:
                return {"type": "link", "url": url}
            case {"email": email}:
                return {"type": "link", "url": f"mailto:{email}", "text": email}
            case {"domain": domain}:
                return {"type": "link", "url": f"http://{domain}", "text": domain}
            case {"emoji": name} | {"sign": name}:
                known = NAMES.get(name, name)
                return {"type": "emoji", "name": known} if known in SIGNS else None
            case _:
                return self._mention(found["name"]) if "name" in found else self._room(found["room"])

    def _room(self, name: str) -> Json | None:
        rooms = (one.id for one in self._world.channels.values() if one.kind != "im" and one.name == name)
        return next(({"type": "channel", "channel_id": channel} for channel in rooms), None)

    def _mention(self, name: str) -> Json | None:
        if name in BROADCASTS:
            return {"type": "broadcast", "range": name}
        known = (one.id for one in self._world.members.values() if name.lower() in (one.name.lower(), one.label.lower()))
        return next(({"type": "user", "user_id": user} for user in known), None)


def _kinds_of_lines(text: str) -> Iterator[tuple[str, int, str]]:
    fenced = False
    for line in text.split("\n"):
        if FENCE.match(line):
            fenced = not fenced
        elif fenced:
            yield "code", 0, line
        else:
            kind, match = next((kind, found) for kind, pattern in LINES if (found := pattern.match(line)))
            yield kind, len(match["indent"]) // INDENT, match["item"]


def _text(text: str, style: Json) -> Json:
    return {"type": "text", "text": text} | ({"style": style} if style else {})


def _plain(text: str, style: Json) -> Iterator[Json]:
    if text:
        yield _text(text, style)


def _as_mrkdwn(part: Json) -> str:
    match part["type"]:
        case "rich_text_list":
            return "\n".join(_items(part))
        case "rich_text_quote":
            return "\n".join(f"&gt; {line}" for line in _flow(part).split("\n"))
        case "rich_text_preformatted":
            return f"```{_flow(part)}```"
        case _:
            return _flow(part)


def _items(part: Json) -> Iterator[str]:
    indent = " " * INDENT * part["indent"]
    for number, item in enumerate(part["elements"], start=1):
        mark = f"{number}." if part["style"] == "ordered" else "◦" if part["indent"] else "•"
        yield f"{indent}{mark} {_flow(item)}"


def _flow(part: Json) -> str:
    """Marks open and close around runs, not around each element: `_un *mot* gras_`, as clients write it."""
    flow, opened = "", list[str]()
    for element in [*part["elements"], {"type": "text", "text": ""}]:
        wanted = [MARKS[style] for style in element.get("style", {})]
        shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(opened, wanted, strict=False)))
        flow += "".join(reversed(opened[shared:])) + "".join(wanted[shared:]) + _bare(element)
        opened = wanted
    return flow


def _bare(element: Json) -> str:
    match element["type"]:
        case "text":
            return escape(element["text"])
        case "link":
            label = f"|{escape(element['text'])}" if "text" in element else ""
            return f"<{element['url'].replace('&', '&amp;')}{label}>"
        case "user":
            return f"<@{element['user_id']}>"
        case "channel":
            return f"<#{element['channel_id']}>"
        case "broadcast":
            return f"<!{element['range']}>"
        case _:
            return f":{element['name']}:"
