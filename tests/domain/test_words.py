from __future__ import annotations

import threading
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfoNotFoundError

import pytest
from hypothesis import given, settings
from jinja2 import TemplateError, TemplateNotFound, UndefinedError

from bot.wording import Markdown, Wording, Words
from bot.wording.document import Heading, Listing, Paragraph, Quote, Run, runs_of
from bot.wording.escape import clean, is_blank, title
from bot.wording.plain import plain
from bot.wording.reading import read
from bot.wording.rich import safe
from tests.domain.hostile import CATALOGUE, texts

FRIDAY = date(2026, 11, 20)
HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n\n'
FRENCH = """
msgid "Offer {number}: {title}"
msgstr "{title} : offre {number}"

msgid "**Offer {number}** by {who}"
msgstr "**Offre {number}**, {who}"

msgid "{n} action"
msgid_plural "{n} actions"
msgstr[0] "{n} action à faire"
msgstr[1] "{n} actions à faire"

msgid "Later"
msgstr ""

msgid "One"
msgid_plural "Many"
msgstr[0] ""
msgstr[1] ""

#, fuzzy
msgid "Doubtful"
msgstr "Douteux"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "fr.po").write_text(HEADER + FRENCH, encoding="utf-8")
    return tmp_path


@pytest.fixture
def french(folder: Path) -> Words:
    return Wording({"offer": folder}).words("fr", "America/Cayenne")


@pytest.fixture
def english(folder: Path) -> Words:
    return Wording({"offer": folder}).words("en", "Europe/Paris")


@pytest.fixture(scope="module")
def card(tmp_path_factory: pytest.TempPathFactory) -> Words:
    return _template(tmp_path_factory.mktemp("offer"), "Avant **{{ x }}** après, {{ x }}")


def _template(folder: Path, source: str) -> Words:
    (folder / "card.md.j2").write_text(source, encoding="utf-8")
    return Wording({"offer": folder}).words("fr", "Europe/Paris")


class TestStrings:
    def test_a_plain_text_keeps_its_values_as_they_are(self, french: Words, english: Words) -> None:
        assert french.text("Offer {number}: {title}", number=21, title="*x* {number}") == "*x* {number} : offre 21"
        assert english.text("Offer {number}: {title}", number=21, title="x") == "Offer 21: x"

    def test_a_markdown_text_escapes_its_values(self, french: Words) -> None:
        said = french.markdown("**Offer {number}** by {who}", number=21, who="*x* [a](person:1)")
        assert said == r"**Offre 21**, \*x\* \[a\]\(person\:1\)"

    def test_and_leaves_our_own_markdown_alone(self, french: Words) -> None:
        who = french.markdown("[{name}](person:42)", name="Claire_")
        assert french.markdown("**Offer {number}** by {who}", number=1, who=who) == r"**Offre 1**, [Claire\_](person:42)"

    @pytest.mark.parametrize(("n", "said"), [(0, "0 action"), (1, "1 action"), (2, "2 actions"), (1234, "1\u202f234 actions")])
    def test_numbers_choose_the_form(self, french: Words, n: int, said: str) -> None:
        assert french.ntext("{n} action", "{n} actions", n) == said
        assert plain(french.nmarkdown("{n} action", "{n} actions", n)) == said

    @pytest.mark.parametrize(("n", "said"), [(0, "0 actions"), (1, "1 action"), (1234, "1,234 actions")])
    def test_english_counts_otherwise(self, english: Words, n: int, said: str) -> None:
        assert english.ntext("{n} action", "{n} actions", n) == said

    @pytest.mark.parametrize("message", ["Later", "Doubtful", "Never said"])
    def test_what_is_not_translated_is_said_in_english(self, french: Words, message: str) -> None:
        assert french.text(message) == message

    def test_an_unfilled_plural_is_said_in_english_too(self, french: Words) -> None:
        assert french.ntext("One", "Many", 2) == "Many"

    def test_a_missing_value_is_our_fault(self, french: Words) -> None:
        with pytest.raises(KeyError, match="title"):
            french.text("Offer {number}: {title}", number=1)

    def test_only_the_languages_that_somebody_wrote(self, folder: Path) -> None:
        with pytest.raises(ValueError, match="de"):
            Wording({"offer": folder}).words("de", "Europe/Paris")
        with pytest.raises(ZoneInfoNotFoundError):
            Wording({"offer": folder}).words("fr", "Europe/Caen")

    def test_the_same_reader_gets_the_same_words(self, folder: Path) -> None:
        wording = Wording({"offer": folder})
        found: list[Words] = []
        threads = [threading.Thread(target=lambda: found.append(wording.words("fr", "Europe/Paris"))) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert {id(words) for words in found} == {id(wording.words("fr", "Europe/Paris"))}
        assert wording.words("fr", "Indian/Mayotte") is not found[0]


class TestDates:
    @pytest.mark.parametrize(
        ("day", "french", "english"),
        [
            (date(2026, 12, 4), "ven. 04/12", "Fri 4 Dec"),
            (date(2027, 1, 4), "lun. 04/01", "Mon 4 Jan"),
            (date(2027, 1, 18), "lun. 18/01", "Mon 18 Jan"),
            (date(2027, 1, 19), "mar. 19/01/2027", "Tue 19 Jan 2027"),
            (date(2027, 1, 21), "jeu. 21/01/2027", "Thu 21 Jan 2027"),
            (date(2026, 5, 22), "ven. 22/05", "Fri 22 May"),
            (date(2026, 5, 21), "jeu. 21/05/2026", "Thu 21 May 2026"),
            (date(2008, 7, 3), "jeu. 03/07/2008", "Thu 3 Jul 2008"),
        ],
    )
    def test_the_year_is_said_where_another_could_be_meant(self, day: date, french: str, english: str, folder: Path) -> None:
        wording = Wording({"offer": folder})
        assert wording.words("fr", "UTC").day(day, FRIDAY) == french
        assert wording.words("en", "UTC").day(day, FRIDAY) == english

    def test_whole_dates(self, french: Words, english: Words) -> None:
        assert french.day_full(date(2026, 12, 4)) == "vendredi 4 décembre 2026"
        assert french.day_full(date(2027, 1, 1)) == "vendredi 1er janvier 2027"
        assert english.day_full(date(2027, 1, 1)) == "Friday 1 January 2027"
        assert (french.month(FRIDAY), english.month(FRIDAY)) == ("novembre 2026", "November 2026")

    @pytest.mark.parametrize(
        ("moment", "cayenne", "paris"),
        [
            (datetime(2026, 11, 20, 11, tzinfo=UTC), "8 h", "12:00"),
            (datetime(2026, 11, 20, 15, 42, tzinfo=UTC), "12 h 42", "16:42"),
            (datetime(2026, 7, 1, 3, 5, tzinfo=UTC), "0 h 05", "5:05"),
        ],
    )
    def test_hours_are_the_readers(self, moment: datetime, cayenne: str, paris: str, french: Words, english: Words) -> None:
        assert (french.time(moment), english.time(moment)) == (cayenne, paris)

    def test_an_hour_without_a_zone_is_our_fault(self, french: Words) -> None:
        with pytest.raises(ValueError, match="zone"):
            french.time(datetime(2026, 11, 20, 8))

    def test_lists_and_numbers(self, french: Words, english: Words) -> None:
        names = ["Bretagne", "Normandie", "Île-de-France"]
        assert french.list_of(names) == "Bretagne, Normandie et Île-de-France"
        assert english.list_of(names) == "Bretagne, Normandie and Île-de-France"
        assert (french.number(1234.5), english.number(1234.5)) == ("1\u202f234,5", "1,234.5")


class TestTemplates:
    @settings(max_examples=200, deadline=None)
    @given(texts.filter(lambda text: not is_blank(text)))
    def test_any_text_comes_out_of_a_template_letter_for_letter(self, card: Words, text: str) -> None:
        assert _paragraph(card.render("offer/card", x=text)) == f"Avant {clean(text)} après, {clean(text)}"

    @pytest.mark.parametrize("text", CATALOGUE)
    def test_macros_blocks_and_strings_escape_once(self, folder: Path, text: str) -> None:
        words = _template(
            folder,
            '{% macro m(x) %}[{{ x }}]{% endmacro %}{% set s %}({{ x }}){% endset %}{{ m(x) }} {{ s }} {{ _("{x}!", x=x) }}'
            ' {{ _("{m}", m=m(x)) }} {{ ngettext("{x}", "{x}s", 2, x=x) }} {{ [x, m(x)]|join(" · ") }} {{ [x]|listed }}',
        )
        one = clean(text)
        assert _paragraph(words.render("offer/card", x=text)) == f"[{one}] ({one}) {one}! [{one}] {one}s {one} · [{one}] {one}"

    @pytest.mark.parametrize(
        "source",
        ["{{ a ~ b }}", "{{ a + b }}", "{{ a|safe }}", '{{ "%s"|format(a) }}', "{{ a|replace('x', b) }}", "{% trans %}x{% endtrans %}"],
    )
    def test_what_could_slip_past_the_escape_does_not_compile(self, folder: Path, source: str) -> None:
        with pytest.raises(TemplateError):
            _template(folder, source).render("offer/card", a="x", b="y")

    def test_a_members_text_is_never_a_template(self, folder: Path) -> None:
        assert _paragraph(_template(folder, "{{ x }}").render("offer/card", x="{{ 7*7 }} {% for %}")) == "{{ 7*7 }} {% for %}"

    def test_sums_of_numbers_are_allowed(self, folder: Path) -> None:
        assert _template(folder, "{% for x in xs %}{{ loop.index + 1 }}{% endfor %}").render("offer/card", xs="ab") == "23"

    def test_nothing_is_printed_for_none_and_a_missing_name_raises(self, folder: Path) -> None:
        words = _template(folder, "a{{ x }}b")
        assert words.render("offer/card", x=None) == "ab"
        with pytest.raises(UndefinedError):
            words.render("offer/card")
        with pytest.raises(TemplateNotFound):
            words.render("offer/nothing")

    def test_filters_speak_the_readers_language(self, folder: Path) -> None:
        words = _template(folder, "{{ d|day }} {{ d|day_full }} {{ t|time }} {{ d|month }} {{ 1234|number }} {{ language }}")
        said = words.render("offer/card", d=date(2026, 12, 4), t=datetime(2026, 11, 20, 7, tzinfo=UTC), today=FRIDAY)
        assert _paragraph(said) == "ven. 04/12 vendredi 4 décembre 2026 8 h décembre 2026 1\u202f234 fr"

    @pytest.mark.parametrize("today", [{}, {"today": datetime(2026, 11, 20, tzinfo=UTC)}])
    def test_a_day_needs_the_readers_today(self, folder: Path, today: dict[str, object]) -> None:
        with pytest.raises((TypeError, UndefinedError)):
            _template(folder, "{{ d|day }}").render("offer/card", d=FRIDAY, **today)
        assert _template(folder, "{{ d|day(d) }}").render("offer/card", d=FRIDAY) == r"ven\. 20\/11"

    def test_a_members_rich_text_is_a_block_of_its_own(self, folder: Path) -> None:
        words = _template(folder, "Avant\n{{ x|rich }}\naprès\n{{ x|quoted }}\nfin")
        body = "# Titre\n- un"
        before, *own, after, quote, end = read(words.render("offer/card", x=body))
        assert (before, after, end) == tuple(Paragraph((Run(text),)) for text in ("Avant", "après", "fin"))
        assert tuple(own) == read(safe(body)) == (Paragraph((Run("Titre", frozenset("b")),)), Listing(((Paragraph((Run("un"),)),),)))
        assert quote == Quote(tuple(own))

    @pytest.mark.parametrize("text", CATALOGUE)
    def test_and_whatever_it_is_the_rest_of_the_template_stands(self, folder: Path, text: str) -> None:
        blocks = read(_template(folder, "## Avant\n{{ x|rich }}\n## Après\n").render("offer/card", x=text))
        assert (blocks[0], blocks[-1]) == (Heading((Run("Avant"),)), Heading((Run("Après"),)))

    def test_lines_of_a_members_text(self, folder: Path) -> None:
        words = _template(folder, "{{ x|one_line }} · {{ x|one_line(8) }} · {{ r|excerpt(10) }}")
        assert (
            _paragraph(words.render("offer/card", x="a\u202e *b*\nc d e f", r="**Gras** et\n\n- long"))
            == "a *b* c d e f · a *b* c… · Gras et •…"
        )
        assert title("a\u202e *b*\nc") == "a *b* c"

    @pytest.mark.parametrize(
        ("address", "runs"),
        [
            (
                "https://e.example/a_b",
                (Run("e.example/a_b", link="https://e.example/a_b"), Run(" "), Run("Lire", link="https://e.example/a_b")),
            ),
            ("person:42", (Run("person:42 Lire"),)),
            ("javascript:alert(1)", (Run("javascript:alert(1) Lire"),)),
        ],
    )
    def test_a_members_address(self, folder: Path, address: str, runs: tuple[Run, ...]) -> None:
        said = _template(folder, '{{ x|link }} {{ x|link("Lire") }}').render("offer/card", x=address)
        assert read(said) == (Paragraph(runs),)

    def test_a_template_line_with_a_tag_leaves_no_empty_line(self, folder: Path) -> None:
        assert _template(folder, "a\n  {% if true %}\nb\n  {% endif %}\nc\n").render("offer/card") == "a\nb\nc"

    def test_a_kind_includes_what_is_shared(self, tmp_path: Path) -> None:
        (tmp_path / "line.md.j2").write_text("ligne {{ x }}", encoding="utf-8")
        (tmp_path / "card.md.j2").write_text('{% include "offer/line" %}', encoding="utf-8")
        assert Wording({"offer": tmp_path}).words("fr", "UTC").render("offer/card", x="*") == r"ligne \*"


class TestTrustedMarkdown:
    def test_what_is_joined_to_it_is_escaped(self) -> None:
        trusted = Markdown("**a**")
        assert trusted + "*" == r"**a**\*"
        assert "*" + trusted == r"\***a**"
        assert Markdown(" · ").join(["*", trusted]) == r"\* · **a**"
        assert Markdown("%s") % "*" == r"\*"


def _paragraph(markdown: str) -> str:
    (paragraph,) = read(markdown)
    assert isinstance(paragraph, Paragraph)
    return "".join(run.text for run in runs_of([paragraph]))
