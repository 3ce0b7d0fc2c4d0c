"""What all pages of the secretariat share."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client, RequestFactory

from consultations.models import Consultation
from consultations.services.publish import publish_consultation
from core import audit
from core.admin import AuditedAdmin
from tests import make
from tests.consultations.admin.page import send

pytestmark = pytest.mark.django_db


def test_moments_in_lists_name_their_zone(admin_client: Client) -> None:
    audit.record(act="milestone.checked", actor="ann", target="Conclusion")
    assert " UTC</a></th>" in admin_client.get("/admin/core/auditentry/").content.decode()
    assert " UTC</td>" in admin_client.get("/admin/accounts/user/").content.decode()


def test_edit_begun_before_an_act_of_a_service_does_not_undo_it(rf: RequestFactory) -> None:
    made = make.consultation(opens=timedelta(days=1), publish=False)
    stale = Consultation.objects.get(pk=made.pk)
    publish_consultation(consultation=made, by="ann")
    stale.title = "Rules for digital trade"
    page = admin.site.get_model_admin(Consultation)
    assert isinstance(page, AuditedAdmin)
    page.save_model(rf.post("/"), stale, SimpleNamespace(cleaned_data={"title": stale.title, "elements": []}), change=True)
    made.refresh_from_db()
    assert (made.title, made.state) == ("Rules for digital trade", "published")


def test_history_names_who_wrote(client: Client) -> None:
    made = make.milestone()
    client.force_login(make.staff())
    send(client, f"/admin/elements/milestone/{made.pk}/change/", "milestone_form", title="Talks concluded")
    events = apps.get_model("elements", "MilestoneEvent").objects.filter(pgh_obj_id=made.pk).order_by("pgh_id")
    users = [(event.title, (event.pgh_context.metadata if event.pgh_context else {}).get("user")) for event in events]
    assert users == [("Negotiations concluded", None), ("Talks concluded", "editor")]


@pytest.mark.parametrize("query", ["last_checked__year=0", "last_checked__year__gte=0", "last_checked__iso_year=0"])
def test_year_that_is_none_is_a_bad_request(admin_client: Client, query: str) -> None:
    assert admin_client.get(f"/admin/elements/milestone/?{query}").status_code == 400


@pytest.mark.parametrize("page", ["elements/milestone", "responses/response"])
@pytest.mark.parametrize("row", ["abc", "", "-1", "9" * 5000, "١"])
def test_ticked_row_that_is_none_is_a_bad_request(admin_client: Client, page: str, row: str) -> None:
    make.milestone()
    posted = {"action": "delete_selected", "_selected_action": [row], "index": "0"}
    assert admin_client.post(f"/admin/{page}/", posted).status_code == 400


@pytest.mark.parametrize("kept", ["_to_field=", "_to_field=&_popup=1", "_to_field=colour"])
def test_field_that_is_none_is_a_bad_request(admin_client: Client, kept: str) -> None:
    """By which a row is to be found, in the address or in the form."""
    made = make.milestone()
    assert admin_client.get(f"/admin/elements/milestone/{made.pk}/change/?{kept}").status_code == 400
    posted = dict(part.split("=") for part in kept.split("&"))
    assert admin_client.post(f"/admin/elements/milestone/{made.pk}/change/", posted).status_code == 400


@pytest.mark.parametrize(
    ("page", "words", "trail"),
    [
        ("elements/milestone", "Milestones", "DEFA elements and timeline</a> › Milestones"),
        ("responses/response", "Responses", "Home</a> › Responses"),
        ("core/auditentry", "Audit entries", "Audit and jobs</a> › Audit entries"),
        ("django_tasks_database/dbtaskresult", "Task Results", "Jobs</a> › Task Results"),
    ],
)
def test_list_is_called_by_what_is_in_it(admin_client: Client, page: str, words: str, trail: str) -> None:
    shown = " ".join(admin_client.get(f"/admin/{page}/").content.decode().split())
    assert f"<h1>{words}</h1>" in shown
    assert trail in shown
    assert 'id="nav-sidebar"' in shown
    assert "to change" not in shown
