"""Minutes: who was there, what was decided, who does what until when, when they meet again. (DOMAIN.md F12-F16, 6.3; DIALOGUES.md 1)"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from bot.domain.contribution import PUBLISHED, Alike, Command, Contribution
from bot.domain.fields import Choice, OneQuestion, Problem, RichText, ask, contribution
from bot.domain.i18n import mark as _
from bot.domain.i18n import nmark
from bot.domain.kinds.meeting_minutes.doubts import points_of
from bot.domain.minutes import Around, Point
from bot.domain.records import ActionItem, Attendee, Decision

LONGEST_MEETING_DAYS = 31
NEWS_FOR = timedelta(days=31)


class Mode(Choice):
    """How they met. (DOMAIN.md F16)"""

    IN_PERSON = "in_person", _("in person"), "présentiel", "en présentiel", "sur place", "in person", "in_person"
    PHONE = "phone", _("by phone"), "téléphone", "par téléphone", "conférence téléphonique", "audio", "phone", "by phone", "tél"
    VIDEO = (
        "video",
        _("by video"),
        "visio",
        "en visio",
        "visioconférence",
        "zoom",
        "teams",
        "jitsi",
        "bbb",
        "à distance",
        "distanciel",
        "video",
        "online",
        "remote",
    )
    MIXED = "mixed", _("partly by video"), "hybride", "mixte", "présentiel et visio", "hybrid"


class Status(Choice):
    """Whether it took place: minutes are of meetings that were held. (DOMAIN.md 2.4, R5)"""

    HELD = "held", _("held"), "tenue"
    CANCELLED = "cancelled", _("cancelled"), "annulée"


@contribution
class MeetingMinutes(Contribution):
    """What one meeting of one body came to."""

    kind = "meeting_minutes"
    prefix = "CR"
    noun = _("Minutes")
    named = _("minutes of a meeting")
    counted = nmark("{n} set of minutes", "{n} sets of minutes")
    proposal = _("File minutes")
    section = _("Meetings")
    rank = 10
    filed_as = "file_minutes"
    life = "minutes"
    confirmed = True
    command = Command(
        french="cr", english="minutes", example=_("Minutes of the Board, 19/11/2026, Caen. Present: … Decisions: … Actions: …")
    )
    read_as = "minutes"
    said = (
        "compte rendu", "compte-rendu", "comptes rendus", "cr", "c.r.", "pv", "procès-verbal", "procès verbal", "relevé de décisions",
        "relevé de conclusions", "relevé", "mémo", "synthèse", "notes", "prise de notes", "correction du cr", "minutes", "meeting notes",
        "meeting minutes", "summary", "compterendu", "récap", "recap", "résumé", "debrief",
    )  # fmt: skip
    alike = Alike(
        question=_("These look like the minutes that {author} filed already ({chamber}). Merge them?"),
        same=_("Yes, merge them"),
        other=_("No, another meeting"),
        merges=True,
    )
    default_topics = ("gouvernance",)

    body: str = ask(_("Body"), limit=150, shape="body", labels=("instance", "réunion", "objet", "body", "meeting"), lead=True, names=True)
    date_start: date | None = ask(
        _("First day"),
        shape="first_day",
        labels=("date", "du", "le"),
        past=True,
        default=None,
        missing=OneQuestion(text=_("On which day was it? (or type a date)"), days=(0, -1)),
    )
    date_end: date | None = ask(_("Last day"), shape="last_day", labels=("au",), past=True, default=None)
    seminar: bool = ask(_("Seminar"), words=("séminaire",), default=False)
    mode: Mode | None = ask(_("How they met"), shape="mode", labels=("mode", "format"), default=None)
    place: str = ask(_("Place"), limit=150, shape="place", labels=("lieu", "place"), default="")
    status: Status = ask(_("Was it held?"), labels=("tenue",), default=Status.HELD)
    participants: int | None = ask(_("How many were there"), labels=("participation",), counts="present", default=None)
    present: tuple[Attendee, ...] = ask(
        _("Present"),
        roll="present",
        labels=(
            "présent", "présente", "présents ou représentés", "pres", "prés", "j'étais avec", "étaient présents", "étaient présentes",
            "y étaient", "ont participé", "ont pris part", "y ont participé",
            "sont présents", "participant", "participants", "participante", "participants étaient", "participaient", "présence",
            "il y avait", "ya eu", "y avait", "y'avait", "autour de la table", "personnes présentes", "membres présents", "là",
            "attendees", "attending", "present", "participants were", "in attendance", "👥", ":busts_in_silhouette:", "étaient là",
            "on était", "nous étions", "attended", "were there",
        ),
        default=(),
    )  # fmt: skip
    represented: tuple[Attendee, ...] = ask(
        _("Represented"),
        roll="represented",
        labels=("représenté", "représentée", "pouvoir", "pouvoirs", "procuration", "proxies"),
        default=(),
    )
    excused: tuple[Attendee, ...] = ask(
        _("Excused"),
        roll="excused",
        labels=("excusé", "excusée", "exc", "absent excusé", "absents excusés", "apologies", "excused", "regrets"),
        default=(),
    )
    absent: tuple[Attendee, ...] = ask(
        _("Absent"), roll="absent", labels=("absent", "absente", "abs", "absents non excusés", "absences"), default=()
    )
    guests: tuple[Attendee, ...] = ask(
        _("Guests"),
        roll="guests",
        labels=("invité", "invitée", "assiste", "assistent", "assistait", "assistaient", "guests", "observers"),
        default=(),
    )
    agenda: tuple[str, ...] = ask(_("Agenda"), labels=("ordre du jour", "odj", "agenda", "à l'ordre du jour"), default=())
    decisions: tuple[Decision, ...] = ask(
        _("Decisions"),
        labels=(
            "décision", "décisions", "décidé", "décidée", "a été décidé", "ce qui a été décidé", "relevé de décisions", "résolution",
            "acté", "validé", "accord de tous sur", "decision", "decisions", "agreed", "decided", "✅", ":white_check_mark:",
            "conclusions", "arbitrages", "délibération",
        ),
        cues=(
            "on a décidé de", "on a décidé que", "on a décidé d'", "on a décidé", "on a décide", "on a dit", "on a convenu de",
            "on a convenu", "on a acté", "nous avons décidé de", "nous avons décidé d'", "nous avons décidé", "il a été décidé de",
            "il a été convenu de", "il a été convenu que", "il a été acté que", "il est acté que", "il a été décidé que",
            "il est décidé de", "décision de", "décision est prise de", "nous avons convenu de", "il est convenu de",
            "il est convenu que", "accord de tous sur", "accord sur", "we agreed to", "we decided to", "it was decided to",
            "tout le monde est d'accord pour",
        ),
        default=(),
    )  # fmt: skip
    action_items: tuple[ActionItem, ...] = ask(
        _("Actions"),
        exported="actions",
        labels=(
            "action", "actions", "à faire", "todo", "to do", "to-do", "qui fait quoi", "reste à faire", "tâches", "suites à donner",
            "suites",
            "action points", "📌", ":pushpin:", "actions à mener", "plan d'action",
        ),
        default=(),
    )  # fmt: skip
    next_meeting: date | None = ask(
        _("Next meeting"),
        shape="next_day",
        labels=(
            "prochaine réunion", "prochaine", "prochain", "prochaines dates", "prochaine date", "prochaine fois", "la prochaine fois",
            "prochaine séance", "prochain rendez-vous", "prochain rdv", "suite", "next meeting", "next", "rdv", "rendez-vous", "🗓", "📅",
            ":calendar:", ":date:", "rdv en", "on se retrouve", "on se revoit", "à suivre",
        ),
        default=None,
    )  # fmt: skip
    notes: RichText = ask(_("Full text"), limit=20_000, labels=("texte intégral",), default=RichText(""))

    @property
    def days(self) -> int:
        """How many days it took, first and last included."""
        return (self.date_end - self.date_start).days + 1 if self.date_start and self.date_end else 1

    def heading(self) -> str:
        """The body with its day, since it meets again."""
        day = f"{self.date_start:%d/%m/%Y}" if self.date_start else ""
        return ", ".join(part for part in (self.body, day) if part)

    def listed(self, today: date) -> bool:
        """As news: for a month, or until they meet again."""
        if self.state != PUBLISHED or self.published_at is None:
            return False
        return today <= max(self.published_at.date() + NEWS_FOR, self.next_meeting or date.min)

    @classmethod
    def counted_in(cls, answers: Mapping[str, Any]) -> Mapping[str, Any]:
        first, last = answers.get("date_start"), answers.get("date_end") or answers.get("date_start")
        persons = {one.chamber: one.persons for one in answers.get("present") or () if one.chamber and one.persons}
        days = {"days": (last - first).days + 1} if first and last else {}
        return days | ({"persons_by_chamber": persons} if persons else {})

    def problems(self, today: date) -> dict[str, Problem]:
        del today
        if self.date_start and self.date_end and not 0 <= (self.date_end - self.date_start).days < LONGEST_MEETING_DAYS:
            return {"date_end": Problem(_("A meeting ends after it began, and within a month: check the dates."))}
        return {}

    def points(self, around: Around) -> tuple[Point, ...]:
        """What is worth a question before they are published."""
        return points_of(self, around)


KIND = MeetingMinutes
