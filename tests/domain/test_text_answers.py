"""One answer typed in a form or after "corriger deadline": a value, or the sentence that says what to type instead."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.fields import Problem, as_text, fields_of
from bot.domain.kinds.job_offer import Contract, JobOffer
from bot.domain.text import read_answer
from tests.domain.language import on, reading

QUESTIONS = {question.name: question for question in fields_of(JobOffer)}


def typed(name: str, raw: str, **said: Any) -> Any:
    return read_answer(QUESTIONS[name], raw, reading(**said))


@pytest.mark.parametrize(
    ("name", "raw", "value"),
    [
        ("title", "  Chargé·e   de mission ", "Chargé·e de mission"),
        ("title", "**Comptable**", "Comptable"),
        ("title", "x" * 150, "x" * 150),
        ("place", "", ""),
        ("place", " \u200b\u2800", ""),
        ("contract", "CDI", Contract.CDI),
        ("contract", "cdi", Contract.CDI),
        ("contract", "Contrat à durée déterminée", Contract.CDD),
        ("contract", "service_civique", Contract.CIVIC_SERVICE),
        ("contract", "permanent", Contract.CDI),
        ("contract", "", None),
        ("deadline", "04/12", on("2026-12-04")),
        ("deadline", "2026-12-04", on("2026-12-04")),
        ("deadline", "ven. 04/12/2026", on("2026-12-04")),
        ("deadline", "dans 3 semaines", on("2026-12-11")),
        ("deadline", "aujourd'hui", on("2026-11-20")),
        ("deadline", "20/11/2027", on("2027-11-20")),
        ("deadline", "", None),
        ("chamber", "Basse-Normandie", "NOR"),
        ("chamber", "75", "IDF"),
        ("chamber", "NOR", "NOR"),
        ("link", "https://exemple.fr/a?b=c#d", "https://exemple.fr/a?b=c#d"),
        ("link", "<https://exemple.fr/a_b_c>", "https://exemple.fr/a_b_c"),
        ("link", "[annonce](https://exemple.fr)", "https://exemple.fr"),
        ("link", "", ""),
        ("description", " **Vos missions**\n- un\n", "**Vos missions**\n- un"),
    ],
)
def test_an_answer(name: str, raw: str, value: Any) -> None:
    assert typed(name, raw) == value


@pytest.mark.parametrize(
    ("name", "raw", "sentence"),
    [
        ("title", "", "This is needed."),
        ("title", " \u2800 \u200b", "This is needed."),
        ("title", "x" * 151, "At most 150 characters: this has 151."),
        ("deadline", "31/02", "31/02 does not exist."),
        ("deadline", "29/02/2027", "29/02/2027 does not exist."),
        ("deadline", "19/11/2026", "19/11/2026 is not possible here: from 20/11/2026 to 21/11/2027."),
        ("deadline", "22/11/2027", "22/11/2027 is not possible here: from 20/11/2026 to 21/11/2027."),
        ("deadline", "dès que possible", "I cannot read “dès que possible” as a date. Type it like 04/12/2026."),
        ("deadline", "mardi 12/12/2026", "“mardi 12/12/2026”: 12/12/2026 or 15/12/2026? Type the date in full."),
        ("deadline", "mi-janvier", "“mi-janvier”: do you mean 15/01/2027? Type the date in full."),
        ("contract", "bail", "“bail” is not among: CDI, CDD, alternance, stage, service civique, intérim, freelance."),
        ("chamber", "Normndie", "I do not know “Normndie”. Normandie, Nouvelle-Aquitaine or Pays de la Loire?"),
        ("link", "exemple.fr", "“exemple.fr” is not a link: it begins with https:// or http://."),
        ("link", "javascript:alert(1)", "“javascript:alert(1)” is not a link: it begins with https:// or http://."),
        ("link", "file:///etc/passwd", "“file:///etc/passwd” is not a link: it begins with https:// or http://."),
        ("link", "https://", "“https://” is not a link: it begins with https:// or http://."),
        ("link", "http://a b", "“http://a b” is not a link: it begins with https:// or http://."),
    ],
)
def test_a_problem_says_what_to_type_instead(name: str, raw: str, sentence: str) -> None:
    problem = typed(name, raw)
    assert isinstance(problem, Problem)
    assert problem.message.format(**problem.values) == sentence


def test_in_english() -> None:
    problem = typed("deadline", "03/04/2027", language="en")
    assert problem.message.format(**problem.values) == "“03/04/2027”: 3 Apr 2027 or 4 Mar 2027? Type the date in full."
    options = typed("contract", "lease", language="en")
    assert options.message.format(**options.values).startswith("“lease” is not among: permanent, fixed-term, apprenticeship")


def test_outside_a_form_a_past_day_is_a_day() -> None:
    assert typed("deadline", "04/03/2008", in_form=False) == on("2008-03-04")


@given(st.sampled_from(sorted(QUESTIONS)), st.text())
def test_any_text_is_an_answer_or_a_problem(name: str, raw: str) -> None:
    value = typed(name, raw)
    if isinstance(value, Problem):
        assert value.message.format(**value.values)
    else:
        assert as_text(value) == as_text(typed(name, as_text(value))) or name == "description"
