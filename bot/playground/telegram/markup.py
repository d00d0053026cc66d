"""Telegram's HTML: text and entities of what the bot sends, and the refusals of its parser (tdlib, MessageEntity.cpp)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.playground.telegram.entities import Json, TelegramError, bad
from bot.playground.telegram.spans import cut, units

TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
ENTITY = re.compile(r"&(?:#x(?P<hex>[0-9a-fA-F]{1,6})|#(?P<number>\d{1,7})|(?P<name>lt|gt|amp|quot))(?:;|(?![\w;]))")
TAG_NAME = re.compile(r"[^\s>/]*")
ATTRIBUTE = re.compile(
    r"\s*(?P<name>[^\s=>/\"']*)\s*(?P<equal>=?)\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[a-zA-Z0-9.\-]+))?"
)
ADDRESS = re.compile(r"(?:https?|tg|mailto|tel|ton)://?\S+|mailto:\S+|tel:\S+|(?:[\w-]+\.)+[a-z]{2,}\S*", re.IGNORECASE)
MENTION = re.compile(r"tg://user\?id=(\d+)")


@dataclass
class Opened:
    """A tag that waits for its end."""

    tag: str
    attributes: dict[str, str]
    offset: int
    at: int


@dataclass
class _Parsing:
    source: str
    position: int = 0
    text: str = ""
    entities: list[Json] = field(default_factory=list)
    opened: list[Opened] = field(default_factory=list)

    def run(self) -> None:
        while self.position < len(self.source):
            sign = self.source[self.position]
            if sign == "<":
                self._tag()
            elif sign == "&" and (match := ENTITY.match(self.source, self.position)):
                self.text += _decoded(match)
                self.position = match.end()
            else:
                self.text += sign
                self.position += 1
        if self.opened:
            raise _unparsed(f'Can\'t find end tag corresponding to start tag "{self.opened[-1].tag}"')

    def _tag(self) -> None:
        if self.source.startswith("</", self.position):
            self._end()
        else:
            self._start()

    def _start(self) -> None:
        at = self._byte()
        name = TAG_NAME.match(self.source, self.position + 1)
        assert name is not None
        tag = name.group().lower()
        if name.end() == len(self.source):
            raise _unparsed(f"Unclosed start tag at byte offset {at}")
        if tag not in TYPES:
            raise _unparsed(f'Unsupported start tag "{tag}" at byte offset {at}')
        attributes = self._attributes(name.end(), tag, at)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _unparsed(f'Tag "span" must have class "tg-spoiler" at byte offset {at}')
        self.opened.append(Opened(tag, attributes, units(self.text), at))

    def _attributes(self, position: int, tag: str, at: int) -> dict[str, str]:
        found: dict[str, str] = {}
        while True:
            position += len(self.source[position:]) - len(self.source[position:].lstrip())
            if position >= len(self.source):
                raise _unparsed(f"Unclosed start tag at byte offset {at}")
            if self.source[position] == ">":
                self.position = position + 1
                return found
            match = ATTRIBUTE.match(self.source, position)
            if match is None or not match["name"]:
                raise _unparsed(f'Empty attribute name in the tag "{tag}" at byte offset {at}')
            values = (match["double"], match["single"], match["bare"])
            value = next((one for one in values if one is not None), None)
            if match["equal"] and value is None:
                raise _unparsed(f"Unexpected end of name token at byte offset {at}")
            found[match["name"].lower()] = unescaped(value or "")
            position = match.end()

    def _end(self) -> None:
        at = self._byte()
        close = self.source.find(">", self.position)
        tag = self.source[self.position + 2 : close].strip().lower()
        if not self.opened:
            raise _unparsed(f"Unexpected end tag at byte offset {at}")
        if close < 0:
            raise _unparsed(f"Unclosed end tag at byte offset {at}")
        expected = self.opened.pop()
        if tag not in ("", expected.tag):
            raise _unparsed(f'Unmatched end tag at byte offset {at}, expected "</{expected.tag}>", found "</{tag}>"')
        self.position = close + 1
        found = _entity(expected, self.text)
        if tag == "pre" and found and self.entities and "language" in (inner := self.entities[-1]) and _same_place(inner, found[0]):
            # Code with a language is written as two tags and is one entity.
            found = [found[0] | {"language": self.entities.pop()["language"]}]
        self.entities += found

    def _byte(self) -> int:
        return len(self.source[: self.position].encode())


def parse_html(source: str) -> tuple[str, list[Json]]:
    """The text a person reads and its entities. Raises TelegramError "can't parse entities: …"."""
    parsing = _Parsing(source)
    parsing.run()
    return parsing.text, sorted(parsing.entities, key=lambda one: (one["offset"], -one["length"]))


def unescaped(text: str) -> str:
    """With the four named entities and the numeric ones decoded; others stay as they are."""
    return ENTITY.sub(_decoded, text)


def _entity(opened: Opened, text: str) -> list[Json]:
    length = units(text) - opened.offset
    shown = {"type": TYPES[opened.tag], "offset": opened.offset, "length": length}
    match opened.tag:
        case _ if not length:
            return []
        case "a":
            return _link(shown, opened.attributes.get("href") or cut(text, opened.offset, length))
        case "blockquote" if "expandable" in opened.attributes:
            return [shown | {"type": "expandable_blockquote"}]
        case "code" if (language := opened.attributes.get("class", "")).startswith("language-"):
            return [shown | {"language": language.removeprefix("language-")}]
        case "tg-emoji":
            return [shown | {"custom_emoji_id": opened.attributes.get("emoji-id", "")}]
    return [shown]


def _same_place(one: Json, other: Json) -> bool:
    return (one["offset"], one["length"]) == (other["offset"], other["length"])


def _link(shown: Json, address: str) -> list[Json]:
    # An address Telegram does not take for one loses its link without a word.
    if mentioned := MENTION.fullmatch(address):
        return [shown | {"type": "text_mention", "user": int(mentioned[1])}]
    return [shown | {"url": address}] if ADDRESS.fullmatch(address) else []


def _decoded(match: re.Match[str]) -> str:
    if match["name"]:
        return NAMED[match["name"]]
    number = int(match["hex"], 16) if match["hex"] else int(match["number"])
    known = 0 < number < 0x110000 and not 0xD800 <= number < 0xE000
    return chr(number) if known else match.group()


def _unparsed(problem: str) -> TelegramError:
    return bad(f"can't parse entities: {problem}")
