"""Owners of actions who may be several chambers, whom nobody knows, or who are not named."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from bot.domain.chambers import NATIONAL, Chamber
from bot.domain.folding import fold, words
from bot.domain.i18n import mark as _
from bot.domain.kinds.meeting_minutes.asking import key_of, numbers, with_actions
from bot.domain.minutes import Around, Minutes, Point, Way
from bot.domain.records import ActionItem

_ROLLS = ("present", "represented", "excused", "absent", "guests")
_ROLE = re.compile(r"(?:l[ae]s? |l'|tous?\b|toutes?\b|chacun|chaque|all\b|everyone)")
MOST_NAMED = 4
"""Of those whom nobody knows; the numbers of their actions say the rest."""


def unclear_owners(minutes: Minutes, around: Around) -> Iterator[Point]:
    """Owners who may be several chambers, or whom nobody knows."""
    unknown: dict[str, list[int]] = defaultdict(list)
    for place, action in enumerate(minutes.action_items):
        if action.who and not action.chamber and not _is_known(action.who, minutes, around):
            unknown[words(action.who)].append(place)
    meant = {name: _maybe(minutes.action_items[places[0]].who, minutes, around) for name, places in unknown.items()}
    for name, places in unknown.items():
        if meant[name]:
            yield _ambiguous(minutes, places, meant[name])
    strangers = {name: places for name, places in unknown.items() if not meant[name]}
    if strangers:
        yield _strangers(minutes, strangers)


def _is_known(who: str, minutes: Minutes, around: Around) -> bool:
    """Somebody of the network, somebody who was there, or a role that those who were there know."""
    said = words(who)
    attending = {words(one.name) for roll in _ROLLS for one in getattr(minutes, roll)}
    firsts = {name.split()[0] for name in attending if name}
    return said in around.known or said in attending or said in firsts or _ROLE.match(fold(who)) is not None


def _maybe(who: str, minutes: Minutes, around: Around) -> tuple[Chamber, ...]:
    """The chambers that the name may mean: those of whose name it is a part, else those whose names look like it."""
    said, on = words(who), minutes.date_start or around.today
    part = [one for one in around.directory.on(on) if one.code != NATIONAL and len(said) > 2 and f" {said} " in f" {words(one.region)} "]
    if part:
        return tuple(sorted(part, key=lambda one: len(one.region))[:3])
    return () if " " in said else tuple(one for one in around.directory.near(who) if one.valid(on))[:3]


def _ambiguous(minutes: Minutes, places: Sequence[int], chambers: Sequence[Chamber]) -> Point:
    who = minutes.action_items[places[0]].who
    ways = [Way(value=one.code, name=one.region, changes=with_actions(minutes, places, partial(_owned, by=one))) for one in chambers]
    text = _("Action {number}, “{who}”:") if len(places) == 1 else _("Actions {number}, “{who}”:")
    if len(ways) == 1:
        ways.append(Way(value="keep", label=_("Keep “{who}”"), values={"who": who}, word=_("keep")))
    return Point(key=key_of("owner", words(who)), text=text, values={"number": numbers(places), "who": who}, ways=tuple(ways))


def _owned(action: ActionItem, by: Chamber) -> ActionItem:
    return replace(action, who=by.region or by.name, chamber=by.code)


def _strangers(minutes: Minutes, strangers: dict[str, list[int]]) -> Point:
    places = sorted(place for found in strangers.values() for place in found)
    who = [minutes.action_items[found[0]].who for found in strangers.values()]
    text = _("Action {number}: I do not know “{who}”. You will get its reminder.")
    if len(places) > 1:
        text = _("Actions {number}: I do not know {who}. You will get their reminders.")
    keep = Way(value="keep", label=_("Publish it so"), word=_("so"))
    shown = ", ".join(who[:MOST_NAMED]) + ("…" if len(who) > MOST_NAMED else "")
    return Point(key=key_of("strangers", *sorted(strangers)), text=text, values={"number": numbers(places), "who": shown}, ways=(keep,))


def no_owners(minutes: Minutes, around: Around) -> Iterator[Point]:
    places = [place for place, action in enumerate(minutes.action_items) if not action.who and not action.chamber]
    if not places:
        return
    codes = dict.fromkeys([*([minutes.chamber] if minutes.chamber else []), NATIONAL])
    chambers = [chamber for code in codes if (chamber := around.directory.get(code))]
    ways = [
        Way(value=one.code, name=one.region or one.name, changes=with_actions(minutes, places, partial(_owned, by=one))) for one in chambers
    ]
    text = _("Action {number} has no owner.") if len(places) == 1 else _("Actions {number} have no owner.")
    keep = Way(value="keep", label=_("Without an owner"), word=_("without"))
    key = key_of("ownerless", *(minutes.action_items[place].what for place in places))
    yield Point(key=key, text=text, values={"number": numbers(places)}, ways=(*ways, keep))
