"""A response of an organisation: who opens it, who writes, who sends, and what becomes public of it."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Membership, Organisation, User
from accounts.states import MemberRole, Verification
from core.errors import NotFound, Refused
from core.models import AuditEntry
from moderation.models import PublishedResponse
from moderation.services.decide import decide
from responses.models import DraftConflict, Response
from responses.services.amend import start_amendment
from responses.services.drafts import discard_draft, save_draft, start_draft
from responses.services.submit import submit_draft
from responses.services.team_drafts import start_team_draft
from responses.states import Consent
from tests import make
from tests.responses.pages import ANSWERS, CONSENT, PROFILE, RESPOND

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead() -> User:
    return make.person("Lead")


@pytest.fixture
def colleague() -> User:
    return make.person("Colleague")


@pytest.fixture
def team(lead: User, colleague: User) -> Organisation:
    make.consultation()
    return make.organisation(lead=lead, contributors=(colleague,))


@pytest.fixture
def draft(team: Organisation, lead: User) -> Response:
    return start_draft(form=make.form(), team=team, by=lead.pk)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(draft: Response, page: str = "") -> str:
    return f"/drafts/{draft.idempotency_key}/{page}"


def sent(draft: Response, lead: User, **changes: str) -> Response:
    save_draft(key=draft.idempotency_key, posted=make.whole_answer(**changes), by=lead.pk)
    submit_draft(key=draft.idempotency_key, by=lead.pk)
    return Response.objects.get(pk=draft.pk)


def test_member_starts_and_a_colleague_comes_to_the_same_draft(team: Organisation, lead: User, colleague: User) -> None:
    page = signed_in(colleague).get(RESPOND).content.decode()
    assert "Start a response for Mekong Boxes" in page
    first = signed_in(colleague).post(RESPOND, {"team": str(team.uuid)})
    second = signed_in(lead).post(RESPOND, {"team": str(team.uuid)})
    assert (first.status_code, first["Location"]) == (303, second["Location"])
    draft = Response.objects.get()
    assert (draft.team, draft.started_by) == (team, colleague)
    assert draft.draft["profile__organisation"] == ["Mekong Boxes"]
    assert "Go on with the response of Mekong Boxes" in signed_in(lead).get(RESPOND).content.decode()


def test_stranger_starts_nothing_for_an_organisation(team: Organisation) -> None:
    stranger = make.person("Stranger")
    assert signed_in(stranger).post(RESPOND, {"team": str(team.uuid)}).status_code == 404
    assert signed_in(stranger).post(RESPOND, {"team": "no key"}).status_code == 400
    assert Client().post(RESPOND, {"team": str(team.uuid)}).status_code == 400
    with pytest.raises(NotFound):
        start_team_draft(form=make.form(), language="en", team=team, by=stranger.pk)
    assert not Response.objects.exists()


def test_key_alone_opens_nothing_of_an_organisation(draft: Response) -> None:
    for client in (Client(), signed_in(make.person("Stranger"))):
        there = client.get(address(draft, "s/trade/"))
        nowhere = client.get(f"/drafts/{uuid.uuid4()}/s/trade/")
        assert (there.status_code, nowhere.status_code) == (404, 404)
        assert client.post(address(draft, "save/"), {"reasons": "x"}).status_code == 404
        assert client.post(address(draft, "submit/")).status_code == 404
    draft.refresh_from_db()
    assert "reasons" not in draft.draft


def test_member_who_left_or_whose_account_was_closed_is_out(draft: Response, colleague: User) -> None:
    client = signed_in(colleague)
    assert client.get(address(draft)).status_code == 200
    Membership.objects.filter(user=colleague).delete()
    assert client.get(address(draft)).status_code == 404
    assert client.post(address(draft, "save/"), {"reasons": "x"}).status_code == 404


def test_expired_session_gives_back_every_word_and_a_way_to_go_on(draft: Response, colleague: User) -> None:
    answer = Client().post(
        address(draft, "s/trade/"), {"reasons": "A long thought <b>", "stance": "oppose", "draft-version": "0"}
    )
    page = answer.content.decode()
    assert answer.status_code == 404
    assert "A long thought &lt;b&gt;" in page
    assert "Sign in again" in page
    assert '<input type="hidden" name="stance" value="oppose">' in page
    unknown = Client().post(f"/drafts/{uuid.uuid4()}/s/trade/", {"reasons": "A long thought <b>"})
    assert "Sign in again" in unknown.content.decode()
    assert signed_in(colleague).post(address(draft, "s/trade/"), {"reasons": "A long thought <b>"}).status_code == 200
    draft.refresh_from_db()
    assert draft.draft["reasons"] == ["A long thought <b>"]


def test_task_list_says_who_edited_last_and_what_is_ready(draft: Response, lead: User, colleague: User) -> None:
    mine = signed_in(colleague)
    mine.post(address(draft, "s/trade/"), ANSWERS)
    mine.post(address(draft, "ready/"), {"part": "trade", "ready": "yes"})
    page = signed_in(lead).get(address(draft)).content.decode()
    assert "Last edited by Colleague, <time" in page
    assert "Marked as ready by Colleague" in page
    signed_in(lead).post(address(draft, "s/trade/"), ANSWERS | {"days": "7"})
    page = signed_in(lead).get(address(draft)).content.decode()
    assert "Last edited by Lead, <time" in page
    assert "Changed since it was marked as ready by Colleague" in page
    mine.post(address(draft, "ready/"), {"part": "trade", "ready": "no"})
    assert "ready by" not in mine.get(address(draft)).content.decode()


def test_two_colleagues_in_one_field_see_both_texts_with_names(draft: Response, lead: User, colleague: User) -> None:
    save_draft(key=draft.idempotency_key, posted={"reasons": ["base"]}, by=lead.pk)
    draft.refresh_from_db()
    hidden = {"draft-version": str(draft.draft_version), "draft-turn": "0"}
    one = hidden | {"draft-window": "1" * 16, "reasons": "The lead’s text", "go": "overview"}
    two = hidden | {"draft-window": "2" * 16, "reasons": "The colleague’s text", "go": "overview"}
    assert signed_in(lead).post(address(draft, "s/trade/"), one)["Location"] == address(draft)
    answer = signed_in(colleague).post(address(draft, "s/trade/"), two)
    assert answer["Location"] == f"{address(draft, 's/trade/')}#two-texts"
    for user in (lead, colleague):
        page = signed_in(user).get(address(draft, "s/trade/")).content.decode()
        assert "Changed in two places at once" in page
        assert page.index("The lead’s text") < page.index("The colleague’s text")
        assert "Lead," in page
        assert "Colleague," in page
    row = DraftConflict.objects.get()
    assert (row.stood_by, row.kept_by) == (lead, colleague)
    standing = page.split('name="standing" value="')[1].split('"')[0]
    posted = {"conflict": str(row.uuid), "choice": "both", "standing": standing}
    assert signed_in(lead).post(address(draft, "choose/"), posted)["Location"] == address(draft, "s/trade/")
    draft.refresh_from_db()
    assert draft.draft["reasons"] == ["The lead’s text\n\nThe colleague’s text"]
    assert signed_in(lead).post(address(draft, "choose/"), posted).status_code == 404


def test_only_a_lead_sends_and_deletes(draft: Response, lead: User, colleague: User) -> None:
    save_draft(key=draft.idempotency_key, posted=make.whole_answer(), by=colleague.pk)
    page = signed_in(colleague).get(address(draft, "check/")).content.decode()
    assert "Ready for Lead." in page
    assert "Send the response of" not in page
    assert signed_in(colleague).post(address(draft, "submit/")).status_code == 403
    with pytest.raises(Refused):
        discard_draft(key=draft.idempotency_key, by=colleague.pk)
    answer = signed_in(lead).post(address(draft, "submit/"))
    response = Response.objects.get()
    assert answer["Location"] == reverse("receipt", args=[response.reference])
    assert "defa_responses" not in answer.cookies
    assert AuditEntry.objects.get(act="response.submit").actor == lead.username
    for user in (lead, colleague):
        receipt = signed_in(user).get(answer["Location"]).content.decode()
        assert "while signed in" in receipt
        assert 'class="code"' not in receipt
    assert Client().get(answer["Location"]).status_code == 404


def test_sent_response_stands_on_the_page_of_the_organisation_and_leads_change_it(
    draft: Response, lead: User, colleague: User, team: Organisation
) -> None:
    response = sent(draft, lead)
    page = signed_in(colleague).get(reverse("organisation", args=[team.uuid])).content.decode()
    assert response.reference in page
    vietnamese = signed_in(colleague)
    vietnamese.cookies["defa_language"] = "vi"
    page = vietnamese.get(reverse("organisation", args=[team.uuid])).content.decode()
    assert '<span lang="en" dir="auto">Rules for trade</span>, <span lang="en" dir="auto">First phase</span>' in page
    own = reverse("own-response", args=[response.reference])
    assert "Change my response" not in signed_in(colleague).get(own).content.decode()
    assert "Change my response" in signed_in(lead).get(own).content.decode()
    assert signed_in(colleague).post(reverse("amend", args=[response.reference])).status_code == 403
    amendment = start_amendment(response=response, by=lead.pk)
    assert (amendment.team, amendment.started_by) == (team, lead)
    save_draft(key=amendment.idempotency_key, posted={"consent__certify": ["yes"], "days": ["8"]}, by=colleague.pk)
    submit_draft(key=amendment.idempotency_key, by=lead.pk)
    assert [one.answers["days"] for one in Response.objects.order_by("edition")] == ["2.5", "8"]


def test_name_of_the_organisation_is_that_of_its_page(draft: Response, lead: User) -> None:
    response = sent(draft, lead, profile__organisation="A ministry")
    assert response.organisation == "Mekong Boxes"


@pytest.mark.parametrize(
    ("consent", "verified", "represents"),
    [(Consent.NAMED, True, "Forty firms"), (Consent.ORGANISATION, True, "Forty firms"), (Consent.ANONYMOUS, False, "")],
)
def test_mark_and_declaration_are_published_with_the_name_alone(
    draft: Response, lead: User, client: Client, consent: str, verified: bool, represents: str
) -> None:
    Organisation.objects.update(verification=Verification.VERIFIED)
    response = sent(draft, lead, consent=consent, profile__represents="Forty firms", profile__formed="By our board")
    assert (response.represents, response.formed) == ("Forty firms", "By our board")
    decide(response_id=response.pk, act="publish", reason="accepted", note="", by="nok", seen=0)
    row = PublishedResponse.objects.get()
    assert (row.organisation_verified, row.is_national_position, row.represents) == (verified, False, represents)
    page = client.get(f"/consultations/rules-for-trade/responses/{response.reference}/").content.decode()
    assert ("Verified organisation" in page, "By our board" in page) == (verified, verified)


def test_focal_point_files_the_national_position(client: Client) -> None:
    make.consultation()
    focal, official = make.person("Focal"), make.person("Official")
    team = make.delegation("KH", lead=focal, name="Delegation of Cambodia")
    Membership.objects.create(organisation=team, user=official, role=MemberRole.CONTRIBUTOR, unit="Ministry of Commerce")
    draft = start_draft(form=make.form(), team=team, by=official.pk)
    with pytest.raises(Refused):
        submit_draft(key=draft.idempotency_key, by=official.pk)
    assert "National position of Cambodia" in signed_in(official).get(address(draft)).content.decode()
    response = sent(draft, focal, profile__country="LA", profile__capacity="msme", consent=Consent.ORGANISATION)
    assert (response.country, response.capacity, response.organisation) == ("KH", "authority", "Delegation of Cambodia")
    decide(response_id=response.pk, act="publish", reason="accepted", note="", by="nok", seen=0)
    assert PublishedResponse.objects.get().is_national_position
    for page in ("responses/", f"responses/{response.reference}/"):
        assert "National position" in client.get(f"/consultations/rules-for-trade/{page}").content.decode()


def test_profile_page_of_a_team_asks_for_the_declaration(draft: Response, lead: User) -> None:
    page = signed_in(lead).get(address(draft, "about-you/")).content.decode()
    assert "How was this view formed?" in page
    posted = PROFILE | {"profile__represents": "x" * 1001}
    assert "Shorten this to 1000 characters" in signed_in(lead).post(address(draft, "about-you/"), posted).content.decode()
    assert signed_in(lead).post(address(draft, "publication/"), CONSENT).status_code == 303


def test_an_organisation_says_in_which_language_it_writes(client: Client) -> None:
    make.consultation()
    lead = make.person("lead")
    team = make.organisation("Silk Road Parcels", lead=lead)
    client.force_login(lead)
    assert f'id="language-{team.uuid}"' in client.get(RESPOND).content.decode()
    client.post(RESPOND, {"team": str(team.uuid), "language": "th"})
    assert Response.objects.get().language == "th"
