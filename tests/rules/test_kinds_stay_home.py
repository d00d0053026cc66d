"""A kind is declared once: no other file names it, and nothing in the house asks which kind something is."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.domain.contribution import Kind
from bot.domain.kinds import discover

ROOT = Path(__file__).parents[2]
HOUSE = ("bot", "handlers", "storage", "scheduler")
ELSEWHERE = ("bot/demo.py", "bot/playground/", "storage/migrations/", "bot/understanding.py")
"""The playground's people talk of offers, a migration is a photograph of its day, and files that others wrote call our kinds otherwise."""
READERS = ("bot/domain/reading/", "bot/domain/kinds/")
"""They know what words mean that people type: "offre" in a request is one, whichever command bears it."""


def files() -> Iterator[Path]:
    for folder in HOUSE:
        for path in sorted((ROOT / folder).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if not name.startswith(ELSEWHERE):
                yield path


def code_of(path: Path) -> str:
    """Names and strings that run: docstrings and comments may give an example."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    told = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    told |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    said = [
        str(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told
    ]
    names = [node.id for node in ast.walk(tree) if isinstance(node, ast.Name)]
    names += [
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for name in [node.module or "", *(one.name for one in node.names)]
    ]
    return "\n".join([*said, *names])


def verbs_of(kind: Kind) -> tuple[str, ...]:
    """The names of its commands, but those that are the house's word for what follows from it, or for how it is read."""
    command, own = kind.cls.command, (kind.cls.life, kind.cls.read_as)
    return tuple(verb for verb in (command.french, command.english) if verb not in own)


def naming(kind_name: str, class_name: str, verbs: tuple[str, ...], source: str) -> list[str]:
    """What of a kind stands in a source."""
    words = [re.escape(word) for word in (kind_name, class_name)]
    found = re.findall(rf"\b(?:{'|'.join(words)})\b", source)
    return found + [word for word in re.findall(r"(?m)^/?(\w+)$", source) if word in verbs]


@pytest.mark.parametrize("kind", list(discover().values()), ids=lambda kind: kind.name)
def test_no_other_file_names_a_kind(kind: Kind) -> None:
    named: dict[str, list[str]] = {}
    for path in files():
        if kind.folder not in path.parents:
            name = path.relative_to(ROOT).as_posix()
            found = naming(kind.name, kind.cls.__name__, () if name.startswith(READERS) else verbs_of(kind), code_of(path))
            named |= {name: found} if found else {}
    assert named == {}


ITEMS = ("item", "draft", "before", "after", "changed", "other", "same", "known", "filed")


def compares_kinds(source: str) -> list[int]:
    """Lines that ask whether an item is of this kind or that."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Compare)
        and isinstance(node.left, ast.Attribute)
        and node.left.attr == "kind"
        and isinstance(node.left.value, ast.Name)
        and node.left.value.id in ITEMS
        and any(isinstance(other, ast.Constant) and other.value for other in node.comparators)
    ]


def test_nothing_asks_which_kind_it_is() -> None:
    assert {str(path): lines for path in files() if (lines := compares_kinds(path.read_text(encoding="utf-8")))} == {}


class TestPlanted:
    def test_a_name_is_seen(self, tmp_path: Path) -> None:
        path = tmp_path / "x.py"
        path.write_text('"""JobOffer here is prose."""\nfrom bot.domain.kinds.job_offer import JobOffer\nif verb == "offre":\n    pass\n')
        assert naming("job_offer", "JobOffer", ("offre",), code_of(path)) == ["job_offer", "JobOffer", "offre"]

    def test_a_question_of_kind_is_seen(self) -> None:
        assert compares_kinds('if item.kind == "job_offer":\n    pass') == [1]
        assert compares_kinds("if item.kind == other.kind:\n    pass") == []
