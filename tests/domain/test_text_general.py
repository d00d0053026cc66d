"""The engine knows no kind: it reads one that is declared here by its own words, and no text makes it fail."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.contribution import Command, Contribution, Kind, Kinds
from bot.domain.fields import Choice, Problem, RichText, ask, contribution
from bot.domain.folding import fold, plain, words
from bot.domain.kinds.job_offer import JobOffer
from tests.domain.language import DIRECTORY, KINDS, on, say


class Format(Choice):
    ROUND_TABLE = "table", "round table", "table ronde", "round table"
    VISIT = "visite", "visit", "visite", "visit"


@contribution
class Outing(Contribution):
    """Something to attend."""

    kind = "outing"
    prefix = "OU"
    noun = "Outing"
    section = "Outings"
    command = Command(french="sortie", english="outing", example="sortie : visite, Caen, le 12/12")
    said = ("sortie", "invitation")
    sentences = ("{host} organise {name}", "{host} invite à {name}")
    hints = ("inscription", "inscriptions", "rendez-vous")

    name: str = ask("Name", limit=80, labels=("quoi",), words=("fête", "visite", "rencontre"), lead=True)
    host: str = ask("Host", limit=80, labels=("organisateur",), shape="organisation", default="")
    form: Format | None = ask("Format", default=None)
    day: date | None = ask("Day", labels=("quand", "date"), cues=("le", "rendez-vous", "jeudi"), default=None)
    town: str = ask("Town", labels=("où",), shape="place", default="")
    note: RichText = ask("Note", default=RichText(""))


BOTH = Kinds([*KINDS.values(), Kind(Outing, Path())])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Sortie : visite du port, Le Havre, rendez-vous le 12/12. Inscriptions par mail",
            {"name": "visite du port", "form": Format.VISIT, "day": on("2026-12-12"), "town": "Le Havre"},
        ),
        (
            "La CRESS Bretagne organise une rencontre à Rennes, rendez-vous le 12 décembre",
            {"name": "rencontre", "host": "CRESS Bretagne", "day": on("2026-12-12"), "town": "Rennes"},
        ),
        ("Quoi : fête du port\nOù : Fécamp\nDate : 12/12/2026", {"name": "fête du port", "town": "Fécamp", "day": on("2026-12-12")}),
    ],
)
def test_another_kind_is_read_by_its_own_words(text: str, expected: dict[str, object]) -> None:
    understood = say(text, kinds=BOTH)
    assert understood.kind == "outing"
    assert {name: understood.answers[name] for name in expected} == expected
    assert say(text).kind is None


def test_two_kinds_do_not_disturb_each_other() -> None:
    assert say("Offre d'emploi : comptable, CDI, Caen", kinds=BOTH).kind == "job_offer"
    assert say("bonjour", kinds=BOTH).likely == ()


def test_a_tie_is_asked() -> None:
    @contribution
    class Twin(JobOffer):
        """The same words under another name."""

        kind = "twin"

    understood = say("Offre d'emploi : comptable, CDI, Caen", kinds=Kinds([*KINDS.values(), Kind(Twin, Path())]))
    assert understood.kind is None
    assert set(understood.likely) == {"job_offer", "twin"}


PIECES = st.sampled_from(
    [
        *(
            "Offre d'emploi",
            " : ",
            ", ",
            "\n",
            ". ",
            "> ",
            "CDI",
            "CDD ou CDI",
            "12 mois",
            "avant le ",
            "31/02",
            "12/12",
            "à Caen",
            "(14)",
            "(",
            ")",
        ),
        *(
            '"',
            "«",
            "»",
            "**",
            "_",
            "[x](",
            "https://a.b/c",
            "a@b.fr",
            "?",
            "La CRESS Bretagne recrute ",
            "chargé·e",
            "Lieu :",
            "Contrat :",
            "je crois",
        ),
        *("Région : ", "Loire", "35h", "2 000 €", "\u202e", "\x00", "İ", "ß", "ﬁ", "é", "\ud800"),
    ]
)


@given(st.lists(PIECES, max_size=14).map("".join), st.booleans(), st.sampled_from(["", "job_offer", "outing"]))
def test_no_message_makes_it_fail(text: str, addressed: bool, kind: str) -> None:
    understood = say(text, addressed=addressed, kind=kind, kinds=BOTH)
    if understood.kind is None:
        assert not understood.answers
        return
    questions = {question.name: question for question in BOTH[understood.kind].questions}
    assert set(understood.answers) <= set(questions)
    assert not set(understood.answers) & {doubt.field for doubt in understood.doubts}
    assert not any(isinstance(answer, Problem) or answer in (None, "") for answer in understood.answers.values())
    for doubt in understood.doubts:
        assert doubt.problem.message.format(**doubt.problem.values)
    assert DIRECTORY.get(understood.answers.get("chamber", "NOR")) is not None


@given(st.text())
def test_no_text_makes_it_fail(text: str) -> None:
    assert say(text).kind in (None, "job_offer")
    assert say(text, addressed=False).likely == ()


@given(st.text())
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)
    assert plain(plain(text)).count("\x00") == 0
    assert words(text) == words(words(text))


@pytest.mark.parametrize(
    ("markdown", "seen"),
    [
        ("**Poste** : *comptable*", "Poste : comptable"),
        ("## Offre", "Offre"),
        ("[rh@a.fr](mailto:rh@a.fr)", "rh@a.fr"),
        ("[ici](https://a.fr/x_y_z)", "https://a.fr/x_y_z"),
        ("chargé_e _vite_", "chargé_e vite"),
        ("&amp; &lt;b&gt;", "&amp; &lt;b&gt;"),
        ("a\u200bb\u202ec", "abc"),
        ("e\u0301te\u0301", "été"),
    ],
)
def test_what_a_reader_sees_of_markdown(markdown: str, seen: str) -> None:
    assert plain(markdown) == seen
