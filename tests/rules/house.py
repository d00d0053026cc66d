"""The house as text: which files it has, and what stands in them."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
CODE = ("bot", "handlers", "storage", "scheduler")


@dataclass(frozen=True)
class Source:
    """A Python file; `path` is relative to the root, with slashes."""

    path: str
    text: str

    @property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)


def sources(root: Path = ROOT, folders: tuple[str, ...] = CODE) -> list[Source]:
    """Every Python file of these folders."""
    found = sorted(file for folder in folders for file in (root / folder).rglob("*.py"))
    return [Source(file.relative_to(root).as_posix(), file.read_text(encoding="utf-8")) for file in found]


def functions(source: Source) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method, those inside others too."""
    return (node for node in ast.walk(source.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """From `def` to its last line; decorators are not counted, a docstring is."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


_SAYS_NOTHING = frozenset({tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER})


def weight(source: Source) -> int:
    """Lines on which something stands that Python runs: neither blank lines, nor comments, nor docstrings."""
    tokens = tokenize.generate_tokens(io.StringIO(source.text).readline)
    busy = {line for token in tokens if token.type not in _SAYS_NOTHING for line in range(token.start[0], token.end[0] + 1)}
    return len(busy - _docstrings(source))


def _docstrings(source: Source) -> set[int]:
    alone = (node for node in ast.walk(source.tree) if isinstance(node, ast.Expr))
    return {
        line
        for node in alone
        if isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
