"""Jinja for Markdown: every value is escaped on its way in, and what could slip one past the escape does not compile."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

from jinja2 import BaseLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined, pass_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import TemplateAssertionError
from jinja2.filters import FILTERS
from jinja2.nodes import BinExpr, Concat, Const, Node
from jinja2.runtime import Context
from markupsafe import Markup

from bot.wording.document import Run
from bot.wording.escape import literal, shorten, title
from bot.wording.plain import plain
from bot.wording.reading import MEMBER_SCHEMES, scheme_of
from bot.wording.rich import inline, quoted, safe

if TYPE_CHECKING:
    from bot.wording import Words

SUFFIX = ".md.j2"
_PLACEHOLDER = re.compile(r"\{(\w+)\}")

# fmt: off
_KEPT_FILTERS: Final = (
    "abs", "batch", "capitalize", "count", "d", "default", "dictsort", "first", "groupby", "int", "items", "last", "length", "list",
    "lower", "map", "max", "min", "reject", "rejectattr", "reverse", "round", "select", "selectattr", "slice", "sort", "sum", "trim",
    "unique", "upper",
)
# fmt: on
"""Of Jinja's own filters, those that cannot join a member's text to Markdown: `join`, `format` and `replace` escape for HTML alone."""


class Markdown(Markup):
    """Markdown that is trusted. What is joined to it by `+`, `%` or `join` is escaped as Markdown."""

    @classmethod
    def escape(cls, text: Any, /) -> Markdown:
        """The text as it was typed; trusted Markdown stays what it is."""
        if type(text) is cls:
            return text
        return cls(text) if isinstance(text, Markup) else cls(literal("" if text is None else str(text)))


def fill(message: str, values: Mapping[str, Any]) -> str:
    """The message with each `{name}` replaced. Raises KeyError for a name without a value; other braces stay."""
    return _PLACEHOLDER.sub(lambda name: str(values[name[1]]), message)


def fill_markdown(message: str, values: Mapping[str, Any]) -> Markdown:
    """The same for a message that is trusted Markdown, and values that are not."""
    return Markdown(_PLACEHOLDER.sub(lambda name: Markdown.escape(values[name[1]]), message))


def environment(words: Words, folders: Mapping[str, Path]) -> Environment:
    """The templates of `folders` (`shared/<name>`, `<kind>/<name>`) in one reader's language and zone."""
    made = MarkdownEnvironment(
        loader=_Folders({name: FileSystemLoader(folder) for name, folder in folders.items()}),
        autoescape=True,
        finalize=Markdown.escape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    kept = {name: FILTERS[name] for name in _KEPT_FILTERS}
    made.filters = kept | _filters(words)
    made.globals |= {"_": words.markdown, "gettext": words.markdown, "ngettext": words.nmarkdown, "language": words.language}
    return made


def _filters(words: Words) -> dict[str, Callable[..., Any]]:
    @pass_context
    def day(context: Context, value: date, today: date | None = None) -> str:
        return words.day(value, today or _today(context))

    return {
        "day": day,
        "day_full": words.day_full,
        "time": words.time,
        "month": words.month,
        "number": words.number,
        "listed": _listed(words),
        "join": _join,
        "rich": lambda markdown: Markdown(f"\n\n{safe(markdown)}\n\n"),
        "quoted": lambda markdown: Markdown(f"\n\n{quoted(markdown)}\n\n"),
        "link": _link,
        "one_line": lambda text, limit=0: shorten(title(text), limit) if limit else title(text),
        "excerpt": lambda markdown, limit: shorten(title(plain(markdown)), limit),
    }


def _today(context: Context) -> date:
    today = context.resolve("today")
    if isinstance(today, datetime) or not isinstance(today, date):
        raise TypeError("the filter `day` needs the reader's date: render(..., today=...)")
    return today


def _listed(words: Words) -> Callable[[Iterable[Any]], Markdown]:
    return lambda values: Markdown(words.list_of([Markdown.escape(value) for value in values]))


def _link(address: str, label: str = "") -> Markdown:
    """A link of a member's, alive only with a scheme that members may use; without a label the address is shown without its scheme."""
    shown = label or re.sub(r"^(https?://|mailto:)", "", address).rstrip("/")
    return Markdown(inline([Run(shown, link=address if scheme_of(address) in MEMBER_SCHEMES else None)]))


def _join(values: Iterable[Any], separator: str = ", ") -> Markdown:
    return Markdown(separator).join(values)


class _Folders(PrefixLoader):
    """`shared/help` stands for `shared/help.md.j2`."""

    def get_loader(self, template: str) -> tuple[BaseLoader, str]:
        return super().get_loader(template if template.endswith(SUFFIX) else template + SUFFIX)


class _Generator(CodeGenerator):
    """Refuses `a ~ b`, and `a + b` without a number: Jinja would escape the texts in them for HTML, and `*` or `[` would act."""

    def visit_Concat(self, node: Concat, frame: Frame) -> None:  # noqa: N802 - named by Jinja
        del frame
        self._refuse("~", node)

    def visit_Add(self, node: BinExpr, frame: Frame) -> None:  # noqa: N802 - named by Jinja
        if not any(isinstance(side, Const) and isinstance(side.value, int) for side in (node.left, node.right)):
            self._refuse("+", node)
        super().visit_Add(node, frame)

    def _refuse(self, sign: str, node: Node) -> NoReturn:
        raise TemplateAssertionError(f"no {sign} between texts: write two expressions, or use |join", node.lineno, self.name, self.filename)


class MarkdownEnvironment(Environment):
    """Jinja's environment with the code generator above. `{% trans %}` does not exist here: `_("Hello {name}", name=name)` does."""

    code_generator_class = _Generator
