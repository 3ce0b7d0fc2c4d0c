"""“Accept this late change”: an officer puts a change that came after the closing in the place of what was sent in time."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from accounts.permissions import can_moderate
from core.admin import actor
from core.asking import AskPage, ask
from core.errors import NotFound
from moderation.permissions import response_for
from responses.services.late import accept_late_change
from responses.states import ResponseState


class AcceptForm(forms.Form):
    reason = forms.CharField(
        label="Why it is accepted",
        max_length=500,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text="For example: the portal was down in the last hour. Kept in the audit trail.",
    )


def accept_late(request: HttpRequest, pk: int) -> HttpResponse:
    if not can_moderate(request.user):
        raise PermissionDenied
    response = response_for(request.user, str(pk))
    if response.state != ResponseState.BESIDE:
        raise NotFound()
    here = reverse("admin:responses_response_change", args=[pk])
    queue = reverse("admin:responses_response_changelist")
    sentences = [
        "The change takes the place of the edition that was sent in time, which stays readable here as replaced. It is marked as "
        "late, by permission, and waits for moderation like any other.",
        "If the edition sent in time was published, it leaves the public record.",
    ]
    form = AcceptForm(request.POST if request.method == "POST" else None)
    trail = [("Responses", queue), (response.reference, here)]
    page = AskPage("Accept this late change", "Accept it", sentences, form, here, trail)

    def act() -> tuple[str, str]:
        accept_late_change(response_id=response.pk, by=actor(request), **form.cleaned_data)
        return here, f"The late change of {response.reference} was accepted. Now decide on the response."

    return ask(request, page, act)
