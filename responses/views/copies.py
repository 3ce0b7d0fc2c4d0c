"""The receipt to keep: as accessible PDF, and as JSON. Whoever may open the receipt page may have these."""

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from consultations.asked import asked_form_of
from consultations.queries import AskedForm
from responses.models import Response
from responses.permissions import own_response_for
from responses.receipt_json import receipt_json
from responses.receipt_pdf import receipt_pdf
from responses.services.amend import answers_of, comments_of
from responses.views.private import private_page
from responses.views.receipts import sent_groups


@private_page
@require_safe
def receipt_as_json(request: HttpRequest, reference: str) -> HttpResponse:
    response = own_response_for(request, reference)
    form = asked_form_of(response.revision_id)
    copy = _copy(response, form)
    body = json.dumps(copy, ensure_ascii=False, indent=2) + "\n"
    return _file(HttpResponse(body, content_type="application/json"), f"receipt-{reference}.json")


@private_page
@require_safe
def receipt_as_pdf(request: HttpRequest, reference: str) -> HttpResponse:
    response = own_response_for(request, reference)
    form = asked_form_of(response.revision_id)
    pdf = receipt_pdf(response=response, form=form, groups=sent_groups(response), sha256=_copy(response, form)["sha256"])
    return _file(HttpResponse(pdf, content_type="application/pdf"), f"receipt-{reference}.pdf")


def _copy(response: Response, form: AskedForm) -> dict[str, Any]:
    answers, comments = answers_of(response, form.spec), comments_of(response, form.texts)
    with override(settings.LANGUAGE_CODE):  # what is hashed does not change with the language of the page
        base = asked_form_of(response.revision_id)
    zone = settings.STATED_TIME_ZONE
    return receipt_json(response=response, form=base, answers=answers, comments=comments, zone=zone, shown=form)


def _file(answer: HttpResponse, name: str) -> HttpResponse:
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
