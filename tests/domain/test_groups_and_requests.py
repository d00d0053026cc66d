"""News of a group and requests for help, closely: whose group, which type, how soon, who may see it, and what is only talk."""

from __future__ import annotations

import pytest

from bot.domain.fields import as_text
from bot.domain.kinds.help_request import RequestType, Urgency
from bot.domain.kinds.help_request.sample import SAMPLE as REQUEST
from bot.domain.kinds.meeting_minutes.sample import SAMPLE as MINUTES
from bot.domain.kinds.working_group_update.sample import SAMPLE as UPDATE
from tests.domain.language import ALL_KINDS, TODAY, say


@pytest.mark.parametrize(("kind", "sample"), [("help_request", REQUEST), ("meeting_minutes", MINUTES), ("working_group_update", UPDATE)])
def test_the_samples_are_read_as_they_declare(kind: str, sample: dict[str, dict[str, str]]) -> None:
    understood = say(str(sample["said"]), kinds=ALL_KINDS)
    assert (understood.kind, understood.doubts) == (kind, ())
    told = {name: as_text(understood.answers.get(name)) for name in sample["answers"] if name != "urgency"}
    assert told == {name: value for name, value in sample["answers"].items() if name != "urgency"}


def test_the_group_comes_from_its_channel() -> None:
    understood = say("le questionnaire est parti aux 18 chambres, 7 réponses à ce jour", kinds=ALL_KINDS, group="GT Observation")
    assert understood.kind == "working_group_update"
    assert understood.answers["working_group"] == "GT Observation"
    assert understood.answers["date"] == TODAY


@pytest.mark.parametrize(
    "text", ["merci à tous pour hier", "ok pour moi", "on se voit quand ?", "Bravo !", "quelqu'un a un modèle de charte ?"]
)
def test_in_its_channel_talk_is_talk(text: str) -> None:
    assert say(text, kinds=ALL_KINDS, group="GT Observation").kind != "working_group_update"


def test_a_group_that_is_named_wins_over_its_channel() -> None:
    assert say("GT Europe : dossier déposé hier soir", kinds=ALL_KINDS, group="GT Observation").answers["working_group"] == "GT Europe"


def test_without_group_nothing_is_filed() -> None:
    assert say("le questionnaire est parti aux 18 chambres, 7 réponses à ce jour", kinds=ALL_KINDS).kind is None


@pytest.mark.parametrize(
    ("text", "chamber"),
    [
        ("GT Consulaire – avancée : CRESS Bretagne missionnée pour expérimenter", "BRE"),
        ("GT Consulaire : la suite est confiée à la CRESS Corse", "COR"),
        ("GT Consulaire : la suite est confiée à un cabinet", None),
    ],
)
def test_to_whom_it_is_delegated(text: str, chamber: str | None) -> None:
    assert say(text, kinds=ALL_KINDS).answers.get("delegated_to") == chamber


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("cherche un modèle de convention avec une mairie", RequestType.TOOL),
        ("qui connaît une juriste en droit coopératif ?", RequestType.SPEAKER),
        ("nous cherchons trois témoins pour un forum", RequestType.SPEAKER),
        ("quelqu'un a des chiffres sur l'emploi des jeunes ?", RequestType.INFORMATION),
        ("Question juridique : une association peut-elle facturer la Région ?", RequestType.INFORMATION),
        ("combien payez-vous votre assurance ?", RequestType.COMPARISON),
        ("Comment faites-vous dans vos régions pour les frais des élus ?", RequestType.COMPARISON),
        ("Diffuser une offre : comptable. – Normandie", RequestType.OFFER),
        ("does anyone have a template for a volunteer agreement?", RequestType.TOOL),
        ("auriez-vous une note sur les conventions de portage ?", RequestType.INFORMATION),
    ],
)
def test_the_type_is_inferred(text: str, kind: RequestType) -> None:
    understood = say(text, kinds=ALL_KINDS)
    assert (understood.kind, understood.answers.get("type")) == ("help_request", kind)


def test_a_type_that_no_word_says_stays_open() -> None:
    understood = say("coup de main ? Mois de l'ESS", kinds=ALL_KINDS)
    assert understood.kind == "help_request"
    assert [doubt.field for doubt in understood.doubts] == ["topic", "type"]
    lent = say("est-ce que le réseau peut nous prêter un kit d'exposition ?", kinds=ALL_KINDS)
    assert [(doubt.field, doubt.candidates) for doubt in lent.doubts] == [("type", ("outils_types",))]


@pytest.mark.parametrize(
    ("text", "urgency"),
    [
        ("URGENT : on cherche un interprète LSF", Urgency.TODAY),
        ("cherche un modèle de bail pour demain", Urgency.TWO_DAYS),
        ("cherche un modèle de bail", None),
    ],
)
def test_how_soon(text: str, urgency: Urgency | None) -> None:
    assert say(text, kinds=ALL_KINDS).answers.get("urgency") is urgency


def test_confidential_is_for_the_national_team() -> None:
    understood = say("Confidentiel : une salariée me parle de harcèlement, vers qui l'orienter ?", kinds=ALL_KINDS)
    assert (understood.kind, understood.answers["confidential"]) == ("help_request", True)


def test_a_request_that_is_an_offer_is_filed_once_as_the_offer() -> None:
    understood = say("Pouvez-vous diffuser cette offre : comptable, CDI, Caen, candidatures avant le 12/12 ?", kinds=ALL_KINDS)
    assert (understood.kind, understood.answers["title"]) == ("job_offer", "comptable")
    assert say("nous recherchons une comptable en CDI à Caen, candidatures avant le 12/12", kinds=ALL_KINDS).kind == "job_offer"


def test_what_is_asked_of_a_quotation_is_in_it() -> None:
    quoted = "> Une adhérente nous demande un exemple de charte du bénévolat\nVous avez ça ?"
    assert say(quoted, kinds=ALL_KINDS).answers["topic"] == "un exemple de charte du bénévolat"
    assert say("> On cherche un modèle de charte\nVous avez vu ça ?", kinds=ALL_KINDS).kind is None


@pytest.mark.parametrize(
    "text",
    ["Je cherche Karim", "recherche CR CA novembre", "Je cherche un stage de 2 mois", "recherche alternant compta, cv à a@exemple.fr"],
)
def test_what_only_sounds_like_a_request(text: str) -> None:
    assert say(text, kinds=ALL_KINDS).kind is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("À quel taux indemnisez-vous les kilomètres des bénévoles ?", RequestType.COMPARISON),
        ("Est-ce que d'autres CRESS ont signé un accord avec l'Université ?", RequestType.COMPARISON),
        ("Une association peut-elle louer ses locaux à un adhérent ?", RequestType.INFORMATION),
        ("Auriez-vous, parmi vos adhérents, un traiteur capable de livrer à Épinal ?", RequestType.SPEAKER),
        ("qui pourrait accueillir une délégation en Seine-et-Marne ?", RequestType.SPEAKER),
        ("je dois rédiger un dossier de presse, un exemple svp ?", RequestType.TOOL),
        ("si quelqu'un a une grille de salaires à jour je prends", RequestType.TOOL),
        ("could anyone point me to guidance on VAT?", RequestType.INFORMATION),
    ],
)
def test_the_grammar_of_asking(text: str, kind: RequestType) -> None:
    understood = say(text, kinds=ALL_KINDS)
    assert (understood.kind, understood.answers.get("type")) == ("help_request", kind)


@pytest.mark.parametrize(
    "text",
    [
        "vous avez reçu la convocation ?",
        "besoin de sommeil",
        "je voudrais une glace à la fraise",
        "pouvez-vous confirmer votre présence ?",
        "quelqu'un a le numéro de Clara ?",
        "Thanks, that's what I was looking for!",
        "vous avez fait bon voyage ?",
        "une autre idée ?",
    ],
)
def test_who_asks_for_nothing_of_ours(text: str) -> None:
    assert say(text, kinds=ALL_KINDS).kind is None


def test_a_contract_that_nobody_knows_yet_is_asked() -> None:
    understood = say("Le Garage (Avignon) cherche un mécanicien. Contrat à définir. Candidature avant le 12/12", kinds=ALL_KINDS)
    assert [doubt.field for doubt in understood.doubts] == ["contract"]


def test_minutes_on_one_line() -> None:
    text = "cr bureau ce matin : présents anne, luc / absent paul / on garde le local / luc appelle la banque / prochain bureau 8/12"
    understood = say(text, kinds=ALL_KINDS)
    assert [one.name for one in understood.answers["absent"]] == ["paul"]
    assert [one.what for one in understood.answers["action_items"]] == ["appelle la banque"]


def test_two_words_are_news_behind_a_label() -> None:
    understood = say("GT Communication – avancée : charte graphique.", kinds=ALL_KINDS)
    assert (understood.answers["working_group"], understood.answers["outcome"]) == ("GT Communication", "charte graphique")


@pytest.mark.parametrize(
    "text", ["GT Communication : charte graphique", "GT Communication – nouvelles : merci beaucoup", "GT Europe – avancée : à venir"]
)
def test_two_words_are_no_news_otherwise(text: str) -> None:
    assert say(text, kinds=ALL_KINDS).kind is None


@pytest.mark.parametrize(
    "text",
    [
        "@Maillage j'ai envoyé le questionnaire aux chambres",
        "je termine la carte des tiers-lieux, 12 fiches faites",
        "j'ai relu la synthèse et je l'ai transmise à la Région",
        "nous avons reçu 12 réponses sur 18",
        "rendez-vous est pris avec la Région pour le 12/12",
    ],
)
def test_work_told_in_the_first_person_is_news_in_the_channel_of_a_group(text: str) -> None:
    assert say(text, kinds=ALL_KINDS, group="GT Observation").kind == "working_group_update"
    assert say(text, kinds=ALL_KINDS).kind is None


@pytest.mark.parametrize(
    "text",
    [
        "on se retrouve jeudi à 14 h",
        "on se voit jeudi à 14 h au bureau",
        "réunion reportée au 12/12",
        "la prochaine réunion aura lieu le 12/12 à Rennes",
        "rendez-vous jeudi à 14 h",
        "j'ai perdu mon badge hier soir",
        "j'ai bien reçu ton mail",
        "je serai en retard demain matin",
        "je propose qu'on se voie mardi",
    ],
)
def test_appointments_and_oneself_are_no_news_there(text: str) -> None:
    assert say(text, kinds=ALL_KINDS, group="GT Observation").kind is None
