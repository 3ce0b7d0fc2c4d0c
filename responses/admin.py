"""Invitations: who was invited, who has opened, drafted and filed; adding many, sending, revoking."""

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import CharField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from consultations.admin.fields import StatedTimeField
from consultations.models import Phase
from core.admin import ReadOnlyAdmin, actor
from core.asking import AskPage, ask
from core.errors import PortalError
from core.mail.states import MailState
from core.models import OutgoingMail
from core.translated import SOURCE
from core.translations import languages
from responses.models import Invitation, Response
from responses.services.invitations import KIND, codes_to_hand_over, invite_many, revoke_invitation, send_invitations
from responses.states import InvitationKind, InvitationState, ResponseState

MOST_SHOWN = 20  # codes at once: they are read off the screen


class InviteForm(forms.Form):
    phase = forms.ModelChoiceField(queryset=Phase.objects.none(), label="Consultation and phase", empty_label="Choose a phase")
    kind = forms.ChoiceField(label="What for", choices=InvitationKind.choices)
    expires_at = StatedTimeField(label="The code ends")
    language = forms.ChoiceField(label="Language of the mail", initial=SOURCE, required=False)
    lines = forms.CharField(
        label="Who",
        widget=forms.Textarea(attrs={"rows": 10, "class": "vLargeTextField"}),
        max_length=200_000,
        help_text="One per line: “Name, address”, “Name <address>”, an address, or a name alone (hand its code over yourself).",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        public = Phase.objects.public().select_related("consultation").order_by("-opens_at")
        cast(Any, self.fields["phase"]).queryset = public
        as_before = ("", "That of the last response from the same address, else English")
        cast(Any, self.fields["language"]).choices = [*languages().items(), as_before]


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    list_display = ["name", "email", "phase", "kind", "language", "progress", "mailed", "expires_at"]
    list_filter = ["kind", "state"]
    list_select_related = ["phase__consultation"]
    search_fields = ["name", "=email"]
    search_help_text = "Words of the name, or a whole address."
    show_full_result_count = False
    list_per_page = 100
    actions = ["send_selected", "show_codes", "revoke_selected"]
    fields = ["name", "email", "phase", "kind", "language", "state", "expires_at", "opened_at", "made_by", "made_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("responses.add_invitation"))

    def has_invite_permission(self, request: HttpRequest) -> bool:
        return self.has_add_permission(request)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Invitation]:
        """With what became of each, read from the drafts and responses that name it."""
        mails = OutgoingMail.objects.filter(kind=KIND, key__startswith=Cast(OuterRef("uuid"), CharField()))
        linked = Response.objects.filter(invitation=OuterRef("pk"))
        rows: QuerySet[Invitation] = super().get_queryset(request)
        return rows.annotate(
            drafted=Exists(linked.filter(state=ResponseState.DRAFT)),
            filed=Exists(linked.exclude(state__in=[ResponseState.DRAFT, ResponseState.WITHDRAWN])),
            mail_state=mails.order_by("-id").values("state")[:1],
        )

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        back = reverse("admin:responses_invitation_changelist")
        form = InviteForm(request.POST if request.method == "POST" else None)
        sentences = ["Nothing is mailed yet: look through the list, tick those to be invited and choose “Send by mail”."]
        page = AskPage("Invite", "Add these", sentences, form, back, [("Invitations", back)])

        def act() -> tuple[str, str]:
            invited = invite_many(by=actor(request), **form.cleaned_data)
            for sentence in invited.passed_over[:20]:
                messages.warning(request, sentence)
            return back, f"{invited.made} invitation{'' if invited.made == 1 else 's'} added."

        return ask(request, page, act)

    @admin.display(description="so far")
    def progress(self, invitation: Any) -> str:
        if invitation.filed:
            return "Filed"
        if invitation.state == InvitationState.REVOKED:
            return "Revoked"
        if invitation.drafted:
            return "Draft begun"
        if invitation.expires_at <= timezone.now():
            return "Ended"
        return "Opened" if invitation.opened_at else "Not opened"

    @admin.display(description="mail")
    def mailed(self, invitation: Any) -> str:
        return dict(MailState.choices).get(invitation.mail_state, "–")

    @admin.action(description="Send by mail (again)", permissions=["invite"])
    def send_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        count = send_invitations(ids=list(queryset.values_list("pk", flat=True)), by=actor(request))
        messages.success(request, f"{count} mail{'' if count == 1 else 's'} put into the outbox.")

    @admin.action(description="Show the codes, to hand them over", permissions=["invite"])
    def show_codes(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for name, code in codes_to_hand_over(ids=list(queryset.values_list("pk", flat=True)[:MOST_SHOWN]), by=actor(request)):
            messages.info(request, f"{name}: {code}")

    @admin.action(description="Revoke", permissions=["invite"])
    def revoke_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for pk in queryset.values_list("pk", flat=True):
            try:
                revoke_invitation(invitation_id=pk, by=actor(request))
            except PortalError as error:
                messages.warning(request, error.sentence)
            else:
                messages.success(request, "Its code opens nothing more.")
