"""What is answered to a change of a group: what it is now, who hears of it, and how to undo it."""

from __future__ import annotations

from bot.domain.bodies import Body
from bot.domain.i18n import mark as _
from bot.domain.i18n import nmark
from bot.domain.messages import Button, Message
from bot.domain.people import Person
from bot.domain.reading.groups import GroupChange, GroupSheet
from bot.wording import Markdown, Words
from handlers.answer import Reply
from handlers.groups.rights import leads, region
from handlers.groups.showing import card
from storage.transaction import Tx


def _words(person: Person, tx: Tx) -> Words:
    return tx.words(person.language, person.zone)


def _button(verb: str, label: str, body: Body, words: Words) -> Button:
    return Button(label=words.text(label), act=f"grp:{verb}:{body.id}", word=words.text(label).lower())


def filed(body: Body, sheet: GroupSheet, person: Person, tx: Tx, *, new: bool) -> Reply:
    """The group as it was understood, and what was not."""
    words = _words(person, tx)
    done = words.markdown("Created: type its name to see it, or what is new there.") if new else words.markdown("Its sheet is up to date.")
    parts = [card(body, person, tx), *_doubts(body, sheet, words), done]
    undo = (_button("close", "Close the group", body, words),) if new else ()
    return Reply(message=Message.of(Markdown("\n\n").join(Markdown(part) for part in parts), *undo))


def _doubts(body: Body, sheet: GroupSheet, words: Words) -> list[Markdown]:
    found = []
    if sheet.lead_typed and not sheet.lead:
        values = {"typed": sheet.lead_typed[:80], "group": body.name}
        found.append(words.markdown("I do not know “{typed}”: nobody leads it yet. Type for example: {group}: led by Bretagne", **values))
    if sheet.unknown:
        shown = [words.text("“{name}”", name=name[:60]) for name in sheet.unknown[:5]] + (
            [words.text("others")] if len(sheet.unknown) > len(sheet.unknown[:5]) else []
        )
        found.append(words.markdown("Not recognised as chambers: {names}.", names=words.list_of(shown)))
    count = len(set(sheet.members))
    if sheet.announced is not None and sheet.announced != count:
        found.append(words.markdown("The sheet announces {announced} chambers; I read {count}.", announced=sheet.announced, count=count))
    return found


def changed(before: Body, after: Body, change: GroupChange, person: Person, tx: Tx, *, led_by: Person | None = None) -> Reply:
    """Who has come, gone, or leads it now; `led_by`: by name."""
    words = _words(person, tx)
    if change.change in ("joined", "left"):
        return _came_or_went(before, after, change, person, tx)
    chamber = region(change.chamber, tx)
    values = {"group": after.name, "chamber": f"{led_by.name} ({chamber})" if led_by else chamber, "scope": change.scope}
    if change.change == "co_leads":
        said = _("{group}: co-led by {chamber}, for {scope}.") if change.scope else _("{group}: co-led by {chamber}.")
        return Reply(message=Message.of(words.markdown(said, **values)))
    if before.lead and (before.lead != after.lead or led_by):
        text = words.markdown("{group}: led by {chamber} (before: {before}).", **values, before=region(before.lead, tx))
    else:
        text = words.markdown("{group}: led by {chamber}.", **values)
    return Reply(message=Message.of(text))


def _came_or_went(before: Body, after: Body, change: GroupChange, person: Person, tx: Tx) -> Reply:
    words, today = _words(person, tx), tx.today(person.zone)
    count = len(after.chambers_on(max(change.since, today)))
    values = {"group": after.name, "chamber": region(change.chamber, tx)}
    if before.members == after.members:
        return Reply(message=Message.of(words.markdown("{chamber} is a member of {group} already.", **values)))
    own = change.chamber == person.chamber
    if change.change == "joined":
        said = nmark("{chamber} is in {group} now, with {n} chamber in all.", "{chamber} is in {group} now, with {n} chambers in all.")
        back = (_button("leave", "Leave", after, words),) if own else ()
    else:
        said = nmark("{chamber} has left {group}: {n} chamber is left.", "{chamber} has left {group}: {n} chambers are left.")
        back = (_button("join", "Join", after, words),) if own else ()
    text = words.nmarkdown(*said, count, **values)
    if after.lead and not leads(person, after, tx):
        text = Markdown("\n").join([text, words.markdown("{lead} will read it in the morning.", lead=region(after.lead, tx))])
    return Reply(message=Message.of(text, *back))


def closed(body: Body, person: Person, tx: Tx) -> Reply:
    """It is over."""
    words = _words(person, tx)
    text = words.markdown("{group}: closed. What was filed there is kept.", group=body.name)
    return Reply(message=Message.of(text, _button("reopen", "Open again", body, words)))


def reopened(body: Body, person: Person, tx: Tx) -> Reply:
    """It goes on."""
    return Reply(message=Message.of(_words(person, tx).markdown("{group}: open again.", group=body.name)))


def settled(body: Body, before: Body | None, person: Person, tx: Tx) -> Reply:
    """That channel is its own, and what that changes."""
    words = _words(person, tx)
    place = words.text("This group") if person.plainly else words.text("This channel")
    values = {"place": place, "group": body.name, "before": before.name if before else ""}
    text = words.markdown("{place}: {group} (before: {before}).", **values) if before else words.markdown("{place}: {group}.", **values)
    told = (
        words.markdown("Mention me with what is new: it is filed for the group, and goes into the letter.")
        if body.is_group
        else words.markdown("Its published minutes will be posted here.")
    )
    return Reply(message=Message.of(Markdown("\n").join([text, told])))
