"""Message -> Slack blocks and their `text`; App Home -> view. Forms are in handlers/slack/modal.py.

Whoever posts must still switch off what Slack reads into a text: parse="none", link_names=False, unfurl_links=False, unfurl_media=False.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import MappingProxyType

from bot.domain.messages import Button, Home, Message, Text
from bot.wording.graphemes import units
from bot.wording.reading import read
from handlers.slack import limits
from handlers.slack.limits import Json, escaped, plain_text, size
from handlers.slack.rich_text import BLOCK, RULE, Links, rich_text_blocks

ACTION = "act:"
"""Every button's action_id begins so; the number after it only makes it unique in its message."""


no_links: Links = MappingProxyType[str, str]({}).get
"""Our own links as their labels alone."""


@dataclass(frozen=True)
class Rendered:
    """One message to Slack. `text` is what notifications and screen readers say: complete, and already escaped."""

    text: str
    blocks: list[Json]


def blocks(message: Message, *, links: Links = no_links) -> list[Rendered]:
    """The messages that show it, in order: one, or several where Slack would refuse one. Nothing is cut off.

    Each row of buttons stays under the end of its text. An empty message gives none.
    """
    return [Rendered(_fallback(piece), piece) for piece in _pieces(list(_bundles(message, links)))]


@functools.lru_cache(maxsize=256)
def first_of(message: Message) -> Rendered:
    """The first of them, without links of ours. Kept, since help and the like are asked for again and again: do not change it."""
    return blocks(message)[0]


def home_view(home: Home, *, links: Links = no_links) -> Json:
    """The App Home tab. A page has no second part: beyond 100 blocks it ends with "…"."""
    shown = list(itertools.chain.from_iterable(_bundles(home.message, links)))
    if len(shown) > limits.BLOCKS_IN_VIEW:
        shown = [*shown[: limits.BLOCKS_IN_VIEW - 1], {"type": "section", "text": plain_text("…", limits.ELEMENT)}]
    return {"type": "home", "blocks": shown}


def spoken(block: Json) -> str:
    """The letters of a block, as a screen reader says them: items with their marks, buttons as their labels (already escaped)."""
    if block["type"] == "actions":
        return " · ".join(str(element["text"]["text"]) for element in block["elements"])
    if block["type"] == "divider":
        return RULE
    return escaped("\n".join(_spoken_element(element) for element in block.get("elements", ())))


def _bundles(message: Message, links: Links) -> Iterator[list[Json]]:
    """Blocks, in bundles that belong together: the end of a text, and its buttons."""
    numbers = itertools.count(1)
    bundle: list[Json] = []
    for part in message.parts:
        if not isinstance(part, Text):
            bundle += _rows(part.buttons, numbers)
            continue
        for block in rich_text_blocks(read(part.markdown), links):
            if bundle:
                yield bundle
            bundle = [block]
    if bundle:
        yield bundle


def _pieces(bundles: Iterable[list[Json]]) -> list[list[Json]]:
    pieces: list[list[Json]] = []
    for bundle in bundles:
        if pieces and _fits([*pieces[-1], *bundle]):
            pieces[-1] += bundle
        elif _fits(bundle):
            pieces.append(list(bundle))
        else:
            pieces += _singly(bundle)
    return pieces


def _singly(bundle: list[Json]) -> list[list[Json]]:
    """A bundle with more buttons than one message bears."""
    pieces: list[list[Json]] = [[]]
    for block in bundle:
        if _fits([*pieces[-1], block]):
            pieces[-1].append(block)
        else:
            pieces.append([block])
    return pieces


def _fits(shown: list[Json]) -> bool:
    return len(shown) <= limits.BLOCKS_IN_MESSAGE and size(shown) <= limits.MESSAGE


def _rows(buttons: Iterable[Button], numbers: Iterator[int]) -> Iterator[Json]:
    row: list[Json] = []
    for button in buttons:
        shown = _button(button, next(numbers))
        if row and (len(row) == limits.BUTTONS or size([*row, shown]) > BLOCK):
            yield {"type": "actions", "elements": row}
            row = []
        row.append(shown)
    if row:
        yield {"type": "actions", "elements": row}


def _button(button: Button, number: int) -> Json:
    shown: Json = {"type": "button", "action_id": f"{ACTION}{number}", "text": plain_text(button.label, limits.BUTTON)}
    shown |= {"value": button.act} if button.act else {}
    shown |= {"url": button.url} if button.url and units(button.url) <= limits.ADDRESS else {}
    return shown | ({} if button.style == "plain" else {"style": button.style})


def _fallback(shown: list[Json]) -> str:
    """All that the blocks say, without the buttons; of a message that is buttons alone, their labels."""
    texts = [spoken(block) for block in shown if block["type"] == "rich_text"] or [spoken(block) for block in shown]
    text = "\n\n".join(texts)
    if units(text) <= limits.TEXT:
        return text
    return limits.fitting("\n\n".join(_unescaped(text) for text in texts), limits.TEXT)


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _spoken_element(element: Json) -> str:
    if element["type"] == "rich_text_list":
        return "\n".join(_spoken_item(element, index) for index in range(len(element["elements"])))
    text = "".join(str(part["text"]) for part in element["elements"])
    return "\n".join(f"> {line}" for line in text.split("\n")) if element["type"] == "rich_text_quote" else text


def _spoken_item(element: Json, index: int) -> str:
    mark = "•" if element["style"] == "bullet" else f"{element.get('offset', 0) + index + 1}."
    letters = "".join(str(part["text"]) for part in element["elements"][index]["elements"])
    return f"{'  ' * element['indent']}{mark} {letters}"
