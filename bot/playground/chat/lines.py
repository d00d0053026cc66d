"""Where the terminal's lines come from and go to: a keyboard, or a script that is replayed."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol, TextIO

BLOCK = '"""'


@dataclass(frozen=True)
class Typed:
    """What someone typed; `raw` are the lines as they stood, `pasted` when they came between triple quotes."""

    person: str
    text: str
    raw: tuple[str, ...]
    pasted: bool = False


class Lines(Protocol):
    """Both ways in and out."""

    def read(self, person: str) -> Typed | None:
        """The next thing typed, None at the end."""

    def write(self, line: str) -> None:
        """One line on the screen."""


def gather(first: str, person: str, more: Iterable[str]) -> Typed:
    r"""Joins lines that end in `\`, and those between two lines of triple quotes."""
    raw, following = [first], iter(more)
    if first.strip() == BLOCK:
        inside = []
        for line in following:
            raw.append(line)
            if line.strip() == BLOCK:
                break
            inside.append(line)
        return Typed(person, "\n".join(inside), tuple(raw), pasted=True)
    text = first
    while text.endswith("\\"):
        continuation = next(following, "")
        raw.append(continuation)
        text = text[:-1] + "\n" + continuation
    return Typed(person, text, tuple(raw))


@dataclass
class Keyboard:
    """A person at a terminal, or a pipe."""

    stdin: TextIO
    stdout: TextIO

    def read(self, person: str) -> Typed | None:
        """Shows the prompt and waits."""
        self.stdout.write(f"{person}> ")
        self.stdout.flush()
        first = self.stdin.readline()
        if not first:
            self.stdout.write("\n")
            return None
        return gather(first.rstrip("\n"), person, (line.rstrip("\n") for line in self.stdin))

    def write(self, line: str) -> None:
        """One line."""
        self.stdout.write(line + "\n")
        self.stdout.flush()


@dataclass
class Script:
    """One dialogue of a document: its inputs are typed, and what comes out is kept beside them."""

    inputs: deque[Typed]
    transcript: list[str] = field(default_factory=list)

    def read(self, person: str) -> Typed | None:
        """The next input; who types it decides who acts."""
        if not self.inputs:
            return None
        typed = self.inputs.popleft()
        first, *others = typed.raw
        self.transcript += [f"{typed.person or person}> {first}".rstrip(), *others]
        return typed

    def write(self, line: str) -> None:
        """Into the transcript."""
        self.transcript += line.split("\n")
