"""The check of received files: what the scanner finds, and what happens while it cannot look."""

import pytest
from django.core.files.storage import storages

from core.models import AuditEntry
from core.uploads.scanner import ScannerUnavailable
from responses.models import Attachment
from responses.services.checking import check_waiting, sweep_loose
from responses.services.files import remove_file
from responses.services.submit import NotReady, submit_draft
from tests.core.uploads import hostile
from tests.core.uploads.fake_clamd import clamd
from tests.responses.test_services_files import add, begun, later

pytestmark = pytest.mark.django_db


def test_scanner_decides_what_is_handed_out(settings: object) -> None:
    draft = begun()
    clean, infected = add(draft), add(draft, "eicar.txt", hostile.EICAR)
    with clamd() as address:
        settings.CLAMD_ADDRESS = address  # type: ignore[attr-defined]
        assert check_waiting() == 2
    clean.refresh_from_db()
    infected.refresh_from_db()
    assert (clean.scan, infected.scan, infected.found) == ("clean", "infected", "Eicar-Test-Signature")
    assert AuditEntry.objects.filter(act="file.infected").count() == 1
    with pytest.raises(NotReady) as refused:
        submit_draft(key=draft.idempotency_key)
    assert refused.value.errors == {"your-files": "Harmful content was found in “eicar.txt”. Remove it."}


def test_file_waits_while_the_scanner_is_away_and_may_be_sent_meanwhile(settings: object) -> None:
    draft = begun()
    attachment = add(draft)
    settings.CLAMD_ADDRESS = "127.0.0.1:1"  # type: ignore[attr-defined]
    with pytest.raises(ScannerUnavailable):
        check_waiting()
    submit_draft(key=draft.idempotency_key)
    with clamd() as address:
        settings.CLAMD_ADDRESS = address  # type: ignore[attr-defined]
        check_waiting()
    attachment.refresh_from_db()
    assert attachment.scan == "clean"


def test_file_that_cannot_be_looked_at_holds_up_no_other(settings: object) -> None:
    draft = begun()
    lost, refused, sound = add(draft), add(draft, "large.txt", b"TOO LARGE FOR IT"), add(draft, "sound.txt", b"sound")
    storages["attachments"].delete(lost.stored_as)
    with clamd(will_not_have=b"TOO LARGE") as address:
        settings.CLAMD_ADDRESS = address  # type: ignore[attr-defined]
        for _ in range(2):
            with pytest.raises(ScannerUnavailable):
                check_waiting()
            assert dict(Attachment.objects.values_list("pk", "scan")) == {
                lost.pk: "waiting",
                refused.pk: "waiting",
                sound.pk: "clean",
            }
        for gone in (lost, refused):
            remove_file(key=draft.idempotency_key, file=gone.uuid)
        assert check_waiting() == 0


def test_file_removed_while_it_is_looked_at_is_passed_over(settings: object, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = begun()
    gone, sound = add(draft), add(draft, "sound.txt", b"sound")
    storage = storages["attachments"]
    opened = storage.open

    def removed_meanwhile(name: str, mode: str = "rb") -> object:
        if name == gone.stored_as:
            remove_file(key=draft.idempotency_key, file=gone.uuid)
            later()
            sweep_loose()
        return opened(name, mode)

    monkeypatch.setattr(storage, "open", removed_meanwhile)
    with clamd() as address:
        settings.CLAMD_ADDRESS = address  # type: ignore[attr-defined]
        assert check_waiting() == 1
    sound.refresh_from_db()
    assert (sound.scan, Attachment.objects.count()) == ("clean", 1)
