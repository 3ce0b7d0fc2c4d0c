"""Who may build questionnaires, and the getters of the building pages."""

from typing import TypeVar

from accounts.permissions import Person, can_edit_content, is_staff
from consultations.models import Consultation, DraftText, Paragraph, Phase, Question, Section, TextVersion
from core.errors import NotFound, Refused

Row = TypeVar("Row")
BUILDERS_ONLY = "Only Editors can change a questionnaire."


def can_build(user: Person) -> bool:
    return can_edit_content(user)


def can_look(user: Person) -> bool:
    return is_staff(user) and user.has_perm("consultations.view_consultation")


def consultation_to_build(user: Person, pk: int) -> Consultation:
    """Raises Refused for staff who may only look, NotFound for what does not exist."""
    _must_build(user)
    found: Consultation | None = Consultation.objects.filter(pk=pk).first()
    return _found(found)


def phase_to_build(user: Person, pk: int) -> Phase:
    _must_build(user)
    found: Phase | None = Phase.objects.select_related("consultation").filter(pk=pk).first()
    return _found(found)


def section_to_build(user: Person, pk: int) -> Section:
    _must_build(user)
    return _found(Section.objects.select_related("phase__consultation").filter(pk=pk).first())


def question_to_build(user: Person, pk: int) -> Question:
    _must_build(user)
    return _found(Question.objects.select_related("section__phase__consultation").filter(pk=pk).first())


def text_to_build(user: Person, pk: int) -> DraftText:
    _must_build(user)
    return _found(DraftText.objects.select_related("consultation").filter(pk=pk).first())


def version_to_build(user: Person, pk: int) -> TextVersion:
    _must_build(user)
    return _found(TextVersion.objects.select_related("text__consultation").filter(pk=pk).first())


def paragraph_to_build(user: Person, pk: int) -> Paragraph:
    _must_build(user)
    return _found(Paragraph.objects.select_related("version__text__consultation").filter(pk=pk).first())


def phase_to_look_at(user: Person, pk: int) -> Phase:
    if not can_look(user):
        raise NotFound()
    found: Phase | None = Phase.objects.select_related("consultation").filter(pk=pk).first()
    return _found(found)


def _must_build(user: Person) -> None:
    if not can_build(user):
        raise Refused(BUILDERS_ONLY)


def _found(row: Row | None) -> Row:
    if row is None:
        raise NotFound()
    return row
