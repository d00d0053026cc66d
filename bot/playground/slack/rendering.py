"""How a message looks to a person: lines of styled text and rows of things to press, from blocks, rich text or mrkdwn."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.playground.screen import Control, Line, Part, Row, Span, plain
from bot.playground.slack.emoji import shown
from bot.playground.slack.entities import Json, Message
from bot.playground.slack.escaping import unescape
from bot.playground.slack.world import World

INLINE = re.compile(
    r"<(?P<control>[^<>]+)>"
    r"|`(?P<code>[^`\n]+)`"
    r"|(?<![\w])(?P<mark>[*_~])(?=\S)(?P<styled>[^\n]*?\S)(?P=mark)(?!\w)"
    r"|:(?P<emoji>[a-z0-9_+-]+):"
)
MARK_STYLES = {"*": "b", "_": "i", "~": "s"}
RICH_STYLES = {"bold": "b", "italic": "i", "strike": "s", "code": "c"}
RULE = "————————"


class Renderer:
    """Knows the names behind ids."""

    def __init__(self, world: World) -> None:
        self._world = world

    def message(self, message: Message) -> list[Part]:
        """A message as its readers see it: the blocks, or the text where there are none."""
        return self.blocks(message.blocks) if message.blocks else list(self.mrkdwn(message.text))

    def blocks(self, blocks: Iterable[Json]) -> list[Part]:
        """The blocks of a message, a form or a home page, without the fields of a form."""
        return [part for block in blocks for part in self._block(block)]

    def mrkdwn(self, text: str) -> Iterator[Line]:
        """Lines of Slack's own markup."""
        for number, stretch in enumerate(text.split("```")):
            if number % 2:
                yield from (Line(tuple(_span(line, "c"))) for line in stretch.strip("\n").split("\n"))
            elif stretch.strip("\n") or "```" not in text:
                yield from self._mrkdwn_lines(stretch.strip("\n") if "```" in text else stretch)

    def _mrkdwn_lines(self, text: str) -> Iterator[Line]:
        for line in text.split("\n"):
            quoted = re.match(r"&gt; ?(.*)$", line)
            prefix = (Span("│ ", "d"),) if quoted else ()
            yield Line(prefix + tuple(self._inline(quoted[1] if quoted else line, "")))

    def _block(self, block: Json) -> Iterator[Part]:
        block_id = block.get("block_id", "")
        match block["type"]:
            case "section":
                texts = [block["text"]] if "text" in block else []
                yield from (line for text in [*texts, *block.get("fields", [])] for line in self.text_object(text))
                if "accessory" in block and block["accessory"]["type"] != "image":
                    yield Row((self._control(block_id, block["accessory"]),))
            case "header":
                yield from (_restyled(line, "b") for line in self.text_object(block["text"]))
            case "context":
                texts = [one for one in block["elements"] if one["type"] != "image"]
                yield from (_restyled(line, "d") for text in texts for line in self.text_object(text))
            case "actions":
                yield Row(tuple(self._control(block_id, element) for element in block["elements"]))
            case "rich_text":
                yield from (line for part in block["elements"] for line in self._rich(part))
            case "input":
                pass
            case _:
                yield from self._simple_block(block)

    def _simple_block(self, block: Json) -> Iterator[Line]:
        match block["type"]:
            case "divider":
                yield Line((Span(RULE, "d"),))
            case "image":
                yield Line((Span(f"[{block['alt_text']}]", "d"),))
            case "markdown":
                yield from (Line((Span(line),)) for line in block["text"].split("\n"))
            case "table":
                for row in block["rows"]:
                    cells = [_cell(self, cell) for cell in row]
                    yield Line((Span(" | ".join(cells)),))

    def text_object(self, text: Json) -> Iterator[Line]:
        """A plain_text or mrkdwn object."""
        if text["type"] == "mrkdwn":
            return self.mrkdwn(text["text"])
        named = re.sub(r":([a-z0-9_+-]+):", lambda match: shown(match[1]), unescape(text["text"]))
        return (Line((Span(line),)) for line in named.split("\n"))

    def _control(self, block_id: str, element: Json) -> Control:
        label = element.get("text") or element.get("placeholder") or {"text": "…"}
        return Control(unescape(label["text"]), block_id, element)

    def _inline(self, text: str, style: str) -> Iterator[Span]:
        position = 0
        for match in INLINE.finditer(text):
            yield from _span(text[position : match.start()], style)
            position = match.end()
            if match["control"]:
                yield Span(self._reference(match["control"]), style)
            elif match["code"]:
                yield from _span(match["code"], style + "c")
            elif match["styled"]:
                yield from self._inline(match["styled"], style + MARK_STYLES[match["mark"]])
            else:
                yield Span(shown(match["emoji"]), style)
        yield from _span(text[position:], style)

    def _reference(self, control: str) -> str:
        target, _, label = control.partition("|")
        if target.startswith("@"):
            return self._user(target[1:])
        if target.startswith("#"):
            return self._channel(target[1:])
        if target.startswith("!date"):
            return unescape(label)
        if target.startswith("!"):
            return "@" + target[1:].partition("^")[0]
        return unescape(label or target)

    def _user(self, user_id: str) -> str:
        member = self._world.members.get(user_id)
        return f"@{member.label if member else user_id}"

    def _channel(self, channel_id: str) -> str:
        channel = self._world.channels.get(channel_id)
        return f"#{channel.name if channel else channel_id}"

    def _rich(self, part: Json) -> Iterator[Line]:
        match part["type"]:
            case "rich_text_list":
                depth = part.get("indent", 0)
                for number, item in enumerate(part["elements"], start=1 + part.get("offset", 0)):
                    mark = f"{number}. " if part["style"] == "ordered" else "◦ " if depth else "• "
                    indent = "    " * depth
                    yield from _prefixed(indent + mark, "", self._rich_lines(item))
            case "rich_text_quote":
                yield from _prefixed("│ ", "d", self._rich_lines(part), every=True)
            case "rich_text_preformatted":
                yield from (_restyled(line, "c") for line in self._rich_lines(part))
            case _:
                yield from self._rich_lines(part)

    def _rich_lines(self, part: Json) -> Iterator[Line]:
        line: list[Span] = []
        for element in part["elements"]:
            style = "".join(RICH_STYLES.get(name, "") for name, on in element.get("style", {}).items() if on)
            first, *others = self._rich_text(element).split("\n")
            line += _spans(first, style)
            for text in others:
                yield Line(tuple(line))
                line = _spans(text, style)
        yield Line(tuple(line))

    def _rich_text(self, element: Json) -> str:
        match element:
            case {"type": "text", "text": text} | {"type": "link", "text": text} | {"type": "date", "fallback": text}:
                return str(text)
            case {"type": "emoji", "name": name}:
                return shown(name)
            case {"user_id": user}:
                return self._user(user)
            case {"channel_id": channel}:
                return self._channel(channel)
            case _:
                return str(element.get("url") or "@" + str(element.get("range", "")))


def _cell(renderer: Renderer, cell: Json) -> str:
    return str(cell["text"]) if cell["type"] == "raw_text" else plain(renderer.blocks([cell]))


def _spans(text: str, style: str) -> list[Span]:
    return [Span(text, style)] if text else []


def _span(text: str, style: str) -> Iterator[Span]:
    yield from _spans(unescape(text), style)


def _restyled(line: Line, style: str) -> Line:
    return Line(tuple(Span(span.text, span.style + style) for span in line.spans))


def _prefixed(mark: str, style: str, lines: Iterator[Line], *, every: bool = False) -> Iterator[Line]:
    for number, line in enumerate(lines):
        yield Line((Span(mark if every or not number else " " * len(mark), style), *line.spans))
