"""Proof of filing, and coming back with reference and access code."""

from datetime import UTC

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.people import actor_name
from consultations.asked import asked_form_of
from consultations.rendering import render_page
from core.address import address_of
from core.errors import NotFound
from core.language import say
from core.templatetags.portal import answer_lists, moment
from responses.forms import ReceiptForm
from responses.member_summary import codes_section, members_group
from responses.models import Response
from responses.pairs import Pair, pairs_of
from responses.permissions import grant, open_by_code, own_response_for, own_response_to_change
from responses.services.amend import answers_of, comments_of, start_amendment, withdraw
from responses.services.files import files_of
from responses.services.late import late_change_of
from responses.services.passages import marked_texts
from responses.services.submit import Receipt
from responses.states import ClaimState, ResponseState
from responses.summary import Group, sent_groups_of
from responses.views.cookies import code_to_show, forget_draft, show_code, show_member_codes, shows_member_codes
from responses.views.private import SeeOther, private_page


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def receipts(request: HttpRequest) -> HttpResponse:
    form = ReceiptForm(request.POST or None)
    sentence = ""
    if request.method == "POST" and form.is_valid():
        try:
            response = open_by_code(
                reference_typed=form.cleaned_data["reference"],
                code_typed=form.cleaned_data["code"],
                address=address_of(request),
            )
        except NotFound as wrong:
            sentence = say(wrong.sentence)
        else:
            answer = SeeOther(reverse("own-response", args=[response.reference]))
            grant(request, answer, reference=response.reference, access_code_hash=response.access_code_hash)
            return answer
    errors = [(f"id_{name}", str(sentences[0])) for name, sentences in form.errors.items()]
    if sentence:
        errors.append(("id_reference", sentence))
    context = {"receipt_form": form, "errors": errors, "csrf": get_token(request)}
    return render(request, "responses/receipts.html", context)


@private_page
@require_safe
def receipt(request: HttpRequest, reference: str) -> HttpResponse:
    response = own_response_for(request, reference)
    code = code_to_show(request, reference)
    form = asked_form_of(response.revision_id)
    late = late_change_of(reference) if timezone.now() >= form.closes_at else None
    fixed = {
        "timing": response.timing,
        "amended": response.edition > 1,
        "shows_code": bool(code),
        "late_change": late is not None,
        "of_a_team": response.team_id is not None,
    }
    assert response.submitted_at is not None
    words = {
        "reference": response.reference,
        "received": moment(response.submitted_at),
        "received_utc": f"{response.submitted_at.astimezone(UTC):%Y-%m-%d %H:%M:%S}",
        "edition": response.edition,
        "late_received": moment(late.submitted_at) if late else "",
        "code": code,
        "own": reverse("own-response", args=[reference]),
        "answers": answer_lists(sent_groups(response)),
        "pairs": both_sides(response),
        "member_codes": codes_section(response) if shows_member_codes(request, reference) else "",
    }
    variant = tuple(fixed.values())
    page = render_page(
        request, "responses/receipt.html", form, (), raw={}, asked=(), words=words, fixed=lambda: fixed, variant=variant
    )
    return HttpResponse(page)


@private_page
@require_POST
def amend(request: HttpRequest, reference: str) -> HttpResponse:
    draft = start_amendment(response=own_response_to_change(request, reference), by=request.user.pk)
    return SeeOther(reverse("draft", args=[draft.idempotency_key]))


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_response(request: HttpRequest, reference: str) -> HttpResponse:
    response = own_response_to_change(request, reference)
    if request.method == "POST":
        withdraw(response=response, by=actor_name(request.user.pk if response.team_id else None))
        return SeeOther(reverse("own-response", args=[reference]))
    if response.state != ResponseState.SUBMITTED:
        return SeeOther(reverse("own-response", args=[reference]))
    context = {"form": asked_form_of(response.revision_id), "response": response, "csrf": get_token(request)}
    return render(request, "responses/withdraw.html", context)


def to_receipt(request: HttpRequest, sent: Receipt) -> HttpResponse:
    """On to the receipt, in this browser: it may open the response, and see the access code for half an hour."""
    answer = SeeOther(reverse("receipt", args=[sent.reference]))
    if sent.team is None:
        grant(request, answer, reference=sent.reference, access_code_hash=sent.access_code_hash)
    if sent.code:
        show_code(request, answer, reference=sent.reference, code=sent.code)
    if sent.lists_members:
        show_member_codes(request, answer, reference=sent.reference)
    forget_draft(answer)
    return answer


def sent_pairs(response: Response) -> list[Pair]:
    """Texts with confidential passages beside what everyone can read; no query where nothing is marked."""
    if response.claim == ClaimState.NONE:
        return []
    form = asked_form_of(response.revision_id)
    return pairs_of(marked_texts(response, form.spec, form.texts), language=response.language)


def both_sides(response: Response) -> SafeString:
    """What is confidential beside what everyone can read, texts and files; nothing, and no query, where there is neither."""
    pairs, files = sent_pairs(response), files_of(response) if response.has_files else []
    if not pairs and not files:
        return mark_safe("")
    base = f"{reverse('own-response', args=[response.reference])}files/"
    return render_to_string("responses/_sent_pairs.html", {"pairs": pairs, "files": files, "base": base})


def sent_groups(response: Response) -> list[Group]:
    """What was sent, for its owner; one query, two where a draft text was put up."""
    form = asked_form_of(response.revision_id)
    answers, comments = answers_of(response, form.spec), comments_of(response, form.texts)
    profile, *rest = sent_groups_of(response, form, answers, comments)
    return [profile, *members_group(response), *rest]
