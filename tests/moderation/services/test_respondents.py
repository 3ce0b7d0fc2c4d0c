"""Members are counted once, in what is published and in what was submitted; never by name."""

import uuid

import pytest
from django.test import Client

from accounts.roles import Role
from consultations.models import Phase
from consultations.services.publish import move_window
from core.clock import database_now
from core.models import AuditEntry
from moderation.models import PublishedResponse, RespondentCount
from moderation.services.decide import decide
from moderation.services.recount import recount
from moderation.services.remove import remove_left_published
from moderation.services.respondents import PhaseCount, phases_with_members
from responses.counting import Counted
from responses.member_codes import member_code
from responses.models import Response
from responses.services.amend import start_amendment, withdraw
from responses.services.drafts import save_draft, start_draft
from responses.services.submit import submit_draft
from tests import make
from tests.moderation import build

pytestmark = pytest.mark.django_db
FIGURES = "/consultations/rules-for-trade/figures/"


def filed(**changes: str) -> str:
    """A response that someone sent for itself; its reference."""
    draft = start_draft(form=make.form())
    save_draft(key=draft.idempotency_key, posted=make.whole_answer(**changes))
    return submit_draft(key=draft.idempotency_key).reference


def publish(*references: str) -> None:
    for response in Response.objects.submitted().filter(reference__in=references):
        decide(response_id=response.pk, act="publish", reason="accepted", note="", by="nok", seen=0)


def stored() -> list[tuple[int, int, int, int]]:
    return [(row.responses, row.members, row.also_filed, row.respondents) for row in RespondentCount.objects.all()]


@pytest.fixture
def phase() -> Phase:
    return make.consultation().phases.get()


def close(phase: Phase) -> None:
    move_window(phase=phase, opens_at=phase.opens_at, closes_at=database_now(), by="test", reason="as the test needs it")


def test_two_unnamed_members_of_which_one_also_files(phase: Phase) -> None:
    association = make.association_response(make.member("Alpha Boats Ltd"), make.member("Beta Looms"))
    own = filed(profile__organisation="ALPHA BOATS", profile__country="LA")
    publish(association.reference)
    assert stored() == [(1, 2, 0, 3)]
    publish(own)
    assert stored() == [(2, 2, 1, 3)]


def test_register_number_or_code_joins_what_names_do_not(phase: Phase) -> None:
    alpha, beta = make.member("Alpha", number="0105-1"), make.member("Beta")
    publish(make.association_response(alpha, beta).reference)
    publish(filed(profile__organisation="Another name", profile__register_number="01051"))
    publish(filed(profile__organisation="A third", profile__association_code=member_code(uuid.UUID(beta.key))))
    assert stored() == [(3, 2, 2, 3)]


def test_member_of_two_associations_counts_once(phase: Phase) -> None:
    first = make.association_response(make.member("Alpha"), profile__organisation="First Association")
    second = make.association_response(make.member("alpha"), make.member("Beta"), profile__organisation="Second Association")
    publish(first.reference, second.reference)
    assert stored() == [(2, 2, 0, 4)]


def test_withdrawing_returns_to_the_former_count(phase: Phase) -> None:
    publish(make.association_response(make.member("Alpha"), make.member("Beta")).reference)
    before = stored()
    own = filed(profile__organisation="Alpha")
    publish(own)
    withdraw(response=Response.objects.get(reference=own))
    remove_left_published()
    assert stored() == before
    withdraw(response=Response.objects.submitted().get())
    remove_left_published()
    assert stored() == []


def test_amending_counts_the_new_list(phase: Phase) -> None:
    reference = make.association_response(make.member("Alpha"), make.member("Beta")).reference
    publish(reference)
    draft = start_amendment(response=Response.objects.get(reference=reference))
    listed = draft.draft["members-filed-for"]
    Response.objects.filter(pk=draft.pk).update(
        draft={**draft.draft, "members-filed-for": listed[:1], "consent__certify": ["yes"]}
    )
    submit_draft(key=draft.idempotency_key)
    publish(reference)
    assert stored() == [(1, 1, 0, 2)]


def test_a_phase_without_members_has_no_number(phase: Phase) -> None:
    publish(filed())
    assert stored() == []


def test_recount_finds_and_mends_a_wrong_number(phase: Phase) -> None:
    publish(make.association_response(make.member("Alpha"), make.member("Beta")).reference)
    assert recount().sentences == []
    RespondentCount.objects.update(members=9)
    sentence = f"Phase {phase.pk}, distinct respondents: 10 stored, 3 counted."
    assert recount().sentences == [sentence]
    assert stored() == [(1, 9, 0, 10)]
    recount(repair=True)
    assert stored() == [(1, 2, 0, 3)]
    assert AuditEntry.objects.get(act="respondents.repair").details == {"mended": [sentence]}
    RespondentCount.objects.all().delete()
    assert recount().sentences == [f"Phase {phase.pk}, distinct respondents: 0 stored, 3 counted."]


def test_officers_see_the_overlap_only_after_the_closing(phase: Phase) -> None:
    make.association_response(make.member("Alpha"), make.member("Beta"))
    filed(profile__organisation="Alpha")
    assert phases_with_members() == [PhaseCount("Rules for trade", "First phase", Counted(2, 2, 0), is_closed=False)]
    close(phase)
    assert phases_with_members() == [PhaseCount("Rules for trade", "First phase", Counted(2, 2, 1), is_closed=True)]


def words(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def test_the_public_reads_the_number_after_the_closing(client: Client, phase: Phase) -> None:
    publish(make.association_response(make.member("Alpha"), make.member("Beta")).reference, filed(profile__organisation="Alpha"))
    assert "distinct respondents all of them speak is said here after the closing" in words(client, FIGURES)
    close(phase)
    page = words(client, FIGURES)
    assert (
        '<strong class="tabular">2</strong> responses speak for <strong class="tabular">3</strong> distinct respondents' in page
    )


def test_the_published_response_says_for_how_many_it_was_filed(client: Client, phase: Phase) -> None:
    listed = [make.member(f"Member {n}", country="TH") for n in range(6)] + [make.member(f"Other {n}") for n in range(7)]
    reference = make.association_response(*listed).reference
    publish(reference)
    page = words(client, f"/consultations/rules-for-trade/responses/{reference}/")
    assert "Filed for 13 members" in page
    assert "By country: Lao PDR 7, Thailand 6." in page
    assert PublishedResponse.objects.get().member_groups == {"kind": {"msme": 13}, "country": {"TH": 6, "LA": 7}}


def test_officers_read_names_only_of_members_named_to_them(client: Client, phase: Phase) -> None:
    named = make.member("Beta Looms", naming="secretariat", number="77")
    reference = make.association_response(make.member("Alpha Boats"), named).reference
    address = f"/admin/responses/response/{Response.objects.get(reference=reference).pk}/change/"
    client.force_login(build.officer())
    page = words(client, address)
    assert (
        "A member, named to nobody: Micro, small or medium enterprise, Lao PDR, Logistics and delivery, 1 to 9 employees" in page
    )
    assert "Beta Looms (77): Micro" in page
    assert "Alpha" not in page
    assert AuditEntry.objects.get(act="response.read").details == {"edition": 1, "members by name": 1}
    client.force_login(build.officer(Role.ANALYST, "dara"))
    page = words(client, address)
    assert "A member, named only to moderators: Micro" in page
    assert "Beta Looms" not in page
    assert "Members filed for" in words(client, "/admin/responses/response/counted/")
