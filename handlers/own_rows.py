"""What is held about a person, row by row in his own words: what was filed, when and where; what was sent; what was changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any

from bot.domain.contribution import Kind
from bot.domain.i18n import mark as _
from bot.domain.i18n import nmark
from bot.domain.messages import Message
from bot.domain.people import Role
from bot.domain.roster import role_name
from bot.wording.plain import plain
from handlers.letter import described
from handlers.own_facts import platform_name, texts_in
from handlers.own_lives import LivesOfHis, Teller
from handlers.own_settings import LANGUAGE_NAMES, city
from storage.own import OwnRow

HIS_EVENTS = ("received", "parked")
"""Tables that refer to nobody: what names a person there came from him."""
_NAMING: Mapping[str, str] = {
    "action_turns": _("What became of an action"),
    "actions": _("An action"),
    "audit": _("A trace"),
    "bodies": _("A group"),
    "contributions": _("A text filed"),
    "drafts": _("A draft"),
    "loaded": _("A line of a file"),
    "outbox": _("A message"),
    "replies": _("An answer"),
    "versions": _("A version"),
}
ORDER = (
    "people",
    "accounts",
    "subscriptions",
    "contributions",
    "versions",
    "drafts",
    "searched",
    "actions",
    "action_turns",
    "pursuits",
    "routings",
    "replies",
    "bodies",
    "body_turns",
    "expertise",
    "loaded",
    "forms",
    "editions",
    "outbox",
    "invitations",
    "statuses",
    "channels",
    "periods",
    "received",
    "parked",
    "audit",
)
"""Tables as they are read; those of kinds come after what was filed."""
_SAID_ONCE: Mapping[str, str] = {
    "back": _("**Noted**, {when}: you were told what waited after your leave."),
    "said": _("**Noted**, {when}: a reminder was said to you."),
    "unasked": _("**Noted**, {when}: you had your message of the day."),
}
_TOLD_WITH_VALUES = ("leave", "leave_ended", "settings")
"""Of other acts, what was changed stands in the version that they made, or is a matter of ids."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_CARRIED = nmark("**Letter** made {when}, with {n} item.", "**Letter** made {when}, with {n} items.")
_SENT: Mapping[str, str] = {
    "post": _("**Sent** on {platform}, {when}: “{text}”"),
    "edit": _("**Changed** on {platform}, {when}: “{text}”"),
    "react": _("**Marked** on {platform}, {when}: a message of yours."),
}


class Telling(LivesOfHis):
    """Tells one person's rows."""

    def told(self, row: OwnRow, most: int) -> str:
        """The row as one paragraph of Markdown."""
        self.most = most
        if row.mention and row.table not in HIS_EVENTS:
            return self._naming(row)
        kind = self.tx.kinds.get(row.table)
        return self._kind(kind, row.columns) if kind else self._tellers.get(row.table, self._other)(row.columns)

    @cached_property
    def _tellers(self) -> Mapping[str, Teller]:
        return {
            **self.lives,
            "people": self._person_row,
            "accounts": self._account,
            "subscriptions": self._letter,
            "contributions": self._contribution,
            "versions": self._version,
            "drafts": self._draft,
            "forms": self._form,
            "editions": self._edition,
            "outbox": self._message,
            "invitations": self._invitation,
            "statuses": self._status,
            "channels": self._channel,
            "periods": self._period,
            "received": self._received,
            "parked": self._parked,
            "audit": self._trace,
        }

    def _person_row(self, own: Mapping[str, Any]) -> str:
        if own["id"] != self.person.id:
            return self.words.markdown("**{name}** handed over to you.", name=self.value(own["name"]))
        words, chamber = self.words, self.tx.directory.get(own["chamber"])
        facts = [own["name"], words.text(role_name(Role(own["role"]))), chamber.region if chamber else own["chamber"], own["email"] or ""]
        facts += [words.text(LANGUAGE_NAMES.get(own["language"], "French")), words.text("clock of {city}", city=city(own["zone"]))]
        facts += [platform_name(own["platform"])] if own["platform"] else []
        facts += [words.text("first message: {day}", day=self.day(own["greeted_at"]))] if own["greeted_at"] else []
        facts += [words.text("agreed to it: {day}", day=self.day(own["consent_at"]))] if own["consent_at"] else []
        facts += [words.text("back from leave: {day}", day=self.day(own["away_until"]))] if own["away_until"] else []
        return self.words.markdown("**You**: {facts}", facts=self.listed(facts))

    def _account(self, own: Mapping[str, Any]) -> str:
        words, facts = self.words, [f"{platform_name(own['platform'])} {own['user_id']}"]
        facts += [words.text("linked: {day}", day=self.day(own["linked_at"]))] if own["linked_at"] else []
        facts += [words.text("last used: {when}", when=self.when(own["used_at"]))] if own["used_at"] else []
        return self.words.markdown("**Your account**: {facts}", facts=self.listed(facts))

    def _letter(self, own: Mapping[str, Any]) -> str:
        subscription = self.tx.subscriptions.of_person(own["person_id"])
        if subscription is None:
            return self._other(own)
        values: dict[str, Any] = described(subscription, self.words, self.tx)
        subjects = ", ".join([*values["topics"], *values["regions"]]) or self.words.text("everything")
        return self.words.markdown(
            "**Your letter**: {subjects}, on {weekday} at {hour}; since {day}.",
            subjects=self.value(subjects),
            weekday=values["weekday"],
            hour=values["hour"],
            day=self.day(own["since"]),
        )

    def _contribution(self, own: Mapping[str, Any]) -> str:
        values = {"label": self.label(own["id"]), "when": self.when(own["filed_at"]), "platform": platform_name(own["platform"])}
        said = self.value(own["raw_text"] or own["heading"])
        return self.words.markdown("**{label}**, filed on {platform}, {when}: “{text}”", **values, text=said)

    def _kind(self, kind: Kind, own: Mapping[str, Any]) -> str:
        label = self.label(own["contribution_id"])
        return self.words.markdown("**{label}**, in full: {fields}", label=label, fields=self.fields(kind, own))

    def _version(self, own: Mapping[str, Any]) -> str:
        kind = self.tx.kinds.get(self.numbers.get(own["contribution_id"], ("", 0))[0])
        values = {"label": self.label(own["contribution_id"]), "n": own["version"], "when": self.when(own["at"])}
        before = self.versions.get((own["contribution_id"], own["version"] - 1))
        changed = own["answers"] if before is None else {k: v for k, v in own["answers"].items() if before.get(k) != v}
        by = _("**{label}**, version {n}, {when}, by you: {act}. {fields}")
        by = by if own["by_id"] == self.person.id else _("**{label}**, version {n}, {when}, by somebody else: {act}. {fields}")
        return self.words.markdown(by, **values, act=self.act(own["act"], kind), fields=self.fields(kind, changed)).rstrip()

    def _draft(self, own: Mapping[str, Any]) -> str:
        values = {"when": self.when(own["said_at"]), "platform": platform_name(own["platform"]), "text": self.value(own["raw_text"])}
        if own["contribution_id"]:
            return self.words.markdown(
                "**Text** sent on {platform}, {when}, filed as {label}: “{text}”", **values, label=self.label(own["contribution_id"])
            )
        return self.words.markdown("**Draft** sent on {platform}, {when}: “{text}”", **values)

    def _form(self, own: Mapping[str, Any]) -> str:
        labels = {one["name"]: one["label"] for one in own["form"].get("inputs", ())}
        answers = " · ".join(self.pair(labels.get(name, ""), value) for name, value in own["answers"].items() if value)
        said = self.value(" · ".join(part for part in (own["form"].get("title", ""), answers) if part))
        return self.words.markdown("**Form** begun {when}: {text}", when=self.when(own["opened_at"]), text=said)

    def _edition(self, own: Mapping[str, Any]) -> str:
        return self.words.nmarkdown(*_CARRIED, len(own["carried"]), when=self.when(own["built_at"]))

    def _message(self, own: Mapping[str, Any]) -> str:
        said = self.value(plain(Message.from_json(own["message"]).markdown)) if own["message"] else ""
        values = {"platform": platform_name(own["platform"]), "when": self.when(own["sent_at"] or own["created_at"]), "text": said}
        if own["state"] == "sent":
            return self.words.markdown(_SENT[own["operation"]], **values)
        if own["state"] == "parked":
            return self.words.markdown("**Not sent** on {platform}, {when}: “{text}”", **values)
        return self.words.markdown("**To be sent** on {platform}, {when}: “{text}”", **values)

    def _invitation(self, own: Mapping[str, Any]) -> str:
        mine, made = own["person_id"] == self.person.id, self.when(own["created_at"])
        name = self.value(self.names.get(own["person_id"], ""))
        if not mine:
            return self.words.markdown("**Link** that you made for {name}, {when}.", name=name, when=made)
        if own["used_at"]:
            return self.words.markdown("**Link** to Telegram, made {when}; used {used}.", when=made, used=self.when(own["used_at"]))
        return self.words.markdown("**Link** to Telegram, made {when}; not used.", when=made)

    def _status(self, own: Mapping[str, Any]) -> str:
        chamber = self.tx.directory.get(own["chamber"])
        region = chamber.region if chamber else own["chamber"]
        return self.words.markdown(
            "**Status** of a chamber that you noted, {when}: {region}.", when=self.when(own["noted_at"]), region=region
        )

    def _channel(self, own: Mapping[str, Any]) -> str:
        platform, day = platform_name(own["platform"]), self.day(own["dead_since"])
        if day:
            return self.words.markdown("**Your conversation** on {platform} takes no messages since {day}.", platform=platform, day=day)
        return self.words.markdown("**Your conversation** on {platform}.", platform=platform)

    def _period(self, own: Mapping[str, Any]) -> str:
        return self.words.markdown(
            _SAID_ONCE.get(own["job"], _("**Noted**, {when}: something was done for you once.")), when=self.when(own["at"])
        )

    def _received(self, own: Mapping[str, Any]) -> str:
        return self.words.markdown(
            "**Received** from you on {platform}, {when}.", platform=platform_name(own["platform"]), when=self.when(own["at"])
        )

    def _parked(self, own: Mapping[str, Any]) -> str:
        values = {"platform": platform_name(own["platform"]), "when": self.when(own["at"])}
        return self.words.markdown("**Set aside** on {platform}, {when}: something from you that I could not read.", **values)

    def _trace(self, own: Mapping[str, Any]) -> str:
        told = [self.act(own["act"], None), self.label(own["about_id"]).lower() if own["about_id"] else ""]
        kept = (own["before"], own["after"]) if own["act"] in _TOLD_WITH_VALUES else ()
        changed = " → ".join(said for value in kept if (said := ", ".join(self._setting(one) for one in texts_in(value))))
        return self.words.markdown("**Trace**, {when}: {facts}", when=self.when(own["at"]), facts=self.listed([*told, changed]))

    def _setting(self, value: str) -> str:
        """A value that was kept for what it does: a day, a zone, a language, a platform."""
        if _DAY.fullmatch(value):
            return self.day(date.fromisoformat(value))
        if value in LANGUAGE_NAMES:
            return self.words.text(LANGUAGE_NAMES[value])
        return city(value) if "/" in value else platform_name(value)

    def _naming(self, row: OwnRow) -> str:
        """Of another's row, the lines that name him, and when it was."""
        whens = [self.when(value) for value in row.columns.values() if isinstance(value, datetime)]
        lines = [line for value in row.columns.values() if isinstance(value, list) for line in value]
        named = _("A text filed") if row.table in self.tx.kinds else _NAMING.get(row.table, _("A note"))
        values = {"what": self.words.text(named), "text": self.value(" / ".join(lines))}
        if not whens:
            return self.words.markdown("**{what} that names you**: “{text}”", **values)
        return self.words.markdown("**{what} that names you**, {when}: “{text}”", **values, when=whens[0])

    def _other(self, own: Mapping[str, Any]) -> str:
        """A table that nothing here knows of: its texts, in their order."""
        return self.words.markdown("**Another note**: {text}", text=self.value(" · ".join(texts_in(own))))


def in_order(rows: Sequence[OwnRow], person_id: int, kinds: Iterable[str]) -> list[OwnRow]:
    """Who he is first, then what he filed, what was sent, and what was noted; what names him in others' rows at the end."""
    places = {table: place for place, table in enumerate(ORDER)} | dict.fromkeys(kinds, ORDER.index("contributions"))

    def place(row: OwnRow) -> tuple[bool, int, bool]:
        of_others = row.mention and row.table not in HIS_EVENTS
        return of_others, places.get(row.table, len(places)), row.table == "people" and row.key != (person_id,)

    return sorted(rows, key=place)
