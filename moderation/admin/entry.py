"""“Enter a response”: what came on paper or by e-mail goes through the same pages as all others."""

from typing import Any, cast

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from accounts.permissions import can_moderate
from consultations.models import Phase
from core.admin import actor
from core.asking import AskPage, ask
from responses.languages import LANGUAGES, UNKNOWN
from responses.services.entry import start_entry
from responses.states import Channel


class EntryForm(forms.Form):
    phase = forms.ModelChoiceField(queryset=Phase.objects.none(), label="Consultation and phase", empty_label="Choose a phase")
    channel = forms.ChoiceField(
        label="How it was received", choices=[(one.value, one.label) for one in (Channel.PAPER, Channel.EMAIL)]
    )
    received_on = forms.DateField(
        label="Day of receipt",
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"placeholder": "2027-03-31", "class": "vDateField"}),
        help_text="Year-month-day, in the zone the portal states. It decides whether the response is on time.",
    )
    language = forms.ChoiceField(
        label="Language it is written in",
        choices=[("", "Choose one"), (UNKNOWN, "Several, or unclear"), *((tag, str(name)) for tag, name in LANGUAGES[1:])],
        help_text="It can be changed on the page “About you” until the response is sent.",
    )
    reason = forms.CharField(
        label="What the day is taken from",
        max_length=500,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text="For example: stamp of the registry, date of the e-mail. Kept with the response and in the audit trail.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        public = Phase.objects.public().select_related("consultation").order_by("-opens_at")
        cast(Any, self.fields["phase"]).queryset = public


def enter(request: HttpRequest) -> HttpResponse:
    if not can_moderate(request.user):
        raise PermissionDenied
    queue = reverse("admin:responses_response_changelist")
    form = EntryForm(request.POST if request.method == "POST" else None)
    sentences = [
        "You then fill in the same pages as everybody, word by word, and send. The response is marked with how it was received "
        "and with your name. Pass on the reference and the access code of the receipt: with them its owner can open it.",
    ]
    page = AskPage("Enter a response", "Start entering it", sentences, form, queue, [("Responses", queue)])

    def act() -> tuple[str, str]:
        draft = start_entry(by=actor(request), **form.cleaned_data)
        return reverse("draft", args=[draft.idempotency_key]), "The draft is started."

    return ask(request, page, act)
