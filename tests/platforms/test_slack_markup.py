from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings

from bot.domain.messages import Button, Home, Message, Row, Text
from bot.wording.document import Block, Code, Paragraph, Run, runs_of
from bot.wording.escape import clean, is_blank, literal
from bot.wording.reading import read
from bot.wording.rich import write
from handlers.slack.limits import Json, escaped, fitting, size
from handlers.slack.markup import Rendered, blocks, home_view, spoken
from tests.domain.hostile import CATALOGUE, documents, texts
from tests.platforms.slack_rules import faults_of_message, faults_of_view, length, parts

SLOW = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def only(message: Message) -> Rendered:
    (rendered,) = blocks(message)
    return rendered


def elements(markdown: str) -> list[Json]:
    (block,) = only(Message.of(markdown)).blocks
    found: list[Json] = block["elements"]
    return found


def letters(rendered: list[Rendered]) -> str:
    return "".join(part["text"] for one in rendered for part in parts(one.blocks) if part.get("type") in {"text", "link"})


def section(*shown: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(shown)}


def text(letters: str, **style: bool) -> Json:
    return {"type": "text", "text": letters} | ({"style": style} if style else {})


class TestShape:
    @pytest.mark.parametrize(
        ("markdown", "shown"),
        [
            ("un **gras** fin", [section(text("un "), text("gras", bold=True), text(" fin"))]),
            ("_i_~~s~~`c`***x***", [section(text("i", italic=True), text("s", strike=True), text("c", code=True), text("x", bold=True, italic=True))]),
            ("a\nb\n\nc", [section(text("a\nb\n\nc"))]),
            ("## Titre\n\ntexte", [section(text("Titre", bold=True), text("\n\ntexte"))]),
            ("[Lire **ici**](https://e.example)", [section({"type": "link", "url": "https://e.example", "text": "Lire "}, {"type": "link", "url": "https://e.example", "text": "ici", "style": {"bold": True}})]),
            ("```\na\n  b\n```", [{"type": "rich_text_preformatted", "elements": [text("a\n  b")]}]),
            ("> a\n>\n> b", [{"type": "rich_text_quote", "elements": [text("a\n\nb")]}]),
            ("> a\n\n> b", [{"type": "rich_text_quote", "elements": [text("a")]}, {"type": "rich_text_quote", "elements": [text("b")]}]),
            ("- a\n- b", [{"type": "rich_text_list", "style": "bullet", "indent": 0, "elements": [section(text("a")), section(text("b"))]}]),
            ("3. a", [{"type": "rich_text_list", "style": "ordered", "indent": 0, "offset": 2, "elements": [section(text("a"))]}]),
            ("> - a", [{"type": "rich_text_list", "style": "bullet", "indent": 0, "border": 1, "elements": [section(text("a"))]}]),
        ],
    )  # fmt: skip
    def test_markdown_as_elements(self, markdown: str, shown: list[Json]) -> None:
        assert elements(markdown) == shown

    def test_lists_inside_lists_go_on_counting(self) -> None:
        shown = elements("1. a\n   - x\n   - y\n2. b\n\n   suite\n3. c")
        assert [(part["style"], part["indent"], part.get("offset"), len(part["elements"])) for part in shown] == [
            ("ordered", 0, None, 1),
            ("bullet", 1, None, 2),
            ("ordered", 0, 1, 2),
        ]
        assert shown[2]["elements"][0] == section(text("b\n\nsuite"))

    def test_two_lists_side_by_side_stay_two(self) -> None:
        assert [part["elements"][0] for part in elements("- a\n\n* b")] == [section(text("a")), section(text("b"))]

    def test_a_line_across_is_a_divider(self) -> None:
        assert [block["type"] for block in only(Message.of("a\n\n---\n\nb")).blocks] == ["rich_text", "divider", "rich_text"]
        assert elements("> ---") == [{"type": "rich_text_quote", "elements": [text("──────────")]}]

    def test_our_own_links_lead_where_the_house_says(self) -> None:
        message = Message.of("[Claire](person:42) [offre 21](item:JO-021) [lun.](date:2026-11-23T07:00Z)")
        assert elements(message.markdown) == [section(text("Claire"), text(" "), text("offre 21"), text(" "), text("lun."))]
        (rendered,) = blocks(message, links={"item:JO-021": "https://maillage.example/21"}.get)
        shown = rendered.blocks[0]["elements"][0]["elements"]
        assert [part for part in shown if part["type"] == "link"] == [
            {"type": "link", "url": "https://maillage.example/21", "text": "offre 21"}
        ]

    def test_an_address_too_long_for_slack_is_its_label(self) -> None:
        assert elements(f"[Lire](<https://e.example/{'a' * 2000}>)") == [section(text("Lire"))]

    def test_an_empty_message_is_no_message(self) -> None:
        assert blocks(Message.of("")) == []

    def test_the_text_says_everything_once(self) -> None:
        message = Message.of("## Offre 21 & 22\n\n- **Caen**\n  1. <!here>\n\n> cité", Button(label="Pourvue", act="a"))
        assert only(message).text == "Offre 21 &amp; 22\n• Caen\n  1. &lt;!here&gt;\n&gt; cité"


class TestButtons:
    def test_each_row_stands_under_its_text(self) -> None:
        message = Message.of("un", Button(label="A", act="a", style="primary"), Button(label="B", act="b", style="danger")).then(
            "deux", Button(label="C", act="c")
        )
        shown = only(message).blocks
        assert [block["type"] for block in shown] == ["rich_text", "actions", "rich_text", "actions"]
        assert shown[1]["elements"] == [
            {
                "type": "button",
                "action_id": "act:1",
                "text": {"type": "plain_text", "text": "A", "emoji": False},
                "value": "a",
                "style": "primary",
            },
            {
                "type": "button",
                "action_id": "act:2",
                "text": {"type": "plain_text", "text": "B", "emoji": False},
                "value": "b",
                "style": "danger",
            },
        ]
        assert shown[3]["elements"][0]["action_id"] == "act:3"

    def test_a_button_that_opens_a_page(self) -> None:
        (button,) = only(Message.of("x", Button(label="Lire", act="", url="https://e.example"))).blocks[1]["elements"]
        assert (button["url"], "value" in button) == ("https://e.example", False)

    @pytest.mark.parametrize("count", [1, 25, 26, 60, 200])
    def test_any_number_of_buttons(self, count: int) -> None:
        message = Message.of("Choisissez", *(Button(label=f"{n} {'é' * 80} <&>", act=f"pick:{n}") for n in range(count)))
        rendered = blocks(message)
        pressed = [part["value"] for one in rendered for part in parts(one.blocks) if part.get("type") == "button"]
        assert pressed == [f"pick:{n}" for n in range(count)]
        assert [fault for one in rendered for fault in faults_of_message(one.text, one.blocks)] == []

    def test_buttons_alone_say_their_labels(self) -> None:
        assert only(Message((Row((Button(label="Oui", act="y"), Button(label="Non & non", act="n"))),))).text == "Oui · Non &amp; non"

    def test_after_a_long_text_the_buttons_are_last(self) -> None:
        *before, last = blocks(Message.of("mot " * 20_000, Button(label="Retirer", act="x")))
        assert before
        assert last.blocks[-1]["type"] == "actions"
        assert last.blocks[0]["type"] == "rich_text"
        assert not [block for one in before for block in one.blocks if block["type"] == "actions"]


class TestNothingActs:
    @pytest.mark.parametrize("typed", CATALOGUE)
    def test_the_catalogue_is_letters(self, typed: str) -> None:
        self._check(typed)

    @SLOW
    @given(texts)
    def test_any_text_is_letters(self, typed: str) -> None:
        if not is_blank(typed):
            self._check(typed)

    def _check(self, typed: str) -> None:
        rendered = blocks(Message.of(f"**Offre** {literal(typed)} fin", Button(label=f"x{typed}", act="a")))
        assert [fault for one in rendered for fault in faults_of_message(one.text, one.blocks)] == []
        assert letters(rendered) == f"Offre {clean(typed)} fin"
        assert "".join(one.text for one in rendered) == escaped(f"Offre {clean(typed)} fin")

    @SLOW
    @given(documents)
    def test_documents_keep_their_letters_and_styles(self, document: tuple[Block, ...]) -> None:
        rendered = blocks(Message.of(write(document)))
        assert [fault for one in rendered for fault in faults_of_message(one.text, one.blocks)] == []
        assert _solid(letters(rendered)) == _solid("".join(_shown(block) for block in read(write(document))))


def _shown(block: Block) -> str:
    return "".join(run.text for run in runs_of([block]))


def _solid(text: str) -> str:
    """Letters without blanks and lines across."""
    return re.sub(r"[\s─]", "", text)


class TestSize:
    @pytest.mark.parametrize(
        "typed",
        [
            "x" * 100_000,
            "mot " * 25_000,
            "😀" * 4096,
            "e" + "\u0301" * 5000,
            "👩‍👩‍👧" * 3000,
            '"\\\n' * 10_000,
            "&<>" * 20_000,
            "é. " * 40_001,
            "\u202e" * 4097,
        ],
        ids=lambda typed: f"{len(typed)} x {typed[:3]!r}",
    )
    @pytest.mark.parametrize("place", ["{}", "- {}", "> {}", "**{}**", "[{}](https://e.example)", "1. a\n\n   {}"])
    def test_long_texts_are_several_messages(self, typed: str, place: str) -> None:
        markdown = place.format(literal(typed))
        rendered = blocks(Message.of(markdown, Button(label="Retirer", act="x")))
        assert [fault for one in rendered for fault in faults_of_message(one.text, one.blocks)] == []
        assert letters(rendered) == "".join(_shown(block) for block in read(markdown)).replace("a", "a\n\n" if place[0] == "1" else "a", 1)

    def test_a_million_characters(self) -> None:
        rendered = blocks(Message.of("Une phrase. " * 90_000))
        assert letters(rendered) == ("Une phrase. " * 90_000).strip()
        assert all(size(one.blocks) <= 13_200 for one in rendered)
        assert all(one.text.endswith((".", " ")) for one in rendered)

    @pytest.mark.parametrize(
        "markdown",
        ["\n\n".join(["**a** [b](https://e.example)"] * 3000), "- x\n" * 4000, "> y\n\n" * 2000, "---\n\n" * 300, "```\nz\n```\n\n" * 500],
    )
    def test_many_small_things(self, markdown: str) -> None:
        rendered = blocks(Message.of(markdown))
        assert [fault for one in rendered for fault in faults_of_message(one.text or "-", one.blocks)] == []
        assert _solid(letters(rendered)) == _solid("".join(_shown(block) for block in read(markdown)))

    def test_code_is_cut_at_line_ends(self) -> None:
        code = "\n".join(f"ligne {n}" for n in range(3000))
        rendered = blocks(Message.of(write([Code(code)])))
        assert letters(rendered) == code
        starts = [
            part["elements"][0]["text"][:6]
            for one in rendered
            for part in parts(one.blocks)
            if part.get("type") == "rich_text_preformatted"
        ]
        assert set(starts) == {"ligne "}

    def test_paragraphs_stay_whole_where_they_fit(self) -> None:
        paragraph = "Une phrase assez longue pour peser. " * 20
        rendered = blocks(Message.of("\n\n".join([paragraph] * 60)))
        assert len(rendered) > 1
        assert all(one.text.replace("\n\n", "\n").split("\n") == [paragraph.strip()] * (one.text.count("\n\n") + 1) for one in rendered)

    @pytest.mark.parametrize(("typed", "limit"), [("&" * 100, 24), ("<a&b>" * 10, 24), ("😀" * 40, 75), ("court", 24), ("", 5)])
    def test_an_escaped_text_fits(self, typed: str, limit: int) -> None:
        shown = fitting(typed, limit)
        assert length(shown) <= limit
        assert re.fullmatch(r"([^&<>]|&(amp|lt|gt);)*", shown)
        assert shown == escaped(typed) or shown.endswith("…")


class TestHome:
    def test_a_page(self) -> None:
        view = home_view(Home(Message.of("## Pour vous\n\n- **Action 2**", Button(label="Fait", act="done:2")).then("Réglages")))
        assert view["type"] == "home"
        assert [block["type"] for block in view["blocks"]] == ["rich_text", "actions", "rich_text"]
        assert faults_of_view(view) == []

    def test_a_page_too_long_ends_with_an_ellipsis(self) -> None:
        view = home_view(Home(Message(tuple(Text(f"ligne {n}\n\n---") for n in range(80)))))
        assert len(view["blocks"]) == 100
        assert view["blocks"][-1]["text"]["text"] == "…"
        assert faults_of_view(view) == []

    def test_links_of_ours(self) -> None:
        view = home_view(Home(Message.of("[Offre](item:JO-021)")), links=lambda link: f"https://m.example/{link}")
        assert view["blocks"][0]["elements"][0]["elements"][0]["url"] == "https://m.example/item:JO-021"

    def test_what_a_screen_reader_says(self) -> None:
        assert [spoken(block) for block in home_view(Home(Message.of("a", Button(label="B", act="b"))))["blocks"]] == ["a", "B"]


def test_a_run_without_markup_is_one_element() -> None:
    assert elements(write([Paragraph((Run("a"), Run("b")))])) == [section(text("ab"))]
