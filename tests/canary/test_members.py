"""The name of a member named to nobody is nowhere once it was sent, the database included; that of one named to the secretariat
stands on the page of the response for moderators, and nowhere else."""

import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from accounts.services import ensure_roles
from moderation.jobs import remove_what_owners_took_back
from moderation.services.decide import decide
from responses.member_codes import member_code
from responses.models import Response
from responses.normal_names import normal_name
from responses.services.amend import start_amendment
from responses.services.drafts import save_draft, start_draft
from responses.services.members import put_members
from responses.services.submit import submit_draft
from tests import make
from tests.canary.planted import SLUG
from tests.canary.test_crawl import PLACES, crawl, declared_addresses, hits, staff
from tests.canary.tokens import token

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class World:
    nobody: dict[str, str]
    secretariat: dict[str, str]
    codes: dict[str, str]
    references: tuple[str, ...]


@pytest.fixture
def world() -> World:
    """An association published with members of both kinds, amended with one more; a member that files itself with its code."""
    call_command("load_defa", verbosity=0)
    ensure_roles()
    make.consultation(SLUG)
    nobody = {token(): what for what in ("name", "number", "name added later")}
    secretariat = {token(): what for what in ("name of a named member", "number of a named member")}
    name, number, later = nobody
    named, named_number = secretariat
    hidden = make.member(f"Fishers of {name} Ltd.", number=number)
    listed = [hidden, make.member(named, naming="secretariat", number=named_number)]
    reference = make.association_response(*listed, slug=SLUG).reference
    publish(reference)
    draft = start_amendment(response=Response.objects.get(reference=reference))
    put_members(key=draft.idempotency_key, members=[make.member(later)])
    save_draft(key=draft.idempotency_key, posted={"consent__certify": ["yes"]})
    submit_draft(key=draft.idempotency_key)
    remove_what_owners_took_back.call()
    publish(reference)
    code = member_code(uuid.UUID(hidden.key))
    own = start_draft(form=make.form(SLUG))
    posted = make.whole_answer(profile__association_code=code, profile__organisation="Another way to write it")
    save_draft(key=own.idempotency_key, posted=posted)
    filed = submit_draft(key=own.idempotency_key).reference
    publish(filed)
    return World(nobody, secretariat, {code: "code of a member"}, (reference, filed))


def publish(reference: str) -> None:
    response = Response.objects.submitted().get(reference=reference)
    decide(response_id=response.pk, act="publish", reason="accepted", note="", by="moderator-one", seen=0)


def whole_database() -> Iterator[tuple[str, bytes]]:
    """Every row of every table as PostgreSQL writes it out, JSON columns and arrays included."""
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT to_jsonb(t)::text FROM "{table}" t')  # noqa: S608 - names from the catalogue
            for (row,) in cursor.fetchall():
                yield f"table {table}", (row + json.dumps(json.loads(row), ensure_ascii=False)).encode()


def test_the_database_holds_no_name_of_a_member_named_to_nobody(world: World) -> None:
    also_normal = {normal_name(secret): what for secret, what in world.nobody.items()}
    leaked, _ = hits(whole_database(), world.nobody | also_normal | world.codes)
    assert leaked == []


def test_the_dump_of_the_database_would_find_one(world: World) -> None:
    """The control: what is kept by design is found by the same search, and a name while it stands in a draft."""
    _, found = hits(whole_database(), world.secretariat)
    assert found == world.secretariat.keys()
    secret = token()
    draft = start_draft(form=make.form(SLUG))
    put_members(key=draft.idempotency_key, members=[make.member(secret)])
    _, found = hits(whole_database(), {secret: "name in a draft"})
    assert found == {secret}


def test_no_public_surface_names_a_member(world: World) -> None:
    places = PLACES | {"reference": world.references, "key": ("00000000-0000-4000-8000-000000000000",)}
    leaked, _ = hits(crawl(Client(), ["/", *declared_addresses(places)]), world.nobody | world.secretariat | world.codes)
    assert leaked == []


@pytest.mark.parametrize("role", ["Moderator", "Analyst", "Editor"])
def test_the_admin_names_only_named_members_and_only_to_moderators(world: World, role: str) -> None:
    client = Client()
    client.force_login(staff(role.lower(), role))
    queue = ["/admin/", "/admin/responses/response/?standing=all", "/admin/responses/response/counted/"]
    pages = list(crawl(client, queue, stay="/admin/"))
    leaked, found = hits(iter(pages), world.nobody | world.codes | world.secretariat)
    editions = Response.objects.filter(reference=world.references[0]).values_list("pk", flat=True)
    expected = {f"/admin/responses/response/{pk}/change/" for pk in editions}
    where = {line.rpartition(" stands on ")[2].partition("?")[0] for line in leaked}
    assert found == (world.secretariat.keys() if role == "Moderator" else set())
    assert where <= expected
