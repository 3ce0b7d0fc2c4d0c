"""The receipt to keep: as accessible PDF, and as JSON. Whoever may open the receipt page may have these."""

import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from consultations.asked import asked_form_of
from responses.permissions import own_response_for
from responses.receipt_json import receipt_json
from responses.receipt_pdf import receipt_pdf
from responses.services.amend import answers_of
from responses.summary import sent_groups_of
from responses.views.private import private_page


@private_page
@require_GET
def receipt_as_json(request: HttpRequest, reference: str) -> HttpResponse:
    response = own_response_for(request, reference)
    form = asked_form_of(response.revision_id)
    answers = answers_of(response, form.spec)
    copy = receipt_json(response=response, form=form, answers=answers, zone=settings.STATED_TIME_ZONE)
    body = json.dumps(copy, ensure_ascii=False, indent=2) + "\n"
    return _file(HttpResponse(body, content_type="application/json"), f"receipt-{reference}.json")


@private_page
@require_GET
def receipt_as_pdf(request: HttpRequest, reference: str) -> HttpResponse:
    response = own_response_for(request, reference)
    form = asked_form_of(response.revision_id)
    answers = answers_of(response, form.spec)
    sha256 = receipt_json(response=response, form=form, answers=answers, zone=settings.STATED_TIME_ZONE)["sha256"]
    pdf = receipt_pdf(response=response, form=form, groups=sent_groups_of(response, form, answers), sha256=sha256)
    return _file(HttpResponse(pdf, content_type="application/pdf"), f"receipt-{reference}.pdf")


def _file(answer: HttpResponse, name: str) -> HttpResponse:
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
