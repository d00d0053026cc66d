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
        "délibération", "rétroplanning", "devis type", "powerpoint", "ppt", "excel vierge", "draft", "tuto", "tutoriel",
        "mode d'emploi", "registre", "contrat", "facture", "devis",
        "bon de commande", "convocation", "feuille d'émargement", "visuel", "bannière", "flyer", "présentation", "slides", "diapo",
        "business plan", "plan d'affaires", "prévisionnel", "budget prévisionnel", "organigramme", "planning", "calendrier type", "script",
        "mail type", "clause", "clauses", "avenant", "pacte", "lettre de mission", "ordre de mission", "note de frais", "fichier",
        "tableur", "simulateur", "base de données", "application", "appli", "boîte à outils", "mallette", "jeu", "exposition", "expo",
        "kakémono", "roll-up", "vidéo", "module", "programme de formation", "questionnaire", "sondage", "dossier type",
        "dossier de candidature", "dossier de subvention", "dossier", "plan de communication", "plan d'action type", "bail", "agreement",
        "contract", "handbook", "guidelines", "spreadsheet", "presentation", "policy", "poster", "questionnaire", "survey form",
        "rapport d'activité type", "trombinoscope", "mandat type", "bilan type", "livret d'accueil", "livret", "brochure", "dépliant",
        "matrice", "bandeau", "bandeaux", "bordereau", "gabarits", "canevas", "power point", "mou", "memorandum", "protocole",
        "accord-cadre",
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
        "salle", "lieu", "local", "sponsor", "mécène", "financeur", "hébergeur", "loueur", "fournisseur", "transporteur", "journaliste",
        "sociologue", "économiste", "artiste", "dessinateur", "dessinatrice", "comédien", "comédienne", "auteur", "autrice", "architecte",
        "designer", "développeur", "développeuse", "webmaster", "coach", "médiateur", "médiatrice", "assureur", "banquier", "banque",
        "organisme de formation", "bureau d'études", "cabinet", "imprimerie", "agence", "volontaire", "volontaires", "binôme", "jury",
        "porteur de projet", "porteuse de projet", "collectif", "producteur", "productrice", "agriculteur", "artisan", "startup",
        "interlocuteur", "interlocutrice", "correspondant", "référent", "référente", "personne ressource", "personnes ressources",
        "maire", "député", "rapporteur", "rapporteuse", "juré", "jurés", "jurée", "jurées", "accountant", "contact person", "company",
        "supplier", "venue", "host",
        "volunteer", "volunteers", "interpreter", "moderator", "developer", "keynote", "expert-comptable", "relecteur", "relectrice",
    )  # fmt: skip
    INFORMATION = (
        "infos_thematiques", _("information on a topic"), "information", "informations", "info", "infos", "renseignement",
        "renseignements", "chiffre", "chiffres", "donnée", "données", "statistique", "statistiques", "stats", "étude", "études", "source",
        "sources", "documentation", "doc", "docs", "matière", "note", "question juridique", "point juridique", "éclairage", "ressource",
        "ressources", "bibliographie", "article", "articles", "rapport", "texte", "décret", "loi", "définition", "nomenclature",
        "réglementation", "subvention", "subventions", "financement", "financements", "appel à projets", "figures", "research",
        "report", "study", "studies", "legal question", "recherche d'informations", "éléments", "infographie", "cartographie",
        "effectif", "effectifs", "nombre", "nb", "montant", "montants", "taux", "pourcentage",
        "liste", "tarif", "tarifs", "prix", "délai", "délais", "seuil", "plafond", "barème", "jurisprudence", "référence", "références",
        "veille", "actualité", "critère", "critères", "évolution", "tendance", "poids", "numbers", "list", "publication", "publications",
        "lecture", "lectures", "ouvrage", "ouvrages", "thèse", "baromètre", "panorama", "enquête", "ordre de grandeur", "législation",
        "règle", "règles", "démarche", "démarches",
        "conditions", "bilan", "aides", "dispositif", "dispositifs", "calendrier", "rules", "funding", "law", "statistics", "facts",
        "information on", "evidence", "guidance", "data",
    )  # fmt: skip
    COMPARISON = (
        "comparaison_inter_cres", _("comparison between chambers"), "comparaison", "comparer", "benchmark", "parangonnage", "chez vous",
        "dans vos régions", "dans vos cress", "dans vos chambres", "dans les autres régions", "autres cress", "autres chambres",
        "autres régions", "les pratiques", "vos pratiques", "retour d'expérience", "retours d'expérience", "retex", "retours", "retour",
        "un retour", "comment faites-vous", "comment faites vous", "comment vous faites", "vous faites comment", "compare", "comparison",
        "in your region", "other regions", "other chambers", "how do you",
    )  # fmt: skip
    OFFER = "offres_emploi", _("passing on a job offer"), "offre d'emploi", "offre", "diffuser une offre", "job offer"

    @property
    def belongs_elsewhere(self) -> bool:
        return self is RequestType.OFFER


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
    section = _("Open requests")
    rank = 30
    filed_as = "file_request"
    life = "request"
    default_topics = ("mutualisation",)
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
