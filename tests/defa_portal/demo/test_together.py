"""The example organisation and the examples with more to them: made through the services, labelled, and gone again."""

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts.models import Membership, Organisation, User
from accounts.services.demo_people import CONTRIBUTOR, LEAD, open_demo_people
from core.errors import Refused
from core.models import OutgoingMail
from defa_portal.demo.build import SLUG, build_examples
from defa_portal.demo.reset import remove_examples
from defa_portal.demo.texts import build_text
from defa_portal.demo.together import begin_together
from moderation.models import PublishedFile, PublishedResponse, PublishedStatement
from moderation.services.recount import recount
from responses.models import Attachment, RepresentedMember, Response
from responses.states import ResponseState

pytestmark = pytest.mark.django_db
PASSWORDS = {LEAD: "the lead’s own", CONTRIBUTOR: "the contributor’s own"}


def build(stage: str = "moderated") -> None:
    call_command("load_defa", verbosity=0)
    build_examples(stage=stage, seed=1, responses=3, say=lambda words: None)
    build_text(seed=1)
    begin_together()


def test_examples_are_published_without_what_is_confidential(client: Client) -> None:
    build()
    team = Organisation.objects.get()
    sent = Response.objects.submitted().get(team=team)
    assert (sent.is_example, sent.claim, sent.standing) == (True, "accepted", "published")
    text = PublishedStatement.objects.get(key="trade_reasons", published__response_id=sent.pk).text
    assert "[[" not in text
    assert "a five-digit sum a year" in text
    assert "41 000" in sent.statements.get(key="trade_reasons").text
    assert [file.name for file in PublishedFile.objects.all()] == ["example-costs-public.csv"]
    assert set(Attachment.objects.values_list("confidential", "scan")) == {(True, "clean"), (False, "clean")}
    page = client.get(f"/consultations/{SLUG}/responses/{sent.reference}/").content.decode()
    assert "41 000" not in page
    assert "Example Weavers" in page
    assert "Verified organisation" in page
    assert recount().sentences == []


def test_association_waits_for_a_decision_with_its_members_named_to_nobody() -> None:
    build()
    filed = Response.objects.get(capacity="association", organisation="Example association of boats")
    assert (filed.standing, filed.is_example) == ("waiting", True)
    assert [member.name for member in filed.members.all()] == ["", "", "Example member three"]
    assert not PublishedResponse.objects.filter(response_id=filed.pk).exists()


def test_nothing_is_decided_at_the_earlier_stages() -> None:
    build("open")
    assert PublishedResponse.objects.filter(phase__consultation__slug=SLUG).count() == 0
    assert Response.objects.filter(claim="claimed").count() == 2


def test_page_of_the_example_organisation_shows_its_people_and_responses(client: Client) -> None:
    build()
    team = Organisation.objects.get()
    assert (team.verification, Membership.objects.count()) == ("verified", 2)
    client.force_login(User.objects.get(username=LEAD))
    page = client.get(reverse("organisation", args=[team.uuid])).content.decode()
    sent, begun = team_responses(team)
    for words in ("Example Lead", "Example Contributor", "Sales", sent.reference, reverse("draft", args=[begun.idempotency_key])):
        assert words in page
    draft = client.get(reverse("draft", args=[begun.idempotency_key])).content.decode()
    assert "Last edited by Example Lead" in draft
    assert "Marked as ready by Example Lead" in draft


def test_nobody_gets_in_as_an_example_before_a_local_run_gave_a_password(client: Client, settings: pytest.FixtureRequest) -> None:
    build()
    assert {user.has_usable_password() for user in User.objects.all()} == {False}
    settings.HTTPS = True  # type: ignore[attr-defined]
    with pytest.raises(Refused):
        open_demo_people(passwords=PASSWORDS)
    settings.HTTPS = False  # type: ignore[attr-defined]
    open_demo_people(passwords=PASSWORDS)
    answer = client.post(reverse("account_login"), {"login": LEAD, "password": PASSWORDS[LEAD]})
    assert answer["Location"] == reverse("account-home")
    assert OutgoingMail.objects.count() == 0


def test_built_again_after_a_reset_the_people_stay_and_all_else_is_new() -> None:
    build()
    people = set(User.objects.values_list("pk", flat=True))
    open_demo_people(passwords=PASSWORDS)
    remove_examples()
    assert (Response.objects.count(), Attachment.objects.count(), RepresentedMember.objects.count()) == (0, 0, 0)
    assert PublishedFile.objects.count() == 0
    build()
    assert set(User.objects.values_list("pk", flat=True)) == people
    assert Organisation.objects.count() == 1
    assert User.objects.get(username=LEAD).check_password(PASSWORDS[LEAD])


def team_responses(team: Organisation) -> tuple[Response, Response]:
    rows = Response.objects.filter(team=team)
    return rows.get(state=ResponseState.SUBMITTED), rows.get(state=ResponseState.DRAFT)
