"""Signing in to the admin: with user name and password as ever, and then with the second factor, where there is one."""

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts.sign_in import SignInForm


@never_cache
@sensitive_post_parameters("password")
def staff_login(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        form = SignInForm(request, data=request.POST)
        if form.is_valid():
            login = Login(user=form.get_user(), email_verification="none", redirect_url=_next(request))
            answer = perform_password_login(request, {"username": request.POST.get("username", "")}, login)
            assert isinstance(answer, HttpResponse)
            return answer
    return admin.site.login(request)  # says what is wrong, with a form that counts no tries


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else reverse("admin:index")
