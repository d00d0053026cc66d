"""Which strings the source says, and which of them have no French yet: `python -m bot.wording.extract [--add]`.

A kind's strings belong to its own folder's fr.po, all others to bot/wording/fr.po; a kind may use a shared string without saying it again.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from babel.messages import Catalog
from babel.messages.pofile import write_po
from jinja2 import nodes

from bot.wording.catalogue import entries, forms, is_translated, read_catalogue
from bot.wording.environment import SUFFIX, MarkdownEnvironment

ROOT: Final = Path(__file__).parents[2]
SOURCES: Final = ("bot", "handlers", "scheduler", "storage")
KINDS: Final = Path("bot/domain/kinds")
SHARED: Final = Path("bot/wording")
LANGUAGE: Final = "fr"

_FUNCTIONS = {"_": 1, "gettext": 1, "mark": 1, "nmark": 2, "ngettext": 2}
_METHODS = {"text": 1, "markdown": 1, "ntext": 2, "nmarkdown": 2}
_SENTENCES = dict.fromkeys(("Refused", "NotAllowed", "Gone", "Unknown", "Problem"), 1)
"""What refuses is a sentence to a member, marked or not."""
_NOT_OURS = {"sa", "sqlalchemy", "arguments", "request", "response"}
"""`sqlalchemy.text("SELECT 1")` is no message, nor is `arguments.text("channel")` of a request."""


@dataclass(frozen=True)
class Said:
    """One string that the source says, in its forms (one, or singular and plural); `path` is relative to the root.

    An empty `forms` is a string that is built at run time (an f-string): no catalogue can know it.
    """

    forms: tuple[str, ...]
    path: Path
    line: int

    @property
    def catalogue(self) -> Path:
        """The folder whose .po file should hold it."""
        kind = self.path.relative_to(KINDS).parts if self.path.is_relative_to(KINDS) else ()
        return KINDS / kind[0] if len(kind) > 1 else SHARED


def said_in(root: Path = ROOT) -> list[Said]:
    """Every string of the Python files and templates below the sources of `root`."""
    found: list[Said] = []
    for path in sorted(file for source in SOURCES for file in (root / source).rglob("*")):
        if path.name.endswith(".py"):
            found += said_in_python(path.read_text(encoding="utf-8"), path.relative_to(root))
        elif path.name.endswith(SUFFIX):
            found += said_in_template(path.read_text(encoding="utf-8"), path.relative_to(root))
    return found


def said_in_python(source: str, path: Path) -> Iterator[Said]:
    """The strings of calls such as `_("…")`, `words.text("…")`, `Refused("…")`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and node.args and (count := _forms_of_call(node)):
            for alternative in _python_alternatives(node.args[:count]):
                yield Said(alternative, path, node.lineno)


def said_in_template(source: str, path: Path) -> Iterator[Said]:
    """The strings of `_("…")` and `ngettext("…", "…", n)` in a template."""
    for call in MarkdownEnvironment().parse(source).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and (count := _FUNCTIONS.get(call.node.name, 0)):
            for alternative in _template_alternatives(call.args[:count]):
                yield Said(alternative, path, call.lineno)


def missing(root: Path = ROOT) -> dict[Path, list[tuple[str, ...]]]:
    """What has no complete translation, by the folder of the catalogue that should hold it."""
    lacking: dict[Path, list[tuple[str, ...]]] = {}
    known = {folder: _translated(root, folder) for folder in {SHARED, *catalogues(root)}}
    for said in said_in(root):
        strings = lacking.setdefault(said.catalogue, [])
        if said.forms and said.forms not in known[SHARED] | known.get(said.catalogue, set()) and said.forms not in strings:
            strings.append(said.forms)
    return {folder: strings for folder, strings in lacking.items() if strings}


def unused(root: Path = ROOT) -> list[tuple[Path, tuple[str, ...]]]:
    """Entries that nothing says any more: a kind's entry must be said in its own folder."""
    said = said_in(root)
    found: list[tuple[Path, tuple[str, ...]]] = []
    for folder in catalogues(root):
        used = {one.forms for one in said if folder in (SHARED, one.catalogue)}
        found += [(folder, forms(entry.id)) for entry in entries(_catalogue(root, folder)) if forms(entry.id) not in used]
    return found


def catalogues(root: Path = ROOT) -> list[Path]:
    """The folders that have a catalogue, relative to the root."""
    return sorted(path.parent.relative_to(root) for path in (root / "bot").rglob(f"{LANGUAGE}.po"))


def add_missing(root: Path = ROOT) -> None:
    """Writes an empty entry for each missing string, ready to be filled."""
    for folder, strings in missing(root).items():
        catalogue = _catalogue(root, folder)
        for string in strings:
            if string not in {forms(entry.id) for entry in entries(catalogue)}:
                catalogue.add(string if len(string) > 1 else string[0])
        with (root / folder / f"{LANGUAGE}.po").open("wb") as file:
            write_po(file, catalogue, width=120, sort_output=False, no_location=True)


def main(arguments: Sequence[str], root: Path = ROOT) -> int:
    """Prints what is missing; 1 when something is."""
    lacking = missing(root)
    for folder, strings in lacking.items():
        sys.stdout.write(f"{folder / LANGUAGE}.po\n" + "".join(f"  {' | '.join(string)!r}\n" for string in strings))
    if "--add" in arguments:
        add_missing(root)
    return 1 if lacking else 0


def _catalogue(root: Path, folder: Path) -> Catalog:
    return read_catalogue(root / folder / f"{LANGUAGE}.po", LANGUAGE)


def _translated(root: Path, folder: Path) -> set[tuple[str, ...]]:
    return {forms(entry.id) for entry in entries(_catalogue(root, folder)) if is_translated(entry)}


def _forms_of_call(call: ast.Call) -> int:
    if isinstance(call.func, ast.Name):
        return (_FUNCTIONS | _SENTENCES).get(call.func.id, 0)
    if not isinstance(call.func, ast.Attribute):
        return 0
    foreign = isinstance(call.func.value, ast.Name) and call.func.value.id in _NOT_OURS
    return 0 if foreign else _METHODS.get(call.func.attr, 0)


def _python_alternatives(arguments: Sequence[ast.expr]) -> Iterable[tuple[str, ...]]:
    first = arguments[0]
    if isinstance(first, ast.IfExp):
        return [*_python_alternatives([first.body]), *_python_alternatives([first.orelse])]
    if isinstance(first, ast.JoinedStr | ast.BinOp):
        return [()]
    texts = [argument.value for argument in arguments if isinstance(argument, ast.Constant) and isinstance(argument.value, str)]
    return [tuple(texts)] if texts and len(texts) == len(arguments) else []


def _template_alternatives(arguments: Sequence[nodes.Expr]) -> Iterable[tuple[str, ...]]:
    first = arguments[0] if arguments else None
    if isinstance(first, nodes.CondExpr):
        return [*_template_alternatives([first.expr1]), *_template_alternatives([first.expr2] if first.expr2 else [])]
    texts = [argument.value for argument in arguments if isinstance(argument, nodes.Const) and isinstance(argument.value, str)]
    return [tuple(texts)] if texts and len(texts) == len(arguments) else []


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
