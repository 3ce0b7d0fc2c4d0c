"""The list: what it shows, to whom, how it narrows, and that no address breaks it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db.models.functions import Now
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.roles import Role
from core.models import AuditEntry
from responses.models import Response
from tests import make
from tests.moderation import build

pytestmark = pytest.mark.django_db
QUEUE = "/admin/responses/response/"


@pytest.fixture
def moderator(client: Client) -> User:
    user = build.officer()
    client.force_login(user)
    return user


def shown(client: Client, query: str = "") -> list[str]:
    """References in the list, in its order."""
    answer = client.get(f"{QUEUE}?{query}")
    assert answer.status_code == 200, answer.status_code
    return [row.reference for row in answer.context["cl"].result_list]


def test_the_queue_shows_what_waits_oldest_first_and_no_draft(client: Client, moderator: User) -> None:
    phase = build.phase()
    first, second = build.response(phase), build.response(phase)
    older = build.response(phase, submitted_at=first.submitted_at and first.submitted_at - timedelta(days=9))
    build.response(phase, state="draft", standing="none")
    build.response(phase, state="withdrawn", standing="none")
    build.response(phase, standing="published")
    assert shown(client) == [older.reference, first.reference, second.reference]
    assert len(shown(client, "standing=all")) == 4
    assert len(shown(client, "standing=published")) == 1


def test_the_tabs_count_each_standing(client: Client, moderator: User) -> None:
    phase, other = build.phase(), build.phase("other")
    for standing in ("waiting", "waiting", "published", "declined"):
        build.response(phase, standing=standing)
    build.response(other)
    tabs = client.get(QUEUE).context["tabs"]
    assert [(tab.label, tab.count, tab.is_current) for tab in tabs] == [
        ("Waiting", "3", True),
        ("Published", "1", False),
        ("Counted, not published", "0", False),
        ("Declined", "1", False),
        ("Returned to the filer", "0", False),
        ("All", "", False),
    ]
    assert client.get(f"{QUEUE}?consultation=payments").context["tabs"][0].count == "2"


def test_each_filter_narrows(client: Client, moderator: User) -> None:
    make.element("digital-payments")
    phase, other = build.phase(), build.phase("trade")
    plain = {"submitted_at": Now(), "answers": {"stand": "no_view"}, "statements": {}}
    one = build.response(
        phase, country="VN", capacity="union", timing="late", consent="anonymous", submitted_at=Now() - timedelta(days=40)
    )
    two = build.response(other, **plain)
    three = build.response(phase, **plain | {"answers": {"stand": "oppose"}, "country": "JP"})
    for query, expected in {
        "consultation=payments": [one, three],
        "element=digital-payments": [one, three],
        "country=VN": [one],
        "country=elsewhere": [three],
        "type=union": [one],
        "age=old": [one],
        "age=new": [two, three],
        "age=days": [],
        "timing=late": [one],
        "consent=anonymous": [one],
        "consent=named&country=LA": [two],
    }.items():
        assert shown(client, query) == [response.reference for response in expected], query


def test_search_finds_a_reference_in_any_standing_and_an_organisation(client: Client, moderator: User) -> None:
    phase = build.phase()
    one = build.response(phase, organisation="Angkor Pay", standing="published")
    two = build.response(phase, organisation="Mekong Pay", consent="anonymous")
    build.response(phase)
    assert shown(client, f"q={one.reference.lower().replace('-', ' ')}") == [one.reference]
    assert AuditEntry.objects.filter(act="response.search").count() == 0
    assert shown(client, "q=pay") == [one.reference, two.reference]
    assert shown(client, "q=pay") == [one.reference, two.reference]
    assert AuditEntry.objects.filter(act="response.search").values_list("actor", "target").get() == ("nok", "pay")
    assert shown(client, f"q={two.reference[:9]}") == [two.reference]


def test_the_list_names_only_those_who_will_be_named(client: Client, moderator: User) -> None:
    phase = build.phase()
    for consent in ("named", "organisation", "anonymous", "not_published"):
        build.response(phase, consent=consent, name=f"Person {consent}", organisation=f"House {consent}")
    page = client.get(QUEUE).content.decode()
    assert "Person named, House named" in page
    assert "House organisation" in page
    for hidden in (
        "Person organisation",
        "anonymous</td>",
        "House anonymous",
        "Person not_published",
        "House not_published",
        "@",
    ):
        assert hidden not in page
    assert page.count("Name on its page") == 2


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_for_one_row_and_three(
    client: Client, moderator: User, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    phase = build.phase()
    for _ in range(count):
        build.response(phase)
    client.get(QUEUE)
    with django_assert_num_queries(9):
        client.get(QUEUE)


def test_the_list_counts_to_its_cap_and_pages(client: Client, moderator: User, monkeypatch: pytest.MonkeyPatch) -> None:
    phase = build.phase()
    for _ in range(7):
        build.response(phase)
    monkeypatch.setattr("moderation.admin.lists.MOST_COUNTED", 5)
    monkeypatch.setattr("moderation.admin.queue.QueueAdmin.list_per_page", 2)
    changes = client.get(f"{QUEUE}?p=3").context["cl"]
    assert (changes.result_count, changes.paginator.num_pages, len(changes.result_list)) == (5, 3, 1)


@pytest.mark.parametrize(
    "query",
    [
        "date__year=0",
        "submitted_at__year=0",
        "submitted_at__date=x",
        "id=99999999999999999999999999",
        "id__in=x",
        "phase__consultation__contact__startswith=a",
        "access_code_hash__startswith=a",
        "email__contains=a&draft__x=1",
        "answers__a__b=1",
        "p=0",
        "p=-3",
        "p=999999999999999999999999",
        "p=x",
        "p=" + "9" * 5000,
        "o=99999",
        "o=-6.1.x",
        "o=" + "9" * 5000,
        "e=1",
        "all=1",
        "_facets=1",
        "standing=nothing",
        "consultation=%ED%A0%80",
        "element=nothing&country=%F0%9F%8D%9C&age=never&type=1&timing=&consent=%27%22",
        "standing=waiting&standing=published",
        "q=" + "x" * 3000,
        "q=%ED%A0%80%27%22%5C",
        "q=DEFA-%25",
        "=&&==",
    ],
)
def test_odd_parameters_are_ignored(client: Client, moderator: User, query: str) -> None:
    build.response(build.phase())
    assert client.get(f"{QUEUE}?{query}").status_code == 200


@pytest.mark.parametrize("query", ["q=%00", "consultation=a%00b", "_to_field=email"])
def test_parameters_no_person_types_are_refused(client: Client, moderator: User, query: str) -> None:
    assert client.get(f"{QUEUE}?{query}").status_code == 400


@pytest.mark.parametrize(
    "query",
    ["decided_at__year=0", "p=99", "act=x", "act=publish", "published_at__year=0", "consultation__id=99999999999999999999"],
)
def test_decisions_and_record_take_any_address(client: Client, moderator: User, query: str) -> None:
    for address in ("/admin/moderation/decision/", "/admin/moderation/publishedresponse/"):
        assert client.get(f"{address}?{query}").status_code == 200


def test_decisions_and_record_can_be_read_and_not_changed(client: Client, moderator: User) -> None:
    response = build.response(build.phase())
    client.post(f"{QUEUE}{response.pk}/change/", {"act": "publish", "reason": "accepted", "seen": "0"})
    for address in ("/admin/moderation/decision/", "/admin/moderation/publishedresponse/"):
        page = client.get(address)
        assert response.reference in page.content.decode()
        found = page.context["cl"].result_list[0]
        assert client.get(f"{address}{found.pk}/change/").status_code == 200
        assert client.post(f"{address}{found.pk}/change/", {}).status_code == 403
        assert client.get(f"{address}add/").status_code == 403
        assert client.post(f"{address}{found.pk}/delete/", {"post": "yes"}).status_code == 403


@pytest.mark.parametrize(
    ("role", "reads", "decides"),
    [
        (Role.MODERATOR, True, True),
        (Role.ADMINISTRATOR, True, True),
        (Role.ANALYST, True, False),
        (Role.APPROVER, True, False),
        (Role.EDITOR, False, False),
    ],
)
def test_each_role_sees_and_does_what_is_its_own(client: Client, role: Role, reads: bool, decides: bool) -> None:
    client.force_login(build.officer(role))
    response = build.response(build.phase())
    page = f"{QUEUE}{response.pk}/change/"
    assert client.get(QUEUE).status_code == (200 if reads else 403)
    read = client.get(page)
    assert read.status_code == (200 if reads else 403)
    assert ("Return to the filer" in read.content.decode()) == decides
    sent = client.post(page, {"act": "publish", "reason": "accepted", "seen": "0"})
    assert sent.status_code == (302 if decides else 403)
    many = client.post(f"{QUEUE}decide/", {"act": "publish", "reason": "accepted", "row": f"{response.pk}:1"})
    assert many.status_code == (200 if decides else 403)
    response.refresh_from_db()
    assert response.standing == ("published" if decides else "waiting")


def test_a_superuser_decides_and_nobody_adds_or_deletes(client: Client) -> None:
    client.force_login(User.objects.create_superuser("root", password="correct horse battery"))
    response = build.response(build.phase())
    assert client.get(QUEUE).status_code == 200
    assert client.get(f"{QUEUE}add/").status_code == 403
    assert client.post(f"{QUEUE}{response.pk}/delete/", {"post": "yes"}).status_code == 403
    assert client.post(f"{QUEUE}{response.pk}/change/", {"act": "decline", "reason": "spam", "seen": "0"}).status_code == 302


def test_strangers_are_sent_to_sign_in(client: Client) -> None:
    response = build.response(build.phase())
    for address in (QUEUE, f"{QUEUE}{response.pk}/change/", f"{QUEUE}decide/"):
        answer = client.get(address)
        assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/admin/login/")


def test_deciding_alone_does_not_open_responses(client: Client) -> None:
    user = User.objects.create_user("half", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="add_decision"))
    client.force_login(user)
    response = build.response(build.phase())
    assert client.get(QUEUE).status_code == 403
    sent = client.post(f"{QUEUE}{response.pk}/change/", {"act": "publish", "reason": "accepted", "seen": "0"})
    assert sent.status_code == 403
    assert Response.objects.get().standing == "waiting"
