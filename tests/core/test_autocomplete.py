"""Rows that are looked for by typing, when something else was posted."""

import pytest
from django.test import Client

from elements.models import Source
from tests import make
from tests.consultations.admin.page import send

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("posted", ["NaN", "-1", "²", "9" * 5000, "99999999999999999999", "a\0b", "x" * 300])
def test_what_is_no_row_is_an_error_of_the_form_and_the_rows_stay_chosen(client: Client, posted: str) -> None:
    client.force_login(make.staff())
    source = Source.objects.create(key="s-one", title="A page that says so", kind="official", reliability="high")
    made = make.milestone()
    made.sources.add(source)
    changes = {"sources": [str(source.pk), posted], "superseded_by": posted}
    page = send(client, f"/admin/elements/milestone/{made.pk}/change/", "milestone_form", **changes)
    assert page.status_code == 200
    assert set(page.context["adminform"].form.errors) >= {"sources", "superseded_by"}
    assert f'<option value="{source.pk}" selected>A page that says so' in " ".join(page.content.decode().split())
