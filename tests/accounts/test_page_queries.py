"""Pages of an account and of an organisation cost the same for one row and for three."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.services.invitations import hash_token
from core.clock import database_now
from responses.services.drafts import start_draft
from tests import make

pytestmark = pytest.mark.django_db
HOME_QUERIES, ORGANISATION_QUERIES, CONTRIBUTOR_QUERIES = 3, 6, 5


@pytest.mark.parametrize("number", [1, 3])
def test_account_page_costs_a_fixed_number_of_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    lead = make.person("Lead")
    for n in range(number):
        make.organisation(f"Mekong Boxes {n}", lead=lead)
    client.force_login(lead)
    with django_assert_num_queries(HOME_QUERIES):
        page = client.get(reverse("account-home")).content.decode()
    assert page.count("Mekong Boxes") == number


@pytest.mark.parametrize("number", [1, 3])
def test_organisation_page_costs_a_fixed_number_of_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    """Members, invitations and responses, ``number`` of each beside the lead."""
    lead, colleagues = make.person("Lead"), [make.person(f"Colleague{n}") for n in range(number)]
    team = make.organisation(lead=lead, contributors=tuple(colleagues))
    for n in range(number):
        expires = database_now() + timedelta(days=1)
        team.invitations.create(email=f"new{n}@example.org", token_hash=hash_token(str(n)), expires_at=expires)
        make.consultation(f"rules-{n}", title=f"Rules number {n}")
        start_draft(form=make.form(f"rules-{n}"), team=team, by=lead.pk)
    for user, queries in ((lead, ORGANISATION_QUERIES), (colleagues[0], CONTRIBUTOR_QUERIES)):
        client.force_login(user)
        with django_assert_num_queries(queries):
            page = client.get(reverse("organisation", args=[team.uuid])).content.decode()
        assert (page.count("<strong>Colleague"), page.count("Rules number")) == (number, number)
        assert page.count("Invited, until") == (number if user == lead else 0)
