"""Bringing the roster up to date from a file: what is added, changed, unchanged or refused, line by line, and why. (DOMAIN.md F03)"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.domain.dates import written
from bot.domain.folding import words as folded
from bot.domain.i18n import mark as _
from bot.domain.people import Account, Person, Role
from bot.domain.roster import may_be_one, role_name, zone_for
from bot.domain.roster_file import Entry, Remark, Sheet
from bot.domain.subscription import Subscription
from bot.wording import Words
from storage.roster import Known
from storage.transaction import Tx

_ACCOUNT_OF = _("This account is that of {name}.")
_NAMESAKE = _("{name} stands on line {line} too. Keep one; if they are two people, give both their e-mail addresses.")
FIELDS = {"name": _("name"), "email": _("e-mail"), "role": _("role"), "chamber": _("chamber"), "language": _("language"), "zone": _("zone")}


@dataclass(frozen=True, kw_only=True)
class Change:
    """What a right line does: to somebody new (`known` None), or to somebody known whose `values` differ, or to nobody."""

    entry: Entry
    known: Known | None
    values: Mapping[str, str]
    accounts: tuple[Account, ...] = ()

    @property
    def is_nothing(self) -> bool:
        return self.known is not None and not self.values and not self.accounts


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a whole file does."""

    changes: tuple[Change, ...]
    refused: tuple[Remark, ...]
    notes: tuple[Remark, ...] = ()
    ignored: tuple[str, ...] = ()


@dataclass
class _Index:
    """The roster as it is before the file, found by each thing by which a line may mean somebody."""

    everyone: Iterable[Known]
    by_email: dict[str, Known] = field(default_factory=dict)
    by_account: dict[Account, Known] = field(default_factory=dict)
    by_name: dict[tuple[str, str], list[Known]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for known in self.everyone:
            self.by_email |= {known.email: known} if known.email else {}
            self.by_account |= dict.fromkeys(known.accounts, known)
            self.by_name.setdefault((folded(known.person.name), known.person.chamber), []).append(known)


class _Refused(Exception):  # noqa: N818 - reads as what happened
    """The line contradicts the roster."""

    def __init__(self, message: str, **values: Any) -> None:
        super().__init__(message)
        self.message, self.values = message, values


def plan(sheet: Sheet, tx: Tx) -> Plan:
    """What the lines would do to the roster as it is now. Changes nothing."""
    index = _Index(tx.roster.everyone())
    changes, refused, meant = list[Change](), list(sheet.refused), dict[int, int]()
    added: dict[tuple[str, str], Entry] = {}
    for entry in sheet.entries:
        try:
            change = _change(entry, index)
            _once(change, meant)
            _new_once(change, added)
        except _Refused as contradiction:
            refused.append(Remark(line=entry.line, message=contradiction.message, values=contradiction.values))
        else:
            changes.append(change)
    refused.sort(key=lambda remark: remark.line)
    return Plan(changes=tuple(changes), refused=tuple(refused), notes=sheet.notes, ignored=sheet.ignored)


def _once(change: Change, meant: dict[int, int]) -> None:
    """Two lines about one person would each undo the other, at every load anew."""
    if change.known is None:
        return
    earlier = meant.setdefault(change.known.person.id, change.entry.line)
    if earlier != change.entry.line:
        raise _Refused(_("This is {name} again, as on line {line}. Keep one."), name=change.known.person.name, line=earlier)


def _new_once(change: Change, added: dict[tuple[str, str], Entry]) -> None:
    """Two newcomers of one name and chamber are two people where each has an address; else nothing would tell them apart ever after."""
    if change.known is not None:
        return
    entry = change.entry
    earlier = added.setdefault((folded(entry.name), entry.chamber), entry)
    if earlier is not entry and not (entry.email and earlier.email):
        raise _Refused(_NAMESAKE, name=entry.name, line=earlier.line)


def _change(entry: Entry, index: _Index) -> Change:
    known = _meant(entry, index)
    if known is None:
        return _newcomer(entry)
    if not known.person.active:
        raise _Refused(_('{name} has left. If access is to be opened again: maillage people invite "{name}"'), name=known.person.name)
    before = _values(known)
    after = _said(entry)
    values = {name: value for name, value in after.items() if value != before[name]}
    return Change(entry=entry, known=known, values=values, accounts=tuple(one for one in entry.accounts if one not in known.accounts))


def _values(known: Known) -> dict[str, str]:
    person = known.person
    said = {"name": person.name, "email": known.email, "role": person.role.value, "chamber": person.chamber}
    return said | {"language": person.language, "zone": person.zone}


def _said(entry: Entry) -> dict[str, str]:
    """What the line says; what it does not say stays as it is."""
    said = {"name": entry.name, "email": entry.email, "role": entry.role.value if entry.role else "", "chamber": entry.chamber}
    return {name: value for name, value in (said | {"language": entry.language, "zone": entry.zone}).items() if value}


def _meant(entry: Entry, index: _Index) -> Known | None:
    """Whom the line means: by address, else by account, else by name in the chamber."""
    by_email = index.by_email.get(entry.email)
    holders = {index.by_account[one].person.id: index.by_account[one] for one in entry.accounts if one in index.by_account}
    others = [known for known in holders.values() if by_email is None or known.person.id != by_email.person.id]
    if len(holders) > 1 or (by_email and others):
        raise _Refused(_ACCOUNT_OF, name=others[0].person.name)
    if by_email is not None:
        if not may_be_one(entry.name, by_email.person.name):
            raise _Refused(_("{email} is the address of {name}."), email=entry.email, name=by_email.person.name)
        return by_email
    if holders:
        holder = next(iter(holders.values()))
        if not may_be_one(entry.name, holder.person.name):
            raise _Refused(_ACCOUNT_OF, name=holder.person.name)
        return holder
    named = index.by_name.get((folded(entry.name), entry.chamber), [])
    if len(named) > 1:
        raise _Refused(_("There are {count} people of that name in that chamber: add the e-mail address."), count=len(named))
    return named[0] if named else None


def _newcomer(entry: Entry) -> Change:
    if entry.role is None:
        raise _Refused(_("The role is missing: director, employee, administrator, ambassador, partner or national team."))
    if not entry.chamber:
        raise _Refused(_("The chamber is missing: its code or name, as NOR or Normandie."))
    return Change(entry=entry, known=None, values=_said(entry), accounts=entry.accounts)


def apply_all(changes: Iterable[Change], tx: Tx) -> None:
    """Does what these lines say, at a terminal."""
    for change in changes:
        if not change.is_nothing:
            _apply(change, tx)


def _apply(change: Change, tx: Tx) -> None:
    person_id = change.known.person.id if change.known else _add(change.entry, tx).id
    if change.known and change.values:
        tx.roster.change(person_id, **change.values)
    for account in change.accounts:
        tx.roster.link(account, person_id)
    tx.audit.note("person", by=None, after={"person": person_id, "line": change.entry.line, **change.values})


def _add(entry: Entry, tx: Tx) -> Person:
    zone, language = entry.zone or zone_for(entry.chamber, tx.directory), entry.language or "fr"
    role = entry.role or Role.PARTNER
    person = tx.roster.add(name=entry.name, role=role, chamber=entry.chamber, language=language, zone=zone, email=entry.email)
    tx.subscriptions.save(Subscription(person_id=person.id, language=language, zone=zone, since=tx.now))
    return person


def told(found: Plan, words: Words, tx: Tx, *, dry: bool) -> str:
    """The report, for a terminal."""
    added = [change for change in found.changes if change.known is None]
    changed = [change for change in found.changes if change.known and not change.is_nothing]
    unchanged = len(found.changes) - len(added) - len(changed)
    parts = [words.text("A trial: nothing is written.")] if dry else []
    parts += _section(words.text("Added: {n}", n=len(added)), ((one.entry.line, _described(one.entry, words, tx)) for one in added), words)
    parts += _section(words.text("Changed: {n}", n=len(changed)), ((one.entry.line, _differing(one, words, tx)) for one in changed), words)
    parts += [words.text("Unchanged: {n}", n=unchanged)]
    parts += _section(words.text("Refused: {n}", n=len(found.refused)), _remarks(found.refused, words), words)
    parts += _section(words.text("Left aside: {n}", n=len(found.notes)), _remarks(found.notes, words), words) if found.notes else []
    if found.ignored:
        parts.append(words.text("Columns that are not read: {columns}", columns=", ".join(found.ignored[:10])))
    return "\n".join(parts)


def _section(heading: str, lines: Iterable[tuple[int, str]], words: Words) -> list[str]:
    return [heading, *(f"  {words.text('line {line}', line=line)}  {text}" for line, text in lines)]


def _remarks(remarks: Iterable[Remark], words: Words) -> Iterable[tuple[int, str]]:
    return ((remark.line, words.text(remark.message, **remark.values)) for remark in remarks)


def _described(entry: Entry, words: Words, tx: Tx) -> str:
    role = words.text(role_name(entry.role)) if entry.role else ""
    return " · ".join(part for part in (entry.name, role, _region(entry.chamber, tx), entry.email) if part)


def _differing(change: Change, words: Words, tx: Tx) -> str:
    known = change.known
    before = _values(known) if known else {}
    parts = []
    for name, after in change.values.items():
        was = _shown(name, before.get(name, ""), words, tx) or words.text("nothing")
        now = _shown(name, after, words, tx)
        parts.append(words.text("{field}: {after} (before: {before})", field=words.text(FIELDS[name]), after=now, before=was))
    parts += [words.text("account {account}", account=f"{one.platform} {one.workspace}:{one.user}") for one in change.accounts]
    return f"{known.person.name if known else ''} · {', '.join(parts)}"


def _shown(name: str, value: str, words: Words, tx: Tx) -> str:
    if name == "role":
        return words.text(role_name(Role(value)))
    return _region(value, tx) if name == "chamber" else value


def _region(code: str, tx: Tx) -> str:
    chamber = tx.directory.get(code)
    return chamber.region if chamber else code


def listed(words: Words, tx: Tx) -> list[str]:
    """One line for each person: who, what, where, how reached, and whether access has ended."""
    return [_line(known, words, tx) for known in tx.roster.everyone()]


def _line(known: Known, words: Words, tx: Tx) -> str:
    person = known.person
    doors = ", ".join(dict.fromkeys(account.platform for account in known.accounts)) or words.text("no account yet")
    left = words.text("left on {day}", day=written(known.left_at.date(), words.language)) if known.left_at else ""
    parts = (person.name, words.text(role_name(person.role)), _region(person.chamber, tx), known.email, doors, person.zone, left)
    return " · ".join(part for part in parts if part)
