"""The preview beside a question's form: what is typed there, as respondents will see it. Nothing is written."""

from collections.abc import Iterator
from dataclasses import replace

from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST

from consultations import permissions
from consultations.admin.acts import user_of
from consultations.admin.question_forms import QuestionForm
from consultations.compiling import compile_question
from consultations.models import Choice, Question, Section
from consultations.rendering import preview_section
from consultations.spec import QuestionSpec, SectionSpec

KEY = "live-preview"  # hyphens: its ids are those of no input of the form beside it
MOST_CHOICES = 200
LONGEST_ORDER = 5


@require_POST
def preview_question(request: HttpRequest, pk: int) -> HttpResponse:
    """``pk``: the section. The posted form of a question, saved or not, finished or not."""
    section = permissions.section_to_build(user_of(request), pk)
    spec = typed_question(section, request.POST)
    page = preview_section(SectionSpec(section.key, section.title, questions=(spec,))) if spec else ""
    return TemplateResponse(request, "admin/consultations/_live_preview.html", {"question": page})


def typed_question(section: Section, posted: QueryDict) -> QuestionSpec | None:
    """None while kind or text is missing. What cannot be saved yet is left out of the question."""
    form = QuestionForm({**posted.dict(), "section": section.pk}, instance=Question(section=section))
    form.is_valid()
    question = form.instance
    if not (question.text and form.cleaned_data.get("kind")):
        return None
    return replace(compile_question(question, section, choices=_typed_choices(posted), conditions=()), key=KEY)


def _typed_choices(posted: QueryDict) -> list[Choice]:
    """In the order they will have: by number, those without one at the end."""
    return sorted(_lines(posted), key=lambda choice: choice.order)


def _lines(posted: QueryDict) -> Iterator[Choice]:
    for number in range(MOST_CHOICES):
        label = posted.get(f"choices-{number}-label")
        if label is None:
            return
        if label.strip() and f"choices-{number}-DELETE" not in posted:
            order = posted.get(f"choices-{number}-order", "").strip()
            place = int(order) if order.isdecimal() and len(order) <= LONGEST_ORDER else 10**LONGEST_ORDER
            yield Choice(key=f"choice-{number}", label=label.replace("\0", ""), order=place)
