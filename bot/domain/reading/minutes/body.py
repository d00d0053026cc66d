"""The body of minutes: its lists, decisions, actions and next meeting, whether labelled or only said."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from bot.domain.dates import Ambiguous, Day, Period, find_dates
from bot.domain.folding import fold
from bot.domain.reading.answers import Reading
from bot.domain.reading.grammar import Grammar
from bot.domain.reading.minutes.acting import Acted, action_from, clauses, doing, doing_by_name, labelled_actions, spelt_out
from bot.domain.reading.minutes.attendance import looks_like_names, names_in
from bot.domain.reading.minutes.deciding import decided, is_topical, labelled_decisions
from bot.domain.reading.minutes.sections import Statement, columns_of
from bot.domain.records import Attendee, Decision

_AGENDA = re.compile(r"\s*;\s*|\n|(?<=[a-z)])\s+(?=\d{1,2}[.)]\s)")
_NEXT = re.compile(
    r"^(?:[-–]\s*)?(?:la |le |notre )?(?:prochaine?s?|proch\.?|next)\s(?!etape)|^(?:on|nous) (?:se|nous) (?:retrouv\w+|rev\w+)|^(?:rdv|"
    r"rendez-vous|suite|dates? (?:de la |du |a |prochain|suivant)\S*)\b|^(?:la )?prochaine?\b|^we meet again"
)
_UNDATED = re.compile(
    r"\ben (?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)|\ba (?:caler|fixer|definir|venir)|"
    r"\bapres\b|\bmi-|\bdebut|\bfin\b|\bcourant\b"
)
LONGEST_STATEMENT = 600
"""In a longer one nobody says who does what: it is prose, and stays in the full text."""
_NOTHING = ("", "-", "–", "—", "/", "ras", "neant", "non", "x")


@dataclass
class Account:
    """What the statements of minutes come to. `labelled`: decisions or actions stand under their own word; `announced`: how many were
    present, where it was said."""

    lists: dict[str, list[Attendee]] = field(default_factory=dict)
    announced: int | None = None
    agenda: list[str] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    actions: list[Acted] = field(default_factory=list)
    labelled: bool = False
    next_day: date | None = None
    next_doubt: Ambiguous | None = None
    next_said: str = ""

    @property
    def known(self) -> list[str]:
        """The names by which somebody who was there may be called."""
        names = [one.name for people in self.lists.values() for one in people]
        bare = [re.sub(r"\s*\([^)]*\)$", "", name) for name in names]
        firsts = [
            name.split()[0]
            for name in bare
            if len(name.split()) == 2
            and name[0].isupper()
            and fold(name.split()[0]).strip(".") not in ("mme", "m", "mr", "monsieur", "madame")
        ]
        return [*names, *bare, *firsts]


def account_of(found: list[Statement], body: str, grammar: Grammar, reading: Reading, *, deciding: bool = False) -> Account:
    """All that the statements say. Labels are read first: they tell whether what has none decides anything. `deciding`: the head says that
    these are decisions ("relevé de décisions")."""
    account = Account()
    rest = [one for one in found if not _labelled(account, one, grammar, reading, body)]
    if deciding and not account.decisions:
        rest = [one for one in rest if not (one.marked and not one.cells and _settles(account, one, reading))]
    types: set[str] = {grammar.questions[one.field].type for one in found if one.field}
    columns: dict[int, str] = {}
    under = ""
    for place, one in enumerate(rest):
        if one.cells:
            columns, under = columns if one.field == under else {}, one.field
            columns = _table(account, one, columns, reading, grammar.questions[under].type if under else "")
        elif not _next(account, one, reading, body) and not (place == 0 and not account.lists and _names_alone(account, one, reading)):
            _unlabelled(account, one, types, grammar, reading)
    return account


def _settles(account: Account, one: Statement, reading: Reading) -> bool:
    """A bullet under "Relevé de décisions" is one, unless somebody does something in it."""
    if doing(one.text, account.known, reading):
        return False
    account.decisions += labelled_decisions(one.text)
    return True


def _names_alone(account: Account, one: Statement, reading: Reading) -> bool:
    """The first bullet is often who was there, and nothing says so."""
    if not looks_like_names(one.text):
        return False
    named = names_in(one.text, reading)
    account.lists["present"] = list(named.people)
    if named.beside:
        account.lists["guests"] = list(named.beside)
    return True


def _labelled(account: Account, one: Statement, grammar: Grammar, reading: Reading, body: str) -> bool:
    """Whether a statement stands under a label: then it is read as what the label says."""
    if not one.field or (one.cells and grammar.questions[one.field].type != "attendance"):
        return False
    if not one.labelled and _next(account, one, reading, body):
        return True
    question = grammar.questions[one.field]
    match question.type:
        case "attendance":
            rest = _people(account, question.roll, one, reading)
            for part in clauses(rest, account.known) if rest else ():
                _unlabelled(account, replace(one, text=part, field="", labelled=False, marked=False), set(), grammar, reading)
        case "number":
            counted = re.match(r"\d{1,4}", one.text)
            account.announced = int(counted[0]) if counted else account.announced
        case "lines":
            account.agenda += _agenda(one.text)
        case "decisions":
            account.decisions += labelled_decisions(one.text)
            account.labelled = True
        case "actions":
            account.actions += labelled_actions(one.text, account.known, reading)
            account.labelled = True
        case _:
            _next_day(account, one.text, reading, body)
    return True


def _people(account: Account, roll: str, one: Statement, reading: Reading) -> str:
    """Adds those of a list; gives what goes on behind it."""
    named = names_in(one.text, reading)
    account.lists.setdefault(roll, []).extend(named.people)
    if named.beside:
        account.lists.setdefault("guests", []).extend(named.beside)
    if roll == "present":
        announced = one.count if one.count is not None else named.count
        account.announced = announced if announced is not None else account.announced
    if not account.lists[roll]:
        del account.lists[roll]
    return named.rest


def _agenda(text: str) -> list[str]:
    parts = _AGENDA.split(text)
    if len(parts) == 1 and text.count(",") >= 1 and ";" not in text and not re.match(r"\d", text):
        parts = text.split(",")
    bare = [re.sub(r"^\s*(?:\d{1,2}\s?[.)°/-]+|[a-z]\)|[-•])\s*", "", part).strip(" .") for part in parts]
    return [part for part in bare if part]


def _next(account: Account, one: Statement, reading: Reading, body: str) -> bool:
    bare = fold(one.text)
    if not _NEXT.match(bare) or not (_UNDATED.search(bare) or find_dates(one.text, now=reading.now, zone=reading.zone)):
        return False
    _next_day(account, one.text, reading, body)
    return True


def _next_day(account: Account, text: str, reading: Reading, body: str) -> None:
    """The day of the next meeting; of several that of this body ("Bureau : 26 octobre ; CA : 9 novembre")."""
    if account.next_day or not text.strip(" .-"):
        return
    parts = [part for part in re.split(r"\s*;\s*", text) if body and fold(body) in fold(part)] or [text]
    found = find_dates(parts[0], now=reading.now, zone=reading.zone, day_first=reading.language != "en")
    account.next_said = " ".join(text.split())
    for one in found:
        match one.reading:
            case Day(value=day) | Period(start=day):
                account.next_day = day
                return
            case Ambiguous():
                account.next_doubt, account.next_said = one.reading, parts[0][one.start : one.end]
                return


def _unlabelled(account: Account, one: Statement, types: set[str], grammar: Grammar, reading: Reading) -> None:
    """A sentence or a bullet that has no label: an action, a decision, or neither."""
    if len(one.text) > LONGEST_STATEMENT:
        return
    parts = clauses(one.text, account.known)
    if len(parts) > 1:
        for part in parts:
            _unlabelled(account, replace(one, text=part, alone=False), types, grammar, reading)
        return
    acted = spelt_out(one.text, account.known, reading) or doing(one.text, account.known, reading) or doing_by_name(one.text, reading)
    if acted and "actions" not in types and not re.match(r"representera\b", fold(acted.item.what)):
        account.actions.append(acted)
        return
    told = [] if acted and "actions" in types else decided(one.text, grammar)
    if not told and one.marked and one.alone and "decisions" not in types and (settled := is_topical(one.text)):
        told = labelled_decisions(settled)
    if told and ("decisions" not in types or _in_so_many_words(one.text, grammar)):
        account.decisions += told


def _in_so_many_words(text: str, grammar: Grammar) -> bool:
    return any(pattern.search(fold(text)) for name, pattern in grammar.cues.items() if grammar.questions[name].type == "decisions")


def _table(account: Account, one: Statement, columns: dict[int, str], reading: Reading, type_: str) -> dict[int, str]:
    """One row: the first names the columns, the others are decisions and actions. Without such a first row, what they are is said by the
    type of the label above."""
    named = columns_of(one.cells)
    if len(named) >= 2:
        account.labelled = True
        return named
    cells = {
        column: one.cells[place]
        for place, column in columns.items()
        if place < len(one.cells) and fold(one.cells[place]).strip() not in _NOTHING
    }
    if not columns:
        _bare_row(account, one.cells, type_, reading)
    if (settled := cells.get("decision", "")) and len(settled.split()) > 1:
        account.decisions += labelled_decisions(settled + (f" ({cells['vote']})" if cells.get("vote") else ""))
    if cells.get("who"):
        what = cells.get("what") or cells.get("decision") or ""
        account.actions.append(_from_cells(cells["who"], what, cells.get("when", ""), reading))
    return columns


def _bare_row(account: Account, cells: tuple[str, ...], type_: str, reading: Reading) -> None:
    """As in "Ana", "Envoyer le budget", "25/11/2026" under "Actions"."""
    if type_ == "decisions":
        first, *others = cells
        account.decisions += labelled_decisions(first + (f" ({', '.join(others)})" if others else ""))
    elif type_ == "actions":
        who, what, when = (*cells, "", "")[:3]
        account.actions.append(_from_cells(who, what, when, reading))


def _from_cells(who: str, what: str, when: str, reading: Reading) -> Acted:
    acted = action_from(who, f"({when})" if when else "", reading)
    item = acted.item
    said = item.said or (when if when and not item.due else "")
    return Acted(type(item)(who=item.who, what=what, due=item.due, chamber=item.chamber, said=said), acted.doubt, vague=bool(said))
