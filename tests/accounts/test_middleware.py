"""Who asks: looked up for browsers with a session, and for nobody else."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries

from accounts.middleware import AuthenticationMiddleware
from accounts.models import User

pytestmark = pytest.mark.django_db
PAGE = "/accounts/"


def test_a_browser_without_a_session_is_nobody_and_its_session_is_not_touched() -> None:
    found = []

    def view(request: HttpRequest) -> HttpResponse:
        found.append(type(request.user))  # not one that is still to be looked up
        return HttpResponse()

    request = RequestFactory().get("/")
    request.session = SessionStore()
    AuthenticationMiddleware(view)(request)
    assert (found, request.session.accessed) == ([AnonymousUser], False)


def test_signing_in_out_and_a_session_that_is_gone(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    assert client.get(PAGE).status_code == 302
    client.force_login(User.objects.create_user("nok", email="nok@example.org", password=None))
    assert client.get(PAGE).status_code == 200
    client.session.flush()
    assert client.get(PAGE).status_code == 302
    client.cookies["defa_session"] = "no such session"
    assert client.get(PAGE).status_code == 302


def test_signing_in_counts_within_the_same_request(client: Client) -> None:
    User.objects.create_user("moderator", password="of the test", is_staff=True)
    answer = client.post("/admin/login/", {"username": "moderator", "password": "of the test", "next": "/admin/"}, follow=True)
    assert answer.context["user"].get_username() == "moderator"
