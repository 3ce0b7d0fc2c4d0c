"""One's account, and what leads do with their organisation. The page of an organisation shows its responses too and belongs to
``defa_portal.views.organisation``."""

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms import InvitationForm, OrganisationForm
from accounts.models import Invitation, User
from accounts.queries import led_organisation_for, memberships_of, organisation_for, should_be_protected
from accounts.services.invitations import accept, has_confirmed, invite, open_invitation, withdraw_invitation
from accounts.services.organisations import (
    ask_verification,
    change_role,
    describe_organisation,
    found_organisation,
    remove_member,
)
from accounts.states import MemberRole
from accounts.views.pages import account_page, signed_in
from core.errors import BadInput, NotFound, Refused, TooMany
from core.limits import allow

INVITATIONS_AN_HOUR, ORGANISATIONS_A_DAY = 60, 20


class SeeOther(HttpResponseRedirect):
    status_code = 303


@require_safe
@signed_in
def home(request: HttpRequest, user: User) -> HttpResponse:
    memberships = memberships_of(user)
    context = {"memberships": memberships, "ask_to_protect": should_be_protected(user, memberships)}
    return render(request, "accounts/home.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: HttpRequest, user: User) -> HttpResponse:
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not allow(f"organisations-by:{user.pk}", ORGANISATIONS_A_DAY, 86400):
            raise TooMany()
        organisation = found_organisation(by=user, fields=form.cleaned_data)
        return SeeOther(reverse("organisation", args=[organisation.uuid]))
    context = {
        "team_form": form,
        "csrf": get_token(request),
        "title": _("A new organisation"),
        "action": _("Make this organisation"),
    }
    return render(request, "accounts/organisation_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit(request: HttpRequest, user: User, key: uuid.UUID) -> HttpResponse:
    organisation = led_organisation_for(user, key)
    form = OrganisationForm.of(organisation, request.POST or None)
    if request.method == "POST" and form.is_valid():
        describe_organisation(organisation=organisation, by=user, fields=form.cleaned_data)
        return SeeOther(reverse("organisation", args=[key]))
    context = {"team_form": form, "csrf": get_token(request), "organisation": organisation, "action": _("Save")}
    return render(request, "accounts/organisation_form.html", context | {"title": _("Change the details")})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def invite_colleague(request: HttpRequest, user: User, key: uuid.UUID) -> HttpResponse:
    organisation = led_organisation_for(user, key)
    form = InvitationForm(request.POST or None)
    sentence = ""
    if request.method == "POST" and form.is_valid():
        if not allow(f"invitations-by:{user.pk}", INVITATIONS_AN_HOUR, 3600):
            raise TooMany()
        try:
            invite(organisation=organisation, by=user, site=request.build_absolute_uri("/")[:-1], **form.cleaned_data)
            return SeeOther(f"{reverse('organisation', args=[key])}#people")
        except Refused as refused:
            sentence = refused.sentence
    context = {"invitation_form": form, "csrf": get_token(request), "organisation": organisation, "sentence": sentence}
    return render(request, "accounts/invite.html", context)


@require_POST
@signed_in
def member(request: HttpRequest, user: User, key: uuid.UUID, person: uuid.UUID) -> HttpResponse:
    """``act``: lead, contributor or remove; everyone may remove themselves."""
    membership = organisation_for(user, key)
    organisation, act = membership.organisation, request.POST.get("act", "")
    other = get_object_or_404(User.objects.filter(memberships__organisation=organisation), uuid=person)
    if membership.role != MemberRole.LEAD and not (act == "remove" and other == user):
        raise NotFound()
    if act == "remove":
        remove_member(organisation=organisation, member=other, by=user)
    elif act in MemberRole.values:
        change_role(organisation=organisation, member=other, role=act, by=user)
    else:
        raise BadInput()
    return SeeOther(reverse("account-home") if other == user and act == "remove" else reverse("organisation", args=[key]))


@require_POST
@signed_in
def drop_invitation(request: HttpRequest, user: User, key: uuid.UUID, invitation: uuid.UUID) -> HttpResponse:
    organisation = led_organisation_for(user, key)
    found = get_object_or_404(Invitation.objects.select_related("organisation"), organisation=organisation, uuid=invitation)
    withdraw_invitation(invitation=found, by=user)
    return SeeOther(f"{reverse('organisation', args=[key])}#people")


@require_POST
@signed_in
def verification(request: HttpRequest, user: User, key: uuid.UUID) -> HttpResponse:
    ask_verification(organisation=led_organisation_for(user, key), by=user)
    return SeeOther(reverse("organisation", args=[key]))


@account_page
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever holds the link sees who invites; joining needs an account that confirmed the address."""
    found = open_invitation(token)
    user = request.user if isinstance(request.user, User) else None
    if request.method == "POST":
        if user is None:
            raise NotFound()
        accept(token=token, user=user)
        return SeeOther(reverse("organisation", args=[found.organisation.uuid]))
    context = {
        "invitation": found,
        "may_join": user is not None and has_confirmed(user, found.email),
        "csrf": get_token(request),
    }
    return render(request, "accounts/invitation.html", context)
