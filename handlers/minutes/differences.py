"""What a correction of minutes changed, line by line: readers are told that and nothing else."""

from __future__ import annotations

from datetime import date
from itertools import zip_longest
from typing import Any

from bot.domain.i18n import mark as _
from bot.domain.minutes import Minutes
from bot.domain.records import ActionItem
from bot.wording import Words
from storage.transaction import Tx

_PLAIN = (
    ("body", _("Body")),
    ("date_start", _("First day")),
    ("date_end", _("Last day")),
    ("place", _("Place")),
    ("next_meeting", _("Next meeting")),
)
_LISTS = (
    ("present", _("Present")),
    ("represented", _("Represented")),
    ("excused", _("Excused")),
    ("absent", _("Absent")),
    ("guests", _("Guests")),
)
LONGEST = 120


def differences(before: Minutes, after: Minutes, words: Words, tx: Tx) -> list[str]:
    """One line for each thing that changed, with what stood there before. The full text is no such thing."""
    found = [_plain(before, after, name, label, words, tx) for name, label in _PLAIN]
    found += [_list(before, after, name, label, words) for name, label in _LISTS]
    found += _decisions(before, after, words) + _actions(before, after, words, tx)
    return [line for line in found if line]


def _said(words: Words, what: str, now: str, earlier: str) -> str:
    return words.text("{what}: {now} (before: {earlier})", what=what, now=now or "–", earlier=earlier or "–")


def _shown(value: Any, words: Words, tx: Tx) -> str:
    return words.day(value, tx.today(str(words.zone))) if isinstance(value, date) else str(value or "")


def _plain(before: Minutes, after: Minutes, name: str, label: str, words: Words, tx: Tx) -> str:
    old, new = getattr(before, name), getattr(after, name)
    return "" if old == new else _said(words, words.text(label).lower(), _shown(new, words, tx), _shown(old, words, tx))


def _list(before: Minutes, after: Minutes, name: str, label: str, words: Words) -> str:
    """Who came, and who went."""
    old, new = ({one.name for one in getattr(minutes, name)} for minutes in (before, after))
    signed = [*(f"+ {one}" for one in sorted(new - old)), *(f"– {one}" for one in sorted(old - new))]
    return f"{words.text(label).lower()} : {', '.join(signed)}" if signed and words.language == "fr" else _signed(label, signed, words)


def _signed(label: str, signed: list[str], words: Words) -> str:
    return f"{words.text(label).lower()}: {', '.join(signed)}" if signed else ""


def _decisions(before: Minutes, after: Minutes, words: Words) -> list[str]:
    pairs = enumerate(zip_longest(before.decisions, after.decisions), start=1)
    return [
        _said(words, words.text("decision {number}", number=number), _cut(new.text if new else ""), _cut(old.text if old else ""))
        for number, (old, new) in pairs
        if old != new
    ]


def _actions(before: Minutes, after: Minutes, words: Words, tx: Tx) -> list[str]:
    pairs = enumerate(zip_longest(before.action_items, after.action_items), start=1)
    return [_action(number, old, new, words, tx) for number, (old, new) in pairs if old != new]


def _action(number: int, old: ActionItem | None, new: ActionItem | None, words: Words, tx: Tx) -> str:
    """Of an action, the parts that changed: `action 3, ven. 18/12 (avant : ven. 11/12)`."""
    told, known = _parts(new, words, tx), _parts(old, words, tx)
    same = [one == other for one, other in zip(told, known, strict=True)] if old and new else [False] * 3
    now = ", ".join(part for part, kept in zip(told, same, strict=True) if part and not kept)
    earlier = ", ".join(part for part, kept in zip(known, same, strict=True) if part and not kept)
    return _said(words, words.text("action {number}", number=number), now, earlier)


def _parts(action: ActionItem | None, words: Words, tx: Tx) -> tuple[str, str, str]:
    if action is None:
        return "", "", ""
    return action.who, _cut(action.what), _shown(action.due, words, tx) or action.said


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
