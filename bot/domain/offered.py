"""A request that is an offer ("diffuser une offre : comptable") is filed once, as the offer. (DOMAIN.md F40; DIALOGUES.md 3)"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.domain.contribution import Kind, Kinds
from bot.domain.fields import Choice


def offered_as(kind: Kind, answers: Mapping[str, Any], kinds: Kinds) -> Kind | None:
    """The kind that a request asks to be passed on as: the one that is announced by the words of the option that was understood. None for
    a request that looks for something, and for every other kind. `answers`: as values, not as text."""
    needs = (answers.get(question.name) for question in kind.questions if question.shape == "need")
    option = next((need for need in needs if isinstance(need, Choice)), None)
    if option is None or option is not list(type(option))[-1]:
        return None
    others = (other for other in kinds.values() if other.name != kind.name)
    return next((other for other in others if set(option.words) & set(other.cls.said)), None)


def offered_answers(kind: Kind, answers: Mapping[str, str], offered: Kind) -> dict[str, str]:
    """What the request says of the offer, in stored form: what is asked for leads it, and its chamber is whose it is."""
    about, lead = (next(question.name for question in one.questions if question.lead) for one in (kind, offered))
    names = {question.name for question in offered.questions}
    return {lead: answers.get(about, "")} | ({"chamber": answers["chamber"]} if "chamber" in names and answers.get("chamber") else {})
