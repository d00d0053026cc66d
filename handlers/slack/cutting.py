"""Runs too long for one element of Slack, in several: cut after a sentence, else between words, else between visible characters."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.wording.document import Run
from bot.wording.graphemes import pieces, units
from handlers.slack.limits import ADDRESS

_SENTENCE_END = re.compile(r"[.!?…]\s+|\n+")
_SPACE = re.compile(r"\s+")
_AROUND = 100
"""What JSON adds around one run: its type, its styles, its brackets."""
_LEAST = 40
"""A remaining room smaller than this is left empty."""


def chunks(runs: Iterable[Run], limit: int) -> Iterator[tuple[Run, ...]]:
    """The runs in groups whose JSON has at most `limit` units; together they are all the letters."""
    chunk: list[Run] = []
    room = limit
    for run in runs:
        around = _AROUND + min(units(run.link or ""), ADDRESS)
        text = run.text
        while text:
            head = _fitting(text, room - around, alone=not chunk)
            chunk += [replace(run, text=head)] if head else []
            room -= around + cost(head)
            text = text[len(head) :]
            if text:
                yield tuple(chunk)
                chunk, room = [], limit
    if chunk:
        yield tuple(chunk)


def _fitting(text: str, room: int, *, alone: bool) -> str:
    """The beginning of the text that fits; "" where it is not worth beginning."""
    if len(text) <= room and cost(text) <= room:
        return text
    if room < _LEAST and not alone:
        return ""
    window = _window(text, max(room, _LEAST))
    for boundary in (_SENTENCE_END, _SPACE):
        ends = [found.end() for found in boundary.finditer(window)]
        if ends and ends[-1] > len(window) // 3:
            return window[: ends[-1]]
    return window


def _window(text: str, room: int) -> str:
    """As much of the text as its JSON allows: a quotation mark or a line end counts two."""
    length = room
    window = next(pieces(text, length))
    while (over := cost(window) - room) > 0:
        length -= -(-over // 2)
        window = next(pieces(text, length))
    return window


def cost(text: str) -> int:
    """UTF-16 units of the text as JSON."""
    return units(json.dumps(text, ensure_ascii=False))
