from consultations.models.consultation import Consultation, Phase
from consultations.models.questionnaire import Choice, Condition, FormRevision, Question, Section

__all__ = ["Choice", "Condition", "Consultation", "FormRevision", "Phase", "Question", "Section"]
