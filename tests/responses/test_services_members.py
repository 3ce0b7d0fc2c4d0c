"""Members in a draft, and what is kept of them when it is sent."""

import json
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import LazySettings
from django.db import DatabaseError, IntegrityError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from core.codes import hash_code
from core.errors import Conflict, NotFound
from core.models import AuditEntry
from responses.fingerprints import name_marks, number_marks
from responses.member_codes import member_code
from responses.members import MOST_MEMBERS, Member, members_in
from responses.models import RepresentedMember, Response
from responses.services.amend import start_amendment
from responses.services.drafts import save_draft, start_draft
from responses.services.members import FULL, LISTED, new_codes, put_members, remove_member
from responses.services.submit import submit_draft
from tests import make

pytestmark = pytest.mark.django_db


def listed(key: uuid.UUID) -> list[str]:
    return [member.name for member in members_in(Response.objects.get(idempotency_key=key).draft)]


@pytest.fixture
def key() -> uuid.UUID:
    make.consultation()
    found: uuid.UUID = start_draft(form=make.form()).idempotency_key
    return found


def test_members_are_added_changed_and_removed(key: uuid.UUID) -> None:
    alpha, beta = make.member("Alpha"), make.member("Beta")
    assert put_members(key=key, members=[alpha, beta]).added == 2
    put_members(key=key, members=[make.member("Alpha Boats", key=alpha.key)])
    assert listed(key) == ["Alpha Boats", "Beta"]
    remove_member(key=key, member=alpha.key)
    assert listed(key) == ["Beta"]
    with pytest.raises(NotFound):
        remove_member(key=key, member=alpha.key)


def test_saving_a_page_leaves_the_list_alone(key: uuid.UUID) -> None:
    put_members(key=key, members=[make.member("Alpha")])
    save_draft(key=key, posted={"members-filed-for": ["nothing"], "reasons": ["Because."]})
    assert listed(key) == ["Alpha"]


def test_a_member_is_listed_once_however_it_is_written(key: uuid.UUID) -> None:
    put_members(key=key, members=[make.member("Alpha Co., Ltd.", number="0105-1")])
    again = [make.member("ALPHA"), make.member("Another", number="01051"), make.member("Alpha", country="TH")]
    assert put_members(key=key, members=again).refused == {0: LISTED, 1: LISTED}
    assert listed(key) == ["Alpha Co., Ltd.", "Alpha"]


def test_a_list_has_an_end(key: uuid.UUID) -> None:
    assert put_members(key=key, members=[make.member(f"Member {n}") for n in range(MOST_MEMBERS)]).refused == {}
    assert put_members(key=key, members=[make.member("One more")]).refused == {0: FULL}
    assert len(listed(key)) == MOST_MEMBERS


def test_a_draft_that_was_sent_takes_no_member(key: uuid.UUID) -> None:
    save_draft(key=key, posted=make.whole_answer())
    submit_draft(key=key)
    with pytest.raises(Conflict):
        put_members(key=key, members=[make.member()])
    with pytest.raises(Conflict):
        remove_member(key=key, member=make.member().key)


@pytest.mark.django_db(transaction=True)
def test_eight_people_at_once_lose_nobodys_member() -> None:
    make.consultation()
    key = start_draft(form=make.form()).idempotency_key

    def add(number: int) -> int:
        try:
            return put_members(key=key, members=[make.member(f"Member {number}")]).added
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(add, range(8))) == [1] * 8
    assert sorted(listed(key)) == [f"Member {number}" for number in range(8)]


def test_of_an_unnamed_member_only_what_compares_is_kept() -> None:
    phase = make.consultation().phases.get()
    alpha = make.member("Alpha Ltd", number="0105-1")
    beta = make.member("Beta", naming="secretariat", number="77", country="TH")
    receipt = make.association_response(alpha, beta)
    first, second = Response.objects.get(reference=receipt.reference).members.all()
    assert (first.name, first.register_number, first.naming) == ("", "", "nobody")
    assert first.name_marks == name_marks(phase.pk, "ALPHA", "LA")
    assert first.number_marks == number_marks(phase.pk, "01051", "LA")
    assert first.code_hash == hash_code(member_code(uuid.UUID(alpha.key)))
    assert (first.kind, first.country, first.sector, first.size) == ("msme", "LA", "logistics", "1-9")
    assert (second.name, second.register_number, second.code_hash) == ("Beta", "77", "")
    assert AuditEntry.objects.get(act="response.file_for").details == {"members": 2, "named to nobody": 1}
    assert receipt.lists_members


def test_members_do_not_count_for_who_represents_nobody() -> None:
    make.consultation()
    make.association_response(make.member(), profile__capacity="msme")
    assert RepresentedMember.objects.count() == 0


def test_a_fingerprint_is_of_one_phase_and_one_country() -> None:
    assert len({*name_marks(1, "Alpha", "LA"), *name_marks(2, "Alpha", "LA"), *name_marks(1, "Alpha", "TH")}) == 3
    assert set(name_marks(1, "77", "LA")).isdisjoint(number_marks(1, "77", "LA"))


def test_old_and_new_key_make_fingerprints_that_compare(settings: LazySettings) -> None:
    settings.SECRET_KEY = "the former key"
    before = name_marks(1, "Alpha", "LA")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the present key", ["the former key"]
    after = name_marks(1, "Alpha", "LA")
    assert len(after) == 2
    assert set(before) & set(after)


def test_sending_without_members_costs_what_it_always_did() -> None:
    make.consultation()
    costs = []
    for capacity in ("msme", "msme", "association"):
        draft = start_draft(form=make.form())
        save_draft(key=draft.idempotency_key, posted=make.whole_answer(profile__capacity=capacity))
        with CaptureQueriesContext(connection) as captured:
            submit_draft(key=draft.idempotency_key)
        costs.append(len(captured))
    assert costs[1] == costs[2]


def test_amending_keeps_members_and_their_codes_without_their_names() -> None:
    make.consultation()
    alpha, beta = make.member("Alpha"), make.member("Beta", naming="secretariat")
    reference = make.association_response(alpha, beta).reference
    first = Response.objects.get(reference=reference)
    draft = start_amendment(response=first)
    assert [(member.name, member.kept) for member in members_in(draft.draft)] == [("", True), ("Beta", False)]
    gamma = make.member("Gamma")
    assert put_members(key=draft.idempotency_key, members=[make.member("ALPHA Ltd."), gamma]).refused == {0: LISTED}
    save_draft(key=draft.idempotency_key, posted={"consent__certify": ["yes"]})
    submit_draft(key=draft.idempotency_key)
    second = Response.objects.get(reference=reference, edition=2)
    before, after = first.members.get(order=0), second.members.get(order=0)
    assert (after.key, after.name_marks, after.code_hash) == (before.key, before.name_marks, before.code_hash)
    assert [code for _, code in new_codes(first)] == [member_code(uuid.UUID(alpha.key))]
    assert [code for _, code in new_codes(second)] == [member_code(uuid.UUID(gamma.key))]


def test_no_code_is_shown_that_is_not_the_stored_one(settings: LazySettings) -> None:
    make.consultation()
    reference = make.association_response(make.member()).reference
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key", [settings.SECRET_KEY]
    assert new_codes(Response.objects.get(reference=reference)) == []


@pytest.mark.parametrize(
    "statement", ["UPDATE responses_representedmember SET name = 'X'", "DELETE FROM responses_representedmember"]
)
def test_a_member_once_sent_is_never_changed(statement: str) -> None:
    make.consultation()
    make.association_response(make.member())
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert RepresentedMember.objects.count() == 1


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("member_named_only_where_told", {"name": "Alpha"}),
        ("member_named_only_where_told", {"register_number": "77"}),
        ("member_named_only_where_told", {"code_hash": ""}),
        ("member_named_only_where_told", {"naming": "secretariat"}),
        ("member_has_fingerprint", {"name_marks": []}),
        ("member_once_per_response", {"name_marks": ["the same"]}),
        ("member_key_once_per_response", {"key": uuid.UUID(int=7)}),
    ],
)
def test_the_database_refuses_what_must_not_be(constraint: str, fields: dict[str, object]) -> None:
    response = make.response(make.consultation().phases.get())
    sound: dict[str, object] = {"response": response, "naming": "nobody", "kind": "msme", "country": "LA", "code_hash": "hash"}
    RepresentedMember.objects.create(**sound | {"key": uuid.UUID(int=7), "name_marks": ["the same"]})
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        RepresentedMember.objects.create(**sound | {"key": uuid.UUID(int=8), "name_marks": ["another"]} | fields)


def test_a_draft_holding_anything_is_read() -> None:
    member = make.member()
    rest: list[object] = ["text", '{"key": "only"}', None, {}, "[" * 100_000, json.dumps(vars(member))]
    assert members_in({"members-filed-for": rest}) == (member,)
    assert members_in({"members-filed-for": "text"}) == members_in({}) == ()
    assert isinstance(member, Member)
