"""The claim of a kind on a page, by the sort of text that it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.domain.contribution import Genre, Kind
from bot.domain.reading.answers import Reading
from bot.domain.reading.judging import Verdict, judge
from bot.domain.reading.layout import Page
from bot.domain.reading.minutes import judge_minutes
from bot.domain.reading.news import judge_news
from bot.domain.reading.requests import judge_request

_READERS: Mapping[Genre, Callable[..., Verdict]] = {
    "notice": judge,
    "minutes": judge_minutes,
    "news": judge_news,
    "request": judge_request,
}


def claim(kind: Kind, page: Page, reading: Reading, *, named: bool = False) -> Verdict:
    """The claim of one kind. `named`: a command named it."""
    return _READERS[kind.cls.read_as](kind, page, reading, named=named)
