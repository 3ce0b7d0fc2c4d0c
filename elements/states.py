"""Kinds, statuses and precisions. Each knows its word, its icon and its CSS class."""

from django.db import models


class Precision(models.TextChoices):
    """How much of a date is known. A month is stored as its first day, and so on; ``open`` has no date."""

    DAY = "day", "Day"
    MONTH = "month", "Month"
    QUARTER = "quarter", "Quarter"
    YEAR = "year", "Year"
    OPEN = "open", "Date not set"


class Status(models.TextChoices):
    DONE = "done", "Done"
    PLANNED = "planned", "Planned"
    SUPERSEDED = "superseded", "Superseded"
    UNKNOWN = "unknown", "Not confirmed"

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
            "done": "It has happened.",
            "planned": "It is planned and has not been seen to happen.",
            "superseded": "It no longer holds: something later took its place.",
            "unknown": "No source was found that says whether or when it happened.",
        }[self.value]

    @property
    def may_come(self) -> bool:
        """Whether something with this status can still lie ahead."""
        return self in (Status.PLANNED, Status.UNKNOWN)


class MilestoneKind(models.TextChoices):
    INSTITUTION = "institution", "Institution set up"
    ENDORSEMENT = "endorsement", "Endorsement"
    CONTEXT = "context", "Related step"
    TARGET = "target", "Target or plan"
    STATEMENT = "statement", "Statement"
    PUBLICATION = "publication", "Publication"
    LAUNCH = "launch", "Launch of talks"
    DIALOGUE = "dialogue", "Dialogue with stakeholders"
    ROUND = "negotiation_round", "Negotiating round"
    PROGRESS = "progress", "Progress meeting"
    SUBSTANTIAL = "substantial_conclusion", "Substantial conclusion"
    ACCESSION = "accession", "New member"
    CONCLUSION = "conclusion", "Conclusion of talks"
    SIGNING = "signing", "Signing"


class InstrumentStatus(models.TextChoices):
    PREPARED = "in preparation", "In preparation"
    SIGNED = "signed", "Signed"
    ADOPTED = "adopted", "Adopted"
    APPROVED = "approved", "Approved"
    ENDORSED = "endorsed", "Endorsed"
    LAUNCHED = "launched", "Launched"
    OPERATING = "in operation", "In operation"

    @property
    def icon(self) -> str:
        return "planned" if self is InstrumentStatus.PREPARED else "done"

    @property
    def tone(self) -> str:
        return "now" if self is InstrumentStatus.PREPARED else "good"


class SourceKind(models.TextChoices):
    OFFICIAL_TEXT = "official_text", "Official text"
    OFFICIAL_PAGE = "official_page", "Official page"
    OFFICIAL_SPEECH = "official_speech", "Official speech or statement"
    GOVERNMENT = "government", "Government page"
    ARTICLE = "article", "Article by ASEAN"
    PRESS = "press", "Press"
    PRESS_COPY = "press_copy", "Copy of a press text"
    THINK_TANK = "think_tank", "Think tank"
    ACADEMIC = "academic", "Academic work"
    LAW_FIRM = "law_firm", "Law firm"
    CIVIL_SOCIETY = "civil_society", "Civil society"
    BLOG = "blog", "Blog"
    SECONDARY = "secondary", "Secondary literature"
    NOTE = "repository_note", "Note in a public repository"
    GENERAL = "general_knowledge", "General knowledge"


class Reliability(models.TextChoices):
    PRIMARY = "primary", "Primary source"
    HIGH = "high", "High"
    MEDIUM = "medium", "Medium"
    LOW = "low", "Low"
    UNVERIFIED = "unverified", "Not checked"

    @property
    def is_weak(self) -> bool:
        return self in (Reliability.LOW, Reliability.UNVERIFIED)
