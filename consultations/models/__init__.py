from consultations.models.consultation import Consultation, Phase
from consultations.models.questionnaire import Choice, Condition, FormRevision, Question, Section
from consultations.models.text import DraftText, Lineage, Paragraph, PhaseText, TextVersion

__all__ = [
    "Choice",
    "Condition",
    "Consultation",
    "DraftText",
    "FormRevision",
    "Lineage",
    "Paragraph",
    "Phase",
    "PhaseText",
    "Question",
    "Section",
    "TextVersion",
]
