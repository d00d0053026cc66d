"""Job offers: said once, read in Monday's letter, asked about on the deadline day, gone when filled. (DOMAIN.md F45, journey J7)"""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from typing import Self

from bot.domain.contribution import PUBLISHED, Action, Alike, Command, Contribution, Reminder, Scope
from bot.domain.fields import ChamberCode, Choice, Link, OneQuestion, Problem, RichText, ask, contribution
from bot.domain.i18n import mark as _
from bot.domain.i18n import nmark

DAYS_WITHOUT_DEADLINE = 30
"""An offer without a deadline is shown for so long (DOMAIN.md 2.2: `expires_at` = deadline or +30 days)."""
DAYS_TO_ANSWER = 7
"""An unanswered "filled?" leaves the author's own page after so many days, without another question."""
LONGEST_DEADLINE_DAYS = 366
TITLES = (
    "accompagnateur", "accueillant", "acheteur", "administrateur", "agent", "aide", "analyste", "animateur", "architecte", "artisan",
    "assistant", "attaché", "auxiliaire", "boulanger", "cadre", "caissier", "cariste", "charpentier", "chargé", "chauffeur", "chef",
    "chercheur", "coach", "collaborateur", "commercial", "comptable", "concepteur", "conducteur", "conseiller", "coiffeur",
    "consultant", "contrôleur", "coordinateur", "coordonnateur", "cuisinier", "délégué", "développeur", "directeur", "économiste",
    "éducateur", "employé", "encadrant", "enseignant", "facilitateur", "formateur", "gardien", "gérant", "gestionnaire", "graphiste",
    "infirmier", "informaticien", "ingénieur", "intendant", "jardinier", "juriste", "livreur", "magasinier", "maçon", "maître",
    "maraîcher", "mécanicien", "médiateur", "menuisier", "moniteur", "ouvrier", "paysagiste", "peintre", "piroguier", "plombier",
    "préparateur", "professeur", "psychologue", "réceptionniste", "rédacteur", "régisseur", "référent", "responsable", "secrétaire",
    "serveur", "soudeur", "stagiaire", "surveillant", "technicien", "traducteur", "travailleur", "trésorier", "vendeur", "volontaire",
    "webmestre", "accountant", "adviser", "advisor", "analyst", "cook", "coordinator", "developer", "director", "driver", "engineer",
    "head", "intern", "manager", "nurse", "officer", "project", "researcher", "teacher", "trainer",
)  # fmt: skip
"""The words with which the names of jobs begin, in the masculine singular: they tell a job from an employer."""
CLOSING = (
    "avant", "avt", "jusqu'au", "jusqu'à", "au plus tard", "limite", "dernier délai", "dernier jour", "clôture", "candidature",
    "candidatures", "postuler", "postulez", "date butoir", "réponse souhaitée", "d'ici", "d'ici le", "d'ici au", "dossier", "dossiers",
    "applications", "before", "by", "until", "deadline", "closing date",
)  # fmt: skip
"""The words beside which a day in a sentence is the last one to apply."""
STARTING = (
    "prise de poste", "prise de fonction", "prise de fonctions", "début", "début du contrat", "démarrage", "embauche", "à pourvoir",
    "rentrée", "à partir du", "à partir de", "à compter du", "à compter de", "dès", "dès le", "commence", "start date", "starts",
    "starting", "from",
)  # fmt: skip
"""The words beside which it is the first one at work."""
LASTING = (
    "CDD", "stage", "alternance", "apprentissage", "service civique", "intérim", "mission", "remplacement", "contrat", "fixed-term",
    "internship", "temporary",
)  # fmt: skip
"""The words beside which a first and a last day are those of the contract."""


class Contract(Choice):
    """The contracts of real ads, and the words by which they say them."""

    CDI = "CDI", _("permanent"), "CDI", "permanent", "contrat à durée indéterminée", "durée indéterminée"
    CDD = "CDD", _("fixed-term"), "CDD", "fixed-term", "fixed term", "contrat à durée déterminée", "durée déterminée"
    APPRENTICESHIP = (
        "alternance",
        _("apprenticeship"),
        "alternance",
        "contrat d'apprentissage",
        "contrat de professionnalisation",
        "alternant",
        "alternante",
        "apprenti",
        "apprentissage",
    )
    INTERNSHIP = "stage", _("internship"), "stage", "stagiaire", "internship", "intern"
    CIVIC_SERVICE = "service_civique", _("civic service"), "service civique", "civic service"
    TEMPORARY = "interim", _("temporary work"), "intérim", "interim", "temporary"
    FREELANCE = "freelance", _("freelance"), "freelance", "indépendant", "prestation", "auto-entrepreneur"


@contribution
class JobOffer(Contribution):
    """One position, whoever employs."""

    kind = "job_offer"
    prefix = "JO"
    noun = _("Offer")
    named = _("an offer")
    counted = nmark("{n} offer", "{n} offers")
    proposal = _("Post a job offer")
    section = _("Jobs")
    rank = 40
    command = Command(french="offre", english="offer", example=_("offer: project officer, {place}, permanent, before 12/12"))
    said = (
        "offre d'emploi",
        "offre emploi",
        "offre d'alternance",
        "offre de stage",
        "offre de poste",
        "offre de service civique",
        "annonce d'emploi",
        "poste à pourvoir",
        "poste de",
        "un poste de",
        "un poste d'",
        "stage",
        "alternance",
        "service civique",
        "poste d'",
        "offre",
        "offer",
        "emploi",
        "job",
        "job offer",
        "job opening",
        "vacancy",
        "we're hiring",
        "we are hiring",
        "recrutement",
        "avis de recrutement",
        "annonce",
        "petite annonce",
        "ouverture de poste",
        "poste vacant",
        "poste ouvert",
        "opportunité",
        "opportunité d'emploi",
        "appel à candidatures",
        "appel à candidature",
        "job alert",
        "position",
        "vsc",
    )
    sentences = (
        "{employer} recrute {title}",
        "{employer} embauche {title}",
        "{employer} ouvre un poste de {title}",
        "{employer} propose un poste de {title}",
        "nous ouvrons un poste de {title}",
        "nous proposons un poste de {title}",
        "on ouvre un poste de {title}",
        "ouverture d'un poste de {title}",
        "{employer} est à la recherche de {title}",
        "{employer} lance le recrutement de {title}",
        "{employer} propose un stage de {title}",
        "{employer} propose un service civique {title}",
        "nous accueillons {title}",
        "nous embauchons {title}",
        "on embauche {title}",
        "{employer} recrutent {title}",
        "{employer} accueille {title}",
        "{employer} recherche {title}",
        "{employer} cherche {title}",
        "{employer} prend {title}",
        "{employer} i rod {title}",
        "recrute {title}",
        "embauche {title}",
        "nous recrutons {title}",
        "nous recherchons {title}",
        "on recrute {title}",
        "we are hiring {title}",
        "we are recruiting {title}",
        "{employer} is hiring {title}",
        "{employer} is recruiting {title}",
        "{employer} is looking for {title}",
    )
    hints = (
        "recrute", "recrutement", "embauche", "candidature", "candidatures", "postuler", "cv", "lettre de motivation",
        "dossier", "dossiers", "contrat", "poste", "apply", "hiring", "recruiting", "application", "applications",
    )  # fmt: skip
    alike = Alike(question=_("This advertisement looks like {label} ({chamber}). Is it the same?"), other=_("No, two of them"))
    default_scope = Scope.PUBLIC
    default_topics = ("emploi",)
    actions = (
        Action(
            name="filled",
            label=_("Filled"),
            words=("pourvue", "pourvu", "filled"),
            to_state="filled",
            done=_("Offer {number}: filled. Thank you."),
        ),
        Action(
            name="extend",
            label=_("15 more days"),
            words=("encore 15 jours", "prolonger", "extend", "15 more days"),
            done=_("Offer {number}: open until {deadline}."),
        ),
    )

    title: str = ask(
        _("Job title"),
        limit=150,
        labels=("poste", "intitulé", "intitulé du poste", "title", "position"),
        words=TITLES,
        lead=True,
        names=True,
    )
    employer: str = ask(
        _("Employer"),
        limit=150,
        labels=("employeur", "structure", "employer"),
        shape="organisation",
        default="",
        inferred="chamber_name",
        names=True,
    )
    place: str = ask(_("Place"), limit=150, labels=("lieu", "localisation", "place", "location"), shape="place", default="", names=True)
    contract: Contract | None = ask(_("Contract"), labels=("contrat", "type de contrat", "contract"), default=None)
    duration: str = ask(
        _("Duration"), limit=60, labels=("durée", "duration"), cues=LASTING, shape="duration", default="", hint=_("12 months")
    )
    hours: str = ask(
        _("Working time"), limit=60, labels=("temps de travail", "working time"), shape="hours", default="", hint=_("full time")
    )
    salary: str = ask(_("Salary"), limit=100, labels=("salaire", "rémunération", "salary"), shape="amount", default="")
    start: str = ask(
        _("Starts"),
        limit=60,
        labels=("prise de poste", "prise de fonctions", "début", "start", "start date"),
        cues=STARTING,
        default="",
    )
    deadline: date | None = ask(
        _("Apply before"),
        labels=(
            "candidatures avant",
            "date limite",
            "clôture des candidatures",
            "apply by",
            "apply before",
            "deadline",
        ),
        cues=CLOSING,
        default=None,
        future=True,
        missing=OneQuestion(text=_("Until when? (or type a date)"), days=(14, 30), without=_("No date")),
    )
    contact: str = ask(
        _("Write to"), limit=200, labels=("contact", "candidature à", "cv à", "écrire à", "apply to"), shape="contact", default=""
    )
    link: Link = ask(_("Link"), limit=500, labels=("lien", "annonce", "link"), default=Link(""))
    description: RichText = ask(_("Advertisement"), limit=20_000, labels=("annonce complète",), default=RichText(""))
    chamber: ChamberCode = ask(_("Chamber"), inferred="chamber", labels=("chambre", "région", "chamber"), default=ChamberCode(""))

    def expires_on(self) -> date:
        """The last day on which lists show it, in the chamber's own calendar."""
        return self.deadline or (self.filed_at.date() + timedelta(days=DAYS_WITHOUT_DEADLINE))

    def problems(self, today: date) -> dict[str, Problem]:
        if self.deadline and self.deadline > today + timedelta(days=LONGEST_DEADLINE_DAYS):
            return {"deadline": Problem(_("A deadline is at most one year away: check the year."))}
        return {}

    def listed(self, today: date) -> bool:
        return self.state == PUBLISHED and today <= self.expires_on()

    def asks_on(self) -> date:
        return self.expires_on()

    def reminder(self, today: date) -> Reminder | None:
        due = self.expires_on()
        if self.state != PUBLISHED or not due <= today < due + timedelta(days=DAYS_TO_ANSWER):
            return None
        where = {"title": self.title, "place": self.place, "number": self.number}
        text = _("Offer {number}, {title} in {place}: filled?") if self.place else _("Offer {number}, {title}: filled?")
        return Reminder(name=f"filled:{due.isoformat()}", text=text, values=where, actions=("filled", "extend", "withdraw"))

    def after(self, action: Action, today: date) -> Self:
        done = super().after(action, today)
        if action.name != "extend":
            return done
        return dataclasses.replace(done, deadline=max(today, self.expires_on()) + timedelta(days=15))

    def offers(self, today: date) -> tuple[Action, ...]:
        due = self.state == PUBLISHED and self.expires_on() <= today
        return self.actions if due else self.actions[:1] if self.state == PUBLISHED else ()


KIND = JobOffer
