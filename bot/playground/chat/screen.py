"""Messages, buttons and forms as lines of a terminal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.playground.chat.client import Json
from bot.playground.chat.words import WEEKDAYS, Language, word

CODES = {"b": "1", "i": "3", "s": "9", "c": "36", "d": "2", "u": "4", "h": "7"}
MARKS = {"b": "*", "i": "_", "s": "~", "c": "`", "h": "||"}
RESET = "\x1b[0m"
EXCERPT = 60


@dataclass(frozen=True)
class Choice:
    """One numbered thing to press: where it stands and how the door finds it."""

    on: object
    control: Json

    def as_request(self) -> Json:
        """What the door needs to press it."""
        return {"on": self.on, "label": self.control["label"], "nth": self.control["nth"]}


@dataclass(frozen=True)
class Ink:
    """With `colour` styles are terminal codes, without they are Slack's own marks."""

    colour: bool

    def styled(self, text: str, style: str) -> str:
        """The text in bold, italic, struck, code or dimmed letters."""
        if not style or not text.strip():
            return text
        if self.colour:
            return f"\x1b[{';'.join(CODES[letter] for letter in style)}m{text}{RESET}"
        marks = "".join(MARKS.get(letter, "") for letter in style)
        inner = text.strip(" ")
        before, _, after = text.partition(inner)
        return f"{before}{marks}{inner}{marks[::-1]}{after}"


def excerpt(text: str) -> str:
    """One short line of a text."""
    line = text.replace("\n", " ")
    return line if len(line) <= EXCERPT else line[: EXCERPT - 1].rstrip() + "…"


def plain(message: Json) -> str:
    """A message's text without styles."""
    lines = (part["line"] for part in message["parts"] if "line" in part)
    return "\n".join("".join(text for text, _ in line) for line in lines)


def choices_of(parts: list[Json], on: object) -> list[Choice]:
    """All that can be pressed, in the order of its numbers."""
    return [Choice(on, control) for part in parts for control in part.get("controls", ())]


class Painter:
    """Turns the door's JSON into lines."""

    def __init__(self, language: Language, ink: Ink) -> None:
        self._language = language
        self._ink = ink

    def message(self, message: Json) -> list[str]:
        """Who and where, then the text, indented, with numbered buttons."""
        return [self.header(message), *self.parts(message["parts"])]

    def header(self, message: Json) -> str:
        """`Maillage · #emploi · fil de « … »`."""
        on_phone = ["Telegram"] if message["side"] == "telegram" else []
        place = [f"#{message['room']}"] if message["room"] else [] if on_phone else [word(self._language, "direct")]
        notes = [message["by"], *on_phone, *place]
        if message["thread"]:
            notes.append(word(self._language, "thread", root=excerpt(message["thread"])))
        notes += [word(self._language, key) for key, on in (("only_you", "private"), ("edited", "edited")) if message[on]]
        notes += [" ".join(message["reactions"])] if message["reactions"] else []
        return self._dimmed(" · ".join(notes))

    def title(self, text: str) -> str:
        """A heading."""
        return self._dimmed(text)

    def _dimmed(self, text: str) -> str:
        return self._ink.styled(text, "d")

    def parts(self, parts: list[Json]) -> list[str]:
        """Lines and rows of numbered choices; a long row is broken after four."""
        lines, number = [], 0
        for part in parts:
            if "line" in part:
                lines.append("  " + "".join(self._ink.styled(text, style) for text, style in part["line"]))
                continue
            labels = [self._label(number + place, control) for place, control in enumerate(part["controls"], start=1)]
            number += len(labels)
            lines += ["  " + "  ".join(labels[start : start + 4]) for start in range(0, len(labels), 4)]
        return [line.rstrip() for line in lines]

    def _label(self, number: int, control: Json) -> str:
        more = " …" if control["kind"] != "button" else ""
        label = control["label"].removeprefix(f"{number} ")  # a button that has its number already does not show it twice
        return self._ink.styled(f"[{number}]", "b" if self._ink.colour else "") + f" {label}{more}"

    def field(self, field: Json) -> list[str]:
        """The label, the present value in brackets, numbered choices, the error below."""
        notes = [field["label"]]
        notes += [f"({word(self._language, 'optional')})"] if field["optional"] else []
        notes += [f"[{field['current']}]"] if field["current"] else []
        lines = [self._ink.styled(" ".join(notes), "b" if self._ink.colour else "")]
        lines += [f"  {field['hint']}"] if field["hint"] else []
        lines += [f"  [{number}] {label}" for number, label in enumerate(field["options"], start=1)]
        return lines + ([f"  ✗ {field['error']}"] if field["error"] else [])

    def clock(self, iso: str, zone: str) -> str:
        """`vendredi 20/11/2026 16:42`, in the reader's zone."""
        local = datetime.fromisoformat(iso).astimezone(ZoneInfo(zone))
        return f"{WEEKDAYS[self._language][local.weekday()]} {local:%d/%m/%Y %H:%M}"
