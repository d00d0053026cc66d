from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings

from bot.domain.messages import Button, Message, Row, Text
from bot.playground.telegram.spans import units
from bot.wording.document import Block, Code, runs_of
from bot.wording.escape import clean, is_blank, literal
from bot.wording.plain import plain
from bot.wording.reading import read as read_markdown
from bot.wording.rich import write
from handlers.telegram.markup import Piece, pieces
from tests.domain.hostile import CATALOGUE, documents, texts
from tests.platforms.telegram_rules import faults_of, letters, read, solid

SLOW = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def only(message: Message) -> Piece:
    (piece,) = pieces(message)
    return piece


def html(markdown: str) -> str:
    return only(Message.of(markdown)).html


def labels(piece: Piece) -> list[list[str]]:
    return [[key.text for key in row] for row in piece.keyboard.inline_keyboard] if piece.keyboard else []


def acts(shown: list[Piece]) -> list[str]:
    keyboards = [piece.keyboard.inline_keyboard for piece in shown if piece.keyboard]
    return [str(key.callback_data) for keyboard in keyboards for row in keyboard for key in row]


class TestShape:
    @pytest.mark.parametrize(
        ("markdown", "shown"),
        [
            ("un **gras** fin", "un <b>gras</b> fin"),
            ("_i_~~s~~`c`***x***", "<i>i</i><s>s</s><code>c</code><i><b>x</b></i>"),
            ("a\nb\n\nc", "a\nb\n\nc"),
            ("## Titre\n\ntexte", "<b>Titre</b>\n\ntexte"),
            ("[Lire **ici**](https://e.example/?a=1&b=%22)", '<a href="https://e.example/?a=1&amp;b=%22">Lire </a><a href="https://e.example/?a=1&amp;b=%22"><b>ici</b></a>'),
            ("[Écrire](mailto:a@b.example) [c@d.example](mailto:c@d.example?subject=x)", "Écrire (a@b.example) c@d.example"),
            ("```\na\n  <b>\n```", "<pre>a\n  &lt;b&gt;</pre>"),
            ("> a\n>\n> b", "<blockquote>a\n\nb</blockquote>"),
            ("> a\n\n> b", "<blockquote>a</blockquote>\n\n<blockquote>b</blockquote>"),
            ("> a\n>\n> > b", "<blockquote>a\n\nb</blockquote>"),
            ("- a\n- b", "• a\n• b"),
            ("3. a\n4. b", "3. a\n4. b"),
            ("1. a\n   - x\n   - y\n2. b\n\n   suite\n3. c", "1. a\n   • x\n   • y\n2. b\n   suite\n3. c"),
            ("- a\n  b\n\n* c", "• a\n  b\n\n• c"),
            ("> - a", "<blockquote>• a</blockquote>"),
            ("- > a\n- b", "<blockquote>  a</blockquote>\n• b"),
            ("a\n\n---\n\nb", "a\n\n──────────\n\nb"),
        ],
    )  # fmt: skip
    def test_markdown_as_html(self, markdown: str, shown: str) -> None:
        assert html(markdown) == shown
        assert faults_of(pieces(Message.of(markdown))) == []

    @pytest.mark.parametrize(
        ("markdown", "shown"),
        [("**`a`**", "<code>a</code>"), ("[`a`](https://e.example)", '<a href="https://e.example">a</a>'), ("> **`a`**", "<blockquote><code>a</code></blockquote>")],
    )  # fmt: skip
    def test_code_bears_nothing_else(self, markdown: str, shown: str) -> None:
        assert html(markdown) == shown

    def test_our_own_links_lead_where_the_house_says(self) -> None:
        message = Message.of("[Claire](person:42) [offre 21](item:JO-021)")
        assert only(message).html == "Claire offre 21"
        (piece,) = pieces(message, links={"item:JO-021": "https://maillage.example/21"}.get)
        assert piece.html == 'Claire <a href="https://maillage.example/21">offre 21</a>'

    def test_an_address_that_would_fill_a_message_is_its_label(self) -> None:
        assert html(f"[Lire](<https://e.example/{'a' * 800}>)") == "Lire"

    @pytest.mark.parametrize("nothing", ["", "&#32;", "\u200b", "```\n\n```"])
    def test_nothing_to_show_is_no_message(self, nothing: str) -> None:
        assert pieces(Message.of(nothing)) == []


class TestButtons:
    def test_all_rows_are_one_keyboard_at_the_end(self) -> None:
        message = Message.of("1. Liste", Button(label="1 Fait", act="a", word="1 fait"), Button(label="Reporter", act="b")).then(
            "2. Guide", Button(label="2 Fait", act="c", word="2 fait")
        )
        piece = only(message)
        assert piece.html == "1. Liste\n\n2. Guide"
        assert labels(piece) == [["1 Fait", "Reporter"], ["2 Fait"]]
        assert acts([piece]) == ["a", "b", "c"]

    def test_each_keyboard_stands_under_the_text_whose_buttons_it_holds(self) -> None:
        long = "Une phrase. " * 60
        shown = pieces(
            Message.of(f"un {long}", Button(label="A", act="a")).then(f"deux {long}").then(f"trois {long}", Button(label="B", act="b"))
        )
        assert [(piece.html.split()[0], acts([piece])) for piece in shown] == [("un", ["a"]), ("deux", []), ("trois", ["b"])]

    def test_after_a_long_text_they_are_under_its_end(self) -> None:
        *before, last = pieces(Message.of("Une phrase. " * 200, Button(label="Retirer", act="x")))
        assert len(before) == 2
        assert [piece.keyboard for piece in before] == [None, None]
        assert acts([last]) == ["x"]

    def test_a_row_is_what_a_telephone_shows(self) -> None:
        short = [Button(label=str(number), act=f"n{number}") for number in range(10)]
        assert [len(row) for row in labels(only(Message.of("x", *short)))] == [4, 4, 2]
        long = [Button(label="Pays de la Loire", act=f"n{number}") for number in range(3)]
        assert [len(row) for row in labels(only(Message.of("x", *long)))] == [2, 1]
        assert [len(row) for row in labels(only(Message.of("x", Button(label="é" * 100, act="a"), Button(label="b", act="b"))))] == [1, 1]

    @pytest.mark.parametrize(
        ("text", "label", "word", "shown"),
        [
            ("Offre 22.", "Corriger", "corriger", "Corriger"),
            ("Offre 22.", "Réseau seulement", "réseau seulement", "Réseau seulement"),
            ("Offre 22.", "Change", "changer", "Change (changer)"),
            ("Une erreur ? Écrivez « corriger ».", "Correct", "corriger", "Correct"),
            ("1 le recevoir\n2 demander au réseau", "Réseau", "2", "Réseau"),
            ("Est-ce la même ?", "Oui, la même", "oui", "Oui, la même"),
            ("Est-ce la même ?", "The same", "oui", "The same (oui)"),
            ("Offre 21", "Autre", "1", "Autre (1)"),
            ("Jusqu'à quand ?", "ven. 04/12", "ven. 04/12", "ven. 04/12"),
            ("Sans mot", "Bouton", "", "Bouton"),
        ],
    )  # fmt: skip
    def test_every_button_has_a_word_that_is_read_somewhere(self, text: str, label: str, word: str, shown: str) -> None:
        assert labels(only(Message.of(literal(text), Button(label=label, act="a", word=word)))) == [[shown]]

    def test_a_button_that_opens_a_page(self) -> None:
        piece = only(Message.of("x", Button(label="Lire", act="", word="lire", url="https://e.example")))
        assert piece.keyboard
        assert piece.keyboard.inline_keyboard[0][0].to_dict() == {"text": "Lire", "url": "https://e.example"}

    def test_a_button_that_does_nothing_is_none(self) -> None:
        assert only(Message.of("x", Button(label="Lire", act=""))).keyboard is None

    def test_buttons_alone_say_their_labels(self) -> None:
        piece = only(Message((Row((Button(label="Oui", act="y"), Button(label="Non & non", act="n"))),)))
        assert (piece.html, acts([piece])) == ("Oui · Non &amp; non", ["y", "n"])

    @pytest.mark.parametrize("count", [1, 8, 9, 99, 100, 101, 250])
    def test_any_number_of_buttons(self, count: int) -> None:
        shown = pieces(Message.of("Choisissez", *(Button(label=f"{n} {'é' * 80} <&>", act=f"pick:{n}") for n in range(count))))
        assert acts(shown) == [f"pick:{n}" for n in range(count)]
        assert faults_of(shown) == []


class TestNothingActs:
    @pytest.mark.parametrize("typed", CATALOGUE)
    def test_the_catalogue_is_letters(self, typed: str) -> None:
        self._check(typed)

    @SLOW
    @given(texts)
    def test_any_text_is_letters(self, typed: str) -> None:
        if not is_blank(typed):
            self._check(typed)

    @pytest.mark.parametrize(
        "typed",
        [
            "@dylan", "(@dylan)", "é @dylan_973.", "\n@dylan", "/stop", "tapez /retirer@maillage_bot !", "tg://user?id=1", "TG://resolve?domain=x",
            "ton://transfer/x", "**@dylan**", "@**dylan**", "https:// @dylan", "https://e/@dylan", "//stop /stop", "@@dylan",
        ],
    )  # fmt: skip
    def test_nobody_rings_and_nothing_is_sent_by_a_touch(self, typed: str) -> None:
        self._check(typed)
        assert faults_of(pieces(Message.of(typed.replace("~", "")))) == []

    @pytest.mark.parametrize(
        "typed", ["recrutement@exemple.fr", "https://social.example/@cress/12-/a", "et/ou 14/12 a / b", "12 @ 3", "http://e.example:80/-/x"]
    )
    def test_what_does_not_act_stays_as_it_is(self, typed: str) -> None:
        assert "\u200c" not in html(literal(typed))

    def test_a_link_of_a_member_lives_by_its_scheme_alone(self) -> None:
        hostile = "[x](tg://user?id=1) [y](javascript:alert(1)) [z](data:text/html,x) [w](https://e.example) <tg://user?id=1>"
        (piece,) = pieces(Message.of(hostile))
        assert [entity["url"] for entity in read(piece)[1]] == ["https://e.example"]
        assert faults_of([piece]) == []

    def _check(self, typed: str) -> None:
        shown = pieces(Message.of(f"**Offre** {literal(typed)} fin", Button(label=f"x{typed}", act="a")))
        assert faults_of(shown) == []
        assert letters(shown) == f"Offre {clean(typed)} fin".replace("\u200c", "") or letters(shown) == f"Offre {clean(typed)} fin"

    @SLOW
    @given(documents)
    def test_documents_keep_their_letters_and_styles(self, document: tuple[Block, ...]) -> None:
        markdown = write(document)
        assume(not is_blank(plain(markdown)))
        shown = pieces(Message.of(markdown))
        assert faults_of(shown) == []
        assert all(len(piece.html.encode()) <= 1000 for piece in shown) or len(shown) > 1
        assert _without_marks(letters(shown)) == _without_marks(_spoken(markdown))


def _spoken(markdown: str) -> str:
    return "".join(run.text for run in runs_of(read_markdown(markdown)))


def _without_marks(text: str) -> str:
    """Letters alone: what a list is numbered with and mail addresses behind labels are the platform's own."""
    return "".join(letter for letter in solid(text).replace("(a@b.example)", "") if not letter.isdigit() and letter != ".")


class TestSize:
    @pytest.mark.parametrize(
        "typed",
        [
            "x" * 20_000,
            "mot " * 5_000,
            "😀" * 4096,
            "e" + "\u0301" * 5000,
            "👩‍👩‍👧" * 3000,
            '"\\\n' * 5_000,
            "&<>" * 6_000,
            "é. " * 10_001,
            "@ab " * 3000,
        ],
        ids=lambda typed: f"{len(typed)} x {typed[:3]!r}",
    )
    @pytest.mark.parametrize("place", ["{}", "- {}", "> {}", "**{}**", "[{}](https://e.example)", "1. a\n\n   {}"])
    def test_long_texts_are_several_messages(self, typed: str, place: str) -> None:
        markdown = place.format(literal(typed))
        shown = pieces(Message.of(markdown, Button(label="Retirer", act="x")))
        assert faults_of(shown) == []
        assert solid(letters(shown)).replace("1.", "", 1) == solid(_spoken(markdown)) or solid(letters(shown)) == solid(_spoken(markdown))
        assert acts(shown[-1:]) == ["x"]

    def test_a_thousand_bytes_are_one_message_and_four_thousand_four(self) -> None:
        assert len(pieces(Message.of("a" * 1000))) == 1
        assert [len(piece.html.encode()) for piece in pieces(Message.of("é" * 501))] == [1000, 2]
        shown = pieces(Message.of("Une phrase. " * 320))
        assert len(shown) == 4
        assert all(len(piece.html.encode()) <= 1000 for piece in shown)

    def test_what_would_be_more_is_few_large_ones(self) -> None:
        shown = pieces(Message.of("Une phrase. " * 400))
        assert [len(piece.html) for piece in shown] == [4092, 707]

    def test_a_million_characters(self) -> None:
        shown = pieces(Message.of("Une phrase. " * 90_000))
        assert letters(shown) == ("Une phrase. " * 90_000).strip()
        assert all(piece.html.endswith((".", " ")) for piece in shown)
        assert len(shown) < 280

    @pytest.mark.parametrize(
        "markdown",
        ["\n\n".join(["**a** [b](https://e.example)"] * 600), "- x\n" * 900, "> y\n\n" * 400, "---\n\n" * 100, "```\nz\n```\n\n" * 200],
    )
    def test_many_small_things(self, markdown: str) -> None:
        shown = pieces(Message.of(markdown))
        assert faults_of(shown) == []
        assert solid(letters(shown)) == solid(_spoken(markdown))

    def test_paragraphs_stay_whole_where_they_fit(self) -> None:
        paragraph = ("Une phrase assez longue. " * 16).strip()
        shown = pieces(Message.of("\n\n".join([paragraph] * 8)))
        assert [piece.html for piece in shown] == ["\n\n".join([paragraph] * 2)] * 4

    def test_a_heading_is_not_left_alone(self) -> None:
        first, *_ = pieces(Message.of("## Compte rendu\n\n" + "Une phrase. " * 200))
        assert first.html.startswith("<b>Compte rendu</b>\n\nUne phrase.")
        assert len(first.html) > 900

    def test_code_is_cut_at_line_ends(self) -> None:
        code = "\n".join(f"ligne {number}" for number in range(300))
        shown = pieces(Message.of(write([Code(code)])))
        assert letters(shown) == code
        assert all(piece.html.startswith("<pre>ligne ") for piece in shown)

    def test_blank_pieces_are_left_out(self) -> None:
        shown = pieces(Message.of(literal("a" + "\u2800" * 3000 + "b")))
        assert faults_of(shown) == []
        assert solid(letters(shown)).replace("\u2800", "") == "ab"

    def test_a_card_of_the_network_is_one_message(self) -> None:
        message = Message(
            (
                Text("**Offre 21 – Chargé·e de mission**\nCRESS Normandie, Caen (14) · CDI"),
                Row((Button(label="Pourvue", act="do:filled:JO-021:1", word="pourvue"),)),
            )
        )
        piece = only(message)
        assert len(piece.html.encode()) < 120
        assert units(read(piece)[0]) < 100
