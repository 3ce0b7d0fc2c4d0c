"""The page of files, and fetching them: the owner may, nobody else."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from core.uploads.kinds import MOST_BYTES
from responses.models import Attachment, Response
from responses.services.checking import check_waiting
from tests import make
from tests.core.uploads import hostile
from tests.responses.pages import begin, fill, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(client: Client) -> str:
    make.consultation()
    return begin(client)


def post(client: Client, here: str, name: str = "note.txt", content: bytes = b"Our view", **fields: str) -> Any:
    form = {"act": "add", "file": SimpleUploadedFile(name, content), "whole": "yes", **fields}
    return client.post(f"{here}files/", {name: value for name, value in form.items() if value != ""})


def test_page_states_the_rules_before_anything_is_chosen(client: Client, here: str) -> None:
    page = client.get(f"{here}files/").content.decode()
    before = page.partition('type="file"')[0]
    for rule in ("PDF, DOCX, XLSX, ODT, PNG, JPEG, TXT or CSV", "10 MB each, 5 files in all", "You can add 5 more."):
        assert rule in before
    assert not Attachment.objects.exists()


def test_file_is_added_shown_and_fetched_once_checked(client: Client, here: str) -> None:
    answer = post(client, here, "Our “view” ស្ពាន.txt")
    assert (answer.status_code, answer["Location"]) == (303, f"{here}files/")
    attachment = Attachment.objects.get()
    address = f"{here}files/{attachment.uuid}/"
    assert "Being checked" in client.get(f"{here}files/").content.decode()
    assert client.get(address).status_code == 404
    check_waiting()
    assert f'href="{address}"' in client.get(f"{here}files/").content.decode()
    file = client.get(address)
    assert b"".join(file) == b"Our view"
    assert file["Content-Disposition"].startswith("attachment; filename")
    assert {name: file[name] for name in ("Content-Type", "X-Content-Type-Options", "Cache-Control", "X-Robots-Tag")} == {
        "Content-Type": "text/plain; charset=utf-8",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
        "X-Robots-Tag": "noindex, nofollow",
    }
    assert file["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"


def test_pressed_twice_it_is_one_file(client: Client, here: str) -> None:
    for _ in range(2):
        assert post(client, here).status_code == 303
    assert Attachment.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"file": ""}, "Choose a file first."),
        ({"whole": ""}, "The connection ended before all of the file had arrived."),
        ({"act": ""}, "The connection ended before all of the file had arrived."),
        ({"act": "nonsense"}, "The connection ended before all of the file had arrived."),
        ({"name": "a.exe", "content": "MZ"}, "This is a program."),
    ],
)
def test_file_that_is_not_kept_says_why_and_gives_the_words_back(
    client: Client, here: str, fields: dict[str, str], sentence: str
) -> None:
    content = fields.pop("content", "Our view").encode()
    answer = post(client, here, content=content, confidential="yes", summary="Costs of two years", **fields)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert ">Costs of two years</textarea>" in page.replace("\n", "")
    assert not Attachment.objects.exists()


def test_file_that_is_too_large_is_read_to_its_end_and_thrown_away(client: Client, here: str) -> None:
    answer = post(client, here, content=b"a" * (MOST_BYTES + 1))
    assert answer.status_code == 422
    assert "This file is larger than 10 MB." in answer.content.decode()


def test_request_far_too_large_is_not_read(client: Client, here: str) -> None:
    answer = client.generic(
        "POST", f"{here}files/", b"--x", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(5 * MOST_BYTES)
    )
    assert answer.status_code == 422
    assert answer["Connection"] == "close"


def test_request_cut_off_in_the_middle_keeps_nothing(client: Client, here: str) -> None:
    body = b'--x\r\nContent-Disposition: form-data; name="act"\r\n\r\nadd\r\n--x\r\nContent-Disposition: form-data; name="file"; '
    body += b'filename="a.txt"\r\nContent-Type: text/plain\r\n\r\nHalf of our'
    answer = client.post(f"{here}files/", data=body, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 422
    assert not Attachment.objects.exists()


@pytest.mark.parametrize("name", ["a" * 300 + ".txt", "../../x.txt", "a\0b.txt", "\u202etxt.exe", ".txt", "“;\r\nX: y.txt"])
def test_odd_names_are_no_error(client: Client, here: str, name: str) -> None:
    assert post(client, here, name).status_code in (303, 422)
    check_waiting()
    for attachment in Attachment.objects.all():
        assert b"".join(client.get(f"{here}files/{attachment.uuid}/")) == b"Our view"


def test_confidential_file_with_a_summary_or_a_public_version(client: Client, here: str) -> None:
    post(client, here, confidential="yes")
    file = Attachment.objects.get()
    page = client.get(f"{here}files/").content.decode()
    assert "Needs a public version" in page
    assert "Confidential passages" in client.get(here).content.decode()
    client.post(f"{here}files/", {"act": "summary", "of": str(file.uuid), "summary": "Costs <b>of</b> two years"})
    page = client.get(f"{here}files/").content.decode()
    assert "Costs &lt;b&gt;of&lt;/b&gt; two years</textarea>" in page
    post(client, here, content=b"without sums", act="version", of=str(file.uuid))
    file.refresh_from_db()
    assert file.public_version is not None
    assert "Public version of a confidential file." in client.get(f"{here}files/").content.decode()
    assert client.get(f"{here}confidential/").status_code == 200


@pytest.mark.parametrize("of", ["", "not-a-key", "00000000-0000-4000-8000-000000000000"])
@pytest.mark.parametrize("act", ["summary", "version", "remove"])
def test_acts_on_a_file_that_is_not_there(client: Client, here: str, act: str, of: str) -> None:
    answer = post(client, here, act=act, of=of)
    assert answer.status_code in (303, 400, 404)


def test_file_is_removed(client: Client, here: str) -> None:
    post(client, here)
    file = Attachment.objects.get()
    assert client.post(f"{here}files/", {"act": "remove", "of": str(file.uuid)}).status_code == 303
    assert not Attachment.objects.exists()


def test_sent_files_are_fetched_by_their_owner_alone(client: Client, here: str) -> None:
    post(client, here)
    check_waiting()
    fill(client, here)
    page = client.get(f"{here}check/").content.decode()
    assert "note.txt" in page
    sent = send(client, here)
    file = Attachment.objects.get()
    address = f"/responses/{sent.reference}/files/{file.uuid}/"
    for page_of in ("", "receipt/"):
        assert f'href="{address}"' in client.get(f"/responses/{sent.reference}/{page_of}").content.decode()
    assert b"".join(client.get(address)) == b"Our view"
    stranger = Client()
    assert stranger.get(address).status_code == 404
    other = Client()
    foreign = send(other)
    assert other.get(f"/responses/{foreign.reference}/files/{file.uuid}/").status_code == 404
    assert Response.objects.count() == 2


def test_file_of_another_draft_is_not_found(client: Client, here: str) -> None:
    post(client, here)
    check_waiting()
    another = begin(client)
    assert client.get(f"{another}files/{Attachment.objects.get().uuid}/").status_code == 404


def test_infected_file_is_handed_to_nobody(client: Client, here: str) -> None:
    post(client, here, content=hostile.EICAR)
    Attachment.objects.update(scan="infected")
    assert client.get(f"{here}files/{Attachment.objects.get().uuid}/").status_code == 404
    assert "harmful content was found" in client.get(f"{here}files/").content.decode()
