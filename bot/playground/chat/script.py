"""Documents whose dialogues are replayed: every block fenced by ```chat is typed again and compared, or written anew."""

from __future__ import annotations

import difflib
import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.playground.chat.lines import Script, Typed, gather

OPENING = re.compile(r"^```chat\s*$")
CLOSING = re.compile(r"^```\s*$")
INPUT = re.compile(r"^(?P<name>[\w.-]+)> ?(?P<text>.*)$")


@dataclass(frozen=True)
class Dialogue:
    """One block: its lines stand from `start` to before `end` in the document."""

    start: int
    end: int
    lines: tuple[str, ...]


def dialogues(document: str) -> list[Dialogue]:
    """All blocks fenced by ```chat."""
    found, start = [], -1
    lines = document.split("\n")
    for number, line in enumerate(lines):
        if start < 0 and OPENING.match(line):
            start = number + 1
        elif start >= 0 and CLOSING.match(line):
            found.append(Dialogue(start, number, tuple(lines[start:number])))
            start = -1
    return found


def inputs(dialogue: Dialogue) -> Iterator[Typed]:
    """What is typed in it: lines `NAME> …`, with their continuation lines."""
    lines = iter(dialogue.lines)
    for line in lines:
        if match := INPUT.match(line):
            yield gather(match["text"], match["name"], lines)


def replay(path: Path, play: Callable[[Script], None], *, write: bool) -> tuple[int, list[str]]:
    """Plays each dialogue; answers how many there are and the unified difference, empty when all came out as written.

    With `write` the document's blocks are replaced by what really came out.
    """
    document = path.read_text(encoding="utf-8")
    found = dialogues(document)
    lines = document.split("\n")
    for dialogue in reversed([*zip(found, _played(found, play), strict=True)]):
        block, transcript = dialogue
        lines[block.start : block.end] = transcript
    actual = "\n".join(lines)
    if write:
        path.write_text(actual, encoding="utf-8")
        return len(found), []
    difference = difflib.unified_diff(document.split("\n"), lines, str(path), "what came out", lineterm="")
    return len(found), list(difference)


def _played(found: list[Dialogue], play: Callable[[Script], None]) -> list[list[str]]:
    transcripts = []
    for dialogue in found:
        script = Script(deque(inputs(dialogue)))
        play(script)
        transcripts.append([line.rstrip() for line in script.transcript])
    return transcripts
