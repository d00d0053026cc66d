"""What follows a record, as a file tells it: an action done, a request answered or passed on, the sheet of a group."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator
from typing import Any

from bot.domain.actions import DONE, DROPPED, OPEN, ActionRecord
from bot.domain.contribution import PUBLISHED, Contribution
from bot.domain.expertise import NAMED
from bot.domain.reading.action_news import ActionNews, read_action_news
from bot.domain.reading.follow_ups import Reply, read_reply, read_routing
from bot.domain.requests import LIFE, Pursuit, Routing
from bot.loading.groups import GROUP, of_group
from bot.loading.telling import Telling
from handlers.requests.answers import answer
from handlers.requests.claims import claim, release, route
from storage.loaded import Outcome

ACTION, REPLY, ROUTING = "action_update", "help_reply", "help_routing"
FOLLOW_UPS = (ACTION, REPLY, ROUTING, GROUP)
"""As exports call them."""
_WRITTEN = re.compile(r".+-(?P<day>\d{4}-\d\d-\d\d)-A(?P<position>\d{1,3})")
_ANY_REQUEST, _ANY_ACTION = "HR-1", "X-2000-01-01-A1"
"""Numbers as texts write them, in the place of one that is written otherwise."""


def followed(told: Telling) -> Outcome | None:
    """What the text says of a record that is there, or of a group. None: nothing. Raises Refused."""
    return next((found for take in _READERS if (found := take(told))), None)


def _naming(told: Telling) -> str:
    """The text, with the record's own number in the form that everybody writes, whatever the form in which the file gives it."""
    return _renamed(told.line.text, told.line.own.get("request_id", ""), _ANY_REQUEST)


def _renamed(text: str, own: str, usual: str) -> str:
    """A number that is nothing but digits may be anything in a text."""
    return re.sub(rf"(?<![\w-]){re.escape(own)}(?![\w-])", usual, text) if re.search("[^\\W\\d]", own) else text


def _routed(told: Telling) -> Outcome | None:
    said = read_routing(_naming(told), told.reading)
    item = _request(told, said.reference) if said and said.chamber else None
    if said is None or item is None:
        return None
    if item.life == LIFE and item.state == PUBLISHED:
        route(item, said.chamber, said.why, told.person, told.tx, tell=False)
    else:  # it is settled, or was filed as the offer that it is: that it was passed on is known all the same
        why = {"why": said.why} if said.why else {}
        told.tx.pursuits.add_routing(
            Routing(request_id=item.id, chamber=said.chamber, reason=NAMED, evidence=why, result="over", by=told.person.id, at=told.tx.now)
        )
    fields = {"routed_to": said.chamber, "why": said.why}
    return _kept(told, ROUTING, item, said.reference, fields)


def _replied(told: Telling) -> Outcome | None:
    said = read_reply(_naming(told))
    item = _request(told, said.reference) if said else None
    if said is None or item is None:
        return None
    if item.life == LIFE and item.state == PUBLISHED:
        _answered(item, said, told)
    elif item.life == LIFE and said.text:
        told.tx.pursuits.say(item.id, told.person.id, said.text, told.origin)
    elif item.life != LIFE:  # it was filed as the offer that it is, which lives on
        told.tx.pursuits.save(Pursuit(request_id=item.id, answered_at=told.tx.now, resolved_at=told.tx.now))
    fields = {"status": said.status, "date": told.reading.today.isoformat(), "text": said.text}
    return _kept(told, REPLY, item, said.reference, fields)


def _answered(item: Contribution, said: Reply, told: Telling) -> None:
    """As whoever says it would have had it done. Raises Refused."""
    if said.status in ("answered", "resolved"):
        answer(item, said.text, told.person, told.tx, close=said.status == "resolved", origin=told.origin, tell_it=False)
    elif said.status == "claimed":
        claim(item, told.person, told.tx)
    elif said.status == "released":
        release(item, told.person, told.tx)


def _request(told: Telling, reference: str) -> Contribution | None:
    """The request of that number; where it was only spoken, of the number that stands beside the text."""
    numbers = (told.line.own.get("request_id", ""), reference)
    events = (told.tx.loaded.record(number, tuple(told.tx.kinds)) for number in numbers)
    found = next((event.contribution_id for event in events if event), None)
    return told.tx.contributions.get(found) if found is not None else None


def _kept(told: Telling, kind: str, item: Contribution, reference: str, fields: dict[str, Any]) -> Outcome:
    number = {"request_id": told.line.own.get("request_id", reference)}
    return told.keep(kind, "filed", reference=number["request_id"], fields=number | fields, contribution_id=item.id)


def _acted(told: Telling) -> Outcome | None:
    own = told.line.own.get("action_id", "")
    text = told.line.text if _WRITTEN.fullmatch(own) else _renamed(told.line.text, own, _ANY_ACTION)
    said = [(news, action) for news in read_action_news(text, told.reading) for action in _actions(told, news)]
    if not said:
        return None
    for news, action in said:
        told.tx.actions.change(action, _after(action, news, told), act=news.status, by=told.person.id)
    (news, action), *_others = said
    reference = own or news.reference
    fields = {"action_id": reference, "status": news.status, "date": told.reading.today.isoformat()}
    fields |= {"due": news.due.isoformat()} if news.due else {}
    fields |= {"owner": news.chamber or news.owner} if news.owner else {}
    return told.keep(ACTION, "filed", reference=reference, fields=fields, contribution_id=action.minutes_id, action_id=action.id)


def _after(action: ActionRecord, news: ActionNews, told: Telling) -> ActionRecord:
    """Who may do it was asked long ago: it is taken as told."""
    if news.status == "done":
        return action if action.state == DONE else action.done(told.reading.today)
    if news.status == "postponed":
        return dataclasses.replace(action, due=news.due, said="") if news.due else action
    if news.status == "handed_over":
        due = news.due or action.due
        return dataclasses.replace(action, owner_chamber=news.chamber, owner_name=news.owner[:200], owner_id=None, due=due)
    return dataclasses.replace(action, state=DROPPED if news.status == "dropped" else OPEN, done_on=None)


def _actions(told: Telling, news: ActionNews) -> Iterator[ActionRecord]:
    """The action of that reference; else of that day and place, where only one meeting has it."""
    reference = told.line.own.get("action_id", news.reference)
    known = told.tx.actions.by_reference(reference)
    written = _WRITTEN.fullmatch(reference)
    if known:
        yield known
    elif written:
        there = told.tx.loaded.actions_at(written["day"], int(written["position"]))
        found = told.tx.actions.get(there[0]) if len(there) == 1 else None
        yield from [found] if found else []


_READERS: tuple[Callable[[Telling], Outcome | None], ...] = (_routed, _replied, _acted, of_group)
