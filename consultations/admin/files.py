"""A questionnaire as a file: loaded into an empty phase, saved from any."""

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from consultations import permissions
from consultations.admin.acts import ActPage, ask_or_act, posted, user_of
from consultations.admin.base import form_frozen_as_refusal
from consultations.compiling import compile_form
from consultations.services.load_form import load_form
from core.admin import actor

LARGEST_FILE = 1_000_000  # bytes; a form of two hundred questions is a tenth of it


class FileForm(forms.Form):
    file = forms.FileField(
        label="File", help_text="JSON, as “Save the questionnaire as a file” writes it. docs/questionnaires.md describes it."
    )

    def clean_file(self) -> Mapping[str, Any]:
        """The questionnaire in the file; whether it can be asked is for the service to say."""
        file = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_FILE:
            raise ValidationError(f"This file is larger than {LARGEST_FILE:,} bytes: no questionnaire is.")
        try:
            form = json.loads(file.read())
        except (ValueError, RecursionError) as error:
            raise ValidationError("This file cannot be read as JSON.") from error
        if not isinstance(form, dict):
            raise ValidationError("This file holds no questionnaire: it must begin with a brace and name its sections.")
        return form


@require_http_methods(["GET", "HEAD", "POST"])
def load(request: HttpRequest, pk: int) -> HttpResponse:
    phase = permissions.phase_to_build(user_of(request), pk)
    form = FileForm(posted(request), request.FILES or None)
    sentences = ["All sections, questions, choices and conditions of the file are written into this phase, which must be empty."]
    page = ActPage(phase, "Load a questionnaire from a file", "Load it into this phase", sentences, form)

    def act() -> None:
        with form_frozen_as_refusal():
            load_form(phase=phase, form=form.cleaned_data["file"], by=actor(request))

    return ask_or_act(request, page, act, "The questionnaire is loaded. Look at it before you publish.")


@require_safe
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """The form as the rows say now."""
    phase = permissions.phase_to_look_at(user_of(request), pk)
    text = json.dumps(compile_form(phase).to_json(), ensure_ascii=False, indent=2)
    name = f"{phase.consultation.slug}-{phase.number}.json"
    return HttpResponse(
        text, content_type="application/json; charset=utf-8", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
