"""Addresses under /accounts/: our own, and those of django-allauth that are used here.

The library's views are named, not imported: they need a cryptography library of 10 MB, and most workers never see one of these
pages. tests/accounts/test_urls.py holds the list beside the library's own.
"""

from django.urls import URLPattern, URLResolver, path, re_path

from accounts.views import organisations
from accounts.views.pages import of_the_library

ACCOUNT, FACTORS = "allauth.account.views", "allauth.mfa"
KEYS = f"{FACTORS}.webauthn.views"
CODES = f"{FACTORS}.recovery_codes.views"

OF_ACCOUNTS = [
    path("login/", of_the_library(f"{ACCOUNT}.login"), name="account_login"),
    path("logout/", of_the_library(f"{ACCOUNT}.logout"), name="account_logout"),
    path("inactive/", of_the_library(f"{ACCOUNT}.account_inactive"), name="account_inactive"),
    path("signup/", of_the_library(f"{ACCOUNT}.signup"), name="account_signup"),
    path("reauthenticate/", of_the_library(f"{ACCOUNT}.reauthenticate"), name="account_reauthenticate"),
    path("email/", of_the_library(f"{ACCOUNT}.email"), name="account_email"),
    path("confirm-email/", of_the_library(f"{ACCOUNT}.email_verification_sent"), name="account_email_verification_sent"),
    path("password/change/", of_the_library(f"{ACCOUNT}.password_change"), name="account_change_password"),
    path("password/set/", of_the_library(f"{ACCOUNT}.password_set"), name="account_set_password"),
    path("password/reset/", of_the_library(f"{ACCOUNT}.password_reset"), name="account_reset_password"),
    path("login/code/confirm/", of_the_library(f"{ACCOUNT}.confirm_login_code"), name="account_confirm_login_code"),
    re_path(r"^confirm-email/(?P<key>[-:\w]+)/$", of_the_library(f"{ACCOUNT}.confirm_email"), name="account_confirm_email"),
    path(
        "password/reset/key/done/",
        of_the_library(f"{ACCOUNT}.password_reset_from_key_done"),
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        of_the_library(f"{ACCOUNT}.password_reset_from_key"),
        name="account_reset_password_from_key",
    ),
    path("password/reset/done/", of_the_library(f"{ACCOUNT}.password_reset_done"), name="account_reset_password_done"),
]
OF_SECOND_FACTORS = [
    path("2fa/", of_the_library(f"{FACTORS}.base.views.index"), name="mfa_index"),
    path("2fa/authenticate/", of_the_library(f"{FACTORS}.base.views.authenticate"), name="mfa_authenticate"),
    path("2fa/reauthenticate/", of_the_library(f"{FACTORS}.base.views.reauthenticate"), name="mfa_reauthenticate"),
    path("2fa/totp/activate/", of_the_library(f"{FACTORS}.totp.views.activate_totp"), name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", of_the_library(f"{FACTORS}.totp.views.deactivate_totp"), name="mfa_deactivate_totp"),
    path("2fa/recovery-codes/", of_the_library(f"{CODES}.view_recovery_codes"), name="mfa_view_recovery_codes"),
    path("2fa/recovery-codes/generate/", of_the_library(f"{CODES}.generate_recovery_codes"), name="mfa_generate_recovery_codes"),
    path("2fa/recovery-codes/download/", of_the_library(f"{CODES}.download_recovery_codes"), name="mfa_download_recovery_codes"),
    path("2fa/webauthn/", of_the_library(f"{KEYS}.list_webauthn"), name="mfa_list_webauthn"),
    path("2fa/webauthn/add/", of_the_library(f"{KEYS}.add_webauthn"), name="mfa_add_webauthn"),
    path("2fa/webauthn/reauthenticate/", of_the_library(f"{KEYS}.reauthenticate_webauthn"), name="mfa_reauthenticate_webauthn"),
    path("2fa/webauthn/keys/<int:pk>/remove/", of_the_library(f"{KEYS}.remove_webauthn"), name="mfa_remove_webauthn"),
    path("2fa/webauthn/keys/<int:pk>/edit/", of_the_library(f"{KEYS}.edit_webauthn"), name="mfa_edit_webauthn"),
    path("2fa/webauthn/login/", of_the_library(f"{KEYS}.login_webauthn"), name="mfa_login_webauthn"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("", organisations.home, name="account-home"),
    path("organisations/new/", organisations.new, name="organisation-new"),
    path("organisations/<uuid:key>/edit/", organisations.edit, name="organisation-edit"),
    path("organisations/<uuid:key>/invite/", organisations.invite_colleague, name="organisation-invite"),
    path("organisations/<uuid:key>/members/<uuid:person>/", organisations.member, name="organisation-member"),
    path(
        "organisations/<uuid:key>/invitations/<uuid:invitation>/withdraw/",
        organisations.drop_invitation,
        name="invitation-withdraw",
    ),
    path("organisations/<uuid:key>/verification/", organisations.verification, name="organisation-verification"),
    path("invitations/<str:token>/", organisations.invitation, name="organisation-invitation"),
    *OF_ACCOUNTS,
    *OF_SECOND_FACTORS,
]
