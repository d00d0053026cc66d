"""Recognition of a contribution in ordinary text, by nothing but the words that the kinds declare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.domain.chambers import Chamber, Directory
from bot.domain.contribution import Kinds
from bot.domain.fields import Problem, Question
from bot.domain.folding import plain
from bot.domain.reading.answers import Reading
from bot.domain.reading.answers import read_answer as _read_one
from bot.domain.reading.claims import claim
from bot.domain.reading.drafts import Doubt
from bot.domain.reading.entries import SPOKEN, read_entries
from bot.domain.reading.grammar import grammar_of
from bot.domain.reading.inferring import infer_rest
from bot.domain.reading.judging import Verdict, infer, keep_whole
from bot.domain.reading.layout import page_of

__all__ = ["Doubt", "Reading", "Said", "Understood", "read_answer", "understand"]


def read_answer(question: Question, raw: str, reading: Reading) -> Any | Problem:
    """The value of one answer, as a member types it: a date, an option, a chamber's code, a list or a text, None or "" for a blank that may
    be; else a Problem."""
    if question.type in SPOKEN:
        return read_entries(question.type, plain(raw), reading)
    return _read_one(question, raw, reading)


LIKELY = 2
"""Points from which a kind is proposed to someone who wrote to us: one word of its vocabulary is not enough."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """What someone wrote, and what is known of it. `addressed`: to us (a private message, a mention, a command), not to a whole channel.

    `kind`: a command named it; empty otherwise. `group`: the working group whose channel it was said in. `chamber` is
    the author's own. `now` is when it was written, not when it arrived.
    """

    text: str
    now: datetime
    zone: str
    language: str
    chamber: Chamber | None
    addressed: bool
    kind: str = ""
    group: str = ""


@dataclass(frozen=True, kw_only=True)
class Understood:
    """The kind, when it is sure, and the answers found. Not sure: `kind` is None, and `likely` names the kinds to propose."""

    kind: str | None
    answers: Mapping[str, Any] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()
    likely: tuple[str, ...] = ()


def understand(said: Said, kinds: Kinds, directory: Directory) -> Understood:
    """What kind of contribution a text is, and its answers.

    A kind that a command named is taken as said. Otherwise one kind must speak for itself, and more than any other; in a channel the text
    must begin as a contribution begins. Minutes may hold anything, offers and news among it: what is surely minutes is nothing else. What
    is not sure is not filed: addressed to us, the likely kinds are named; else nothing is.
    """
    page = page_of(said.text)
    reading = Reading(now=said.now, zone=said.zone, language=said.language, directory=directory, group=said.group)
    if said.kind:
        return _answered(claim(kinds[said.kind], page, reading, named=True), said, reading)
    verdicts = []
    for kind in sorted(kinds.values(), key=lambda kind: kind.cls.read_as != "minutes"):
        verdict = claim(kind, page, reading)
        if kind.cls.read_as == "minutes" and verdict.sure(addressed=said.addressed):
            return _answered(verdict, said, reading)
        verdicts.append(verdict)
    verdicts.sort(key=lambda verdict: -verdict.points)
    sure = [verdict for verdict in verdicts if verdict.sure(addressed=said.addressed)]
    if sure and (len(sure) == 1 or sure[0].points > sure[1].points):
        return _answered(sure[0], said, reading)
    likely = tuple(verdict.kind.name for verdict in verdicts if verdict.points >= LIKELY) if said.addressed else ()
    return Understood(kind=None, likely=likely)


def _answered(verdict: Verdict, said: Said, reading: Reading) -> Understood:
    draft, grammar = verdict.draft, grammar_of(verdict.kind.cls)
    keep_whole(draft, grammar)
    infer(draft, grammar, said.chamber, reading)
    infer_rest(draft, grammar, reading)
    answers = {name: draft.answers[name] for name in grammar.questions if name in draft.answers}
    doubts = tuple(draft.doubts[name] for name in grammar.questions if name in draft.doubts)
    return Understood(kind=verdict.kind.name, answers=answers, doubts=doubts)
