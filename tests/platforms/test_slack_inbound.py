from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings

from bot.domain.messages import Message
from bot.wording.document import Block, Code, Heading, Listing, Paragraph, Quote, Rule, Run, merged
from bot.wording.escape import clean, is_blank
from bot.wording.listing import Item, nested
from bot.wording.plain import plain
from bot.wording.reading import read
from bot.wording.rich import write
from handlers.slack.inbound import markdown_of, plain_of, rich_text_value
from handlers.slack.limits import Json, escaped
from handlers.slack.markup import blocks
from tests.domain.hostile import CATALOGUE, as_written, documents, texts

NAMES = {"U1": "Claire", "UBOT": "Maillage", "S1": "directions", "C1": "emploi"}


def name(identifier: str) -> str:
    return NAMES.get(identifier, identifier)


def event(*elements: Json) -> Json:
    return {"type": "message", "text": "ignored", "blocks": [{"type": "rich_text", "elements": list(elements)}]}


def section(*shown: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(shown)}


def text(letters: str, **style: bool) -> Json:
    return {"type": "text", "text": letters} | ({"style": style} if style else {})


def listing(style: str, *items: str, **more: int) -> Json:
    return {"type": "rich_text_list", "style": style, "elements": [section(text(item)) for item in items]} | more


class TestRichText:
    @pytest.mark.parametrize(
        ("elements", "markdown"),
        [
            ([section(text("un "), text("gras", bold=True), text("."))], r"un **gras**\."),
            ([section(text("i", italic=True), text("s", strike=True), text("c", code=True), text("x", bold=True, italic=True))], "_&#105;_~~&#115;~~`c`**_x_**"),
            ([section(text("souligné", underline=True))], "souligné"),
            ([section(text("a\nb\n\nc\n\n\nd"))], "a&#10;b\n\nc\n\nd"),
            ([section({"type": "link", "url": "https://e.example/a", "text": "lire", "style": {"bold": True}})], "[**lire**](<https://e.example/a>)"),
            ([section({"type": "link", "url": "https://e.example"})], r"[https\:\/\/e\.example](<https://e.example>)"),
            ([section({"type": "link", "url": "slack://channel", "text": "canal"})], "canal"),
            ([section(text("x\n")), listing("bullet", "un", "deux"), section(text("\ny"))], "x\n\n- un\n- deux\n\ny"),
            ([listing("ordered", "un"), listing("bullet", "a", "b", indent=1), listing("ordered", "deux", offset=1)], "1. un\n\n   - a\n   - b\n2. deux"),
            ([listing("ordered", "trois", offset=2)], "3. trois"),
            ([listing("bullet", "un"), listing("ordered", "deux")], "- un\n\n1. deux"),
            ([{"type": "rich_text_quote", "elements": [text("cité\n\nencore")]}], "> cité\n>\n> encore"),
            ([{"type": "rich_text_quote", "elements": [text("a")]}, listing("bullet", "b", border=1), listing("bullet", "c")], "> a\n>\n> - b\n\n- c"),
            ([listing("bullet", "b", border=1)], "> - b"),
            ([{"type": "rich_text_preformatted", "elements": [text("a\n  b"), {"type": "link", "url": "https://e.example"}], "border": 0}], "```\na\n  bhttps://e.example\n```"),
            ([{"type": "rich_text_preformatted", "elements": [text("a")], "border": 1}], "> ```\n> a\n> ```"),
            ([section({"type": "emoji", "name": "thumbsup", "unicode": "1f44d-1f3fd"}, text(" "), {"type": "emoji", "name": "cress"})], r"👍🏽 \:cress\:"),
            ([section({"type": "emoji", "name": "bad", "unicode": "zz"}, {"type": "emoji", "name": "big", "unicode": "ffffffffff"})], r"\:bad\:\:big\:"),
            ([section({"type": "user", "user_id": "U1"}, text(" et "), {"type": "user", "user_id": "U9"})], r"\@Claire et \@U9"),
            ([section({"type": "usergroup", "usergroup_id": "S1"}, text(" "), {"type": "channel", "channel_id": "C1"})], r"\@directions \#emploi"),
            ([section({"type": "broadcast", "range": "channel"}, text(" "), {"type": "broadcast", "range": "here"})], r"\@channel \@here"),
            ([section({"type": "date", "timestamp": 1, "format": "{date}", "fallback": "lundi"}, {"type": "color", "value": "#fff"})], r"lundi\#fff"),
            ([section({"type": "user", "user_id": "UBOT"}, text(" offre : animateur"))], r"offre \: animateur"),
            ([section(text("dis "), {"type": "user", "user_id": "UBOT"}, text(" bonjour"))], "dis bonjour"),
            ([section()], ""),
            ([], ""),
        ],
    )  # fmt: skip
    def test_what_was_written(self, elements: list[Json], markdown: str) -> None:
        assert markdown_of(event(*elements), names=name, bot="UBOT") == markdown

    def test_our_own_schemes_are_refused_from_members(self) -> None:
        assert markdown_of(event(section({"type": "link", "url": "person:42", "text": "x"}))) == "x"

    @pytest.mark.parametrize("typed", CATALOGUE)
    def test_the_catalogue_stays_letters(self, typed: str) -> None:
        self._check(typed)

    @settings(max_examples=300, deadline=None)
    @given(texts)
    def test_any_text_stays_letters(self, typed: str) -> None:
        self._check(typed)

    def _check(self, typed: str) -> None:
        assert plain(markdown_of(event(section(text(f"x{typed}x"))))).split() == f"x{clean(typed)}x".split()


class TestThereAndBack:
    @pytest.mark.parametrize(
        "markdown",
        [
            "un&#98;**gras**&#100;edans",
            "_a_**b**~~c~~`d` **_e_** [**f** g](<https://e.example>)",
            "- a\n- b\n\n  1. c\n  2. d\n- e",
            "> a\n>\n> - b\n>\n> ```\n> c\n> ```",
            "```\nx\n\n  y\n```",
            "a\n\nb",
        ],
    )
    def test_slack_to_markdown_to_slack(self, markdown: str) -> None:
        (once,) = blocks(Message.of(markdown))
        back = markdown_of({"blocks": once.blocks})
        assert read(back) == read(markdown)
        assert blocks(Message.of(back)) == [once]

    @settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(documents)
    def test_any_document_keeps_styles_links_lists_and_quotes(self, document: tuple[Block, ...]) -> None:
        written = write(document)
        shown = [block for one in blocks(Message.of(written)) for block in one.blocks]
        first = markdown_of({"blocks": shown})
        assume(len(shown) == 1)  # members write no lines across, and what is cut for its size has its own tests
        again = markdown_of({"blocks": [block for one in blocks(Message.of(first)) for block in one.blocks]})
        assert again == first
        assert _looks(read(first)) == _looks(as_written(document))


def _looks(document: tuple[Block, ...], *, bold: bool = False) -> list[tuple[str, frozenset[str], str | None]]:
    """Every visible letter with its style and link: headings are bold, blanks and lines across are nothing to see."""
    found: list[tuple[str, frozenset[str], str | None]] = []
    for block in document:
        if isinstance(block, Paragraph | Heading):
            extra = {"b"} if isinstance(block, Heading) or bold else set()
            found += [
                (letter, run.styles | extra, run.link)
                for run in block.runs
                for letter in run.text
                if not (letter.isspace() or letter == "─")
            ]
        elif isinstance(block, Code):
            found += [(letter, frozenset("c"), None) for letter in block.text if not (letter.isspace() or letter == "─")]
        elif isinstance(block, Quote):
            found += _looks(block.blocks)
        elif isinstance(block, Listing):
            found += [look for item in block.items for look in _looks(item)]
        else:
            assert block == Rule()
    return found


class TestTextOnly:
    @pytest.mark.parametrize(
        ("typed", "markdown"),
        [
            ("offre : animateur &amp; chargé", r"offre \: animateur \& chargé"),
            ("&lt;!here&gt; &amp;lt;", r"\<\!here\> \&lt\;"),
            (
                "<https://e.example/a?b&amp;c|lire> <https://e.example>",
                r"[lire](<https://e.example/a?b\&c>) [https\:\/\/e\.example](<https://e.example>)",
            ),
            ("<mailto:a@b.example|a@b.example>", r"[a\@b\.example](<mailto:a@b.example>)"),
            ("<javascript:alert|x>", "x"),
            ("<@U1> <@U9|dylan> <#C1|emploi> <#C1>", r"\@Claire \@dylan \#emploi \#emploi"),
            (
                "<!channel> <!here|here> <!subteam^S1> <!subteam^S2|@bureau> <!date^1^{date}|lundi>",
                r"\@channel \@here \@directions \@bureau lundi",
            ),
            ("<@UBOT> bonjour", "bonjour"),
            ("*gras* _ou_ pas\nligne\n\nfin", r"\*gras\* \_ou\_ pas&#10;ligne" + "\n\nfin"),
            ("", ""),
        ],
    )
    def test_tokens_become_letters(self, typed: str, markdown: str) -> None:
        assert markdown_of({"text": typed}, names=name, bot="UBOT") == markdown

    @pytest.mark.parametrize(
        "nothing", [{}, {"text": None}, {"text": None, "blocks": None}, {"blocks": []}, {"blocks": [{"type": "divider"}], "text": ""}]
    )
    def test_events_without_a_text(self, nothing: Json) -> None:
        assert markdown_of(nothing) == plain_of(nothing) == ""

    @settings(max_examples=300, deadline=None)
    @given(texts)
    def test_any_text_stays_letters(self, typed: str) -> None:
        assert plain(markdown_of({"text": f"x{escaped(typed)}x"})).split() == f"x{clean(typed)}x".split()


class TestPlain:
    def test_lines_as_they_were_written(self) -> None:
        written = event(
            section({"type": "user", "user_id": "UBOT"}, text(" CR DIRCRES - 03/07/2008\n"), text("Présents", bold=True), text(" (2) :\n")),
            listing("bullet", "Bretagne", "Normandie"),
            listing("ordered", "voir", indent=1),
            {"type": "rich_text_quote", "elements": [text("cité\nici")]},
            {"type": "rich_text_preformatted", "elements": [text("Décision 1\n  unanimité")]},
            section(text("Voir "), {"type": "link", "url": "https://e.example/a", "text": "l'annonce"}, text(" ou "), {"type": "link", "url": "http://e.example", "text": "e.example"}),
        )  # fmt: skip
        assert plain_of(written, names=name, bot="UBOT") == (
            "CR DIRCRES - 03/07/2008\nPrésents (2) :\n\n"
            "• Bretagne\n• Normandie\n  1. voir\n\n"
            "> cité\n> ici\n\n"
            "Décision 1\n  unanimité\n\n"
            "Voir l'annonce (https://e.example/a) ou e.example"
        )

    def test_code_inside_lists_and_quotes_too(self) -> None:
        (once,) = blocks(Message.of("> ```\n> a\n> ```"))
        assert plain_of({"blocks": once.blocks}) == "> a"

    @settings(max_examples=200, deadline=None)
    @given(texts)
    def test_any_text_is_read_as_typed(self, typed: str) -> None:
        if not is_blank(typed):
            assert plain_of(event(section(text(typed)))).split() == clean(typed).split()


class TestForms:
    def test_a_rich_text_value(self) -> None:
        block = {"type": "rich_text", "elements": [section(text("Bonjour "), {"type": "user", "user_id": "U1"})]}
        assert rich_text_value(block, names=name) == r"Bonjour \@Claire"
        assert rich_text_value(None) == ""
        assert rich_text_value({"type": "rich_text", "elements": []}) == ""


def _item(letters: str, indent: int = 0, number: int | None = None) -> Item:
    return Item((Paragraph((Run(letters),)),), indent, number)


def _shape(document: tuple[Block, ...]) -> object:
    shape: list[object] = []
    for block in document:
        if isinstance(block, Listing):
            shape.append((block.start, [_shape(item) for item in block.items]))
        elif isinstance(block, Paragraph):
            shape.append("".join(run.text for run in merged(block.runs)))
    return shape


@pytest.mark.parametrize(
    ("items", "shape"),
    [
        ([], []),
        ([_item("a", 2), _item("b")], [(None, [["a"], ["b"]])]),
        ([_item("a"), _item("b", 3), _item("c", 1), _item("d", 2)], [(None, [["a", (None, [["b"], ["c"], ["d"]])]])]),
        ([_item("a", 0, 1), _item("b", 0, 1)], [(1, [["a"]]), (1, [["b"]])]),
        ([_item("a", 0, 4), _item("b", 0, 5), _item("c")], [(4, [["a"], ["b"]]), (None, [["c"]])]),
    ],
)
def test_flat_items_become_lists_inside_lists(items: list[Item], shape: object) -> None:
    assert _shape(nested(items)) == shape
