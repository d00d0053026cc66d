"""Contributions of a file: filed, merged with what is there, edited, or left alone. (DOMAIN.md 2.8, R1-R3)"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from bot.domain.bodies import body_key
from bot.domain.contribution import DRAFTED, PUBLISHED, Contribution, Kind
from bot.domain.exported import answers_in, exported
from bot.domain.folding import words as folded
from bot.domain.minutes import LIFE as MEETING
from bot.domain.offered import offered_answers, offered_as
from bot.domain.requests import LIFE
from bot.domain.text import Said, Understood, understand
from bot.loading.telling import Telling, number_of, renumbered
from handlers.change import record
from handlers.contribute import Contradicted, build, check_may_file, text_key
from handlers.lives import life_of
from handlers.proposals import PROPOSED, readers_of
from handlers.said import SAME_TEXT_WITHIN, Heard, stored_answers
from storage.contributions import answers_of, read_answers
from storage.drafts import Draft
from storage.loaded import LEFT, Outcome

_EDIT, _MERGE = "edit", "merge"
_CORRECTION = re.compile(
    r"^\s*(?:correction|correctif|rectificatif|rectification|erratum|errata|corrigé|edit)\b"
    r"(?:\s+(?:du|de la|des|de|of|to)\b|\s+de l['’]|\s+d['’])?(?:\s+(?:demande|request|message))?[\s:,–-]*",
    re.IGNORECASE,
)
"""How a text says that it corrects another, and that other's sort."""
SOON = timedelta(days=2)
"""Within so much time, the same thing asked for and then announced by the same person is one."""


def edited(told: Telling) -> Outcome | None:
    """What corrects a record that is there: what it says replaces what was said, and what it does not speak of stays. (R2)"""
    before = told.tx.loaded.line(told.line.own["edit_of"]) if "edit_of" in told.line.own else None
    item = told.tx.contributions.get(before.contribution_id) if before and before.contribution_id is not None else None
    if before is None or item is None:
        return None
    kind = told.tx.kinds[item.kind]
    fresh = _said(_answers(told, kind, _corrected(told, kind.name)))
    _change(item, fresh | _said(answers_of(item, kind)) | _stated(told, kind, fresh), _EDIT, told)
    told.tx.loaded.superseded(item.id, item.kind)
    return told.keep(item.kind, "edited", reference=before.reference, fields=told.line.own, contribution_id=item.id)


def filed(told: Telling) -> Outcome | None:
    """A contribution of its own, or more of one that is there. None: the text is none. Raises Refused."""
    understood = _understood(told)
    if understood.kind is None:
        return None
    kind = told.tx.kinds[understood.kind]
    check_may_file(told.person, told.tx, kind)
    answers = _answers(told, kind, understood)
    if same := _said_before(told):
        return told.keep(same.kind, LEFT, contribution_id=same.id, stands=False)
    offered = offered_as(kind, understood.answers, told.tx.kinds)
    return _asked(told, kind, offered, answers) if offered else _record(told, kind, answers)


def _asked(told: Telling, kind: Kind, offered: Kind, answers: Mapping[str, str]) -> Outcome:
    """Asked to be passed on: it is there already, or begins with that; its terms may follow."""
    reference = _own_number(told, kind)
    fields = {**_exported(_built(told, kind, answers, reference), told), **told.line.own}
    told_of = offered_answers(kind, answers, offered)
    item = next(_announced(told, offered, told_of), None) or _file(told, offered, _inferred(told, offered) | told_of, "")
    return told.keep(kind.name, "filed", reference=reference, fields=fields, contribution_id=item.id)


def _inferred(told: Telling, kind: Kind) -> dict[str, str]:
    """What the text says besides, read as that kind."""
    return _said(_answers(told, kind, _understood(told, kind.name)))


def _exported(item: Contribution, told: Telling) -> dict[str, Any]:
    kind = told.tx.kinds[item.kind]
    return exported(kind, answers_in(item, kind), said_on=told.reading.today, directory=told.tx.directory)


def _announced(told: Telling, kind: Kind, answers: Mapping[str, str]) -> Iterator[Contribution]:
    """What the same person has filed or asked for a moment ago under that heading."""
    lead = next((question.name for question in kind.questions if question.lead), "")
    for item_id in told.tx.loaded.of_author(told.person.id, kind.name, told.tx.now, SOON):
        item = told.tx.contributions.get(item_id)
        if item and folded(str(getattr(item, lead))) == folded(answers.get(lead, "")):
            yield item


def _record(told: Telling, kind: Kind, answers: Mapping[str, str]) -> Outcome:
    reference = _own_number(told, kind)
    if known := _known(told, kind, answers, reference):
        return _merged(known, told, kind, answers)
    item = _file(told, kind, answers, reference)
    return told.keep(kind.name, "filed", reference=reference, fields=told.line.own, contribution_id=item.id)


def _understood(told: Telling, kind: str = "") -> Understood:
    said = Said(
        text=told.line.text,
        now=told.line.at,
        zone=told.person.zone,
        language=told.line.language,
        chamber=told.tx.directory.get(told.person.chamber),
        addressed=True,
        kind=kind,
    )
    return understand(said, told.tx.kinds, told.tx.directory)


def _corrected(told: Telling, kind: str) -> Understood:
    """What a correction says of a thing of that kind, with or without the words that say that it is one."""
    bare = dataclasses.replace(told, line=dataclasses.replace(told.line, text=_CORRECTION.sub("", told.line.text)))
    readings = (_understood(told), _understood(bare))
    return next((found for found in readings if found.kind == kind), None) or _understood(bare, kind)


def _stated(told: Telling, kind: Kind, answers: Mapping[str, str]) -> dict[str, str]:
    """Of these answers what was said, and not only taken from who said it, and when."""
    chamber = told.tx.directory.get(told.person.chamber)
    taken = {"today": told.reading.today.isoformat(), "chamber": told.person.chamber, "chamber_name": chamber.name if chamber else ""}
    return {name: text for name, text in answers.items() if text != taken.get(kind.question(name).inferred)}


def _answers(told: Telling, kind: Kind, understood: Understood) -> dict[str, str]:
    heard = Heard(text=told.line.text, origin=told.origin, addressed=True, kind=kind.name)
    return stored_answers(understood, kind, heard)


def _said(answers: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in answers.items() if text}


def _said_before(told: Telling) -> Contribution | None:
    """The same words from the same person within six hours, before or after."""
    same = told.tx.contributions.same_text(told.person.id, text_key(told.line.text), SAME_TEXT_WITHIN)
    return same if same and abs(same.filed_at - told.tx.now) <= SAME_TEXT_WITHIN else None


def _own_number(told: Telling, kind: Kind) -> str:
    return told.line.own.get("request_id" if kind.cls.life == LIFE else "offer_id", "")


def _known(told: Telling, kind: Kind, answers: Mapping[str, str], reference: str) -> Contribution | None:
    """The record that the line tells of again: that of its number, the same meeting, or what was asked for a moment ago and is announced
    now."""
    numbered = _numbered(told, kind, reference)
    return numbered or next(_same_meeting(told, kind, answers), None) or next(_asked_for(told, kind, answers), None)


def _numbered(told: Telling, kind: Kind, reference: str) -> Contribution | None:
    events = (told.tx.loaded.record(number, tuple(told.tx.kinds)) for number in (reference, told.line.own.get("request_id", "")))
    items = (told.tx.contributions.get(event.contribution_id) for event in events if event and event.contribution_id is not None)
    return next((item for item in items if item and item.kind == kind.name), None)


def _asked_for(told: Telling, kind: Kind, answers: Mapping[str, str]) -> Iterator[Contribution]:
    """What was asked to be passed on, and has not been announced with its terms."""
    for item in _announced(told, kind, answers):
        events = told.tx.loaded.standing([item.id], tuple(told.tx.kinds)).get(item.id, [])
        if events and all(event.kind != kind.name for event in events):
            yield item


def _same_meeting(told: Telling, kind: Kind, answers: Mapping[str, str]) -> Iterator[Contribution]:
    """One body meets once a day. (R3)"""
    shaped = {question.shape: question.name for question in kind.questions if question.shape in ("body", "first_day")}
    if len(shaped) < 2 or not all(answers.get(name) for name in shaped.values()):
        return
    day = date.fromisoformat(answers[shaped["first_day"]])
    for item_id in told.tx.loaded.of_day(kind.name, shaped["first_day"], day):
        item = told.tx.contributions.get(item_id)
        if item and body_key(str(getattr(item, shaped["body"]))) == body_key(answers[shaped["body"]]):
            yield item


def _merged(item: Contribution, told: Telling, kind: Kind, answers: Mapping[str, str]) -> Outcome:
    """Of two accounts of a meeting the fuller wins (R3), of other things what was said last; what only the other says is added."""
    before, fresh = _said(answers_of(item, kind)), _said(answers)
    corrects = kind.cls.life != MEETING or bool(_CORRECTION.match(told.line.text))
    wins = corrects or _fullness(fresh) >= _fullness(before)
    if wins:
        told.tx.loaded.superseded(item.id, item.kind)
    reference = _own_number(told, kind)
    _change(item, fresh | before | (_stated(told, kind, fresh) if wins else {}), _MERGE, told, reference)
    return told.keep(kind.name, "merged", reference=reference, fields=told.line.own, contribution_id=item.id, stands=wins)


def _fullness(answers: Mapping[str, str]) -> tuple[int, int]:
    return len(answers), sum(map(len, answers.values()))


def _change(item: Contribution, answers: Mapping[str, str], act: str, told: Telling, reference: str = "") -> None:
    kind = told.tx.kinds[item.kind]
    values = read_answers(kind, answers)
    values.pop("chamber", None)  # whose it is was said when it was filed
    after = renumbered(dataclasses.replace(item, **values), reference, kind, told.tx)
    if after != item:
        record(item, after, act, told.person.id, told.tx)


def _file(told: Telling, kind: Kind, answers: Mapping[str, str], reference: str) -> Contribution:
    """As if said then, and confirmed by whoever had to: a proposal is relayed, what is drafted is published."""
    tx, person = told.tx, told.person
    item = tx.contributions.add(
        _built(told, kind, answers, reference), raw_text=told.line.text, text_key=text_key(told.line.text), origin=told.origin
    )
    tx.audit.note("file", by=person.id, about=item.id, after={"number": item.number})
    if item.life != LIFE:  # of what was asked long ago, nobody is asked now
        life_of(item).filed(item, person, tx)
    item = tx.contributions.get(item.id) or item
    if item.state == DRAFTED:
        item = record(item, dataclasses.replace(item, state=PUBLISHED, published_at=tx.now), "publish", person.id, tx)
    if item.state == PROPOSED:
        relayed = dataclasses.replace(item, state=PUBLISHED, scope=readers_of(item, tx), published_at=tx.now)
        item = record(item, relayed, "relay", None, tx)
    return item


def _built(told: Telling, kind: Kind, answers: Mapping[str, str], reference: str) -> Contribution:
    """What contradicts itself is left out, as whoever is asked about it and says nothing leaves it out."""
    draft = Draft(
        kind=kind.name,
        number=number_of(reference, kind, told.tx),
        person_id=told.person.id,
        question="",
        answers=answers,
        raw_text=told.line.text,
        text_key=text_key(told.line.text),
        language=told.line.language,
        origin=told.origin,
        said_at=told.tx.now,
    )
    try:
        return build(draft, told.person, told.tx)
    except Contradicted as contradicted:
        kept = {name: text for name, text in answers.items() if name not in contradicted.problems}
        return build(dataclasses.replace(draft, answers=kept), told.person, told.tx)
