"""The page of one response: what it shows, deciding on it, going on to the next, and losing a race."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from core.models import AuditEntry
from moderation.models import Decision, PublishedResponse
from moderation.services.decide import decide
from responses.jobs import guess_statement_languages
from responses.models import Response
from tests.moderation import build

pytestmark = pytest.mark.django_db
QUEUE = "/admin/responses/response/"


@pytest.fixture
def moderator(client: Client) -> User:
    user = build.officer()
    client.force_login(user)
    return user


def address(response: Response) -> str:
    return f"{QUEUE}{response.pk}/change/"


def test_the_page_shows_what_the_public_would_see_and_beside_it_what_stays_inside(client: Client, moderator: User) -> None:
    response = build.response(build.phase(), consent="organisation", language="km", timing="late")
    page = client.get(address(response))
    shown = page.context["page"]
    assert shown.who == "Mekong Crafts"
    assert [(kept.label, kept.value, kept.is_public) for kept in shown.inside] == [
        ("Name", "Somsak Vongsa", False),
        ("Organisation", "Mekong Crafts", True),
        ("E-mail", "somsak@mekong-crafts.example", False),
    ]
    payments = shown.sections[0]
    assert [(one.question, [(line.text, line.language) for line in one.lines]) for one in payments.answered] == [
        ("What do you think of this element?", [("Support with changes", "")]),
        ("What holds you back?", [("Paper forms", ""), ("Other: Slow connections", "km")]),
        ("Why?", [("Our customers pay by telephone.", "km")]),
    ]
    html = page.content.decode()
    public, _, inside = html.partition('class="beside"')
    assert "Somsak" not in public
    assert "Somsak Vongsa" in inside
    assert "Late" in public
    assert [form.act for form in shown.forms] == ["publish", "return", "decline"]


def test_a_response_not_for_publication_says_so_and_offers_no_publishing(client: Client, moderator: User) -> None:
    page = client.get(address(build.response(build.phase(), consent="not_published")))
    assert [form.act for form in page.context["page"].forms] == ["keep", "return", "decline"]
    html = page.content.decode()
    assert "Nothing will be public." in html
    assert 'value="publish"' not in html


def test_html_in_a_response_is_text(client: Client, moderator: User) -> None:
    response = build.response(build.phase(), statements={"why": "<script>alert(1)</script>"}, organisation="<b>Bold</b>")
    html = client.get(address(response)).content.decode()
    assert "<script>alert" not in html
    assert "<b>Bold" not in html
    assert "style=" not in html.partition('class="response-page"')[2]


@pytest.mark.parametrize(
    ("act", "consent", "fields", "standing"),
    [
        ("publish", "named", {"reason": "accepted"}, "published"),
        ("keep", "not_published", {"reason": "not_for_publication"}, "kept"),
        ("decline", "named", {"reason": "spam"}, "declined"),
        ("return", "named", {"reason": "incomplete", "note": "Which border?"}, "returned"),
    ],
)
def test_deciding_goes_on_to_the_next_and_says_what_was_done(
    client: Client, moderator: User, act: str, consent: str, fields: dict[str, str], standing: str
) -> None:
    phase = build.phase()
    response, following = build.response(phase, consent=consent), build.response(phase)
    answer = client.post(address(response), {"act": act, "seen": "0", **fields})
    assert (answer.status_code, answer["Location"]) == (302, address(following))
    message = str(next(iter(client.get(answer["Location"]).context["messages"])))
    assert message.startswith(f"{response.reference} was ")
    assert message.endswith("Next in the queue: 1 left.")
    response.refresh_from_db()
    assert response.standing == standing
    assert Decision.objects.get().decided_by == "nok"


def test_the_last_of_the_list_leads_back_to_it_with_its_filters(client: Client, moderator: User) -> None:
    phase = build.phase()
    response = build.response(phase, country="VN")
    build.response(phase, country="LA")
    came_from = "?_changelist_filters=country%3DVN"
    answer = client.post(address(response) + came_from, {"act": "publish", "reason": "accepted", "seen": "0"})
    assert answer["Location"] == f"{QUEUE}?country=VN"
    assert "Nothing else is left in this list." in client.get(answer["Location"]).content.decode()


def test_next_follows_the_order_of_the_queue_and_its_filters_and_begins_again(client: Client, moderator: User) -> None:
    phase = build.phase()
    same = {"submitted_at": Now() - timedelta(days=5)}
    one, two, three = build.response(phase, **same), build.response(phase, **same), build.response(phase, **same, country="VN")
    for response, following in ((one, two), (two, three), (three, one)):
        page = client.get(address(response)).context["page"]
        assert (page.next.pk, page.others_left) == (following.pk, "2")
    filtered = client.get(f"{address(one)}?_changelist_filters=country%3DVN").context["page"]
    assert (filtered.next.pk, filtered.others_left) == (three.pk, "1")


def test_a_missing_note_is_asked_for_and_nothing_typed_is_lost(client: Client, moderator: User) -> None:
    response = build.response(build.phase())
    answer = client.post(address(response), {"act": "return", "seen": "0", "reason": "personal_data", "note": "  "})
    assert answer.status_code == 422
    assert "Write a note: it tells the filer what to do, or why." in answer.content.decode()
    assert '<option value="personal_data" selected>' in answer.content.decode()
    answer = client.post(address(response), {"act": "decline", "seen": "0", "reason": "", "note": "Three words kept"})
    assert "Three words kept" in answer.content.decode()
    assert Decision.objects.count() == 0


def test_the_second_officer_sees_what_the_first_did(client: Client, moderator: User) -> None:
    response = build.response(build.phase())
    decide(response_id=response.pk, act="decline", reason="abuse", note="The second answer insults.", by="anh", seen=0)
    answer = client.post(address(response), {"act": "publish", "reason": "accepted", "note": "Fine by me", "seen": "0"})
    assert answer.status_code == 409
    html = answer.content.decode()
    for words in ("anh was quicker", "Insults, hate or threats", "The second answer insults.", "Fine by me", address(response)):
        assert words in html
    assert PublishedResponse.objects.count() == 0


def test_what_its_owner_withdrew_meanwhile_is_a_conflict(client: Client, moderator: User) -> None:
    response = build.response(build.phase())
    Response.objects.update(state="withdrawn", standing="none")
    answer = client.post(address(response), {"act": "publish", "reason": "accepted", "seen": "0"})
    assert answer.status_code == 409
    assert "Its owner withdrew this response." in answer.content.decode()


def test_consent_holds_against_a_post_made_by_hand(client: Client, moderator: User) -> None:
    response = build.response(build.phase(), consent="not_published")
    answer = client.post(address(response), {"act": "publish", "reason": "accepted", "seen": "0"})
    assert answer.status_code == 302
    assert "asked not to publish" in client.get(address(response)).content.decode()
    assert PublishedResponse.objects.count() == 0


@pytest.mark.parametrize(
    "posted",
    [
        {},
        {"act": "remove", "reason": "owner", "seen": "0"},
        {"act": "publish", "reason": "accepted"},
        {"act": "publish", "reason": "accepted", "seen": "x"},
        {"act": "publish", "reason": "accepted", "seen": "9" * 5000},
        {"act": "publish\0", "reason": "accepted", "seen": "0"},
    ],
)
def test_a_post_no_page_of_ours_makes_is_bad_input(client: Client, moderator: User, posted: dict[str, str]) -> None:
    response = build.response(build.phase())
    assert client.post(address(response), posted).status_code == 400


@pytest.mark.parametrize("note", ["\0", "a\0b", "x" * 2001, "\ud800"])
def test_an_odd_note_is_a_form_error_or_cleaned(client: Client, moderator: User, note: str) -> None:
    response = build.response(build.phase())
    body = {"act": "return", "reason": "incomplete", "seen": "0", "note": note.encode("utf-8", "surrogatepass")}
    assert client.post(address(response), body).status_code in (302, 422)


@pytest.mark.parametrize("number", ["0", "x", "-1", "9" * 19, "9" * 400, "1_41", "٣"])
def test_what_does_not_exist_is_not_found(client: Client, moderator: User, number: str) -> None:
    assert client.get(f"{QUEUE}{number}/change/").status_code == 404


def test_drafts_are_not_found_and_earlier_editions_are_shown_without_forms(client: Client, moderator: User) -> None:
    phase = build.phase()
    draft = build.response(phase, state="draft", standing="none")
    assert client.get(address(draft)).status_code == 404
    old = build.response(phase, state="superseded", standing="none")
    new = build.response(phase, reference=old.reference, edition=2, supersedes=old)
    page = client.get(address(old)).context["page"]
    assert page.forms == []
    assert [edition.pk for edition in page.editions] == [new.pk, old.pk]


def test_reading_is_audited_once_an_hour_for_each_officer(client: Client, moderator: User) -> None:
    response = build.response(build.phase())
    client.get(address(response))
    client.get(address(response))
    read = AuditEntry.objects.filter(act="response.read")
    assert [(entry.actor, entry.target_key, entry.details) for entry in read] == [("nok", response.reference, {"edition": 1})]
    client.force_login(build.officer(username="anh"))
    client.get(address(response))
    assert sorted(read.values_list("actor", flat=True)) == ["anh", "nok"]
    assert not AuditEntry.objects.exclude(act__in=["response.read", "roles.load"]).exists()


def test_an_odd_list_in_the_address_is_no_error(client: Client, moderator: User) -> None:
    response = build.response(build.phase())
    for came_from in ("%2500", "consultation%3D%2500", "age%3Dx%26p%3D-1", "%ED%A0%80", "x" * 3000, "q%3D%2500"):
        assert client.get(f"{address(response)}?_changelist_filters={came_from}").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_however_much_was_written(
    client: Client, moderator: User, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    phase = build.phase()
    statements = dict(list({"why": "a", "wish": "b", "hurdles__other": "c"}.items())[:count])
    response = build.response(phase, statements=statements)
    for _ in range(count):
        build.response(phase)
    client.get(address(response))
    with django_assert_num_queries(13):
        client.get(address(response))


@pytest.mark.parametrize(("declared", "shown"), [("und", "ភាសាខ្មែរ – Khmer (guessed)"), ("en", "English")])
def test_language_is_the_declared_one_or_a_guess_that_says_so(client: Client, moderator: User, declared: str, shown: str) -> None:
    text = "យើងគាំទ្រធាតុនេះ ប៉ុន្តែសុំរយៈពេលអន្តរកាលវែងជាងនេះ។"
    response = build.response(build.phase(), language=declared, statements={"pay_why": text})
    guess_statement_languages.func()
    page = client.get(address(response))
    assert page.context["page"].language == shown
    assert f"language: {shown}" in page.content.decode()
