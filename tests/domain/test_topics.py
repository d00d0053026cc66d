"""Which topics a text is about, by its words."""

from __future__ import annotations

import pytest

from bot.domain.kinds import discover
from bot.domain.subscription import TOPICS, topics_of
from handlers.relay import topics_and_regions

KINDS = discover()


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("GT Observation : le questionnaire est parti aux 18 chambres", ("observatoire",)),
        ("GT Financement : dossier FEDER déposé", ("financement", "europe")),
        ("cherche des chiffres sur l'emploi associatif", ("observatoire",)),
        ("un intervenant sur le F.S.E. et le FSE", ("europe",)),
        ("modèle de demande de subvention", ("financement",)),
        ("BUDGETS PRÉVISIONNELS", ("financement",)),
        ("affiches du Mois de l’ESS", ("mois-de-l-ess",)),
        ("affiches du mois de l'économie sociale et solidaire", ("mois-de-l-ess",)),
        ("formatrice pour nos élus", ("formation",)),
        ("un courrier type aux députés sur la loi ESS", ("plaidoyer",)),
        ("qui a un logiciel d'adhésion conforme au RGPD ?", ("numerique",)),
        ("charte de l'économie circulaire", ("transition",)),
        ("les statuts d'une SCIC", ("gouvernance",)),
        ("mutualiser nos achats", ("mutualisation",)),
        ("does anyone have a grant application for a website?", ("financement", "numerique")),
        ("modèle de convention de mise à disposition", ()),
        ("qui connaît un bon traiteur ?", ()),
        ("le prétexte, la formalité, l'étuve", ()),
        ("", ()),
    ],
)
def test_the_topics_of_a_text(text: str, topics: tuple[str, ...]) -> None:
    assert topics_of(text) == topics


@pytest.mark.parametrize("text", ["offre d'emploi", "une fiche de poste", "recrutement d'un comptable en CDI", "job offer", "emploi"])
def test_nothing_but_an_offer_is_about_jobs(text: str) -> None:
    assert topics_of(text) == ()


def test_what_is_found_is_in_the_closed_list_and_in_its_order() -> None:
    said = "climat, europe, budget, chiffres, statuts, formation, loi ESS, site web, Mois de l'ESS, mutualisation"
    assert topics_of(said) == tuple(topic for topic in TOPICS if topic != "emploi")


@pytest.mark.parametrize(
    ("genre", "said", "topics", "regions"),
    [
        ("notice", "chargé de mission Europe", ("emploi",), ("NOR",)),
        ("minutes", "Europe, budget, formation", ("gouvernance",), ()),
        ("news", "GT Europe : dossier déposé", ("europe",), ()),
        ("news", "GT Achats : rien de neuf", ("mutualisation",), ()),
        ("request", "un modèle de budget", ("financement",), ("NOR",)),
        ("request", "une offre d'emploi à relayer", ("mutualisation",), ("NOR",)),
    ],
)
def test_what_is_filed_under_which_topics_and_region(genre: str, said: str, topics: tuple[str, ...], regions: tuple[str, ...]) -> None:
    [kind] = [kind for kind in KINDS.values() if kind.cls.read_as == genre]
    assert topics_and_regions(kind, "NOR", said) == (topics, regions)
    assert topics_and_regions(kind, "NAT", said) == (topics, ())
