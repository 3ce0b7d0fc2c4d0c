"""Kinds, statuses and precisions. Each knows its word, its icon and its CSS class."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class Precision(models.TextChoices):
    """How much of a date is known. A month is stored as its first day, and so on; ``open`` has no date."""

    DAY = "day", _("Day")
    MONTH = "month", _("Month")
    QUARTER = "quarter", _("Quarter")
    YEAR = "year", _("Year")
    OPEN = "open", _("Date not set")


class Status(models.TextChoices):
    DONE = "done", _("Done")
    PLANNED = "planned", _("Planned")
    SUPERSEDED = "superseded", _("Superseded")
    UNKNOWN = "unknown", _("Not confirmed")

    @property
    def icon(self) -> str:
        return self.value  # core.icons names one icon per status

    @property
    def tone(self) -> str:
        """The colour of ``components/status_tag.html``."""
        return {"done": "good", "planned": "now", "superseded": "plain", "unknown": "wait"}[self.value]

    @property
    def css(self) -> str:
        return f"is-{self.value}"

    @property
    def sentence(self) -> str:
        return {
            "done": gettext("It has happened."),
            "planned": gettext("It is planned and has not been seen to happen."),
            "superseded": gettext("It no longer holds: something later took its place."),
            "unknown": gettext("No source was found that says whether or when it happened."),
        }[self.value]

    @property
    def may_come(self) -> bool:
        """Whether something with this status can still lie ahead."""
        return self in (Status.PLANNED, Status.UNKNOWN)


class MilestoneKind(models.TextChoices):
    INSTITUTION = "institution", _("Institution set up")
    ENDORSEMENT = "endorsement", _("Endorsement")
    CONTEXT = "context", _("Related step")
    TARGET = "target", _("Target or plan")
    STATEMENT = "statement", _("Statement")
    PUBLICATION = "publication", _("Publication")
    LAUNCH = "launch", _("Launch of talks")
    DIALOGUE = "dialogue", _("Dialogue with stakeholders")
    ROUND = "negotiation_round", _("Negotiating round")
    PROGRESS = "progress", _("Progress meeting")
    SUBSTANTIAL = "substantial_conclusion", _("Substantial conclusion")
    ACCESSION = "accession", _("New member")
    CONCLUSION = "conclusion", _("Conclusion of talks")
    SIGNING = "signing", _("Signing")


class InstrumentStatus(models.TextChoices):
    PREPARED = "in preparation", _("In preparation")
    SIGNED = "signed", _("Signed")
    ADOPTED = "adopted", _("Adopted")
    APPROVED = "approved", _("Approved")
    ENDORSED = "endorsed", _("Endorsed")
    LAUNCHED = "launched", _("Launched")
    OPERATING = "in operation", _("In operation")

    @property
    def icon(self) -> str:
        return "planned" if self is InstrumentStatus.PREPARED else "done"

    @property
    def tone(self) -> str:
        return "now" if self is InstrumentStatus.PREPARED else "good"


class SourceKind(models.TextChoices):
    OFFICIAL_TEXT = "official_text", _("Official text")
    OFFICIAL_PAGE = "official_page", _("Official page")
    OFFICIAL_SPEECH = "official_speech", _("Official speech or statement")
    GOVERNMENT = "government", _("Government page")
    ARTICLE = "article", _("Article by ASEAN")
    PRESS = "press", _("Press")
    PRESS_COPY = "press_copy", _("Copy of a press text")
    THINK_TANK = "think_tank", _("Think tank")
    ACADEMIC = "academic", _("Academic work")
    LAW_FIRM = "law_firm", _("Law firm")
    CIVIL_SOCIETY = "civil_society", _("Civil society")
    BLOG = "blog", _("Blog")
    SECONDARY = "secondary", _("Secondary literature")
    NOTE = "repository_note", _("Note in a public repository")
    GENERAL = "general_knowledge", _("General knowledge")


class Reliability(models.TextChoices):
    PRIMARY = "primary", _("Primary source")
    HIGH = "high", _("High")
    MEDIUM = "medium", _("Medium")
    LOW = "low", _("Low")
    UNVERIFIED = "unverified", _("Not checked")

    @property
    def is_weak(self) -> bool:
        return self in (Reliability.LOW, Reliability.UNVERIFIED)
