"""Files of a draft: received once, quarantined, copied into amendments, and gone for good when nobody holds them."""

import uuid
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, cast

import pytest
from django.core.files.storage import storages
from django.db import DatabaseError, connection, transaction
from django.db.models.functions import Now

from core.errors import NotFound, Refused
from core.uploads.kinds import BadFile
from responses.models import Attachment, LooseFile, Response
from responses.services.amend import start_amendment
from responses.services.checking import check_waiting, sweep_loose
from responses.services.drafts import discard_draft, save_draft, start_draft
from responses.services.files import add_file, copy_files, describe_file, files_of, remove_file
from responses.services.submit import NotReady, submit_draft
from tests import make
from tests.core.uploads import hostile

pytestmark = pytest.mark.django_db
CLAIM = {"claim__reason": ["contracts"], "claim__certify": ["yes"]}


def begun() -> Response:
    make.consultation()
    draft = start_draft(form=make.form())
    save_draft(key=draft.idempotency_key, posted=make.whole_answer())
    return draft


def add(draft: Response, name: str = "note.txt", content: bytes = b"Our view", **how: object) -> Attachment:
    with TemporaryFile() as file:
        file.write(content)
        return add_file(key=draft.idempotency_key, file=cast(BinaryIO, file), name=name, **how)  # type: ignore[arg-type]


def stored(attachment: Attachment) -> bytes:
    with storages["attachments"].open(attachment.stored_as, "rb") as file:
        return bytes(file.read())


def on_disk() -> set[str]:
    folder = Path(storages["attachments"].location)  # type: ignore[attr-defined]
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def later() -> None:
    LooseFile.objects.update(after=Now())


def test_file_is_stored_under_a_name_that_says_nothing() -> None:
    attachment = add(begun(), "Secret plan.txt")
    assert (attachment.name, attachment.kind, attachment.size, attachment.scan) == ("Secret plan.txt", "txt", 8, "waiting")
    assert stored(attachment) == b"Our view"
    assert "ecret" not in attachment.stored_as
    assert not LooseFile.objects.exists()


def test_same_bytes_again_are_the_same_file() -> None:
    draft = begun()
    first, second = add(draft), add(draft, "other name.txt")
    assert first.uuid == second.uuid
    assert Attachment.objects.count() == 1
    before, left = on_disk(), LooseFile.objects.get().stored_as
    later()
    assert sweep_loose() == 1  # the bytes of the second press
    assert on_disk() == before - {left}
    assert stored(first) == b"Our view"


def test_image_is_stored_without_its_place() -> None:
    attachment = add(begun(), "photo.jpg", hostile.image("JPEG", place=True))
    assert b"Canary Cameras" not in stored(attachment)
    assert attachment.sha256 != attachment.received_sha256


def test_five_files_are_enough() -> None:
    draft = begun()
    for number in range(5):
        add(draft, content=b"%d" % number)
    with pytest.raises(Refused, match="5 files already"):
        add(draft, content=b"one more")
    add(draft, content=b"3")  # a double click on the last is no sixth


def test_hostile_file_leaves_nothing_behind() -> None:
    draft, before = begun(), on_disk()
    with pytest.raises(BadFile):
        add(draft, "a.docx", hostile.docx(word__vbaProject_dot_bin=b"x"))
    assert (Attachment.objects.count(), LooseFile.objects.count(), on_disk()) == (0, 0, before)


def test_no_draft_takes_no_file() -> None:
    draft = begun()
    submit_draft(key=draft.idempotency_key)
    for key in (draft.idempotency_key, uuid.uuid4()):
        with pytest.raises(NotFound):
            add_file(key=key, file=cast(BinaryIO, BytesIO(b"x")), name="a.txt")


def test_crash_after_the_bytes_were_written_is_swept(monkeypatch: pytest.MonkeyPatch) -> None:
    draft, before = begun(), on_disk()

    def crash(*_: object, **__: object) -> None:
        raise OSError("the machine stops here")

    monkeypatch.setattr("responses.services.files._keep", crash)
    with pytest.raises(OSError, match="stops here"):
        add(draft)
    assert sweep_loose() == 0  # it may still be on its way
    later()
    assert sweep_loose() == 1
    assert on_disk() == before


def test_file_removed_from_a_draft_is_deleted_by_job() -> None:
    draft, before = begun(), on_disk()
    attachment = add(draft)
    for _ in range(2):
        remove_file(key=draft.idempotency_key, file=attachment.uuid)
    assert sweep_loose() == 1
    assert on_disk() == before


def test_files_go_with_their_draft() -> None:
    draft, before = begun(), on_disk()
    original = add(draft, confidential=True)
    add(draft, content=b"public", public_version_of=original.uuid)
    discard_draft(key=draft.idempotency_key)
    assert sweep_loose() == 2
    assert on_disk() == before


def test_confidential_file_needs_a_public_side_and_a_reason() -> None:
    draft = begun()
    original = add(draft, "costs.txt", confidential=True)
    with pytest.raises(NotReady) as refused:
        submit_draft(key=draft.idempotency_key)
    assert refused.value.errors == {
        "your-files": "“costs.txt” is confidential: add a public version of it, or write what everyone may read instead.",
        "claim__reason": "Choose why this is confidential.",
        "claim__certify": "Tick the box to confirm that this would not normally be released.",
    }
    save_draft(key=draft.idempotency_key, posted=CLAIM)
    describe_file(key=draft.idempotency_key, file=original.uuid, summary="Costs of two years.")
    submit_draft(key=draft.idempotency_key)
    assert Response.objects.get().claim == "claimed"


def test_public_version_stands_beside_its_original_and_may_go_again() -> None:
    draft = begun()
    original = add(draft, confidential=True)
    version = add(draft, content=b"without sums", public_version_of=original.uuid, confidential=True)
    original.refresh_from_db()
    assert (original.public_version_id, version.confidential) == (version.pk, False)
    remove_file(key=draft.idempotency_key, file=version.uuid)
    original.refresh_from_db()
    assert original.public_version_id is None


def test_public_version_is_for_a_confidential_file_of_the_same_draft() -> None:
    draft, other = begun(), start_draft(form=make.form())
    plain, foreign = add(draft), add(other, confidential=True)
    for of in (plain.uuid, foreign.uuid, uuid.uuid4()):
        with pytest.raises(NotFound):
            add(draft, content=b"public", public_version_of=of)
    original = add(draft, content=b"secret", confidential=True)
    with pytest.raises(Refused):
        add(draft, content=b"secret", public_version_of=original.uuid)
    with pytest.raises(NotFound):
        describe_file(key=draft.idempotency_key, file=plain.uuid, summary="x")
    with pytest.raises(Refused):
        describe_file(key=draft.idempotency_key, file=original.uuid, summary="x" * 2001)


@pytest.mark.parametrize("confidential", [True, False])
def test_same_bytes_said_to_be_something_else_are_refused_and_stay_what_they_were(confidential: bool) -> None:
    """Never taken for done: whoever ticks the box for a file that is there already would believe it covered."""
    draft = begun()
    first = add(draft, confidential=confidential)
    with pytest.raises(Refused, match="in your response already"):
        add(draft, "other name.txt", confidential=not confidential)
    first.refresh_from_db()
    assert (first.confidential, Attachment.objects.count()) == (confidential, 1)


def test_acts_on_files_count_as_saving() -> None:
    draft = begun()
    key = draft.idempotency_key

    def version() -> int:
        return Response.objects.values_list("draft_version", flat=True).get()

    before = version()
    file = add(draft, confidential=True)
    assert version() == before + 1
    add(draft, confidential=True)
    assert version() == before + 1
    describe_file(key=key, file=file.uuid, summary="Costs.")
    describe_file(key=key, file=file.uuid, summary="Costs.")
    assert version() == before + 2
    remove_file(key=key, file=file.uuid)
    remove_file(key=key, file=file.uuid)
    assert version() == before + 3


def test_amendment_begins_with_the_files_that_were_sent() -> None:
    draft = begun()
    original = add(draft, confidential=True)
    version = add(draft, content=b"public", public_version_of=original.uuid)
    check_waiting()
    save_draft(key=draft.idempotency_key, posted=CLAIM)
    submit_draft(key=draft.idempotency_key)
    amendment = start_amendment(response=Response.objects.get(pk=draft.pk))
    first, second = files_of(amendment)
    assert (first.stored_as, second.stored_as, first.public_version_id) == (original.stored_as, version.stored_as, second.pk)
    assert {first.uuid, second.uuid} & {original.uuid, version.uuid} == set()
    remove_file(key=amendment.idempotency_key, file=first.uuid)
    assert sweep_loose() == 0  # the sent edition holds the bytes
    assert stored(original) == b"Our view"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE responses_attachment SET name = 'x'",
        "UPDATE responses_attachment SET confidential = NOT confidential",
        "UPDATE responses_attachment SET stored_as = 'x'",
        "UPDATE responses_attachment SET scan = 'clean', sha256 = 'x'",
        "DELETE FROM responses_attachment",
        """INSERT INTO responses_attachment
           (uuid, response_id, stored_as, name, kind, size, sha256, received_sha256, confidential, public_summary, scan, found)
           SELECT gen_random_uuid(), id, 'x', 'x', 'txt', 1, 'x', 'x', false, '', 'clean', '' FROM responses_response""",
    ],
)
def test_sent_file_is_altered_by_nobody(statement: str) -> None:
    draft = begun()
    add(draft)
    submit_draft(key=draft.idempotency_key)
    before = list(Attachment.objects.values())
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert list(Attachment.objects.values()) == before


def test_copying_no_files_does_nothing() -> None:
    draft = begun()
    copy_files(sent=draft, draft=draft)
    assert not Attachment.objects.exists()
