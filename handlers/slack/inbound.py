"""What a member wrote on Slack -> Markdown to store, and plain text to recognise. Mentions become letters: nothing is notified again.

Underline has no Markdown and is dropped, by name; so are Slack's own links (`slack://…`), whose label remains.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from bot.wording.document import Block, Code, Listing, Paragraph, Quote, Run, Style, merged
from bot.wording.escape import clean
from bot.wording.listing import Item, nested
from bot.wording.plain import plain_of as plain_of_blocks
from bot.wording.reading import MEMBER_SCHEMES, scheme_of
from bot.wording.rich import write

Json = Mapping[str, Any]
Names = Callable[[str], str]
"""The name of a user, a group or a channel by Slack's id, without `@` or `#`. The id itself where it is unknown."""

_STYLES: Final[Mapping[str, Style]] = {"bold": "b", "italic": "i", "strike": "s", "code": "c"}
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")
_TOKEN = re.compile(r"<([^<>\n]*)>")


def the_id(identifier: str) -> str:
    """Where nobody knows the name: the id, as letters."""
    return identifier


def markdown_of(event: Json, *, names: Names = the_id, bot: str = "") -> str:
    """The Markdown of a message: its rich_text blocks, or its `text` where a client sent none. `bot` is our own user id, whose mention
    is no part of what is said."""
    return write(document_of(event, names=names, bot=bot))


def plain_of(event: Json, *, names: Names = the_id, bot: str = "") -> str:
    """The same as plain lines, for recognition: items as `• x` or `1. x`, quotations as `> x`, an address after its label."""
    return plain_of_blocks(_without_code(document_of(event, names=names, bot=bot)))


def rich_text_value(block: Json | None, *, names: Names = the_id) -> str:
    """The Markdown of what stands in a form's rich_text_input; "" for an empty one."""
    return write(_of_rich_text(block, names, "")) if block else ""


def answers(view: Json) -> dict[str, str]:
    """What was typed in a modal, by the name of the question; "" for what was left empty. Dates are ISO, choices their value."""
    values: Mapping[str, Mapping[str, Json]] = view.get("state", {}).get("values", {})
    return {name: _answer(state) for name, actions in values.items() for state in actions.values()}


def document_of(event: Json, *, names: Names = the_id, bot: str = "") -> tuple[Block, ...]:
    """What a message says, as a document."""
    shown = [block for block in event.get("blocks") or () if block.get("type") == "rich_text"]
    if not shown:
        return tuple(_paragraphs(_of_mrkdwn(event.get("text") or "", names, bot)))
    return tuple(block for one in shown for block in _of_rich_text(one, names, bot))


def _answer(state: Json) -> str:
    kind = state.get("type")
    if kind == "rich_text_input":
        return rich_text_value(state.get("rich_text_value"))
    if kind == "static_select":
        return str((state.get("selected_option") or {}).get("value", ""))
    return clean(str(state.get("selected_date" if kind == "datepicker" else "value") or ""))


def _of_rich_text(block: Json, names: Names, bot: str) -> tuple[Block, ...]:
    found: list[Block] = []
    items: list[Item] = []
    bordered = False
    for element in block.get("elements") or ():
        if element.get("type") == "rich_text_list":
            if items and bordered != bool(element.get("border")):
                _close_list(found, items, bordered=bordered)
            bordered = bool(element.get("border"))
            items += _items(element, names, bot)
            continue
        _close_list(found, items, bordered=bordered)
        _add(found, _plain_element(element, names, bot), quoted=bool(element.get("border")))
    _close_list(found, items, bordered=bordered)
    return tuple(found)


def _close_list(found: list[Block], items: list[Item], *, bordered: bool) -> None:
    _add(found, nested(items), quoted=bordered)
    items.clear()


def _add(found: list[Block], blocks: Iterable[Block], *, quoted: bool) -> None:
    """Adds blocks; bordered ones belong to the quotation just before."""
    more = tuple(blocks)
    if not quoted or not more:
        found.extend(more)
    elif found and isinstance(found[-1], Quote):
        found[-1] = Quote(found[-1].blocks + more)
    else:
        found.append(Quote(more))


def _plain_element(element: Json, names: Names, bot: str) -> list[Block]:
    runs = tuple(_runs(element, names, bot))
    if element.get("type") == "rich_text_preformatted":
        code = clean("".join(run.text for run in runs)).rstrip("\n")
        return [Code(code)] if code.strip() else []
    paragraphs = list(_paragraphs(runs))
    return [Quote(tuple(paragraphs))] if element.get("type") == "rich_text_quote" and paragraphs else paragraphs


def _items(element: Json, names: Names, bot: str) -> Iterator[Item]:
    ordered = element.get("style") == "ordered"
    for index, section in enumerate(element.get("elements") or ()):
        number = int(element.get("offset") or 0) + index + 1 if ordered else None
        blocks = tuple(_paragraphs(_runs(section, names, bot)))
        yield Item(blocks, indent=int(element.get("indent") or 0), number=number)


def _runs(element: Json, names: Names, bot: str) -> Iterator[Run]:
    after_bot = False
    for part in element.get("elements") or ():
        if bot and part.get("type") == "user" and part.get("user_id") == bot:
            after_bot = True
            continue
        run = _run(part, names)
        yield Run(run.text.lstrip(" "), run.styles, run.link) if after_bot else run
        after_bot = False


def _run(part: Json, names: Names) -> Run:
    given = part.get("style")
    marks = given if isinstance(given, Mapping) else {}
    styles = frozenset(style for name, style in _STYLES.items() if marks.get(name))
    url = str(part.get("url") or "")
    link = url if part.get("type") == "link" and scheme_of(url) in MEMBER_SCHEMES else None
    return Run(clean(_letters(part, names)), styles, link)


def _letters(part: Json, names: Names) -> str:
    kind = part.get("type")
    if kind == "user":
        return "@" + names(str(part.get("user_id", "")))
    if kind == "usergroup":
        return "@" + names(str(part.get("usergroup_id", "")))
    if kind == "channel":
        return "#" + names(str(part.get("channel_id", "")))
    if kind == "broadcast":
        return "@" + str(part.get("range", "channel"))
    if kind == "emoji":
        return _emoji(part)
    return str(part.get("text") or part.get("url") or part.get("fallback") or part.get("value") or "")


def _emoji(part: Json) -> str:
    """The character, or `:name:` of an emoji that only this workspace has."""
    try:
        return "".join(chr(int(code, 16)) for code in str(part["unicode"]).split("-"))
    except (KeyError, ValueError, OverflowError):
        return f":{part.get('name', '')}:"


def _paragraphs(runs: Iterable[Run]) -> Iterator[Block]:
    """Cut at blank lines; line ends and blanks at the edges of a paragraph are no part of it."""
    paragraph: list[Run] = []
    for run in merged(runs):
        first, *rest = _BLANK_LINES.split(run.text)
        paragraph.append(Run(first, run.styles, run.link))
        for text in rest:
            yield from _paragraph(paragraph)
            paragraph = [Run(text, run.styles, run.link)]
    yield from _paragraph(paragraph)


def _paragraph(runs: list[Run]) -> Iterator[Block]:
    kept = list(merged(runs))
    while kept and not kept[0].text.strip():
        del kept[0]
    while kept and not kept[-1].text.strip():
        del kept[-1]
    if kept:
        kept[0] = Run(kept[0].text.lstrip(), kept[0].styles, kept[0].link)
        kept[-1] = Run(kept[-1].text.rstrip(), kept[-1].styles, kept[-1].link)
        yield Paragraph(merged(kept))


def _of_mrkdwn(text: str, names: Names, bot: str) -> Iterator[Run]:
    """Slack's own text: `<…>` are tokens, everything else letters (`*` and `_` included: they may be what was typed)."""
    end = 0
    for token in _TOKEN.finditer(text):
        yield Run(_decoded(text[end : token.start()]))
        yield _of_token(token[1], names, bot)
        end = token.end()
    yield Run(_decoded(text[end:]))


def _of_token(token: str, names: Names, bot: str) -> Run:
    target, _, label = (_decoded(part) for part in token.partition("|"))
    if target.startswith("@"):
        return Run("" if bot and target[1:] == bot else f"@{label or names(target[1:])}")
    if target.startswith("#"):
        return Run(f"#{label or names(target[1:])}")
    if target.startswith("!"):
        return Run(_special(target[1:], label, names))
    return Run(label or target, link=target if scheme_of(target) in MEMBER_SCHEMES else None)


def _special(command: str, label: str, names: Names) -> str:
    """`!here`, `!subteam^S1`, `!date^…`: as letters."""
    if command.startswith("subteam^"):
        return "@" + (label.lstrip("@") or names(command.removeprefix("subteam^")))
    return label if command.startswith("date^") else f"@{command}"


def _decoded(text: str) -> str:
    return clean(text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))


def _without_code(blocks: Iterable[Block]) -> Iterator[Block]:
    """Code as ordinary lines: somebody who pastes minutes as code pastes minutes."""
    for block in blocks:
        if isinstance(block, Code):
            yield Paragraph((Run(block.text),))
        elif isinstance(block, Quote):
            yield Quote(tuple(_without_code(block.blocks)))
        elif isinstance(block, Listing):
            yield Listing(tuple(tuple(_without_code(item)) for item in block.items), block.start)
        else:
            yield block
