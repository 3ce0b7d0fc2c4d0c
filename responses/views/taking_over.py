"""Taking over one's answers from an earlier phase: with the reference and the access code of the earlier response, which members
of the organisation that sent it do not need."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from core.address import address_of
from core.errors import NotFound, Refused
from core.language import say
from responses.forms import ReceiptForm
from responses.permissions import open_by_code
from responses.queries import earlier_of
from responses.services.take_over import take_over, taken_over
from responses.views.private import SeeOther, draft_and_form, private_page


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def take_over_page(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    found, form = draft_and_form(key, request.user.pk)
    theirs = earlier_of(found.team, form.consultation_slug, form.phase_number) if found.team else []
    for response in theirs:
        if request.method == "POST" and request.POST.get("of") == response.reference:
            take_over(key=key, response=response, by=request.user.pk)
            return SeeOther(reverse("draft-take-over", args=[key]))
    asked = ReceiptForm(request.POST or None)
    sentence = ""
    if request.method == "POST" and asked.is_valid():
        try:
            earlier = open_by_code(
                reference_typed=asked.cleaned_data["reference"],
                code_typed=asked.cleaned_data["code"],
                address=address_of(request),
            )
        except NotFound as wrong:
            sentence = say(wrong.sentence)
        else:
            try:
                take_over(key=key, response=earlier, by=request.user.pk)
            except Refused as refused:
                sentence = say(refused.sentence)
            else:
                return SeeOther(reverse("draft-take-over", args=[key]))
    errors = [(f"id_{name}", str(sentences[0])) for name, sentences in asked.errors.items()]
    if sentence:
        errors.append(("id_reference", sentence))
    context = {
        "form": form,
        "here": reverse("draft", args=[key]),
        "receipt_form": asked,
        "errors": errors,
        "done": taken_over(found),
        "theirs": theirs,
        "csrf": get_token(request),
    }
    return render(request, "responses/take_over.html", context)
