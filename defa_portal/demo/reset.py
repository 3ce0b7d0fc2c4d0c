"""Taking example data out again. The guards of real evidence are lifted while rows marked as examples are deleted."""

import pgtrigger
from django.db import transaction

from consultations.models import (
    Choice,
    Condition,
    Consultation,
    FormRevision,
    Lineage,
    Paragraph,
    Phase,
    PhaseText,
    Question,
    Section,
    TextVersion,
)
from moderation.models import Decision, PublishedResponse, RespondentCount, Tally
from responses.models import ParagraphComment, RepresentedMember, Response, Statement

GUARDS = (
    "moderation.Decision:append_only",
    "responses.Response:sent_is_unaltered",
    "responses.Response:sent_is_kept",
    "responses.Statement:never_changed",
    "responses.RepresentedMember:never_changed",
    "responses.ConfidentialPassage:never_changed",
    "responses.Attachment:sent_is_unaltered",
    "responses.Attachment:sent_is_kept",
    "consultations.FormRevision:frozen_revision",
    "consultations.Section:frozen_form",
    "consultations.Question:frozen_form",
    "consultations.Choice:frozen_form",
    "consultations.Condition:frozen_form",
    "responses.ParagraphComment:never_changed",
    "consultations.PhaseText:fits_its_phase",
    "consultations.TextVersion:frozen_version",
    "consultations.Paragraph:frozen_version",
    "consultations.Lineage:frozen_version",
)


@transaction.atomic
def remove_examples() -> int:
    """Delete every example consultation with all that hangs on it; returns how many responses went. The audit trail stays."""
    phases = Phase.objects.filter(consultation__is_example=True)
    responses = Response.objects.filter(phase__in=phases)
    with pgtrigger.ignore(*GUARDS):
        PublishedResponse.objects.filter(phase__in=phases).delete()
        Tally.objects.filter(phase__in=phases).delete()
        RespondentCount.objects.filter(phase__in=phases).delete()
        Decision.objects.filter(response_id__in=responses.values("pk")).delete()
        ParagraphComment.objects.filter(statement__response__in=responses).delete()
        Statement.objects.filter(response__in=responses).delete()
        RepresentedMember.objects.filter(response__in=responses).delete()
        responses.update(supersedes=None)
        deleted = responses.delete()[0]
        FormRevision.objects.filter(phase__in=phases).delete()
        PhaseText.objects.filter(phase__in=phases).delete()
        versions = TextVersion.objects.filter(text__consultation__is_example=True)
        Lineage.objects.filter(version__in=versions).delete()
        Paragraph.objects.filter(version__in=versions).delete()
        versions.delete()
        Condition.objects.filter(depends_on__section__phase__in=phases).delete()
        Choice.objects.filter(question__section__phase__in=phases).delete()
        Question.objects.filter(section__phase__in=phases).delete()
        Section.objects.filter(phase__in=phases).delete()
        Consultation.objects.filter(is_example=True).delete()
    return deleted
