"""What is answered, and what follows: it crosses to its author's own platform, and his words cross back."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from bot.domain.contribution import PUBLISHED, Contribution
from bot.domain.errors import Gone, NotAllowed
from bot.domain.i18n import mark as _
from bot.domain.messages import Message
from bot.domain.people import Person
from bot.domain.requests import REOPENED_WITHIN, RESOLVED, SETTLES, Standing
from bot.wording import Words
from handlers.answer import Reply
from handlers.change import record
from handlers.lives.requests.facts import is_own_chamber, said, standing_of, who
from handlers.lives.requests.seeking import ask_next
from handlers.lives.requests.telling import asker_of, good_button, held_buttons, tell, tell_author
from handlers.requests.claims import check_may_answer, check_not_over, show_anew
from handlers.typed import Attached
from storage.contributions import Origin
from storage.outbox import About
from storage.transaction import Tx

NOWHERE = Origin(platform="", workspace="", channel="")


def answer(
    item: Contribution,
    text: str,
    author: Person,
    tx: Tx,
    *,
    close: bool = False,
    origin: Origin | None = None,
    tell_it: bool = True,
    files: Sequence[Attached] = (),
) -> Reply:
    """What somebody who knows says, as Markdown. It goes to the asker at once; with `close` the request is settled by it. Whoever answers
    what nobody has taken has taken it. `files` do not cross: both are told. Raises NotAllowed, Gone."""
    check_may_answer(item, author, tx)
    words = tx.words(author.language, author.zone)
    if not text.strip():
        return _closed(item, author, tx, tell_it=tell_it)
    fresh = tx.pursuits.say(item.id, author.id, text.strip(), origin or NOWHERE)
    if is_own_chamber(author, item, tx) and not close:
        return _about(item, author, Message.of(words.markdown("{label}: noted with it.", label=said(item, words))))
    arrives = not fresh or (tell_it and _crosses(item, text, author, tx, files))
    _answered(item, author, tx)
    if close:
        _resolved(item, author.id, "", tx)
    tx.audit.note("answer", by=author.id, about=item.id)
    holds = author.wrote(tx.pursuits.get(item.id).claimed_by or 0)
    return _about(item, author, _told(item, words, tx, arrives=arrives, open_still=holds and not close, files=files))


def _closed(item: Contribution, by: Person, tx: Tx, *, tell_it: bool) -> Reply:
    """Settled without a word: its author hears by whom, and can open it again."""
    words = tx.words(by.language, by.zone)
    _resolved(item, by.id, "", tx)
    if tell_it and not by.wrote(item.author_id):
        sentence, key = _("{label}: closed by {name}."), _key(item, tx, "closed")
        tell_author(item, sentence, key, tx, "reopen", name=lambda one: who(by, one, tx))
    return _about(item, by, Message.of(words.markdown("{label}: settled. Thank you.", label=said(item, words))))


def _answered(item: Contribution, author: Person, tx: Tx) -> None:
    pursuit = tx.pursuits.get(item.id)
    if pursuit.claimed_by is None and not is_own_chamber(author, item, tx):
        tx.pursuits.claim(item.id, author.id)
        tx.pursuits.settle(item.id, "over")
    pursuit = tx.pursuits.get(item.id)
    at = pursuit.answered_at or tx.now
    tx.pursuits.save(dataclasses.replace(pursuit, answered_at=at, next_at=tx.now + SETTLES))
    show_anew(item, tx)


def _crosses(item: Contribution, text: str, author: Person, tx: Tx, files: Sequence[Attached]) -> bool:
    """His words to the asker, with how to answer him. False: the asker reads nowhere any more."""
    asker = asker_of(item, tx)
    if asker is None:
        return False
    words = tx.words(asker.language, asker.zone)
    message = Message.of(_heard(item, text, author, words, tx, files=files), good_button(item, words))
    return tell(asker.id, item, message, _key(item, tx), tx)


def _heard(item: Contribution, text: str, author: Person, words: Words, tx: Tx, *, files: Sequence[Attached] = ()) -> str:
    values = {"who": who(author, words, tx), "first_name": author.first_name, "text": text.strip()}
    return words.render(f"{item.kind}/heard", **values, files=[file for file in files if file.name or file.link])


def _key(item: Contribution, tx: Tx, what: str = "heard") -> str:
    return f"{what}:{item.id}:{len(tx.pursuits.said(item.id))}:{tx.now:%y%m%d%H%M%S%f}"


def _told(item: Contribution, words: Words, tx: Tx, *, arrives: bool, open_still: bool, files: Sequence[Attached] = ()) -> Message:
    """`open_still`: it is for the author of these words to say that it is answered."""
    asker = asker_of(item, tx)
    name = who(asker, words, tx) if asker else ""
    sentence = _("{label}: sent to {name}.") if arrives else _("{label}: kept with the request. {name} does not read here any more.")
    text = words.markdown(sentence, label=said(item, words), name=name)
    kept = words.markdown("The document does not cross: its name and link do. Paste a link, or its text.") if files else ""
    return Message.of(
        "\n".join(str(one) for one in (text, kept) if one), *(held_buttons(item, words)[:1] if open_still and arrives else ())
    )


def asked_back(item: Contribution, text: str, person: Person, tx: Tx, *, origin: Origin | None = None) -> Reply:
    """A question to its author by somebody who may answer it: it crosses, and answers nothing yet. Raises NotAllowed, Gone."""
    check_may_answer(item, person, tx)
    words = tx.words(person.language, person.zone)
    tx.pursuits.say(item.id, person.id, text, origin or NOWHERE)
    asker, arrives = asker_of(item, tx), False
    if asker is not None:
        theirs = tx.words(asker.language, asker.zone)
        text = f"**{said(item, theirs)}**\n{_heard(item, text, person, theirs, tx)}"
        arrives = tell(asker.id, item, Message.of(text), _key(item, tx), tx)
    return _about(item, person, _told(item, words, tx, arrives=arrives, open_still=False))


def done(item: Contribution, person: Person, tx: Tx) -> Reply:
    """The one who has it says that it is answered, be it elsewhere. Raises NotAllowed, Gone."""
    check_may_answer(item, person, tx)
    words, pursuit = tx.words(person.language, person.zone), tx.pursuits.get(item.id)
    if pursuit.claimed_by is None or not (person.wrote(pursuit.claimed_by) or person.is_national):
        raise NotAllowed("{label}: whoever has taken it says that it is answered.", label=said(item, words))
    if pursuit.answered_at is None:
        _answered(item, person, tx)
        tx.audit.note("answer", by=person.id, about=item.id)
        tell_author(
            item,
            _("{label}: {name} has answered you elsewhere."),
            _key(item, tx, "done"),
            tx,
            "good",
            name=lambda one: who(person, one, tx),
        )
    text = words.markdown("{label}: answered. Thank you.", label=said(item, words))
    return _about(item, person, Message.of(text))


def replied(item: Contribution, text: str, asker: Person, tx: Tx, *, origin: Origin | None = None) -> Reply:
    """The asker's own words: to whoever has it, at once; before that, to whoever is asked. Raises Gone."""
    words = tx.words(asker.language, asker.zone)
    check_not_over(item, words, tx)
    tx.pursuits.say(item.id, asker.id, text.strip(), origin or NOWHERE)
    holder = tx.people.get(tx.pursuits.get(item.id).claimed_by or 0)
    if holder is None:
        return _about(item, asker, Message.of(words.markdown("{label}: noted. Whoever is asked reads it.", label=said(item, words))))
    theirs = tx.words(holder.language, holder.zone)
    heard = _heard(item, text, asker, theirs, tx)
    arrives = tell(holder.id, item, Message.of(f"**{said(item, theirs)}**\n{heard}"), _key(item, tx), tx)
    sentence = _("{label}: sent to {name}.") if arrives else _("{label}: kept with the request. {name} does not read here any more.")
    return _about(item, asker, Message.of(words.markdown(sentence, label=said(item, words), name=who(holder, words, tx))))


def helped(item: Contribution, how: str, person: Person, tx: Tx) -> Reply:
    """Whether it was what its author needed: `yes`, `partly` or `no`, which looks further. Raises NotAllowed, Gone."""
    words = tx.words(person.language, person.zone)
    _check_is_author(item, person, words)
    if standing_of(item, tx) is Standing.WITHDRAWN:
        check_not_over(item, words, tx)
    if how == "yes":
        _resolved(item, person.id, how, tx)
        return _about(item, person, Message.of(words.markdown("{label}: settled. Thank you.", label=said(item, words))))
    pursuit = tx.pursuits.get(item.id)
    tx.pursuits.save(dataclasses.replace(pursuit, satisfaction=how))
    return _again(item, person, tx, asks_others=how == "no")


def _again(item: Contribution, person: Person, tx: Tx, *, asks_others: bool) -> Reply:
    """It goes on: with another one, or with the same who hears of it."""
    words, pursuit = tx.words(person.language, person.zone), tx.pursuits.get(item.id)
    holder = tx.people.get(pursuit.claimed_by) if pursuit.claimed_by is not None else None
    goes_on = holder is not None and not asks_others
    kept = pursuit if goes_on else dataclasses.replace(pursuit, claimed_by=None, claimed_at=None)
    tx.pursuits.save(dataclasses.replace(kept, answered_at=None, resolved_at=None, next_at=None))
    if item.state != PUBLISHED:  # whoever is asked next is found as the change is recorded
        item = record(item, dataclasses.replace(item, state=PUBLISHED), "reopen", person.id, tx)
    elif not goes_on:
        ask_next(item, tx)
    if holder is None or asks_others:
        until = words.day(words.local(tx.pursuits.get(item.id).next_at or tx.now).date(), tx.today(person.zone))
        text = words.markdown("{label}: I ask further. You hear more by {day}.", label=said(item, words), day=until)
        return _about(item, person, Message.of(text))
    theirs = tx.words(holder.language, holder.zone)
    missing = theirs.markdown("{label}: {name} still needs something.", label=said(item, theirs), name=who(person, theirs, tx))
    tell(holder.id, item, Message.of(missing, *held_buttons(item, theirs)), _key(item, tx, "missing"), tx)
    text = words.markdown("{label}: {name} knows. What is missing? Type it here.", label=said(item, words), name=who(holder, words, tx))
    return _about(item, person, Message.of(text))


def reopen(item: Contribution, person: Person, tx: Tx) -> Reply:
    """Its author looks for it again, within 14 days. Raises NotAllowed, Gone."""
    words = tx.words(person.language, person.zone)
    _check_is_author(item, person, words)
    now, pursuit = standing_of(item, tx), tx.pursuits.get(item.id)
    if now is Standing.WITHDRAWN:
        check_not_over(item, words, tx)
    if now is Standing.CLOSED or (pursuit.resolved_at and tx.now - pursuit.resolved_at > REOPENED_WITHIN):
        raise Gone("{label} has been closed for more than 14 days. Ask anew in one line.", label=said(item, words))
    if now not in (Standing.RESOLVED, Standing.ANSWERED):
        return _about(item, person, Message.of(words.markdown("{label} is open.", label=said(item, words))))
    return _again(item, person, tx, asks_others=False)


def settled(item: Contribution, person: Person | None, tx: Tx) -> None:
    """It is taken that the answer helped: nobody complained."""
    _resolved(item, person.id if person else None, "", tx)


def _resolved(item: Contribution, by: int | None, how: str, tx: Tx) -> None:
    pursuit = tx.pursuits.get(item.id)
    tx.pursuits.save(dataclasses.replace(pursuit, satisfaction=how or pursuit.satisfaction))
    if item.state == PUBLISHED:
        record(item, dataclasses.replace(item, state=RESOLVED), "resolve", by, tx)


def _check_is_author(item: Contribution, person: Person, words: Words) -> None:
    if not (person.wrote(item.author_id) or person.is_national):
        raise NotAllowed("{label}: its author says whether it helped.", label=said(item, words))


def _about(item: Contribution, person: Person, message: Message) -> Reply:
    return Reply(message=message, about=About(contribution=item.id, person=person.id), alone=True)
