"""Example data goes without a trace, whatever people tried with it."""

import pytest

from defa_portal.demo.reset import remove_examples
from responses.models import Attachment, ConfidentialPassage, LooseFile, Response
from responses.services.amend import start_amendment
from responses.services.checking import sweep_loose
from responses.services.drafts import save_draft, start_draft
from responses.services.submit import submit_draft
from tests import make

pytestmark = pytest.mark.django_db


def test_example_with_confidential_passages_and_files_is_removed_with_their_bytes() -> None:
    make.consultation(is_example=True)
    draft = start_draft(form=make.form())
    claim = {"claim__reason": "prices", "claim__certify": "yes"}
    save_draft(key=draft.idempotency_key, posted=make.whole_answer(reasons="We pay [[4 million]].", **claim))
    original = make.attachment(draft, confidential=True)
    make.attachment(draft, content=b"public", public_version_of=original.uuid)
    submit_draft(key=draft.idempotency_key)
    start_amendment(response=Response.objects.get(pk=draft.pk))
    remove_examples()
    assert (Response.objects.count(), ConfidentialPassage.objects.count(), Attachment.objects.count()) == (0, 0, 0)
    assert sweep_loose() == 2
    assert not LooseFile.objects.exists()
