"""`maillage chat`: the playground's Slack and its phones in a terminal, for a person or for the dialogues of a document."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TextIO

from bot.playground.chat.client import DoorClient, RefusedError
from bot.playground.chat.console import Console
from bot.playground.chat.lines import Keyboard
from bot.playground.chat.screen import Ink, Painter
from bot.playground.chat.script import replay
from bot.playground.chat.session import Session
from bot.playground.chat.words import FIRST, Language, refusal, word


def chat(
    url: str,
    person: str,
    script: Path | None,
    stdin: TextIO,
    stdout: TextIO,
    *,
    language: Language = FIRST,
    write: bool = False,
) -> int:
    """Talks until the end of `stdin`, or replays the dialogues of `script` (with `write`, writes them anew).

    `url` is the playground's door, with its key. Blocks until the talk ends, so never call it on the loop that serves the
    playground. Answers the exit code: 1 when a dialogue came out differently or the door refuses, 2 when nobody answers.
    """
    coloured = script is None and stdout.isatty() and not os.environ.get("NO_COLOR")
    painter = Painter(language, Ink(coloured))
    console = Console(DoorClient(url), Keyboard(stdin, stdout), painter, language, person)
    try:
        session = Session(console)
        if script is not None:
            return _replayed(session, script, stdout, language, write=write)
        session.greet_and_talk()
    except RefusedError as error:
        stdout.write(refusal(language, error.code, error.where, error.limit) + "\n")
        return 1
    except OSError:
        stdout.write(word(language, "away") + "\n")
        return 2
    return 0


def _replayed(session: Session, script: Path, stdout: TextIO, language: Language, *, write: bool) -> int:
    count, difference = replay(script, session.play, write=write)
    outcome = "script_written" if write else "script_same"
    report = difference or [word(language, outcome, path=script.name, count=count)]
    stdout.write("\n".join(report) + "\n")
    return 1 if difference else 0
