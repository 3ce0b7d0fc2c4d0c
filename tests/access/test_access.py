"""The access table is complete and true."""

import copy
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import Organisation, User
from accounts.services import ensure_roles
from accounts.services.invitations import hash_token
from consultations.permissions import BUILDERS_ONLY
from core.clock import database_now
from moderation.services.decide import decide
from responses.clearance import write_document
from responses.models import Attachment, Response
from responses.services.amend import start_amendment
from responses.services.clearance import receive_upload
from responses.services.drafts import save_draft, start_draft
from responses.services.members import put_members
from responses.services.submit import Receipt, submit_draft
from responses.teams import profile_of
from tests import make
from tests.access.table import ACTS, ADMIN, LIBRARY, LOGIN, MEMBERS, MOVED, OF_A_TEAM, PAGE, REFUSED, ROLES, STAFF, TABLE

pytestmark = pytest.mark.django_db
SLUG = "rules-for-trade"
TOKEN, SITE = "of-the-test-cast", "https://boxes.example"


@dataclass
class World:
    """The objects the table speaks of."""

    places: dict[str, str]
    clients: dict[str, Client]


def sent(with_file: bool = False) -> tuple[Response, Receipt]:
    draft = start_draft(form=make.form(SLUG))
    save_draft(key=draft.idempotency_key, posted=make.whole_answer())
    if with_file:
        make.attachment(draft)
    receipt = submit_draft(key=draft.idempotency_key)
    return Response.objects.get(pk=draft.pk), receipt


def opened(receipt: Receipt) -> Client:
    client = Client()
    assert client.post(reverse("receipts"), {"reference": receipt.reference, "code": receipt.code}).status_code == 303
    return client


def colleagues() -> tuple[Organisation, dict[str, User]]:
    """An organisation with a contributor, a lead and an open invitation; the leads of another, and of a delegation."""
    people = {role: make.person(role) for role in MEMBERS}
    team = make.organisation("Mekong Boxes", lead=people["lead"], contributors=(people["contributor"],), website=SITE)
    make.organisation("Riverside Cargo", lead=people["neighbour"])
    make.delegation(lead=people["focal"])
    team.invitations.create(email="new@example.org", token_hash=hash_token(TOKEN), expires_at=database_now() + timedelta(days=1))
    return team, people


@pytest.fixture(scope="module")
def built(kept_for_the_module: None) -> World:
    call_command("load_defa", verbosity=0)
    ensure_roles()
    about = make.consultation(SLUG, publish=False)
    text = make.draft_text(about)
    make.put_up(about, text.versions.get())
    own, receipt = sent(with_file=True)
    _, foreign = sent()
    published, _ = sent(with_file=True)
    decide(response_id=published.pk, act="publish", reason="accepted", note="", by="moderator", seen=0)
    draft = start_draft(form=make.form(SLUG))
    filled = write_document(make.form(SLUG), make.whole_answer(), "docx")
    receive_upload(draft=draft, form=make.form(SLUG), file_name="answers.docx", body=filled)
    member = make.member()
    put_members(key=draft.idempotency_key, members=[member])
    clients = {"visitor": Client(), "stranger": opened(foreign), "holder": opened(receipt)}
    for role in STAFF:
        clients[role] = Client()
        user = User.objects.create_user(role.lower(), password="of the test cast", is_staff=True)
        user.groups.add(Group.objects.get(name=role))
        clients[role].force_login(user)
    team, people = colleagues()
    for role, person in people.items():
        clients[role] = Client()
        clients[role].force_login(person)
    team_sent = start_draft(form=make.form(SLUG), team=team, by=people["lead"].pk)
    save_draft(key=team_sent.idempotency_key, posted=make.whole_answer(), by=people["lead"].pk)
    submit_draft(key=team_sent.idempotency_key, by=people["lead"].pk)
    team_draft = start_amendment(response=Response.objects.get(pk=team_sent.pk), by=people["lead"].pk)
    Response.objects.filter(pk=team_draft.pk).update(draft=profile_of(team))  # nothing is answered
    places = {
        "team": str(team.uuid),
        "person": str(people["contributor"].uuid),
        "invited": str(team.invitations.get().uuid),
        "token": TOKEN,
        "confirmation": "no-such-key",
        "uid": "1",
        "reset": "set-password",
        "passkey": "1",
        "team_key": str(team_draft.idempotency_key),
        "team_reference": Response.objects.get(pk=team_sent.pk).reference,
        "slug": SLUG,
        "element": "digital-trade",
        "published": published.reference,
        "key": str(draft.idempotency_key),
        "section": "trade",
        "extension": "docx",
        "text": text.slug,
        "number": "1",
        "paragraph": "p2",
        "member": member.key,
        "draft-file": str(make.attachment(draft).uuid),
        "published-file": str(Attachment.objects.get(response=published).uuid),
        "km": "km",
        "own-file": str(Attachment.objects.get(response=own).uuid),
        "reference": own.reference,
    }
    return World(places, clients)


@pytest.fixture
def world(built: World) -> World:
    """As it was built: what a test does to it is undone, and each test has clients of its own."""
    return World(built.places, copy.deepcopy(built.clients))


def named_patterns(resolver: URLResolver, prefix: str = "") -> list[tuple[str, str]]:
    """(route, name) of every pattern, the admin and the tool of the styleguide left to tests of their own."""
    found = []
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if route.startswith("admin/"):
            continue
        if isinstance(pattern, URLResolver):
            found += named_patterns(pattern, route)
        elif isinstance(pattern, URLPattern):
            found.append((route, pattern.name or ""))
    return found


def test_table_declares_every_address() -> None:
    names = {name for _, name in named_patterns(get_resolver())}
    assert names - TABLE.keys() == set(), "addresses without a row in tests/access/table.py"
    assert TABLE.keys() - names == set(), "rows without an address"


def test_table_declares_every_model_of_the_admin() -> None:
    registered = {model._meta.label_lower for model in admin.site._registry}
    assert registered - ADMIN.keys() == set(), "models of the admin without a row in tests/access/table.py"
    assert ADMIN.keys() - registered == set(), "rows without a model"


def status(client: Client, method: str, address: str) -> int:
    """The status of one request, undone afterwards, so that each role meets the same world."""
    before = transaction.savepoint()  # not a block: submission opens a durable one, which may not stand inside another
    cookies = copy.deepcopy(client.cookies)  # signing out would empty them
    answer = client.generic(method, address)
    transaction.savepoint_rollback(before)
    if answer.streaming:
        b"".join(answer)  # read to its end, a file is closed
    client.cookies = cookies
    return int(answer.status_code)


@pytest.mark.parametrize("name", sorted(TABLE))
def test_address_answers_each_role_as_declared(world: World, name: str) -> None:
    row = TABLE[name]
    address = reverse(name, args=[world.places[place] for place in row.args])
    declared = {role: (*[row.expected(role, "GET")] * 2, row.expected(role, "POST"), 405, 405) for role in ROLES}
    methods = ("GET", "HEAD", "POST", "PUT", "DELETE")
    answered = {role: tuple(status(world.clients[role], method, address) for method in methods) for role in ROLES}
    assert answered == declared


@pytest.mark.parametrize("name", sorted(OF_A_TEAM))
def test_address_of_an_organisation_answers_each_role_as_declared(world: World, name: str) -> None:
    row = OF_A_TEAM[name]
    address = reverse(name, args=[world.places[place] for place in row.args])
    declared = {role: (row.expected(role, "GET"), row.expected(role, "POST")) for role in ROLES}
    answered = {role: tuple(status(world.clients[role], method, address) for method in ("GET", "POST")) for role in ROLES}
    assert answered == declared


@pytest.mark.parametrize("name", sorted(name for name, row in TABLE.items() if row.args and name not in LIBRARY))
def test_what_does_not_exist_is_not_found(world: World, name: str) -> None:
    nowhere = world.places | {
        "slug": "no-such",
        "element": "no-such",
        "text": "no-such",
        "published": "DEFA-0000-0000-0",
        "key": "00000000-0000-4000-8000-000000000000",
        "draft-file": "00000000-0000-4000-8000-000000000000",
        "published-file": "00000000-0000-4000-8000-000000000000",
        "km": "km",
        "own-file": "00000000-0000-4000-8000-000000000000",
        "reference": "DEFA-0000-0000-0",
        "team": "00000000-0000-4000-8000-000000000000",
        "token": "no-such",
    }
    row = TABLE[name]
    address = reverse(name, args=[nowhere[place] for place in row.args])
    for role in ("lead", "focal") if "team" in row.args else ("holder", "visitor"):
        client = world.clients[role]
        answers = [client.get(address), client.post(address)]
        assert {answer.status_code for answer in answers} <= {404, 405}
        assert 404 in {answer.status_code for answer in answers}


def test_foreign_response_looks_like_one_that_does_not_exist(world: World) -> None:
    stranger = world.clients["stranger"]
    foreign = stranger.get(reverse("own-response", args=[world.places["reference"]]))
    nothing = stranger.get(reverse("own-response", args=["DEFA-0000-0000-0"]))
    assert foreign.content.replace(world.places["reference"].encode(), b"DEFA-0000-0000-0") == nothing.content
    assert dict(foreign.items()).keys() == dict(nothing.items()).keys()


@pytest.mark.parametrize("label", sorted(ADMIN))
def test_admin_shows_each_role_what_is_declared(world: World, label: str) -> None:
    app, model = label.split(".")
    instance = apps.get_model(label)._default_manager.first()
    addresses = {view: reverse(f"admin:{app}_{model}_{view}") for view in ("changelist", "add")}
    if instance is not None:
        addresses |= {
            view: reverse(f"admin:{app}_{model}_{view}", args=[instance.pk]) for view in ("change", "history", "delete")
        }
    declared = {(role, view): admin_status(label, role, view) for role in ROLES for view in addresses}
    answered = {
        (role, view): status(world.clients[role], "GET", address) for role in ROLES for view, address in addresses.items()
    }
    assert answered == declared


def admin_status(label: str, role: str, view: str) -> int:
    if role not in STAFF:
        return LOGIN
    if view in ADMIN[label].leads_on:
        return MOVED
    return PAGE if ADMIN[label].expected(role, view) else REFUSED


@pytest.mark.parametrize("name", sorted(ACTS))
def test_act_of_the_admin_is_refused_to_other_roles(world: World, name: str) -> None:
    act = ACTS[name]
    rows = [apps.get_model(act.model)._default_manager.all()[0].pk] if act.model else []
    address = reverse(f"admin:{name}", args=[*rows, *(world.places[place] for place in act.args)])
    refused = {role for role in STAFF if is_refused(world.clients[role], address)}
    assert refused == set(STAFF) - act.roles
    assert {status(world.clients[role], "POST", address) for role in ("visitor", "stranger", "holder")} == {LOGIN}


def is_refused(client: Client, address: str) -> bool:
    """Refused to this person, whatever the state of the row: an act that is not possible just now is a 403 that says so."""
    before = transaction.savepoint()
    answer = client.post(address)
    transaction.savepoint_rollback(before)
    to_this_person = "403.html" in [template.name for template in answer.templates] or BUILDERS_ONLY in answer.content.decode()
    return answer.status_code == REFUSED and to_this_person


def test_acts_of_the_admin_are_all_declared() -> None:
    """Every named address of the admin is one of Django's own, or an act declared above."""
    own = {"changelist", "add", "change", "history", "delete"}
    declared = {f"{label.replace('.', '_')}_{view}" for label in ADMIN for view in own} | ACTS.keys()
    site = {
        "index",
        "login",
        "logout",
        "password_change",
        "password_change_done",
        "autocomplete",
        "jsi18n",
        "view_on_site",
        "auth_user_password_change",
        "app_list",
        "",
    }
    names = {pattern.name or "" for pattern in _flat(admin.site.urls[0])}
    assert names - declared - site == set()


def _flat(patterns: list[URLPattern | URLResolver]) -> list[URLPattern]:
    return [one for p in patterns for one in (_flat(p.url_patterns) if isinstance(p, URLResolver) else [p])]
