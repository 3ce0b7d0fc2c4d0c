from typing import Any

import pytest
import time_machine
from django.test import Client

from accounts.models import User
from core.models import AuditEntry
from elements.admin import MilestoneAdmin
from elements.models import Element, Milestone
from tests import make

pytestmark = pytest.mark.django_db

ADMIN = "/admin/elements/milestone/"
POSTED: dict[str, Any] = {
    "key": "m-new",
    "title": "A new step",
    "kind": "progress",
    "summary": "It will come.",
    "status": "planned",
    "starts_on": "2027-05-17",
    "ends_on": "",
    "precision": "quarter",
    "city": "Manila",
    "country": "PH",
    "caveat": "",
    "conflict": "",
    "superseded_note": "",
    "last_checked": "2026-11-24",
}


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("editor", password="correct horse battery"))
    return client


def acts() -> list[tuple[str, str, str]]:
    return list(AuditEntry.objects.order_by("id").values_list("actor", "act", "target_key"))


def test_any_day_of_a_quarter_will_do(editor: Client) -> None:
    assert editor.post(f"{ADMIN}add/", POSTED).status_code == 302
    assert Milestone.objects.get().when.words == "April to June 2027"
    assert acts() == [("editor", "milestone.add", "m-new")]


def test_broken_rule_comes_back_as_a_sentence(editor: Client) -> None:
    page = editor.post(f"{ADMIN}add/", POSTED | {"precision": "open"})
    assert page.status_code == 200
    assert "leave the date empty" in page.content.decode()
    assert acts() == []


def test_change_is_audited_with_its_fields(editor: Client) -> None:
    row = make.milestone("m-new", title="An old step")
    editor.post(f"{ADMIN}{row.pk}/change/", POSTED)
    assert acts() == [("editor", "milestone.change", "m-new")]
    [change] = AuditEntry.objects.get().details["changes"]
    assert {"Title", "Status"} <= set(change["changed"]["fields"])
    row.refresh_from_db()
    assert row.sequence == 1


def test_bulk_deletion_is_audited_one_by_one(editor: Client) -> None:
    keys = [make.milestone(key).pk for key in ("m-1", "m-2")]
    editor.post(ADMIN, {"action": "delete_selected", "_selected_action": keys, "post": "yes"})
    assert not Milestone.objects.exists()
    assert sorted(acts()) == [("editor", "milestone.delete", "m-1"), ("editor", "milestone.delete", "m-2")]


@time_machine.travel("2026-12-01T18:00:00Z", tick=False)
def test_mark_checked_sets_today_in_the_stated_zone(editor: Client) -> None:
    row = make.milestone()
    editor.post(ADMIN, {"action": MilestoneAdmin.mark_checked_today.__name__, "_selected_action": [row.pk]})
    row.refresh_from_db()
    assert row.last_checked.isoformat() == "2026-12-02"
    assert acts() == [("editor", "milestone.checked", "m-conclude")]


@pytest.mark.parametrize("path", ["element", "source", "instrument", "milestone"])
@pytest.mark.parametrize("query", ["", "?q=x", "?q=" + "9" * 5000])
def test_lists_open(editor: Client, path: str, query: str) -> None:
    make.milestone(elements=("digital-trade",))
    assert editor.get(f"/admin/elements/{path}/{query}").status_code == 200
    assert editor.get(f"/admin/elements/{path}/add/").status_code == 200


def test_element_is_edited_with_its_subtopics(editor: Client) -> None:
    row = make.element("digital-trade")
    posted = {"order": 1, "slug": "digital-trade", "name": "Digital Trade", "short_name": "Trade", "summary": "About trade."}
    inline = {"subtopics-TOTAL_FORMS": 1, "subtopics-INITIAL_FORMS": 0, "subtopics-0-order": 1, "subtopics-0-text": "Paper"}
    editor.post(f"/admin/elements/element/{row.pk}/change/", posted | inline)
    assert [topic.text for topic in Element.objects.get().subtopics.all()] == ["Paper"]
    assert acts() == [("editor", "element.change", "digital-trade")]


def test_audit_trail_can_only_be_read(editor: Client) -> None:
    make.milestone()
    editor.post(f"{ADMIN}add/", POSTED)
    entry = AuditEntry.objects.get()
    assert editor.get("/admin/core/auditentry/?q=m-new").content.decode().count("milestone.add") == 1
    assert editor.get(f"/admin/core/auditentry/{entry.pk}/change/").status_code == 200
    assert editor.post(f"/admin/core/auditentry/{entry.pk}/change/", {"act": "nothing"}).status_code == 403
    assert editor.get("/admin/core/auditentry/add/").status_code == 403
    assert editor.post(f"/admin/core/auditentry/{entry.pk}/delete/", {"post": "yes"}).status_code == 403
