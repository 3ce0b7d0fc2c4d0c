"""Staff accounts in the admin: roles are given here, by Administrators; what a role may do is declared in code."""

from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from accounts.models import User
from accounts.permissions import can_change_account
from core.admin import AuditedAdmin

if TYPE_CHECKING:
    AnyUserAdmin = UserAdmin[User]
else:
    AnyUserAdmin = UserAdmin

admin.site.site_header = "DEFA portal · Secretariat"
admin.site.site_title = "DEFA portal"
admin.site.index_title = "Secretariat"
admin.site.unregister([Group, EmailAddress, Authenticator])


class StaffForm(forms.ModelForm[User]):
    """Without the password: its hash is nobody's business, and it is changed on a page of its own."""

    class Meta:
        model = User
        fields = [
            "username", "first_name", "last_name", "email", "is_active", "is_staff", "groups", "is_superuser", "user_permissions",
        ]  # fmt: skip
        labels = {"groups": "Roles", "is_staff": "May sign in here", "is_active": "Account is open"}
        help_texts = {
            "groups": "What each role may do: Editor – content; Moderator – decisions; Analyst – reading; "
            "Approver – second pair of eyes; Administrator – accounts and audit trail.",
            "is_active": "Close an account instead of deleting it.",
        }


@admin.register(User)
class StaffAdmin(AuditedAdmin, AnyUserAdmin):
    form = StaffForm
    list_display = ["username", "first_name", "last_name", "email", "is_staff", "is_active", "last_login"]
    list_filter = ["is_active", "is_staff", "groups"]
    readonly_fields = ["password_link", "last_login", "date_joined"]
    filter_horizontal = ["groups", "user_permissions"]
    add_fieldsets = ((None, {"fields": ["username", "usable_password", "password1", "password2"]}),)

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        if obj is None:
            return self.add_fieldsets
        return [
            (None, {"fields": ["username", "password_link"]}),
            ("Person", {"fields": ["first_name", "last_name", "email"]}),
            ("Access", {"fields": ["is_active", "is_staff", "groups"]}),
            *([("Superuser", {"fields": ["is_superuser", "user_permissions"]})] if _is_superuser(request) else []),
            ("Dates", {"fields": ["last_login", "date_joined"]}),
        ]

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        if obj is None:
            return super().has_change_permission(request)
        return not isinstance(request.user, User) or can_change_account(request.user, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    @admin.display(description="Password")
    def password_link(self, user: User) -> str:
        said = "Set." if user.has_usable_password() else "None: this person cannot sign in with a password."
        return format_html(
            '{} <a href="{}">Set a new password</a>', said, reverse("admin:auth_user_password_change", args=[user.pk])
        )


def _is_superuser(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "is_superuser", False))
