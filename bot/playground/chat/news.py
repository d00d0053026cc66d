"""What came to someone's screen since he last looked, as lines."""

from __future__ import annotations

from collections.abc import Mapping

from bot.playground.chat.client import DoorClient, Json
from bot.playground.chat.screen import Choice, Painter, choices_of, excerpt, plain
from bot.playground.chat.words import Language, word


class News:
    """Remembers for each person what he has seen; `starts` are the numbers of the last happenings before this talk, by person."""

    def __init__(self, client: DoorClient, painter: Painter, language: Language, starts: Mapping[str, int]) -> None:
        self._client = client
        self._painter = painter
        self._language = language
        self._seen = dict(starts)
        self._read: dict[tuple[str, str, str], str] = {}

    def of(self, person: str) -> tuple[list[str], list[Choice] | None]:
        """The lines, and the numbered choices of the newest message with buttons; None when the choices did not change."""
        since = self._seen.get(person, 0)
        answer = self._client.ask("happenings", as_=person, since=since)
        self._seen[person] = int(answer["last"])
        lines: list[str] = []
        choices: list[Choice] | None = None
        for happening in _latest(answer["happenings"]):
            message = happening["message"]
            if not (message and self._read_already(person, happening["kind"], message)):
                lines += self._lines(happening)
            if happening["kind"] in ("message", "changed") and message and not happening["mine"]:
                on = {"channel": message["channel"], "ts": message["ts"]}
                choices = choices_of(message["parts"], on) or choices or ([] if happening["kind"] == "changed" else None)
        return lines, choices

    def _read_already(self, person: str, kind: str, message: Json) -> bool:
        """Whether a change took only the buttons away: the same words a second time would look like a second message."""
        place, words = (person, message["channel"], message["ts"]), plain(message)
        known, self._read[place] = self._read.get(place), words
        return kind == "changed" and words == known and not choices_of(message["parts"], None)

    def _lines(self, happening: Json) -> list[str]:
        said = {"error": "failed", "toast": "toast"}.get(happening["kind"])
        if said and happening["what"]:
            return [word(self._language, said, code=happening["what"], text=happening["what"])]
        if happening["mine"] or happening["message"] is None:
            return []
        message = happening["message"]
        match happening["kind"]:
            case "message" | "changed":
                return self._painter.message(message)
            case "deleted":
                return [self._painter.header(message), "  " + word(self._language, "deleted")]
            case "reaction":
                text, who = excerpt(plain(message)), happening["by"]
                return [word(self._language, "reaction", emoji=happening["what"], who=who, text=text)]
            case _:
                return []


def _latest(happenings: list[Json]) -> list[Json]:
    """Of a message that changed while nobody looked, only the last version, where the message first came."""
    versions: dict[str, Json] = {}
    for happening in happenings:
        if happening["kind"] in ("message", "changed", "deleted"):
            versions[happening["message"]["ts"]] = happening
    shown, done = [], set[str]()
    for happening in happenings:
        if happening["kind"] not in ("message", "changed", "deleted"):
            shown.append(happening)
        elif (ts := happening["message"]["ts"]) not in done:
            done.add(ts)
            shown.append(versions[ts])
    return shown
