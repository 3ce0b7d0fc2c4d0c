"""The building of questionnaires, one page for each level. docs/questionnaires.md tells officers how."""

from consultations.admin.consultation import ConsultationAdmin
from consultations.admin.phase import PhaseAdmin
from consultations.admin.question import QuestionAdmin
from consultations.admin.section import SectionAdmin
from consultations.admin.text import DraftTextAdmin, TextVersionAdmin

__all__ = ["ConsultationAdmin", "DraftTextAdmin", "PhaseAdmin", "QuestionAdmin", "SectionAdmin", "TextVersionAdmin"]
