"""The three places a setting is written in, each with its line, its file or its variable, so that a mistake can be found."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeAlias

from bot.config.mistakes import Mistake, Place
from bot.domain.i18n import mark as _

Key: TypeAlias = tuple[str, ...]
"""`("slack", "bot_token")`: section and name."""

PREFIX: Final = "MAILLAGE_"
NESTING: Final = "__"
CONFIG: Final = "MAILLAGE_CONFIG"
SECRETS: Final = "MAILLAGE_SECRETS"
DEFAULT_FILE: Final = Path("maillage.toml")

_HEADING = re.compile(r"\s*\[+\s*([^\]]+?)\s*\]")
_SETTING = re.compile(r"\s*([\w.\"'-]+)\s*=")
_POSITION = re.compile(r"line (\d+)")


@dataclass(frozen=True)
class Written:
    """A value and where it stands."""

    value: Any
    place: Place


@dataclass(frozen=True, kw_only=True)
class Found:
    """All that is written anywhere, the strongest place last said; `meant` when a file or a folder of secrets was there or was named."""

    written: Mapping[Key, Written]
    mistakes: tuple[Mistake, ...]
    meant: bool
    file: Path | None

    def place(self, key: Key) -> Place | None:
        """Where that key, or the first one of that section, is written."""
        return next((written.place for known, written in self.written.items() if known[: len(key)] == key), None)


class _Unreadable(Exception):  # noqa: N818 - reads as what it is
    def __init__(self, mistake: Mistake) -> None:
        super().__init__(mistake.key)
        self.mistake = mistake


def gather(path: Path | None, environ: Mapping[str, str]) -> Found:
    """Reads the three places. A place that cannot be read is a mistake, and the others are read all the same."""
    mistakes: list[Mistake] = []
    file = path or (Path(environ[CONFIG]) if environ.get(CONFIG) else None) or (DEFAULT_FILE if DEFAULT_FILE.exists() else None)
    in_file = _tried(mistakes, _from_file, file)
    in_environment = dict(_from_environment(environ))
    folder = _secrets_folder(in_file, in_environment, environ, file)
    in_secrets = _tried(mistakes, _from_secrets, folder)
    # Written last, asked first: an unknown variable should be told before an unknown line.
    written = in_environment | {key: in_secrets[key] for key in in_secrets if key not in in_environment}
    written |= {key: in_file[key] for key in in_file if key not in written}
    return Found(written=written, mistakes=tuple(mistakes), meant=bool(file or folder), file=file)


def nested(written: Mapping[Key, Written]) -> dict[str, Any]:
    """The values by section. Where a section is not one (`slack = "x"`), that value stays, to be refused."""
    tree: dict[str, Any] = {}
    for key in sorted(written, key=len):
        section: Any = tree
        for name in key[:-1]:
            section = section.setdefault(name, {}) if isinstance(section, dict) else None
        if isinstance(section, dict):
            section[key[-1]] = written[key].value
    return tree


def variable(key: Key) -> str:
    """The environment's name of a setting: MAILLAGE_SLACK__BOT_TOKEN."""
    return PREFIX + NESTING.join(key).upper()


def _tried(mistakes: list[Mistake], read: Callable[[Path], Iterator[tuple[Key, Written]]], path: Path | None) -> dict[Key, Written]:
    try:
        return dict(read(path)) if path else {}
    except _Unreadable as unreadable:
        mistakes.append(unreadable.mistake)
        return {}


def _from_file(path: Path) -> Iterator[tuple[Key, Written]]:
    text = _read(path)
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        position = _POSITION.search(str(error))
        place = Place(_("{file}, line {line}"), {"file": path, "line": position[1] if position else len(text.splitlines())})
        # Not the parser's own sentence: it may quote what stands there.
        raise _Unreadable(
            Mistake(path.name or str(path), place, _('This line is not TOML. Texts stand between quotes: name = "value".'))
        ) from None
    lines = _lines(text)
    for key, value in _leaves(tables):
        yield key, Written(value, Place(_("{file}, line {line}"), {"file": path, "line": lines.get(key, 1)}))


def _from_environment(environ: Mapping[str, str]) -> Iterator[tuple[Key, Written]]:
    for name in sorted(environ):
        if name.startswith(PREFIX) and name not in (CONFIG, SECRETS):
            key = tuple(name.removeprefix(PREFIX).lower().split(NESTING))
            yield key, Written(environ[name], Place(_("variable {name}"), {"name": name}))


def _from_secrets(folder: Path) -> Iterator[tuple[Key, Written]]:
    if not folder.is_dir():
        raise _Unreadable(Mistake("secrets_dir", Place(_("folder {folder}"), {"folder": folder}), _("There is no such folder.")))
    for path in sorted(folder.iterdir()):
        # Mounted secrets bring folders and names of their own, which begin with a dot.
        if path.is_file() and not path.name.startswith("."):
            yield tuple(path.name.split(NESTING)), Written(_read(path).strip(), Place(_("secret file {file}"), {"file": path}))


def _read(path: Path) -> str:
    place = Place(_("file {file}"), {"file": path})
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise _Unreadable(Mistake(path.name or str(path), place, _("There is no such file."))) from None
    except OSError:
        raise _Unreadable(
            Mistake(path.name or str(path), place, _("This file may not be read: give the programme's user the right to."))
        ) from None
    except UnicodeDecodeError:
        raise _Unreadable(Mistake(path.name or str(path), place, _("This file is not UTF-8: save it as UTF-8."))) from None


def _secrets_folder(
    in_file: Mapping[Key, Written], in_environment: Mapping[Key, Written], environ: Mapping[str, str], file: Path | None
) -> Path | None:
    if named := environ.get(SECRETS):
        return Path(named)
    key: Key = ("secrets_dir",)
    if key in in_environment:
        return Path(in_environment[key].value)
    named = in_file[key].value if key in in_file else None
    return file.parent / named if file and isinstance(named, str) else None


def _leaves(table: Mapping[str, Any], above: Key = ()) -> Iterator[tuple[Key, Any]]:
    for name, value in table.items():
        if isinstance(value, dict) and value:
            yield from _leaves(value, (*above, name))
        else:
            yield (*above, name), value


def _lines(text: str) -> dict[Key, int]:
    """Which line each key stands on. The parser does not say."""
    lines: dict[Key, int] = {}
    section: Key = ()
    for number, line in enumerate(text.splitlines(), 1):
        if heading := _HEADING.match(line):
            section = _names(heading[1])
            lines[section] = number
        elif setting := _SETTING.match(line):
            lines[(*section, *_names(setting[1]))] = number
    return lines


def _names(dotted: str) -> Key:
    return tuple(name.strip().strip("\"'") for name in dotted.split("."))
