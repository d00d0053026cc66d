from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from telegram import MessageEntity, User

from bot.domain.messages import Message
from bot.playground.telegram.spans import cut, detected, units
from bot.wording.document import Block, Paragraph, Run, runs_of
from bot.wording.escape import clean, is_blank, literal
from bot.wording.plain import plain
from bot.wording.reading import read as read_markdown
from bot.wording.rich import write
from handlers.slack import inbound as slack
from handlers.slack.markup import blocks
from handlers.telegram.entities import document_of, markdown_of, plain_of
from handlers.telegram.limits import GUARD
from handlers.telegram.markup import pieces
from tests.domain.hostile import documents, texts
from tests.platforms.slack_rules import parts
from tests.platforms.telegram_rules import heard, read, solid

SLOW = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def marked(text: str, **parts: str) -> list[MessageEntity]:
    """Entities of the parts of a text: `bold="gras"`."""
    return [MessageEntity(type=type_, offset=units(text[: text.index(part)]), length=units(part)) for type_, part in parts.items()]


def link(text: str, part: str, url: str) -> MessageEntity:
    return MessageEntity(type="text_link", offset=units(text[: text.index(part)]), length=units(part), url=url)


class TestStyles:
    @pytest.mark.parametrize(
        ("text", "parts", "markdown"),
        [
            ("un gras fin", {"bold": "gras"}, "un **gras** fin"),
            ("un italique fin", {"italic": "italique"}, "un _italique_ fin"),
            ("un barré fin", {"strikethrough": "barré"}, "un ~~barré~~ fin"),
            ("un code fin", {"code": "code"}, "un `code` fin"),
            ("😀😀 gras 😀", {"bold": "gras"}, "😀😀 **gras** 😀"),
            ("gras et barré", {"bold": "gras et", "strikethrough": "et barré"}, "**gras ~~et~~**~~&#32;barré~~"),
            ("gras italique", {"bold": "gras italique", "italic": "italique"}, "**gras _italique_**"),
            ("un souligné fin", {"underline": "souligné"}, "un souligné fin"),
            ("un secret fin", {"spoiler": "secret"}, "un secret fin"),
            ("avant\na\n  b\naprès", {"pre": "a\n  b"}, "avant\n\n```\na\n  b\n```\n\naprès"),
            ("avant\na\nb\naprès", {"blockquote": "a\nb"}, "avant\n\n> a\n> b\n\naprès"),
            ("a\nb", {"expandable_blockquote": "a\nb"}, "> a\n> b"),
            ("a gras", {"blockquote": "a gras", "bold": "gras"}, "> a **gras**"),
            ("a\ncode", {"blockquote": "a\ncode", "pre": "code"}, "> a\n>\n> ```\n> code\n> ```"),
        ],
    )  # fmt: skip
    def test_entities_as_markdown(self, text: str, parts: dict[str, str], markdown: str) -> None:
        assert document_of(text, marked(text, **parts)) == read_markdown(markdown)
        assert read_markdown(markdown_of(text, marked(text, **parts))) == read_markdown(markdown)

    @pytest.mark.parametrize("type_", ["mention", "hashtag", "cashtag", "bot_command", "phone_number", "text_mention", "custom_emoji"])
    def test_what_rings_or_leads_elsewhere_is_letters(self, type_: str) -> None:
        entity = MessageEntity(type=type_, offset=0, length=6, user=User(1, "Dylan", is_bot=False), custom_emoji_id="1")
        assert document_of("@dylan ici", [entity]) == (Paragraph((Run("@dylan ici"),)),)

    def test_links(self) -> None:
        text = "voir ici, https://e.example/a_b, exemple.fr ou a@b.example"
        found = [
            link(text, "ici", "https://e.example/x"),
            *(MessageEntity(**one) for one in detected(text, []) if one["type"] in ("url", "email")),
        ]
        found += marked(text, url="exemple.fr", email="a@b.example")
        (paragraph,) = document_of(text, found)
        assert isinstance(paragraph, Paragraph)
        assert {run.text: run.link for run in paragraph.runs if run.link} == {
            "ici": "https://e.example/x",
            "https://e.example/a_b": "https://e.example/a_b",
            "exemple.fr": "http://exemple.fr",
            "a@b.example": "mailto:a@b.example",
        }
        assert plain_of(text, found) == "voir ici (https://e.example/x), https://e.example/a_b, exemple.fr ou a@b.example"

    @pytest.mark.parametrize("url", ["tg://user?id=1", "javascript:alert(1)", "person:42", "file:///etc/passwd", "x"])
    def test_a_link_of_another_scheme_is_its_label(self, url: str) -> None:
        assert markdown_of("ici", [link("ici", "ici", url)]) == "ici"
        assert markdown_of(url, marked(url, url=url)) == literal(url) or "://" not in url

    def test_our_own_name_is_no_part_of_what_is_said(self) -> None:
        text = "@Maillage_Bot cherche un modèle"
        assert markdown_of(text, marked(text, mention="@Maillage_Bot"), bot="maillage_bot") == "cherche un modèle"
        text = "bonjour @maillage_bot  et @dylan"
        assert markdown_of(text, marked(text, mention="@maillage_bot"), bot="maillage_bot") == r"bonjour et \@dylan"


class TestLines:
    @pytest.mark.parametrize(
        ("text", "markdown", "shown"),
        [
            ("a\nb\n\nc", "a\nb\n\nc", "a\nb\n\nc"),
            ("• a\n• b", "- a\n- b", "• a\n• b"),
            ("1. a\n2. b", "1. a\n2. b", "1. a\n2. b"),
            ("Pour vous :\n1. a\n2. b\nMerci", "Pour vous \\:\n\n1. a\n2. b\n\nMerci", "Pour vous :\n\n1. a\n2. b\n\nMerci"),
            ("1. a\n   • x\n   • y\n2. b\n   suite", "1. a\n   - x\n   - y\n2. b\n   suite", "1. a\n   • x\n   • y\n2. b\n   suite"),
            ("12.5 points", r"12\.5 points", "12.5 points"),
            ("007. x", r"007\. x", "007. x"),
            ("•", "•", "•"),
            ("1.", r"1\.", "1."),
            ("\n\n  a  \n\n\n", "a", "a"),
        ],
    )  # fmt: skip
    def test_lines(self, text: str, markdown: str, shown: str) -> None:
        assert (read_markdown(markdown_of(text)), plain_of(text)) == (read_markdown(markdown), shown)

    def test_code_is_ordinary_lines_where_it_is_recognised(self) -> None:
        text = "Offre d'emploi : comptable\n\nCaen"
        assert plain_of(text, marked(text, pre=text)) == text

    @given(texts)
    def test_any_text_comes_through(self, text: str) -> None:
        assert solid(plain_of(text)) == solid(clean(text))

    @given(
        texts,
        st.lists(
            st.tuples(st.sampled_from(["bold", "pre", "blockquote", "url", "code", "mention"]), st.integers(0, 30), st.integers(0, 30))
        ),
    )
    def test_entities_that_lie_lose_no_letter(self, text: str, given_entities: list[tuple[str, int, int]]) -> None:
        entities = [MessageEntity(type=type_, offset=offset, length=length) for type_, offset, length in given_entities]
        assert _unmarked(_letters_of(document_of(text, entities))) == _unmarked(clean(text))


def _letters_of(document: tuple[Block, ...]) -> str:
    return "".join(run.text for run in runs_of(document))


def _unmarked(text: str) -> str:
    """Letters that are never the mark of an item."""
    return re.sub(r"[\d.]", "", solid(text))


class TestThereAndBack:
    """Slack -> what is stored -> Telegram -> what is stored -> Slack."""

    @SLOW
    @given(documents)
    def test_letters_and_styles_survive(self, document: tuple[Block, ...]) -> None:
        first = slack.markdown_of({"blocks": [block for one in blocks(Message.of(write(document))) for block in one.blocks]})
        assume(not is_blank(plain(first)))
        second = _through_telegram(first)
        assert _on_telephone(second) == _on_telephone(first)
        assert _on_slack(second) == "".join(letter for letter, _ in _on_telephone(first))

    @pytest.mark.parametrize(
        "markdown",
        [
            "un **gras**, _italique_, ~~barré~~, `code` et [lien](<https://e.example/a?b=1&c=2>)",
            "- a\n- **b**\n- c",
            "1. a\n2. b\n3. c",
            "7. a\n8. b",
            "1. a\n\n   - x\n   - y\n2. b",
            "> cité\n> _encore_\n\nréponse",
            "```\nx = 1\n  y = 2\n```",
            "avant\n\n- a\n- b\n\naprès",
            "> - a\n> - b",
            "**gras _et italique_**",
            "mot**é**mot",
        ],
    )
    def test_what_people_write_comes_back_as_it_was(self, markdown: str) -> None:
        sent = {"blocks": [block for one in blocks(Message.of(markdown)) for block in one.blocks]}
        stored = slack.markdown_of(sent)
        assert read_markdown(_through_telegram(stored)) == read_markdown(stored) == read_markdown(markdown)

    def test_a_guard_goes_out_and_not_in(self) -> None:
        (piece,) = pieces(Message.of(literal("voir @dylan, /stop, tg://user?id=1")))
        text, entities = heard(piece)
        assert text.count(GUARD) == 3
        assert plain_of(text, entities) == "voir @dylan, /stop, tg://user?id=1"


def _through_telegram(markdown: str) -> str:
    return "\n\n".join(markdown_of(*heard(piece)) for piece in pieces(Message.of(markdown)))


def _on_telephone(markdown: str) -> list[tuple[str, frozenset[Any]]]:
    """Each letter that can be seen, with all that holds for it."""
    found = []
    for piece in pieces(Message.of(markdown)):
        text, entities = read(piece)
        for place, letter in enumerate(text):
            offset = units(text[:place])
            here = frozenset((one["type"], one.get("url")) for one in entities if one["offset"] <= offset < one["offset"] + one["length"])
            found += [(letter, here)] if _unmarked(letter) and not is_blank(letter) else []
    return found


def _on_slack(markdown: str) -> str:
    """The same letters there."""
    shown = "".join(
        str(part["text"]) for one in blocks(Message.of(markdown)) for part in parts(one.blocks) if part.get("type") in ("text", "link")
    )
    return "".join(letter for letter in _unmarked(shown) if not is_blank(letter))


def test_a_part_of_a_text_is_what_the_entity_means() -> None:
    text = "😀 é"
    assert [cut(text, one.offset, one.length) for one in marked(text, bold="é")] == ["é"]
