"""What is done to a consultation or a phase as a whole: a page that asks (GET), and the act (POST)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from consultations import permissions
from consultations.admin.base import Level, form_frozen_as_refusal, page_of, trail_of
from consultations.admin.fields import WindowForm, kept_seconds, short_window_warning, window_words
from consultations.admin.glance import ProblemLine, glance_at
from consultations.models import Phase
from consultations.services import forms as form_services
from consultations.services.order import move_question, move_section
from consultations.services.publish import archive_consultation, copy_questionnaire, move_window, publish_consultation
from core.admin import actor
from core.errors import PortalError


class NoForm(forms.Form):
    """An act that asks nothing but to be confirmed."""


class ReasonForm(forms.Form):
    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}), max_length=1000)


class CorrectionForm(ReasonForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = "What is wrong and what you will change. Everybody can read it."


class MoveWindowForm(WindowForm):
    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        max_length=1000,
        help_text="Kept in the audit trail.",
    )


class CopyForm(forms.Form):
    source = forms.ModelChoiceField(
        queryset=Phase.objects.none(),
        label="Copy from",
        empty_label="Choose a questionnaire",
        help_text="The original stays as it is.",
    )

    def __init__(self, *args: Any, target: Phase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Phase.objects.exclude(pk=target.pk).filter(sections__isnull=False).distinct()
        cast(Any, self.fields["source"]).queryset = others.select_related("consultation").order_by("-id")


@dataclass(frozen=True)
class ActPage:
    level: Level
    title: str
    button: str
    sentences: Sequence[str]
    form: forms.BaseForm
    problems: Sequence[ProblemLine] = field(default=())

    @property
    def trail(self) -> list[tuple[str, str]]:
        return trail_of(self.level)

    @property
    def back(self) -> str:
        return page_of(self.level)


def ask_or_act(request: HttpRequest, page: ActPage, act: Callable[[], object], done: str) -> HttpResponse:
    """GET asks. POST acts, or asks again with what stood in the way, under the status of that error."""
    status = 200
    if request.method == "POST" and page.form.is_valid():
        try:
            act()
        except PortalError as error:
            page.form.add_error(None, error.sentence)
            status = error.status
        else:
            messages.success(request, done)
            return redirect(page.back)
    context = {**admin.site.each_context(request), "page": page, "title": page.title, "media": page.form.media}
    return TemplateResponse(request, "admin/consultations/act.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    consultation = permissions.consultation_to_build(user_of(request), pk)
    phases = list(consultation.phases.all())
    problems = [problem for phase in phases for problem in glance_at(phase).problems]
    sentences = [
        "Everybody can then see the consultation. Its forms can be changed until they open; then they are frozen.",
        *(f"{phase.title}: {window_words(phase)}." for phase in phases),
        *(short_window_warning(phase.opens_at, phase.closes_at) for phase in phases),
    ]
    if problems:
        sentences.insert(0, "Mend these first:")
    page = ActPage(
        consultation, "Publish this consultation", "Publish the consultation", sentences, NoForm(posted(request)), problems
    )
    return ask_or_act(
        request,
        page,
        lambda: publish_consultation(consultation=consultation, by=actor(request)),
        "The consultation is published.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def archive(request: HttpRequest, pk: int) -> HttpResponse:
    consultation = permissions.consultation_to_build(user_of(request), pk)
    sentences = ["It stays readable for everybody and is listed under past consultations. This cannot be undone."]
    page = ActPage(consultation, "Archive this consultation", "Archive the consultation", sentences, NoForm(posted(request)))
    return ask_or_act(
        request, page, lambda: archive_consultation(consultation=consultation, by=actor(request)), "The consultation is archived."
    )


@require_http_methods(["GET", "HEAD", "POST"])
def publish_phase(request: HttpRequest, pk: int) -> HttpResponse:
    phase = permissions.phase_to_build(user_of(request), pk)
    problems = glance_at(phase).problems
    sentences = [f"The consultation is published already; this adds the phase to it: {window_words(phase)}."]
    page = ActPage(phase, "Publish this phase", "Publish the phase", sentences, NoForm(posted(request)), problems)
    return ask_or_act(
        request, page, lambda: form_services.first_revision(phase=phase, by=actor(request)), "The phase is published."
    )


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    phase = permissions.phase_to_build(user_of(request), pk)
    form = CorrectionForm(posted(request))
    sentences = [
        "You can then change the form here. People go on answering the form as it is until you publish the correction.",
        "Answers already sent keep the form they saw.",
    ]
    page = ActPage(phase, "Start a correction", "Start the correction", sentences, form)
    return ask_or_act(
        request,
        page,
        lambda: form_services.start_correction(phase=phase, by=actor(request), reason=form.cleaned_data["reason"]),
        "The correction is started: change the form, then publish the correction.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def publish_correction(request: HttpRequest, pk: int) -> HttpResponse:
    phase = permissions.phase_to_build(user_of(request), pk)
    sentences = [
        "From then on people answer the corrected form. Those in the middle of an answer are told that the form has changed.",
        f"The reason they read: “{phase.correction_reason}”",
    ]
    problems = glance_at(phase).problems
    page = ActPage(phase, "Publish the correction", "Publish the correction", sentences, NoForm(posted(request)), problems)
    return ask_or_act(
        request, page, lambda: form_services.publish_correction(phase=phase, by=actor(request)), "The corrected form is in force."
    )


@require_http_methods(["GET", "HEAD", "POST"])
def drop_correction(request: HttpRequest, pk: int) -> HttpResponse:
    phase = permissions.phase_to_build(user_of(request), pk)
    sentences = ["The form becomes again what people answer now. What you changed since the start of the correction is lost."]
    page = ActPage(phase, "Drop the correction", "Drop the correction", sentences, NoForm(posted(request)))
    return ask_or_act(
        request, page, lambda: form_services.drop_correction(phase=phase, by=actor(request)), "The correction is dropped."
    )


@require_http_methods(["GET", "HEAD", "POST"])
def window(request: HttpRequest, pk: int) -> HttpResponse:
    phase = permissions.phase_to_build(user_of(request), pk)
    form = MoveWindowForm(posted(request), instance=permissions.phase_to_build(user_of(request), pk))
    sentences = [f"Now: {window_words(phase)}.", "A phase that has opened keeps its opening; its closing can still be moved."]
    page = ActPage(phase, "Move the window", "Move the window", sentences, form)

    def act() -> None:
        cleaned = form.cleaned_data
        opens_at, closes_at = kept_seconds(phase.opens_at, cleaned["opens_at"]), cleaned["closes_at"]
        move_window(phase=phase, opens_at=opens_at, closes_at=closes_at, by=actor(request), reason=cleaned["reason"])
        if warning := short_window_warning(opens_at, closes_at):
            messages.warning(request, warning)

    return ask_or_act(request, page, act, "The window is moved.")


@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    phase = permissions.phase_to_build(user_of(request), pk)
    form = CopyForm(posted(request), target=phase)
    sentences = ["All its sections, questions, choices and conditions are copied into this phase, which must still be empty."]
    page = ActPage(phase, "Copy a questionnaire", "Copy it into this phase", sentences, form)

    def act() -> None:
        with form_frozen_as_refusal():
            copy_questionnaire(source=form.cleaned_data["source"], target=phase, by=actor(request))

    return ask_or_act(request, page, act, "The questionnaire is copied. Change here what differs.")


@require_POST
def move_section_view(request: HttpRequest, pk: int) -> HttpResponse:
    section = permissions.section_to_build(user_of(request), pk)
    _say_refusal(request, lambda: move_section(section=section, up=_up(request), by=actor(request)))
    return redirect(f"{page_of(section.phase)}#section-{pk}")


@require_POST
def move_question_view(request: HttpRequest, pk: int) -> HttpResponse:
    question = permissions.question_to_build(user_of(request), pk)
    _say_refusal(request, lambda: move_question(question=question, up=_up(request), by=actor(request)))
    return redirect(f"{page_of(question.section.phase)}#question-{pk}")


def user_of(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # admin_view lets nobody else through
    return request.user


def posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _up(request: HttpRequest) -> bool:
    return request.POST.get("direction") == "up"


def _say_refusal(request: HttpRequest, act: Callable[[], object]) -> None:
    try:
        with form_frozen_as_refusal():
            act()
    except PortalError as refused:
        messages.error(request, refused.sentence)
