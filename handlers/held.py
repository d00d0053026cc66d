"""What is held about a person, told to himself: in a few lines, then everything, page by page. (DOMAIN.md F86; PROMISES.md 14)"""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.errors import Gone
from bot.domain.folding import words as folded
from bot.domain.i18n import nmark
from bot.domain.messages import Button, Message
from bot.domain.people import Person
from bot.wording import Words
from bot.wording.plain import plain
from handlers.answer import Answer, Reply
from handlers.own_rows import HIS_EVENTS, Telling, in_order
from storage.own import OwnRow, plainly
from storage.transaction import Tx

PAGE_BYTES, ROW_BYTES = 760, 420
"""Of what is shown on a page, and of one row there: with its head and foot the page stays under the 1,000 bytes of a bad network."""
_LONGEST = (260, 160, 90, 50, 20)
"""Letters of one value: the first of these with which a row is no longer than it may be. The organiser's export has all of them."""
_SHOW = ("mes donnees", "my data", "privacy", "vie privee", "donnees personnelles", "personal data")
_ALL = re.compile(r"(?:tout|everything)(?: (?:recevoir )?(?P<page>\d{1,4}))?")
_COUNTED = {
    "accounts": nmark("{n} account", "{n} accounts"),
    "contributions": nmark("{n} text filed", "{n} texts filed"),
    "drafts": nmark("{n} draft", "{n} drafts"),
    "forms": nmark("{n} form begun", "{n} forms begun"),
    "actions": nmark("{n} action", "{n} actions"),
    "bodies": nmark("{n} group", "{n} groups"),
    "replies": nmark("{n} answer to a request", "{n} answers to requests"),
    "routings": nmark("{n} request put to somebody", "{n} requests put to somebody"),
    "loaded": nmark("{n} line of a file", "{n} lines of files"),
    "outbox": nmark("{n} message sent", "{n} messages sent"),
    "editions": nmark("{n} letter", "{n} letters"),
    "received": nmark("{n} event of a platform", "{n} events of platforms"),
    "audit": nmark("{n} trace of what was done", "{n} traces of what was done"),
}
"""Tables whose rows are counted by what they are; the others are counted together."""
_COUNTED_ALREADY = ("people", "searched")
"""Tables whose rows are told, or counted, by other words."""
_OTHER = nmark("{n} other line", "{n} other lines")


def held_words(text: str, person: Person, tx: Tx) -> Answer | None:
    """The summary or a page, when that is what the words ask for."""
    said = folded(text)
    if said in _SHOW:
        return summary(person, tx)
    asked = _ALL.fullmatch(said)
    return page(int(asked["page"] or 1), person, tx) if asked else None


def summary(person: Person, tx: Tx) -> Reply:
    """What is held, why, who sees it, how long; and how to have it all, corrected or erased."""
    words = tx.words(person.language, person.zone)
    rows = tx.own.rows(person.id)
    known = tx.roster.get(person.id)
    agreed = words.local(known.consent_at).date() if known and known.consent_at else None
    text = words.render(
        "shared/held",
        name=person.name,
        agreed=agreed,
        today=tx.today(person.zone),
        counts=_counts(rows, words),
        mentions=sum(_is_of_others(row) for row in rows),
        organiser=tx.setting.organiser or words.text("the national team"),
    )
    everything = Button(label=words.text("Receive everything"), act="own:all:1", word=words.text("everything"))
    return Reply(message=Message.of(text, everything), fresh=True)


def _is_of_others(row: OwnRow) -> bool:
    return row.mention and row.table not in HIS_EVENTS


def _counts(rows: Sequence[OwnRow], words: Words) -> list[str]:
    his = [row.table for row in rows if not _is_of_others(row) and row.table not in _COUNTED_ALREADY]
    found = Counter(table if table in _COUNTED else "" for table in his)
    named = [words.ntext(*forms, found[table]) for table, forms in _COUNTED.items() if found[table]]
    return [*named, words.ntext(*_OTHER, found[""])] if found[""] else named


@dataclass(frozen=True)
class _Page:
    """Rows as they are told, and whether something of them is cut."""

    rows: tuple[str, ...]
    cut: bool


def page(number: int, person: Person, tx: Tx) -> Reply:
    """As many rows as fit, each in a paragraph of its own. Raises Gone after the last page."""
    words, pages = tx.words(person.language, person.zone), _pages(person, tx)
    if not 1 <= number <= len(pages):
        raise Gone("There are {pages} pages: type “everything {pages}” for the last.", pages=len(pages))
    tx.audit.note("own_data", by=person.id, after={"page": number})
    head = words.markdown("**What I hold about you**, page {page} of {pages}", page=number, pages=len(pages))
    message = Message.of("\n\n".join([head, *pages[number - 1].rows]))
    if pages[number - 1].cut:
        organiser = tx.setting.organiser or words.text("the national team")
        message = message.then(words.markdown("What ends with “…” is longer: {organiser} can give you the whole.", organiser=organiser))
    if number < len(pages):
        following = words.text("everything {page}", page=number + 1)
        button = Button(label=words.text("Next"), act=f"own:all:{number + 1}", word=following)
        message = message.then(words.markdown("Next: “{word}”.", word=following), button)
    return Reply(message=message, fresh=True)


def _pages(person: Person, tx: Tx) -> list[_Page]:
    rows = in_order(tx.own.rows(person.id), person.id, tx.kinds)
    telling, pages, filled = Telling(person, rows, tx), list[_Page](), 0
    for row in rows:
        told, cut = _told(row, telling)
        size = _size(told)
        if not pages or filled + size > PAGE_BYTES:
            pages.append(_Page((), cut=False))
            filled = 0
        pages[-1] = _Page((*pages[-1].rows, told), pages[-1].cut or cut)
        filled += size
    return pages


def _told(row: OwnRow, telling: Telling) -> tuple[str, bool]:
    """The row, with its values as long as they may be, and whether one was cut."""
    told = ""
    for most in _LONGEST:
        telling.cut = False
        told = telling.told(row, most)
        if _size(told) <= ROW_BYTES:
            break
    return told, telling.cut


def _size(told: str) -> int:
    """Bytes, with the marks of bold and the blank line that a platform adds to them."""
    return len(html.escape(plain(told)).encode()) + len("<b></b>\n\n")


def exported(person_id: int, tx: Tx) -> str:
    """Every row that concerns the person, whole, as JSON (UTF-8, instants in UTC); of rows of others, the lines that name him."""
    rows = [{"table": row.table, "mention": row.mention, "columns": dict(row.columns)} for row in tx.own.rows(person_id)]
    return json.dumps(rows, ensure_ascii=False, indent=2, default=plainly)
