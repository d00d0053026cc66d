"""Minutes laid out for their reader: tables pasted from a word processor, and lists that are numbered within a line, each on its lines."""

from __future__ import annotations

import functools
import re

from bot.domain.folding import fold
from bot.domain.reading.grammar import Grammar
from bot.domain.reading.minutes.sections import field_of, labels_of

_NUMBER = re.compile(r"(?:n\s?[°o]\.?|#|num\w*|[a-z]?\d{1,2}\s?[.)°/-]*|[-*•·–—])")
_FIRST = re.compile(r"(?P<colon>:)\s*(?P<letter>[A-Za-z]?)1\s?(?P<sign>[.)/°]-?|-)\s+(?=\S)")
_SENTENCE = re.compile(r"[.;!?]\s+|\n")
_HEAD_SHAPES = ("body", "place", "first_day", "mode")
_LONGEST_LABEL = 80
_LISTED = ("decisions", "actions")


def laid_out(text: str, grammar: Grammar) -> str:
    """The same text, where its tabs and its numbers within a line say what line ends say elsewhere."""
    if "\t" in text:
        text = _untabbed(text, grammar)
    return _unrolled(text, grammar) if _FIRST.search(text) else text


def _untabbed(text: str, grammar: Grammar) -> str:
    """Rows without their numbers; a row of the head ("Lieu", "Caen") as in a form; below a label, cells without one are its own."""
    lines: list[str] = []
    label = ""
    for line in text.split("\n"):
        if "\t" not in line:
            lines.append(line)
            label = label if not line.strip() else ""
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        below, cells = cells[0] == "", [cell for cell in cells if cell]
        if len(cells) > 1 and _NUMBER.fullmatch(fold(cells[0])):
            lines.append("- " + cells[1] if len(cells) == 2 else "\t".join(cells[1:]))
        elif len(cells) == 2 and fold(cells[0]) in _head_labels(grammar):
            lines.append(f"{cells[0]} : {cells[1]}")
        elif below and label:
            lines.append("\t".join((label, *cells)))
        else:
            label = "" if below or not _is_label(cells[:1], grammar) else cells[0]
            lines.append("\t".join(cells))
    return "\n".join(lines)


@functools.cache
def _head_labels(grammar: Grammar) -> frozenset[str]:
    asked = [question for question in grammar.questions.values() if question.shape in _HEAD_SHAPES]
    return frozenset(fold(label) for question in asked for label in (question.label, *question.labels))


def _is_label(cells: list[str], grammar: Grammar) -> bool:
    label = labels_of(grammar).match(fold(cells[0])) if cells else None
    return bool(label and label.end() == len(cells[0]))


def _unrolled(text: str, grammar: Grammar) -> str:
    """As in "Décisions : 1. Le budget est adopté. 2. Le salon est annulé.": label and items on lines of their own."""
    starts = [first for first in _FIRST.finditer(text) if _label_before(text, first.start(), grammar) is not None]
    parts: list[str] = []
    done = 0
    if not starts:
        return text
    for first, after in zip(starts, [*starts[1:], None], strict=True):
        begin = _label_before(text, first.start(), grammar) or 0
        stop = text.find("\n", first.end())
        stop = min(stop if stop >= 0 else len(text), after.start() if after else len(text))
        items = _items(text[first.end("colon") : stop], first["letter"], first["sign"])
        if len(items) > 1:
            parts += [text[done:begin].rstrip(" "), text[begin : first.end("colon")], *items]
            done = stop
    rest = text[done:].removeprefix("\n")
    return "\n".join([*(part for part in parts if part.strip()), *([rest] if rest else [])])


def _label_before(text: str, colon: int, grammar: Grammar) -> int | None:
    """Where the label begins that ends at this colon; None where none does, or where its list is no decisions or actions."""
    first = max(0, colon - _LONGEST_LABEL)
    begin = max((stop.end() for stop in _SENTENCE.finditer(text, first, colon)), default=first)
    label = labels_of(grammar).match(fold(text[begin : colon + 1]))
    if not label or label.end() != colon + 1 - begin or not label["label"]:
        return None
    return begin if grammar.questions[field_of(grammar, label["label"])].type in _LISTED else None


def _items(typed: str, letter: str, sign: str) -> list[str]:
    """One line for each number, as long as the next one follows."""
    cuts: list[tuple[int, int]] = []
    place = 0
    while found := re.compile(rf"(?:^|(?<=\s)){re.escape(letter)}{len(cuts) + 1}\s?{re.escape(sign)}\s+(?=\S)").search(typed, place):
        cuts.append(found.span())
        place = found.end()
    ends = [start for start, _ in cuts[1:]] + [len(typed)]
    return ["- " + typed[start:end].strip(" ;") for (_, start), end in zip(cuts, ends, strict=True)]
