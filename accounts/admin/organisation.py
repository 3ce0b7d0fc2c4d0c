"""Organisations in the admin: the queue of those that asked to be verified, and the delegations of member states."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Case, When
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from accounts.models import Organisation
from accounts.services.invitations import invite
from accounts.services.organisations import decide_verification, make_delegation
from accounts.states import VERIFICATION, MemberRole, Verification
from core.admin import AuditedAdmin
from core.places import MEMBER_STATES
from core.text import clean_text

SHOWN = ["name", "kind", "country", "sector", "size", "website", "register_number", "verification", "verification_note", "people"]


class VerificationForm(forms.ModelForm[Organisation]):
    decision = forms.ChoiceField(
        choices=[("", "Leave it as it is"), ("verify", "Verify"), ("refuse", "Refuse")], required=False, label="Your decision"
    )
    note = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=1000,
        help_text="How you checked, or why you refuse. The leads of the organisation read it.",
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Organisation
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self.instance.verification

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        act = cleaned.get("decision")
        if not act:
            return cleaned
        cleaned["note"] = clean_text(cleaned.get("note", ""))
        if not cleaned["note"]:
            self.add_error("note", "Write how you checked, or why you refuse: its leads read it.")
        if self.instance.is_delegation:
            self.add_error("decision", "A delegation is verified by being made.")
        elif cleaned.get("seen") != self.instance.verification:
            self.add_error("decision", "Someone else changed this a moment ago. Look at it again.")
        elif not VERIFICATION.may(act, self.instance.verification):
            self.add_error("decision", f"This is not possible: it is “{self.instance.get_verification_display()}”.")
        return cleaned


class DelegationForm(forms.ModelForm[Organisation]):
    country = forms.ChoiceField(label="Member state", choices=MEMBER_STATES)
    focal_point = forms.EmailField(
        label="E-mail address of the focal point", help_text="Gets an invitation to lead the delegation."
    )
    ministry = forms.CharField(max_length=150, required=False)

    class Meta:
        model = Organisation
        fields = ["country", "name"]
        help_texts = {"name": "For example: Delegation of Cambodia."}

    def clean_country(self) -> str:
        country = str(self.cleaned_data["country"])
        if Organisation.objects.filter(is_delegation=True, country=country).exists():
            raise forms.ValidationError("This member state has its delegation already.")
        return country


@admin.register(Organisation)
class OrganisationAdmin(AuditedAdmin):
    """Adding makes a delegation; changing decides on a verification. All else is for the members."""

    list_display = ["name", "kind", "country", "verification", "is_delegation", "created_at"]
    list_filter = ["verification", "is_delegation"]
    search_fields = ["name", "register_number"]

    def get_queryset(self, request: HttpRequest) -> Any:
        """Those that wait for a decision first."""
        waiting = Case(When(verification=Verification.ASKED, then=0), default=1)
        return super().get_queryset(request).order_by(waiting, "name", "pk")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return super().get_form(request, obj, change, form=VerificationForm if obj else DelegationForm, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return [(None, {"fields": ["country", "name", "focal_point", "ministry"]})]
        decision = [("Decide", {"fields": ["decision", "note", "seen"]})] if self.has_change_permission(request, obj) else []
        return [(None, {"fields": SHOWN}), *decision]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return SHOWN if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        said = form.cleaned_data
        if not change:
            made = make_delegation(country=said["country"], name=said["name"], by=request.user.get_username())
            obj.__dict__.update(made.__dict__)
            invite(
                organisation=made,
                email=said["focal_point"],
                role=MemberRole.LEAD,
                unit=said["ministry"],
                by=None,
                site=request.build_absolute_uri("/")[:-1],
            )
        elif said["decision"]:
            by = request.user.get_username()
            decide_verification(organisation=obj, act=said["decision"], note=said["note"], by=by, seen=said["seen"])

    @admin.display(description="People")
    def people(self, organisation: Organisation) -> SafeString:
        rows = organisation.memberships.select_related("user")
        lines = format_html_join("", "<li>{} – {} {}</li>", ((one.user, one.get_role_display(), one.unit) for one in rows))
        return format_html("<ul>{}</ul>", lines)
