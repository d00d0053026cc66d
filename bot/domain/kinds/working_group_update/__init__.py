"""What a working group is at: one ordinary sentence is the update. (DOMAIN.md F20, F21; DIALOGUES.md 2)"""

from __future__ import annotations

import datetime as dt

from bot.domain.contribution import Command, Contribution
from bot.domain.fields import ChamberCode, Problem, ask, contribution
from bot.domain.i18n import mark as _
from bot.domain.i18n import nmark

LONGEST_NAME, LONGEST_NEWS = 150, 4000


@contribution
class WorkingGroupUpdate(Contribution):
    """One piece of news of one group."""

    kind = "working_group_update"
    prefix = "GT"
    noun = _("Update")
    named = _("news of a working group")
    counted = nmark("{n} update", "{n} updates")
    proposal = _("Give news of a working group")
    section = _("Working groups")
    rank = 20
    filed_as = "file_update"
    life = "group"
    default_topics = ("mutualisation",)
    command = Command(french="gt", english="group", example=_("GT Observation: the survey went out to the 18 chambers, 7 answers so far"))
    read_as = "news"
    said = (
        "nouvelles", "des nouvelles", "quelques nouvelles", "news", "update", "an update", "point", "petit point", "point d'étape",
        "point d'avancement", "avancement", "avancée", "avancées", "info", "infos", "information", "maj", "mise à jour", "du nouveau",
        "quoi de neuf", "du neuf", "actu", "actus", "actualités", "bilan d'étape", "état d'avancement", "retour", "flash",
    )  # fmt: skip

    working_group: str = ask(
        _("Working group"),
        limit=LONGEST_NAME,
        shape="group",
        labels=("groupe de travail", "gt", "working group"),
        inferred="group",
        lead=True,
    )
    outcome: str = ask(_("What is new"), limit=LONGEST_NEWS, shape="news", labels=("avancée", "nouvelle", "news", "what is new"))
    date: dt.date | None = ask(_("Date"), labels=("date",), inferred="today", default=None)
    document: str = ask(_("Document"), limit=300, labels=("document", "pièce jointe"), default="")
    delegated_to: ChamberCode = ask(
        _("Delegated to"),
        labels=("délégué à", "delegated to"),
        cues=("missionnée", "mandatée", "chargée de", "déléguée à", "délégué à", "confiée à", "confié à", "entrusted to"),
        default=ChamberCode(""),
    )

    def problems(self, today: dt.date) -> dict[str, Problem]:
        """A text that is longer than its field takes: what was said without a form is not cut, but told so."""
        too_long = {
            name: Problem(_("At most {limit} characters: this has {count}."), {"limit": limit, "count": len(getattr(self, name))})
            for name, limit in (("working_group", LONGEST_NAME), ("outcome", LONGEST_NEWS))
            if len(getattr(self, name)) > limit
        }
        return super().problems(today) | too_long


KIND = WorkingGroupUpdate
