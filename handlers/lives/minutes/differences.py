"""What a correction of minutes changed, line by line: readers are told that and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Any

from bot.domain.i18n import mark as _
from bot.domain.minutes import Minutes
from bot.domain.records import ActionItem
from bot.wording import Words
from storage.transaction import Tx

_PLAIN = {
    "body": _("Body"),
    "date_start": _("First day"),
    "date_end": _("Last day"),
    "place": _("Place"),
    "next_meeting": _("Next meeting"),
}
_ROLLS = {
    "present": _("Present"),
    "represented": _("Represented"),
    "excused": _("Excused"),
    "absent": _("Absent"),
    "guests": _("Guests"),
}
LONGEST = 120


def differences(before: Minutes, after: Minutes, words: Words, tx: Tx) -> list[str]:
    """One line for each thing that changed, with what stood there before. The full text is no such thing."""
    return list(_Difference(words, tx.today(str(words.zone))).lines(before, after))


@dataclass(frozen=True)
class _Difference:
    """How it is said to readers of one language on one day."""

    words: Words
    today: date

    def lines(self, before: Minutes, after: Minutes) -> Iterator[str]:
        for name, label in _PLAIN.items():
            old, new = getattr(before, name), getattr(after, name)
            if old != new:
                yield self._said(self._label(label), self._shown(new), self._shown(old))
        for name, label in _ROLLS.items():
            yield from self._who(getattr(before, name), getattr(after, name), self._label(label))
        for number, (was, now) in enumerate(zip_longest(before.decisions, after.decisions), start=1):
            if was != now:
                what = self.words.text("decision {number}", number=number)
                yield self._said(what, _cut(now.text if now else ""), _cut(was.text if was else ""))
        for number, (one, other) in enumerate(zip_longest(before.action_items, after.action_items), start=1):
            if one != other:
                yield self._action(number, one, other)

    def _label(self, label: str) -> str:
        return self.words.text(label).lower()

    def _said(self, what: str, now: str, earlier: str) -> str:
        return self.words.text("{what}, {now} (before: {earlier})", what=what, now=now or "–", earlier=earlier or "–")

    def _shown(self, value: Any) -> str:
        return self.words.day(value, self.today) if isinstance(value, date) else str(value or "")

    def _who(self, before: Any, after: Any, label: str) -> Iterator[str]:
        """Who came into a list, and who went."""
        old, new = ({one.name for one in roll} for roll in (before, after))
        signed = [*(f"+ {one}" for one in sorted(new - old)), *(f"– {one}" for one in sorted(old - new))]
        if signed:
            yield self.words.text("{what}: {now}", what=label, now=", ".join(signed))

    def _action(self, number: int, old: ActionItem | None, new: ActionItem | None) -> str:
        """Of an action, the parts that changed: `action 3, ven. 18/12 (avant : ven. 11/12)`."""
        told, known = self._parts(new), self._parts(old)
        changed = [place for place in range(len(told)) if old is None or new is None or told[place] != known[place]]
        now, earlier = (", ".join(parts[place] for place in changed if parts[place]) for parts in (told, known))
        return self._said(self.words.text("action {number}", number=number), now, earlier)

    def _parts(self, action: ActionItem | None) -> tuple[str, str, str]:
        return (action.who, _cut(action.what), self._shown(action.due) or action.said) if action else ("", "", "")


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
