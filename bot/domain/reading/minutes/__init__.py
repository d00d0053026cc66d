"""Minutes: an account of a meeting, with its head, its lists and its statements."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.contribution import Kind
from bot.domain.dates import Impossible, Period
from bot.domain.fields import Problem, Question, RichText
from bot.domain.folding import fold
from bot.domain.i18n import mark as _
from bot.domain.reading.answers import Reading, does_not_exist, doubtful
from bot.domain.reading.drafts import Doubt, Draft
from bot.domain.reading.grammar import Grammar, grammar_of
from bot.domain.reading.judging import Verdict
from bot.domain.reading.layout import Page
from bot.domain.reading.minutes.attendance import looks_like_names
from bot.domain.reading.minutes.body import Account, account_of
from bot.domain.reading.minutes.head import INTRODUCING, NOUN, Head, head_of
from bot.domain.reading.minutes.laying import laid_out
from bot.domain.reading.minutes.sections import Statement, labels_of, statements

LONG_AFTER = timedelta(days=7)
SURE_POINTS = 6
"""A word that says so (3) or a list of those who were there (3), and as much again: a day, decisions, the next meeting."""
POSSIBLE_POINTS = 4
_SLASHED = re.compile(r"\s+(?:/+|\||•|—|➜)\s+")
_MANY = 3
"""So many signs on the only line stand for line ends."""
_LISTED = re.compile(r"[.!?]\s|(?:present|participa|excuse|absent|invite|assist|attendee|apologies|decision|action)\S*(?:\s\([^)]*\))?$")
_POSSIBLE = re.compile(
    r"\bcr\b|\bpv\b|compte.?rendu|proces.verbal|releve|\bmemo\b|synthese|\bnotes\b|minutes|\brecap|resume|debrief|decision|prochain|"
    r"present|participa|attendees|apologies|👥|autour de la table|il y avait|j'etais avec|on etait \d"
)


def judge_minutes(kind: Kind, page: Page, reading: Reading, *, named: bool = False) -> Verdict:
    """The claim of a kind that is read as minutes."""
    draft = Draft(page=page, rest=page.folded)
    text = page.seen
    if page.discussing or not (named or _POSSIBLE.search(fold(text))):
        return Verdict(kind, 0, announced=False, begins=False, draft=draft)
    grammar = grammar_of(kind.cls)
    found = statements(_with_breaks(laid_out(text, grammar), grammar), grammar)
    while len(found) > 1 and not found[0].labelled and set(re.findall(r"[a-z]+", found[0].folded)) <= INTRODUCING:
        del found[0]
    if not found:
        return Verdict(kind, 0, announced=False, begins=False, draft=draft)
    head = head_of(found[0].text, _below(found), grammar, reading)
    reading = _at_the_meeting(head, reading)
    bracket = next((one for one in re.findall(r"\(([^()]+)\)", found[0].text) if looks_like_names(one)), "")
    account = account_of(found[1:] if not found[0].labelled else found, head.body, grammar, reading, deciding="decision" in found[0].folded)
    if bracket and "present" not in account.lists:
        found.insert(1, Statement(text=bracket, field=_listing(grammar, "present"), labelled=True))
        account = account_of(found[1:], head.body, grammar, reading)
    points = _points(head, account)
    if named or points >= SURE_POINTS:
        _fill(draft, grammar, head, account, reading)
        _fill_options(draft, grammar, found)
        draft.rest = ""
        return Verdict(kind, max(points, SURE_POINTS), announced=True, begins=True, draft=draft)
    return Verdict(kind, 2 if points >= POSSIBLE_POINTS else 0, announced=False, begins=False, draft=draft)


def _at_the_meeting(head: Head, reading: Reading) -> Reading:
    """Of minutes that are written down long after, terms are counted from the meeting: "pour le 27/02" of one in February is no day of
    next year, though it is November now."""
    if head.days is None or reading.today - head.days.end <= LONG_AFTER:
        return reading
    return replace(reading, now=datetime.combine(head.days.end, time(12), ZoneInfo(reading.zone)))


def _listing(grammar: Grammar, roll: str) -> str:
    return next(question.name for question in grammar.questions.values() if question.roll == roll)


def _with_breaks(text: str, grammar: Grammar) -> str:
    """A list that begins within the head's own sentence stands on a line of its own: "CR réunion hier soir : présents Samir, Odile"."""
    if "\n" not in text and len(_SLASHED.findall(text)) >= _MANY:
        text = _SLASHED.sub("\n", text)
    first, newline, rest = text.partition("\n")
    if spoken := re.search(r"\s(?=(?:etaient|sont) presente?s?\b)", fold(first)):
        return first[: spoken.start()] + "\n" + first[spoken.end() :] + newline + rest
    folded = fold(first)
    for sign in re.finditer(r"\s*[:.,–-]\s+", first):
        label = labels_of(grammar).match(folded, sign.end())
        if (
            label
            and sign.start() > 0
            and not grammar.spoken.fullmatch((label["label"] or "").strip())
            and not re.match(
                r"\s*(?:cr|"
                r"pv)\b\s*$",
                folded[: sign.start()],
            )
        ):
            return _after_colon(first[: sign.start()], grammar) + "\n" + first[sign.end() :] + newline + rest
    return _after_colon(first, grammar) + newline + rest


def _after_colon(first: str, grammar: Grammar) -> str:
    """What stands behind the head's colon, on a line of its own where it is a list of names, or is told."""
    colon = re.search(r"\s*:\s+(?=\w)", first)
    if not colon or _LISTED.search(fold(first[: colon.start()])):
        return first
    names = looks_like_names(re.split(r"\.\s|\.$", first[colon.end() :])[0])
    return first[: colon.start()] + "\n" + first[colon.end() :] if names or _tells(first, colon, grammar) else first


def _tells(first: str, colon: re.Match[str], grammar: Grammar) -> bool:
    """As in "cr du ca d'hier : comptes approuvés": what stands behind the head's colon is told, and not the body's name."""
    before = fold(first[: colon.start()])
    return bool(grammar.spoken.search(before)) and bool(NOUN.search(before)) and len(before.split()) <= 12


def _below(found: list[Statement]) -> str:
    """What stands between the head's first statement and the first label or bullet: a day and a place may be there."""
    more: list[str] = []
    for one in found[1:5]:
        if one.labelled or one.field or one.cells or (one.marked and len(more) > 0):
            break
        more.append(one.text)
    return "\n".join(more)


def _points(head: Head, account: Account) -> int:
    told = bool(account.decisions or account.actions)
    if head.later and not account.lists:
        return 0
    if not (head.announced or head.noun):
        told_of = bool(head.days or head.doubt) + told + bool(account.next_day or account.next_doubt)
        return POSSIBLE_POINTS + told_of * bool(head.days) if account.lists and (account.labelled or account.actions) else 0
    if head.noun and not head.body_is_vague and head.days and _adds_up(account):
        return SURE_POINTS
    points = 3 * head.announced + 3 * bool(account.lists or account.announced) + bool(head.days or head.doubt) + head.noun
    points += 2 * account.labelled + told + bool(account.next_day or account.next_doubt)
    return points if account.lists or told or account.announced is not None else min(points, SURE_POINTS - 1)


def _adds_up(account: Account) -> bool:
    """As many are named as are announced: who was there is an account of the meeting, were it the only one."""
    return account.announced is not None and account.announced == sum(max(one.persons, 1) for one in account.lists.get("present", ()))


def _fill(draft: Draft, grammar: Grammar, head: Head, account: Account, reading: Reading) -> None:
    by_shape = {question.shape: question for question in grammar.questions.values() if question.shape}
    _fill_body(draft, by_shape["body"], head)
    _fill_days(draft, by_shape["first_day"], by_shape["last_day"], head, reading)
    named = {one.name for people in account.lists.values() for one in people}
    if "place" in by_shape and head.place and head.place not in named:
        draft.answers[by_shape["place"].name] = head.place
    _fill_next(draft, by_shape["next_day"], account, reading)
    _fill_lists(draft, grammar, account)
    for question in grammar.of_type("rich_text"):
        draft.answers[question.name] = RichText(draft.page.typed or draft.page.text)
    for question in grammar.of_type("flag"):
        if head.seminar and any(fold(word) == "seminaire" for word in question.words):
            draft.answers[question.name] = True


def _fill_body(draft: Draft, question: Question, head: Head) -> None:
    if head.body and not head.body_is_vague:
        draft.answers[question.name] = head.body[: question.limit]
    else:
        problem = Problem(_("“{typed}”: which body or working group met?"), {"typed": head.body or "…"})
        draft.doubts[question.name] = Doubt(field=question.name, problem=problem)


def _fill_days(draft: Draft, first: Question, last: Question, head: Head, reading: Reading) -> None:
    if head.days:
        draft.answers |= {first.name: head.days.start, last.name: head.days.end}
    elif isinstance(head.doubt, Impossible):
        draft.doubts[first.name] = Doubt(field=first.name, problem=does_not_exist(head.typed))
    elif head.doubt:
        days = tuple(day.isoformat() for day in head.doubt.candidates)
        draft.doubts[first.name] = Doubt(field=first.name, problem=doubtful(head.typed, head.doubt, reading), candidates=days)


def _fill_next(draft: Draft, question: Question, account: Account, reading: Reading) -> None:
    if account.next_day:
        draft.answers[question.name] = account.next_day
    elif account.next_doubt:
        days = tuple(day.isoformat() for day in account.next_doubt.candidates)
        draft.doubts[question.name] = Doubt(
            field=question.name, problem=doubtful(account.next_said, account.next_doubt, reading), candidates=days
        )
    elif account.next_said:
        problem = Problem(_("“{typed}”: on which day exactly?"), {"typed": account.next_said[:80]})
        draft.doubts[question.name] = Doubt(field=question.name, problem=problem)


def _fill_lists(draft: Draft, grammar: Grammar, account: Account) -> None:
    for question in grammar.questions.values():
        if question.roll and account.lists.get(question.roll):
            draft.answers[question.name] = tuple(account.lists[question.roll])
        elif question.type == "lines" and account.agenda:
            draft.answers[question.name] = tuple(account.agenda)
        elif question.type == "decisions" and account.decisions:
            draft.answers[question.name] = tuple(account.decisions)
        elif question.type == "actions" and account.actions:
            draft.answers[question.name] = tuple(acted.item for acted in account.actions)
            _doubt_terms(draft, question, account)
        elif question.counts:
            _compare(draft, question, grammar.questions[question.counts], account)


def _doubt_terms(draft: Draft, question: Question, account: Account) -> None:
    """The first action whose term is no day, or may be several."""
    for acted in account.actions:
        if acted.doubt or acted.vague:
            days = tuple(day.isoformat() for day in acted.doubt.candidates) if acted.doubt else ()
            problem = Problem(_("“{typed}”: on which day exactly?"), {"typed": acted.item.said})
            draft.doubts[question.name] = Doubt(field=question.name, problem=problem, candidates=days)
            return


def _compare(draft: Draft, question: Question, listed: Question, account: Account) -> None:
    """The number that was announced beside the number of those who are named."""
    if account.announced is None:
        return
    people = account.lists.get(listed.roll, [])
    named = sum(max(one.persons, 1) for one in people)
    if named in (0, account.announced):
        draft.answers[question.name] = account.announced
    else:
        problem = Problem(_("{announced} announced, {named} named: how many were there?"), {"announced": account.announced, "named": named})
        draft.doubts[question.name] = Doubt(field=question.name, problem=problem, candidates=(str(account.announced), str(named)))
    if not named:
        problem = Problem(_("{announced} were there, without a name: who?"), {"announced": account.announced})
        draft.doubts[listed.name] = Doubt(field=listed.name, problem=problem)


def _fill_options(draft: Draft, grammar: Grammar, found: list[Statement]) -> None:
    """How they met, where the head or a line says it."""
    head = fold("\n".join(one.text for one in found[:2] if not one.field))
    for question in grammar.of_type("choice"):
        if question.shape == "mode" and (option := grammar.option_in(question.name, head)):
            draft.answers[question.name] = option[1]


__all__ = ["Period", "judge_minutes"]
