"""What is held about a person, of what has a life of its own: actions, groups, requests, and what came from a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from bot.domain.i18n import mark as _
from bot.wording.plain import plain
from handlers.own_facts import Facts, platform_name

Teller = Callable[[Mapping[str, Any]], str]
_STATES: Mapping[str, str] = {"open": _("to be done"), "in_progress": _("begun"), "done": _("done"), "dropped": _("dropped")}
_TURNS: Mapping[str, str] = {
    "closed": _("closed"),
    "co_leads": _("its second lead changed"),
    "corrected": _("corrected"),
    "created": _("created"),
    "described": _("described anew"),
    "done": _("done"),
    "dropped": _("dropped"),
    "entrusted": _("entrusted to a chamber"),
    "handed_over": _("passed on"),
    "joined": _("a chamber joins"),
    "leads": _("its lead changed"),
    "left": _("a chamber leaves"),
    "moved": _("its channel changed"),
    "postponed": _("put off"),
    "quiet": _("nothing new"),
    "reopened": _("opened again"),
    "started": _("begun"),
    "undone": _("put back"),
}
"""What became of an action or a group, by its act; what has no word here is a change."""
_RESULTS: Mapping[str, str] = {
    "asked": _("no answer yet"),
    "claimed": _("taken"),
    "declined": _("declined"),
    "over": _("over"),
    "passed": _("passed on"),
    "released": _("given back"),
    "silent": _("no answer"),
}
_SATISFACTION: Mapping[str, str] = {"yes": _("it helped"), "partly": _("it helped in part"), "no": _("it did not help")}


class LivesOfHis(Facts):
    """Tells the rows of what has a life of its own."""

    @cached_property
    def lives(self) -> Mapping[str, Teller]:
        """By table."""
        return {
            "searched": self._searched,
            "actions": self._action,
            "action_turns": self._action_turn,
            "bodies": self._body,
            "body_turns": self._body_turn,
            "pursuits": self._pursuit,
            "routings": self._routing,
            "replies": self._reply,
            "expertise": self._expertise,
            "loaded": self._loaded,
        }

    def _searched(self, own: Mapping[str, Any]) -> str:
        words = " ".join(word for word in own["words"].split() if "_" not in word)
        return self.words.markdown(
            "**Words it is found by**, {label}: “{text}”", label=self.label(own["contribution_id"]), text=self.value(words)
        )

    def _action(self, own: Mapping[str, Any]) -> str:
        facts = [own["owner_name"], self.day(own["due"]) or own["said"], self._word(_STATES, own["state"]), self.day(own["done_on"])]
        return self.words.markdown(
            "**Action {n}**, {label}: “{text}” {facts}",
            n=own["position"],
            label=self.label(own["minutes_id"]),
            text=self.value(own["what"]),
            facts=self.listed(facts),
        )

    def _action_turn(self, own: Mapping[str, Any]) -> str:
        minutes, position, what = self.actions.get(own["action_id"], (0, 0, ""))
        before = own["before"]
        due = date.fromisoformat(before["due"]) if before.get("due") else None
        facts = self.listed([before.get("owner_name", ""), self.day(due) or before.get("said", "")])
        told = self._turn(
            own, self.words.text("Action {n}, {label}: “{text}”", n=position, label=self.label(minutes), text=self.value(what))
        )
        return told + (" " + self.words.markdown("Before: {facts}.", facts=facts) if facts else "")

    def _body(self, own: Mapping[str, Any]) -> str:
        facts = [self.words.text("you lead it") if own["lead_id"] == self.person.id else ""]
        facts += [self.words.text("noted by you: {day}", day=self.day(own["filed_at"])) if own["filed_by"] == self.person.id else ""]
        return self.words.markdown("**{name}**: {facts}", name=self.value(own["name"]), facts=self.listed(facts))

    def _body_turn(self, own: Mapping[str, Any]) -> str:
        return self._turn(own, self.value(self.bodies.get(own["body_id"], "")))

    def _turn(self, own: Mapping[str, Any], about: str) -> str:
        mine = own["by_id"] == self.person.id
        by = _("**{what}**, {when}, by you: {act}.") if mine else _("**{what}**, {when}, by somebody else: {act}.")
        return self.words.markdown(
            by, what=about, when=self.when(own["at"]), act=self._word(_TURNS, own["act"]) or self.words.text("changed")
        )

    def _pursuit(self, own: Mapping[str, Any]) -> str:
        words, taker = self.words, own["claimed_by"]
        by = words.text("you") if taker == self.person.id else self.names.get(taker, "")
        facts = [words.text("taken by {name}: {when}", name=by, when=self.when(own["claimed_at"]))] if taker and own["claimed_at"] else []
        facts += [words.text("answered: {when}", when=self.when(own["answered_at"]))] if own["answered_at"] else []
        facts += [words.text("settled: {when}", when=self.when(own["resolved_at"]))] if own["resolved_at"] else []
        facts += [self._word(_SATISFACTION, own["satisfaction"])]
        facts += [words.text("next step: {when}", when=self.when(own["next_at"]))] if own["next_at"] else []
        told = self.listed(facts) or words.text("nobody has taken it")
        return words.markdown("**{label}**: {facts}", label=self.label(own["request_id"]), facts=told)

    def _routing(self, own: Mapping[str, Any]) -> str:
        chamber = self.tx.directory.get(own["chamber"])
        whom = self.words.text("you") if own["person_id"] == self.person.id else chamber.region if chamber else own["chamber"]
        values = {"label": self.label(own["request_id"]), "name": whom, "when": self.when(own["at"])}
        return self.words.markdown("**{label}**, put to {name}, {when}: {act}.", **values, act=self._word(_RESULTS, own["result"]))

    def _reply(self, own: Mapping[str, Any]) -> str:
        values = {"label": self.label(own["request_id"]), "platform": platform_name(own["platform"]), "when": self.when(own["at"])}
        said = self.value(plain(own["text"]))
        return self.words.markdown("**{label}**, said by you on {platform}, {when}: “{text}”", **values, text=said)

    def _expertise(self, own: Mapping[str, Any]) -> str:
        chamber = self.tx.directory.get(own["chamber"])
        values = {"region": chamber.region if chamber else own["chamber"], "when": self.when(own["at"])}
        return self.words.markdown("**{region}** knows about “{text}”: said by you, {when}.", **values, text=self.value(own["topic"]))

    def _loaded(self, own: Mapping[str, Any]) -> str:
        values = {"platform": platform_name(own["platform"]), "when": self.when(own["at"])}
        return self.words.markdown("**From a file**, as said on {platform}, {when}: “{text}”", **values, text=self.value(own["text"]))

    def _word(self, words: Mapping[str, str], name: str) -> str:
        return self.words.text(words[name]) if name in words else ""
