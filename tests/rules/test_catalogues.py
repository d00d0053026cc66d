"""Every string that members read is said in both languages, in the house's own tone. (DIALOGUES.md, rules of tone 1, 6 and 7)"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages import Message

from bot.wording import extract
from bot.wording.catalogue import entries, forms, is_translated, read_catalogue
from bot.wording.extract import KINDS, LANGUAGE, ROOT, SHARED, Said, catalogues, said_in, said_in_python, said_in_template

PLACEHOLDER = re.compile(r"\{\w+\}")
ADDRESS = re.compile(r"\]\([^)]*\)")
QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"|`[^`]*`")
ACCENTED = re.compile(r"[àâäçéèêëîïôöùûüÿœæ]", re.IGNORECASE)
PROPER_NOUNS = ("Île-de-France", "La Réunion", "Réunion", "Auvergne-Rhône-Alpes", "Bourgogne-Franche-Comté", "Français", "Défis")
BANNED = ("digest", "item", "items", "statut", "workflow", "kind", "scope", "thread", "update", "soumettre", "valider votre saisie")
ELISION = re.compile(r"\b(?<!est )(de|à|en) (\*\*)?\{\w*chamber\w*\}", re.IGNORECASE)
"""« de Île-de-France » is no French; « l'action est à Bretagne » is (DIALOGUES.md, the fourth refusal)."""


def letters(text: str) -> str:
    """Only what is read: without placeholders and addresses."""
    return PLACEHOLDER.sub("", ADDRESS.sub("]", text))


def looks_french(message: str) -> bool:
    bare = QUOTED.sub("", letters(message))
    for noun in PROPER_NOUNS:
        bare = bare.replace(noun, "")
    return bool(ACCENTED.search(bare))


def faults_of_tone(french: str) -> list[str]:
    read = letters(french)
    found = [word for word in BANNED if re.search(rf"\b{word}\b", read, re.IGNORECASE)]
    found += ["!"] if "!" in read else []
    return found + (["de/à/en {chamber}"] if ELISION.search(french) else [])


def differing_placeholders(message: Message) -> bool:
    """`{n}` may be left out of a singular ("une action"); every other one is said in each form."""
    said = set().union(*(PLACEHOLDER.findall(form) for form in forms(message.id)))
    for index, form in enumerate(forms(message.string or "")):
        missing = said - set(PLACEHOLDER.findall(form))
        unknown = set(PLACEHOLDER.findall(form)) - said
        if unknown or missing - ({"{n}"} if index == 0 and len(forms(message.id)) > 1 else set()):
            return True
    return False


def messages(root: Path = ROOT) -> list[tuple[Path, Message]]:
    return [(folder, entry) for folder in catalogues(root) for entry in entries(read_catalogue(root / folder / f"{LANGUAGE}.po", LANGUAGE))]


class TestTheHouse:
    def test_every_string_has_its_french(self) -> None:
        assert extract.missing() == {}, "python -m bot.wording.extract --add"

    def test_no_entry_is_left_over(self) -> None:
        assert extract.unused() == []

    def test_no_string_is_built_at_run_time(self) -> None:
        assert [(str(said.path), said.line) for said in said_in() if not said.forms] == []

    def test_placeholders_are_the_same_in_both_languages(self) -> None:
        assert [(str(folder), entry.id) for folder, entry in messages() if is_translated(entry) and differing_placeholders(entry)] == []

    def test_english_is_english(self) -> None:
        assert [(str(said.path), said.line, form) for said in said_in() for form in said.forms if looks_french(form)] == []

    def test_french_keeps_the_tone(self) -> None:
        found = [(str(folder), form, faults_of_tone(form)) for folder, entry in messages() for form in forms(entry.string or "")]
        assert [fault for fault in found if fault[2]] == []

    def test_two_catalogues_never_say_the_same_string_differently(self) -> None:
        said: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
        for _, entry in messages():
            said.setdefault(forms(entry.id), set()).add(forms(entry.string or ""))
        assert {string: several for string, several in said.items() if len(several) > 1} == {}


class TestTheExtraction:
    """It sees what is planted: otherwise the tests above could not fail."""

    @pytest.mark.parametrize(
        ("source", "strings"),
        [
            ('_("One")', [("One",)]),
            ('label = ask(_("A" " and B"), hint=mark("C"))', [("A and B",), ("C",)]),
            ('words.text("Two {n}", n=1)', [("Two {n}",)]),
            ('reader.words.markdown("**Three**")', [("**Three**",)]),
            ('words.ntext("{n} a", "{n} b", n); w.nmarkdown("c", "d", 2)', [("{n} a", "{n} b"), ("c", "d")]),
            ('PAIR = nmark("one", "many")', [("one", "many")]),
            ('raise Refused("Not so.", x=1)', [("Not so.",)]),
            ('Problem("Too late."); NotAllowed("You may not."); Gone("Gone."); Unknown("Who?")', [("Too late.",), ("You may not.",), ("Gone.",), ("Who?",)]),
            ('_("yes" if x else "no")', [("yes",), ("no",)]),
            ('_(f"no {x}")', [()]),
            ('words.text("a" + b)', [()]),
            ('words.text(question.label); _(x); response.text(); nmark("a", b)', []),
            ('sqlalchemy.text("SELECT 1"); arguments.text("channel"); print("x"); text("y")', []),
        ],
    )  # fmt: skip
    def test_in_python(self, source: str, strings: list[tuple[str, ...]]) -> None:
        assert [said.forms for said in said_in_python(source, Path("bot/x.py"))] == strings

    @pytest.mark.parametrize(
        ("source", "strings"),
        [
            ('{{ _("One") }}', [("One",)]),
            ('{% if x %}{{ ngettext("{n} a", "{n} b", n) }}{% endif %}', [("{n} a", "{n} b")]),
            ('{{ card(_("Deep"), gettext("Too")) }}', [("Deep",), ("Too",)]),
            ('{% macro m() %}{{ _("In a macro") }}{% endmacro %}{% set x = _("Set") %}', [("In a macro",), ("Set",)]),
            ('{{ _("yes" if x else "no") }}', [("yes",), ("no",)]),
            ("{{ _(section) }} {{ x }} text", []),
        ],
    )
    def test_in_templates(self, source: str, strings: list[tuple[str, ...]]) -> None:
        assert sorted(said.forms for said in said_in_template(source, Path("bot/x.md.j2"))) == sorted(strings)

    @pytest.mark.parametrize(
        ("path", "folder"),
        [
            ("bot/domain/kinds/job_offer/__init__.py", KINDS / "job_offer"),
            ("bot/domain/kinds/job_offer/card.md.j2", KINDS / "job_offer"),
            ("bot/domain/kinds/__init__.py", SHARED),
            ("handlers/contribute.py", SHARED),
        ],
    )
    def test_each_string_belongs_to_one_catalogue(self, path: str, folder: Path) -> None:
        assert Said(("x",), Path(path), 1).catalogue == folder

    def test_it_reads_the_house(self) -> None:
        assert ("Job title",) in {said.forms for said in said_in() if said.catalogue == KINDS / "job_offer"}


class TestPlantedFaults:
    """Each fault is planted in a house of its own, and found."""

    @pytest.fixture
    def house(self, tmp_path: Path) -> Path:
        kind = tmp_path / KINDS / "offer"
        for folder in (kind, tmp_path / SHARED, *(tmp_path / source for source in ("handlers", "scheduler", "storage"))):
            folder.mkdir(parents=True)
        (kind / "__init__.py").write_text('LABEL = _("Offer")', encoding="utf-8")
        (kind / "card.md.j2").write_text('{{ _("Open") }} {{ ngettext("{n} a", "{n} b", n) }}', encoding="utf-8")
        (tmp_path / "handlers/x.py").write_text('words.text("Hello")', encoding="utf-8")
        return tmp_path

    def _write(self, folder: Path, *pairs: tuple[str, str]) -> None:
        lines = ['msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n']
        lines += [f'msgid "{english}"\nmsgstr "{french}"\n' for english, french in pairs]
        (folder / "fr.po").write_text("\n".join(lines), encoding="utf-8")

    def test_missing_strings_by_catalogue(self, house: Path) -> None:
        assert extract.missing(house) == {KINDS / "offer": [("Offer",), ("Open",), ("{n} a", "{n} b")], SHARED: [("Hello",)]}

    def test_a_kind_may_use_a_shared_string_but_not_its_neighbours(self, house: Path) -> None:
        self._write(house / SHARED, ("Hello", "Bonjour"), ("Open", "Ouvert"))
        (house / KINDS / "other").mkdir()
        self._write(house / KINDS / "other", ("Offer", "Offre"))
        assert extract.missing(house) == {KINDS / "offer": [("Offer",), ("{n} a", "{n} b")]}
        assert extract.unused(house) == [(KINDS / "other", ("Offer",))]

    def test_an_empty_translation_is_missing(self, house: Path) -> None:
        self._write(house / SHARED, ("Hello", ""))
        assert ("Hello",) in extract.missing(house)[SHARED]

    def test_a_left_over_entry(self, house: Path) -> None:
        self._write(house / SHARED, ("Hello", "Bonjour"), ("Goodbye", "Au revoir"))
        assert extract.unused(house) == [(SHARED, ("Goodbye",))]

    def test_the_command_lists_and_adds(self, house: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._write(house / SHARED, ("Goodbye", "Au revoir"))
        assert extract.main(["--add"], house) == 1
        assert "bot/domain/kinds/offer/fr.po\n  'Offer'" in capsys.readouterr().out
        text = (house / KINDS / "offer/fr.po").read_text(encoding="utf-8")
        assert 'msgid "Offer"\nmsgstr ""' in text
        assert 'msgid_plural "{n} b"' in text
        assert 'msgstr "Au revoir"' in (house / SHARED / "fr.po").read_text(encoding="utf-8")
        (house / KINDS / "offer/fr.po").write_text(
            text.replace('msgstr ""', 'msgstr "x"').replace('[0] ""', '[0] "x"').replace('[1] ""', '[1] "x"'), encoding="utf-8"
        )
        self._write(house / SHARED, ("Hello", "Bonjour"))
        assert extract.main([], house) == 0

    @pytest.mark.parametrize(
        ("message", "found"),
        [("Lettre envoyée", True), ('Type "congé" or `décalé`', False), ("Île-de-France: {é}", False), ("Offer", False)],
    )
    def test_french_among_the_message_ids(self, message: str, found: bool) -> None:
        assert looks_french(message) is found

    @pytest.mark.parametrize(
        ("french", "faults"),
        [
            ("Noté", []),
            ("Noté !", ["!"]),
            ("Le statut de l’item", ["item", "statut"]),
            ("Offre {item} [Lire](item:{reference})", []),
            ("La lettre de {chamber}", ["de/à/en {chamber}"]),
            ("Elle est à {chamber} : seule {chamber} peut la clore.", []),
            ("{chamber} : 3 offres", []),
        ],
    )
    def test_faults_of_tone(self, french: str, faults: list[str]) -> None:
        assert faults_of_tone(french) == faults

    @pytest.mark.parametrize(
        ("english", "french", "differs"),
        [
            ("{a} and {b}", "{b} et {a}", False),
            ("{a} and {b}", "{a}", True),
            ("{a}", "{a} {b}", True),
            (("{n} a", "{n} b"), ("un a", "{n} b"), False),
            (("{n} a", "{n} b"), ("un a", "plusieurs"), True),
        ],
    )
    def test_placeholders_that_differ(self, english: str | tuple[str, ...], french: str | tuple[str, ...], differs: bool) -> None:
        assert differing_placeholders(Message(english, french)) is differs
