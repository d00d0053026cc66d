"""Requests for help: one line in, nothing to fill, an answer or an honest "nobody knew". (DOMAIN.md F40-F42; DIALOGUES.md 4)"""

from __future__ import annotations

import datetime as dt

from bot.domain.contribution import Command, Contribution
from bot.domain.fields import ChamberCode, Choice, ask, contribution
from bot.domain.i18n import mark as _
from bot.domain.i18n import nmark


class RequestType(Choice):
    """The five types of the report of 2008, and the words by which a request is one of them: the nouns of what is asked for."""

    TOOL = (
        "outils_types", _("tools and templates"), "outil-type", "modèle", "exemple", "trame", "gabarit", "formulaire", "bulletin",
        "convention", "charte", "fiche de poste", "fiche", "profil de poste", "courrier", "lettre type", "lettre", "règlement", "statuts",
        "grille", "tableau", "cahier des charges", "canevas", "contrat type", "document type", "kit", "guide", "questionnaire type",
        "maquette", "logo", "attestation", "plaquette", "support", "diaporama", "procédure", "budget type", "template", "sample",
        "example", "toolkit", "tool", "form", "outil", "affiche", "notice", "logiciel", "annuaire", "check-list", "accord", "checklist",
        "délibération", "rétroplanning", "devis type", "powerpoint", "ppt", "excel vierge", "draft",
    )  # fmt: skip
    SPEAKER = (
        "intervenants_partenaires", _("speakers and partners"), "intervenant", "intervenante", "expert", "experte", "spécialiste",
        "partenaire", "formateur", "formatrice", "conférencier", "conférencière", "témoin", "contact", "juriste", "avocat", "avocate",
        "traducteur", "traductrice", "interprète", "facilitateur", "facilitatrice", "animateur", "animatrice", "prestataire",
        "consultant", "consultante", "coordonnées", "association", "asso", "coopérative", "structure", "entreprise", "scop", "scic",
        "graphiste", "imprimeur", "traiteur", "parrain", "marraine", "mentor", "quelqu'un", "qqun", "qqn", "une personne", "chercheur",
        "chercheuse", "élu", "grand témoin", "modérateur", "modératrice", "speaker", "partner", "trainer", "lawyer", "someone",
        "somebody", "translator", "facilitator", "intervenir", "témoigner", "photographe", "vidéaste", "notaire", "comptable",
        "commissaire aux comptes", "statisticien", "statisticienne", "illustrateur", "illustratrice", "bénévole", "bénévoles", "collègue",
        "salle", "lieu",
    )  # fmt: skip
    INFORMATION = (
        "infos_thematiques", _("information on a topic"), "information", "informations", "info", "infos", "renseignement",
        "renseignements", "chiffre", "chiffres", "donnée", "données", "statistique", "statistiques", "stats", "étude", "études", "source",
        "sources", "documentation", "doc", "docs", "matière", "note", "question juridique", "point juridique", "éclairage", "ressource",
        "ressources", "bibliographie", "article", "articles", "rapport", "texte", "décret", "loi", "définition", "nomenclature",
        "réglementation", "subvention", "subventions", "financement", "financements", "appel à projets", "avis", "figures", "research",
        "report", "study", "studies", "legal question", "recherche d'informations", "éléments", "infographie", "cartographie",
    )  # fmt: skip
    COMPARISON = (
        "comparaison_inter_cres", _("comparison between chambers"), "comparaison", "comparer", "benchmark", "parangonnage", "chez vous",
        "dans vos régions", "dans vos cress", "dans vos chambres", "dans les autres régions", "autres cress", "autres chambres",
        "autres régions", "les pratiques", "vos pratiques", "retour d'expérience", "retours d'expérience", "retex", "retours", "retour",
        "un retour", "comment faites-vous", "comment faites vous", "comment vous faites", "vous faites comment", "compare", "comparison",
        "in your region", "other regions", "other chambers", "how do you",
    )  # fmt: skip
    OFFER = "offres_emploi", _("passing on a job offer"), "offre d'emploi", "offre", "diffuser une offre", "job offer"


class Urgency(Choice):
    """How soon an answer is needed. (DOMAIN.md 2.2)"""

    NORMAL = "normal", _("normal"), "normal"
    TWO_DAYS = (
        "48h",
        _("within two days"),
        "48h",
        "48 h",
        "48 heures",
        "sous deux jours",
        "d'ici demain",
        "pour demain",
        "rapidement",
        "assez urgent",
    )
    TODAY = (
        "today",
        _("today"),
        "aujourd'hui",
        "urgent",
        "urgence",
        "d'urgence",
        "asap",
        "ce soir",
        "tout de suite",
        "au plus vite",
        "urgently",
        "today",
    )


@contribution
class HelpRequest(Contribution):
    """One thing that somebody needs, from whoever knows."""

    kind = "help_request"
    prefix = "HR"
    noun = _("Request")
    named = _("a request for help")
    counted = nmark("{n} request", "{n} requests")
    proposal = _("Ask for help")
    section = _("Requests for help")
    rank = 30
    filed_as = "file_request"
    life = "request"
    command = Command(french="demande", english="request", example=_("looking for a template of a secondment agreement"))
    read_as = "request"
    said = (
        "demande", "demande d'aide", "demande confidentielle", "confidentiel", "confidentielle", "confidential", "request",
        "help request", "question", "appel à l'aide", "sos", "petite question", "une question", "question rapide", "coup de main",
        "besoin d'aide", "auriez-vous un modèle", "cherche un intervenant sur", "recherche d'informations", "comparer entre cres",
        "comparer entre cress", "diffuser une offre", "question juridique", "benchmark", "benchmark rapide", "appel à témoignages",
        "appel à contributions", "besoin", "need help",
    )  # fmt: skip

    topic: str = ask(
        _("What is needed"), limit=1000, shape="request", labels=("objet", "sujet", "besoin", "topic", "need"), lead=True, names=True
    )
    type: RequestType | None = ask(_("Type"), shape="need", labels=("type",), default=None)
    urgency: Urgency = ask(_("Urgency"), shape="urgency", labels=("urgence", "urgency"), default=Urgency.NORMAL)
    confidential: bool = ask(
        _("For the national team alone"), labels=("confidentiel",), words=("confidentiel", "confidential"), default=False
    )
    date: dt.date | None = ask(_("Date"), labels=("date",), inferred="today", default=None)
    chamber: ChamberCode = ask(_("Chamber"), inferred="chamber", labels=("chambre", "chamber"), default=ChamberCode(""))


KIND = HelpRequest
