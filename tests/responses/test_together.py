"""Every page of an organisation's draft says who edited it last, and can be marked as ready."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Membership, Organisation, User
from responses.models import Attachment, Response
from responses.services.drafts import save_draft, start_draft
from responses.services.files import describe_file, remove_file
from responses.services.members import put_members
from responses.services.team_drafts import mark_part
from responses.together import part_keys, parts_together
from tests import make

pytestmark = pytest.mark.django_db
MARKED = "It costs [[4,200 dollars]] a month."


@pytest.fixture
def lead() -> User:
    return make.person("Lead")


@pytest.fixture
def colleague() -> User:
    return make.person("Colleague")


def _with_a_text() -> None:
    about = make.consultation(publish=False)
    make.put_up(about, make.draft_text(about).versions.get())


@pytest.fixture
def draft(lead: User, colleague: User) -> Response:
    """Of an association, on a form with one draft text."""
    _with_a_text()
    team: Organisation = make.organisation(lead=lead, contributors=(colleague,), kind="association")
    draft = start_draft(form=make.form(), team=team, by=lead.pk)
    save_draft(key=draft.idempotency_key, posted={"reasons": [MARKED]}, by=lead.pk)
    return draft


def _saves(name: str, value: str) -> Callable[[Response, int], object]:
    return lambda draft, by: save_draft(key=draft.idempotency_key, posted={name: [value]}, by=by)


def _comment(draft: Response, by: int) -> object:
    text = make.form().texts[0]
    return save_draft(key=draft.idempotency_key, posted={text.names("p2")["comment"]: ["No."]}, by=by)


def _file(draft: Response, by: int) -> Attachment:
    return make.attachment(draft, name="costs.txt", confidential=True, by=by)


def _wording(draft: Response, by: int) -> object:
    return save_draft(key=draft.idempotency_key, posted={f"claim__w_{'0' * 20}": ["some money"]}, by=by)


ACTS: dict[str, Callable[[Response, int], object]] = {
    "about-you": _saves("profile__name", "Colleague"),
    "members-you-file-for": lambda draft, by: put_members(key=draft.idempotency_key, members=[make.member()], by=by),
    "trade": _saves("barrier", "cost"),
    "text": _comment,
    "your-files": _file,
    "confidential-passages": _wording,
    "your-consent": _saves("consent", "named"),
}


def _key(part: str) -> str:
    return make.form().texts[0].part if part == "text" else part


def _line(client: Client, draft: Response, part: str) -> str:
    """What the task list says of a part, as one line of plain words."""
    titles = {
        "about-you": "About you",
        "members-you-file-for": "Members you file for",
        "trade": "Digital trade",
        "text": "Comment on “",
        "your-files": "Files",
        "confidential-passages": "Confidential passages",
        "your-consent": "Publication",
    }
    page = client.get(f"/drafts/{draft.idempotency_key}/").content.decode()
    items = [" ".join(re.sub(r"<[^>]+>", " ", item).split()) for item in page.split("<li")[1:]]
    return next(item.partition(">")[2].strip() for item in items if titles[part] in item and "edited by" in item)


def test_there_is_a_mark_for_every_page_of_the_draft(draft: Response) -> None:
    assert part_keys(make.form()) == tuple(map(_key, ACTS))


@pytest.mark.parametrize("part", ACTS)
def test_each_page_says_who_edited_last_and_is_marked_as_ready(
    client: Client, draft: Response, lead: User, colleague: User, part: str
) -> None:
    ACTS[part](draft, colleague.pk)
    client.force_login(lead)
    assert "Last edited by Colleague, " in _line(client, draft, part)
    answer = client.post(f"/drafts/{draft.idempotency_key}/ready/", {"part": _key(part), "ready": "yes"})
    assert answer.status_code == 303
    assert "Marked as ready by Lead, " in _line(client, draft, part)


def test_file_that_was_described_or_removed_was_edited_since(draft: Response, lead: User, colleague: User) -> None:
    file = _file(draft, lead.pk)
    key = draft.idempotency_key
    for act in (
        lambda: describe_file(key=key, file=file.uuid, summary="Costs of two years.", by=colleague.pk),
        lambda: remove_file(key=key, file=file.uuid, by=colleague.pk),
    ):
        mark_part(key=key, part="your-files", ready=True, by=lead.pk)
        act()
        draft.refresh_from_db()
        files = parts_together(draft, make.form())["your-files"]
        assert files.edited is not None
        assert (files.edited.who, files.changed_since) == ("Colleague", True)


def test_looking_at_a_page_is_no_edit(client: Client, draft: Response, colleague: User) -> None:
    client.force_login(colleague)
    here = f"/drafts/{draft.idempotency_key}/"
    text = make.form().texts[0]
    for page in (f"texts/{text.slug}/", "members/"):
        assert client.post(here + page, {"go": "overview"}).status_code == 303
    draft.refresh_from_db()
    together = parts_together(draft, make.form())
    assert [part for part in together.values() if part.edited and part.key != "trade"] == []


def test_what_a_former_colleague_did_stays(client: Client, draft: Response, lead: User, colleague: User) -> None:
    _file(draft, colleague.pk)
    Membership.objects.filter(user=colleague).delete()
    client.force_login(lead)
    assert "Last edited by Colleague, " in _line(client, draft, "your-files")


def test_part_that_nobody_has_cannot_be_marked(client: Client, draft: Response, lead: User) -> None:
    client.force_login(lead)
    for part in ("", "check", "text-nothing", "members-filed-for", "x" * 5000, "\0"):
        assert client.post(f"/drafts/{draft.idempotency_key}/ready/", {"part": part, "ready": "yes"}).status_code == 400


@pytest.mark.parametrize("place", ["about-you/", "s/trade/", "files/", "members/", "text", "confidential/", "publication/"])
def test_part_of_a_draft_counts_the_page_of_reasons_when_a_file_alone_is_confidential(client: Client, place: str) -> None:
    _with_a_text()
    alone = start_draft(form=make.form())
    save_draft(key=alone.idempotency_key, posted={"profile__capacity": ["association"]})
    make.attachment(alone, confidential=True)
    here = f"/drafts/{alone.idempotency_key}/"
    shown = client.get(here + (f"texts/{make.form().texts[0].slug}/" if place == "text" else place)).content.decode()
    number = {"about-you/": 1, "members/": 2, "s/trade/": 3, "text": 4, "files/": 5, "confidential/": 6, "publication/": 7}[place]
    assert f"Part {number} of 7" in shown
